package dev.hadamard.kernel;

/** The scalar twin: the definition of the elementwise steps. */
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
  public void multiplyAdd(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  @Override
  public void multiplyAddFour(
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
      int n) {
    for (int i = 0; i < n; i++) {
      double first = fresh ? 0 : z[zo + i];
      double second = fresh ? 0 : z[zo + distance + i];
      for (int q = 0; q < 4; q++) {
        double a = x[xo + q * xs + i];
        first = Math.fma(a, y[yo + q * ys + i], first);
        second = Math.fma(a, y[yo + q * ys + distance + i], second);
      }
      z[zo + i] = first;
      z[zo + distance + i] = second;
    }
  }

  @Override
  public void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(-x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  @Override
  public void squareRoot(double[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      x[xo + i] = Math.sqrt(x[xo + i]);
    }
  }
}
