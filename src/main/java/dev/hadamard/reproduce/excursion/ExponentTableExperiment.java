package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.Car2Correlation;
import dev.hadamard.excursion.CauchyCorrelation;
import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.IntegratedWhiteNoiseCorrelation;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.MixtureCorrelation;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.TailRegime;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The table of persistency exponents: the independent interval approximation through the Slepian
 * model against independent values of the same quantity, against the published ones, and against
 * the true exponents of the processes.
 */
public final class ExponentTableExperiment implements Experiment {
  static final Paper PAPER =
      new Paper(
          "Persistency and excursions of Gaussian processes by the Slepian-model independent"
              + " interval approximation",
          "2401.01805");

  private static final double TOLERANCE = 1e-12;

  /** The last printed digit of a reference with twelve. */
  private static final double TWELVE_DIGITS = 5e-13;

  private static final String INDEPENDENT = "independent computation in 30 digits (mpmath)";
  private static final String PUBLISHED = "classical approximation, cond-mat/9605084";

  /** Constructs the experiment. */
  public ExponentTableExperiment() {}

  @Override
  public String id() {
    return "slepian-e1";
  }

  @Override
  public Paper paper() {
    return PAPER;
  }

  @Override
  public String subject() {
    return "Table: persistency exponents, approximation against truth";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(2);
  }

  /** The processes by their names in the reference tables. */
  static Map<String, CorrelationModel> processes() {
    Map<String, CorrelationModel> models = new LinkedHashMap<>();
    for (double d : new double[] {1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100}) {
      models.put("diffusion(d=" + d + ")", DiffusionCorrelation.of(d));
    }
    models.put("randomAcceleration", RandomAccelerationCorrelation.of());
    for (int n : new int[] {3, 4, 5, 10}) {
      models.put("integratedWhiteNoise(n=" + n + ")", IntegratedWhiteNoiseCorrelation.of(n));
    }
    models.put("squaredExponential(ell=1.0)", SquaredExponentialCorrelation.of(1));
    for (double nu : new double[] {1.5, 2.5, 3.5, 2.2}) {
      models.put("matern(nu=" + nu + ")", MaternCorrelation.of(nu));
    }
    models.put("car2(a=1.0;b=2.0)", Car2Correlation.of(1, 2));
    models.put("car2(a=1.0;b=5.0)", Car2Correlation.of(1, 5));
    models.put(
        "sqexpMixture(w=0.5;eps=0.1)",
        MixtureCorrelation.of(
            new double[] {0.5, 0.5},
            List.of(
                SquaredExponentialCorrelation.of(1),
                SquaredExponentialCorrelation.of(1 / Math.sqrt(0.1)))));
    models.put("cauchy(beta=1.0)", CauchyCorrelation.of(1));
    return models;
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    Map<String, CorrelationModel> processes = processes();
    ReferenceValues references = ReferenceValues.read("iia_exponents.csv", "process");
    ReferenceValues truths = ReferenceValues.read("true_exponents_smc.csv", "process");
    List<Comparison> rows = new ArrayList<>();
    Map<String, Double> exponents = new LinkedHashMap<>();
    int done = 0;
    for (Map.Entry<String, CorrelationModel> process : processes.entrySet()) {
      context.progress().update((double) done++ / processes.size(), process.getKey());
      PersistencyExponent exponent = SlepianIia.of(process.getValue()).persistency();
      exponents.put(process.getKey(), exponent.theta());
      String name = "θ of " + process.getKey();
      double reference = references.number(process.getKey(), "theta");
      if (exponent.regime() == TailRegime.HEAVY) {
        rows.add(
            Comparison.absolute(name, reference, INDEPENDENT, exponent.theta(), 0)
                .withNote("Power law: the approximation has no exponent."));
        continue;
      }
      boolean printedShort = process.getKey().equals("matern(nu=2.2)");
      rows.add(
          printedShort
              ? Comparison.absolute(name, reference, INDEPENDENT, exponent.theta(), TWELVE_DIGITS)
                  .withNote("The reference has twelve digits.")
              : Comparison.relative(name, reference, INDEPENDENT, exponent.theta(), TOLERANCE));
    }
    double[] published = {0.1203, 0.1862, 0.2358};
    for (int d = 1; d <= published.length; d++) {
      double theta = exponents.get("diffusion(d=" + (double) d + ")");
      rows.add(
          Comparison.absolute(
              "θ of diffusion, d = " + d + ", published",
              published[d - 1],
              PUBLISHED,
              theta,
              5e-5));
    }
    List<Truth> known = truths(exponents, truths);
    for (Truth truth : known) {
      rows.add(
          Comparison.information(
                  "true θ of " + truth.process, truth.theta, truth.origin, truth.approximation)
              .withNote(
                  String.format(
                      Locale.ROOT, "The approximation is off by %+.2f %%.", 100 * truth.error())));
    }
    return new ExperimentResult(rows, List.of(exponentFigure(known), errorFigure(known)));
  }

  /** A true exponent beside its approximation, both in the time unit of the model. */
  private record Truth(
      String process, double theta, double error95, String origin, double approximation) {
    double error() {
      return approximation / theta - 1;
    }
  }

  private static List<Truth> truths(Map<String, Double> exponents, ReferenceValues simulated) {
    List<Truth> known = new ArrayList<>();
    for (String process : simulated.keys()) {
      // The simulation's table writes diffusion(d=2), the other one diffusion(d=2.0).
      String key =
          exponents.containsKey(process) ? process : process.replaceAll("(\\d)\\)$", "$1.0)");
      double approximation = exponents.getOrDefault(key, 0.0);
      if (approximation == 0) {
        continue;
      }
      double exact =
          switch (process) {
            case "diffusion(d=2)" -> 3.0 / 16;
            case "randomAcceleration" -> 0.25;
            default -> Double.NaN;
          };
      known.add(
          Double.isNaN(exact)
              ? new Truth(
                  key,
                  simulated.number(process, "theta_true_estimate"),
                  1.96 * simulated.number(process, "se"),
                  "interacting-particle simulation",
                  approximation)
              : new Truth(key, exact, 0, "exact", approximation));
    }
    known.sort(Comparator.comparingInt(truth -> rank(truth.process, exponents.keySet())));
    return known;
  }

  /** The place in the table of processes: the simulation's order is that of its runs. */
  private static int rank(String process, Set<String> table) {
    return List.copyOf(table).indexOf(process);
  }

  private static List<String> labels(List<Truth> known) {
    return known.stream()
        .map(truth -> ProcessLabels.of(truth.process) + (truth.error95 == 0 ? " (exact)" : ""))
        .toList();
  }

  private static Figure exponentFigure(List<Truth> known) {
    double[] x = new double[known.size()];
    double[] truth = new double[known.size()];
    double[] error = new double[known.size()];
    double[] approximation = new double[known.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      truth[i] = known.get(i).theta;
      error[i] = known.get(i).error95;
      approximation[i] = known.get(i).approximation;
    }
    return new Figure(
        "slepian-exponents",
        "Persistency exponents",
        "The exponent θ of the probability e^(-θt) that a stationary Gaussian process keeps its sign:"
            + " the independent interval approximation against the true value, exact or simulated"
            + " (bars: 95 % confidence, mostly smaller than the marker).",
        Axis.categories("", labels(known)),
        Axis.linear("exponent θ (1 / unit of time)").from(0, 0.5),
        List.of(
            Series.scatter("true", x, truth).withErrors(error),
            Series.scatter("Slepian approximation", x, approximation)));
  }

  private static Figure errorFigure(List<Truth> known) {
    double[] x = new double[known.size()];
    double[] percent = new double[known.size()];
    double[] error = new double[known.size()];
    for (int i = 0; i < x.length; i++) {
      Truth truth = known.get(i);
      x[i] = i;
      percent[i] = 100 * truth.error();
      error[i] = 100 * truth.error95 * truth.approximation / (truth.theta * truth.theta);
    }
    return new Figure(
        "slepian-exponent-errors",
        "How far the approximation is off",
        "Relative error of the approximate exponent. It is below one per cent for low-dimensional"
            + " diffusion and largest for the two processes without a second derivative, random"
            + " acceleration and Matérn 3/2.",
        Axis.categories("", labels(known)),
        Axis.linear("relative error of θ (%)"),
        List.of(Series.bars("approximation against truth", x, percent).withErrors(error)));
  }
}
