package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import java.io.Serial;

/**
 * A monotone correlation whose clipped Slepian mean increases somewhere: the condition that makes
 * the approximation a genuine law is not met.
 */
public final class SufficientConditionViolatedException extends IllPosedProblemException {
  @Serial private static final long serialVersionUID = 1L;

  SufficientConditionViolatedException(String message) {
    super(message);
  }
}
