package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * The contour z = r θ (cot θ + i) with r = 2M/5 and θ = kπ/M: J. Abate and P. Valkó,
 * Multi-precision Laplace transform inversion, 2004.
 */
final class FixedTalbot {
  private FixedTalbot() {}

  static NodeInverter.Nodes nodes(int terms) {
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(terms);
    double r = 2 * terms / 5.0;
    nodes.set(0, new Complex(r, 0), new Complex(0.2 * Elementary.exp(r), 0));
    for (int k = 1; k < terms; k++) {
      double theta = k * Math.PI / terms;
      double cot = Trigonometric.cos(theta) / Trigonometric.sin(theta);
      Complex z = new Complex(r * theta * cot, r * theta);
      Complex slope = new Complex(1, theta * (1 + cot * cot) - cot);
      nodes.set(k, z, z.exp().times(slope).times(0.4));
    }
    return nodes;
  }
}
