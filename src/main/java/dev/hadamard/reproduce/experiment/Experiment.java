package dev.hadamard.reproduce.experiment;

import java.time.Duration;

/**
 * A figure or table of a paper that can be computed again.
 *
 * <p>An experiment computes its numbers: reference values serve for comparison only. With the same
 * seed and budget it gives the same result, bit for bit, whatever the machine and the number of
 * threads.
 */
public interface Experiment {
  /**
   * The name by which the experiment is asked for.
   *
   * @return lower-case words and digits joined by hyphens, such as {@code slepian-e1}
   */
  String id();

  /**
   * The paper.
   *
   * @return the paper that the experiment belongs to
   */
  Paper paper();

  /**
   * What is reproduced.
   *
   * @return the figure or table of the paper, and what it shows, in a few words
   */
  String subject();

  /**
   * About how long the experiment takes on two cores.
   *
   * @param budget how much work is spent
   * @return the duration, to its order of magnitude
   */
  Duration expectedDuration(Budget budget);

  /**
   * Computes the experiment.
   *
   * @param context the budget, the seed and the listener of the run
   * @return the rows and figures
   * @throws Exception if it cannot be computed; the runner reports it and goes on with the next
   */
  ExperimentResult run(Context context) throws Exception;
}
