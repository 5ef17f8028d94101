package dev.hadamard.kernel;

/** The loop of {@link FourierSeries}, arguments checked. */
interface FourierSeriesKernels {
  /** The real parts of the sums. */
  void sum(
      double[] re,
      double[] im,
      int terms,
      double[] cos,
      double[] sin,
      double[] out,
      int outOffset,
      int n);
}
