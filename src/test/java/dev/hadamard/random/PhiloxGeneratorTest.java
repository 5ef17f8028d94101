package dev.hadamard.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.UniformInterval;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxGeneratorTest {
  /** Sample size of the statistical tests. */
  private static final int N = 200_000;

  @Property(tries = 100)
  void fillsEqualSingleDraws(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 150) int skip,
      @ForAll @IntRange(min = 0, max = 300) int n) {
    PhiloxGenerator one = Streams.of(seed).generator();
    PhiloxGenerator many = Streams.of(seed).generator();
    for (int i = 0; i < skip; i++) {
      one.nextLong();
    }
    many.jumpTo(skip);
    double[] uniform = new double[n];
    double[] normal = new double[n];
    float[] floats = new float[n];
    many.fillUniform(uniform);
    many.fillNormal(normal);
    many.fillUniform(floats);
    for (int i = 0; i < n; i++) {
      assertEquals(one.nextDouble(), uniform[i]);
    }
    for (int i = 0; i < n; i++) {
      assertEquals(one.nextGaussian(), normal[i]);
    }
    for (int i = 0; i < n; i++) {
      assertEquals(one.nextFloat(), floats[i]);
    }
    assertEquals(one.position(), many.position());
    assertEquals(skip + 3L * n, many.position());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void threadsDoNotMatter(int threads) {
    double[] expected = new double[100_003];
    double[] actual = new double[100_003];
    Streams.of(1).generator().fillNormal(expected);
    Streams.of(1).generator().fillNormal(actual, 0, actual.length, Parallelism.of(threads));
    assertArrayEquals(expected, actual);
  }

  @Test
  void substreamsDiffer() {
    Streams root = Streams.of(3);
    Set<Long> first = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      first.add(root.substream(i).word(0));
      first.add(root.substream("s" + i).word(0));
      first.add(root.substream("a").substream(i).word(0));
    }
    first.add(root.word(0));
    assertEquals(3001, first.size());
    assertEquals(root.substream("a").word(5), Streams.of(3).substream("a").word(5));
    assertNotEquals(root.substream("ab").word(0), root.substream("ba").word(0));
    assertNotEquals(root.substream("a").word(0), Streams.of(4).substream("a").word(0));
  }

  /** Kolmogorov-Smirnov at false-alarm rate 1e-6 per case: D √n < 2.70; seeds are fixed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 12345})
  void uniformAndNormalPassKolmogorovSmirnov(long seed) {
    double[] uniform = new double[N];
    Streams.of(seed).generator().fillUniform(uniform);
    assertTrue(ksStatistic(uniform) < 2.70, "uniform " + ksStatistic(uniform));
    double[] normal = new double[N];
    Streams.of(seed).substream("normal").generator().fillNormal(normal);
    SpecialFunctions.normalCdf(normal, 0, normal, 0, N);
    assertTrue(ksStatistic(normal) < 2.70, "normal " + ksStatistic(normal));
    float[] floats = new float[N];
    Streams.of(seed).substream("float").generator().fillNormal(floats);
    for (int i = 0; i < N; i++) {
      normal[i] = SpecialFunctions.normalCdf((double) floats[i]);
    }
    assertTrue(ksStatistic(normal) < 2.70, "float " + ksStatistic(normal));
  }

  private static double ksStatistic(double[] uniforms) {
    double[] sorted = uniforms.clone();
    Arrays.sort(sorted);
    double d = 0;
    for (int i = 0; i < sorted.length; i++) {
      d = Math.max(d, Math.max(sorted[i] - (double) i / N, (i + 1.0) / N - sorted[i]));
    }
    return d * Math.sqrt(N);
  }

  /** Moments within 5 standard errors, false-alarm rate 6e-7 each. */
  @Test
  void normalMoments() {
    double[] z = new double[N];
    Streams.of(9).generator().fillNormal(z);
    assertEquals(0, Reductions.mean(z), 5 / Math.sqrt(N));
    assertEquals(1, Reductions.variance(z), 5 * Math.sqrt(2.0 / N));
    double fourth = 0;
    for (double v : z) {
      fourth += v * v * v * v / N;
    }
    assertEquals(3, fourth, 5 * Math.sqrt(96.0 / N));
  }

  /** Correlations within 5 standard errors, between neighbours and between streams. */
  @Test
  void noSerialCorrelation() {
    double[] a = new double[N];
    double[] b = new double[N];
    Streams.of(5).substream(0).generator().fillNormal(a);
    Streams.of(5).substream(1).generator().fillNormal(b);
    assertEquals(0, Reductions.dot(a, b) / N, 5 / Math.sqrt(N));
    for (int lag : new int[] {1, 2, 32, 64, 1000}) {
      double sum = Reductions.dot(a, 0, a, lag, N - lag);
      assertEquals(0, sum / N, 5 / Math.sqrt(N), "lag " + lag);
    }
  }

  @Test
  void badInputIsNamed() {
    PhiloxGenerator generator = Streams.of(1).generator();
    assertThrows(
        IndexOutOfBoundsException.class,
        () ->
            generator.fillUniform(
                new double[3], 1, 3, UniformInterval.OPEN, Parallelism.sequential()));
    assertEquals(0, generator.position());
  }
}
