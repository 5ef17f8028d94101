package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.Arrays;

/**
 * Scaling by powers of two, which keeps products and tolerances in range and rounds nothing within
 * the range of normal numbers.
 */
final class PowerOfTwo {
  /** A factor of two to this power is a number, and so is its reciprocal. */
  private static final int MOST = 1000;

  private PowerOfTwo() {}

  /** The exponent of a number in [1, 2) times a power of two; 0 for 0. */
  static int exponent(double v) {
    return v == 0 ? 0 : Math.getExponent(v);
  }

  /** x 2^e, where e may be beyond the exponents of numbers. */
  static NdArray times(NdArray x, int e) {
    NdArray y = x;
    int rest = e;
    while (rest != 0) {
      int step = Math.max(-MOST, Math.min(rest, MOST));
      y = y.times(Math.scalb(1.0, step));
      rest -= step;
    }
    return y;
  }

  /** Row i of a vector or matrix times 2^e_i. */
  static NdArray timesRows(NdArray x, int[] e) {
    int[] rest = e.clone();
    int[] shape = new int[x.rank()];
    Arrays.fill(shape, 1);
    shape[0] = rest.length;
    NdArray y = x;
    while (Arrays.stream(rest).anyMatch(v -> v != 0)) {
      double[] factors = new double[rest.length];
      for (int i = 0; i < rest.length; i++) {
        int step = Math.max(-MOST, Math.min(rest[i], MOST));
        factors[i] = Math.scalb(1.0, step);
        rest[i] -= step;
      }
      y = y.times(NdArray.wrap(factors, shape));
    }
    return y;
  }
}
