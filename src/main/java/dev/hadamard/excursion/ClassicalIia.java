package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.laplace.Complex;

/**
 * The classical independent interval approximation (McFadden 1958; Majumdar, Sire, Bray and Cornell
 * 1996), which matches the covariance of the clipped process.
 *
 * <p>A stationary process that switches sign after independent intervals T has covariance with
 * transform 1/s - 2/(μs²) (1-Ψ)/(1+Ψ), Ψ(s) = E[e^(-sT)], μ = E[T]. Matched to the covariance c(t)
 * = (2/π) arcsin r(t) of the sign of a Gaussian process and to μ = π/√λ₂ this gives
 *
 * <pre>
 * Ψ = (1 - q) / (1 + q),   q(s) = μs/2 (1 - s ∫ c e^(-st) dt).
 * </pre>
 *
 * <p>Because c' = -(2/μ)E it is the approximation of {@link SlepianIia}; the two are computed from
 * different functions here and must agree. At a level other than zero the covariance alone leaves
 * one equation for two laws: only level 0 is offered.
 */
public final class ClassicalIia {
  private final CorrelationModel model;
  private final PanelTransform covariance;

  private ClassicalIia(CorrelationModel model) {
    this.model = model;
    double[] breaks = SlepianLaplace.Panels.of(model, this::covariance, Double.POSITIVE_INFINITY);
    this.covariance =
        PanelTransform.of(this::covariance, breaks, "the clipped covariance of " + model.name());
  }

  /**
   * The approximation for a model, whether or not it is valid.
   *
   * @param model the correlation
   * @return the approximation
   * @throws IllPosedProblemException if λ₂ is infinite
   */
  public static ClassicalIia of(CorrelationModel model) {
    if (Double.isInfinite(model.lambda2())) {
      throw new IllPosedProblemException(
          model.name() + " has infinite crossing intensity: lambda2 is infinite");
    }
    return new ClassicalIia(model);
  }

  /**
   * The covariance of the clipped process, (2/π) arcsin r(t).
   *
   * @param t the lag, at least 0
   * @return the covariance, 1 at 0
   */
  public double covariance(double t) {
    double r = model.value(t);
    if (r < 0.5) {
      return Trigonometric.asin(r) * 2 / Math.PI;
    }
    // arcsin r = π/2 - 2 arcsin √((1-r)/2)
    return 1 - 4 / Math.PI * Trigonometric.asin(Math.sqrt(model.oneMinus(t) / 2));
  }

  /**
   * The transform of the interval.
   *
   * @param s the argument, with positive real part
   * @return Ψ(s)
   */
  public Complex excursion(Complex s) {
    if (!s.isFinite() || !(s.re() > 0)) {
      throw new IllegalArgumentException(
          "s is " + s + ": must be finite, with a positive real part");
    }
    double mean = Math.PI / Math.sqrt(model.lambda2());
    Complex q = Complex.ONE.minus(s.times(covariance.at(s))).times(s).times(mean / 2);
    return Complex.ONE.minus(q).dividedBy(q.plus(1));
  }
}
