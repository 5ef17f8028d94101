package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/** For solvers whose steps are not array operations: a derivative through them would be 0. */
final class PlainNumbers {
  private PlainNumbers() {}

  static void require(String solver, NdArray start, NdArray parameters) {
    if (start.isDifferentiated() || parameters.isDifferentiated()) {
      throw new IllegalArgumentException(
          solver
              + " was given parameters under differentiation: its iterations must not be"
              + " differentiated; use implicit mode or CustomRoot");
    }
  }
}
