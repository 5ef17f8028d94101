package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.chromatography.FiniteVolumeSolver.DiffusiveFlux;
import dev.hadamard.chromatography.FiniteVolumeSolver.Reconstruction;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.laplace.Complex;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws and pitfalls of columns that belong to no single class. */
class ColumnLawsTest {
  /** Law 1: J is the probability that a Poisson variable of mean x is at most one of mean y. */
  @Property(tries = 100)
  void comparesPoissonVariables(
      @ForAll @DoubleRange(min = 0, max = 30) double x,
      @ForAll @DoubleRange(min = 0, max = 30) double y) {
    double sum = 0;
    double atMost = 0;
    double px = StrictMath.exp(-x);
    double py = StrictMath.exp(-y);
    for (int j = 0; j < 200; j++) {
      atMost += px;
      sum += py * atMost;
      px *= x / (j + 1);
      py *= y / (j + 1);
    }
    assertEquals(sum, GoldsteinJ.value(x, y), 2e-14);
    assertEquals(1, GoldsteinJ.value(x, 4 * x + 200), 1e-15);
  }

  /** Law 3: every route keeps the area, exactly in Laplace space. */
  @Property(tries = 100)
  void transferFunctionsKeepTheArea(
      @ForAll BoundaryCondition boundary,
      @ForAll @DoubleRange(min = 0, max = 5) double logN,
      @ForAll @DoubleRange(min = -2, max = 7) double logPeclet,
      @ForAll @DoubleRange(min = 1, max = 10) double ratio) {
    LinearColumn plain = LinearColumn.ofRetention(60, 2, StrictMath.pow(10, logN));
    double peclet = StrictMath.pow(10, logPeclet);
    assertEquals(1, plain.transferFunction().at(Complex.ZERO).abs(), 1e-12);
    Complex open = plain.withDispersion(peclet, boundary).transferFunction().at(Complex.ZERO);
    assertEquals(1, open.re(), 1e-12);
    assertEquals(0, open.im(), 1e-12);
    Complex expanding =
        plain
            .withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED)
            .withPressureRatio(ratio)
            .transferFunction()
            .at(Complex.ZERO);
    assertEquals(1, expanding.re(), 1e-12);
  }

  /** The residence time of a tracer, whose integral with J is the step response: section 4. */
  private static double oracle(LinearColumn column, double t) {
    double t0 = column.holdUpTime();
    double pe = column.peclet();
    GaussLegendre rule = GaussLegendre.of(30);
    double width = t0 * Math.sqrt(2 / pe);
    double sum = 0;
    double from = Math.max(0, t0 - 9 * width);
    double to = Math.min(t, t0 + 14 * width);
    for (int j = 0; j < 60 && to > from; j++) {
      sum +=
          rule.integrate(
              tau -> {
                double gaussian = StrictMath.exp(-pe * (tau - t0) * (tau - t0) / (4 * t0 * tau));
                double h = Math.sqrt(pe * t0 / (4 * Math.PI * tau * tau * tau)) * gaussian;
                if (column.boundary() == BoundaryCondition.DANCKWERTS_OPEN) {
                  // e^Pe erfc(z) = e^(Pe - z²) erfcx(z), and Pe - z² is the Gaussian's exponent.
                  double z = Math.sqrt(pe * t0 / tau) * (1 + tau / t0) / 2;
                  h =
                      gaussian
                          * (Math.sqrt(pe / (Math.PI * t0 * tau))
                              - pe / (2 * t0) * SpecialFunctions.erfcx(z));
                }
                return h
                    * GoldsteinJ.value(
                        column.transferUnits() * tau / t0, column.desorptionRate() * (t - tau));
              },
              from + (to - from) * j / 60,
              from + (to - from) * (j + 1) / 60);
    }
    return sum;
  }

  /** Dispersion against the exact integral in time, which shares nothing with Laplace space. */
  @ParameterizedTest
  @CsvSource({"2000, 1e5", "300, 500", "20, 200", "60, 3000"})
  void dispersionAgainstTheTimeDomain(double n, double peclet) {
    for (BoundaryCondition boundary :
        new BoundaryCondition[] {
          BoundaryCondition.DIRICHLET_OPEN, BoundaryCondition.DANCKWERTS_OPEN
        }) {
      LinearColumn column = LinearColumn.ofRetention(60, 1.5, n).withDispersion(peclet, boundary);
      double deviation = Math.sqrt(column.cumulants()[1]);
      for (int place = -2; place <= 3; place++) {
        double t = column.cumulants()[0] + place * deviation;
        double tolerance = column.plates() < LinearColumn.FEW_PLATES ? 1e-8 : 1e-11;
        assertEquals(oracle(column, t), column.step(t)[0], tolerance, boundary + " " + t);
        assertEquals(
            oracle(column, t) - oracle(column, t - deviation),
            column.pulse(deviation, t)[0],
            tolerance);
      }
    }
  }

  /** Law 11: the order of convergence in space, of a smooth inlet. */
  @ParameterizedTest
  @CsvSource({"FIRST_ORDER, 1, 100", "KOREN, 2, 50", "WENO3, 2, 50", "WENO5, 2, 50"})
  void orderOfConvergenceOfSmoothInlets(Reconstruction scheme, double nominal, int cells) {
    LinearColumn column =
        LinearColumn.of(10, 30, 5).withDispersion(100, BoundaryCondition.DANCKWERTS_CLOSED);
    InletProfile inlet = new GaussianPulse(2, 6, 1);
    double[] ends = new double[600];
    Arrays.setAll(ends, j -> 0.02 * (j + 1));
    double[] t = new double[40];
    Arrays.setAll(t, j -> 14 + 0.5 * j);
    double[] exact = column.outlet(inlet, t);
    double[] error = new double[2];
    for (int i = 0; i < 2; i++) {
      ColumnRun run =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), cells << i)
              .withPeclet(100)
              .with(scheme)
              .solve(Inlet.averages(ends, inlet), t);
      for (int j = 0; j < t.length; j++) {
        error[i] = Math.max(error[i], Math.abs(exact[j] - run.concentrations()[0][j]));
      }
      assertTrue(run.massError() < 1e-12);
    }
    double order = Math.log(error[0] / error[1]) / Math.log(2);
    assertTrue(order >= nominal - 0.3, scheme + ": " + order + Arrays.toString(error));
  }

  /** Law 11: the shift solver is of second order for smooth inlets. */
  @Test
  void orderOfTheShiftSolver() {
    LinearColumn column = LinearColumn.of(10, 30, 5);
    InletProfile inlet = new GaussianPulse(2, 6, 1);
    double[] error = new double[2];
    for (int i = 0; i < 2; i++) {
      int cells = 200 << i;
      double[] ends = new double[12 * cells / 10];
      Arrays.setAll(ends, j -> 10.0 / cells * (j + 1));
      ColumnRun run =
          LagrangianShiftSolver.of(LangmuirSystem.linear(column, 1), cells)
              .solve(Inlet.averages(ends, inlet), 40);
      double[] exact = column.outlet(inlet, run.times());
      for (int j = 0; j < exact.length; j++) {
        error[i] = Math.max(error[i], Math.abs(exact[j] - run.concentrations()[0][j]));
      }
    }
    assertTrue(error[1] < error[0] / 3.25, Arrays.toString(error));
  }

  /** Law 16: without desorption Thomas' column is that of Bohart and Adams. */
  @Property(tries = 100)
  void thomasWithoutDesorption(
      @ForAll @DoubleRange(min = 0.1, max = 60) double n,
      @ForAll @DoubleRange(min = 0.1, max = 3) double rate,
      @ForAll @DoubleRange(min = 0, max = 2) double place) {
    double theta = place * n / rate;
    double exact = Breakthrough.bohartAdams(n, rate, theta);
    assertEquals(exact, Breakthrough.thomas(n, rate / 1e-10, 1e-10, theta), 1e-7);
  }

  /** First-order upwind verifies nothing: its dispersion exceeds the kinetics. */
  @Test
  void upwindIsNoVerification() {
    LinearColumn column = LinearColumn.of(30, 200, 5);
    double[] t = new double[120];
    Arrays.setAll(t, j -> 50 + 0.4 * j);
    double[] exact = column.pulse(10, t);
    double[] error = new double[2];
    for (int i = 0; i < 2; i++) {
      ColumnRun run =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 100)
              .with(i == 0 ? Reconstruction.FIRST_ORDER : Reconstruction.WENO5)
              .solve(Inlet.pulse(10, 1), t);
      for (int j = 0; j < t.length; j++) {
        error[i] = Math.max(error[i], Math.abs(exact[j] - run.concentrations()[0][j]));
      }
    }
    assertTrue(error[0] > 0.1 && error[0] > 10 * error[1], Arrays.toString(error));
  }

  /** An impulse enters full solvers by its average over the first interval: nothing is lost. */
  @Test
  void impulsesEnterByAverages() {
    LinearColumn column =
        LinearColumn.of(10, 30, 5).withDispersion(100, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] t = new double[400];
    Arrays.setAll(t, j -> 0.2 * (j + 1));
    ColumnRun run =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 100)
            .withPeclet(100)
            .withEarlyStop(false)
            .solve(Inlet.averages(new double[] {0.05}, new DiracPulse(3)), t);
    assertTrue(run.massError() < 1e-12);
    double area = Arrays.stream(run.concentrations()[0]).sum() * 0.2;
    assertEquals(3, area, 1e-4);
    double[] exact = column.outlet(new DiracPulse(3), t);
    double peak = Arrays.stream(exact).max().orElseThrow();
    assertArrayEquals(exact, run.concentrations()[0], 0.02 * peak);
  }

  /** Both gradients of diffusion are one at constant pressure, and keep the mass beyond it. */
  @Test
  void gradientsOfDiffusion() {
    LangmuirSystem system = LangmuirSystem.linear(LinearColumn.of(10, 30, 5), 1);
    double[] t = new double[60];
    Arrays.setAll(t, j -> 0.8 * (j + 1));
    FiniteVolumeSolver solver = FiniteVolumeSolver.of(system, 60).withPeclet(40);
    double[] constant = solver.solve(Inlet.pulse(2, 1), t).concentrations()[0];
    for (DiffusiveFlux flux : DiffusiveFlux.values()) {
      assertArrayEquals(
          constant,
          solver.withPressureRatio(1, flux).solve(Inlet.pulse(2, 1), t).concentrations()[0],
          1e-13);
      ColumnRun run =
          solver.withPressureRatio(2, flux).withEarlyStop(false).solve(Inlet.pulse(2, 1), t);
      assertTrue(run.massError() < 1e-12);
      // The outlet concentration is smaller by P, and leaves faster by P.
      double area = Arrays.stream(run.concentrations()[0]).sum() * 0.8;
      assertEquals(2 / 2.0, area, 2e-3);
    }
  }

  /** Section 14: what a fit could not determine stands in its text. */
  @Test
  void fitsThatCannotBeTrustedSaySo() {
    // One point carries all of the signal.
    double[] t = new double[30];
    Arrays.setAll(t, i -> 70 + 10.0 * i);
    double[] y = new double[30];
    y[8] = 1;
    AnalyteFit fit = AnalyteFitter.of(60, 1).withoutBaseline().fit(t, y);
    assertTrue(!fit.warnings().isEmpty(), fit.toString());
    for (String warning : fit.warnings()) {
      assertTrue(fit.toString().contains(warning), fit.toString());
    }
    // A rectangle is no peak of a column of finite rate.
    Arrays.setAll(t, i -> 140 + 0.5 * i);
    Arrays.setAll(y, i -> i >= 10 && i < 20 ? 1 : 0);
    fit = AnalyteFitter.of(60, 5).withoutBaseline().fit(t, y);
    assertTrue(!fit.warnings().isEmpty(), fit.toString());
  }

  @Test
  void pulsesOfNoDurationAskForAnImpulse() {
    for (Runnable call :
        new Runnable[] {
          () -> LinearColumn.of(60, 10, 1).pulse(0, 70),
          () -> OutletCurve.of(LinearColumn.of(60, 10, 1), 0),
          () -> new RectangularPulse(1, 0),
        }) {
      String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
      assertTrue(message.contains("0.0") && message.contains("DiracPulse"), message);
    }
  }
}
