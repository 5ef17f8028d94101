package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/** Checks of parameters that are numbers or arrays. */
final class ArrayChecks {
  private ArrayChecks() {}

  static void requireNonNegative(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (!(v >= 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be finite and at least 0");
      }
    }
  }

  static void requirePositive(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (!(v > 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be finite and positive");
      }
    }
  }
}
