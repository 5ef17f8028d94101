package dev.hadamard.reproduce.implicit;

import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.experiment.ReferenceRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** Reference tables of this package. */
final class References {
  static final Paper PAPER =
      new Paper("Efficient and modular implicit differentiation", "2105.15183");

  static final String INDEPENDENT = "independent computation (NumPy)";

  private References() {}

  static List<CSVRecord> read(String file) throws IOException {
    return ReferenceRows.read(References.class, file);
  }

  static double number(CSVRecord row, String column) {
    return ReferenceRows.number(row, column);
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
