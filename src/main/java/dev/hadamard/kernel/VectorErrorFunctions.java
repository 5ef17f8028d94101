package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarErrorFunctions.ERFCX_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFCX_SLOPE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFC_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFC_NORMAL_LIMIT;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERF_SATURATION;
import static dev.hadamard.kernel.ScalarErrorFunctions.HALF_SQRT_HALF;
import static dev.hadamard.kernel.ScalarErrorFunctions.INVERSE_SQRT_TWO_PI;
import static dev.hadamard.kernel.ScalarErrorFunctions.INVERSE_SQRT_TWO_PI_LOW;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_CDF_CENTRE;
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
    DoubleVector a = x.abs();
    DoubleVector tail = complement(a);
    DoubleVector value = tail.blend(c(2.0).sub(tail), x.compare(VectorOperators.LT, c(0.0)));
    VectorMask<Double> centre = a.compare(VectorOperators.LE, c(ERFC_CENTRE));
    return centre.anyTrue() ? value.blend(erfcCentre(x), centre) : value;
  }

  private static DoubleVector erfcCentre(DoubleVector x) {
    return c(1.0).sub(x.fma(VectorPolynomials.erf(x.mul(x)), x));
  }

  static boolean normalPdfInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(NORMAL_LIMIT)).allTrue();
  }

  static DoubleVector normalPdf(DoubleVector x) {
    DoubleVector square = x.mul(x);
    DoubleVector low = x.fma(x, square.neg()).mul(c(-0.5));
    DoubleVector y = square.mul(c(-0.5));
    DoubleVector shifted = VectorExpLogCore.shiftedExponent(y);
    DoubleVector e = VectorExpLogCore.mantissaMinusOne(y, low, shifted);
    DoubleVector rest = e.fma(c(INVERSE_SQRT_TWO_PI), c(INVERSE_SQRT_TWO_PI_LOW));
    return VectorExpLogCore.scale(rest.add(c(INVERSE_SQRT_TWO_PI)), shifted);
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
    DoubleVector e = VectorExpLogCore.mantissaMinusOne(y, low, shifted);
    DoubleVector value = scaledRatio(a, c(NORMAL_CENTRE), c(NORMAL_SLOPE), e).mul(c(0.5));
    DoubleVector tail = VectorExpLogCore.scale(value, shifted);
    DoubleVector result = tail.blend(c(1.0).sub(tail), x.compare(VectorOperators.GT, c(0.0)));
    VectorMask<Double> centre = a.compare(VectorOperators.LE, c(NORMAL_CDF_CENTRE));
    return centre.anyTrue() ? result.blend(normalCdfCentre(x), centre) : result;
  }

  private static DoubleVector normalCdfCentre(DoubleVector x) {
    DoubleVector scaled = x.mul(c(HALF_SQRT_HALF));
    DoubleVector polynomial = VectorPolynomials.erf(x.mul(c(0.5)).mul(x));
    return scaled.fma(polynomial, scaled).add(c(0.5));
  }

  private static DoubleVector scaledRatio(
      DoubleVector a, DoubleVector centre, DoubleVector slope, DoubleVector e) {
    DoubleVector rest = VectorPolynomials.erfcx(a.sub(centre).div(a.add(centre)));
    DoubleVector p = c(ScalarPolynomials.ERFCX_0).add(rest);
    DoubleVector pLow = c(ScalarPolynomials.ERFCX_0).sub(p).add(rest);
    DoubleVector denominator = slope.fma(a, c(1.0));
    DoubleVector denominatorLow = slope.fma(a, c(1.0).sub(denominator));
    DoubleVector reciprocal = c(1.0).div(denominator);
    DoubleVector ratio = p.mul(reciprocal);
    DoubleVector negated = ratio.neg();
    DoubleVector residual = negated.fma(denominator, p).add(negated.fma(denominatorLow, pLow));
    DoubleVector low = residual.mul(reciprocal);
    return ratio.add(ratio.fma(e, low.fma(e, low)));
  }

  private static DoubleVector complement(DoubleVector a) {
    DoubleVector y = a.mul(a).neg();
    DoubleVector low = a.fma(a, y).neg();
    DoubleVector shifted = VectorExpLogCore.shiftedExponent(y);
    DoubleVector e = VectorExpLogCore.mantissaMinusOne(y, low, shifted);
    DoubleVector value = scaledRatio(a, c(ERFCX_CENTRE), c(ERFCX_SLOPE), e);
    return VectorExpLogCore.scale(value, shifted);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
