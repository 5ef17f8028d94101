package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;

/**
 * Exponentials of products whose rounding error would be magnified: e^(-ab) with the product
 * rounded to double is off by ab/2 units in the last place.
 */
final class Exponentials {
  private Exponentials() {}

  /** e^(-ab) with the rounding error of the product put back. */
  static double ofMinusProduct(double a, double b) {
    double product = a * b;
    double error = Math.fma(a, b, -product);
    double value = Elementary.exp(-product);
    return Double.isFinite(error) ? Math.fma(-error, value, value) : value;
  }

  /** e^(-(t/length)²/2) with the rounding errors of quotient and square put back. */
  static double gaussian(double t, double length) {
    double x = t / length;
    double missing = Math.fma(-x, length, t) / length;
    double square = x * x / 2;
    double error = Math.fma(x / 2, x, -square) + x * missing;
    double value = Elementary.exp(-square);
    return Double.isFinite(error) ? Math.fma(-error, value, value) : value;
  }
}
