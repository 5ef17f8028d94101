package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the vector kernels of the elementary functions share.
 *
 * <p>The kernels are loops whose body calls small pieces only: a piece that is large enough to be
 * compiled on its own before its loop is no longer inlined, and its vectors would go through
 * memory.
 */
final class Lanes {
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  static final int LANES = DOUBLES.length();

  /** The scalar twins, for tails and for blocks with an element outside the fast range. */
  static final ScalarElementary SCALAR = new ScalarElementary();

  private static final long SIGN = 0x8000000000000000L;

  private Lanes() {}

  static DoubleVector constant(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  static LongVector constant(long value) {
    return LongVector.broadcast(LONGS, value);
  }

  /** Half of a table of 16 as one vector; only for 8 lanes. */
  static LongVector half(double[] table, int offset) {
    return LANES == 8
        ? DoubleVector.fromArray(DOUBLES, table, offset).reinterpretAsLongs()
        : LongVector.zero(LONGS);
  }

  /** {@code table[index]} per lane, for indices from 0 to 15. */
  static DoubleVector lookup(LongVector index, LongVector low, LongVector high, double[] table) {
    if (LANES == 8) {
      return index.selectFrom(low, high).reinterpretAsDoubles();
    }
    DoubleVector result = constant(table[(int) index.lane(0)]);
    if (LANES > 1) {
      result = result.withLane(1, table[(int) index.lane(1)]);
    }
    if (LANES > 2) {
      result = result.withLane(2, table[(int) index.lane(2)]);
      result = result.withLane(3, table[(int) index.lane(3)]);
    }
    return result;
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

  /** x with the sign bit of {@code sign} added. */
  static DoubleVector withSign(DoubleVector x, DoubleVector sign) {
    return x.reinterpretAsLongs().or(sign.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
  }
}
