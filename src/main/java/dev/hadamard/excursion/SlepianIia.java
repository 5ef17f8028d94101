package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import java.util.Objects;

/**
 * The independent interval approximation through the Slepian model, for excursions above and below
 * zero.
 *
 * <p>The process that starts with an up-crossing and switches sign after independent intervals T is
 * matched to the clipped Slepian mean E. Where E decreases from 1 to 0, T = D₁ + ... + D_N with D
 * of survival function E and N geometric on {1, 2, ...} with probability 1/2. Immutable.
 *
 * <p>Source: arXiv 2401.01805.
 */
public final class SlepianIia {
  private final CorrelationModel model;
  private final ValidityReport validity;
  private final PersistencyExponent persistency;

  /** Made on first use, guarded by this. */
  private SlepianIiaDistribution excursion;

  private SlepianIia(CorrelationModel model, ValidityReport validity) {
    this.model = model;
    this.validity = validity;
    this.persistency = ExponentSolver.solve(model, validity.status() != ValidityStatus.PROVEN);
  }

  /**
   * The approximation for a model, refused unless its validity is proven.
   *
   * @param model the correlation
   * @return the approximation
   * @throws NonMonotoneCovarianceException if r increases somewhere
   * @throws SufficientConditionViolatedException if r decreases but E increases somewhere
   * @throws NonErgodicException if r does not tend to 0
   * @throws IllPosedProblemException if λ₂ is infinite, or |r| exceeds 1
   */
  public static SlepianIia of(CorrelationModel model) {
    return of(model, ValidityPolicy.STRICT);
  }

  /**
   * The approximation for a model.
   *
   * @param model the correlation
   * @param policy what to do where validity is not proven
   * @return the approximation
   * @throws NonMonotoneCovarianceException under the strict policy, if r increases somewhere
   * @throws SufficientConditionViolatedException under the strict policy, if r decreases but E
   *     increases somewhere
   * @throws NonErgodicException if r does not tend to 0
   * @throws IllPosedProblemException if λ₂ is infinite, or |r| exceeds 1
   */
  public static SlepianIia of(CorrelationModel model, ValidityPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    ValidityReport report = SlepianValidity.check(model);
    if (report.status() == ValidityStatus.NOT_APPLICABLE) {
      String evidence = report.evidence().getFirst();
      throw Double.isInfinite(model.lambda2())
          ? new IllPosedProblemException(evidence)
          : new NonErgodicException(evidence);
    }
    if (policy == ValidityPolicy.STRICT && report.status() != ValidityStatus.PROVEN) {
      String message = String.join("; ", report.evidence());
      throw report.monotoneCorrelation()
          ? new SufficientConditionViolatedException(message)
          : new NonMonotoneCovarianceException(message);
    }
    return new SlepianIia(model, report);
  }

  /**
   * The correlation.
   *
   * @return the model
   */
  public CorrelationModel model() {
    return model;
  }

  /**
   * The validity of the approximation for this model.
   *
   * @return the report
   */
  public ValidityReport validity() {
    return validity;
  }

  /**
   * The persistency exponent.
   *
   * @return the exponent, to about 14 digits
   */
  public PersistencyExponent persistency() {
    return persistency;
  }

  /**
   * The law of the excursion time, computed on first use.
   *
   * @return the distribution; formal if validity is not proven
   * @throws IllPosedProblemException if E has powers of t at 0 that are not whole, and no exponent
   * @throws dev.hadamard.kernel.ConvergenceException for Matérn models of smoothness below about
   *     1.07, whose kernel t^(2ν-3) has a part of its mass at times that doubles cannot hold:
   *     invert {@link SlepianLaplace#survival} instead
   */
  public synchronized SlepianIiaDistribution excursion() {
    if (excursion == null) {
      excursion = new SlepianIiaDistribution(model, persistency);
    }
    return excursion;
  }

  /**
   * The law of the geometric divisor D, of which the excursion time is a geometric sum.
   *
   * @return the distribution with survival function E
   * @throws IllPosedProblemException if validity is not proven: E need not be a survival function
   */
  public DivisorDistribution divisor() {
    if (validity.status() != ValidityStatus.PROVEN) {
      throw new IllPosedProblemException(
          model.name() + ": validity is not proven, so that there is no divisor");
    }
    return new DivisorDistribution(model);
  }

  /**
   * The probability of no zero in [0, t] in the approximation.
   *
   * @param t the time, at least 0
   * @return Q(t), both signs; one half of it for staying positive
   */
  public double persistence(double t) {
    return excursion().persistence(t);
  }

  /**
   * The mean excursion time, which is exact: π/√λ₂ by Rice's formula.
   *
   * @return the mean
   */
  public double meanExcursion() {
    return Math.PI / Math.sqrt(model.lambda2());
  }
}
