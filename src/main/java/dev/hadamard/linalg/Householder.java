package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;

/** Reflections I - tau v v' with v[0] = 1, alone and in blocks I - V T V'. */
final class Householder {
  private Householder() {}

  /**
   * Makes the reflection that sends x to (beta, 0, ..., 0): x becomes (beta, v[1], ...), tau is
   * returned.
   */
  static double make(double[] x, int offset, int n) {
    double alpha = x[offset];
    double tail = Reductions.norm(x, offset + 1, n - 1);
    if (tail == 0) {
      return 0;
    }
    double norm = hypot(alpha, tail);
    double beta = alpha >= 0 ? -norm : norm;
    double scale = alpha - beta;
    if (Math.abs(scale) >= Double.MIN_NORMAL && Double.isFinite(1 / scale)) {
      Blas1.scale(1 / scale, x, offset + 1, x, offset + 1, n - 1);
    } else {
      for (int i = 1; i < n; i++) {
        x[offset + i] /= scale;
      }
    }
    x[offset] = beta;
    return (beta - alpha) / beta;
  }

  /** The square root of x² + y², without overflow or underflow. */
  static double hypot(double x, double y) {
    double large = Math.max(Math.abs(x), Math.abs(y));
    if (large == 0) {
      return 0;
    }
    double ratio = Math.min(Math.abs(x), Math.abs(y)) / large;
    return large * Math.sqrt(Math.fma(ratio, ratio, 1));
  }

  /** C = (I - tau v v') C for the m by n matrix C; w is work space of n. */
  static void apply(
      double tau, double[] v, int vo, int m, int n, double[] c, int co, int ldc, double[] w) {
    if (tau != 0 && n > 0) {
      Blas2.gemv(Transpose.YES, m, n, 1, c, co, ldc, v, vo, 0, w, 0);
      Blas2.ger(m, n, -tau, v, vo, w, 0, c, co, ldc);
    }
  }

  /** The upper triangular T of a block of k reflections in the columns of the m by k matrix V. */
  static void triangle(int m, int k, double[] v, double[] tau, int tauOffset, double[] t) {
    double[] gram = new double[k * k];
    Blas3.gemm(Transpose.YES, Transpose.NO, k, k, m, 1, v, 0, k, v, 0, k, 0, gram, 0, k);
    Arrays.fill(t, 0, k * k, 0);
    for (int i = 0; i < k; i++) {
      double scale = tau[tauOffset + i];
      t[i * k + i] = scale;
      for (int r = 0; r < i; r++) {
        double sum = 0;
        for (int p = r; p < i; p++) {
          sum = Math.fma(t[r * k + p], gram[p * k + i], sum);
        }
        t[r * k + i] = -scale * sum;
      }
    }
  }

  /**
   * C = (I - V T V') C, or with T' (the transpose of the block), for the m by n matrix C.
   *
   * @param work at least 2 k n numbers
   */
  static void applyBlock(
      Transpose transpose,
      int m,
      int n,
      int k,
      double[] v,
      double[] t,
      double[] c,
      int co,
      int ldc,
      double[] work) {
    if (n == 0) {
      return;
    }
    Blas3.gemm(Transpose.YES, Transpose.NO, k, n, m, 1, v, 0, k, c, co, ldc, 0, work, 0, n);
    Blas3.gemm(transpose, Transpose.NO, k, n, k, 1, t, 0, k, work, 0, n, 0, work, k * n, n);
    Blas3.gemm(Transpose.NO, Transpose.NO, m, n, k, -1, v, 0, k, work, k * n, n, 1, c, co, ldc);
  }
}
