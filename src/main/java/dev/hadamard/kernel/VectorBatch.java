package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A vector lane for each system; tails are scalar, which changes no bit. Larger products gather the
 * matrices of a vector of systems first: their entries stand a batch apart, often a page, and each
 * is read many times.
 */
final class VectorBatch implements BatchKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();
  private static final ScalarBatch SCALAR = new ScalarBatch();

  /** Rows and columns of a tile of sums that stay in registers. */
  private static final int ROWS = 4;

  private static final int COLUMNS = 2;

  /** The gathered matrices of a thread. */
  private static final class Gathered {
    private static final ThreadLocal<Gathered> OF_THREAD = ThreadLocal.withInitial(Gathered::new);

    private double[] entries = new double[2 * 16 * 16 * L];

    static double[] ofEntries(int count) {
      Gathered gathered = OF_THREAD.get();
      if (gathered.entries.length < count * L) {
        gathered.entries = new double[count * L];
      }
      return gathered.entries;
    }
  }

  @Override
  public void gemm(
      int batch, int from, int count, int m, int n, int k, double[] a, double[] b, double[] c) {
    double[] w = Gathered.ofEntries(m * k + k * n);
    int whole = count - count % L;
    for (int s = from; s < from + whole; s += L) {
      gather(m * k, batch, a, s, w, 0);
      gather(k * n, batch, b, s, w, m * k);
      product(batch, m, n, k, w, c, s);
    }
    SCALAR.gemm(batch, from + whole, count - whole, m, n, k, a, b, c);
  }

  private static void gather(int entries, int batch, double[] a, int s, double[] w, int first) {
    for (int e = 0; e < entries; e++) {
      DoubleVector.fromArray(S, a, e * batch + s).intoArray(w, (first + e) * L);
    }
  }

  private static void product(int batch, int m, int n, int k, double[] w, double[] c, int s) {
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

  private static void entry(int k, double[] w, int left, int right, int step, double[] c, int co) {
    DoubleVector sum = DoubleVector.zero(S);
    for (int p = 0; p < k; p++) {
      sum =
          DoubleVector.fromArray(S, w, left + p * L)
              .fma(DoubleVector.fromArray(S, w, right + p * step), sum);
    }
    sum.intoArray(c, co);
  }

  private static void tile(
      int k, double[] w, int left, int right, int step, double[] c, int co, int n, int batch) {
    DoubleVector c00 = DoubleVector.zero(S);
    DoubleVector c01 = c00;
    DoubleVector c10 = c00;
    DoubleVector c11 = c00;
    DoubleVector c20 = c00;
    DoubleVector c21 = c00;
    DoubleVector c30 = c00;
    DoubleVector c31 = c00;
    int row = k * L;
    int pa = left;
    int pb = right;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, w, pb);
      DoubleVector b1 = DoubleVector.fromArray(S, w, pb + L);
      DoubleVector a0 = DoubleVector.fromArray(S, w, pa);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.fromArray(S, w, pa + row);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.fromArray(S, w, pa + 2 * row);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.fromArray(S, w, pa + 3 * row);
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
  public void multiplyAdd(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.fma(DoubleVector.fromArray(S, y, yo + i), DoubleVector.fromArray(S, z, zo + i))
          .intoArray(z, zo + i);
    }
    SCALAR.multiplyAdd(x, xo + i, y, yo + i, z, zo + i, n - i);
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
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector first = DoubleVector.zero(S);
      DoubleVector second = first;
      if (!fresh) {
        first = DoubleVector.fromArray(S, z, zo + i);
        second = DoubleVector.fromArray(S, z, zo + distance + i);
      }
      int at = yo + i;
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      first = a.fma(DoubleVector.fromArray(S, y, at), first);
      second = a.fma(DoubleVector.fromArray(S, y, at + distance), second);
      at += ys;
      a = DoubleVector.fromArray(S, x, xo + xs + i);
      first = a.fma(DoubleVector.fromArray(S, y, at), first);
      second = a.fma(DoubleVector.fromArray(S, y, at + distance), second);
      at += ys;
      a = DoubleVector.fromArray(S, x, xo + 2 * xs + i);
      first = a.fma(DoubleVector.fromArray(S, y, at), first);
      second = a.fma(DoubleVector.fromArray(S, y, at + distance), second);
      at += ys;
      a = DoubleVector.fromArray(S, x, xo + 3 * xs + i);
      first = a.fma(DoubleVector.fromArray(S, y, at), first);
      second = a.fma(DoubleVector.fromArray(S, y, at + distance), second);
      first.intoArray(z, zo + i);
      second.intoArray(z, zo + distance + i);
    }
    SCALAR.multiplyAddFour(x, xo + i, xs, y, yo + i, ys, z, zo + i, distance, fresh, n - i);
  }

  @Override
  public void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i).neg();
      v.fma(DoubleVector.fromArray(S, y, yo + i), DoubleVector.fromArray(S, z, zo + i))
          .intoArray(z, zo + i);
    }
    SCALAR.multiplySubtract(x, xo + i, y, yo + i, z, zo + i, n - i);
  }

  @Override
  public void squareRoot(double[] x, int xo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector.fromArray(S, x, xo + i).sqrt().intoArray(x, xo + i);
    }
    SCALAR.squareRoot(x, xo + i, n - i);
  }
}
