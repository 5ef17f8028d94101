package dev.hadamard.reproduce.gp;

import dev.hadamard.reproduce.experiment.Paper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reference tables of this package. */
final class References {
  static final Paper PAPER =
      new Paper(
          "Solving high frequency and multi-scale PDEs with Gaussian processes", "2311.04465");

  static final String STORED = "stored run of the authors' code";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true).get();

  private References() {}

  static List<CSVRecord> read(String file) throws IOException {
    try (InputStream stream = References.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException("reference values " + file + " are missing from the library");
      }
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
          CSVParser parser = FORMAT.parse(reader)) {
        return parser.getRecords();
      }
    }
  }

  static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
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
