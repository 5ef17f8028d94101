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
    Scratch scratch = Scratch.OF_THREAD.get();
    long[] halves = scratch.halves;
    long[] keys = scratch.keys(seed);
    for (int s = 0; s < superblocks; s++) {
      int base = offset + s * Philox.SUPERBLOCK;
      for (int lane = 0; lane < LANES; lane += L) {
        block(keys, stream, Philox.counter(firstSuperblock + s, lane), halves);
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
    Scratch scratch = Scratch.OF_THREAD.get();
    long[] halves = scratch.halves;
    long[] keys = scratch.keys(seed);
    long plus = interval == UniformInterval.OPEN_CLOSED ? 1 : 0;
    long or = interval == UniformInterval.OPEN ? 1 : 0;
    for (int s = 0; s < superblocks; s++) {
      int base = offset + s * Philox.SUPERBLOCK;
      for (int lane = 0; lane < LANES; lane += L) {
        block(keys, stream, Philox.counter(firstSuperblock + s, lane), halves);
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

  /** The words of a block on their way, and the keys of the rounds, two for each. */
  private static final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final long[] halves = new long[4 * L];
    private final long[] keys = new long[2 * Philox.ROUNDS];

    long[] keys(long seed) {
      keys[0] = seed & Philox.LOW_32;
      keys[1] = seed >>> 32;
      for (int i = 2; i < keys.length; i++) {
        keys[i] = (keys[i - 2] + (i % 2 == 0 ? Philox.W0 : Philox.W1)) & Philox.LOW_32;
      }
      return keys;
    }
  }

  /** Both words of L consecutive counters: the first words, then the second. */
  private static void block(long[] keys, long stream, long counter, long[] halves) {
    firstRounds(keys, stream, counter, halves);
    lastRounds(keys, halves);
  }

  /**
   * Five rounds, one after the other: vectors carried around a loop are allocated, and all ten are
   * more than the compiler takes. The last five are written again below, not called with other
   * keys: first words that come through memory too cost up to half of the speed, because stores of
   * 64 bytes that cross a line of the cache are not forwarded to loads.
   */
  private static void firstRounds(long[] keys, long stream, long counter, long[] halves) {
    LongVector count = IOTA.add(counter);
    LongVector x0 = count.and(Philox.LOW_32);
    LongVector x1 = count.lanewise(VectorOperators.LSHR, 32);
    LongVector x2 = LongVector.broadcast(S, stream & Philox.LOW_32);
    LongVector x3 = LongVector.broadcast(S, stream >>> 32);
    // Operands of 32 bits let the compiler use the 32 x 32 -> 64 multiplication; upper halves are
    // garbage in between.
    LongVector p0 = x0.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q0 = x2.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u1 =
        q0.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, x1.lanewise(VectorOperators.XOR, keys[0]));
    LongVector v1 =
        p0.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, x3.lanewise(VectorOperators.XOR, keys[1]));
    LongVector p1 = u1.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q1 = v1.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u2 =
        q1.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q0.lanewise(VectorOperators.XOR, keys[2]));
    LongVector v2 =
        p1.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p0.lanewise(VectorOperators.XOR, keys[3]));
    LongVector p2 = u2.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q2 = v2.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u3 =
        q2.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q1.lanewise(VectorOperators.XOR, keys[4]));
    LongVector v3 =
        p2.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p1.lanewise(VectorOperators.XOR, keys[5]));
    LongVector p3 = u3.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q3 = v3.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u4 =
        q3.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q2.lanewise(VectorOperators.XOR, keys[6]));
    LongVector v4 =
        p3.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p2.lanewise(VectorOperators.XOR, keys[7]));
    LongVector p4 = u4.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q4 = v4.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u5 =
        q4.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q3.lanewise(VectorOperators.XOR, keys[8]));
    LongVector v5 =
        p4.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p3.lanewise(VectorOperators.XOR, keys[9]));
    u5.intoArray(halves, 0);
    q4.intoArray(halves, L);
    v5.intoArray(halves, 2 * L);
    p4.intoArray(halves, 3 * L);
  }

  private static void lastRounds(long[] keys, long[] halves) {
    LongVector x0 = LongVector.fromArray(S, halves, 0);
    LongVector x1 = LongVector.fromArray(S, halves, L);
    LongVector x2 = LongVector.fromArray(S, halves, 2 * L);
    LongVector x3 = LongVector.fromArray(S, halves, 3 * L);
    LongVector p5 = x0.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q5 = x2.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u6 =
        q5.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, x1.lanewise(VectorOperators.XOR, keys[10]));
    LongVector v6 =
        p5.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, x3.lanewise(VectorOperators.XOR, keys[11]));
    LongVector p6 = u6.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q6 = v6.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u7 =
        q6.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q5.lanewise(VectorOperators.XOR, keys[12]));
    LongVector v7 =
        p6.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p5.lanewise(VectorOperators.XOR, keys[13]));
    LongVector p7 = u7.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q7 = v7.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u8 =
        q7.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q6.lanewise(VectorOperators.XOR, keys[14]));
    LongVector v8 =
        p7.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p6.lanewise(VectorOperators.XOR, keys[15]));
    LongVector p8 = u8.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q8 = v8.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u9 =
        q8.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q7.lanewise(VectorOperators.XOR, keys[16]));
    LongVector v9 =
        p8.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p7.lanewise(VectorOperators.XOR, keys[17]));
    LongVector p9 = u9.and(Philox.LOW_32).mul(Philox.M0);
    LongVector q9 = v9.and(Philox.LOW_32).mul(Philox.M1);
    LongVector u10 =
        q9.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, q8.lanewise(VectorOperators.XOR, keys[18]));
    LongVector v10 =
        p9.lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, p8.lanewise(VectorOperators.XOR, keys[19]));
    q9.lanewise(VectorOperators.LSHL, 32).or(u10.and(Philox.LOW_32)).intoArray(halves, 0);
    p9.lanewise(VectorOperators.LSHL, 32).or(v10.and(Philox.LOW_32)).intoArray(halves, L);
  }
}
