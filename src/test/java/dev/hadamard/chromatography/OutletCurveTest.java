package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.testing.Allocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutletCurveTest {
  /** Closed form, window with a short and a long pulse, and few plates: the bits of the column. */
  @ParameterizedTest
  @CsvSource({"6000,Infinity,1", "20,Infinity,3", "600,500,0.5", "600,500,30", "5,3,10"})
  void theBitsOfTheColumn(double n, double peclet, double duration) {
    LinearColumn column = LinearColumn.of(60, n, n / 90);
    if (Double.isFinite(peclet)) {
      column = column.withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED);
    }
    boolean few = n < 10;
    double[] times = new double[few ? 3 : 700];
    java.util.Arrays.setAll(times, i -> few ? 80 + 40 * i : 55 + 0.3 * i);
    double[] values = new double[times.length];
    OutletCurve curve = OutletCurve.of(column, duration);
    curve.evaluate(times, times.length, values);
    assertArrayEquals(column.pulse(duration, times), values);
    if (!few) {
      // None for the points; one small object for a curve.
      assertEquals(
          0, Allocation.inSteadyState(() -> curve.evaluate(times, times.length, values), 64));
    }
  }

  @ParameterizedTest
  @CsvSource({"Infinity", "500"})
  void badInput(double peclet) {
    LinearColumn plain = LinearColumn.of(60, 600, 6);
    LinearColumn column =
        Double.isFinite(peclet)
            ? plain.withDispersion(peclet, BoundaryCondition.DANCKWERTS_OPEN)
            : plain;
    assertThrows(IllegalArgumentException.class, () -> OutletCurve.of(column, 0));
    OutletCurve curve = OutletCurve.of(column, 1);
    double[] times = {1, Double.NaN};
    double[] values = new double[1];
    assertThrows(IllegalArgumentException.class, () -> curve.evaluate(times, 2, values));
    assertThrows(IllegalArgumentException.class, () -> curve.evaluate(times, -1, values));
    assertThrows(IllegalArgumentException.class, () -> curve.evaluate(times, 2, new double[2]));
  }
}
