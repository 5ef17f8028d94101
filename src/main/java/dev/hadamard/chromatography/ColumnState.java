package dev.hadamard.chromatography;

import java.util.Arrays;

/**
 * What a column holds before the inlet begins: means over cells of equal length for {@link
 * FiniteVolumeSolver}, of equal residence time for {@link LagrangianShiftSolver}.
 *
 * @param concentrations C of each component in each cell, inlet first, at least 0
 * @param adsorbed q of each component in each cell, at least 0
 */
public record ColumnState(double[][] concentrations, double[][] adsorbed) {
  /** Checks the values and keeps copies. */
  public ColumnState {
    concentrations = copy("concentrations", concentrations);
    adsorbed = copy("adsorbed", adsorbed);
    if (adsorbed.length != concentrations.length) {
      throw new IllegalArgumentException(
          "adsorbed has %d components: must have the %d of concentrations"
              .formatted(adsorbed.length, concentrations.length));
    }
    for (int i = 0; i < adsorbed.length; i++) {
      if (adsorbed[i].length != concentrations[0].length
          || concentrations[i].length != concentrations[0].length) {
        throw new IllegalArgumentException(
            "component %d has %d concentrations and %d adsorbed amounts: must have the %d cells of"
                    .formatted(
                        i, concentrations[i].length, adsorbed[i].length, concentrations[0].length)
                + " the first component");
      }
    }
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
   * The adsorbed amounts.
   *
   * @return a copy
   */
  @Override
  public double[][] adsorbed() {
    return Arrays.stream(adsorbed).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[][] copy(String name, double[][] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(name + " is empty: must have at least one component");
    }
    double[][] copy = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < copy.length; i++) {
      for (int x = 0; x < copy[i].length; x++) {
        Requirements.notNegative(name + "[" + i + "][" + x + "]", copy[i][x]);
      }
    }
    return copy;
  }

  /**
   * The same everywhere.
   *
   * @param cells the number of cells, at least 1
   * @param concentrations C of each component
   * @param adsorbed q of each component
   * @return the state
   */
  public static ColumnState uniform(int cells, double[] concentrations, double[] adsorbed) {
    if (cells < 1) {
      throw new IllegalArgumentException("cells is " + cells + ": must be at least 1");
    }
    return new ColumnState(spread(cells, concentrations), spread(cells, adsorbed));
  }

  private static double[][] spread(int cells, double... values) {
    double[][] all = new double[values.length][cells];
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(all[i], values[i]);
    }
    return all;
  }

  /** Nothing. */
  static ColumnState empty(LangmuirSystem system, int cells) {
    return new ColumnState(
        new double[system.components()][cells], new double[system.components()][cells]);
  }

  void check(LangmuirSystem system, int cells) {
    if (concentrations.length != system.components() || concentrations[0].length != cells) {
      throw new IllegalArgumentException(
          "initial has %d components of %d cells: must have the %d of the system and the %d of the"
                  .formatted(
                      concentrations.length, concentrations[0].length, system.components(), cells)
              + " solver");
    }
    for (int x = 0; x < cells && !system.isLinear(); x++) {
      double sum = 0;
      for (double[] q : adsorbed) {
        sum += q[x];
      }
      if (!(sum <= system.capacity())) {
        throw new IllegalArgumentException(
            "adsorbed adds up to %s in cell %d: must be at most the capacity %s"
                .formatted(sum, x, system.capacity()));
      }
    }
  }
}
