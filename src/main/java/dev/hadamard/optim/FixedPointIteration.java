package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/** x ← T(x, θ) until x stays. */
public final class FixedPointIteration implements IterativeSolver<FixedPointIteration.State> {
  private final BinaryOperator<NdArray> map;
  private final SolverOptions options;

  private FixedPointIteration(BinaryOperator<NdArray> map, SolverOptions options) {
    this.map = map;
    this.options = options;
  }

  /**
   * The iteration of a map.
   *
   * @param map T(x, θ), a contraction near its fixed point
   * @return the solver
   */
  public static FixedPointIteration of(BinaryOperator<NdArray> map) {
    return new FixedPointIteration(map, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public FixedPointIteration withOptions(SolverOptions newOptions) {
    return new FixedPointIteration(map, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param iteration the number of updates
   * @param error the norm of the last change
   */
  public record State(NdArray solution, int iteration, double error) implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    return new State(start, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray next =
        ArrayChecks.requireShapeOf(state.solution, map.apply(state.solution, parameters));
    double error = next.stopGradient().minus(state.solution.stopGradient()).norm().value();
    return new State(next, state.iteration + 1, error);
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
    return new State(arrays.reshape(like.solution.shape()), like.iteration, like.error);
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.fixedPoint(map);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
