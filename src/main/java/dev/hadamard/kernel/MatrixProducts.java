package dev.hadamard.kernel;

/** Hadamard, Kronecker and Khatri-Rao products of row-major matrices; every entry one product. */
public final class MatrixProducts {
  private static final Level1Kernels LEVEL1 =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  private MatrixProducts() {}

  /**
   * C = A ∘ B, the Hadamard product, entry by entry. O(m n).
   *
   * @param m rows
   * @param n columns
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param c the output; may be A or B themselves, but must not overlap them otherwise
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void hadamard(
      int m,
      int n,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      double[] c,
      int cOffset,
      int ldc) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, m, n, ldc);
    if (aOffset != cOffset || lda != ldc) {
      MatrixChecks.apart("a", a, aOffset, m, n, lda, "c", c, cOffset, m, n, ldc);
    }
    if (bOffset != cOffset || ldb != ldc) {
      MatrixChecks.apart("b", b, bOffset, m, n, ldb, "c", c, cOffset, m, n, ldc);
    }
    for (int i = 0; i < m; i++) {
      LEVEL1.multiply(a, aOffset + i * lda, b, bOffset + i * ldb, c, cOffset + i * ldc, n);
    }
  }

  /**
   * C = A ⊗ B, the Kronecker product: block (i, j) of C is {@code a[i][j] * B}. O(m n p q).
   *
   * @param m rows of A
   * @param n columns of A
   * @param p rows of B
   * @param q columns of B
   * @param a the first factor, rows n apart
   * @param b the second factor, rows q apart
   * @param c the output, m p by n q, rows n q apart; must not be A or B
   */
  public static void kronecker(int m, int n, int p, int q, double[] a, double[] b, double[] c) {
    long rows = (long) m * p;
    long columns = (long) n * q;
    if (rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the product is " + rows + " by " + columns + ": too large for an array");
    }
    MatrixChecks.matrix("a", a.length, 0, m, n, n);
    MatrixChecks.matrix("b", b.length, 0, p, q, q);
    MatrixChecks.matrix("c", c.length, 0, (int) rows, (int) columns, (int) columns);
    MatrixChecks.apart("a", a, 0, m, n, n, "c", c, 0, (int) rows, (int) columns, (int) columns);
    MatrixChecks.apart("b", b, 0, p, q, q, "c", c, 0, (int) rows, (int) columns, (int) columns);
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < p; k++) {
        int row = (i * p + k) * n * q;
        for (int j = 0; j < n; j++) {
          LEVEL1.scale(a[i * n + j], b, k * q, c, row + j * q, q);
        }
      }
    }
  }

  /**
   * C = A ⊙ B, the Khatri-Rao product of rows: row (i, k) of C, at {@code i * p + k}, is the
   * Hadamard product of row i of A and row k of B; its columns are the Kronecker products of the
   * columns. O(m p n).
   *
   * @param m rows of A
   * @param p rows of B
   * @param n columns of both
   * @param a the first factor, rows n apart
   * @param b the second factor, rows n apart
   * @param c the output, m p by n, rows n apart; must not be A or B
   */
  public static void khatriRao(int m, int p, int n, double[] a, double[] b, double[] c) {
    long rows = (long) m * p;
    if (rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the product has " + rows + " rows: too large");
    }
    MatrixChecks.matrix("a", a.length, 0, m, n, n);
    MatrixChecks.matrix("b", b.length, 0, p, n, n);
    MatrixChecks.matrix("c", c.length, 0, (int) rows, n, n);
    MatrixChecks.apart("a", a, 0, m, n, n, "c", c, 0, (int) rows, n, n);
    MatrixChecks.apart("b", b, 0, p, n, n, "c", c, 0, (int) rows, n, n);
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < p; k++) {
        LEVEL1.multiply(a, i * n, b, k * n, c, (i * p + k) * n, n);
      }
    }
  }

  /**
   * C = A ∘ B, the Hadamard product, entry by entry. O(m n).
   *
   * @param m rows
   * @param n columns
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param c the output; may be A or B themselves, but must not overlap them otherwise
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void hadamard(
      int m,
      int n,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, m, n, ldc);
    if (aOffset != cOffset || lda != ldc) {
      MatrixChecks.apart("a", a, aOffset, m, n, lda, "c", c, cOffset, m, n, ldc);
    }
    if (bOffset != cOffset || ldb != ldc) {
      MatrixChecks.apart("b", b, bOffset, m, n, ldb, "c", c, cOffset, m, n, ldc);
    }
    for (int i = 0; i < m; i++) {
      LEVEL1.multiply(a, aOffset + i * lda, b, bOffset + i * ldb, c, cOffset + i * ldc, n);
    }
  }

  /**
   * C = A ⊗ B, the Kronecker product: block (i, j) of C is {@code a[i][j] * B}. O(m n p q).
   *
   * @param m rows of A
   * @param n columns of A
   * @param p rows of B
   * @param q columns of B
   * @param a the first factor, rows n apart
   * @param b the second factor, rows q apart
   * @param c the output, m p by n q, rows n q apart; must not be A or B
   */
  public static void kronecker(int m, int n, int p, int q, float[] a, float[] b, float[] c) {
    long rows = (long) m * p;
    long columns = (long) n * q;
    if (rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the product is " + rows + " by " + columns + ": too large for an array");
    }
    MatrixChecks.matrix("a", a.length, 0, m, n, n);
    MatrixChecks.matrix("b", b.length, 0, p, q, q);
    MatrixChecks.matrix("c", c.length, 0, (int) rows, (int) columns, (int) columns);
    MatrixChecks.apart("a", a, 0, m, n, n, "c", c, 0, (int) rows, (int) columns, (int) columns);
    MatrixChecks.apart("b", b, 0, p, q, q, "c", c, 0, (int) rows, (int) columns, (int) columns);
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < p; k++) {
        int row = (i * p + k) * n * q;
        for (int j = 0; j < n; j++) {
          LEVEL1.scale(a[i * n + j], b, k * q, c, row + j * q, q);
        }
      }
    }
  }

  /**
   * C = A ⊙ B, the Khatri-Rao product of rows: row (i, k) of C, at {@code i * p + k}, is the
   * Hadamard product of row i of A and row k of B; its columns are the Kronecker products of the
   * columns. O(m p n).
   *
   * @param m rows of A
   * @param p rows of B
   * @param n columns of both
   * @param a the first factor, rows n apart
   * @param b the second factor, rows n apart
   * @param c the output, m p by n, rows n apart; must not be A or B
   */
  public static void khatriRao(int m, int p, int n, float[] a, float[] b, float[] c) {
    long rows = (long) m * p;
    if (rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the product has " + rows + " rows: too large");
    }
    MatrixChecks.matrix("a", a.length, 0, m, n, n);
    MatrixChecks.matrix("b", b.length, 0, p, n, n);
    MatrixChecks.matrix("c", c.length, 0, (int) rows, n, n);
    MatrixChecks.apart("a", a, 0, m, n, n, "c", c, 0, (int) rows, n, n);
    MatrixChecks.apart("b", b, 0, p, n, n, "c", c, 0, (int) rows, n, n);
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < p; k++) {
        LEVEL1.multiply(a, i * n, b, k * n, c, (i * p + k) * n, n);
      }
    }
  }
}
