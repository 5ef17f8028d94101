package dev.hadamard.excursion;

/** What to do with a model whose validity is not proven. */
public enum ValidityPolicy {
  /** Refuse it. */
  STRICT,
  /** Compute the formal quantities and mark every result as formal. */
  DIAGNOSTIC
}
