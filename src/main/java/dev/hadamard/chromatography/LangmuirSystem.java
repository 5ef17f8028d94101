package dev.hadamard.chromatography;

import java.util.Arrays;

/**
 * Competitive Langmuir kinetics of several components: ∂q_i/∂t = k_a,i C_i (q_m - Σ q_j) - k_d,i
 * q_i, in a column of phase ratio Φ and hold-up time t₀.
 *
 * @param adsorptionRates k_a, at least 0 each, m³/(mol s) for C in mol/m³
 * @param desorptionRates k_d, at least 0 each, 1/s
 * @param capacity q_m, positive, in the unit of q; infinite for linear kinetics, where the rates of
 *     adsorption are those of K = k_a q_m
 * @param phaseRatio Φ, positive
 * @param holdUpTime t₀, positive, s
 */
public record LangmuirSystem(
    double[] adsorptionRates,
    double[] desorptionRates,
    double capacity,
    double phaseRatio,
    double holdUpTime) {
  /** Checks the values and keeps copies. */
  public LangmuirSystem {
    adsorptionRates = adsorptionRates.clone();
    desorptionRates = desorptionRates.clone();
    if (adsorptionRates.length == 0 || desorptionRates.length != adsorptionRates.length) {
      throw new IllegalArgumentException(
          "desorptionRates has %d components: must have the %d of adsorptionRates, at least 1"
              .formatted(desorptionRates.length, adsorptionRates.length));
    }
    for (int i = 0; i < adsorptionRates.length; i++) {
      Requirements.notNegative("adsorptionRates[" + i + "]", adsorptionRates[i]);
      Requirements.notNegative("desorptionRates[" + i + "]", desorptionRates[i]);
    }
    if (!(capacity > 0)) {
      throw new IllegalArgumentException("capacity is " + capacity + ": must be positive");
    }
    Requirements.positive("phaseRatio", phaseRatio);
    Requirements.positive("holdUpTime", holdUpTime);
  }

  /**
   * Linear kinetics ∂q/∂t = K C - k_d q of one component.
   *
   * @param column the column whose transfer units and rate it has; its dispersion is left out
   * @param phaseRatio Φ, positive
   * @return the system
   */
  public static LangmuirSystem linear(LinearColumn column, double phaseRatio) {
    Requirements.positive("phaseRatio", phaseRatio);
    return new LangmuirSystem(
        new double[] {column.transferUnits() / (phaseRatio * column.holdUpTime())},
        new double[] {column.desorptionRate()},
        Double.POSITIVE_INFINITY,
        phaseRatio,
        column.holdUpTime());
  }

  boolean isLinear() {
    return Double.isInfinite(capacity);
  }

  /**
   * The adsorption rates.
   *
   * @return a copy
   */
  @Override
  public double[] adsorptionRates() {
    return adsorptionRates.clone();
  }

  /**
   * The desorption rates.
   *
   * @return a copy
   */
  @Override
  public double[] desorptionRates() {
    return desorptionRates.clone();
  }

  /**
   * The number of components.
   *
   * @return the number
   */
  public int components() {
    return adsorptionRates.length;
  }

  /**
   * The column that one component would see alone and dilute.
   *
   * @param component its index
   * @return the linear column
   * @throws IllegalArgumentException if its desorption rate is 0: there is no retention time, see
   *     {@link Breakthrough#bohartAdams}
   */
  public LinearColumn dilute(int component) {
    return LinearColumn.of(
        holdUpTime,
        phaseRatio * adsorptionRates[component] * (isLinear() ? 1 : capacity) * holdUpTime,
        desorptionRates[component]);
  }

  /**
   * The load Σ k_a c/k_d: small against 1 the components do not compete.
   *
   * @param inlet the inlet concentration of each component, at least 0
   * @return Σ K_i c_i/(k_d,i q_m), with K = k_a q_m; infinite where something that does not desorb
   *     is fed, 0 for linear kinetics
   */
  public double load(double... inlet) {
    if (inlet.length != components()) {
      throw new IllegalArgumentException(
          "inlet has %d concentrations: must have the %d of the components"
              .formatted(inlet.length, components()));
    }
    double load = 0;
    for (int i = 0; i < components(); i++) {
      double rate = adsorptionRates[i] * Requirements.notNegative("inlet[" + i + "]", inlet[i]);
      load += rate > 0 && !isLinear() ? rate / desorptionRates[i] : 0;
    }
    return load;
  }

  /**
   * A piecewise constant inlet, and the times at which the outlet is asked for.
   *
   * @param ends the increasing ends of the pieces, s, the first begins at 0
   * @param concentrations of each piece and component; after the last piece the inlet is 0
   */
  public record Inlet(double[] ends, double[][] concentrations) {
    /** Checks the values and keeps copies. */
    public Inlet {
      ends = ends.clone();
      concentrations = Arrays.stream(concentrations).map(double[]::clone).toArray(double[][]::new);
      if (ends.length == 0 || concentrations.length != ends.length) {
        throw new IllegalArgumentException(
            "concentrations has %d pieces: must have the %d of ends, at least 1"
                .formatted(concentrations.length, ends.length));
      }
      for (int j = 0; j < ends.length; j++) {
        Requirements.positive("ends[" + j + "]", ends[j]);
        if (j > 0 && !(ends[j] > ends[j - 1])) {
          throw new IllegalArgumentException(
              "ends[%d] is %s: must be above ends[%d], %s"
                  .formatted(j, ends[j], j - 1, ends[j - 1]));
        }
        for (int i = 0; i < concentrations[j].length; i++) {
          Requirements.notNegative("concentrations[" + j + "][" + i + "]", concentrations[j][i]);
        }
      }
    }

    /**
     * The ends of the pieces.
     *
     * @return a copy
     */
    @Override
    public double[] ends() {
      return ends.clone();
    }

    /**
     * The concentrations.
     *
     * @return a copy
     */
    @Override
    public double[][] concentrations() {
      return Arrays.stream(concentrations).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * A pulse.
     *
     * @param duration its duration, positive
     * @param concentration of each component
     * @return the inlet
     */
    public static Inlet pulse(double duration, double... concentration) {
      return new Inlet(new double[] {duration}, new double[][] {concentration});
    }

    /**
     * Profiles by their exact means over the cells of a grid, which keeps their area.
     *
     * @param ends the increasing ends of the cells, the first begins at 0
     * @param profiles one for each component, not negative
     * @return the inlet
     * @throws IllegalArgumentException if a millionth of a profile's area or more lies before time
     *     0 or after the last cell, where it would be lost
     */
    public static Inlet averages(double[] ends, InletProfile... profiles) {
      double[] edges = new double[ends.length + 1];
      System.arraycopy(ends, 0, edges, 1, ends.length);
      double[][] pieces = new double[ends.length][profiles.length];
      for (int i = 0; i < profiles.length; i++) {
        double[] means = profiles[i].cellAverages(edges);
        // An impulse at time 0 belongs to the first cell.
        double before = profiles[i] instanceof DiracPulse ? 0 : profiles[i].cumulative(0);
        double inside = profiles[i].cumulative(edges[ends.length]) - before;
        double mass = profiles[i].mass();
        if (mass < Double.POSITIVE_INFINITY && Math.abs(mass - inside) > 1e-6 * Math.abs(mass)) {
          throw new IllegalArgumentException(
              "ends: the cells from 0 to %s hold %s of the area %s of profile %d"
                  .formatted(edges[ends.length], inside, mass, i));
        }
        if (profiles[i] instanceof DiracPulse impulse) {
          means[0] += impulse.mass() / ends[0];
        }
        for (int j = 0; j < means.length; j++) {
          pieces[j][i] = means[j];
        }
      }
      return new Inlet(ends, pieces);
    }

    double value(double t, int component) {
      if (t < 0) {
        return 0;
      }
      for (int j = 0; j < ends.length; j++) {
        if (t < ends[j]) {
          return concentrations[j][component];
        }
      }
      return 0;
    }

    /** ∫ of the concentration from time 0. */
    double integral(double t, int component) {
      double sum = 0;
      double from = 0;
      for (int j = 0; j < ends.length && from < t; j++) {
        sum += concentrations[j][component] * (Math.min(t, ends[j]) - from);
        from = ends[j];
      }
      return sum;
    }

    void check(LangmuirSystem system) {
      for (double[] piece : concentrations) {
        if (piece.length != system.components()) {
          throw new IllegalArgumentException(
              "concentrations has %d components: must have the %d of the system"
                  .formatted(piece.length, system.components()));
        }
      }
    }
  }
}
