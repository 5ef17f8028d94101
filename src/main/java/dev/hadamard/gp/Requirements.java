package dev.hadamard.gp;

import java.util.List;
import java.util.Map;

/** Argument checks of the package. */
final class Requirements {
  /** Of a weight or variance: e^ of it squared is still finite. */
  static final double MAX_LOGARITHM = 300;

  private Requirements() {}

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be finite");
    }
    return value;
  }

  static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be positive and finite");
    }
    return value;
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be at least 0 and finite");
    }
    return value;
  }

  static double[] finite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      finite(name + "[" + i + "]", values[i]);
    }
    return values;
  }

  /** The logarithm of a weight or scale: from -∞ to where e^ of it squared is still finite. */
  static double logarithm(String name, double value) {
    if (!(value <= MAX_LOGARITHM)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": must be at most " + MAX_LOGARITHM);
    }
    return value;
  }

  /** A logarithm of something whose powers must not overflow. */
  static double range(String name, double value, double largest) {
    if (!(Math.abs(value) <= largest)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": must be from " + -largest + " to " + largest);
    }
    return value;
  }

  static void count(String name, double[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          name + " has length " + values.length + ": must be " + expected);
    }
  }

  static void axes(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " has length " + length + ": must be the number of axes, " + expected);
    }
  }

  static void order(Covariance k, int order) {
    if (order < 0) {
      throw new IllegalArgumentException("order is " + order + ": must be at least 0");
    }
    if (order > k.maxDerivative()) {
      throw new IllegalArgumentException(
          k
              + " supports derivatives up to order "
              + k.maxDerivative()
              + ", "
              + order
              + " requested");
    }
  }

  static void lags(double[] lags) {
    for (double lag : lags) {
      notNegative("lag", lag);
    }
  }

  /** The values of a map in the order of names: all of them and no others. */
  static double[] named(String name, List<String> names, Map<String, Double> map) {
    double[] values = new double[names.size()];
    for (int i = 0; i < values.length; i++) {
      Double value = map.get(names.get(i));
      if (value == null) {
        throw new IllegalArgumentException(
            name + " has no " + names.get(i) + ": must have " + String.join(", ", names));
      }
      values[i] = value;
    }
    for (String key : map.keySet()) {
      if (!names.contains(key)) {
        throw new IllegalArgumentException(
            name + " has " + key + ": allowed are " + String.join(", ", names));
      }
    }
    return values;
  }

  static void sameLength(String first, double[] a, String second, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          second + " has length " + b.length + ": must be that of " + first + ", " + a.length);
    }
  }
}
