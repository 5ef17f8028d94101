package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarNormalQuantile.CENTRE_SHIFT;
import static dev.hadamard.kernel.ScalarNormalQuantile.TAIL_PROBABILITY;
import static dev.hadamard.kernel.ScalarNormalQuantile.TAIL_SHIFT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarNormalQuantile} in vectors, for 2^-54 &lt;= p &lt; 1. */
final class VectorNormalQuantile {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private VectorNormalQuantile() {}

  static boolean normalQuantileInRange(DoubleVector p) {
    return smaller(p).compare(VectorOperators.GE, c(TAIL_PROBABILITY)).allTrue();
  }

  static DoubleVector normalQuantile(DoubleVector p) {
    DoubleVector m = smaller(p);
    DoubleVector q = p.sub(c(0.5));
    DoubleVector t = VectorExpLogCore.logPlus(m.mul(c(4.0)).mul(c(1.0).sub(m)), CENTRE_SHIFT);
    DoubleVector x = q.mul(VectorPolynomials.quantileCentre(t));
    VectorMask<Double> outside = t.compare(VectorOperators.LT, c(-CENTRE_SHIFT));
    return outside.anyTrue() ? x.blend(tail(m, q), outside) : x;
  }

  private static DoubleVector tail(DoubleVector m, DoubleVector q) {
    DoubleVector t = VectorExpLogCore.logPlus(m, 0.0).neg().sqrt().sub(c(TAIL_SHIFT));
    DoubleVector magnitude =
        VectorPolynomials.quantileTailP(t).div(VectorPolynomials.quantileTailQ(t));
    return magnitude
        .reinterpretAsLongs()
        .or(q.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }

  private static DoubleVector smaller(DoubleVector p) {
    return p.blend(c(1.0).sub(p), p.compare(VectorOperators.GT, c(0.5)));
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
