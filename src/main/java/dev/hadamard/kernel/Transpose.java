package dev.hadamard.kernel;

/** Whether an operation takes a matrix or its transpose. */
public enum Transpose {
  /** The matrix as it is stored. */
  NO,
  /** Its transpose. */
  YES
}
