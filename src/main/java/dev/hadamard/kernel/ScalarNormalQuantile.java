package dev.hadamard.kernel;

/**
 * The inverse of the normal distribution function in scalars.
 *
 * <p>The centre follows Giles (GPU Computing Gems, 2010): with q = p - 1/2 and w = -ln(4 p (1 -
 * p)), x / q is a smooth function of w, here a polynomial up to w = 5, which is all of 0.0017 &lt;
 * p &lt; 0.9983. The tails are rational functions of sqrt(-ln p) (Wichura, AS 241, 1988).
 */
final class ScalarNormalQuantile {
  /** The middle of the range of w in the centre. */
  static final double CENTRE_SHIFT = 2.5;

  static final double TAIL_SHIFT = 2.5;

  /** The tail approximation of the vector kernel holds down to here. */
  static final double TAIL_PROBABILITY = 0x1p-54;

  private static final double FAR_SHIFT = 6.0;

  private ScalarNormalQuantile() {}

  static double normalQuantile(double p) {
    double m = p > 0.5 ? 1.0 - p : p;
    if (!(m > 0.0)) {
      return m == 0.0
          ? (p == 0.0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
          : Double.NaN;
    }
    double q = p - 0.5;
    if (m >= TAIL_PROBABILITY) {
      double t = ScalarExpLogCore.logPlus(4.0 * m * (1.0 - m), CENTRE_SHIFT);
      if (t >= -CENTRE_SHIFT) {
        return q * ScalarPolynomials.quantileCentre(t);
      }
    }
    double r = Math.sqrt(-ScalarExpLogCore.log(m));
    double magnitude;
    if (m >= TAIL_PROBABILITY) {
      double t = r - TAIL_SHIFT;
      magnitude = ScalarPolynomials.quantileTailP(t) / ScalarPolynomials.quantileTailQ(t);
    } else {
      double t = r - FAR_SHIFT;
      magnitude = ScalarPolynomials.quantileFarP(t) / ScalarPolynomials.quantileFarQ(t);
    }
    return Math.copySign(magnitude, q);
  }
}
