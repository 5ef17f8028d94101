package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import java.io.Serial;

/**
 * A correlation that does not tend to 0: a path keeps a memory of its beginning for ever, and the
 * excursions of one path do not show the law of the process.
 */
public final class NonErgodicException extends IllPosedProblemException {
  @Serial private static final long serialVersionUID = 1L;

  NonErgodicException(String message) {
    super(message);
  }
}
