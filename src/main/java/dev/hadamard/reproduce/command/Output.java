package dev.hadamard.reproduce.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hadamard.reproduce.report.Numbers;
import dev.hadamard.reproduce.report.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The result of a command: values by name, in order. It is written as one JSON object, or for a
 * person: scalars one below the other, lists of the same length side by side as the columns of a
 * table, lists of objects as tables.
 */
final class Output {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private String text = "";

  static Output of() {
    return new Output();
  }

  Output put(String key, double value) {
    return add(key, value);
  }

  Output put(String key, long value) {
    return add(key, value);
  }

  Output put(String key, boolean value) {
    return add(key, value);
  }

  Output put(String key, String value) {
    return add(key, value);
  }

  Output put(String key, double[] value) {
    return add(key, value.clone());
  }

  /** Adds an object within the object. */
  Output put(String key, Output value) {
    return add(key, value);
  }

  /** Adds a list of objects: a table whose columns are the keys of its rows. */
  Output put(String key, List<Output> rows) {
    return add(key, List.copyOf(rows));
  }

  /** What a person reads instead of the values. */
  Output readAs(String wholeText) {
    text = wholeText;
    return this;
  }

  private Output add(String key, Object value) {
    if (values.put(key, value) != null) {
      throw new IllegalArgumentException("key '" + key + "' is there already");
    }
    return this;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  // JSON

  void writeJson(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      json.writeFieldName(entry.getKey());
      writeJson(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeJson(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Double number -> writeJson(json, number.doubleValue());
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case String string -> json.writeString(string);
      case Output object -> object.writeJson(json);
      case double[] numbers -> {
        json.writeStartArray();
        for (double number : numbers) {
          writeJson(json, number);
        }
        json.writeEndArray();
      }
      case List<?> rows -> {
        json.writeStartArray();
        for (Object row : rows) {
          writeJson(json, row);
        }
        json.writeEndArray();
      }
      default -> throw new AssertionError(value.getClass());
    }
  }

  private static void writeJson(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(Numbers.exact(number));
    } else {
      json.writeString(Double.toString(number));
    }
  }

  // Text

  String text() {
    return text.isEmpty() ? text("") : text;
  }

  private String text(String indent) {
    StringBuilder written = new StringBuilder();
    int width = 0;
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      if (isScalar(entry.getValue())) {
        width = Math.max(width, words(entry.getKey()).length());
      }
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      String label = words(entry.getKey());
      if (!(entry.getValue() instanceof double[] column)
          || columns.values().stream().anyMatch(other -> other.length != column.length)) {
        written.append(columnTable(columns).indent(indent.length()));
        columns.clear();
      }
      switch (entry.getValue()) {
        case double[] numbers -> columns.put(label, numbers);
        case Output object ->
            written.append(indent).append(label).append('\n').append(object.text(indent + "  "));
        case List<?> rows -> written.append(rowTable(rows).indent(indent.length()));
        default ->
            written
                .append(indent)
                .append(label)
                .append(" ".repeat(width - label.length() + 2))
                .append(cell(entry.getValue()))
                .append('\n');
      }
    }
    return written.append(columnTable(columns).indent(indent.length())).toString();
  }

  private static boolean isScalar(Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof String;
  }

  private static String columnTable(Map<String, double[]> columns) {
    if (columns.isEmpty()) {
      return "";
    }
    TextTable table = TextTable.of(List.copyOf(columns.keySet()));
    int length = columns.values().iterator().next().length;
    for (int i = 0; i < length; i++) {
      List<String> cells = new ArrayList<>();
      for (double[] column : columns.values()) {
        cells.add(Numbers.readable(column[i]));
      }
      table.row(cells);
    }
    return table.toString();
  }

  private static String rowTable(List<?> rows) {
    SequencedSet<String> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.addAll(((Output) row).values.keySet()));
    if (keys.isEmpty()) {
      return "";
    }
    TextTable table = TextTable.of(keys.stream().map(Output::words).toList());
    for (Object row : rows) {
      table.row(keys.stream().map(key -> cell(((Output) row).values.get(key))).toList());
    }
    return table.toString();
  }

  private static String cell(Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> Numbers.readable(number);
      case double[] numbers -> "(" + numbers.length + " numbers)";
      case List<?> rows -> "(" + rows.size() + " rows)";
      default -> value.toString();
    };
  }

  /** {@code survivalAmplitude} as {@code survival amplitude}. */
  private static String words(String key) {
    return key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text();
  }
}
