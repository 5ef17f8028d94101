package dev.hadamard.gp;

/**
 * An axis of a grid: equally spaced points that include both ends.
 *
 * @param from the first point
 * @param to the last point, above the first
 * @param size the number of points, at least 2
 */
public record UniformAxis(double from, double to, int size) implements GridAxis {
  /** Checks the axis. */
  public UniformAxis {
    Requirements.finite("from", from);
    Requirements.finite("to", to);
    if (!(to > from)) {
      throw new IllegalArgumentException("to is " + to + ": must be above from = " + from);
    }
    if (size < 2) {
      throw new IllegalArgumentException("size is " + size + ": must be at least 2");
    }
    if (!(from + (to - from) / (size - 1) > from)) {
      throw new IllegalArgumentException(
          "size is " + size + ": the points of [" + from + ", " + to + "] would coincide");
    }
  }

  /**
   * The length of the axis.
   *
   * @return to - from
   */
  public double length() {
    return to - from;
  }

  /**
   * The distance of neighbours.
   *
   * @return length / (size - 1)
   */
  public double spacing() {
    return (to - from) / (size - 1);
  }

  /**
   * The highest frequency that the grid can tell from lower ones.
   *
   * @return ½ / spacing, in cycles per unit length
   */
  public double nyquist() {
    return 0.5 / spacing();
  }

  /**
   * The middle.
   *
   * @return (from + to) / 2
   */
  public double center() {
    return from + (to - from) / 2;
  }

  /**
   * A point.
   *
   * @param i its index
   * @return from + i spacing; exactly {@code to} for the last
   */
  public double point(int i) {
    return i == size - 1 ? to : from + (to - from) * i / (size - 1);
  }

  /**
   * All points.
   *
   * @return a new array
   */
  @Override
  public double[] points() {
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = point(i);
    }
    return x;
  }

  /**
   * The distances of the points from the first.
   *
   * @return a new array
   */
  public double[] lags() {
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = (to - from) * i / (size - 1);
    }
    return x;
  }

  /**
   * The same interval with other points.
   *
   * @param newSize their number
   * @return a new axis
   */
  public UniformAxis withSize(int newSize) {
    return new UniformAxis(from, to, newSize);
  }
}
