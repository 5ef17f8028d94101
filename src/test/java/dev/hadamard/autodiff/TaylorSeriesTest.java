package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TaylorSeriesTest {
  private static final int ORDER = 8;

  @Test
  void knownSeries() {
    TaylorSeries x = TaylorSeries.variable(0, ORDER);
    // tan x = x + x³/3 + 2x⁵/15 + 17x⁷/315
    assertArrayEquals(
        new double[] {0, 1, 0, 1 / 3.0, 0, 2 / 15.0, 0, 17 / 315.0, 0},
        x.sin().dividedBy(x.cos()).coefficients(),
        1e-16);
    // sqrt(1 + x): binomial coefficients of 1/2
    assertArrayEquals(
        new double[] {1, 0.5, -1 / 8.0, 1 / 16.0, -5 / 128.0, 7 / 256.0},
        x.plus(1).sqrt().truncate(5).coefficients(),
        1e-16);
    // log(1 + x)
    assertArrayEquals(
        new double[] {0, 1, -0.5, 1 / 3.0, -0.25},
        x.plus(1).log().truncate(4).coefficients(),
        1e-16);
    assertEquals(1 / 24.0, x.cosh().coefficient(4), 1e-17);
    assertEquals(120, x.exp().derivative(5) * 120, 1e-13);
  }

  @Property
  void inverseFunctionsUndoEachOther(
      @ForAll @DoubleRange(min = 1, max = 3) double at,
      @ForAll @DoubleRange(min = -2, max = 2) double exponent) {
    TaylorSeries x = TaylorSeries.variable(at, ORDER);
    assertClose(x, x.log().exp());
    assertClose(x, x.sqrt().times(x.sqrt()));
    assertClose(TaylorSeries.constant(1, ORDER), x.pow(exponent).times(x.pow(-exponent)));
    assertClose(x.log().times(exponent).exp(), x.pow(exponent));
    TaylorSeries s = x.sin();
    TaylorSeries c = x.cos();
    assertClose(TaylorSeries.constant(1, ORDER), s.times(s).plus(c.times(c)));
  }

  @Test
  void derivativesAndEvaluation() {
    TaylorSeries x = TaylorSeries.variable(2, 3);
    TaylorSeries cube = x.times(x).times(x);
    assertArrayEquals(new double[] {8, 12, 6, 1}, cube.coefficients());
    assertEquals(27, cube.evaluate(1));
    assertArrayEquals(new double[] {12, 12, 3}, cube.differentiate().coefficients());
    assertArrayEquals(new double[] {6, 1}, cube.shiftDown(2).coefficients());
  }

  @Test
  void badInputIsNamed() {
    TaylorSeries zero = TaylorSeries.constant(0, 2);
    assertEquals(
        "log of a series with value 0.0: must be positive",
        assertThrows(ArithmeticException.class, zero::log).getMessage());
    assertThrows(ArithmeticException.class, () -> zero.dividedBy(zero));
    assertEquals(
        "other has order 3: must be that of this series, 2",
        assertThrows(IllegalArgumentException.class, () -> zero.plus(TaylorSeries.constant(0, 3)))
            .getMessage());
  }

  private static void assertClose(TaylorSeries expected, TaylorSeries actual) {
    for (int k = 0; k <= ORDER; k++) {
      double c = expected.coefficient(k);
      assertEquals(c, actual.coefficient(k), 2e-13 * Math.max(1, Math.abs(c)), "power " + k);
    }
  }
}
