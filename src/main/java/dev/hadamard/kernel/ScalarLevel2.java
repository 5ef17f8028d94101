package dev.hadamard.kernel;

/** The scalar twin: the definition of the level-2 kernels of doubles. */
final class ScalarLevel2 implements Level2Kernels {
  private static final ScalarLevel1 LEVEL1 = new ScalarLevel1();

  @Override
  public void addRows(
      double s0,
      double s1,
      double s2,
      double s3,
      double[] a,
      int ao,
      int lda,
      double[] y,
      int yo,
      int n) {
    for (int j = 0; j < n; j++) {
      int p = ao + j;
      double sum = Math.fma(s1, a[p + lda], Math.fma(s0, a[p], y[yo + j]));
      y[yo + j] = Math.fma(s3, a[p + 3 * lda], Math.fma(s2, a[p + 2 * lda], sum));
    }
  }

  @Override
  public void dotFour(double[] a, int ao, int lda, double[] x, int xo, int n, double[] y, int yo) {
    for (int r = 0; r < 4; r++) {
      y[yo + r] = LEVEL1.dotBlock(a, ao + r * lda, x, xo, n);
    }
  }

  @Override
  public void transpose(int m, int n, double[] a, int ao, int lda, double[] b, int bo, int ldb) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        b[bo + j * ldb + i] = a[ao + i * lda + j];
      }
    }
  }

  @Override
  public void rotate(double c, double s, double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      double p = x[xo + i];
      double q = y[yo + i];
      x[xo + i] = Math.fma(c, p, s * q);
      y[yo + i] = Math.fma(c, q, -(s * p));
    }
  }
}
