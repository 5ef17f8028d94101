package dev.hadamard.reproduce.chromatography;

import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.experiment.ReferenceRows;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** What the experiments of this paper share: the paper, and how reference tables are read. */
abstract class ColumnExperiment implements Experiment {
  static final String DERIVED = "independent computation";
  static final String EXACT = "closed form";

  private static final Paper PAPER =
      new Paper(
          "Mathematical modelling of flow and adsorption in a gas chromatograph", "2501.00001");

  private final String id;
  private final String subject;
  private final int seconds;

  ColumnExperiment(String id, String subject, int seconds) {
    this.id = "chromatography-" + id;
    this.subject = subject;
    this.seconds = seconds;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Paper paper() {
    return PAPER;
  }

  @Override
  public final String subject() {
    return subject;
  }

  @Override
  public final Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(budget.choose(seconds, 20 * seconds));
  }

  @Override
  public abstract ExperimentResult run(Context context) throws IOException;

  static List<CSVRecord> table(String file) throws IOException {
    return ReferenceRows.read(ColumnExperiment.class, file);
  }

  static double number(CSVRecord row, String column) {
    return ReferenceRows.number(row, column);
  }

  static double worst(double[] exact, double[] found, double scale) {
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      worst = Math.max(worst, Math.abs(exact[i] * scale - found[i]));
    }
    return worst;
  }

  /** The median time of one call, after as many calls to warm up. */
  static double milliseconds(Runnable work, int repeats) {
    double[] times = new double[repeats];
    for (int i = 0; i < 2 * repeats; i++) {
      long start = System.nanoTime();
      work.run();
      times[i % repeats] = (System.nanoTime() - start) * 1e-6;
    }
    Arrays.sort(times);
    return times[repeats / 2];
  }

  static double[] grid(double from, double to, int points) {
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      grid[i] = from + (to - from) * i / (points - 1);
    }
    return grid;
  }
}
