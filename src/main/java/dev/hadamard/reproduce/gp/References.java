package dev.hadamard.reproduce.gp;

import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.experiment.ReferenceRows;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/** Reference tables of this package. */
final class References {
  static final Paper PAPER =
      new Paper(
          "Solving high frequency and multi-scale PDEs with Gaussian processes", "2311.04465");

  static final String STORED = "stored run of the authors' code";

  private References() {}

  static List<CSVRecord> read(String file) throws IOException {
    return ReferenceRows.read(References.class, file);
  }

  static double number(CSVRecord row, String column) {
    return ReferenceRows.number(row, column);
  }

  /**
   * What the authors' code reached: of the stored runs of a case, kernel and grid the one with the
   * smallest last error.
   */
  static String stored(List<CSVRecord> runs, String id, String kernel, int grid) {
    CSVRecord best = null;
    for (CSVRecord row : runs) {
      if (row.get("equation").equals(id)
          && row.get("kernel").equals(kernel)
          && row.get("gridPerAxis").equals(Integer.toString(grid))
          && !row.get("lastError").isEmpty()
          && (best == null || number(row, "lastError") < number(best, "lastError"))) {
        best = row;
      }
    }
    return best == null
        ? "none"
        : String.format(
            Locale.ROOT,
            "last %.1e, best of 20 checkpoints against the truth %.1e, %s s",
            number(best, "lastError"),
            number(best, "minError"),
            best.get("seconds").isEmpty() ? "?" : best.get("seconds"));
  }
}
