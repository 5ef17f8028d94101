package dev.hadamard.linalg;

import org.ejml.data.DMatrixRMaj;

/**
 * The incomplete factorisation L L' of a symmetric positive definite matrix with the zeros of its
 * lower triangle kept (Meijerink and van der Vorst 1977), as a preconditioner. It may fail where
 * the matrix is not an M-matrix; a shift of the diagonal then helps.
 */
public final class IncompleteCholesky implements Preconditioner {
  private final int n;

  /** Rows of L: columns and values from start[i] to start[i + 1], the diagonal last. */
  private final int[] start;

  private final int[] columns;
  private final double[] values;

  private IncompleteCholesky(int n, int[] start, int[] columns, double[] values) {
    this.n = n;
    this.start = start;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Factors.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @param shift the diagonal is multiplied by 1 + shift; 0 to begin with
   * @return the preconditioner
   * @throws IndefiniteMatrixException if a pivot is not positive: try a larger shift
   */
  public static IncompleteCholesky of(DMatrixRMaj a, double shift) {
    int n = Shapes.square(a);
    if (!(shift >= 0)) {
      throw new IllegalArgumentException("shift is " + shift + ": must be at least 0");
    }
    int[] start = new int[n + 1];
    for (int i = 0; i < n; i++) {
      start[i + 1] = start[i] + 1;
      for (int j = 0; j < i; j++) {
        if (a.data[i * n + j] != 0) {
          start[i + 1]++;
        }
      }
    }
    int[] columns = new int[start[n]];
    double[] values = new double[start[n]];
    double[] row = new double[n];
    for (int i = 0; i < n; i++) {
      int at = start[i];
      for (int j = 0; j < i; j++) {
        if (a.data[i * n + j] != 0) {
          columns[at++] = j;
        }
      }
      columns[at] = i;
      double pivot = a.data[i * n + i] * (1 + shift);
      for (int p = start[i]; p < at; p++) {
        int j = columns[p];
        double sum = a.data[i * n + j];
        for (int q = start[j]; q < start[j + 1] - 1; q++) {
          sum = Math.fma(-values[q], row[columns[q]], sum);
        }
        double value = sum / values[start[j + 1] - 1];
        values[p] = value;
        row[j] = value;
        pivot = Math.fma(-value, value, pivot);
      }
      for (int p = start[i]; p < at; p++) {
        row[columns[p]] = 0;
      }
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        throw new IndefiniteMatrixException(i, pivot, "incomplete, shift " + shift);
      }
      values[at] = Math.sqrt(pivot);
    }
    return new IncompleteCholesky(n, start, columns, values);
  }

  @Override
  public void apply(double[] r, double[] z) {
    Shapes.length("r", r, n);
    Shapes.length("z", z, n);
    for (int i = 0; i < n; i++) {
      double sum = r[i];
      int last = start[i + 1] - 1;
      for (int p = start[i]; p < last; p++) {
        sum = Math.fma(-values[p], z[columns[p]], sum);
      }
      z[i] = sum / values[last];
    }
    for (int i = n - 1; i >= 0; i--) {
      int last = start[i + 1] - 1;
      double value = z[i] / values[last];
      z[i] = value;
      for (int p = start[i]; p < last; p++) {
        z[columns[p]] = Math.fma(-values[p], value, z[columns[p]]);
      }
    }
  }
}
