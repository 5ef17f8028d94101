package dev.hadamard.autodiff;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;

/**
 * Dense linear algebra on row-major arrays: the one place that computes it, so that the kernels of
 * {@code dev.hadamard.linalg} can take over.
 */
final class DenseKernels {
  private static final double EPSILON = 0x1p-52;
  private static final int SWEEPS = 60;

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

  /** A factorisation P A = L U with partial pivoting. */
  record Lu(double[] factors, int[] rows, int n, double sign) {
    static Lu of(double[] matrix, int n) {
      double[] a = matrix.clone();
      int[] rows = new int[n];
      Arrays.setAll(rows, i -> i);
      double sign = 1;
      for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++) {
          if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) {
            pivot = i;
          }
        }
        if (pivot != k) {
          sign = -sign;
          int r = rows[k];
          rows[k] = rows[pivot];
          rows[pivot] = r;
          for (int j = 0; j < n; j++) {
            double t = a[k * n + j];
            a[k * n + j] = a[pivot * n + j];
            a[pivot * n + j] = t;
          }
        }
        double d = a[k * n + k];
        if (d == 0) {
          continue;
        }
        for (int i = k + 1; i < n; i++) {
          double f = a[i * n + k] / d;
          a[i * n + k] = f;
          if (f != 0) {
            Blas1.axpy(-f, a, k * n + k + 1, a, i * n + k + 1, n - k - 1);
          }
        }
      }
      return new Lu(a, rows, n, sign);
    }

    /**
     * Refuses a matrix that is singular up to rounding: a pivot that is no more than the rounding
     * of the terms it is the sum of, |u_kk| ≤ ε Σ_i |l_ki| |u_ik| over i < k. Rows and columns of
     * whatever scale are not taken for singular.
     */
    void requireRegular(String op) {
      for (int k = 0; k < n; k++) {
        double terms = 0;
        for (int i = 0; i < k; i++) {
          terms += Math.abs(factors[k * n + i]) * Math.abs(factors[i * n + k]);
        }
        double pivot = Math.abs(factors[k * n + k]);
        if (!(pivot > EPSILON * terms)) {
          throw new IllPosedProblemException(
              op
                  + ": the matrix is singular: its pivot "
                  + k
                  + " is "
                  + pivot
                  + ", which is not more than the rounding of the terms it consists of, "
                  + EPSILON * terms);
        }
      }
    }

    double logAbsDeterminant() {
      double s = 0;
      for (int i = 0; i < n; i++) {
        s += dev.hadamard.kernel.Elementary.log(Math.abs(factors[i * n + i]));
      }
      return s;
    }

    double determinant() {
      double d = sign;
      for (int i = 0; i < n; i++) {
        d *= factors[i * n + i];
      }
      return d;
    }

    /** X with A X = B or Aᵀ X = B, B n×k. */
    double[] solve(double[] b, int k, boolean transposed) {
      double[] x = new double[n * k];
      if (!transposed) {
        for (int i = 0; i < n; i++) {
          System.arraycopy(b, rows[i] * k, x, i * k, k);
        }
        substitute(factors, n, x, k, true, false, true);
        substitute(factors, n, x, k, false, false, false);
        return x;
      }
      double[] y = b.clone();
      substitute(factors, n, y, k, false, true, false);
      substitute(factors, n, y, k, true, true, true);
      for (int i = 0; i < n; i++) {
        System.arraycopy(y, i * k, x, rows[i] * k, k);
      }
      return x;
    }
  }

  /** Solves a triangular system in place: T X = B or Tᵀ X = B. */
  static void substitute(
      double[] t, int n, double[] x, int k, boolean lower, boolean transposed, boolean unit) {
    boolean forward = lower != transposed;
    for (int step = 0; step < n; step++) {
      int i = forward ? step : n - 1 - step;
      if (!unit) {
        double d = t[i * n + i];
        for (int c = 0; c < k; c++) {
          x[i * k + c] /= d;
        }
      }
      // Column-oriented: remove the solved row from those that remain.
      for (int s = step + 1; s < n; s++) {
        int j = forward ? s : n - 1 - s;
        double f = transposed ? t[i * n + j] : t[j * n + i];
        if (f != 0) {
          Blas1.axpy(-f, x, i * k, x, j * k, k);
        }
      }
    }
  }

  /** The lower Cholesky factor; refuses a matrix that is not positive definite. */
  static double[] cholesky(double[] matrix, int n) {
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s =
            (matrix[i * n + j] + matrix[j * n + i]) / 2 - Reductions.dot(l, i * n, l, j * n, j);
        if (i == j) {
          if (!(s > 0)) {
            throw new IllPosedProblemException(
                "cholesky: the matrix is not positive definite: pivot " + i + " is " + s);
          }
          l[i * n + i] = Math.sqrt(s);
        } else {
          l[i * n + j] = s / l[j * n + j];
        }
      }
    }
    return l;
  }

  /** A = U diag(s) Vᵀ with s descending, A m×n, m ≥ n: one-sided Jacobi rotations. */
  record Svd(double[] u, double[] s, double[] v, int m, int n) {
    static Svd of(double[] a, int m, int n) {
      // Columns are kept as rows: contiguous.
      double[] w = new double[n * m];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          w[j * m + i] = a[i * n + j];
        }
      }
      double[] v = identity(n);
      boolean rotated = true;
      for (int sweep = 0; sweep < SWEEPS && rotated; sweep++) {
        rotated = false;
        for (int p = 0; p < n - 1; p++) {
          for (int q = p + 1; q < n; q++) {
            double alpha = Reductions.dot(w, p * m, w, p * m, m);
            double beta = Reductions.dot(w, q * m, w, q * m, m);
            double gamma = Reductions.dot(w, p * m, w, q * m, m);
            if (Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta) || gamma == 0) {
              continue;
            }
            rotated = true;
            double zeta = (beta - alpha) / (2 * gamma);
            double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
            double c = 1 / Math.sqrt(1 + t * t);
            rotate(w, p * m, q * m, m, c, c * t);
            rotate(v, p * n, q * n, n, c, c * t);
          }
        }
      }
      double[] norms = new double[n];
      for (int j = 0; j < n; j++) {
        norms[j] = Reductions.norm(w, j * m, m);
      }
      int[] order = descending(norms);
      double[] u = new double[m * n];
      double[] s = new double[n];
      double[] vs = new double[n * n];
      for (int k = 0; k < n; k++) {
        int j = order[k];
        s[k] = norms[j];
        double f = s[k] == 0 ? 0 : 1 / s[k];
        for (int i = 0; i < m; i++) {
          u[i * n + k] = w[j * m + i] * f;
        }
        for (int i = 0; i < n; i++) {
          vs[i * n + k] = v[j * n + i];
        }
      }
      return new Svd(u, s, vs, m, n);
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

  /** Eigenvalues ascending and orthonormal eigenvectors in columns: cyclic Jacobi rotations. */
  record Eigen(double[] values, double[] vectors, int n) {
    static Eigen of(double[] matrix, int n) {
      double[] a = new double[n * n];
      double scale = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[i * n + j] = (matrix[i * n + j] + matrix[j * n + i]) / 2;
          scale = Math.max(scale, Math.abs(a[i * n + j]));
        }
      }
      double[] v = identity(n);
      boolean rotated = true;
      for (int sweep = 0; sweep < SWEEPS && rotated; sweep++) {
        rotated = false;
        for (int p = 0; p < n - 1; p++) {
          for (int q = p + 1; q < n; q++) {
            double apq = a[p * n + q];
            double app = a[p * n + p];
            double aqq = a[q * n + q];
            if (Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app) * Math.abs(aqq))
                || Math.abs(apq) <= 1e-18 * scale) {
              continue;
            }
            rotated = true;
            double theta = (aqq - app) / (2 * apq);
            double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
            double c = 1 / Math.sqrt(1 + t * t);
            double s = c * t;
            rotate(a, p * n, q * n, n, c, s);
            for (int i = 0; i < n; i++) {
              double x = a[i * n + p];
              double y = a[i * n + q];
              a[i * n + p] = c * x - s * y;
              a[i * n + q] = s * x + c * y;
            }
            a[p * n + q] = 0;
            a[q * n + p] = 0;
            rotate(v, p * n, q * n, n, c, s);
          }
        }
      }
      double[] negated = new double[n];
      for (int i = 0; i < n; i++) {
        negated[i] = -a[i * n + i];
      }
      int[] order = descending(negated);
      double[] values = new double[n];
      double[] vectors = new double[n * n];
      for (int k = 0; k < n; k++) {
        values[k] = -negated[order[k]];
        // The sign of an eigenvector is fixed by its largest entry.
        int largest = 0;
        for (int i = 1; i < n; i++) {
          if (Math.abs(v[order[k] * n + i]) > Math.abs(v[order[k] * n + largest])) {
            largest = i;
          }
        }
        double sign = v[order[k] * n + largest] < 0 ? -1 : 1;
        for (int i = 0; i < n; i++) {
          vectors[i * n + k] = sign * v[order[k] * n + i];
        }
      }
      return new Eigen(values, vectors, n);
    }
  }

  private static double[] identity(int n) {
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
    }
    return v;
  }

  private static void rotate(double[] a, int p, int q, int n, double c, double s) {
    for (int i = 0; i < n; i++) {
      double x = a[p + i];
      double y = a[q + i];
      a[p + i] = c * x - s * y;
      a[q + i] = s * x + c * y;
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

  /** The stable order from the smallest to the largest, by merging. */
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
          if (i < mid && (j >= hi || x[from[i]] <= x[from[j]])) {
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
