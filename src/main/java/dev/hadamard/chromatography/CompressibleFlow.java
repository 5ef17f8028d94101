package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;

/**
 * Isothermal flow of an ideal carrier gas through a column: p u = const and u = -B dp/dx, so that
 * p(x) = √(p_in² - (p_in² - p_out²) x/L) and the velocity rises towards the outlet.
 *
 * <p>All numbers depend on P = p_in/p_out only, and are written so that P = 1 is no special case.
 *
 * @param pressureRatio P = p_in/p_out, at least 1 and finite
 */
public record CompressibleFlow(double pressureRatio) {
  /** Checks the ratio. */
  public CompressibleFlow {
    checkRatio(pressureRatio);
  }

  static void checkRatio(double ratio) {
    if (!(ratio >= 1) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException(
          "pressureRatio is " + ratio + ": must be at least 1 and finite");
    }
  }

  /**
   * The compressibility factor of James and Martin, j = (3/2)(P² - 1)/(P³ - 1): mean over outlet
   * velocity; t₀ = L/(j u_out).
   *
   * @return j, between 0 and 1
   */
  public double jamesMartin() {
    double p = pressureRatio;
    return 1.5 * (p + 1) / (p * p + p + 1);
  }

  /**
   * Giddings' factor f₁ = (9/8)(P⁴ - 1)(P² - 1)/(P³ - 1)², by which expansion broadens peaks.
   *
   * @return f₁, between 1 and 9/8
   */
  public double giddings() {
    double p = pressureRatio;
    double cubic = p * p + p + 1;
    return 1.125 * (p * p + 1) * ((p + 1) / cubic) * ((p + 1) / cubic);
  }

  /**
   * The pressure along the column over that at the outlet.
   *
   * @param x the place, from 0 (inlet) to 1 (outlet)
   * @return p(x)/p_out
   */
  public double pressure(double x) {
    checkPlace(x);
    return Math.sqrt(1 + (1 - x) * (pressureRatio - 1) * (pressureRatio + 1));
  }

  /**
   * The share of the hold-up time that the carrier has spent when it reaches a place.
   *
   * @param x the place, from 0 (inlet) to 1 (outlet)
   * @return τ(x)/t₀, between 0 and 1
   */
  public double residence(double x) {
    checkPlace(x);
    double p = pressureRatio;
    // (P³ - p³)/(P³ - 1) with P² - p² = x (P² - 1), all differences cancelled.
    double here = pressure(x);
    return x * (p + 1) * (p * p + p * here + here * here) / ((p + here) * (p * p + p + 1));
  }

  /**
   * The velocity over the outlet velocity.
   *
   * @param x the place, from 0 (inlet) to 1 (outlet)
   * @return u(x)/u_out
   */
  public double velocity(double x) {
    return 1 / pressure(x);
  }

  /**
   * The mean velocity L/t₀ under given pressures.
   *
   * @param mobility B, permeability/(porosity · viscosity) of a packing, d²/(32 viscosity) of a
   *     capillary, m²/(Pa s), positive
   * @param length L, m, positive
   * @param outletPressure p_out, Pa, positive
   * @return L/t₀ = j u_out, m/s, with u_out = B (p_in² - p_out²)/(2 L p_out)
   */
  public double meanVelocity(double mobility, double length, double outletPressure) {
    Requirements.positive("mobility", mobility);
    Requirements.positive("length", length);
    Requirements.positive("outletPressure", outletPressure);
    double p = pressureRatio;
    return jamesMartin() * mobility * outletPressure * (p - 1) * (p + 1) / (2 * length);
  }

  private static void checkPlace(double x) {
    if (!(x >= 0 && x <= 1)) {
      throw new IllegalArgumentException("x is " + x + ": must be between 0 and 1");
    }
  }

  /** Carrier gases with their viscosity η_st (T/T_st)^(a + b (T - T_st)/T_st), T_st = 273.15 K. */
  public enum Carrier {
    /** Helium. */
    HELIUM(18.63e-6, 0.6958, -0.0071),
    /** Hydrogen. */
    HYDROGEN(8.382e-6, 0.6892, 0.005),
    /** Nitrogen. */
    NITROGEN(16.62e-6, 0.7665, -0.0378),
    /** Argon. */
    ARGON(21.04e-6, 0.8131, -0.0426);

    private static final double STANDARD = 273.15;

    private final double viscosity;
    private final double exponent;
    private final double slope;

    Carrier(double viscosity, double exponent, double slope) {
      this.viscosity = viscosity;
      this.exponent = exponent;
      this.slope = slope;
    }

    /**
     * The viscosity.
     *
     * @param temperature K, positive
     * @return Pa s
     */
    public double viscosity(double temperature) {
      Requirements.positive("temperature", temperature);
      double ratio = temperature / STANDARD;
      return viscosity * Elementary.pow(ratio, exponent + slope * (ratio - 1));
    }
  }
}
