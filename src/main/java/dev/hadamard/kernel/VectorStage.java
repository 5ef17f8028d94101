package dev.hadamard.kernel;

/**
 * One stage of a long kernel: from x and what the stage before left in {@code stage} to {@code
 * stage} or y.
 *
 * <p>All kernels run their stages through the one call in {@link #run}. A call that reaches three
 * stages or more the compiler does not inline: each stage is compiled alone, keeps its own profile,
 * and stays within the limits on size and depth beyond which vectors are allocated. One or two it
 * would inline into whatever called them first, so {@link #of} adds stages that do nothing.
 */
interface VectorStage {
  /** Whole vectors: n is a multiple of the vector length and at most a chunk. */
  void apply(double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n);

  /** The stages of a kernel, at least three: see above. */
  static VectorStage[] of(VectorStage... stages) {
    int idle = Math.max(0, 3 - stages.length);
    VectorStage[] all = new VectorStage[idle + stages.length];
    if (idle > 0) {
      all[0] = (x, xOffset, y, yOffset, stage, n) -> {};
    }
    if (idle > 1) {
      all[1] = (x, xOffset, y, yOffset, stage, n) -> {};
    }
    System.arraycopy(stages, 0, all, idle, stages.length);
    return all;
  }

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
