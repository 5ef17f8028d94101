package dev.hadamard.kernel;

/**
 * The tangent in scalars: a polynomial on [-pi/4, pi/4], minus its reciprocal in odd quadrants. The
 * reduction is that of {@link ScalarSinCos}.
 */
final class ScalarTangent {
  private ScalarTangent() {}

  static double tan(double x) {
    if (Math.abs(x) <= ScalarSinCos.REDUCTION_LIMIT) {
      double shifted = Math.fma(x, ScalarSinCos.TWO_OVER_PI, ScalarSinCos.ROUNDER);
      double n = shifted - ScalarSinCos.ROUNDER;
      double r = Math.fma(n, -ScalarSinCos.HALF_PI_HIGH, x);
      double high = Math.fma(n, -ScalarSinCos.HALF_PI_MIDDLE, r);
      double negatedLow = ScalarSinCos.negatedLow(n, r, high);
      return ofQuadrant(Double.doubleToRawLongBits(shifted), high, negatedLow);
    }
    return PayneHanek.tan(x);
  }

  /** tan of quadrant pi/2 + (high - negatedLow). */
  static double ofQuadrant(long quadrant, double high, double negatedLow) {
    double square = ScalarSinCos.square(high, negatedLow);
    double correction = Math.fma(high * square, ScalarPolynomials.tan(square), negatedLow);
    double tangent = high - correction;
    if ((quadrant & 1) == 0) {
      return tangent;
    }
    // -1 / (tangent + rest) with one Newton step for what rounding and the division lost
    double rest = (high - tangent) - correction;
    double reciprocal = -1.0 / tangent;
    double residual = Math.fma(reciprocal, tangent, 1.0) + reciprocal * rest;
    return Math.fma(reciprocal, residual, reciprocal);
  }
}
