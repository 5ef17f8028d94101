package dev.hadamard.reproduce.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for a terminal, its columns aligned: text to the left, numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(List<String> header) {
    this.header = header;
  }

  /**
   * An empty table.
   *
   * @param header the names of the columns
   * @return the table
   */
  public static TextTable of(List<String> header) {
    return new TextTable(List.copyOf(header));
  }

  /**
   * An empty table.
   *
   * @param header the names of the columns
   * @return the table
   */
  public static TextTable of(String... header) {
    return of(Arrays.asList(header));
  }

  /**
   * Adds a row.
   *
   * @param cells a text for each column
   * @return this table
   * @throws IllegalArgumentException unless there are as many cells as columns
   */
  public TextTable row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells: allowed are " + header.size() + ", one for each column");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells a text for each column
   * @return this table
   */
  public TextTable row(String... cells) {
    return row(Arrays.asList(cells));
  }

  /**
   * The table as text.
   *
   * @return its lines, each ended by a line feed
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, header);
    List<String> rule = new ArrayList<>();
    for (int column = 0; column < header.size(); column++) {
      rule.add("-".repeat(width(column)));
    }
    line(text, rule);
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String space = " ".repeat(width(column) - length(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(numeric(column) ? space + cell : cell + space);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int widest = length(header.get(column));
    for (List<String> row : rows) {
      widest = Math.max(widest, length(row.get(column)));
    }
    return widest;
  }

  private boolean numeric(int column) {
    return !rows.isEmpty()
        && rows.stream().map(row -> row.get(column)).allMatch(TextTable::isNumber)
        && rows.stream().anyMatch(row -> !row.get(column).isEmpty());
  }

  private static boolean isNumber(String cell) {
    return cell.isEmpty() || cell.matches("-?(\\d+(\\.\\d+)?(e-?\\d+)?|Infinity)|NaN");
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
