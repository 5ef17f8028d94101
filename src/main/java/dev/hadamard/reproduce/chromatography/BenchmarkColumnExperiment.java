package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.ColumnRun;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.FiniteVolumeSolver.Reconstruction;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
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
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/** The benchmark column of CADET: its exact curve, and finite volumes as published. */
public final class BenchmarkColumnExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public BenchmarkColumnExperiment() {
    super("e11", "E11. CADET's benchmark: exact curve, and convergence as published", 3);
  }

  static LinearColumn column() {
    return LinearColumn.of(30, 20, 1).withDispersion(1e4 / 30, BoundaryCondition.DANCKWERTS_CLOSED);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    double most = 0;
    List<CSVRecord> exact = table("cadet_lrm_exact.csv");
    for (CSVRecord row : exact) {
      double found = column().pulse(number(row, "tp"), number(row, "t"))[0];
      most = Math.max(most, Math.abs(found - number(row, "c_over_c0")));
    }
    rows.add(
        Comparison.absolute(
            "largest error of the exact curve, %d points".formatted(exact.size()),
            0,
            "Bromwich integral with 34 digits",
            most,
            1e-12));
    StringBuilder times = new StringBuilder();
    List<Series> series = convergence(context, rows, times);
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "chromatography-convergence",
                "Full numerical solution against the Laplace solution",
                "Largest error at the outlet of the benchmark column (n = 20, Pe = 333, pulse of 10"
                    + " s) against the number of cells. The published errors belong to the same"
                    + " scheme. Run time of 150 s here: "
                    + times
                    + ". Measured on this machine, at one time.",
                Axis.log("cells"),
                Axis.log("largest error"),
                series)));
  }

  private static List<Series> convergence(
      Context context, List<Comparison> rows, StringBuilder times) throws IOException {
    int largest = context.budget().choose(512, 1024);
    List<double[]> published = new ArrayList<>();
    List<double[]> ours = new ArrayList<>();
    for (CSVRecord row : table("cadet_published_convergence.csv")) {
      if (!row.get("scheme").equals("WENO5_FV")) {
        continue;
      }
      boolean shorter = row.get("run").equals("A");
      double pulse = shorter ? 10 : 60;
      // CADET's outlet is compared every quarter of a second.
      double[] t = shorter ? grid(0.25, 150, 600) : grid(1, 130, 130);
      double[] exact = column().pulse(pulse, t);
      int cells = (int) number(row, "cells_or_elements");
      if (shorter) {
        published.add(new double[] {cells, number(row, "max_error")});
      }
      if (cells > largest) {
        continue;
      }
      context.progress().update(cells / (2.0 * largest), "finite volumes, " + cells + " cells");
      // The published steps are those of an adaptive solver with tolerance 1e-8.
      FiniteVolumeSolver solver =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column(), 2 / 3.0), cells)
              .withPeclet(column().peclet())
              .withSteps(cells < 64 ? 0.02 : 0.05, /* thirdOrder= */ true);
      long start = System.nanoTime();
      ColumnRun run = solver.solve(Inlet.pulse(pulse, 1), t);
      double milliseconds = (System.nanoTime() - start) * 1e-6;
      double error = worst(exact, run.concentrations()[0], 1);
      if (shorter) {
        ours.add(new double[] {cells, error});
        times.append(times.isEmpty() ? "" : ", ");
        times.append(String.format(Locale.ROOT, "%d cells %.0f ms", cells, milliseconds));
      }
      rows.add(published(row, cells, pulse, error));
      if (!shorter && !row.get("own_check").isEmpty()) {
        rows.add(
            Comparison.relative(
                "the same, against a prototype",
                number(row, "own_check"),
                "SciPy prototype with LSODA",
                error,
                2e-5));
      }
    }
    double[] t = grid(0.25, 150, 600);
    double[] exact = column().pulse(10, t);
    List<double[]> upwind = new ArrayList<>();
    for (int cells = 8; cells <= Math.min(256, largest); cells *= 2) {
      ColumnRun run =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column(), 2 / 3.0), cells)
              .withPeclet(column().peclet())
              .with(Reconstruction.FIRST_ORDER)
              .solve(Inlet.pulse(10, 1), t);
      upwind.add(new double[] {cells, worst(exact, run.concentrations()[0], 1)});
    }
    return List.of(
        series("WENO5, ours", ours, false),
        series("WENO5, published", published, true),
        series("first order upwind, ours", upwind, false));
  }

  private static Comparison published(CSVRecord row, int cells, double pulse, double error) {
    String quantity =
        "largest error of WENO5 finite volumes, %d cells, pulse of %.0f s".formatted(cells, pulse);
    String origin = "published by CADET";
    double reference = number(row, "max_error");
    if (!row.get("run").equals("A")) {
      return Comparison.absolute(quantity, reference, origin, error, 3.3e-6)
          .withNote(
              "All published errors of this older run are smaller by 3.2e-6, whatever the cells: by"
                  + " as much its reference seems to be off.");
    }
    // Of 1024 cells the published time steps, with a tolerance of 1e-10, are a share of the error.
    return Comparison.relative(quantity, reference, origin, error, cells == 1024 ? 1e-4 : 2e-5);
  }

  private static Series series(String name, List<double[]> points, boolean markers) {
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
    return markers ? Series.scatter(name, x, y) : Series.line(name, x, y);
  }
}
