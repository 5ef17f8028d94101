package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;

/**
 * The Fourier series (e^(A/2)/t) [Σ (-1)^k Re F((A + 2πik)/(2t)) - Re F(A/(2t))/2], A = (32/3) ln
 * 10 for 22 terms and in proportion for others, so that comparing them shows the aliasing e^(-A)
 * f(3t) too, whose alternating sum is taken with Chebyshev weights: H. Cohen, F. Rodriguez Villegas
 * and D. Zagier, Convergence acceleration of alternating series, 2000, algorithm 1.
 */
final class CohenAlternating {
  private static final double A_BY_TERM = 32 / 3.0 * 2.302585092994046 / 22;

  private CohenAlternating() {}

  static NodeInverter.Nodes nodes(int n) {
    double a = A_BY_TERM * n;
    double power = 1;
    for (int i = 0; i < n; i++) {
      power *= 3 + Math.sqrt(8);
    }
    double d = (power + 1 / power) / 2;
    double b = -1;
    double c = -d;
    double scale = Elementary.exp(a / 2);
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(n);
    for (int k = 0; k < n; k++) {
      c = b - c;
      double weight = c / d - (k == 0 ? 0.5 : 0);
      nodes.set(k, new Complex(a / 2, Math.PI * k), new Complex(scale * weight, 0));
      b *= (double) (k + n) * (k - n) / ((k + 0.5) * (k + 1));
    }
    return nodes;
  }
}
