package dev.hadamard.linalg;

import dev.hadamard.kernel.IllPosedProblemException;
import java.io.Serial;

/** A matrix without an inverse: elimination met a pivot that is zero or not a number. */
public final class SingularMatrixException extends IllPosedProblemException {
  @Serial private static final long serialVersionUID = 1L;

  /** Index of the pivot. */
  private final int pivot;

  /** Its value. */
  private final double value;

  /**
   * Refuses a matrix.
   *
   * @param pivot the index of the pivot, from 0
   * @param value its value
   */
  public SingularMatrixException(int pivot, double value) {
    super(
        "the matrix is singular: pivot "
            + pivot
            + " is "
            + value
            + (Double.isFinite(value) ? "" : " (entries that are not finite?)"));
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
   * @return 0 or not a finite number
   */
  public double value() {
    return value;
  }
}
