package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import org.ejml.data.DMatrixRMaj;

/**
 * Products of EJML's matrices by {@link Blas3} and {@link Blas2}: shapes checked, nothing copied.
 */
public final class Matrices {
  private Matrices() {}

  /**
   * The product A B.
   *
   * @param a an m by k matrix
   * @param b a k by n matrix
   * @return a new m by n matrix
   */
  public static DMatrixRMaj multiply(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj c = new DMatrixRMaj(a.numRows, b.numCols);
    multiplyAdd(1, a, b, 0, c);
    return c;
  }

  /**
   * C = alpha A B + beta C.
   *
   * @param alpha factor of the product
   * @param a an m by k matrix
   * @param b a k by n matrix
   * @param beta factor of C
   * @param c input and output, m by n; not A or B
   */
  public static void multiplyAdd(
      double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c) {
    multiplyAdd(alpha, Transpose.NO, a, Transpose.NO, b, beta, c);
  }

  /**
   * C = alpha op(A) op(B) + beta C.
   *
   * @param alpha factor of the product
   * @param transposeA whether op(A) is A or its transpose
   * @param a the first factor
   * @param transposeB whether op(B) is B or its transpose
   * @param b the second factor
   * @param beta factor of C
   * @param c input and output; not A or B
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void multiplyAdd(
      double alpha,
      Transpose transposeA,
      DMatrixRMaj a,
      Transpose transposeB,
      DMatrixRMaj b,
      double beta,
      DMatrixRMaj c) {
    boolean ta = transposeA == Transpose.YES;
    boolean tb = transposeB == Transpose.YES;
    int m = ta ? a.numCols : a.numRows;
    int k = ta ? a.numRows : a.numCols;
    int n = tb ? b.numRows : b.numCols;
    if ((tb ? b.numCols : b.numRows) != k) {
      throw new IllegalArgumentException(
          "op(a) is " + m + " by " + k + ", op(b) has " + (tb ? b.numCols : b.numRows) + " rows");
    }
    Shapes.same("c", c, m, n);
    Blas3.gemm(
        transposeA,
        transposeB,
        m,
        n,
        k,
        alpha,
        a.data,
        0,
        a.numCols,
        b.data,
        0,
        b.numCols,
        beta,
        c.data,
        0,
        n);
  }

  /**
   * The product op(A) x.
   *
   * @param transpose whether op(A) is A or its transpose
   * @param a the matrix
   * @param x the vector
   * @return a new vector
   */
  public static double[] multiply(Transpose transpose, DMatrixRMaj a, double[] x) {
    boolean t = transpose == Transpose.YES;
    Shapes.length("x", x, t ? a.numRows : a.numCols);
    double[] y = new double[t ? a.numCols : a.numRows];
    Blas2.gemv(transpose, a.numRows, a.numCols, 1, a.data, 0, a.numCols, x, 0, 0, y, 0);
    return y;
  }

  /**
   * The product A' A, both triangles.
   *
   * @param a an m by n matrix
   * @return a new symmetric n by n matrix
   */
  public static DMatrixRMaj gram(DMatrixRMaj a) {
    int n = a.numCols;
    DMatrixRMaj c = new DMatrixRMaj(n, n);
    Blas3.syrk(Triangle.LOWER, Transpose.YES, n, a.numRows, 1, a.data, 0, n, 0, c.data, 0, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c.data[j * n + i] = c.data[i * n + j];
      }
    }
    return c;
  }

  /**
   * The transpose.
   *
   * @param a an m by n matrix
   * @return a new n by m matrix
   */
  public static DMatrixRMaj transpose(DMatrixRMaj a) {
    DMatrixRMaj t = new DMatrixRMaj(a.numCols, a.numRows);
    Blas2.transpose(a.numRows, a.numCols, a.data, 0, a.numCols, t.data, 0, a.numRows);
    return t;
  }
}
