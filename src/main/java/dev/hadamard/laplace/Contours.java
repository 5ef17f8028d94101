package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * Contours whose parameters balance truncation and discretisation for the midpoint rule at θ = (2k
 * + 1)π/N - π: J. A. C. Weideman, Optimizing Talbot's contours, 2006; J. A. C. Weideman and L. N.
 * Trefethen, Parabolic and hyperbolic contours, 2007. The half with θ &lt; 0 is the conjugate.
 */
final class Contours {
  private Contours() {}

  static NodeInverter.Nodes cotangent(int terms) {
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(terms / 2);
    for (int k = 0; k < terms / 2; k++) {
      double theta = (2 * k + 1) * Math.PI / terms;
      double sin = Trigonometric.sin(0.6407 * theta);
      double cot = Trigonometric.cos(0.6407 * theta) / sin;
      Complex z = new Complex(0.5017 * theta * cot - 0.6122, 0.2645 * theta).times(terms);
      Complex slope = new Complex(0.5017 * cot - 0.5017 * 0.6407 * theta / (sin * sin), 0.2645);
      nodes.set(k, z, weight(z, slope));
    }
    return nodes;
  }

  static NodeInverter.Nodes parabola(int terms) {
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(terms / 2);
    for (int k = 0; k < terms / 2; k++) {
      double theta = (2 * k + 1) * Math.PI / terms;
      Complex z = new Complex(0.1309 - 0.1194 * theta * theta, 0.25 * theta).times(terms);
      nodes.set(k, z, weight(z, new Complex(-0.2388 * theta, 0.25)));
    }
    return nodes;
  }

  static NodeInverter.Nodes hyperbola(int terms) {
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(terms / 2);
    for (int k = 0; k < terms / 2; k++) {
      // sin and cos of 1.1721 - 0.3443 iθ.
      double y = 0.3443 * (2 * k + 1) * Math.PI / terms;
      double cosh = Elementary.cosh(y);
      double sinh = Elementary.sinh(y);
      double sin = Trigonometric.sin(1.1721);
      double cos = Trigonometric.cos(1.1721);
      Complex z = new Complex(1 - sin * cosh, cos * sinh).times(2.246 * terms);
      Complex slope = Complex.I.times(new Complex(cos * cosh, sin * sinh)).times(2.246 * 0.3443);
      nodes.set(k, z, weight(z, slope));
    }
    return nodes;
  }

  /** 2 e^z z'/(iN), where the slope is z'/N. */
  private static Complex weight(Complex z, Complex slope) {
    return z.exp().times(slope).times(new Complex(0, -2));
  }
}
