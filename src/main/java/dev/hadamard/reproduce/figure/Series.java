package dev.hadamard.reproduce.figure;

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
    BARS
  }

  private final String name;
  private final Style style;
  private final double[] x;
  private final double[] y;
  private final double[] error;

  private Series(String name, Style style, double[] x, double[] y, double[] error) {
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
