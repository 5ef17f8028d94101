package dev.hadamard.kernel;

import java.util.Arrays;

/**
 * Products of a row-major matrix and a vector, rank-1 updates, triangular solves with one
 * right-hand side, transposition, in double and single precision; on the caller's thread, without
 * allocation.
 *
 * <p>A matrix is an array, the index of its first entry, and the distance of its rows (at least the
 * number of its columns). Results are the same bits for every vector width: dot products are summed
 * in the order of {@link Reductions}, everything else element by element with fused multiply-adds.
 */
public final class Blas2 {
  /** Elements from which a matrix is taken to be beyond the caches, 16 MB. */
  private static final int AHEAD = 1 << 21;

  private static final ThreadLocal<double[]> FOUR_OF_THREAD =
      ThreadLocal.withInitial(() -> new double[4]);

  private static final Level1Kernels LEVEL1 =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());
  private static final Level2Kernels LEVEL2 =
      Simd.choose(() -> new VectorLevel2(), () -> new ScalarLevel2());
  private static final FloatLevel2Kernels FLOAT_LEVEL2 =
      Simd.choose(() -> new VectorFloatLevel2(), () -> new ScalarFloatLevel2());

  private static final RotationKernels ROTATIONS =
      Simd.choose(() -> new VectorRotations(), () -> new ScalarRotations());

  private Blas2() {}

  /**
   * Applies a chain of rotations of neighbouring rows, from the last row up, as a QL sweep makes
   * them: rotation k replaces (x, y) by (c x + s y, c y - s x), where y is row {@code count - 1 -
   * k} and x the row below it; the second product of each is rounded, the first fused. The same
   * bits as one after the other by {@link #rotate(double, double, double[], int, double[], int,
   * int)}, with half of the memory traffic. O(count columns).
   *
   * @param count the number of rotations; there are count + 1 rows
   * @param cosine the cosines
   * @param sine the sines
   * @param offset index of the first cosine and sine
   * @param columns the length of the rows
   * @param rows input and output
   * @param rowsOffset index of the first row's first element
   * @param stride distance of the rows
   */
  public static void rotateChain(
      int count,
      double[] cosine,
      double[] sine,
      int offset,
      int columns,
      double[] rows,
      int rowsOffset,
      int stride) {
    Checks.range("cosine", cosine.length, offset, count);
    Checks.range("sine", sine.length, offset, count);
    MatrixChecks.matrix("rows", rows.length, rowsOffset, count + 1, columns, stride);
    ROTATIONS.chain(
        count, cosine, sine, offset, rows, rowsOffset + count * stride, stride, columns);
  }

  /**
   * y = alpha op(A) x + beta y.
   *
   * <p>Without transposition every y is {@code fma(alpha, d, beta * y)} with the dot product d of a
   * row and x in the order of {@link Reductions}; with it, every y is one chain of fused
   * multiply-adds over the rows in increasing order, of {@code alpha * x[i]} and the entry. With
   * beta = 0, y is not read. O(m n).
   *
   * @param transpose whether op(A) is A or its transpose
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the product
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x the input vector; must not overlap y
   * @param xOffset index of its first element
   * @param beta factor of y
   * @param y input and output; must not overlap A
   * @param yOffset index of its first element
   */
  public static void gemv(
      Transpose transpose,
      int m,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] x,
      int xOffset,
      double beta,
      double[] y,
      int yOffset) {
    boolean t = transpose == Transpose.YES;
    int inputs = t ? m : n;
    int outputs = t ? n : m;
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    Checks.range("x", x.length, xOffset, inputs);
    Checks.range("y", y.length, yOffset, outputs);
    MatrixChecks.apart("a", a, aOffset, m, n, lda, "y", y, yOffset, 1, outputs, outputs);
    MatrixChecks.apart("x", x, xOffset, 1, inputs, inputs, "y", y, yOffset, 1, outputs, outputs);
    if (t) {
      scale(outputs, beta, y, yOffset);
      addRows(m, n, alpha, a, aOffset, lda, x, xOffset, y, yOffset);
    } else {
      int i = 0;
      for (; i <= m - 4 && n <= VirtualLanes.BLOCK; i += 4) {
        int at = yOffset + i;
        double y0 = y[at];
        double y1 = y[at + 1];
        double y2 = y[at + 2];
        double y3 = y[at + 3];
        LEVEL2.dotFour(a, aOffset + i * lda, lda, x, xOffset, n, y, at);
        y[at] = combined(alpha, y[at], beta, y0);
        y[at + 1] = combined(alpha, y[at + 1], beta, y1);
        y[at + 2] = combined(alpha, y[at + 2], beta, y2);
        y[at + 3] = combined(alpha, y[at + 3], beta, y3);
      }
      for (; i < m; i++) {
        double dot = Reductions.dotUnchecked(a, aOffset + i * lda, x, xOffset, n);
        y[yOffset + i] = combined(alpha, dot, beta, y[yOffset + i]);
      }
    }
  }

  private static double combined(double alpha, double dot, double beta, double y) {
    return beta == 0 ? alpha * dot : Math.fma(alpha, dot, beta * y);
  }

  /**
   * y = alpha A' (A x) in one pass over A, where ' is transposition: for a row a of A, the dot
   * product w of a and x (in the order of {@link Reductions}) is rounded, and {@code alpha * w}
   * times a is fused into y, row after row. O(m n), and half the memory traffic of two products.
   *
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the product
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x the input vector; must not overlap y
   * @param xOffset index of its first element
   * @param y the output; must not overlap A
   * @param yOffset index of its first element
   */
  public static void gramMultiply(
      int m,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] x,
      int xOffset,
      double[] y,
      int yOffset) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("a", a, aOffset, m, n, lda, "y", y, yOffset, 1, n, n);
    MatrixChecks.apart("x", x, xOffset, 1, n, n, "y", y, yOffset, 1, n, n);
    Arrays.fill(y, yOffset, yOffset + n, 0);
    double[] dots = FOUR_OF_THREAD.get();
    // From memory the next rows are read while those before are added; in cache that only costs.
    boolean ahead = n <= VirtualLanes.BLOCK && (long) m * n >= AHEAD;
    boolean known = false;
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int row = aOffset + i * lda;
      if (!known) {
        dotFour(a, row, lda, x, xOffset, n, dots);
      }
      double s0 = alpha * dots[0];
      double s1 = alpha * dots[1];
      double s2 = alpha * dots[2];
      double s3 = alpha * dots[3];
      known = ahead && i <= m - 8;
      if (known) {
        int next = row + 4 * lda;
        LEVEL2.addRowsDotFour(s0, s1, s2, s3, a, row, next, lda, x, xOffset, y, yOffset, n, dots);
      } else {
        LEVEL2.addRows(s0, s1, s2, s3, a, row, lda, y, yOffset, n);
      }
    }
    for (; i < m; i++) {
      int row = aOffset + i * lda;
      LEVEL1.axpy(alpha * Reductions.dotUnchecked(a, row, x, xOffset, n), a, row, y, yOffset, n);
    }
  }

  /** The products of four rows with x. */
  private static void dotFour(
      double[] a, int row, int lda, double[] x, int xo, int n, double[] dots) {
    if (n <= VirtualLanes.BLOCK) {
      LEVEL2.dotFour(a, row, lda, x, xo, n, dots, 0);
      return;
    }
    for (int r = 0; r < 4; r++) {
      dots[r] = Reductions.dotUnchecked(a, row + r * lda, x, xo, n);
    }
  }

  /**
   * A = A + alpha x y', the rank-1 update: every entry is {@code fma(alpha * x[i], y[j], a)}. O(m
   * n).
   *
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the update
   * @param x the column, m elements
   * @param xOffset index of its first element
   * @param y the row, n elements
   * @param yOffset index of its first element
   * @param a input and output; must not overlap x or y
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   */
  public static void ger(
      int m,
      int n,
      double alpha,
      double[] x,
      int xOffset,
      double[] y,
      int yOffset,
      double[] a,
      int aOffset,
      int lda) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    Checks.range("x", x.length, xOffset, m);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("x", x, xOffset, 1, m, m, "a", a, aOffset, m, n, lda);
    MatrixChecks.apart("y", y, yOffset, 1, n, n, "a", a, aOffset, m, n, lda);
    for (int i = 0; i < m; i++) {
      LEVEL1.axpy(alpha * x[xOffset + i], y, yOffset, a, aOffset + i * lda, n);
    }
  }

  /**
   * y = alpha A x + beta y with a symmetric A of which one triangle is read, once: row after row,
   * {@code alpha * x[i]} times the part of the row beside the diagonal is fused into y, then the
   * diagonal's product and {@code alpha} times the dot product of that part and x are fused into
   * y[i]. O(n²).
   *
   * @param triangle the triangle of A that is read
   * @param n order of A
   * @param alpha factor of the product
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x the input vector; must not overlap y
   * @param xOffset index of its first element
   * @param beta factor of y; with 0, y is not read
   * @param y input and output; must not overlap A
   * @param yOffset index of its first element
   */
  public static void symv(
      Triangle triangle,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] x,
      int xOffset,
      double beta,
      double[] y,
      int yOffset) {
    MatrixChecks.matrix("a", a.length, aOffset, n, n, lda);
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("a", a, aOffset, n, n, lda, "y", y, yOffset, 1, n, n);
    MatrixChecks.apart("x", x, xOffset, 1, n, n, "y", y, yOffset, 1, n, n);
    scale(n, beta, y, yOffset);
    boolean lower = triangle == Triangle.LOWER;
    for (int i = 0; i < n; i++) {
      int row = aOffset + i * lda;
      int from = lower ? 0 : i + 1;
      int length = lower ? i : n - 1 - i;
      double scaled = alpha * x[xOffset + i];
      double dot = Reductions.dotUnchecked(a, row + from, x, xOffset + from, length);
      LEVEL1.axpy(scaled, a, row + from, y, yOffset + from, length);
      y[yOffset + i] = Math.fma(alpha, dot, Math.fma(scaled, a[row + i], y[yOffset + i]));
    }
  }

  /**
   * x = op(A) x with a triangular A. Without transposition by dot products in the order of {@link
   * Reductions}, with it by rows fused into x. O(n² / 2).
   *
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param n order of A
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x input and output; must not overlap A
   * @param xOffset index of its first element
   */
  public static void trmv(
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int n,
      double[] a,
      int aOffset,
      int lda,
      double[] x,
      int xOffset) {
    checkTriangular(n, a, aOffset, lda, x, xOffset);
    boolean lower = triangle == Triangle.LOWER;
    boolean unit = diagonal == Diagonal.UNIT;
    boolean t = transpose == Transpose.YES;
    for (int step = 0; step < n; step++) {
      int i = lower == t ? step : n - 1 - step;
      int row = aOffset + i * lda;
      int from = lower ? 0 : i + 1;
      int length = lower ? i : n - 1 - i;
      double xi = x[xOffset + i];
      double product = unit ? xi : a[row + i] * xi;
      if (t) {
        LEVEL1.axpy(xi, a, row + from, x, xOffset + from, length);
        x[xOffset + i] = product;
      } else {
        x[xOffset + i] =
            product + Reductions.dotUnchecked(a, row + from, x, xOffset + from, length);
      }
    }
  }

  /**
   * Solves op(A) x = b with a triangular A; x overwrites b. Without transposition by dot products
   * in the order of {@link Reductions}, with it by rows fused into x; divided by the diagonal. A
   * zero on the diagonal gives infinities or NaN. O(n² / 2).
   *
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param n order of A
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x b on input, the solution on output; must not overlap A
   * @param xOffset index of its first element
   */
  public static void trsv(
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int n,
      double[] a,
      int aOffset,
      int lda,
      double[] x,
      int xOffset) {
    checkTriangular(n, a, aOffset, lda, x, xOffset);
    boolean lower = triangle == Triangle.LOWER;
    boolean unit = diagonal == Diagonal.UNIT;
    boolean t = transpose == Transpose.YES;
    for (int step = 0; step < n; step++) {
      int i = lower == t ? n - 1 - step : step;
      int row = aOffset + i * lda;
      int from = lower ? 0 : i + 1;
      int length = lower ? i : n - 1 - i;
      double value = x[xOffset + i];
      if (!t) {
        value -= Reductions.dotUnchecked(a, row + from, x, xOffset + from, length);
      }
      if (!unit) {
        value /= a[row + i];
      }
      x[xOffset + i] = value;
      if (t) {
        LEVEL1.axpy(-value, a, row + from, x, xOffset + from, length);
      }
    }
  }

  /**
   * B = A', the transpose. O(m n).
   *
   * @param m rows of A
   * @param n columns of A
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the output, n by m; must not overlap A
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   */
  public static void transpose(
      int m, int n, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    MatrixChecks.matrix("b", b.length, bOffset, n, m, ldb);
    MatrixChecks.apart("a", a, aOffset, m, n, lda, "b", b, bOffset, n, m, ldb);
    LEVEL2.transpose(m, n, a, aOffset, lda, b, bOffset, ldb);
  }

  /**
   * Rotates two vectors: (x, y) = (c x + s y, c y - s x), element by element; the second product is
   * rounded, the first fused. O(n).
   *
   * @param c the cosine
   * @param s the sine
   * @param x input and output
   * @param xOffset index of its first element
   * @param y input and output; must not overlap x
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void rotate(
      double c, double s, double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("x", x, xOffset, 1, n, n, "y", y, yOffset, 1, n, n);
    LEVEL2.rotate(c, s, x, xOffset, y, yOffset, n);
  }

  private static void checkTriangular(
      int n, double[] a, int aOffset, int lda, double[] x, int xOffset) {
    MatrixChecks.matrix("a", a.length, aOffset, n, n, lda);
    Checks.range("x", x.length, xOffset, n);
    MatrixChecks.apart("a", a, aOffset, n, n, lda, "x", x, xOffset, 1, n, n);
  }

  /** y += alpha op(A)' x, the rows of A in increasing order. */
  private static void addRows(
      int m,
      int n,
      double alpha,
      double[] a,
      int ao,
      int lda,
      double[] x,
      int xo,
      double[] y,
      int yo) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int p = xo + i;
      LEVEL2.addRows(
          alpha * x[p],
          alpha * x[p + 1],
          alpha * x[p + 2],
          alpha * x[p + 3],
          a,
          ao + i * lda,
          lda,
          y,
          yo,
          n);
    }
    for (; i < m; i++) {
      LEVEL1.axpy(alpha * x[xo + i], a, ao + i * lda, y, yo, n);
    }
  }

  private static void scale(int n, double beta, double[] y, int yo) {
    if (beta == 0) {
      Arrays.fill(y, yo, yo + n, 0);
    } else if (beta != 1) {
      LEVEL1.scale(beta, y, yo, y, yo, n);
    }
  }

  /**
   * y = alpha op(A) x + beta y.
   *
   * <p>Without transposition every y is {@code fma(alpha, d, beta * y)} with the dot product d of a
   * row and x in the order of {@link Reductions}; with it, every y is one chain of fused
   * multiply-adds over the rows in increasing order, of {@code alpha * x[i]} and the entry. With
   * beta = 0, y is not read. O(m n).
   *
   * @param transpose whether op(A) is A or its transpose
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the product
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x the input vector; must not overlap y
   * @param xOffset index of its first element
   * @param beta factor of y
   * @param y input and output; must not overlap A
   * @param yOffset index of its first element
   */
  public static void gemv(
      Transpose transpose,
      int m,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] x,
      int xOffset,
      float beta,
      float[] y,
      int yOffset) {
    boolean t = transpose == Transpose.YES;
    int inputs = t ? m : n;
    int outputs = t ? n : m;
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    Checks.range("x", x.length, xOffset, inputs);
    Checks.range("y", y.length, yOffset, outputs);
    MatrixChecks.apart("a", a, aOffset, m, n, lda, "y", y, yOffset, 1, outputs, outputs);
    MatrixChecks.apart("x", x, xOffset, 1, inputs, inputs, "y", y, yOffset, 1, outputs, outputs);
    if (t) {
      scale(outputs, beta, y, yOffset);
      addRows(m, n, alpha, a, aOffset, lda, x, xOffset, y, yOffset);
    } else {
      for (int i = 0; i < m; i++) {
        float dot = Reductions.dotUnchecked(a, aOffset + i * lda, x, xOffset, n);
        y[yOffset + i] = beta == 0 ? alpha * dot : Math.fma(alpha, dot, beta * y[yOffset + i]);
      }
    }
  }

  /**
   * y = alpha A' (A x) in one pass over A, where ' is transposition: for a row a of A, the dot
   * product w of a and x (in the order of {@link Reductions}) is rounded, and {@code alpha * w}
   * times a is fused into y, row after row. O(m n), and half the memory traffic of two products.
   *
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the product
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x the input vector; must not overlap y
   * @param xOffset index of its first element
   * @param y the output; must not overlap A
   * @param yOffset index of its first element
   */
  public static void gramMultiply(
      int m,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("a", a, aOffset, m, n, lda, "y", y, yOffset, 1, n, n);
    MatrixChecks.apart("x", x, xOffset, 1, n, n, "y", y, yOffset, 1, n, n);
    Arrays.fill(y, yOffset, yOffset + n, 0);
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int row = aOffset + i * lda;
      float s0 = alpha * Reductions.dotUnchecked(a, row, x, xOffset, n);
      float s1 = alpha * Reductions.dotUnchecked(a, row + lda, x, xOffset, n);
      float s2 = alpha * Reductions.dotUnchecked(a, row + 2 * lda, x, xOffset, n);
      float s3 = alpha * Reductions.dotUnchecked(a, row + 3 * lda, x, xOffset, n);
      FLOAT_LEVEL2.addRows(s0, s1, s2, s3, a, row, lda, y, yOffset, n);
    }
    for (; i < m; i++) {
      int row = aOffset + i * lda;
      LEVEL1.axpy(alpha * Reductions.dotUnchecked(a, row, x, xOffset, n), a, row, y, yOffset, n);
    }
  }

  /**
   * A = A + alpha x y', the rank-1 update: every entry is {@code fma(alpha * x[i], y[j], a)}. O(m
   * n).
   *
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the update
   * @param x the column, m elements
   * @param xOffset index of its first element
   * @param y the row, n elements
   * @param yOffset index of its first element
   * @param a input and output; must not overlap x or y
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   */
  public static void ger(
      int m,
      int n,
      float alpha,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] a,
      int aOffset,
      int lda) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    Checks.range("x", x.length, xOffset, m);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("x", x, xOffset, 1, m, m, "a", a, aOffset, m, n, lda);
    MatrixChecks.apart("y", y, yOffset, 1, n, n, "a", a, aOffset, m, n, lda);
    for (int i = 0; i < m; i++) {
      LEVEL1.axpy(alpha * x[xOffset + i], y, yOffset, a, aOffset + i * lda, n);
    }
  }

  /**
   * y = alpha A x + beta y with a symmetric A of which one triangle is read, once: row after row,
   * {@code alpha * x[i]} times the part of the row beside the diagonal is fused into y, then the
   * diagonal's product and {@code alpha} times the dot product of that part and x are fused into
   * y[i]. O(n²).
   *
   * @param triangle the triangle of A that is read
   * @param n order of A
   * @param alpha factor of the product
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x the input vector; must not overlap y
   * @param xOffset index of its first element
   * @param beta factor of y; with 0, y is not read
   * @param y input and output; must not overlap A
   * @param yOffset index of its first element
   */
  public static void symv(
      Triangle triangle,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] x,
      int xOffset,
      float beta,
      float[] y,
      int yOffset) {
    MatrixChecks.matrix("a", a.length, aOffset, n, n, lda);
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("a", a, aOffset, n, n, lda, "y", y, yOffset, 1, n, n);
    MatrixChecks.apart("x", x, xOffset, 1, n, n, "y", y, yOffset, 1, n, n);
    scale(n, beta, y, yOffset);
    boolean lower = triangle == Triangle.LOWER;
    for (int i = 0; i < n; i++) {
      int row = aOffset + i * lda;
      int from = lower ? 0 : i + 1;
      int length = lower ? i : n - 1 - i;
      float scaled = alpha * x[xOffset + i];
      float dot = Reductions.dotUnchecked(a, row + from, x, xOffset + from, length);
      LEVEL1.axpy(scaled, a, row + from, y, yOffset + from, length);
      y[yOffset + i] = Math.fma(alpha, dot, Math.fma(scaled, a[row + i], y[yOffset + i]));
    }
  }

  /**
   * x = op(A) x with a triangular A. Without transposition by dot products in the order of {@link
   * Reductions}, with it by rows fused into x. O(n² / 2).
   *
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param n order of A
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x input and output; must not overlap A
   * @param xOffset index of its first element
   */
  public static void trmv(
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int n,
      float[] a,
      int aOffset,
      int lda,
      float[] x,
      int xOffset) {
    checkTriangular(n, a, aOffset, lda, x, xOffset);
    boolean lower = triangle == Triangle.LOWER;
    boolean unit = diagonal == Diagonal.UNIT;
    boolean t = transpose == Transpose.YES;
    for (int step = 0; step < n; step++) {
      int i = lower == t ? step : n - 1 - step;
      int row = aOffset + i * lda;
      int from = lower ? 0 : i + 1;
      int length = lower ? i : n - 1 - i;
      float xi = x[xOffset + i];
      float product = unit ? xi : a[row + i] * xi;
      if (t) {
        LEVEL1.axpy(xi, a, row + from, x, xOffset + from, length);
        x[xOffset + i] = product;
      } else {
        x[xOffset + i] =
            product + Reductions.dotUnchecked(a, row + from, x, xOffset + from, length);
      }
    }
  }

  /**
   * Solves op(A) x = b with a triangular A; x overwrites b. Without transposition by dot products
   * in the order of {@link Reductions}, with it by rows fused into x; divided by the diagonal. A
   * zero on the diagonal gives infinities or NaN. O(n² / 2).
   *
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param n order of A
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param x b on input, the solution on output; must not overlap A
   * @param xOffset index of its first element
   */
  public static void trsv(
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int n,
      float[] a,
      int aOffset,
      int lda,
      float[] x,
      int xOffset) {
    checkTriangular(n, a, aOffset, lda, x, xOffset);
    boolean lower = triangle == Triangle.LOWER;
    boolean unit = diagonal == Diagonal.UNIT;
    boolean t = transpose == Transpose.YES;
    for (int step = 0; step < n; step++) {
      int i = lower == t ? n - 1 - step : step;
      int row = aOffset + i * lda;
      int from = lower ? 0 : i + 1;
      int length = lower ? i : n - 1 - i;
      float value = x[xOffset + i];
      if (!t) {
        value -= Reductions.dotUnchecked(a, row + from, x, xOffset + from, length);
      }
      if (!unit) {
        value /= a[row + i];
      }
      x[xOffset + i] = value;
      if (t) {
        LEVEL1.axpy(-value, a, row + from, x, xOffset + from, length);
      }
    }
  }

  /**
   * B = A', the transpose. O(m n).
   *
   * @param m rows of A
   * @param n columns of A
   * @param a the matrix
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the output, n by m; must not overlap A
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   */
  public static void transpose(
      int m, int n, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb) {
    MatrixChecks.matrix("a", a.length, aOffset, m, n, lda);
    MatrixChecks.matrix("b", b.length, bOffset, n, m, ldb);
    MatrixChecks.apart("a", a, aOffset, m, n, lda, "b", b, bOffset, n, m, ldb);
    FLOAT_LEVEL2.transpose(m, n, a, aOffset, lda, b, bOffset, ldb);
  }

  /**
   * Rotates two vectors: (x, y) = (c x + s y, c y - s x), element by element; the second product is
   * rounded, the first fused. O(n).
   *
   * @param c the cosine
   * @param s the sine
   * @param x input and output
   * @param xOffset index of its first element
   * @param y input and output; must not overlap x
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void rotate(
      float c, float s, float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    MatrixChecks.apart("x", x, xOffset, 1, n, n, "y", y, yOffset, 1, n, n);
    FLOAT_LEVEL2.rotate(c, s, x, xOffset, y, yOffset, n);
  }

  private static void checkTriangular(
      int n, float[] a, int aOffset, int lda, float[] x, int xOffset) {
    MatrixChecks.matrix("a", a.length, aOffset, n, n, lda);
    Checks.range("x", x.length, xOffset, n);
    MatrixChecks.apart("a", a, aOffset, n, n, lda, "x", x, xOffset, 1, n, n);
  }

  /** y += alpha op(A)' x, the rows of A in increasing order. */
  private static void addRows(
      int m, int n, float alpha, float[] a, int ao, int lda, float[] x, int xo, float[] y, int yo) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int p = xo + i;
      FLOAT_LEVEL2.addRows(
          alpha * x[p],
          alpha * x[p + 1],
          alpha * x[p + 2],
          alpha * x[p + 3],
          a,
          ao + i * lda,
          lda,
          y,
          yo,
          n);
    }
    for (; i < m; i++) {
      LEVEL1.axpy(alpha * x[xo + i], a, ao + i * lda, y, yo, n);
    }
  }

  private static void scale(int n, float beta, float[] y, int yo) {
    if (beta == 0) {
      Arrays.fill(y, yo, yo + n, 0);
    } else if (beta != 1) {
      LEVEL1.scale(beta, y, yo, y, yo, n);
    }
  }
}
