package dev.hadamard.chromatography;

/**
 * The phase ratio Φ of the mass balance ∂C/∂t + ∂(uC)/∂x = ∂(D ∂C/∂x)/∂x - Φ ∂q/∂t, which depends
 * on what q counts.
 */
public final class PhaseRatio {
  private PhaseRatio() {}

  /**
   * A packed bed, q per mass of solid: Φ = ρ_b/ε.
   *
   * @param bulkDensity ρ_b, mass of solid per volume of bed, kg/m³, positive
   * @param porosity ε, between 0 and 1
   * @return Φ, kg/m³
   */
  public static double packedBedByMass(double bulkDensity, double porosity) {
    return Requirements.positive("bulkDensity", bulkDensity) / checkPorosity(porosity);
  }

  /**
   * A packed bed, q per volume of solid: Φ = (1 - ε)/ε.
   *
   * @param porosity ε, between 0 and 1
   * @return Φ
   */
  public static double packedBedByVolume(double porosity) {
    return (1 - checkPorosity(porosity)) / porosity;
  }

  /**
   * A film on the wall of a capillary, q per volume of film: Φ = ((d + 2f)² - d²)/d² = 4 (f/d) (1 +
   * f/d), with d the diameter of the open channel; about 4 f/d for thin films.
   *
   * @param thickness of the film, f, m, positive
   * @param openDiameter of the channel, d, m, positive
   * @return Φ
   */
  public static double capillaryFilm(double thickness, double openDiameter) {
    double share =
        Requirements.positive("thickness", thickness)
            / Requirements.positive("openDiameter", openDiameter);
    return 4 * share * (1 + share);
  }

  private static double checkPorosity(double porosity) {
    if (!(porosity > 0 && porosity < 1)) {
      throw new IllegalArgumentException(
          "porosity is " + porosity + ": must be between 0 and 1, both excluded");
    }
    return porosity;
  }
}
