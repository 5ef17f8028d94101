package dev.hadamard.autodiff;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/** Scalar functions that the kernels lack, each from its own. */
final class SpecialScalars {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double HALF_SQRT_PI = 0.886226925452758;
  private static final double MINUS_INVERSE_E = -0.36787944117144233;

  /** e - Math.E. */
  private static final double E_REST = 1.4456468917292502e-16;

  /** Below this argument Lambert's function is found from its distance to -1. */
  private static final double NEAR_BRANCH_POINT = -0.2;

  private static final double LARGE = 1e300;

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

  /** The principal branch of the solution of w e^w = x. */
  static double lambertW0(double x) {
    return x < NEAR_BRANCH_POINT ? lambertW0PlusOne(x) - 1 : lambertW0Beyond(x);
  }

  /** W'(x) = e^-W/(1 + W). */
  static double lambertW0Slope(double x) {
    return Elementary.exp(-lambertW0(x)) / lambertW0PlusOne(x);
  }

  /** 1 + W(x), which is small next to the branch point -1/e. */
  static double lambertW0PlusOne(double x) {
    if (!(x >= MINUS_INVERSE_E)) {
      return Double.NaN;
    }
    if (!(x < NEAR_BRANCH_POINT)) {
      return 1 + lambertW0Beyond(x);
    }
    // u = 1 + W solves g(u) = 1 + (u - 1) e^u = 1 + e x, which is exact to its own size here.
    double right = Math.fma(Math.E, x, 1) + E_REST * x;
    if (!(right > 0)) {
      return 0;
    }
    double p = Math.sqrt(2 * right);
    double u = p * (1 + p * (-1.0 / 3 + p * (11.0 / 72 - p * (43.0 / 540))));
    for (int i = 0; i < 4; i++) {
      double step = (branch(u) - right) / (u * Elementary.exp(u));
      u -= step;
      if (Math.abs(step) <= 1e-17 * u) {
        break;
      }
    }
    return u;
  }

  /** 1 + (u - 1) e^u = Σ u^k (k - 1)/k!, for 0 ≤ u < 1. */
  private static double branch(double u) {
    double term = u * u / 2;
    double sum = 0;
    for (int k = 2; k < 30; k++) {
      double next = sum + term * (k - 1);
      if (next == sum) {
        break;
      }
      sum = next;
      term *= u / (k + 1);
    }
    return sum;
  }

  private static double lambertW0Beyond(double x) {
    if (Double.isNaN(x) || x == 0 || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x > LARGE) {
      // w + log w = log x: the products below would overflow.
      double l = Elementary.log(x);
      double w = l - Elementary.log(l);
      for (int i = 0; i < 4; i++) {
        w -= (w + Elementary.log(w) - l) / (1 + 1 / w);
      }
      return w;
    }
    // Halley's method.
    double w;
    if (x < 3) {
      w = Elementary.log1p(x) * 0.75;
    } else {
      double l = Elementary.log(x);
      w = l - Elementary.log(l);
    }
    for (int i = 0; i < 8; i++) {
      double e = Elementary.exp(w);
      double f = w * e - x;
      double step = f / (e * (w + 1) - (w + 2) * f / (2 * w + 2));
      w -= step;
      if (Math.abs(step) <= 1e-16 * Math.abs(w)) {
        break;
      }
    }
    return w;
  }

  /**
   * The derivative of digamma of an order of at least 1: the recurrence up to where the asymptotic
   * series holds (Abramowitz and Stegun 6.4.11). Infinite at the poles where both sides agree, and
   * at 0 as from the right; NaN below -10⁴.
   */
  static double polygamma(int order, double x) {
    if (x == 0) {
      return order % 2 == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (Double.isNaN(x) || x < -1e4) {
      return Double.NaN;
    }
    if (x < 0 && x == Math.rint(x)) {
      return order % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
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
