package dev.hadamard.gp;

import java.util.Arrays;

/** An axis of a grid with points at any distances. */
public final class PointAxis implements GridAxis {
  private final double[] points;

  private PointAxis(double[] points) {
    this.points = points;
  }

  /**
   * An axis.
   *
   * @param points at least 2, each above the one before
   * @return the axis
   */
  public static PointAxis of(double... points) {
    Requirements.finite("points", points);
    if (points.length < 2) {
      throw new IllegalArgumentException(
          "points has length " + points.length + ": must have at least 2");
    }
    for (int i = 1; i < points.length; i++) {
      if (!(points[i] > points[i - 1])) {
        throw new IllegalArgumentException(
            "points["
                + i
                + "] is "
                + points[i]
                + ": must be above points["
                + (i - 1)
                + "] = "
                + points[i - 1]);
      }
    }
    return new PointAxis(points.clone());
  }

  @Override
  public int size() {
    return points.length;
  }

  @Override
  public double[] points() {
    return points.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointAxis a && Arrays.equals(a.points, points);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(points);
  }

  @Override
  public String toString() {
    return "PointAxis("
        + points.length
        + " points from "
        + points[0]
        + " to "
        + points[points.length - 1]
        + ")";
  }
}
