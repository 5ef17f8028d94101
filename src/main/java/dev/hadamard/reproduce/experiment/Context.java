package dev.hadamard.reproduce.experiment;

import dev.hadamard.kernel.Progress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What an experiment is told about its run.
 *
 * @param budget how much work to spend
 * @param seed the seed of every random number of the run
 * @param progress hears how far the experiment has come
 * @param data a directory of measured data that are not part of the library, if there is one
 */
public record Context(Budget budget, long seed, Progress progress, Optional<Path> data) {
  /** Checks that nothing is missing. */
  public Context {
    Objects.requireNonNull(budget, "budget");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(data, "data");
  }
}
