package dev.hadamard.reproduce.experiment;

import java.time.Duration;
import java.util.List;

/** How the run of one experiment ended. */
public sealed interface Outcome {
  /**
   * What was run.
   *
   * @return the experiment
   */
  Experiment experiment();

  /**
   * How long it took.
   *
   * @return the wall-clock time
   */
  Duration elapsed();

  /**
   * The rows of the table.
   *
   * @return the comparisons; none if the experiment failed
   */
  default List<Comparison> comparisons() {
    return this instanceof Completed completed ? completed.result().comparisons() : List.of();
  }

  /**
   * The run ended with a result.
   *
   * @param experiment what was run
   * @param result what it found
   * @param elapsed how long it took
   */
  record Completed(Experiment experiment, ExperimentResult result, Duration elapsed)
      implements Outcome {}

  /**
   * The run ended with an error.
   *
   * @param experiment what was run
   * @param error what went wrong
   * @param elapsed how long it took
   */
  record Failed(Experiment experiment, Throwable error, Duration elapsed) implements Outcome {
    /**
     * The error in one line.
     *
     * @return the kind and the message of the error
     */
    public String reason() {
      String message = error.getMessage();
      String kind = error.getClass().getSimpleName();
      return message == null ? kind : kind + ": " + message.lines().findFirst().orElse("");
    }
  }
}
