package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarErrorFunctions.ERFCX_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFCX_SLOPE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFC_NORMAL_LIMIT;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERF_SATURATION;
import static dev.hadamard.kernel.ScalarErrorFunctions.INVERSE_SQRT_TWO_PI;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_LIMIT;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_SLOPE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarErrorFunctions} in vectors, where results are normal numbers. */
final class VectorErrorFunctions {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private VectorErrorFunctions() {}

  static boolean erfInRange(DoubleVector x) {
    return x.compare(VectorOperators.EQ, x).allTrue();
  }

  static DoubleVector erf(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector centre = x.fma(VectorPolynomials.erf(x.mul(x)), x);
    VectorMask<Double> outer = a.compare(VectorOperators.GT, c(1.0));
    return outer.anyTrue() ? centre.blend(erfBeyondOne(x, a), outer) : centre;
  }

  private static DoubleVector erfBeyondOne(DoubleVector x, DoubleVector a) {
    DoubleVector value =
        c(1.0)
            .sub(
                complement(
                    a.blend(c(ERF_SATURATION), a.compare(VectorOperators.GT, c(ERF_SATURATION)))));
    return value
        .reinterpretAsLongs()
        .or(x.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }

  static boolean erfcInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(ERFC_NORMAL_LIMIT)).allTrue();
  }

  static DoubleVector erfc(DoubleVector x) {
    DoubleVector tail = complement(x.abs());
    return tail.blend(c(2.0).sub(tail), x.compare(VectorOperators.LT, c(0.0)));
  }

  static boolean normalPdfInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(NORMAL_LIMIT)).allTrue();
  }

  static DoubleVector normalPdf(DoubleVector x) {
    DoubleVector square = x.mul(x);
    DoubleVector low = x.fma(x, square.neg()).mul(c(-0.5));
    DoubleVector y = square.mul(c(-0.5));
    DoubleVector shifted = VectorExpLogCore.shiftedExponent(y);
    DoubleVector mantissa = VectorExpLogCore.mantissa(y, low, shifted);
    return VectorExpLogCore.scale(mantissa.mul(c(INVERSE_SQRT_TWO_PI)), shifted);
  }

  static boolean normalCdfInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(NORMAL_LIMIT)).allTrue();
  }

  static DoubleVector normalCdf(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector square = a.mul(a);
    DoubleVector low = a.fma(a, square.neg()).mul(c(-0.5));
    DoubleVector y = square.mul(c(-0.5));
    DoubleVector shifted = VectorExpLogCore.shiftedExponent(y);
    DoubleVector mantissa = VectorExpLogCore.mantissa(y, low, shifted).mul(c(0.5));
    DoubleVector ratio = polynomialRatio(a, c(NORMAL_CENTRE), c(NORMAL_SLOPE));
    DoubleVector tail = VectorExpLogCore.scale(mantissa.mul(ratio), shifted);
    return tail.blend(c(1.0).sub(tail), x.compare(VectorOperators.GT, c(0.0)));
  }

  private static DoubleVector polynomialRatio(
      DoubleVector a, DoubleVector centre, DoubleVector slope) {
    DoubleVector p = VectorPolynomials.erfcx(a.sub(centre).div(a.add(centre)));
    return p.div(slope.fma(a, c(1.0)));
  }

  private static DoubleVector complement(DoubleVector a) {
    DoubleVector square = a.mul(a);
    DoubleVector y = square.neg();
    DoubleVector low = a.fma(a, y).neg();
    DoubleVector shifted = VectorExpLogCore.shiftedExponent(y);
    DoubleVector mantissa = VectorExpLogCore.mantissa(y, low, shifted);
    DoubleVector ratio = polynomialRatio(a, c(ERFCX_CENTRE), c(ERFCX_SLOPE));
    return VectorExpLogCore.scale(mantissa.mul(ratio), shifted);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
