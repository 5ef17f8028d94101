package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that no method may take silently: each message names the argument and its value. */
class BadInputTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final CorrelationModel SECH = DiffusionCorrelation.of(2);

  private static Arguments bad(String message, Executable action) {
    return Arguments.of(message, action);
  }

  private static CorrelationModel function(UnaryOperator<TaylorSeries> f, double rate) {
    return FunctionCorrelation.of("f", f, rate);
  }

  private static CorrelationModel table(double[] t, double[] r, double lambda2) {
    return TabulatedCorrelation.of(t, r, lambda2);
  }

  private static double[] lags() {
    double[] t = new double[100];
    for (int i = 0; i < t.length; i++) {
      t[i] = 0.04 * i;
    }
    return t;
  }

  private static double[] gaussian() {
    return Arrays.stream(lags()).map(t -> StrictMath.exp(-t * t / 2)).toArray();
  }

  private static double[] with(double[] x, int i, double value) {
    double[] y = x.clone();
    y[i] = value;
    return y;
  }

  static Stream<Arguments> parameters() {
    SlepianIiaDistribution law = SlepianIia.of(SECH).excursion();
    LevelExcursionDistribution above = LevelSlepianIia.of(SECH, 0.5).distributionAbove();
    SlepianLaplace transforms = SlepianLaplace.of(SECH);
    DMatrixRMaj two = new DMatrixRMaj(new double[][] {{1, 0.5}, {0.5, 1}});
    double[] zero = new double[2];
    return Stream.of(
        bad("dimension is -1.0", () -> DiffusionCorrelation.of(-1)),
        bad("dimension is NaN", () -> DiffusionCorrelation.of(NAN)),
        bad("dimension is Infinity", () -> DiffusionCorrelation.of(INFINITY)),
        bad("smoothness is NaN", () -> MaternCorrelation.of(NAN)),
        bad("smoothness is 0.5", () -> MaternCorrelation.of(0.5)),
        bad("range is 0.0", () -> MaternCorrelation.of(2.5, 0)),
        bad("order is 101", () -> IntegratedWhiteNoiseCorrelation.of(101)),
        bad("length is -2.0", () -> SquaredExponentialCorrelation.of(-2)),
        bad("exponent is 0.0", () -> CauchyCorrelation.of(0)),
        bad("a is 0.0", () -> Car2Correlation.of(0, 1)),
        bad("b is NaN", () -> Car2Correlation.of(1, NAN)),
        bad("dampingRatio is 1.0", () -> UnderdampedOscillatorCorrelation.of(1)),
        bad("frequency is NaN", () -> DampedCosineCorrelation.of(NAN)),
        bad("shift is NaN", () -> ShiftedCorrelation.of(SECH, NAN)),
        bad("c is 0.0", () -> SECH.scaled(0)),
        bad("c is Infinity", () -> SECH.scaled(INFINITY)),
        bad("weights", () -> MixtureCorrelation.of(new double[] {1}, List.of())),
        bad(
            "weights[1] is -1.0",
            () -> MixtureCorrelation.of(new double[] {2, -1}, List.of(SECH, SECH))),
        bad("lambda2 is 0.0", () -> table(lags(), gaussian(), 0)),
        bad("lambda2 is NaN", () -> table(lags(), gaussian(), NAN)),
        bad("lambda2 is Infinity", () -> table(lags(), gaussian(), INFINITY)),
        bad("values[0] is 0.999", () -> table(lags(), with(gaussian(), 0, 0.999), 1)),
        bad("values[50] is NaN", () -> table(lags(), with(gaussian(), 50, NAN), 1)),
        bad("values[50] is 1.5", () -> table(lags(), with(gaussian(), 50, 1.5), 1)),
        bad("lags[0] is 0.01", () -> table(with(lags(), 0, 0.01), gaussian(), 1)),
        bad("lags[7]", () -> table(with(lags(), 7, 0.1), gaussian(), 1)),
        bad("lags[9] is NaN", () -> table(with(lags(), 9, NAN), gaussian(), 1)),
        bad("values has length 5", () -> table(lags(), new double[5], 1)),
        bad("function is NaN at t = 0", () -> function(t -> t.times(NAN), 1)),
        bad("tailRate is -1.0", () -> function(t -> t.times(t).negate().exp(), -1)),
        bad("t is -0.1", () -> SECH.slepianMeanDensity(-0.1)),
        bad("t is NaN", () -> SECH.oneMinusE2(NAN)),
        bad("omega is NaN", () -> SECH.spectralDensity(NAN)),
        bad("level is NaN", () -> LevelSlepianIia.of(SECH, NAN)),
        bad("level is -37.5", () -> SlepianValidity.check(SECH, -37.5)),
        bad("t is NaN", () -> law.survivalProbability(NAN)),
        bad("t is -1.0", () -> law.hazard(-1)),
        bad("t is -1.0", () -> law.persistence(-1)),
        bad("p is NaN", () -> law.inverseCumulativeProbability(NAN)),
        bad("p is -0.1", () -> law.inverseSurvivalProbability(-0.1)),
        bad("b is 1.0: must be at least a, 2.0", () -> law.probability(2, 1)),
        bad("b is NaN", () -> law.probability(2, NAN)),
        bad("k is 0", () -> law.moment(0)),
        bad("k is 5", () -> law.cumulant(5)),
        bad("omega is Infinity", () -> law.characteristicFunction(INFINITY)),
        bad("t is NaN", () -> above.density(NAN)),
        bad("t is -1.0", () -> above.hazard(-1)),
        bad("s is ", () -> transforms.mean(Complex.of(INFINITY, 0))),
        bad("step is -1.0", () -> StationaryGaussianSimulator.circulant(SECH, -1, 10)),
        bad("points is 1", () -> StationaryGaussianSimulator.circulant(SECH, 1, 1)),
        bad("values has length 0", () -> GaussianPath.of(1, new double[0])),
        bad("slopes has length 1", () -> new GaussianPath(1, zero, new double[1])),
        bad("step is 0.0", () -> GridLaw.of(SECH, 0)),
        bad(
            "level is NaN",
            () -> CrossingDetector.linear().crossings(GaussianPath.of(1, zero), NAN)),
        bad("points is 501", () -> ExcursionRind.of(SECH, 0, 501, MvnOptions.DEFAULT)),
        bad("level is NaN", () -> ExcursionRind.of(SECH, NAN, 10, MvnOptions.DEFAULT)),
        bad("covariance", () -> MvnProbability.orthant(new DMatrixRMaj(2, 3), MvnOptions.DEFAULT)),
        bad(
            "lower[0] is 1.0: must be at most upper, 0.0",
            () -> MvnProbability.box(two, new double[] {1, 0}, zero, MvnOptions.DEFAULT)),
        bad(
            "lower[1] is NaN",
            () -> MvnProbability.logUpperBound(two, new double[] {0, NAN}, zero)),
        bad("times", () -> SechOrthant.probability(0, NAN)),
        bad("t is NaN", () -> SechExact.at(NAN)),
        bad("t is -1.0", () -> RandomAccelerationExact.density(-1)),
        bad("t is -1.0", () -> RiceSeries.of(SECH).upperBound(-1)),
        bad("terms is 4", () -> RiceSeries.of(SECH).bound(4, 1)),
        bad("rate is -1.0", () -> IntervalLaw.exponential(-1)),
        bad(
            "initialState is 2",
            () -> SwitchProcess.symmetric(IntervalLaw.exponential(1)).switchVariance(2, 1)),
        bad("step is 0.0", () -> ParticlePersistence.atStep(SECH, 0, 10, 10, Streams.of(1))));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void argumentsAreNamed(String message, Executable action) {
    String found = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(found.contains(message), found);
  }

  /** λ₂ = 0: a constant has no crossings, and r = 1 - t⁴ + ... none to begin with. */
  @Test
  void withoutCurvatureNothingCrosses() {
    for (UnaryOperator<TaylorSeries> f :
        List.<UnaryOperator<TaylorSeries>>of(
            t -> t.times(0).plus(1), t -> t.times(t).times(t).times(t).negate().exp())) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> function(f, 1));
      assertTrue(
          refused.getMessage().contains("second derivative 0.0 at t = 0"), refused.getMessage());
    }
  }

  /** f(0) = c₃/λ₂, and 0 for smooth processes, whose slope there is (λ₄-λ₂²)/(8λ₂). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion(d=0.7)",
        "diffusion(d=2.0)",
        "randomAcceleration",
        "integratedWhiteNoise(n=3)",
        "squaredExponential(ell=1.0)",
        "matern(nu=1.5)",
        "matern(nu=2.5)",
        "car2(a=1.0;b=5.0)",
        "cauchy(beta=1.0)"
      })
  void densityAtZero(String process) {
    CorrelationModel r = ReferenceModels.parse(process);
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    double rate = r.cubicCoefficient() / r.lambda2();
    assertEquals(rate, law.density(0), 1e-12, process);
    assertEquals(rate, law.hazard(0), 1e-12, process);
    if (Double.isFinite(r.lambda4())) {
      double slope = (r.lambda4() - r.lambda2() * r.lambda2()) / (8 * r.lambda2());
      double t = 1e-6 / Math.sqrt(r.lambda2());
      assertEquals(slope, law.density(t) / t, 1e-5 * slope, process);
    }
  }

  /** Beyond 10⁴ mean times and beyond all doubles: numbers or their limits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion(d=2.0)",
        "randomAcceleration",
        "squaredExponential(ell=1.0)",
        "matern(nu=2.5)",
        "car2(a=0.01;b=50.0)",
        "cauchy(beta=0.4)"
      })
  void hugeTimes(String process) {
    SlepianIiaDistribution law = SlepianIia.of(ReferenceModels.parse(process)).excursion();
    for (double t : new double[] {1e4 * law.getMean(), 1e100, Double.MAX_VALUE, INFINITY}) {
      double s = law.survivalProbability(t);
      double f = law.density(t);
      double q = law.persistence(t);
      assertTrue(s >= 0 && s < 1 && f >= 0 && f < 1 && q >= 0 && q <= 1, process + " t=" + t);
      assertEquals(1, s + law.cumulativeProbability(t), 1e-15);
      assertFalse(Double.isNaN(law.logSurvival(t)) || Double.isNaN(law.logDensity(t)));
      assertTrue(law.hazard(t) >= 0 && law.hazard(t) < INFINITY, process + " t=" + t);
    }
    assertEquals(0, law.survivalProbability(INFINITY));
    assertEquals(0, law.density(INFINITY));
    assertEquals(0, law.persistence(INFINITY));
    assertEquals(Double.NEGATIVE_INFINITY, law.logSurvival(INFINITY));
    assertEquals(INFINITY, law.inverseSurvivalProbability(0));
    assertEquals(0, law.inverseSurvivalProbability(1));
  }

  /** A pole and what lies beside it. */
  @Test
  void polesAreRefused() {
    SlepianLaplace sech = SlepianLaplace.of(SECH);
    assertThrows(IllPosedProblemException.class, () -> sech.mean(Complex.of(-0.5, 0)));
    assertTrue(sech.mean(Complex.of(-0.5 + 1e-9, 0)).abs() > 1e8);
    double theta = SlepianIia.of(SECH).persistency().theta();
    assertTrue(sech.excursion(Complex.of(-theta, 0)).abs() > 1e12);
  }

  /** What a tail is without digits: [t, t + dt) far out, where F(t) is 1 to rounding. */
  @Test
  void probabilitiesOfFarIntervalsKeepTheirDigits() {
    SlepianIiaDistribution law = SlepianIia.of(SECH).excursion();
    double theta = SlepianIia.of(SECH).persistency().theta();
    double from = law.inverseSurvivalProbability(1e-200);
    double expected = 1e-200 * -Math.expm1(-theta);
    assertEquals(expected, law.probability(from, from + 1), 1e-10 * expected);
    assertEquals(law.cumulativeProbability(0.3), law.probability(-1, 0.3), 1e-17);
    assertEquals(1, law.probability(0, INFINITY));
    assertEquals(0, law.probability(3, 3));
    LevelExcursionDistribution above = LevelSlepianIia.of(SECH, 0.5).distributionAbove();
    double median = above.inverseCumulativeProbability(0.5);
    assertEquals(0.5, above.probability(0, median), 1e-11);
    assertEquals(0.5, above.probability(median, INFINITY), 1e-11);
  }
}
