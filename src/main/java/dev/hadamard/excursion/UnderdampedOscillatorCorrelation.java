package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Trigonometric;

/**
 * The randomly driven harmonic oscillator with damping ratio ζ &lt; 1 and natural frequency 1: r(t)
 * = e^(-ζt) (cos ωt + (ζ/ω) sin ωt), ω = √(1-ζ²).
 *
 * <p>λ₂ = 1, λ₄ infinite, c₃ = ζ/3. The correlation is not monotone, so that the Slepian method
 * refuses it by default.
 */
public final class UnderdampedOscillatorCorrelation extends AbstractCorrelation
    implements Autoregressive {
  private static final int SERIES_TERMS = 24;
  private static final double SERIES_LIMIT = 0.5;

  private final double zeta;
  private final double omega;
  private final TaylorSeries series;
  private final TaylorSeries decorrelationSeries;

  private UnderdampedOscillatorCorrelation(double zeta) {
    super("car2Underdamped(zeta=" + zeta + ")", 1);
    this.zeta = zeta;
    this.omega = Math.sqrt((1 - zeta) * (1 + zeta));
    this.series = taylor(TaylorSeries.variable(0, SERIES_TERMS));
    decorrelationSeries = series.shiftDown(2).negate();
    expandAtOrigin();
  }

  /**
   * The model with a given damping ratio.
   *
   * @param dampingRatio ζ, between 0 and 1
   * @return the model
   */
  public static UnderdampedOscillatorCorrelation of(double dampingRatio) {
    if (!(dampingRatio > 0 && dampingRatio < 1)) {
      throw new IllegalArgumentException(
          "dampingRatio is " + dampingRatio + ": must be between 0 and 1");
    }
    return new UnderdampedOscillatorCorrelation(dampingRatio);
  }

  /** From r'' = -2ζ r' - r, in the variable of the given series. */
  @Override
  TaylorSeries taylor(TaylorSeries t) {
    double scale = t.coefficient(1);
    double[] c = new double[t.order() + 1];
    c[0] = 1;
    for (int k = 2; k < c.length; k++) {
      c[k] = -(2 * zeta * scale * (k - 1) * c[k - 1] + scale * scale * c[k - 2]) / (k * (k - 1));
    }
    return TaylorSeries.of(c);
  }

  @Override
  public double[] characteristic() {
    return new double[] {1, 2 * zeta};
  }

  @Override
  double r(double t) {
    return Exponentials.ofMinusProduct(zeta, t)
        * (Trigonometric.cos(omega * t) + zeta / omega * Trigonometric.sin(omega * t));
  }

  @Override
  double minusSlope(double t) {
    return Exponentials.ofMinusProduct(zeta, t) * Trigonometric.sin(omega * t) / omega;
  }

  @Override
  double curvature(double t) {
    return 2 * zeta * minusSlope(t) - r(t);
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
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double cubicCoefficient() {
    return zeta / 3;
  }

  @Override
  public double tailRate() {
    return zeta;
  }

  @Override
  public double spectralDensity(double omega) {
    double gap = 1 - Spectra.frequency(omega) * omega;
    double damping = 2 * zeta * omega;
    return Spectra.TWO_OVER_PI * 2 * zeta / (gap * gap + damping * damping);
  }
}
