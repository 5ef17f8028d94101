package dev.hadamard.laplace;

/**
 * A Laplace transform F(s) = ∫₀^∞ e^(-st) f(t) dt of a real function f.
 *
 * <p>Methods that bend the contour of integration to the left ({@linkplain
 * LaplaceInverter#fixedTalbot Talbot}, {@linkplain LaplaceInverter#modifiedTalbot cotangent},
 * {@linkplain LaplaceInverter#hyperbola hyperbola}) evaluate F to the left of its abscissa of
 * convergence too: the formula must be the analytic continuation, with branch cuts on the negative
 * real axis only. Write √(s² + 1) as √(s - i) √(s + i).
 */
@FunctionalInterface
public interface LaplaceTransform {
  /**
   * The transform at one point.
   *
   * @param s the point
   * @return F(s)
   */
  Complex at(Complex s);

  /**
   * The transform of e^(-abscissa t) f(t).
   *
   * @param abscissa how far the singularities move to the left
   * @return F(s + abscissa)
   */
  default LaplaceTransform shifted(double abscissa) {
    return abscissa == 0 ? this : s -> at(s.plus(abscissa));
  }
}
