package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.quadrature.GaussLegendre;

/**
 * The correlation of X(t) + X(t+δ): r(t) = (2ρ(t) + ρ(t-δ) + ρ(t+δ)) / (2 + 2ρ(δ)).
 *
 * <p>The differences 2ρ(δ) - ρ(δ-t) - ρ(δ+t) near t = 0 are integrals of ρ'', so that they do not
 * cancel.
 */
public final class ShiftedCorrelation extends AbstractCorrelation {
  private static final int NODES = 24;

  /**
   * Weights of the second difference of order 8; the middle one is halved, its point comes twice.
   */
  private static final double[] SECOND_DIFFERENCE = {
    -205.0 / 144, 8.0 / 5, -1.0 / 5, 8.0 / 315, -1.0 / 560
  };

  private final CorrelationModel base;
  private final double shift;
  private final double norm;

  private ShiftedCorrelation(CorrelationModel base, double shift) {
    super(
        "shifted(" + base.name() + ";delta=" + shift + ")",
        (2 * base.lambda2() - 2 * base.secondDerivative(shift)) / (2 + 2 * base.value(shift)));
    this.base = base;
    this.shift = shift;
    this.norm = 2 + 2 * base.value(shift);
    expandAtOrigin();
  }

  /**
   * A shifted model.
   *
   * @param base the correlation ρ of X
   * @param shift δ, positive and finite
   * @return the correlation of X(t) + X(t+δ)
   */
  public static ShiftedCorrelation of(CorrelationModel base, double shift) {
    return new ShiftedCorrelation(base, Requirements.positive("shift", shift));
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return null;
  }

  /** The interpolation must not cross the kink at δ. */
  @Override
  double seriesReach() {
    return Math.min(super.seriesReach(), shift / 2);
  }

  @Override
  public double[] kinks() {
    return new double[] {shift};
  }

  /** ρ''(δ+s) + ρ''(δ-s). */
  private double curvatureSum(double s) {
    return base.secondDerivative(shift + s) + base.secondDerivative(Math.abs(shift - s));
  }

  private boolean near(double t) {
    return t < shift / 2;
  }

  @Override
  double r(double t) {
    return (2 * base.value(t) + base.value(Math.abs(t - shift)) + base.value(t + shift)) / norm;
  }

  @Override
  double minusSlope(double t) {
    double sum;
    if (near(t)) {
      sum = GaussLegendre.of(NODES).integrate(this::curvatureSum, 0, t);
    } else {
      double toShift = t - shift;
      sum =
          base.derivative(t + shift)
              + Math.copySign(1, toShift) * base.derivative(Math.abs(toShift));
    }
    return -(2 * base.derivative(t) + sum) / norm;
  }

  @Override
  double curvature(double t) {
    return (2 * base.secondDerivative(t) + curvatureSum(t)) / norm;
  }

  @Override
  double decorrelation(double t) {
    double difference =
        near(t)
            ? -GaussLegendre.of(NODES).integrate(s -> (t - s) * curvatureSum(s), 0, t)
            : 2 * base.value(shift) - base.value(Math.abs(t - shift)) - base.value(t + shift);
    return (2 * base.oneMinus(t) + difference) / norm;
  }

  /** With the fourth derivative of ρ at δ from differences of ρ'', to about nine digits. */
  @Override
  public double lambda4() {
    double h = Math.min(shift / 4, 0.05 / Math.sqrt(base.lambda2()));
    double fourth = 0;
    for (int k = 0; k < SECOND_DIFFERENCE.length; k++) {
      double pair = base.secondDerivative(shift + k * h) + base.secondDerivative(shift - k * h);
      fourth += SECOND_DIFFERENCE[k] * pair / (h * h);
    }
    return (2 * base.lambda4() + 2 * fourth) / norm;
  }

  @Override
  public double cubicCoefficient() {
    return 2 * base.cubicCoefficient() / norm;
  }

  @Override
  public double tailRate() {
    return base.tailRate();
  }

  @Override
  public double tailPower() {
    return base.tailPower();
  }

  @Override
  public boolean smoothAtOrigin() {
    return base.smoothAtOrigin();
  }

  @Override
  public double spectralDensity(double omega) {
    double half = Trigonometric.cos(Spectra.frequency(omega) * shift / 2);
    // |1 + e^(iωδ)|² = 4 cos²(ωδ/2)
    return base.spectralDensity(omega) * 4 * half * half / norm;
  }
}
