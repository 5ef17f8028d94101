package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.BinaryOperator;

/**
 * Newton's method for F(x, θ) = 0 with a dense Jacobian, damped so that ‖F‖ decreases. For a
 * minimiser, F is the gradient.
 */
public final class NewtonRoot implements IterativeSolver<NewtonRoot.State> {
  private static final int MAX_HALVINGS = 40;

  private final OptimalityCondition condition;
  private final boolean chord;
  private final SolverOptions options;

  private NewtonRoot(OptimalityCondition condition, boolean chord, SolverOptions options) {
    this.condition = condition;
    this.chord = chord;
    this.options = options;
  }

  /**
   * The method for a mapping.
   *
   * @param mapping F(x, θ), of the size of x
   * @return the solver
   */
  public static NewtonRoot of(BinaryOperator<NdArray> mapping) {
    return of(OptimalityCondition.root(mapping));
  }

  /**
   * The method for a condition, such as {@link OptimalityCondition#stationary}.
   *
   * @param condition the condition
   * @return the solver
   */
  public static NewtonRoot of(OptimalityCondition condition) {
    return new NewtonRoot(condition, false, new SolverOptions(1e-12, 100));
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public NewtonRoot withOptions(SolverOptions newOptions) {
    return new NewtonRoot(condition, chord, newOptions);
  }

  /**
   * The chord method: the Jacobian of the first iterate serves until a step with it does not
   * decrease the norm of F, then a new one is computed. Many cheap steps of linear convergence
   * instead of few of quadratic; up to 1000.
   *
   * @return a new solver
   */
  public NewtonRoot byChords() {
    int limit = Math.max(1000, options.maxIterations());
    return new NewtonRoot(condition, true, new SolverOptions(options.tolerance(), limit));
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param iteration the number of updates
   * @param error the norm of F
   * @param stalled whether no step decreased it, or the Jacobian is singular
   * @param jacobian the Jacobian that the next chord uses; null where it is to be computed
   */
  public record State(
      NdArray solution, int iteration, double error, boolean stalled, NdArray jacobian)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    return new State(start, 0, norm(start, parameters), false, null);
  }

  private double norm(NdArray x, NdArray parameters) {
    return condition.residual(x.stopGradient(), parameters.stopGradient()).norm().value();
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray x = state.solution;
    int n = x.size();
    Linearization l = Autodiff.linearize(z -> condition.residual(z, parameters), x);
    NdArray jacobian = state.jacobian;
    if (jacobian == null) {
      jacobian =
          Autodiff.jacobian(z -> condition.residual(z, parameters).flatten(), x).reshape(n, n);
    }
    NdArray step;
    try {
      step = jacobian.solve(l.value().flatten()).reshape(x.shape());
    } catch (IllPosedProblemException e) {
      // A singular Jacobian gives no direction.
      return new State(x, state.iteration + 1, state.error, true, null);
    }
    double length = 1;
    for (int i = 0; i < MAX_HALVINGS; i++) {
      NdArray next = x.minus(step.times(length));
      double error = norm(next, parameters);
      if (error < state.error) {
        return new State(
            next, state.iteration + 1, error, false, chord ? jacobian.stopGradient() : null);
      }
      if (state.jacobian != null) {
        // The chord is worn out: the next update begins with a new Jacobian.
        return new State(x, state.iteration + 1, state.error, false, null);
      }
      length /= 2;
    }
    // The value stays, with the derivative of the whole step: that of the root where this is one.
    NdArray whole = x.minus(step);
    NdArray same =
        whole.isDifferentiated() && whole.allFinite()
            ? x.stopGradient().plus(whole.minus(whole.stopGradient()))
            : x;
    return new State(same, state.iteration + 1, state.error, true, null);
  }

  @Override
  public boolean updatesByFixedMap() {
    return true;
  }

  @Override
  public NdArray packed(State state) {
    return state.solution.flatten();
  }

  @Override
  public State unpacked(State like, NdArray arrays) {
    return new State(
        arrays.reshape(like.solution.shape()),
        like.iteration,
        like.error,
        like.stalled,
        like.jacobian);
  }

  @Override
  public OptimalityCondition optimality() {
    return condition;
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
