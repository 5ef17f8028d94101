package dev.hadamard.kernel;

/** Powers and roots (interim: StrictMath). */
final class ScalarPower {
  private ScalarPower() {}

  static double sqrt(double x) {
    return Math.sqrt(x);
  }

  static float sqrt(float x) {
    return (float) sqrt((double) x);
  }

  static double cbrt(double x) {
    return StrictMath.cbrt(x);
  }

  static float cbrt(float x) {
    return (float) cbrt((double) x);
  }

  static double pow(double x, double y) {
    return StrictMath.pow(x, y);
  }

  static float pow(float x, float y) {
    return (float) pow((double) x, (double) y);
  }

  static double hypot(double x, double y) {
    return StrictMath.hypot(x, y);
  }

  static float hypot(float x, float y) {
    return (float) hypot((double) x, (double) y);
  }
}
