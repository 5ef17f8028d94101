package dev.hadamard.reproduce.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A named sequence of points of a figure. */
public final class Series {
  /** How the points are drawn. */
  public enum Style {
    /** A line through the points. */
    LINE,
    /** A marker at each point. */
    SCATTER,
    /** A bar from zero to each point, along the axis that is not one of categories. */
    BARS,
    /** A filled rectangle around each point: one level of a map. */
    CELLS
  }

  private final String name;
  private final Style style;
  private final double[] x;
  private final double[] y;
  private final double[] error;

  /** Width and height of the cells of a map, or 0. */
  private final double width;

  private final double height;

  private Series(String name, Style style, double[] x, double[] y, double[] error) {
    this(name, style, x, y, error, 0, 0);
  }

  private Series(
      String name,
      Style style,
      double[] x,
      double[] y,
      double[] error,
      double width,
      double height) {
    this.width = width;
    this.height = height;
    this.name = Objects.requireNonNull(name, "name");
    this.style = style;
    this.x = x.clone();
    this.y = y.clone();
    this.error = error.clone();
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series '" + name + "' has " + x.length + " x and " + y.length + " y: allowed are equal");
    }
    if (error.length != 0 && error.length != x.length) {
      throw new IllegalArgumentException(
          "series '" + name + "' has " + x.length + " points and " + error.length + " errors");
    }
  }

  /**
   * A line. A point that is not finite interrupts it.
   *
   * @param name the name in the legend
   * @param x the abscissas
   * @param y the ordinates
   * @return the series
   */
  public static Series line(String name, double[] x, double[] y) {
    return new Series(name, Style.LINE, x, y, new double[0]);
  }

  /**
   * Markers.
   *
   * @param name the name in the legend
   * @param x the abscissas
   * @param y the ordinates
   * @return the series
   */
  public static Series scatter(String name, double[] x, double[] y) {
    return new Series(name, Style.SCATTER, x, y, new double[0]);
  }

  /**
   * Bars.
   *
   * @param name the name in the legend
   * @param x the abscissas
   * @param y the ordinates
   * @return the series
   */
  public static Series bars(String name, double[] x, double[] y) {
    return new Series(name, Style.BARS, x, y, new double[0]);
  }

  /**
   * A map of a function on a product of equally spaced points: one series for each range of values,
   * lowest first.
   *
   * @param x at least two abscissas, ascending
   * @param y at least two ordinates, ascending
   * @param values the values, y fastest, finite
   * @param bounds the ends of the ranges, ascending, at least two; what lies beyond is drawn in the
   *     nearest
   * @param names the name of each range in the legend, one fewer than bounds
   * @return the series of a figure without others
   */
  public static List<Series> map(
      double[] x, double[] y, double[] values, double[] bounds, List<String> names) {
    if (x.length < 2 || y.length < 2 || values.length != x.length * y.length) {
      throw new IllegalArgumentException(
          "a map of " + x.length + " by " + y.length + " points has " + values.length + " values");
    }
    if (names.size() != bounds.length - 1) {
      throw new IllegalArgumentException(
          "a map has " + bounds.length + " bounds and " + names.size() + " names");
    }
    double width = (x[x.length - 1] - x[0]) / (x.length - 1);
    double height = (y[y.length - 1] - y[0]) / (y.length - 1);
    List<Series> levels = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      double[] atX = new double[values.length];
      double[] atY = new double[values.length];
      int count = 0;
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new IllegalArgumentException("a map has the value " + values[i]);
        }
        boolean above = k == 0 || values[i] >= bounds[k];
        boolean below = k == names.size() - 1 || values[i] < bounds[k + 1];
        if (above && below) {
          atX[count] = x[i / y.length];
          atY[count++] = y[i % y.length];
        }
      }
      levels.add(
          new Series(
              names.get(k),
              Style.CELLS,
              Arrays.copyOf(atX, count),
              Arrays.copyOf(atY, count),
              new double[0],
              width,
              height));
    }
    return levels;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /**
   * The same series with error bars.
   *
   * @param sizes the half-length of the bar of each point, along the measured axis
   * @return the series
   */
  public Series withErrors(double... sizes) {
    return new Series(name, style, x, y, sizes);
  }

  /**
   * The name in the legend.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * How the points are drawn.
   *
   * @return the style
   */
  public Style style() {
    return style;
  }

  /**
   * The number of points.
   *
   * @return the number
   */
  public int size() {
    return x.length;
  }

  /**
   * An abscissa.
   *
   * @param i the index of the point
   * @return its x
   */
  public double x(int i) {
    return x[i];
  }

  /**
   * An ordinate.
   *
   * @param i the index of the point
   * @return its y
   */
  public double y(int i) {
    return y[i];
  }

  /**
   * The half-length of an error bar.
   *
   * @param i the index of the point
   * @return the length, 0 without error bars
   */
  public double error(int i) {
    return error.length == 0 ? 0 : error[i];
  }

  /**
   * Whether the series has error bars.
   *
   * @return true if it has
   */
  public boolean hasErrors() {
    return error.length > 0;
  }
}
