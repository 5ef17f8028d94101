package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;

/**
 * Nodes M ln(10)/3 + iπk with weights (-1)^k ξ_k 10^(M/3): J. Abate and W. Whitt, A unified
 * framework for numerically inverting Laplace transforms, 2006.
 */
final class EulerSummation {
  private static final double LN10 = 2.302585092994046;

  private EulerSummation() {}

  static NodeInverter.Nodes nodes(int m) {
    int n = 2 * m + 1;
    double[] xi = new double[n];
    xi[0] = 0.5;
    for (int k = 1; k <= m; k++) {
      xi[k] = 1;
    }
    double last = 1.0 / (1L << m);
    xi[2 * m] = last;
    double binomial = 1;
    for (int k = 1; k < m; k++) {
      binomial = binomial * (m - k + 1) / k;
      xi[2 * m - k] = xi[2 * m - k + 1] + last * binomial;
    }
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(n);
    double abscissa = m * LN10 / 3;
    double scale = Elementary.exp(abscissa);
    for (int k = 0; k < n; k++) {
      double weight = (k % 2 == 0 ? scale : -scale) * xi[k];
      nodes.set(k, new Complex(abscissa, Math.PI * k), new Complex(weight, 0));
    }
    return nodes;
  }
}
