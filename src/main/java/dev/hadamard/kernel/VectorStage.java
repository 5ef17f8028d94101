package dev.hadamard.kernel;

/**
 * One stage of a long kernel: from x and what the stage before left in {@code stage} to {@code
 * stage} or y.
 *
 * <p>All kernels run their stages through the one call in {@link #run}. With three stages or more
 * the compiler does not inline it: each stage is compiled alone and stays within the limit on the
 * size of a loop beyond which vectors are allocated. Two stages it would inline both in a program
 * that uses no other kernel of stages, and allocate; so a kernel has one stage, or three and more.
 */
interface VectorStage {
  /** Whole vectors: n is a multiple of the vector length and at most a chunk. */
  void apply(double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n);

  /** Runs the stages chunk by chunk over whole vectors. */
  static void run(VectorStage[] stages, double[] x, int xOffset, double[] y, int yOffset, int n) {
    if (stages.length == 2) {
      throw new IllegalArgumentException("2 stages: must be 1, or 3 and more");
    }
    double[] stage = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += ElementwiseScratch.CHUNK) {
      int count = Math.min(ElementwiseScratch.CHUNK, n - i);
      for (VectorStage next : stages) {
        next.apply(x, xOffset + i, y, yOffset + i, stage, count);
      }
    }
  }
}
