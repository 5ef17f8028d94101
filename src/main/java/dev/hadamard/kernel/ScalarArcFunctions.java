package dev.hadamard.kernel;

/**
 * The inverse trigonometric functions in scalars: one polynomial for the arc tangent of [0, 1], one
 * for the arc sine of [0, 1/2]; the rest by complements, where pi is a sum of two doubles.
 */
final class ScalarArcFunctions {
  static final double HALF_PI = 0x1.921fb54442d18p0;
  static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
  static final double PI = 0x1.921fb54442d18p1;
  static final double PI_LOW = 0x1.1a62633145c07p-53;

  /** Quotients of arguments between the two neither overflow nor underflow. */
  static final double ATAN2_SMALLEST = 0x1p-500;

  static final double ATAN2_LARGEST = 0x1p500;

  private static final double NEGLIGIBLE_RATIO = 0x1p-70;

  private ScalarArcFunctions() {}

  static double asin(double x) {
    double a = Math.abs(x);
    if (a <= 0.5) {
      double z = a * a;
      return Math.copySign(Math.fma(a * z, ScalarPolynomials.asin(z), a), x);
    }
    if (!(a <= 1.0)) {
      return Double.NaN;
    }
    double z = Math.fma(a, -0.5, 0.5);
    double u = 2.0 * Math.sqrt(z);
    double correction = u * z * ScalarPolynomials.asin(z);
    double h = HALF_PI - u;
    double low = (HALF_PI - h) - u;
    return Math.copySign(h + (low + (HALF_PI_LOW - correction)), x);
  }

  static double acos(double x) {
    double a = Math.abs(x);
    if (!(a <= 1.0)) {
      return Double.NaN;
    }
    boolean outer = a > 0.5;
    double z = outer ? Math.fma(a, -0.5, 0.5) : a * a;
    double u = outer ? 2.0 * Math.sqrt(z) : x;
    double correction = u * z * ScalarPolynomials.asin(z);
    double base = outer ? (x < 0.0 ? PI : 0.0) : HALF_PI;
    double baseLow = outer ? (x < 0.0 ? PI_LOW : 0.0) : HALF_PI_LOW;
    double h = base - u;
    double low = (base - h) - u;
    return Math.abs(h + (low + (baseLow - correction)));
  }

  static double atan(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (a <= 1.0) {
      double z = a * a;
      return Math.copySign(Math.fma(-(a * z), ScalarPolynomials.atan(z), a), x);
    }
    double u = 1.0 / a;
    double z = u * u;
    double correction = u * z * ScalarPolynomials.atan(z);
    double h = HALF_PI - u;
    double low = (HALF_PI - h) - u;
    return Math.copySign(h + (low + (HALF_PI_LOW + correction)), x);
  }

  static double atan2(double y, double x) {
    double ay = Math.abs(y);
    double ax = Math.abs(x);
    if (ay >= ATAN2_SMALLEST
        && ay <= ATAN2_LARGEST
        && ax >= ATAN2_SMALLEST
        && ax <= ATAN2_LARGEST) {
      return ofRatio(ay, ax, y, x);
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    boolean left = Double.doubleToRawLongBits(x) < 0;
    if (ay == 0.0 || (ax == Double.POSITIVE_INFINITY && ay != ax)) {
      return Math.copySign(left ? PI : 0.0, y);
    }
    if (ax == 0.0 || (ay == Double.POSITIVE_INFINITY && ay != ax)) {
      return Math.copySign(HALF_PI, y);
    }
    if (ax == Double.POSITIVE_INFINITY) {
      return ofRatio(1.0, 1.0, y, x);
    }
    double largest = Math.max(ax, ay);
    double scale = largest > 1.0 ? 0x1p-600 : 0x1p600;
    double ratio = ax > ay ? ay / ax : ax / ay;
    if (ratio < NEGLIGIBLE_RATIO) {
      if (ay > ax) {
        return Math.copySign(HALF_PI, y);
      }
      return Math.copySign(left ? PI : ratio, y);
    }
    return ofRatio(ay * scale, ax * scale, y, x);
  }

  /** The angle from the magnitudes of y and x, which may be scaled, and their signs. */
  private static double ofRatio(double ay, double ax, double y, double x) {
    boolean steep = ay > ax;
    boolean left = x < 0.0;
    double u = steep ? ax / ay : ay / ax;
    if (steep != left) {
      u = -u;
    }
    double z = u * u;
    double correction = u * z * ScalarPolynomials.atan(z);
    double base = steep ? HALF_PI : left ? PI : 0.0;
    double baseLow = steep ? HALF_PI_LOW : left ? PI_LOW : 0.0;
    double h = base + u;
    double low = (base - h) + u;
    return Math.copySign(h + (low + (baseLow - correction)), y);
  }
}
