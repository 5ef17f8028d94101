package dev.hadamard.kernel;

/** Level-2 kernels of floats that no level-1 kernel does well. */
interface FloatLevel2Kernels {
  /** y = fma(s3, a3, fma(s2, a2, fma(s1, a1, fma(s0, a0, y)))) with the four rows of A at ao. */
  void addRows(
      float s0, float s1, float s2, float s3, float[] a, int ao, int lda, float[] y, int yo, int n);

  /** B = transpose of A, which is m by n; the arrays do not overlap. */
  void transpose(int m, int n, float[] a, int ao, int lda, float[] b, int bo, int ldb);

  /** Rotates two rows: (x, y) = (c x + s y, c y - s x), the first product rounded, then fused. */
  void rotate(float c, float s, float[] x, int xo, float[] y, int yo, int n);
}
