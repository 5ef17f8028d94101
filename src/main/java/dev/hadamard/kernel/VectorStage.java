package dev.hadamard.kernel;

/**
 * One stage of a long kernel: from x and what the stage before left in {@code stage} to {@code
 * stage} or y.
 *
 * <p>All kernels run their stages through the one call in {@link #run}, which the compiler
 * therefore never inlines: each stage is compiled alone and stays within the limit on the size of a
 * loop beyond which vectors are allocated.
 */
interface VectorStage {
  /** Whole vectors: n is a multiple of the vector length and at most a chunk. */
  void apply(double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n);

  /** Runs the stages chunk by chunk over whole vectors. */
  static void run(VectorStage[] stages, double[] x, int xOffset, double[] y, int yOffset, int n) {
    double[] stage = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += ElementwiseScratch.CHUNK) {
      int count = Math.min(ElementwiseScratch.CHUNK, n - i);
      for (VectorStage next : stages) {
        next.apply(x, xOffset + i, y, yOffset + i, stage, count);
      }
    }
  }
}
