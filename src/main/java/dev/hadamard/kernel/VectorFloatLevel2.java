package dev.hadamard.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Level-2 kernels of floats in vectors; tails are scalar, which changes no bit. */
final class VectorFloatLevel2 implements FloatLevel2Kernels {
  private static final VectorSpecies<Float> S = VectorWidth.FLOAT;
  private static final int L = S.length();

  /** Side of the squares in which matrices are transposed: rows of both fit the first cache. */
  private static final int SQUARE = 16;

  @Override
  public void addRows(
      float s0,
      float s1,
      float s2,
      float s3,
      float[] a,
      int ao,
      int lda,
      float[] y,
      int yo,
      int n) {
    int a1 = ao + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    int j = 0;
    for (int end = n - 2 * L; j <= end; j += 2 * L) {
      FloatVector y0 = FloatVector.fromArray(S, y, yo + j);
      FloatVector y1 = FloatVector.fromArray(S, y, yo + j + L);
      FloatVector v0 = FloatVector.broadcast(S, s0);
      y0 = v0.fma(FloatVector.fromArray(S, a, ao + j), y0);
      y1 = v0.fma(FloatVector.fromArray(S, a, ao + j + L), y1);
      FloatVector v1 = FloatVector.broadcast(S, s1);
      y0 = v1.fma(FloatVector.fromArray(S, a, a1 + j), y0);
      y1 = v1.fma(FloatVector.fromArray(S, a, a1 + j + L), y1);
      FloatVector v2 = FloatVector.broadcast(S, s2);
      y0 = v2.fma(FloatVector.fromArray(S, a, a2 + j), y0);
      y1 = v2.fma(FloatVector.fromArray(S, a, a2 + j + L), y1);
      FloatVector v3 = FloatVector.broadcast(S, s3);
      y0 = v3.fma(FloatVector.fromArray(S, a, a3 + j), y0);
      y1 = v3.fma(FloatVector.fromArray(S, a, a3 + j + L), y1);
      y0.intoArray(y, yo + j);
      y1.intoArray(y, yo + j + L);
    }
    for (; j < n; j++) {
      float sum = Math.fma(s1, a[a1 + j], Math.fma(s0, a[ao + j], y[yo + j]));
      y[yo + j] = Math.fma(s3, a[a3 + j], Math.fma(s2, a[a2 + j], sum));
    }
  }

  @Override
  public void transpose(int m, int n, float[] a, int ao, int lda, float[] b, int bo, int ldb) {
    for (int i = 0; i < m; i += SQUARE) {
      int rows = Math.min(SQUARE, m - i);
      for (int j = 0; j < n; j += SQUARE) {
        square(rows, Math.min(SQUARE, n - j), a, ao + i * lda + j, lda, b, bo + j * ldb + i, ldb);
      }
    }
  }

  /** Four rows at a time: writes are contiguous. */
  private static void square(int m, int n, float[] a, int ao, int lda, float[] b, int bo, int ldb) {
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
  public void rotate(float c, float s, float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (int end = n - L; i <= end; i += L) {
      FloatVector p = FloatVector.fromArray(S, x, xo + i);
      FloatVector q = FloatVector.fromArray(S, y, yo + i);
      FloatVector cosine = FloatVector.broadcast(S, c);
      cosine.fma(p, q.mul(s)).intoArray(x, xo + i);
      cosine.fma(q, p.mul(s).neg()).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      float p = x[xo + i];
      float q = y[yo + i];
      x[xo + i] = Math.fma(c, p, s * q);
      y[yo + i] = Math.fma(c, q, -(s * p));
    }
  }
}
