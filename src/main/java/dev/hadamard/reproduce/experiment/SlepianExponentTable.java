package dev.hadamard.reproduce.experiment;

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
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * Persistency exponents of the independent interval approximation, held against an independent
 * computation in 30 digits, and against the true exponents of the processes.
 */
final class SlepianExponentTable implements Experiment {
  private static final Paper PAPER =
      new Paper(
          "The Slepian model based independent interval approximation of persistency and zero-level"
              + " excursion distributions",
          "2401.01805");

  private static final String COMPUTED = "mpmath, 30 digits";
  private static final String SIMULATED = "true exponent by interacting particles, 3 s.e. = ";

  /** Relative tolerance where the reference has more digits than a double. */
  private static final double FULL_TOLERANCE = 1e-12;

  /** Relative tolerance where the reference itself has 12 digits. */
  private static final double SHORT_TOLERANCE = 1e-11;

  private static final int FULL_DIGITS = 16;

  /** Standard errors within which a simulated exponent is taken to lie. */
  private static final double CONFIDENCE = 3;

  /** Where the true exponent is known exactly. */
  private static final Map<String, Double> EXACT =
      Map.of("diffusion(d=2)", 3.0 / 16, "randomAcceleration", 1.0 / 4);

  private static final double LARGEST_DIMENSION = 100;
  private static final int CURVE_POINTS = 81;

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
    return "Persistency exponents: approximation and truth";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(1);
  }

  @Override
  public ExperimentResult run(Context context) {
    Map<String, CorrelationModel> models = models();
    List<CSVRecord> computed = ReferenceTable.rows("slepian/iia_exponents.csv");
    List<CSVRecord> simulated = ReferenceTable.rows("slepian/true_exponents_smc.csv");
    List<Comparison> rows = new ArrayList<>();
    Map<String, Double> ours = new LinkedHashMap<>();
    for (CSVRecord reference : computed) {
      String process = shortName(reference.get("process"));
      context.progress().update((double) ours.size() / computed.size(), process);
      PersistencyExponent exponent = SlepianIia.of(models.get(process)).persistency();
      ours.put(process, exponent.theta());
      rows.add(compare(process, reference, exponent));
    }
    for (CSVRecord truth : simulated) {
      rows.add(compareWithTruth(truth, ours.get(truth.get("process"))));
    }
    return new ExperimentResult(
        rows, List.of(errorFigure(simulated, ours), dimensionFigure(simulated)));
  }

  /** The models by the names that the reference files give them. */
  private static Map<String, CorrelationModel> models() {
    Map<String, CorrelationModel> models = new LinkedHashMap<>();
    for (int d : new int[] {1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100}) {
      models.put("diffusion(d=" + d + ")", DiffusionCorrelation.of(d));
    }
    models.put("randomAcceleration", RandomAccelerationCorrelation.of());
    for (int n : new int[] {3, 4, 5, 10}) {
      models.put("integratedWhiteNoise(n=" + n + ")", IntegratedWhiteNoiseCorrelation.of(n));
    }
    models.put("squaredExponential(ell=1)", SquaredExponentialCorrelation.of(1));
    for (double nu : new double[] {1.5, 2.5, 3.5, 2.2}) {
      models.put("matern(nu=" + nu + ")", MaternCorrelation.of(nu));
    }
    models.put("car2(a=1;b=2)", Car2Correlation.of(1, 2));
    models.put("car2(a=1;b=5)", Car2Correlation.of(1, 5));
    // The mixture w e^(-t²/2) + (1-w) e^(-εt²/2).
    models.put(
        "sqexpMixture(w=0.5;eps=0.1)",
        MixtureCorrelation.of(
            new double[] {0.5, 0.5},
            List.of(
                SquaredExponentialCorrelation.of(1),
                SquaredExponentialCorrelation.of(1 / Math.sqrt(0.1)))));
    models.put("cauchy(beta=1)", CauchyCorrelation.of(1));
    return models;
  }

  private static Comparison compare(
      String process, CSVRecord reference, PersistencyExponent exponent) {
    String digits = reference.get("theta");
    boolean full = digits.length() >= FULL_DIGITS || digits.equals("0");
    Comparison row =
        Comparison.relative(
            "θ of " + label(process),
            Double.parseDouble(digits),
            COMPUTED,
            exponent.theta(),
            full ? FULL_TOLERANCE : SHORT_TOLERANCE);
    return switch (exponent.regime()) {
      case HEAVY ->
          row.withNote("The approximation has a power law; the true process decays exponentially.");
      case BORDERLINE -> row.withNote("No exponent below the tail rate of the divisor.");
      case EXPONENTIAL -> row;
    };
  }

  private static Comparison compareWithTruth(CSVRecord truth, double ours) {
    String process = truth.get("process");
    double reference = truth(truth);
    double error = CONFIDENCE * ReferenceTable.number(truth, "se");
    String origin =
        EXACT.containsKey(process)
            ? "true exponent, exact"
            : SIMULATED + String.format(Locale.ROOT, "%.5f", error);
    Comparison row = Comparison.information("true θ of " + label(process), reference, origin, ours);
    return ours == 0
        ? row
        : row.withNote(
            String.format(
                Locale.ROOT, "Error of the approximation: %+.2f %%", 100 * (ours / reference - 1)));
  }

  private static double truth(CSVRecord row) {
    return EXACT.getOrDefault(
        row.get("process"), ReferenceTable.number(row, "theta_true_estimate"));
  }

  private static Figure errorFigure(List<CSVRecord> simulated, Map<String, Double> ours) {
    List<CSVRecord> rows =
        simulated.stream().filter(row -> ours.get(row.get("process")) > 0).toList();
    double[] error = new double[rows.size()];
    double[] bar = new double[rows.size()];
    double[] at = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      CSVRecord row = rows.get(i);
      double truth = truth(row);
      error[i] = 100 * (ours.get(row.get("process")) / truth - 1);
      bar[i] =
          EXACT.containsKey(row.get("process"))
              ? 0
              : 100 * CONFIDENCE * ReferenceTable.number(row, "se") / truth;
      at[i] = i;
    }
    return new Figure(
        "errors",
        "Error of the independent interval approximation",
        "Relative error of the approximate persistency exponent. Bars show three standard errors of"
            + " the simulated true exponent; diffusion in two dimensions and random acceleration are"
            + " known exactly. The error is largest for the two processes whose correlation has a cubic"
            + " term at the origin.",
        Axis.linear("relative error of θ (%)"),
        Axis.categories("", rows.stream().map(row -> label(row.get("process"))).toList()),
        List.of(Series.bars("approximation", error, at).withErrors(bar)));
  }

  private static Figure dimensionFigure(List<CSVRecord> simulated) {
    double[] d = new double[CURVE_POINTS];
    double[] theta = new double[CURVE_POINTS];
    double[] limit = new double[CURVE_POINTS];
    double rate = SlepianIia.of(SquaredExponentialCorrelation.of(1)).persistency().theta();
    for (int i = 0; i < CURVE_POINTS; i++) {
      d[i] = StrictMath.pow(LARGEST_DIMENSION, i / (CURVE_POINTS - 1.0));
      CorrelationModel model = DiffusionCorrelation.of(d[i]);
      theta[i] = SlepianIia.of(model).persistency().theta() / Math.sqrt(model.lambda2());
      limit[i] = rate;
    }
    List<CSVRecord> rows =
        simulated.stream().filter(row -> row.get("process").startsWith("diffusion")).toList();
    double[] dimension = new double[rows.size()];
    double[] truth = new double[rows.size()];
    double[] bar = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      CSVRecord row = rows.get(i);
      String process = row.get("process");
      dimension[i] =
          Double.parseDouble(process.substring(process.indexOf('=') + 1, process.length() - 1));
      double unit = Math.sqrt(DiffusionCorrelation.of(dimension[i]).lambda2());
      truth[i] = truth(row) / unit;
      bar[i] =
          EXACT.containsKey(process) ? 0 : CONFIDENCE * ReferenceTable.number(row, "se") / unit;
    }
    return new Figure(
        "dimension",
        "Persistency of diffusion against the dimension of space",
        "In units of the crossing intensity. The approximation is close in low dimensions, and too"
            + " small by two to three percent in high ones, where it tends to the exponent of the"
            + " squared exponential.",
        Axis.log("dimension d"),
        Axis.linear("θ / √λ_{2}"),
        List.of(
            Series.line("approximation", d, theta),
            Series.line("its limit, squared exponential", d, limit),
            Series.scatter("truth", dimension, truth).withErrors(bar)));
  }

  /** {@code integratedWhiteNoise(n=3)} as {@code integrated white noise, n = 3}. */
  private static String label(String process) {
    return process
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT)
        .replace("(", ", ")
        .replace(")", "")
        .replace(";", ", ")
        .replace("=", " = ")
        .replace("ell ", "ℓ ")
        .replace("nu ", "ν ")
        .replace("sqexp mixture", "mixture of squared exponentials")
        .replace("eps ", "ε ")
        .replace("beta ", "β ")
        .replace("matern", "Matérn")
        .replace("cauchy", "Cauchy")
        .replace("car2", "CAR(2)");
  }

  /** {@code diffusion(d=2.0)} as {@code diffusion(d=2)}. */
  private static String shortName(String process) {
    return process.replaceAll("\\.0(?=[;)])", "");
  }
}
