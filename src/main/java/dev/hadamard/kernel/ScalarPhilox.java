package dev.hadamard.kernel;

/** The scalar twin: the definition of every Philox word. */
final class ScalarPhilox implements PhiloxKernels {
  private static final int LANES = Philox.SUPERBLOCK / 2;

  @Override
  public void words(
      long seed, long stream, long firstSuperblock, int superblocks, long[] out, int offset) {
    long[] pair = new long[2];
    for (int s = 0; s < superblocks; s++) {
      for (int lane = 0; lane < LANES; lane++) {
        Philox.block(seed, stream, Philox.counter(firstSuperblock + s, lane), pair);
        int i = offset + s * Philox.SUPERBLOCK + lane;
        out[i] = pair[0];
        out[i + LANES] = pair[1];
      }
    }
  }

  @Override
  public void uniforms(
      long seed,
      long stream,
      long firstSuperblock,
      int superblocks,
      UniformInterval interval,
      double[] out,
      int offset) {
    long[] pair = new long[2];
    for (int s = 0; s < superblocks; s++) {
      for (int lane = 0; lane < LANES; lane++) {
        Philox.block(seed, stream, Philox.counter(firstSuperblock + s, lane), pair);
        int i = offset + s * Philox.SUPERBLOCK + lane;
        out[i] = interval.of(pair[0]);
        out[i + LANES] = interval.of(pair[1]);
      }
    }
  }
}
