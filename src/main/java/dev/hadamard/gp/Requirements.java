package dev.hadamard.gp;

/** Argument checks of the package. */
final class Requirements {
  private static final double MAX_LOGARITHM = 300;

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

  static void sameLength(String first, double[] a, String second, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          second + " has length " + b.length + ": must be that of " + first + ", " + a.length);
    }
  }
}
