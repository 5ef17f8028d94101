package dev.hadamard.linalg;

/** What a {@link LinearOperator} knows about itself; solvers are chosen from it. */
public enum OperatorProperty {
  /** Equal to its transpose. */
  SYMMETRIC,
  /** Symmetric with positive eigenvalues. */
  POSITIVE_DEFINITE,
  /** Zero off the diagonal. */
  DIAGONAL,
  /** A Kronecker product. */
  KRONECKER
}
