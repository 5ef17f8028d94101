package dev.hadamard.kernel;

/**
 * The scaled modified Bessel functions of orders 0 and 1, in scalars: up to 8 their power series in
 * x^2 / 4 as a polynomial with positive coefficients times e^-x, beyond a polynomial in 16 / x - 1
 * over sqrt(x).
 */
final class ScalarBessel {
  static final double SERIES_LIMIT = 8.0;

  private ScalarBessel() {}

  static double besselI0e(double x) {
    double a = Math.abs(x);
    if (a <= SERIES_LIMIT) {
      return timesExponential(ScalarPolynomials.besselI0(0.25 * a * a), a);
    }
    if (!(a <= Double.MAX_VALUE)) {
      return Double.isNaN(x) ? x : 0.0;
    }
    return ScalarPolynomials.besselI0Tail(16.0 / a - 1.0) / Math.sqrt(a);
  }

  static double besselI1e(double x) {
    double a = Math.abs(x);
    if (a <= SERIES_LIMIT) {
      double value = 0.5 * a * timesExponential(ScalarPolynomials.besselI1(0.25 * a * a), a);
      return Math.copySign(value, x);
    }
    if (!(a <= Double.MAX_VALUE)) {
      return Double.isNaN(x) ? x : Math.copySign(0.0, x);
    }
    return Math.copySign(ScalarPolynomials.besselI1Tail(16.0 / a - 1.0) / Math.sqrt(a), x);
  }

  private static double timesExponential(double value, double a) {
    double shifted = ScalarExpLogCore.shiftedExponent(-a);
    double e = ScalarExpLogCore.mantissaMinusOne(-a, 0.0, shifted);
    return ScalarExpLogCore.scale(Math.fma(value, e, value), shifted);
  }
}
