package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.ExponentEstimate;
import dev.hadamard.excursion.GaussianPath;
import dev.hadamard.excursion.GridLaw;
import dev.hadamard.excursion.ParticlePersistence;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SechOrthant;
import dev.hadamard.excursion.StateSpaceSimulator;
import dev.hadamard.excursion.StationaryGaussianSimulator;
import dev.hadamard.excursion.SubgridCrossings;
import dev.hadamard.kernel.Reductions;
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

/** What sampling at a step does to exponents and to mean intervals. */
public final class DiscretisationExperiment extends SlepianExperiment {
  private static final int SAMPLES = 60;

  /** Points of the finest grid in 1/√λ₂. */
  private static final double FINEST = 16;

  private static final int PAIRS = 8;

  /** Constructs the experiment. */
  public DiscretisationExperiment() {
    super("slepian-e10", "Figure: exponents of sampled processes", 3, 60);
  }

  /** -log(P_(n+1)/P_n)/h with n = 60 times. */
  private static double exact(double h) {
    double[] times = new double[SAMPLES + 1];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * h;
    }
    return (SechOrthant.logProbability(Arrays.copyOf(times, SAMPLES))
            - SechOrthant.logProbability(times))
        / h;
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    double[] printed = {0.18611060950807, 0.18480935200375, 0.18214372850505};
    double[] printedSteps = {0.5, 0.7, 1};
    for (int i = 0; i < printed.length; i++) {
      rows.add(
          Comparison.relative(
              "θ of sech(t/2) sampled at h = " + printedSteps[i],
              printed[i],
              "Pfaffian in 30 digits",
              exact(printedSteps[i]),
              1e-10));
    }
    int particles = context.budget().choose(2000, 50_000);
    int steps = context.budget().choose(1500, 3000);
    CorrelationModel diffusion = DiffusionCorrelation.of(2);
    double[] h = {0.7, 1, 1.3};
    ExponentEstimate[] estimates = new ExponentEstimate[h.length];
    for (int i = 0; i < h.length; i++) {
      estimates[i] =
          ParticlePersistence.atStep(
              diffusion, h[i], particles, steps, Streams.of(context.seed()).substream(i));
      rows.add(
          Comparison.absolute(
                  "the same at h = " + h[i] + " by interacting particles",
                  exact(h[i]),
                  "Pfaffian",
                  estimates[i].theta(),
                  4 * estimates[i].standardError())
              .withNote("Tolerance: four standard errors."));
    }
    ExponentEstimate limit = ParticlePersistence.extrapolate(diffusion, h, estimates);
    rows.add(
        Comparison.absolute(
                "extrapolated to h = 0",
                3.0 / 16,
                "exact",
                limit.theta(),
                4 * limit.standardError())
            .withNote("Tolerance: four standard errors; powers 1, h², h⁴."));
    rows.add(
        Comparison.absolute(
                "mean interval on a grid of 0.1 over the true one, random acceleration",
                1.033,
                "1 + (c₃/λ₂) h",
                GridLaw.of(RandomAccelerationCorrelation.of(), 0.1).inflation(),
                1e-3)
            .withNote("Pairs of crossings within a step are missed: 3 % at a step of 0.1."));
    rows.add(putBack(context));
    Figure missed = missedPairs(context, rows);
    double[] fine = grid(0.25, 1.6, 28);
    double[] x = new double[estimates.length];
    double[] y = new double[estimates.length];
    double[] error = new double[estimates.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = h[i];
      y[i] = estimates[i].theta();
      error[i] = 1.96 * estimates[i].standardError();
    }
    return new ExperimentResult(
        rows,
        List.of(
            missed,
            new Figure(
                "slepian-discretisation",
                "Exponent of the sampled process, diffusion d = 2",
                "The probability of staying positive at multiples of h decays more slowly: exact"
                    + " by Pfaffians, and by interacting particles (bars: 95 %). The limit is 3/16.",
                Axis.linear("step h (units of the model)"),
                Axis.linear("exponent (1 / unit of time)"),
                List.of(
                    Series.line(
                        "exact", fine, Arrays.stream(fine).map(step -> exact(step)).toArray()),
                    Series.scatter("particles", x, y).withErrors(error)))));
  }

  /** The mean interval of the same process on the same grid with the hidden crossings drawn. */
  private static Comparison putBack(Context context) {
    CorrelationModel model = RandomAccelerationCorrelation.of();
    int points = 1 << context.budget().choose(14, 17);
    StateSpaceSimulator simulator = StateSpaceSimulator.of(model, 0.1, points);
    SubgridCrossings detector = SubgridCrossings.of(model, 64);
    PhiloxGenerator random = Streams.of(context.seed()).substream("e10 subgrid").generator();
    double[] intervals = new double[4 * PAIRS];
    for (int k = 0; k < intervals.length; k++) {
      GaussianPath path = simulator.path(random);
      intervals[k] = path.duration() / detector.zeroCrossings(path, random).count();
    }
    double mean = Reductions.mean(intervals);
    double square = 0;
    for (double value : intervals) {
      square += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(square / intervals.length / (intervals.length - 1));
    return Comparison.absolute(
            "mean interval with the hidden crossings put back, random acceleration at h = 0.1",
            2 * Math.PI / Math.sqrt(3),
            "Rice, 2π/√3",
            mean,
            4 * error)
        .withNote(
            "Values at 63 points within a step, drawn from the model given the grid. Tolerance:"
                + " four standard errors from 32 paths.");
  }

  /**
   * Crossings that come in pairs within a step are not seen: sign changes at coarse steps of the
   * same paths, against those at the finest step, and against the law of the grid.
   */
  private static Figure missedPairs(Context context, List<Comparison> rows) {
    List<Series> series = new ArrayList<>();
    double[] curve = grid(0.05, 1, 40);
    for (CorrelationModel model :
        List.of(DiffusionCorrelation.of(2), RandomAccelerationCorrelation.of())) {
      double unit = 1 / Math.sqrt(model.lambda2());
      double finest = unit / FINEST;
      int points = 1 << context.budget().choose(17, 20);
      StationaryGaussianSimulator simulator =
          StationaryGaussianSimulator.circulant(model, finest, points);
      PhiloxGenerator random =
          Streams.of(context.seed()).substream("e10 " + model.name()).generator();
      int[] strides = {2, 4, 8, 16};
      double[][] lost = new double[strides.length][2 * PAIRS];
      for (int k = 0; k < PAIRS; k++) {
        List<GaussianPath> pair = simulator.pair(random);
        for (int m = 0; m < 2; m++) {
          double all = signChanges(pair.get(m).values(), 1);
          for (int i = 0; i < strides.length; i++) {
            lost[i][2 * k + m] = 1 - signChanges(pair.get(m).values(), strides[i]) / all;
          }
        }
      }
      String label = ProcessLabels.of(model.name());
      double seen = GridLaw.of(model, finest).signChangesPerStep();
      double[] x = new double[strides.length];
      double[] y = new double[strides.length];
      double[] bars = new double[strides.length];
      for (int i = 0; i < strides.length; i++) {
        double mean = Reductions.mean(lost[i]);
        double square = 0;
        for (double value : lost[i]) {
          square += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(square / lost[i].length / (lost[i].length - 1));
        double h = finest * strides[i];
        double law = 1 - GridLaw.of(model, h).signChangesPerStep() / strides[i] / seen;
        rows.add(
            Comparison.absolute(
                    "crossings missed at √λ₂h = "
                        + (float) (strides[i] / FINEST)
                        + " of those seen at "
                        + (float) (1 / FINEST)
                        + ", "
                        + label,
                    law,
                    "law of the grid, arccos(r(h))/π",
                    mean,
                    6 * error)
                .withNote("Tolerance: six standard errors from 16 paths."));
        x[i] = strides[i] / FINEST;
        // Of all crossings, with those that the finest step misses by the law.
        y[i] = 1 - (1 - mean) / GridLaw.of(model, finest).inflation();
        bars[i] = 1.96 * error;
      }
      series.add(
          Series.line(
              label + ", law",
              curve,
              Arrays.stream(curve)
                  .map(h -> 1 - 1 / GridLaw.of(model, h * unit).inflation())
                  .toArray()));
      series.add(Series.scatter(label + ", simulated", x, y).withErrors(bars));
    }
    return new Figure(
        "slepian-missed-crossings",
        "Crossings that a grid does not show",
        "The fraction of zeros that come in pairs between two points of a grid of step h: it falls"
            + " like h² for a process with a second derivative, and like h without one.",
        Axis.linear("step √λ_{2} h"),
        Axis.linear("fraction of crossings missed"),
        series);
  }

  private static int signChanges(double[] x, int stride) {
    int count = 0;
    for (int i = stride; i < x.length; i += stride) {
      count += x[i] >= 0 != x[i - stride] >= 0 ? 1 : 0;
    }
    return count;
  }
}
