package dev.hadamard.kernel;

/**
 * The summation order of every reduction.
 *
 * <p>A range of up to {@link #BLOCK} elements is summed in strided partials, element i into partial
 * i mod {@link #DOUBLES} (or {@link #FLOATS}), and the partials are combined by halving: p[k] +
 * p[k+16], then 8, 4, 2, 1. A longer range is cut at the largest power-of-two number of blocks
 * below its length, and the sums of the two sides are added. The order is a function of the length
 * only: not of the vector width, not of the number of threads. The error grows like the logarithm
 * of the length.
 */
final class VirtualLanes {
  /** Partials of a sum of doubles: four 512-bit registers. */
  static final int DOUBLES = 32;

  /** Partials of a sum of floats: four 512-bit registers. */
  static final int FLOATS = 64;

  /** Elements of a block: 64 kB of doubles, so that two operands stay in a second-level cache. */
  static final int BLOCK = 8192;

  private VirtualLanes() {}

  /** The sum of one range, given its first element and its length. */
  @FunctionalInterface
  interface RangeSum {
    double of(int from, int length);
  }

  /** The sum of one range, given its first element and its length. */
  @FunctionalInterface
  interface FloatRangeSum {
    float of(int from, int length);
  }

  /** Where a range longer than a block is cut. */
  static int split(int n) {
    return Integer.highestOneBit((n - 1) / BLOCK) * BLOCK;
  }

  /** Sums a range through its blocks. */
  static double sum(int from, int n, RangeSum block) {
    if (n <= BLOCK) {
      return block.of(from, n);
    }
    int half = split(n);
    return sum(from, half, block) + sum(from + half, n - half, block);
  }

  /** Sums a range through its blocks. */
  static float floatSum(int from, int n, FloatRangeSum block) {
    if (n <= BLOCK) {
      return block.of(from, n);
    }
    int half = split(n);
    return floatSum(from, half, block) + floatSum(from + half, n - half, block);
  }

  /** Combines the partials by halving; the array is overwritten. */
  static double combine(double[] partials) {
    for (int half = DOUBLES / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        partials[k] += partials[k + half];
      }
    }
    return partials[0];
  }

  /** Combines the partials by halving; the array is overwritten. */
  static float combine(float[] partials) {
    for (int half = FLOATS / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        partials[k] += partials[k + half];
      }
    }
    return partials[0];
  }
}
