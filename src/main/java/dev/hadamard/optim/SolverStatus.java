package dev.hadamard.optim;

/** How a solver ended. */
public enum SolverStatus {
  /** The error is at most the tolerance. */
  CONVERGED,
  /** The iterations were used up. */
  MAX_ITERATIONS,
  /**
   * No further decrease within rounding: the solution is as good as arithmetic allows, or stuck.
   */
  NO_PROGRESS,
  /** A value that is not finite appeared; the solution is the last finite one. */
  NON_FINITE
}
