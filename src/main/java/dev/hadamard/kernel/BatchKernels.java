package dev.hadamard.kernel;

/** Elementwise steps of many small factorisations at once. */
interface BatchKernels {
  /** z = fma(x, y, z). */
  void multiplyAdd(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = fma(-x, y, z). */
  void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** x = sqrt(x). */
  void squareRoot(double[] x, int xo, int n);
}
