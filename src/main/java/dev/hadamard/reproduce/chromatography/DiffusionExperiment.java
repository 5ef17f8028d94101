package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.AnalyteFit;
import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.util.ArrayList;
import java.util.List;

/** Diffusion is small: what leaving it out costs the curve and the fit. */
public final class DiffusionExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public DiffusionExperiment() {
    super("e5", "E5. What leaving diffusion out does to curve and fit", 1);
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    double[] peclets = {1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
    double[] error = new double[peclets.length];
    double[] shrink = new double[peclets.length];
    double[] formula = new double[peclets.length];
    LinearColumn column = LinearColumn.of(60, 6000, 64);
    for (int i = 0; i < peclets.length; i++) {
      context.progress().update((double) i / peclets.length, "fits");
      LinearColumn dispersed =
          column.withDispersion(peclets[i], BoundaryCondition.DANCKWERTS_CLOSED);
      double[] cumulants = dispersed.cumulants();
      double sd = Math.sqrt(cumulants[1]);
      double[] t = grid(Math.max(61, cumulants[0] - 6 * sd), cumulants[0] + 7 * sd, 241);
      double[] curve = dispersed.pulse(1, t);
      double[] plain = column.pulse(1, t);
      double peak = 0;
      for (double value : plain) {
        peak = Math.max(peak, value);
      }
      error[i] = worst(curve, plain, 1) / peak;
      AnalyteFit fit = AnalyteFitter.of(60, 1).withTwoParameters(1).fit(t, curve);
      shrink[i] = fit.transferUnits() / 6000;
      double kinetic = 2 * 6000 / 4096.0;
      formula[i] = kinetic / (kinetic + (cumulants[1] - kinetic));
      if (peclets[i] == 1e6) {
        rows.add(
            Comparison.absolute(
                "n fitted without diffusion over true n, Pe = 1e6",
                0.984119,
                DERIVED,
                shrink[i],
                1e-4));
        rows.add(
            Comparison.relative(
                "k fitted without diffusion, Pe = 1e6",
                column.retentionFactor(),
                "true value",
                fit.retentionFactor(),
                2e-6));
      } else if (peclets[i] >= 1e5) {
        rows.add(
            Comparison.absolute(
                "n fitted over true n, Pe = %.0e".formatted(peclets[i]),
                formula[i],
                "variances: kinetic over total",
                shrink[i],
                peclets[i] > 1e6 ? 1e-4 : 5e-3));
      }
    }
    Figure figure =
        new Figure(
            "chromatography-diffusion",
            "What diffusion does",
            "Benzene column (t₀ = 60 s, n = 6000, k = 1.56): the error of the curve without"
                + " diffusion relative to the peak, and by how much a fit without diffusion"
                + " underestimates n. A gas chromatograph has Pe of 1e5 to 1e7.",
            Axis.log("Péclet number"),
            Axis.log("relative effect"),
            List.of(
                Series.line("error of the curve", peclets, error),
                Series.scatter("1 - n fitted / n", peclets, oneMinus(shrink)),
                Series.line("1 - kinetic / total variance", peclets, oneMinus(formula))));
    return new ExperimentResult(rows, List.of(figure));
  }

  private static double[] oneMinus(double[] values) {
    double[] rest = values.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] = 1 - rest[i];
    }
    return rest;
  }
}
