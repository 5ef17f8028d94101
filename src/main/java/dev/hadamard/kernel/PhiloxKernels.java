package dev.hadamard.kernel;

/** Philox words and uniforms for whole superblocks; see {@link Philox} for their order. */
interface PhiloxKernels {
  /** Writes {@code superblocks * 64} words. */
  void words(long seed, long stream, long firstSuperblock, int superblocks, long[] out, int offset);

  /** Writes {@code superblocks * 64} uniforms. */
  void uniforms(
      long seed,
      long stream,
      long firstSuperblock,
      int superblocks,
      UniformInterval interval,
      double[] out,
      int offset);
}
