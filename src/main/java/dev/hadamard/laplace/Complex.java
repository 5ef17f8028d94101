package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * A complex number, for writing transforms as formulas.
 *
 * <p>Why a record and not a pair of arrays: a transform reads as its formula, and as the type is
 * final and its methods are short the compiler keeps the parts in registers where it inlines a
 * transform into the loop of an inversion method. All functions are principal branches, cut along
 * the negative real axis; their bits do not depend on the processor.
 *
 * @param re the real part
 * @param im the imaginary part
 */
public record Complex(double re, double im) {
  /** The number 0. */
  public static final Complex ZERO = new Complex(0, 0);

  /** The number 1. */
  public static final Complex ONE = new Complex(1, 0);

  /** The imaginary unit. */
  public static final Complex I = new Complex(0, 1);

  /**
   * A complex number.
   *
   * @param re the real part
   * @param im the imaginary part
   * @return re + i im
   */
  public static Complex of(double re, double im) {
    return new Complex(re, im);
  }

  /**
   * The sum with another number.
   *
   * @param other the other number
   * @return this + other
   */
  public Complex plus(Complex other) {
    return new Complex(re + other.re, im + other.im);
  }

  /**
   * The sum with a real number.
   *
   * @param other the real number
   * @return this + other
   */
  public Complex plus(double other) {
    return new Complex(re + other, im);
  }

  /**
   * The difference from another number.
   *
   * @param other the other number
   * @return this - other
   */
  public Complex minus(Complex other) {
    return new Complex(re - other.re, im - other.im);
  }

  /**
   * The product with another number.
   *
   * @param other the other number
   * @return this · other
   */
  public Complex times(Complex other) {
    return new Complex(
        Math.fma(re, other.re, -(im * other.im)), Math.fma(re, other.im, im * other.re));
  }

  /**
   * The product with a real number.
   *
   * @param factor the real number
   * @return factor · this
   */
  public Complex times(double factor) {
    return new Complex(factor * re, factor * im);
  }

  /**
   * The quotient with another number, by Smith's scaling: no overflow on the way.
   *
   * @param other the divisor
   * @return this / other; not finite if the divisor is 0
   */
  public Complex dividedBy(Complex other) {
    if (Math.abs(other.re) >= Math.abs(other.im)) {
      double ratio = other.im / other.re;
      double scale = Math.fma(other.im, ratio, other.re);
      return new Complex(Math.fma(im, ratio, re) / scale, Math.fma(-re, ratio, im) / scale);
    }
    double ratio = other.re / other.im;
    double scale = Math.fma(other.re, ratio, other.im);
    return new Complex(Math.fma(re, ratio, im) / scale, Math.fma(im, ratio, -re) / scale);
  }

  /**
   * The reciprocal.
   *
   * @return 1 / this; not finite for 0
   */
  public Complex reciprocal() {
    return ONE.dividedBy(this);
  }

  /**
   * The negative.
   *
   * @return -this
   */
  public Complex negate() {
    return new Complex(-re, -im);
  }

  /**
   * The distance from 0.
   *
   * @return the modulus
   */
  public double abs() {
    return Elementary.hypot(re, im);
  }

  /**
   * The square root in the right half-plane.
   *
   * @return √this
   */
  public Complex sqrt() {
    double modulus = abs();
    if (modulus == 0) {
      return ZERO;
    }
    double larger = Math.sqrt((modulus + Math.abs(re)) / 2);
    double smaller = im / (2 * larger);
    return re >= 0
        ? new Complex(larger, smaller)
        : new Complex(Math.abs(smaller), Math.copySign(larger, im));
  }

  /**
   * The exponential.
   *
   * @return e^this
   */
  public Complex exp() {
    double modulus = Elementary.exp(re);
    return modulus == 0
        ? ZERO
        : new Complex(modulus * Trigonometric.cos(im), modulus * Trigonometric.sin(im));
  }

  /**
   * The logarithm with imaginary part in (-π, π].
   *
   * @return ln this
   */
  public Complex log() {
    return new Complex(Elementary.log(abs()), Trigonometric.atan2(im, re));
  }

  /**
   * A real power, e^(exponent ln this).
   *
   * @param exponent the exponent
   * @return this^exponent
   */
  public Complex pow(double exponent) {
    return log().times(exponent).exp();
  }

  /**
   * The hyperbolic tangent.
   *
   * @return tanh this
   */
  public Complex tanh() {
    if (re < 0) {
      return negate().tanh().negate();
    }
    Complex decay = times(-2).exp();
    return ONE.minus(decay).dividedBy(ONE.plus(decay));
  }

  /**
   * Whether both parts are finite.
   *
   * @return false for infinities and NaN
   */
  public boolean isFinite() {
    return Double.isFinite(re) && Double.isFinite(im);
  }
}
