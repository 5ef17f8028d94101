package dev.hadamard.kernel;

/** The scalar twin: the definition of small triangular solves of floats. */
final class ScalarFloatTriangular implements FloatTriangularKernels {
  @Override
  public void solve(
      boolean forward,
      boolean unit,
      int m,
      int n,
      float[] t,
      int to,
      int rowStride,
      int columnStride,
      float[] x,
      int xo,
      int ldx) {
    for (int step = 0; step < m; step++) {
      int i = forward ? step : m - 1 - step;
      int row = xo + i * ldx;
      int first = forward ? 0 : i + 1;
      int end = forward ? i : m;
      for (int k = first; k < end; k++) {
        float factor = -t[to + i * rowStride + k * columnStride];
        for (int j = 0; j < n; j++) {
          x[row + j] = Math.fma(factor, x[xo + k * ldx + j], x[row + j]);
        }
      }
      if (!unit) {
        float pivot = t[to + i * (rowStride + columnStride)];
        float reciprocal = 1 / pivot;
        boolean safe = Math.abs(pivot) >= Float.MIN_NORMAL;
        for (int j = 0; j < n; j++) {
          x[row + j] = safe ? x[row + j] * reciprocal : x[row + j] / pivot;
        }
      }
    }
  }
}
