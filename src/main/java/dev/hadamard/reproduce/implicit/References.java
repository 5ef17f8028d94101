package dev.hadamard.reproduce.implicit;

import dev.hadamard.reproduce.experiment.Paper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reference tables of this package. */
final class References {
  static final Paper PAPER =
      new Paper("Efficient and modular implicit differentiation", "2105.15183");

  static final String INDEPENDENT = "independent computation (NumPy)";

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

  /** Numbers separated by blanks, by the name in the column {@code quantity}. */
  static double[] vector(List<CSVRecord> rows, String quantity) {
    Map<String, String> values = new java.util.HashMap<>();
    for (CSVRecord row : rows) {
      values.put(row.get("quantity"), row.get("value"));
    }
    String text = values.get(quantity);
    if (text == null) {
      throw new IllegalArgumentException(
          "no reference for " + quantity + " among " + values.keySet());
    }
    return java.util.Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
