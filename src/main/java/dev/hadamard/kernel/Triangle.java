package dev.hadamard.kernel;

/** The triangle of a square matrix that an operation reads or writes; the other is not touched. */
public enum Triangle {
  /** The diagonal and below. */
  LOWER,
  /** The diagonal and above. */
  UPPER
}
