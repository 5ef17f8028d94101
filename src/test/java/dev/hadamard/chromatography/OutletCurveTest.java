package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.testing.Allocation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
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

  /** The series against the closed form: 1e-13 of the peak, 0 far away, nothing allocated. */
  @Property(tries = 150)
  void seriesOfTheClosedForm(
      @ForAll @DoubleRange(min = 1.7, max = 5) double logN,
      @ForAll @DoubleRange(min = -2, max = 2) double logK,
      @ForAll @DoubleRange(min = -4, max = 1.5) double logPulse) {
    double n = StrictMath.pow(10, logN);
    LinearColumn column = LinearColumn.ofRetention(60, StrictMath.pow(10, logK), n);
    double sigma = Math.sqrt(column.cumulants()[1]);
    double duration = sigma * StrictMath.pow(10, logPulse);
    double[] times = new double[400];
    double mean = column.cumulants()[0];
    java.util.Arrays.setAll(times, i -> mean - 15 * sigma + (30 * sigma + duration) * i / 399.0);
    double[] values = new double[400];
    OutletCurve.series(column, duration).evaluate(times, 400, values);
    double[] exact = column.pulse(duration, times);
    double peak = java.util.Arrays.stream(exact).max().orElseThrow();
    assertArrayEquals(exact, values, 1e-13 * peak);
    // In place, and before the hold-up time.
    double[] same = times.clone();
    same[3] = -5;
    OutletCurve.series(column, duration).evaluate(same, 400, same);
    assertEquals(values[77], same[77], 0);
    assertEquals(0, same[3], 0);
  }

  @Test
  void fewTransferUnitsKeepTheClosedForm() {
    LinearColumn column = LinearColumn.of(60, 20, 0.5);
    double[] times = {61, 90, 100, 130};
    double[] values = new double[4];
    OutletCurve.series(column, 3).evaluate(times, 4, values);
    assertArrayEquals(column.pulse(3, times), values);
    OutletCurve curve = OutletCurve.series(LinearColumn.of(60, 6000, 60), 1);
    double[] many = new double[700];
    java.util.Arrays.setAll(many, i -> 150 + 0.02 * i);
    double[] out = new double[700];
    assertEquals(0, Allocation.inSteadyState(() -> curve.evaluate(many, 700, out), 64));
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
