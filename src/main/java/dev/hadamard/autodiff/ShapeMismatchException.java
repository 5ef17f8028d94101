package dev.hadamard.autodiff;

import java.io.Serial;

/** Arrays whose shapes do not fit together; the message names the operation and the shapes. */
public final class ShapeMismatchException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Reports shapes that do not fit.
   *
   * @param message the operation, the shapes, and what is allowed
   */
  public ShapeMismatchException(String message) {
    super(message);
  }
}
