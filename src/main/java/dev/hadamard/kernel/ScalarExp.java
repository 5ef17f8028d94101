package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;

/** Scalar twins of the exponentials. */
final class ScalarExp {
  private ScalarExp() {}

  static double exp(double x) {
    if (!(Math.abs(x) <= FAST_EXP)) {
      return expBeyond(x);
    }
    double z = Math.fma(x, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double y = Math.fma(POWER[j], small(remainder(x, z)), POWER_LOW[j]) + POWER[j];
    return Double.longBitsToDouble(((n - j) << 48) + Double.doubleToRawLongBits(y));
  }

  private static double expBeyond(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    return x > 710 ? Double.POSITIVE_INFINITY : x < -746 ? 0 : expScaled(x, 0, 0);
  }

  /** e^(x + xLow) 2^extra for |x| at most 760, rounded once where the result is subnormal. */
  static double expScaled(double x, double xLow, int extra) {
    double z = Math.fma(x, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double p = small(remainder(x, z) + xLow);
    return scale(POWER[j], Math.fma(POWER[j], p, POWER_LOW[j]), exponent(n) + extra);
  }

  static double exp2(double x) {
    if (!(Math.abs(x) <= 1021)) {
      if (Double.isNaN(x)) {
        return x;
      }
      if (x >= 1024 || x < -1076) {
        return x > 0 ? Double.POSITIVE_INFINITY : 0;
      }
    }
    double z = Math.fma(x, 16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double p = small(Math.fma(z - MAGIC, -0.0625, x) * LN2);
    return scale(POWER[j], Math.fma(POWER[j], p, POWER_LOW[j]), exponent(n));
  }

  static double expm1(double x) {
    if (!(Math.abs(x) <= FAST_EXP)) {
      return x < 0 ? -1 : exp(x);
    }
    // 2^k 2^(j/16) (1 + r + c) - 1 with every rounding error that matters kept in `low`
    double z = Math.fma(x, INV_LN2_16, MAGIC);
    long n = Double.doubleToRawLongBits(z);
    int j = (int) n & 15;
    double s = power2(n);
    double r = remainder(x, z);
    double rLow = remainderLow(x, z, r);
    double head = expm1Head(s * POWER[j], s * (POWER[j] * r));
    double low = expm1Low(s, POWER[j], POWER_LOW[j], r, rLow, head);
    return Math.copySign(head + low, x);
  }

  /** The leading part of a + t - 1, with a = 2^k 2^(j/16) and t = a r. */
  static double expm1Head(double a, double t) {
    return (a - 1) + t;
  }

  /** What is missing from the leading part to e^x - 1. */
  static double expm1Low(
      double s, double power, double powerLow, double r, double rLow, double head) {
    double a = s * power;
    double h = a - 1;
    double b = h - a;
    double hLow = (a - (h - b)) + (-1 - b);
    double product = power * r;
    double t = s * product;
    double tLow = Math.fma(power, r, -product);
    double headLow = (h - head) + t;
    double rest = Math.fma(power, tail(r) + rLow, Math.fma(powerLow, r, powerLow) + tLow);
    return Math.fma(s, rest, headLow + hLow);
  }

  /** r where x = (16 k + j) ln 2 / 16 + r and z = MAGIC + 16 k + j. */
  static double remainder(double x, double z) {
    double k = z - MAGIC;
    return Math.fma(k, -LN2_16_LO, Math.fma(k, -LN2_16_HI, x));
  }

  /** What rounding took from the remainder. */
  static double remainderLow(double x, double z, double r) {
    double k = z - MAGIC;
    return Math.fma(k, -LN2_16_LO, Math.fma(k, -LN2_16_HI, x) - r);
  }

  /** e^r - 1. */
  static double small(double r) {
    return Math.fma(polynomial(r), r * r, r);
  }

  /** e^r - 1 - r. */
  static double tail(double r) {
    return polynomial(r) * (r * r);
  }

  static double polynomial(double r) {
    double r2 = r * r;
    double high = Math.fma(Math.fma(C5, r, C4), r2, Math.fma(C3, r, C2));
    return Math.fma(high, r2, Math.fma(C1, r, C0));
  }

  /** 2^k for n = bits of MAGIC + 16 k + j. */
  static double power2(long n) {
    return Double.longBitsToDouble(((n & -16L) << 48) + LogConstants.ONE);
  }

  static int exponent(long n) {
    return (int) (n << 48 >> 52);
  }

  /** (hi + lo) 2^k with one rounding, also where the result is subnormal; hi is positive. */
  static double scale(double hi, double lo, int k) {
    if (k >= -1020) {
      return Math.scalb(hi + lo, k);
    }
    double factor = Math.scalb(1.0, k + 1022);
    double high = hi * factor;
    double low = lo * factor;
    double y = high + low;
    if (y < 1) {
      // the result has the bits of 1 + y: round there
      double yLow = (high - y) + low;
      double sum = 1 + y;
      double sumLow = (1 - sum) + y + yLow;
      y = (sum + sumLow) - 1;
    }
    return y * Double.MIN_NORMAL;
  }

  static float exp(float x) {
    return ScalarFloat.exp(x);
  }

  static float exp2(float x) {
    return (float) exp2((double) x);
  }

  static float expm1(float x) {
    return (float) expm1((double) x);
  }
}
