package dev.hadamard.kernel;

/**
 * Many small systems at once, those from {@code from} on of a batch; entry e of system s stands at
 * {@code e * batch + s}.
 */
interface BatchKernels {
  /** C = A B: each entry one chain of fused multiply-adds from 0 in increasing k. */
  void gemm(
      int batch, int from, int count, int m, int n, int k, double[] a, double[] b, double[] c);

  /**
   * The Cholesky factor in place of the lower triangle, row by row: each entry of A less the
   * products in increasing column, fused, then the root or the division by it.
   */
  void cholesky(int batch, int from, int count, int n, double[] a);

  /** z = fma(-x, y, z). */
  void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);
}
