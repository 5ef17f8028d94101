package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.BinaryOperator;

/**
 * The root of a continuous function of one number between two points of opposite signs, by the
 * method of R. Brent (1973) or by bisection. The error is the width of the bracket relative to 1 +
 * |x|, 0 where no number is between its ends; the tolerance is 0. The start of a run is not used.
 */
public final class BracketedRoot implements IterativeSolver<BracketedRoot.State> {
  private final BinaryOperator<NdArray> mapping;
  private final double lower;
  private final double upper;
  private final boolean bisection;
  private final SolverOptions options;

  private BracketedRoot(
      BinaryOperator<NdArray> mapping,
      double lower,
      double upper,
      boolean bisection,
      SolverOptions options) {
    this.mapping = mapping;
    this.lower = lower;
    this.upper = upper;
    this.bisection = bisection;
    this.options = options;
  }

  /**
   * Brent's method: interpolation, safeguarded by bisection.
   *
   * @param mapping F(x, θ), a number for numbers x
   * @param lower one end
   * @param upper the other end, above it
   * @return the solver
   */
  public static BracketedRoot of(BinaryOperator<NdArray> mapping, double lower, double upper) {
    if (!(lower < upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "lower is " + lower + ", upper is " + upper + ": must be finite, lower below upper");
    }
    return new BracketedRoot(mapping, lower, upper, false, new SolverOptions(0, 3000));
  }

  /**
   * The same solver by bisection only.
   *
   * @return a new solver
   */
  public BracketedRoot byBisection() {
    return new BracketedRoot(mapping, lower, upper, true, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public BracketedRoot withOptions(SolverOptions newOptions) {
    return new BracketedRoot(mapping, lower, upper, bisection, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the best point
   * @param value F there
   * @param other the other end of the bracket
   * @param otherValue F there
   * @param previous the best point before
   * @param previousValue F there
   * @param lastStep the last step but one
   * @param iteration the number of updates
   * @param error the relative width of the bracket, 0 at a root
   */
  public record State(
      NdArray solution,
      double value,
      double other,
      double otherValue,
      double previous,
      double previousValue,
      double lastStep,
      int iteration,
      double error)
      implements SolverState {}

  private double at(double x, NdArray parameters) {
    double f = mapping.apply(NdArray.scalar(x), parameters).value();
    if (Double.isNaN(f)) {
      throw new IllPosedProblemException("the mapping is NaN at x = " + x);
    }
    return f;
  }

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("BracketedRoot", start, parameters);
    double fl = at(lower, parameters);
    double fu = at(upper, parameters);
    if (fl == 0 || fu == 0) {
      return new State(NdArray.scalar(fl == 0 ? lower : upper), 0, upper, fu, upper, fu, 0, 0, 0);
    }
    if (fl > 0 == fu > 0) {
      throw new IllegalArgumentException(
          "lower is "
              + lower
              + ", upper is "
              + upper
              + ": the mapping must have opposite signs there, has "
              + fl
              + " and "
              + fu);
    }
    return state(upper, fu, lower, fl, lower, fl, upper - lower, 0);
  }

  private static State state(
      double x, double f, double other, double fo, double before, double fb, double step, int k) {
    double middle = x + (other / 2 - x / 2);
    boolean closed = f == 0 || middle == x || middle == other;
    boolean swap = Math.abs(fo) < Math.abs(f);
    double best = swap ? other : x;
    double error = closed ? 0 : Math.abs(other - x) / (1 + Math.abs(best));
    return swap
        ? new State(NdArray.scalar(other), fo, x, f, x, f, step, k, error)
        : new State(NdArray.scalar(x), f, other, fo, before, fb, step, k, error);
  }

  @Override
  public State update(State s, NdArray parameters) {
    double b = s.solution.value();
    double half = s.other / 2 - b / 2;
    double step = half;
    double kept = half;
    if (!bisection && Math.abs(s.lastStep) > 0 && Math.abs(s.previousValue) > Math.abs(s.value)) {
      double ratio = s.value / s.previousValue;
      double p;
      double q;
      if (s.previous == s.other) {
        p = 2 * half * ratio;
        q = 1 - ratio;
      } else {
        double u = s.previousValue / s.otherValue;
        double v = s.value / s.otherValue;
        p = ratio * (2 * half * u * (u - v) - (b - s.previous) * (v - 1));
        q = (u - 1) * (v - 1) * (ratio - 1);
      }
      if (p > 0) {
        q = -q;
      } else {
        p = -p;
      }
      if (2 * p < Math.min(3 * half * q - Math.abs(1e-16 * q), Math.abs(s.lastStep * q))) {
        kept = b - s.previous;
        step = p / q;
      }
    }
    double least = 1e-16 * Math.abs(b);
    double next = Math.abs(step) > least ? b + step : b + Math.copySign(2 * least, half);
    if (next == b) {
      next = b + half;
    }
    double f = at(next, parameters);
    double other = s.other;
    double fo = s.otherValue;
    if (f > 0 == fo > 0) {
      other = b;
      fo = s.value;
    }
    return state(next, f, other, fo, b, s.value, kept, s.iteration + 1);
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.root(mapping);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
