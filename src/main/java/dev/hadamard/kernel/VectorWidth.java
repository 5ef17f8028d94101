package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector species of all kernels: the widest of the machine, at most 512 bits. */
final class VectorWidth {
  private static final int MAX_BITS = 512;

  private static final VectorShape SHAPE =
      VectorShape.forBitSize(Math.min(MAX_BITS, DoubleVector.SPECIES_PREFERRED.vectorBitSize()));

  static final VectorSpecies<Double> DOUBLE = VectorSpecies.of(double.class, SHAPE);
  static final VectorSpecies<Float> FLOAT = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);
  static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);

  private VectorWidth() {}

  /** The width in bits. */
  static int bits() {
    return DOUBLE.vectorBitSize();
  }
}
