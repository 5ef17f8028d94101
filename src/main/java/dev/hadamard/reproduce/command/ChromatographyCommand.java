package dev.hadamard.reproduce.command;

import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.reproduce.command.Converters.NumberList;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "chromatography",
    description = "Columns with linear adsorption, and fits of chromatograms.",
    subcommands = {
      ChromatographyCommand.Goldstein.class,
      ChromatographyCommand.Curve.class,
      ChromatographyCommand.Moments.class,
      FitCommand.class,
      ShapesCommand.class
    })
final class ChromatographyCommand extends AreaCommand {
  @picocli.CommandLine.Command(
      name = "goldstein-j",
      description = "J(x, y) = 1 - e^-y int_0^x e^-v I0(2 sqrt(y v)) dv, and 1 - J.")
  static final class Goldstein extends Command {
    @Option(names = "--x", required = true, paramLabel = "LIST", description = "Values of x.")
    private NumberList x;

    @Option(
        names = "--y",
        required = true,
        paramLabel = "LIST",
        description = "As many values of y, or one for all.")
    private NumberList y;

    @Override
    Output compute() {
      double[] xs = x.toArray();
      double[] ys = y.toArray();
      int n = Math.max(xs.length, ys.length);
      if ((xs.length != n && xs.length != 1) || (ys.length != n && ys.length != 1)) {
        throw usageError(
            "Invalid value for option '--y': %d numbers: allowed are 1 or the %d of --x"
                .formatted(ys.length, xs.length));
      }
      double[] value = new double[n];
      double[] complement = new double[n];
      double[] xOf = new double[n];
      double[] yOf = new double[n];
      for (int i = 0; i < n; i++) {
        xOf[i] = xs[xs.length == 1 ? 0 : i];
        yOf[i] = ys[ys.length == 1 ? 0 : i];
        try {
          value[i] = GoldsteinJ.value(xOf[i], yOf[i]);
          complement[i] = GoldsteinJ.complement(xOf[i], yOf[i]);
        } catch (IllegalArgumentException refused) {
          throw usageError(refused);
        }
      }
      return Output.of()
          .put("x", xOf)
          .put("y", yOf)
          .put("value", value)
          .put("complement", complement);
    }
  }

  @picocli.CommandLine.Command(
      name = "curve",
      sortOptions = false,
      description = {
        "The outlet of a column over the inlet, which has height 1.",
        "With --pressure-ratio the concentration is the mole fraction over the ratio."
      })
  static final class Curve extends Command {
    @Mixin private ColumnOptions columnOptions;

    @Option(
        names = "--pulse",
        paramLabel = "T",
        description = "A rectangular pulse of this duration from time 0.")
    private Double pulse;

    @Option(names = "--step", description = "A step at time 0.")
    private boolean step;

    @Option(
        names = "--times",
        required = true,
        paramLabel = "LIST",
        description = "Times (or @file).")
    private NumberList times;

    @Override
    Output compute() {
      if (step == (pulse != null)) {
        throw usageError("Missing option '--pulse T' or '--step': one of the two is needed");
      }
      double[] t = times.toArray();
      LinearColumn column;
      try {
        column = columnOptions.column();
        checkPulse(this, pulse);
        for (double time : t) {
          if (!Double.isFinite(time)) {
            throw new IllegalArgumentException("times is " + time + ": must be finite");
          }
        }
      } catch (IllegalArgumentException refused) {
        throw usageError(refused);
      }
      double[] fraction = step ? column.step(t) : column.pulse(pulse, t);
      double[] concentration = fraction.clone();
      for (int i = 0; i < t.length; i++) {
        concentration[i] /= column.pressureRatio();
      }
      Output output = Output.of().put("times", t).put("concentration", concentration);
      return column.pressureRatio() == 1 ? output : output.put("moleFraction", fraction);
    }
  }

  private static void checkPulse(Command command, Double pulse) {
    if (pulse != null && !(pulse > 0 && pulse < Double.POSITIVE_INFINITY)) {
      throw command.usageError(
          "Invalid value for option '--pulse': "
              + pulse
              + ": allowed are positive finite durations; without it the inlet is an impulse");
    }
  }

  @picocli.CommandLine.Command(
      name = "moments",
      sortOptions = false,
      description = "Exact cumulants of the outlet of an impulse, or of a pulse.")
  static final class Moments extends Command {
    @Mixin private ColumnOptions columnOptions;

    @Option(
        names = "--pulse",
        paramLabel = "T",
        description = "A rectangular pulse of this duration from time 0 (default: an impulse).")
    private Double pulse;

    @Override
    Output compute() {
      LinearColumn column;
      try {
        column = columnOptions.column();
        checkPulse(this, pulse);
      } catch (IllegalArgumentException refused) {
        throw usageError(refused);
      }
      double[] cumulants = column.cumulants();
      if (pulse != null) {
        cumulants[0] += pulse / 2;
        cumulants[1] += pulse * pulse / 12;
        cumulants[3] -= pulse * pulse * pulse * pulse / 120;
      }
      double variance = cumulants[1];
      return Output.of()
          .put("cumulants", cumulants)
          .put("retentionTime", cumulants[0])
          .put("standardDeviation", Math.sqrt(variance))
          .put("skewness", cumulants[2] / (variance * Math.sqrt(variance)))
          .put("excessKurtosis", cumulants[3] / (variance * variance))
          .put("plates", cumulants[0] * cumulants[0] / variance)
          .put("retentionFactor", column.retentionFactor());
    }
  }
}
