package dev.hadamard.reproduce.excursion;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table of reference values of this package, by the text in some of its columns. */
final class ReferenceValues {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true).get();

  private final Map<String, CSVRecord> rows;

  private ReferenceValues(Map<String, CSVRecord> rows) {
    this.rows = rows;
  }

  static ReferenceValues read(String file, String... keyColumns) throws IOException {
    try (InputStream stream = ReferenceValues.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException("reference values " + file + " are missing from the library");
      }
      Map<String, CSVRecord> rows = new LinkedHashMap<>();
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
          CSVParser parser = FORMAT.parse(reader)) {
        for (CSVRecord row : parser) {
          rows.put(Arrays.stream(keyColumns).map(row::get).collect(Collectors.joining(",")), row);
        }
      }
      return new ReferenceValues(rows);
    }
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
