package dev.hadamard.kernel;

/** Scalar twins of the kernels that work in single precision throughout. */
final class ScalarFloat {
  static final float MAGIC = 0x1.8p23f;
  static final float INV_LN2 = 0x1.715476p+0f;
  static final float LN2_HI = 0x1.62e4p-1f;
  static final float LN2_LO = 0x1.7f7d1cp-20f;

  /** Up to here e^x and e^-x are normal numbers. */
  static final float FAST_EXP = 87;

  /** Up to here the rests of results near e^-|x| are normal numbers too. */
  static final float FAST_LOGISTIC = 60;

  /** Beyond, the hyperbolic tangent rounds to 1. */
  static final float TANH_LIMIT = 10;

  /**
   * e^r = 1 + r + r^2 (C0 + ... + C5 r^5), |r| up to ln 2 / 2; relative error of e^r - 1: 2^-30.6.
   */
  static final float C0 = 0x1.0000000000000p-1f;

  static final float C1 = 0x1.5555520000000p-3f;
  static final float C2 = 0x1.55550a0000000p-5f;
  static final float C3 = 0x1.1114ec0000000p-7f;
  static final float C4 = 0x1.6d25560000000p-10f;
  static final float C5 = 0x1.9c62400000000p-13f;

  /**
   * log(1 + f) = f - f^2/2 + f^3 (A0 + ... + A8 f^8), 1 + f from 1/sqrt 2 to sqrt 2; error 2^-30.1.
   */
  static final float A0 = 0x1.5555460000000p-2f;

  static final float A1 = -0x1.ffffee0000000p-3f;
  static final float A2 = 0x1.99a54a0000000p-3f;
  static final float A3 = -0x1.5562f60000000p-3f;
  static final float A4 = 0x1.2332560000000p-3f;
  static final float A5 = -0x1.fb3fd40000000p-4f;
  static final float A6 = 0x1.e654060000000p-4f;
  static final float A7 = -0x1.e300420000000p-4f;
  static final float A8 = 0x1.1b56420000000p-4f;

  /** The bits of 1/sqrt 2. */
  static final int SQRT_HALF = 0x3f3504f3;

  static final int EXPONENT = 0xff800000;
  static final int ONE = 0x3f800000;

  private ScalarFloat() {}

  static float exp(float x) {
    if (!(Math.abs(x) <= FAST_EXP)) {
      return (float) ScalarExp.exp((double) x);
    }
    float z = Math.fma(x, INV_LN2, MAGIC);
    float r = remainder(x, z);
    float s = 1 + r;
    float y = Math.fma(polynomial(r), r * r, r - (s - 1)) + s;
    return Float.intBitsToFloat((Float.floatToRawIntBits(z) << 23) + Float.floatToRawIntBits(y));
  }

  static float tanh(float x) {
    // E = e^(2a) - 1 in two parts; tanh a = E / (E + 2), the quotient corrected once
    float a = Math.abs(x);
    a = 2 * (a > TANH_LIMIT ? TANH_LIMIT : a);
    float z = Math.fma(a, INV_LN2, MAGIC);
    float k = z - MAGIC;
    float r0 = Math.fma(k, -LN2_HI, a);
    float r = Math.fma(k, -LN2_LO, r0);
    float rLow = Math.fma(k, -LN2_LO, r0 - r);
    float s = power2(z);
    float h = s - 1;
    float t = s * r;
    float head = h + t;
    float low = Math.fma(s, Math.fma(polynomial(r), r * r, rLow), (h - head) + t);
    float e = head + low;
    float eLow = low - (e - head);
    float d = e + 2;
    float b = d - e;
    float dLow = ((e - (d - b)) + (2 - b)) + eLow;
    float inverse = 1 / d;
    float q = e * inverse;
    float remainder = Math.fma(-q, d, e) + Math.fma(-q, dLow, eLow);
    return Math.copySign(Math.fma(remainder, inverse, q), x);
  }

  static float sigmoid(float x) {
    if (!(Math.abs(x) <= FAST_LOGISTIC)) {
      return x > 0 ? 1 : exp(x);
    }
    // with t = e^-|x| in two parts: 1 / (1 + t) or t / (1 + t), the quotient corrected once
    float a = -Math.abs(x);
    float z = Math.fma(a, INV_LN2, MAGIC);
    float k = z - MAGIC;
    float r0 = Math.fma(k, -LN2_HI, a);
    float r = Math.fma(k, -LN2_LO, r0);
    float rLow = Math.fma(k, -LN2_LO, r0 - r);
    float s = 1 + r;
    float low = Math.fma(polynomial(r), r * r, (r - (s - 1)) + rLow);
    float y = s + low;
    float scale = power2(z);
    float t = scale * y;
    float tLow = scale * (low - (y - s));
    float d = 1 + t;
    float dLow = (t - (d - 1)) + tLow;
    float numerator = x >= 0 ? 1 : t;
    float numeratorLow = x >= 0 ? 0 : tLow;
    float inverse = 1 / d;
    float q = numerator * inverse;
    float remainder = Math.fma(-q, d, numerator) + Math.fma(-q, dLow, numeratorLow);
    return Math.fma(remainder, inverse, q);
  }

  static float log(float x) {
    if (!(x >= Float.MIN_NORMAL && x <= Float.MAX_VALUE)) {
      return (float) ScalarLog.log((double) x);
    }
    int b = Float.floatToRawIntBits(x);
    int t = b - SQRT_HALF;
    float k = t >> 23;
    float f = Float.intBitsToFloat(b - (t & EXPONENT)) - 1;
    float f2 = f * f;
    float even = Math.fma(Math.fma(Math.fma(Math.fma(A8, f2, A6), f2, A4), f2, A2), f2, A0);
    float odd = Math.fma(Math.fma(Math.fma(A7, f2, A5), f2, A3), f2, A1);
    float q = Math.fma(Math.fma(odd, f, even), f, -0.5f);
    float hi = k * LN2_HI;
    float w = hi + f;
    float low = Math.fma(k, LN2_LO, (hi - w) + f);
    return Math.fma(q, f2, low) + w;
  }

  private static float remainder(float x, float z) {
    float k = z - MAGIC;
    return Math.fma(k, -LN2_LO, Math.fma(k, -LN2_HI, x));
  }

  private static float polynomial(float r) {
    float r2 = r * r;
    float high = Math.fma(Math.fma(C5, r, C4), r2, Math.fma(C3, r, C2));
    return Math.fma(high, r2, Math.fma(C1, r, C0));
  }

  private static float power2(float z) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(z) << 23) + ONE);
  }
}
