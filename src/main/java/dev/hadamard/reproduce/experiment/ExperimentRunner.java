package dev.hadamard.reproduce.experiment;

import dev.hadamard.kernel.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Runs experiments one after the other; one that fails does not stop the next. */
public final class ExperimentRunner {
  private final Budget budget;
  private final long seed;

  private final Optional<Path> data;

  private ExperimentRunner(Budget budget, long seed, Optional<Path> data) {
    this.budget = budget;
    this.seed = seed;
    this.data = data;
  }

  /**
   * A runner.
   *
   * @param budget how much work each experiment may spend
   * @param seed the seed of every random number
   * @return the runner
   */
  public static ExperimentRunner of(Budget budget, long seed) {
    return new ExperimentRunner(Objects.requireNonNull(budget, "budget"), seed, Optional.empty());
  }

  /**
   * The same with measured data that are not part of the library.
   *
   * @param directory where experiments look for them
   * @return the runner
   */
  public ExperimentRunner withData(Path directory) {
    return new ExperimentRunner(budget, seed, Optional.of(directory));
  }

  /**
   * Runs the experiments.
   *
   * @param experiments what to run, in order
   * @param progress makes the listener of each experiment
   * @return how each ended, in order
   * @throws CancellationException if the thread is interrupted
   */
  public List<Outcome> run(List<Experiment> experiments, Function<Experiment, Progress> progress) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Progress.checkCancelled();
      outcomes.add(run(experiment, progress.apply(experiment)));
    }
    return List.copyOf(outcomes);
  }

  private Outcome run(Experiment experiment, Progress progress) {
    long start = System.nanoTime();
    try {
      progress.update(0, "");
      ExperimentResult result = experiment.run(new Context(budget, seed, progress, data));
      progress.update(1, "");
      return new Outcome.Completed(experiment, result, since(start));
    } catch (CancellationException cancelled) {
      throw cancelled;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(interrupted);
      throw cancelled;
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
      return new Outcome.Failed(experiment, e, since(start));
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
