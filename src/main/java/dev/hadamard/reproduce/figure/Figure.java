package dev.hadamard.reproduce.figure;

import java.util.List;
import java.util.Objects;

/**
 * A chart: series over two axes, and the words that go with them.
 *
 * @param name the name of its files: lower-case words joined by hyphens
 * @param title what it shows, drawn above it
 * @param caption what to see in it, printed below it in a report
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the series, drawn in order
 */
public record Figure(
    String name, String title, String caption, Axis x, Axis y, List<Series> series) {
  /** Checks the name and that there is something to draw. */
  public Figure {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(x, "x");
    Objects.requireNonNull(y, "y");
    series = List.copyOf(series);
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "figure name '" + name + "': allowed are lower-case words joined by hyphens");
    }
    if (series.isEmpty()) {
      throw new IllegalArgumentException("figure '" + name + "' has no series");
    }
    if (x.scale() == Axis.Scale.CATEGORY && y.scale() == Axis.Scale.CATEGORY) {
      throw new IllegalArgumentException(
          "figure '" + name + "' has names on both axes: allowed is one");
    }
  }

  /** Whether values are measured along the horizontal axis, names standing on the vertical one. */
  boolean horizontal() {
    return y.scale() == Axis.Scale.CATEGORY;
  }
}
