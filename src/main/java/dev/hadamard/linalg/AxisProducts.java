package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Transpose;
import org.ejml.data.DMatrixRMaj;

/**
 * Products of a matrix and an array of several axes along one of them. The arrays are row-major,
 * last axis fastest; the Kronecker product A1 ⊗ ... ⊗ Ak is such a product along every axis.
 */
public final class AxisProducts {
  private AxisProducts() {}

  /**
   * The number of elements of an array.
   *
   * @param shape its extents
   * @return their product
   * @throws ArithmeticException if it exceeds an int
   */
  public static int size(int... shape) {
    int size = 1;
    for (int n : shape) {
      size = Math.multiplyExact(size, n);
    }
    return size;
  }

  /**
   * The product op(A) T along an axis. 2 |T| m flops for m rows of op(A).
   *
   * @param transpose whether op(A) is A or its transpose
   * @param a the matrix, with as many columns (of op(A)) as the axis is long
   * @param t the array
   * @param shape its extents
   * @param axis the axis, from 0
   * @return a new array in which the axis has the length of the rows of op(A)
   */
  public static double[] multiply(
      Transpose transpose, DMatrixRMaj a, double[] t, int[] shape, int axis) {
    boolean flip = transpose == Transpose.YES;
    int m = flip ? a.numCols : a.numRows;
    int n = flip ? a.numRows : a.numCols;
    if (n != shape[axis]) {
      throw new IllegalArgumentException(
          "op(a) has " + n + " columns: must be the extent of axis " + axis + ", " + shape[axis]);
    }
    Shapes.length("t", t, size(shape));
    int left = 1;
    for (int d = 0; d < axis; d++) {
      left *= shape[d];
    }
    int right = t.length / (left * n);
    double[] y = new double[left * m * right];
    if (left == 1 && right == 1) {
      Blas2.gemv(transpose, a.numRows, a.numCols, 1, a.data, 0, a.numCols, t, 0, 0, y, 0);
    } else if (right == 1) {
      Blas3.gemm(
          Transpose.NO,
          flip ? Transpose.NO : Transpose.YES,
          left,
          m,
          n,
          1,
          t,
          0,
          n,
          a.data,
          0,
          a.numCols,
          0,
          y,
          0,
          m);
    } else {
      for (int block = 0; block < left; block++) {
        Blas3.gemm(
            transpose,
            Transpose.NO,
            m,
            right,
            n,
            1,
            a.data,
            0,
            a.numCols,
            t,
            block * n * right,
            right,
            0,
            y,
            block * m * right,
            right);
      }
    }
    return y;
  }

  /**
   * G = alpha X Y' + beta G, X and Y unfolded along an axis: sums over all other axes. O(|X| n).
   *
   * @param alpha factor of the product
   * @param x an array
   * @param y an array of the same shape
   * @param shape their extents
   * @param axis the axis that stays
   * @param beta factor of G
   * @param g input and output, n by n for the extent n of the axis
   */
  public static void gramAdd(
      double alpha, double[] x, double[] y, int[] shape, int axis, double beta, DMatrixRMaj g) {
    int n = shape[axis];
    Shapes.length("x", x, size(shape));
    Shapes.length("y", y, x.length);
    Shapes.same("g", g, n, n);
    int left = 1;
    for (int d = 0; d < axis; d++) {
      left *= shape[d];
    }
    int right = x.length / (left * n);
    double factor = beta;
    if (right == 1) {
      Blas3.gemm(
          Transpose.YES, Transpose.NO, n, n, left, alpha, x, 0, n, y, 0, n, beta, g.data, 0, n);
      return;
    }
    for (int block = 0; block < left; block++) {
      int at = block * n * right;
      Blas3.gemm(
          Transpose.NO,
          Transpose.YES,
          n,
          n,
          right,
          alpha,
          x,
          at,
          right,
          y,
          at,
          right,
          factor,
          g.data,
          0,
          n);
      factor = 1;
    }
  }
}
