package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the vector kernels of the elementary functions share.
 *
 * <p>The kernels are loops with flat bodies. C2 stops inlining methods of ours after 8000 bytecodes
 * (DesiredMethodLimit), which a few dozen vector operations use up; only the JDK's own vector
 * methods are inlined beyond. A helper called late in a body makes its vectors go through memory:
 * measured 10 to 20 times slower. So the formulas repeat where several functions use them, and the
 * scalar twins are the place to read them.
 */
final class Lanes {
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  static final int LANES = DOUBLES.length();
  static final long SIGN = 0x8000000000000000L;

  /** The scalar twins, for tails and for blocks with an element outside the fast range. */
  static final ScalarElementary SCALAR = new ScalarElementary();

  static final LongVector POWER_0 = half(ExpConstants.POWER, 0);
  static final LongVector POWER_8 = half(ExpConstants.POWER, 8);
  static final LongVector POWER_LOW_0 = half(ExpConstants.POWER_LOW, 0);
  static final LongVector POWER_LOW_8 = half(ExpConstants.POWER_LOW, 8);
  static final LongVector RECIPROCAL_0 = half(LogConstants.RECIPROCAL, 0);
  static final LongVector RECIPROCAL_8 = half(LogConstants.RECIPROCAL, 8);
  static final LongVector LOG_HI_0 = half(LogConstants.LOG_HI, 0);
  static final LongVector LOG_HI_8 = half(LogConstants.LOG_HI, 8);
  static final LongVector LOG_LO_0 = half(LogConstants.LOG_LO, 0);
  static final LongVector LOG_LO_8 = half(LogConstants.LOG_LO, 8);

  private Lanes() {}

  /** Half of a table of 16 as one vector; only used with 8 lanes. */
  private static LongVector half(double[] table, int offset) {
    return LANES == 8
        ? DoubleVector.fromArray(DOUBLES, table, offset).reinterpretAsLongs()
        : LongVector.zero(LONGS);
  }

  /** {@code table[index]} per lane, for fewer than 8 lanes. */
  static DoubleVector lookup(LongVector index, double[] table) {
    DoubleVector result = DoubleVector.broadcast(DOUBLES, table[(int) index.lane(0)]);
    if (LANES > 1) {
      result = result.withLane(1, table[(int) index.lane(1)]);
    }
    if (LANES > 2) {
      result = result.withLane(2, table[(int) index.lane(2)]);
      result = result.withLane(3, table[(int) index.lane(3)]);
    }
    return result;
  }

  /**
   * Where the vector loop of a kernel with look-ups or masks ends: with two lanes they cost more
   * than the arithmetic saves (measured), and the scalar twin does it all.
   */
  static int tableLoopBound(int n) {
    return LANES < 4 ? 0 : DOUBLES.loopBound(n);
  }

  /** Whether every |x| is at most the bound; false with a NaN. */
  static boolean within(DoubleVector x, double bound) {
    return x.abs().compare(VectorOperators.LE, bound).allTrue();
  }

  /** Whether every x is a positive normal number. */
  static boolean normalPositive(DoubleVector x) {
    return x.reinterpretAsLongs()
        .sub(0x0010000000000000L)
        .compare(VectorOperators.ULT, 0x7fe0000000000000L)
        .allTrue();
  }
}
