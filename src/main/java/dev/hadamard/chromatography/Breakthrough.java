package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;

/**
 * Breakthrough curves of one component under a step, where adsorption saturates: closed forms of
 * the nonlinear column without dispersion. Computed through logarithms: no overflow, no loss where
 * the curve is close to 0.
 *
 * <p>Sources: H. C. Thomas 1944; G. S. Bohart and E. Q. Adams 1920.
 */
public final class Breakthrough {
  private Breakthrough() {}

  /**
   * Thomas' solution for Langmuir kinetics.
   *
   * @param transferUnits n = Φ k_a q_m t₀, at least 0
   * @param load k_a c₀/k_d, the equilibrium constant times the inlet concentration, at least 0; 0
   *     is the linear column
   * @param desorptionRate k_d, positive, 1/s
   * @param time θ, time after the hold-up time, s; before 0 there is no outlet
   * @return outlet over inlet concentration, between 0 and 1
   */
  public static double thomas(
      double transferUnits, double load, double desorptionRate, double time) {
    Requirements.notNegative("transferUnits", transferUnits);
    Requirements.notNegative("load", load);
    Requirements.positive("desorptionRate", desorptionRate);
    Requirements.finite("time", time);
    if (time < 0) {
      return 0;
    }
    double b = 1 + load;
    double scaled = desorptionRate * time * b;
    double exponent =
        GoldsteinJ.logComplement(transferUnits, desorptionRate * time)
            - GoldsteinJ.logValue(transferUnits / b, scaled)
            + load / b * (transferUnits - scaled);
    return Elementary.sigmoid(-exponent);
  }

  /**
   * Bohart and Adams' solution for irreversible adsorption.
   *
   * @param transferUnits n = Φ k_a q_m t₀, at least 0
   * @param adsorptionRate k_a c₀, positive, 1/s
   * @param time θ, time after the hold-up time, s; before 0 there is no outlet
   * @return outlet over inlet concentration e^T/(e^T + e^n - 1), T = k_a c₀ θ
   */
  public static double bohartAdams(double transferUnits, double adsorptionRate, double time) {
    Requirements.notNegative("transferUnits", transferUnits);
    Requirements.positive("adsorptionRate", adsorptionRate);
    Requirements.finite("time", time);
    if (time < 0) {
      return 0;
    }
    if (transferUnits == 0) {
      return 1;
    }
    double logOfOthers = transferUnits + Elementary.log(-Elementary.expm1(-transferUnits));
    return Elementary.sigmoid(adsorptionRate * time - logOfOthers);
  }
}
