package dev.hadamard.kernel;

import java.util.concurrent.CancellationException;

/**
 * Hears how far a long computation has come. Methods that may run for more than a moment take one
 * and report to it regularly; the command line draws a progress bar from the reports.
 *
 * <p>Such methods are cancellable: interrupt the thread that runs them. They look at the
 * interruption whenever they report, through {@link #checkCancelled()}, and leave with a {@link
 * CancellationException}.
 */
@FunctionalInterface
public interface Progress {
  /**
   * Reports the state of the work.
   *
   * @param fractionDone the part of the work that is done, from 0 to 1
   * @param message what is being done now, in a few words; may be empty
   */
  void update(double fractionDone, String message);

  /**
   * A listener that ignores every report.
   *
   * @return the listener
   */
  static Progress none() {
    return (fractionDone, message) -> {};
  }

  /**
   * A listener for a part of the work of this one.
   *
   * @param from the fraction of the whole work at which the part begins
   * @param to the fraction of the whole work at which the part ends, not below {@code from}
   * @return a listener whose 0 to 1 is {@code from} to {@code to} of this listener
   * @throws IllegalArgumentException unless 0 &lt;= from &lt;= to &lt;= 1
   */
  default Progress part(double from, double to) {
    if (!(0 <= from && from <= to && to <= 1)) {
      throw new IllegalArgumentException(
          "from = " + from + ", to = " + to + ": allowed is 0 <= from <= to <= 1");
    }
    return (fractionDone, message) -> update(from + (to - from) * fractionDone, message);
  }

  /**
   * Leaves a long computation whose thread was interrupted. The interruption stays visible to the
   * caller.
   *
   * @throws CancellationException if the current thread is interrupted
   */
  static void checkCancelled() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("cancelled: the thread was interrupted");
    }
  }
}
