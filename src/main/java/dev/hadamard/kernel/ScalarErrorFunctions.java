package dev.hadamard.kernel;

/**
 * The error functions and the normal density and distribution in scalars.
 *
 * <p>Everything beyond |x| = 1 rests on one function: (1 + 2 x) e^(x^2) erfc(x) is smooth and
 * between 1 and 1.3 for all x &gt;= 0, and a polynomial of t = (x - c) / (x + c) maps the half line
 * to [-1, 1] (Shepherd and Laframboise, Math. Comp. 36, 1981). The normal distribution function is
 * the same with x / sqrt(2), where the root goes into the constants, so that the argument is never
 * rounded. The square in the exponent is carried as a sum of two doubles.
 */
final class ScalarErrorFunctions {
  static final double ERFCX_CENTRE = 3.5;
  static final double ERFCX_SLOPE = 2.0;
  // The same for arguments in units of sqrt(2).
  static final double NORMAL_CENTRE = 0x1.3cc8a99af5453p2;
  static final double NORMAL_SLOPE = 0x1.6a09e667f3bcdp0;
  // Up to these the distribution functions are 1 and 1/2 plus a multiple of erf.
  static final double ERFC_CENTRE = 0.5;
  static final double NORMAL_CDF_CENTRE = 0.625;
  static final double HALF_SQRT_HALF = 0x1.6a09e667f3bcdp-2;

  static final double INVERSE_SQRT_TWO_PI = 0x1.9884533d43651p-2;
  static final double INVERSE_SQRT_TWO_PI_LOW = -0x1.cbc0d30ebfd15p-56;
  private static final double INVERSE_SQRT_PI = 0x1.20dd750429b6dp-1;

  /** From here on erfcx(x) sqrt(pi) x is 1 in double precision. */
  static final double ASYMPTOTIC = 0x1p30;

  /** erf is 1 and erfc of the negative is 2 in double precision from here on. */
  static final double ERF_SATURATION = 6.5;

  /** Below this erfc, and below minus the other the normal distribution, are normal numbers. */
  static final double ERFC_NORMAL_LIMIT = 26.0;

  static final double NORMAL_LIMIT = 37.0;

  // Beyond these the results are zero.
  private static final double ERFC_ZERO = 28.0;
  private static final double NORMAL_ZERO = 39.0;

  private ScalarErrorFunctions() {}

  static double erf(double x) {
    double a = Math.abs(x);
    if (a <= 1.0) {
      return Math.fma(x, ScalarPolynomials.erf(x * x), x);
    }
    if (Double.isNaN(x)) {
      return x;
    }
    return Math.copySign(1.0 - complement(Math.min(a, ERF_SATURATION)), x);
  }

  static double erfc(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a <= ERFC_CENTRE) {
      return 1.0 - Math.fma(x, ScalarPolynomials.erf(x * x), x);
    }
    double tail = complement(Math.min(a, ERFC_ZERO));
    return x < 0.0 ? 2.0 - tail : tail;
  }

  static double erfcx(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    double scaled =
        a < ASYMPTOTIC ? scaledRatio(a, ERFCX_CENTRE, ERFCX_SLOPE, 0.0) : INVERSE_SQRT_PI / a;
    if (x >= 0.0) {
      return scaled;
    }
    if (a > ERFC_ZERO) {
      return Double.POSITIVE_INFINITY;
    }
    double square = a * a;
    double low = Math.fma(a, a, -square);
    double shifted = ScalarExpLogCore.shiftedExponent(square);
    double e = ScalarExpLogCore.mantissaMinusOne(square, low, shifted);
    return ScalarExpLogCore.scale(2.0 + 2.0 * e, shifted) - scaled;
  }

  static double normalPdf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.min(Math.abs(x), NORMAL_ZERO);
    double square = a * a;
    double low = -0.5 * Math.fma(a, a, -square);
    double y = -0.5 * square;
    double shifted = ScalarExpLogCore.shiftedExponent(y);
    double e = ScalarExpLogCore.mantissaMinusOne(y, low, shifted);
    double rest = Math.fma(INVERSE_SQRT_TWO_PI, e, INVERSE_SQRT_TWO_PI_LOW);
    return ScalarExpLogCore.scale(INVERSE_SQRT_TWO_PI + rest, shifted);
  }

  static double normalCdf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a <= NORMAL_CDF_CENTRE) {
      // 1/2 + x K + x K P with both roundings of the sum and the product carried, for monotony
      double scaled = x * HALF_SQRT_HALF;
      double scaledLow = Math.fma(x, HALF_SQRT_HALF, -scaled);
      double sum = 0.5 + scaled;
      double sumLow = (0.5 - sum) + scaled;
      double rest = Math.fma(scaled, ScalarPolynomials.erf(0.5 * x * x), scaledLow);
      return sum + (sumLow + rest);
    }
    double tail = normalTail(Math.min(a, NORMAL_ZERO));
    return x > 0.0 ? 1.0 - tail : tail;
  }

  /** ln of the normal distribution function: -x^2/2 + ln(erfcx / 2) on the left. */
  static double normalLogCdf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x > -1.0) {
      return x > 0.0
          ? ScalarExpLogCore.log1pOfSmall(-normalCdf(-x))
          : ScalarExpLogCore.log(normalCdf(x));
    }
    double a = -x;
    double square = a * a;
    if (a > ASYMPTOTIC) {
      return -0.5 * a * a;
    }
    double low = Math.fma(a, a, -square);
    double ratio = 0.5 * scaledRatio(a, NORMAL_CENTRE, NORMAL_SLOPE, 0.0);
    return Math.fma(-0.5, square, Math.fma(-0.5, low, ScalarExpLogCore.log(ratio)));
  }

  /**
   * (polynomial of t) / (1 + slope a) (1 + e), the part of erfc that varies slowly times a mantissa
   * of the exponential. What the sum, the denominator and the quotient lose to rounding is added
   * back, so that the result is within about one ulp.
   */
  private static double scaledRatio(double a, double centre, double slope, double e) {
    double rest = ScalarPolynomials.erfcx((a - centre) / (a + centre));
    double p = ScalarPolynomials.ERFCX_0 + rest;
    double pLow = (ScalarPolynomials.ERFCX_0 - p) + rest;
    double denominator = Math.fma(slope, a, 1.0);
    double denominatorLow = Math.fma(slope, a, 1.0 - denominator);
    double reciprocal = 1.0 / denominator;
    double ratio = p * reciprocal;
    double residual = Math.fma(-ratio, denominator, p) + Math.fma(-ratio, denominatorLow, pLow);
    double low = residual * reciprocal;
    return ratio + Math.fma(ratio, e, Math.fma(low, e, low));
  }

  /** erfc(a) for 0 &lt;= a &lt;= 28. */
  private static double complement(double a) {
    double y = -(a * a);
    double low = -Math.fma(a, a, y);
    double shifted = ScalarExpLogCore.shiftedExponent(y);
    double e = ScalarExpLogCore.mantissaMinusOne(y, low, shifted);
    return ScalarExpLogCore.scale(scaledRatio(a, ERFCX_CENTRE, ERFCX_SLOPE, e), shifted);
  }

  /** The normal distribution function at -a for 0 &lt;= a &lt;= 39. */
  private static double normalTail(double a) {
    double square = a * a;
    double low = -0.5 * Math.fma(a, a, -square);
    double y = -0.5 * square;
    double shifted = ScalarExpLogCore.shiftedExponent(y);
    double e = ScalarExpLogCore.mantissaMinusOne(y, low, shifted);
    return ScalarExpLogCore.scale(0.5 * scaledRatio(a, NORMAL_CENTRE, NORMAL_SLOPE, e), shifted);
  }
}
