package dev.hadamard.kernel;

/** The loops of {@link GoldsteinUniform}, arguments checked. */
interface GoldsteinKernels {
  /** The difference of roots and what the trapezoidal sum needs. */
  void prepare(double[] x, int xOffset, double[] y, int yOffset, GoldsteinScratch scratch, int n);

  /** The trapezoidal sum. */
  void sum(GoldsteinScratch scratch, int n);

  /** J and 1 - J from the sum, the exponential and erfcx. */
  void finish(
      GoldsteinScratch scratch,
      double[] value,
      int valueOffset,
      double[] rest,
      int restOffset,
      int n);
}
