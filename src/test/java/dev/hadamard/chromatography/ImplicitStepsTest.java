package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.chromatography.FiniteVolumeSolver.DiffusiveFlux;
import dev.hadamard.chromatography.FiniteVolumeSolver.Reconstruction;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.testing.ReferenceTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Implicit dispersion and transport, chosen steps, and columns that hold something. */
class ImplicitStepsTest {
  private static double worst(double[] exact, double... found) {
    double worst = 0;
    for (int j = 0; j < exact.length; j++) {
      worst = Math.max(worst, Math.abs(exact[j] - found[j]));
    }
    return worst;
  }

  private static double[] times(double from, double step, int count) {
    double[] t = new double[count];
    Arrays.setAll(t, j -> from + step * j);
    return t;
  }

  /**
   * Where explicit dispersion would take thousands of steps, the steps of the Courant number serve,
   * against the closed form in Laplace space.
   */
  @ParameterizedTest
  @CsvSource({"2, 0.4, true", "2, 0.4, false", "0.3, 0.8, true", "20, 0.4, true"})
  void dispersionDoesNotLimitSteps(double peclet, double courant, boolean third) {
    LinearColumn column =
        LinearColumn.of(10, 6, 2).withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] t = times(1, 0.5, 80);
    int cells = 100;
    ColumnRun run =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), cells)
            .withPeclet(peclet)
            .withSteps(courant, third)
            .withEarlyStop(false)
            .solve(Inlet.pulse(4, 1), t);
    // u Δt/Δx is what was asked for: explicit dispersion would allow less than a tenth.
    assertTrue(run.steps() <= 40.5 / (10.0 / cells * courant) + 82, "steps " + run.steps());
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
    double[] exact = column.pulse(4, t);
    double peak = Arrays.stream(exact).max().orElseThrow();
    assertTrue(worst(exact, run.concentrations()[0]) < 2e-3 * peak);
  }

  /** The two-step formula at Courant numbers far above those of explicit steps. */
  @ParameterizedTest
  @CsvSource({"0.5, 200, 5, 2e-3", "5, 200, 3, 3e-3", "50, 200, 2, 3e-3", "Infinity, 100, 2, 4e-2"})
  void implicitTransport(double peclet, int cells, double courant, double tolerance) {
    LinearColumn plain = LinearColumn.of(10, 20, 2);
    LinearColumn column =
        peclet < 1e9 ? plain.withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED) : plain;
    double[] t = times(2, 1, 40);
    ColumnRun run =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), cells)
            .withPeclet(peclet)
            .withImplicitSteps(courant)
            .withEarlyStop(false)
            .solve(Inlet.pulse(6, 1), t);
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
    double[] exact = column.pulse(6, t);
    double error = worst(exact, run.concentrations()[0]);
    assertTrue(error < tolerance, "" + error);
  }

  /** Second order in the step, jumps of the inlet and steps of unequal length included. */
  @Test
  void orderOfTheTwoStepFormula() {
    LangmuirSystem system = LangmuirSystem.linear(LinearColumn.of(1, 10, 20), 1);
    double[] t = {1.31, 1.4, 1.53, 1.6, 1.8};
    double[][] c = new double[4][];
    double[] courant = {0.5, 0.25, 0.125, 0.01};
    for (int j = 0; j < 4; j++) {
      c[j] =
          FiniteVolumeSolver.of(system, 32)
              .withPeclet(40)
              .with(Reconstruction.FIRST_ORDER)
              .withImplicitSteps(courant[j])
              .solve(Inlet.pulse(0.3, 1), t)
              .concentrations()[0];
    }
    double coarse = worst(c[3], c[1]);
    double order = Math.log(coarse / worst(c[3], c[2])) / Math.log(2);
    assertTrue(order > 1.7 && worst(c[3], c[0]) < 6 * coarse, "order " + order);
    // The explicit method comes to the same.
    double[] explicit =
        FiniteVolumeSolver.of(system, 32)
            .withPeclet(40)
            .with(Reconstruction.FIRST_ORDER)
            .withSteps(0.02, true)
            .solve(Inlet.pulse(0.3, 1), t)
            .concentrations()[0];
    assertTrue(worst(explicit, c[3]) < 3e-6, "" + worst(explicit, c[3]));
  }

  /** Competing components: both implicit ways against the independent box scheme. */
  @Test
  void competition() {
    LangmuirSystem system = new LangmuirSystem(new double[] {15, 25}, new double[] {5, 4}, 1, 1, 1);
    List<ReferenceTable.Row> rows =
        ReferenceTable.read("chromatography/langmuir_reference.csv").stream()
            .filter(
                r ->
                    r.text("case").equals("L1")
                        && r.number("theta") >= 0.35
                        && Math.abs(r.number("theta") - 2) >= 0.35)
            .toList();
    double[] t =
        rows.stream()
            .filter(r -> r.number("component") == 0)
            .mapToDouble(r -> 1 + r.number("theta"))
            .toArray();
    ColumnRun run =
        FiniteVolumeSolver.of(system, 100).withImplicitSteps(1).solve(Inlet.pulse(2, 0.2, 0.1), t);
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
    double worst = 0;
    for (ReferenceTable.Row row : rows) {
      for (int j = 0; j < t.length; j++) {
        if (t[j] == 1 + row.number("theta")) {
          double found = run.concentrations()[(int) row.number("component")][j];
          worst = Math.max(worst, Math.abs(found - row.number("c")));
        }
      }
    }
    assertTrue(worst < 1.5e-3, "" + worst);
    // Implicit dispersion, long and short steps, and the two-step formula come to the same.
    double[] few = {2, 3, 4, 6};
    FiniteVolumeSolver solver = FiniteVolumeSolver.of(system, 40).withPeclet(3);
    ColumnRun fine = solver.withSteps(0.02, true).solve(Inlet.pulse(2, 0.2, 0.1), few);
    ColumnRun coarse = solver.withSteps(0.4, true).solve(Inlet.pulse(2, 0.2, 0.1), few);
    ColumnRun whole = solver.withImplicitSteps(0.2).solve(Inlet.pulse(2, 0.2, 0.1), few);
    assertTrue(coarse.massError() < 1e-12, "mass " + coarse.massError());
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(fine.concentrations()[i], coarse.concentrations()[i], 1e-4);
      assertArrayEquals(fine.concentrations()[i], whole.concentrations()[i], 1e-4);
    }
  }

  /** An expanding carrier: implicit and explicit dispersion are one, for both gradients. */
  @ParameterizedTest
  @CsvSource({"MOLE_FRACTION", "CONCENTRATION"})
  void expandingCarrier(DiffusiveFlux flux) {
    LangmuirSystem system = LangmuirSystem.linear(LinearColumn.of(10, 6, 2), 1);
    double[] t = times(2, 2, 15);
    FiniteVolumeSolver solver =
        FiniteVolumeSolver.of(system, 60).withPeclet(5).withPressureRatio(2, flux);
    double[] fine = solver.withSteps(0.02, true).solve(Inlet.pulse(4, 1), t).concentrations()[0];
    double[] coarse = solver.withSteps(0.4, true).solve(Inlet.pulse(4, 1), t).concentrations()[0];
    double[] whole = solver.withImplicitSteps(0.2).solve(Inlet.pulse(4, 1), t).concentrations()[0];
    assertArrayEquals(fine, coarse, 1e-4);
    assertArrayEquals(fine, whole, 1e-4);
  }

  /** The error follows the tolerance, down to that of the grid's own solution. */
  @Test
  void tolerancesChooseSteps() {
    LangmuirSystem system = LangmuirSystem.linear(LinearColumn.of(10, 20, 2), 1);
    double[] t = times(10, 1, 25);
    FiniteVolumeSolver solver =
        FiniteVolumeSolver.of(system, 60).withPeclet(50).with(Reconstruction.WENO3);
    double[] fine = solver.withSteps(0.01, true).solve(Inlet.pulse(3, 1), t).concentrations()[0];
    int steps = 0;
    double last = 1;
    for (double tolerance : new double[] {1e-3, 1e-5, 1e-7}) {
      ColumnRun run = solver.withTolerance(tolerance).solve(Inlet.pulse(3, 1), t);
      double error = worst(fine, run.concentrations()[0]);
      assertTrue(error < 10 * tolerance && error < last, tolerance + " gives " + error);
      assertTrue(run.steps() > steps, run.steps() + " after " + steps);
      assertTrue(run.massError() < 1e-12);
      steps = run.steps();
      last = error;
    }
  }

  /** What is in equilibrium with the inlet stays; what is washed out is 1 less the step. */
  @Property(tries = 9)
  void initialColumns(
      @ForAll @DoubleRange(min = 0.5, max = 4) double kd,
      @ForAll @DoubleRange(min = 1, max = 30) double n,
      @ForAll @IntRange(min = 0, max = 2) int way) {
    LinearColumn column =
        LinearColumn.of(10, n, kd).withDispersion(60, BoundaryCondition.DANCKWERTS_CLOSED);
    LangmuirSystem system = LangmuirSystem.linear(column, 2);
    FiniteVolumeSolver solver = FiniteVolumeSolver.of(system, 120).withPeclet(60);
    solver =
        way == 0 ? solver : way == 1 ? solver.withImplicitSteps(0.5) : solver.withTolerance(1e-5);
    double adsorbed = system.adsorptionRates()[0] * 0.7 / kd;
    ColumnState full = ColumnState.uniform(120, new double[] {0.7}, new double[] {adsorbed});
    double[] t = times(3, 2.5, 20);
    ColumnRun steady = solver.solve(full, Inlet.pulse(100, 0.7), t);
    for (double c : steady.concentrations()[0]) {
      assertEquals(0.7, c, 1e-9);
    }
    ColumnRun washed = solver.withEarlyStop(false).solve(full, Inlet.pulse(1e-3, 0), t);
    assertTrue(washed.massError() < 1e-12, "mass " + washed.massError());
    double[] step = column.step(t);
    for (int j = 0; j < t.length; j++) {
      assertEquals(0.7 * (1 - step[j]), washed.concentrations()[0][j], 4e-3);
    }
  }

  /** The shift solver with dispersion, against the closed form: second order, mass to rounding. */
  @ParameterizedTest
  @CsvSource({"20, 3e-3", "333, 3e-3", "3, 4e-3"})
  void shiftsWithDispersion(double peclet, double tolerance) {
    LinearColumn column =
        LinearColumn.of(10, 20, 2).withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED);
    double previous = 0;
    for (int cells : new int[] {100, 200}) {
      ColumnRun run =
          LagrangianShiftSolver.of(LangmuirSystem.linear(column, 2), cells)
              .withPeclet(peclet)
              .solve(Inlet.pulse(5, 1), 60);
      assertTrue(run.massError() < 1e-12, "mass " + run.massError());
      // Until the first parcel has passed through, the last cell is its own mean.
      double error = worst(column.pulse(5, run.times()), run.concentrations()[0]);
      assertTrue(previous == 0 || error < previous / 1.8, previous + " then " + error);
      previous = error;
    }
    assertTrue(previous < tolerance, "" + previous);
  }

  /** What a shift solver washes out of a full column is 1 less the step. */
  @Test
  void initialColumnsOfTheShiftSolver() {
    LinearColumn column = LinearColumn.of(10, 20, 2);
    LangmuirSystem system = LangmuirSystem.linear(column, 2);
    double adsorbed = system.adsorptionRates()[0] * 0.7 / 2;
    ColumnState full = ColumnState.uniform(400, new double[] {0.7}, new double[] {adsorbed});
    ColumnRun run = LagrangianShiftSolver.of(system, 400).solve(full, Inlet.pulse(1e-3, 0), 60);
    double[] step = column.step(run.times());
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
    for (int j = 0; j < step.length; j++) {
      assertEquals(0.7 * (1 - step[j]), run.concentrations()[0][j], 1e-3);
    }
  }

  @Test
  void loads() {
    LangmuirSystem system = new LangmuirSystem(new double[] {15, 25}, new double[] {5, 0}, 2, 1, 1);
    assertEquals(0.6, system.load(0.2, 0), 1e-15);
    assertEquals(Double.POSITIVE_INFINITY, system.load(0.2, 1e-3));
    assertEquals(0, LangmuirSystem.linear(LinearColumn.of(1, 2, 3), 1).load(5));
    assertThrows(IllegalArgumentException.class, () -> system.load(1));
    assertThrows(IllegalArgumentException.class, () -> system.load(1, -1));
  }

  /** Concentrations whose powers overflow are refused, with steps of any kind, and end soon. */
  @ParameterizedTest
  @ValueSource(doubles = {1e80, 1e160, 1e300})
  void overflowIsRefused(double concentration) {
    FiniteVolumeSolver solver =
        FiniteVolumeSolver.of(LangmuirSystem.linear(LinearColumn.of(10, 10, 1), 1), 20);
    Inlet pulse = Inlet.pulse(5, concentration);
    for (FiniteVolumeSolver steps :
        List.of(solver, solver.withTolerance(1e-4), solver.withImplicitSteps(1))) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> assertThrows(ConvergenceException.class, () -> steps.solve(pulse, 5, 10, 20)));
    }
  }

  @Test
  void badInput() {
    LangmuirSystem system = new LangmuirSystem(new double[] {15, 25}, new double[] {5, 4}, 1, 1, 1);
    FiniteVolumeSolver solver = FiniteVolumeSolver.of(system, 10);
    assertThrows(IllegalArgumentException.class, () -> solver.withImplicitSteps(0));
    assertThrows(
        IllegalArgumentException.class, () -> solver.withImplicitSteps(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> solver.withTolerance(-1));
    LagrangianShiftSolver shift = LagrangianShiftSolver.of(system, 10);
    assertThrows(IllegalArgumentException.class, () -> shift.withPeclet(0));
    double[] two = {0.1, 0.1};
    Inlet pulse = Inlet.pulse(1, 0.2, 0.1);
    for (ColumnState wrong :
        new ColumnState[] {
          ColumnState.uniform(9, two, two),
          ColumnState.uniform(10, new double[1], new double[1]),
          ColumnState.uniform(10, two, new double[] {0.6, 0.5})
        }) {
      assertThrows(IllegalArgumentException.class, () -> solver.solve(wrong, pulse, 2));
      assertThrows(IllegalArgumentException.class, () -> shift.solve(wrong, pulse, 2));
    }
    assertThrows(IllegalArgumentException.class, () -> ColumnState.uniform(0, two, two));
    assertThrows(IllegalArgumentException.class, () -> ColumnState.uniform(5, two, new double[1]));
    assertThrows(
        IllegalArgumentException.class, () -> ColumnState.uniform(5, two, new double[] {0, -1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ColumnState(new double[][] {{1, 2}}, new double[][] {{1}}));
  }
}
