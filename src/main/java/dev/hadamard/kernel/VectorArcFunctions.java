package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarArcFunctions.ATAN2_LARGEST;
import static dev.hadamard.kernel.ScalarArcFunctions.ATAN2_SMALLEST;
import static dev.hadamard.kernel.ScalarArcFunctions.HALF_PI;
import static dev.hadamard.kernel.ScalarArcFunctions.HALF_PI_LOW;
import static dev.hadamard.kernel.ScalarArcFunctions.PI;
import static dev.hadamard.kernel.ScalarArcFunctions.PI_LOW;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarArcFunctions} in vectors. */
final class VectorArcFunctions {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final LongVector ALL_SIGNS =
      LongVector.broadcast(LongVector.SPECIES_PREFERRED, Long.MIN_VALUE);
  private static final int LANES = SPECIES.length();

  // A constant in all lanes: a field costs the compiler less than a broadcast at each use.
  private static final DoubleVector ALL_ONE = c(1.0);
  private static final DoubleVector ALL_HALF = c(0.5);
  private static final DoubleVector ALL_MINUS_HALF = c(-0.5);
  private static final DoubleVector ALL_TWO = c(2.0);
  private static final DoubleVector ALL_HALF_PI = c(HALF_PI);
  private static final DoubleVector ALL_HALF_PI_LOW = c(HALF_PI_LOW);
  private static final DoubleVector ALL_ZERO = c(0.0);
  private static final DoubleVector ALL_PI = c(PI);
  private static final DoubleVector ALL_PI_LOW = c(PI_LOW);
  private static final DoubleVector ALL_ATAN2_SMALLEST = c(ATAN2_SMALLEST);
  private static final DoubleVector ALL_ATAN2_LARGEST = c(ATAN2_LARGEST);

  private VectorArcFunctions() {}

  static boolean asinInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, ALL_ONE).allTrue();
  }

  static DoubleVector asin(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> outer = a.compare(VectorOperators.GT, ALL_HALF);
    DoubleVector z = a.mul(a).blend(a.fma(ALL_MINUS_HALF, ALL_HALF), outer);
    DoubleVector p = VectorPolynomials.asin(z);
    DoubleVector u = z.sqrt().mul(ALL_TWO);
    DoubleVector inner = a.mul(z).fma(p, a);
    return copySign(
        inner.blend(complement(u, ALL_HALF_PI, ALL_HALF_PI_LOW.sub(u.mul(z).mul(p))), outer), x);
  }

  static boolean acosInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, ALL_ONE).allTrue();
  }

  static DoubleVector acos(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> outer = a.compare(VectorOperators.GT, ALL_HALF);
    VectorMask<Double> left = x.compare(VectorOperators.LT, ALL_ZERO);
    DoubleVector z = a.mul(a).blend(a.fma(ALL_MINUS_HALF, ALL_HALF), outer);
    DoubleVector u = x.blend(z.sqrt().mul(ALL_TWO), outer);
    DoubleVector correction = u.mul(z).mul(VectorPolynomials.asin(z));
    DoubleVector base = ALL_HALF_PI.blend(ALL_ZERO.blend(ALL_PI, left), outer);
    DoubleVector baseLow = ALL_HALF_PI_LOW.blend(ALL_ZERO.blend(ALL_PI_LOW, left), outer);
    return complement(u, base, baseLow.sub(correction)).abs();
  }

  static boolean atanInRange(DoubleVector x) {
    return x.compare(VectorOperators.EQ, x).allTrue();
  }

  static DoubleVector atan(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> outer = a.compare(VectorOperators.GT, ALL_ONE);
    DoubleVector u = a.blend(ALL_ONE.div(a), outer);
    DoubleVector z = u.mul(u);
    DoubleVector p = VectorPolynomials.atan(z);
    DoubleVector cube = u.mul(z);
    DoubleVector inner = cube.neg().fma(p, u);
    return copySign(
        inner.blend(complement(u, ALL_HALF_PI, ALL_HALF_PI_LOW.add(cube.mul(p))), outer), x);
  }

  /** The angles of whole vectors; n is a multiple of the vector length. */
  static void atan2(
      double[] y, int yOffset, double[] x, int xOffset, double[] angle, int angleOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector ordinate = DoubleVector.fromArray(SPECIES, y, yOffset + i);
      DoubleVector abscissa = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector ay = ordinate.abs();
      DoubleVector ax = abscissa.abs();
      VectorMask<Double> steep = ay.compare(VectorOperators.GT, ax);
      DoubleVector smaller = ay.blend(ax, steep);
      DoubleVector larger = ax.blend(ay, steep);
      if (smaller
          .compare(VectorOperators.GE, ALL_ATAN2_SMALLEST)
          .and(larger.compare(VectorOperators.LE, ALL_ATAN2_LARGEST))
          .allTrue()) {
        VectorMask<Double> left = abscissa.compare(VectorOperators.LT, ALL_ZERO);
        DoubleVector ratio = smaller.div(larger);
        DoubleVector u = ratio.blend(ratio.neg(), steep.xor(left));
        DoubleVector z = u.mul(u);
        DoubleVector correction = u.mul(z).mul(VectorPolynomials.atan(z));
        DoubleVector base = ALL_ZERO.blend(ALL_PI, left).blend(ALL_HALF_PI, steep);
        DoubleVector baseLow = ALL_ZERO.blend(ALL_PI_LOW, left).blend(ALL_HALF_PI_LOW, steep);
        DoubleVector h = base.add(u);
        DoubleVector low = base.sub(h).add(u);
        copySign(h.add(low.add(baseLow.sub(correction))), ordinate)
            .intoArray(angle, angleOffset + i);
      } else {
        for (int lane = i; lane < i + LANES; lane++) {
          angle[angleOffset + lane] =
              ScalarArcFunctions.atan2(y[yOffset + lane], x[xOffset + lane]);
        }
      }
    }
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
        .or(sign.reinterpretAsLongs().and(ALL_SIGNS))
        .reinterpretAsDoubles();
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
