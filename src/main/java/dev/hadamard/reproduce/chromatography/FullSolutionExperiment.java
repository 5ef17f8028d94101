package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.ColumnRun;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.FiniteVolumeSolver.DiffusiveFlux;
import dev.hadamard.chromatography.FiniteVolumeSolver.Reconstruction;
import dev.hadamard.chromatography.LagrangianShiftSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.WindowedFourier;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** The Laplace solution against full numerical solutions, at constant and variable velocity. */
public final class FullSolutionExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public FullSolutionExperiment() {
    super("e2", "Claim: the Laplace solution equals the full numerical solution (E2, E4, E11)", 3);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    laplaceRoutes(rows);
    shift(rows);
    velocity(rows);
    for (CSVRecord row : table("cadet_lrm_exact.csv")) {
      double t = number(row, "t");
      if (t == 42 || t == 54 || t == 66) {
        rows.add(
            Comparison.absolute(
                "benchmark column, pulse %s s, t = %s s".formatted(row.get("tp"), row.get("t")),
                number(row, "c_over_c0"),
                "Bromwich integral with 34 digits",
                benchmark().pulse(number(row, "tp"), t)[0],
                1e-12));
      }
    }
    return new ExperimentResult(rows, List.of(convergence(context, rows)));
  }

  private static LinearColumn benchmark() {
    return LinearColumn.of(30, 20, 1).withDispersion(1e4 / 30, BoundaryCondition.DANCKWERTS_CLOSED);
  }

  private static void laplaceRoutes(List<Comparison> rows) {
    LinearColumn column = LinearColumn.of(60, 6000, 64);
    double n = column.transferUnits();
    WindowedFourier fourier =
        WindowedFourier.of(
            s -> s.dividedBy(s.plus(64)).times(-n).exp(), a -> -n * a / (a + 64), 64, n / 64);
    double error = 0;
    double peak = 0;
    for (double theta : grid(80, 108, 57)) {
      double exact = column.adsorbedTimeDensity(theta);
      peak = Math.max(peak, exact);
      error = Math.max(error, Math.abs(exact - fourier.density(theta)));
    }
    rows.add(
        Comparison.absolute(
            "Fourier route against Goldstein's J, n = 6000, error over peak",
            0,
            EXACT,
            error / peak,
            1e-12));
  }

  private static void shift(List<Comparison> rows) {
    LinearColumn column = LinearColumn.of(30, 20, 1);
    double[] published = {2.1e-3, 5.3e-4, 1.3e-4};
    for (int i = 0; i < 3; i++) {
      int cells = 150 << i;
      ColumnRun run =
          LagrangianShiftSolver.of(LangmuirSystem.linear(column, 2), cells)
              .solve(Inlet.pulse(10, 1), 120);
      rows.add(
          Comparison.relative(
                  "error of the shift solver, %d cells".formatted(cells),
                  published[i],
                  DERIVED,
                  worst(column.pulse(10, run.times()), run.concentrations()[0], 1),
                  0.05)
              .withNote("Defect of the mass balance: %.0e.".formatted(run.massError())));
    }
  }

  private static void velocity(List<Comparison> rows) throws IOException {
    for (CSVRecord row : table("compressible_gas.csv")) {
      if (number(row, "Pe") == 200 && List.of("1.05", "1.5", "3").contains(row.get("P"))) {
        LinearColumn column =
            LinearColumn.of(1, 0, 1)
                .withDispersion(200, BoundaryCondition.DANCKWERTS_CLOSED)
                .withPressureRatio(number(row, "P"));
        rows.add(
            Comparison.relative(
                "variance by dispersion, p_in/p_out = " + row.get("P"),
                number(row, "c2"),
                "Chebyshev collocation",
                column.cumulants()[1],
                1e-8));
      }
    }
    LinearColumn column = LinearColumn.of(30, 20, 1);
    double[] t = grid(21, 120, 100);
    double[] exact = column.pulse(10, t);
    for (double ratio : new double[] {1.05, 1.5, 3}) {
      double[] error = new double[2];
      for (int i = 0; i < 2; i++) {
        ColumnRun run =
            FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), 60 << i)
                .withPressureRatio(ratio, DiffusiveFlux.MOLE_FRACTION)
                .solve(Inlet.pulse(10, 1), t);
        error[i] = worst(exact, run.concentrations()[0], 1 / ratio);
      }
      rows.add(
          Comparison.absolute(
                  "order of convergence to the curve of constant velocity over P, P = " + ratio,
                  2,
                  "nominal, for a pulse that jumps",
                  Elementary.log2(error[0] / error[1]),
                  0.3)
              .withNote("Errors of 60 and 120 cells: %.2e, %.2e.".formatted(error[0], error[1])));
    }
  }

  private static Figure convergence(Context context, List<Comparison> rows) throws IOException {
    LinearColumn column = benchmark();
    double[] t = grid(1, 150, 150);
    double[] exact = column.pulse(10, t);
    int largest = context.budget().choose(64, 512);
    List<double[]> published = new ArrayList<>();
    List<double[]> ours = new ArrayList<>();
    for (CSVRecord row : table("cadet_published_convergence.csv")) {
      if (!row.get("run").equals("A") || !row.get("scheme").equals("WENO5_FV")) {
        continue;
      }
      int cells = (int) number(row, "cells_or_elements");
      published.add(new double[] {cells, number(row, "max_error")});
      if (cells > largest) {
        continue;
      }
      context.progress().update(cells / (2.0 * largest), "finite volumes");
      ColumnRun run =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column, 2 / 3.0), cells)
              .withPeclet(column.peclet())
              .withSteps(cells < 64 ? 0.02 : 0.05, /* thirdOrder= */ true)
              .solve(Inlet.pulse(10, 1), t);
      double error = worst(exact, run.concentrations()[0], 1);
      ours.add(new double[] {cells, error});
      rows.add(
          Comparison.relative(
              "largest error of WENO5 finite volumes, %d cells".formatted(cells),
              number(row, "max_error"),
              "published by CADET",
              error,
              2e-4));
    }
    List<double[]> upwind = new ArrayList<>();
    for (int cells = 8; cells <= 64; cells *= 2) {
      ColumnRun run =
          FiniteVolumeSolver.of(LangmuirSystem.linear(column, 2 / 3.0), cells)
              .withPeclet(column.peclet())
              .with(Reconstruction.FIRST_ORDER)
              .solve(Inlet.pulse(10, 1), t);
      upwind.add(new double[] {cells, worst(exact, run.concentrations()[0], 1)});
    }
    return new Figure(
        "chromatography-convergence",
        "Full numerical solution against the Laplace solution",
        "Largest error at the outlet of a benchmark column (n = 20, Pe = 333, pulse of 10 s) against"
            + " the number of cells. The published errors belong to the same scheme.",
        Axis.log("cells"),
        Axis.log("largest error"),
        List.of(
            series("WENO5, ours", ours, false),
            series("WENO5, published", published, true),
            series("first order upwind, ours", upwind, false)));
  }

  private static Series series(String name, List<double[]> points, boolean markers) {
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
    return markers ? Series.scatter(name, x, y) : Series.line(name, Arrays.copyOf(x, x.length), y);
  }
}
