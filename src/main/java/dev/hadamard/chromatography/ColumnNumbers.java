package dev.hadamard.chromatography;

/**
 * The dimensionless groups of a linear column. With the length of one transfer unit l = L/n, the
 * time 1/k_d, X = x/l in [0, n] and y = k_d t: Da ∂c/∂y + ∂c/∂X = Pe_l⁻¹ ∂²c/∂X² - ∂q/∂y, ∂q/∂y = c
 * - q.
 *
 * @param transferUnits n = Φ K t₀, the length of the column in these units
 * @param retentionFactor k = n/(k_d t₀)
 * @param retentionTime t₀ (1 + k)
 * @param peclet Pe = uL/D
 * @param damkoehler Da = l k_d/u = 1/k; infinite without adsorption
 * @param inversePeclet Pe_l⁻¹ = D/(u l) = n/Pe
 * @param diffusionShare c₂ t_R²/(2n/k_d²), the variance that diffusion adds over that of the
 *     kinetics, where diffusion is small: c₂ is that of the column's boundary conditions and
 *     carrier. About (1 + k)² n/(k² Pe) for constant velocity
 */
public record ColumnNumbers(
    double transferUnits,
    double retentionFactor,
    double retentionTime,
    double peclet,
    double damkoehler,
    double inversePeclet,
    double diffusionShare) {
  /**
   * The numbers of a column.
   *
   * @param column the column; without adsorption there is no share of diffusion: it is infinite
   *     with dispersion, and 0 without
   * @return the numbers
   */
  public static ColumnNumbers of(LinearColumn column) {
    double k = column.retentionFactor();
    double n = column.transferUnits();
    double retention = column.holdUpTime() * (1 + k);
    double share = 0;
    if (column.dispersed()) {
      // A column of unit hold-up time that does not adsorb has the variance c₂.
      LinearColumn tracer =
          new LinearColumn(1, 0, 1, column.peclet(), column.boundary(), column.pressureRatio());
      double scaled = retention * column.desorptionRate();
      share = tracer.cumulants()[1] * scaled * scaled / (2 * n);
    }
    return new ColumnNumbers(n, k, retention, column.peclet(), 1 / k, n / column.peclet(), share);
  }
}
