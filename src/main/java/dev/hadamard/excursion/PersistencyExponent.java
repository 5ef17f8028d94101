package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;

/**
 * The persistency exponent of the independent interval approximation.
 *
 * @param theta the exponent θ: the excursion time has P(T &gt; t) ~ C e^(-θt); 0 in the {@link
 *     TailRegime#HEAVY} and {@link TailRegime#UNDETERMINED} regimes, the tail rate of E in the
 *     {@link TailRegime#BORDERLINE} one
 * @param survivalAmplitude C; infinite where there is no exponential tail
 * @param persistenceAmplitude C / (θμ), the amplitude of the probability of no zero in [0, t], with
 *     the mean excursion μ = π/√λ₂; infinite where there is no exponential tail
 * @param regime the kind of tail
 * @param residual θ ∫ E e^(θt) dt - 1 at the returned θ; 0 where there is no equation to solve
 * @param iterations evaluations of the equation
 * @param formal whether the model failed the validity check, so that θ belongs to no probability
 *     law
 */
public record PersistencyExponent(
    double theta,
    double survivalAmplitude,
    double persistenceAmplitude,
    TailRegime regime,
    double residual,
    int iterations,
    boolean formal) {
  /**
   * The root alone, without the check of validity that {@link SlepianIia#of} makes: for models that
   * are known to be valid, or for the formal number. About half a millisecond.
   *
   * @param model the correlation, with finite λ₂
   * @return the exponent, marked formal
   */
  public static PersistencyExponent unchecked(CorrelationModel model) {
    if (!(model.lambda2() > 0 && model.lambda2() < Double.POSITIVE_INFINITY)) {
      throw new IllPosedProblemException(
          "λ₂ of " + model.name() + " is " + model.lambda2() + ": must be positive and finite");
    }
    return ExponentSolver.solve(model, /* formal= */ true);
  }
}
