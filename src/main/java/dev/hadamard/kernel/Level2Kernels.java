package dev.hadamard.kernel;

/** Level-2 kernels of doubles that no level-1 kernel does well. */
interface Level2Kernels {
  /** y = fma(s3, a3, fma(s2, a2, fma(s1, a1, fma(s0, a0, y)))) with the four rows of A at ao. */
  void addRows(
      double s0,
      double s1,
      double s2,
      double s3,
      double[] a,
      int ao,
      int lda,
      double[] y,
      int yo,
      int n);

  /**
   * y_r = the dot product of row r of A and x, r = 0..3, each in the order of {@link VirtualLanes};
   * n is at most a block.
   */
  void dotFour(double[] a, int ao, int lda, double[] x, int xo, int n, double[] y, int yo);

  /**
   * {@link #addRows} of the four rows at ao and {@link #dotFour} of the four rows at next, which do
   * not depend on each other: while the ones come from the cache, the others come from memory.
   */
  default void addRowsDotFour(
      double s0,
      double s1,
      double s2,
      double s3,
      double[] a,
      int ao,
      int next,
      int lda,
      double[] x,
      int xo,
      double[] y,
      int yo,
      int n,
      double[] dots) {
    addRows(s0, s1, s2, s3, a, ao, lda, y, yo, n);
    dotFour(a, next, lda, x, xo, n, dots, 0);
  }

  /** B = transpose of A, which is m by n; the arrays do not overlap. */
  void transpose(int m, int n, double[] a, int ao, int lda, double[] b, int bo, int ldb);

  /** Rotates two rows: (x, y) = (c x + s y, c y - s x), the first product rounded, then fused. */
  void rotate(double c, double s, double[] x, int xo, double[] y, int yo, int n);
}
