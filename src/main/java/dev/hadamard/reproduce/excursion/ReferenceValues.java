package dev.hadamard.reproduce.excursion;

import dev.hadamard.reproduce.experiment.ReferenceRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** A table of reference values of this package, by the text in some of its columns. */
final class ReferenceValues {
  private final Map<String, CSVRecord> rows;

  private ReferenceValues(Map<String, CSVRecord> rows) {
    this.rows = rows;
  }

  static ReferenceValues read(String file, String... keyColumns) throws IOException {
    Map<String, CSVRecord> rows = new LinkedHashMap<>();
    for (CSVRecord row : ReferenceRows.read(ReferenceValues.class, file)) {
      rows.put(Arrays.stream(keyColumns).map(row::get).collect(Collectors.joining(",")), row);
    }
    return new ReferenceValues(rows);
  }

  List<String> keys() {
    return List.copyOf(rows.keySet());
  }

  boolean has(String key) {
    return rows.containsKey(key);
  }

  String text(String key, String column) {
    CSVRecord row = rows.get(key);
    if (row == null) {
      throw new IllegalArgumentException("no reference for " + key + " among " + rows.keySet());
    }
    return row.get(column);
  }

  double number(String key, String column) {
    return Double.parseDouble(text(key, column));
  }
}
