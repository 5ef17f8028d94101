package dev.hadamard.kernel;

/** Chains of rotations of neighbouring rows. */
interface RotationKernels {
  /**
   * Applies {@code count} rotations, from the last row up: rotation k, c = cosine[from + k] and s =
   * sine[from + k], replaces (x, y) by (c x + s y, c y - s x), where y is the row at {@code last -
   * (k + 1) stride} and x the row below it; the second product of each is rounded, the first fused.
   */
  void chain(
      int count,
      double[] cosine,
      double[] sine,
      int from,
      double[] rows,
      int last,
      int stride,
      int columns);
}
