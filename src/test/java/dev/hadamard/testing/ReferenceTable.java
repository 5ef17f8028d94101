package dev.hadamard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CSV file of reference values below {@code validation-data}; lines with # are comments. */
public final class ReferenceTable {
  private ReferenceTable() {}

  /** One row by column name. */
  public record Row(Map<String, String> cells) {
    public String text(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new IllegalArgumentException("no column " + column + " among " + cells.keySet());
      }
      return cell;
    }

    public double number(String column) {
      String cell = text(column);
      return switch (cell) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.parseDouble(cell);
      };
    }

    @Override
    public String toString() {
      return cells.toString();
    }
  }

  /** The rows of a file, for example {@code slepian/iia_exponents.csv}. */
  public static List<Row> read(String file) {
    try {
      List<Row> rows = new ArrayList<>();
      String[] header = null;
      for (String line : Files.readAllLines(Path.of("validation-data").resolve(file))) {
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        String[] cells = line.split(",", header == null ? 0 : header.length);
        if (header == null) {
          header = cells;
          continue;
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
          row.put(header[i], cells[i]);
        }
        rows.add(new Row(row));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
