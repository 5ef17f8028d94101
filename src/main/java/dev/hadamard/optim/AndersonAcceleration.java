package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * x ← T(x, θ) accelerated by extrapolation over the last steps (D. Anderson, 1965; H. Walker and P.
 * Ni, SIAM J. Numer. Anal. 49, 2011): the combination of the last residuals f = T(x) - x of least
 * norm, with a relative ridge of 1e-10. Where a step makes the residual grow more than twofold, the
 * plain map is applied instead. The error is ‖T(x) - x‖.
 */
public final class AndersonAcceleration implements IterativeSolver<AndersonAcceleration.State> {
  private static final double RIDGE = 1e-10;
  private static final double GROWTH = 2;

  private final BinaryOperator<NdArray> map;
  private final int memory;
  private final double mixing;
  private final SolverOptions options;

  private AndersonAcceleration(
      BinaryOperator<NdArray> map, int memory, double mixing, SolverOptions options) {
    this.map = map;
    this.memory = memory;
    this.mixing = mixing;
    this.options = options;
  }

  /**
   * The method with a memory of 5 steps.
   *
   * @param map T(x, θ)
   * @return the solver
   */
  public static AndersonAcceleration of(BinaryOperator<NdArray> map) {
    return new AndersonAcceleration(map, 5, 1, SolverOptions.DEFAULT);
  }

  /**
   * The updates of another solver, accelerated.
   *
   * @param <S> the state of the solver
   * @param solver a solver that updates by a fixed map
   * @return the accelerated solver
   * @throws IllegalArgumentException if the solver's updates are not a fixed map
   */
  public static <S extends SolverState> AndersonAcceleration around(IterativeSolver<S> solver) {
    if (!solver.updatesByFixedMap()) {
      throw new IllegalArgumentException(
          "solver is " + solver + ": must update by a fixed map; give it a fixed step size");
    }
    return new AndersonAcceleration(
        (x, theta) -> solver.update(solver.init(x, theta), theta).solution(),
        5,
        1,
        solver.options());
  }

  /**
   * The same solver with another memory.
   *
   * @param steps the number of steps that are combined, at least 1
   * @return a new solver
   */
  public AndersonAcceleration withMemory(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ": must be at least 1");
    }
    return new AndersonAcceleration(map, steps, mixing, options);
  }

  /**
   * The same solver with another share of the residual in each step: of the combination Σ α_i x_i
   * it goes on to Σ α_i (x_i + β f_i).
   *
   * @param beta β, positive; 1 at first, less for maps that overshoot
   * @return a new solver
   */
  public AndersonAcceleration withMixing(double beta) {
    if (!(beta > 0) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException("beta is " + beta + ": must be finite and positive");
    }
    return new AndersonAcceleration(map, memory, beta, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public AndersonAcceleration withOptions(SolverOptions newOptions) {
    return new AndersonAcceleration(map, memory, mixing, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate x
   * @param residual T(x) - x
   * @param steps the last changes of x
   * @param changes the changes of the residual along them
   * @param iteration the number of updates
   * @param error the norm of the residual
   */
  public record State(
      NdArray solution,
      NdArray residual,
      List<NdArray> steps,
      List<NdArray> changes,
      int iteration,
      double error)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    NdArray f = ArrayChecks.requireShapeOf(start, map.apply(start, parameters)).minus(start);
    return new State(start, f, List.of(), List.of(), 0, f.stopGradient().norm().value());
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray x = state.solution;
    NdArray f = state.residual;
    NdArray next = mixed(x, f);
    int m = state.steps.size();
    if (m > 0) {
      NdArray[] flat = new NdArray[m];
      for (int i = 0; i < m; i++) {
        flat[i] = state.changes.get(i).flatten();
      }
      NdArray g = NdArray.stack(flat);
      // In units of the changes, a power of two: their squares neither vanish nor overflow.
      int unit = PowerOfTwo.exponent(g.normInf().value());
      NdArray scaled = PowerOfTwo.times(g, -unit);
      NdArray gram = scaled.matmulTranspose(scaled);
      NdArray scale = gram.diagonal().stopGradient().max();
      // Residuals that do not change say nothing about where they vanish: a plain step.
      if (scale.value() > 0) {
        NdArray weights =
            gram.plus(NdArray.identity(m).times(scale.times(RIDGE)))
                .solve(scaled.matmul(PowerOfTwo.times(f.flatten(), -unit)));
        for (int i = 0; i < m; i++) {
          NdArray w = weights.at(i);
          next = next.minus(mixed(state.steps.get(i), state.changes.get(i)).times(w));
        }
      }
    }
    NdArray nextResidual = map.apply(next, parameters).minus(next);
    double error = nextResidual.stopGradient().norm().value();
    if (m > 0 && !(error <= GROWTH * state.error)) {
      next = mixed(x, f);
      nextResidual = map.apply(next, parameters).minus(next);
      error = nextResidual.stopGradient().norm().value();
      return new State(next, nextResidual, List.of(), List.of(), state.iteration + 1, error);
    }
    return new State(
        next,
        nextResidual,
        appended(state.steps, next.minus(x)),
        appended(state.changes, nextResidual.minus(f)),
        state.iteration + 1,
        error);
  }

  private NdArray mixed(NdArray x, NdArray f) {
    return mixing == 1 ? x.plus(f) : x.plus(f.times(mixing));
  }

  private List<NdArray> appended(List<NdArray> list, NdArray last) {
    List<NdArray> copy = new ArrayList<>(list.subList(list.size() < memory ? 0 : 1, list.size()));
    copy.add(last);
    return copy;
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
