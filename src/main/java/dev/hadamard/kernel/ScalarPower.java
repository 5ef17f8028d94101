package dev.hadamard.kernel;

import static dev.hadamard.kernel.LogConstants.*;

/** Scalar twins of powers and roots. */
final class ScalarPower {
  /** m^(-1/3) on [1, 2]; relative error 2^-17.4. */
  static final double R0 = 0x1.c7f36a871e97bp+0;

  static final double R1 = -0x1.90e74fc3e3e28p+0;
  static final double R2 = 0x1.3e68c83a47307p+0;
  static final double R3 = -0x1.321c6bf92aa58p-1;
  static final double R4 = 0x1.3fa27299e5928p-3;
  static final double R5 = -0x1.16d6f1320f935p-6;

  static final double CBRT_2 = 0x1.428a2f98d728bp+0;
  static final double CBRT_HALF = 0x1.965fea53d6e3dp-1;
  static final double TWO_NINTHS = 2.0 / 9;

  /** Up to this exponent the result of pow is a normal number. */
  static final double FAST_POW = 700;

  /** Between these the squares of the longer side are normal with room to spare. */
  static final double HYPOT_LOW = 0x1p-450;

  static final double HYPOT_HIGH = 0x1p510;

  private ScalarPower() {}

  static double sqrt(double x) {
    return Math.sqrt(x);
  }

  static double cbrt(double x) {
    double a = Math.abs(x);
    if (!ScalarLog.isNormalPositive(a)) {
      if (!ScalarLog.isSubnormalPositive(a)) {
        return x;
      }
      return Math.copySign(cbrtNormal(a * 0x1p54) * 0x1p-18, x);
    }
    return Math.copySign(cbrtNormal(a), x);
  }

  private static double cbrtNormal(double a) {
    // a = 8^q w, w in [1/2, 4); y near w^(-1/3) by a polynomial and a step of third order
    long b = Double.doubleToRawLongBits(a);
    double exponent = ScalarLog.biasedExponent(b) - 5119;
    double z = Math.fma(exponent, THIRD, ExpConstants.MAGIC);
    double j = Math.fma(z - ExpConstants.MAGIC, -3, exponent);
    long q = Double.doubleToRawLongBits(z) << 52;
    double w = Double.longBitsToDouble(b - (q + (q << 1)));
    double m = ScalarLog.mantissa(b);
    double m2 = m * m;
    double high = Math.fma(Math.fma(R5, m, R4), m2, Math.fma(R3, m, R2));
    double y = Math.fma(high, m2, Math.fma(R1, m, R0));
    y *= j > 0 ? CBRT_HALF : j < 0 ? CBRT_2 : 1;
    double h = Math.fma(-(w * y), y * y, 1);
    y = Math.fma(y * h, Math.fma(h, TWO_NINTHS, THIRD), y);
    // the root w y^2, corrected once with an exact residual
    double y2 = y * y;
    double root = w * y2;
    double square = root * root;
    double squareLow = Math.fma(root, root, -square);
    double residual = Math.fma(-squareLow, root, Math.fma(-square, root, w));
    double result = Math.fma(residual * y2, THIRD, root);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(result) + q);
  }

  static double pow(double x, double y) {
    if (ScalarLog.isNormalPositive(x)) {
      return powPositive(x, 0, y);
    }
    if (y == 0) {
      return 1;
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    double a = Math.abs(x);
    boolean negative = Double.doubleToRawLongBits(x) < 0;
    double sign = negative && isOdd(y) ? -1 : 1;
    if (a == 0 || a == Double.POSITIVE_INFINITY) {
      return (a == 0) == (y > 0) ? sign * 0 : sign * Double.POSITIVE_INFINITY;
    }
    if (negative && Math.rint(y) != y) {
      return Double.NaN;
    }
    double power = a < Double.MIN_NORMAL ? powPositive(a * 0x1p54, -54, y) : powPositive(a, 0, y);
    return sign * power;
  }

  private static boolean isOdd(double y) {
    return Math.abs(y) < 0x1p53 && (long) y == y && ((long) y & 1) != 0;
  }

  /** (x 2^shift)^y for a normal x: the logarithm in two parts, accurate to about 2^-67. */
  private static double powPositive(double x, double shift, double y) {
    long b = Double.doubleToRawLongBits(x);
    int j = (int) (b >>> 48) & 15;
    double v = ScalarLog.biasedExponent(b) + shift;
    double f = Math.fma(ScalarLog.mantissa(b), RECIPROCAL[j], -1);
    double hi = Math.fma(v, LN2_HI, LOG_HI[j]);
    double lo = Math.fma(v, LN2_LO, LOG_LO[j]);
    // f^2 = square, f^3 = cube, log(1 + f) = f - f^2/2 + f^3 third
    double square = f * f;
    double squareLow = Math.fma(f, f, -square);
    double c = f * powPolynomial(f);
    double third = THIRD + c;
    double thirdLow = (c - (third - THIRD)) + THIRD_LOW;
    double cube = f * square;
    double cubeLow = Math.fma(f, squareLow, Math.fma(f, square, -cube));
    double p = cube * third;
    double pLow = Math.fma(cube, third, -p) + Math.fma(cube, thirdLow, cubeLow * third);
    double half = -0.5 * square;
    double w1 = hi + f;
    double w2 = w1 + half;
    double w3 = w2 + p;
    double rest1 = ((hi - w1) + f) + lo;
    double rest2 = ((w1 - w2) + half) + Math.fma(-0.5, squareLow, pLow);
    double rest = (rest1 + rest2) + ((w2 - w3) + p);
    double log = w3 + rest;
    double logLow = rest - (log - w3);
    double t = y * log;
    double tLow = Math.fma(y, logLow, Math.fma(y, log, -t));
    if (Math.abs(t) > 750) {
      return t > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    // NaN for a NaN exponent, and for 1 to the power of an infinity
    return Double.isNaN(t) ? t : ScalarExp.expScaled(t, tLow, 0);
  }

  private static double powPolynomial(double f) {
    double f2 = f * f;
    double even = Math.fma(Math.fma(Math.fma(Math.fma(P8, f2, P6), f2, P4), f2, P2), f2, P0);
    double odd = Math.fma(Math.fma(Math.fma(P7, f2, P5), f2, P3), f2, P1);
    return Math.fma(odd, f, even);
  }

  static double hypot(double x, double y) {
    double a = Math.max(Math.abs(x), Math.abs(y));
    double b = Math.min(Math.abs(x), Math.abs(y));
    if (a >= HYPOT_LOW && a <= HYPOT_HIGH) {
      return hypotOrdered(a, b);
    }
    if (Math.abs(x) == Double.POSITIVE_INFINITY || Math.abs(y) == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    if (Double.isNaN(a) || a == 0) {
      return a;
    }
    return a > 1
        ? hypotOrdered(a * 0x1p-600, b * 0x1p-600) * 0x1p600
        : hypotOrdered(a * 0x1p700, b * 0x1p700) * 0x1p-700;
  }

  /** The fused, corrected root of Borges (2019), "An improved algorithm for hypot(a, b)". */
  private static double hypotOrdered(double a, double b) {
    double h = Math.sqrt(Math.fma(a, a, b * b));
    double h2 = h * h;
    double a2 = a * a;
    double correction = (Math.fma(-b, b, h2 - a2) + Math.fma(h, h, -h2)) - Math.fma(a, a, -a2);
    return h - correction / (2 * h);
  }

  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  static float cbrt(float x) {
    return (float) cbrt((double) x);
  }

  static float pow(float x, float y) {
    return (float) pow((double) x, (double) y);
  }

  /** The squares are exact in double precision. */
  static float hypot(float x, float y) {
    float a = Math.abs(x);
    float b = Math.abs(y);
    if (a == Float.POSITIVE_INFINITY || b == Float.POSITIVE_INFINITY) {
      return Float.POSITIVE_INFINITY;
    }
    return (float) Math.sqrt(Math.fma((double) a, (double) a, (double) b * (double) b));
  }
}
