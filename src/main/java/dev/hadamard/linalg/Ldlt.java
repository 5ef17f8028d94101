package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import org.ejml.data.DMatrixRMaj;

/**
 * The factorisation P A P' = L D L' of a symmetric, possibly indefinite matrix: L unit lower
 * triangular, D with blocks of order 1 and 2, pivots by Bunch and Kaufman (1977). n³/3 operations
 * in rank-1 and rank-2 updates; for positive definite matrices {@link Cholesky} is much faster.
 */
public final class Ldlt implements Factorization {
  /** Balances the growth of both kinds of pivots. */
  private static final double ALPHA = (1 + Math.sqrt(17)) / 8;

  private final DMatrixRMaj factors;
  private final int n;
  private final int[] order;

  /** The subdiagonal of D: not zero where a block of order 2 begins. */
  private final double[] beside;

  private final double norm1;

  private Ldlt(DMatrixRMaj factors, int[] order, double[] beside, double norm1) {
    this.factors = factors;
    this.n = factors.numRows;
    this.order = order;
    this.beside = beside;
    this.norm1 = norm1;
  }

  /**
   * Factors a matrix, which is not changed.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @return its factorisation
   * @throws IllegalArgumentException if the matrix is not square
   * @throws SingularMatrixException if a pivot is zero or not finite
   */
  public static Ldlt of(DMatrixRMaj a) {
    int n = Shapes.square(a);
    double norm1 = ConditionEstimate.symmetricNorm1(a.data, n, n);
    DMatrixRMaj factors = a.copy();
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    double[] beside = new double[n];
    factor(factors.data, n, order, beside);
    return new Ldlt(factors, order, beside, norm1);
  }

  private static void factor(double[] a, int n, int[] order, double[] beside) {
    double[] first = new double[n];
    double[] second = new double[n];
    double[] firstFactor = new double[n];
    double[] secondFactor = new double[n];
    int k = 0;
    while (k < n) {
      double diagonal = Math.abs(a[k * n + k]);
      int largest = k;
      double columnMax = 0;
      for (int i = k + 1; i < n; i++) {
        double value = Math.abs(a[i * n + k]);
        if (value > columnMax || Double.isNaN(value)) {
          columnMax = value;
          largest = i;
        }
      }
      double bigger = Math.max(diagonal, columnMax);
      if (!Shapes.usable(bigger)) {
        throw new SingularMatrixException(k, bigger);
      }
      boolean pair = false;
      int chosen = k;
      if (diagonal < ALPHA * columnMax) {
        double rowMax = 0;
        for (int j = k; j < largest; j++) {
          rowMax = Math.max(rowMax, Math.abs(a[largest * n + j]));
        }
        for (int i = largest + 1; i < n; i++) {
          rowMax = Math.max(rowMax, Math.abs(a[i * n + largest]));
        }
        if (diagonal < ALPHA * columnMax * (columnMax / rowMax)) {
          chosen = largest;
          pair = Math.abs(a[largest * n + largest]) < ALPHA * rowMax;
        }
      }
      int target = pair ? k + 1 : k;
      if (chosen != target) {
        swap(a, n, target, chosen);
        int t = order[target];
        order[target] = order[chosen];
        order[chosen] = t;
      }
      if (pair) {
        eliminatePair(a, n, k, beside, first, second, firstFactor, secondFactor);
        k += 2;
      } else {
        double pivot = a[k * n + k];
        if (!Shapes.usable(pivot)) {
          throw new SingularMatrixException(k, pivot);
        }
        for (int i = k + 1; i < n; i++) {
          first[i] = a[i * n + k];
        }
        for (int i = k + 1; i < n; i++) {
          double factor = first[i] / pivot;
          a[i * n + k] = factor;
          Blas1.axpy(-factor, first, k + 1, a, i * n + k + 1, i - k);
        }
        k++;
      }
    }
  }

  /** A block of order 2 as in LAPACK's dsytf2, scaled by its entry beside the diagonal. */
  private static void eliminatePair(
      double[] a,
      int n,
      int k,
      double[] beside,
      double[] first,
      double[] second,
      double[] firstFactor,
      double[] secondFactor) {
    double off = a[(k + 1) * n + k];
    double d11 = a[(k + 1) * n + k + 1] / off;
    double d22 = a[k * n + k] / off;
    double scale = 1 / Math.fma(d11, d22, -1) / off;
    for (int i = k + 2; i < n; i++) {
      first[i] = a[i * n + k];
      second[i] = a[i * n + k + 1];
      firstFactor[i] = scale * Math.fma(d11, first[i], -second[i]);
      secondFactor[i] = scale * Math.fma(d22, second[i], -first[i]);
    }
    for (int i = k + 2; i < n; i++) {
      int row = i * n + k + 2;
      int length = i - k - 1;
      Blas1.axpy(-firstFactor[i], first, k + 2, a, row, length);
      Blas1.axpy(-secondFactor[i], second, k + 2, a, row, length);
      a[i * n + k] = firstFactor[i];
      a[i * n + k + 1] = secondFactor[i];
    }
    beside[k] = off;
    a[(k + 1) * n + k] = 0;
  }

  /** Swaps rows and columns of the lower triangle, p &lt; q, with the finished columns of L. */
  private static void swap(double[] a, int n, int p, int q) {
    Shapes.swapRows(a, p * n, q * n, p);
    for (int i = p + 1; i < q; i++) {
      double t = a[i * n + p];
      a[i * n + p] = a[q * n + i];
      a[q * n + i] = t;
    }
    for (int i = q + 1; i < n; i++) {
      double t = a[i * n + p];
      a[i * n + p] = a[i * n + q];
      a[i * n + q] = t;
    }
    double t = a[p * n + p];
    a[p * n + p] = a[q * n + q];
    a[q * n + q] = t;
  }

  @Override
  public int order() {
    return n;
  }

  /** {@inheritDoc} O(n²). */
  @Override
  public double[] solve(double[] b) {
    Shapes.length("b", b, n);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = b[order[i]];
    }
    Blas2.trsv(Triangle.LOWER, Transpose.NO, Diagonal.UNIT, n, factors.data, 0, n, y, 0);
    for (int k = 0; k < n; k++) {
      double off = beside[k];
      if (off == 0) {
        y[k] /= factors.data[k * n + k];
      } else {
        double upper = factors.data[k * n + k] / off;
        double lower = factors.data[(k + 1) * n + k + 1] / off;
        double scale = Math.fma(upper, lower, -1);
        double top = y[k] / off;
        double bottom = y[k + 1] / off;
        y[k] = Math.fma(lower, top, -bottom) / scale;
        y[k + 1] = Math.fma(upper, bottom, -top) / scale;
        k++;
      }
    }
    Blas2.trsv(Triangle.LOWER, Transpose.YES, Diagonal.UNIT, n, factors.data, 0, n, y, 0);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[order[i]] = y[i];
    }
    return x;
  }

  /**
   * The number of positive eigenvalues of A, by Sylvester's law of inertia.
   *
   * @return from 0 to n; the others are negative
   */
  public int positiveEigenvalues() {
    int positive = 0;
    for (int k = 0; k < n; k++) {
      if (beside[k] != 0) {
        // The pivoting makes the determinant of every block of order 2 negative.
        positive++;
        k++;
      } else if (factors.data[k * n + k] > 0) {
        positive++;
      }
    }
    return positive;
  }

  /**
   * {@inheritDoc} The sum over the blocks of D; the sign of the determinant is (-1) to the number
   * of negative eigenvalues.
   */
  @Override
  public double logAbsDeterminant() {
    double[] logs = new double[n];
    for (int k = 0; k < n; k++) {
      double off = beside[k];
      double pivot = factors.data[k * n + k];
      if (off == 0) {
        logs[k] = Math.abs(pivot);
      } else {
        logs[k] = Math.abs(off);
        logs[k + 1] = Math.abs(Math.fma(pivot / off, factors.data[(k + 1) * n + k + 1], -off));
        k++;
      }
    }
    Elementary.log(logs, logs);
    return Reductions.sum(logs);
  }

  /** {@inheritDoc} O(n²). */
  @Override
  public double conditionEstimate() {
    return norm1 * ConditionEstimate.inverseNorm1Of(n, this::solve, this::solve);
  }

  @Override
  public String toString() {
    return "Ldlt(order " + n + ")";
  }
}
