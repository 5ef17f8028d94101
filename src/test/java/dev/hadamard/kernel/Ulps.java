package dev.hadamard.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/** Errors in units in the last place of the exact result. */
final class Ulps {
  private Ulps() {}

  /** |actual - exact| in units of the double next to the exact value; infinite for a non-number. */
  static double error(double actual, BigDecimal exact) {
    double ulp = Math.ulp(exact.doubleValue());
    if (exact.abs().compareTo(new BigDecimal(Double.MAX_VALUE)) > 0) {
      ulp = Math.ulp(Double.MAX_VALUE);
      if (Double.isInfinite(actual)) {
        return 0.5; // the limit case: rounds to infinity
      }
    }
    if (Double.isNaN(actual) || Double.isInfinite(actual)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal difference = new BigDecimal(actual).subtract(exact).abs();
    return difference.divide(new BigDecimal(ulp), MathContext.DECIMAL64).doubleValue();
  }
}
