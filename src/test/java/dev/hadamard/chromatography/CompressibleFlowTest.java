package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.quadrature.GaussLegendre;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressibleFlowTest {
  static List<ReferenceTable.Row> gas() {
    return ReferenceTable.read("chromatography/compressible_gas.csv");
  }

  @ParameterizedTest
  @MethodSource("gas")
  void factorsAndVariance(ReferenceTable.Row row) {
    double p = row.number("P");
    CompressibleFlow flow = new CompressibleFlow(p);
    assertEquals(row.number("j"), flow.jamesMartin(), 4e-16);
    assertEquals(row.number("f1"), flow.giddings(), 9e-16);
    LinearColumn column =
        LinearColumn.of(1, 0, 1)
            .withDispersion(row.number("Pe"), BoundaryCondition.DANCKWERTS_CLOSED)
            .withPressureRatio(p);
    double[] cumulants = column.cumulants();
    assertEquals(1, cumulants[0], 1e-12);
    assertEquals(row.number("c2"), cumulants[1], 1e-8 * row.number("c2"));
  }

  /** Residence is the integral of 1/u, velocity the slope of the pressure. */
  @Property(tries = 100)
  void residenceIsAnIntegral(
      @ForAll @DoubleRange(min = 1, max = 20) double p,
      @ForAll @DoubleRange(min = 0, max = 1) double x) {
    CompressibleFlow flow = new CompressibleFlow(p);
    double time = GaussLegendre.of(200).integrate(v -> 1 / flow.velocity(v), 0, x);
    assertEquals(time * flow.jamesMartin(), flow.residence(x), 1e-10);
  }

  /** Law 8: without dispersion the outlet mole fraction does not depend on the profile. */
  @Property(tries = 50)
  void withoutDispersionOnlyTheHoldUpTimeMatters(
      @ForAll @DoubleRange(min = 1, max = 50) double p,
      @ForAll @DoubleRange(min = 0.5, max = 5000) double n,
      @ForAll @DoubleRange(min = -3, max = 3) double place) {
    LinearColumn plain = LinearColumn.of(7, n, 1.3);
    double t = 7 + n / 1.3 + place * Math.sqrt(2 * n) / 1.3;
    assertEquals(plain.pulse(2, t)[0], plain.withPressureRatio(p).pulse(2, t)[0]);
  }

  /** A ratio of nearly 1 through the sweep, and the closed form. */
  @ParameterizedTest
  @ValueSource(doubles = {3, 50, 1e4, 1e6})
  void nearlyConstantVelocity(double peclet) {
    LinearColumn plain =
        LinearColumn.of(60, 800, 9).withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED);
    LinearColumn swept = plain.withPressureRatio(1 + 1e-12);
    double[] times = {110, 140, 150, 165, 200};
    assertArrayEquals(plain.pulse(3, times), swept.pulse(3, times), 1e-9);
    assertEquals(plain.cumulants()[3], swept.cumulants()[3], 1e-8 * plain.cumulants()[3]);
  }

  @Test
  void carriers() {
    assertEquals(18.63e-6, CompressibleFlow.Carrier.HELIUM.viscosity(273.15), 1e-20);
    double t = 400;
    double expected =
        16.62e-6 * StrictMath.pow(t / 273.15, 0.7665 - 0.0378 * (t - 273.15) / 273.15);
    assertEquals(expected, CompressibleFlow.Carrier.NITROGEN.viscosity(t), 1e-18);
    // u_out j for a ratio of 3: B p_out (P² - 1)/(2L) j.
    assertEquals(
        2e-9 * 1e5 * 8 / (2 * 30) * 1.5 * 8 / 26,
        new CompressibleFlow(3).meanVelocity(2e-9, 30, 1e5),
        1e-17);
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> new CompressibleFlow(0.9));
    assertThrows(IllegalArgumentException.class, () -> new CompressibleFlow(Double.NaN));
    LinearColumn column = LinearColumn.of(1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> column.withPressureRatio(0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> column.withPressureRatio(2).withDispersion(10, BoundaryCondition.DIRICHLET_OPEN));
    assertThrows(IllegalArgumentException.class, () -> new CompressibleFlow(2).pressure(1.1));
    assertThrows(IllegalArgumentException.class, () -> CompressibleFlow.Carrier.ARGON.viscosity(0));
  }
}
