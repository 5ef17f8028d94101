package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SlepianLaplace;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.InversionResult;
import dev.hadamard.laplace.LaplaceInverter;
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
import java.util.Map;

/** Laplace inversion of the excursion density by every method. */
public final class InversionExperiment extends SlepianExperiment {
  private static final double[] TIMES = {3, 6, 12, 24};
  private static final int RUNS = 9;

  /** Constructs the experiment. */
  public InversionExperiment() {
    super("slepian-e8", "Table: Laplace inversion of the excursion density", 2, 2);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    ReferenceValues reference =
        ReferenceValues.read("laplace_inversion_accuracy.csv", "process", "method");
    CorrelationModel model = DiffusionCorrelation.of(2);
    SlepianIiaDistribution law = SlepianIia.of(model).excursion();
    SlepianLaplace transforms = SlepianLaplace.of(model);
    Map<String, LaplaceInverter> methods = new LinkedHashMap<>();
    methods.put("hyperbola N=12", LaplaceInverter.hyperbola(24));
    methods.put("modifiedTalbot(Weideman) N=24", LaplaceInverter.modifiedTalbot(24));
    methods.put("fixedTalbot M=16", LaplaceInverter.fixedTalbot(16));
    methods.put("deHoog M=15", LaplaceInverter.deHoog(15));
    methods.put("euler M=14", LaplaceInverter.euler(14));
    methods.put("gaverStehfest 2M=14", LaplaceInverter.gaverStehfest(14));
    // The reference sets its parameters by hand, the library searches them: no comparison.
    methods.put("weeks N=128", LaplaceInverter.weeks(128));
    methods.put("cme n=10", LaplaceInverter.concentratedMatrixExponential(10));
    List<Comparison> rows = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Double> micros = new ArrayList<>();
    for (Map.Entry<String, LaplaceInverter> method : methods.entrySet()) {
      double worst = 0;
      double known = 0;
      int evaluations = 0;
      double[] errors = new double[TIMES.length];
      String key = "diffusion(d=2)," + method.getKey();
      for (int i = 0; i < TIMES.length; i++) {
        double t = TIMES[i];
        double f = law.density(t);
        InversionResult result =
            method.getValue().invert(transforms::excursion, t, InversionOptions.DEFAULT);
        evaluations = result.evaluations();
        errors[i] = Math.max(1e-16, Math.abs(result.value() / f - 1));
        worst = Math.max(worst, errors[i]);
        if (reference.has(key)) {
          known = Math.max(known, reference.number(key, "t=" + (int) t));
        }
      }
      String name = "largest relative error of f at t = 3 ... 24, " + method.getValue().name();
      rows.add(
          known > 0
              ? Comparison.absolute(name, 0, INDEPENDENT, worst, 2 * known)
                  .withNote("Tolerance: twice the error of an independent implementation.")
              : Comparison.information(name, worst));
      rows.add(
          Comparison.information(
              "evaluations of the transform, " + method.getValue().name(), evaluations));
      series.add(Series.line(method.getValue().name(), TIMES, errors));
      names.add(method.getValue().name());
      micros.add(microseconds(method.getValue(), transforms));
    }
    double theta = SlepianIia.of(model).persistency().theta();
    InversionOptions tilted = new InversionOptions(-theta, 0);
    double far = LaplaceInverter.hyperbola(24).invert(transforms::survival, 300, tilted).value();
    rows.add(
        Comparison.relative(
                "P(T > 300) by the tilted hyperbola",
                law.survivalProbability(300),
                "renewal equation",
                far,
                1e-9)
            .withNote("6e-25: without the tilt nothing would be left of it."));
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "slepian-inversion",
                "Laplace inversion of the excursion density, diffusion d = 2",
                "Relative error against the renewal equation, in doubles.",
                Axis.log("time t (units of the model)"),
                Axis.log("relative error"),
                series),
            new Figure(
                "slepian-inversion-times",
                "Time of one inversion",
                "Median of wall clock time, with the transform of diffusion d = 2 by quadrature. The"
                    + " time belongs to the machine that made this figure.",
                Axis.categories("", names),
                Axis.log("time of one value (µs)"),
                List.of(
                    Series.scatter(
                        "one value",
                        grid(0, names.size() - 1, names.size()),
                        micros.stream().mapToDouble(Double::doubleValue).toArray())))));
  }

  /** The median of some runs, each over all times. */
  private static double microseconds(LaplaceInverter method, SlepianLaplace transforms) {
    double[] times = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      for (double t : TIMES) {
        method.invert(transforms::excursion, t, InversionOptions.DEFAULT);
      }
      times[run] = (System.nanoTime() - start) * 1e-3 / TIMES.length;
    }
    Arrays.sort(times);
    return times[RUNS / 2];
  }
}
