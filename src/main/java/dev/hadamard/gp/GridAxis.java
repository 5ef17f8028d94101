package dev.hadamard.gp;

/** The points of a grid along one axis, ascending. */
public sealed interface GridAxis permits UniformAxis, PointAxis {
  /**
   * The number of points.
   *
   * @return at least 2
   */
  int size();

  /**
   * All points.
   *
   * @return a new array, ascending
   */
  double[] points();
}
