package dev.hadamard.chromatography;

/**
 * A column in SI units, of constant velocity or driven by pressure, and the linear columns and
 * Langmuir systems of analytes in it.
 *
 * <pre>{@code
 * ColumnDesign capillary =
 *     ColumnDesign.pressureDriven(
 *         30, 0.25e-3 * 0.25e-3 / (32 * CompressibleFlow.Carrier.HELIUM.viscosity(350)),
 *         1.5e5, 1e5, PhaseRatio.capillaryFilm(0.25e-6, 0.25e-3));
 * LinearColumn benzene = capillary.linear(4e5, 66.7);                 // K and k_d
 * }</pre>
 *
 * @param length L, m, positive
 * @param meanVelocity L/t₀, m/s, positive; the velocity where it is constant
 * @param pressureRatio p_in/p_out, at least 1; 1 for constant velocity
 * @param phaseRatio Φ, positive ({@link PhaseRatio}), in the unit that makes Φ q a concentration
 */
public record ColumnDesign(
    double length, double meanVelocity, double pressureRatio, double phaseRatio) {
  /** Checks the values. */
  public ColumnDesign {
    Requirements.positive("length", length);
    Requirements.positive("meanVelocity", meanVelocity);
    CompressibleFlow.checkRatio(pressureRatio);
    Requirements.positive("phaseRatio", phaseRatio);
  }

  /**
   * A column of constant velocity.
   *
   * @param length L, m, positive
   * @param velocity u, m/s, positive
   * @param phaseRatio Φ, positive
   * @return the column
   */
  public static ColumnDesign constantVelocity(double length, double velocity, double phaseRatio) {
    Requirements.positive("velocity", velocity);
    return new ColumnDesign(length, velocity, 1, phaseRatio);
  }

  /**
   * An ideal gas that expands isothermally, u = -B ∂p/∂x.
   *
   * @param length L, m, positive
   * @param mobility B, m²/(Pa s), permeability/(porosity · viscosity) of a packing, d²/(32
   *     viscosity) of a capillary, positive
   * @param inletPressure p_in, Pa, above the outlet pressure
   * @param outletPressure p_out, Pa, positive
   * @param phaseRatio Φ, positive
   * @return the column, with t₀ = L/(j u_out)
   */
  public static ColumnDesign pressureDriven(
      double length,
      double mobility,
      double inletPressure,
      double outletPressure,
      double phaseRatio) {
    Requirements.positive("outletPressure", outletPressure);
    Requirements.positive("inletPressure", inletPressure);
    if (!(inletPressure > outletPressure)) {
      throw new IllegalArgumentException(
          "inletPressure is %s: must be above outletPressure, %s"
              .formatted(inletPressure, outletPressure));
    }
    double ratio = inletPressure / outletPressure;
    return new ColumnDesign(
        length,
        new CompressibleFlow(ratio).meanVelocity(mobility, length, outletPressure),
        ratio,
        phaseRatio);
  }

  /**
   * The hold-up time t₀ = L/(mean velocity).
   *
   * @return t₀, s
   */
  public double holdUpTime() {
    return length / meanVelocity;
  }

  /**
   * The velocity at the outlet, (mean velocity)/j.
   *
   * @return u_out, m/s
   */
  public double outletVelocity() {
    return meanVelocity / new CompressibleFlow(pressureRatio).jamesMartin();
  }

  /**
   * The Péclet number u L/D, which is the same everywhere as D ~ 1/p.
   *
   * @param outletDiffusivity D at the pressure of the outlet, m²/s, positive
   * @return Pe, with the velocity at the outlet, where D is given
   */
  public double peclet(double outletDiffusivity) {
    return outletVelocity()
        * length
        / Requirements.positive("outletDiffusivity", outletDiffusivity);
  }

  /**
   * An analyte by its rates, ∂q/∂t = K C - k_d q.
   *
   * @param adsorptionRate K = k_a q_m, at least 0, 1/s times the unit of q over that of C
   * @param desorptionRate k_d, 1/s, positive
   * @return the column without dispersion
   */
  public LinearColumn linear(double adsorptionRate, double desorptionRate) {
    Requirements.notNegative("adsorptionRate", adsorptionRate);
    return LinearColumn.of(holdUpTime(), phaseRatio * adsorptionRate * holdUpTime(), desorptionRate)
        .withPressureRatio(pressureRatio);
  }

  /**
   * An analyte by its equilibrium and a linear driving force, ∂q/∂t = k_LDF (K_H C - q): the same
   * equation with k_d = k_LDF and K = K_H k_LDF.
   *
   * @param henry K_H, the adsorbed amount over the concentration at equilibrium, at least 0
   * @param drivingRate k_LDF, 1/s, positive
   * @return the column without dispersion
   */
  public LinearColumn linearDrivingForce(double henry, double drivingRate) {
    Requirements.notNegative("henry", henry);
    Requirements.positive("drivingRate", drivingRate);
    return linear(henry * drivingRate, drivingRate);
  }

  /**
   * The limit of infinitely fast exchange.
   *
   * @param henry K_H, the adsorbed amount over the concentration at equilibrium, at least 0
   * @return the column without dispersion, of {@link LinearColumn#instantEquilibrium}
   */
  public LinearColumn instantEquilibrium(double henry) {
    Requirements.notNegative("henry", henry);
    return LinearColumn.instantEquilibrium(holdUpTime(), phaseRatio * henry)
        .withPressureRatio(pressureRatio);
  }

  /**
   * Components that compete for q_m.
   *
   * @param adsorptionRates k_a of each, m³/(mol s)
   * @param desorptionRates k_d of each, 1/s
   * @param capacity q_m, in the unit of q, positive
   * @return the system
   */
  public LangmuirSystem langmuir(
      double[] adsorptionRates, double[] desorptionRates, double capacity) {
    return new LangmuirSystem(adsorptionRates, desorptionRates, capacity, phaseRatio, holdUpTime());
  }
}
