package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Small triangular solves of doubles: strips of four vectors hide the latency of the chains. */
final class VectorTriangular implements TriangularKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();

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
    int j = 0;
    for (; j <= n - 4 * L; j += 4 * L) {
      strip(forward, unit, m, t, to, rowStride, columnStride, x, xo + j, ldx);
    }
    for (; j < n; j += L) {
      column(forward, unit, m, Math.min(L, n - j), t, to, rowStride, columnStride, x, xo + j, ldx);
    }
  }

  private static void strip(
      boolean forward,
      boolean unit,
      int m,
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
      DoubleVector x0 = DoubleVector.fromArray(S, x, row);
      DoubleVector x1 = DoubleVector.fromArray(S, x, row + L);
      DoubleVector x2 = DoubleVector.fromArray(S, x, row + 2 * L);
      DoubleVector x3 = DoubleVector.fromArray(S, x, row + 3 * L);
      int first = forward ? 0 : i + 1;
      int end = forward ? i : m;
      int pt = to + i * rowStride + first * columnStride;
      int px = xo + first * ldx;
      for (int k = first; k < end; k++) {
        DoubleVector factor = DoubleVector.broadcast(S, -t[pt]);
        x0 = factor.fma(DoubleVector.fromArray(S, x, px), x0);
        x1 = factor.fma(DoubleVector.fromArray(S, x, px + L), x1);
        x2 = factor.fma(DoubleVector.fromArray(S, x, px + 2 * L), x2);
        x3 = factor.fma(DoubleVector.fromArray(S, x, px + 3 * L), x3);
        pt += columnStride;
        px += ldx;
      }
      if (!unit) {
        double pivot = t[to + i * (rowStride + columnStride)];
        if (Math.abs(pivot) >= Double.MIN_NORMAL) {
          double reciprocal = 1 / pivot;
          x0 = x0.mul(reciprocal);
          x1 = x1.mul(reciprocal);
          x2 = x2.mul(reciprocal);
          x3 = x3.mul(reciprocal);
        } else {
          x0 = x0.div(pivot);
          x1 = x1.div(pivot);
          x2 = x2.div(pivot);
          x3 = x3.div(pivot);
        }
      }
      x0.intoArray(x, row);
      x1.intoArray(x, row + L);
      x2.intoArray(x, row + 2 * L);
      x3.intoArray(x, row + 3 * L);
    }
  }

  private static void column(
      boolean forward,
      boolean unit,
      int m,
      int columns,
      double[] t,
      int to,
      int rowStride,
      int columnStride,
      double[] x,
      int xo,
      int ldx) {
    VectorMask<Double> mask = VectorMask.fromLong(S, -1L >>> (64 - columns));
    for (int step = 0; step < m; step++) {
      int i = forward ? step : m - 1 - step;
      int row = xo + i * ldx;
      DoubleVector sum = DoubleVector.fromArray(S, x, row, mask);
      int first = forward ? 0 : i + 1;
      int end = forward ? i : m;
      int pt = to + i * rowStride + first * columnStride;
      int px = xo + first * ldx;
      for (int k = first; k < end; k++) {
        DoubleVector factor = DoubleVector.broadcast(S, -t[pt]);
        sum = factor.fma(DoubleVector.fromArray(S, x, px, mask), sum);
        pt += columnStride;
        px += ldx;
      }
      if (!unit) {
        double pivot = t[to + i * (rowStride + columnStride)];
        sum = Math.abs(pivot) >= Double.MIN_NORMAL ? sum.mul(1 / pivot) : sum.div(pivot);
      }
      sum.intoArray(x, row, mask);
    }
  }
}
