package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Estimates of the 1-norm of an inverse from a few solves (Hager; Higham 2002, algorithm 15.1 with
 * the alternating vector of LAPACK): a lower bound, seldom below a third of the truth.
 */
final class ConditionEstimate {
  private static final int ITERATIONS = 5;

  private ConditionEstimate() {}

  /** The largest sum of magnitudes in a column. */
  static double norm1(DMatrixRMaj a) {
    double[] sums = new double[a.numCols];
    addColumnSums(a, sums);
    return largest(sums);
  }

  /** Adds the sums of the magnitudes in each column. */
  static void addColumnSums(DMatrixRMaj a, double[] sums) {
    for (int i = 0; i < a.numRows; i++) {
      for (int j = 0; j < a.numCols; j++) {
        sums[j] += Math.abs(a.data[i * a.numCols + j]);
      }
    }
  }

  /** The same of a symmetric matrix given by its lower triangle. */
  static double symmetricNorm1(double[] a, int n, int lda) {
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double value = Math.abs(a[i * lda + j]);
        sums[i] += value;
        sums[j] += value;
      }
      sums[i] += Math.abs(a[i * lda + i]);
    }
    return largest(sums);
  }

  static double largest(double[] sums) {
    double largest = 0;
    for (double sum : sums) {
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** The condition of the leading upper triangle of order n, infinite if it is singular. */
  static double upper(int n, DMatrixRMaj a) {
    int lda = a.numCols;
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      if (!Shapes.usable(a.data[i * lda + i])) {
        return Double.POSITIVE_INFINITY;
      }
      for (int j = i; j < n; j++) {
        sums[j] += Math.abs(a.data[i * lda + j]);
      }
    }
    return largest(sums)
        * inverseNorm1(n, x -> upper(Transpose.NO, n, a, x), x -> upper(Transpose.YES, n, a, x));
  }

  private static void upper(Transpose transpose, int n, DMatrixRMaj a, double[] x) {
    Blas2.trsv(Triangle.UPPER, transpose, Diagonal.STORED, n, a.data, 0, a.numCols, x, 0);
  }

  /** As {@link #inverseNorm1}, from solves that return a new vector. */
  static double inverseNorm1Of(
      int n, UnaryOperator<double[]> solve, UnaryOperator<double[]> solveTranspose) {
    return inverseNorm1(
        n,
        x -> System.arraycopy(solve.apply(x), 0, x, 0, n),
        x -> System.arraycopy(solveTranspose.apply(x), 0, x, 0, n));
  }

  /** An estimate of the 1-norm of the inverse, from solves in place. */
  static double inverseNorm1(int n, Consumer<double[]> solve, Consumer<double[]> solveTranspose) {
    if (n == 0) {
      return 0;
    }
    double[] x = new double[n];
    Arrays.fill(x, 1.0 / n);
    solve.accept(x);
    double estimate = Reductions.asum(x);
    int last = -1;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      for (int i = 0; i < n; i++) {
        x[i] = x[i] >= 0 ? 1 : -1;
      }
      solveTranspose.accept(x);
      int index = Reductions.indexOfMaxAbs(x);
      if (index == last) {
        break;
      }
      last = index;
      Arrays.fill(x, 0);
      x[index] = 1;
      solve.accept(x);
      double next = Reductions.asum(x);
      if (!(next > estimate)) {
        break;
      }
      estimate = next;
    }
    for (int i = 0; i < n; i++) {
      x[i] = (i % 2 == 0 ? 1 : -1) * (1 + (n > 1 ? i / (n - 1.0) : 0));
    }
    solve.accept(x);
    return Math.max(estimate, 2 * Reductions.asum(x) / (3.0 * n));
  }
}
