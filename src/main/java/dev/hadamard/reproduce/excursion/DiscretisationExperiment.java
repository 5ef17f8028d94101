package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.ExponentEstimate;
import dev.hadamard.excursion.GridLaw;
import dev.hadamard.excursion.ParticlePersistence;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SechOrthant;
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
}
