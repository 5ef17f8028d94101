package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Level-2 kernels of doubles in vectors; tails are scalar, which changes no bit. */
final class VectorLevel2 implements Level2Kernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();

  /** Side of the squares in which matrices are transposed: rows of both fit the first cache. */
  private static final int SQUARE = 16;

  @Override
  public void addRows(
      double s0,
      double s1,
      double s2,
      double s3,
      double[] a,
      int ao,
      int lda,
      double[] y,
      int yo,
      int n) {
    int a1 = ao + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    int j = 0;
    for (int end = n - 2 * L; j <= end; j += 2 * L) {
      DoubleVector y0 = DoubleVector.fromArray(S, y, yo + j);
      DoubleVector y1 = DoubleVector.fromArray(S, y, yo + j + L);
      DoubleVector v0 = DoubleVector.broadcast(S, s0);
      y0 = v0.fma(DoubleVector.fromArray(S, a, ao + j), y0);
      y1 = v0.fma(DoubleVector.fromArray(S, a, ao + j + L), y1);
      DoubleVector v1 = DoubleVector.broadcast(S, s1);
      y0 = v1.fma(DoubleVector.fromArray(S, a, a1 + j), y0);
      y1 = v1.fma(DoubleVector.fromArray(S, a, a1 + j + L), y1);
      DoubleVector v2 = DoubleVector.broadcast(S, s2);
      y0 = v2.fma(DoubleVector.fromArray(S, a, a2 + j), y0);
      y1 = v2.fma(DoubleVector.fromArray(S, a, a2 + j + L), y1);
      DoubleVector v3 = DoubleVector.broadcast(S, s3);
      y0 = v3.fma(DoubleVector.fromArray(S, a, a3 + j), y0);
      y1 = v3.fma(DoubleVector.fromArray(S, a, a3 + j + L), y1);
      y0.intoArray(y, yo + j);
      y1.intoArray(y, yo + j + L);
    }
    for (; j < n; j++) {
      double sum = Math.fma(s1, a[a1 + j], Math.fma(s0, a[ao + j], y[yo + j]));
      y[yo + j] = Math.fma(s3, a[a3 + j], Math.fma(s2, a[a2 + j], sum));
    }
  }

  @Override
  public void transpose(int m, int n, double[] a, int ao, int lda, double[] b, int bo, int ldb) {
    for (int i = 0; i < m; i += SQUARE) {
      int rows = Math.min(SQUARE, m - i);
      for (int j = 0; j < n; j += SQUARE) {
        square(rows, Math.min(SQUARE, n - j), a, ao + i * lda + j, lda, b, bo + j * ldb + i, ldb);
      }
    }
  }

  /** Four rows at a time: writes are contiguous. */
  private static void square(
      int m, int n, double[] a, int ao, int lda, double[] b, int bo, int ldb) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int p = ao + i * lda;
      int q = bo + i;
      for (int j = 0; j < n; j++) {
        b[q] = a[p + j];
        b[q + 1] = a[p + lda + j];
        b[q + 2] = a[p + 2 * lda + j];
        b[q + 3] = a[p + 3 * lda + j];
        q += ldb;
      }
    }
    for (; i < m; i++) {
      for (int j = 0; j < n; j++) {
        b[bo + j * ldb + i] = a[ao + i * lda + j];
      }
    }
  }

  @Override
  public void rotate(double c, double s, double[] x, int xo, double[] y, int yo, int n) {
    int i = 0;
    for (int end = n - L; i <= end; i += L) {
      DoubleVector p = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector q = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector cosine = DoubleVector.broadcast(S, c);
      cosine.fma(p, q.mul(s)).intoArray(x, xo + i);
      cosine.fma(q, p.mul(s).neg()).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      double p = x[xo + i];
      double q = y[yo + i];
      x[xo + i] = Math.fma(c, p, s * q);
      y[yo + i] = Math.fma(c, q, -(s * p));
    }
  }
}
