package dev.hadamard.reproduce.command;

import dev.hadamard.autodiff.NdArray;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The data of a problem: features and targets, or for a quadratic program Q as the features, and
 * its constraints.
 */
record ImplicitData(NdArray x, NdArray y, NdArray a, NdArray b, NdArray g, NdArray h) {
  static ImplicitData read(Path file, boolean program) throws IOException {
    List<double[]> q = new ArrayList<>();
    List<double[]> equations = new ArrayList<>();
    List<double[]> inequalities = new ArrayList<>();
    int number = 0;
    boolean mayBeHeader = true;
    for (String text : lines(file)) {
      number++;
      // The mark of byte order that spreadsheets write.
      String line = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.strip().split("\\s*,\\s*", -1);
      if (!program) {
        boolean header = mayBeHeader && Arrays.stream(cells).noneMatch(ImplicitData::isNumber);
        mayBeHeader = false;
        if (header) {
          continue;
        }
        q.add(numbers(cells, 0, number));
        continue;
      }
      double[] row = numbers(cells, 1, number);
      switch (cells[0].toUpperCase(Locale.ROOT)) {
        case "Q" -> q.add(row);
        case "A" -> equations.add(row);
        case "G" -> inequalities.add(row);
        default ->
            throw new IllegalArgumentException(
                "line " + number + " begins with '" + cells[0] + "': allowed are Q, A, G");
      }
    }
    if (q.isEmpty() || q.getFirst().length < (program ? 1 : 2)) {
      throw new IllegalArgumentException("no rows of numbers: needs at least one");
    }
    NdArray none = NdArray.zeros(0);
    if (program) {
      int n = q.getFirst().length;
      if (q.size() != n) {
        throw new IllegalArgumentException(
            "Q has " + q.size() + " rows of " + n + " numbers: must have as many rows as numbers");
      }
      NdArray[] eq = split(equations, n);
      NdArray[] in = split(inequalities, n);
      return new ImplicitData(matrix(q), none, eq[0], eq[1], in[0], in[1]);
    }
    NdArray[] parts = split(q, q.getFirst().length - 1);
    return new ImplicitData(parts[0], parts[1], none, none, none, none);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is no text in UTF-8", e);
    }
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double[] numbers(String[] cells, int from, int line) {
    double[] row = new double[cells.length - from];
    for (int i = 0; i < row.length; i++) {
      try {
        row[i] = Double.parseDouble(cells[i + from]);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "line " + line + " has '" + cells[i + from] + "': allowed are numbers", e);
      }
      if (!Double.isFinite(row[i])) {
        throw new IllegalArgumentException(
            "line " + line + " has " + row[i] + ": allowed are finite numbers");
      }
    }
    return row;
  }

  private static NdArray matrix(List<double[]> rows) {
    return NdArray.of(rows.toArray(new double[0][]));
  }

  /** The first n columns, and the one after them. */
  private static NdArray[] split(List<double[]> rows, int n) {
    if (rows.isEmpty()) {
      return new NdArray[] {NdArray.zeros(0, n), NdArray.zeros(0)};
    }
    NdArray all = matrix(rows);
    if (all.extent(1) != n + 1) {
      throw new IllegalArgumentException(
          "a row has " + all.extent(1) + " numbers: must have " + (n + 1));
    }
    return new NdArray[] {all.slice(1, 0, n), all.slice(1, n, n + 1).flatten()};
  }

  int features() {
    return x.extent(1);
  }

  /** Labels ±1 from ±1 or 0 and 1. */
  NdArray signs() {
    double[] labels = y.toArray();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0 && Math.abs(labels[i]) != 1) {
        throw new IllegalArgumentException(
            "label " + labels[i] + " in row " + i + ": allowed are -1 and 1, or 0 and 1");
      }
      labels[i] = labels[i] > 0 ? 1 : -1;
    }
    return NdArray.of(labels);
  }

  /** Unit vectors from labels 0, 1, 2, ... */
  NdArray oneHot() {
    double[] labels = y.toArray();
    int[] index = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] != Math.rint(labels[i]) || labels[i] > 1000) {
        throw new IllegalArgumentException(
            "label " + labels[i] + " in row " + i + ": allowed are 0, 1, 2, ..., 1000");
      }
      index[i] = (int) labels[i];
    }
    int classes = Arrays.stream(index).max().orElse(0) + 1;
    return NdArray.identity(Math.max(classes, 2)).take(index);
  }
}
