package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SlepianProcess;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The clipped Slepian mean against simulated Slepian processes. */
public final class ClippedMeanExperiment extends SlepianExperiment {
  private static final int POINTS = 20;

  /** Constructs the experiment. */
  public ClippedMeanExperiment() {
    super("slepian-e4", "Figure: clipped mean of simulated Slepian processes", 2, 10);
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    int which = 0;
    for (CorrelationModel model :
        List.of(DiffusionCorrelation.of(2), RandomAccelerationCorrelation.of())) {
      String name = which == 0 ? "diffusion d = 2" : "random acceleration";
      double[] t = grid(0.4, 0.4 * POINTS, POINTS);
      int paths = context.budget().choose(20_000, 100_000);
      double[] mean = simulate(model, t, paths, Streams.of(context.seed()).substream("e4 " + name));
      double largest = 0;
      for (int i = 0; i < POINTS; i++) {
        largest = Math.max(largest, Math.abs(mean[i] - model.slepianMean(t[i])));
      }
      rows.add(
          Comparison.absolute(
                  "largest |mean sign - E| over 20 times, " + name,
                  0,
                  "E(t) = -r'/(√λ₂ √(1-r²))",
                  largest,
                  4.5 / Math.sqrt(paths))
              .withNote("Tolerance: 4.5 standard errors of a sign."));
      double[] fine = grid(0, t[POINTS - 1], 200);
      series.add(
          Series.line(name + ", E", fine, Arrays.stream(fine).map(model::slepianMean).toArray()));
      double[] error = Arrays.stream(mean).map(m -> 2 * Math.sqrt((1 - m * m) / paths)).toArray();
      series.add(Series.scatter(name + ", simulated", t, mean).withErrors(error));
      which++;
    }
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "slepian-clipped-mean",
                "The clipped Slepian mean",
                "The mean sign of the process a time t after a zero up-crossing: the formula and"
                    + " simulated Slepian processes R a(t) + Δ(t) (bars: two standard errors; all"
                    + " points of a process come from the same paths).",
                Axis.linear("time t after the crossing (units of the model)"),
                Axis.linear("mean sign").from(0, 1),
                series)));
  }

  private static double[] simulate(CorrelationModel model, double[] t, int paths, Streams streams) {
    SlepianProcess process = SlepianProcess.of(model, /* level= */ 0, t);
    PhiloxGenerator random = streams.generator();
    int[] sum = new int[t.length];
    for (int p = 0; p < paths; p++) {
      double[] path = process.path(random);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += path[i] > 0 ? 1 : -1;
      }
    }
    return Arrays.stream(sum).mapToDouble(s -> (double) s / paths).toArray();
  }
}
