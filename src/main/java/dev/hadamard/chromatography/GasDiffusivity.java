package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;

/**
 * The diffusivity of a dilute analyte in a carrier gas, D = D_ref (T/T_ref)^1.75 p_ref/p.
 *
 * @param reference D at the reference, m²/s, positive
 * @param referenceTemperature T_ref, K, positive
 * @param referencePressure p_ref, Pa, positive
 */
public record GasDiffusivity(
    double reference, double referenceTemperature, double referencePressure) {
  private static final double EXPONENT = 1.75;

  /** 0.00143 cm²/s bar, K^-1.75, (g/mol)^(1/2), in m²/s Pa. */
  private static final double FULLER = 0.00143e-4 * 1e5;

  /** Checks the values. */
  public GasDiffusivity {
    Requirements.positive("reference", reference);
    Requirements.positive("referenceTemperature", referenceTemperature);
    Requirements.positive("referencePressure", referencePressure);
  }

  /**
   * An estimate without measurements, some 5 to 10 % off: D = 0.00143 T^1.75/(p √M (v_a^(1/3) +
   * v_c^(1/3))²) cm²/s for p in bar, M = 2/(1/M_a + 1/M_c) g/mol and the sums v of the atomic
   * diffusion volumes of both molecules, which the literature tabulates.
   *
   * <p>Source: E. N. Fuller, P. D. Schettler and J. C. Giddings, 1966.
   *
   * @param analyteMass M_a, g/mol, positive
   * @param analyteVolume v_a, positive
   * @param carrierMass M_c, g/mol, positive
   * @param carrierVolume v_c, positive
   * @return the diffusivity, with 298.15 K and 1 bar as its reference
   */
  public static GasDiffusivity fuller(
      double analyteMass, double analyteVolume, double carrierMass, double carrierVolume) {
    Requirements.positive("analyteMass", analyteMass);
    Requirements.positive("analyteVolume", analyteVolume);
    Requirements.positive("carrierMass", carrierMass);
    Requirements.positive("carrierVolume", carrierVolume);
    double temperature = 298.15;
    double pressure = 1e5;
    double mass = 2 / (1 / analyteMass + 1 / carrierMass);
    double root = Elementary.cbrt(analyteVolume) + Elementary.cbrt(carrierVolume);
    double value =
        FULLER * Elementary.pow(temperature, EXPONENT) / (pressure * Math.sqrt(mass) * root * root);
    return new GasDiffusivity(value, temperature, pressure);
  }

  /**
   * The diffusivity elsewhere.
   *
   * @param temperature T, K, positive
   * @param pressure p, Pa, positive
   * @return D, m²/s
   */
  public double at(double temperature, double pressure) {
    Requirements.positive("temperature", temperature);
    Requirements.positive("pressure", pressure);
    return reference
        * Elementary.pow(temperature / referenceTemperature, EXPONENT)
        * (referencePressure / pressure);
  }
}
