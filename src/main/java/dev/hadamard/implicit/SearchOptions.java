package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Progress;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * How {@link BilevelProblem#search} looks for parameters.
 *
 * @param method how the outer loss is minimised; default quasi-Newton steps
 * @param bijection the range of the parameters; default all numbers
 * @param maxSteps the most outer steps; default 100
 * @param tolerance the norm of the outer gradient, in the free variables, at which the search ends;
 *     default 1e-6
 * @param schedule the tolerances of the inner solvers
 * @param warmStart whether linear systems start from their last solution; default true. Inner
 *     solvers always start from theirs
 * @param patience the number of steps without improvement after which the search ends; 0, the
 *     default, for no such end
 * @param leastImprovement the relative decrease that counts as improvement; default 1e-4
 * @param innerBudget the most iterations of inner solvers in all; default unlimited
 * @param monitor a loss of (x*(θ), θ) on other data by which improvement is judged and the best
 *     parameters are chosen; default the outer loss itself
 * @param progress hears of every step; default nobody
 */
public record SearchOptions(
    OuterMethod method,
    Bijection bijection,
    int maxSteps,
    double tolerance,
    ToleranceSchedule schedule,
    boolean warmStart,
    int patience,
    double leastImprovement,
    long innerBudget,
    Optional<BinaryOperator<NdArray>> monitor,
    Progress progress) {
  /**
   * The tolerance of the inner solvers in step k, max(last, first · decayᵏ); relative residuals of
   * linear systems are kept at the same number, between 1e-12 and 1e-2. The end of the search is
   * claimed with the last one only.
   *
   * @param first the first tolerance, positive
   * @param decay the factor from step to step, above 0, at most 1
   * @param last the last tolerance, positive, at most the first
   */
  public record ToleranceSchedule(double first, double decay, double last) {
    /** Checks the ranges. */
    public ToleranceSchedule {
      if (!(last > 0) || Double.isInfinite(last)) {
        throw new IllegalArgumentException("last is " + last + ": must be finite and positive");
      }
      if (!(first >= last) || Double.isInfinite(first)) {
        throw new IllegalArgumentException(
            "first is " + first + ": must be finite and at least last, " + last);
      }
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException("decay is " + decay + ": must be above 0 and at most 1");
      }
    }

    /**
     * The tolerance of a step.
     *
     * @param step k, from 0
     * @return the tolerance
     */
    public double at(int step) {
      double t = first;
      for (int i = 0; i < step && t > last; i++) {
        t *= decay;
      }
      return Math.max(t, last);
    }
  }

  /** The defaults; inner problems are always solved to 1e-10. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(
          OuterMethod.lbfgs(),
          Bijection.identity(),
          100,
          1e-6,
          new ToleranceSchedule(1e-10, 1, 1e-10),
          true,
          0,
          1e-4,
          Long.MAX_VALUE,
          Optional.empty(),
          Progress.none());

  /** Checks the ranges. */
  public SearchOptions {
    if (maxSteps < 0) {
      throw new IllegalArgumentException("maxSteps is " + maxSteps + ": must be at least 0");
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be at least 0");
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience is " + patience + ": must be at least 0");
    }
    if (!(leastImprovement >= 0)) {
      throw new IllegalArgumentException(
          "leastImprovement is " + leastImprovement + ": must be at least 0");
    }
    if (innerBudget < 1) {
      throw new IllegalArgumentException("innerBudget is " + innerBudget + ": must be at least 1");
    }
  }

  /**
   * The same options with another outer method.
   *
   * @param newMethod how the outer loss is minimised
   * @return new options
   */
  public SearchOptions with(OuterMethod newMethod) {
    return new SearchOptions(
        newMethod,
        bijection,
        maxSteps,
        tolerance,
        schedule,
        warmStart,
        patience,
        leastImprovement,
        innerBudget,
        monitor,
        progress);
  }

  /**
   * The same options for parameters of another range.
   *
   * @param newBijection the range
   * @return new options
   */
  public SearchOptions with(Bijection newBijection) {
    return new SearchOptions(
        method,
        newBijection,
        maxSteps,
        tolerance,
        schedule,
        warmStart,
        patience,
        leastImprovement,
        innerBudget,
        monitor,
        progress);
  }

  /**
   * The same options with another end.
   *
   * @param newMaxSteps the most outer steps
   * @param newTolerance the norm of the outer gradient
   * @return new options
   */
  public SearchOptions withEnd(int newMaxSteps, double newTolerance) {
    return new SearchOptions(
        method,
        bijection,
        newMaxSteps,
        newTolerance,
        schedule,
        warmStart,
        patience,
        leastImprovement,
        innerBudget,
        monitor,
        progress);
  }

  /**
   * The same options with other tolerances of inner solvers.
   *
   * @param newSchedule the tolerances
   * @return new options
   */
  public SearchOptions with(ToleranceSchedule newSchedule) {
    return new SearchOptions(
        method,
        bijection,
        maxSteps,
        tolerance,
        newSchedule,
        warmStart,
        patience,
        leastImprovement,
        innerBudget,
        monitor,
        progress);
  }

  /**
   * The same options with or without warm starts of linear systems.
   *
   * @param on whether to start them from the last solution
   * @return new options
   */
  public SearchOptions withWarmStart(boolean on) {
    return new SearchOptions(
        method,
        bijection,
        maxSteps,
        tolerance,
        schedule,
        on,
        patience,
        leastImprovement,
        innerBudget,
        monitor,
        progress);
  }

  /**
   * The same options with an early stop.
   *
   * @param steps the steps without improvement after which the search ends; 0 for no such end
   * @return new options
   */
  public SearchOptions withPatience(int steps) {
    return new SearchOptions(
        method,
        bijection,
        maxSteps,
        tolerance,
        schedule,
        warmStart,
        steps,
        leastImprovement,
        innerBudget,
        monitor,
        progress);
  }

  /**
   * The same options with a budget.
   *
   * @param innerIterations the most iterations of inner solvers in all
   * @return new options
   */
  public SearchOptions withInnerBudget(long innerIterations) {
    return new SearchOptions(
        method,
        bijection,
        maxSteps,
        tolerance,
        schedule,
        warmStart,
        patience,
        leastImprovement,
        innerIterations,
        monitor,
        progress);
  }

  /**
   * The same options with another loss by which improvement is judged.
   *
   * @param loss a loss of (x*(θ), θ)
   * @return new options
   */
  public SearchOptions withMonitor(BinaryOperator<NdArray> loss) {
    return new SearchOptions(
        method,
        bijection,
        maxSteps,
        tolerance,
        schedule,
        warmStart,
        patience,
        leastImprovement,
        innerBudget,
        Optional.of(loss),
        progress);
  }

  /**
   * The same options with a listener.
   *
   * @param listener hears of every step
   * @return new options
   */
  public SearchOptions with(Progress listener) {
    return new SearchOptions(
        method,
        bijection,
        maxSteps,
        tolerance,
        schedule,
        warmStart,
        patience,
        leastImprovement,
        innerBudget,
        monitor,
        listener);
  }
}
