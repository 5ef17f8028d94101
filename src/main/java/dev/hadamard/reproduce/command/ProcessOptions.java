package dev.hadamard.reproduce.command;

import dev.hadamard.excursion.BesselJ0Correlation;
import dev.hadamard.excursion.Car2Correlation;
import dev.hadamard.excursion.CauchyCorrelation;
import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DampedCosineCorrelation;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.IntegratedWhiteNoiseCorrelation;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SincCorrelation;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.TabulatedCorrelation;
import dev.hadamard.excursion.UnderdampedOscillatorCorrelation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that name a process and its parameters. */
final class ProcessOptions {
  @Option(
      names = "--process",
      required = true,
      paramLabel = "P",
      description = {
        "One of diffusion, random-acceleration, integrated-white-noise, matern,"
            + " squared-exponential, cauchy, car2, damped-cosine, underdamped-oscillator, sinc,"
            + " bessel-j0, table."
      })
  private String process;

  @Option(names = "--dimension", paramLabel = "D", description = "diffusion: dimension d > 0.")
  private Double dimension;

  @Option(names = "--order", paramLabel = "N", description = "integrated-white-noise: 2 to 100.")
  private Integer order;

  @Option(names = "--smoothness", paramLabel = "NU", description = "matern: smoothness nu > 1.")
  private Double smoothness;

  @Option(names = "--range", paramLabel = "L", description = "matern: range (default: 1).")
  private Double range;

  @Option(names = "--length", paramLabel = "L", description = "squared-exponential: length.")
  private Double length;

  @Option(names = "--exponent", paramLabel = "B", description = "cauchy: exponent beta > 0.")
  private Double exponent;

  @Option(names = "--a", paramLabel = "A", description = "car2: first rate.")
  private Double a;

  @Option(names = "--b", paramLabel = "B", description = "car2: second rate.")
  private Double b;

  @Option(names = "--frequency", paramLabel = "W", description = "damped-cosine: frequency.")
  private Double frequency;

  @Option(
      names = "--damping",
      paramLabel = "Z",
      description = "underdamped-oscillator: damping ratio between 0 and 1.")
  private Double damping;

  @Option(
      names = "--file",
      paramLabel = "F",
      description =
          "table: a file with a lag and a correlation on each line, separated by a comma.")
  private Path file;

  @Option(names = "--lambda2", paramLabel = "X", description = "table: second spectral moment.")
  private Double lambda2;

  /** The options of each process; the first of several may be required, see {@link #model}. */
  private static final Map<String, Set<String>> PARAMETERS =
      Map.ofEntries(
          Map.entry("diffusion", Set.of("--dimension")),
          Map.entry("random-acceleration", Set.of()),
          Map.entry("integrated-white-noise", Set.of("--order")),
          Map.entry("matern", Set.of("--smoothness", "--range")),
          Map.entry("squared-exponential", Set.of("--length")),
          Map.entry("cauchy", Set.of("--exponent")),
          Map.entry("car2", Set.of("--a", "--b")),
          Map.entry("damped-cosine", Set.of("--frequency")),
          Map.entry("underdamped-oscillator", Set.of("--damping")),
          Map.entry("sinc", Set.of()),
          Map.entry("bessel-j0", Set.of()),
          Map.entry("table", Set.of("--file", "--lambda2")));

  /** The model; bad parameters are bad usage of the command. */
  CorrelationModel model(Command command) {
    Set<String> allowed = PARAMETERS.get(process);
    if (allowed == null) {
      throw command.usageError(
          "Invalid value for option '--process': '"
              + process
              + "': allowed are "
              + String.join(", ", PARAMETERS.keySet().stream().sorted().toList()));
    }
    for (Map.Entry<String, Object> given : given().entrySet()) {
      if (!allowed.contains(given.getKey())) {
        throw command.usageError(
            "option '" + given.getKey() + "' does not belong to --process " + process);
      }
    }
    try {
      return switch (process) {
        case "diffusion" -> DiffusionCorrelation.of(need(command, "--dimension", dimension));
        case "random-acceleration" -> RandomAccelerationCorrelation.of();
        case "integrated-white-noise" ->
            IntegratedWhiteNoiseCorrelation.of(need(command, "--order", order));
        case "matern" ->
            MaternCorrelation.of(
                need(command, "--smoothness", smoothness), range == null ? 1 : range);
        case "squared-exponential" ->
            SquaredExponentialCorrelation.of(need(command, "--length", length));
        case "cauchy" -> CauchyCorrelation.of(need(command, "--exponent", exponent));
        case "car2" -> Car2Correlation.of(need(command, "--a", a), need(command, "--b", b));
        case "damped-cosine" -> DampedCosineCorrelation.of(need(command, "--frequency", frequency));
        case "underdamped-oscillator" ->
            UnderdampedOscillatorCorrelation.of(need(command, "--damping", damping));
        case "sinc" -> SincCorrelation.of();
        case "bessel-j0" -> BesselJ0Correlation.of();
        case "table" -> table(need(command, "--file", file), need(command, "--lambda2", lambda2));
        default -> throw new AssertionError(process);
      };
    } catch (IllegalArgumentException e) {
      throw command.usageError("--process " + process + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw command.usageError(
          "Invalid value for option '--file': '" + file + "': " + e.getCause().getMessage());
    }
  }

  private Map<String, Object> given() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("--dimension", dimension);
    all.put("--order", order);
    all.put("--smoothness", smoothness);
    all.put("--range", range);
    all.put("--length", length);
    all.put("--exponent", exponent);
    all.put("--a", a);
    all.put("--b", b);
    all.put("--frequency", frequency);
    all.put("--damping", damping);
    all.put("--file", file);
    all.put("--lambda2", lambda2);
    all.values().removeIf(value -> value == null);
    return all;
  }

  private <T> T need(Command command, String option, T value) {
    if (value == null) {
      throw command.usageError("--process " + process + " needs option '" + option + "'");
    }
    return value;
  }

  private static CorrelationModel table(Path file, double lambda2) {
    List<double[]> rows = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] cells = line.split("[,;\\s]+", -1);
        try {
          rows.add(new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])});
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
          if (!rows.isEmpty() || number > 1) {
            throw new IllegalArgumentException(
                "line " + number + " of " + file + " is '" + line + "': must be lag,correlation",
                e);
          }
          // A header on the first line.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TabulatedCorrelation.of(
        rows.stream().mapToDouble(row -> row[0]).toArray(),
        rows.stream().mapToDouble(row -> row[1]).toArray(),
        lambda2);
  }
}
