package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Level-2 kernels of doubles in vectors; tails are scalar, which changes no bit. */
final class VectorLevel2 implements Level2Kernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();
  private static final int PARTIALS = VirtualLanes.DOUBLES;
  private static final VectorLevel1 LEVEL1 = new VectorLevel1();
  private static final ThreadLocal<double[]> OF_THREAD =
      ThreadLocal.withInitial(() -> new double[4 * PARTIALS]);

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
  public void dotFour(double[] a, int ao, int lda, double[] x, int xo, int n, double[] y, int yo) {
    if (L != 8) {
      for (int r = 0; r < 4; r++) {
        y[yo + r] = LEVEL1.dotBlock(a, ao + r * lda, x, xo, n);
      }
      return;
    }
    double[] partials = OF_THREAD.get();
    partials(a, ao, lda, x, xo, n - n % PARTIALS, partials);
    combine(a, ao, lda, x, xo, n, partials, y, yo);
  }

  /** The rest of four rows, and their partial sums added by halving. */
  private static void combine(
      double[] a,
      int ao,
      int lda,
      double[] x,
      int xo,
      int n,
      double[] partials,
      double[] y,
      int yo) {
    int whole = n - n % PARTIALS;
    for (int r = 0; r < 4; r++) {
      int at = r * PARTIALS;
      int row = ao + r * lda;
      for (int i = whole; i < n; i++) {
        int k = at + i - whole;
        partials[k] = Math.fma(a[row + i], x[xo + i], partials[k]);
      }
      // By halving: 16 apart, then 8.
      DoubleVector low =
          DoubleVector.fromArray(S, partials, at)
              .add(DoubleVector.fromArray(S, partials, at + 2 * L));
      DoubleVector high =
          DoubleVector.fromArray(S, partials, at + L)
              .add(DoubleVector.fromArray(S, partials, at + 3 * L));
      low.add(high).intoArray(partials, at);
      double p0 = partials[at] + partials[at + 4];
      double p1 = partials[at + 1] + partials[at + 5];
      double p2 = partials[at + 2] + partials[at + 6];
      double p3 = partials[at + 3] + partials[at + 7];
      y[yo + r] = (p0 + p2) + (p1 + p3);
    }
  }

  /** The partial sums of four rows, which share the loads of x. */
  private static void partials(
      double[] a, int ao, int lda, double[] x, int xo, int n, double[] partials) {
    int row0 = ao;
    int row1 = ao + lda;
    int row2 = row1 + lda;
    int row3 = row2 + lda;
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s01 = DoubleVector.zero(S);
    DoubleVector s02 = DoubleVector.zero(S);
    DoubleVector s03 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s11 = DoubleVector.zero(S);
    DoubleVector s12 = DoubleVector.zero(S);
    DoubleVector s13 = DoubleVector.zero(S);
    DoubleVector s20 = DoubleVector.zero(S);
    DoubleVector s21 = DoubleVector.zero(S);
    DoubleVector s22 = DoubleVector.zero(S);
    DoubleVector s23 = DoubleVector.zero(S);
    DoubleVector s30 = DoubleVector.zero(S);
    DoubleVector s31 = DoubleVector.zero(S);
    DoubleVector s32 = DoubleVector.zero(S);
    DoubleVector s33 = DoubleVector.zero(S);
    for (int i = 0; i < n; i += PARTIALS) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i + 0 * L);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + 1 * L);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * L);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * L);
      s00 = DoubleVector.fromArray(S, a, row0 + i + 0 * L).fma(x0, s00);
      s01 = DoubleVector.fromArray(S, a, row0 + i + 1 * L).fma(x1, s01);
      s02 = DoubleVector.fromArray(S, a, row0 + i + 2 * L).fma(x2, s02);
      s03 = DoubleVector.fromArray(S, a, row0 + i + 3 * L).fma(x3, s03);
      s10 = DoubleVector.fromArray(S, a, row1 + i + 0 * L).fma(x0, s10);
      s11 = DoubleVector.fromArray(S, a, row1 + i + 1 * L).fma(x1, s11);
      s12 = DoubleVector.fromArray(S, a, row1 + i + 2 * L).fma(x2, s12);
      s13 = DoubleVector.fromArray(S, a, row1 + i + 3 * L).fma(x3, s13);
      s20 = DoubleVector.fromArray(S, a, row2 + i + 0 * L).fma(x0, s20);
      s21 = DoubleVector.fromArray(S, a, row2 + i + 1 * L).fma(x1, s21);
      s22 = DoubleVector.fromArray(S, a, row2 + i + 2 * L).fma(x2, s22);
      s23 = DoubleVector.fromArray(S, a, row2 + i + 3 * L).fma(x3, s23);
      s30 = DoubleVector.fromArray(S, a, row3 + i + 0 * L).fma(x0, s30);
      s31 = DoubleVector.fromArray(S, a, row3 + i + 1 * L).fma(x1, s31);
      s32 = DoubleVector.fromArray(S, a, row3 + i + 2 * L).fma(x2, s32);
      s33 = DoubleVector.fromArray(S, a, row3 + i + 3 * L).fma(x3, s33);
    }
    s00.intoArray(partials, 0 * PARTIALS + 0 * L);
    s01.intoArray(partials, 0 * PARTIALS + 1 * L);
    s02.intoArray(partials, 0 * PARTIALS + 2 * L);
    s03.intoArray(partials, 0 * PARTIALS + 3 * L);
    s10.intoArray(partials, 1 * PARTIALS + 0 * L);
    s11.intoArray(partials, 1 * PARTIALS + 1 * L);
    s12.intoArray(partials, 1 * PARTIALS + 2 * L);
    s13.intoArray(partials, 1 * PARTIALS + 3 * L);
    s20.intoArray(partials, 2 * PARTIALS + 0 * L);
    s21.intoArray(partials, 2 * PARTIALS + 1 * L);
    s22.intoArray(partials, 2 * PARTIALS + 2 * L);
    s23.intoArray(partials, 2 * PARTIALS + 3 * L);
    s30.intoArray(partials, 3 * PARTIALS + 0 * L);
    s31.intoArray(partials, 3 * PARTIALS + 1 * L);
    s32.intoArray(partials, 3 * PARTIALS + 2 * L);
    s33.intoArray(partials, 3 * PARTIALS + 3 * L);
  }

  @Override
  public void addRowsDotFour(
      double s0,
      double s1,
      double s2,
      double s3,
      double[] a,
      int ao,
      int next,
      int lda,
      double[] x,
      int xo,
      double[] y,
      int yo,
      int n,
      double[] dots) {
    if (L != 8) {
      Level2Kernels.super.addRowsDotFour(s0, s1, s2, s3, a, ao, next, lda, x, xo, y, yo, n, dots);
      return;
    }
    double[] partials = OF_THREAD.get();
    int whole = n - n % PARTIALS;
    addAndSum(s0, s1, s2, s3, a, ao, next, lda, x, xo, y, yo, whole, partials);
    for (int j = whole; j < n; j++) {
      double sum = Math.fma(s1, a[ao + lda + j], Math.fma(s0, a[ao + j], y[yo + j]));
      sum = Math.fma(s2, a[ao + 2 * lda + j], sum);
      y[yo + j] = Math.fma(s3, a[ao + 3 * lda + j], sum);
    }
    combine(a, next, lda, x, xo, n, partials, dots, 0);
  }

  /** y plus four rows, and the partial sums of the next four. */
  private static void addAndSum(
      double s0,
      double s1,
      double s2,
      double s3,
      double[] a,
      int ao,
      int next,
      int lda,
      double[] x,
      int xo,
      double[] y,
      int yo,
      int n,
      double[] partials) {
    int add1 = ao + lda;
    int add2 = add1 + lda;
    int add3 = add2 + lda;
    int row1 = next + lda;
    int row2 = row1 + lda;
    int row3 = row2 + lda;
    DoubleVector f0 = DoubleVector.broadcast(S, s0);
    DoubleVector f1 = DoubleVector.broadcast(S, s1);
    DoubleVector f2 = DoubleVector.broadcast(S, s2);
    DoubleVector f3 = DoubleVector.broadcast(S, s3);
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s01 = DoubleVector.zero(S);
    DoubleVector s02 = DoubleVector.zero(S);
    DoubleVector s03 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s11 = DoubleVector.zero(S);
    DoubleVector s12 = DoubleVector.zero(S);
    DoubleVector s13 = DoubleVector.zero(S);
    DoubleVector s20 = DoubleVector.zero(S);
    DoubleVector s21 = DoubleVector.zero(S);
    DoubleVector s22 = DoubleVector.zero(S);
    DoubleVector s23 = DoubleVector.zero(S);
    DoubleVector s30 = DoubleVector.zero(S);
    DoubleVector s31 = DoubleVector.zero(S);
    DoubleVector s32 = DoubleVector.zero(S);
    DoubleVector s33 = DoubleVector.zero(S);
    for (int i = 0; i < n; i += PARTIALS) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i + 0 * L);
      s00 = DoubleVector.fromArray(S, a, next + i + 0 * L).fma(x0, s00);
      s10 = DoubleVector.fromArray(S, a, row1 + i + 0 * L).fma(x0, s10);
      s20 = DoubleVector.fromArray(S, a, row2 + i + 0 * L).fma(x0, s20);
      s30 = DoubleVector.fromArray(S, a, row3 + i + 0 * L).fma(x0, s30);
      DoubleVector y0 = DoubleVector.fromArray(S, y, yo + i + 0 * L);
      y0 = f0.fma(DoubleVector.fromArray(S, a, ao + i + 0 * L), y0);
      y0 = f1.fma(DoubleVector.fromArray(S, a, add1 + i + 0 * L), y0);
      y0 = f2.fma(DoubleVector.fromArray(S, a, add2 + i + 0 * L), y0);
      y0 = f3.fma(DoubleVector.fromArray(S, a, add3 + i + 0 * L), y0);
      y0.intoArray(y, yo + i + 0 * L);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + 1 * L);
      s01 = DoubleVector.fromArray(S, a, next + i + 1 * L).fma(x1, s01);
      s11 = DoubleVector.fromArray(S, a, row1 + i + 1 * L).fma(x1, s11);
      s21 = DoubleVector.fromArray(S, a, row2 + i + 1 * L).fma(x1, s21);
      s31 = DoubleVector.fromArray(S, a, row3 + i + 1 * L).fma(x1, s31);
      DoubleVector y1 = DoubleVector.fromArray(S, y, yo + i + 1 * L);
      y1 = f0.fma(DoubleVector.fromArray(S, a, ao + i + 1 * L), y1);
      y1 = f1.fma(DoubleVector.fromArray(S, a, add1 + i + 1 * L), y1);
      y1 = f2.fma(DoubleVector.fromArray(S, a, add2 + i + 1 * L), y1);
      y1 = f3.fma(DoubleVector.fromArray(S, a, add3 + i + 1 * L), y1);
      y1.intoArray(y, yo + i + 1 * L);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * L);
      s02 = DoubleVector.fromArray(S, a, next + i + 2 * L).fma(x2, s02);
      s12 = DoubleVector.fromArray(S, a, row1 + i + 2 * L).fma(x2, s12);
      s22 = DoubleVector.fromArray(S, a, row2 + i + 2 * L).fma(x2, s22);
      s32 = DoubleVector.fromArray(S, a, row3 + i + 2 * L).fma(x2, s32);
      DoubleVector y2 = DoubleVector.fromArray(S, y, yo + i + 2 * L);
      y2 = f0.fma(DoubleVector.fromArray(S, a, ao + i + 2 * L), y2);
      y2 = f1.fma(DoubleVector.fromArray(S, a, add1 + i + 2 * L), y2);
      y2 = f2.fma(DoubleVector.fromArray(S, a, add2 + i + 2 * L), y2);
      y2 = f3.fma(DoubleVector.fromArray(S, a, add3 + i + 2 * L), y2);
      y2.intoArray(y, yo + i + 2 * L);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * L);
      s03 = DoubleVector.fromArray(S, a, next + i + 3 * L).fma(x3, s03);
      s13 = DoubleVector.fromArray(S, a, row1 + i + 3 * L).fma(x3, s13);
      s23 = DoubleVector.fromArray(S, a, row2 + i + 3 * L).fma(x3, s23);
      s33 = DoubleVector.fromArray(S, a, row3 + i + 3 * L).fma(x3, s33);
      DoubleVector y3 = DoubleVector.fromArray(S, y, yo + i + 3 * L);
      y3 = f0.fma(DoubleVector.fromArray(S, a, ao + i + 3 * L), y3);
      y3 = f1.fma(DoubleVector.fromArray(S, a, add1 + i + 3 * L), y3);
      y3 = f2.fma(DoubleVector.fromArray(S, a, add2 + i + 3 * L), y3);
      y3 = f3.fma(DoubleVector.fromArray(S, a, add3 + i + 3 * L), y3);
      y3.intoArray(y, yo + i + 3 * L);
    }
    s00.intoArray(partials, 0 * PARTIALS + 0 * L);
    s01.intoArray(partials, 0 * PARTIALS + 1 * L);
    s02.intoArray(partials, 0 * PARTIALS + 2 * L);
    s03.intoArray(partials, 0 * PARTIALS + 3 * L);
    s10.intoArray(partials, 1 * PARTIALS + 0 * L);
    s11.intoArray(partials, 1 * PARTIALS + 1 * L);
    s12.intoArray(partials, 1 * PARTIALS + 2 * L);
    s13.intoArray(partials, 1 * PARTIALS + 3 * L);
    s20.intoArray(partials, 2 * PARTIALS + 0 * L);
    s21.intoArray(partials, 2 * PARTIALS + 1 * L);
    s22.intoArray(partials, 2 * PARTIALS + 2 * L);
    s23.intoArray(partials, 2 * PARTIALS + 3 * L);
    s30.intoArray(partials, 3 * PARTIALS + 0 * L);
    s31.intoArray(partials, 3 * PARTIALS + 1 * L);
    s32.intoArray(partials, 3 * PARTIALS + 2 * L);
    s33.intoArray(partials, 3 * PARTIALS + 3 * L);
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
