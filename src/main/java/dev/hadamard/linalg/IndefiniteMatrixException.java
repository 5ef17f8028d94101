package dev.hadamard.linalg;

import dev.hadamard.kernel.IllPosedProblemException;
import java.io.Serial;

/** A symmetric matrix that is not positive definite: a pivot is not a positive finite number. */
public final class IndefiniteMatrixException extends IllPosedProblemException {
  @Serial private static final long serialVersionUID = 1L;

  /** Index of the pivot. */
  private final int pivot;

  /** Its value. */
  private final double value;

  /**
   * Refuses a matrix.
   *
   * @param pivot the index of the pivot, from 0
   * @param value its value, which must have been positive
   * @param detail what was tried, or empty
   */
  public IndefiniteMatrixException(int pivot, double value, String detail) {
    super(
        "the matrix is not positive definite: pivot "
            + pivot
            + " is "
            + value
            + ", must be positive and finite"
            + (detail.isEmpty() ? "" : " (" + detail + ")"));
    this.pivot = pivot;
    this.value = value;
  }

  /**
   * The index of the pivot.
   *
   * @return from 0
   */
  public int pivot() {
    return pivot;
  }

  /**
   * The value of the pivot.
   *
   * @return the value that was not positive
   */
  public double value() {
    return value;
  }
}
