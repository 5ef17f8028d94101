package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;

/**
 * Finds where a path crosses a level: changes of sign on the grid, with the time within the step by
 * interpolation, linear or by the cubic through values and slopes.
 *
 * <p>A point exactly on the level counts with the side of the point before it (at the start, of the
 * first point off the level), so that each change of sides is counted once, and touching the level
 * is no crossing. What happens between two grid points on one side is not seen: {@link
 * SubgridCrossings} puts back what a model expects there. Immutable.
 */
public final class CrossingDetector {
  private static final int BISECTIONS = 60;

  private final boolean hermite;

  private CrossingDetector(boolean hermite) {
    this.hermite = hermite;
  }

  /**
   * Linear interpolation between the two values.
   *
   * @return the detector
   */
  public static CrossingDetector linear() {
    return new CrossingDetector(false);
  }

  /**
   * Cubic interpolation of values and slopes, for paths that have slopes, as those of {@link
   * StateSpaceSimulator} do.
   *
   * @return the detector
   */
  public static CrossingDetector hermite() {
    return new CrossingDetector(true);
  }

  /**
   * The zero crossings of a path.
   *
   * @param path the path
   * @return its crossings of 0
   */
  public Crossings zeroCrossings(GaussianPath path) {
    return crossings(path, 0);
  }

  /**
   * The crossings of a level.
   *
   * @param path the path
   * @param level u, finite
   * @return the crossings
   * @throws IllegalArgumentException if a value is not finite, or the detector needs slopes that
   *     the path does not have
   * @throws IllPosedProblemException if every value is on the level
   */
  public Crossings crossings(GaussianPath path, double level) {
    CrossingTimes crossings = new CrossingTimes(level);
    double[] x = path.values();
    if (hermite && path.slopes().length == 0) {
      throw new IllegalArgumentException("path has no slopes: must have them for cubic crossings");
    }
    for (int i = 0; i < x.length; i++) {
      CrossingTimes.requireFinite(x, i);
      if (crossings.crosses(x[i])) {
        crossings.add((i - 1 + within(path, i - 1, level)) * path.step());
      }
    }
    return crossings.crossings(path.duration());
  }

  /** The crossing as a fraction of the step from point i to the next. */
  private double within(GaussianPath path, int i, double level) {
    double a = path.values()[i] - level;
    double b = path.values()[i + 1] - level;
    if (!hermite || a == 0) {
      return a / (a - b);
    }
    double slopeA = path.slopes()[i] * path.step();
    double slopeB = path.slopes()[i + 1] * path.step();
    double low = 0;
    double high = 1;
    for (int k = 0; k < BISECTIONS; k++) {
      double s = (low + high) / 2;
      double t = 1 - s;
      double value =
          t * t * ((1 + 2 * s) * a + s * slopeA) + s * s * ((1 + 2 * t) * b - t * slopeB);
      if (value > 0 == a > 0) {
        low = s;
      } else {
        high = s;
      }
    }
    return (low + high) / 2;
  }
}
