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
  static final double INVERSE_SQRT_TWO_PI = 0x1.9884533d43651p-2;

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
    double tail = complement(Math.min(Math.abs(x), ERFC_ZERO));
    return x < 0.0 ? 2.0 - tail : tail;
  }

  static double erfcx(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    double scaled = a < 0x1p500 ? erfcxOfPositive(a) : 0x1.20dd750429b6dp-1 / a;
    if (x >= 0.0) {
      return scaled;
    }
    if (a > ERFC_ZERO) {
      return Double.POSITIVE_INFINITY;
    }
    double square = a * a;
    double low = Math.fma(a, a, -square);
    double shifted = ScalarExpLogCore.shiftedExponent(square);
    double exponential =
        ScalarExpLogCore.scale(2.0 * ScalarExpLogCore.mantissa(square, low, shifted), shifted);
    return exponential - scaled;
  }

  static double normalPdf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.min(Math.abs(x), NORMAL_ZERO);
    double square = a * a;
    double low = Math.fma(a, a, -square);
    double shifted = ScalarExpLogCore.shiftedExponent(-0.5 * square);
    double mantissa = ScalarExpLogCore.mantissa(-0.5 * square, -0.5 * low, shifted);
    return ScalarExpLogCore.scale(mantissa * INVERSE_SQRT_TWO_PI, shifted);
  }

  static double normalCdf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double tail = normalTail(Math.min(Math.abs(x), NORMAL_ZERO));
    return x > 0.0 ? 1.0 - tail : tail;
  }

  /** ln of the normal distribution function: -x^2/2 + ln(erfcx / 2) on the left. */
  static double normalLogCdf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x > -1.0) {
      return x > 0.0
          ? ScalarExpLogCore.log1pOfSmall(-normalTail(Math.min(x, NORMAL_ZERO)))
          : ScalarExpLogCore.log(normalTail(-x));
    }
    double a = -x;
    double square = a * a;
    if (square > 0x1p1000) {
      return -0.5 * square;
    }
    double low = Math.fma(a, a, -square);
    double ratio = 0.5 * polynomialRatio(a, NORMAL_CENTRE, NORMAL_SLOPE);
    return Math.fma(-0.5, square, Math.fma(-0.5, low, ScalarExpLogCore.log(ratio)));
  }

  static double erfcxOfPositive(double a) {
    return polynomialRatio(a, ERFCX_CENTRE, ERFCX_SLOPE);
  }

  private static double polynomialRatio(double a, double centre, double slope) {
    double p = ScalarPolynomials.erfcx((a - centre) / (a + centre));
    return p / Math.fma(slope, a, 1.0);
  }

  /** erfc(a) for 0 &lt;= a &lt;= 28. */
  private static double complement(double a) {
    double square = a * a;
    double low = Math.fma(a, a, -square);
    double shifted = ScalarExpLogCore.shiftedExponent(-square);
    double mantissa = ScalarExpLogCore.mantissa(-square, -low, shifted);
    return ScalarExpLogCore.scale(
        mantissa * polynomialRatio(a, ERFCX_CENTRE, ERFCX_SLOPE), shifted);
  }

  /** The normal distribution function at -a for 0 &lt;= a &lt;= 39. */
  private static double normalTail(double a) {
    double square = a * a;
    double low = Math.fma(a, a, -square);
    double shifted = ScalarExpLogCore.shiftedExponent(-0.5 * square);
    double mantissa = ScalarExpLogCore.mantissa(-0.5 * square, -0.5 * low, shifted);
    return ScalarExpLogCore.scale(
        0.5 * mantissa * polynomialRatio(a, NORMAL_CENTRE, NORMAL_SLOPE), shifted);
  }
}
