package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.ExponentEstimate;
import dev.hadamard.excursion.PersistenceExponentEstimator;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
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

/** The geometric divisor beside the excursion time, and what samples say. */
public final class DivisorExperiment extends SlepianExperiment {
  /** Constructs the experiment. */
  public DivisorExperiment() {
    super("slepian-e3", "Figure: densities of divisor and excursion time, with samples", 2, 20);
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    compare("diffusion d = 2", DiffusionCorrelation.of(2), context, rows, figures);
    compare("squared exponential", SquaredExponentialCorrelation.of(1), context, rows, figures);
    return new ExperimentResult(rows, figures);
  }

  private static void compare(
      String name,
      CorrelationModel model,
      Context context,
      List<Comparison> rows,
      List<Figure> figures) {
    SlepianIia iia = SlepianIia.of(model);
    SlepianIiaDistribution law = iia.excursion();
    double[] draws = new double[context.budget().choose(200_000, 4_000_000)];
    law.sample(Streams.of(context.seed()).substream("e3 " + name).generator(), draws);
    double at = law.getMean() / 2;
    long longer = Arrays.stream(draws).filter(t -> t > at).count();
    double survival = law.survivalProbability(at);
    rows.add(
        Comparison.absolute(
                "P(T > half the mean) of samples, " + name,
                survival,
                "renewal equation",
                (double) longer / draws.length,
                4 * Math.sqrt(survival * (1 - survival) / draws.length))
            .withNote("Tolerance: four standard errors."));
    ExponentEstimate estimate = PersistenceExponentEstimator.tailMle().fit(draws);
    rows.add(
        Comparison.absolute(
                "θ from the tail of samples, " + name,
                iia.persistency().theta(),
                "root of θ ∫ E e^(θt) dt = 1",
                estimate.theta(),
                4 * estimate.standardError())
            .withNote("Tolerance: four standard errors of a block bootstrap."));
    double end = 2.5 * law.getMean();
    double[] t = grid(0, end, 201);
    double width = end / 50;
    double[] x = new double[50];
    double[] histogram = new double[50];
    for (double draw : draws) {
      if (draw < end) {
        histogram[(int) (draw / width)] += 1 / (draws.length * width);
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = (i + 0.5) * width;
    }
    figures.add(
        new Figure(
            "slepian-divisor-" + name.replaceAll("[^a-z0-9]+", "-"),
            "Divisor and excursion time, " + name,
            "The excursion time is a sum of N divisors with P(N = n) = 2^(-n): the density g of one"
                + " divisor, the density f of the sum, and the histogram of sampled sums.",
            Axis.linear("time t (units of the model)"),
            Axis.linear("density (1 / unit of time)"),
            List.of(
                Series.line(
                    "divisor g", t, Arrays.stream(t).map(model::slepianMeanDensity).toArray()),
                Series.line("excursion time f", t, Arrays.stream(t).map(law::density).toArray()),
                Series.scatter("samples", x, histogram))));
  }
}
