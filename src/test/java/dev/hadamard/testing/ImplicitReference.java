package dev.hadamard.testing;

import dev.hadamard.autodiff.NdArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference values of implicit differentiation. The directory is the system property {@code
 * hadamard.reference.implicitdiff}, by default the checked-in copy.
 */
public final class ImplicitReference {
  private final String comment;
  private final List<ReferenceTable.Row> rows;

  private ImplicitReference(String comment, List<ReferenceTable.Row> rows) {
    this.comment = comment;
    this.rows = rows;
  }

  public static ImplicitReference read(String file) {
    Path directory =
        Path.of(
            System.getProperty("hadamard.reference.implicitdiff", "validation-data/implicitdiff"));
    try {
      StringBuilder comment = new StringBuilder();
      List<ReferenceTable.Row> rows = new ArrayList<>();
      List<String> header = null;
      for (String line : Files.readAllLines(directory.resolve(file))) {
        if (line.startsWith("#")) {
          comment.append(line).append('\n');
        } else if (header == null) {
          header = cells(line);
        } else if (!line.isBlank()) {
          List<String> cells = cells(line);
          Map<String, String> row = new HashMap<>();
          for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), i < cells.size() ? cells.get(i) : "");
          }
          rows.add(new ReferenceTable.Row(row));
        }
      }
      return new ImplicitReference(comment.toString(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  public List<ReferenceTable.Row> rows() {
    return rows;
  }

  /** A number of the comment, written {@code name=number}. */
  public double commented(String name) {
    Matcher m = Pattern.compile("\\b" + name + "=([-+0-9.eE]+)").matcher(comment);
    if (!m.find()) {
      throw new IllegalArgumentException("no " + name + "= in: " + comment);
    }
    return Double.parseDouble(m.group(1));
  }

  public String comment() {
    return comment;
  }

  /** Numbers separated by blanks; fractions are allowed. */
  public static double[] numbers(String text) {
    if (text.isBlank()) {
      return new double[0];
    }
    return Arrays.stream(text.strip().split("\\s+"))
        .mapToDouble(ImplicitReference::number)
        .toArray();
  }

  private static double number(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Double.parseDouble(text)
        : Double.parseDouble(text.substring(0, slash))
            / Double.parseDouble(text.substring(slash + 1));
  }

  /** The stream of random numbers of the generator scripts. */
  public static final class Stream {
    private final SplittableRandom random;

    public Stream(long seed) {
      random = new SplittableRandom(seed);
    }

    public double uniform() {
      return random.nextDouble();
    }

    public double normal() {
      double u = random.nextDouble();
      double v = random.nextDouble();
      return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
    }

    public NdArray normals(int... shape) {
      int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = normal();
      }
      return NdArray.wrap(values, shape);
    }
  }

  /** The largest difference, relative to 1 + the largest reference. */
  public static double distance(double[] expected, double[] actual) {
    if (expected.length != actual.length) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = 1;
    double worst = 0;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      double d = Math.abs(expected[i] - actual[i]) / scale;
      worst = d >= worst || Double.isNaN(d) ? d : worst;
    }
    return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
  }
}
