package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarSinCos.HALF_PI_HIGH;
import static dev.hadamard.kernel.ScalarSinCos.HALF_PI_MIDDLE;
import static dev.hadamard.kernel.ScalarSinCos.ROUNDER;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarTangent} in vectors, for arguments in the Cody-Waite range. */
final class VectorTangent {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  // A constant in all lanes: a field costs the compiler less than a broadcast at each use.
  private static final DoubleVector ALL_ROUNDER = c(ROUNDER);
  private static final DoubleVector ALL_NEGATED_HALF_PI_HIGH = c(-HALF_PI_HIGH);
  private static final DoubleVector ALL_NEGATED_HALF_PI_MIDDLE = c(-HALF_PI_MIDDLE);
  private static final DoubleVector ALL_MINUS_ONE = c(-1.0);
  private static final DoubleVector ALL_ONE = c(1.0);

  private VectorTangent() {}

  static boolean tanInRange(DoubleVector x) {
    return VectorSinCos.inRange(x);
  }

  static DoubleVector tan(DoubleVector x) {
    DoubleVector shifted = VectorSinCos.shifted(x);
    DoubleVector n = shifted.sub(ALL_ROUNDER);
    DoubleVector r = n.fma(ALL_NEGATED_HALF_PI_HIGH, x);
    DoubleVector high = n.fma(ALL_NEGATED_HALF_PI_MIDDLE, r);
    DoubleVector negatedLow = VectorSinCos.negatedLow(n, r, high);
    DoubleVector square = VectorSinCos.square(high, negatedLow);
    DoubleVector correction = high.mul(square).fma(VectorPolynomials.tan(square), negatedLow);
    DoubleVector tangent = high.sub(correction);
    VectorMask<Double> odd =
        shifted
            .reinterpretAsLongs()
            .and(VectorSinCos.ALL_ONES)
            .compare(VectorOperators.EQ, VectorSinCos.ALL_ONES)
            .cast(SPECIES);
    return tangent.blend(negatedReciprocal(tangent, high, correction), odd);
  }

  private static DoubleVector negatedReciprocal(
      DoubleVector tangent, DoubleVector high, DoubleVector correction) {
    DoubleVector rest = high.sub(tangent).sub(correction);
    DoubleVector reciprocal = ALL_MINUS_ONE.div(tangent);
    DoubleVector residual = reciprocal.fma(tangent, ALL_ONE).add(reciprocal.mul(rest));
    return reciprocal.fma(residual, reciprocal);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
