package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The stochastic theory: the adsorbed time of a molecule is a sum of Poisson(n) exponentials. */
public final class MoleculesExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public MoleculesExperiment() {
    super("e10", "E10. Molecules one by one against Goldstein's J", 1);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    int count = context.budget().choose(200_000, 1_000_000);
    double n = 12;
    RandomGenerator random = Streams.of(context.seed()).substream("molecules").generator();
    double[] times = new double[count];
    for (int m = 0; m < count; m++) {
      double place = exponential(random);
      while (place < n) {
        times[m] += exponential(random);
        place += exponential(random);
      }
    }
    Arrays.sort(times);
    double distance = 0;
    for (int m = 0; m < count; m++) {
      double law = GoldsteinJ.value(n, times[m]);
      if (m + 1 == count || times[m + 1] > times[m]) {
        distance = Math.max(distance, Math.abs((m + 1.0) / count - law));
      }
      if (m > 0 && times[m] > times[m - 1]) {
        distance = Math.max(distance, Math.abs((double) m / count - law));
      }
    }
    // Exceeded with probability 2 exp(-2 · 2²) = 7e-4.
    Comparison row =
        Comparison.absolute(
            "Kolmogorov distance of %d simulated molecules".formatted(count),
            0,
            "J(n, k_d θ)",
            distance,
            2 / Math.sqrt(count));
    double[] y = grid(0, 40, 41);
    double[] simulated = new double[y.length];
    double[] law = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      int below = 0;
      int above = count;
      while (below < above) {
        int middle = (below + above) >>> 1;
        if (times[middle] <= y[i]) {
          below = middle + 1;
        } else {
          above = middle;
        }
      }
      simulated[i] = (double) below / count;
      law[i] = GoldsteinJ.value(n, y[i]);
    }
    return new ExperimentResult(
        List.of(row),
        List.of(
            new Figure(
                "chromatography-molecules",
                "Molecules and the closed form",
                "The share of simulated molecules that have left (n = 12 adsorptions in the mean,"
                    + " exponential times between), and Goldstein's J.",
                Axis.linear("adsorbed time k_d θ"),
                Axis.linear("share that has left"),
                List.of(
                    Series.scatter("simulated", y, simulated),
                    Series.line("J(12, k_d θ)", y, law)))));
  }

  private static double exponential(RandomGenerator random) {
    return -Elementary.log(1 - random.nextDouble());
  }
}
