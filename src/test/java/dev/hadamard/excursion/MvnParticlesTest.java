package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.quadrature.GaussRule;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequential Monte Carlo of normal integrals against exact values. */
class MvnParticlesTest {
  private static final MvnOptions PARTICLES =
      MvnOptions.DEFAULT.withMethod(MvnMethod.PARTICLES).withErrors(0, 0);

  private static DMatrixRMaj stationary(int n, IntToDoubleFunction correlation) {
    DMatrixRMaj r = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        r.set(i, j, correlation.applyAsDouble(Math.abs(i - j)));
      }
    }
    return r;
  }

  private static DMatrixRMaj sech(int n, double step) {
    CorrelationModel model = DiffusionCorrelation.of(2);
    return stationary(n, k -> model.value(k * step));
  }

  private static double exactSech(int n, double step) {
    double[] times = new double[n];
    Arrays.setAll(times, i -> i * step);
    return SechOrthant.logProbability(times);
  }

  private static double[] filled(int n, double value) {
    double[] x = new double[n];
    Arrays.fill(x, value);
    return x;
  }

  /** Twice the error: the rate of false alarms is below one in a thousand for each size. */
  @ParameterizedTest
  @ValueSource(ints = {20, 100, 210, 400})
  void orthantsAgreeWithPfaffians(int n) {
    MvnResult result =
        MvnProbability.orthant(sech(n, 0.5), PARTICLES.withMaxPoints(20_000).withErrors(0, 0.02));
    assertTrue(result.relativeError() > 0 && result.relativeError() < 0.2, result::toString);
    assertEquals(exactSech(n, 0.5), result.logValue(), 2 * result.relativeError());
  }

  /** 500 variables: the lattice's error is large and not to be trusted, particles take over. */
  @Test
  void particlesTakeOverWhereTheLatticeFails() {
    MvnResult result =
        MvnProbability.orthant(sech(500, 0.5), MvnOptions.DEFAULT.withErrors(0, 0.15));
    assertTrue(result.converged(), result::toString);
    assertEquals(exactSech(500, 0.5), result.logValue(), 2 * result.relativeError());
    int n = 300;
    // One common factor: of low effective dimension, the lattice stays.
    DMatrixRMaj half = stationary(n, k -> k == 0 ? 1 : 0.5);
    MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 0.02);
    MvnResult automatic = MvnProbability.orthant(half, options);
    assertEquals(MvnProbability.orthant(half, options.withMethod(MvnMethod.LATTICE)), automatic);
    assertEquals(1.0 / (n + 1), automatic.value(), 2 * automatic.error());
    MvnResult particles = MvnProbability.orthant(half, options.withMethod(MvnMethod.PARTICLES));
    assertEquals(1.0 / (n + 1), particles.value(), 2 * particles.error());
  }

  /** P(X_1 > 0, ..., X_n > 0) of a Markov chain: n - 1 one-dimensional integrals. */
  @Test
  void orthantOfMarkovChain() {
    int n = 250;
    double rho = 0.9;
    double deviation = Math.sqrt(1 - rho * rho);
    int panels = 40;
    GaussRule rule = GaussRule.legendre(16);
    int m = panels * 16;
    double[] x = new double[m];
    double[] w = new double[m];
    for (int p = 0; p < panels; p++) {
      for (int i = 0; i < 16; i++) {
        x[p * 16 + i] = 0.125 * (2 * p + 1 + rule.node(i));
        w[p * 16 + i] = 0.125 * rule.weight(i);
      }
    }
    double[] value = filled(m, 1);
    double log = 0;
    for (int step = 1; step < n; step++) {
      double[] next = new double[m];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          double z = (x[j] - rho * x[i]) / deviation;
          next[i] += w[j] * value[j] * StrictMath.exp(-z * z / 2);
        }
        next[i] /= deviation * Math.sqrt(2 * Math.PI);
      }
      log += Math.log(next[0]);
      for (int i = 0; i < m; i++) {
        value[i] = next[i] / next[0];
      }
      value[0] = 1;
    }
    double sum = 0;
    for (int i = 0; i < m; i++) {
      sum += w[i] * value[i] * StrictMath.exp(-x[i] * x[i] / 2) / Math.sqrt(2 * Math.PI);
    }
    double exact = log + Math.log(sum);
    MvnResult result =
        MvnProbability.orthant(
            stationary(n, k -> StrictMath.pow(rho, k)), PARTICLES.withMaxPoints(40_000));
    assertTrue(result.relativeError() < 0.1, result::toString);
    assertEquals(exact, result.logValue(), 2 * result.relativeError());
  }

  /**
   * Three standard errors over twelve sets are exceeded with a probability of 0.012 if a set's
   * estimate is normal, of 0.03 at most here: more than 11 of 120 have a probability of 1e-4. The
   * mean over all seeds is unbiased: four standard errors.
   */
  @Test
  void errorsAreWhatTheyClaim() {
    for (int n : new int[] {20, 90}) {
      double exact = Math.exp(exactSech(n, 0.5));
      DMatrixRMaj r = sech(n, 0.5);
      int exceeded = 0;
      int seeds = 120;
      double sum = 0;
      double square = 0;
      for (int seed = 0; seed < seeds; seed++) {
        MvnResult result =
            MvnProbability.orthant(r, PARTICLES.withMaxPoints(1536).withSeed(1000 + seed));
        double gap = (result.value() - exact) / exact;
        sum += gap;
        square += gap * gap;
        if (Math.abs(result.value() - exact) > result.error()) {
          exceeded++;
        }
      }
      assertTrue(exceeded <= 11, n + ": " + exceeded);
      double mean = sum / seeds;
      double error = Math.sqrt((square / seeds - mean * mean) / (seeds - 1));
      assertEquals(0, mean, 4 * error, "bias at " + n);
    }
  }

  /** Given the common factor the variables are independent: one integral. */
  @Property(tries = 200)
  void boxesOfOneFactor(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double rho,
      @ForAll @DoubleRange(min = -3, max = 2) double lower,
      @ForAll @DoubleRange(min = 0.1, max = 4) double width,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    double sum = 0;
    double h = 1.0 / 64;
    double root = Math.sqrt(1 - rho);
    for (int k = -640; k <= 640; k++) {
      double z = k * h;
      double from = (lower - Math.sqrt(rho) * z) / root;
      double to = from + width / root;
      double p =
          from > 0
              ? SpecialFunctions.normalCdf(-from) - SpecialFunctions.normalCdf(-to)
              : SpecialFunctions.normalCdf(to) - SpecialFunctions.normalCdf(from);
      sum += h * SpecialFunctions.normalPdf(z) * StrictMath.pow(p, n);
    }
    MvnResult result =
        MvnProbability.box(
            stationary(n, k -> k == 0 ? 1 : rho),
            filled(n, lower),
            filled(n, lower + width),
            PARTICLES.withMaxPoints(3000).withSeed(seed));
    double error = 3 * result.error() + 1e-10 * sum;
    assertEquals(sum, result.value(), error, () -> n + " " + rho + " " + result);
  }

  @Test
  void singularCovariancesAreBounds() {
    // X, Y and Z = (X + Y)/√2: an orthant of two; Z < 1 is in P(X, Y > 0, X + Y < √2).
    double h = Math.sqrt(0.5);
    DMatrixRMaj r = new DMatrixRMaj(new double[][] {{1, 0, h}, {0, 1, h}, {h, h, 1}});
    MvnResult quarter = MvnProbability.orthant(r, PARTICLES.withMaxPoints(20_000));
    assertEquals(0.25, quarter.value(), 2 * quarter.error() + 1e-12);
    // By rotation, (Z, W) with |W| < Z < 1: (2Φ(1) - 1)² / 4.
    double side = 2 * SpecialFunctions.normalCdf(1) - 1;
    MvnResult triangle =
        MvnProbability.box(
            r,
            new double[] {0, 0, 0},
            new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1},
            PARTICLES.withMaxPoints(200_000));
    double exact = 0;
    double step = 1e-4;
    for (double z = step / 2; z < 1; z += step) {
      exact += step * SpecialFunctions.normalPdf(z) * (2 * SpecialFunctions.normalCdf(z) - 1);
    }
    assertEquals(side * side / 4, exact, 1e-8);
    assertEquals(exact, triangle.value(), 2 * triangle.error());
    DMatrixRMaj same = new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}});
    double infinity = Double.POSITIVE_INFINITY;
    MvnResult none =
        MvnProbability.box(
            same, new double[] {0, -infinity}, new double[] {infinity, 0}, PARTICLES);
    assertEquals(0, none.value());
  }

  @Test
  void logarithmsDoNotUnderflow() {
    int n = 260;
    DMatrixRMaj independent = stationary(n, k -> k == 0 ? 1 : 0);
    double infinity = Double.POSITIVE_INFINITY;
    for (double level : new double[] {5, 45}) {
      double exact = n * SpecialFunctions.normalLogCdf(-level);
      MvnResult result =
          MvnProbability.box(
              independent, filled(n, level), filled(n, infinity), PARTICLES.withMaxPoints(2000));
      assertEquals(1, result.logValue() / exact, 1e-12);
    }
    MvnResult chain =
        MvnProbability.box(
            stationary(n, k -> StrictMath.pow(0.5, k)),
            filled(n, 6),
            filled(n, infinity),
            PARTICLES.withMaxPoints(5000));
    assertEquals(0, chain.value());
    assertTrue(chain.relativeError() > 0 && chain.relativeError() < 0.5, chain::toString);
    double bound =
        MvnProbability.logUpperBound(
            stationary(n, k -> StrictMath.pow(0.5, k)), filled(n, 6), filled(n, infinity));
    // Slepian's inequality: more than if they were independent.
    assertTrue(chain.logValue() > n * SpecialFunctions.normalLogCdf(-6));
    assertTrue(chain.logValue() < bound, chain + " " + bound);
  }

  @Test
  void threadsDoNotMatter() {
    DMatrixRMaj r = sech(60, 0.5);
    MvnOptions one =
        new MvnOptions(0, 0, 8000, 1e-10, 3, Parallelism.sequential(), MvnMethod.PARTICLES);
    MvnOptions three = new MvnOptions(0, 0, 8000, 1e-10, 3, Parallelism.of(3), MvnMethod.PARTICLES);
    assertEquals(MvnProbability.orthant(r, one), MvnProbability.orthant(r, three));
  }

  /** Factors of the integrand: the exact density of the excursion time. */
  @Test
  void factorsOfTheIntegrand() {
    MvnOptions options = PARTICLES.withMaxPoints(30_000);
    ExcursionRind.Value value =
        ExcursionRind.of(DiffusionCorrelation.of(2), 0, 20, options).density(3);
    double exact = SechExact.at(3).density();
    assertTrue(value.samplingError() > 0 && value.samplingError() < 0.05 * exact);
    assertEquals(exact, value.value(), 2 * value.samplingError() + value.discretisationError());
  }
}
