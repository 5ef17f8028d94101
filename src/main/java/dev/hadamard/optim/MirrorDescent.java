package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * Minimises f(x, θ) over a set by mirror descent: x ← T(x) = Π(∇φ(x) - η∇f). The default is the
 * entropy over rows of the probability simplex (exponentiated gradient): x ← x e^{-η∇f}/Σ; {@link
 * MirrorMap} has others. The start must be inside the domain of φ; elements that reach its boundary
 * stay there. The error is ‖T(x) - x‖/η.
 */
public final class MirrorDescent implements IterativeSolver<MirrorDescent.State> {
  private final BinaryOperator<NdArray> objective;
  private final MirrorMap mirror;
  private final IntToDoubleFunction stepSizes;
  private final double fixedStep;
  private final SolverOptions options;

  private MirrorDescent(
      BinaryOperator<NdArray> objective,
      MirrorMap mirror,
      IntToDoubleFunction stepSizes,
      double fixedStep,
      SolverOptions options) {
    this.objective = objective;
    this.mirror = mirror;
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
    return new MirrorDescent(
        objective, MirrorMap.entropy(), k -> stepSize, stepSize, SolverOptions.DEFAULT);
  }

  /**
   * The method with a schedule of step sizes.
   *
   * @param objective f, smooth
   * @param stepSizes the step size of each iteration, counted from 0; positive
   * @return the solver
   */
  public static MirrorDescent of(BinaryOperator<NdArray> objective, IntToDoubleFunction stepSizes) {
    return new MirrorDescent(objective, MirrorMap.entropy(), stepSizes, 0, SolverOptions.DEFAULT);
  }

  /**
   * The same solver over another set or in another geometry.
   *
   * @param newMirror φ and the set
   * @return a new solver
   */
  public MirrorDescent withMirror(MirrorMap newMirror) {
    return new MirrorDescent(objective, newMirror, stepSizes, fixedStep, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public MirrorDescent withOptions(SolverOptions newOptions) {
    return new MirrorDescent(objective, mirror, stepSizes, fixedStep, newOptions);
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
    mirror.requireStart(start);
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
    NdArray next = mirror.step(x, g.times(step), parameters);
    double error = error(x, next, step);
    double first = stepSizes.applyAsDouble(0);
    if (error == 0 && step < first) {
      // A step that is lost in the rounding of x says nothing about x.
      NdArray plain = x.stopGradient();
      NdArray far = mirror.step(plain, g.stopGradient().times(first), parameters.stopGradient());
      error = error(plain, far, first);
    }
    return new State(next, state.iteration + 1, error);
  }

  private static double error(NdArray x, NdArray next, double step) {
    return next.stopGradient().minus(x.stopGradient()).norm().value() / step;
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
    if (mirror.isEverywhere()) {
      return OptimalityCondition.stationary(objective);
    }
    return OptimalityCondition.mirrorDescent(objective, mirror, fixedStep > 0 ? fixedStep : 1);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
