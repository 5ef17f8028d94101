package dev.hadamard.linalg;

/** How an iterative solver ended. */
public enum KrylovStatus {
  /** The residual reached the tolerance. */
  CONVERGED,
  /** The iterations allowed were used up. */
  MAX_ITERATIONS,
  /** The residual stopped falling. */
  STAGNATION,
  /** A quantity that must be positive or not zero was not: the operator does not fit the method. */
  BREAKDOWN
}
