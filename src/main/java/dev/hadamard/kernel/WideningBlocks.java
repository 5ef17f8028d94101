package dev.hadamard.kernel;

/**
 * Single precision through a kernel in double precision: the results are those of {@code (float)
 * f((double) x)}. Uses one scratch array of at most {@link #BLOCK} elements per argument and call.
 */
final class WideningBlocks {
  private static final int BLOCK = 512;

  private WideningBlocks() {}

  /** An array kernel in double precision. */
  interface Kernel {
    void apply(double[] x, int xOffset, double[] y, int yOffset, int n);
  }

  /** An array kernel of two arguments in double precision. */
  interface BinaryKernel {
    void apply(double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n);
  }

  static void apply(Kernel kernel, float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] scratch = new double[Math.min(n, BLOCK)];
    for (int i = 0; i < n; i += BLOCK) {
      int length = Math.min(BLOCK, n - i);
      widen(x, xOffset + i, scratch, length);
      kernel.apply(scratch, 0, scratch, 0, length);
      narrow(scratch, y, yOffset + i, length);
    }
  }

  static void apply(
      BinaryKernel kernel,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] z,
      int zOffset,
      int n) {
    double[] first = new double[Math.min(n, BLOCK)];
    double[] second = new double[Math.min(n, BLOCK)];
    for (int i = 0; i < n; i += BLOCK) {
      int length = Math.min(BLOCK, n - i);
      widen(x, xOffset + i, first, length);
      widen(y, yOffset + i, second, length);
      kernel.apply(first, 0, second, 0, first, 0, length);
      narrow(first, z, zOffset + i, length);
    }
  }

  private static void widen(float[] source, int offset, double[] target, int n) {
    for (int i = 0; i < n; i++) {
      target[i] = source[offset + i];
    }
  }

  private static void narrow(double[] source, float[] target, int offset, int n) {
    for (int i = 0; i < n; i++) {
      target[offset + i] = (float) source[i];
    }
  }
}
