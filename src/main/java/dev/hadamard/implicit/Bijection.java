package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import java.util.function.UnaryOperator;

/**
 * A smooth one-to-one map from all numbers onto those that a parameter may take, element by
 * element: a search over θ = forward(φ) moves φ freely.
 *
 * @param name how it is called
 * @param forward φ to θ, differentiable
 * @param inverse θ to φ; refuses what is not a value of the forward map
 */
public record Bijection(
    String name, UnaryOperator<NdArray> forward, UnaryOperator<NdArray> inverse) {
  /**
   * θ = φ.
   *
   * @return the map
   */
  public static Bijection identity() {
    return new Bijection("identity", phi -> phi, theta -> theta);
  }

  /**
   * θ = e^φ: positive parameters by their logarithms, for those that range over orders of
   * magnitude.
   *
   * @return the map
   */
  public static Bijection exp() {
    return new Bijection("exp", NdArray::exp, theta -> requirePositive(theta).log());
  }

  /**
   * θ = log(1 + e^φ): positive parameters that are moved linearly where they are large.
   *
   * @return the map
   */
  public static Bijection softplus() {
    return new Bijection(
        "softplus",
        NdArray::softplus,
        theta -> theta.plus(requirePositive(theta).negate().expm1().negate().log()));
  }

  private static NdArray requirePositive(NdArray theta) {
    for (double v : theta.toArray()) {
      if (!(v > 0)) {
        throw new IllegalArgumentException("theta has the element " + v + ": must be positive");
      }
    }
    return theta;
  }

  @Override
  public String toString() {
    return name;
  }
}
