package dev.hadamard.excursion;

import dev.hadamard.kernel.Trigonometric;

/**
 * Plane waves from all directions in the plane: r(t) = J₀(t).
 *
 * <p>λ₂ = 1/2, λ₄ = 3/8. The correlation is not monotone, so that the Slepian method refuses it by
 * default. Computed as the mean of cos(t sin θ) over equally spaced angles, whose number grows with
 * t; O(t) time for large t.
 */
public final class BesselJ0Correlation extends FrequencyCorrelation {
  private static final BesselJ0Correlation INSTANCE = new BesselJ0Correlation();
  private static final int MIN_ANGLES = 32;
  private static final double MAX_LAG = 1e6;

  /** For lags of moderate size. */
  private final Nodes common;

  private BesselJ0Correlation() {
    super("besselJ0", 0.5);
    common = angles(MIN_ANGLES);
    expandAtOrigin();
  }

  /**
   * The model.
   *
   * @return the model
   */
  public static BesselJ0Correlation of() {
    return INSTANCE;
  }

  /**
   * Midpoints of n intervals of the quarter circle; the error of the mean is about J at order 4n.
   */
  private static Nodes angles(int n) {
    double[] frequencies = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      frequencies[i] = Trigonometric.sin(Math.PI * (2 * i + 1) / (4 * n));
      weights[i] = 1.0 / n;
    }
    return new Nodes(frequencies, weights);
  }

  @Override
  Nodes nodes(double t) {
    if (t <= MIN_ANGLES) {
      return common;
    }
    if (t > MAX_LAG) {
      throw new IllegalArgumentException("t is " + t + ": must be at most " + MAX_LAG);
    }
    return angles((int) t + MIN_ANGLES);
  }

  @Override
  public double tailRate() {
    return 0;
  }

  @Override
  public double spectralDensity(double omega) {
    Spectra.frequency(omega);
    return omega > 1 ? 0 : Spectra.TWO_OVER_PI / Math.sqrt((1 - omega) * (1 + omega));
  }
}
