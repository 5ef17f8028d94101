package dev.hadamard.reproduce.chromatography;

import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What the experiments of this paper share: the paper, and how reference tables are read. */
abstract class ColumnExperiment implements Experiment {
  static final String DERIVED = "independent computation";
  static final String EXACT = "closed form";

  private static final Paper PAPER =
      new Paper(
          "Mathematical modelling of flow and adsorption in a gas chromatograph", "2501.00001");

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true).get();

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
    try (InputStream stream = ColumnExperiment.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException("reference values " + file + " are missing from the library");
      }
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
          CSVParser parser = parser(reader)) {
        return parser.getRecords();
      }
    }
  }

  /** A table with comments and a header. */
  static CSVParser parser(Reader reader) throws IOException {
    return FORMAT.parse(reader);
  }

  static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
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
