package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SlepianLaplace;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Laplace inversion of the excursion density by every method. */
public final class InversionExperiment extends SlepianExperiment {
  private static final double[] TIMES = {3, 6, 12, 24};

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
    methods.put("cme n=10", LaplaceInverter.concentratedMatrixExponential(10));
    List<Comparison> rows = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    for (Map.Entry<String, LaplaceInverter> method : methods.entrySet()) {
      double worst = 0;
      double known = 0;
      double[] errors = new double[TIMES.length];
      String key = "diffusion(d=2)," + method.getKey();
      for (int i = 0; i < TIMES.length; i++) {
        double t = TIMES[i];
        double f = law.density(t);
        double value =
            method.getValue().invert(transforms::excursion, t, InversionOptions.DEFAULT).value();
        errors[i] = Math.max(1e-16, Math.abs(value / f - 1));
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
      series.add(Series.line(method.getValue().name(), TIMES, errors));
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
                series)));
  }
}
