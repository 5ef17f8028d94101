package dev.hadamard.kernel;

/** The scalar twin: the definition of the level-2 kernels of floats. */
final class ScalarFloatLevel2 implements FloatLevel2Kernels {
  @Override
  public void addRows(
      float s0,
      float s1,
      float s2,
      float s3,
      float[] a,
      int ao,
      int lda,
      float[] y,
      int yo,
      int n) {
    for (int j = 0; j < n; j++) {
      int p = ao + j;
      float sum = Math.fma(s1, a[p + lda], Math.fma(s0, a[p], y[yo + j]));
      y[yo + j] = Math.fma(s3, a[p + 3 * lda], Math.fma(s2, a[p + 2 * lda], sum));
    }
  }

  @Override
  public void transpose(int m, int n, float[] a, int ao, int lda, float[] b, int bo, int ldb) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        b[bo + j * ldb + i] = a[ao + i * lda + j];
      }
    }
  }

  @Override
  public void rotate(float c, float s, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float p = x[xo + i];
      float q = y[yo + i];
      x[xo + i] = Math.fma(c, p, s * q);
      y[yo + i] = Math.fma(c, q, -(s * p));
    }
  }
}
