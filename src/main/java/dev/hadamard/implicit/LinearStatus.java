package dev.hadamard.implicit;

/** How the solution of a linear system ended. */
public enum LinearStatus {
  /** The true residual is within the tolerance. */
  CONVERGED,
  /** The iterations were used up. */
  MAX_ITERATIONS,
  /** The residual falls no further, and is not what rounding explains. */
  STAGNATION,
  /** A direction of curvature that is not positive: the matrix is not positive definite. */
  INDEFINITE,
  /** The matrix is singular and the right-hand side not in its range. */
  SINGULAR,
  /** A value that is not finite appeared. */
  NON_FINITE
}
