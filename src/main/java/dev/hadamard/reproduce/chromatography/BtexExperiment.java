package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.AnalyteFit;
import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.Chromatogram;
import dev.hadamard.chromatography.ChromatogramFitter;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.chromatography.PeakDetector;
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

/** Two parameters for each analyte of a synthetic BTEX run. */
public final class BtexExperiment extends ColumnExperiment {
  private static final double NOISE = 0.00956349398069;
  private static final String SYNTHETIC =
      "Synthetic data: the measurements of the paper are not available.";

  /** Constructs the experiment. */
  public BtexExperiment() {
    super("e8", "E8. Claim: two parameters for each analyte; SYNTHETIC data", 1);
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
                Series.line("synthetic data", t, y),
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
            "standard error of k, two parameters" + name,
            number(row, "se_k2"),
            origin,
            two.retentionFactorError(),
            1e-3),
        Comparison.relative(
            "standard error of n, two parameters" + name,
            number(row, "se_n2"),
            origin,
            two.transferUnitsError(),
            1e-3),
        Comparison.relative(
            "k of five parameters" + name, number(row, "k5"), origin, five.retentionFactor(), 1e-6),
        Comparison.relative(
            "n of five parameters" + name, number(row, "n5"), origin, five.transferUnits(), 1e-6),
        Comparison.relative(
            "amplitude of five parameters" + name,
            number(row, "c05"),
            origin,
            five.amplitude(),
            1e-6),
        Comparison.relative(
            "standard error of k, five parameters" + name,
            number(row, "se_k5"),
            origin,
            five.retentionFactorError(),
            1e-3),
        Comparison.relative(
            "standard error of n, five parameters" + name,
            number(row, "se_n5"),
            origin,
            five.transferUnitsError(),
            1e-3));
  }
}
