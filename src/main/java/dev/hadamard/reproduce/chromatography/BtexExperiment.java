package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.AnalyteFit;
import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.Chromatogram;
import dev.hadamard.chromatography.ChromatogramFitter;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.chromatography.PeakDetector;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.optim.LevenbergMarquardt;
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

/** Two parameters for each analyte of a synthetic BTEX run, and how much faster than a full fit. */
public final class BtexExperiment extends ColumnExperiment {
  private static final double NOISE = 0.00956349398069;
  private static final String SYNTHETIC =
      "Synthetic data: the measurements of the paper are not available.";

  /** Constructs the experiment. */
  public BtexExperiment() {
    super("e8", "Claim: two parameters for each analyte, found fast (E8, E9); SYNTHETIC data", 4);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<CSVRecord> data = table("btex_synthetic.csv");
    double[] t = data.stream().mapToDouble(r -> number(r, "time_s")).toArray();
    double[] y = data.stream().mapToDouble(r -> number(r, "signal")).toArray();
    List<CSVRecord> truth = table("btex_fit_reference.csv");
    List<Comparison> rows = new ArrayList<>();
    double[][] clean = new double[truth.size()][];
    for (int a = 0; a < clean.length; a++) {
      CSVRecord row = truth.get(a);
      double c0 = number(row, "c0_true");
      clean[a] = LinearColumn.of(60, number(row, "n_true"), number(row, "kd_true")).pulse(1, t);
      for (int i = 0; i < t.length; i++) {
        clean[a][i] *= c0;
      }
    }
    double[][][] windows = new double[clean.length][][];
    for (int a = 0; a < clean.length; a++) {
      CSVRecord row = truth.get(a);
      double centre = number(row, "tR_mean");
      double reach = 4.5 * number(row, "sigma");
      int from = 0;
      int to = t.length;
      while (t[from] <= centre - reach) {
        from++;
      }
      while (t[to - 1] >= centre + reach) {
        to--;
      }
      double[] rest = y.clone();
      for (int other = 0; other < clean.length; other++) {
        for (int i = 0; i < t.length; i++) {
          rest[i] -= other == a ? 0 : clean[other][i];
        }
      }
      double[] flat = rest.clone();
      for (int i = 0; i < t.length; i++) {
        flat[i] -= 0.05 + 2e-4 * t[i];
      }
      windows[a] =
          new double[][] {
            Arrays.copyOfRange(t, from, to),
            Arrays.copyOfRange(flat, from, to),
            Arrays.copyOfRange(rest, from, to)
          };
      rows.addAll(compare(row, windows[a]));
    }
    Chromatogram run = Chromatogram.of(t, y);
    ChromatogramFitter.Result all =
        new ChromatogramFitter(AnalyteFitter.of(60, 1), PeakDetector.of()).fit(run, 60);
    rows.add(
        Comparison.absolute("peaks found", 5, "the run has five", all.fits().size(), 0)
            .withNote(SYNTHETIC));
    for (int a = 0; a < Math.min(5, all.fits().size()); a++) {
      CSVRecord row = truth.get(a);
      AnalyteFit fit = all.fits().get(a);
      rows.add(
          Comparison.absolute(
              "from the raw run, k of " + row.get("analyte"),
              number(row, "k_true"),
              "truth, 4 standard errors",
              fit.retentionFactor(),
              4 * fit.retentionFactorError()));
      rows.add(
          Comparison.absolute(
              "from the raw run, n of " + row.get("analyte"),
              number(row, "n_true"),
              "truth, 4 standard errors",
              fit.transferUnits(),
              4 * fit.transferUnitsError()));
    }
    speed(context, truth, windows, rows);
    double[] residual = new double[t.length];
    for (int i = 0; i < t.length; i++) {
      residual[i] = y[i] - all.curve()[i];
    }
    Figure figure =
        new Figure(
            "chromatography-btex",
            "A synthetic BTEX run and its fit",
            "Benzene, toluene, ethylbenzene, m/p-xylene and o-xylene: synthetic data with noise,"
                + " the fit by the Laplace solution with two parameters for each shape, and what is"
                + " left.",
            Axis.linear("time (s)"),
            Axis.linear("signal"),
            List.of(
                Series.scatter("synthetic data", t, y),
                Series.line("fit", t, all.curve()),
                Series.line("residual", t, residual)));
    return new ExperimentResult(rows, List.of(figure));
  }

  private static List<Comparison> compare(CSVRecord row, double[][] window) {
    String name = ", " + row.get("analyte");
    AnalyteFitter fitter = AnalyteFitter.of(60, 1).withNoise(NOISE);
    AnalyteFit two = fitter.withTwoParameters(number(row, "c0_true")).fit(window[0], window[1]);
    AnalyteFit five = fitter.fit(window[0], window[2]);
    String origin = "SciPy least squares";
    return List.of(
        Comparison.relative(
            "k of two parameters" + name, number(row, "k2"), origin, two.retentionFactor(), 1e-6),
        Comparison.relative(
            "n of two parameters" + name, number(row, "n2"), origin, two.transferUnits(), 1e-6),
        Comparison.relative(
            "standard error of n, two parameters" + name,
            number(row, "se_n2"),
            origin,
            two.transferUnitsError(),
            1e-3),
        Comparison.relative(
            "n of five parameters" + name, number(row, "n5"), origin, five.transferUnits(), 1e-6),
        Comparison.relative(
            "standard error of n, five parameters" + name,
            number(row, "se_n5"),
            origin,
            five.transferUnitsError(),
            1e-3));
  }

  /** The same two-parameter fit of benzene through the Laplace and the finite volume solution. */
  private static void speed(
      Context context, List<CSVRecord> truth, double[][][] windows, List<Comparison> rows) {
    double[] times = new double[31];
    AnalyteFit laplace = null;
    for (int repeat = 0; repeat < 200 + times.length; repeat++) {
      long start = System.nanoTime();
      for (int a = 0; a < windows.length; a++) {
        AnalyteFit fit =
            AnalyteFitter.of(60, 1)
                .withTwoParameters(number(truth.get(a), "c0_true"))
                .fit(windows[a][0], windows[a][1]);
        laplace = a == 0 ? fit : laplace;
      }
      times[repeat % times.length] = (System.nanoTime() - start) * 1e-9;
    }
    Arrays.sort(times);
    double fast = times[times.length / 2] / windows.length;
    context.progress().update(0.5, "fit through finite volumes");
    int cells = context.budget().choose(300, 1600);
    double[] t = windows[0][0];
    double[] y = windows[0][1];
    double c0 = number(truth.get(0), "c0_true");
    long start = System.nanoTime();
    int[] solutions = {0};
    double[] no = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] limit = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] begin = {Elementary.log(1.49), Elementary.log(5500)};
    LevenbergMarquardt.Result slow =
        LevenbergMarquardt.of()
            .with(1e-4, 5)
            .minimise(
                (p, r, jacobian) -> {
                  double[] here = finiteVolumes(p[0], p[1], cells, t);
                  double step = 1e-4;
                  double[] k = finiteVolumes(p[0] + step, p[1], cells, t);
                  double[] n = finiteVolumes(p[0], p[1] + step * 100, cells, t);
                  solutions[0] += 3;
                  for (int i = 0; i < t.length; i++) {
                    r[i] = c0 * here[i] - y[i];
                    jacobian[2 * i] = c0 * (k[i] - here[i]) / step;
                    jacobian[2 * i + 1] = c0 * (n[i] - here[i]) / (step * 100);
                  }
                },
                t.length,
                begin,
                no,
                limit);
    double seconds = (System.nanoTime() - start) * 1e-9;
    context
        .progress()
        .update(
            0.99,
            "one analyte: Laplace %.3f ms, finite volumes %.2f s, ratio %.0f"
                .formatted(1e3 * fast, seconds, seconds / fast));
    double k = number(truth.get(0), "k_true");
    double n = number(truth.get(0), "n_true");
    String cost =
        " One analyte, %d solutions on %d cells; wall times are shown while it runs."
            .formatted(solutions[0], cells);
    rows.add(
        Comparison.relative(
            "accuracy: k of benzene by the Laplace fit",
            k,
            "truth",
            laplace.retentionFactor(),
            2e-4));
    rows.add(
        Comparison.relative(
            "accuracy: n of benzene by the Laplace fit",
            n,
            "truth",
            laplace.transferUnits(),
            0.02));
    rows.add(
        Comparison.information(
            "accuracy: k of benzene through finite volumes",
            k,
            "truth",
            Elementary.exp(slow.parameters()[0])));
    rows.add(
        Comparison.information(
                "accuracy: n of benzene through finite volumes",
                n,
                "truth",
                Elementary.exp(slow.parameters()[1]))
            .withNote("Numerical dispersion of the grid is taken for kinetics." + cost));
  }

  private static double[] finiteVolumes(double logK, double logN, int cells, double[] t) {
    double n = Elementary.exp(logN);
    LinearColumn column = LinearColumn.of(60, n, n / (60 * Elementary.exp(logK)));
    return FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), cells)
        .withSteps(1, /* thirdOrder= */ true)
        .solve(LangmuirSystem.Inlet.pulse(1, 1), t)
        .concentrations()[0];
  }
}
