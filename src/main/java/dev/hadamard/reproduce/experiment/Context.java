package dev.hadamard.reproduce.experiment;

import dev.hadamard.kernel.Progress;
import java.util.Objects;

/**
 * What an experiment is told about its run.
 *
 * @param budget how much work to spend
 * @param seed the seed of every random number of the run
 * @param progress hears how far the experiment has come
 */
public record Context(Budget budget, long seed, Progress progress) {
  /** Checks that nothing is missing. */
  public Context {
    Objects.requireNonNull(budget, "budget");
    Objects.requireNonNull(progress, "progress");
  }
}
