package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DampedCosineCorrelation;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.MixtureCorrelation;
import dev.hadamard.excursion.ShiftedCorrelation;
import dev.hadamard.excursion.SincCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SlepianValidity;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.UnderdampedOscillatorCorrelation;
import dev.hadamard.excursion.ValidityPolicy;
import dev.hadamard.excursion.ValidityReport;
import dev.hadamard.excursion.ValidityStatus;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Where the approximation is a probability law, where not, and where nobody knows. */
public final class ValidityMapExperiment extends SlepianExperiment {
  /** Constructs the experiment. */
  public ValidityMapExperiment() {
    super("slepian-e6", "Figure: validity map and negative densities", 3, 3);
  }

  private static Map<String, CorrelationModel> processes() {
    Map<String, CorrelationModel> models = new LinkedHashMap<>();
    Map<String, CorrelationModel> valid = ExponentTableExperiment.processes();
    for (String name :
        List.of(
            "diffusion(d=2.0)",
            "randomAcceleration",
            "squaredExponential(ell=1.0)",
            "matern(nu=1.5)",
            "matern(nu=2.5)",
            "car2(a=1.0;b=5.0)",
            "cauchy(beta=1.0)",
            "sqexpMixture(w=0.5;eps=0.1)")) {
      models.put(name, valid.get(name));
    }
    for (double w : new double[] {0.5, 0.8}) {
      models.put(
          "sqexpMixture(w=" + w + ";eps=0.01)",
          MixtureCorrelation.of(
              new double[] {w, 1 - w},
              List.of(SquaredExponentialCorrelation.of(1), SquaredExponentialCorrelation.of(10))));
    }
    for (double w : new double[] {0.25, 0.5, 1, 2, 3}) {
      models.put("dampedCosine(w=" + w + ")", DampedCosineCorrelation.of(w));
    }
    for (double zeta : new double[] {0.9, 0.5, 0.3, 0.2, 0.1, 0.05}) {
      models.put("car2Underdamped(zeta=" + zeta + ")", UnderdampedOscillatorCorrelation.of(zeta));
    }
    return models;
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    ReferenceValues reference = ReferenceValues.read("validity.csv", "process");
    ReferenceValues minima = ReferenceValues.read("validity_minima.csv", "process");
    List<Comparison> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<ValidityReport> reports = new ArrayList<>();
    List<Double> lowest = new ArrayList<>();
    for (Map.Entry<String, CorrelationModel> process : processes().entrySet()) {
      ValidityReport report = SlepianValidity.check(process.getValue());
      String name = process.getKey();
      names.add(ProcessLabels.of(name));
      reports.add(report);
      double mean = Math.PI / Math.sqrt(process.getValue().lambda2());
      lowest.add(Math.min(0, mean * report.minimumDensity().orElse(0)));
      rows.add(
          Comparison.absolute(
                  "status of " + name,
                  rank(ValidityStatus.valueOf(reference.text(name, "status"))),
                  INDEPENDENT,
                  rank(report.status()),
                  0)
              .withNote("1 proven, 0 undecided, -1 refuted. " + report.evidence().getLast()));
      if (report.status() == ValidityStatus.REFUTED) {
        double minimum = minima.number(name, "min_f");
        rows.add(
            Comparison.absolute(
                    "smallest formal density of " + name,
                    minimum,
                    INDEPENDENT,
                    report.minimumDensity().orElse(Double.NaN),
                    1e-5 * Math.abs(minimum))
                .withNote("Between the points of the grid, by a polynomial through five of them."));
      }
    }
    rows.add(
        Comparison.information(
                "smallest formal density of sinc",
                SlepianValidity.check(SincCorrelation.of()).minimumDensity().orElse(Double.NaN))
            .withNote("About -0.02: refused."));
    for (String base : List.of("squaredExponential(ell=1.0)", "matern(nu=2.5)")) {
      CorrelationModel model =
          base.startsWith("matern")
              ? MaternCorrelation.of(2.5)
              : SquaredExponentialCorrelation.of(1);
      double lost = lastProven(delta -> ShiftedCorrelation.of(model, delta), 0.5, 4);
      rows.add(
          Comparison.information("shift δ at which E stops being monotone, " + base, lost)
              .withNote("Found by bisection to 1e-3; X(t) + X(t+δ) is valid below."));
    }
    return new ExperimentResult(
        rows,
        List.of(
            map(names, reports, lowest.stream().mapToDouble(Double::doubleValue).toArray()),
            densities()));
  }

  private static double lastProven(
      DoubleFunction<CorrelationModel> family, double valid, double invalid) {
    double low = valid;
    double high = invalid;
    while (high - low > 1e-3) {
      double middle = (low + high) / 2;
      boolean proven =
          SlepianValidity.check(family.apply(middle)).status() == ValidityStatus.PROVEN;
      if (proven) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double rank(ValidityStatus status) {
    return switch (status) {
      case PROVEN -> 1;
      case REFUTED -> -1;
      case UNDECIDED -> 0;
      case NOT_APPLICABLE -> Double.NaN;
    };
  }

  /** The smallest formal density of each process against the mean excursion. */
  private static Figure map(List<String> names, List<ValidityReport> reports, double[] lowest) {
    List<Series> series = new ArrayList<>();
    for (ValidityStatus status :
        List.of(ValidityStatus.PROVEN, ValidityStatus.UNDECIDED, ValidityStatus.REFUTED)) {
      int[] members =
          IntStream.range(0, names.size()).filter(i -> reports.get(i).status() == status).toArray();
      series.add(
          Series.scatter(
              status.name().toLowerCase(Locale.ROOT),
              Arrays.stream(members).mapToDouble(i -> lowest[i]).toArray(),
              Arrays.stream(members).mapToDouble(i -> i).toArray()));
    }
    return new Figure(
        "slepian-validity-map",
        "Is the approximation a probability law?",
        "Proven: E decreases. Undecided: it does not, and no negative density was found. Refuted: the"
            + " formal density is negative by more than twenty times its error. Where E decreases"
            + " the density is at least 0.",
        Axis.linear("lowest formal density × mean excursion"),
        Axis.categories("", names),
        series);
  }

  private static Figure densities() {
    double[] t = grid(0, 16, 400);
    List<Series> series = new ArrayList<>();
    for (Map.Entry<String, CorrelationModel> process :
        Map.of(
                "damped cosine w = 3",
                (CorrelationModel) DampedCosineCorrelation.of(3),
                "sinc",
                SincCorrelation.of(),
                "oscillator ζ = 0.1",
                UnderdampedOscillatorCorrelation.of(0.1))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .toList()) {
      SlepianIiaDistribution law =
          SlepianIia.of(process.getValue(), ValidityPolicy.DIAGNOSTIC).excursion();
      series.add(Series.line(process.getKey(), t, Arrays.stream(t).map(law::density).toArray()));
    }
    return new Figure(
        "slepian-negative-densities",
        "Densities that are negative",
        "What the approximation gives formally for three processes that it is refuted for. The axis"
            + " is cut: the peaks are at 1.46, 0.57 and 0.37.",
        Axis.linear("time t (units of the model)"),
        Axis.linear("formal density (1 / unit of time)").from(-0.05, 0.1),
        series);
  }
}
