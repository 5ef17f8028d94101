package dev.hadamard.excursion;

/**
 * A path of a process on a grid. The arrays are not copied: they can be long.
 *
 * @param step the distance of grid points
 * @param values the process
 * @param slopes its derivative at the grid points; empty where it was not simulated
 */
public record GaussianPath(double step, double[] values, double[] slopes) {
  /** Checks the lengths. */
  public GaussianPath {
    Requirements.positive("step", step);
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "values has length " + values.length + ": must be at least 2");
    }
    if (slopes.length != 0 && slopes.length != values.length) {
      throw new IllegalArgumentException(
          "slopes has length " + slopes.length + ": must be 0 or that of values, " + values.length);
    }
  }

  /**
   * A path without slopes.
   *
   * @param step the distance of grid points
   * @param values the process
   * @return the path
   */
  public static GaussianPath of(double step, double[] values) {
    return new GaussianPath(step, values, new double[0]);
  }

  /**
   * The duration.
   *
   * @return the time from the first to the last point
   */
  public double duration() {
    return step * (values.length - 1);
  }
}
