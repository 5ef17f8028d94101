package dev.hadamard.kernel;

/** Logistic functions (interim: StrictMath). */
final class ScalarLogistic {
  private ScalarLogistic() {}

  static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
  }

  static float sigmoid(float x) {
    return (float) sigmoid((double) x);
  }

  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  static float softplus(float x) {
    return (float) softplus((double) x);
  }

  static double silu(double x) {
    return x * sigmoid(x);
  }

  static float silu(float x) {
    return (float) silu((double) x);
  }
}
