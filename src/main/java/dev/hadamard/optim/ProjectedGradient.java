package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/** Projected gradient: {@link ProximalGradient} over a set. */
public final class ProjectedGradient {
  private ProjectedGradient() {}

  /**
   * Minimises f(x, θ) over a fixed set by accelerated projected gradient steps with backtracking.
   *
   * @param objective f, smooth
   * @param projection the projection onto the set
   * @return the solver
   */
  public static ProximalGradient of(BinaryOperator<NdArray> objective, Projection projection) {
    return of(objective, (x, theta) -> projection.project(x));
  }

  /**
   * Minimises f(x, θ) over a set C(θ).
   *
   * @param objective f, smooth
   * @param projection (x, θ) to the nearest point of C(θ)
   * @return the solver
   */
  public static ProximalGradient of(
      BinaryOperator<NdArray> objective, BinaryOperator<NdArray> projection) {
    return ProximalGradient.with(
        objective,
        (x, theta, eta) -> projection.apply(x, theta),
        OptimalityCondition.projectedGradient(objective, projection, 1));
  }
}
