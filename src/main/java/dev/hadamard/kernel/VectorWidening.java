package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Conversions between floats and doubles, for functions of single precision that run in double. */
final class VectorWidening {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** As many floats as there are doubles in a vector. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final int LANES = SPECIES.length();

  private VectorWidening() {}

  static DoubleVector load(float[] x, int offset) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, offset).convertShape(VectorOperators.F2D, SPECIES, 0);
  }

  static void store(DoubleVector value, float[] y, int offset) {
    ((FloatVector) value.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(y, offset);
  }

  static void widen(float[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      load(x, xOffset + i).intoArray(y, yOffset + i);
    }
    for (; i < n; i++) {
      y[yOffset + i] = x[xOffset + i];
    }
  }

  static void narrow(double[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      store(DoubleVector.fromArray(SPECIES, x, xOffset + i), y, yOffset + i);
    }
    for (; i < n; i++) {
      y[yOffset + i] = (float) x[xOffset + i];
    }
  }
}
