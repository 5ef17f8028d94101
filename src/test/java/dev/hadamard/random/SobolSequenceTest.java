package dev.hadamard.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Seeds are fixed where a random variable is compared with its law. */
class SobolSequenceTest {
  /**
   * The first eight points of the plane sequence are the same in every construction (Sobol 1967).
   */
  @Test
  void firstPointsInThePlane() {
    double[] expected = {
      0, 0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75, 0.375, 0.375, 0.875, 0.875, 0.625, 0.125, 0.125, 0.625
    };
    assertArrayEquals(expected, SobolSequence.of(2).points(0, 8));
  }

  /** Euler's totient of 2^d - 1, divided by d, summed over the degrees up to 13. */
  @Test
  void numbersOfPrimitivePolynomials() {
    int[] known = {1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630};
    int sum = 0;
    for (int degree = 1; degree <= 13; degree++) {
      sum += known[degree - 1];
      assertEquals(sum, SobolSequence.DirectionNumbers.countUpTo(degree));
    }
  }

  @Property(tries = 30)
  void everyCoordinateIsStratified(
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll @IntRange(min = 0, max = 10) int m,
      @ForAll @IntRange(min = 0, max = 1000) int block,
      @ForAll long seed) {
    int n = 1 << m;
    SobolSequence plain = SobolSequence.of(dimension);
    for (SobolSequence sobol : new SobolSequence[] {plain, plain.scrambled(Streams.of(seed))}) {
      double[] x = sobol.points((long) block * n, n);
      for (int j = 0; j < dimension; j++) {
        boolean[] seen = new boolean[n];
        for (int i = 0; i < n; i++) {
          int cell = (int) (x[i * dimension + j] * n);
          assertTrue(!seen[cell], "two points in an interval");
          seen[cell] = true;
        }
      }
    }
  }

  /** A (0, m, 2)-net has one point in each elementary interval; scrambling keeps that. */
  @Property(tries = 30)
  void firstTwoDimensionsAreANet(
      @ForAll @IntRange(min = 1, max = 10) int m, @ForAll long seed, @ForAll boolean scramble) {
    SobolSequence sobol = SobolSequence.of(2);
    if (scramble) {
      sobol = sobol.scrambled(Streams.of(seed));
    }
    int n = 1 << m;
    double[] x = sobol.points(0, n);
    for (int a = 0; a <= m; a++) {
      boolean[] seen = new boolean[n];
      for (int i = 0; i < n; i++) {
        int cell = ((int) (x[2 * i] * (1 << a)) << (m - a)) + (int) (x[2 * i + 1] * (1 << (m - a)));
        assertTrue(!seen[cell]);
        seen[cell] = true;
      }
    }
  }

  /** Equals the brute-force count of points in elementary intervals. */
  @Test
  void qualityOfProjectionsAgreesWithCounting() {
    var v = SobolSequence.DirectionNumbers.first(12);
    int m = 6;
    int n = 1 << m;
    for (int j = 1; j < 12; j++) {
      double[] x = SobolSequence.of(12).points(0, n);
      int t = 0;
      for (; t < m; t++) {
        boolean balanced = true;
        for (int a = 0; a <= m - t; a++) {
          int b = m - t - a;
          int[] count = new int[1 << (m - t)];
          for (int i = 0; i < n; i++) {
            count[((int) (x[12 * i] * (1 << a)) << b) + (int) (x[12 * i + j] * (1 << b))]++;
          }
          int each = 1 << t;
          balanced &= Arrays.stream(count).allMatch(c -> c == each);
        }
        if (balanced) {
          break;
        }
      }
      assertEquals(t, SobolSequence.DirectionNumbers.planeT(v.get(0), v.get(j), m), "with " + j);
    }
  }

  /** Neighbouring dimensions keep good projections far out: t is at most half of m. */
  @Test
  void projectionsOfDistantDimensions() {
    var v = SobolSequence.DirectionNumbers.first(200);
    int m = 12;
    int worst = 0;
    for (int j = 2; j < 200; j++) {
      for (int k = Math.max(0, j - 4); k < j; k++) {
        worst = Math.max(worst, SobolSequence.DirectionNumbers.planeT(v.get(k), v.get(j), m));
      }
    }
    assertTrue(worst <= 6, "t is " + worst);
  }

  @Property(tries = 30)
  void pointsDoNotDependOnTheCut(
      @ForAll @IntRange(min = 0, max = 100_000) int first,
      @ForAll @IntRange(min = 0, max = 50) int count,
      @ForAll long seed) {
    SobolSequence sobol = SobolSequence.of(3).scrambled(Streams.of(seed));
    double[] all = sobol.points(first, count);
    for (int i = 0; i < count; i++) {
      assertArrayEquals(sobol.points(first + i, 1), Arrays.copyOfRange(all, 3 * i, 3 * i + 3));
    }
  }

  /**
   * One point of each of 20000 scramblings is uniform in each coordinate: the chi-square of 64
   * intervals exceeds 127 with probability below 4e-6.
   */
  @Test
  void scrambledPointIsUniform() {
    int n = 20_000;
    int cells = 64;
    SobolSequence sobol = SobolSequence.of(2);
    for (long index : new long[] {0, 5}) {
      int[][] count = new int[2][cells];
      for (int seed = 0; seed < n; seed++) {
        double[] x = sobol.scrambled(Streams.of(seed)).points(index, 1);
        for (int j = 0; j < 2; j++) {
          assertTrue(x[j] > 0 && x[j] < 1);
          count[j][(int) (x[j] * cells)]++;
        }
      }
      double expected = n / (double) cells;
      for (int[] c : count) {
        double chi = Arrays.stream(c).mapToDouble(k -> (k - expected) * (k - expected)).sum();
        assertTrue(chi / expected < 127, "chi-square " + chi / expected);
      }
    }
  }

  /**
   * The product of 1 + (x_j - 1/2)/j has the integral 1. Over 32 scramblings the root mean square
   * error falls from 2^6 to 2^12 points almost by 64^(3/2) = 512, where random points gain 8; fixed
   * seeds.
   */
  @Test
  void errorFallsFasterThanThatOfRandomPoints() {
    double coarse = error(1 << 6);
    double fine = error(1 << 12);
    assertTrue(coarse < 5e-3, "64 points: " + coarse);
    assertTrue(coarse / fine > 150, "ratio " + coarse / fine);
  }

  private static double error(int n) {
    int d = 6;
    double sum = 0;
    for (int seed = 0; seed < 32; seed++) {
      double[] x = SobolSequence.of(d).scrambled(Streams.of(seed)).points(0, n);
      double mean = 0;
      for (int i = 0; i < n; i++) {
        double f = 1;
        for (int j = 0; j < d; j++) {
          f *= 1 + (x[i * d + j] - 0.5) / (j + 1);
        }
        mean += f / n;
      }
      sum += (mean - 1) * (mean - 1) / 32;
    }
    return Math.sqrt(sum);
  }

  @Test
  void farPointsAndBadArguments() {
    SobolSequence sobol = SobolSequence.of(2);
    assertEquals(2, sobol.points((1L << 32) - 1, 1).length);
    assertMessage("dimension is 0", () -> SobolSequence.of(0));
    assertMessage("dimension is 1025", () -> SobolSequence.of(1025));
    assertMessage("first is -1", () -> sobol.points(-1, 1));
    assertMessage("first is 4294967296", () -> sobol.points(1L << 32, 1));
    assertMessage("count is -2", () -> sobol.points(0, -2));
    assertMessage("out", () -> sobol.fill(0, 2, new double[3], 0));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
    Throwable e = assertThrows(RuntimeException.class, call);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
