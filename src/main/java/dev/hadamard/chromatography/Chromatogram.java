package dev.hadamard.chromatography;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A detector signal over time, and how it was read.
 *
 * <p>The reader takes what instruments and spreadsheets write: comma, semicolon, tab or blanks
 * between columns, decimal commas, a byte order mark, quotes, comments (#, %), blank lines, a
 * header whose unit of time (s, min, ms, h) is understood. A point without a value is left out and
 * reported; everything else that is not clear is refused with the number of the line. Nothing is
 * dropped silently.
 *
 * @param times increasing times, s
 * @param signal the signal at the times; may be negative
 * @param repairs what was done to the file, one sentence with line numbers each
 */
public record Chromatogram(double[] times, double[] signal, List<String> repairs) {
  private static final int LEAST_POINTS = 5;

  /** Checks the arrays and keeps copies. */
  public Chromatogram {
    times = times.clone();
    signal = signal.clone();
    repairs = List.copyOf(repairs);
    Requirements.series(times, signal);
    if (times.length < LEAST_POINTS) {
      throw new IllegalArgumentException(
          "times has " + times.length + " points: must have at least " + LEAST_POINTS);
    }
  }

  /**
   * A chromatogram from arrays.
   *
   * @param times increasing times, s
   * @param signal the signal
   * @return the chromatogram
   */
  public static Chromatogram of(double[] times, double[] signal) {
    return new Chromatogram(times, signal, List.of());
  }

  /**
   * The times.
   *
   * @return a copy
   */
  @Override
  public double[] times() {
    return times.clone();
  }

  /**
   * The signal.
   *
   * @return a copy
   */
  @Override
  public double[] signal() {
    return signal.clone();
  }

  /**
   * The number of points.
   *
   * @return the number
   */
  public int size() {
    return times.length;
  }

  /** What to do with times that do not increase. */
  public enum Disorder {
    /** Refuse the file, with the line. */
    REFUSE,
    /** Sort by time, replace points at one time by their mean, and report both. */
    REPAIR
  }

  /**
   * Reads a file.
   *
   * @param file the file: UTF-8, UTF-16 with a byte order mark, or Latin 1
   * @param disorder what to do with times that do not increase
   * @return the chromatogram
   * @throws IllegalArgumentException if the text is not clear; the message begins with the line
   * @throws UncheckedIOException if it cannot be read
   */
  public static Chromatogram read(Path file, Disorder disorder) {
    try {
      return parse(decoded(Files.readAllBytes(file)), disorder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** UTF-16 where a byte order mark says so, as instruments write; UTF-8; or else Latin 1. */
  private static String decoded(byte[] bytes) {
    if (bytes.length >= 2) {
      int mark = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
      if (mark == 0xFFFE || mark == 0xFEFF) {
        return new String(bytes, StandardCharsets.UTF_16);
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') >= 0 ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
  }

  /**
   * Reads text.
   *
   * @param text the lines of a file
   * @param disorder what to do with times that do not increase
   * @return the chromatogram
   * @throws IllegalArgumentException if the text is not clear; the message begins with the line
   */
  public static Chromatogram parse(String text, Disorder disorder) {
    return new ChromatogramParser(disorder).parse(text);
  }

  /**
   * The part within a window.
   *
   * @param from its start
   * @param to its end
   * @return the points with from &lt;= time &lt;= to
   */
  public Chromatogram window(double from, double to) {
    int first = 0;
    while (first < times.length && times[first] < from) {
      first++;
    }
    int end = first;
    while (end < times.length && times[end] <= to) {
      end++;
    }
    return new Chromatogram(
        java.util.Arrays.copyOfRange(times, first, end),
        java.util.Arrays.copyOfRange(signal, first, end),
        repairs);
  }

  /**
   * Another signal at the same times.
   *
   * @param other as many values
   * @return the chromatogram
   */
  public Chromatogram withSignal(double... other) {
    return new Chromatogram(times, other, repairs);
  }

  /**
   * The standard deviation of the noise from differences of neighbours: 1.4826 times their median
   * size over √2. Peaks do not move it as long as most points lie on the baseline.
   *
   * @return the noise; 0 for a clean signal
   */
  public double noise() {
    double[] second = new double[times.length - 2];
    for (int i = 0; i < second.length; i++) {
      second[i] = Math.abs(signal[i] - 2 * signal[i + 1] + signal[i + 2]);
    }
    java.util.Arrays.sort(second);
    // The second difference of white noise has variance 6.
    return 1.4826 * second[second.length / 2] / Math.sqrt(6);
  }

  /**
   * The text that {@link #parse} reads back to the same bits.
   *
   * @return lines of time and signal under a header
   */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("time (s),signal\n");
    for (int i = 0; i < times.length; i++) {
      csv.append(times[i]).append(',').append(signal[i]).append('\n');
    }
    return csv.toString();
  }

  /** A point and the line it stood in. */
  record Point(double time, double signal, int line) {}

  /** The points as a chromatogram, in order. */
  static Chromatogram of(List<Point> points, List<String> repairs, Disorder disorder) {
    List<Point> sorted = points;
    for (int i = 1; i < points.size(); i++) {
      if (!(points.get(i).time() > points.get(i - 1).time())) {
        if (disorder == Disorder.REFUSE) {
          throw new IllegalArgumentException(
              "line %d: time %s s does not follow %s s of line %d: times must increase (they can be"
                      .formatted(
                          points.get(i).line(),
                          points.get(i).time(),
                          points.get(i - 1).time(),
                          points.get(i - 1).line())
                  + " sorted, and repeated ones averaged, on request)");
        }
        sorted = points.stream().sorted(Comparator.comparingDouble(Point::time)).toList();
        if (!sorted.equals(points)) {
          repairs.add(
              "sorted by time: line %d was the first out of order".formatted(points.get(i).line()));
        }
        break;
      }
    }
    List<Point> single = new ArrayList<>();
    for (int i = 0; i < sorted.size(); ) {
      int j = i;
      double sum = 0;
      while (j < sorted.size() && sorted.get(j).time() == sorted.get(i).time()) {
        sum += sorted.get(j).signal();
        j++;
      }
      if (j > i + 1) {
        Stream<String> lines = sorted.subList(i, j).stream().map(p -> Integer.toString(p.line()));
        repairs.add(
            "averaged the points at %s s of lines %s"
                .formatted(sorted.get(i).time(), String.join(", ", lines.toList())));
      }
      single.add(new Point(sorted.get(i).time(), sum / (j - i), sorted.get(i).line()));
      i = j;
    }
    return new Chromatogram(
        single.stream().mapToDouble(Point::time).toArray(),
        single.stream().mapToDouble(Point::signal).toArray(),
        repairs);
  }
}
