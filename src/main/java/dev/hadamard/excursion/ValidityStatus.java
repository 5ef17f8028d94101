package dev.hadamard.excursion;

/** What is known of the independent interval approximation for a model. */
public enum ValidityStatus {
  /** E decreases from 1 to 0: the excursion time is a geometric sum, a genuine law. */
  PROVEN,
  /** The formal density of the excursion time takes negative values beyond its error. */
  REFUTED,
  /** E is not monotone, but no negative density was found in the examined range. */
  UNDECIDED,
  /**
   * The process is not mean-square differentiable, so that its crossing intensity is infinite, or
   * its correlation does not tend to 0.
   */
  NOT_APPLICABLE
}
