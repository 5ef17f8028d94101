package dev.hadamard.kernel;

/** The scalar twin: the definition of small triangular solves of doubles. */
final class ScalarTriangular implements TriangularKernels {
  @Override
  public void solve(
      boolean forward,
      boolean unit,
      int m,
      int n,
      double[] t,
      int to,
      int rowStride,
      int columnStride,
      double[] x,
      int xo,
      int ldx) {
    for (int step = 0; step < m; step++) {
      int i = forward ? step : m - 1 - step;
      int row = xo + i * ldx;
      int first = forward ? 0 : i + 1;
      int end = forward ? i : m;
      for (int k = first; k < end; k++) {
        double factor = -t[to + i * rowStride + k * columnStride];
        for (int j = 0; j < n; j++) {
          x[row + j] = Math.fma(factor, x[xo + k * ldx + j], x[row + j]);
        }
      }
      if (!unit) {
        double pivot = t[to + i * (rowStride + columnStride)];
        double reciprocal = 1 / pivot;
        boolean safe = Math.abs(pivot) >= Double.MIN_NORMAL;
        for (int j = 0; j < n; j++) {
          x[row + j] = safe ? x[row + j] * reciprocal : x[row + j] / pivot;
        }
      }
    }
  }
}
