package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.chromatography.FiniteVolumeSolver.DiffusiveFlux;
import dev.hadamard.chromatography.FiniteVolumeSolver.Reconstruction;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnSolversTest {
  /** The cases of gen_langmuir.py: Φ = t0 = qm = 1. */
  private record Case(String id, LangmuirSystem system, Inlet inlet, double duration) {}

  private static Case named(String id) {
    return switch (id) {
      case "L1" -> of(id, new double[] {15, 25}, new double[] {5, 4}, 20, 2, 0.2, 0.1);
      case "L2" ->
          of(
              id,
              new double[] {12, 14.4, 16.8, 17.2, 18},
              new double[] {
                8, 4.96551724137931, 3.230769230769231, 3.017543859649123, 2.686567164179104
              },
              16,
              0.5,
              1e-3,
              8e-4,
              6e-4,
              1.2e-3,
              7e-4);
      case "L3" ->
          of(id, new double[] {20, 20, 20}, new double[] {10, 4, 1}, 12, 12, 0.5, 0.5, 0.5);
      default -> of(id, new double[] {20}, new double[] {4}, 15, 3, 1);
    };
  }

  private static Case of(
      String id, double[] ka, double[] kd, double duration, double pulse, double... c) {
    return new Case(id, new LangmuirSystem(ka, kd, 1, 1, 1), Inlet.pulse(pulse, c), duration);
  }

  private static List<ReferenceTable.Row> reference(String id) {
    return ReferenceTable.read("chromatography/langmuir_reference.csv").stream()
        .filter(row -> row.text("case").equals(id))
        .toList();
  }

  /** Independent box scheme in NumPy with its own error estimate. */
  @ParameterizedTest
  @CsvSource({"L1, 60", "L2, 60", "L3, 120", "L4, 120"})
  void characteristicsAgainstTheReference(String id, int cells) {
    Case c = named(id);
    CharacteristicSolver.Outlet outlet =
        CharacteristicSolver.of(c.system).solve(c.inlet, c.duration, cells, cells * 2 / 3.0);
    assertTrue(outlet.massError() < 1e-12, "mass " + outlet.massError());
    double pulseEnd = c.inlet.ends()[0];
    for (ReferenceTable.Row row : reference(id)) {
      double theta = row.number("theta");
      boolean second = row.number("panel") > 0;
      int at = -1;
      for (int j = 0; j < outlet.times().length; j++) {
        boolean inSecond = j > Math.rint(pulseEnd * (cells * 2 / 3.0));
        if (Math.abs(outlet.times()[j] - theta) < 1e-9 && inSecond == second) {
          at = j;
        }
      }
      double found = outlet.concentrations()[(int) row.number("component")][at];
      assertEquals(row.number("c"), found, 1e-11 + 2 * row.number("est_err"), row.toString());
    }
  }

  @Test
  void thomasAndBohartAdams() {
    LangmuirSystem one = new LangmuirSystem(new double[] {2}, new double[] {0.5}, 3, 4, 1.5);
    double n = 4 * 2 * 3 * 1.5;
    CharacteristicSolver.Outlet outlet =
        CharacteristicSolver.of(one).solve(Inlet.pulse(60, 0.7), 60, 120, 30);
    for (int j = 0; j < outlet.times().length; j++) {
      double exact = 0.7 * Breakthrough.thomas(n, 2 * 0.7 / 0.5, 0.5, outlet.times()[j]);
      assertEquals(exact, outlet.concentrations()[0][j], 1e-8);
    }
    LangmuirSystem irreversible = new LangmuirSystem(new double[] {2}, new double[] {0}, 3, 4, 1.5);
    outlet = CharacteristicSolver.of(irreversible).solve(Inlet.pulse(60, 0.7), 60, 120, 30);
    for (int j = 0; j < outlet.times().length; j++) {
      double exact = 0.7 * Breakthrough.bohartAdams(n, 2 * 0.7, outlet.times()[j]);
      assertEquals(exact, outlet.concentrations()[0][j], 1e-8);
    }
  }

  @Test
  void toleranceIsReachedOrRefused() {
    Case c = named("L1");
    CharacteristicSolver solver = CharacteristicSolver.of(c.system);
    CharacteristicSolver.Outlet outlet = solver.solve(c.inlet, 6, 1e-7);
    assertTrue(outlet.errorEstimate() <= 1e-7);
    LangmuirSystem steep = new LangmuirSystem(new double[] {4000}, new double[] {1}, 1, 1, 1);
    assertThrows(
        ConvergenceException.class,
        () -> CharacteristicSolver.of(steep).solve(Inlet.pulse(1, 1), 1.5, 1e-13));
  }

  /** Law 12: equal rates: the total is a component, shares stay constant. */
  @Test
  void lumping() {
    double[] parts = {0.3, 0.5};
    CharacteristicSolver.Outlet two =
        CharacteristicSolver.of(
                new LangmuirSystem(new double[] {15, 15}, new double[] {5, 5}, 1, 1, 1))
            .solve(Inlet.pulse(2, parts), 10, 40, 30);
    CharacteristicSolver.Outlet one =
        CharacteristicSolver.of(new LangmuirSystem(new double[] {15}, new double[] {5}, 1, 1, 1))
            .solve(Inlet.pulse(2, 0.8), 10, 40, 30);
    for (int j = 0; j < one.times().length; j++) {
      double total = one.concentrations()[0][j];
      assertEquals(total * 3 / 8, two.concentrations()[0][j], 1e-12);
      assertEquals(total * 5 / 8, two.concentrations()[1][j], 1e-12);
    }
  }

  /** Law 14. */
  @Test
  void permutations() {
    double[] t = new double[80];
    Arrays.setAll(t, i -> 0.1 * (i + 1));
    ColumnRun ab =
        FiniteVolumeSolver.of(
                new LangmuirSystem(new double[] {15, 25}, new double[] {5, 4}, 1, 1, 1), 50)
            .solve(Inlet.pulse(2, 0.2, 0.1), t);
    ColumnRun ba =
        FiniteVolumeSolver.of(
                new LangmuirSystem(new double[] {25, 15}, new double[] {4, 5}, 1, 1, 1), 50)
            .solve(Inlet.pulse(2, 0.1, 0.2), t);
    assertArrayEquals(ab.concentrations()[0], ba.concentrations()[1], 1e-14);
    assertArrayEquals(ab.concentrations()[1], ba.concentrations()[0], 1e-14);
  }

  /** Law 13: for c0 -> 0 the nonlinear column becomes linear, at rate c0. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-4})
  void diluteColumnsAreLinear(double c0) {
    LangmuirSystem system = new LangmuirSystem(new double[] {20}, new double[] {4}, 1, 1, 1);
    CharacteristicSolver.Outlet outlet =
        CharacteristicSolver.of(system).solve(Inlet.pulse(3, c0), 15, 60, 40);
    double worst = 0;
    for (int j = 0; j < outlet.times().length; j++) {
      double t = outlet.times()[j] + 1;
      // At the jump the outlet is asked for on both sides: take the middle of the panel.
      if (Math.abs(t - 4) > 1e-9) {
        double linear = system.dilute(0).pulse(3, t)[0];
        worst = Math.max(worst, Math.abs(outlet.concentrations()[0][j] / c0 - linear));
      }
    }
    assertTrue(worst < 10 * c0 && worst > 0.1 * c0, "" + worst);
  }

  /** The table of the specification: n = 20, kd = 1, t0 = 30, tp = 10, at mid-steps. */
  @ParameterizedTest
  @CsvSource({"150, 2.1e-3", "300, 5.3e-4", "600, 1.3e-4", "1200, 3.3e-5"})
  void shiftSolverConverges(int cells, double error) {
    LinearColumn column = LinearColumn.of(30, 20, 1);
    ColumnRun run =
        LagrangianShiftSolver.of(LangmuirSystem.linear(column, 2), cells)
            .solve(Inlet.pulse(10, 1), 120);
    double[] exact = column.pulse(10, run.times());
    double worst = 0;
    for (int j = 0; j < exact.length; j++) {
      worst = Math.max(worst, Math.abs(exact[j] - run.concentrations()[0][j]));
    }
    assertEquals(error, worst, 0.05 * error);
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
  }

  @Test
  void shiftSolverOfCompetingComponents() {
    Case c = named("L1");
    double previous = 0;
    for (int cells : new int[] {200, 400}) {
      ColumnRun run = LagrangianShiftSolver.of(c.system, cells).solve(c.inlet, 21);
      double worst = 0;
      for (ReferenceTable.Row row : reference("L1")) {
        double t = 1 + row.number("theta");
        double theta = row.number("theta");
        if (theta < 0.35 || Math.abs(theta - 2) < 0.35 || theta > 19) {
          continue;
        }
        int i = (int) row.number("component");
        // Between the middles of two steps: the mean is of second order.
        double at = t * cells - 0.5;
        int j = (int) at;
        double part = at - j;
        double[] values = run.concentrations()[i];
        double found = (1 - part) * values[j] + part * values[j + 1];
        worst = Math.max(worst, Math.abs(found - row.number("c")));
      }
      assertTrue(run.massError() < 1e-12);
      if (previous > 0) {
        assertTrue(worst < previous / 3, previous + " then " + worst);
      }
      previous = worst;
    }
    assertTrue(previous < 1e-4, "" + previous);
  }

  /** Published by CADET for the same scheme and problem, outlets every quarter of a second. */
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, 128, 256, 512})
  void finiteVolumesAsPublished(int cells) {
    double published =
        ReferenceTable.read("chromatography/cadet_published_convergence.csv").stream()
            .filter(
                r ->
                    r.text("run").equals("A")
                        && r.text("scheme").equals("WENO5_FV")
                        && r.number("cells_or_elements") == cells)
            .findFirst()
            .orElseThrow()
            .number("max_error");
    LinearColumn column =
        LinearColumn.of(30, 20, 1).withDispersion(1e4 / 30, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] t = new double[600];
    Arrays.setAll(t, i -> 0.25 * (i + 1));
    ColumnRun run =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 2 / 3.0), cells)
            .withPeclet(column.peclet())
            // The published steps are those of an adaptive solver with tolerance 1e-8.
            .withSteps(cells < 64 ? 0.02 : 0.05, /* thirdOrder= */ true)
            .solve(Inlet.pulse(10, 1), t);
    double[] exact = column.pulse(10, t);
    double worst = 0;
    for (int j = 0; j < t.length; j++) {
      worst = Math.max(worst, Math.abs(exact[j] - run.concentrations()[0][j]));
    }
    assertEquals(published, worst, 2e-5 * published);
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
  }

  /** The exact curve of the benchmark, by a Bromwich integral with 34 digits. */
  @Test
  void exactCurveOfTheBenchmark() {
    LinearColumn column =
        LinearColumn.of(30, 20, 1).withDispersion(1e4 / 30, BoundaryCondition.DANCKWERTS_CLOSED);
    for (ReferenceTable.Row row : ReferenceTable.read("chromatography/cadet_lrm_exact.csv")) {
      assertEquals(
          row.number("c_over_c0"), column.pulse(row.number("tp"), row.number("t"))[0], 1e-12);
    }
  }

  /** The prototype of the specification: off the front and the switch. */
  @ParameterizedTest
  @CsvSource({"50, 8.3e-4", "100, 2.2e-4", "200, 5.6e-5"})
  void finiteVolumesWithCompetition(int cells, double error) {
    Case c = named("L1");
    List<ReferenceTable.Row> rows =
        reference("L1").stream()
            .filter(
                r ->
                    r.number("theta") >= 0.35
                        && Math.abs(r.number("theta") - 2) >= 0.35
                        && r.number("component") == 0)
            .toList();
    double[] t = rows.stream().mapToDouble(r -> 1 + r.number("theta")).toArray();
    ColumnRun run = FiniteVolumeSolver.of(c.system, cells).solve(c.inlet, t);
    double worst = 0;
    for (ReferenceTable.Row row : reference("L1")) {
      for (int j = 0; j < t.length; j++) {
        if (t[j] == 1 + row.number("theta")) {
          double found = run.concentrations()[(int) row.number("component")][j];
          worst = Math.max(worst, Math.abs(found - row.number("c")));
        }
      }
    }
    assertTrue(worst <= error && worst > error / 2, "" + worst);
    assertTrue(run.massError() <= 1e-13, "mass " + run.massError());
  }

  /** Law 11: limiters stay within the range of the inlet, and conserve. */
  @ParameterizedTest
  @EnumSource(
      value = Reconstruction.class,
      names = {"FIRST_ORDER", "KOREN"})
  void maximumPrinciple(Reconstruction reconstruction) {
    LinearColumn column = LinearColumn.of(1, 5, 3);
    double[] t = new double[200];
    Arrays.setAll(t, i -> 0.05 * (i + 1));
    ColumnRun run =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 64)
            .with(reconstruction)
            .solve(Inlet.pulse(1, 1), t);
    for (double c : run.concentrations()[0]) {
      assertTrue(c >= -1e-15 && c <= 1 + 1e-14, "" + c);
    }
    assertTrue(run.massError() < 1e-13);
  }

  /** Law 11: the order of time steps, against the finest. */
  @Test
  void orderOfTheTimeSteps() {
    LinearColumn column = LinearColumn.of(1, 10, 20);
    LangmuirSystem system = LangmuirSystem.linear(column, 1);
    double[] t = {1.3, 1.4, 1.5, 1.6, 1.8};
    for (boolean third : new boolean[] {false, true}) {
      double[][] c = new double[3][];
      // Below the limit by dispersion, so that steps are in these ratios.
      double[] courant = {0.3, 0.15, 0.02};
      for (int j = 0; j < 3; j++) {
        c[j] =
            FiniteVolumeSolver.of(system, 32)
                .withPeclet(40)
                .with(Reconstruction.FIRST_ORDER)
                .withSteps(courant[j], third)
                .solve(Inlet.pulse(0.3, 1), t)
                .concentrations()[0];
      }
      double coarse = 0;
      double fine = 0;
      for (int j = 0; j < t.length; j++) {
        coarse = Math.max(coarse, Math.abs(c[0][j] - c[2][j]));
        fine = Math.max(fine, Math.abs(c[1][j] - c[2][j]));
      }
      double order = Math.log(coarse / fine) / Math.log(2);
      assertTrue(order > (third ? 2.7 : 1.7), "order " + order);
    }
  }

  /** An expanding carrier: the outlet is the constant-velocity curve over P. */
  @ParameterizedTest
  @CsvSource({"1.5, 2e-3", "3, 4e-3"})
  void expandingCarrier(double ratio, double tolerance) {
    LinearColumn column = LinearColumn.of(30, 20, 1);
    double[] t = new double[100];
    Arrays.setAll(t, i -> i + 20.5);
    double[] exact = column.pulse(10, t);
    double previous = 0;
    for (int cells : new int[] {60, 120}) {
      ColumnRun run =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), cells)
              .withPressureRatio(ratio, DiffusiveFlux.MOLE_FRACTION)
              .solve(Inlet.pulse(10, 1), t);
      double worst = 0;
      for (int j = 0; j < t.length; j++) {
        worst = Math.max(worst, Math.abs(exact[j] / ratio - run.concentrations()[0][j]));
      }
      assertTrue(run.massError() < 1e-12);
      if (previous > 0) {
        assertTrue(worst < previous / 2.5 && worst < tolerance, previous + " then " + worst);
      }
      previous = worst;
    }
  }

  /** Law 15: backward Euler keeps signs, capacity and w for any step. */
  @Property(tries = 300)
  void implicitKineticsKeepsEverything(
      @ForAll @DoubleRange(min = -3, max = 9) double logStep,
      @ForAll @DoubleRange(min = 0, max = 5) double c0,
      @ForAll @DoubleRange(min = 0, max = 5) double c1,
      @ForAll @DoubleRange(min = 0, max = 1) double q0,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    LangmuirSystem system = new LangmuirSystem(new double[] {15, 2}, new double[] {5, 0}, 2, 3, 1);
    double[] q = {2 * q0 * share, 2 * q0 * (1 - share)};
    double[] w = {c0 + 3 * q[0], c1 + 3 * q[1]};
    double[] old = q.clone();
    double h = StrictMath.pow(10, logStep);
    double sum = new ImplicitKinetics(system).step(h, w, q, 0, 1, 0.3);
    assertEquals(sum, q[0] + q[1], 1e-14);
    assertTrue(sum <= 2 + 1e-15 && q[0] >= 0 && q[1] >= 0);
    for (int i = 0; i < 2; i++) {
      double c = w[i] - 3 * q[i];
      assertTrue(c >= -1e-14 * w[i], "c " + c);
      double rate =
          system.adsorptionRates()[i] * c * (2 - sum) - system.desorptionRates()[i] * q[i];
      double scale = 1 + h * 15 * (w[i] + 2);
      assertEquals(old[i], q[i] - h * rate, 1e-13 * scale);
    }
  }

  /** Dispersion shortens the step where transport and it together would be unstable. */
  @ParameterizedTest
  @CsvSource({"333.3, 1, true", "100, 1, true", "10, 1, true", "333.3, 0.8, false"})
  void longStepsWithDispersionAreStable(double peclet, double courant, boolean third) {
    LinearColumn column =
        LinearColumn.of(30, 20, 1).withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] t = new double[30];
    Arrays.setAll(t, i -> 5.0 * (i + 1));
    double[] exact = column.pulse(10, t);
    ColumnRun run =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 128)
            .withPeclet(peclet)
            .withSteps(courant, third)
            .withEarlyStop(false)
            .solve(Inlet.pulse(10, 1), t);
    assertTrue(run.massError() < 1e-12, "mass " + run.massError());
    for (int j = 0; j < t.length; j++) {
      // The outlet is the mean of the last cell, its middle half a cell upstream.
      assertEquals(exact[j], run.concentrations()[0][j], 2e-3);
    }
  }

  @Test
  void badInput() {
    double[] one = {1};
    assertThrows(
        IllegalArgumentException.class, () -> new LangmuirSystem(one, new double[2], 1, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new LangmuirSystem(new double[] {-1}, one, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new LangmuirSystem(one, one, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new LangmuirSystem(one, one, 1, 0, 1));
    LangmuirSystem system = new LangmuirSystem(one, one, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> FiniteVolumeSolver.of(system, 3));
    FiniteVolumeSolver fv = FiniteVolumeSolver.of(system, 8);
    assertThrows(IllegalArgumentException.class, () -> fv.withPeclet(0));
    assertThrows(IllegalArgumentException.class, () -> fv.withSteps(1.5, true));
    assertThrows(IllegalArgumentException.class, () -> fv.withSteps(0.9, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> fv.withPressureRatio(0.5, DiffusiveFlux.CONCENTRATION));
    assertThrows(IllegalArgumentException.class, () -> fv.solve(Inlet.pulse(1, 1, 2), 1));
    assertThrows(IllegalArgumentException.class, () -> fv.solve(Inlet.pulse(1, 1)));
    assertThrows(IllegalArgumentException.class, () -> fv.solve(Inlet.pulse(1, 1), 2, 1));
    assertThrows(IllegalArgumentException.class, () -> Inlet.pulse(0, 1));
    assertThrows(IllegalArgumentException.class, () -> Inlet.pulse(1, -1));
    assertThrows(IllegalArgumentException.class, () -> LagrangianShiftSolver.of(system, 1));
    LagrangianShiftSolver shift = LagrangianShiftSolver.of(system, 100);
    assertThrows(IllegalArgumentException.class, () -> shift.solve(Inlet.pulse(1, 1), 1e8));
    assertThrows(
        IllegalArgumentException.class,
        () -> CharacteristicSolver.of(system).solve(Inlet.pulse(1, 1), 1, 2, 1));
    LangmuirSystem irreversible = new LangmuirSystem(one, new double[1], 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> irreversible.dilute(0));
  }
}
