package dev.hadamard.reproduce.command;

import dev.hadamard.laplace.AutoInverter;
import dev.hadamard.laplace.InversionCurve;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.KnownTransform;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.reproduce.command.Converters.NumberList;
import java.util.List;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "laplace",
    description = "Numerical inversion of Laplace transforms.",
    subcommands = {LaplaceCommand.ListCommand.class, LaplaceCommand.Invert.class})
final class LaplaceCommand extends AreaCommand {
  /** The name of the column whose number of transfer units is an option. */
  private static final String COLUMN = "column";

  @picocli.CommandLine.Command(
      name = "list",
      description = "The built-in transforms and the methods.")
  static final class ListCommand extends Command {
    @Override
    Output compute() {
      List<Output> transforms =
          KnownTransform.all().stream()
              .map(
                  known ->
                      Output.of()
                          .put("name", known.name())
                          .put("formula", known.formula())
                          .put("abscissa", known.options().singularityAbscissa())
                          .put("delay", known.options().delay()))
              .toList();
      return Output.of()
          .put("transforms", transforms)
          .put("parametric", COLUMN + " --transfer-units n: exp(-n*s/(s+1))/s")
          .put("methods", String.join(", ", LaplaceInverter.names()))
          .put(
              "suits",
              LaplaceInverter.methods().stream()
                  .map(
                      method ->
                          Output.of()
                              .put("method", method.name())
                              .put("terms", method.defaultTerms())
                              .put("evaluations", method.make(0).evaluations())
                              .put("for", method.suits()))
                  .toList());
    }
  }

  @picocli.CommandLine.Command(
      name = "invert",
      sortOptions = false,
      description = {
        "f(t) from a transform F(s), with an error estimate.",
        "The method auto refuses what it cannot have to the tolerance; a single method answers"
            + " always, right or wrong, and its estimate is an order of magnitude."
      })
  static final class Invert extends Command {
    @Option(
        names = "--transform",
        required = true,
        paramLabel = "NAME",
        description = "A name shown by 'laplace list'.")
    private String transform;

    @Option(
        names = "--transfer-units",
        paramLabel = "N",
        description = "The parameter n of --transform column.")
    private Double transferUnits;

    @Option(
        names = "--times",
        required = true,
        paramLabel = "LIST",
        description = "Positive times (or @file).")
    private NumberList times;

    @Option(
        names = "--method",
        paramLabel = "NAME",
        defaultValue = "auto",
        description = "A method shown by 'laplace list' (default: ${DEFAULT-VALUE}).")
    private String method;

    @Option(
        names = "--terms",
        paramLabel = "N",
        description = "The number of terms of a method but auto, if not its default.")
    private Integer terms;

    @Option(
        names = "--tolerance",
        paramLabel = "E",
        description = "Largest estimated error of the method auto, relative to 1 + |f|.")
    private Double tolerance;

    @Option(
        names = "--singularity-abscissa",
        paramLabel = "A",
        description = "Real part of the rightmost singularity, if not the built-in one.")
    private Double abscissa;

    @Option(
        names = "--delay",
        paramLabel = "T",
        description = "Time before which f is 0, if not the built-in one.")
    private Double delay;

    @Override
    Output compute() {
      KnownTransform known;
      LaplaceInverter inverter;
      InversionOptions options;
      try {
        known = known();
        inverter = inverter();
        options = known.options();
        if (abscissa != null) {
          options = options.withSingularityAbscissa(abscissa);
        }
        if (delay != null) {
          options = options.withDelay(delay);
        }
      } catch (IllegalArgumentException refused) {
        throw usageError(refused);
      }
      InversionCurve curve;
      try {
        curve = inverter.curve(known.transform(), times.toArray(), options);
      } catch (IllegalArgumentException refused) {
        throw usageError("Invalid value for option '--times': " + refused.getMessage());
      }
      return Output.of()
          .put("transform", known.name())
          .put("formula", known.formula())
          .put("times", curve.times())
          .put("values", curve.values())
          .put("errorEstimates", curve.errorEstimates())
          .put("evaluations", curve.evaluations())
          .put("method", curve.method());
    }

    private KnownTransform known() {
      if (transform.equals(COLUMN)) {
        if (transferUnits == null) {
          throw usageError("Missing option '--transfer-units': --transform column needs it");
        }
        if (!(transferUnits > 0) || transferUnits.isInfinite()) {
          throw usageError(
              "Invalid value for option '--transfer-units': "
                  + transferUnits
                  + ": allowed are positive finite numbers");
        }
        return KnownTransform.column(transferUnits);
      }
      if (transferUnits != null) {
        throw usageError("option '--transfer-units' goes with --transform column only");
      }
      return KnownTransform.named(transform);
    }

    private LaplaceInverter inverter() {
      if (tolerance == null) {
        LaplaceInverter plain = LaplaceInverter.named(method);
        if (terms == null) {
          return plain;
        }
        try {
          return LaplaceInverter.named(method, terms);
        } catch (IllegalArgumentException refused) {
          throw usageError("Invalid value for option '--terms': " + refused.getMessage());
        }
      }
      if (!method.equals("auto")) {
        throw usageError("option '--tolerance' goes with --method auto only");
      }
      return AutoInverter.of().withTolerance(tolerance);
    }
  }
}
