package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * Post and Widder: f_n(t) = ((-1)^n/n!) ((n+1)/t)^(n+1) F^(n)((n+1)/t) is the mean of f under a
 * gamma density that narrows like 1/√n. The derivative is taken by Cauchy's formula on a circle,
 * which stays in the right half-plane, and Richardson's extrapolation over n = 10, 20, ..., 10m
 * removes powers of 1/n: J. Abate and W. Whitt, The Fourier-series method for inverting transforms
 * of probability distributions, 1992, section 7.
 */
final class PostWidder {
  private static final int FIRST = 10;

  /** The aliasing r^(2n) of the circle's 2n points; rounding is 2^-53 over its root. */
  private static final double LOG_ALIASING = -10 * 2.302585092994046;

  private PostWidder() {}

  static NodeInverter.Nodes nodes(int m) {
    int size = 0;
    for (int k = 1; k <= m; k++) {
      size += FIRST * k + 1;
    }
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(size);
    int at = 0;
    for (int k = 1; k <= m; k++) {
      // (-1)^(m-k) k^m / (k! (m-k)!)
      double weight = (m - k) % 2 == 0 ? 1 : -1;
      for (int i = 0; i < m; i++) {
        weight *= k;
      }
      for (int i = 2; i <= k; i++) {
        weight /= i;
      }
      for (int i = 2; i <= m - k; i++) {
        weight /= i;
      }
      int n = FIRST * k;
      double r = Elementary.exp(LOG_ALIASING / (2 * n));
      double outer = weight * (n + 1) / (2 * n) * Elementary.exp(-LOG_ALIASING / 2);
      for (int j = 0; j <= n; j++) {
        double angle = Math.PI * j / n;
        Complex z =
            new Complex(
                (n + 1) * (1 - r * Trigonometric.cos(angle)),
                j == 0 || j == n ? 0 : -(n + 1) * r * Trigonometric.sin(angle));
        double sign = j % 2 == 0 ? 1 : -1;
        nodes.set(at++, z, new Complex(sign * (j == 0 || j == n ? outer : 2 * outer), 0));
      }
    }
    return nodes;
  }
}
