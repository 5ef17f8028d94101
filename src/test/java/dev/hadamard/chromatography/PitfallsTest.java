package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.chromatography.FiniteVolumeSolver.DiffusiveFlux;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.AutoInverter;
import dev.hadamard.laplace.InversionResult;
import dev.hadamard.laplace.KnownTransform;
import dev.hadamard.laplace.LaplaceInverter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hasty version gets wrong, and input that has no answer. */
class PitfallsTest {
  /** Textbook inverters at the front of a column of 1000 units: wrong, and the estimate says so. */
  @ParameterizedTest
  @CsvSource({
    "865.8359213500127, 0.00097939875012555271",
    "955.2786404500042, 0.158624311848497238",
    "1000, 0.50446058913821984",
    "1044.721359549996, 0.84137433450143231",
    "1134.1640786499875, 0.99822975869536699"
  })
  void textbookInvertersAtColumns(double t, double exact) {
    KnownTransform column = KnownTransform.column(1000);
    for (String name : List.of("fixed-talbot", "modified-talbot", "euler", "gaver-stehfest")) {
      try {
        InversionResult found =
            LaplaceInverter.named(name).invert(column.transform(), t, column.options());
        double error = Math.abs(found.value() - exact);
        assertTrue(error > 1e-8 && error <= found.errorEstimate(), name + ": " + found);
      } catch (IllPosedProblemException | ConvergenceException refused) {
        assertTrue(!refused.getMessage().isEmpty());
      }
    }
    InversionResult auto = AutoInverter.of().invert(column.transform(), t, column.options());
    assertEquals(exact, auto.value(), Math.min(1e-10, auto.errorEstimate()));
    assertEquals(exact, LinearColumn.of(1, 1000, 1).step(t + 1)[0], 5e-15);
  }

  /** Far below the doubles J is 0, 1 - J is 1, and the logarithm has all digits. */
  @Test
  void beyondTheDoubles() {
    assertEquals(0, GoldsteinJ.value(1e4, 10));
    assertEquals(1, GoldsteinJ.complement(1e4, 10));
    assertEquals(-9381.655907592509, GoldsteinJ.logValue(1e4, 10), 1e-12 * 9381);
    assertEquals(3.547719759828459e-114, GoldsteinJ.value(3000, 1500), 1e-126);
    assertEquals(-261.2283955253856, GoldsteinJ.logValue(3000, 1500), 1e-12 * 261);
  }

  /** Before the hold-up time nothing, at it the limit from the right. */
  @Test
  void firstArrival() {
    LinearColumn column = LinearColumn.of(7, 3, 0.8);
    double unretained = StrictMath.exp(-3);
    double before = Math.nextDown(7.0);
    assertArrayEquals(new double[] {0, unretained}, column.step(before, 7), 1e-16);
    assertArrayEquals(new double[] {0, 0, unretained}, column.pulse(2, -3, before, 7), 1e-16);
    assertEquals(0, column.density(before)[0]);
    // Where the pulse ends, that share is gone at once.
    double[] end = column.pulse(2, Math.nextDown(9.0), 9);
    assertEquals(unretained, end[0] - end[1], 1e-14);
  }

  /** Concentrations of an expanding carrier are smaller by P; the whole area leaves by u(L) C. */
  @ParameterizedTest
  @ValueSource(doubles = {1.2, 2.5})
  void expandedConcentrations(double ratio) {
    LinearColumn column = LinearColumn.of(10, 30, 5);
    double[] t = new double[300];
    Arrays.setAll(t, i -> 0.1 * (i + 1));
    double[] found =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 150)
            .withPressureRatio(ratio, DiffusiveFlux.MOLE_FRACTION)
            .withEarlyStop(false)
            .solve(Inlet.pulse(3, 1), t)
            .concentrations()[0];
    double[] fraction = column.withPressureRatio(ratio).pulse(3, t);
    for (int i = 0; i < t.length; i++) {
      assertEquals(fraction[i] / ratio, found[i], 4e-3);
    }
    assertEquals(3 / ratio, Arrays.stream(found).sum() * 0.1, 1e-3);
  }

  /** The number of transfer units has one adsorption rate: no result has factors of the product. */
  @Test
  void onlyTheProductIsReported() {
    for (RecordComponent component : AnalyteFit.class.getRecordComponents()) {
      String name = component.getName().toLowerCase(Locale.ROOT);
      assertTrue(!name.contains("capacity") && !name.equals("ka") && !name.equals("qm"), name);
    }
    double[] t = new double[200];
    Arrays.setAll(t, i -> 140 + 0.1 * i);
    // Halving k_a and doubling q_m is the same peak, and the same fit.
    double[] first = peak(2e-3, 5000, t);
    double[] second = peak(1e-3, 10_000, t);
    assertArrayEquals(first, second, 1e-15);
    AnalyteFit fit = AnalyteFitter.of(60, 1).withTwoParameters(1).fit(t, first);
    assertEquals(2e-3 * 5000 * 10, fit.adsorptionRate(), 1e-6);
    assertTrue(Math.abs(fit.correlation()) < 0.05 && fit.rateCorrelation() > 0.99);
  }

  private static double[] peak(double ka, double capacity, double... t) {
    return new LangmuirSystem(new double[] {ka}, new double[] {200 / 3.0}, capacity, 10, 60)
        .dilute(0)
        .pulse(1, t);
  }

  /** Parameters that run into their bounds say so, in the warnings and in the text. */
  @Test
  void parametersAtBounds() {
    // A front far steeper than the samples: any larger n would do as well.
    double[] t = new double[60];
    Arrays.setAll(t, i -> 140 + 0.5 * i);
    double[] y = new double[60];
    Arrays.setAll(y, i -> t[i] >= 150 && t[i] < 160 ? 1 : 0);
    AnalyteFit fit = AnalyteFitter.of(60, 10).withTwoParameters(1).fit(t, y);
    assertTrue(!fit.warnings().isEmpty(), fit.toString());
    for (String warning : fit.warnings()) {
      assertTrue(fit.toString().contains(warning));
    }
  }

  /** What cannot be computed is refused by name and value, never answered. */
  @Test
  void namesAndValues() {
    LangmuirSystem system = new LangmuirSystem(new double[] {1}, new double[] {1}, 1, 1, 1);
    refused("holdUpTime", "-1.0", () -> LinearColumn.of(-1, 1, 1));
    refused("holdUpTime", "NaN", () -> LinearColumn.of(Double.NaN, 1, 1));
    refused("transferUnits", "Infinity", () -> LinearColumn.of(1, Double.POSITIVE_INFINITY, 1));
    refused("desorptionRate", "-2.0", () -> LinearColumn.of(1, 1, -2));
    refused("desorptionRate", "0.0", () -> LinearColumn.of(1, 1, 0));
    refused("pressureRatio", "0.5", () -> LinearColumn.of(1, 1, 1).withPressureRatio(0.5));
    refused(
        "peclet",
        "0.0",
        () -> LinearColumn.of(1, 1, 1).withDispersion(0, BoundaryCondition.DIRICHLET_OPEN));
    refused("duration", "-1.0", () -> LinearColumn.of(1, 1, 1).pulse(-1, 1));
    refused("times", "empty", () -> LinearColumn.of(1, 1, 1).pulse(1));
    refused("porosity", "1.0", () -> PhaseRatio.packedBedByMass(1, 1));
    refused("porosity", "0.0", () -> PhaseRatio.packedBedByVolume(0));
    refused("length", "0.0", () -> ColumnDesign.constantVelocity(0, 1, 1));
    refused(
        "capacity", "-1.0", () -> new LangmuirSystem(new double[] {1}, new double[] {1}, -1, 1, 1));
    refused(
        "desorptionRates", "2", () -> new LangmuirSystem(new double[] {1}, new double[2], 1, 1, 1));
    refused("courant", "1.5", () -> FiniteVolumeSolver.of(system, 8).withSteps(1.5, true));
    refused("courant", "0.9", () -> FiniteVolumeSolver.of(system, 8).withSteps(0.9, false));
    refused(
        "times[1]", "1.0", () -> FiniteVolumeSolver.of(system, 8).solve(Inlet.pulse(1, 1), 2, 1));
    refused(
        "duration", "0.0", () -> LagrangianShiftSolver.of(system, 8).solve(Inlet.pulse(1, 1), 0));
    refused(
        "tolerance", "0.0", () -> CharacteristicSolver.of(system).solve(Inlet.pulse(1, 1), 1, 0));
    double[] few = {61, 62, 63};
    refused("times", "3", () -> AnalyteFitter.of(60, 1).fit(few, few));
    refused("signal", "no positive peak", () -> AnalyteFitter.of(60, 1).fit(line(0), line(0)));
  }

  private static double[] line(double slope) {
    double[] values = new double[20];
    Arrays.setAll(values, i -> slope == 0 ? i + 1 : slope * i);
    return values;
  }

  private static void refused(String name, String value, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }

  /** A tolerance that is out of reach is refused with the error that was reached. */
  @Test
  void reachedErrors() {
    LangmuirSystem steep = new LangmuirSystem(new double[] {4000}, new double[] {1}, 1, 1, 1);
    ConvergenceException refused =
        assertThrows(
            ConvergenceException.class,
            () -> CharacteristicSolver.of(steep).solve(Inlet.pulse(1, 1), 1.5, 1e-13));
    assertTrue(refused.achievedError() > 1e-13 && Double.isFinite(refused.achievedError()));
  }
}
