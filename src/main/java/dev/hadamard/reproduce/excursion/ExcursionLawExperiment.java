package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.RandomAccelerationExact;
import dev.hadamard.excursion.SechExact;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The law of the excursion time: approximation, exact law and samples. */
public final class ExcursionLawExperiment implements Experiment {
  private static final String DERIVED = "exact law, derived and computed independently";
  private static final String CLOSED = "closed form";
  private static final double STEP = 0.05;
  private static final double KS_TOLERANCE = 2e-4;

  /** Constructs the experiment. */
  public ExcursionLawExperiment() {}

  @Override
  public String id() {
    return "slepian-e2";
  }

  @Override
  public Paper paper() {
    return ExponentTableExperiment.PAPER;
  }

  @Override
  public String subject() {
    return "Figure: densities of the excursion time, approximation against exact laws";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return budget.choose(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    context.progress().update(0, "random acceleration");
    Law acceleration =
        new Law(
            "random acceleration",
            RandomAccelerationCorrelation.of(),
            RandomAccelerationExact::density,
            RandomAccelerationExact::survival);
    compare(acceleration, context, 0.02113, 1.156, rows, figures);
    context.progress().update(0.4, "diffusion in two dimensions");
    Map<Double, SechExact> exact = new HashMap<>();
    Law diffusion =
        new Law(
            "diffusion d = 2",
            DiffusionCorrelation.of(2),
            t -> exact.computeIfAbsent(t, SechExact::at).density(),
            t -> exact.computeIfAbsent(t, SechExact::at).survival());
    compare(diffusion, context, 0.002762, 3.188, rows, figures);
    // 32 times Catalan's constant
    rows.add(
        Comparison.relative(
            "variance of T, diffusion d = 2",
            32 * 0.915965594177219,
            CLOSED,
            diffusion.approximation.getVariance(),
            1e-12));
    rows.add(
        Comparison.information(
                "exact variance of T, diffusion d = 2",
                29.0071626694,
                DERIVED,
                diffusion.approximation.getVariance())
            .withNote("The approximation keeps the mean exactly, not the variance."));
    rows.add(
        Comparison.absolute(
            "exact density at 0, random acceleration",
            37.0 / 96,
            CLOSED,
            RandomAccelerationExact.density(0),
            1e-15));
    rows.add(
        Comparison.relative(
            "density at 0, random acceleration",
            1.0 / 3,
            CLOSED,
            acceleration.approximation.density(0),
            1e-12));
    double slope = -Elementary.log(SechExact.at(60).survival() / SechExact.at(50).survival()) / 10;
    rows.add(
        Comparison.absolute(
            "exact exponent from the slope of log S, diffusion d = 2",
            3.0 / 16,
            "arXiv 1806.11275",
            slope,
            1e-10));
    return new ExperimentResult(rows, figures);
  }

  /** A process with its approximate and its exact law. */
  private record Law(
      String name,
      SlepianIiaDistribution approximation,
      DoubleUnaryOperator density,
      DoubleUnaryOperator survival) {
    Law(
        String name,
        CorrelationModel model,
        DoubleUnaryOperator density,
        DoubleUnaryOperator survival) {
      this(name, SlepianIia.of(model).excursion(), density, survival);
    }
  }

  private static void compare(
      Law law,
      Context context,
      double distance,
      double at,
      List<Comparison> rows,
      List<Figure> figures) {
    SlepianIiaDistribution iia = law.approximation;
    int n = 200;
    double[] t = new double[n + 1];
    double[] approximate = new double[n + 1];
    double[] exact = new double[n + 1];
    double largest = 0;
    double largestAt = 0;
    for (int i = 0; i <= n; i++) {
      t[i] = STEP * i;
      approximate[i] = iia.density(t[i]);
      exact[i] = law.density.applyAsDouble(t[i]);
      double gap = Math.abs(iia.survivalProbability(t[i]) - law.survival.applyAsDouble(t[i]));
      if (gap > largest) {
        largest = gap;
        largestAt = t[i];
      }
    }
    rows.add(
        Comparison.absolute(
            "sup |S - S exact|, " + law.name, distance, DERIVED, largest, KS_TOLERANCE));
    rows.add(
        Comparison.absolute("where, " + law.name, at, DERIVED, largestAt, STEP)
            .withNote("Looked for on a grid of 0.05."));
    double[] draws = new double[context.budget().choose(100_000, 4_000_000)];
    iia.sample(Streams.of(context.seed()).substream(law.name).generator(), draws);
    double standardError = Math.sqrt(iia.getVariance() / draws.length);
    rows.add(
        Comparison.absolute(
                "mean of samples, " + law.name,
                iia.getMean(),
                "π/√λ₂, exact",
                Reductions.mean(draws),
                4 * standardError)
            .withNote("Tolerance: four standard errors."));
    figures.add(
        new Figure(
            "excursion-density-" + law.name.replaceAll("[^a-z0-9]+", "-"),
            "Density of the excursion time, " + law.name,
            "The time between two zeros: exact law, independent interval approximation, and the"
                + " histogram of geometric sums drawn from the approximation.",
            Axis.linear("time t (units of the model)"),
            Axis.linear("density (1 / unit of time)"),
            List.of(
                Series.line("exact", t, exact),
                Series.line("approximation", t, approximate),
                histogram(draws, t[n]))));
  }

  private static Series histogram(double[] draws, double end) {
    int bins = 50;
    double width = end / bins;
    double[] counts = new double[bins];
    for (double draw : draws) {
      if (draw < end) {
        counts[(int) (draw / width)]++;
      }
    }
    double[] x = new double[bins];
    for (int i = 0; i < bins; i++) {
      x[i] = (i + 0.5) * width;
      counts[i] /= draws.length * width;
    }
    return Series.scatter("samples", x, counts);
  }
}
