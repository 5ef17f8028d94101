package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/** Gradient descent: {@link ProximalGradient} without a second part. */
public final class GradientDescent {
  private GradientDescent() {}

  /**
   * Minimises f(x, θ) by accelerated gradient steps with backtracking.
   *
   * @param objective f, smooth
   * @return the solver; its solutions are stationary points
   */
  public static ProximalGradient of(BinaryOperator<NdArray> objective) {
    return ProximalGradient.with(
        objective, (x, theta, eta) -> x, OptimalityCondition.stationary(objective));
  }
}
