package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BinaryOperator;

/**
 * A function of (x, θ) that counts how often it is evaluated, for any solver: what a solution costs
 * where the function is dear.
 *
 * <pre>{@code
 * CountedFunction f = CountedFunction.of(objective);
 * SolverResult result = Lbfgs.of(f).run(start, theta);
 * log.info(f.values() + " values, " + f.derivatives() + " gradients");
 * }</pre>
 *
 * <p>May be used by several threads.
 */
public final class CountedFunction implements BinaryOperator<NdArray> {
  private final BinaryOperator<NdArray> function;
  private final LongAdder values = new LongAdder();
  private final LongAdder derivatives = new LongAdder();

  private CountedFunction(BinaryOperator<NdArray> function) {
    this.function = function;
  }

  /**
   * Counts the evaluations of a function.
   *
   * @param function the function, an objective, residuals or a map
   * @return the function with counters at 0
   */
  public static CountedFunction of(BinaryOperator<NdArray> function) {
    return new CountedFunction(Objects.requireNonNull(function, "function"));
  }

  @Override
  public NdArray apply(NdArray x, NdArray theta) {
    (x.isDifferentiated() || theta.isDifferentiated() ? derivatives : values).increment();
    return function.apply(x, theta);
  }

  /**
   * The evaluations at plain arrays.
   *
   * @return how many since the start or the last reset
   */
  public long values() {
    return values.sum();
  }

  /**
   * The evaluations under differentiation: one for a gradient, with or without the value, one for a
   * product of the Hessian with a vector, and one for a linearisation, however many products are
   * taken with it.
   *
   * @return how many since the start or the last reset
   */
  public long derivatives() {
    return derivatives.sum();
  }

  /** Sets both counters to 0. */
  public void reset() {
    values.reset();
    derivatives.reset();
  }
}
