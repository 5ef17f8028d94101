package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * Minimises f(x, θ) over rows of the probability simplex by mirror descent with the entropy
 * (exponentiated gradient): x ← x e^{-η∇f}/Σ. The start must be positive; elements that vanish stay
 * 0. The error is ‖T(x) - x‖/η for the step T.
 */
public final class MirrorDescent implements IterativeSolver<MirrorDescent.State> {
  private final BinaryOperator<NdArray> objective;
  private final IntToDoubleFunction stepSizes;
  private final double fixedStep;
  private final SolverOptions options;

  private MirrorDescent(
      BinaryOperator<NdArray> objective,
      IntToDoubleFunction stepSizes,
      double fixedStep,
      SolverOptions options) {
    this.objective = objective;
    this.stepSizes = stepSizes;
    this.fixedStep = fixedStep;
    this.options = options;
  }

  /**
   * The method with a fixed step size.
   *
   * @param objective f, smooth
   * @param stepSize η, positive; at most 1/L where ∇f is L-smooth relative to the entropy
   * @return the solver
   */
  public static MirrorDescent of(BinaryOperator<NdArray> objective, double stepSize) {
    if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "stepSize is " + stepSize + ": must be finite and positive");
    }
    return new MirrorDescent(objective, k -> stepSize, stepSize, SolverOptions.DEFAULT);
  }

  /**
   * The method with a schedule of step sizes.
   *
   * @param objective f, smooth
   * @param stepSizes the step size of each iteration, counted from 0; positive
   * @return the solver
   */
  public static MirrorDescent of(BinaryOperator<NdArray> objective, IntToDoubleFunction stepSizes) {
    return new MirrorDescent(objective, stepSizes, 0, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public MirrorDescent withOptions(SolverOptions newOptions) {
    return new MirrorDescent(objective, stepSizes, fixedStep, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param iteration the number of updates
   * @param error the norm of the last change over the step size
   */
  public record State(NdArray solution, int iteration, double error) implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    if (start.min().value() < 0) {
      throw new IllegalArgumentException(
          "start has the element " + start.min().value() + ": must be at least 0");
    }
    return new State(start, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public State update(State state, NdArray parameters) {
    double step = stepSizes.applyAsDouble(state.iteration);
    if (!(step > 0)) {
      throw new IllegalArgumentException(
          "the step size of iteration " + state.iteration + " is " + step + ": must be positive");
    }
    NdArray x = state.solution;
    NdArray g = Autodiff.gradient(z -> objective.apply(z, parameters), x);
    NdArray next = OptimalityCondition.multiplicativeStep(x, g.times(step));
    double error = next.stopGradient().minus(x.stopGradient()).norm().value() / step;
    return new State(next, state.iteration + 1, error);
  }

  @Override
  public boolean updatesByFixedMap() {
    return fixedStep > 0;
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
    return OptimalityCondition.mirrorDescent(objective, fixedStep > 0 ? fixedStep : 1);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
