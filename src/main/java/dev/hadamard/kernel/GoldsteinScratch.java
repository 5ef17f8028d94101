package dev.hadamard.kernel;

/** The arrays between the loops of {@link GoldsteinUniform}: they stay in the first-level cache. */
final class GoldsteinScratch {
  static final int CHUNK = 128;

  private static final ThreadLocal<GoldsteinScratch> OF_THREAD =
      ThreadLocal.withInitial(GoldsteinScratch::new);

  /** √x - √y, its correction, and its absolute value. */
  final double[] difference = new double[CHUNK];

  final double[] tail = new double[CHUNK];
  final double[] absolute = new double[CHUNK];

  /** -d², later e^(-d²). */
  final double[] exponential = new double[CHUNK];

  /** 1/√(xy), B, and the two constants of the summands. */
  final double[] inverse = new double[CHUNK];

  final double[] b = new double[CHUNK];
  final double[] root = new double[CHUNK];
  final double[] beta = new double[CHUNK];

  /** 1/(4π (xy)^(1/4)), later times the sum. */
  final double[] smooth = new double[CHUNK];

  final double[] erfcx = new double[CHUNK];

  private GoldsteinScratch() {}

  static GoldsteinScratch ofThread() {
    return OF_THREAD.get();
  }
}
