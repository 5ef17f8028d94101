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

  /** As many finite values as finite, increasing times. */
  static void series(double[] times, double[] signal) {
    if (signal.length != times.length) {
      throw new IllegalArgumentException(
          "signal has %d values: must have the %d of times".formatted(signal.length, times.length));
    }
    for (int i = 0; i < times.length; i++) {
      finite("times[" + i + "]", times[i]);
      finite("signal[" + i + "]", signal[i]);
      if (i > 0 && !(times[i] > times[i - 1])) {
        throw new IllegalArgumentException(
            "times[%d] is %s: must be above times[%d], %s"
                .formatted(i, times[i], i - 1, times[i - 1]));
      }
    }
  }

  static void morePoints(double[] times, int free) {
    if (times.length <= free) {
      throw new IllegalArgumentException(
          "times has %d points: must have more than the %d parameters of the fit"
              .formatted(times.length, free));
    }
  }
}
