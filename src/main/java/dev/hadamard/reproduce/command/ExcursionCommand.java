package dev.hadamard.reproduce.command;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianValidity;
import dev.hadamard.excursion.TailRegime;
import dev.hadamard.excursion.ValidityPolicy;
import dev.hadamard.excursion.ValidityReport;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "excursion",
    description = "Times that Gaussian processes stay above or below zero.",
    subcommands = {ExcursionCommand.Exponent.class, ExcursionCommand.Validity.class})
final class ExcursionCommand extends AreaCommand {
  @picocli.CommandLine.Command(
      name = "exponent",
      description = {
        "The persistency exponent theta and the amplitude C of P(T > t) ~ C exp(-theta t) for the"
            + " excursion time T, by the independent interval approximation.",
        "A process for which the approximation is not proven to be a probability law is refused,"
            + " unless --diagnostic asks for the formal numbers."
      })
  static final class Exponent extends Command {
    @Mixin private ProcessOptions processOptions;

    @Option(
        names = "--diagnostic",
        description = "Compute the formal exponent where validity is not proven.")
    private boolean diagnostic;

    @Override
    Output compute() {
      SlepianIia approximation =
          SlepianIia.of(
              processOptions.model(),
              diagnostic ? ValidityPolicy.DIAGNOSTIC : ValidityPolicy.STRICT);
      PersistencyExponent exponent = approximation.persistency();
      if (exponent.regime() == TailRegime.HEAVY) {
        app()
            .err()
            .println(
                "hadamard: heavy tail: the approximation has no exponent, although the process"
                    + " itself may have one");
      }
      return Output.of()
          .put("process", approximation.model().name())
          .put("exponent", exponent.theta())
          .put("amplitude", exponent.survivalAmplitude())
          .put("persistenceAmplitude", exponent.persistenceAmplitude())
          .put("meanExcursion", approximation.meanExcursion())
          .put("regime", name(exponent.regime()))
          .put("validity", name(approximation.validity().status()))
          .put("residual", exponent.residual());
    }
  }

  @picocli.CommandLine.Command(
      name = "validity",
      description =
          "Whether the independent interval approximation is a probability law for a process.")
  static final class Validity extends Command {
    @Mixin private ProcessOptions processOptions;

    @Override
    Output compute() {
      CorrelationModel model = processOptions.model();
      ValidityReport report = SlepianValidity.check(model);
      Output output =
          Output.of()
              .put("process", model.name())
              .put("status", name(report.status()))
              .put("evidence", String.join("; ", report.evidence()))
              .put("monotoneCorrelation", report.monotoneCorrelation())
              .put("monotoneMean", report.monotoneMean())
              .put("examinedUpTo", report.examinedUpTo());
      putIfPresent(output, "correlationIncreasesAt", report.correlationIncreasesAt());
      putIfPresent(output, "meanIncreasesAt", report.meanIncreasesAt());
      putIfPresent(output, "minimumDensity", report.minimumDensity());
      putIfPresent(output, "minimumDensityAt", report.minimumDensityAt());
      putIfPresent(output, "densityErrorEstimate", report.densityErrorEstimate());
      return output;
    }

    private static void putIfPresent(Output output, String key, OptionalDouble value) {
      value.ifPresent(number -> output.put(key, number));
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
