package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * Minimises a twice differentiable function by Newton's method in a trust region, with steps by
 * truncated conjugate gradients (T. Steihaug, SIAM J. Numer. Anal. 20, 1983) on products with the
 * Hessian. Directions of negative curvature are followed to the boundary of the region. The error
 * is the norm of the gradient.
 *
 * <p>The iterations themselves cannot be differentiated: use implicit mode.
 */
public final class TrustRegionNewton implements IterativeSolver<TrustRegionNewton.State> {
  private static final double ACCEPT = 1e-4;
  private static final double LARGEST_RADIUS = 1e10;

  private final BinaryOperator<NdArray> objective;
  private final SolverOptions options;

  private TrustRegionNewton(BinaryOperator<NdArray> objective, SolverOptions options) {
    this.objective = objective;
    this.options = options;
  }

  /**
   * The method for an objective.
   *
   * @param objective f(x, θ), twice differentiable; need not be convex
   * @return the solver
   */
  public static TrustRegionNewton of(BinaryOperator<NdArray> objective) {
    return new TrustRegionNewton(objective, new SolverOptions(1e-10, 500));
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public TrustRegionNewton withOptions(SolverOptions newOptions) {
    return new TrustRegionNewton(objective, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param value the objective there
   * @param gradient the gradient there
   * @param radius the radius of the trust region
   * @param iteration the number of updates
   * @param products the number of products with the Hessian
   * @param error the norm of the gradient
   * @param stalled whether the region vanished
   */
  public record State(
      NdArray solution,
      double value,
      NdArray gradient,
      double radius,
      int iteration,
      int products,
      double error,
      boolean stalled)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("TrustRegionNewton", start, parameters);
    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(z -> objective.apply(z, parameters), start);
    double norm = at.gradient().norm().value();
    return new State(start, at.value().value(), at.gradient(), 1, 0, 0, norm, false);
  }

  @Override
  public State update(State s, NdArray parameters) {
    Linearization gradient =
        Autodiff.linearize(
            x -> Autodiff.gradient(z -> objective.apply(z, parameters), x), s.solution);
    double size = s.gradient.norm().value();
    // The model in units of its gradient, a power of two: squares neither vanish nor overflow.
    int unit = PowerOfTwo.exponent(size);
    NdArray g = PowerOfTwo.times(s.gradient, -unit);
    NdArray p = g.times(0);
    NdArray hp = p;
    NdArray r = g;
    NdArray d = g.negate();
    double target = Math.min(0.5, Math.sqrt(size)) * g.norm().value();
    int products = s.products;
    boolean boundary = false;
    for (int i = 0; i < 2 * g.size() + 10 && r.norm().value() > target; i++) {
      NdArray hd = PowerOfTwo.times(gradient.jvp(d), -unit);
      products++;
      double curvature = d.dot(hd).value();
      double rr = r.squaredNorm().value();
      double alpha = rr / curvature;
      if (!(curvature > 0) || p.plus(d.times(alpha)).norm().value() >= s.radius) {
        alpha = toBoundary(p, d, s.radius);
        p = p.plus(d.times(alpha));
        hp = hp.plus(hd.times(alpha));
        boundary = true;
        break;
      }
      p = p.plus(d.times(alpha));
      hp = hp.plus(hd.times(alpha));
      r = r.plus(hd.times(alpha));
      d = r.negate().plus(d.times(r.squaredNorm().value() / rr));
    }
    double predicted = -Math.scalb(g.dot(p).value() + p.dot(hp).value() / 2, unit);
    NdArray next = s.solution.plus(p);
    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(z -> objective.apply(z, parameters), next);
    double value = at.value().value();
    double actual = s.value - value;
    double rounding = 0x1p-48 * Math.abs(s.value);
    double norm = at.gradient().norm().value();
    // Near the solution differences of values drown in rounding: then gradients decide.
    boolean small = Math.abs(predicted) <= rounding && Math.abs(actual) <= rounding;
    double ratio = small ? (norm <= s.error ? 1 : 0) : actual / predicted;
    double length = p.norm().value();
    double radius = s.radius;
    if (!(ratio >= 0.25)) {
      radius = 0.25 * length;
    } else if (ratio > 0.75 && boundary) {
      radius = Math.min(2 * radius, LARGEST_RADIUS);
    }
    if (ratio > ACCEPT && Double.isFinite(value) && at.gradient().allFinite()) {
      return new State(next, value, at.gradient(), radius, s.iteration + 1, products, norm, false);
    }
    boolean vanished = radius <= 0x1p-52 * (1e-300 + s.solution.norm().value()) || length == 0;
    return new State(
        s.solution, s.value, s.gradient, radius, s.iteration + 1, products, s.error, vanished);
  }

  /** The positive t with ‖p + t d‖ = radius. */
  static double toBoundary(NdArray p, NdArray d, double radius) {
    double a = d.squaredNorm().value();
    double b = p.dot(d).value();
    double c = p.squaredNorm().value() - radius * radius;
    double root = Math.sqrt(Math.max(b * b - a * c, 0));
    return b > 0 ? -c / (b + root) : (root - b) / a;
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.stationary(objective);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
