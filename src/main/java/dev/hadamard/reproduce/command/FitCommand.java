package dev.hadamard.reproduce.command;

import dev.hadamard.chromatography.AnalyteFit;
import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.Chromatogram;
import dev.hadamard.chromatography.ChromatogramFitter;
import dev.hadamard.chromatography.FitOptions;
import dev.hadamard.chromatography.FitReport;
import dev.hadamard.chromatography.Peak;
import dev.hadamard.chromatography.PeakDetector;
import dev.hadamard.reproduce.report.Numbers;
import dev.hadamard.reproduce.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "fit",
    sortOptions = false,
    description = {
      "Finds the peaks of a chromatogram and fits to each the column model: retention factor k,"
          + " transfer units n, amplitude, and a local baseline.",
      "Only the product of adsorption constant and capacity (n/t0) can be known from dilute peaks."
    })
final class FitCommand extends Command {
  @Mixin private ChromatogramSource source;

  @Option(
      names = "--hold-up-time",
      required = true,
      paramLabel = "T",
      description = "Time t0 of an analyte that does not adsorb, s.")
  private double holdUpTime;

  @Option(
      names = "--pulse",
      required = true,
      paramLabel = "T",
      description = "Duration of the injection from time 0, s.")
  private double pulse;

  @Option(
      names = "--peaks",
      paramLabel = "auto|N",
      defaultValue = "auto",
      description = "How many peaks: those above the noise, or the N most prominent.")
  private String peaks;

  @Option(
      names = "--shoulders",
      description =
          "Look for peaks without a maximum of their own; each is fitted together with its"
              + " neighbour.")
  private boolean shoulders;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to write time, signal, fit, residual and each peak as CSV; with the ending .json"
              + " the peaks as well, as JSON.")
  private Path out;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Where to write the table of peaks as CSV.")
  private Path peakTable;

  @Option(
      names = "--time-constant",
      paramLabel = "T",
      defaultValue = "0",
      description = "Time constant of the detector, s (default: 0, immediate).")
  private double timeConstant;

  @Option(
      names = "--peclet",
      paramLabel = "PE",
      defaultValue = "Infinity",
      description = "Péclet number uL/D (default: no dispersion).")
  private double peclet;

  @Option(
      names = "--boundary",
      paramLabel = "NAME",
      defaultValue = "danckwerts-closed",
      converter = ColumnOptions.BoundaryConverter.class,
      description =
          "danckwerts-closed, danckwerts-open or dirichlet-open (default: ${DEFAULT-VALUE}).")
  private BoundaryCondition boundary;

  @Option(
      names = "--free",
      split = ",",
      paramLabel = "NAME,NAME",
      description =
          "What else is fitted: hold-up-time, time-constant, peclet; each begins where its option"
              + " says.")
  private List<String> free = List.of();

  @Override
  Output compute() throws IOException {
    requireWritable("--out", out);
    requireWritable("--table", peakTable);
    AnalyteFitter analytes;
    try {
      AnalyteFitter.of(holdUpTime, 1);
      analytes = AnalyteFitter.of(holdUpTime, pulse);
    } catch (IllegalArgumentException refused) {
      if (refused.getMessage().startsWith("pulseDuration")) {
        throw usageError(
            "Invalid value for option '--pulse': " + pulse + ": allowed are positive durations");
      }
      throw usageError(refused);
    }
    analytes = analytes.with(options());
    PeakDetector detector = detector();
    Chromatogram data = source.read(this);
    ChromatogramFitter.Result result =
        new ChromatogramFitter(analytes, detector).fit(data, holdUpTime);
    for (String warning : result.warnings()) {
      app().err().println("hadamard: " + warning);
    }
    if (result.fits().isEmpty()) {
      throw new CommandFailure(
          "NoPeaks",
          "no peak after the hold-up time %s is %s times above the noise %s"
              .formatted(holdUpTime, detector.threshold(), result.noise()));
    }
    FitReport report = new FitReport(data, result);
    if (out != null) {
      boolean json = out.toString().endsWith(".json");
      Files.writeString(out, json ? report.json() : report.curvesCsv());
    }
    if (peakTable != null) {
      Files.writeString(peakTable, report.peaksCsv());
    }
    return output(data, result);
  }

  private FitOptions options() {
    for (String name : free) {
      if (!List.of("hold-up-time", "time-constant", "peclet").contains(name)) {
        throw usageError(
            "Invalid value for option '--free': '"
                + name
                + "': allowed are hold-up-time, time-constant, peclet");
      }
    }
    try {
      FitOptions options = FitOptions.DEFAULT.withTimeConstant(timeConstant);
      options =
          free.contains("peclet")
              ? options.withFreeDispersion(peclet, boundary)
              : options.withDispersion(peclet, boundary);
      options =
          free.contains("time-constant") ? options.withFreeTimeConstant(timeConstant) : options;
      return free.contains("hold-up-time") ? options.withFreeHoldUpTime() : options;
    } catch (IllegalArgumentException refused) {
      throw usageError(refused);
    }
  }

  private PeakDetector detector() {
    PeakDetector detector = shoulders ? PeakDetector.of().withShoulders() : PeakDetector.of();
    if (peaks.equals("auto")) {
      return detector;
    }
    try {
      return detector.withMost(Integer.parseInt(peaks));
    } catch (IllegalArgumentException notPositive) {
      throw usageError(
          "Invalid value for option '--peaks': '" + peaks + "': allowed are auto, 1, 2, ...");
    }
  }

  private Output output(Chromatogram data, ChromatogramFitter.Result result) {
    List<Output> rows = new ArrayList<>();
    TextTable table =
        TextTable.of(
            List.of(
                "time (s)",
                "k",
                "±",
                "n",
                "±",
                "amplitude",
                "±",
                "k_d (1/s)",
                "area",
                "plates",
                "residual"));
    StringBuilder notes = new StringBuilder();
    for (int i = 0; i < result.fits().size(); i++) {
      AnalyteFit fit = result.fits().get(i);
      Peak peak = result.peaks().get(i);
      double residual = Math.sqrt(fit.sumOfSquares() / (fit.points() - fit.freeParameters()));
      Output row =
          Output.of()
              .put("retentionTime", fit.retentionTime())
              .put(
                  "parameters",
                  Output.of()
                      .put("retentionFactor", fit.retentionFactor())
                      .put("transferUnits", fit.transferUnits())
                      .put("amplitude", fit.amplitude())
                      .put("baseline", fit.baseline())
                      .put("baselineSlope", fit.baselineSlope())
                      .put("desorptionRate", fit.desorptionRate())
                      .put("adsorptionRate", fit.adsorptionRate()))
              .put(
                  "standardErrors",
                  Output.of()
                      .put("retentionFactor", fit.retentionFactorError())
                      .put("transferUnits", fit.transferUnitsError())
                      .put("amplitude", fit.amplitudeError())
                      .put("baseline", fit.baselineError())
                      .put("baselineSlope", fit.baselineSlopeError())
                      .put("desorptionRate", fit.desorptionRateError())
                      .put("adsorptionRate", fit.adsorptionRateError()))
              .put("residual", residual)
              .put("points", (long) fit.points())
              .put("apex", peak.apex())
              .put("height", peak.height())
              .put("area", fit.area())
              .put("widthHalf", peak.widthHalf())
              .put("plates", peak.plates())
              .put("shoulder", peak.shoulder())
              .put("asymmetry", peak.asymmetry());
      if (timeConstant > 0 || peclet < Double.POSITIVE_INFINITY || !free.isEmpty()) {
        row.put("holdUpTime", fit.holdUpTime())
            .put("holdUpTimeError", fit.holdUpTimeError())
            .put("timeConstant", fit.timeConstant())
            .put("timeConstantError", fit.timeConstantError())
            .put("peclet", fit.peclet())
            .put("pecletError", fit.pecletError());
        notes.append(
            "peak at %.2f s: t0 = %.6g ± %.2g, time constant = %.5g ± %.2g, Pe = %.5g ± %.2g%n"
                .formatted(
                    peak.apex(),
                    fit.holdUpTime(),
                    fit.holdUpTimeError(),
                    fit.timeConstant(),
                    fit.timeConstantError(),
                    fit.peclet(),
                    fit.pecletError()));
      }
      if (i > 0) {
        row.put("resolution", peak.resolution(result.peaks().get(i - 1)));
      }
      if (!fit.warnings().isEmpty()) {
        row.put("warnings", String.join("; ", fit.warnings()));
        notes.append(
            "peak at %.2f s: %s%n".formatted(peak.apex(), String.join("; ", fit.warnings())));
      }
      rows.add(row);
      List<String> cells = new ArrayList<>();
      for (double number :
          new double[] {
            fit.retentionTime(),
            fit.retentionFactor(),
            fit.retentionFactorError(),
            fit.transferUnits(),
            fit.transferUnitsError(),
            fit.amplitude(),
            fit.amplitudeError(),
            fit.desorptionRate(),
            fit.area(),
            peak.plates(),
            residual
          }) {
        cells.add("%.5g".formatted(number));
      }
      table.row(cells);
    }
    return Output.of()
        .put("peaks", rows)
        .put("noise", result.noise())
        .put("repairs", String.join("; ", data.repairs()))
        .readAs(table + "noise  " + Numbers.readable(result.noise()) + "\n" + notes);
  }
}
