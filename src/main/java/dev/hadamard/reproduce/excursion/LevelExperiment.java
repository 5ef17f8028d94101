package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.CrossingDetector;
import dev.hadamard.excursion.Crossings;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.ExcursionRind;
import dev.hadamard.excursion.GaussianPath;
import dev.hadamard.excursion.LevelExcursionDistribution;
import dev.hadamard.excursion.LevelSlepianIia;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.MvnOptions;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.StationaryGaussianSimulator;
import dev.hadamard.excursion.TailRegime;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Times above and below levels: exponents, laws, simulation, critical levels. */
public final class LevelExperiment extends SlepianExperiment {
  private static final Paper LEVELS =
      new Paper(
          "Excursions above non-zero levels by the Slepian-model independent interval"
              + " approximation",
          "2410.06000");

  private static final double STEP = 0.1;
  private static final int BINS = 24;

  /** Where the curves of exponents end at the latest. */
  private static final double HIGHEST_LEVEL = 2.2;

  /** Constructs the experiment. */
  public LevelExperiment() {
    super("slepian-e7", "Figure: times above and below levels", 6, 30);
  }

  @Override
  public Paper paper() {
    return LEVELS;
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    ReferenceValues summary = ReferenceValues.read("level_summary.csv", "process", "u");
    CorrelationModel model = DiffusionCorrelation.of(2);
    for (String u : new String[] {"0", "0.5", "1"}) {
      LevelSlepianIia iia = LevelSlepianIia.of(model, Double.parseDouble(u));
      String key = "diffusion(d=2.0)," + u;
      rows.add(
          Comparison.relative(
              "θ above u = " + u + ", diffusion d = 2",
              summary.number(key, "theta_plus"),
              INDEPENDENT,
              iia.above().theta(),
              1e-9));
      rows.add(
          Comparison.relative(
              "θ below u = " + u + ", diffusion d = 2",
              summary.number(key, "theta_minus"),
              INDEPENDENT,
              iia.below().theta(),
              1e-9));
    }
    List<Figure> figures = new ArrayList<>();
    for (double u : new double[] {0.5, 1}) {
      figures.add(densities(model, u, context, rows));
    }
    figures.add(exponents());
    critical(rows);
    return new ExperimentResult(rows, figures);
  }

  private static Figure densities(
      CorrelationModel model, double u, Context context, List<Comparison> rows) {
    LevelSlepianIia iia = LevelSlepianIia.of(model, u);
    LevelExcursionDistribution above = iia.distributionAbove();
    LevelExcursionDistribution below = iia.distributionBelow();
    rows.add(
        Comparison.absolute(
            "∫ P(T above > t) dt over Rice's mean, u = " + u,
            1,
            CLOSED,
            1 + above.meanResidual(),
            1e-10));
    // Simulation: intervals of all paths.
    int points = 1 << context.budget().choose(16, 20);
    StationaryGaussianSimulator simulator =
        StationaryGaussianSimulator.circulant(model, STEP, points);
    PhiloxGenerator random = Streams.of(context.seed()).substream("e7 " + u).generator();
    List<double[]> times = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      for (GaussianPath path : simulator.pair(random)) {
        Crossings crossings = CrossingDetector.linear().crossings(path, u);
        times.add(crossings.above());
      }
    }
    double[] observed = times.stream().flatMapToDouble(Arrays::stream).toArray();
    double sum = Arrays.stream(observed).sum();
    double mean = sum / observed.length;
    double square = Arrays.stream(observed).map(t -> (t - mean) * (t - mean)).sum();
    double error = Math.sqrt(square) / observed.length;
    rows.add(
        Comparison.absolute(
                "mean time above u = " + u + ", simulated",
                above.getMean(),
                "Rice",
                mean,
                5 * error + 2e-3 * above.getMean())
            .withNote(
                "Tolerance: five standard errors, and 0.2 % for crossings that a grid of 0.1"
                    + " misses."));
    double end = 12;
    double width = end / BINS;
    double[] x = new double[BINS];
    double[] histogram = new double[BINS];
    for (double t : observed) {
      if (t < end) {
        histogram[(int) (t / width)] += 1 / (observed.length * width);
      }
    }
    for (int i = 0; i < BINS; i++) {
      x[i] = (i + 0.5) * width;
    }
    double[] fine = grid(0, end, 241);
    double[] coarse = grid(1, 11, 6);
    ExcursionRind rind =
        ExcursionRind.of(
            model,
            u,
            context.budget().choose(12, 40),
            MvnOptions.DEFAULT
                .withErrors(0, context.budget().choose(5e-3, 5e-4))
                .withMaxPoints(context.budget().choose(15_000, 300_000)));
    double[] bars =
        Arrays.stream(histogram).map(f -> 2 * Math.sqrt(f / (observed.length * width))).toArray();
    double[] exact = Arrays.stream(coarse).map(t -> rind.density(t).value()).toArray();
    double gap = 0;
    for (int i = 0; i < coarse.length; i++) {
      gap = Math.max(gap, Math.abs(exact[i] - above.density(coarse[i])));
    }
    rows.add(
        Comparison.information(
                "largest |f approximate - f exact| at t = 1, 3 ... 11, u = " + u, gap)
            .withNote("Exact by multivariate normal integrals on a grid, extrapolated."));
    return new Figure(
        "slepian-level-densities-" + Float.toString((float) u).replace('.', '-'),
        "Times above and below the level " + (float) u + ", diffusion d = 2",
        "Densities of the independent interval approximation, the exact density of the time above"
            + " from multivariate normal integrals, and simulated paths (bars: two standard"
            + " errors).",
        Axis.linear("time t (units of the model)"),
        Axis.linear("density (1 / unit of time)"),
        List.of(
            Series.line("above", fine, Arrays.stream(fine).map(above::density).toArray()),
            Series.line("below", fine, Arrays.stream(fine).map(below::density).toArray()),
            Series.scatter("above, exact", coarse, exact),
            Series.scatter("above, simulated", x, histogram).withErrors(bars)));
  }

  private static Figure exponents() {
    List<Series> series = new ArrayList<>();
    Map<String, CorrelationModel> models = new TreeMap<>();
    models.put("diffusion d = 2", DiffusionCorrelation.of(2));
    models.put("Matérn 5/2", MaternCorrelation.of(2.5));
    models.put("squared exponential", SquaredExponentialCorrelation.of(1));
    for (Map.Entry<String, CorrelationModel> entry : models.entrySet()) {
      CorrelationModel model = entry.getValue();
      double root = Math.sqrt(model.lambda2());
      double highest = Math.min(LevelSlepianIia.criticalLevel(model), HIGHEST_LEVEL) - 1e-4;
      double[] u = grid(-highest, highest, 41);
      double[] theta = new double[u.length];
      for (int i = 0; i < u.length; i++) {
        PersistencyExponent exponent = LevelSlepianIia.of(model, u[i]).above();
        theta[i] =
            exponent.regime() == TailRegime.EXPONENTIAL ? exponent.theta() / root : Double.NaN;
      }
      series.add(Series.line(entry.getKey(), u, theta));
    }
    return new Figure(
        "slepian-level-exponents",
        "Exponent of the time above a level",
        "θ/√λ₂ of the time above u; below u it is the exponent above -u. Each curve ends at the"
            + " critical level of its process, that of the squared exponential process (3.15) at"
            + " 2.2.",
        Axis.linear("level u (standard deviations)"),
        Axis.linear("exponent θ / √λ_{2}"),
        series);
  }

  private static void critical(List<Comparison> rows) throws IOException {
    ReferenceValues reference = ReferenceValues.read("level_critical.csv", "process");
    Map<String, CorrelationModel> models = new TreeMap<>();
    models.put("diffusion(d=1.0)", DiffusionCorrelation.of(1));
    models.put("diffusion(d=2.0)", DiffusionCorrelation.of(2));
    models.put("diffusion(d=10.0)", DiffusionCorrelation.of(10));
    models.put("randomAcceleration", RandomAccelerationCorrelation.of());
    models.put("matern(nu=1.5)", MaternCorrelation.of(1.5));
    models.put("matern(nu=2.5)", MaternCorrelation.of(2.5));
    for (Map.Entry<String, CorrelationModel> entry : models.entrySet()) {
      rows.add(
          Comparison.absolute(
              "critical level of " + entry.getKey(),
              reference.number(entry.getKey(), "u_crit"),
              INDEPENDENT,
              LevelSlepianIia.criticalLevel(entry.getValue()),
              1e-3));
    }
  }
}
