package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarExpLogCore.LN2_HIGH;
import static dev.hadamard.kernel.ScalarExpLogCore.LN2_LOW;
import static dev.hadamard.kernel.ScalarExpLogCore.LN2_REST;
import static dev.hadamard.kernel.ScalarExpLogCore.LN2_SHORT;
import static dev.hadamard.kernel.ScalarExpLogCore.LOG2_E;
import static dev.hadamard.kernel.ScalarExpLogCore.ROUNDER;
import static dev.hadamard.kernel.ScalarExpLogCore.SQRT_HALF_BITS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarExpLogCore} in vectors, where results are normal numbers. */
final class VectorExpLogCore {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  // A constant in all lanes: a field costs the compiler less than a broadcast at each use.
  private static final LongVector ALL_ROUNDER_BITS =
      LongVector.broadcast(LongVector.SPECIES_PREFERRED, 0x4338000000000000L);
  private static final LongVector ALL_SQRT_HALF_BITS =
      LongVector.broadcast(LongVector.SPECIES_PREFERRED, SQRT_HALF_BITS);
  private static final DoubleVector ALL_LOG2_E = c(LOG2_E);
  private static final DoubleVector ALL_ROUNDER = c(ROUNDER);
  private static final DoubleVector ALL_NEGATED_LN2_HIGH = c(-LN2_HIGH);
  private static final DoubleVector ALL_NEGATED_LN2_LOW = c(-LN2_LOW);
  private static final DoubleVector ALL_ONE = c(1.0);
  private static final DoubleVector ALL_TWO = c(2.0);
  private static final DoubleVector ALL_NEGATED_LN2_REST = c(-LN2_REST);
  private static final DoubleVector ALL_LN2_SHORT = c(LN2_SHORT);

  private VectorExpLogCore() {}

  static DoubleVector shiftedExponent(DoubleVector y) {
    return y.fma(ALL_LOG2_E, ALL_ROUNDER);
  }

  static DoubleVector mantissaMinusOne(
      DoubleVector y, DoubleVector low, DoubleVector shiftedExponent) {
    DoubleVector k = shiftedExponent.sub(ALL_ROUNDER);
    DoubleVector r = k.fma(ALL_NEGATED_LN2_HIGH, y).add(k.fma(ALL_NEGATED_LN2_LOW, low));
    return r.mul(r).fma(VectorPolynomials.exp(r), r);
  }

  /** value 2^k for a normal result. */
  static DoubleVector scale(DoubleVector value, DoubleVector shiftedExponent) {
    LongVector k = shiftedExponent.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    return value.reinterpretAsLongs().add(k).reinterpretAsDoubles();
  }

  /** base + ln(x) of positive normal numbers. */
  static DoubleVector logPlus(DoubleVector x, DoubleVector base) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector e = bits.sub(ALL_SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
    LongVector mantissa = bits.sub(e.lanewise(VectorOperators.LSHL, 52));
    DoubleVector f = mantissa.reinterpretAsDoubles().sub(ALL_ONE);
    DoubleVector k = e.add(ALL_ROUNDER_BITS).reinterpretAsDoubles().sub(ALL_ROUNDER);
    DoubleVector s = f.div(f.add(ALL_TWO));
    DoubleVector z = s.mul(s);
    DoubleVector correction = s.mul(z.fma(VectorPolynomials.log(z), f));
    correction = k.fma(ALL_NEGATED_LN2_REST, correction);
    return k.fma(ALL_LN2_SHORT, base).add(f.sub(correction));
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
