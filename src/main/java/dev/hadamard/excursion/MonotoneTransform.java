package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * A process Y = G(X) with X Gaussian, of mean 0 and variance 1, and G increasing: Y is above y
 * while X is above u = G⁻¹(y), so that excursions of Y are those of X at another level.
 */
public final class MonotoneTransform {
  /** No Gaussian level beyond has a probability that is a normal double. */
  private static final double LARGEST = 37;

  private static final int BISECTIONS = 200;

  private final DoubleUnaryOperator function;

  private MonotoneTransform(DoubleUnaryOperator function) {
    this.function = Objects.requireNonNull(function, "function");
  }

  /**
   * A transform.
   *
   * @param function G, increasing on [-37, 37]
   * @return the transform
   */
  public static MonotoneTransform of(DoubleUnaryOperator function) {
    return new MonotoneTransform(function);
  }

  /**
   * G(x).
   *
   * @param x a value of the Gaussian process
   * @return the value of the transformed one
   */
  public double value(double x) {
    double y = function.applyAsDouble(x);
    if (Double.isNaN(y)) {
      throw new IllPosedProblemException("G(" + x + ") is NaN: must be a number");
    }
    return y;
  }

  /**
   * The level of the Gaussian process that belongs to a level of the transformed one, by bisection
   * to the last digits.
   *
   * @param y a level of Y, between G(-37) and G(37)
   * @return u with G(u) = y; where G jumps over y, the place of the jump
   * @throws IllPosedProblemException if G is seen to decrease
   */
  public double level(double y) {
    double low = -LARGEST;
    double high = LARGEST;
    double atLow = value(low);
    double atHigh = value(high);
    if (!(atLow < atHigh)) {
      throw new IllPosedProblemException(
          "G(-37) is " + atLow + " and G(37) is " + atHigh + ": G must increase");
    }
    if (!(y >= atLow && y <= atHigh)) {
      throw new IllegalArgumentException(
          "y is " + y + ": must be from G(-37) = " + atLow + " to G(37) = " + atHigh);
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      double at = value(middle);
      if (!(at >= atLow && at <= atHigh)) {
        throw new IllPosedProblemException(
            "G(" + middle + ") is " + at + ": must be from " + atLow + " to " + atHigh);
      }
      if (at < y) {
        low = middle;
        atLow = at;
      } else {
        high = middle;
        atHigh = at;
      }
    }
    return high;
  }
}
