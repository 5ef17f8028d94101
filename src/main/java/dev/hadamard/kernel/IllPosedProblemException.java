package dev.hadamard.kernel;

import java.io.Serial;

/**
 * A problem that has no solution, not a unique one, or none that the method may compute: refused
 * rather than answered wrongly. The message says which condition failed and by how much.
 */
public class IllPosedProblemException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Refuses a problem.
   *
   * @param message the condition that failed, and by how much
   */
  public IllPosedProblemException(String message) {
    super(message);
  }

  /**
   * Refuses a problem for a reason found elsewhere.
   *
   * @param message what is wrong
   * @param cause the reason
   */
  public IllPosedProblemException(String message, Throwable cause) {
    super(message, cause);
  }
}
