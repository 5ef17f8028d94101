package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * The fast inertial relaxation engine (E. Bitzek et al., Phys. Rev. Lett. 97, 2006): molecular
 * dynamics by velocity Verlet whose velocity is turned towards the force while it goes downhill and
 * set to 0 when it goes uphill. Time step 0.1, at most 0.4; factors 1.1 and 0.5; α from 0.1 by
 * 0.99; acceleration after more than 5 downhill steps. The error is the largest element of the
 * force -∇f. Curvatures above 25 need smaller time steps: {@link #withTimeSteps}.
 */
public final class Fire implements IterativeSolver<Fire.State> {
  private static final double FIRST_STEP = 0.1;
  private static final double LARGEST_STEP = 0.4;
  private static final int PATIENCE = 5;
  private static final double GROW = 1.1;
  private static final double SHRINK = 0.5;
  private static final double MIX = 0.1;
  private static final double MIX_DECAY = 0.99;

  private final BinaryOperator<NdArray> objective;
  private final double first;
  private final double largest;
  private final SolverOptions options;

  private Fire(
      BinaryOperator<NdArray> objective, double first, double largest, SolverOptions options) {
    this.objective = objective;
    this.first = first;
    this.largest = largest;
    this.options = options;
  }

  /**
   * The method for an energy.
   *
   * @param objective f(x, θ)
   * @return the solver, with a tolerance of 1e-10
   */
  public static Fire of(BinaryOperator<NdArray> objective) {
    return new Fire(objective, FIRST_STEP, LARGEST_STEP, new SolverOptions(1e-10, 100_000));
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public Fire withOptions(SolverOptions newOptions) {
    return new Fire(objective, first, largest, newOptions);
  }

  /**
   * The same solver with other time steps. Velocity Verlet is stable for steps below 2/√L, L the
   * largest curvature of the objective: with the default of at most 0.4, for L below 25.
   *
   * @param firstStep the first time step, positive
   * @param largestStep the largest one, at least the first
   * @return a new solver
   */
  public Fire withTimeSteps(double firstStep, double largestStep) {
    if (!(firstStep > 0) || !(largestStep >= firstStep) || Double.isInfinite(largestStep)) {
      throw new IllegalArgumentException(
          "firstStep is "
              + firstStep
              + ", largestStep is "
              + largestStep
              + ": must be positive and finite, the first at most the largest");
    }
    return new Fire(objective, firstStep, largestStep, options);
  }

  /**
   * The state.
   *
   * @param solution the positions
   * @param velocity the velocities
   * @param force -∇f
   * @param step the time step
   * @param mixing the share of the force in the direction of the velocity
   * @param downhill the number of steps since the velocity was last 0
   * @param iteration the number of updates
   * @param error the largest element of the force
   */
  public record State(
      NdArray solution,
      NdArray velocity,
      NdArray force,
      double step,
      double mixing,
      int downhill,
      int iteration,
      double error)
      implements SolverState {}

  private NdArray force(NdArray x, NdArray parameters) {
    return Autodiff.gradient(z -> objective.apply(z, parameters), x).negate();
  }

  @Override
  public State init(NdArray start, NdArray parameters) {
    NdArray f = force(start, parameters);
    return new State(start, start.times(0), f, first, MIX, 0, 0, size(f));
  }

  private static double size(NdArray f) {
    return f.stopGradient().normInf().value();
  }

  @Override
  public State update(State s, NdArray parameters) {
    double dt = s.step;
    NdArray half = s.velocity.plus(s.force.times(0.5 * dt));
    NdArray x = s.solution.plus(half.times(dt));
    NdArray f = force(x, parameters);
    NdArray v = half.plus(f.times(0.5 * dt));
    double power = f.stopGradient().dot(v.stopGradient()).value();
    double mixing = s.mixing;
    int downhill = s.downhill;
    if (power > 0) {
      v = v.times(1 - mixing).plus(f.times(v.norm().dividedBy(f.norm())).times(mixing));
      downhill++;
      if (downhill > PATIENCE) {
        dt = Math.min(dt * GROW, largest);
        mixing *= MIX_DECAY;
      }
    } else {
      downhill = 0;
      dt *= SHRINK;
      mixing = MIX;
      v = v.times(0);
    }
    return new State(x, v, f, dt, mixing, downhill, s.iteration + 1, size(f));
  }

  @Override
  public NdArray packed(State s) {
    return NdArray.concatenate(0, s.solution.flatten(), s.velocity.flatten(), s.force.flatten());
  }

  @Override
  public State unpacked(State like, NdArray arrays) {
    int n = like.solution.size();
    int[] shape = like.solution.shape();
    return new State(
        arrays.slice(0, 0, n).reshape(shape),
        arrays.slice(0, n, 2 * n).reshape(shape),
        arrays.slice(0, 2 * n, 3 * n).reshape(shape),
        like.step,
        like.mixing,
        like.downhill,
        like.iteration,
        like.error);
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
