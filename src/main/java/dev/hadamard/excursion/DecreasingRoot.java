package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import java.util.function.DoubleUnaryOperator;

/** The positive root of a decreasing function, such as a quantile from log S. */
final class DecreasingRoot {
  private static final int MAX_STEPS = 200;

  /** A bracket as narrow as this is as good as the function's rounding allows. */
  private static final double NARROW = 1e-9;

  private DecreasingRoot() {}

  /**
   * Newton's method in a bracket, with bisection where that leaves it.
   *
   * @param f a decreasing function, at least 0 at 0
   * @param slope its derivative
   * @param start a typical argument, from which the bracket doubles
   * @param name what is looked for, in messages
   * @return the root; infinite if it is beyond the range of doubles
   */
  static double of(DoubleUnaryOperator f, DoubleUnaryOperator slope, double start, String name) {
    double low = 0;
    double high = start;
    while (f.applyAsDouble(high) > 0) {
      low = high;
      high *= 2;
      if (high == Double.POSITIVE_INFINITY) {
        return high;
      }
    }
    double t = low + (high - low) / 2;
    for (int i = 0; i < MAX_STEPS; i++) {
      double value = f.applyAsDouble(t);
      if (value > 0) {
        low = t;
      } else {
        high = t;
      }
      double next = t - value / slope.applyAsDouble(t);
      if (!(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
      if (Math.abs(next - t) <= 4 * Math.ulp(t)) {
        return next;
      }
      t = next;
    }
    if (high - low <= NARROW * high) {
      return t;
    }
    throw new ConvergenceException(name, high - low);
  }
}
