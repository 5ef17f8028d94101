package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchProcessTest {
  /** E = C = e^(-2λt), N Poisson. */
  @Property(tries = 200)
  void telegraphProcess(
      @ForAll @DoubleRange(min = 0.2, max = 4) double rate,
      @ForAll @DoubleRange(min = 0.05, max = 3) double t) {
    SwitchProcess process = SwitchProcess.symmetric(IntervalLaw.exponential(rate));
    double expected = StrictMath.exp(-2 * rate * t);
    assertEquals(expected, process.expectedValue(1, t), 1e-9);
    assertEquals(-expected, process.expectedValue(-1, t), 1e-9);
    assertEquals(expected, process.covariance(t), 1e-9);
    assertEquals(rate * t, process.expectedSwitches(1, t), 1e-8);
    double poisson = StrictMath.exp(-rate * t);
    for (int n = 0; n < 4; n++) {
      assertEquals(poisson, process.switchProbability(1, n, t), 1e-9);
      poisson *= rate * t / (n + 1);
    }
    // (1/π) 2λ/(4λ²+ω²)
    double omega = 1.7;
    assertEquals(
        2 * rate / (4 * rate * rate + omega * omega) / Math.PI,
        process.spectralDensity(omega),
        1e-13);
    assertEquals(rate, process.switchIntensity(), 1e-15);
    assertEquals(expected, process.divisorSurvival(t)[0], 1e-9);
  }

  /** Two rates: m + (1-m) e^(-(a+b)t) after a switch up. */
  @Test
  void twoRates() {
    double a = 0.7;
    double b = 2.1;
    SwitchProcess process =
        SwitchProcess.asymmetric(IntervalLaw.exponential(a), IntervalLaw.exponential(b));
    double m = (b - a) / (a + b);
    assertEquals(m, process.stationaryMean(), 1e-15);
    for (double t : new double[] {0.1, 0.6, 2}) {
      double decay = StrictMath.exp(-(a + b) * t);
      assertEquals(m + (1 - m) * decay, process.expectedValue(1, t), 1e-9);
      assertEquals(m - (1 + m) * decay, process.expectedValue(-1, t), 1e-9);
      assertEquals((1 - m * m) * decay, process.covariance(t), 1e-9);
    }
    assertEquals(1 - m * m, process.covariance(0), 1e-15);
  }

  /** Gamma(2) intervals of rate 1: E = e^(-t) (cos t + sin t) oscillates: T valid, no divisor. */
  @Test
  void gammaIntervalsHaveNoDivisor() {
    SwitchProcess process = SwitchProcess.symmetric(IntervalLaw.gamma(2, 1));
    for (double t : new double[] {0.5, 1, 3, 6}) {
      assertEquals(
          StrictMath.exp(-t) * (StrictMath.cos(t) + StrictMath.sin(t)),
          process.expectedValue(1, t),
          1e-9);
    }
    assertTrue(
        assertThrows(IllPosedProblemException.class, () -> process.divisorSurvival(1, 2, 2.5, 3, 4))
            .getMessage()
            .contains("at t = "));
  }

  /**
   * Poisson: the variance is λt. Gamma(2) intervals of rate 1 are every second point of a Poisson
   * process: E[N] = t/2 - (1-e^(-2t))/4, Var N = t/4 + 1/16 - t e^(-2t)/2 - e^(-4t)/16.
   */
  @Property(tries = 200)
  void variancesOfTheNumberOfSwitches(
      @ForAll @DoubleRange(min = 0.2, max = 4) double rate,
      @ForAll @DoubleRange(min = 0.05, max = 4) double t) {
    SwitchProcess poisson = SwitchProcess.symmetric(IntervalLaw.exponential(rate));
    assertEquals(rate * t, poisson.switchVariance(1, t), 1e-7 * (1 + rate * t));
    SwitchProcess second = SwitchProcess.symmetric(IntervalLaw.gamma(2, 1));
    double decay = StrictMath.exp(-2 * t);
    assertEquals(t / 2 - (1 - decay) / 4, second.expectedSwitches(-1, t), 1e-8);
    double variance = t / 4 + 1.0 / 16 - t * decay / 2 - decay * decay / 16;
    assertEquals(variance, second.switchVariance(-1, t), 1e-7);
    assertEquals(0, second.switchVariance(1, 0));
    // Two laws, from the probabilities of all numbers.
    SwitchProcess mixed =
        SwitchProcess.asymmetric(IntervalLaw.gamma(2, 3), IntervalLaw.exponential(0.8));
    double first = 0;
    double square = 0;
    for (int n = 1; n < 20; n++) {
      double p = mixed.switchProbability(1, n, t);
      first += n * p;
      square += n * n * p;
    }
    assertEquals(square - first * first, mixed.switchVariance(1, t), 1e-5);
  }

  /** tanh(s/2)/s: the square wave. */
  @Test
  void deterministicIntervals() {
    IntervalLaw one = IntervalLaw.deterministic(1);
    SwitchProcess process = SwitchProcess.symmetric(one);
    Complex s = Complex.of(0.7, 1.3);
    Complex expected = s.times(0.5).tanh().dividedBy(s);
    Complex actual = process.expectedValueTransform(1, s);
    assertEquals(0, expected.minus(actual).abs(), 1e-14);
    SwitchPath path = process.simulate(1, 5.5, Streams.of(1).generator());
    assertEquals(5, path.switches().length);
    assertEquals(1, path.state(0.5));
    assertEquals(-1, path.state(1.5));
    assertEquals(-1, path.state(1));
    assertEquals(1, one.survival(0.999));
    assertEquals(0, one.survival(1));
  }

  /**
   * The law of the approximation gives back the clipped Slepian mean, its transform and (2/π)
   * arcsin r.
   */
  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=2.0)", "randomAcceleration", "squaredExponential(ell=1.0)"})
  void slepianIntervals(String model) {
    SlepianIia iia = SlepianIia.of(ReferenceModels.parse(model));
    SwitchProcess process = SwitchProcess.symmetric(IntervalLaw.of(iia));
    SlepianLaplace laplace = SlepianLaplace.of(iia.model());
    ClassicalIia classical = ClassicalIia.of(iia.model());
    for (double t : new double[] {1.5, 3, 6}) {
      assertEquals(iia.model().slepianMean(t), process.expectedValue(1, t), 1e-7, model);
      assertEquals(classical.covariance(t), process.covariance(t), 1e-7, model);
    }
    for (Complex s : new Complex[] {Complex.of(0.3, 0), Complex.of(1, 4)}) {
      Complex gap = laplace.mean(s).minus(process.expectedValueTransform(1, s));
      assertEquals(0, gap.abs(), 1e-13);
      // The inverse problem.
      Complex psi = SwitchProcess.interval(laplace::mean, z -> laplace.mean(z).negate()).at(s);
      assertEquals(0, psi.minus(laplace.excursion(s)).abs(), 1e-13);
    }
    double rice = Math.sqrt(iia.model().lambda2()) / Math.PI;
    assertEquals(rice, process.switchIntensity(), 1e-13);
  }

  /** Stationary paths: mean, covariance and number of switches within 5 standard errors. */
  @Test
  void stationaryPaths() {
    IntervalLaw up = IntervalLaw.gamma(3, 2);
    IntervalLaw down = IntervalLaw.of(SlepianIia.of(RandomAccelerationCorrelation.of()));
    SwitchProcess process = SwitchProcess.asymmetric(up, down);
    PhiloxGenerator random = Streams.of(9).generator();
    int n = 20_000;
    double lag = 1.2;
    double first = 0;
    double later = 0;
    double product = 0;
    double switches = 0;
    for (int i = 0; i < n; i++) {
      SwitchPath path = process.simulateStationary(lag, random);
      first += path.state(0);
      later += path.state(lag);
      product += path.state(0) * path.state(lag);
      switches += path.switches().length;
    }
    double tolerance = 5 / Math.sqrt(n);
    double m = process.stationaryMean();
    assertEquals(m, first / n, tolerance);
    assertEquals(m, later / n, tolerance);
    assertEquals(process.covariance(lag) + m * m, product / n, tolerance);
    assertEquals(lag * process.switchIntensity(), switches / n, 2 * tolerance);
  }

  @Test
  void refusals() {
    SwitchProcess process = SwitchProcess.symmetric(IntervalLaw.exponential(1));
    assertEquals(
        "initialState is 0: must be 1 or -1",
        assertThrows(IllegalArgumentException.class, () -> process.expectedValue(0, 1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> process.covariance(-1));
    assertThrows(IllegalArgumentException.class, () -> process.spectralDensity(0));
    assertThrows(IllegalArgumentException.class, () -> IntervalLaw.gamma(0, 1));
    assertThrows(IllegalArgumentException.class, () -> IntervalLaw.deterministic(0));
    assertThrows(IllegalArgumentException.class, () -> process.switchProbability(1, -1, 1));
    SlepianIia formal = SlepianIia.of(DampedCosineCorrelation.of(1), ValidityPolicy.DIAGNOSTIC);
    assertThrows(IllPosedProblemException.class, () -> IntervalLaw.of(formal));
  }
}
