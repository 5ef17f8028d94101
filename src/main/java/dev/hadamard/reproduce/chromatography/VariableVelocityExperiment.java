package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.ColumnRun;
import dev.hadamard.chromatography.CompressibleFlow;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.FiniteVolumeSolver.DiffusiveFlux;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.kernel.Elementary;
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

/** An expanding carrier gas: the outlet depends on the hold-up time only, but for diffusion. */
public final class VariableVelocityExperiment extends ColumnExperiment {
  private static final double[] RATIOS = {1.05, 1.5, 3};

  /** Constructs the experiment. */
  public VariableVelocityExperiment() {
    super("e4", "E4. Variable velocity: one curve for every pressure ratio", 2);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    LinearColumn column = LinearColumn.of(30, 20, 1);
    // Between the fronts of the share e^(-20) that is never adsorbed, at 30 and 40.
    double[] t = grid(20.5, 119.5, 100);
    double[] exact = column.pulse(10, t);
    List<Series> series = new ArrayList<>();
    int sizes = context.budget().choose(3, 5);
    for (double ratio : RATIOS) {
      CompressibleFlow flow = new CompressibleFlow(ratio);
      // L = 1: t0 = L/(j u_out).
      double outlet = 1 / (30 * flow.jamesMartin());
      LinearColumn expanding =
          LinearColumn.of(1 / (flow.jamesMartin() * outlet), 20, 1).withPressureRatio(ratio);
      rows.add(
          Comparison.absolute(
              "without diffusion: difference from constant velocity over the peak, P = " + ratio,
              0,
              EXACT,
              worst(exact, expanding.pulse(10, t), 1),
              1e-12));
      double[] cells = new double[sizes];
      double[] error = new double[sizes];
      for (int i = 0; i < sizes; i++) {
        context.progress().update(0.2, "P = " + ratio);
        cells[i] = 30 << i;
        ColumnRun run =
            FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 30 << i)
                .withPressureRatio(ratio, DiffusiveFlux.MOLE_FRACTION)
                .solve(Inlet.pulse(10, 1), t);
        error[i] = worst(exact, run.concentrations()[0], 1 / ratio) * ratio;
      }
      rows.add(
          Comparison.absolute(
                  "order of convergence of finite volumes to that curve over P, P = " + ratio,
                  2,
                  "nominal, for a pulse that jumps",
                  Elementary.log2(error[sizes - 2] / error[sizes - 1]),
                  0.3)
              .withNote(
                  "Errors of %d and %d cells: %.2e, %.2e."
                      .formatted(
                          30 << (sizes - 2),
                          30 << (sizes - 1),
                          error[sizes - 2],
                          error[sizes - 1])));
      series.add(Series.line("P = " + ratio, cells, error));
    }
    variances(context, rows);
    Figure figure =
        new Figure(
            "chromatography-velocity",
            "Finite volumes with a velocity that rises along the column",
            "Largest error of the mole fraction at the outlet against the closed form of constant"
                + " velocity with the same hold-up time, t₀ = L/(j u_out).",
            Axis.log("cells"),
            Axis.log("largest error"),
            series);
    return new ExperimentResult(rows, List.of(figure));
  }

  private static void variances(Context context, List<Comparison> rows) throws IOException {
    for (CSVRecord row : table("compressible_gas.csv")) {
      if (!List.of("1.05", "1.5", "3").contains(row.get("P"))) {
        continue;
      }
      LinearColumn column =
          LinearColumn.of(1, 0, 1)
              .withDispersion(number(row, "Pe"), BoundaryCondition.DANCKWERTS_CLOSED)
              .withPressureRatio(number(row, "P"));
      rows.add(
          Comparison.relative(
              "variance by diffusion, p_in/p_out = %s, Pe = %s"
                  .formatted(row.get("P"), row.get("Pe")),
              number(row, "c2"),
              "Chebyshev collocation",
              column.cumulants()[1],
              1e-8));
      if (number(row, "Pe") == 20) {
        context.progress().update(0.8, "variance of finite volumes, P = " + row.get("P"));
        rows.add(
            Comparison.relative(
                "variance of 200 finite volumes, p_in/p_out = %s, Pe = 20".formatted(row.get("P")),
                number(row, "c2"),
                "Chebyshev collocation",
                volumes(column),
                1e-3));
      }
    }
  }

  /** The variance of the outlet of a pulse, less that of the pulse. */
  private static double volumes(LinearColumn column) {
    double pulse = 0.25;
    double[] t = grid(0.006, 6, 1000);
    double[] c =
        FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 200)
            .withPeclet(column.peclet())
            .withPressureRatio(column.pressureRatio(), DiffusiveFlux.MOLE_FRACTION)
            .solve(Inlet.pulse(pulse, 1), t)
            .concentrations()[0];
    double area = 0;
    double mean = 0;
    for (int i = 0; i < t.length; i++) {
      area += c[i];
      mean += c[i] * t[i];
    }
    mean /= area;
    double variance = 0;
    for (int i = 0; i < t.length; i++) {
      variance += c[i] * (t[i] - mean) * (t[i] - mean);
    }
    return variance / area - pulse * pulse / 12;
  }
}
