package dev.hadamard.chromatography;

import dev.hadamard.chromatography.Chromatogram.Disorder;
import dev.hadamard.chromatography.Chromatogram.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads chromatograms: see {@link Chromatogram}. */
final class ChromatogramParser {
  private static final Set<String> MISSING =
      Set.of("", "nan", "na", "n/a", "null", "none", "-", "--", "#n/a", "#nv", "missing");
  private static final Pattern UNIT =
      Pattern.compile(
          "(?:^|[\\s(\\[/_,])(milliseconds?|msec|ms|minutes?|mins?|seconds?|secs?|s|hours?|hrs?|h)"
              + "[)\\]]?\\.?$");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d+)?");

  private final Disorder disorder;

  ChromatogramParser(Disorder disorder) {
    this.disorder = disorder;
  }

  /** A line that has content. */
  private record Line(int number, String text) {}

  Chromatogram parse(String text) {
    List<Line> lines = new ArrayList<>();
    char delimiter = 0;
    int number = 0;
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String raw : body.split("\r\n|\r|\n", -1)) {
      number++;
      String stripped = raw.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("%")) {
        continue;
      }
      if (lines.isEmpty() && stripped.regionMatches(true, 0, "sep=", 0, 4)) {
        // A spreadsheet's way to name its delimiter.
        delimiter = stripped.length() > 4 ? stripped.charAt(4) : raw.charAt(raw.length() - 1);
        continue;
      }
      lines.add(new Line(number, raw));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("line 1: the file has no data");
    }
    delimiter = delimiter == 0 ? delimiter(lines) : delimiter;
    List<String> repairs = new ArrayList<>();
    int first = header(lines, delimiter);
    double unit = 1;
    if (first > 0) {
      unit = unit(lines.get(first - 1), delimiter, repairs);
    }
    boolean comma = decimalComma(lines, first, delimiter);
    List<Point> points = points(lines, first, delimiter, comma, unit, repairs);
    if (points.size() < 5) {
      throw new IllegalArgumentException(
          "line %d: the file ends with %d points: must have at least 5"
              .formatted(lines.getLast().number(), points.size()));
    }
    return Chromatogram.of(points, repairs, disorder);
  }

  private static List<Point> points(
      List<Line> lines,
      int first,
      char delimiter,
      boolean comma,
      double unit,
      List<String> repairs) {
    List<Point> points = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    int width = -1;
    for (Line line : lines.subList(first, lines.size())) {
      List<String> cells = cells(line, delimiter);
      if (cells.size() < 2) {
        throw new IllegalArgumentException(
            "line %d: '%s' has one column: must have time and signal"
                .formatted(line.number(), shortened(line.text())));
      }
      if (width < 0) {
        width = cells.size();
        if (width > 2) {
          repairs.add(
              "line %d has %d columns: the first two were read as time and signal"
                  .formatted(line.number(), width));
        }
      } else if (cells.size() != width) {
        throw new IllegalArgumentException(
            "line %d: '%s' has %d columns: must have %d as the lines before"
                .formatted(line.number(), shortened(line.text()), cells.size(), width));
      }
      if (isMissing(cells.get(0)) || isMissing(cells.get(1))) {
        missing.add(line.number());
        continue;
      }
      points.add(
          new Point(
              unit * number(cells.get(0), "time", line, comma),
              number(cells.get(1), "signal", line, comma),
              line.number()));
    }
    if (!missing.isEmpty()) {
      repairs.add(
          "left out %d point%s without a value: line%s %s"
              .formatted(
                  missing.size(),
                  missing.size() == 1 ? "" : "s",
                  missing.size() == 1 ? "" : "s",
                  missing.toString().replaceAll("[\\[\\]]", "")));
    }
    return points;
  }

  private static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  private static double number(String cell, String what, Line line, boolean comma) {
    Matcher matcher = NUMBER.matcher(cell);
    boolean fits = matcher.matches() && cell.indexOf(comma ? '.' : ',') < 0;
    double value = fits ? Double.parseDouble(cell.replace(',', '.')) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "line %d: %s is '%s': must be a finite number%s"
              .formatted(
                  line.number(),
                  what,
                  shortened(cell),
                  comma ? " with a decimal comma as in the lines before" : ""));
    }
    return value;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** Tab before semicolon before comma before blanks: the first that is in every line. */
  private static char delimiter(List<Line> lines) {
    for (char candidate : new char[] {'\t', ';'}) {
      // The last lines are data even where a header is long.
      if (lines.getLast().text().indexOf(candidate) >= 0) {
        return candidate;
      }
    }
    String last = lines.getLast().text().strip();
    boolean blanks = last.split("\\s+", -1).length > 1;
    long commas = last.chars().filter(c -> c == ',').count();
    if (blanks && (commas == 0 || !last.contains(", "))) {
      return ' ';
    }
    if (commas == 3 && last.indexOf('.') < 0) {
      throw new IllegalArgumentException(
          "line %d: '%s' may be two numbers with decimal commas or four columns: use semicolons"
              .formatted(lines.getLast().number(), shortened(last)));
    }
    return ',';
  }

  private static List<String> cells(Line line, char delimiter) {
    String text = delimiter == ' ' ? line.text().strip() : line.text();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (delimiter == ' ' ? Character.isWhitespace(c) : c == delimiter)) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
        while (delimiter == ' '
            && i + 1 < text.length()
            && Character.isWhitespace(text.charAt(i + 1))) {
          i++;
        }
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    // A delimiter at the end of each line is no column.
    if (cells.size() > 2 && cells.getLast().isEmpty()) {
      cells.removeLast();
    }
    return cells;
  }

  /** How many lines stand before the data: at most three without a number as first cell. */
  private static int header(List<Line> lines, char delimiter) {
    int first = 0;
    while (first < lines.size()) {
      String cell = cells(lines.get(first), delimiter).getFirst();
      if (NUMBER.matcher(cell).matches() || (first > 0 && isMissing(cell))) {
        return first;
      }
      if (first == 20) {
        throw new IllegalArgumentException(
            "line %d: time is '%s': must be a number (20 lines of header before it)"
                .formatted(lines.get(first).number(), shortened(cell)));
      }
      first++;
    }
    throw new IllegalArgumentException(
        "line %d: the file has no line that begins with a number"
            .formatted(lines.getLast().number()));
  }

  private static double unit(Line header, char delimiter, List<String> repairs) {
    String name =
        (delimiter == ' ' ? header.text() : cells(header, delimiter).getFirst())
            .toLowerCase(Locale.ROOT)
            .strip();
    if (delimiter == ' ') {
      // Blanks may stand within the name: take what belongs to the time.
      name = name.replaceAll("^(\\S*time\\S*\\s*([(\\[][a-z]+[)\\]])?).*$", "$1").strip();
    }
    Matcher matcher = UNIT.matcher(name);
    if (!matcher.find()) {
      return 1;
    }
    String unit = matcher.group(1);
    double factor =
        unit.startsWith("mil") || unit.startsWith("ms")
            ? 1e-3
            : unit.startsWith("m") ? 60 : unit.startsWith("h") ? 3600 : 1;
    if (factor != 1) {
      repairs.add("times were in %s (line %d)".formatted(unit, header.number()));
    }
    return factor;
  }

  /** Commas within cells are decimal unless the delimiter is one. */
  private static boolean decimalComma(List<Line> lines, int first, char delimiter) {
    for (Line line : lines.subList(first, lines.size())) {
      List<String> cells = cells(line, delimiter);
      for (String cell : cells.subList(0, Math.min(2, cells.size()))) {
        if (cell.indexOf(',') >= 0 && cell.indexOf('.') < 0) {
          return true;
        }
        if (cell.indexOf('.') >= 0 && cell.indexOf(',') < 0) {
          return false;
        }
      }
    }
    return false;
  }
}
