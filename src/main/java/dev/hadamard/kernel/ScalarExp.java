package dev.hadamard.kernel;

/** Exponentials (interim: StrictMath). */
final class ScalarExp {
  private ScalarExp() {}

  static double exp(double x) {
    return StrictMath.exp(x);
  }

  static float exp(float x) {
    return (float) exp((double) x);
  }

  static double exp2(double x) {
    return StrictMath.pow(2, x);
  }

  static float exp2(float x) {
    return (float) exp2((double) x);
  }

  static double expm1(double x) {
    return StrictMath.expm1(x);
  }

  static float expm1(float x) {
    return (float) expm1((double) x);
  }
}
