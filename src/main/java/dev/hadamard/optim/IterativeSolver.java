package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Progress;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * The one contract of all solvers: a first state, an update, and the condition that the solution
 * satisfies. Running, implicit differentiation and unrolling follow from these.
 *
 * <p>The updates are array operations, so that a run under differentiation is differentiated
 * through its iterations. Step sizes are constants for differentiation.
 *
 * @param <S> the state of the solver
 */
public interface IterativeSolver<S extends SolverState> {
  /**
   * The first state.
   *
   * @param start the first iterate
   * @param parameters the parameters of the problem
   * @return the state after no update
   */
  S init(NdArray start, NdArray parameters);

  /**
   * One iteration.
   *
   * @param state the state
   * @param parameters the parameters of the problem
   * @return the next state
   */
  S update(S state, NdArray parameters);

  /**
   * The condition that solutions satisfy.
   *
   * @return the mapping that vanishes at a solution
   */
  OptimalityCondition optimality();

  /**
   * When to stop.
   *
   * @return the options
   */
  SolverOptions options();

  /**
   * Whether an update from a first state is a fixed map whose fixed points are the solutions: what
   * derivatives by a few updates at the solution need.
   *
   * @return false where step sizes are searched for or updates depend on the past
   */
  default boolean updatesByFixedMap() {
    return false;
  }

  /**
   * Whether the problem itself changes from iteration to iteration, as with batches of data. Where
   * it does not, a run whose solution and error repeat themselves for 60 updates has ended.
   *
   * @return false where updates depend on the state and the parameters alone
   */
  default boolean changesWithIterations() {
    return false;
  }

  /**
   * The arrays of a state through which derivatives flow from iteration to iteration, in one
   * vector: what differentiation with checkpoints needs.
   *
   * @param state a state
   * @return the arrays one after the other
   * @throws IllegalArgumentException if the solver does not offer it
   */
  default NdArray packed(S state) {
    throw new IllegalArgumentException(
        getClass().getSimpleName() + " cannot be differentiated with checkpoints");
  }

  /**
   * A state with other arrays, the inverse of {@link #packed}.
   *
   * @param like the state whose numbers stay
   * @param arrays the arrays one after the other
   * @return the state
   * @throws IllegalArgumentException if the solver does not offer it
   */
  default S unpacked(S like, NdArray arrays) {
    throw new IllegalArgumentException(
        getClass().getSimpleName() + " cannot be differentiated with checkpoints");
  }

  /**
   * The same solver with other limits.
   *
   * @param newOptions when to stop
   * @return a solver whose states, updates and condition are those of this one
   */
  default IterativeSolver<S> stoppingAt(SolverOptions newOptions) {
    return new StoppingAt<>(this, newOptions);
  }

  /**
   * Updates until the error is at most the tolerance.
   *
   * @param start the first iterate
   * @param parameters the parameters of the problem
   * @return the solution and how it was reached
   * @throws NonFiniteInputException if an argument is not finite
   */
  default SolverResult run(NdArray start, NdArray parameters) {
    return run(start, parameters, state -> {});
  }

  /**
   * The same under the eyes of an observer, such as one that prints or keeps the errors. It may
   * throw to end the run.
   *
   * @param start the first iterate
   * @param parameters the parameters of the problem
   * @param observer sees each state, from the first to that of the result
   * @return the solution and how it was reached
   * @throws NonFiniteInputException if an argument is not finite
   */
  default SolverResult run(NdArray start, NdArray parameters, Consumer<? super S> observer) {
    SolverEnd<S> end = end(start, parameters, observer);
    S state = end.state();
    return new SolverResult(state.solution(), state.iteration(), state.error(), end.status());
  }

  /**
   * The same solver with the best iterate as its solution: for methods that do not decrease the
   * objective in each iteration, such as stochastic ones and {@link Fire}. One more value of the
   * objective per iteration.
   *
   * @param objective f(x, θ); values that are not finite are never the best
   * @return a solver with the same updates, condition and options
   */
  default IterativeSolver<BestSoFar.State<S>> keepingBest(BinaryOperator<NdArray> objective) {
    return new BestSoFar<>(this, objective);
  }

  /**
   * The state in which {@link #run} ends, for what it holds beside the solution.
   *
   * @param start the first iterate
   * @param parameters the parameters of the problem
   * @return the last state whose solution is finite, converged or not
   * @throws NonFiniteInputException if an argument is not finite
   */
  default S finalState(NdArray start, NdArray parameters) {
    return end(start, parameters, state -> {}).state();
  }

  private SolverEnd<S> end(NdArray start, NdArray parameters, Consumer<? super S> observer) {
    NonFiniteInputException.require("start", start);
    NonFiniteInputException.require("parameters", parameters);
    S state = init(start, parameters);
    // Rounding may take a solver to and fro between two points for ever.
    S earlier = state;
    int repeated = 0;
    observer.accept(state);
    while (true) {
      if (state.error() <= options().tolerance()) {
        return new SolverEnd<>(state, SolverStatus.CONVERGED);
      }
      if (Double.isNaN(state.error())) {
        return new SolverEnd<>(state, SolverStatus.NON_FINITE);
      }
      if (state.stalled() || repeated >= SolverEnd.REPEATED) {
        return new SolverEnd<>(state, SolverStatus.NO_PROGRESS);
      }
      if (state.iteration() >= options().maxIterations()) {
        return new SolverEnd<>(state, SolverStatus.MAX_ITERATIONS);
      }
      Progress.checkCancelled();
      S next = update(state, parameters);
      if (!next.solution().allFinite()) {
        return new SolverEnd<>(state, SolverStatus.NON_FINITE);
      }
      boolean comparable =
          !changesWithIterations()
              && !next.solution().isDifferentiated()
              && !parameters.isDifferentiated();
      boolean known = comparable && (same(next, state) || same(next, earlier));
      repeated = known ? repeated + 1 : 0;
      earlier = state;
      state = next;
      observer.accept(state);
    }
  }

  private static boolean same(SolverState a, SolverState b) {
    return a.error() == b.error() && a.solution().equals(b.solution());
  }

  /**
   * The norm of the optimality mapping: zero at a solution.
   *
   * @param x a point
   * @param parameters the parameters of the problem
   * @return ‖F(x, θ)‖
   */
  default double optimalityError(NdArray x, NdArray parameters) {
    return optimality().residual(x, parameters).norm().value();
  }
}
