package dev.hadamard.chromatography;

import java.util.Arrays;

/**
 * Components with capacities of their own: ∂q_i/∂t = k_a,i q_m,i C_i (1 - Σ q_j/q_m,j) - k_d,i q_i.
 *
 * <p>In q'_i = q_i q_m/q_m,i and C'_i = C_i q_m/q_m,i, with q_m the largest capacity, this is a
 * {@link LangmuirSystem} of one capacity q_m and rates k_a,i q_m,i/q_m, exactly; so every solver
 * takes it. Inlets go in scaled, and so must the C and q of a {@link ColumnState}; outlets come
 * back:
 *
 * <pre>{@code
 * ComponentCapacities scale = new ComponentCapacities(2, 0.5);
 * LangmuirSystem system = scale.system(ka, kd, phaseRatio, holdUpTime);
 * ColumnRun run = FiniteVolumeSolver.of(system, 200).solve(scale.scaled(inlet), times);
 * double[] first = scale.concentration(0, run.concentrations()[0]);
 * }</pre>
 *
 * @param capacities q_m of each component, positive, in the unit of q
 */
public record ComponentCapacities(double... capacities) {
  /** Checks the values and keeps a copy. */
  public ComponentCapacities {
    capacities = capacities.clone();
    if (capacities.length == 0) {
      throw new IllegalArgumentException("capacities is empty: must have at least one component");
    }
    for (int i = 0; i < capacities.length; i++) {
      Requirements.positive("capacities[" + i + "]", capacities[i]);
    }
  }

  /**
   * The capacities.
   *
   * @return a copy
   */
  @Override
  public double[] capacities() {
    return capacities.clone();
  }

  private double largest() {
    return Arrays.stream(capacities).max().orElseThrow();
  }

  private void check(String name, int components) {
    if (components != capacities.length) {
      throw new IllegalArgumentException(
          "%s has %d components: must have the %d of capacities"
              .formatted(name, components, capacities.length));
    }
  }

  /**
   * The system in scaled concentrations.
   *
   * @param adsorptionRates k_a of each component
   * @param desorptionRates k_d of each component
   * @param phaseRatio Φ
   * @param holdUpTime t₀
   * @return the system, of capacity max q_m,i
   */
  public LangmuirSystem system(
      double[] adsorptionRates, double[] desorptionRates, double phaseRatio, double holdUpTime) {
    check("adsorptionRates", adsorptionRates.length);
    double[] rates = adsorptionRates.clone();
    for (int i = 0; i < rates.length; i++) {
      rates[i] *= capacities[i] / largest();
    }
    return new LangmuirSystem(rates, desorptionRates, largest(), phaseRatio, holdUpTime);
  }

  /**
   * An inlet of the system.
   *
   * @param inlet in concentrations
   * @return the same in scaled concentrations
   */
  public LangmuirSystem.Inlet scaled(LangmuirSystem.Inlet inlet) {
    double[][] pieces = inlet.concentrations();
    for (int j = 0; j < pieces.length; j++) {
      check("inlet", pieces[j].length);
      double[] piece = pieces[j].clone();
      for (int i = 0; i < piece.length; i++) {
        piece[i] *= largest() / capacities[i];
      }
      pieces[j] = piece;
    }
    return new LangmuirSystem.Inlet(inlet.ends(), pieces);
  }

  /**
   * What a solver found, in concentrations.
   *
   * @param component its index
   * @param scaled the values of the solver
   * @return the concentrations
   */
  public double[] concentration(int component, double... scaled) {
    if (component < 0 || component >= capacities.length) {
      throw new IllegalArgumentException(
          "component is %d: must be from 0 to %d".formatted(component, capacities.length - 1));
    }
    double[] values = scaled.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= capacities[component] / largest();
    }
    return values;
  }
}
