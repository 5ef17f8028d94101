package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.ColumnNumbers;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Diffusion is small: the dimensionless groups of the BTEX column. */
public final class ScalingTableExperiment extends ColumnExperiment {
  private static final double PECLET = 1e6;

  /** Constructs the experiment. */
  public ScalingTableExperiment() {
    super("e1", "E1. Claim: diffusion is small. The dimensionless groups of the column", 1);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    List<CSVRecord> analytes = table("btex_fit_reference.csv");
    List<String> names = new ArrayList<>();
    double[] place = new double[analytes.size()];
    double[] diffusion = new double[place.length];
    double[] pulse = new double[place.length];
    for (int a = 0; a < place.length; a++) {
      CSVRecord analyte = analytes.get(a);
      String name = analyte.get("analyte");
      double n = number(analyte, "n_true");
      LinearColumn plain = LinearColumn.of(60, n, number(analyte, "kd_true"));
      LinearColumn column = plain.withDispersion(PECLET, BoundaryCondition.DIRICHLET_OPEN);
      ColumnNumbers numbers = ColumnNumbers.of(column);
      double k = number(analyte, "k_true");
      String definition = "definition";
      rows.add(exact("number of transfer units n, " + name, n, numbers.transferUnits()));
      rows.add(
          Comparison.relative(
              "retention factor k, " + name, k, definition, numbers.retentionFactor(), 1e-9));
      rows.add(
          Comparison.relative(
              "retention time t0 (1 + k) (s), " + name,
              number(analyte, "tR_mean") - 0.5,
              definition,
              numbers.retentionTime(),
              1e-9));
      rows.add(
          Comparison.relative(
              "Damköhler number 1/k, " + name, 1 / k, definition, numbers.damkoehler(), 1e-9));
      rows.add(
          Comparison.relative(
              "inverse Péclet number of a transfer unit n/Pe, " + name,
              n / PECLET,
              definition,
              numbers.inversePeclet(),
              1e-12));
      double share = (1 + k) * (1 + k) * n / (k * k * PECLET);
      rows.add(
          Comparison.relative(
              "share of diffusion in the variance, Pe = 1e6, " + name,
              share,
              EXACT,
              numbers.diffusionShare(),
              1e-8));
      double added = column.cumulants()[1] / plain.cumulants()[1] - 1;
      rows.add(
          Comparison.relative(
              "what diffusion adds to the exact variance, " + name, share, EXACT, added, 2e-5));
      place[a] = a;
      names.add(name);
      diffusion[a] = 100 * added;
      pulse[a] = 100 / (12 * plain.cumulants()[1]);
    }
    Figure figure =
        new Figure(
            "chromatography-scaling",
            "What widens the peaks",
            "Variance over that of the kinetics, in percent, for the five analytes of the synthetic"
                + " BTEX column: diffusion at Pe = 1e6, and the injection of 1 s.",
            Axis.categories("analyte", names),
            Axis.linear("share of the kinetic variance (%)"),
            List.of(
                Series.scatter("diffusion", place, diffusion),
                Series.scatter("injection", place, pulse)));
    return new ExperimentResult(rows, List.of(figure));
  }

  private static Comparison exact(String quantity, double reference, double value) {
    return Comparison.relative(quantity, reference, "definition", value, 1e-15);
  }
}
