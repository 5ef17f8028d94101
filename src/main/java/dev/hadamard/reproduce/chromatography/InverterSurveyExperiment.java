package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.KnownTransform;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.laplace.WindowedFourier;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** Popular inverters at the front of a column, and the windowed Fourier series. */
public final class InverterSurveyExperiment extends ColumnExperiment {
  private static final int[] UNITS = {1, 10, 100, 1000, 10_000};

  /** Constructs the experiment. */
  public InverterSurveyExperiment() {
    super("e3", "E3. Inverters at the front of a column", 1);
  }

  /** Of two settings of one method, one. */
  private static final Set<String> DRAWN =
      Set.of(
          "fixed_talbot_24",
          "cotangent_48",
          "hyperbola_32",
          "euler_16",
          "de_hoog_20",
          "stehfest_14",
          "cme_25");

  private static Map<String, LaplaceInverter> methods() {
    Map<String, LaplaceInverter> methods = new LinkedHashMap<>();
    methods.put("fixed_talbot_24", LaplaceInverter.fixedTalbot(24));
    methods.put("cotangent_24", LaplaceInverter.modifiedTalbot(24));
    methods.put("cotangent_48", LaplaceInverter.modifiedTalbot(48));
    methods.put("parabola_32", LaplaceInverter.parabola(32));
    methods.put("hyperbola_32", LaplaceInverter.hyperbola(32));
    methods.put("euler_16", LaplaceInverter.euler(16));
    methods.put("de_hoog_20", LaplaceInverter.deHoog(20));
    methods.put("de_hoog_40", LaplaceInverter.deHoog(40));
    methods.put("stehfest_14", LaplaceInverter.gaverStehfest(14));
    methods.put("cme_20", LaplaceInverter.concentratedMatrixExponential(20));
    methods.put("cme_25", LaplaceInverter.concentratedMatrixExponential(25));
    return methods;
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    Map<String, CSVRecord> survey = new LinkedHashMap<>();
    for (CSVRecord row : table("inverter_survey.csv")) {
      survey.put(row.get("method"), row);
    }
    List<Comparison> rows = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    double[] x = new double[UNITS.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = UNITS[i];
    }
    methods()
        .forEach(
            (name, method) -> {
              double[] error = new double[UNITS.length];
              for (int i = 0; i < UNITS.length; i++) {
                error[i] = error(method, UNITS[i]);
                double reference = number(survey.get(name), "n=" + UNITS[i]);
                String quantity = "log10 error of %s, n = %d".formatted(method.name(), UNITS[i]);
                double ours = Elementary.log10(Math.max(error[i], 1e-17));
                double theirs = Elementary.log10(reference);
                // Rounding decides below 1e-9, and which multiple of overflow above 100.
                rows.add(
                    reference > 1e-9 && reference < 100
                        ? Comparison.absolute(quantity, theirs, "NumPy prototype", ours, 1)
                        : Comparison.information(quantity, theirs, "NumPy prototype", ours));
              }
              double[] shown = error.clone();
              for (int i = 0; i < shown.length; i++) {
                shown[i] = Math.min(1e6, Math.max(shown[i], 1e-16));
              }
              if (DRAWN.contains(name)) {
                series.add(Series.line(method.name(), x, shown));
              }
            });
    // Methods without a line in the survey.
    for (LaplaceInverter method :
        List.of(LaplaceInverter.durbinCrump(60), LaplaceInverter.bromwich(400))) {
      double[] shown = new double[UNITS.length];
      for (int i = 0; i < UNITS.length; i++) {
        shown[i] = Math.min(1e6, Math.max(error(method, UNITS[i]), 1e-16));
      }
      series.add(Series.line(method.name(), x, shown));
    }
    // Below 38 transfer units the share that is never adsorbed is a jump, for the closed form.
    double[] ours = {100, 1000, 10_000};
    double[] error = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      error[i] = windowed(ours[i]);
      rows.add(
          Comparison.absolute(
              "error of the windowed Fourier series, n = %.0f".formatted(ours[i]),
              0,
              EXACT,
              error[i],
              1e-13));
    }
    series.add(Series.scatter("windowed Fourier", ours, error));
    Figure figure =
        new Figure(
            "chromatography-inverters",
            "Inverters at the front of a column",
            "Largest error at five times around the front of exp(-n s/(s+1))/s, cut at 1e6. A gas"
                + " chromatograph has n of 1000 to 100 000.",
            Axis.log("transfer units n"),
            Axis.log("largest error"),
            series);
    return new ExperimentResult(rows, List.of(figure));
  }

  private static double[] front(double n) {
    double sd = Math.sqrt(2 * n);
    return java.util.Arrays.stream(new double[] {-3, -1, 0, 1, 3})
        .map(place -> n + place * sd)
        .filter(y -> y > 0)
        .toArray();
  }

  private static double error(LaplaceInverter method, int n) {
    KnownTransform column = KnownTransform.column(n);
    double worst = 0;
    for (double y : front(n)) {
      try {
        double found = method.invert(column.transform(), y, column.options()).value();
        worst = Math.max(worst, Math.abs(found - GoldsteinJ.value(n, y)));
      } catch (IllPosedProblemException | ConvergenceException refused) {
        worst = Double.MAX_VALUE;
      }
    }
    return worst;
  }

  private static double windowed(double n) {
    WindowedFourier fourier =
        WindowedFourier.of(
            s -> s.dividedBy(s.plus(1)).times(-n).exp(), a -> -n * a / (a + 1), 1, n);
    double worst = 0;
    for (double y : front(n)) {
      worst = Math.max(worst, Math.abs(fourier.cumulative(y) - GoldsteinJ.value(n, y)));
    }
    return worst;
  }
}
