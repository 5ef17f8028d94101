package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A Toeplitz matrix, entry (i, j) = t[i - j]: products in O(n log n) through a circulant matrix of
 * twice the order, solves in O(n²) by Levinson's recursion. Immutable.
 */
public final class ToeplitzMatrix implements Factorization {
  /** Residuals of so much times the order count as rounding. */
  private static final double ROUNDING = 0x1p-50;

  /** With leading blocks of up to this condition the determinant keeps about eleven digits. */
  private static final double TRUSTED = 1e4;

  private final int n;
  private final double[] column;
  private final double[] row;
  private final CirculantMatrix circulant;
  private final double norm1;

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
    this.norm1 = norm1(column, row);
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
    for (int i = 0; i < column.length; i++) {
      if (!Double.isFinite(column[i]) || !Double.isFinite(row[i])) {
        boolean first = !Double.isFinite(column[i]);
        throw new IllegalArgumentException(
            (first ? "column[" : "row[")
                + i
                + "] is "
                + (first ? column[i] : row[i])
                + ": must be finite");
      }
    }
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

  @Override
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
   * The matrix itself.
   *
   * @return a new n by n matrix
   */
  public DMatrixRMaj dense() {
    DMatrixRMaj dense = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        dense.data[i * n + j] = i >= j ? column[i - j] : row[j - i];
      }
    }
    return dense;
  }

  /**
   * Solves T x = b by Levinson's recursion. O(n²), O(n) memory. It is stable for symmetric positive
   * definite matrices (Cybenko 1980); in general it is as good as the leading blocks are
   * conditioned. So the residual is formed, the solution refined once if that is too large, and
   * where this does not help the system is solved by {@link Lu}, O(n³) and n² memory.
   *
   * @param b the right-hand side
   * @return x
   * @throws SingularMatrixException if the matrix is singular
   */
  @Override
  public double[] solve(double[] b) {
    Shapes.length("b", b, n);
    Levinson levinson = new Levinson();
    if (levinson.solve(b)) {
      double[] x = levinson.x;
      double[] residual = residual(b, x);
      if (small(residual, b, x)) {
        return x;
      }
      if (levinson.solve(residual)) {
        Blas1.axpy(1, x, levinson.x);
        if (small(residual(b, levinson.x), b, levinson.x)) {
          return levinson.x;
        }
      }
    }
    return Lu.of(dense()).solve(b);
  }

  private double[] residual(double[] b, double[] x) {
    double[] residual = multiply(x);
    for (int i = 0; i < n; i++) {
      residual[i] = b[i] - residual[i];
    }
    return residual;
  }

  private boolean small(double[] residual, double[] b, double[] x) {
    double terms = norm1 * largest(x) + largest(b);
    return largest(residual) <= n * ROUNDING * terms;
  }

  private static double largest(double[] x) {
    return Math.abs(x[Reductions.indexOfMaxAbs(x)]);
  }

  /** Column j holds the first n - j elements of the column and the first j of the row. */
  private static double norm1(double[] column, double[] row) {
    int n = column.length;
    double[] below = new double[n + 1];
    double[] above = new double[n + 1];
    for (int i = 0; i < n; i++) {
      below[i + 1] = below[i] + Math.abs(column[i]);
      above[i + 1] = above[i] + (i > 0 ? Math.abs(row[i]) : 0);
    }
    double largest = 0;
    for (int j = 0; j < n; j++) {
      largest = Math.max(largest, below[n - j] + above[j + 1]);
    }
    return largest;
  }

  /**
   * {@inheritDoc} From the leading blocks, O(n²), or by {@link Lu}, O(n³), where one of them is
   * nearly singular.
   */
  @Override
  public double logAbsDeterminant() {
    Levinson levinson = new Levinson();
    if (levinson.solve(new double[n]) && levinson.trusted()) {
      return levinson.logAbsDeterminant();
    }
    try {
      return Lu.of(dense()).logAbsDeterminant();
    } catch (SingularMatrixException e) {
      return Double.NEGATIVE_INFINITY;
    }
  }

  /** {@inheritDoc} O(n²), or O(n³) where a leading block is nearly singular. */
  @Override
  public double conditionEstimate() {
    Levinson levinson = new Levinson();
    try {
      if (!(levinson.solve(new double[n]) && levinson.trusted())) {
        return Lu.of(dense()).conditionEstimate();
      }
      ToeplitzMatrix transpose = new ToeplitzMatrix(/* column= */ row, /* row= */ column);
      return norm1 * ConditionEstimate.inverseNorm1Of(n, this::solve, transpose::solve);
    } catch (SingularMatrixException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** One run through the leading blocks. */
  private final class Levinson {
    private double[] x;
    private final double[] inverses = new double[n];

    /** The largest element of the inverses' first columns. */
    private double growth;

    private boolean definite;

    /** Whether no leading block is singular. */
    boolean solve(double[] b) {
      if (!Shapes.usable(column[0])) {
        return false;
      }
      double[] forward = new double[n];
      double[] backward = new double[n];
      x = new double[n];
      forward[0] = 1 / column[0];
      backward[0] = forward[0];
      inverses[0] = forward[0];
      growth = Math.abs(forward[0]);
      definite = column[0] > 0 && Arrays.equals(column, row);
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
          return false;
        }
        definite &= pivot > 0;
        double largest = 0;
        for (int i = k; i >= 0; i--) {
          double f = i < k ? forward[i] : 0;
          double shifted = i > 0 ? backward[i - 1] : 0;
          forward[i] = Math.fma(-forwardError, shifted, f) / pivot;
          backward[i] = Math.fma(-backwardError, f, shifted) / pivot;
          largest = Math.max(largest, Math.abs(forward[i]));
        }
        growth = Math.max(growth, largest);
        inverses[k] = forward[0];
        double correction = b[k] - error;
        for (int i = 0; i <= k; i++) {
          x[i] = Math.fma(correction, backward[i], x[i]);
        }
      }
      return true;
    }

    /** The first element of a block's inverse is the quotient of two leading minors. */
    double logAbsDeterminant() {
      return -Shapes.logAbsProduct(n, k -> inverses[k]);
    }

    /** Whether the leading blocks are conditioned well enough, or the matrix positive definite. */
    boolean trusted() {
      return definite || growth * norm1 < TRUSTED;
    }
  }

  @Override
  public String toString() {
    return "ToeplitzMatrix(order " + n + ")";
  }
}
