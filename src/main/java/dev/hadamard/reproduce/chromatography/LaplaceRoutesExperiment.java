package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.ColumnRun;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.FiniteVolumeSolver.Reconstruction;
import dev.hadamard.chromatography.LagrangianShiftSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.BromwichQuadrature;
import dev.hadamard.laplace.InversionResult;
import dev.hadamard.laplace.WindowedFourier;
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

/** The routes through Laplace space against full numerical solutions, over cells and over time. */
public final class LaplaceRoutesExperiment extends ColumnExperiment {
  private static final LinearColumn COLUMN = LinearColumn.of(30, 20, 1);
  private static final double PULSE = 10;

  /** Constructs the experiment. */
  public LaplaceRoutesExperiment() {
    super("e2", "E2. Claim: the Laplace solution equals the full numerical solution", 2);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    routes(rows);
    StringBuilder times = new StringBuilder();
    List<Series> byCells = new ArrayList<>();
    List<Series> byTime = new ArrayList<>();
    shift(context, rows, byCells, byTime);
    volumes(context, rows, byCells, byTime);
    laplace(byTime, times);
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "chromatography-error-cells",
                "Full numerical solutions against the Laplace solution",
                "Largest error at the outlet of a column without diffusion (n = 20, k_d = 1/s, t₀ ="
                    + " 30 s, pulse of 10 s) against the number of cells, off the fronts of the"
                    + " unretained pulse for finite volumes.",
                Axis.log("cells"),
                Axis.log("largest error"),
                byCells),
            new Figure(
                "chromatography-error-time",
                "Accuracy for the time spent",
                "The same errors against the run time, and the routes through Laplace space for 200"
                    + " times: "
                    + times
                    + " Measured on this machine, at one time.",
                Axis.log("time (ms)"),
                Axis.log("largest error"),
                byTime)));
  }

  /** Goldstein's J, the windowed Fourier series, and the adaptive quadrature of the paper. */
  private static void routes(List<Comparison> rows) {
    LinearColumn column = LinearColumn.of(60, 6000, 64);
    double n = column.transferUnits();
    WindowedFourier fourier =
        WindowedFourier.of(
            s -> s.dividedBy(s.plus(64)).times(-n).exp(), a -> -n * a / (a + 64), 64, n / 64);
    BromwichQuadrature bromwich = BromwichQuadrature.of(400);
    double byFourier = 0;
    double byQuadrature = 0;
    double peak = 0;
    for (double theta : grid(80, 108, 57)) {
      double exact = column.adsorbedTimeDensity(theta);
      peak = Math.max(peak, exact);
      byFourier = Math.max(byFourier, Math.abs(exact - fourier.density(theta)));
    }
    for (double theta : grid(86, 102, 9)) {
      double exact = column.adsorbedTimeDensity(theta);
      InversionResult found = bromwich.invert(s -> s.dividedBy(s.plus(64)).times(-n).exp(), theta);
      byQuadrature = Math.max(byQuadrature, Math.abs(exact - found.value()));
    }
    rows.add(
        Comparison.absolute(
            "windowed Fourier series against Goldstein's J, n = 6000, error over peak",
            0,
            EXACT,
            byFourier / peak,
            1e-12));
    rows.add(
        Comparison.absolute(
            "adaptive quadrature against Goldstein's J, n = 6000, error over peak",
            0,
            EXACT,
            byQuadrature / peak,
            1e-12));
  }

  private static void shift(
      Context context, List<Comparison> rows, List<Series> byCells, List<Series> byTime) {
    double[] published = {2.1e-3, 5.3e-4, 1.3e-4, 3.3e-5};
    int sizes = context.budget().choose(3, 4);
    double[][] found = new double[3][sizes];
    for (int i = 0; i < sizes; i++) {
      int cells = 150 << i;
      context.progress().update(0.1 * i, "shift solver, " + cells + " cells");
      LagrangianShiftSolver solver =
          LagrangianShiftSolver.of(LangmuirSystem.linear(COLUMN, 2), cells);
      ColumnRun run = solver.solve(Inlet.pulse(PULSE, 1), 120);
      double error = worst(COLUMN.pulse(PULSE, run.times()), run.concentrations()[0], 1);
      rows.add(
          Comparison.relative(
                  "error of the shift solver, %d cells".formatted(cells),
                  published[i],
                  DERIVED,
                  error,
                  0.05)
              .withNote("Defect of the mass balance: %.0e.".formatted(run.massError())));
      found[0][i] = cells;
      found[1][i] = error;
      found[2][i] =
          milliseconds(() -> solver.solve(Inlet.pulse(PULSE, 1), 120), Math.max(5, 6000 / cells));
    }
    byCells.add(Series.line("Lagrangian shift", found[0], found[1]));
    byTime.add(Series.line("Lagrangian shift", found[2], found[1]));
  }

  private static void volumes(
      Context context, List<Comparison> rows, List<Series> byCells, List<Series> byTime) {
    // Off the unretained fronts at t0 and t0 + pulse, of height e^(-20) only.
    double[] t = grid(21, 120, 100);
    double[] exact = COLUMN.pulse(PULSE, t);
    int sizes = context.budget().choose(4, 6);
    for (Reconstruction scheme :
        List.of(Reconstruction.WENO5, Reconstruction.KOREN, Reconstruction.FIRST_ORDER)) {
      double[][] found = new double[3][sizes];
      for (int i = 0; i < sizes; i++) {
        int cells = 25 << i;
        context.progress().update(0.5, "finite volumes, " + cells + " cells");
        FiniteVolumeSolver solver =
            FiniteVolumeSolver.of(LangmuirSystem.linear(COLUMN, 2), cells).with(scheme);
        ColumnRun run = solver.solve(Inlet.pulse(PULSE, 1), t);
        found[0][i] = cells;
        found[1][i] = worst(exact, run.concentrations()[0], 1);
        found[2][i] =
            milliseconds(() -> solver.solve(Inlet.pulse(PULSE, 1), t), Math.max(3, 1500 / cells));
      }
      String name =
          switch (scheme) {
            case FIRST_ORDER -> "finite volumes, first order";
            case KOREN -> "finite volumes, Koren";
            default -> "finite volumes, WENO5";
          };
      byCells.add(Series.line(name, found[0], found[1]));
      byTime.add(Series.line(name, found[2], found[1]));
      double order = Elementary.log2(found[1][sizes - 2] / found[1][sizes - 1]);
      boolean first = scheme == Reconstruction.FIRST_ORDER;
      rows.add(
          Comparison.absolute(
                  name + ": order of convergence to the Laplace solution",
                  first ? 1 : 2,
                  "nominal, for a pulse that jumps",
                  order,
                  first ? 0.3 : 0.45)
              .withNote(
                  "Errors of %d and %d cells: %.2e, %.2e."
                      .formatted(
                          25 << (sizes - 2),
                          25 << (sizes - 1),
                          found[1][sizes - 2],
                          found[1][sizes - 1])));
    }
  }

  /** Accuracy of the Laplace routes, against the reference of an independent program. */
  private static void laplace(List<Series> byTime, StringBuilder times) throws IOException {
    double[] t = grid(31, 130, 200);
    double[] values = new double[t.length];
    double closed =
        milliseconds(() -> System.arraycopy(COLUMN.pulse(PULSE, t), 0, values, 0, t.length), 401);
    // The curves with dispersion go through the windowed Fourier series.
    LinearColumn dispersed = BenchmarkColumnExperiment.column();
    double error = 0;
    for (CSVRecord row : table("cadet_lrm_exact.csv")) {
      double found = dispersed.pulse(number(row, "tp"), number(row, "t"))[0];
      error = Math.max(error, Math.abs(found - number(row, "c_over_c0")));
    }
    double series =
        milliseconds(
            () -> System.arraycopy(dispersed.pulse(PULSE, t), 0, values, 0, t.length), 101);
    BromwichQuadrature bromwich = BromwichQuadrature.of(400);
    double[] few = grid(32, 92, 4);
    double[] off = new double[1];
    double quadrature =
        milliseconds(
            () -> {
              off[0] = 0;
              for (double time : few) {
                double found =
                    bromwich
                        .withJump(0, Elementary.exp(-20))
                        .withJump(PULSE, -Elementary.exp(-20))
                        .invert(
                            s ->
                                s.dividedBy(s.plus(1))
                                    .times(-20)
                                    .exp()
                                    .times(s.times(-PULSE).exp().negate().plus(1))
                                    .dividedBy(s),
                            time - 30)
                        .value();
                off[0] = Math.max(off[0], Math.abs(found - COLUMN.pulse(PULSE, time)[0]));
              }
            },
            3);
    times.append(
        String.format(
            Locale.ROOT,
            "Goldstein's J %.3g ms (its error is the 4e-16 of experiment e15), windowed Fourier"
                + " series with dispersion %.3g ms (error %.0e), adaptive quadrature %.3g ms (error"
                + " %.0e).",
            closed,
            series,
            error,
            quadrature * t.length / few.length,
            off[0]));
    byTime.add(Series.scatter("Goldstein's J", new double[] {closed}, new double[] {4e-16}));
    byTime.add(
        Series.scatter(
            "windowed Fourier series",
            new double[] {series},
            new double[] {Math.max(1e-17, error)}));
    byTime.add(
        Series.scatter(
            "adaptive quadrature",
            new double[] {quadrature * t.length / few.length},
            new double[] {Math.max(1e-17, off[0])}));
  }
}
