package dev.hadamard.kernel;

import static dev.hadamard.kernel.LogConstants.*;

/** Scalar twins of the logarithms. */
final class ScalarLog {
  private static final double SUBNORMAL_SCALE = 0x1p54;

  private ScalarLog() {}

  static double log(double x) {
    if (isNormalPositive(x)) {
      return logNormal(x, 0);
    }
    return isSubnormalPositive(x) ? logNormal(x * SUBNORMAL_SCALE, -54) : logSpecial(x);
  }

  private static double logNormal(double x, double shift) {
    long b = Double.doubleToRawLongBits(x);
    int j = (int) (b >>> 48) & 15;
    double v = biasedExponent(b) + shift;
    double f = Math.fma(mantissa(b), RECIPROCAL[j], -1);
    double hi = Math.fma(v, LN2_HI, LOG_HI[j]);
    double lo = Math.fma(v, LN2_LO, LOG_LO[j]);
    double f2 = f * f;
    double even = Math.fma(Math.fma(Math.fma(Math.fma(A8, f2, A6), f2, A4), f2, A2), f2, A0);
    double odd = Math.fma(Math.fma(Math.fma(A7, f2, A5), f2, A3), f2, A1);
    return hi + (f + Math.fma(Math.fma(odd, f, even), f2, lo));
  }

  static double log2(double x) {
    return logBase(x, INV_LN2, INV_LN2_LOW);
  }

  static double log10(double x) {
    return logBase(x, INV_LN10, INV_LN10_LOW);
  }

  private static double logBase(double x, double factor, double factorLow) {
    double scaled = x;
    double shift = 0;
    if (!isNormalPositive(x)) {
      if (!isSubnormalPositive(x)) {
        return logSpecial(x);
      }
      scaled = x * SUBNORMAL_SCALE;
      shift = -54;
    }
    long b = Double.doubleToRawLongBits(scaled);
    int j = (int) (b >>> 48) & 15;
    double v = biasedExponent(b) + shift;
    double f = Math.fma(mantissa(b), RECIPROCAL[j], -1);
    double hi = Math.fma(v, LN2_HI, LOG_HI[j]);
    double lo = Math.fma(v, LN2_LO, LOG_LO[j]);
    double w = hi + f;
    double rest = Math.fma(polynomial(f), f * f, lo) + ((hi - w) + f);
    double high = w + rest;
    double low = rest - (high - w);
    double product = high * factor;
    double productLow = Math.fma(high, factor, -product) + Math.fma(high, factorLow, low * factor);
    return product + productLow;
  }

  static double log1p(double x) {
    if (x > -1 && x <= Double.MAX_VALUE) {
      return Math.copySign(log1p(x, 0), x);
    }
    return x == -1 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  /** log(1 + z + zLow) for z above -1, with zLow at most about one ulp of z. */
  static double log1p(double z, double zLow) {
    double u = 1 + z;
    double t = u - 1;
    double uLow = ((1 - (u - t)) + (z - t)) + zLow;
    long b = Double.doubleToRawLongBits(u);
    int j = (int) (b >>> 48) & 15;
    double v = biasedExponent(b);
    double inverse = Double.longBitsToDouble(TWICE_BIAS - (b & ~MANTISSA));
    double f0 = Math.fma(mantissa(b), RECIPROCAL[j], -1);
    double fLow = (uLow * inverse) * RECIPROCAL[j];
    double f = f0 + fLow;
    double hi = Math.fma(v, LN2_HI, LOG_HI[j]);
    double lo = Math.fma(v, LN2_LO, LOG_LO[j]) + (fLow - (f - f0));
    double w = hi + f;
    return w + (Math.fma(polynomial(f), f * f, lo) + ((hi - w) + f));
  }

  static double polynomial(double f) {
    double f2 = f * f;
    double even = Math.fma(Math.fma(Math.fma(Math.fma(B8, f2, B6), f2, B4), f2, B2), f2, B0);
    double odd = Math.fma(Math.fma(Math.fma(Math.fma(B9, f2, B7), f2, B5), f2, B3), f2, B1);
    return Math.fma(odd, f, even);
  }

  /** k + 5119 for a normal number. */
  static double biasedExponent(long bits) {
    return Double.longBitsToDouble(((bits >>> 12) & SHIFTED_EXPONENT) | V_BASE);
  }

  static double mantissa(long bits) {
    return Double.longBitsToDouble((bits & MANTISSA) | ONE);
  }

  static boolean isNormalPositive(double x) {
    return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE;
  }

  static boolean isSubnormalPositive(double x) {
    return x > 0 && x < Double.MIN_NORMAL;
  }

  private static double logSpecial(double x) {
    return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  static float log(float x) {
    return ScalarFloat.log(x);
  }

  static float log2(float x) {
    return (float) log2((double) x);
  }

  static float log10(float x) {
    return (float) log10((double) x);
  }

  static float log1p(float x) {
    return (float) log1p((double) x);
  }
}
