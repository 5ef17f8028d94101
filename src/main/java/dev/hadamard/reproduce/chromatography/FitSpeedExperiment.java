package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.AnalyteFit;
import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.chromatography.LinearColumn;
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
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/** The fit through the Laplace solution against the fit through finite volumes. */
public final class FitSpeedExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public FitSpeedExperiment() {
    super("e9", "E9. Claim: much faster than the full numerical solution; SYNTHETIC data", 3);
  }

  /** What fits of all analytes gave: milliseconds and the largest relative errors of k and n. */
  private record Cost(double milliseconds, double errorOfK, double errorOfN) {}

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<CSVRecord> analytes = table("btex_fit_reference.csv");
    double[][] times = new double[analytes.size()][];
    double[][] peaks = new double[analytes.size()][];
    for (int a = 0; a < times.length; a++) {
      CSVRecord row = analytes.get(a);
      double centre = number(row, "tR_mean");
      double reach = 4.5 * number(row, "sigma");
      times[a] = grid(centre - reach, centre + reach, 160);
      // Noise-free, so that errors are those of the methods.
      peaks[a] =
          LinearColumn.ofRetention(60, number(row, "k_true"), number(row, "n_true"))
              .pulse(1, times[a]);
    }
    List<Comparison> rows = new ArrayList<>();
    Cost laplace = laplace(analytes, times, peaks);
    rows.add(
        Comparison.absolute(
            "Laplace fit of five analytes: largest relative error of k",
            0,
            "true value",
            laplace.errorOfK,
            1e-8));
    rows.add(
        Comparison.absolute(
            "Laplace fit of five analytes: largest relative error of n",
            0,
            "true value",
            laplace.errorOfN,
            1e-8));
    List<Integer> sizes =
        context.budget().choose(List.of(200, 400), List.of(200, 400, 800, 1600, 3200));
    double[] spent = new double[sizes.size()];
    double[] errorOfK = new double[spent.length];
    double[] errorOfN = new double[spent.length];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < spent.length; i++) {
      int cells = sizes.get(i);
      context.progress().update((i + 0.5) / (spent.length + 1), "fits, " + cells + " cells");
      Cost cost = volumes(analytes, times, peaks, cells);
      spent[i] = cost.milliseconds;
      errorOfK[i] = cost.errorOfK;
      errorOfN[i] = cost.errorOfN;
      rows.add(
          Comparison.information(
              "fit through %d finite volumes: largest relative error of k".formatted(cells),
              0,
              "true value",
              cost.errorOfK));
      rows.add(
          Comparison.information(
                  "fit through %d finite volumes: largest relative error of n".formatted(cells),
                  0,
                  "true value",
                  cost.errorOfN)
              .withNote(
                  "Numerical dispersion of the grid is taken for kinetics, or exceeds them."));
      text.append(
          String.format(
              Locale.ROOT,
              "; finite volumes of %d cells %.0f ms, %.0f times as long, error of n %.1g",
              cells,
              spent[i],
              spent[i] / laplace.milliseconds,
              errorOfN[i]));
    }
    String caption =
        String.format(
            Locale.ROOT,
            "Two-parameter fits of five peaks of 160 points each, noise-free: through the"
                + " Laplace solution from the automatic start, through finite volumes from within 10 %%"
                + " of the truth. Laplace %.2f ms, error of n %.1g%s. Measured on this machine, at one time.",
            laplace.milliseconds,
            laplace.errorOfN,
            text);
    context.progress().update(1, caption);
    double least = 1e-16;
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "chromatography-fit-speed",
                "Five analytes fitted through two solutions",
                caption,
                Axis.log("time of five fits (ms)"),
                Axis.log("largest relative error"),
                List.of(
                    Series.scatter(
                        "Laplace, k",
                        new double[] {laplace.milliseconds},
                        new double[] {Math.max(least, laplace.errorOfK)}),
                    Series.scatter(
                        "Laplace, n",
                        new double[] {laplace.milliseconds},
                        new double[] {Math.max(least, laplace.errorOfN)}),
                    Series.line("finite volumes, k", spent, errorOfK),
                    Series.line("finite volumes, n", spent, errorOfN)))));
  }

  private static Cost laplace(List<CSVRecord> analytes, double[][] times, double[][] peaks) {
    AnalyteFitter fitter = AnalyteFitter.of(60, 1).withTwoParameters(1);
    AnalyteFit[] fits = new AnalyteFit[times.length];
    Runnable all =
        () -> {
          for (int a = 0; a < times.length; a++) {
            fits[a] = fitter.fit(times[a], peaks[a]);
          }
        };
    milliseconds(all, 300);
    double spent = milliseconds(all, 101);
    double k = 0;
    double n = 0;
    for (int a = 0; a < fits.length; a++) {
      CSVRecord row = analytes.get(a);
      k = Math.max(k, Math.abs(fits[a].retentionFactor() / number(row, "k_true") - 1));
      n = Math.max(n, Math.abs(fits[a].transferUnits() / number(row, "n_true") - 1));
    }
    return new Cost(spent, k, n);
  }

  private static Cost volumes(
      List<CSVRecord> analytes, double[][] times, double[][] peaks, int cells) {
    double[] no = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] limit = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double errorOfK = 0;
    double errorOfN = 0;
    long start = System.nanoTime();
    for (int a = 0; a < times.length; a++) {
      CSVRecord row = analytes.get(a);
      double[] t = times[a];
      double[] y = peaks[a];
      double[] begin = {
        Elementary.log(0.995 * number(row, "k_true")), Elementary.log(0.9 * number(row, "n_true"))
      };
      LevenbergMarquardt.Result result =
          LevenbergMarquardt.of()
              .with(1e-6, 8)
              .minimise(
                  (p, r, jacobian) -> {
                    double[] here = finiteVolumes(p[0], p[1], cells, t);
                    double step = 1e-4;
                    double[] k = finiteVolumes(p[0] + step, p[1], cells, t);
                    double[] n = finiteVolumes(p[0], p[1] + step * 100, cells, t);
                    for (int i = 0; i < t.length; i++) {
                      r[i] = here[i] - y[i];
                      jacobian[2 * i] = (k[i] - here[i]) / step;
                      jacobian[2 * i + 1] = (n[i] - here[i]) / (step * 100);
                    }
                  },
                  t.length,
                  begin,
                  no,
                  limit);
      double[] p = result.parameters();
      errorOfK = Math.max(errorOfK, Math.abs(Elementary.exp(p[0]) / number(row, "k_true") - 1));
      errorOfN = Math.max(errorOfN, Math.abs(Elementary.exp(p[1]) / number(row, "n_true") - 1));
    }
    return new Cost((System.nanoTime() - start) * 1e-6, errorOfK, errorOfN);
  }

  private static double[] finiteVolumes(double logK, double logN, int cells, double[] t) {
    double n = Elementary.exp(logN);
    LinearColumn column = LinearColumn.of(60, n, n / (60 * Elementary.exp(logK)));
    return FiniteVolumeSolver.of(LangmuirSystem.linear(column, 1), cells)
        .withSteps(1, /* thirdOrder= */ true)
        .solve(Inlet.pulse(1, 1), t)
        .concentrations()[0];
  }
}
