package dev.hadamard.kernel;

/** Hyperbolic functions (interim: StrictMath). */
final class ScalarHyperbolic {
  private ScalarHyperbolic() {}

  static double sinh(double x) {
    return StrictMath.sinh(x);
  }

  static float sinh(float x) {
    return (float) sinh((double) x);
  }

  static double cosh(double x) {
    return StrictMath.cosh(x);
  }

  static float cosh(float x) {
    return (float) cosh((double) x);
  }

  static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  static float tanh(float x) {
    return (float) tanh((double) x);
  }

  static double asinh(double x) {
    return Math.copySign(StrictMath.log1p(Math.abs(x) + x * x / (1 + StrictMath.hypot(1, x))), x);
  }

  static float asinh(float x) {
    return (float) asinh((double) x);
  }

  static double acosh(double x) {
    return StrictMath.log1p((x - 1) + Math.sqrt((x - 1) * (x + 1)));
  }

  static float acosh(float x) {
    return (float) acosh((double) x);
  }

  static double atanh(double x) {
    return Math.copySign(0.5 * StrictMath.log1p(2 * Math.abs(x) / (1 - Math.abs(x))), x);
  }

  static float atanh(float x) {
    return (float) atanh((double) x);
  }
}
