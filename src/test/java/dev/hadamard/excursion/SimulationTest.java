package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.CirculantEmbedding;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated paths, their crossings, and exponents estimated from them. Seeds are fixed. */
class SimulationTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /**
   * Sample covariances over 4000 pairs of paths; a false alarm once in 10^6 for each lag by
   * Chebyshev replaced by the normal law of the mean of 8000 products, 5 standard errors.
   */
  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=2.0)", "matern(nu=2.5)", "squaredExponential(ell=1.0)"})
  void pathsHaveTheCovariancesOfTheModel(String process) {
    CorrelationModel r = ReferenceModels.parse(process);
    double h = 0.25 / Math.sqrt(r.lambda2());
    StationaryGaussianSimulator simulator = StationaryGaussianSimulator.circulant(r, h, 60);
    PhiloxGenerator random = Streams.of(3).substream(process).generator();
    int pairs = 4000;
    double[] covariance = new double[60];
    double cross = 0;
    for (int k = 0; k < pairs; k++) {
      List<GaussianPath> paths = simulator.pair(random);
      for (GaussianPath path : paths) {
        for (int lag = 0; lag < 60; lag++) {
          covariance[lag] += path.values()[0] * path.values()[lag] / (2 * pairs);
        }
      }
      cross += paths.get(0).values()[10] * paths.get(1).values()[10] / pairs;
    }
    for (int lag = 0; lag < 60; lag++) {
      double rho = r.value(lag * h);
      double error = Math.sqrt((1 + rho * rho) / (2 * pairs));
      assertEquals(rho, covariance[lag], 5 * error, process + " lag " + lag);
    }
    assertEquals(0, cross, 5 / Math.sqrt(pairs), "the two paths of a pair");
    assertTrue(simulator.exact());
  }

  @Test
  void embeddingThatDoesNotExistIsRefusedOrReported() {
    // Correlation 1 up to lag 3, then 0: not positive definite.
    double[] box = {1, 1, 1, 1, 0, 0, 0, 0, 0};
    CirculantEmbedding embedding = CirculantEmbedding.of(box);
    assertFalse(embedding.exact());
    assertTrue(embedding.clippedMass() > 0.01);
    assertTrue(embedding.smallestEigenvalue() < 0);
    CorrelationModel smooth = SquaredExponentialCorrelation.of(1);
    StationaryGaussianSimulator approximate =
        StationaryGaussianSimulator.approximate(SincCorrelation.of(), 0.5, 100);
    if (!approximate.exact()) {
      assertThrows(
          IllPosedProblemException.class,
          () -> StationaryGaussianSimulator.circulant(SincCorrelation.of(), 0.5, 100));
    }
    // Three points of a smooth process need a longer circle than the shortest.
    double[] short3 = {1, smooth.value(0.5), smooth.value(1)};
    assertFalse(CirculantEmbedding.of(short3).exact());
    assertTrue(StationaryGaussianSimulator.circulant(smooth, 0.5, 9).exact());
    assertThrows(IllegalArgumentException.class, () -> CirculantEmbedding.of(new double[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> CirculantEmbedding.of(new double[] {1}));
    assertThrows(IllegalArgumentException.class, () -> CirculantEmbedding.of(new double[] {0, 0}));
    assertThrows(
        IllegalArgumentException.class,
        () -> embedding.sample(Streams.of(1).generator(), new double[10], new double[9]));
  }

  @ParameterizedTest
  @CsvSource({"randomAcceleration,0.1", "diffusion(d=2.0),0.4", "matern(nu=1.5),0.2"})
  void gridLawHolds(String process, double h) {
    CorrelationModel r = ReferenceModels.parse(process);
    GridLaw law = GridLaw.of(r, h);
    assertEquals(StrictMath.acos(r.value(h)) / Math.PI, law.signChangesPerStep(), 1e-14);
    assertEquals(h * Math.sqrt(r.lambda2()) / Math.PI, law.zerosPerStep(), 1e-15);
    assertEquals(law.zerosPerStep() / law.signChangesPerStep(), law.inflation(), 1e-14);
    int points = 1 << 15;
    StationaryGaussianSimulator simulator = StationaryGaussianSimulator.circulant(r, h, points);
    PhiloxGenerator random = Streams.of(8).substream(process).generator();
    int paths = 40;
    double[] counts = new double[paths];
    double mean = 0;
    for (int k = 0; k < paths; k += 2) {
      List<GaussianPath> pair = simulator.pair(random);
      for (int m = 0; m < 2; m++) {
        counts[k + m] = CrossingDetector.linear().zeroCrossings(pair.get(m)).count();
        mean += counts[k + m] / paths;
      }
    }
    double variance = 0;
    for (double count : counts) {
      variance += (count - mean) * (count - mean) / (paths - 1);
    }
    // Five standard errors of 40 paths: a false alarm less than once in 10^4.
    double expected = (points - 1) * law.signChangesPerStep();
    assertEquals(expected, mean, 5 * Math.sqrt(variance / paths), process);
  }

  @Test
  void gridLawToFirstOrder() {
    // 3.3 per cent at h = 0.1 for random acceleration: (c₃/λ₂) h
    assertEquals(0.033, GridLaw.of(RandomAccelerationCorrelation.of(), 0.1).inflation() - 1, 1e-3);
    // κh²/3 with κ = (λ₄-λ₂²)/(8λ₂) = 1/8 for diffusion in two dimensions
    double h = 0.01;
    double kappa = 0.125;
    assertEquals(
        kappa * h * h / 3, GridLaw.of(DiffusionCorrelation.of(2), h).inflation() - 1, 1e-9);
  }

  @Test
  void crossingsOfAPolygon() {
    double[] x = {1, -1, -3, 0, 2, 0, 2, 0, 0, -1, 1};
    Crossings c = CrossingDetector.linear().zeroCrossings(GaussianPath.of(2, x));
    // Touching at 5 and 10 is no crossing; the zeros before 7 and 9 are times of crossings.
    assertArrayEquals(new double[] {1, 6, 16, 19}, c.times(), 1e-15);
    assertFalse(c.isUp(0));
    assertTrue(c.isUp(1));
    assertEquals(4, c.count());
    assertEquals(20, c.duration());
    assertArrayEquals(new double[] {5, 3}, c.below(), 1e-15);
    assertArrayEquals(new double[] {10}, c.above(), 1e-15);
    Crossings at = CrossingDetector.linear().crossings(GaussianPath.of(2, x), 1.5);
    assertArrayEquals(new double[] {7.5, 8.5, 11.5, 12.5}, at.times(), 1e-15);
    assertEquals(1.5, at.level());
    Crossings none = CrossingDetector.linear().crossings(GaussianPath.of(2, x), 9);
    assertEquals(0, none.count());
    assertEquals(0, none.intervals().length);
    // sin on a coarse grid: the cubic with slopes is far better than the chord.
    double[] sine = new double[14];
    double[] cosine = new double[14];
    for (int i = 0; i < sine.length; i++) {
      sine[i] = StrictMath.sin(0.5 * i + 0.2);
      cosine[i] = StrictMath.cos(0.5 * i + 0.2);
    }
    GaussianPath path = new GaussianPath(0.5, sine, cosine);
    assertEquals(Math.PI - 0.2, CrossingDetector.hermite().zeroCrossings(path).times()[0], 1e-4);
    assertEquals(Math.PI - 0.2, CrossingDetector.linear().zeroCrossings(path).times()[0], 1e-2);
  }

  @Test
  void refusals() {
    GaussianPath flat = GaussianPath.of(1, new double[] {0, 0, 0});
    assertThrows(
        IllPosedProblemException.class, () -> CrossingDetector.linear().zeroCrossings(flat));
    GaussianPath broken = GaussianPath.of(1, new double[] {0, Double.NaN, 0});
    assertEquals(
        "values[1] is NaN: must be finite",
        assertThrows(
                IllegalArgumentException.class,
                () -> CrossingDetector.linear().zeroCrossings(broken))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> CrossingDetector.hermite().zeroCrossings(flat));
    assertThrows(IllegalArgumentException.class, () -> GaussianPath.of(1, new double[0]));
    PersistenceExponentEstimator estimator = PersistenceExponentEstimator.tailMle();
    assertThrows(IllegalArgumentException.class, () -> estimator.fit(new double[10]));
    double[] ones = new double[300];
    Arrays.fill(ones, 1);
    assertThrows(IllPosedProblemException.class, () -> estimator.fit(ones));
    ones[7] = INFINITY;
    assertThrows(IllegalArgumentException.class, () -> estimator.fit(ones));
    assertThrows(
        IllegalArgumentException.class,
        () -> StationaryGaussianSimulator.circulant(DiffusionCorrelation.of(2), -1, 10));
  }

  /**
   * Independent exponential intervals: θ and C are known; 4.5 standard errors, exceeded in one of
   * 370 runs of 200 new cases.
   */
  @Property(tries = 200)
  void estimatorOnExponentialIntervals(@ForAll @DoubleRange(min = 0.1, max = 5) double rate) {
    PhiloxGenerator random = Streams.of(5).substream((long) (rate * 100)).generator();
    double[] intervals = new double[20_000];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = -StrictMath.log(1 - random.nextDouble()) / rate;
    }
    ExponentEstimate estimate =
        PersistenceExponentEstimator.tailMle().withThreshold(1 / rate).fit(intervals);
    assertEquals(rate, estimate.theta(), 4.5 * estimate.standardError());
    assertEquals(1, estimate.amplitude(), 4.5 * estimate.amplitudeStandardError());
    // Independent: the bootstrap's error is θ/√n.
    double expected = rate / Math.sqrt(estimate.observations());
    assertEquals(expected, estimate.standardError(), 0.3 * expected);
  }

  /**
   * Dependent intervals: each counted twice in a row has √2 times the error of independent ones.
   */
  @Test
  void dependenceWidensTheError() {
    PhiloxGenerator random = Streams.of(6).generator();
    double[] single = new double[20_000];
    double[] twice = new double[40_000];
    for (int i = 0; i < single.length; i++) {
      single[i] = -StrictMath.log(1 - random.nextDouble());
      twice[2 * i] = single[i];
      twice[2 * i + 1] = single[i];
    }
    PersistenceExponentEstimator estimator =
        PersistenceExponentEstimator.tailMle().withThreshold(0.5);
    ExponentEstimate one = estimator.fit(single);
    ExponentEstimate two = estimator.fit(twice);
    assertEquals(one.theta(), two.theta(), 1e-12);
    assertEquals(one.standardError(), two.standardError(), 0.1 * one.standardError());
    assertTrue(two.standardError() > 1.2 * two.theta() / Math.sqrt(two.observations()));
    assertEquals(2, estimator.stability(single, 0.5, 1).size());
  }

  /** Exact exponents on the grid from orthant Pfaffians; 4 standard errors. */
  @ParameterizedTest
  @CsvSource({"0.7,0.18480935200375", "1.0,0.18214372850505"})
  void particlesFindTheExponentOfTheGrid(double h, double exact) {
    // -log(P_61 / P_60) / h
    double[] times = new double[61];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * h;
    }
    double ratio =
        SechOrthant.logProbability(Arrays.copyOf(times, 60)) - SechOrthant.logProbability(times);
    assertEquals(exact, ratio / h, 1e-9);
    ExponentEstimate estimate =
        ParticlePersistence.atStep(DiffusionCorrelation.of(2), h, 2000, 2000, Streams.of(2));
    assertEquals(exact, estimate.theta(), 4 * estimate.standardError(), estimate::toString);
    assertTrue(estimate.standardError() < 1.5e-3, estimate::toString);
  }

  @Test
  void extrapolationRemovesThePowersOfTheStep() {
    ExponentEstimate[] smooth = new ExponentEstimate[3];
    double[] steps = {0.4, 0.7, 1};
    for (int i = 0; i < 3; i++) {
      double h2 = steps[i] * steps[i];
      double theta = 0.3 - 0.02 * h2 + 0.004 * h2 * h2;
      smooth[i] = new ExponentEstimate(theta, 1e-3, Double.NaN, Double.NaN, 0, 100);
    }
    assertEquals(
        0.3,
        ParticlePersistence.extrapolate(DiffusionCorrelation.of(2), steps, smooth).theta(),
        1e-12);
    ExponentEstimate[] rough = new ExponentEstimate[2];
    for (int i = 0; i < 2; i++) {
      double theta = 0.3 - 0.02 * StrictMath.pow(steps[i], 1.25);
      rough[i] = new ExponentEstimate(theta, 1e-3, Double.NaN, Double.NaN, 0, 100);
    }
    ExponentEstimate zero =
        ParticlePersistence.extrapolate(MaternCorrelation.of(1.5), Arrays.copyOf(steps, 2), rough);
    assertEquals(0.3, zero.theta(), 1e-12);
    assertTrue(zero.standardError() > 1e-3);
    assertTrue(ParticlePersistence.order(DiffusionCorrelation.of(2), 1) > 3);
  }
}
