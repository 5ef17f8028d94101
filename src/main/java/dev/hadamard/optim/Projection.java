package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;

/**
 * The Euclidean projection onto a closed set: the nearest point of the set. {@link Projections} has
 * the common ones. Projections are differentiable to any order, in the point and in the parameters
 * of the set.
 */
@FunctionalInterface
public interface Projection {
  /**
   * The nearest point of the set.
   *
   * @param x a point
   * @return the projection, of the same shape
   * @throws NonFiniteInputException if the point is not finite
   */
  NdArray project(NdArray x);

  /**
   * The derivative of the projection along a direction.
   *
   * @param x a point
   * @param direction of the same shape
   * @return ∂Π(x) · direction
   */
  default NdArray jvp(NdArray x, NdArray direction) {
    return Autodiff.jvp(this::project, x, direction).tangent();
  }

  /**
   * The adjoint of the derivative of the projection.
   *
   * @param x a point
   * @param cotangent of the same shape
   * @return ∂Π(x)ᵀ · cotangent
   */
  default NdArray vjp(NdArray x, NdArray cotangent) {
    return Autodiff.linearize(this::project, x).vjp(cotangent);
  }
}
