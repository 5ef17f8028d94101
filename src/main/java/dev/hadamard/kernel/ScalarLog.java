package dev.hadamard.kernel;

/** Logarithms (interim: StrictMath). */
final class ScalarLog {
  private ScalarLog() {}

  static double log(double x) {
    return StrictMath.log(x);
  }

  static float log(float x) {
    return (float) log((double) x);
  }

  static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }

  static float log2(float x) {
    return (float) log2((double) x);
  }

  static double log10(double x) {
    return StrictMath.log10(x);
  }

  static float log10(float x) {
    return (float) log10((double) x);
  }

  static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  static float log1p(float x) {
    return (float) log1p((double) x);
  }
}
