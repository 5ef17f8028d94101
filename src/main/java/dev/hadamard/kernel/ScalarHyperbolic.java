package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;

/** Scalar twins of the hyperbolic functions and their inverses. */
final class ScalarHyperbolic {
  /** Beyond, the hyperbolic tangent rounds to 1. */
  static final double TANH_LIMIT = 20;

  /** Up to here squares neither overflow nor matter to the rest. */
  static final double FAST_INVERSE = 0x1p500;

  private ScalarHyperbolic() {}

  static double sinh(double x) {
    double a = Math.abs(x);
    if (!(a <= FAST_EXP)) {
      return Double.isNaN(x) ? x : Math.copySign(halfExp(a), x);
    }
    // E = e^a - 1 in two parts; sinh a = (E + E / (E + 1)) / 2
    double z = Math.fma(a, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double s = ScalarExp.power2(n);
    double r = ScalarExp.remainder(a, z);
    double rLow = ScalarExp.remainderLow(a, z, r);
    double head = ScalarExp.expm1Head(s * POWER[j], s * (POWER[j] * r));
    double low = ScalarExp.expm1Low(s, POWER[j], POWER_LOW[j], r, rLow, head);
    double e = head + low;
    double eLow = low - (e - head);
    double d = e + 1;
    double t = d - e;
    double dLow = ((e - (d - t)) + (1 - t)) + eLow;
    double inverse = 1 / d;
    double q = e * inverse;
    double qLow = (Math.fma(-q, d, e) + Math.fma(-q, dLow, eLow)) * inverse;
    double sum = e + q;
    double sumLow = q - (sum - e);
    return Math.copySign(0.5 * (sum + (sumLow + (eLow + qLow))), x);
  }

  static double cosh(double x) {
    double a = Math.abs(x);
    if (!(a <= FAST_EXP)) {
      return Double.isNaN(x) ? x : halfExp(a);
    }
    double z = Math.fma(a, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double s = ScalarExp.power2(n);
    double rest = Math.fma(POWER[j], ScalarExp.small(ScalarExp.remainder(a, z)), POWER_LOW[j]);
    double y = POWER[j] + rest;
    double e = s * y;
    double eLow = s * (rest - (y - POWER[j]));
    double inverse = 1 / e;
    double inverseLow = Math.fma(-inverse, eLow, Math.fma(-inverse, e, 1)) * inverse;
    double sum = e + inverse;
    double sumLow = inverse - (sum - e);
    return 0.5 * (sum + (sumLow + (eLow + inverseLow)));
  }

  private static double halfExp(double a) {
    return a > 711 ? Double.POSITIVE_INFINITY : ScalarExp.expScaled(a, 0, -1);
  }

  static double tanh(double x) {
    // e = (e^(2a) - 1) / 2^k in two parts, u = 2^-k; tanh a = e / (e + 2u), corrected once
    double a = Math.abs(x);
    a = 2 * (a > TANH_LIMIT ? TANH_LIMIT : a);
    double z = Math.fma(a, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double u = Double.longBitsToDouble(LogConstants.ONE - ((n - j) << 48));
    double r = ScalarExp.remainder(a, z);
    double rLow = ScalarExp.remainderLow(a, z, r);
    double h = POWER[j] - u;
    double head = Math.fma(POWER[j], r, h);
    double headLow = Math.fma(POWER[j], r, h - head);
    double tail = Math.fma(ScalarExp.polynomial(r), r * r, rLow);
    double powerLow = Math.fma(POWER_LOW[j], r, POWER_LOW[j]);
    double low = Math.fma(POWER[j], tail, powerLow + headLow);
    double e = head + low;
    double eLow = low - (e - head);
    double twice = u + u;
    double d = e + twice;
    double t = d - e;
    double dLow = ((e - (d - t)) + (twice - t)) + eLow;
    double inverse = 1 / d;
    double q = e * inverse;
    double remainder = Math.fma(-q, d, e) + Math.fma(-q, dLow, eLow);
    return Math.copySign(Math.fma(remainder, inverse, q), x);
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    if (!(a <= FAST_INVERSE)) {
      return Double.isNaN(x) ? x : Math.copySign(ScalarLog.log(a) + LN2, x);
    }
    // log1p(a + a^2 / (1 + sqrt(1 + a^2)))
    double square = a * a;
    double w = square / (1 + Math.sqrt(1 + square));
    double z = a + w;
    double zLow = w - (z - a);
    return Math.copySign(ScalarLog.log1p(z, zLow), x);
  }

  static double acosh(double x) {
    if (!(x >= 1 && x <= FAST_INVERSE)) {
      return x >= 1 ? ScalarLog.log(x) + LN2 : Double.NaN;
    }
    // log1p(t + sqrt(t (t + 2))), t = x - 1, the root in two parts
    double t = x - 1;
    double square = t * t;
    double squareLow = Math.fma(t, t, -square);
    double twice = 2 * t;
    double p = twice + square;
    double b = p - twice;
    double pLow = ((twice - (p - b)) + (square - b)) + squareLow;
    double root = Math.sqrt(p);
    double rootLow = (Math.fma(-root, root, p) + pLow) / Math.max(2 * root, Double.MIN_NORMAL);
    double z = t + root;
    double c = z - t;
    double zLow = ((t - (z - c)) + (root - c)) + rootLow;
    return ScalarLog.log1p(z, zLow);
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    if (!(a < 1)) {
      return a == 1 ? x * Double.POSITIVE_INFINITY : Double.NaN;
    }
    // log1p(2 a / (1 - a)) / 2, the quotient in two parts
    double d = 1 - a;
    double dLow = (1 - d) - a;
    double twice = 2 * a;
    double inverse = 1 / d;
    double z = twice * inverse;
    double zLow = (Math.fma(-z, d, twice) - z * dLow) * inverse;
    return Math.copySign(0.5 * ScalarLog.log1p(z, zLow), x);
  }

  static float sinh(float x) {
    return (float) sinh((double) x);
  }

  static float cosh(float x) {
    return (float) cosh((double) x);
  }

  static float tanh(float x) {
    return ScalarFloat.tanh(x);
  }

  static float asinh(float x) {
    return (float) asinh((double) x);
  }

  static float acosh(float x) {
    return (float) acosh((double) x);
  }

  static float atanh(float x) {
    return (float) atanh((double) x);
  }
}
