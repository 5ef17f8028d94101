package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.OptimalityCondition;
import java.util.function.BinaryOperator;

/** A solver of fixed points made differentiable: {@link CustomRoot} for x = T(x, θ). */
public final class CustomFixedPoint {
  private CustomFixedPoint() {}

  /**
   * A differentiable solver of x = T(x, θ).
   *
   * @param solver (start, θ) to a fixed point; it sees plain arrays
   * @param map T
   * @return the solver as an operation
   */
  public static CustomRoot of(BinaryOperator<NdArray> solver, BinaryOperator<NdArray> map) {
    return CustomRoot.of(solver, OptimalityCondition.fixedPoint(map));
  }
}
