package dev.hadamard.reproduce.figure;

import java.util.List;
import java.util.Objects;

/**
 * An axis of a figure.
 *
 * @param label what is measured along it, with its unit in parentheses if it has one
 * @param scale how numbers become distances
 * @param lower where it begins, or NaN to begin where the data do
 * @param upper where it ends, or NaN to end where the data do
 * @param categories for a {@link Scale#CATEGORY} axis the names at 0, 1, 2, ...; else empty
 */
public record Axis(String label, Scale scale, double lower, double upper, List<String> categories) {
  /** How numbers become distances along an axis. */
  public enum Scale {
    /** Equal differences are equal distances. */
    LINEAR,
    /** Equal ratios are equal distances; numbers that are not positive are not drawn. */
    LOG,
    /** Whole numbers from 0 that stand for names. */
    CATEGORY
  }

  /** Checks the range. */
  public Axis {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(scale, "scale");
    categories = List.copyOf(categories);
    if (scale == Scale.LOG && (lower <= 0 || upper <= 0)) {
      throw new IllegalArgumentException(
          "axis '" + label + "' from " + lower + " to " + upper + ": a log axis is positive");
    }
    if (lower >= upper || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "axis '" + label + "' from " + lower + " to " + upper + ": allowed is lower < upper");
    }
    if ((scale == Scale.CATEGORY) == categories.isEmpty()) {
      throw new IllegalArgumentException("axis '" + label + "': names go with a category axis");
    }
  }

  /**
   * A linear axis over the range of the data.
   *
   * @param label what is measured, with its unit in parentheses
   * @return the axis
   */
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Double.NaN, Double.NaN, List.of());
  }

  /**
   * A logarithmic axis over the range of the positive data.
   *
   * @param label what is measured, with its unit in parentheses
   * @return the axis
   */
  public static Axis log(String label) {
    return new Axis(label, Scale.LOG, Double.NaN, Double.NaN, List.of());
  }

  /**
   * An axis of names.
   *
   * @param label what is named; may be empty
   * @param names the names at 0, 1, 2, ...
   * @return the axis
   */
  public static Axis categories(String label, List<String> names) {
    return new Axis(label, Scale.CATEGORY, Double.NaN, Double.NaN, names);
  }

  /**
   * The same axis over a given range.
   *
   * @param from where it begins
   * @param to where it ends
   * @return the axis
   */
  public Axis from(double from, double to) {
    return new Axis(label, scale, from, to, categories);
  }
}
