package dev.hadamard.reproduce.command;

import dev.hadamard.chromatography.Chromatogram;
import dev.hadamard.chromatography.Peak;
import dev.hadamard.chromatography.PeakDetector;
import dev.hadamard.chromatography.PeakShape;
import dev.hadamard.chromatography.PeakShapeFit;
import dev.hadamard.chromatography.PeakShapeFitter;
import dev.hadamard.reproduce.report.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "shapes",
    sortOptions = false,
    description = {
      "Finds the peaks of a chromatogram and fits to each, between its neighbours, shapes that need"
          + " no column model: Gaussian, modified Gaussian, Giddings-Eyring, Haarhoff-Van der"
          + " Linde.",
      "The least of Akaike's criterion describes a peak best."
    })
final class ShapesCommand extends Command {
  private static final double FWHM = 2.3548200450309493;
  private static final double REACH = 6;

  @Mixin private ChromatogramSource source;

  @Option(
      names = "--shape",
      paramLabel = "NAME",
      defaultValue = "all",
      description =
          "gaussian, modified-gaussian, giddings-eyring, haarhoff-van-der-linde or all (default:"
              + " ${DEFAULT-VALUE}).")
  private String shape;

  private static String name(PeakShape one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  Output compute() {
    List<PeakShape> shapes =
        Arrays.stream(PeakShape.values())
            .filter(one -> shape.equals("all") || shape.equals(name(one)))
            .toList();
    if (shapes.isEmpty()) {
      throw usageError(
          "Invalid value for option '--shape': '"
              + shape
              + "': allowed are all, "
              + String.join(", ", Arrays.stream(PeakShape.values()).map(s -> name(s)).toList()));
    }
    Chromatogram data = source.read(this);
    PeakDetector.Detection detection = PeakDetector.of().detect(data);
    detection.warnings().forEach(w -> app().err().println("hadamard: " + w));
    if (detection.peaks().isEmpty()) {
      throw new CommandFailure("NoPeaks", "no peak is above the noise " + detection.noise());
    }
    TextTable table =
        TextTable.of(
            List.of(
                "apex (s)",
                "shape",
                "area",
                "±",
                "centre",
                "width",
                "±",
                "asymmetry",
                "±",
                "residual",
                "AIC"));
    List<Output> rows = new ArrayList<>();
    for (int j = 0; j < detection.peaks().size(); j++) {
      for (PeakShape one : shapes) {
        describe(data, detection.peaks(), j, one, rows, table);
      }
    }
    return Output.of().put("peaks", rows).put("noise", detection.noise()).readAs(table.toString());
  }

  private void describe(
      Chromatogram data,
      List<Peak> peaks,
      int j,
      PeakShape one,
      List<Output> rows,
      TextTable table) {
    Peak peak = peaks.get(j);
    double reach = REACH * peak.widthHalf() / FWHM;
    // Not beyond the valleys to the neighbours.
    double from = Math.max(peak.apex() - reach, j > 0 ? peaks.get(j - 1).end() : 0);
    double to =
        Math.min(
            peak.apex() + reach * 1.2,
            j + 1 < peaks.size() ? peaks.get(j + 1).start() : Double.MAX_VALUE);
    PeakShapeFit fit;
    try {
      Chromatogram window = data.window(from, to);
      fit = PeakShapeFitter.of(one).fit(window.times(), window.signal());
    } catch (IllegalArgumentException refused) {
      app()
          .err()
          .println("hadamard: peak at %s s: %s".formatted(peak.apex(), refused.getMessage()));
      return;
    }
    double[] errors = fit.standardErrors();
    rows.add(
        Output.of()
            .put("apex", peak.apex())
            .put("shape", name(one))
            .put("area", fit.area())
            .put("centre", fit.centre())
            .put("width", fit.width())
            .put("asymmetry", fit.asymmetry())
            .put("standardErrors", errors)
            .put("residual", fit.noise())
            .put("akaike", fit.akaike())
            .put("warnings", String.join("; ", fit.warnings())));
    List<String> cells = new ArrayList<>(List.of("%.6g".formatted(peak.apex()), name(one)));
    for (double number :
        new double[] {
          fit.area(),
          errors[0],
          fit.centre(),
          fit.width(),
          errors[2],
          fit.asymmetry(),
          errors[3],
          fit.noise(),
          fit.akaike()
        }) {
      cells.add("%.5g".formatted(number));
    }
    table.row(cells);
  }
}
