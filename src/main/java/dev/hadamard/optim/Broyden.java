package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Broyden's (good) method for F(x, θ) = 0 without derivatives: an approximate inverse Jacobian of
 * limited memory, starting from a multiple of the identity, with steps halved until ‖F‖ does not
 * grow beyond twice its value. The error is ‖F‖. For the inverse Jacobian of the start instead, see
 * {@link NewtonRoot}.
 *
 * <p>The iterations themselves cannot be differentiated: use implicit mode.
 */
public final class Broyden implements IterativeSolver<Broyden.State> {
  private static final double SMALLEST = 1e-12;
  private static final int MAX_HALVINGS = 30;

  private final BinaryOperator<NdArray> mapping;
  private final double first;
  private final int memory;
  private final SolverOptions options;

  private Broyden(
      BinaryOperator<NdArray> mapping, double first, int memory, SolverOptions options) {
    this.mapping = mapping;
    this.first = first;
    this.memory = memory;
    this.options = options;
  }

  /**
   * The method with -1 times the identity as first inverse Jacobian, as suits F = T(x) - x, and a
   * memory of 30 steps.
   *
   * @param mapping F(x, θ), of the size of x
   * @return the solver
   */
  public static Broyden of(BinaryOperator<NdArray> mapping) {
    return new Broyden(mapping, -1, 30, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with another first inverse Jacobian.
   *
   * @param multiple of the identity, not 0; positive for monotone F
   * @return a new solver
   */
  public Broyden withFirstInverse(double multiple) {
    if (multiple == 0 || !Double.isFinite(multiple)) {
      throw new IllegalArgumentException("multiple is " + multiple + ": must be finite and not 0");
    }
    return new Broyden(mapping, multiple, memory, options);
  }

  /**
   * The same solver with another memory.
   *
   * @param steps the number of changes of the inverse Jacobian that are kept, at least 1
   * @return a new solver
   */
  public Broyden withMemory(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ": must be at least 1");
    }
    return new Broyden(mapping, first, steps, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public Broyden withOptions(SolverOptions newOptions) {
    return new Broyden(mapping, first, memory, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param residual F there
   * @param left the left factors of the rank-one changes of the inverse Jacobian
   * @param right the right factors
   * @param iteration the number of updates
   * @param error the norm of F
   * @param stalled whether no step length was acceptable
   */
  public record State(
      NdArray solution,
      NdArray residual,
      List<NdArray> left,
      List<NdArray> right,
      int iteration,
      double error,
      boolean stalled)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("Broyden", start, parameters);
    NdArray f = ArrayChecks.requireShapeOf(start, mapping.apply(start, parameters));
    return new State(start, f, List.of(), List.of(), 0, f.norm().value(), false);
  }

  private NdArray inverse(State s, NdArray v) {
    NdArray y = v.times(first);
    for (int i = 0; i < s.left.size(); i++) {
      y = y.plus(s.left.get(i).times(s.right.get(i).dot(v)));
    }
    return y;
  }

  private NdArray inverseTransposed(State s, NdArray v) {
    NdArray y = v.times(first);
    for (int i = 0; i < s.left.size(); i++) {
      y = y.plus(s.right.get(i).times(s.left.get(i).dot(v)));
    }
    return y;
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray step = inverse(state, state.residual).negate();
    double length = 1;
    for (int i = 0; i < MAX_HALVINGS; i++) {
      NdArray dx = step.times(length);
      NdArray next = state.solution.plus(dx);
      NdArray f = mapping.apply(next, parameters);
      double error = f.norm().value();
      if (error <= 2 * state.error) {
        return updated(state, next, f, dx, error);
      }
      length /= 2;
    }
    if (!state.left.isEmpty()) {
      // Forget a Jacobian that misleads.
      return new State(
          state.solution,
          state.residual,
          List.of(),
          List.of(),
          state.iteration + 1,
          state.error,
          false);
    }
    return new State(
        state.solution,
        state.residual,
        List.of(),
        List.of(),
        state.iteration + 1,
        state.error,
        true);
  }

  private State updated(State state, NdArray next, NdArray f, NdArray dx, double error) {
    NdArray df = f.minus(state.residual);
    List<NdArray> left = state.left;
    List<NdArray> right = state.right;
    NdArray bdf = inverse(state, df);
    double denominator = dx.dot(bdf).value();
    if (Math.abs(denominator) >= SMALLEST * dx.norm().value() * bdf.norm().value()
        && denominator != 0) {
      if (left.size() >= memory) {
        left = List.of();
        right = List.of();
        State fresh = new State(next, f, left, right, 0, error, false);
        bdf = inverse(fresh, df);
        denominator = dx.dot(bdf).value();
        if (denominator == 0) {
          return new State(next, f, left, right, state.iteration + 1, error, false);
        }
      }
      State base = new State(next, f, left, right, 0, error, false);
      left = new ArrayList<>(left);
      right = new ArrayList<>(right);
      left.add(dx.minus(bdf).dividedBy(denominator));
      right.add(inverseTransposed(base, dx));
    }
    return new State(next, f, left, right, state.iteration + 1, error, false);
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.root(mapping);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
