package dev.hadamard.kernel;

/** The scalar twin: the definition, one system after the other. */
final class ScalarBatch implements BatchKernels {
  @Override
  public void gemm(
      int batch, int from, int count, int m, int n, int k, double[] a, double[] b, double[] c) {
    for (int s = from; s < from + count; s++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[(i * k + p) * batch + s], b[(p * n + j) * batch + s], sum);
          }
          c[(i * n + j) * batch + s] = sum;
        }
      }
    }
  }

  @Override
  public void cholesky(int batch, int from, int count, int n, double[] a) {
    for (int s = from; s < from + count; s++) {
      for (int j = 0; j < n; j++) {
        for (int i = j; i < n; i++) {
          double x = a[(i * n + j) * batch + s];
          for (int p = 0; p < j; p++) {
            x = Math.fma(-a[(i * n + p) * batch + s], a[(j * n + p) * batch + s], x);
          }
          x = i == j ? Math.sqrt(x) : x / a[(j * n + j) * batch + s];
          a[(i * n + j) * batch + s] = x;
        }
      }
    }
  }

  @Override
  public void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(-x[xo + i], y[yo + i], z[zo + i]);
    }
  }
}
