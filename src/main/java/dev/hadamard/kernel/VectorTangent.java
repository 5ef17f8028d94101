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

  private VectorTangent() {}

  static boolean tanInRange(DoubleVector x) {
    return VectorSinCos.inRange(x);
  }

  static DoubleVector tan(DoubleVector x) {
    DoubleVector shifted = VectorSinCos.shifted(x);
    DoubleVector n = shifted.sub(c(ROUNDER));
    DoubleVector r = n.fma(c(-HALF_PI_HIGH), x);
    DoubleVector high = n.fma(c(-HALF_PI_MIDDLE), r);
    DoubleVector negatedLow = VectorSinCos.negatedLow(n, r, high);
    DoubleVector square = VectorSinCos.square(high, negatedLow);
    DoubleVector correction = high.mul(square).fma(VectorPolynomials.tan(square), negatedLow);
    DoubleVector tangent = high.sub(correction);
    VectorMask<Double> odd =
        shifted.reinterpretAsLongs().and(1L).compare(VectorOperators.NE, 0L).cast(SPECIES);
    return tangent.blend(negatedReciprocal(tangent, high, correction), odd);
  }

  private static DoubleVector negatedReciprocal(
      DoubleVector tangent, DoubleVector high, DoubleVector correction) {
    DoubleVector rest = high.sub(tangent).sub(correction);
    DoubleVector reciprocal = c(-1.0).div(tangent);
    DoubleVector residual = reciprocal.fma(tangent, c(1.0)).add(reciprocal.mul(rest));
    return reciprocal.fma(residual, reciprocal);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
