package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarSinCos.FLOAT_LIMIT;
import static dev.hadamard.kernel.ScalarSinCos.HALF_PI_HIGH;
import static dev.hadamard.kernel.ScalarSinCos.HALF_PI_LOW;
import static dev.hadamard.kernel.ScalarSinCos.HALF_PI_MIDDLE;
import static dev.hadamard.kernel.ScalarSinCos.REDUCTION_LIMIT;
import static dev.hadamard.kernel.ScalarSinCos.ROUNDER;
import static dev.hadamard.kernel.ScalarSinCos.TWO_OVER_PI;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarSinCos} in vectors, for arguments in the Cody-Waite range. */
final class VectorSinCos {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final LongVector ALL_SIGNS =
      LongVector.broadcast(LongVector.SPECIES_PREFERRED, Long.MIN_VALUE);
  static final LongVector ALL_ONES = LongVector.broadcast(LongVector.SPECIES_PREFERRED, 1L);

  private VectorSinCos() {}

  static boolean inRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(REDUCTION_LIMIT)).allTrue();
  }

  static boolean inFloatRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(FLOAT_LIMIT)).allTrue();
  }

  static DoubleVector sin(DoubleVector x) {
    DoubleVector shifted = shifted(x);
    return ofQuadrant(x, shifted, shifted.reinterpretAsLongs());
  }

  static DoubleVector cos(DoubleVector x) {
    DoubleVector shifted = shifted(x);
    return ofQuadrant(x, shifted, shifted.reinterpretAsLongs().add(ALL_ONES));
  }

  static DoubleVector sinFloat(DoubleVector x) {
    DoubleVector shifted = shifted(x);
    return ofQuadrantFloat(x, shifted, shifted.reinterpretAsLongs());
  }

  static DoubleVector cosFloat(DoubleVector x) {
    DoubleVector shifted = shifted(x);
    return ofQuadrantFloat(x, shifted, shifted.reinterpretAsLongs().add(ALL_ONES));
  }

  static DoubleVector shifted(DoubleVector x) {
    return x.fma(c(TWO_OVER_PI), c(ROUNDER));
  }

  private static DoubleVector ofQuadrant(
      DoubleVector x, DoubleVector shifted, LongVector quadrant) {
    DoubleVector n = shifted.sub(c(ROUNDER));
    DoubleVector r = n.fma(c(-HALF_PI_HIGH), x);
    DoubleVector high = n.fma(c(-HALF_PI_MIDDLE), r);
    DoubleVector negatedLow = negatedLow(n, r, high);
    DoubleVector square = square(high, negatedLow);
    return select(quadrant, sinCore(high, negatedLow, square), cosCore(square));
  }

  static DoubleVector negatedLow(DoubleVector n, DoubleVector r, DoubleVector high) {
    return n.fma(c(HALF_PI_LOW), n.fma(c(HALF_PI_MIDDLE), high.sub(r)));
  }

  static DoubleVector square(DoubleVector high, DoubleVector negatedLow) {
    return high.fma(high, c(0.0).sub(negatedLow).sub(negatedLow).mul(high));
  }

  static DoubleVector sinCore(DoubleVector high, DoubleVector negatedLow, DoubleVector square) {
    return high.sub(high.mul(square).fma(VectorPolynomials.sin(square), negatedLow));
  }

  static DoubleVector cosCore(DoubleVector square) {
    return square.fma(VectorPolynomials.cos(square), c(1.0));
  }

  private static DoubleVector ofQuadrantFloat(
      DoubleVector x, DoubleVector shifted, LongVector quadrant) {
    DoubleVector n = shifted.sub(c(ROUNDER));
    DoubleVector r = n.fma(c(-HALF_PI_MIDDLE), n.fma(c(-HALF_PI_HIGH), x));
    DoubleVector square = r.mul(r);
    DoubleVector sine = square.fma(VectorPolynomials.sinFloat(square), c(1.0)).mul(r);
    DoubleVector cosine = square.fma(VectorPolynomials.cosFloat(square), c(1.0));
    return select(quadrant, sine, cosine);
  }

  /** The sine in even and the cosine in odd quadrants, negated in quadrants 2 and 3. */
  static DoubleVector select(LongVector quadrant, DoubleVector sine, DoubleVector cosine) {
    VectorMask<Double> odd =
        quadrant.and(ALL_ONES).compare(VectorOperators.EQ, ALL_ONES).cast(SPECIES);
    LongVector sign = quadrant.lanewise(VectorOperators.LSHL, 62).and(ALL_SIGNS);
    return sine.blend(cosine, odd)
        .reinterpretAsLongs()
        .lanewise(VectorOperators.XOR, sign)
        .reinterpretAsDoubles();
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
