package dev.hadamard.reproduce.figure;

import java.util.List;

/** The shapes of markers, as polygons of about the same area around the origin. */
enum Marker {
  CIRCLE(),
  SQUARE(-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9),
  TRIANGLE(0, -1.25, 1.15, 0.85, -1.15, 0.85),
  DIAMOND(0, -1.3, 1.2, 0, 0, 1.3, -1.2, 0),
  TRIANGLE_DOWN(0, 1.25, 1.15, -0.85, -1.15, -0.85),
  CROSS(
      -1.2, -0.4, -0.4, -0.4, -0.4, -1.2, 0.4, -1.2, 0.4, -0.4, 1.2, -0.4, 1.2, 0.4, 0.4, 0.4, 0.4,
      1.2, -0.4, 1.2, -0.4, 0.4, -1.2, 0.4);

  private static final List<Marker> ALL = List.of(values());

  @SuppressWarnings("ImmutableEnumChecker") // Never changed.
  private final double[] corners;

  Marker(double... corners) {
    this.corners = corners;
  }

  static Marker ofSeries(int index) {
    return ALL.get(index % ALL.size());
  }

  /** The corners x, y, x, y, ... of the marker at a place; none for the circle. */
  double[] corners(double x, double y, double radius) {
    double[] placed = new double[corners.length];
    for (int i = 0; i < corners.length; i += 2) {
      placed[i] = x + radius * corners[i];
      placed[i + 1] = y + radius * corners[i + 1];
    }
    return placed;
  }
}
