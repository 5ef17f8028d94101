package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;

/**
 * E, -E' and 1 - E² near t = 0 as power series in x = t√λ₂, where their closed forms cancel.
 *
 * <p>With r = 1 - t²O(t) and -r' = tR(t), E = R / (√λ₂ √(O (2 - t²O))): a quotient of series that
 * do not vanish. E is singular where r = ±1 in the complex plane. The radius of convergence is read
 * off the coefficients, and the series are used up to 0.4 of it.
 */
final class SeriesOrigin implements SlepianOrigin {
  /** Order of the correlation's series; that of E is two less. */
  static final int ORDER = 44;

  /** Largest x = t√λ₂ at which the series are used. */
  static final double REACH = 1;

  /** At this fraction of the radius of convergence the truncated terms are below 1e-16. */
  private static final double SAFE_FRACTION = 0.4;

  private final double rootLambda2;
  private final double limit;
  private final TaylorSeries mean;
  private final TaylorSeries density;
  private final TaylorSeries oneMinusE2;

  /**
   * Expands a correlation.
   *
   * @param r its series in x, of order {@link #ORDER}
   * @param lambda2 the second spectral moment, which replaces the rounded one of the series
   * @param reach largest time at which the series may be used
   */
  SeriesOrigin(TaylorSeries r, double lambda2, double reach) {
    this.rootLambda2 = Math.sqrt(lambda2);
    double[] c = r.coefficients();
    // In x the second spectral moment is 1: r = 1 - x²/2 + ....
    c[0] = 1;
    c[1] = 0;
    c[2] = -0.5;
    TaylorSeries exact = TaylorSeries.of(c);
    TaylorSeries o = exact.negate().shiftDown(2);
    TaylorSeries slope = exact.differentiate().negate().shiftDown(1);
    int order = o.order();
    TaylorSeries x = TaylorSeries.variable(0, order);
    TaylorSeries two = o.times(x.times(x)).negate().plus(2);
    this.mean = slope.truncate(order).dividedBy(o.times(two).sqrt());
    this.density = mean.differentiate().negate();
    double[] deficit = mean.negate().coefficients();
    deficit[0] = 0;
    this.oneMinusE2 = TaylorSeries.of(deficit).times(mean.plus(1));
    this.limit = Math.min(reach, safeReach(mean) / rootLambda2);
  }

  /** 0.4 of the radius of convergence, which is read off the last coefficients. */
  static double safeReach(TaylorSeries series) {
    double radius = Double.POSITIVE_INFINITY;
    for (int k = series.order() - 5; k <= series.order(); k++) {
      double size = Math.abs(series.coefficient(k));
      radius = Math.min(radius, Elementary.pow(size, -1.0 / k));
    }
    return SAFE_FRACTION * radius;
  }

  @Override
  public boolean covers(double t) {
    return t <= limit;
  }

  @Override
  public double mean(double t) {
    return mean.evaluate(t * rootLambda2);
  }

  /** E at a complex time of modulus up to {@link #covers}. */
  Complex mean(Complex t) {
    Complex x = t.times(rootLambda2);
    Complex sum = Complex.ZERO;
    for (int k = mean.order(); k >= 0; k--) {
      sum = sum.times(x).plus(mean.coefficient(k));
    }
    return sum;
  }

  @Override
  public double density(double t) {
    return rootLambda2 * density.evaluate(t * rootLambda2);
  }

  @Override
  public double oneMinusE2(double t) {
    return oneMinusE2.evaluate(t * rootLambda2);
  }
}
