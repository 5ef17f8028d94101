package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Trigonometric;

/**
 * Band-limited white noise: r(t) = sin t / t.
 *
 * <p>λ₂ = 1/3, λ₄ = 1/5. The correlation is not monotone, so that the Slepian method refuses it by
 * default.
 */
public final class SincCorrelation extends AbstractCorrelation {
  private static final SincCorrelation INSTANCE = new SincCorrelation();
  private static final double SERIES_LIMIT = 1;

  /** Powers of t up to this one matter to the last bit at {@link #SERIES_LIMIT}. */
  private static final int SERIES_ORDER = 20;

  private final TaylorSeries series;
  private final TaylorSeries slopeSeries;
  private final TaylorSeries curvatureSeries;
  private final TaylorSeries decorrelationSeries;

  private SincCorrelation() {
    super("sinc", 1.0 / 3);
    this.series = taylor(TaylorSeries.variable(0, SERIES_ORDER));
    slopeSeries = series.differentiate();
    curvatureSeries = slopeSeries.differentiate();
    decorrelationSeries = series.shiftDown(2).negate();
    expandAtOrigin();
  }

  /**
   * The model.
   *
   * @return the model
   */
  public static SincCorrelation of() {
    return INSTANCE;
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    double scale = t.coefficient(1);
    double[] c = new double[t.order() + 1];
    c[0] = 1;
    for (int k = 2; k < c.length; k += 2) {
      c[k] = -c[k - 2] * scale * scale / (k * (k + 1));
    }
    return TaylorSeries.of(c);
  }

  @Override
  double r(double t) {
    return Trigonometric.sin(t) / t;
  }

  @Override
  double minusSlope(double t) {
    if (t < SERIES_LIMIT) {
      return -slopeSeries.evaluate(t);
    }
    return (r(t) - Trigonometric.cos(t)) / t;
  }

  @Override
  double curvature(double t) {
    if (t < SERIES_LIMIT) {
      return curvatureSeries.evaluate(t);
    }
    return -r(t) + 2 * minusSlope(t) / t;
  }

  @Override
  double decorrelation(double t) {
    if (t < SERIES_LIMIT) {
      return t * t * decorrelationSeries.evaluate(t);
    }
    return 1 - r(t);
  }

  @Override
  public double lambda4() {
    return 0.2;
  }

  @Override
  public double tailRate() {
    return 0;
  }

  @Override
  public double spectralDensity(double omega) {
    double end = Spectra.frequency(omega) - 1;
    return end < 0 ? 1 : end == 0 ? 0.5 : 0;
  }
}
