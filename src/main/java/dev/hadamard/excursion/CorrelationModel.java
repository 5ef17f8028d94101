package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;

/**
 * The correlation function r(t) of a stationary Gaussian process with unit variance that is
 * differentiable in mean square: r(0) = 1, λ₂ = -r''(0) finite and positive.
 *
 * <p>A model gives, beside r and its derivatives, the quantities of the Slepian process at a zero
 * up-crossing in forms that keep their relative accuracy near t = 0 and far out in the tail, where
 * the textbook formulas lose every digit: the clipped Slepian mean {@code E(t) = -r'(t) / (√λ₂
 * √(1-r²))}, its negative derivative {@code g = -E'} and {@code 1 - E²}.
 *
 * <p>Models are immutable and safe for use from several threads. Every method refuses a negative or
 * NaN time with {@link IllegalArgumentException}; at t = +∞ it returns the limit.
 *
 * <p>Source: arXiv 2401.01805, with the stable forms derived in {@code docs/excursion.md}.
 */
public interface CorrelationModel {
  /**
   * The name with its parameters, as in reports: {@code diffusion(d=2.0)}.
   *
   * @return the name
   */
  String name();

  /**
   * The correlation r(t).
   *
   * @param t the lag, at least 0
   * @return r(t)
   */
  double value(double t);

  /**
   * The derivative r'(t).
   *
   * @param t the lag, at least 0
   * @return r'(t)
   */
  double derivative(double t);

  /**
   * The second derivative r''(t).
   *
   * @param t the lag, at least 0
   * @return r''(t)
   */
  double secondDerivative(double t);

  /**
   * The decorrelation 1 - r(t), accurate in relative terms also where r is close to 1.
   *
   * @param t the lag, at least 0
   * @return 1 - r(t)
   */
  double oneMinus(double t);

  /**
   * The clipped Slepian mean E(t): the expected sign of the Slepian process a time t after a zero
   * up-crossing. E(0) = 1.
   *
   * @param t the time, at least 0
   * @return E(t), to a few units in the last place
   */
  double slepianMean(double t);

  /**
   * The clipped Slepian mean at many times.
   *
   * @param t the times, each at least 0
   * @param out the results, of the same length
   */
  default void slepianMean(double[] t, double[] out) {
    if (out.length != t.length) {
      throw new IllegalArgumentException(
          "out has length " + out.length + ": must be that of t, " + t.length);
    }
    for (int i = 0; i < t.length; i++) {
      out[i] = slepianMean(t[i]);
    }
  }

  /**
   * The analytic continuation of E to the sector |arg t| &lt; π/4, where |r| &lt; 1 for every
   * correlation that is a mixture of Gaussian ones, so that E has neither pole nor branch point
   * there. Relative error some 1e-13; on the real axis the bits of {@link #slepianMean(double)}.
   *
   * @param t the time, finite, |Im t| &lt; Re t or t = 0
   * @return E(t)
   * @throws IllPosedProblemException if no continuation is known: for oscillating models, tables,
   *     spectra, functions, and Matérn models of general smoothness
   */
  default Complex complexSlepianMean(Complex t) {
    throw new IllPosedProblemException(
        name() + ": no analytic continuation of the clipped Slepian mean is known");
  }

  /**
   * The density g(t) = -E'(t) of the geometric divisor, where E decreases.
   *
   * @param t the time, at least 0
   * @return -E'(t); infinite at 0 where E is not differentiable there
   */
  double slepianMeanDensity(double t);

  /**
   * 1 - E(t)², the residual variance of the Slepian process divided by 1 - r².
   *
   * @param t the time, at least 0
   * @return 1 - E(t)²
   */
  double oneMinusE2(double t);

  /**
   * The second spectral moment -r''(0).
   *
   * @return λ₂; infinite for a process that is not differentiable in mean square
   */
  double lambda2();

  /**
   * The fourth spectral moment r''''(0).
   *
   * @return λ₄; infinite where the process has no second derivative in mean square
   */
  double lambda4();

  /**
   * The coefficient c₃ in r(t) = 1 - λ₂t²/2 + c₃t³ + ....
   *
   * @return c₃; 0 where λ₄ is finite, infinite where r has a power between 2 and 3
   */
  double cubicCoefficient();

  /**
   * The exponential rate α of E(t) ~ K tᵖ e^(-αt).
   *
   * @return α; 0 for a power law, infinite where E decays faster than any exponential
   */
  double tailRate();

  /**
   * The power p of E(t) ~ K tᵖ e^(-αt) for a finite positive {@link #tailRate()}; for a rate of 0
   * that of r(t) ~ K tᵖ, which is larger by 1 than that of E.
   *
   * @return p; 0 where the tail is a pure exponential, the rate is infinite, or nothing is known
   */
  default double tailPower() {
    return 0;
  }

  /**
   * Whether E has one-sided derivatives of every order at 0, so that its expansion there goes in
   * whole powers of t.
   *
   * @return false for powers of t that are not whole, such as Matérn models of general smoothness
   */
  default boolean smoothAtOrigin() {
    return true;
  }

  /**
   * The positive times at which r has a limited number of derivatives, so that integrals are split
   * there.
   *
   * @return the times in increasing order; none for most models
   */
  default double[] kinks() {
    return new double[0];
  }

  /**
   * The one-sided spectral density: r(t) = ∫_0^∞ S(ω) cos ωt dω, S(ω) = (2/π) ∫_0^∞ r(t) cos ωt dt.
   * In closed form for most models, by integration over r otherwise, with an error of 1e-15 of the
   * correlation time; that takes milliseconds and may leave a negative 0 in the tail.
   *
   * @param omega the angular frequency ω, at least 0 and finite
   * @return S(ω), in units of time; infinite at a pole
   * @throws IllPosedProblemException if there is no closed form and r decays like a power
   */
  default double spectralDensity(double omega) {
    return Spectra.integral(this, omega);
  }

  /**
   * The model in another unit of time: r(ct).
   *
   * @param c the factor, positive and finite
   * @return the scaled model
   */
  default CorrelationModel scaled(double c) {
    return c == 1 ? this : new ScaledCorrelation(this, c);
  }
}
