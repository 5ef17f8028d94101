package dev.hadamard.reproduce.command;

import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianValidity;
import dev.hadamard.excursion.TailRegime;
import dev.hadamard.excursion.ValidityPolicy;
import dev.hadamard.excursion.ValidityReport;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Excursions of Gaussian processes. */
@picocli.CommandLine.Command(
    name = "excursion",
    description = "Excursions and persistency of stationary Gaussian processes.",
    subcommands = {ExcursionCommand.Exponent.class, ExcursionCommand.Validity.class})
final class ExcursionCommand extends AreaCommand {
  /** {@code EXPONENTIAL} as {@code exponential}. */
  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @picocli.CommandLine.Command(
      name = "exponent",
      sortOptions = false,
      description = "The persistency exponent of the Slepian independent interval approximation.")
  static final class Exponent extends Command {
    @Mixin private ProcessOptions process;

    @Option(
        names = "--diagnostic",
        description = "Compute the formal exponent where validity is not proven.")
    private boolean diagnostic;

    @Override
    Output compute() {
      SlepianIia iia =
          SlepianIia.of(
              process.model(this), diagnostic ? ValidityPolicy.DIAGNOSTIC : ValidityPolicy.STRICT);
      PersistencyExponent exponent = iia.persistency();
      if (exponent.regime() == TailRegime.HEAVY) {
        app()
            .err()
            .println(
                "hadamard: heavy tail: the approximation has no exponent, although the process"
                    + " itself may have one");
      }
      return Output.of()
          .put("process", iia.model().name())
          .put("exponent", exponent.theta())
          .put("amplitude", exponent.survivalAmplitude())
          .put("persistenceAmplitude", exponent.persistenceAmplitude())
          .put("meanExcursion", iia.meanExcursion())
          .put("regime", word(exponent.regime()))
          .put("validity", word(iia.validity().status()))
          .put("residual", exponent.residual());
    }
  }

  @picocli.CommandLine.Command(
      name = "validity",
      sortOptions = false,
      description = "Whether the independent interval approximation is a genuine law here.")
  static final class Validity extends Command {
    @Mixin private ProcessOptions process;

    @Override
    Output compute() {
      ValidityReport report = SlepianValidity.check(process.model(this));
      Output output =
          Output.of()
              .put("status", word(report.status()))
              .put("evidence", String.join("; ", report.evidence()))
              .put("monotoneCorrelation", report.monotoneCorrelation())
              .put("monotoneMean", report.monotoneMean());
      report.correlationIncreasesAt().ifPresent(t -> output.put("correlationIncreasesAt", t));
      report.meanIncreasesAt().ifPresent(t -> output.put("meanIncreasesAt", t));
      report.minimumDensity().ifPresent(f -> output.put("minimumDensity", f));
      report.minimumDensityAt().ifPresent(t -> output.put("minimumDensityAt", t));
      report.densityErrorEstimate().ifPresent(e -> output.put("densityErrorEstimate", e));
      return output.put("examinedUpTo", report.examinedUpTo());
    }
  }
}
