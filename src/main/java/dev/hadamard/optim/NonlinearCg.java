package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * Minimises a smooth function by nonlinear conjugate gradients with a line search for the strong
 * Wolfe conditions. A direction that does not descend is replaced by -∇f. The error is the norm of
 * the gradient.
 *
 * <p>The iterations themselves cannot be differentiated, for their derivatives with constant step
 * lengths do not converge: use implicit mode.
 */
public final class NonlinearCg implements IterativeSolver<NonlinearCg.State> {
  /** The formula for the share β of the last direction. */
  public enum Formula {
    /** max(0, g⁺ᵀy/gᵀg), y = g⁺ - g: E. Polak and G. Ribière, with restarts. */
    POLAK_RIBIERE,
    /** g⁺ᵀg⁺/gᵀg: R. Fletcher and C. Reeves. */
    FLETCHER_REEVES,
    /** max(0, g⁺ᵀy/dᵀy): M. Hestenes and E. Stiefel, with restarts. */
    HESTENES_STIEFEL,
    /** g⁺ᵀg⁺/dᵀy: Y. Dai and Y. Yuan. */
    DAI_YUAN,
    /** (y - 2d yᵀy/dᵀy)ᵀg⁺/dᵀy, bounded below: W. Hager and H. Zhang. */
    HAGER_ZHANG
  }

  private final BinaryOperator<NdArray> objective;
  private final Formula formula;
  private final LineSearch lineSearch;
  private final SolverOptions options;

  private NonlinearCg(
      BinaryOperator<NdArray> objective,
      Formula formula,
      LineSearch lineSearch,
      SolverOptions options) {
    this.objective = objective;
    this.formula = formula;
    this.lineSearch = lineSearch;
    this.options = options;
  }

  /**
   * The method of Hager and Zhang.
   *
   * @param objective f(x, θ), smooth
   * @return the solver
   */
  public static NonlinearCg of(BinaryOperator<NdArray> objective) {
    return new NonlinearCg(
        objective, Formula.HAGER_ZHANG, new LineSearch.Zoom(0.1), SolverOptions.DEFAULT);
  }

  /**
   * The same solver with another formula.
   *
   * @param newFormula the formula
   * @return a new solver
   */
  public NonlinearCg withFormula(Formula newFormula) {
    return new NonlinearCg(objective, newFormula, lineSearch, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public NonlinearCg withOptions(SolverOptions newOptions) {
    return new NonlinearCg(objective, formula, lineSearch, newOptions);
  }

  /**
   * The same solver with another line search; the default is {@link LineSearch.Zoom} with 0.1.
   *
   * @param search the line search
   * @return a new solver
   */
  public NonlinearCg withLineSearch(LineSearch search) {
    return new NonlinearCg(objective, formula, search, options);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param value the objective there
   * @param gradient the gradient there
   * @param direction the next direction
   * @param stepSize the last step length
   * @param iteration the number of updates
   * @param restarts how often the direction was replaced by -∇f
   * @param error the norm of the gradient
   * @param stalled whether no decrease was found along -∇f
   */
  public record State(
      NdArray solution,
      double value,
      NdArray gradient,
      NdArray direction,
      double stepSize,
      int iteration,
      int restarts,
      double error,
      boolean stalled)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("NonlinearCg", start, parameters);
    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(z -> objective.apply(z, parameters), start);
    NdArray g = at.gradient();
    double norm = g.norm1().value();
    double first = norm > 0 ? Math.min(1, 1 / norm) : 1;
    return new State(
        start, at.value().value(), g, g.negate(), first, 0, 0, g.norm().value(), false);
  }

  @Override
  public State update(State state, NdArray parameters) {
    NdArray g = state.gradient;
    NdArray direction = state.direction;
    int restarts = state.restarts;
    boolean steepest = state.iteration == 0;
    if (!(direction.dot(g).value() < 0)) {
      direction = state.gradient.negate();
      restarts++;
      steepest = true;
    }
    LineSearch.Step p =
        lineSearch.search(
            z -> objective.apply(z, parameters),
            state.solution,
            direction,
            state.value,
            g,
            state.stepSize);
    if (p.length() == 0) {
      return new State(
          state.solution,
          state.value,
          state.gradient,
          state.gradient.negate(),
          state.stepSize,
          state.iteration + 1,
          restarts + 1,
          state.error,
          steepest);
    }
    NdArray next = state.solution.plus(direction.times(p.length()));
    NdArray gradient = p.gradient();
    NdArray nextDirection =
        gradient.negate().plus(direction.times(share(state.gradient, gradient, direction)));
    // The next step decreases f to first order as much as this one did.
    double slope = nextDirection.dot(gradient).value();
    double ratio = direction.dot(g).value() / slope;
    double nextStep = slope < 0 ? p.length() * Math.min(10, Math.max(0.1, ratio)) : p.length();
    return new State(
        next,
        p.value(),
        gradient,
        nextDirection,
        nextStep,
        state.iteration + 1,
        restarts,
        gradient.norm().value(),
        false);
  }

  private NdArray share(NdArray g, NdArray next, NdArray d) {
    NdArray y = next.minus(g);
    return switch (formula) {
      case POLAK_RIBIERE -> next.dot(y).dividedBy(g.squaredNorm()).relu();
      case FLETCHER_REEVES -> next.squaredNorm().dividedBy(g.squaredNorm());
      case HESTENES_STIEFEL -> next.dot(y).dividedBy(d.dot(y)).relu();
      case DAI_YUAN -> next.squaredNorm().dividedBy(d.dot(y));
      case HAGER_ZHANG -> {
        NdArray dy = d.dot(y);
        NdArray beta =
            y.minus(d.times(y.squaredNorm().times(2).dividedBy(dy))).dot(next).dividedBy(dy);
        double size = d.norm().value();
        double bound = -1 / (size * Math.min(0.01, g.norm().value()));
        yield beta.value() < bound ? NdArray.scalar(bound) : beta;
      }
    };
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
