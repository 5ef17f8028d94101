package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.OptimalityCondition;

/** Finds out whether a solution is differentiable on one side only. */
final class Degeneracy {
  private static final double CLOSE = 1e-9;

  private Degeneracy() {}

  /** What is degenerate, in words; empty if nothing is. */
  static String find(OptimalityCondition condition, NdArray x, NdArray theta) {
    if (condition.constrained().isPresent()) {
      return constraints(condition.constrained().get(), x, theta);
    }
    if (condition.composite().isPresent()) {
      return kink(condition.composite().get(), x, theta);
    }
    return "";
  }

  private static String constraints(OptimalityCondition.Constrained c, NdArray z, NdArray theta) {
    int before = c.variables() + c.equations();
    double[] lambda = z.slice(0, before, z.size()).toArray();
    double[] g = c.inequalities().apply(z.slice(0, 0, c.variables()), theta).toArray();
    double scale = 1;
    for (double l : lambda) {
      scale = Math.max(scale, Math.abs(l));
    }
    for (int i = 0; i < g.length; i++) {
      if (Math.abs(g[i]) <= CLOSE * scale && Math.abs(lambda[i]) <= CLOSE * scale) {
        return "degenerate active set: constraint "
            + i
            + " is active ("
            + g[i]
            + ") with multiplier "
            + lambda[i];
      }
    }
    return "";
  }

  /** The derivative of the operator must be the same on both sides of its argument. */
  private static String kink(OptimalityCondition.Composite c, NdArray x, NdArray theta) {
    NdArray eta = NdArray.scalar(c.stepSize());
    NdArray gradient = Autodiff.gradient(z -> c.objective().apply(z, theta), x);
    NdArray point = x.minus(gradient.times(c.stepSize()));
    NdArray direction = Reduced.probe(x);
    NdArray other = direction.sin().plus(0.5);
    double h = CLOSE * (1 + point.normInf().value());
    NdArray left = change(c, point.minus(direction.times(h)), theta, eta, other);
    NdArray right = change(c, point.plus(direction.times(h)), theta, eta, other);
    double jump = left.minus(right).norm().value() / other.norm().value();
    return jump <= 1e-6
        ? ""
        : "degenerate active set: the proximal operator has a kink within "
            + h
            + " of its argument, across which its derivative jumps by "
            + jump;
  }

  private static NdArray change(
      OptimalityCondition.Composite c, NdArray point, NdArray theta, NdArray eta, NdArray v) {
    return Autodiff.jvp(z -> c.prox().apply(z, theta, eta), point, v).tangent();
  }
}
