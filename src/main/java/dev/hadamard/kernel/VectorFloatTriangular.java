package dev.hadamard.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Small triangular solves of floats: strips of four vectors hide the latency of the chains. */
final class VectorFloatTriangular implements FloatTriangularKernels {
  private static final VectorSpecies<Float> S = VectorWidth.FLOAT;
  private static final int L = S.length();

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
      FloatVector x0 = FloatVector.fromArray(S, x, row);
      FloatVector x1 = FloatVector.fromArray(S, x, row + L);
      FloatVector x2 = FloatVector.fromArray(S, x, row + 2 * L);
      FloatVector x3 = FloatVector.fromArray(S, x, row + 3 * L);
      int first = forward ? 0 : i + 1;
      int end = forward ? i : m;
      int pt = to + i * rowStride + first * columnStride;
      int px = xo + first * ldx;
      for (int k = first; k < end; k++) {
        FloatVector factor = FloatVector.broadcast(S, -t[pt]);
        x0 = factor.fma(FloatVector.fromArray(S, x, px), x0);
        x1 = factor.fma(FloatVector.fromArray(S, x, px + L), x1);
        x2 = factor.fma(FloatVector.fromArray(S, x, px + 2 * L), x2);
        x3 = factor.fma(FloatVector.fromArray(S, x, px + 3 * L), x3);
        pt += columnStride;
        px += ldx;
      }
      if (!unit) {
        float pivot = t[to + i * (rowStride + columnStride)];
        if (Math.abs(pivot) >= Float.MIN_NORMAL) {
          float reciprocal = 1 / pivot;
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
      float[] t,
      int to,
      int rowStride,
      int columnStride,
      float[] x,
      int xo,
      int ldx) {
    VectorMask<Float> mask = VectorMask.fromLong(S, -1L >>> (64 - columns));
    for (int step = 0; step < m; step++) {
      int i = forward ? step : m - 1 - step;
      int row = xo + i * ldx;
      FloatVector sum = FloatVector.fromArray(S, x, row, mask);
      int first = forward ? 0 : i + 1;
      int end = forward ? i : m;
      int pt = to + i * rowStride + first * columnStride;
      int px = xo + first * ldx;
      for (int k = first; k < end; k++) {
        FloatVector factor = FloatVector.broadcast(S, -t[pt]);
        sum = factor.fma(FloatVector.fromArray(S, x, px, mask), sum);
        pt += columnStride;
        px += ldx;
      }
      if (!unit) {
        float pivot = t[to + i * (rowStride + columnStride)];
        sum = Math.abs(pivot) >= Float.MIN_NORMAL ? sum.mul(1 / pivot) : sum.div(pivot);
      }
      sum.intoArray(x, row, mask);
    }
  }
}
