package dev.hadamard.kernel;

/**
 * Sine and cosine in scalars: one reduction to r in [-pi/4, pi/4] and a quadrant, two polynomials.
 *
 * <p>Up to {@link #REDUCTION_LIMIT} the multiple of pi/2 is subtracted in three parts with FMA, so
 * that the first two steps are exact (Cody and Waite, 1980, with Fast2Sum instead of short
 * constants); beyond, {@link PayneHanek} does it in integers. Either way r is a sum of two doubles.
 */
final class ScalarSinCos {
  static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  // pi/2 in 53, 33 and 53 bits: n times the second is exact for n < 2^20.
  static final double HALF_PI_HIGH = 0x1.921fb54442d18p0;
  static final double HALF_PI_MIDDLE = 0x1.1a626331p-54;
  static final double HALF_PI_LOW = 0x1.1701b839a252p-88;
  static final double ROUNDER = 0x1.8p52;

  /** Cody-Waite reduction up to here; the quotient stays below 2^18. */
  static final double REDUCTION_LIMIT = 0x1p18;

  private ScalarSinCos() {}

  static double sin(double x) {
    if (Math.abs(x) <= REDUCTION_LIMIT) {
      double shifted = Math.fma(x, TWO_OVER_PI, ROUNDER);
      double n = shifted - ROUNDER;
      double r = Math.fma(n, -HALF_PI_HIGH, x);
      double high = Math.fma(n, -HALF_PI_MIDDLE, r);
      double negatedLow = negatedLow(n, r, high);
      return ofQuadrant(Double.doubleToRawLongBits(shifted), high, negatedLow);
    }
    return PayneHanek.sin(x, 0);
  }

  static double cos(double x) {
    if (Math.abs(x) <= REDUCTION_LIMIT) {
      double shifted = Math.fma(x, TWO_OVER_PI, ROUNDER);
      double n = shifted - ROUNDER;
      double r = Math.fma(n, -HALF_PI_HIGH, x);
      double high = Math.fma(n, -HALF_PI_MIDDLE, r);
      double negatedLow = negatedLow(n, r, high);
      return ofQuadrant(Double.doubleToRawLongBits(shifted) + 1, high, negatedLow);
    }
    return PayneHanek.sin(x, 1);
  }

  /** What high lacks, negated, so that sin(-0.0) comes out as -0.0 without a special case. */
  static double negatedLow(double n, double r, double high) {
    return Math.fma(n, HALF_PI_LOW, Math.fma(n, HALF_PI_MIDDLE, high - r));
  }

  /** sin of quadrant pi/2 + (high - negatedLow). */
  static double ofQuadrant(long quadrant, double high, double negatedLow) {
    double square = square(high, negatedLow);
    double value = (quadrant & 1) == 0 ? sinCore(high, negatedLow, square) : cosCore(square);
    long sign = (quadrant << 62) & Long.MIN_VALUE;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ sign);
  }

  static double square(double high, double negatedLow) {
    return Math.fma(high, high, (0.0 - negatedLow - negatedLow) * high);
  }

  static double sinCore(double high, double negatedLow, double square) {
    return high - Math.fma(high * square, ScalarPolynomials.sin(square), negatedLow);
  }

  static double cosCore(double square) {
    return Math.fma(square, ScalarPolynomials.cos(square), 1.0);
  }

  static float sin(float x) {
    double argument = x;
    if (Math.abs(argument) <= FLOAT_LIMIT) {
      double shifted = Math.fma(argument, TWO_OVER_PI, ROUNDER);
      return (float) ofQuadrantFloat(shifted, Double.doubleToRawLongBits(shifted), argument);
    }
    return (float) sin(argument);
  }

  static float cos(float x) {
    double argument = x;
    if (Math.abs(argument) <= FLOAT_LIMIT) {
      double shifted = Math.fma(argument, TWO_OVER_PI, ROUNDER);
      return (float) ofQuadrantFloat(shifted, Double.doubleToRawLongBits(shifted) + 1, argument);
    }
    return (float) cos(argument);
  }

  /** For floats two parts of pi/2 in doubles are enough up to here. */
  static final double FLOAT_LIMIT = 0x1p28;

  private static double ofQuadrantFloat(double shifted, long quadrant, double x) {
    double n = shifted - ROUNDER;
    double r = Math.fma(n, -HALF_PI_MIDDLE, Math.fma(n, -HALF_PI_HIGH, x));
    double square = r * r;
    double value =
        (quadrant & 1) == 0
            ? r * Math.fma(square, ScalarPolynomials.sinFloat(square), 1.0)
            : Math.fma(square, ScalarPolynomials.cosFloat(square), 1.0);
    long sign = (quadrant << 62) & Long.MIN_VALUE;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ sign);
  }
}
