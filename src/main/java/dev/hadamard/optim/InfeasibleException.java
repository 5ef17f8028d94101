package dev.hadamard.optim;

import dev.hadamard.kernel.IllPosedProblemException;
import java.io.Serial;

/** Constraints that no point satisfies; the message says which and by how much. */
public final class InfeasibleException extends IllPosedProblemException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Refuses constraints.
   *
   * @param message which constraints, and by how much they miss each other
   */
  public InfeasibleException(String message) {
    super(message);
  }
}
