package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The factorisation A P = Q R with column pivoting (Businger and Golub 1965): at every step the
 * column with the largest remaining norm, so that the diagonal of R falls and shows the rank. Every
 * step is one matrix-vector product and one rank-1 update: use {@link Qr} where the rank is known.
 */
public final class PivotedQr {
  private static final double RECOMPUTE = Math.sqrt(0x1p-53);

  private final DMatrixRMaj factors;
  private final int m;
  private final int n;
  private final int steps;
  private final double[] tau;
  private final int[] order;

  private PivotedQr(DMatrixRMaj factors, double[] tau, int[] order) {
    this.factors = factors;
    this.m = factors.numRows;
    this.n = factors.numCols;
    this.steps = tau.length;
    this.tau = tau;
    this.order = order;
  }

  /**
   * Factors a matrix of any shape, which is not changed. O(m n min(m, n)).
   *
   * @param a an m by n matrix
   * @return its factorisation
   */
  public static PivotedQr of(DMatrixRMaj a) {
    Shapes.finite("a", a);
    return factor(a, -1, Math.min(a.numRows, a.numCols));
  }

  /**
   * Factors a matrix of low rank, which is not changed, and stops as soon as the norm of every
   * remaining column is at most a tolerance times the first diagonal entry of R: Q and R then have
   * as many columns and rows as steps were done. O(m n k) for k steps.
   *
   * @param a an m by n matrix
   * @param tolerance relative, at least 0
   * @param most stop after so many steps in any case; at least 0
   * @return its factorisation; {@link #steps} = {@code most} when the rank may be higher
   */
  public static PivotedQr truncated(DMatrixRMaj a, double tolerance, int most) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be at least 0");
    }
    if (most < 0) {
      throw new IllegalArgumentException("most is " + most + ": must be at least 0");
    }
    Shapes.finite("a", a);
    return factor(a, tolerance, Math.min(most, Math.min(a.numRows, a.numCols)));
  }

  private static PivotedQr factor(DMatrixRMaj a, double tolerance, int most) {
    DMatrixRMaj factors = a.copy();
    int m = a.numRows;
    int n = a.numCols;
    double[] data = factors.data;
    int[] order = new int[n];
    double[] norms = new double[n];
    double[] column = new double[m];
    for (int j = 0; j < n; j++) {
      order[j] = j;
      norms[j] = columnNorm(data, m, n, 0, j, column);
    }
    double[] reference = norms.clone();
    double[] tau = new double[most];
    double[] w = new double[n];
    for (int k = 0; k < tau.length; k++) {
      int best = k;
      for (int j = k + 1; j < n; j++) {
        if (norms[j] > norms[best]) {
          best = j;
        }
      }
      if (tolerance >= 0 && norms[best] <= (k > 0 ? tolerance * Math.abs(data[0]) : 0)) {
        return new PivotedQr(factors, Arrays.copyOf(tau, k), order);
      }
      if (best != k) {
        for (int i = 0; i < m; i++) {
          double t = data[i * n + k];
          data[i * n + k] = data[i * n + best];
          data[i * n + best] = t;
        }
        int t = order[k];
        order[k] = order[best];
        order[best] = t;
        norms[best] = norms[k];
        reference[best] = reference[k];
      }
      int rows = m - k;
      for (int i = 0; i < rows; i++) {
        column[i] = data[(k + i) * n + k];
      }
      tau[k] = Householder.make(column, 0, rows);
      for (int i = 0; i < rows; i++) {
        data[(k + i) * n + k] = column[i];
      }
      column[0] = 1;
      Householder.apply(tau[k], column, 0, rows, n - k - 1, data, k * n + k + 1, n, w);
      for (int j = k + 1; j < n; j++) {
        if (norms[j] == 0) {
          continue;
        }
        double ratio = Math.abs(data[k * n + j]) / norms[j];
        double left = Math.max(0, (1 - ratio) * (1 + ratio));
        double lost = norms[j] / reference[j];
        // Where the difference has lost half of the digits, the norm is computed anew.
        if (left * lost * lost <= RECOMPUTE) {
          norms[j] = columnNorm(data, m, n, k + 1, j, column);
          reference[j] = norms[j];
        } else {
          norms[j] *= Math.sqrt(left);
        }
      }
    }
    return new PivotedQr(factors, tau, order);
  }

  private static double columnNorm(double[] a, int m, int n, int from, int j, double[] column) {
    for (int i = from; i < m; i++) {
      column[i - from] = a[i * n + j];
    }
    return from < m ? Reductions.norm(column, 0, m - from) : 0;
  }

  /**
   * The number of steps that were done.
   *
   * @return min(m, n), or fewer if {@link #truncated} stopped
   */
  public int steps() {
    return steps;
  }

  /**
   * The numerical rank: how many diagonal entries of R exceed a tolerance times the first.
   *
   * @param tolerance relative, at least 0
   * @return the rank
   */
  public int rank(double tolerance) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be at least 0");
    }
    double bound = steps == 0 ? 0 : tolerance * Math.abs(factors.data[0]);
    int rank = 0;
    while (rank < steps && Math.abs(factors.data[rank * n + rank]) > bound) {
      rank++;
    }
    return rank;
  }

  /**
   * The numerical rank with the usual tolerance, max(m, n) times the distance of 1 to the next
   * number.
   *
   * @return the rank
   */
  public int rank() {
    return rank(Math.max(m, n) * 0x1p-52);
  }

  /**
   * The logarithm of the magnitude of the determinant; of a matrix with more rows than columns,
   * half of that of A' A.
   *
   * @return the sum of the logarithms of the magnitudes of the diagonal of R, negative infinity if
   *     the rank is below n
   */
  public double logAbsDeterminant() {
    if (steps < n) {
      return Double.NEGATIVE_INFINITY;
    }
    return Shapes.logAbsProduct(n, i -> factors.data[i * n + i]);
  }

  /**
   * An estimate of the condition number of R in the 1-norm: at most the truth, seldom below a third
   * of it. O(n²).
   *
   * @return the estimate, infinite if the rank is below n
   */
  public double conditionEstimate() {
    return steps < n ? Double.POSITIVE_INFINITY : ConditionEstimate.upper(n, factors);
  }

  /**
   * The order of the columns: column j of A P is column {@code permutation()[j]} of A.
   *
   * @return a permutation of 0..n-1
   */
  public int[] permutation() {
    return order.clone();
  }

  /**
   * The upper factor.
   *
   * @return a copy of R, as many rows as steps (min(m, n)) and n columns
   */
  public DMatrixRMaj upper() {
    DMatrixRMaj upper = new DMatrixRMaj(steps, n);
    for (int i = 0; i < steps; i++) {
      System.arraycopy(factors.data, i * n + i, upper.data, i * n + i, n - i);
    }
    return upper;
  }

  /**
   * The orthogonal factor.
   *
   * @return as many columns of Q as steps (the first min(m, n))
   */
  public DMatrixRMaj orthogonal() {
    DMatrixRMaj q = new DMatrixRMaj(m, steps);
    for (int i = 0; i < steps; i++) {
      q.data[i * steps + i] = 1;
    }
    double[] column = new double[m];
    double[] w = new double[steps];
    for (int k = steps - 1; k >= 0; k--) {
      reflection(k, column);
      Householder.apply(tau[k], column, 0, m - k, steps, q.data, k * steps, steps, w);
    }
    return q;
  }

  private void reflection(int k, double[] column) {
    column[0] = 1;
    for (int i = 1; i < m - k; i++) {
      column[i] = factors.data[(k + i) * n + k];
    }
  }

  /**
   * A least-squares solution with the columns up to the numerical rank (the basic solution; the
   * other elements are zero). O(m n).
   *
   * @param b the right-hand side, m elements
   * @param tolerance relative, as for {@link #rank}
   * @return x, n elements
   */
  public double[] solve(double[] b, double tolerance) {
    Shapes.length("b", b, m);
    int rank = rank(tolerance);
    double[] c = b.clone();
    double[] column = new double[m];
    double[] w = new double[1];
    for (int k = 0; k < steps; k++) {
      reflection(k, column);
      Householder.apply(tau[k], column, 0, m - k, 1, c, k, 1, w);
    }
    Blas2.trsv(Triangle.UPPER, Transpose.NO, Diagonal.STORED, rank, factors.data, 0, n, c, 0);
    double[] x = new double[n];
    for (int i = 0; i < rank; i++) {
      x[order[i]] = c[i];
    }
    return x;
  }

  @Override
  public String toString() {
    return "PivotedQr(" + m + " by " + n + ")";
  }
}
