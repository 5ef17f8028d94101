package dev.hadamard.kernel;

/**
 * The scalar twin of single precision. The root of a float, rounded from double, is the nearest.
 */
final class ScalarFloatBatch implements FloatBatchKernels {
  @Override
  public void gemm(
      int batch, int from, int count, int m, int n, int k, float[] a, float[] b, float[] c) {
    for (int s = from; s < from + count; s++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float sum = 0;
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[(i * k + p) * batch + s], b[(p * n + j) * batch + s], sum);
          }
          c[(i * n + j) * batch + s] = sum;
        }
      }
    }
  }

  @Override
  public void multiplyAdd(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  @Override
  public void multiplyAddFour(
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
      int n) {
    for (int i = 0; i < n; i++) {
      float first = fresh ? 0 : z[zo + i];
      float second = fresh ? 0 : z[zo + distance + i];
      for (int q = 0; q < 4; q++) {
        float a = x[xo + q * xs + i];
        first = Math.fma(a, y[yo + q * ys + i], first);
        second = Math.fma(a, y[yo + q * ys + distance + i], second);
      }
      z[zo + i] = first;
      z[zo + distance + i] = second;
    }
  }

  @Override
  public void multiplySubtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(-x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  @Override
  public void squareRoot(float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      x[xo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }
}
