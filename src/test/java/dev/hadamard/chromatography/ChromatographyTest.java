package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChromatographyTest {
  static List<ReferenceTable.Row> goldstein() {
    return ReferenceTable.read("chromatography/goldstein_j.csv");
  }

  static List<ReferenceTable.Row> breakthrough() {
    return ReferenceTable.read("chromatography/thomas_breakthrough.csv");
  }

  static List<ReferenceTable.Row> curves() {
    return ReferenceTable.read("chromatography/outlet_curves.csv");
  }

  static List<ReferenceTable.Row> cumulants() {
    return ReferenceTable.read("chromatography/cumulants.csv");
  }

  private static LinearColumn column(ReferenceTable.Row row) {
    LinearColumn column = LinearColumn.of(row.number("t0"), row.number("n"), row.number("kd"));
    return switch (row.text("bc")) {
      case "closed" -> column.withDispersion(row.number("Pe"), BoundaryCondition.DANCKWERTS_CLOSED);
      case "open" -> column.withDispersion(row.number("Pe"), BoundaryCondition.DANCKWERTS_OPEN);
      case "dirichlet" -> column.withDispersion(row.number("Pe"), BoundaryCondition.DIRICHLET_OPEN);
      default -> column;
    };
  }

  private static void assertRelative(double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * Math.abs(expected));
  }

  @ParameterizedTest
  @MethodSource("goldstein")
  void goldsteinAndItsDerivatives(ReferenceTable.Row row) {
    double x = row.number("x");
    double y = row.number("y");
    double value = row.number("J");
    double complement = row.number("one_minus_J");
    assertEquals(value, GoldsteinJ.value(x, y), 4e-16);
    assertEquals(complement, GoldsteinJ.complement(x, y), 4e-16);
    assertRelative(value, GoldsteinJ.value(x, y), 2e-14);
    assertRelative(complement, GoldsteinJ.complement(x, y), 2e-14);
    if (value > 1e-300 && value < 0.5) {
      assertEquals(Math.log(value), GoldsteinJ.logValue(x, y), 1e-13);
    }
    assertRelative(row.number("dJdx"), GoldsteinJ.derivativeX(x, y), 3e-15);
    assertRelative(row.number("dJdy"), GoldsteinJ.derivativeY(x, y), 3e-15);
  }

  /** The batch has the bits of the single points, in vectors, their rest, and the series. */
  @Test
  void batchesOfGoldstein() {
    List<ReferenceTable.Row> rows = goldstein();
    double[] x = rows.stream().mapToDouble(row -> row.number("x")).toArray();
    double[] y = rows.stream().mapToDouble(row -> row.number("y")).toArray();
    double[] value = new double[x.length];
    double[] complement = new double[x.length];
    GoldsteinJ.evaluate(x, y, value, complement);
    for (int i = 0; i < x.length; i++) {
      assertEquals(GoldsteinJ.value(x[i], y[i]), value[i], 0);
      assertEquals(GoldsteinJ.complement(x[i], y[i]), complement[i], 0);
      assertEquals(rows.get(i).number("J"), value[i], 4e-16);
    }
    assertThrows(
        IllegalArgumentException.class, () -> GoldsteinJ.evaluate(x, y, value, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> GoldsteinJ.evaluate(x, y, value, value));
    y[7] = -1;
    assertThrows(
        IllegalArgumentException.class, () -> GoldsteinJ.evaluate(x, y, value, complement));
  }

  @Property(tries = 200)
  void batchesHaveTheBitsOfPoints(
      @ForAll @DoubleRange(min = 0, max = 6) double logX,
      @ForAll @DoubleRange(min = -8, max = 8) double place) {
    double[] x = new double[37];
    double[] y = new double[37];
    for (int i = 0; i < x.length; i++) {
      x[i] = StrictMath.pow(10, logX);
      y[i] = Math.max(0, x[i] + (place + 0.3 * (i - 18)) * Math.sqrt(2 * x[i]));
    }
    double[] value = new double[37];
    double[] complement = new double[37];
    GoldsteinJ.evaluate(x, y, value, complement);
    for (int i = 0; i < x.length; i++) {
      assertEquals(GoldsteinJ.value(x[i], y[i]), value[i], 0);
      assertEquals(GoldsteinJ.complement(x[i], y[i]), complement[i], 0);
    }
  }

  @ParameterizedTest
  @MethodSource("breakthrough")
  void saturatingColumns(ReferenceTable.Row row) {
    double n = row.number("n");
    double theta = row.number("theta");
    double found =
        row.text("model").equals("langmuir")
            ? Breakthrough.thomas(n, row.number("Kc0"), row.number("kd"), theta)
            : Breakthrough.bohartAdams(n, row.number("kd"), theta);
    assertRelative(row.number("c_over_c0"), found, 2e-12);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void outletCurves(ReferenceTable.Row row) {
    double found = column(row).pulse(row.number("tp"), row.number("t"))[0];
    assertEquals(row.number("c_over_c0"), found, column(row).plates() < 25 ? 3e-13 : 5e-14);
  }

  @ParameterizedTest
  @MethodSource("cumulants")
  void exactCumulants(ReferenceTable.Row row) {
    double pulse = row.number("tp");
    double[] found = column(row).cumulants();
    assertRelative(row.number("kappa1"), found[0] + pulse / 2, 1e-15);
    assertRelative(row.number("kappa2"), found[1] + pulse * pulse / 12, 2e-14);
    assertRelative(row.number("kappa3"), found[2], 1e-12);
    assertRelative(row.number("kappa4"), found[3] - pulse * pulse * pulse * pulse / 120, 1e-11);
  }

  @Property
  void goldsteinIsAProbability(
      @ForAll @DoubleRange(min = 0, max = 2000) double x,
      @ForAll @DoubleRange(min = 0, max = 2000) double y) {
    double value = GoldsteinJ.value(x, y);
    double complement = GoldsteinJ.complement(x, y);
    assertTrue(value >= 0 && value <= 1 && complement >= 0 && complement <= 1);
    assertEquals(1, value + complement, 3e-16);
    assertTrue(GoldsteinJ.value(x, y + 0.01) >= value - 4e-16);
    assertTrue(GoldsteinJ.value(x + 0.01, y) <= value + 4e-16);
    double root = Math.sqrt(x) - Math.sqrt(y);
    double symmetric =
        1 + Math.exp(-root * root) * SpecialFunctions.besselI0e(2 * Math.sqrt(x * y));
    assertEquals(symmetric, value + GoldsteinJ.value(y, x), 1e-14);
    assertTrue(GoldsteinJ.logValue(x, y) <= 0);
  }

  /** Where a node of the sum lies at the end of its integral: √(xy) = k²/16. Values by mpmath. */
  @ParameterizedTest
  @CsvSource({
    "6.48,12.5,0.93555400922587459",
    "9,9,0.54735314760638205",
    "10.5625,10.5625,0.54366320088023554",
    "8,8,0.55027206368062601",
    "4.5,18,0.99908557732708480"
  })
  void goldsteinAtTheEndsOfTheSum(double x, double y, double expected) {
    for (double factor : new double[] {1 - 0x1p-52, 1, 1 + 0x1p-52}) {
      assertEquals(expected, GoldsteinJ.value(x * factor, y), 1e-15);
    }
  }

  @Property(tries = 200)
  void thomasWithoutLoadIsLinear(
      @ForAll @DoubleRange(min = 0.1, max = 500) double n,
      @ForAll @DoubleRange(min = 0.1, max = 3) double fraction) {
    double theta = fraction * n;
    assertEquals(GoldsteinJ.value(n, theta), Breakthrough.thomas(n, 0, 1, theta), 1e-12);
  }

  @Property(tries = 100)
  void pulsesAddUp(
      @ForAll @DoubleRange(min = 0.5, max = 1e4) double n,
      @ForAll @DoubleRange(min = 0.01, max = 100) double duration,
      @ForAll @DoubleRange(min = -4, max = 4) double place) {
    LinearColumn column = LinearColumn.of(2, n, 1.5);
    double t = 2 + n / 1.5 + place * Math.sqrt(2 * n) / 1.5;
    double first = column.pulse(duration, t)[0];
    double second = column.pulse(0.7 * duration, t - duration)[0];
    assertEquals(column.pulse(1.7 * duration, t)[0], first + second, 1e-13);
    // Another unit of time.
    LinearColumn minutes = LinearColumn.of(2.0 / 60, n, 90);
    assertEquals(first, minutes.pulse(duration / 60, t / 60)[0], 1e-12);
  }

  /** A pulse that is short against the peak: its height is proportional to its duration. */
  @Test
  void shortPulses() {
    LinearColumn column = LinearColumn.of(60, 6000, 64);
    double density = column.adsorbedTimeDensity(93);
    assertRelative(1e-6 * density, column.pulse(1e-6, 153 + 5e-7)[0], 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e5})
  void boundaryConditionsAgreeInTheLimit(double peclet) {
    LinearColumn column = LinearColumn.of(5, 100, 2);
    double plain = column.step(55)[0];
    for (BoundaryCondition boundary : BoundaryCondition.values()) {
      assertEquals(plain, column.withDispersion(peclet, boundary).step(55)[0], 3 / peclet);
    }
  }

  /** Steps through the time-domain route and the contour meet where the methods switch. */
  @Test
  void closedColumnOfSmallPeclet() {
    LinearColumn mixed =
        LinearColumn.of(1, 0, 1).withDispersion(1e-6, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] cumulants = mixed.cumulants();
    assertEquals(1, cumulants[1], 1e-6);
    assertEquals(2, cumulants[2], 1e-5);
    assertEquals(1 - Math.exp(-1), mixed.step(1)[0], 1e-6);
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> GoldsteinJ.value(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> GoldsteinJ.complement(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> LinearColumn.of(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> LinearColumn.of(1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> LinearColumn.of(1, 1, 0));
    LinearColumn column = LinearColumn.of(1, 1, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> column.withDispersion(0, BoundaryCondition.DIRICHLET_OPEN));
    assertThrows(IllegalArgumentException.class, () -> column.pulse(0, 1));
    assertThrows(IllegalArgumentException.class, () -> column.step());
    assertThrows(IllegalArgumentException.class, () -> column.step(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Breakthrough.thomas(1, -1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Breakthrough.bohartAdams(1, 0, 1));
    assertEquals(0, column.step(0.5)[0]);
    assertEquals(Math.exp(-1), column.step(1)[0], 1e-15);
  }
}
