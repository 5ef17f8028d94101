package dev.hadamard.chromatography;

/** Argument checks of the package. */
final class Requirements {
  private Requirements() {}

  static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be positive and finite");
    }
    return value;
  }

  /** The length of a rectangular pulse. */
  static double duration(double value) {
    if (value == 0) {
      throw new IllegalArgumentException(
          "duration is 0.0: must be positive; an infinitely short pulse is a DiracPulse");
    }
    return positive("duration", value);
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be at least 0 and finite");
    }
    return value;
  }

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be finite");
    }
    return value;
  }
}
