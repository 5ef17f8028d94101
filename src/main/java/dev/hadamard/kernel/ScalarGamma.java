package dev.hadamard.kernel;

/**
 * Logarithm of the gamma function and digamma, in scalars.
 *
 * <p>Near their roots 1, 2 and 1.4616... both are a polynomial times the distance to the root, so
 * they keep their relative accuracy there; elsewhere recurrences lead to these intervals, large
 * arguments use the remainder of Stirling's series as a polynomial, and negative ones the
 * reflection formulas, which keep absolute accuracy only near the roots on the negative axis.
 */
final class ScalarGamma {
  private static final double LARGE = 10.0;
  private static final double HALF_LOG_TWO_PI_LESS_ONE = 0x1.acfe390c97d69p-2;
  private static final double TINY = 0x1p-60;
  private static final double ALL_INTEGERS = 0x1p52;
  // The positive root of digamma to 106 bits.
  private static final double DIGAMMA_ROOT = 0x1.762d86356be3fp0;
  private static final double DIGAMMA_ROOT_LOW = 0x1.b86a722197829p-54;

  private ScalarGamma() {}

  static double logGamma(double x) {
    if (!(Math.abs(x) <= Double.MAX_VALUE)) {
      return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
    }
    if (x > 0.0) {
      return logGammaOfPositive(x);
    }
    double a = -x;
    if (a >= ALL_INTEGERS || a == Math.rint(a)) {
      return Double.POSITIVE_INFINITY;
    }
    if (a < TINY) {
      return -ScalarExpLogCore.log(a);
    }
    double sine = Math.abs(sinPi(a - Math.rint(a)));
    return ScalarExpLogCore.log(Math.PI / (a * sine)) - logGammaOfPositive(a);
  }

  private static double logGammaOfPositive(double x) {
    if (x < 0.7) {
      double shifted = 1.0 + x;
      double t = x < 0.5 ? x : x - 1.0;
      double value =
          x < 0.5 ? t * ScalarPolynomials.logGammaOne(t) : t * ScalarPolynomials.logGammaTwo(t);
      return shifted == 1.0 ? -ScalarExpLogCore.log(x) : value - ScalarExpLogCore.log(x);
    }
    if (x < 1.5) {
      return 0.0 + (x - 1.0) * ScalarPolynomials.logGammaOne(x - 1.0);
    }
    if (x < LARGE) {
      double product = 1.0;
      double y = x;
      while (y > 2.5) {
        y -= 1.0;
        product *= y;
      }
      double base = (y - 2.0) * ScalarPolynomials.logGammaTwo(y - 2.0);
      return product == 1.0 ? base : base + ScalarExpLogCore.log(product);
    }
    double reciprocal = 1.0 / x;
    double remainder =
        Math.fma(
            reciprocal,
            ScalarPolynomials.stirling(reciprocal * reciprocal),
            HALF_LOG_TWO_PI_LESS_ONE);
    return Math.fma(x - 0.5, ScalarExpLogCore.logPlus(x, -1.0), remainder);
  }

  static double digamma(double x) {
    if (!(Math.abs(x) <= Double.MAX_VALUE)) {
      return x == Double.POSITIVE_INFINITY ? x : Double.NaN;
    }
    if (x == 0.0) {
      return -1.0 / x;
    }
    if (x > 0.0) {
      return digammaOfPositive(x);
    }
    if (x <= -ALL_INTEGERS || x == Math.rint(x)) {
      return Double.NaN;
    }
    if (x > -TINY) {
      return -1.0 / x;
    }
    // digamma(1 - x) - pi cot(pi x), with digamma(1 - x) = digamma(-x) - 1 / x
    return (digammaOfPositive(-x) - 1.0 / x) - Math.PI * cotPi(x - Math.rint(x));
  }

  private static double digammaOfPositive(double x) {
    if (x < 1.0) {
      return x < TINY ? -1.0 / x : nearRoot(x - 1.0, (x - DIGAMMA_ROOT) + 1.0) - 1.0 / x;
    }
    if (x <= 3.0) {
      return nearRoot(x - 2.0, x - DIGAMMA_ROOT);
    }
    if (x < LARGE) {
      double sum = 0.0;
      double y = x;
      while (y > 3.0) {
        y -= 1.0;
        sum += 1.0 / y;
      }
      return sum + nearRoot(y - 2.0, y - DIGAMMA_ROOT);
    }
    double reciprocal = 1.0 / x;
    double z = reciprocal * reciprocal;
    double correction = Math.fma(z, ScalarPolynomials.digammaTail(z), 0.5 * reciprocal);
    return ScalarExpLogCore.logPlus(x, 0.0) - correction;
  }

  /** digamma(2 + t) for |t| &lt;= 1, given the distance to the rounded root. */
  private static double nearRoot(double t, double distance) {
    return (distance - DIGAMMA_ROOT_LOW) * ScalarPolynomials.digamma(t);
  }

  /** sin(pi r) for |r| &lt;= 1/2. */
  private static double sinPi(double r) {
    double a = Math.abs(r);
    return a <= 0.25 ? sineOrTangent(0, a, false) : sineOrTangent(1, 0.5 - a, false);
  }

  /** cot(pi r) for 0 &lt; |r| &lt;= 1/2. */
  private static double cotPi(double r) {
    double a = Math.abs(r);
    double value = a <= 0.25 ? -sineOrTangent(1, a, true) : sineOrTangent(0, 0.5 - a, true);
    return Math.copySign(value, r);
  }

  private static double sineOrTangent(long quadrant, double a, boolean tangent) {
    double high = Math.PI * a;
    double negatedLow = -Math.fma(Math.PI, a, -high) - ScalarArcFunctions.PI_LOW * a;
    return tangent
        ? ScalarTangent.ofQuadrant(quadrant, high, negatedLow)
        : ScalarSinCos.ofQuadrant(quadrant, high, negatedLow);
  }
}
