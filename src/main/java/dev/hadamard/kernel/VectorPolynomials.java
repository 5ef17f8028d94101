package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The polynomials of the elementary and special functions in vectors: the same operations as {@link
 * ScalarPolynomials}.
 *
 * <p>Written by {@code validation-data/elementary/coefficients.py}, which derives every coefficient
 * by Remez exchange in 60 digits and rounds them one after the other; do not edit.
 */
final class VectorPolynomials {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private VectorPolynomials() {}

  /** The value of (r - sin r) / r^3 of z = r^2, r in [0, pi/4]. */
  static DoubleVector sin(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.SIN_5).fma(z, c(ScalarPolynomials.SIN_4));
    p = p.fma(z, c(ScalarPolynomials.SIN_3));
    p = p.fma(z, c(ScalarPolynomials.SIN_2));
    p = p.fma(z, c(ScalarPolynomials.SIN_1));
    p = p.fma(z, c(ScalarPolynomials.SIN_0));
    return p;
  }

  /** The value of (cos r - 1) / r^2 of z = r^2, r in [0, pi/4]. */
  static DoubleVector cos(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.COS_6).fma(z, c(ScalarPolynomials.COS_5));
    p = p.fma(z, c(ScalarPolynomials.COS_4));
    p = p.fma(z, c(ScalarPolynomials.COS_3));
    p = p.fma(z, c(ScalarPolynomials.COS_2));
    p = p.fma(z, c(ScalarPolynomials.COS_1));
    p = p.fma(z, c(ScalarPolynomials.COS_0));
    return p;
  }

  /** The value of (sin r - r) / r^3 of z = r^2, r in [0, pi/4], for float. */
  static DoubleVector sinFloat(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.SIN_FLOAT_2).fma(z, c(ScalarPolynomials.SIN_FLOAT_1));
    p = p.fma(z, c(ScalarPolynomials.SIN_FLOAT_0));
    return p;
  }

  /** The value of (cos r - 1) / r^2 of z = r^2, r in [0, pi/4], for float. */
  static DoubleVector cosFloat(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.COS_FLOAT_3).fma(z, c(ScalarPolynomials.COS_FLOAT_2));
    p = p.fma(z, c(ScalarPolynomials.COS_FLOAT_1));
    p = p.fma(z, c(ScalarPolynomials.COS_FLOAT_0));
    return p;
  }

  /** The value of (r - tan r) / r^3 of z = r^2, r in [0, pi/4]. */
  static DoubleVector tan(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = c(ScalarPolynomials.TAN_12).fma(square, c(ScalarPolynomials.TAN_10));
    even = even.fma(square, c(ScalarPolynomials.TAN_8));
    even = even.fma(square, c(ScalarPolynomials.TAN_6));
    even = even.fma(square, c(ScalarPolynomials.TAN_4));
    even = even.fma(square, c(ScalarPolynomials.TAN_2));
    even = even.fma(square, c(ScalarPolynomials.TAN_0));
    DoubleVector odd = c(ScalarPolynomials.TAN_13).fma(square, c(ScalarPolynomials.TAN_11));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_9));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_7));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_5));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_3));
    odd = odd.fma(square, c(ScalarPolynomials.TAN_1));
    return odd.fma(z, even);
  }

  /** The value of (u - atan u) / u^3 of z = u^2, u in [0, 1]. */
  static DoubleVector atan(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = c(ScalarPolynomials.ATAN_18).fma(square, c(ScalarPolynomials.ATAN_16));
    even = even.fma(square, c(ScalarPolynomials.ATAN_14));
    even = even.fma(square, c(ScalarPolynomials.ATAN_12));
    even = even.fma(square, c(ScalarPolynomials.ATAN_10));
    even = even.fma(square, c(ScalarPolynomials.ATAN_8));
    even = even.fma(square, c(ScalarPolynomials.ATAN_6));
    even = even.fma(square, c(ScalarPolynomials.ATAN_4));
    even = even.fma(square, c(ScalarPolynomials.ATAN_2));
    even = even.fma(square, c(ScalarPolynomials.ATAN_0));
    DoubleVector odd = c(ScalarPolynomials.ATAN_19).fma(square, c(ScalarPolynomials.ATAN_17));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_15));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_13));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_11));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_9));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_7));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_5));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_3));
    odd = odd.fma(square, c(ScalarPolynomials.ATAN_1));
    return odd.fma(z, even);
  }

  /** The value of (asin s - s) / s^3 of z = s^2, s in [0, 1/2]. */
  static DoubleVector asin(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = c(ScalarPolynomials.ASIN_10).fma(square, c(ScalarPolynomials.ASIN_8));
    even = even.fma(square, c(ScalarPolynomials.ASIN_6));
    even = even.fma(square, c(ScalarPolynomials.ASIN_4));
    even = even.fma(square, c(ScalarPolynomials.ASIN_2));
    even = even.fma(square, c(ScalarPolynomials.ASIN_0));
    DoubleVector odd = c(ScalarPolynomials.ASIN_11).fma(square, c(ScalarPolynomials.ASIN_9));
    odd = odd.fma(square, c(ScalarPolynomials.ASIN_7));
    odd = odd.fma(square, c(ScalarPolynomials.ASIN_5));
    odd = odd.fma(square, c(ScalarPolynomials.ASIN_3));
    odd = odd.fma(square, c(ScalarPolynomials.ASIN_1));
    return odd.fma(z, even);
  }

  /** The value of (e^r - 1 - r) / r^2, |r| &lt;= ln(2)/2. */
  static DoubleVector exp(DoubleVector r) {
    DoubleVector square = r.mul(r);
    DoubleVector even = c(ScalarPolynomials.EXP_8).fma(square, c(ScalarPolynomials.EXP_6));
    even = even.fma(square, c(ScalarPolynomials.EXP_4));
    even = even.fma(square, c(ScalarPolynomials.EXP_2));
    even = even.fma(square, c(ScalarPolynomials.EXP_0));
    DoubleVector odd = c(ScalarPolynomials.EXP_9).fma(square, c(ScalarPolynomials.EXP_7));
    odd = odd.fma(square, c(ScalarPolynomials.EXP_5));
    odd = odd.fma(square, c(ScalarPolynomials.EXP_3));
    odd = odd.fma(square, c(ScalarPolynomials.EXP_1));
    return odd.fma(r, even);
  }

  /**
   * The value of (2 s - 2 atanh(s)) / s^3 of z = s^2, s = f / (2 + f), 1 + f in [sqrt(1/2),
   * sqrt(2)].
   */
  static DoubleVector log(DoubleVector z) {
    DoubleVector p = c(ScalarPolynomials.LOG_6).fma(z, c(ScalarPolynomials.LOG_5));
    p = p.fma(z, c(ScalarPolynomials.LOG_4));
    p = p.fma(z, c(ScalarPolynomials.LOG_3));
    p = p.fma(z, c(ScalarPolynomials.LOG_2));
    p = p.fma(z, c(ScalarPolynomials.LOG_1));
    p = p.fma(z, c(ScalarPolynomials.LOG_0));
    return p;
  }

  /** The value of erf(x) / x - 1 of z = x^2, |x| &lt;= 1. */
  static DoubleVector erf(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even = c(ScalarPolynomials.ERF_12).fma(square, c(ScalarPolynomials.ERF_10));
    even = even.fma(square, c(ScalarPolynomials.ERF_8));
    even = even.fma(square, c(ScalarPolynomials.ERF_6));
    even = even.fma(square, c(ScalarPolynomials.ERF_4));
    even = even.fma(square, c(ScalarPolynomials.ERF_2));
    even = even.fma(square, c(ScalarPolynomials.ERF_0));
    DoubleVector odd = c(ScalarPolynomials.ERF_11).fma(square, c(ScalarPolynomials.ERF_9));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_7));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_5));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_3));
    odd = odd.fma(square, c(ScalarPolynomials.ERF_1));
    return odd.fma(z, even);
  }

  /**
   * The value of (1 + 2 x) e^(x^2) erfc(x), for accuracy without its constant, of t = (x - c) / (x
   * + c), c = 3.5, x &gt;= 0.
   */
  static DoubleVector erfcx(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even = c(ScalarPolynomials.ERFCX_22).fma(square, c(ScalarPolynomials.ERFCX_20));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_18));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_16));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_14));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_12));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_10));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_8));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_6));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_4));
    even = even.fma(square, c(ScalarPolynomials.ERFCX_2));
    DoubleVector odd = c(ScalarPolynomials.ERFCX_23).fma(square, c(ScalarPolynomials.ERFCX_21));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_19));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_17));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_15));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_13));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_11));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_9));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_7));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_5));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_3));
    odd = odd.fma(square, c(ScalarPolynomials.ERFCX_1));
    return odd.fma(t, even.mul(square));
  }

  /** The value of x / q of 2.5 - w, w = -ln(4 p (1 - p)) in [0, 5], q = p - 1/2. */
  static DoubleVector quantileCentre(DoubleVector t) {
    DoubleVector square = t.mul(t);
    DoubleVector even =
        c(ScalarPolynomials.QUANTILE_CENTRE_22)
            .fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_20));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_18));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_16));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_14));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_12));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_10));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_8));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_6));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_4));
    even = even.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_2));
    DoubleVector odd =
        c(ScalarPolynomials.QUANTILE_CENTRE_21)
            .fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_19));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_17));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_15));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_13));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_11));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_9));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_7));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_5));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_3));
    odd = odd.fma(square, c(ScalarPolynomials.QUANTILE_CENTRE_1));
    return odd.fma(t, even.mul(square)).add(c(ScalarPolynomials.QUANTILE_CENTRE_0));
  }

  /** The value of the numerator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]. */
  static DoubleVector quantileTailP(DoubleVector t) {
    DoubleVector p =
        c(ScalarPolynomials.QUANTILE_TAIL_P_7).fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_6));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_5));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_4));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_3));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_2));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_1));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_P_0));
    return p;
  }

  /** The value of the denominator of -x of r - 2.5, r = sqrt(-ln p) in [2.5, 6.2]. */
  static DoubleVector quantileTailQ(DoubleVector t) {
    DoubleVector p =
        c(ScalarPolynomials.QUANTILE_TAIL_Q_7).fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_6));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_5));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_4));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_3));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_2));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_1));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_TAIL_Q_0));
    return p;
  }

  /** The value of the numerator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]. */
  static DoubleVector quantileFarP(DoubleVector t) {
    DoubleVector p =
        c(ScalarPolynomials.QUANTILE_FAR_P_7).fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_6));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_5));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_4));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_3));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_2));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_1));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_P_0));
    return p;
  }

  /** The value of the denominator of -x of r - 6, r = sqrt(-ln p) in [6.1, 27.4]. */
  static DoubleVector quantileFarQ(DoubleVector t) {
    DoubleVector p =
        c(ScalarPolynomials.QUANTILE_FAR_Q_7).fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_6));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_5));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_4));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_3));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_2));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_1));
    p = p.fma(t, c(ScalarPolynomials.QUANTILE_FAR_Q_0));
    return p;
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
