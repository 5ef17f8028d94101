package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.OptimalityCondition;

/** Finds out whether a solution is differentiable on one side only. */
final class Degeneracy {
  private static final double CLOSE = 1e-9;
  private static final int MOST_SLOPES = 512;

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

  /** What a constraint does at a solution. */
  enum Activity {
    INACTIVE,
    /** Active with a multiplier of 0. */
    WEAK,
    STRONG
  }

  /** What all constraints do; in units of the variables and of the objective's gradient. */
  static Activity[] activities(
      OptimalityCondition.Constrained c, NdArray z, NdArray theta, double[] g) {
    int before = c.variables() + c.equations();
    double[] lambda = z.slice(0, before, z.size()).toArray();
    NdArray x = z.slice(0, 0, c.variables());
    Linearization l = Autodiff.linearize(p -> c.inequalities().apply(p, theta), x);
    System.arraycopy(l.value().toArray(), 0, g, 0, g.length);
    double[] slopes = slopes(l, g, lambda);
    double scale = 1;
    double length = 1 + (x.size() == 0 ? 0 : x.normInf().value());
    for (int i = 0; i < g.length; i++) {
      scale = Math.max(scale, Math.abs(lambda[i]) * slopes[i]);
    }
    Activity[] all = new Activity[g.length];
    for (int i = 0; i < g.length; i++) {
      boolean active = Math.abs(g[i]) <= CLOSE * length * slopes[i];
      boolean pressed = Math.abs(lambda[i]) * slopes[i] > CLOSE * scale;
      all[i] = pressed ? Activity.STRONG : active ? Activity.WEAK : Activity.INACTIVE;
    }
    return all;
  }

  private static String constraints(OptimalityCondition.Constrained c, NdArray z, NdArray theta) {
    double[] g = new double[z.size() - c.variables() - c.equations()];
    Activity[] all = activities(c, z, theta, g);
    for (int i = 0; i < g.length; i++) {
      if (all[i] == Activity.WEAK) {
        return "degenerate active set: constraint "
            + i
            + " is active ("
            + g[i]
            + ") with multiplier "
            + z.at(c.variables() + c.equations() + i).value();
      }
    }
    return "";
  }

  /** ‖∇G_i‖; 1 for constraints that are clearly inactive or among very many. */
  private static double[] slopes(Linearization l, double[] g, double[] lambda) {
    double[] slopes = new double[g.length];
    java.util.Arrays.fill(slopes, 1);
    double[] e = new double[g.length];
    int count = 0;
    for (int i = 0; i < g.length && count < MOST_SLOPES; i++) {
      if (lambda[i] != 0 || Math.abs(g[i]) <= 1) {
        e[i] = 1;
        slopes[i] = l.vjp(NdArray.wrap(e.clone(), l.value().shape())).norm().value();
        e[i] = 0;
        count++;
      }
    }
    return slopes;
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
