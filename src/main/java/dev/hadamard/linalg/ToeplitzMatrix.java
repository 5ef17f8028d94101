package dev.hadamard.linalg;

import java.util.Arrays;

/**
 * A Toeplitz matrix, entry (i, j) = t[i - j]: products in O(n log n) through a circulant matrix of
 * twice the order, solves in O(n²) by Levinson's recursion. Immutable.
 */
public final class ToeplitzMatrix {
  private final int n;
  private final double[] column;
  private final double[] row;
  private final CirculantMatrix circulant;

  private ToeplitzMatrix(double[] column, double[] row) {
    this.n = column.length;
    this.column = column;
    this.row = row;
    int size = Integer.highestOneBit(Math.max(1, 2 * n - 1)) * 2;
    double[] embedded = new double[size];
    System.arraycopy(column, 0, embedded, 0, n);
    for (int j = 1; j < n; j++) {
      embedded[size - j] = row[j];
    }
    this.circulant = CirculantMatrix.of(embedded);
  }

  /**
   * A Toeplitz matrix.
   *
   * @param column its first column, at least one element
   * @param row its first row, as long; {@code row[0]} must equal {@code column[0]}
   * @return the matrix; the arrays are copied
   */
  public static ToeplitzMatrix of(double[] column, double[] row) {
    if (column.length == 0) {
      throw new IllegalArgumentException("column is empty: must have at least 1 element");
    }
    Shapes.length("row", row, column.length);
    if (row[0] != column[0]) {
      throw new IllegalArgumentException(
          "row[0] is " + row[0] + ": must be column[0] = " + column[0]);
    }
    return new ToeplitzMatrix(column.clone(), row.clone());
  }

  /**
   * A symmetric Toeplitz matrix.
   *
   * @param column its first column, at least one element
   * @return the matrix
   */
  public static ToeplitzMatrix symmetric(double[] column) {
    return of(column, column);
  }

  /**
   * The order.
   *
   * @return n
   */
  public int order() {
    return n;
  }

  /**
   * The product T x. O(n log n).
   *
   * @param x the vector
   * @return a new vector
   */
  public double[] multiply(double[] x) {
    return product(x, false);
  }

  /**
   * The product T' x. O(n log n).
   *
   * @param x the vector
   * @return a new vector
   */
  public double[] multiplyTranspose(double[] x) {
    return product(x, true);
  }

  private double[] product(double[] x, boolean transpose) {
    Shapes.length("x", x, n);
    double[] padded = new double[circulant.order()];
    System.arraycopy(x, 0, padded, 0, n);
    double[] y = transpose ? circulant.multiplyTranspose(padded) : circulant.multiply(padded);
    return Arrays.copyOf(y, n);
  }

  /**
   * Solves T x = b by Levinson's recursion. O(n²), O(n) memory. Stable for symmetric positive
   * definite matrices (Cybenko 1980); in general as good as the leading blocks are conditioned: use
   * {@link Lu} where they may be singular.
   *
   * @param b the right-hand side
   * @return x
   * @throws SingularMatrixException if a leading block is singular, with its order minus 1
   */
  public double[] solve(double[] b) {
    Shapes.length("b", b, n);
    if (!Shapes.usable(column[0])) {
      throw new SingularMatrixException(0, column[0]);
    }
    double[] forward = new double[n];
    double[] backward = new double[n];
    double[] x = new double[n];
    forward[0] = 1 / column[0];
    backward[0] = forward[0];
    x[0] = b[0] / column[0];
    for (int k = 1; k < n; k++) {
      double forwardError = 0;
      double backwardError = 0;
      double error = 0;
      for (int i = 0; i < k; i++) {
        forwardError = Math.fma(column[k - i], forward[i], forwardError);
        backwardError = Math.fma(row[i + 1], backward[i], backwardError);
        error = Math.fma(column[k - i], x[i], error);
      }
      double pivot = Math.fma(-forwardError, backwardError, 1);
      if (!Shapes.usable(pivot)) {
        throw new SingularMatrixException(k, pivot);
      }
      for (int i = k; i >= 0; i--) {
        double f = i < k ? forward[i] : 0;
        double shifted = i > 0 ? backward[i - 1] : 0;
        forward[i] = Math.fma(-forwardError, shifted, f) / pivot;
        backward[i] = Math.fma(-backwardError, f, shifted) / pivot;
      }
      double correction = b[k] - error;
      for (int i = 0; i <= k; i++) {
        x[i] = Math.fma(correction, backward[i], x[i]);
      }
    }
    return x;
  }

  @Override
  public String toString() {
    return "ToeplitzMatrix(order " + n + ")";
  }
}
