package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarArcFunctions.ATAN2_LARGEST;
import static dev.hadamard.kernel.ScalarArcFunctions.ATAN2_SMALLEST;
import static dev.hadamard.kernel.ScalarArcFunctions.HALF_PI;
import static dev.hadamard.kernel.ScalarArcFunctions.HALF_PI_LOW;
import static dev.hadamard.kernel.ScalarArcFunctions.PI;
import static dev.hadamard.kernel.ScalarArcFunctions.PI_LOW;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarArcFunctions} in vectors. */
final class VectorArcFunctions {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private VectorArcFunctions() {}

  static boolean asinInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(1.0)).allTrue();
  }

  static DoubleVector asin(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> outer = a.compare(VectorOperators.GT, c(0.5));
    DoubleVector z = a.mul(a).blend(a.fma(c(-0.5), c(0.5)), outer);
    DoubleVector p = VectorPolynomials.asin(z);
    DoubleVector u = z.sqrt().mul(c(2.0));
    DoubleVector inner = a.mul(z).fma(p, a);
    return copySign(
        inner.blend(complement(u, c(HALF_PI), c(HALF_PI_LOW).sub(u.mul(z).mul(p))), outer), x);
  }

  static boolean acosInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, c(1.0)).allTrue();
  }

  static DoubleVector acos(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> outer = a.compare(VectorOperators.GT, c(0.5));
    VectorMask<Double> left = x.compare(VectorOperators.LT, c(0.0));
    DoubleVector z = a.mul(a).blend(a.fma(c(-0.5), c(0.5)), outer);
    DoubleVector u = x.blend(z.sqrt().mul(c(2.0)), outer);
    DoubleVector correction = u.mul(z).mul(VectorPolynomials.asin(z));
    DoubleVector base = c(HALF_PI).blend(c(0.0).blend(c(PI), left), outer);
    DoubleVector baseLow = c(HALF_PI_LOW).blend(c(0.0).blend(c(PI_LOW), left), outer);
    return complement(u, base, baseLow.sub(correction)).abs();
  }

  static boolean atanInRange(DoubleVector x) {
    return x.compare(VectorOperators.EQ, x).allTrue();
  }

  static DoubleVector atan(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> outer = a.compare(VectorOperators.GT, c(1.0));
    DoubleVector u = a.blend(c(1.0).div(a), outer);
    DoubleVector z = u.mul(u);
    DoubleVector p = VectorPolynomials.atan(z);
    DoubleVector cube = u.mul(z);
    DoubleVector inner = cube.neg().fma(p, u);
    return copySign(
        inner.blend(complement(u, c(HALF_PI), c(HALF_PI_LOW).add(cube.mul(p))), outer), x);
  }

  static boolean atan2InRange(DoubleVector y, DoubleVector x) {
    DoubleVector ay = y.abs();
    DoubleVector ax = x.abs();
    return ay.compare(VectorOperators.GE, c(ATAN2_SMALLEST))
        .and(ay.compare(VectorOperators.LE, c(ATAN2_LARGEST)))
        .and(ax.compare(VectorOperators.GE, c(ATAN2_SMALLEST)))
        .and(ax.compare(VectorOperators.LE, c(ATAN2_LARGEST)))
        .allTrue();
  }

  static DoubleVector atan2(DoubleVector y, DoubleVector x) {
    DoubleVector ay = y.abs();
    DoubleVector ax = x.abs();
    VectorMask<Double> steep = ay.compare(VectorOperators.GT, ax);
    VectorMask<Double> left = x.compare(VectorOperators.LT, c(0.0));
    DoubleVector ratio = ay.blend(ax, steep).div(ax.blend(ay, steep));
    DoubleVector u = ratio.blend(ratio.neg(), steep.xor(left));
    DoubleVector z = u.mul(u);
    DoubleVector correction = u.mul(z).mul(VectorPolynomials.atan(z));
    DoubleVector base = c(0.0).blend(c(PI), left).blend(c(HALF_PI), steep);
    DoubleVector baseLow = c(0.0).blend(c(PI_LOW), left).blend(c(HALF_PI_LOW), steep);
    DoubleVector h = base.add(u);
    DoubleVector low = base.sub(h).add(u);
    return copySign(h.add(low.add(baseLow.sub(correction))), y);
  }

  /** base - u + rest, where the subtraction keeps what rounding loses. */
  private static DoubleVector complement(DoubleVector u, DoubleVector base, DoubleVector rest) {
    DoubleVector h = base.sub(u);
    DoubleVector low = base.sub(h).sub(u);
    return h.add(low.add(rest));
  }

  private static DoubleVector copySign(DoubleVector magnitude, DoubleVector sign) {
    return magnitude
        .reinterpretAsLongs()
        .or(sign.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
