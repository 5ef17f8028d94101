package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * Minimises f(x, θ) + g(x, θ) by proximal gradient steps, accelerated (A. Beck and M. Teboulle, A
 * fast iterative shrinkage-thresholding algorithm, 2009) with adaptive restart (B. O'Donoghue and
 * E. Candès, 2015) and backtracking. The iterate is never the extrapolated point; the error is the
 * norm of the gradient mapping.
 */
public final class ProximalGradient implements IterativeSolver<ProximalGradient.State> {
  private static final double SHRINK = 0.5;
  private static final double SMALLEST_STEP = Double.MIN_NORMAL;

  /** Steps along a gradient that are less than this part of the point are mostly rounding. */
  private static final double LOST = 0x1p-40;

  private static final double FOUND = 0x1p-26;
  private static final double LARGEST_MOVE = 1e20;
  private static final int STALLED_UPDATES = 50;

  /** Moves that are less than this part of the point are rounding. */
  private static final double STILL = 0x1p-46;

  private final BinaryOperator<NdArray> objective;
  private final ParametricProx prox;
  private final OptimalityCondition optimality;
  private final double fixedStep;
  private final boolean accelerated;
  private final SolverOptions options;

  private ProximalGradient(
      BinaryOperator<NdArray> objective,
      ParametricProx prox,
      OptimalityCondition optimality,
      double fixedStep,
      boolean accelerated,
      SolverOptions options) {
    this.objective = objective;
    this.prox = prox;
    this.optimality = optimality;
    this.fixedStep = fixedStep;
    this.accelerated = accelerated;
    this.options = options;
  }

  /**
   * A solver with backtracking and acceleration.
   *
   * @param objective f(x, θ), smooth
   * @param prox the operator of g
   * @return the solver
   */
  public static ProximalGradient of(BinaryOperator<NdArray> objective, ParametricProx prox) {
    return with(objective, prox, OptimalityCondition.proximalGradient(objective, prox, 1));
  }

  static ProximalGradient with(
      BinaryOperator<NdArray> objective, ParametricProx prox, OptimalityCondition optimality) {
    return new ProximalGradient(
        objective, prox, optimality, 0, /* accelerated= */ true, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with steps of a fixed size.
   *
   * @param stepSize η, positive; at most 1/L for gradients of Lipschitz constant L
   * @return a new solver
   */
  public ProximalGradient withStepSize(double stepSize) {
    if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "stepSize is " + stepSize + ": must be finite and positive");
    }
    return new ProximalGradient(objective, prox, optimality, stepSize, accelerated, options);
  }

  /**
   * The same solver with or without acceleration.
   *
   * @param on whether to extrapolate
   * @return a new solver
   */
  public ProximalGradient withAcceleration(boolean on) {
    return new ProximalGradient(objective, prox, optimality, fixedStep, on, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public ProximalGradient withOptions(SolverOptions newOptions) {
    return new ProximalGradient(objective, prox, optimality, fixedStep, accelerated, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param extrapolated where the next gradient is taken
   * @param momentum the t of the extrapolation
   * @param stepSize the last step size
   * @param iteration the number of updates
   * @param error the norm of the gradient mapping
   * @param bestError the least error so far
   * @param withoutProgress the number of updates since then that moved by rounding only
   */
  public record State(
      NdArray solution,
      NdArray extrapolated,
      double momentum,
      double stepSize,
      int iteration,
      double error,
      double bestError,
      int withoutProgress)
      implements SolverState {
    /** Errors at the level of rounding do not decrease any more. */
    @Override
    public boolean stalled() {
      return withoutProgress >= STALLED_UPDATES;
    }
  }

  @Override
  public State init(NdArray start, NdArray parameters) {
    double infinity = Double.POSITIVE_INFINITY;
    double step = fixedStep > 0 ? fixedStep : 1;
    return new State(start, start, 1, step, 0, infinity, infinity, 0);
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray y = state.extrapolated;
    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(z -> objective.apply(z, parameters), y);
    if (!finite(at)) {
      // Extrapolation may leave the domain: back to the iterate, which is in it.
      y = state.solution;
      at = Autodiff.valueAndGradient(z -> objective.apply(z, parameters), y);
    }
    if (!finite(at)) {
      return new State(
          state.solution,
          state.solution,
          1,
          state.stepSize,
          state.iteration + 1,
          Double.NaN,
          state.bestError,
          state.withoutProgress);
    }
    double slope = at.gradient().stopGradient().norm().value();
    double place = y.stopGradient().norm().value();
    double step = fixedStep > 0 ? fixedStep : state.stepSize;
    if (fixedStep <= 0 && state.iteration == 0 && step * slope < LOST * place) {
      // The first step is in units of 1, which need not be those of the objective.
      step = slope > 0 ? Math.min(FOUND * place / slope, Double.MAX_VALUE) : step;
    }
    NdArray next = step(y, at.gradient(), parameters, step);
    if (fixedStep <= 0) {
      NdArray theta = parameters.stopGradient();
      double fy = at.value().value();
      NdArray g = at.gradient().stopGradient();
      while (step > SMALLEST_STEP) {
        NdArray d = next.stopGradient().minus(y.stopGradient());
        double f = objective.apply(next.stopGradient(), theta).value();
        double linear = g.dot(d).value();
        double curvature = f - fy - linear;
        double limit = d.squaredNorm().value() / step;
        double rounding = 0x1p-44 * (Math.abs(fy) + Math.abs(linear));
        if (curvature <= limit / 2 && Math.abs(curvature) > rounding) {
          break;
        }
        // Near the solution differences of values drown in rounding: those of gradients do not.
        if (Math.abs(curvature) <= rounding
            && d.dot(
                        Autodiff.gradient(z -> objective.apply(z, theta), next.stopGradient())
                            .minus(g))
                    .value()
                <= limit) {
          break;
        }
        step *= SHRINK;
        next = step(y, at.gradient(), parameters, step);
      }
    }
    NdArray moved = next.stopGradient().minus(y.stopGradient());
    // Where all of the gradient is lost in the rounding of y, it still is an error.
    boolean unmoved = step * slope <= 0x1p-53 * place;
    double distance = moved.norm().value();
    double error = distance / step + (unmoved ? slope : 0);
    NdArray extrapolated = next;
    double momentum = 1;
    if (accelerated) {
      NdArray forward = next.stopGradient().minus(state.solution.stopGradient());
      // Restart when the last step goes against the momentum.
      if (moved.dot(forward).value() >= 0) {
        momentum = (1 + Math.sqrt(1 + 4 * state.momentum * state.momentum)) / 2;
        double weight = (state.momentum - 1) / momentum;
        if (weight > 0) {
          extrapolated = next.plus(next.minus(state.solution).times(weight));
        }
      }
    }
    boolean better = error < state.bestError;
    return new State(
        next,
        extrapolated,
        momentum,
        fixedStep > 0 || step * slope > LARGEST_MOVE * (1 + place) ? step : step * 1.25,
        state.iteration + 1,
        error,
        better ? error : state.bestError,
        better ? 0 : state.withoutProgress + (distance <= STILL * place ? 1 : 0));
  }

  private static boolean finite(Autodiff.ValueAndGradient at) {
    return at.value().allFinite() && at.gradient().allFinite();
  }

  private NdArray step(NdArray y, NdArray gradient, NdArray parameters, double step) {
    return prox.apply(y.minus(gradient.times(step)), parameters, NdArray.scalar(step));
  }

  @Override
  public boolean updatesByFixedMap() {
    return fixedStep > 0;
  }

  @Override
  public NdArray packed(State state) {
    return NdArray.concatenate(0, state.solution.flatten(), state.extrapolated.flatten());
  }

  @Override
  public State unpacked(State like, NdArray arrays) {
    int n = like.solution.size();
    int[] shape = like.solution.shape();
    return new State(
        arrays.slice(0, 0, n).reshape(shape),
        arrays.slice(0, n, 2 * n).reshape(shape),
        like.momentum,
        like.stepSize,
        like.iteration,
        like.error,
        like.bestError,
        like.withoutProgress);
  }

  @Override
  public OptimalityCondition optimality() {
    return optimality;
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
