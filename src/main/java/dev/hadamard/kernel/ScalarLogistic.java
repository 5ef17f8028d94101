package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;

/** Scalar twins of the logistic functions. */
final class ScalarLogistic {
  private ScalarLogistic() {}

  static double sigmoid(double x) {
    if (!(Math.abs(x) <= FAST_LOGISTIC)) {
      return x > 0 ? 1 : ScalarExp.exp(x);
    }
    // with t = e^-|x| in two parts: 1 / (1 + t) or t / (1 + t), the quotient corrected once
    double a = -Math.abs(x);
    double z = Math.fma(a, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double s = ScalarExp.power2(n);
    double rest = Math.fma(POWER[j], ScalarExp.small(ScalarExp.remainder(a, z)), POWER_LOW[j]);
    double y = POWER[j] + rest;
    double t = s * y;
    double tLow = s * (rest - (y - POWER[j]));
    double d = 1 + t;
    double dLow = (t - (d - 1)) + tLow;
    double numerator = x >= 0 ? 1 : t;
    double numeratorLow = x >= 0 ? 0 : tLow;
    double inverse = 1 / d;
    double q = numerator * inverse;
    double remainder = Math.fma(-q, d, numerator) + Math.fma(-q, dLow, numeratorLow);
    return Math.fma(remainder, inverse, q);
  }

  static double silu(double x) {
    if (Math.abs(x) <= FAST_LOGISTIC) {
      return x * sigmoid(x);
    }
    if (x < -760) {
      return -0.0;
    }
    return x < 0 ? negativeTail(x) : x;
  }

  /** x e^x for x from -760 to -600, rounded once where the result is subnormal. */
  private static double negativeTail(double x) {
    double z = Math.fma(x, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double rest = Math.fma(POWER[j], ScalarExp.small(ScalarExp.remainder(x, z)), POWER_LOW[j]);
    double high = -x * POWER[j];
    double low = Math.fma(-x, POWER[j], -high) - x * rest;
    return -ScalarExp.scale(high, low, ScalarExp.exponent(n));
  }

  static double softplus(double x) {
    if (!(Math.abs(x) <= FAST_LOGISTIC)) {
      return x > 0 ? x : ScalarExp.exp(x);
    }
    double a = -Math.abs(x);
    double z = Math.fma(a, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double s = ScalarExp.power2(n);
    double rest = Math.fma(POWER[j], ScalarExp.small(ScalarExp.remainder(a, z)), POWER_LOW[j]);
    double y = POWER[j] + rest;
    double log = ScalarLog.log1p(s * y, s * (rest - (y - POWER[j])));
    return (x > 0 ? x : 0) + log;
  }

  static float sigmoid(float x) {
    return ScalarFloat.sigmoid(x);
  }

  static float softplus(float x) {
    return (float) softplus((double) x);
  }

  static float silu(float x) {
    return (float) silu((double) x);
  }
}
