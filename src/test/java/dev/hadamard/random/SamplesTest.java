package dev.hadamard.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.MultivariateNormal;
import dev.hadamard.linalg.SymmetricEigen;
import java.util.Arrays;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * Laws against the distributions of Commons Statistics, with fixed seeds. Each comparison would
 * raise a false alarm with probability below 1e-5.
 */
class SamplesTest {
  private static final int N = 50_000;
  private static final double FALSE_ALARM = 1e-5;

  private static Samples samples(String name) {
    return Samples.of(Streams.of(20261125).substream(name));
  }

  private static void law(String name, ContinuousDistribution law, Consumer<double[]> fill) {
    double[] x = new double[N];
    fill.accept(x);
    Arrays.sort(x);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      double f = law.cumulativeProbability(x[i]);
      distance = Math.max(distance, Math.max(f - i / (double) N, (i + 1) / (double) N - f));
    }
    // The limit law of Kolmogorov: P(√n D > t) is about 2 e^{-2t²}.
    double limit = Math.sqrt(-Math.log(FALSE_ALARM / 2) / 2 / N);
    double d = distance;
    assertTrue(distance < limit, () -> name + ": distance " + d + ", limit " + limit);
  }

  private static void law(String name, DiscreteDistribution law, Consumer<int[]> fill) {
    int[] x = new int[N];
    fill.accept(x);
    int low = law.inverseCumulativeProbability(2e-4);
    int high = law.inverseCumulativeProbability(1 - 2e-4);
    int width = Math.max(1, (high - low) / 40);
    int bins = (high - low) / width + 3;
    double[] counts = new double[bins];
    for (int v : x) {
      counts[v < low ? 0 : v >= low + (bins - 2) * width ? bins - 1 : (v - low) / width + 1]++;
    }
    double statistic = 0;
    int cells = 0;
    double expectedRest = 0;
    double countRest = 0;
    for (int b = 0; b < bins; b++) {
      double below = b == 0 ? 0 : law.cumulativeProbability(low + (b - 1) * width - 1);
      double upTo = b == bins - 1 ? 1 : law.cumulativeProbability(low + b * width - 1);
      double expected = N * (upTo - below);
      if (expected < 10) {
        expectedRest += expected;
        countRest += counts[b];
      } else {
        statistic += (counts[b] - expected) * (counts[b] - expected) / expected;
        cells++;
      }
    }
    if (expectedRest >= 5) {
      statistic += (countRest - expectedRest) * (countRest - expectedRest) / expectedRest;
      cells++;
    }
    double limit =
        ChiSquaredDistribution.of(Math.max(1, cells - 1)).inverseSurvivalProbability(FALSE_ALARM);
    double s = statistic;
    assertTrue(statistic < limit, () -> name + ": statistic " + s + ", limit " + limit);
  }

  @Test
  void continuousLaws() {
    law("exponential", ExponentialDistribution.of(2.5), x -> samples("e").exponential(x, 2.5));
    law("laplace", LaplaceDistribution.of(0, 0.7), x -> samples("l").laplace(x, 0.7));
    for (double shape : new double[] {0.05, 0.5, 1, 2.5, 40, 1e4}) {
      law(
          "gamma " + shape,
          GammaDistribution.of(shape, 3),
          x -> samples("g" + shape).gamma(x, shape, 3));
    }
    double[][] parameters = {{0.1, 0.2}, {0.5, 0.5}, {2, 5}, {30, 0.7}, {300, 500}};
    for (double[] p : parameters) {
      law(
          "beta " + Arrays.toString(p),
          BetaDistribution.of(p[0], p[1]),
          x -> samples("b" + p[0]).beta(x, p[0], p[1]));
    }
  }

  @Test
  void discreteLaws() {
    for (double mean : new double[] {0.1, 1.7, 9.9, 10.1, 80, 5000, 1e6}) {
      law(
          "poisson " + mean,
          PoissonDistribution.of(mean),
          x -> samples("p" + mean).poisson(x, mean));
    }
    double[][] parameters = {
      {1, 0.3}, {10, 0.5}, {40, 0.02}, {50, 0.4}, {1000, 0.97}, {100000, 0.3}
    };
    for (double[] p : parameters) {
      int n = (int) p[0];
      law(
          "binomial " + Arrays.toString(p),
          BinomialDistribution.of(n, p[1]),
          x -> samples("n" + n).binomial(x, n, p[1]));
    }
  }

  @Test
  void tinyShapesStayFinite() {
    double[] x = new double[2000];
    samples("tiny").beta(x, 1e-3, 1e-3);
    for (double v : x) {
      assertTrue(v >= 0 && v <= 1);
    }
    samples("tiny").gamma(x, 1e-3, 1);
    assertTrue(Arrays.stream(x).allMatch(v -> v >= 0 && v < 100));
  }

  @Property(tries = 50)
  void elementsDoNotDependOnTheArray(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 40) int skip,
      @ForAll @IntRange(min = 0, max = 40) int n) {
    Samples s = Samples.of(Streams.of(seed));
    double[] all = new double[skip + n];
    double[] part = new double[n];
    s.gamma(all, 0.7, 1);
    s.startingAt(skip).gamma(part, 0.7, 1);
    assertArrayEquals(Arrays.copyOfRange(all, skip, skip + n), part);
    s.exponential(all, 1);
    s.startingAt(skip).exponential(part, 1);
    assertArrayEquals(Arrays.copyOfRange(all, skip, skip + n), part);
    s.rademacher(all);
    s.startingAt(skip).rademacher(part);
    assertArrayEquals(Arrays.copyOfRange(all, skip, skip + n), part);
  }

  @Property(tries = 100)
  void countsAddUp(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2000) int n) {
    Samples s = Samples.of(Streams.of(seed));
    int[] counts = s.multinomial(n, 0.2, 0, 0.5, 0.3, 0);
    assertEquals(n, Arrays.stream(counts).sum());
    assertEquals(0, counts[1] + counts[4]);
    int[] p = s.permutation(n);
    int[] sorted = p.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      assertEquals(i, sorted[i]);
    }
    int[] subset = s.subset(n / 3, n);
    assertEquals(n / 3, Arrays.stream(subset).distinct().filter(i -> i >= 0 && i < n).count());
    double[] cube = new double[3 * n];
    s.latinHypercube(cube, 3);
    for (int j = 0; j < 3; j++) {
      boolean[] hit = new boolean[n];
      for (int i = 0; i < n; i++) {
        int cell = (int) (cube[3 * i + j] * n);
        assertTrue(!hit[cell]);
        hit[cell] = true;
      }
    }
  }

  @Test
  void permutationsAreEquallyLikely() {
    int[] counts = new int[27];
    for (int i = 0; i < 12_000; i++) {
      int[] p = samples("permutation").startingAt(16L * i).permutation(3);
      counts[9 * p[0] + 3 * p[1] + p[2]]++;
    }
    double statistic = 0;
    for (int code : new int[] {5, 7, 11, 15, 19, 21}) {
      statistic += (counts[code] - 2000.0) * (counts[code] - 2000.0) / 2000;
    }
    assertTrue(statistic < ChiSquaredDistribution.of(5).inverseSurvivalProbability(FALSE_ALARM));
  }

  @Test
  void categoriesHaveTheirWeights() {
    double[] weights = {0.1, 0, 3, 1, 0.9, 5};
    AliasTable table = AliasTable.of(weights);
    int[] x = new int[N];
    table.fill(x, Streams.of(8));
    double[] counts = new double[6];
    for (int v : x) {
      counts[v]++;
    }
    assertEquals(0, counts[1]);
    double statistic = 0;
    for (int i : new int[] {0, 2, 3, 4, 5}) {
      double expected = N * weights[i] / 10;
      statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    assertTrue(statistic < ChiSquaredDistribution.of(4).inverseSurvivalProbability(FALSE_ALARM));
    assertEquals(0, AliasTable.of(1, 0).category(-1));
  }

  @Test
  void spheresAndNormalVectors() {
    double[] points = new double[3 * N];
    samples("sphere").sphere(points, 3);
    // A coordinate of the sphere in three dimensions is uniform.
    double[] height = new double[N];
    for (int i = 0; i < N; i++) {
      height[i] = (points[3 * i + 2] + 1) / 2;
      double r =
          points[3 * i] * points[3 * i]
              + points[3 * i + 1] * points[3 * i + 1]
              + points[3 * i + 2] * points[3 * i + 2];
      assertEquals(1, r, 1e-14);
    }
    law(
        "height",
        org.apache.commons.statistics.distribution.UniformContinuousDistribution.of(0, 1),
        x -> System.arraycopy(height, 0, x, 0, N));
    DMatrixRMaj a = new DMatrixRMaj(2, 2, true, 2, 0.6, 0.6, 1);
    MultivariateNormal normal = MultivariateNormal.of(new double[] {1, -2}, Cholesky.of(a));
    DMatrixRMaj x = normal.sample(N, Streams.of(5));
    double[] moments = new double[5];
    for (int i = 0; i < N; i++) {
      double u = x.get(i, 0) - 1;
      double v = x.get(i, 1) + 2;
      moments[0] += u / N;
      moments[1] += v / N;
      moments[2] += u * u / N;
      moments[3] += u * v / N;
      moments[4] += v * v / N;
    }
    double[] expected = {0, 0, 2, 0.6, 1};
    double[] deviation = {Math.sqrt(2), 1, Math.sqrt(8), Math.sqrt(2.36), Math.sqrt(2)};
    for (int k = 0; k < 5; k++) {
      assertEquals(expected[k], moments[k], 5 * deviation[k] / Math.sqrt(N), "moment " + k);
    }
    DMatrixRMaj fewer = normal.sample(10, Streams.of(5));
    assertArrayEquals(fewer.data, Arrays.copyOf(x.data, 20));
  }

  @Test
  void normalVectorsOfASingularCovariance() {
    // Rank one: draws are multiples of (1, 2, -1); their factor is a standard normal.
    double[] line = {1, 2, -1};
    DMatrixRMaj a = new DMatrixRMaj(3, 3);
    for (int i = 0; i < 9; i++) {
      a.data[i] = line[i / 3] * line[i % 3];
    }
    MultivariateNormal normal = MultivariateNormal.of(new double[] {5, 0, 0}, SymmetricEigen.of(a));
    DMatrixRMaj x = normal.sample(N, Streams.of(6));
    law(
        "plane",
        org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1),
        z -> {
          for (int i = 0; i < N; i++) {
            z[i] = x.get(i, 0) - 5;
            assertEquals(2 * z[i], x.get(i, 1), 1e-6);
            assertEquals(-z[i], x.get(i, 2), 1e-6);
          }
        });
    a.data[0] = -1;
    SymmetricEigen indefinite = SymmetricEigen.of(a);
    assertThrows(
        IndefiniteMatrixException.class, () -> MultivariateNormal.of(new double[3], indefinite));
  }

  @Test
  void parametersAreChecked() {
    Samples s = samples("bad");
    double[] x = new double[4];
    assertThrows(IllegalArgumentException.class, () -> s.exponential(x, 0));
    assertThrows(IllegalArgumentException.class, () -> s.gamma(x, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> s.beta(x, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> s.poisson(new int[1], -1));
    assertThrows(IllegalArgumentException.class, () -> s.binomial(new int[1], 3, 1.1));
    assertThrows(IllegalArgumentException.class, () -> s.subset(4, 3));
    assertThrows(IllegalArgumentException.class, () -> s.sphere(x, 3));
    assertThrows(IllegalArgumentException.class, () -> s.multinomial(3, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> AliasTable.of(1, -1));
    s.poisson(new int[1], 0);
    s.binomial(new int[1], 0, 0.5);
  }
}
