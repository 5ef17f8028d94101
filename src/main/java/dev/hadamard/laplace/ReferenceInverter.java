package dev.hadamard.laplace;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Inversion in as many digits as wanted, slow, for reference values: Talbot's contour with the
 * parameter of Abate and Valkó, M = 2.37 digits nodes, carried out with 1.72 digits + 15 digits;
 * for functions that suit {@link LaplaceInverter#fixedTalbot}. Two numbers of nodes must agree.
 *
 * <p>Source: J. Abate and P. Valkó, Multi-precision Laplace transform inversion, 2004. Immutable.
 */
public final class ReferenceInverter {
  private final int digits;

  private ReferenceInverter(int digits) {
    this.digits = digits;
  }

  /**
   * The inverter.
   *
   * @param digits the number of digits, 5 to 500
   * @return the inverter
   */
  public static ReferenceInverter of(int digits) {
    if (digits < 5 || digits > 500) {
      throw new IllegalArgumentException("digits is " + digits + ": must be from 5 to 500");
    }
    return new ReferenceInverter(digits);
  }

  private static void checkTime(BigDecimal t) {
    if (t.signum() <= 0) {
      throw new IllegalArgumentException("t is " + t + ": must be positive");
    }
  }

  /**
   * f(t).
   *
   * @param transform the transform F
   * @param t the time, positive
   * @return the value, rounded to the digits
   * @throws IllegalArgumentException if t is not positive
   * @throws dev.hadamard.kernel.ConvergenceException if another number of nodes does not give the
   *     same digits, but for the last two, relative to the larger of |f| and 1e-digits
   */
  public BigDecimal invert(PreciseTransform transform, BigDecimal t) {
    checkTime(t);
    int nodes = Math.max(12, (int) Math.ceil(1.38 * 1.72 * digits));
    MathContext context = new MathContext((int) Math.ceil(1.72 * digits) + 15);
    BigDecimal value = talbot(transform, t, nodes, context);
    BigDecimal other = talbot(transform, t, nodes + 3, context);
    BigDecimal apart = value.subtract(other).abs();
    BigDecimal allowed =
        value.abs().max(BigDecimal.ONE.movePointLeft(digits)).movePointLeft(digits - 2);
    if (apart.compareTo(allowed) > 0) {
      throw new dev.hadamard.kernel.ConvergenceException(
          "two contours give %s and %s at t = %s: the transform has singularities beyond them"
              .formatted(value.round(new MathContext(10)), other.round(new MathContext(10)), t),
          apart.doubleValue());
    }
    return other.round(new MathContext(digits));
  }

  private static BigDecimal talbot(
      PreciseTransform transform, BigDecimal t, int nodes, MathContext context) {
    BigDecimal r = BigDecimal.valueOf(2L * nodes).divide(BigDecimal.valueOf(5), context);
    BigDecimal pi = BigComplex.pi(context);
    BigComplex start = BigComplex.of(r, context);
    BigDecimal sum =
        start.exp().times(transform.at(start.times(inverse(t, context)))).times(0.5).re();
    for (int k = 1; k < nodes; k++) {
      BigDecimal theta =
          pi.multiply(BigDecimal.valueOf(k)).divide(BigDecimal.valueOf(nodes), context);
      BigComplex e = BigComplex.of(BigDecimal.ZERO, theta, context).exp();
      BigDecimal cot = e.re().divide(e.im(), context);
      BigComplex z =
          BigComplex.of(
              r.multiply(theta).multiply(cot, context), r.multiply(theta, context), context);
      BigDecimal slope =
          theta.multiply(cot.multiply(cot).add(BigDecimal.ONE), context).subtract(cot, context);
      BigComplex weight = BigComplex.of(BigDecimal.ONE, slope, context);
      sum =
          sum.add(
              z.exp().times(transform.at(z.times(inverse(t, context)))).times(weight).re(),
              context);
    }
    return sum.multiply(new BigDecimal("0.4")).divide(t, context);
  }

  private static BigDecimal inverse(BigDecimal t, MathContext context) {
    return BigDecimal.ONE.divide(t, context);
  }

  /**
   * f(t) by Gaver's functionals and Wynn's rho algorithm with 2.1 terms digits: F is evaluated on
   * the real axis only. Error about 10^(-0.9 terms) for smooth functions.
   *
   * @param transform the transform F
   * @param t the time, positive
   * @param terms the number M of functionals, 3 to 200; the digits of this inverter play no role
   * @return the value, with all its digits, right or wrong
   */
  public static BigDecimal gaverWynnRho(PreciseTransform transform, BigDecimal t, int terms) {
    checkTime(t);
    if (terms < 3 || terms > 200) {
      throw new IllegalArgumentException("terms is " + terms + ": must be from 3 to 200");
    }
    return GaverWynnRho.precise(
        transform, t, terms, new MathContext((int) Math.ceil(2.1 * terms) + 5));
  }

  @Override
  public String toString() {
    return "ReferenceInverter(" + digits + ")";
  }
}
