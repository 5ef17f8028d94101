package dev.hadamard.autodiff;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/** Scalar functions that the kernels lack, each from its own. */
final class SpecialScalars {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double HALF_SQRT_PI = 0.886226925452758;
  private static final double MINUS_INVERSE_E = -0.36787944117144233;

  /** B_2, B_4, ..., B_20. */
  private static final double[] BERNOULLI = {
    1.0 / 6,
    -1.0 / 30,
    1.0 / 42,
    -1.0 / 30,
    5.0 / 66,
    -691.0 / 2730,
    7.0 / 6,
    -3617.0 / 510,
    43867.0 / 798,
    -174611.0 / 330
  };

  private SpecialScalars() {}

  /** The inverse of erf: the normal quantile, and a Newton step on erf or erfc. */
  static double erfinv(double p) {
    if (!(Math.abs(p) < 1)) {
      return Math.abs(p) == 1 ? p * Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (p == 0) {
      return p;
    }
    double a = Math.abs(p);
    // The complement is exact where it matters: 1 - a has no rounding for a >= 1/2.
    double y = -SpecialFunctions.normalQuantile((1 - a) / 2) * SQRT_HALF;
    double error = a < 0.5 ? SpecialFunctions.erf(y) - a : (1 - a) - SpecialFunctions.erfc(y);
    y -= error * HALF_SQRT_PI * Elementary.exp(y * y);
    return Math.copySign(y, p);
  }

  /** The principal branch of the solution of w e^w = x, by Halley's method. */
  static double lambertW0(double x) {
    if (!(x >= MINUS_INVERSE_E)) {
      return Double.NaN;
    }
    if (x == 0 || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    double w;
    if (x < -0.25) {
      double p = Math.sqrt(2 * (Math.E * x + 1));
      w = -1 + p - p * p / 3;
    } else if (x < 3) {
      w = Elementary.log1p(x) * 0.75;
    } else {
      double l = Elementary.log(x);
      w = l - Elementary.log(l);
    }
    for (int i = 0; i < 8; i++) {
      double e = Elementary.exp(w);
      double f = w * e - x;
      double step = f / (e * (w + 1) - (w + 2) * f / (2 * w + 2));
      if (!Double.isFinite(step)) {
        break;
      }
      w -= step;
      if (Math.abs(step) <= 1e-16 * Math.abs(w)) {
        break;
      }
    }
    return w;
  }

  /**
   * The derivative of digamma of an order of at least 1: the recurrence up to where the asymptotic
   * series holds (Abramowitz and Stegun 6.4.11).
   */
  static double polygamma(int order, double x) {
    if (Double.isNaN(x) || (x <= 0 && x == Math.rint(x)) || x < -1e4) {
      return Double.NaN;
    }
    double factorial = 1;
    for (int i = 2; i <= order; i++) {
      factorial *= i;
    }
    double sign = order % 2 == 0 ? -1 : 1;
    double sum = 0;
    double z = x;
    while (z < 16 + order) {
      sum += 1 / power(z, order + 1);
      z += 1;
    }
    double inverse = 1 / z;
    // factorial/order · z^-order + factorial/2 · z^-(order+1) + Σ B_2k (2k+order-1)!/(2k)!
    // z^-(2k+order)
    double scale = power(inverse, order);
    double series = factorial / order + factorial * inverse / 2;
    double ratio = factorial * (order + 1) / 2 * inverse * inverse;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      series += BERNOULLI[k - 1] * ratio;
      ratio *=
          (2.0 * k + order)
              * (2 * k + order + 1)
              / ((2.0 * k + 1) * (2 * k + 2))
              * inverse
              * inverse;
    }
    return sign * (factorial * sum + scale * series);
  }

  private static double power(double x, int n) {
    double y = 1;
    for (int i = 0; i < n; i++) {
      y *= x;
    }
    return y;
  }
}
