package dev.hadamard.reproduce.excursion;

import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.Paper;
import java.time.Duration;

/** What the experiments on excursions share. */
abstract class SlepianExperiment implements Experiment {
  static final String CLOSED = "closed form";
  static final String INDEPENDENT = "independent computation";

  private final String id;
  private final String subject;
  private final Duration quick;
  private final Duration full;

  SlepianExperiment(String id, String subject, int quickSeconds, int fullSeconds) {
    this.id = id;
    this.subject = subject;
    this.quick = Duration.ofSeconds(quickSeconds);
    this.full = Duration.ofSeconds(fullSeconds);
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public Paper paper() {
    return ExponentTableExperiment.PAPER;
  }

  @Override
  public final String subject() {
    return subject;
  }

  @Override
  public final Duration expectedDuration(Budget budget) {
    return budget.choose(quick, full);
  }

  /** Equidistant times. */
  static double[] grid(double from, double to, int points) {
    double[] t = new double[points];
    for (int i = 0; i < points; i++) {
      t[i] = from + (to - from) * i / (points - 1);
    }
    return t;
  }
}
