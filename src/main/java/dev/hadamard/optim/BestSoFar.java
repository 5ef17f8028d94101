package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * A solver whose solution is the best iterate so far by an objective.
 *
 * @param <S> the state of the solver inside
 * @see IterativeSolver#keepingBest
 */
public final class BestSoFar<S extends SolverState> implements IterativeSolver<BestSoFar.State<S>> {
  private final IterativeSolver<S> solver;
  private final BinaryOperator<NdArray> objective;

  BestSoFar(IterativeSolver<S> solver, BinaryOperator<NdArray> objective) {
    this.solver = solver;
    this.objective = objective;
  }

  /**
   * The state.
   *
   * @param solution the best iterate; the first one as long as no value is finite
   * @param value the objective there
   * @param current the state of the solver inside, with the last iterate
   * @param <S> the type of that state
   */
  public record State<S extends SolverState>(NdArray solution, double value, S current)
      implements SolverState {
    @Override
    public int iteration() {
      return current.iteration();
    }

    /** The error of the last iterate. */
    @Override
    public double error() {
      return current.error();
    }

    @Override
    public boolean stalled() {
      return current.stalled();
    }
  }

  private double value(NdArray x, NdArray parameters) {
    if (!x.allFinite()) {
      return Double.POSITIVE_INFINITY;
    }
    double v = objective.apply(x.stopGradient(), parameters.stopGradient()).value();
    return Double.isFinite(v) ? v : Double.POSITIVE_INFINITY;
  }

  @Override
  public State<S> init(NdArray start, NdArray parameters) {
    S first = solver.init(start, parameters);
    return new State<>(first.solution(), value(first.solution(), parameters), first);
  }

  @Override
  public State<S> update(State<S> state, NdArray parameters) {
    S next = solver.update(state.current, parameters);
    double v = value(next.solution(), parameters);
    return v < state.value
        ? new State<>(next.solution(), v, next)
        : new State<>(state.solution, state.value, next);
  }

  @Override
  public boolean changesWithIterations() {
    return solver.changesWithIterations();
  }

  @Override
  public OptimalityCondition optimality() {
    return solver.optimality();
  }

  @Override
  public SolverOptions options() {
    return solver.options();
  }
}
