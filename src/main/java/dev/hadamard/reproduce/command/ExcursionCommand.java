package dev.hadamard.reproduce.command;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.LevelExcursionDistribution;
import dev.hadamard.excursion.LevelSlepianIia;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SlepianValidity;
import dev.hadamard.excursion.TailRegime;
import dev.hadamard.excursion.ValidityPolicy;
import dev.hadamard.excursion.ValidityReport;
import dev.hadamard.excursion.ValidityStatus;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.command.Converters.NumberList;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "excursion",
    description = "Times that Gaussian processes stay above or below zero.",
    subcommands = {
      ExcursionCommand.Exponent.class,
      ExcursionCommand.Distribution.class,
      ExcursionCommand.Sample.class,
      ExcursionCommand.Validity.class
    })
final class ExcursionCommand extends AreaCommand {
  /** The sides of a level. */
  enum Side {
    ABOVE,
    BELOW
  }

  /** A level and a side of it. */
  static final class LevelOptions {
    @Option(
        names = "--level",
        paramLabel = "U",
        defaultValue = "0",
        description = "The level u (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(
        names = "--side",
        paramLabel = "above|below",
        defaultValue = "above",
        description = "Time above or below the level (default: ${DEFAULT-VALUE}).")
    private Side side;

    LevelSlepianIia approximation(Command command, CorrelationModel model, ValidityPolicy policy) {
      try {
        return LevelSlepianIia.of(model, level, policy);
      } catch (IllegalArgumentException e) {
        throw command.usageError("Invalid value for option '--level': " + e.getMessage());
      }
    }
  }

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

    @Mixin private LevelOptions levelOptions;

    @Option(
        names = "--diagnostic",
        description = "Compute the formal exponent where validity is not proven.")
    private boolean diagnostic;

    @Override
    Output compute() {
      ValidityPolicy policy = diagnostic ? ValidityPolicy.DIAGNOSTIC : ValidityPolicy.STRICT;
      if (levelOptions.level != 0) {
        return atLevel(policy);
      }
      SlepianIia approximation = SlepianIia.of(processOptions.model(), policy);
      PersistencyExponent exponent = approximation.persistency();
      warnOfTail(this, exponent.regime());
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

    private Output atLevel(ValidityPolicy policy) {
      LevelSlepianIia approximation =
          levelOptions.approximation(this, processOptions.model(), policy);
      boolean above = levelOptions.side == Side.ABOVE;
      PersistencyExponent exponent = above ? approximation.above() : approximation.below();
      warnOfTail(this, exponent.regime());
      return Output.of()
          .put("process", approximation.model().name())
          .put("level", levelOptions.level)
          .put("side", name(levelOptions.side))
          .put("exponent", exponent.theta())
          .put("amplitude", exponent.survivalAmplitude())
          .put("persistenceAmplitude", exponent.persistenceAmplitude())
          .put("meanExcursion", above ? approximation.meanAbove() : approximation.meanBelow())
          .put("regime", name(exponent.regime()))
          .put("validity", name(status(approximation)))
          .put("residual", exponent.residual());
    }
  }

  private static ValidityStatus status(LevelSlepianIia approximation) {
    return approximation.formal()
        ? SlepianValidity.check(approximation.model(), approximation.level()).status()
        : ValidityStatus.PROVEN;
  }

  @picocli.CommandLine.Command(
      name = "validity",
      description =
          "Whether the independent interval approximation is a probability law for a process.")
  static final class Validity extends Command {
    @Mixin private ProcessOptions processOptions;

    @Option(
        names = "--level",
        paramLabel = "U",
        defaultValue = "0",
        description = "The level u (default: ${DEFAULT-VALUE}).")
    private double level;

    @Override
    Output compute() {
      CorrelationModel model = processOptions.model();
      ValidityReport report;
      try {
        report = SlepianValidity.check(model, level);
      } catch (IllegalArgumentException e) {
        throw usageError("Invalid value for option '--level': " + e.getMessage());
      }
      Output output =
          Output.of()
              .put("process", model.name())
              .put("level", level)
              .put("status", name(report.status()))
              .put("evidence", String.join("; ", report.evidence()))
              .put("monotoneCorrelation", report.monotoneCorrelation())
              .put("monotoneMean", report.monotoneMean())
              .put("regime", name(report.regime()))
              .put("examinedUpTo", report.examinedUpTo());
      putIfPresent(output, "correlationIncreasesAt", report.correlationIncreasesAt());
      putIfPresent(output, "meanIncreasesAt", report.meanIncreasesAt());
      putIfPresent(output, "minimumDensity", report.minimumDensity());
      putIfPresent(output, "minimumDensityAt", report.minimumDensityAt());
      putIfPresent(output, "densityErrorEstimate", report.densityErrorEstimate());
      if (SlepianValidity.check(model).status() == ValidityStatus.PROVEN) {
        output.put("criticalLevel", LevelSlepianIia.criticalLevel(model));
      }
      return output;
    }

    private static void putIfPresent(Output output, String key, OptionalDouble value) {
      value.ifPresent(number -> output.put(key, number));
    }
  }

  @picocli.CommandLine.Command(
      name = "distribution",
      sortOptions = false,
      description = "The law of the excursion time in the independent interval approximation.")
  static final class Distribution extends Command {
    @Mixin private ProcessOptions processOptions;

    @Option(
        names = "--times",
        paramLabel = "LIST",
        description = "Times for density, survival and distribution function (or @file).")
    private NumberList times;

    @Option(
        names = "--quantiles",
        paramLabel = "LIST",
        description = "Probabilities p for the times t with P(T <= t) = p (or @file).")
    private NumberList quantiles;

    @Mixin private LevelOptions levelOptions;

    @Override
    Output compute() {
      CorrelationModel model = processOptions.model();
      Output output = Output.of().put("process", model.name());
      ContinuousDistribution law;
      double error;
      if (levelOptions.level == 0) {
        SlepianIiaDistribution zero = SlepianIia.of(model).excursion();
        law = zero;
        error = zero.errorEstimate();
        TailRegime regime = zero.exponent().regime();
        warnOfTail(this, regime);
        output.put("regime", name(regime));
      } else {
        LevelSlepianIia approximation =
            levelOptions.approximation(this, model, ValidityPolicy.STRICT);
        boolean above = levelOptions.side == Side.ABOVE;
        LevelExcursionDistribution atLevel =
            above ? approximation.distributionAbove() : approximation.distributionBelow();
        output.put("level", levelOptions.level).put("side", name(levelOptions.side));
        law = atLevel;
        output.put("regime", name(atLevel.exponent().regime()));
        error = atLevel.errorEstimate();
      }
      output
          .put("mean", law.getMean())
          .put("variance", law.getVariance())
          .put("errorEstimate", error);
      if (times != null) {
        double[] t = times.toArray();
        for (double time : t) {
          if (!(time >= 0)) {
            throw usageError(
                "Invalid value for option '--times': " + time + ": allowed are numbers from 0 on");
          }
        }
        output
            .put("times", t)
            .put("density", Arrays.stream(t).map(law::density).toArray())
            .put("survival", Arrays.stream(t).map(law::survivalProbability).toArray())
            .put("cdf", Arrays.stream(t).map(law::cumulativeProbability).toArray());
      }
      if (quantiles != null) {
        double[] p = quantiles.toArray();
        for (double probability : p) {
          if (!(probability >= 0 && probability <= 1)) {
            throw usageError(
                "Invalid value for option '--quantiles': "
                    + probability
                    + ": allowed are numbers from 0 to 1");
          }
        }
        output
            .put("probabilities", p)
            .put("quantiles", Arrays.stream(p).map(law::inverseCumulativeProbability).toArray());
      }
      return output;
    }
  }

  @picocli.CommandLine.Command(
      name = "sample",
      sortOptions = false,
      description = "Draw excursion times of the independent interval approximation, exactly.")
  static final class Sample extends Command {
    @Mixin private ProcessOptions processOptions;

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "1000",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--quasi-random",
        description =
            "Evenly spread times of a scrambled Sobol sequence: averages converge faster, best for"
                + " powers of two; at level 0.")
    private boolean quasiRandom;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where to write the times, one on each line.")
    private Path out;

    @Mixin private LevelOptions levelOptions;

    @Override
    Output compute() throws IOException {
      if (count < 1) {
        throw usageError(
            "Invalid value for option '--count': " + count + ": allowed are 1, 2, ...");
      }
      if (quasiRandom && levelOptions.level != 0) {
        throw usageError(
            "Option '--quasi-random' is for level 0: '--level' is " + levelOptions.level);
      }
      requireWritable("--out", out);
      CorrelationModel model = processOptions.model();
      double[] draws = new double[count];
      PhiloxGenerator random = Streams.of(seed).generator();
      double expectedMean;
      if (levelOptions.level == 0) {
        SlepianIiaDistribution law = SlepianIia.of(model).excursion();
        if (quasiRandom) {
          law.sampleQuasiRandom(Streams.of(seed), 0, draws);
        } else {
          law.sample(random, draws);
        }
        expectedMean = law.getMean();
      } else {
        LevelSlepianIia approximation =
            levelOptions.approximation(this, model, ValidityPolicy.STRICT);
        LevelExcursionDistribution law =
            levelOptions.side == Side.ABOVE
                ? approximation.distributionAbove()
                : approximation.distributionBelow();
        for (int i = 0; i < count; i++) {
          draws[i] = law.sample(random);
        }
        expectedMean = law.getMean();
      }
      if (out != null) {
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
          for (double draw : draws) {
            writer.write(Double.toString(draw));
            writer.newLine();
          }
        }
      }
      return Output.of()
          .put("process", model.name())
          .put("mean", Reductions.mean(draws))
          .put("expectedMean", expectedMean)
          .put("count", count);
    }
  }

  private static void warnOfTail(Command command, TailRegime regime) {
    if (regime == TailRegime.HEAVY || regime == TailRegime.BORDERLINE) {
      command
          .app()
          .err()
          .println(
              "hadamard: "
                  + name(regime)
                  + " tail: the approximation has no exponent, although the process itself may have"
                  + " one");
    } else if (regime == TailRegime.UNDETERMINED) {
      command
          .app()
          .err()
          .println("hadamard: undetermined tail: the formal equation of the exponent has no root");
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
