package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples by blocks and in pairs, cumulants, and the transforms of a law. */
class SamplesAndTransformsTest {
  private static SlepianIiaDistribution law(String process) {
    return SlepianIia.of(ReferenceModels.parse(process)).excursion();
  }

  private static final SlepianIiaDistribution D2 = law("diffusion(d=2.0)");

  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=2.0)", "randomAcceleration", "matern(nu=1.5)"})
  void blocksAreTheSameNumbersAsSingleDraws(String process) {
    SlepianIiaDistribution law = law(process);
    for (int n : new int[] {0, 1, 2, 127, 1000}) {
      PhiloxGenerator one = Streams.of(9).generator();
      PhiloxGenerator many = Streams.of(9).generator();
      double[] single = new double[n];
      for (int i = 0; i < n; i++) {
        single[i] = law.sample(one);
      }
      double[] block = new double[n];
      law.sample(many, block);
      assertArrayEquals(single, block);
      assertEquals(one.position(), many.position(), "words used");
    }
  }

  /** Spec 7: P(T > 3) = 0.68330 and the variance 32 Catalan at d = 2; five standard errors. */
  @Test
  void fourMillionDraws() {
    double[] draws = new double[4_000_000];
    D2.sample(Streams.of(2).generator(), draws);
    double sum = 0;
    double square = 0;
    int beyond = 0;
    for (double t : draws) {
      sum += t;
      square += t * t;
      beyond += t > 3 ? 1 : 0;
    }
    double n = draws.length;
    double mean = sum / n;
    double survival = D2.survivalProbability(3);
    assertEquals(0.68330, survival, 5e-4);
    assertEquals(survival, beyond / n, 5 * Math.sqrt(survival * (1 - survival) / n));
    double variance = 29.3108990136710;
    assertEquals(2 * Math.PI, mean, 5 * Math.sqrt(variance / n));
    double fourth = D2.cumulant(4) + 2 * variance * variance;
    assertEquals(variance, square / n - mean * mean, 5 * Math.sqrt(fourth / n));
  }

  /** Kolmogorov's statistic of either half above 2.70 once in 10⁶; the pairs lean apart. */
  @Test
  void antitheticPairs() {
    int n = 20_000;
    double[] first = new double[n];
    double[] second = new double[n];
    D2.sampleAntithetic(Streams.of(5).generator(), first, second);
    double covariance = 0;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      covariance += (first[i] - D2.getMean()) * (second[i] - D2.getMean()) / n;
      residual += (first[i] + second[i]) / 2 - D2.getMean();
    }
    // The numbers alone give -E[D]² = -π², the first divisors less still.
    assertTrue(covariance < -Math.PI * Math.PI, "covariance " + covariance);
    assertEquals(0, residual / n, 5 * Math.sqrt(D2.getVariance() / n));
    for (double[] half : new double[][] {first, second}) {
      Arrays.sort(half);
      double d = 0;
      for (int i = 0; i < n; i++) {
        double f = D2.cumulativeProbability(half[i]);
        d = Math.max(d, Math.max(f - (double) i / n, (i + 1.0) / n - f));
      }
      assertTrue(d * Math.sqrt(n) < 2.70, "distance " + d * Math.sqrt(n));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> D2.sampleAntithetic(Streams.of(5).generator(), first, new double[1]));
  }

  /**
   * Mean and P(T > 3) at d = 2 over 24 scramblings: the root mean square error is below that of as
   * many independent times by a factor; by 4.5 those would be less than once in 10^11. The mean is
   * 2π, the probability mpmath's, from the transform with digamma functions.
   */
  @ParameterizedTest
  @CsvSource({"256,6,4.5", "1024,12,6", "4096,24,8", "16384,40,15"})
  void quasiRandomTimes(int n, double gainOfMean, double gainOfProbability) {
    int seeds = 24;
    double survival = 0.683296532009653;
    double mean = 0;
    double probability = 0;
    double[] times = new double[n];
    for (int seed = 0; seed < seeds; seed++) {
      D2.sampleQuasiRandom(Streams.of(seed), 0, times);
      double sum = 0;
      int beyond = 0;
      for (double t : times) {
        sum += t;
        beyond += t > 3 ? 1 : 0;
      }
      double error = sum / n - 2 * Math.PI;
      mean += error * error / seeds;
      error = (double) beyond / n - survival;
      probability += error * error / seeds;
    }
    double independent = Math.sqrt(29.310899013671 / n);
    assertTrue(Math.sqrt(mean) < independent / gainOfMean, "mean " + Math.sqrt(mean));
    independent = Math.sqrt(survival * (1 - survival) / n);
    assertTrue(
        Math.sqrt(probability) < independent / gainOfProbability,
        "probability " + Math.sqrt(probability));
  }

  /**
   * Time i is a function of i alone, and Kolmogorov's statistic stays below what it exceeds for
   * independent times in seven of ten cases.
   */
  @Property(tries = 200)
  void quasiRandomTimesOfAnyModel(@ForAll("models") CorrelationModel r, @ForAll long seed) {
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    int n = 512;
    double[] times = new double[n];
    law.sampleQuasiRandom(Streams.of(seed), 0, times);
    double[] later = new double[3];
    law.sampleQuasiRandom(Streams.of(seed), 300, later);
    assertArrayEquals(Arrays.copyOfRange(times, 300, 303), later);
    Arrays.sort(times);
    assertTrue(times[0] > 0 && times[n - 1] < Double.POSITIVE_INFINITY);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double f = law.cumulativeProbability(times[i]);
      distance = Math.max(distance, Math.max(f - (double) i / n, (i + 1.0) / n - f));
    }
    assertTrue(distance * Math.sqrt(n) < 0.7, "distance " + distance * Math.sqrt(n));
  }

  @Provide
  Arbitrary<CorrelationModel> models() {
    return CorrelationModels.proven();
  }

  /** The rest beyond six divisors is drawn by the quantile: 1/64 of the points, once each. */
  @Test
  void quasiRandomTimesFarOut() {
    int n = 1 << 17;
    double[] times = new double[n];
    D2.sampleQuasiRandom(Streams.of(4), 0, times);
    for (double t : new double[] {20, 40, 60}) {
      double survival = D2.survivalProbability(t);
      double beyond = Arrays.stream(times).filter(x -> x > t).count();
      assertEquals(survival, beyond / n, Math.sqrt(survival / n), "t=" + t);
    }
  }

  @Test
  void quasiRandomRefusals() {
    assertEquals(
        "first is -1: must be from 0 to 2^32 - out.length = 4294967294",
        assertThrows(
                IllegalArgumentException.class,
                () -> D2.sampleQuasiRandom(Streams.of(1), -1, new double[2]))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> D2.sampleQuasiRandom(Streams.of(1), 1L << 32, new double[1]));
    SlepianIiaDistribution formal =
        SlepianIia.of(DampedCosineCorrelation.of(1), ValidityPolicy.DIAGNOSTIC).excursion();
    assertThrows(
        IllPosedProblemException.class,
        () -> formal.sampleQuasiRandom(Streams.of(1), 0, new double[1]));
  }

  /** Cumulants are derivatives of log Ψ(-s) at 0: by a Taylor fit on a circle. */
  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=2.0)", "randomAcceleration", "car2(a=1.0;b=2.0)"})
  void cumulantsAreThoseOfTheTransform(String process) {
    SlepianIiaDistribution law = law(process);
    int m = 32;
    double radius = 0.05;
    double factorial = 1;
    for (int k = 1; k <= 4; k++) {
      factorial *= k;
      double coefficient = 0;
      for (int j = 0; j < m; j++) {
        double angle = 2 * Math.PI * j / m;
        Complex s = Complex.of(radius * Math.cos(angle), radius * Math.sin(angle));
        Complex log = law.laplace(Complex.ZERO.minus(s)).log();
        coefficient += (log.re() * Math.cos(k * angle) + log.im() * Math.sin(k * angle)) / m;
      }
      double cumulant = coefficient * factorial / Math.pow(radius, k);
      assertEquals(cumulant, law.cumulant(k), 1e-7 * Math.abs(cumulant), "cumulant " + k);
    }
    assertThrows(IllegalArgumentException.class, () -> law.cumulant(5));
    assertThrows(IllegalArgumentException.class, () -> law.cumulant(0));
  }

  @Test
  void cumulantsOfAPowerLawAreInfinite() {
    SlepianIiaDistribution law = law("cauchy(beta=1.0)");
    assertTrue(Double.isFinite(law.cumulant(2)));
    assertEquals(Double.POSITIVE_INFINITY, law.cumulant(3));
    assertEquals(Double.POSITIVE_INFINITY, law.cumulant(4));
  }

  @Property(tries = 300)
  void characteristicFunction(@ForAll @DoubleRange(min = -50, max = 50) double omega) {
    Complex at = D2.characteristicFunction(omega);
    assertTrue(at.abs() <= 1 + 1e-14, "modulus " + at.abs());
    Complex mirrored = D2.characteristicFunction(-omega);
    assertEquals(at.re(), mirrored.re(), 1e-14);
    assertEquals(at.im(), -mirrored.im(), 1e-14);
  }

  @Test
  void transformsOfTheLaw() {
    assertEquals(Complex.ONE, D2.characteristicFunction(0));
    double h = 1e-4;
    assertEquals(2 * Math.PI, D2.characteristicFunction(h).im() / h, 1e-5);
    assertThrows(
        IllegalArgumentException.class, () -> D2.characteristicFunction(Double.POSITIVE_INFINITY));
    assertEquals(-D2.logSurvival(40), D2.cumulativeHazard(40));
    assertEquals(0.0, D2.cumulativeHazard(0));
    assertThrows(IllegalArgumentException.class, () -> D2.cumulativeHazard(-1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=3.0)", "randomAcceleration", "squaredExponential(ell=1.0)"})
  void rootAloneIsTheSame(String process) {
    CorrelationModel r = ReferenceModels.parse(process);
    PersistencyExponent alone = PersistencyExponent.unchecked(r);
    assertEquals(SlepianIia.of(r).persistency().theta(), alone.theta());
    assertTrue(alone.formal());
  }

  @Test
  void rootAloneRefusesInfiniteCrossingIntensity() {
    CorrelationModel rough = FunctionCorrelation.of("ou", t -> t.negate().exp(), 1);
    assertThrows(IllPosedProblemException.class, () -> PersistencyExponent.unchecked(rough));
    assertThrows(IllPosedProblemException.class, () -> ClippedProcess.of(rough));
  }

  /**
   * Equicorrelated at one half: 1/(n + 1) for every n. Three of its errors: nine standard errors.
   */
  @Property(tries = 200)
  void orthantsOfEquicorrelatedVariables(@ForAll @IntRange(min = 2, max = 30) int n) {
    org.ejml.data.DMatrixRMaj c = new org.ejml.data.DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        c.set(i, j, i == j ? 1 : 0.5);
      }
    }
    MvnResult result = MvnProbability.orthant(c, MvnOptions.DEFAULT);
    assertEquals(1.0 / (n + 1), result.value(), 3 * result.error());
  }
}
