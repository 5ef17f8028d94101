package dev.hadamard.reproduce.experiment;

/** What a comparison says. */
public enum Verdict {
  /** Ours and the reference are within the tolerance of each other. */
  AGREES,
  /**
   * Ours and the reference are further apart than the tolerance, or one of them is not a number.
   */
  DIFFERS,
  /** A number worth reading, of which no agreement is claimed. */
  INFORMATION
}
