package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Philox in vectors: one counter per lane. */
final class VectorPhilox implements PhiloxKernels {
  private static final VectorSpecies<Long> S = VectorWidth.LONG;
  private static final int L = S.length();
  private static final int LANES = Philox.SUPERBLOCK / 2;
  private static final LongVector IOTA = LongVector.zero(S).addIndex(1);

  /** Exponents that turn the low and high 32 bits of an integer into exact doubles. */
  private static final long TWO_52 = 0x4330000000000000L;

  private static final long TWO_84 = 0x4530000000000000L;
  private static final double TWO_84_PLUS_TWO_52 = 0x1p84 + 0x1p52;

  @Override
  public void words(
      long seed, long stream, long firstSuperblock, int superblocks, long[] out, int offset) {
    long[] halves = new long[2 * L];
    for (int s = 0; s < superblocks; s++) {
      int base = offset + s * Philox.SUPERBLOCK;
      for (int lane = 0; lane < LANES; lane += L) {
        block(seed, stream, Philox.counter(firstSuperblock + s, lane), halves);
        LongVector.fromArray(S, halves, 0).intoArray(out, base + lane);
        LongVector.fromArray(S, halves, L).intoArray(out, base + lane + LANES);
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
    long[] halves = new long[2 * L];
    long plus = interval == UniformInterval.OPEN_CLOSED ? 1 : 0;
    long or = interval == UniformInterval.OPEN ? 1 : 0;
    for (int s = 0; s < superblocks; s++) {
      int base = offset + s * Philox.SUPERBLOCK;
      for (int lane = 0; lane < LANES; lane += L) {
        block(seed, stream, Philox.counter(firstSuperblock + s, lane), halves);
        uniform(LongVector.fromArray(S, halves, 0), plus, or).intoArray(out, base + lane);
        uniform(LongVector.fromArray(S, halves, L), plus, or).intoArray(out, base + lane + LANES);
      }
    }
  }

  /** m 2⁻⁵³ with m the upper 53 bits; exact, so that it equals the scalar conversion. */
  private static DoubleVector uniform(LongVector words, long plus, long or) {
    LongVector m = words.lanewise(VectorOperators.LSHR, 11).add(plus).or(or);
    DoubleVector low = m.and(Philox.LOW_32).or(TWO_52).reinterpretAsDoubles();
    DoubleVector high = m.lanewise(VectorOperators.LSHR, 32).or(TWO_84).reinterpretAsDoubles();
    return high.sub(TWO_84_PLUS_TWO_52).add(low).mul(0x1p-53);
  }

  /** Both words of L consecutive counters; a small array carries the two vectors. */
  private static void block(long seed, long stream, long counter, long[] halves) {
    LongVector count = IOTA.add(counter);
    LongVector x0 = count.and(Philox.LOW_32);
    LongVector x1 = count.lanewise(VectorOperators.LSHR, 32);
    LongVector x2 = LongVector.broadcast(S, stream & Philox.LOW_32);
    LongVector x3 = LongVector.broadcast(S, stream >>> 32);
    long k0 = seed & Philox.LOW_32;
    long k1 = seed >>> 32;
    for (int round = 0; round < Philox.ROUNDS; round++) {
      // The operands have 32 bits, which lets the compiler use the 32 x 32 -> 64 multiplication.
      LongVector p0 = x0.and(Philox.LOW_32).mul(Philox.M0);
      LongVector p1 = x2.and(Philox.LOW_32).mul(Philox.M1);
      LongVector y0 =
          p1.lanewise(VectorOperators.LSHR, 32)
              .lanewise(VectorOperators.XOR, x1.lanewise(VectorOperators.XOR, k0));
      LongVector y2 =
          p0.lanewise(VectorOperators.LSHR, 32)
              .lanewise(VectorOperators.XOR, x3.lanewise(VectorOperators.XOR, k1));
      x0 = y0;
      // Upper halves are garbage from here on: masked where a factor is used, and at the end.
      x1 = p1;
      x2 = y2;
      x3 = p0;
      k0 = (k0 + Philox.W0) & Philox.LOW_32;
      k1 = (k1 + Philox.W1) & Philox.LOW_32;
    }
    x1.lanewise(VectorOperators.LSHL, 32).or(x0.and(Philox.LOW_32)).intoArray(halves, 0);
    x3.lanewise(VectorOperators.LSHL, 32).or(x2.and(Philox.LOW_32)).intoArray(halves, L);
  }
}
