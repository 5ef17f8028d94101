package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.CharacteristicSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Competition is negligible, and where it stops being so. */
public final class CompetitionExperiment extends ColumnExperiment {
  private static final double[] DEVIATION = {6.11e-6, 6.12e-5, 6.12e-4, 6.12e-3, 0.0614, 0.575};
  private static final double[] FEED = {1e-3, 8e-4, 6e-4, 1.2e-3, 7e-4};

  /** Constructs the experiment. */
  public CompetitionExperiment() {
    super("e6", "E6. Claim: competition is negligible, and where it is not", 3);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    LangmuirSystem btex =
        new LangmuirSystem(
            new double[] {12, 14.4, 16.8, 17.2, 18},
            new double[] {
              8, 4.96551724137931, 3.230769230769231, 3.017543859649123, 2.686567164179104
            },
            1,
            1,
            1);
    double[] load = new double[DEVIATION.length];
    double[] found = new double[DEVIATION.length];
    int cells = context.budget().choose(40, 80);
    for (int i = 0; i < DEVIATION.length; i++) {
      context.progress().update(0.8 * i / DEVIATION.length, "competing components");
      double factor = 1e-3;
      for (int j = 0; j < i; j++) {
        factor *= 10;
      }
      double scale = factor;
      double[] feed = Arrays.stream(FEED).map(c -> scale * c).toArray();
      load[i] = btex.load(feed);
      found[i] = deviation(btex, feed, cells);
      rows.add(
          Comparison.relative(
              "largest deviation from the decoupled peak, load %.2e".formatted(load[i]),
              DEVIATION[i],
              DERIVED,
              found[i],
              0.02));
    }
    double[] linear = Arrays.stream(load).map(l -> DEVIATION[0] / load[0] * l).toArray();
    Figure figure =
        new Figure(
            "chromatography-competition",
            "Where decoupling stops being valid",
            "Five analytes that compete for the same sites: the largest deviation of the last one"
                + " from its decoupled peak, against the load Σ K c/(k_d q_m) of the injection. It"
                + " is proportional to the load up to about 0.1.",
            Axis.log("load of the injection"),
            Axis.log("deviation over peak"),
            List.of(
                Series.scatter("full solution", load, found),
                Series.line("proportional", load, linear)));
    return new ExperimentResult(rows, List.of(figure));
  }

  private static double deviation(LangmuirSystem system, double[] feed, int cells) {
    int last = feed.length - 1;
    CharacteristicSolver.Outlet outlet =
        CharacteristicSolver.of(system).solve(Inlet.pulse(0.5, feed), 16, cells, cells * 2 / 3.0);
    double[] t = Arrays.stream(outlet.times()).map(theta -> theta + 1).toArray();
    double[] alone = system.dilute(last).pulse(0.5, t);
    double peak = 0;
    for (double value : alone) {
      peak = Math.max(peak, value);
    }
    return worst(alone, outlet.concentrations()[last], feed[last]) / (peak * feed[last]);
  }
}
