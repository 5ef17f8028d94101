package dev.hadamard.kernel;

/**
 * Room for the intermediate values of one chunk of an array, one per thread.
 *
 * <p>The compiler inlines only so much into one loop, and a vector that crosses a call that is not
 * inlined is allocated. Long kernels therefore run in stages over chunks that stay in the nearest
 * cache; single precision runs as double precision on widened chunks.
 */
final class ElementwiseScratch {
  /** Elements in a chunk: a multiple of every vector length. */
  static final int CHUNK = 256;

  /** Where a kernel of double precision keeps its intermediate values. */
  static final int STAGE = 0;

  /** Where the widened floats of a chunk stand. */
  static final int WIDENED = CHUNK;

  /** Where the widened second arguments of a chunk stand. */
  static final int WIDENED_SECOND = 2 * CHUNK;

  private static final ThreadLocal<double[]> ROOM =
      ThreadLocal.withInitial(() -> new double[3 * CHUNK]);

  private ElementwiseScratch() {}

  static double[] ofThread() {
    return ROOM.get();
  }
}
