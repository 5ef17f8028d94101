package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.io.Serial;

/** An argument with an element that is infinite or not a number. */
public final class NonFiniteInputException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Refuses an argument.
   *
   * @param message the argument, the index and the value
   */
  public NonFiniteInputException(String message) {
    super(message);
  }

  /** Refuses an array that is not finite. */
  static void require(String name, NdArray x) {
    if (!x.allFinite()) {
      double[] v = x.toArray();
      for (int i = 0; i < v.length; i++) {
        if (!Double.isFinite(v[i])) {
          throw new NonFiniteInputException(
              name + " is " + v[i] + " at index " + i + ": must be finite");
        }
      }
    }
  }
}
