package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Goldstein's J: its accuracy, its speed, and the engineering approximation beside it. */
public final class GoldsteinExperiment extends ColumnExperiment {
  private static final int BATCH = 2000;

  /** Constructs the experiment. */
  public GoldsteinExperiment() {
    super("e15", "E15. Goldstein's J: accuracy and speed over x and y", 1);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    Figure accuracy = accuracy(rows);
    Figure map = map();
    context.progress().update(0.5, "speed");
    Figure speed = speed();
    return new ExperimentResult(rows, List.of(accuracy, map, speed));
  }

  /** Against 22 digits, and the error of Klinkenberg's formula over all of the front. */
  private static Figure accuracy(List<Comparison> rows) throws IOException {
    List<CSVRecord> table = table("goldstein_j.csv");
    double[] at = new double[table.size()];
    double[] error = new double[at.length];
    double[] relative = new double[at.length];
    double worst = 0;
    double worstRelative = 0;
    for (int i = 0; i < at.length; i++) {
      CSVRecord row = table.get(i);
      double x = number(row, "x");
      double y = number(row, "y");
      double value = number(row, "J");
      double complement = number(row, "one_minus_J");
      double found = GoldsteinJ.value(x, y);
      double other = GoldsteinJ.complement(x, y);
      at[i] = Math.max(x, 1e-2);
      error[i] = Math.max(Math.abs(found - value), Math.abs(other - complement));
      // Numbers below the doubles come out as 0 or denormal.
      relative[i] =
          Math.max(
              value > 1e-290 ? Math.abs(found / value - 1) : 0,
              complement > 1e-290 ? Math.abs(other / complement - 1) : 0);
      worst = Math.max(worst, error[i]);
      worstRelative = Math.max(worstRelative, relative[i]);
      error[i] = Math.max(error[i], 1e-18);
      relative[i] = Math.max(relative[i], 1e-18);
    }
    rows.add(
        Comparison.absolute(
            "J and 1 - J, largest absolute error of 100 points", 0, "22 digits", worst, 4.5e-16));
    rows.add(
        Comparison.absolute(
            "J and 1 - J, largest relative error, down to 1e-290",
            0,
            "22 digits",
            worstRelative,
            6e-14));
    double[] units = {2, 5, 10, 20, 50, 100, 1000, 1e4, 1e5};
    double[] expected = {3e-2, 0, 0, 1.3e-4, 0, 1.2e-5, 0, 0, 0};
    double[] approximate = new double[units.length];
    for (int i = 0; i < units.length; i++) {
      for (double place : grid(-4, 4, 401)) {
        double y = units[i] + place * Math.sqrt(2 * units[i]);
        if (y > 0.5) {
          approximate[i] =
              Math.max(
                  approximate[i],
                  Math.abs(klinkenberg(units[i], y) - GoldsteinJ.value(units[i], y)));
        }
      }
      if (expected[i] > 0) {
        String quantity = "error of Klinkenberg's approximation, x = %.0f".formatted(units[i]);
        rows.add(
            units[i] < 10
                ? Comparison.information(quantity, expected[i], DERIVED, approximate[i])
                    .withNote("Of y above 0.5; it grows without bound towards 0.")
                : Comparison.relative(quantity, expected[i], DERIVED, approximate[i], 0.1));
      }
    }
    return new Figure(
        "chromatography-goldstein-error",
        "The accuracy of Goldstein's J",
        "Errors of J and 1 - J at 100 points known to 22 digits, and the largest error of"
            + " Klinkenberg's formula over y. 1e-18 stands for no error.",
        Axis.log("transfer units x"),
        Axis.log("error"),
        List.of(
            Series.scatter("absolute error", at, error),
            Series.scatter("relative error", at, relative),
            Series.line("Klinkenberg", units, approximate)));
  }

  /** Where the engineering approximation may be used. */
  private static Figure map() {
    int columns = 61;
    int lines = 41;
    double[] logX = grid(0, 5, columns);
    double[] place = grid(-4, 4, lines);
    double[] values = new double[columns * lines];
    for (int j = 0; j < lines; j++) {
      for (int i = 0; i < columns; i++) {
        double x = Elementary.pow(10, logX[i]);
        double y = x + place[j] * Math.sqrt(2 * x);
        // There is no front at negative y.
        values[i * lines + j] =
            y > 0
                ? Elementary.log10(
                    Math.max(Math.abs(klinkenberg(x, y) - GoldsteinJ.value(x, y)), 1e-18))
                : -20;
      }
    }
    return new Figure(
        "chromatography-klinkenberg",
        "Where an engineering approximation of the front errs",
        "Error of Klinkenberg's formula for J(x, y) over transfer units and place in the front; the"
            + " evaluation here has 4e-16 everywhere.",
        Axis.linear("log10 of the transfer units x"),
        Axis.linear("(y - x)/√(2x)"),
        Series.map(
            logX,
            place,
            values,
            new double[] {-21, -19, -8, -6, -4, -2, 1},
            List.of(
                "y below 0",
                "below 1e-8",
                "1e-8 to 1e-6",
                "1e-6 to 1e-4",
                "1e-4 to 1e-2",
                "above 1e-2")));
  }

  private static Figure speed() {
    double[] units = {0.5, 2, 8, 20, 100, 1e3, 1e4, 1e5};
    double[] single = new double[units.length];
    double[] batch = new double[units.length];
    double[] x = new double[BATCH];
    double[] y = new double[BATCH];
    double[] value = new double[BATCH];
    double[] complement = new double[BATCH];
    // The first round compiles.
    for (int round = 0; round < 2 * units.length; round++) {
      int i = round % units.length;
      Arrays.fill(x, units[i]);
      double low = Math.max(0, units[i] - 4 * Math.sqrt(2 * units[i]));
      double[] points = grid(low, units[i] + 4 * Math.sqrt(2 * units[i]), BATCH);
      System.arraycopy(points, 0, y, 0, BATCH);
      batch[i] = 1e6 / BATCH * milliseconds(() -> GoldsteinJ.evaluate(x, y, value, complement), 41);
      single[i] =
          1e6
              / BATCH
              * milliseconds(
                  () -> {
                    for (int j = 0; j < BATCH; j++) {
                      value[j] = GoldsteinJ.value(x[j], y[j]);
                    }
                  },
                  41);
    }
    return new Figure(
        "chromatography-goldstein-speed",
        "The speed of Goldstein's J",
        "Time of J and 1 - J in batches of 2000 points over the front, and of J alone point by"
            + " point: series where xy is below 64, the uniform formula above. Measured on this"
            + " machine, at one time.",
        Axis.log("transfer units x"),
        Axis.log("time of one evaluation (ns)"),
        List.of(
            Series.line("J and 1 - J in a batch", units, batch),
            Series.line("J alone, point by point", units, single)));
  }

  /** (1 + erf(√y - √x + 1/(8√y) + 1/(8√x)))/2. */
  private static double klinkenberg(double x, double y) {
    double rootX = Math.sqrt(x);
    double rootY = Math.sqrt(y);
    return SpecialFunctions.erfc(rootX - rootY - 1 / (8 * rootY) - 1 / (8 * rootX)) / 2;
  }
}
