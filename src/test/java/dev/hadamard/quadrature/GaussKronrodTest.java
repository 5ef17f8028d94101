package dev.hadamard.quadrature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GaussKronrodTest {
  private static void assertIntegral(double exact, GaussKronrod.Integral found) {
    assertEquals(exact, found.value(), found.errorEstimate() + 1e-15 * Math.abs(exact));
  }

  @Test
  void closedForms() {
    double inf = Double.POSITIVE_INFINITY;
    assertIntegral(Math.E - 1, GaussKronrod.integrate(StrictMath::exp, 0, 1, 1e-13));
    assertIntegral(2, GaussKronrod.integrate(x -> 1 / Math.sqrt(x), 0, 1, 1e-9));
    assertIntegral(-1, GaussKronrod.integrate(StrictMath::log, 0, 1, 1e-11));
    assertIntegral(Math.PI, GaussKronrod.integrate(x -> 1 / (1 + x * x), -inf, inf, 1e-12));
    assertIntegral(1, GaussKronrod.integrate(x -> StrictMath.exp(-x), 0, inf, 1e-12));
    assertIntegral(
        StrictMath.exp(-2), GaussKronrod.integrate(x -> StrictMath.exp(x), -inf, -2, 1e-12));
    // A narrow peak far from the middle.
    double width = 1e-5;
    assertIntegral(
        Math.PI - 2 * width / 1e4,
        GaussKronrod.integrate(
            x -> width / ((x - 0.3) * (x - 0.3) + width * width), 0.3 - 1e4, 0.3 + 1e4, 1e-8));
  }

  /** Degree 31 is integrated exactly. */
  @Property(tries = 50)
  void polynomials(
      @ForAll @DoubleRange(min = -2, max = 2) double from,
      @ForAll @DoubleRange(min = 0.1, max = 2) double length) {
    double to = from + length;
    double exact = (StrictMath.pow(to, 32) - StrictMath.pow(from, 32)) / 32;
    GaussKronrod.Integral found =
        GaussKronrod.integrate(x -> StrictMath.pow(x, 31), from, to, 1e-3);
    double scale = (StrictMath.pow(to, 32) + StrictMath.pow(from, 32)) / 32;
    assertEquals(exact, found.value(), 1e-13 * scale + 1e-14);
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> GaussKronrod.integrate(x -> x, 1, 0, 1e-9));
    assertThrows(IllegalArgumentException.class, () -> GaussKronrod.integrate(x -> x, 0, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> GaussKronrod.integrate(x -> 0 / 0.0, 0, 1, 1e-9));
    ConvergenceException refused =
        assertThrows(
            ConvergenceException.class,
            () -> GaussKronrod.integrate(x -> StrictMath.sin(1 / x) / x, 0, 1, 1e-12));
    assertTrue(refused.achievedError() > 1e-12);
  }
}
