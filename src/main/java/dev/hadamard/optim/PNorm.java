package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/**
 * The potential φ(x) = ½‖x‖_p² with 1 &lt; p ≤ 2, which is (p - 1)-strongly convex in the p-norm:
 * the geometry of mirror descent towards solutions with few large elements. Its gradient has the
 * inverse ∇φ*, φ* = ½‖y‖_q² with 1/p + 1/q = 1. All elements of an array belong together. O(n).
 *
 * <p>Elements are divided by the largest first, so that none overflows. At elements that are 0,
 * where ∇φ has no finite derivative for p &lt; 2, the derivative is taken as 0.
 *
 * <p>Source: C. Gentile, The robustness of the p-norm algorithms, Machine Learning 53 (2003).
 */
public final class PNorm {
  private final double p;

  private PNorm(double p) {
    this.p = p;
  }

  /**
   * The potential.
   *
   * @param p p, above 1 and at most 2; 1 + 1/log n is near the geometry of the entropy, while
   *     digits are lost as 1/(p - 1)
   * @return the potential
   * @throws IllegalArgumentException if p is not in the range
   */
  public static PNorm of(double p) {
    if (!(p > 1 && p <= 2)) {
      throw new IllegalArgumentException("p is " + p + ": must be above 1 and at most 2");
    }
    return new PNorm(p);
  }

  /**
   * φ(x) = ½‖x‖_p².
   *
   * @param x a point
   * @return the potential, a number
   * @throws NonFiniteInputException if the point is not finite
   */
  public NdArray value(NdArray x) {
    return gradient(x).dot(x).times(0.5);
  }

  /**
   * ∇φ(x) = sign(x) |x|^{p-1} ‖x‖_p^{2-p}.
   *
   * @param x a point
   * @return the gradient, of its shape
   * @throws NonFiniteInputException if the point is not finite
   */
  public NdArray gradient(NdArray x) {
    NonFiniteInputException.require("x", x);
    return powers(x, p);
  }

  /**
   * ∇φ*(y) = sign(y) |y|^{q-1} ‖y‖_q^{2-q}, the x with ∇φ(x) = y.
   *
   * @param y a gradient
   * @return the point, of its shape
   * @throws NonFiniteInputException if the gradient is not finite
   */
  public NdArray inverse(NdArray y) {
    NonFiniteInputException.require("y", y);
    return powers(y, p / (p - 1));
  }

  /**
   * The Bregman divergence D(x, z) = φ(x) - φ(z) - ⟨∇φ(z), x - z⟩ ≥ (p - 1)/2 ‖x - z‖_p², to the
   * rounding of φ.
   *
   * @param x a point
   * @param z a point of its shape
   * @return the divergence, a number
   * @throws NonFiniteInputException if a point is not finite
   */
  public NdArray divergence(NdArray x, NdArray z) {
    // φ is homogeneous of degree 2: ⟨∇φ(z), z⟩ = 2 φ(z).
    return value(x).plus(value(z)).minus(gradient(z).dot(x));
  }

  /** The gradient of ½‖x‖_r², homogeneous of degree 1. */
  private static NdArray powers(NdArray x, double r) {
    double largest = x.normInf().value();
    if (r == 2 || largest == 0) {
      return x;
    }
    NdArray size = x.dividedBy(largest).abs();
    NdArray zero = size.equalTo(NdArray.scalar(0));
    NdArray safe = NdArray.where(zero, NdArray.scalar(1), size);
    NdArray power = NdArray.where(zero, NdArray.scalar(0), safe.pow(r - 1));
    NdArray sum = power.times(size).sum();
    return x.sign().times(power).times(sum.pow((2 - r) / r)).times(largest);
  }

  @Override
  public String toString() {
    return "p-norm, p = " + p;
  }
}
