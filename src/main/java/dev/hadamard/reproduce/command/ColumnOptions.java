package dev.hadamard.reproduce.command;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.LinearColumn;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that describe a linear column. */
final class ColumnOptions {
  @Option(
      names = "--hold-up-time",
      required = true,
      paramLabel = "T",
      description = "Time t0 of an analyte that does not adsorb.")
  private double holdUpTime;

  @Option(
      names = "--transfer-units",
      required = true,
      paramLabel = "N",
      description = "Number of transfer units n.")
  private double transferUnits;

  @Option(
      names = "--desorption-rate",
      required = true,
      paramLabel = "K",
      description = "Desorption rate, per unit of time.")
  private double desorptionRate;

  @Option(
      names = "--peclet",
      paramLabel = "PE",
      defaultValue = "Infinity",
      description = "Peclet number uL/D (default: no dispersion).")
  private double peclet;

  @Option(
      names = "--boundary",
      paramLabel = "NAME",
      defaultValue = "danckwerts-closed",
      converter = BoundaryConverter.class,
      description =
          "danckwerts-closed, danckwerts-open or dirichlet-open (default: ${DEFAULT-VALUE}).")
  private BoundaryCondition boundary;

  @Option(
      names = "--pressure-ratio",
      paramLabel = "P",
      defaultValue = "1",
      description = "Inlet over outlet pressure of an ideal carrier gas (default: 1).")
  private double pressureRatio;

  /** Throws IllegalArgumentException with names that are those of the options. */
  LinearColumn column() {
    return LinearColumn.of(holdUpTime, transferUnits, desorptionRate)
        .withDispersion(peclet, boundary)
        .withPressureRatio(pressureRatio);
  }

  /** Reads the names with hyphens. */
  static final class BoundaryConverter implements ITypeConverter<BoundaryCondition> {
    @Override
    public BoundaryCondition convert(String text) {
      for (BoundaryCondition b : BoundaryCondition.values()) {
        if (name(b).equals(text.toLowerCase(Locale.ROOT))) {
          return b;
        }
      }
      throw new TypeConversionException(
          "'"
              + text
              + "': allowed are "
              + Arrays.stream(BoundaryCondition.values()).map(BoundaryConverter::name).toList());
    }

    private static String name(BoundaryCondition b) {
      return b.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
