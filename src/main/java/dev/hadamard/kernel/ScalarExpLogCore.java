package dev.hadamard.kernel;

/**
 * The exponential and the logarithm as the special functions need them, in scalars. {@link
 * VectorExpLogCore} does the same operations.
 */
final class ScalarExpLogCore {
  /** Adding it rounds to an integer, which then stands in the low bits of the sum. */
  static final double ROUNDER = 0x1.8p52;

  static final double LOG2_E = 0x1.71547652b82fep0;
  // ln 2 to 53 bits and the rest: r - k LN2_HIGH is exact under FMA for |r| < 745.
  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  // ln 2 to 38 bits and the rest: k LN2_SHORT is exact for |k| < 2^15.
  static final double LN2_SHORT = 0x1.62e42fefap-1;
  static final double LN2_REST = 0x1.cf79abc9e3b3ap-40;

  /** The bits of sqrt(1/2): mantissas are taken from [sqrt(1/2), sqrt(2)). */
  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  private static final double SMALLEST_NORMAL = 0x1p-1022;

  private ScalarExpLogCore() {}

  /** The multiple of ln 2 nearest to y, as an integer plus {@link #ROUNDER}. */
  static double shiftedExponent(double y) {
    return Math.fma(y, LOG2_E, ROUNDER);
  }

  /**
   * The mantissa e^(y + low) / 2^k less one, in about [-0.3, 0.42], for |y| &lt; 745 and |low|
   * below an ulp of y.
   */
  static double mantissaMinusOne(double y, double low, double shiftedExponent) {
    double k = shiftedExponent - ROUNDER;
    double r = Math.fma(k, -LN2_HIGH, y) + Math.fma(k, -LN2_LOW, low);
    return Math.fma(r * r, ScalarPolynomials.exp(r), r);
  }

  /** value 2^k, rounded once also where the result is subnormal. */
  static double scale(double value, double shiftedExponent) {
    int k = (int) (shiftedExponent - ROUNDER);
    int half = k >> 1;
    return value * powerOfTwo(half) * powerOfTwo(k - half);
  }

  /** The natural logarithm of a positive finite number. */
  static double log(double x) {
    return x < SMALLEST_NORMAL ? log(x * 0x1p54, -54, 0.0) : log(x, 0, 0.0);
  }

  /**
   * ln(1 + x) for -1/2 &lt;= x &lt;= 0: the logarithm of the rounded sum and what rounding lost.
   */
  static double log1pOfSmall(double x) {
    double sum = 1.0 + x;
    return sum == 1.0 ? 0.0 + x : log(sum) + (x - (sum - 1.0)) / sum;
  }

  /**
   * base + ln(x) of a positive normal number, rounded once where a multiple of ln 2 cancels base.
   */
  static double logPlus(double x, double base) {
    return log(x, 0, base);
  }

  private static double log(double x, int exponent, double base) {
    long bits = Double.doubleToRawLongBits(x);
    long e = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (e << 52)) - 1.0;
    double k = e + exponent;
    double s = f / (2.0 + f);
    double z = s * s;
    double correction = s * Math.fma(z, ScalarPolynomials.log(z), f);
    correction = Math.fma(k, -LN2_REST, correction);
    return Math.fma(k, LN2_SHORT, base) + (f - correction);
  }

  private static double powerOfTwo(int k) {
    return Double.longBitsToDouble((long) (k + 1023) << 52);
  }
}
