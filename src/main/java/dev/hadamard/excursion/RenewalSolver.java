package dev.hadamard.excursion;

import dev.hadamard.kernel.Reductions;

/**
 * Renewal equations u = s + k * u on a uniform grid by the trapezoidal rule, with Richardson
 * extrapolation over halved steps.
 *
 * <p>For smooth s and k the error has an expansion in even powers of the step; each level removes
 * one. O(n²) with a SIMD inner product.
 */
final class RenewalSolver {
  private RenewalSolver() {}

  /**
   * A solution on the coarsest grid.
   *
   * @param values u at t = 0, T/n, ..., T
   * @param errorEstimate the largest change made by the last extrapolation
   */
  record Solution(double[] values, double errorEstimate) {}

  /**
   * Solves on n, 2n, ..., 2^(levels-1) n steps and extrapolates.
   *
   * @param source s on the finest grid
   * @param kernel k on the finest grid
   * @param end T
   * @param n steps of the coarsest grid
   * @param levels at least 2
   */
  static Solution extrapolated(double[] source, double[] kernel, double end, int n, int levels) {
    double[][] table = new double[levels][];
    for (int level = 0; level < levels; level++) {
      int steps = n << level;
      int stride = 1 << (levels - 1 - level);
      double[] fine =
          trapezoid(thinned(source, stride, steps), thinned(kernel, stride, steps), end / steps);
      table[level] = thinned(fine, 1 << level, n);
    }
    double error = 0;
    double power = 1;
    for (int order = 1; order < levels; order++) {
      power *= 4;
      error = 0;
      for (int level = 0; level < levels - order; level++) {
        for (int i = 0; i <= n; i++) {
          double better = (power * table[level + 1][i] - table[level][i]) / (power - 1);
          if (level == levels - order - 1) {
            error = Math.max(error, Math.abs(better - table[level + 1][i]));
          }
          table[level][i] = better;
        }
      }
    }
    return new Solution(table[0], error);
  }

  private static double[] thinned(double[] values, int stride, int steps) {
    double[] result = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      result[i] = values[i * stride];
    }
    return result;
  }

  /** The trapezoidal rule with step h. */
  static double[] trapezoid(double[] source, double[] kernel, double h) {
    int n = source.length - 1;
    // Reversed, so that the convolution is an inner product of two forward ranges.
    double[] reversed = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      reversed[n - i] = kernel[i];
    }
    double[] u = new double[n + 1];
    u[0] = source[0];
    double diagonal = 1 - h * kernel[0] / 2;
    for (int i = 1; i <= n; i++) {
      double sum = kernel[i] * u[0] / 2 + Reductions.dot(reversed, n - i + 1, u, 1, i - 1);
      u[i] = Math.fma(h, sum, source[i]) / diagonal;
    }
    return u;
  }
}
