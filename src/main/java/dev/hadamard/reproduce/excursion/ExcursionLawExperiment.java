package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.ExcursionRind;
import dev.hadamard.excursion.GaussianPath;
import dev.hadamard.excursion.GridLaw;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.MvnOptions;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.RandomAccelerationExact;
import dev.hadamard.excursion.RenewalSolver;
import dev.hadamard.excursion.SechExact;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SlepianLaplace;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.StationaryGaussianSimulator;
import dev.hadamard.excursion.SubgridCrossings;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The law of the excursion time of seven processes: the approximation by three solvers, the exact
 * law where there is one, multivariate normal integrals where not, and simulated paths.
 */
public final class ExcursionLawExperiment extends SlepianExperiment {
  private static final String DERIVED = "exact law, derived and computed independently";
  private static final double KS_TOLERANCE = 2e-4;

  /** The grid on which laws are compared with exact ones. */
  private static final double EXACT_STEP = 0.1;

  private static final int EXACT_POINTS = 100;

  /** Points of a figure, and its end in mean excursions. */
  private static final int POINTS = 160;

  private static final double END = 2;
  private static final int BINS = 32;

  /** The step of simulated paths, in units of 1/√λ₂. */
  private static final double STEP = 0.025;

  /** Parts of a step in which hidden crossings are looked for. */
  private static final int REFINEMENT = 16;

  private static final int PAIRS = 4;

  /** Dependent intervals: errors come from the means of blocks of so many. */
  private static final int BLOCK = 100;

  /** Constructs the experiment. */
  public ExcursionLawExperiment() {
    super(
        "slepian-e2",
        "Figure: densities of the excursion time, approximation against exact laws and simulation",
        6,
        60);
  }

  /** A process, its approximate law, and its exact one where it is known. */
  private record Law(
      String name,
      CorrelationModel model,
      SlepianIiaDistribution approximation,
      DoubleUnaryOperator density,
      DoubleUnaryOperator survival) {
    static Law of(String name, CorrelationModel model) {
      return new Law(name, model, SlepianIia.of(model).excursion(), null, null);
    }

    Law withExact(DoubleUnaryOperator f, DoubleUnaryOperator s) {
      return new Law(name, model, approximation, f, s);
    }

    double unit() {
      return 1 / Math.sqrt(model.lambda2());
    }
  }

  private static List<Law> laws() {
    Map<Double, SechExact> sech = new HashMap<>();
    return List.of(
        Law.of("random acceleration", RandomAccelerationCorrelation.of())
            .withExact(RandomAccelerationExact::density, RandomAccelerationExact::survival),
        Law.of("diffusion d = 2", DiffusionCorrelation.of(2))
            .withExact(
                t -> sech.computeIfAbsent(t, SechExact::at).density(),
                t -> sech.computeIfAbsent(t, SechExact::at).survival()),
        Law.of("diffusion d = 1", DiffusionCorrelation.of(1)),
        Law.of("diffusion d = 3", DiffusionCorrelation.of(3)),
        Law.of("squared exponential", SquaredExponentialCorrelation.of(1)),
        Law.of("Matérn 3/2", MaternCorrelation.of(1.5)),
        Law.of("Matérn 5/2", MaternCorrelation.of(2.5)));
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    List<Law> laws = laws();
    for (int i = 0; i < laws.size(); i++) {
      Progress.checkCancelled();
      Law law = laws.get(i);
      context.progress().update((double) i / laws.size(), law.name);
      solvers(law, rows);
      double[] intervals = simulate(law, context, rows);
      if (law.density != null) {
        againstExact(law, intervals, rows);
      }
      figures.add(figure(law, intervals, context, rows));
    }
    closedForms(laws, rows);
    return new ExperimentResult(rows, figures);
  }

  /** Collocation on panels, the trapezoidal rule extrapolated, and the inverse transform. */
  private static void solvers(Law law, List<Comparison> rows) {
    SlepianIiaDistribution panels = law.approximation;
    double end = 4 * panels.getMean();
    int n = 512;
    int finest = n << 3;
    double[] e = new double[finest + 1];
    double[] k = new double[finest + 1];
    for (int i = 0; i <= finest; i++) {
      double t = end * i / finest;
      e[i] = law.model.slepianMean(t);
      k[i] = law.model.slepianMeanDensity(t) / 2;
    }
    double[] trapezoid = RenewalSolver.extrapolated(e, k, end, n, 4).values();
    double renewal = 0;
    for (int i = 0; i <= n; i++) {
      double gap = Math.abs(trapezoid[i] - panels.survivalProbability(end * i / n));
      renewal = Math.max(renewal, gap);
    }
    rows.add(
        Comparison.absolute(
            "sup |S panels - S extrapolated trapezoid|, " + law.name, 0, CLOSED, renewal, 1e-12));
    SlepianLaplace transforms = SlepianLaplace.of(law.model);
    double theta = SlepianIia.of(law.model).persistency().theta();
    InversionOptions tilt = new InversionOptions(-theta, 0);
    LaplaceInverter inverter = LaplaceInverter.deHoog(20);
    double inverse = 0;
    for (double t : grid(end / 16, end, 16)) {
      double s = inverter.invert(transforms::survival, t, tilt).value();
      inverse = Math.max(inverse, Math.abs(s - panels.survivalProbability(t)));
    }
    rows.add(
        Comparison.absolute(
            "sup |S panels - S from its transform|, " + law.name, 0, CLOSED, inverse, 1e-8));
  }

  /** The intervals between zeros of simulated paths, with those that the grid hides drawn. */
  private static double[] simulate(Law law, Context context, List<Comparison> rows) {
    double step = STEP * law.unit();
    int points = 1 << context.budget().choose(18, 21);
    StationaryGaussianSimulator simulator =
        StationaryGaussianSimulator.circulant(law.model, step, points);
    PhiloxGenerator random = Streams.of(context.seed()).substream("e2 " + law.name).generator();
    SubgridCrossings detector = SubgridCrossings.of(law.model, REFINEMENT);
    List<double[]> parts = new ArrayList<>();
    for (int k = 0; k < PAIRS; k++) {
      for (GaussianPath path : simulator.pair(random)) {
        parts.add(detector.zeroCrossings(path, random).intervals());
      }
    }
    double[] intervals = parts.stream().flatMapToDouble(Arrays::stream).toArray();
    int blocks = intervals.length / BLOCK;
    double[] means = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      means[b] = Reductions.sum(intervals, b * BLOCK, BLOCK) / BLOCK;
    }
    double mean = Reductions.mean(means);
    double square = 0;
    for (double m : means) {
      square += (m - mean) * (m - mean);
    }
    double error = Math.sqrt(square) / blocks;
    rows.add(
        Comparison.absolute(
                "mean simulated interval, " + law.name,
                detector.gridLaw(step).meanInterval(),
                "law of the refined grid, πh / arccos r(h)",
                mean,
                5 * error)
            .withNote(
                "Tolerance: five standard errors of means of blocks, because intervals depend on"
                    + " each other. The mean without a grid is "
                    + (float) law.approximation.getMean()
                    + "."));
    Arrays.sort(intervals);
    return intervals;
  }

  private static void againstExact(Law law, double[] intervals, List<Comparison> rows) {
    SlepianIiaDistribution iia = law.approximation;
    boolean rough = Double.isInfinite(law.model.lambda4());
    double distance = 0;
    double at = 0;
    double gap = 0;
    double simulated = 0;
    for (int i = 0; i <= EXACT_POINTS; i++) {
      double t = EXACT_STEP * i;
      double s = law.survival.applyAsDouble(t);
      double d = Math.abs(iia.survivalProbability(t) - s);
      if (d > distance) {
        distance = d;
        at = t;
      }
      gap = Math.max(gap, Math.abs(iia.density(t) - law.density.applyAsDouble(t)));
      simulated = Math.max(simulated, Math.abs(survival(intervals, t) - s));
    }
    rows.add(
        Comparison.absolute(
            "sup |S - S exact|, " + law.name,
            rough ? 0.02113 : 0.002762,
            DERIVED,
            distance,
            KS_TOLERANCE));
    rows.add(
        Comparison.absolute("where, " + law.name, rough ? 1.156 : 3.188, DERIVED, at, EXACT_STEP)
            .withNote("Looked for on a grid of 0.1."));
    rows.add(
        Comparison.absolute(
            "sup |f - f exact|, " + law.name,
            rough ? 37.0 / 96 - 1.0 / 3 : 0.001679,
            DERIVED,
            gap,
            rough ? 1e-12 : KS_TOLERANCE));
    double missed = GridLaw.of(law.model, STEP * law.unit() / REFINEMENT).inflation() - 1;
    rows.add(
        Comparison.absolute(
                "sup |S simulated - S exact|, " + law.name,
                0,
                DERIVED,
                simulated,
                3.5 / Math.sqrt(intervals.length) + missed)
            .withNote(
                "Tolerance: Kolmogorov's statistic of independent intervals exceeds 3.5 with a"
                    + " probability of 10^(-10), which leaves room for their dependence; and the"
                    + " fraction of crossings that the refined grid misses."));
  }

  /** The fraction of longer intervals. */
  private static double survival(double[] sorted, double t) {
    int index = Arrays.binarySearch(sorted, t);
    return (double) (sorted.length - (index >= 0 ? index : -index - 1)) / sorted.length;
  }

  private static Figure figure(
      Law law, double[] intervals, Context context, List<Comparison> rows) {
    SlepianIiaDistribution iia = law.approximation;
    double end = END * iia.getMean();
    double[] t = grid(0, end, POINTS + 1);
    List<Series> series = new ArrayList<>();
    series.add(Series.line("approximation", t, Arrays.stream(t).map(iia::density).toArray()));
    if (law.density != null) {
      double[] at =
          IntStream.rangeClosed(0, EXACT_POINTS)
              .mapToDouble(i -> EXACT_STEP * i)
              .filter(x -> x <= end)
              .toArray();
      series.add(Series.line("exact", at, Arrays.stream(at).map(law.density).toArray()));
    } else {
      double[] at = grid(end / 6, end, 6);
      ExcursionRind rind =
          ExcursionRind.of(
              law.model,
              /* level= */ 0,
              context.budget().choose(12, 40),
              MvnOptions.DEFAULT
                  .withErrors(0, context.budget().choose(5e-3, 3e-4))
                  .withMaxPoints(context.budget().choose(15_000, 300_000)));
      double[] exact = new double[at.length];
      double[] error = new double[at.length];
      double gap = 0;
      double bar = 0;
      for (int i = 0; i < at.length; i++) {
        ExcursionRind.Value value = rind.density(at[i]);
        exact[i] = value.value();
        error[i] = value.samplingError() + value.discretisationError();
        if (Math.abs(exact[i] - iia.density(at[i])) > gap) {
          gap = Math.abs(exact[i] - iia.density(at[i]));
          bar = error[i];
        }
      }
      series.add(Series.scatter("normal integrals", at, exact).withErrors(error));
      rows.add(
          Comparison.information("largest |f - f exact| at six times, " + law.name, gap)
              .withNote(
                  "Exact by multivariate normal integrals on a grid, with an error of at most "
                      + (float) bar
                      + " there."));
    }
    double width = end / BINS;
    double[] x = new double[BINS];
    double[] height = new double[BINS];
    for (double interval : intervals) {
      if (interval < end) {
        height[(int) (interval / width)] += 1 / (intervals.length * width);
      }
    }
    for (int i = 0; i < BINS; i++) {
      x[i] = (i + 0.5) * width;
    }
    double[] bars = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      // Two standard errors of a count; neighbouring intervals depend on each other but weakly.
      bars[i] = 2 * Math.sqrt(height[i] / (intervals.length * width));
    }
    series.add(Series.scatter("simulated paths", x, height).withErrors(bars));
    return new Figure(
        "excursion-density-"
            + law.name.replace('é', 'e').replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT),
        "Density of the excursion time, " + law.name,
        "The time between two zeros: independent interval approximation, exact law, and the"
            + " histogram of simulated paths with a step of 0.025/√λ₂, with pairs of crossings within"
            + " a step drawn from the model (bars: two standard errors).",
        Axis.linear("time t (units of the model)"),
        Axis.linear("density (1 / unit of time)").from(0, 1.12 * highest(series)),
        series);
  }

  private static double highest(List<Series> series) {
    double highest = 0;
    for (Series s : series) {
      for (int i = 0; i < s.size(); i++) {
        highest = Math.max(highest, s.y(i));
      }
    }
    return highest;
  }

  private static void closedForms(List<Law> laws, List<Comparison> rows) {
    Law acceleration = laws.get(0);
    Law diffusion = laws.get(1);
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
        Comparison.information(
                "exact variance of T, random acceleration",
                15.3044549521,
                DERIVED,
                acceleration.approximation.getVariance())
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
  }
}
