package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Reductions;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to the law of the excursion time, held against each other. */
class RenewalSolverTest {
  private static double[] sampled(DoubleUnaryOperator f, double end, int steps) {
    double[] values = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      values[i] = f.applyAsDouble(end * i / steps);
    }
    return values;
  }

  /** u = 1 + u * 1 has the solution e^t; the trapezoidal rule gives ((2+h)/(2-h))^i. */
  @Test
  void closedForm() {
    int n = 1000;
    double h = 1e-3;
    double[] one = sampled(t -> 1, 1, n);
    double[] u = RenewalSolver.direct(one, one, h);
    double[] v = RenewalSolver.fast(one, one, h);
    for (int i : new int[] {0, 1, 2, 63, 64, 65, 500, 1000}) {
      double expected = StrictMath.pow((2 + h) / (2 - h), i);
      assertEquals(expected, u[i], 1e-13 * expected);
      assertEquals(expected, v[i], 1e-13 * expected);
    }
    RenewalSolver.Solution better =
        RenewalSolver.extrapolated(sampled(t -> 1, 1, 64), sampled(t -> 1, 1, 64), 1, 8, 4);
    assertEquals(Math.E, better.values()[8], 1e-12);
    assertTrue(better.errorEstimate() < 1e-8);
  }

  @Property(tries = 200)
  void fastEqualsDirect(
      @ForAll @DoubleRange(min = 0.3, max = 20) double dimension,
      @ForAll @DoubleRange(min = 2, max = 30) double end) {
    CorrelationModel r = DiffusionCorrelation.of(dimension);
    for (int n : new int[] {1, 2, 63, 64, 100, 257, 1000}) {
      double[] s = sampled(r::slepianMean, end, n);
      double[] k = sampled(t -> r.slepianMeanDensity(t) / 2, end, n);
      double[] direct = RenewalSolver.direct(s, k, end / n);
      double[] fast = RenewalSolver.fast(s, k, end / n);
      double scale = Reductions.maxAbs(direct);
      for (int i = 0; i <= n; i++) {
        assertEquals(direct[i], fast[i], 4e-15 * scale, "n=" + n + " i=" + i);
      }
    }
  }

  /** Relative agreement where the tilt keeps u of one size, at every kind of length. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion(d=2.0)",
        "diffusion(d=50.0)",
        "randomAcceleration",
        "matern(nu=1.5)",
        "matern(nu=2.5)",
        "car2(a=1.0;b=5.0)",
        "squaredExponential(ell=1.0)"
      })
  void fastEqualsDirectWithTheTilt(String process) {
    CorrelationModel r = ReferenceModels.parse(process);
    double theta = SlepianIia.of(r).persistency().theta();
    double end = 30 / theta;
    for (int n : new int[] {40, 64, 65, 71, 72, 79, 80, 96, 127, 128, 145, 1151, 1152, 6000}) {
      double h = end / n;
      double[] s = sampled(t -> r.slepianMean(t) * StrictMath.exp(theta * t), end, n);
      double[] k = sampled(t -> r.slepianMeanDensity(t) / 2 * StrictMath.exp(theta * t), end, n);
      double[] direct = RenewalSolver.direct(s, k, h);
      double[] fast =
          RenewalSolver.tilted(
              sampled(r::slepianMean, end, n),
              sampled(t -> r.slepianMeanDensity(t) / 2, end, n),
              h,
              theta);
      // A coarse grid lets u grow: relative to the largest value there.
      double scale = n < 1000 ? Reductions.maxAbs(direct) : 0;
      for (int i = 0; i <= n; i++) {
        double limit = 1e-12 * Math.max(scale, direct[i]);
        assertEquals(direct[i], fast[i], limit, "n=" + n + " i=" + i);
      }
    }
  }

  /** A power law has nothing to tilt by; the quotient decays, the agreement is absolute. */
  @Test
  void fastEqualsDirectForPowerLaws() {
    for (double beta : new double[] {0.3, 1, 4}) {
      CorrelationModel r = CauchyCorrelation.of(beta);
      for (int n : new int[] {1, 2, 3, 4, 5, 15, 16, 17, 5000}) {
        double[] s = sampled(r::slepianMean, 200, n);
        double[] k = sampled(t -> r.slepianMeanDensity(t) / 2, 200, n);
        double[] direct = RenewalSolver.direct(s, k, 200.0 / n);
        double[] fast = RenewalSolver.fast(s, k, 200.0 / n);
        double scale = Reductions.maxAbs(direct);
        for (int i = 0; i <= n; i++) {
          assertEquals(direct[i], fast[i], 1e-14 * scale, beta + " n=" + n + " i=" + i);
        }
      }
    }
  }

  /** Time domain and transforms agree with the panels, at level 0. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion(d=2.0)",
        "diffusion(d=7.0)",
        "randomAcceleration",
        "matern(nu=2.5)",
        "car2(a=1.0;b=5.0)",
        "squaredExponential(ell=1.0)"
      })
  void allWaysAgree(String process) {
    CorrelationModel r = ReferenceModels.parse(process);
    SlepianIia iia = SlepianIia.of(r);
    SlepianIiaDistribution law = iia.excursion();
    double end = 4 * law.getMean();
    int n = 512;
    int finest = n << 3;
    double[] e = sampled(r::slepianMean, end, finest);
    double[] k = sampled(t -> r.slepianMeanDensity(t) / 2, end, finest);
    RenewalSolver.Solution solution = RenewalSolver.extrapolated(e, k, end, n, 4);
    for (int i = 0; i <= n; i += 16) {
      double s = law.survivalProbability(end * i / n);
      assertEquals(s, solution.values()[i], 1e-12, process + " i=" + i);
    }
    // Two errors of the solver bound its estimate.
    assertTrue(solution.errorEstimate() < 1e-9, process);
    InversionOptions tilted = new InversionOptions(-iia.persistency().theta(), 0);
    SlepianLaplace laplace = SlepianLaplace.of(r);
    for (int i = n / 4; i <= n; i += n / 4) {
      double t = end * i / n;
      double s = LaplaceInverter.deHoog(20).invert(laplace::survival, t, tilted).value();
      assertEquals(law.survivalProbability(t), s, 1e-8, process + " t=" + t);
    }
  }

  /** What transforms leave of a tail without the tilt, and with it. */
  @Test
  void tailNeedsTheTilt() {
    CorrelationModel r = DiffusionCorrelation.of(2);
    SlepianIia iia = SlepianIia.of(r);
    double end = 400;
    int n = 1 << 16;
    double[] e = sampled(r::slepianMean, end, n);
    double[] k = sampled(t -> r.slepianMeanDensity(t) / 2, end, n);
    double theta = iia.persistency().theta();
    double log = iia.excursion().logSurvival(end);
    assertTrue(log < -74);
    double[] tilted = RenewalSolver.tilted(e, k, end / n, theta);
    // Trapezoidal error (h²) only, in relative terms.
    assertEquals(log, StrictMath.log(tilted[n]) - theta * end, 1e-3);
    double plain = RenewalSolver.fast(e, k, end / n)[n];
    assertTrue(Math.abs(plain / StrictMath.exp(log) - 1) > 0.5, "plain " + plain);
  }

  /**
   * Half-integer powers at a level of a process without a second derivative: Richardson's rule for
   * whole powers fails there, its estimate says so, and the graded panels do not use it.
   */
  @Test
  void extrapolationKnowsWhereItFails() {
    CorrelationModel r = RandomAccelerationCorrelation.of();
    LevelSlepianIia iia = LevelSlepianIia.of(r, 0.5);
    LevelExcursionDistribution law = iia.distributionAbove();
    double end = 8;
    int n = 256;
    double[] s =
        sampled(t -> (iia.meanAfterUpcrossing(t) - iia.meanAfterDowncrossing(t)) / 2, end, n << 3);
    double[] k = sampled(t -> iia.densities(t)[1], end, n << 3);
    RenewalSolver.Solution solution = RenewalSolver.extrapolated(s, k, end, n, 4);
    double worst = 0;
    for (int i = 1; i <= n; i++) {
      double gap = solution.values()[i] - law.survivalProbability(end * i / n);
      worst = Math.max(worst, Math.abs(gap));
    }
    assertTrue(worst > 1e-9, "worst " + worst);
    assertTrue(worst < 3 * solution.errorEstimate(), worst + " " + solution.errorEstimate());
    assertTrue(law.errorEstimate() < 1e-10);
  }

  /** A kernel with an infinite value at 0 cannot be put on the grid: nothing silent. */
  @Test
  void refusals() {
    CorrelationModel rough = MaternCorrelation.of(1.25);
    double[] k = sampled(t -> rough.slepianMeanDensity(t) / 2, 1, 8);
    double[] e = sampled(rough::slepianMean, 1, 8);
    assertThrows(IllegalArgumentException.class, () -> RenewalSolver.direct(e, k, 0.125));
    double[] one = {1, 1};
    assertEquals(
        "source and kernel have lengths 2, 9: must be equal and at least 2",
        assertThrows(IllegalArgumentException.class, () -> RenewalSolver.fast(one, k, 0.1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> RenewalSolver.direct(one, one, 2));
    assertThrows(
        IllegalArgumentException.class, () -> RenewalSolver.extrapolated(one, one, 1, 1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> RenewalSolver.extrapolated(one, one, 1, 1, 1));
  }
}
