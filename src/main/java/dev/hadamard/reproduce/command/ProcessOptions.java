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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that name a Gaussian process and give its parameters. */
final class ProcessOptions {
  /** The processes, each with the options that it needs or may have. */
  enum ProcessName {
    DIFFUSION("--dimension"),
    RANDOM_ACCELERATION(),
    INTEGRATED_WHITE_NOISE("--order"),
    MATERN("--smoothness", "--range"),
    SQUARED_EXPONENTIAL("--length"),
    CAUCHY("--exponent"),
    CAR2("--a", "--b"),
    DAMPED_COSINE("--frequency"),
    UNDERDAMPED_OSCILLATOR("--damping"),
    SINC(),
    BESSEL_J0(),
    TABLE("--file", "--lambda2");

    @SuppressWarnings("ImmutableEnumChecker") // A list that cannot be changed.
    private final List<String> options;

    ProcessName(String... options) {
      this.options = List.of(options);
    }

    static ProcessName parse(String text) {
      return Arrays.stream(values())
          .filter(process -> process.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "': allowed are " + String.join(", ", names())));
    }

    static List<String> names() {
      return Arrays.stream(values()).map(ProcessName::toString).toList();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "P",
      converter = ProcessConverter.class,
      description = {
        "diffusion --dimension d; random-acceleration; integrated-white-noise --order n;",
        "matern --smoothness nu [--range l]; squared-exponential [--length l];",
        "cauchy --exponent b; car2 --a a --b b; damped-cosine --frequency w;",
        "underdamped-oscillator --damping z; sinc; bessel-j0;",
        "table --file F --lambda2 x."
      })
  private ProcessName process;

  @Option(names = "--dimension", paramLabel = "d", description = "Dimension of space, positive.")
  private Double dimension;

  @Option(names = "--order", paramLabel = "n", description = "Integrations of white noise, from 2.")
  private Integer order;

  @Option(names = "--smoothness", paramLabel = "nu", description = "Smoothness, above 1.")
  private Double smoothness;

  @Option(names = "--range", paramLabel = "l", description = "Unit of time (default: 1).")
  private Double range;

  @Option(names = "--length", paramLabel = "l", description = "Correlation length (default: 1).")
  private Double length;

  @Option(names = "--exponent", paramLabel = "b", description = "Exponent, positive.")
  private Double exponent;

  @Option(names = "--a", paramLabel = "a", description = "First rate, positive.")
  private Double a;

  @Option(names = "--b", paramLabel = "b", description = "Second rate, positive.")
  private Double b;

  @Option(names = "--frequency", paramLabel = "w", description = "Angular frequency.")
  private Double frequency;

  @Option(names = "--damping", paramLabel = "z", description = "Damping ratio, between 0 and 1.")
  private Double damping;

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "CSV with a lag and a correlation on each line; the first lag is 0.")
  private Path file;

  @Option(
      names = "--lambda2",
      paramLabel = "x",
      description = "Second spectral moment -r''(0) of the table, positive.")
  private Double lambda2;

  /**
   * The correlation that was asked for.
   *
   * @throws ParameterException if a parameter is missing, does not belong or is out of range
   */
  CorrelationModel model() {
    for (OptionSpec option : spec.options()) {
      boolean ofSomeProcess =
          Arrays.stream(ProcessName.values())
              .anyMatch(p -> p.options.contains(option.longestName()));
      if (ofSomeProcess
          && option.getValue() != null
          && !process.options.contains(option.longestName())) {
        throw usage(
            "Option '%s' does not belong to process '%s': allowed are %s"
                .formatted(
                    option.longestName(),
                    process,
                    process.options.isEmpty() ? "none" : String.join(", ", process.options)));
      }
    }
    try {
      return build();
    } catch (IllegalArgumentException outOfRange) {
      throw usage("Invalid parameter of process '" + process + "': " + outOfRange.getMessage());
    }
  }

  private CorrelationModel build() {
    return switch (process) {
      case DIFFUSION -> DiffusionCorrelation.of(required("--dimension", dimension));
      case RANDOM_ACCELERATION -> RandomAccelerationCorrelation.of();
      case INTEGRATED_WHITE_NOISE -> IntegratedWhiteNoiseCorrelation.of(required("--order", order));
      case MATERN ->
          MaternCorrelation.of(required("--smoothness", smoothness), range == null ? 1 : range);
      case SQUARED_EXPONENTIAL -> SquaredExponentialCorrelation.of(length == null ? 1 : length);
      case CAUCHY -> CauchyCorrelation.of(required("--exponent", exponent));
      case CAR2 -> Car2Correlation.of(required("--a", a), required("--b", b));
      case DAMPED_COSINE -> DampedCosineCorrelation.of(required("--frequency", frequency));
      case UNDERDAMPED_OSCILLATOR ->
          UnderdampedOscillatorCorrelation.of(required("--damping", damping));
      case SINC -> SincCorrelation.of();
      case BESSEL_J0 -> BesselJ0Correlation.of();
      case TABLE -> table(required("--file", file), required("--lambda2", lambda2));
    };
  }

  private <T> T required(String option, T value) {
    if (value == null) {
      throw usage("Missing option '" + option + "' of process '" + process + "'");
    }
    return value;
  }

  private CorrelationModel table(Path path, double moment) {
    List<double[]> rows = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setCommentMarker('#').setTrim(true).get();
    try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(path), format)) {
      for (CSVRecord line : parser) {
        if (line.size() != 2) {
          throw new IllegalArgumentException(
              "line %d of '%s' has %d columns: allowed are 2, lag and correlation"
                  .formatted(line.getRecordNumber(), path, line.size()));
        }
        rows.add(new double[] {number(line, 0, path), number(line, 1, path)});
      }
    } catch (IOException | UncheckedIOException e) {
      throw usage("Invalid value for option '--file': '" + path + "' cannot be read");
    }
    return TabulatedCorrelation.of(
        rows.stream().mapToDouble(row -> row[0]).toArray(),
        rows.stream().mapToDouble(row -> row[1]).toArray(),
        moment);
  }

  private static double number(CSVRecord line, int column, Path path) {
    try {
      return Double.parseDouble(line.get(column));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "line %d of '%s' has '%s': allowed are numbers"
              .formatted(line.getRecordNumber(), path, line.get(column)));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(
        spec.commandLine(), message.lines().collect(Collectors.joining(" ")));
  }

  /** Reads the name of a process. */
  static final class ProcessConverter implements picocli.CommandLine.ITypeConverter<ProcessName> {
    @Override
    public ProcessName convert(String text) {
      return ProcessName.parse(text);
    }
  }
}
