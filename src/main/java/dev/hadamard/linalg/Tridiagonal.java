package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The reduction Q' A Q = T of a symmetric matrix to tridiagonal form (LAPACK's dlatrd): panels of
 * reflections, half of the work in symmetric matrix-vector products, half in a rank-2k update.
 */
final class Tridiagonal {
  private static final int BLOCK = 48;

  private final double[] a;
  private final int n;
  private final double[] diagonal;
  private final double[] beside;
  private final double[] tau;

  private Tridiagonal(double[] a, int n) {
    this.a = a;
    this.n = n;
    this.diagonal = new double[n];
    this.beside = new double[n];
    this.tau = new double[n];
  }

  static Tridiagonal of(DMatrixRMaj matrix) {
    Tridiagonal result = new Tridiagonal(matrix.data.clone(), matrix.numRows);
    result.reduce();
    return result;
  }

  double[] diagonal() {
    return diagonal.clone();
  }

  /** Element i stands between i and i + 1; the last is 0. */
  double[] beside() {
    return beside.clone();
  }

  private void reduce() {
    // The reflections and their partners as rows: products with them run along memory.
    double[] v = new double[BLOCK * n];
    double[] w = new double[BLOCK * n];
    double[] column = new double[n];
    double[] inner = new double[BLOCK];
    for (int from = 0; from < n - 1; from += BLOCK) {
      int count = Math.min(BLOCK, n - 1 - from);
      for (int k = 0; k < count; k++) {
        column(from, k, v, w, column, inner);
      }
      int next = from + count;
      int rest = n - next;
      Blas3.syr2k(
          Triangle.LOWER,
          Transpose.YES,
          rest,
          count,
          -1,
          v,
          next,
          n,
          w,
          next,
          n,
          1,
          a,
          next * n + next,
          n);
    }
    if (n > 0) {
      diagonal[n - 1] = a[n * n - 1];
    }
  }

  /** Column j = from + k: brought up to date, reflected, and its partner in the rank-2 update. */
  private void column(int from, int k, double[] v, double[] w, double[] column, double[] inner) {
    int j = from + k;
    for (int i = j; i < n; i++) {
      column[i] = a[i * n + j];
    }
    for (int p = 0; p < k; p++) {
      int row = p * n + j;
      double vj = v[row];
      double wj = w[row];
      Blas1.axpy(-wj, v, row, column, j, n - j);
      Blas1.axpy(-vj, w, row, column, j, n - j);
    }
    diagonal[j] = column[j];
    int first = j + 1;
    int length = n - first;
    double scale = Householder.make(column, first, length);
    tau[j] = scale;
    beside[j] = column[first];
    column[first] = 1;
    for (int i = first; i < n; i++) {
      a[i * n + j] = column[i];
    }
    int row = k * n;
    Arrays.fill(v, row, row + first, 0);
    Arrays.fill(w, row, row + first, 0);
    System.arraycopy(column, first, v, row + first, length);
    if (scale == 0) {
      Arrays.fill(w, row + first, row + n, 0);
      return;
    }
    Blas2.symv(
        Triangle.LOWER, length, 1, a, first * n + first, n, v, row + first, 0, w, row + first);
    if (k > 0) {
      Blas2.gemv(Transpose.NO, k, length, 1, w, first, n, column, first, 0, inner, 0);
      subtractRows(k, inner, v, first, length, w, row + first);
      Blas2.gemv(Transpose.NO, k, length, 1, v, first, n, column, first, 0, inner, 0);
      subtractRows(k, inner, w, first, length, w, row + first);
    }
    Blas1.scale(scale, w, row + first, w, row + first, length);
    double half = -0.5 * scale * Reductions.dot(w, row + first, v, row + first, length);
    Blas1.axpy(half, v, row + first, w, row + first, length);
  }

  /** y -= the rows of m times the factors; y may be a later row of m. */
  private void subtractRows(
      int k, double[] factors, double[] m, int offset, int length, double[] y, int yo) {
    for (int p = 0; p < k; p++) {
      Blas1.axpy(-factors[p], m, p * n + offset, y, yo, length);
    }
  }

  /** C becomes Q C: the reflections' blocks applied from the last to the first; C is n x n. */
  void multiplyQ(double[] c) {
    double[] v = new double[n * BLOCK];
    double[] t = new double[BLOCK * BLOCK];
    double[] work = new double[2 * BLOCK * n];
    int blocks = n < 2 ? 0 : Math.ceilDiv(n - 1, BLOCK);
    for (int block = blocks - 1; block >= 0; block--) {
      Progress.checkCancelled();
      int from = block * BLOCK;
      int count = Math.min(BLOCK, n - 1 - from);
      int first = from + 1;
      int rows = n - first;
      for (int i = 0; i < rows; i++) {
        int row = (first + i) * n + from;
        for (int k = 0; k < count; k++) {
          v[i * count + k] = i >= k ? a[row + k] : 0;
        }
      }
      Householder.triangle(rows, count, v, tau, from, t);
      Householder.applyBlock(Transpose.NO, rows, n, count, v, t, c, first * n, n, work);
    }
  }
}
