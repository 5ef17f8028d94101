package dev.hadamard.excursion;

/** Argument checks of the excursion package. */
final class Requirements {
  private Requirements() {}

  static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be positive and finite");
    }
    return value;
  }

  static double time(double t) {
    if (!(t >= 0)) {
      throw new IllegalArgumentException("t is " + t + ": must be at least 0");
    }
    return t;
  }
}
