package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.Chromatogram;
import dev.hadamard.chromatography.Peak;
import dev.hadamard.chromatography.PeakDetector;
import dev.hadamard.chromatography.PeakShape;
import dev.hadamard.chromatography.PeakShapeFit;
import dev.hadamard.chromatography.PeakShapeFitter;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.ReferenceRows;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A measured ladder of n-alkanes, which is not part of the library: {@code alkanes_measured.csv}
 * (time and signal) and {@code alkanes_retention.csv} (alkane, tR_s, sigma_ms) in the directory of
 * the option {@code --data}. Without them a synthetic ladder takes their place, and says so.
 */
public final class AlkanesExperiment extends ColumnExperiment {
  private static final double FWHM = 2.3548200450309493;

  /** Constructs the experiment. */
  public AlkanesExperiment() {
    super("e14", "E14. A ladder of n-alkanes: peaks and their shapes", 1);
  }

  /** A ladder: the run, and what is known of each peak. */
  private record Ladder(
      Chromatogram run, List<String> names, double[] times, double[] sigmas, String origin) {}

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    Path folder = context.data().orElse(Path.of(""));
    Path file = folder.resolve("alkanes_measured.csv");
    Path published = folder.resolve("alkanes_retention.csv");
    boolean measured = context.data().isPresent() && Files.exists(file) && Files.exists(published);
    rows.add(
        Comparison.information("measured alkanes: files found", measured ? 2 : 0)
            .withNote(
                measured
                    ? "Measured with a temperature program: parameters of a column have no meaning."
                    : "Data not present: they are not part of the library, see the option --data."
                        + " SYNTHETIC stand-in below."));
    Ladder ladder = measured ? measured(file, published) : synthetic(context, rows);
    List<Peak> peaks = PeakDetector.of().detect(ladder.run).peaks();
    String kind = measured ? "measured ladder: " : "SYNTHETIC ladder: ";
    rows.add(
        measured
            ? Comparison.information(
                    kind + "peaks found", ladder.names.size(), ladder.origin, peaks.size())
                .withNote("Impurities among them; each alkane is matched below.")
            : Comparison.absolute(
                kind + "peaks found", ladder.names.size(), ladder.origin, peaks.size(), 0));
    double late = 0;
    double wide = 0;
    List<Peak> matched = new ArrayList<>();
    for (int j = 0; j < ladder.times.length; j++) {
      double time = ladder.times[j];
      Peak nearest =
          peaks.stream()
              .min(Comparator.comparingDouble(p -> Math.abs(p.apex() - time)))
              .orElseThrow();
      matched.add(nearest);
      late = Math.max(late, Math.abs(nearest.apex() - time));
      wide = Math.max(wide, Math.abs(nearest.widthHalf() / FWHM / ladder.sigmas[j] - 1));
    }
    rows.add(
        Comparison.absolute(
            kind + "largest difference of a retention time (s)", 0, ladder.origin, late, 0.03));
    rows.add(
        Comparison.absolute(
            kind + "largest relative difference of a width", 0, ladder.origin, wide, 0.03));
    shapes(kind, ladder, matched, rows);
    return new ExperimentResult(
        rows, List.of(ladder(ladder, matched, measured), one(ladder, matched)));
  }

  private static Ladder measured(Path file, Path published) throws IOException {
    List<String> names = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    List<Double> sigmas = new ArrayList<>();
    try (CSVParser parser = ReferenceRows.parser(Files.newBufferedReader(published))) {
      for (CSVRecord row : parser) {
        names.add(row.get("alkane"));
        times.add(number(row, "tR_s"));
        sigmas.add(number(row, "sigma_ms") / 1000);
      }
    }
    return new Ladder(
        Chromatogram.read(file, Chromatogram.Disorder.REFUSE),
        names,
        times.stream().mapToDouble(v -> v).toArray(),
        sigmas.stream().mapToDouble(v -> v).toArray(),
        "published with the data");
  }

  /** Twenty-two tailing peaks on a drifting baseline; nothing of it was measured. */
  private static Ladder synthetic(Context context, List<Comparison> rows) {
    int count = 22;
    double[] t = grid(13, 64, 2551);
    double[] y = new double[t.length];
    Streams streams = Streams.of(context.seed());
    streams.substream("alkanes").generator().fillNormal(y);
    for (int i = 0; i < t.length; i++) {
      y[i] = 400 * y[i] + 4000 + 60 * t[i];
    }
    List<String> names = new ArrayList<>();
    double[] times = new double[count];
    double[] sigmas = new double[count];
    double[] fine = new double[4001];
    for (int j = 0; j < count; j++) {
      double centre = 15 + 2.2 * j + 0.003 * j * j;
      double width = 0.06 + 0.0008 * j;
      double tail = 0.04;
      double area = 30_000 * (1 + 0.5 * (j % 3));
      for (int i = 0; i < t.length; i++) {
        y[i] += PeakShape.MODIFIED_GAUSSIAN.value(t[i], area, centre, width, tail);
      }
      // Apex and width of the shape itself, on a fine grid.
      Arrays.setAll(fine, i -> centre + (i - 2000) * 2e-4);
      double[] top = new double[fine.length];
      int apex = 0;
      for (int i = 0; i < fine.length; i++) {
        top[i] = PeakShape.MODIFIED_GAUSSIAN.value(fine[i], area, centre, width, tail);
        apex = top[i] > top[apex] ? i : apex;
      }
      int from = apex;
      int to = apex;
      while (top[from] > top[apex] / 2) {
        from--;
      }
      while (top[to] > top[apex] / 2) {
        to++;
      }
      names.add("peak " + (j + 1));
      times[j] = fine[apex];
      sigmas[j] = (to - from) * 2e-4 / FWHM;
    }
    Chromatogram run = Chromatogram.of(t, y);
    // The shape that made the data gives its parameters back.
    double worst = 0;
    for (int j = 0; j < count; j++) {
      PeakShapeFit fit = fit(PeakShape.MODIFIED_GAUSSIAN, run, times[j], sigmas[j]);
      worst = Math.max(worst, Math.abs(fit.asymmetry() - 0.04) / fit.standardErrors()[3]);
    }
    rows.add(
        Comparison.absolute(
            "SYNTHETIC ladder: largest error of a fitted time constant, in standard errors",
            0,
            "truth of 22 peaks",
            worst,
            4.5));
    return new Ladder(run, names, times, sigmas, "truth");
  }

  private static PeakShapeFit fit(PeakShape shape, Chromatogram run, double time, double sigma) {
    Chromatogram window = run.window(time - 6 * sigma, time + 7 * sigma);
    return PeakShapeFitter.of(shape).fit(window.times(), window.signal());
  }

  /** How well each shape describes the peaks, and which does best by Akaike's criterion. */
  private static void shapes(String kind, Ladder ladder, List<Peak> peaks, List<Comparison> rows) {
    Map<PeakShape, double[]> residuals = new EnumMap<>(PeakShape.class);
    Map<PeakShape, Integer> best = new EnumMap<>(PeakShape.class);
    for (PeakShape shape : PeakShape.values()) {
      residuals.put(shape, new double[peaks.size()]);
      best.put(shape, 0);
    }
    for (int j = 0; j < peaks.size(); j++) {
      PeakShape winner = PeakShape.GAUSSIAN;
      double least = Double.POSITIVE_INFINITY;
      for (PeakShape shape : PeakShape.values()) {
        PeakShapeFit fit = fit(shape, ladder.run, ladder.times[j], ladder.sigmas[j]);
        residuals.get(shape)[j] = fit.noise() / peaks.get(j).height();
        if (fit.akaike() < least) {
          least = fit.akaike();
          winner = shape;
        }
      }
      best.merge(winner, 1, Integer::sum);
    }
    for (PeakShape shape : PeakShape.values()) {
      double[] sorted = residuals.get(shape).clone();
      Arrays.sort(sorted);
      String name = shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      rows.add(
          Comparison.information(
              kind + "median residual over height of " + name, sorted[sorted.length / 2]));
      rows.add(
          Comparison.information(
              kind + "peaks that Akaike's criterion gives to " + name, best.get(shape)));
    }
    if (kind.startsWith("SYNTHETIC")) {
      rows.add(
          Comparison.absolute(
              kind + "peaks that Akaike's criterion gives to the shape they were made with",
              peaks.size(),
              "truth",
              best.get(PeakShape.MODIFIED_GAUSSIAN),
              2));
    }
  }

  private static Figure ladder(Ladder ladder, List<Peak> peaks, boolean measured) {
    double[] apexes = peaks.stream().mapToDouble(Peak::apex).toArray();
    double[] tops = new double[apexes.length];
    double[] t = ladder.run.times();
    double[] y = ladder.run.signal();
    for (int j = 0; j < tops.length; j++) {
      int at = Arrays.binarySearch(t, apexes[j]);
      tops[j] = y[Math.min(t.length - 1, at < 0 ? -at - 1 : at)];
    }
    return new Figure(
        "chromatography-alkanes",
        measured ? "A measured ladder of n-alkanes" : "A synthetic ladder",
        (measured
                ? "Measured by others, with a temperature program."
                : "SYNTHETIC: the measured data are not part of the library.")
            + " The signal, and the peaks that were found.",
        Axis.linear("time (s)"),
        Axis.linear("signal"),
        List.of(Series.line("signal", t, y), Series.scatter("peaks", apexes, tops)));
  }

  private static Figure one(Ladder ladder, List<Peak> peaks) {
    int j = peaks.size() / 2;
    double time = ladder.times[j];
    double sigma = ladder.sigmas[j];
    Chromatogram window = ladder.run.window(time - 6 * sigma, time + 7 * sigma);
    double[] t = window.times();
    List<Series> series = new ArrayList<>();
    for (PeakShape shape : PeakShape.values()) {
      PeakShapeFit fit = fit(shape, ladder.run, time, sigma);
      double[] residual = window.signal();
      double[] curve = fit.curve(t);
      for (int i = 0; i < t.length; i++) {
        residual[i] = (residual[i] - curve[i]) / peaks.get(j).height();
      }
      series.add(Series.line(shape.name().toLowerCase(Locale.ROOT).replace('_', ' '), t, residual));
    }
    return new Figure(
        "chromatography-shapes",
        "What four shapes leave of one peak",
        "Residuals over the height of " + ladder.names.get(j) + ", each with a linear baseline.",
        Axis.linear("time (s)"),
        Axis.linear("residual over height"),
        series);
  }
}
