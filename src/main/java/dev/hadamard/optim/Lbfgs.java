package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Minimises a smooth function by the limited-memory method of Broyden, Fletcher, Goldfarb and
 * Shanno with a line search. The error is the norm of the gradient.
 */
public final class Lbfgs implements IterativeSolver<Lbfgs.State> {
  private static final double CURVATURE = 1e-10;

  private final BinaryOperator<NdArray> objective;
  private final int memory;
  private final LineSearch lineSearch;
  private final SolverOptions options;

  private Lbfgs(
      BinaryOperator<NdArray> objective, int memory, LineSearch lineSearch, SolverOptions options) {
    this.objective = objective;
    this.memory = memory;
    this.lineSearch = lineSearch;
    this.options = options;
  }

  /**
   * The method with a memory of 10 steps.
   *
   * @param objective f(x, θ), smooth
   * @return the solver
   */
  public static Lbfgs of(BinaryOperator<NdArray> objective) {
    return new Lbfgs(objective, 10, new LineSearch.Zoom(), SolverOptions.DEFAULT);
  }

  /**
   * The same solver with another memory. With as many steps as iterations it is the full method of
   * BFGS.
   *
   * @param steps the number of steps remembered, at least 1
   * @return a new solver
   */
  public Lbfgs withMemory(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ": must be at least 1");
    }
    return new Lbfgs(objective, steps, lineSearch, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public Lbfgs withOptions(SolverOptions newOptions) {
    return new Lbfgs(objective, memory, lineSearch, newOptions);
  }

  /**
   * The same solver with another line search; the default is {@link LineSearch.Zoom}.
   *
   * @param search the line search
   * @return a new solver
   */
  public Lbfgs withLineSearch(LineSearch search) {
    return new Lbfgs(objective, memory, search, options);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param value the objective there
   * @param gradient the gradient there
   * @param steps the last steps
   * @param changes the changes of the gradient along them
   * @param iteration the number of updates
   * @param error the norm of the gradient
   * @param stalled whether the line search found no decrease along -gradient
   */
  public record State(
      NdArray solution,
      NdArray value,
      NdArray gradient,
      List<NdArray> steps,
      List<NdArray> changes,
      int iteration,
      double error,
      boolean stalled)
      implements SolverState {
    /**
     * The approximation of the inverse Hessian that the remembered steps make up, symmetric and
     * positive definite, times a vector: a preconditioner of the systems by which the solution is
     * differentiated. O(n) for each step.
     *
     * @param v a vector, of the shape of the solution
     * @return H⁻¹v approximately; v itself where no step is remembered
     */
    public NdArray inverseHessianTimes(NdArray v) {
      NdArray q = v;
      int m = steps.size();
      NdArray[] weights = new NdArray[m];
      for (int i = m - 1; i >= 0; i--) {
        NdArray s = steps.get(i);
        NdArray y = changes.get(i);
        weights[i] = s.dot(q).dividedBy(s.dot(y));
        q = q.minus(y.times(weights[i]));
      }
      if (m > 0) {
        NdArray s = steps.get(m - 1);
        NdArray y = changes.get(m - 1);
        q = q.times(s.dot(y).dividedBy(y.squaredNorm()));
      }
      for (int i = 0; i < m; i++) {
        NdArray s = steps.get(i);
        NdArray y = changes.get(i);
        q = q.plus(s.times(weights[i].minus(y.dot(q).dividedBy(s.dot(y)))));
      }
      return q;
    }
  }

  @Override
  public State init(NdArray start, NdArray parameters) {
    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(z -> objective.apply(z, parameters), start);
    return new State(
        start,
        at.value(),
        at.gradient(),
        List.of(),
        List.of(),
        0,
        at.gradient().norm().value(),
        false);
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray direction = state.inverseHessianTimes(state.gradient).negate();
    boolean steepest = state.steps.isEmpty();
    NdArray g = state.gradient.stopGradient();
    if (!(direction.stopGradient().dot(g).value() < 0)) {
      direction = state.gradient.negate();
      steepest = true;
    }
    NdArray theta = parameters.stopGradient();
    double first = steepest ? Math.min(1, 1 / g.norm1().value()) : 1;
    LineSearch.Step p =
        lineSearch.search(
            z -> objective.apply(z, theta),
            state.solution.stopGradient(),
            direction.stopGradient(),
            state.value.value(),
            g,
            first);
    if (p.length() == 0) {
      // Forget the past and try the gradient itself once more; if that was it, this is the end.
      return new State(
          state.solution,
          state.value,
          state.gradient,
          List.of(),
          List.of(),
          state.iteration + 1,
          state.error,
          steepest);
    }
    NdArray next = state.solution.plus(direction.times(p.length()));
    NdArray value = NdArray.scalar(p.value());
    NdArray gradient = p.gradient();
    if (next.isDifferentiated() || parameters.isDifferentiated()) {
      Autodiff.ValueAndGradient at =
          Autodiff.valueAndGradient(z -> objective.apply(z, parameters), next);
      value = at.value();
      gradient = at.gradient();
    }
    NdArray s = next.minus(state.solution);
    NdArray y = gradient.minus(state.gradient);
    List<NdArray> steps = state.steps;
    List<NdArray> changes = state.changes;
    double curvature = s.stopGradient().dot(y.stopGradient()).value();
    if (curvature > CURVATURE * s.norm().value() * y.norm().value()) {
      steps = appended(steps, s);
      changes = appended(changes, y);
    }
    return new State(
        next, value, gradient, steps, changes, state.iteration + 1, gradient.norm().value(), false);
  }

  private List<NdArray> appended(List<NdArray> list, NdArray last) {
    List<NdArray> copy = new ArrayList<>(list.subList(list.size() < memory ? 0 : 1, list.size()));
    copy.add(last);
    return copy;
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
