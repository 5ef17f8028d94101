package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Progress;

/** The implicit QL iteration of a symmetric tridiagonal matrix (Wilkinson; EISPACK's tql2). */
final class ImplicitQl {
  private static final int MAX_SWEEPS = 60;

  /**
   * After so many sweeps what is small against the whole matrix, not only against its neighbours,
   * counts as zero: in matrices of low rank the rounding of large entries keeps small blocks from
   * converging any further.
   */
  private static final int RELATIVE_SWEEPS = 20;

  private final double[] d;
  private final double[] e;

  /** Rows that the rotations turn, or null. */
  private final double[] rows;

  private final double[] cosine;
  private final double[] sine;

  private ImplicitQl(double[] d, double[] e, double[] rows) {
    this.d = d;
    this.e = e;
    this.rows = rows;
    this.cosine = new double[rows == null ? 0 : d.length];
    this.sine = new double[cosine.length];
  }

  /**
   * Diagonalises.
   *
   * @param d the diagonal; becomes the eigenvalues, in no order
   * @param e element i stands between i and i + 1, the last is 0; destroyed
   * @param rows n rows of n: a matrix Q' that becomes (Q V)', or null
   */
  static void run(double[] d, double[] e, double[] rows) {
    new ImplicitQl(d, e, rows).iterate();
  }

  private void iterate() {
    int n = d.length;
    double negligible = 0;
    for (int i = 0; i < n; i++) {
      negligible = Math.max(negligible, 0x1p-53 * (Math.abs(d[i]) + Math.abs(e[i])));
    }
    for (int l = 0; l < n; l++) {
      Progress.checkCancelled();
      for (int sweep = 0; ; sweep++) {
        int m = l;
        double floor = sweep > RELATIVE_SWEEPS ? negligible : Double.MIN_NORMAL;
        while (m < n - 1
            && Math.abs(e[m]) > 0x1p-53 * (Math.abs(d[m]) + Math.abs(d[m + 1]))
            && Math.abs(e[m]) >= floor) {
          m++;
        }
        if (m == l) {
          break;
        }
        if (sweep == MAX_SWEEPS) {
          throw new ConvergenceException("eigenvalue " + l + " did not converge", Math.abs(e[l]));
        }
        sweep(l, m);
      }
    }
  }

  /** One implicit QL sweep of the block l..m. */
  private void sweep(int l, int m) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double r = Householder.hypot(g, 1);
    g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
    double s = 1;
    double c = 1;
    double p = 0;
    int count = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = Householder.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[m] = 0;
        turn(i + 1, count);
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      r = Math.fma(d[i] - g, s, 2 * c * b);
      p = s * r;
      d[i + 1] = g + p;
      g = Math.fma(c, r, -b);
      if (rows != null) {
        cosine[count] = c;
        sine[count] = s;
      }
      count++;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
    turn(l, count);
  }

  /** Applies the rotations of a sweep, whose last touched a row and the one below. */
  private void turn(int uppermost, int count) {
    if (rows != null) {
      int n = d.length;
      Blas2.rotateChain(count, cosine, sine, 0, n, rows, uppermost * n, n);
    }
  }
}
