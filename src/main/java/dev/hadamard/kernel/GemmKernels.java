package dev.hadamard.kernel;

/** Products of row-major matrices of doubles; shapes are checked by {@link Blas3}. */
interface GemmKernels {
  /**
   * C += (alpha op(A)) op(B), where op transposes if asked: every entry is one chain c = fma(alpha
   * a, b, c) in increasing k, from 0 if {@code zero} (C is not read), else from the entry.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A)
   */
  void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc);
}
