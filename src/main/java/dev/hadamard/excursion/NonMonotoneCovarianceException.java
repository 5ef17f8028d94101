package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import java.io.Serial;

/** A correlation that increases somewhere: the approximation must not be used for it. */
public final class NonMonotoneCovarianceException extends IllPosedProblemException {
  @Serial private static final long serialVersionUID = 1L;

  NonMonotoneCovarianceException(String message) {
    super(message);
  }
}
