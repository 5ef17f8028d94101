package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/** A proximal operator whose function depends on the parameters of a problem. */
@FunctionalInterface
public interface ParametricProx {
  /**
   * argmin_y ½‖y - x‖² + η g(y, θ).
   *
   * @param x a point
   * @param parameters θ
   * @param stepSize η, a positive number
   * @return the minimiser
   */
  NdArray apply(NdArray x, NdArray parameters, NdArray stepSize);

  /**
   * An operator without parameters.
   *
   * @param prox the operator
   * @return the same operator for all parameters
   */
  static ParametricProx constant(Prox prox) {
    return (x, theta, eta) -> prox.apply(x, eta);
  }
}
