package dev.hadamard.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of {@link VectorBatch} for single precision. */
final class VectorFloatBatch implements FloatBatchKernels {
  private static final VectorSpecies<Float> S = VectorWidth.FLOAT;
  private static final int L = S.length();
  private static final ScalarFloatBatch SCALAR = new ScalarFloatBatch();

  /** Rows and columns of a tile of sums that stay in registers. */
  private static final int ROWS = 4;

  private static final int COLUMNS = 2;

  /** The gathered matrices of a thread. */
  private static final class Gathered {
    private static final ThreadLocal<Gathered> OF_THREAD = ThreadLocal.withInitial(Gathered::new);

    private float[] entries = new float[2 * 16 * 16 * L];

    static float[] ofEntries(int count) {
      Gathered gathered = OF_THREAD.get();
      if (gathered.entries.length < count * L) {
        gathered.entries = new float[count * L];
      }
      return gathered.entries;
    }
  }

  @Override
  public void gemm(
      int batch, int from, int count, int m, int n, int k, float[] a, float[] b, float[] c) {
    float[] w = Gathered.ofEntries(m * k + k * n);
    int whole = count - count % L;
    for (int s = from; s < from + whole; s += L) {
      gather(m * k, batch, a, s, w, 0);
      gather(k * n, batch, b, s, w, m * k);
      product(batch, m, n, k, w, c, s);
    }
    SCALAR.gemm(batch, from + whole, count - whole, m, n, k, a, b, c);
  }

  private static void gather(int entries, int batch, float[] a, int s, float[] w, int first) {
    for (int e = 0; e < entries; e++) {
      FloatVector.fromArray(S, a, e * batch + s).intoArray(w, (first + e) * L);
    }
  }

  private static void product(int batch, int m, int n, int k, float[] w, float[] c, int s) {
    for (int i = 0; i < m; i += ROWS) {
      boolean rows = i + ROWS <= m;
      for (int j = 0; j < n; j += COLUMNS) {
        if (rows && j + COLUMNS <= n) {
          tile(k, w, i * k * L, (m * k + j) * L, n * L, c, (i * n + j) * batch + s, n, batch);
        } else {
          for (int r = i; r < Math.min(m, i + ROWS); r++) {
            for (int q = j; q < Math.min(n, j + COLUMNS); q++) {
              entry(k, w, r * k * L, (m * k + q) * L, n * L, c, (r * n + q) * batch + s);
            }
          }
        }
      }
    }
  }

  private static void entry(int k, float[] w, int left, int right, int step, float[] c, int co) {
    FloatVector sum = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      sum =
          FloatVector.fromArray(S, w, left + p * L)
              .fma(FloatVector.fromArray(S, w, right + p * step), sum);
    }
    sum.intoArray(c, co);
  }

  private static void tile(
      int k, float[] w, int left, int right, int step, float[] c, int co, int n, int batch) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    int row = k * L;
    int pa = left;
    int pb = right;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, w, pb);
      FloatVector b1 = FloatVector.fromArray(S, w, pb + L);
      FloatVector a0 = FloatVector.fromArray(S, w, pa);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.fromArray(S, w, pa + row);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.fromArray(S, w, pa + 2 * row);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.fromArray(S, w, pa + 3 * row);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      pa += L;
      pb += step;
    }
    int line = n * batch;
    c00.intoArray(c, co);
    c01.intoArray(c, co + batch);
    c10.intoArray(c, co + line);
    c11.intoArray(c, co + line + batch);
    c20.intoArray(c, co + 2 * line);
    c21.intoArray(c, co + 2 * line + batch);
    c30.intoArray(c, co + 3 * line);
    c31.intoArray(c, co + 3 * line + batch);
  }

  @Override
  public void multiplyAdd(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.fma(FloatVector.fromArray(S, y, yo + i), FloatVector.fromArray(S, z, zo + i))
          .intoArray(z, zo + i);
    }
    SCALAR.multiplyAdd(x, xo + i, y, yo + i, z, zo + i, n - i);
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
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector first = FloatVector.zero(S);
      FloatVector second = first;
      if (!fresh) {
        first = FloatVector.fromArray(S, z, zo + i);
        second = FloatVector.fromArray(S, z, zo + distance + i);
      }
      int at = yo + i;
      FloatVector a = FloatVector.fromArray(S, x, xo + i);
      first = a.fma(FloatVector.fromArray(S, y, at), first);
      second = a.fma(FloatVector.fromArray(S, y, at + distance), second);
      at += ys;
      a = FloatVector.fromArray(S, x, xo + xs + i);
      first = a.fma(FloatVector.fromArray(S, y, at), first);
      second = a.fma(FloatVector.fromArray(S, y, at + distance), second);
      at += ys;
      a = FloatVector.fromArray(S, x, xo + 2 * xs + i);
      first = a.fma(FloatVector.fromArray(S, y, at), first);
      second = a.fma(FloatVector.fromArray(S, y, at + distance), second);
      at += ys;
      a = FloatVector.fromArray(S, x, xo + 3 * xs + i);
      first = a.fma(FloatVector.fromArray(S, y, at), first);
      second = a.fma(FloatVector.fromArray(S, y, at + distance), second);
      first.intoArray(z, zo + i);
      second.intoArray(z, zo + distance + i);
    }
    SCALAR.multiplyAddFour(x, xo + i, xs, y, yo + i, ys, z, zo + i, distance, fresh, n - i);
  }

  @Override
  public void multiplySubtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i).neg();
      v.fma(FloatVector.fromArray(S, y, yo + i), FloatVector.fromArray(S, z, zo + i))
          .intoArray(z, zo + i);
    }
    SCALAR.multiplySubtract(x, xo + i, y, yo + i, z, zo + i, n - i);
  }

  @Override
  public void squareRoot(float[] x, int xo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector.fromArray(S, x, xo + i).sqrt().intoArray(x, xo + i);
    }
    SCALAR.squareRoot(x, xo + i, n - i);
  }
}
