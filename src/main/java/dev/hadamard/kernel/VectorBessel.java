package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The tails of {@link ScalarBessel} in vectors. */
final class VectorBessel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final DoubleVector SIXTEEN = c(16.0);
  private static final DoubleVector ONE = c(1.0);
  private static final DoubleVector LIMIT = c(ScalarBessel.SERIES_LIMIT);
  private static final DoubleVector MOST = c(Double.MAX_VALUE);
  private static final DoubleVector I0_TAIL_0 = c(ScalarPolynomials.BESSEL_I0_TAIL_0);
  private static final DoubleVector I0_TAIL_1 = c(ScalarPolynomials.BESSEL_I0_TAIL_1);
  private static final DoubleVector I0_TAIL_2 = c(ScalarPolynomials.BESSEL_I0_TAIL_2);
  private static final DoubleVector I0_TAIL_3 = c(ScalarPolynomials.BESSEL_I0_TAIL_3);
  private static final DoubleVector I0_TAIL_4 = c(ScalarPolynomials.BESSEL_I0_TAIL_4);
  private static final DoubleVector I0_TAIL_5 = c(ScalarPolynomials.BESSEL_I0_TAIL_5);
  private static final DoubleVector I0_TAIL_6 = c(ScalarPolynomials.BESSEL_I0_TAIL_6);
  private static final DoubleVector I0_TAIL_7 = c(ScalarPolynomials.BESSEL_I0_TAIL_7);
  private static final DoubleVector I0_TAIL_8 = c(ScalarPolynomials.BESSEL_I0_TAIL_8);
  private static final DoubleVector I0_TAIL_9 = c(ScalarPolynomials.BESSEL_I0_TAIL_9);
  private static final DoubleVector I0_TAIL_10 = c(ScalarPolynomials.BESSEL_I0_TAIL_10);
  private static final DoubleVector I0_TAIL_11 = c(ScalarPolynomials.BESSEL_I0_TAIL_11);
  private static final DoubleVector I0_TAIL_12 = c(ScalarPolynomials.BESSEL_I0_TAIL_12);
  private static final DoubleVector I0_TAIL_13 = c(ScalarPolynomials.BESSEL_I0_TAIL_13);
  private static final DoubleVector I0_TAIL_14 = c(ScalarPolynomials.BESSEL_I0_TAIL_14);
  private static final DoubleVector I0_TAIL_15 = c(ScalarPolynomials.BESSEL_I0_TAIL_15);
  private static final DoubleVector I0_TAIL_16 = c(ScalarPolynomials.BESSEL_I0_TAIL_16);
  private static final DoubleVector I0_TAIL_17 = c(ScalarPolynomials.BESSEL_I0_TAIL_17);
  private static final DoubleVector I0_TAIL_18 = c(ScalarPolynomials.BESSEL_I0_TAIL_18);
  private static final DoubleVector I0_TAIL_19 = c(ScalarPolynomials.BESSEL_I0_TAIL_19);
  private static final DoubleVector I0_TAIL_20 = c(ScalarPolynomials.BESSEL_I0_TAIL_20);
  private static final DoubleVector I0_TAIL_21 = c(ScalarPolynomials.BESSEL_I0_TAIL_21);
  private static final DoubleVector I0_TAIL_22 = c(ScalarPolynomials.BESSEL_I0_TAIL_22);
  private static final DoubleVector I0_TAIL_23 = c(ScalarPolynomials.BESSEL_I0_TAIL_23);
  private static final DoubleVector I0_TAIL_24 = c(ScalarPolynomials.BESSEL_I0_TAIL_24);
  private static final DoubleVector I1_TAIL_0 = c(ScalarPolynomials.BESSEL_I1_TAIL_0);
  private static final DoubleVector I1_TAIL_1 = c(ScalarPolynomials.BESSEL_I1_TAIL_1);
  private static final DoubleVector I1_TAIL_2 = c(ScalarPolynomials.BESSEL_I1_TAIL_2);
  private static final DoubleVector I1_TAIL_3 = c(ScalarPolynomials.BESSEL_I1_TAIL_3);
  private static final DoubleVector I1_TAIL_4 = c(ScalarPolynomials.BESSEL_I1_TAIL_4);
  private static final DoubleVector I1_TAIL_5 = c(ScalarPolynomials.BESSEL_I1_TAIL_5);
  private static final DoubleVector I1_TAIL_6 = c(ScalarPolynomials.BESSEL_I1_TAIL_6);
  private static final DoubleVector I1_TAIL_7 = c(ScalarPolynomials.BESSEL_I1_TAIL_7);
  private static final DoubleVector I1_TAIL_8 = c(ScalarPolynomials.BESSEL_I1_TAIL_8);
  private static final DoubleVector I1_TAIL_9 = c(ScalarPolynomials.BESSEL_I1_TAIL_9);
  private static final DoubleVector I1_TAIL_10 = c(ScalarPolynomials.BESSEL_I1_TAIL_10);
  private static final DoubleVector I1_TAIL_11 = c(ScalarPolynomials.BESSEL_I1_TAIL_11);
  private static final DoubleVector I1_TAIL_12 = c(ScalarPolynomials.BESSEL_I1_TAIL_12);
  private static final DoubleVector I1_TAIL_13 = c(ScalarPolynomials.BESSEL_I1_TAIL_13);
  private static final DoubleVector I1_TAIL_14 = c(ScalarPolynomials.BESSEL_I1_TAIL_14);
  private static final DoubleVector I1_TAIL_15 = c(ScalarPolynomials.BESSEL_I1_TAIL_15);
  private static final DoubleVector I1_TAIL_16 = c(ScalarPolynomials.BESSEL_I1_TAIL_16);
  private static final DoubleVector I1_TAIL_17 = c(ScalarPolynomials.BESSEL_I1_TAIL_17);
  private static final DoubleVector I1_TAIL_18 = c(ScalarPolynomials.BESSEL_I1_TAIL_18);
  private static final DoubleVector I1_TAIL_19 = c(ScalarPolynomials.BESSEL_I1_TAIL_19);
  private static final DoubleVector I1_TAIL_20 = c(ScalarPolynomials.BESSEL_I1_TAIL_20);
  private static final DoubleVector I1_TAIL_21 = c(ScalarPolynomials.BESSEL_I1_TAIL_21);
  private static final DoubleVector I1_TAIL_22 = c(ScalarPolynomials.BESSEL_I1_TAIL_22);
  private static final DoubleVector I1_TAIL_23 = c(ScalarPolynomials.BESSEL_I1_TAIL_23);
  private static final DoubleVector I1_TAIL_24 = c(ScalarPolynomials.BESSEL_I1_TAIL_24);

  private VectorBessel() {}

  private static boolean inRange(DoubleVector v) {
    return v.compare(VectorOperators.GT, LIMIT).and(v.compare(VectorOperators.LE, MOST)).allTrue();
  }

  /** All of them when every argument is above 8 and finite. */
  static boolean i0e(double[] x, int xOffset, double[] y, int yOffset) {
    DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset);
    if (!inRange(v)) {
      return false;
    }
    besselI0Tail(SIXTEEN.div(v).sub(ONE)).div(v.sqrt()).intoArray(y, yOffset);
    return true;
  }

  /** All of them when every argument is above 8 and finite. */
  static boolean i1e(double[] x, int xOffset, double[] y, int yOffset) {
    DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset);
    if (!inRange(v)) {
      return false;
    }
    besselI1Tail(SIXTEEN.div(v).sub(ONE)).div(v.sqrt()).intoArray(y, yOffset);
    return true;
  }

  /** sqrt(x) e^-x I0(x) of t = 16 / x - 1, x &gt;= 8. */
  private static DoubleVector besselI0Tail(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even = I0_TAIL_24.fma(square, I0_TAIL_22);
    even = even.fma(square, I0_TAIL_20);
    even = even.fma(square, I0_TAIL_18);
    even = even.fma(square, I0_TAIL_16);
    even = even.fma(square, I0_TAIL_14);
    even = even.fma(square, I0_TAIL_12);
    even = even.fma(square, I0_TAIL_10);
    even = even.fma(square, I0_TAIL_8);
    even = even.fma(square, I0_TAIL_6);
    even = even.fma(square, I0_TAIL_4);
    even = even.fma(square, I0_TAIL_2);
    DoubleVector odd = I0_TAIL_23.fma(square, I0_TAIL_21);
    odd = odd.fma(square, I0_TAIL_19);
    odd = odd.fma(square, I0_TAIL_17);
    odd = odd.fma(square, I0_TAIL_15);
    odd = odd.fma(square, I0_TAIL_13);
    odd = odd.fma(square, I0_TAIL_11);
    odd = odd.fma(square, I0_TAIL_9);
    odd = odd.fma(square, I0_TAIL_7);
    odd = odd.fma(square, I0_TAIL_5);
    odd = odd.fma(square, I0_TAIL_3);
    odd = odd.fma(square, I0_TAIL_1);
    return I0_TAIL_0.add(odd.fma(t, even.mul(square)));
  }

  /** sqrt(x) e^-x I1(x) of t = 16 / x - 1, x &gt;= 8. */
  private static DoubleVector besselI1Tail(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even = I1_TAIL_24.fma(square, I1_TAIL_22);
    even = even.fma(square, I1_TAIL_20);
    even = even.fma(square, I1_TAIL_18);
    even = even.fma(square, I1_TAIL_16);
    even = even.fma(square, I1_TAIL_14);
    even = even.fma(square, I1_TAIL_12);
    even = even.fma(square, I1_TAIL_10);
    even = even.fma(square, I1_TAIL_8);
    even = even.fma(square, I1_TAIL_6);
    even = even.fma(square, I1_TAIL_4);
    even = even.fma(square, I1_TAIL_2);
    DoubleVector odd = I1_TAIL_23.fma(square, I1_TAIL_21);
    odd = odd.fma(square, I1_TAIL_19);
    odd = odd.fma(square, I1_TAIL_17);
    odd = odd.fma(square, I1_TAIL_15);
    odd = odd.fma(square, I1_TAIL_13);
    odd = odd.fma(square, I1_TAIL_11);
    odd = odd.fma(square, I1_TAIL_9);
    odd = odd.fma(square, I1_TAIL_7);
    odd = odd.fma(square, I1_TAIL_5);
    odd = odd.fma(square, I1_TAIL_3);
    odd = odd.fma(square, I1_TAIL_1);
    return I1_TAIL_0.add(odd.fma(t, even.mul(square)));
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
