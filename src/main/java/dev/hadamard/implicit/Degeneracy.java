package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.OptimalityCondition;

/** Finds out whether a solution is differentiable on one side only. */
final class Degeneracy {
  private static final double CLOSE = 1e-9;
  private static final int MOST_SLOPES = 512;

  /** What is smaller has no size of its own. */
  private static final double LEAST = 1e-8;

  /** What is smaller is judged as if it were not, by tolerances of percents. */
  private static final double SMALL = 1e-4;

  private Degeneracy() {}

  /** What is degenerate, in words; empty if nothing is. */
  static String find(
      OptimalityCondition condition, NdArray x, NdArray theta, ImplicitSystem system) {
    if (condition.constrained().isPresent()) {
      return constraints(condition.constrained().get(), x, theta, system);
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

  /** The constraints at a solution, with the sizes by which they are judged. */
  private record Sizes(double[] g, double[] lambda, double[] slopes, double length, double force) {
    static Sizes of(
        OptimalityCondition.Constrained c, NdArray z, NdArray theta, ImplicitSystem system) {
      int before = c.variables() + c.equations();
      double[] lambda = z.slice(0, before, z.size()).toArray();
      NdArray x = z.slice(0, 0, c.variables());
      Linearization l = Autodiff.linearize(p -> c.inequalities().apply(p, theta), x);
      double[] g = l.value().toArray();
      double[] slopes = gradientNorms(l, g, lambda);
      double length = Math.max(x.size() == 0 ? 0 : x.normInf().value(), LEAST);
      // The gradient of the objective is as large as what it is made of.
      NdArray alone = NdArray.concatenate(0, x, NdArray.zeros(z.size() - c.variables()));
      NdArray curved = system.image(alone, false).slice(0, 0, c.variables());
      double force = Math.max(curved.size() == 0 ? 0 : curved.normInf().value(), LEAST);
      for (int i = 0; i < g.length; i++) {
        force = Math.max(force, Math.abs(lambda[i]) * slopes[i]);
      }
      return new Sizes(g, lambda, slopes, length, force);
    }

    Activity activity(int i) {
      boolean active = Math.abs(g[i]) <= CLOSE * length * slopes[i];
      boolean pressed = Math.abs(lambda[i]) * slopes[i] > CLOSE * force;
      return pressed ? Activity.STRONG : active ? Activity.WEAK : Activity.INACTIVE;
    }
  }

  /** What all constraints do, and their values. */
  static Activity[] activities(
      OptimalityCondition.Constrained c,
      NdArray z,
      NdArray theta,
      double[] g,
      ImplicitSystem system) {
    Sizes sizes = Sizes.of(c, z, theta, system);
    System.arraycopy(sizes.g, 0, g, 0, g.length);
    Activity[] all = new Activity[g.length];
    for (int i = 0; i < g.length; i++) {
      all[i] = sizes.activity(i);
    }
    return all;
  }

  /**
   * The constraint that a point violates, or whose multiplier has the wrong sign, in words: λ⊙G = 0
   * holds at such points too. Empty if there is none.
   */
  static String broken(
      OptimalityCondition.Constrained c,
      NdArray z,
      NdArray theta,
      ImplicitSystem system,
      double tolerance) {
    Sizes sizes = Sizes.of(c, z, theta, system);
    for (int i = 0; i < sizes.g.length; i++) {
      if (sizes.g[i] > tolerance * Math.max(sizes.length, SMALL) * sizes.slopes[i]) {
        return "x is no solution: constraint " + i + " is violated by " + sizes.g[i];
      }
      if (sizes.lambda[i] * sizes.slopes[i] < -tolerance * Math.max(sizes.force, SMALL)) {
        return "x is no solution: the multiplier of constraint "
            + i
            + " is "
            + sizes.lambda[i]
            + ", which is negative";
      }
    }
    return "";
  }

  private static String constraints(
      OptimalityCondition.Constrained c, NdArray z, NdArray theta, ImplicitSystem system) {
    double[] g = new double[z.size() - c.variables() - c.equations()];
    Activity[] all = activities(c, z, theta, g, system);
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
  private static double[] gradientNorms(Linearization l, double[] g, double[] lambda) {
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
    Linearization slope =
        Autodiff.linearize(z -> Autodiff.gradient(y -> c.objective().apply(y, theta), z), x);
    // The solution is the same for every step size: one with which the gradient has its units.
    NdArray along = Reduced.probe(x);
    double curvature = slope.jvp(along).norm().value() / along.norm().value();
    double step = 1 / curvature;
    step = step > 0 && !Double.isInfinite(step) ? step : c.stepSize();
    NdArray eta = NdArray.scalar(step);
    NdArray point = x.minus(slope.value().times(step));
    NdArray direction = Reduced.probe(x);
    NdArray other = direction.sin().plus(0.5);
    double size = x.normInf().value();
    double h = CLOSE * Math.max(size > 0 ? size : point.normInf().value(), LEAST);
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
