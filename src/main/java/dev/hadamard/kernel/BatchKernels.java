package dev.hadamard.kernel;

/** Elementwise steps of many small factorisations at once. */
interface BatchKernels {
  /**
   * C = A B for the systems from {@code from} on, whose entries are read many times: each entry one
   * chain of fused multiply-adds from 0 in increasing k.
   */
  void gemm(
      int batch, int from, int count, int m, int n, int k, double[] a, double[] b, double[] c);

  /** z = fma(x, y, z). */
  void multiplyAdd(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /**
   * Four steps for two outputs: z = fma(x_q, y_q, z) for q = 0..3, from 0 if fresh, with x_q at
   * {@code xo + q xs} and y_q at {@code yo + q ys}; the second output with y and z one distance
   * further.
   */
  void multiplyAddFour(
      double[] x,
      int xo,
      int xs,
      double[] y,
      int yo,
      int ys,
      double[] z,
      int zo,
      int distance,
      boolean fresh,
      int n);

  /** z = fma(-x, y, z). */
  void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** x = sqrt(x). */
  void squareRoot(double[] x, int xo, int n);
}
