package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.laplace.Complex;

/**
 * What the models share: checks, the power series near the origin, and the closed forms beyond it.
 *
 * <p>A model implements r, -r', r'' and 1 - r for 0 < t < ∞, the last with full relative accuracy,
 * and r on {@link TaylorSeries} where its expansion at 0 goes in whole powers.
 */
abstract class AbstractCorrelation implements CorrelationModel {
  /** Where 1 - r may have lost digits to underflow, E is 1 to the last bit. */
  private static final double NEGLIGIBLE = 1e-270;

  private final String name;
  private final double lambda2;
  private final double rootLambda2;
  private SlepianOrigin origin;

  AbstractCorrelation(String name, double lambda2) {
    this.name = name;
    this.lambda2 = lambda2;
    this.rootLambda2 = Math.sqrt(lambda2);
  }

  /** r on a series whose value is 0, or null where the expansion is not in whole powers. */
  abstract TaylorSeries taylor(TaylorSeries t);

  /** r(t) for 0 < t < ∞. */
  abstract double r(double t);

  /** -r'(t) for 0 < t < ∞. */
  abstract double minusSlope(double t);

  /** r''(t) for 0 < t < ∞. */
  abstract double curvature(double t);

  /** 1 - r(t) for 0 < t < ∞. */
  abstract double decorrelation(double t);

  /** Largest time at which the series at the origin may be used. */
  double seriesReach() {
    return SeriesOrigin.REACH / rootLambda2;
  }

  /** √λ₂. */
  final double rootLambda2() {
    return rootLambda2;
  }

  /**
   * r and -r' at a complex time.
   *
   * @param value r(t)
   * @param minusSlope -r'(t)
   */
  record Continuation(Complex value, Complex minusSlope) {}

  /** r and -r' in the sector |arg t| < π/4, or null where they are not known. */
  Continuation continuation(Complex t) {
    return null;
  }

  /** Expands the model at the origin; the last thing a constructor does. */
  final void expandAtOrigin() {
    double[] x = new double[SeriesOrigin.ORDER + 1];
    x[1] = 1 / rootLambda2;
    TaylorSeries r = taylor(TaylorSeries.of(x));
    origin =
        r != null
            ? new SeriesOrigin(r, lambda2, seriesReach())
            : smoothAtOrigin() ? new ChebyshevOrigin(this::mean, seriesReach()) : null;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final double lambda2() {
    return lambda2;
  }

  @Override
  public double cubicCoefficient() {
    return 0;
  }

  @Override
  public final double value(double t) {
    Requirements.time(t);
    return t == 0 ? 1 : t == Double.POSITIVE_INFINITY ? 0 : r(t);
  }

  @Override
  public final double derivative(double t) {
    Requirements.time(t);
    return t == 0 || t == Double.POSITIVE_INFINITY ? 0 : -minusSlope(t);
  }

  @Override
  public final double secondDerivative(double t) {
    Requirements.time(t);
    return t == 0 ? -lambda2 : t == Double.POSITIVE_INFINITY ? 0 : curvature(t);
  }

  @Override
  public final double oneMinus(double t) {
    Requirements.time(t);
    return t == 0 ? 0 : t == Double.POSITIVE_INFINITY ? 1 : decorrelation(t);
  }

  @Override
  public final double slepianMean(double t) {
    Requirements.time(t);
    if (t == 0) {
      return 1;
    }
    if (t == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return origin != null && origin.covers(t) ? origin.mean(t) : mean(t);
  }

  @Override
  public final Complex complexSlepianMean(Complex t) {
    if (!t.isFinite() || !(Math.abs(t.im()) < t.re() || t.abs() == 0)) {
      throw new IllegalArgumentException(
          "t is " + t + ": must be finite, with |Im t| below Re t, or 0");
    }
    if (t.im() == 0) {
      return Complex.of(slepianMean(t.re()), 0);
    }
    Continuation at = continuation(t);
    if (at == null) {
      return CorrelationModel.super.complexSlepianMean(t);
    }
    if (origin instanceof SeriesOrigin series && series.covers(t.abs())) {
      return series.mean(t);
    }
    // |r| < 1: the real part of 1 - r² is positive, and the root the principal one.
    Complex square = Complex.ONE.minus(at.value).times(at.value.plus(1));
    return at.minusSlope.dividedBy(square.sqrt()).times(1 / rootLambda2);
  }

  @Override
  public final double slepianMeanDensity(double t) {
    Requirements.time(t);
    if (t == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return origin != null && origin.covers(t) ? origin.density(t) : density(t);
  }

  @Override
  public final double oneMinusE2(double t) {
    Requirements.time(t);
    if (t == 0) {
      return 0;
    }
    if (t == Double.POSITIVE_INFINITY) {
      return 1;
    }
    return origin != null && origin.covers(t) ? origin.oneMinusE2(t) : deficit(t);
  }

  /** E(t) where the series does not reach. */
  double mean(double t) {
    double o = decorrelation(t);
    if (o < NEGLIGIBLE) {
      return 1;
    }
    return minusSlope(t) / (rootLambda2 * Math.sqrt(o * (2 - o)));
  }

  /** -E'(t) where the series does not reach. */
  double density(double t) {
    double o = decorrelation(t);
    double q = o * (2 - o);
    double slope = minusSlope(t);
    return Math.fma(curvature(t), q, r(t) * slope * slope) / (rootLambda2 * q * Math.sqrt(q));
  }

  /** 1 - E(t)² where the series does not reach. */
  double deficit(double t) {
    double e = mean(t);
    return (1 - e) * (1 + e);
  }

  @Override
  public String toString() {
    return name;
  }
}
