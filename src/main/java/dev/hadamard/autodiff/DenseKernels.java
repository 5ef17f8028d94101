package dev.hadamard.autodiff;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Side;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.SingularMatrixException;
import dev.hadamard.linalg.SymmetricEigen;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Dense linear algebra on row-major arrays, by the kernels and {@code dev.hadamard.linalg}. */
final class DenseKernels {
  private DenseKernels() {}

  /** C = op(A) op(B) with op(A) m×k and op(B) k×n. */
  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int k,
      int n,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset) {
    if (m == 0 || n == 0) {
      return;
    }
    Blas3.gemm(
        transposeA ? Transpose.YES : Transpose.NO,
        transposeB ? Transpose.YES : Transpose.NO,
        m,
        n,
        k,
        1,
        a,
        aOffset,
        transposeA ? m : k,
        b,
        bOffset,
        transposeB ? k : n,
        0,
        c,
        cOffset,
        n);
  }

  /** y = A x, A m×n. */
  static void multiply(double[] a, int m, int n, double[] x, double[] y) {
    Blas2.gemv(Transpose.NO, m, n, 1, a, 0, n, x, 0, 0, y, 0);
  }

  /** y = Aᵀ x, A m×n. */
  static void multiplyTransposed(double[] a, int m, int n, double[] x, double[] y) {
    Blas2.gemv(Transpose.YES, m, n, 1, a, 0, n, x, 0, 0, y, 0);
  }

  /** P A = L U, or the reason why there is none. */
  record Lu(dev.hadamard.linalg.Lu factors, SingularMatrixException failure, int n) {
    static Lu of(double[] matrix, int n) {
      try {
        return new Lu(dev.hadamard.linalg.Lu.of(DMatrixRMaj.wrap(n, n, matrix)), null, n);
      } catch (SingularMatrixException e) {
        return new Lu(null, e, n);
      }
    }

    /** Refuses a matrix that is singular up to rounding. */
    Lu requireRegular(String op) {
      if (failure != null) {
        throw new IllPosedProblemException(op + ": " + failure.getMessage(), failure);
      }
      int k = factors.doubtfulPivot();
      if (k >= 0) {
        throw new IllPosedProblemException(
            "%s: the matrix is singular: its pivot %d is %s, not more than the rounding of the terms it consists of"
                .formatted(op, k, factors.packed().get(k, k)));
      }
      return this;
    }

    double determinant() {
      if (failure == null) {
        return factors.determinant();
      }
      if (failure.value() == 0) {
        return 0;
      }
      throw new IllPosedProblemException("det: " + failure.getMessage(), failure);
    }

    /** X with A X = B or Aᵀ X = B, B n×k. */
    double[] solve(double[] b, int k, boolean transposed) {
      double[] x = b.clone();
      DMatrixRMaj columns = DMatrixRMaj.wrap(n, k, x);
      if (k == 1) {
        if (transposed) {
          factors.solveTransposeInPlace(x);
        } else {
          factors.solveInPlace(x);
        }
      } else if (transposed) {
        factors.solveTranspose(columns, columns);
      } else {
        factors.solve(columns, columns);
      }
      return x;
    }
  }

  /** Solves a triangular system in place: T X = B or Tᵀ X = B with n×k. */
  static void substitute(double[] t, int n, double[] x, int k, boolean lower, boolean transposed) {
    Triangle triangle = lower ? Triangle.LOWER : Triangle.UPPER;
    Transpose transpose = transposed ? Transpose.YES : Transpose.NO;
    if (k == 1) {
      Blas2.trsv(triangle, transpose, Diagonal.STORED, n, t, 0, n, x, 0);
    } else {
      Blas3.trsm(Side.LEFT, triangle, transpose, Diagonal.STORED, n, k, 1, t, 0, n, x, 0, k);
    }
  }

  /** The lower Cholesky factor; refuses a matrix that is not positive definite. */
  static double[] cholesky(double[] matrix, int n) {
    double[] l = symmetrised(matrix, n);
    try {
      Cholesky.inPlace(DMatrixRMaj.wrap(n, n, l));
    } catch (IndefiniteMatrixException e) {
      throw new IllPosedProblemException("cholesky: " + e.getMessage(), e);
    }
    for (int i = 0; i < n; i++) {
      Arrays.fill(l, i * n + i + 1, (i + 1) * n, 0);
    }
    return l;
  }

  private static double[] symmetrised(double[] matrix, int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = (matrix[i * n + j] + matrix[j * n + i]) / 2;
      }
    }
    return a;
  }

  /** A = U diag(s) Vᵀ with s descending, A m×n, m ≥ n. */
  record Svd(double[] u, double[] s, double[] v, int m, int n) {
    static Svd of(double[] a, int m, int n) {
      dev.hadamard.linalg.Svd d = dev.hadamard.linalg.Svd.of(DMatrixRMaj.wrap(m, n, a));
      return new Svd(d.left().data, d.values(), d.right().data, m, n);
    }

    /** The solution of least squares and least norm of A X = B, B m×k. */
    double[] solve(double[] b, int k, double relativeCutoff) {
      double[] c = new double[n * k];
      multiply(true, false, n, m, k, u, 0, b, 0, c, 0);
      double cutoff = n == 0 ? 0 : relativeCutoff * s[0];
      for (int i = 0; i < n; i++) {
        double f = s[i] > cutoff ? 1 / s[i] : 0;
        Blas1.scale(f, c, i * k, c, i * k, k);
      }
      double[] x = new double[n * k];
      multiply(false, false, n, n, k, v, 0, c, 0, x, 0);
      return x;
    }
  }

  /** Eigenvalues ascending and orthonormal eigenvectors in columns, the largest entry positive. */
  record Eigen(double[] values, double[] vectors) {
    static Eigen of(double[] matrix, int n) {
      SymmetricEigen e = SymmetricEigen.of(DMatrixRMaj.wrap(n, n, symmetrised(matrix, n)));
      double[] v = e.vectors().data;
      for (int k = 0; k < n; k++) {
        int largest = 0;
        for (int i = 1; i < n; i++) {
          if (Math.abs(v[i * n + k]) > Math.abs(v[largest * n + k])) {
            largest = i;
          }
        }
        if (v[largest * n + k] < 0) {
          for (int i = 0; i < n; i++) {
            v[i * n + k] = -v[i * n + k];
          }
        }
      }
      return new Eigen(e.values(), v);
    }
  }

  /** The stable order from the largest to the smallest. */
  static int[] descending(double[] x) {
    int[] order = ascending(x);
    int[] reversed = new int[order.length];
    // Equal elements keep their order.
    int end = order.length;
    int filled = 0;
    while (end > 0) {
      int start = end - 1;
      while (start > 0 && x[order[start - 1]] == x[order[end - 1]]) {
        start--;
      }
      for (int i = start; i < end; i++) {
        reversed[filled++] = order[i];
      }
      end = start;
    }
    return reversed;
  }

  /** The stable order from the smallest to the largest, by merging; NaN counts as the largest. */
  static int[] ascending(double[] x) {
    int n = x.length;
    int[] from = new int[n];
    Arrays.setAll(from, i -> i);
    int[] to = new int[n];
    for (int width = 1; width < n; width *= 2) {
      for (int lo = 0; lo < n; lo += 2 * width) {
        int mid = Math.min(lo + width, n);
        int hi = Math.min(lo + 2 * width, n);
        int i = lo;
        int j = mid;
        for (int k = lo; k < hi; k++) {
          if (i < mid && (j >= hi || x[from[i]] <= x[from[j]] || Double.isNaN(x[from[j]]))) {
            to[k] = from[i++];
          } else {
            to[k] = from[j++];
          }
        }
      }
      int[] t = from;
      from = to;
      to = t;
    }
    return from;
  }
}
