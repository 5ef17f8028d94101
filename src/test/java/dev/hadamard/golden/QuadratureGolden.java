package dev.hadamard.golden;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.laplace.LaplaceTransform;
import dev.hadamard.laplace.TwoDimensionalInverter;
import dev.hadamard.quadrature.DoubleExponential;
import dev.hadamard.quadrature.GaussKronrod;
import dev.hadamard.quadrature.GaussRule;

/** Rules, adaptive and double-exponential integrals, inversion in two variables. */
final class QuadratureGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    rule(bits, "legendre", GaussRule.legendre(20));
    rule(bits, "jacobi", GaussRule.jacobi(17, -0.3, 1.7));
    rule(bits, "laguerre", GaussRule.laguerre(24, 0.4));
    rule(bits, "hermite", GaussRule.hermite(31));
    rule(bits, "chebyshev-first", GaussRule.chebyshevFirst(9));
    rule(bits, "chebyshev-second", GaussRule.chebyshevSecond(10));
    rule(bits, "radau", GaussRule.radau(8));
    rule(bits, "lobatto", GaussRule.lobatto(9));
    rule(bits, "clenshaw-curtis", GaussRule.clenshawCurtis(17));
    double infinity = Double.POSITIVE_INFINITY;
    bits.add(
        "doubleExponential",
        "three intervals",
        DoubleExponential.integrate(x -> 1 / Math.sqrt(x), 0, 1, 1e-12).value(),
        DoubleExponential.integrate(x -> 1 / (Math.sqrt(x) * (1 + x)), 0, infinity, 1e-12).value(),
        DoubleExponential.integrate(x -> Elementary.exp(-x * x), -infinity, infinity, 1e-12)
            .value());
    for (GaussKronrod.Rule rule : GaussKronrod.Rule.values()) {
      bits.add(
          "gaussKronrod",
          rule.name(),
          GaussKronrod.integrate(rule, x -> Elementary.exp(x) * Math.sqrt(x), 0, 2, 1e-12).value(),
          GaussKronrod.integrate(rule, x -> 1 / (1 + x * x), 0, infinity, 1e-12).value());
    }
    LaplaceTransform decay = s -> s.plus(1).reciprocal();
    bits.add(
        "laplace",
        "two variables",
        TwoDimensionalInverter.of(LaplaceInverter.modifiedTalbot(20))
            .invert((p, q) -> decay.at(p).times(decay.at(p.plus(q))), 0.7, 1.9)
            .value());
  }

  private static void rule(GoldenBits bits, String name, GaussRule rule) {
    double[] numbers = new double[2 * rule.size()];
    for (int i = 0; i < rule.size(); i++) {
      numbers[2 * i] = rule.node(i);
      numbers[2 * i + 1] = rule.weight(i);
    }
    bits.add("gaussRule", name, numbers);
  }
}
