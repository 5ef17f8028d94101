package dev.hadamard.kernel;

/** Elementwise steps of many small factorisations at once, in single precision. */
interface FloatBatchKernels {
  /**
   * C = A B for the systems from {@code from} on, whose entries are read many times: each entry one
   * chain of fused multiply-adds from 0 in increasing k.
   */
  void gemm(int batch, int from, int count, int m, int n, int k, float[] a, float[] b, float[] c);

  /** z = fma(x, y, z). */
  void multiplyAdd(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n);

  /**
   * Four steps for two outputs: z = fma(x_q, y_q, z) for q = 0..3, from 0 if fresh, with x_q at
   * {@code xo + q xs} and y_q at {@code yo + q ys}; the second output with y and z one distance
   * further.
   */
  void multiplyAddFour(
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys,
      float[] z,
      int zo,
      int distance,
      boolean fresh,
      int n);

  /** z = fma(-x, y, z). */
  void multiplySubtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n);

  /** x = sqrt(x). */
  void squareRoot(float[] x, int xo, int n);
}
