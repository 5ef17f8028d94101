package dev.hadamard.implicit;

import java.util.List;

/**
 * What is known about a derivative, so that it is never silently wrong. Where ∂₁F is formed, the
 * rows of complementary slackness and the columns of multipliers of conditions with constraints are
 * scaled to size 1 first; where it is singular without, all rows and columns are, and the singular
 * values are those of the scaled matrix, which the warnings say.
 *
 * @param residual ‖F(x, θ)‖ at the solution that was differentiated
 * @param solver the linear solver that was used
 * @param linearIterations its iterations, summed over right-hand sides; 0 for dense ones
 * @param linearResidual the largest relative residual of the linear systems
 * @param status how the linear solver ended
 * @param smallestSingularValue σ_min of ∂₁F where it was formed, an estimate of it from above where
 *     {@link ImplicitOptions#conditionSteps} asks for one, else NaN
 * @param conditionNumber σ_max/σ_min of ∂₁F where it was formed, an estimate of it from above where
 *     {@link ImplicitOptions#conditionSteps} asks for one, else NaN
 * @param errorEstimate ‖F‖/σ_min, an estimate of ‖x - x*‖, where σ_min is known, else NaN
 * @param degenerate whether the active set is degenerate: the solution is differentiable on one
 *     side only
 * @param warnings what the user should know, in words
 */
public record ImplicitDiagnostics(
    double residual,
    LinearSolver solver,
    int linearIterations,
    double linearResidual,
    LinearStatus status,
    double smallestSingularValue,
    double conditionNumber,
    double errorEstimate,
    boolean degenerate,
    List<String> warnings) {
  /** Keeps a copy of the warnings. */
  public ImplicitDiagnostics {
    warnings = List.copyOf(warnings);
  }

  /**
   * A bound on the error of the Jacobian: J is as exact as the solution. For β and γ the Lipschitz
   * constants of ∂₂F and ∂₁F in x, and R a bound of ‖∂₂F‖,
   *
   * <p>‖J(x) - J(x*)‖ ≤ (β/α + γR/α²) ‖x - x*‖, with α = σ_min(∂₁F) and ‖x - x*‖ ≲ ‖F‖/α.
   *
   * @param beta β
   * @param gamma γ
   * @param r R
   * @return the estimate; NaN where σ_min is not known
   */
  public double jacobianErrorEstimate(double beta, double gamma, double r) {
    double alpha = smallestSingularValue;
    return (beta / alpha + gamma * r / (alpha * alpha)) * errorEstimate;
  }
}
