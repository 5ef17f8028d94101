package dev.hadamard.laplace;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A complex number of many decimal digits, for reference values. Every operation rounds to the
 * number's context, each part relative to itself; functions are principal branches, cut along the
 * negative real axis, with an error of some units in the last digit relative to the modulus.
 *
 * @param re the real part
 * @param im the imaginary part
 * @param context the number of digits
 */
public record BigComplex(BigDecimal re, BigDecimal im, MathContext context) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /**
   * A real number.
   *
   * @param re the number
   * @param context the number of digits
   * @return the number
   */
  public static BigComplex of(BigDecimal re, MathContext context) {
    return new BigComplex(re, BigDecimal.ZERO, context);
  }

  /**
   * A complex number.
   *
   * @param re the real part
   * @param im the imaginary part
   * @param context the number of digits
   * @return the number
   */
  public static BigComplex of(BigDecimal re, BigDecimal im, MathContext context) {
    return new BigComplex(re, im, context);
  }

  /**
   * A real number with the digits of this one.
   *
   * @param value the number, exactly as it is in binary
   * @return the number
   */
  public BigComplex real(double value) {
    return of(new BigDecimal(value), context);
  }

  private BigComplex with(BigDecimal newRe, BigDecimal newIm) {
    return new BigComplex(newRe, newIm, context);
  }

  /**
   * The sum.
   *
   * @param other the other number
   * @return this + other
   */
  public BigComplex plus(BigComplex other) {
    return with(re.add(other.re, context), im.add(other.im, context));
  }

  /**
   * The sum with a real number.
   *
   * @param other the real number
   * @return this + other
   */
  public BigComplex plus(double other) {
    return with(re.add(new BigDecimal(other), context), im);
  }

  /**
   * The difference.
   *
   * @param other the other number
   * @return this - other
   */
  public BigComplex minus(BigComplex other) {
    return with(re.subtract(other.re, context), im.subtract(other.im, context));
  }

  /**
   * The product.
   *
   * @param other the other number
   * @return this · other
   */
  public BigComplex times(BigComplex other) {
    return with(
        re.multiply(other.re).subtract(im.multiply(other.im), context),
        re.multiply(other.im).add(im.multiply(other.re), context));
  }

  /**
   * The product with a real number.
   *
   * @param factor the real number
   * @return factor · this
   */
  public BigComplex times(BigDecimal factor) {
    return with(re.multiply(factor, context), im.multiply(factor, context));
  }

  /**
   * The product with a real number.
   *
   * @param factor the real number
   * @return factor · this
   */
  public BigComplex times(double factor) {
    return times(new BigDecimal(factor));
  }

  /**
   * The quotient.
   *
   * @param other the divisor
   * @return this / other
   * @throws ArithmeticException if the divisor is 0
   */
  public BigComplex dividedBy(BigComplex other) {
    BigDecimal square = other.re.multiply(other.re).add(other.im.multiply(other.im));
    return with(
        re.multiply(other.re).add(im.multiply(other.im)).divide(square, context),
        im.multiply(other.re).subtract(re.multiply(other.im)).divide(square, context));
  }

  /**
   * The reciprocal.
   *
   * @return 1 / this
   */
  public BigComplex reciprocal() {
    return real(1).dividedBy(this);
  }

  /**
   * The negative.
   *
   * @return -this
   */
  public BigComplex negate() {
    return with(re.negate(), im.negate());
  }

  /**
   * The modulus.
   *
   * @return |this|
   */
  public BigDecimal abs() {
    return re.multiply(re).add(im.multiply(im)).sqrt(context);
  }

  /**
   * The square root in the right half-plane.
   *
   * @return √this
   */
  public BigComplex sqrt() {
    BigDecimal modulus = abs();
    if (modulus.signum() == 0) {
      return real(0);
    }
    BigDecimal larger = modulus.add(re.abs()).divide(TWO, context).sqrt(context);
    BigDecimal smaller = im.divide(larger.multiply(TWO), context);
    if (re.signum() >= 0) {
      return with(larger, smaller);
    }
    return with(smaller.abs(), im.signum() < 0 ? larger.negate() : larger);
  }

  /**
   * The exponential: Taylor's series after halving the argument until it is small.
   *
   * @return e^this
   */
  public BigComplex exp() {
    // Angles are reduced by 2π with the digits that their size costs.
    int digits = context.getPrecision();
    int large = Math.max(0, exponent(re)) + Math.max(0, exponent(im));
    MathContext more = new MathContext(digits + large + 20);
    BigDecimal turn = pi(more).multiply(TWO);
    BigDecimal angle = im.subtract(turn.multiply(nearest(im.divide(turn, more))), more);
    BigDecimal log2 = ln2(more);
    BigDecimal power = nearest(re.divide(log2, more));
    BigDecimal rest = re.subtract(power.multiply(log2), more);
    int halvings = 8;
    BigDecimal shrink = TWO.pow(halvings);
    BigComplex x = new BigComplex(rest.divide(shrink, more), angle.divide(shrink, more), more);
    BigComplex sum = x.real(1);
    BigComplex term = sum;
    BigDecimal limit = BigDecimal.ONE.movePointLeft(more.getPrecision() + 2);
    for (int k = 1; term.abs().compareTo(limit) > 0; k++) {
      term = term.times(x);
      term =
          term.with(
              term.re.divide(BigDecimal.valueOf(k), more),
              term.im.divide(BigDecimal.valueOf(k), more));
      sum = sum.plus(term);
    }
    for (int k = 0; k < halvings; k++) {
      sum = sum.times(sum);
    }
    BigDecimal scale = power(power.intValueExact(), more);
    return with(sum.re.multiply(scale).round(context), sum.im.multiply(scale).round(context));
  }

  private static BigDecimal power(int e, MathContext context) {
    return e >= 0 ? TWO.pow(e, context) : BigDecimal.ONE.divide(TWO.pow(-e, context), context);
  }

  private static BigDecimal nearest(BigDecimal x) {
    return x.setScale(0, java.math.RoundingMode.HALF_EVEN);
  }

  /** Decimal exponent. */
  private static int exponent(BigDecimal x) {
    return x.signum() == 0 ? 0 : x.precision() - x.scale();
  }

  /**
   * The logarithm with imaginary part in (-π, π]: Newton's method on the exponential.
   *
   * @return ln this
   * @throws ArithmeticException for 0
   */
  public BigComplex log() {
    if (re.signum() == 0 && im.signum() == 0) {
      throw new ArithmeticException("logarithm of 0");
    }
    MathContext more = new MathContext(context.getPrecision() + 10);
    // A start within the doubles.
    int shift = -Math.max(exponent(re), exponent(im));
    BigComplex scaled = new BigComplex(re.movePointRight(shift), im.movePointRight(shift), more);
    Complex start = new Complex(scaled.re.doubleValue(), scaled.im.doubleValue()).log();
    BigComplex y = new BigComplex(new BigDecimal(start.re()), new BigDecimal(start.im()), more);
    for (int correct = 14; correct < 2 * more.getPrecision(); correct *= 3) {
      // Halley's step: y + 2 (x - e^y)/(x + e^y).
      BigComplex e = y.exp();
      y = y.plus(scaled.minus(e).dividedBy(scaled.plus(e)).times(2));
    }
    BigDecimal ten = ln2(more).multiply(BigDecimal.ONE);
    if (shift != 0) {
      ten = ln10(more);
    }
    return with(
        y.re.subtract(ten.multiply(BigDecimal.valueOf(shift)), context), y.im.round(context));
  }

  private static BigDecimal ln10(MathContext context) {
    // ln 10 = 3 ln 2 + 2 artanh(1/9).
    return ln2(context)
        .multiply(BigDecimal.valueOf(3))
        .add(artanh(9, context).multiply(TWO), context);
  }

  /**
   * A real power, e^(exponent ln this).
   *
   * @param exponent the exponent, exactly as it is in binary
   * @return this^exponent
   */
  public BigComplex pow(double exponent) {
    return log().times(exponent).exp();
  }

  /** ln 2 = 2 artanh(1/3). */
  static BigDecimal ln2(MathContext context) {
    return artanh(3, context).multiply(TWO, context);
  }

  /** artanh(1/n), by its series in integers. */
  private static BigDecimal artanh(int n, MathContext context) {
    return inverseSeries(n, 1, context);
  }

  /** π = 16 arctan(1/5) - 4 arctan(1/239). */
  static BigDecimal pi(MathContext context) {
    return inverseSeries(5, -1, context)
        .multiply(BigDecimal.valueOf(16))
        .subtract(inverseSeries(239, -1, context).multiply(BigDecimal.valueOf(4)), context);
  }

  private static BigDecimal inverseSeries(int n, int sign, MathContext context) {
    int scale = context.getPrecision() + 10;
    java.math.BigInteger power = java.math.BigInteger.TEN.pow(scale);
    java.math.BigInteger square = java.math.BigInteger.valueOf((long) n * n);
    power = power.divide(java.math.BigInteger.valueOf(n));
    java.math.BigInteger sum = java.math.BigInteger.ZERO;
    for (int k = 0; power.signum() != 0; k++) {
      java.math.BigInteger term = power.divide(java.math.BigInteger.valueOf(2L * k + 1));
      sum = sign < 0 && k % 2 == 1 ? sum.subtract(term) : sum.add(term);
      power = power.divide(square);
    }
    return new BigDecimal(sum, scale);
  }
}
