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
  private static final long ROUNDER_BITS = 0x4338000000000000L;

  private VectorExpLogCore() {}

  static DoubleVector shiftedExponent(DoubleVector y) {
    return y.fma(c(LOG2_E), c(ROUNDER));
  }

  static DoubleVector mantissaMinusOne(
      DoubleVector y, DoubleVector low, DoubleVector shiftedExponent) {
    DoubleVector k = shiftedExponent.sub(c(ROUNDER));
    DoubleVector r = k.fma(c(-LN2_HIGH), y).add(k.fma(c(-LN2_LOW), low));
    return r.mul(r).fma(VectorPolynomials.exp(r), r);
  }

  /** value 2^k for a normal result. */
  static DoubleVector scale(DoubleVector value, DoubleVector shiftedExponent) {
    LongVector k = shiftedExponent.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    return value.reinterpretAsLongs().add(k).reinterpretAsDoubles();
  }

  /** base + ln(x) of positive normal numbers. */
  static DoubleVector logPlus(DoubleVector x, double base) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector e = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
    LongVector mantissa = bits.sub(e.lanewise(VectorOperators.LSHL, 52));
    DoubleVector f = mantissa.reinterpretAsDoubles().sub(c(1.0));
    DoubleVector k = e.add(ROUNDER_BITS).reinterpretAsDoubles().sub(c(ROUNDER));
    DoubleVector s = f.div(f.add(c(2.0)));
    DoubleVector z = s.mul(s);
    DoubleVector correction = s.mul(z.fma(VectorPolynomials.log(z), f));
    correction = k.fma(c(-LN2_REST), correction);
    return k.fma(c(LN2_SHORT), c(base)).add(f.sub(correction));
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
