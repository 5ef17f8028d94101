package dev.hadamard.kernel;

import java.io.Serial;

/** An iteration or an adaptive rule that did not reach its tolerance; carries what it reached. */
public class ConvergenceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** The error that was reached. */
  private final double achievedError;

  /**
   * Reports a failure to converge.
   *
   * @param message what did not converge and the tolerance
   * @param achievedError the error that was reached
   */
  public ConvergenceException(String message, double achievedError) {
    super(message + " (reached " + achievedError + ")");
    this.achievedError = achievedError;
  }

  /**
   * The error that was reached.
   *
   * @return the error estimate at the end
   */
  public double achievedError() {
    return achievedError;
  }
}
