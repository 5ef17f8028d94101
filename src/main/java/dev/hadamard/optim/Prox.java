package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/**
 * A proximal operator: argmin_y ½‖y - x‖² + η g(y). {@link Proxes} has the common ones.
 * Differentiable to any order in the point, the step size and the parameters of g.
 */
@FunctionalInterface
public interface Prox {
  /**
   * The minimiser.
   *
   * @param x a point
   * @param stepSize η, a positive number
   * @return the minimiser, of the shape of x
   */
  NdArray apply(NdArray x, NdArray stepSize);

  /**
   * The minimiser.
   *
   * @param x a point
   * @param stepSize η, positive
   * @return the minimiser, of the shape of x
   * @throws IllegalArgumentException if η is negative or not finite
   */
  default NdArray apply(NdArray x, double stepSize) {
    NdArray eta = NdArray.scalar(stepSize);
    ArrayChecks.requireNonNegative("stepSize", eta);
    return apply(x, eta);
  }
}
