package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.IntegratedWhiteNoiseCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** White noise integrated more and more often tends to diffusion in two dimensions. */
public final class IntegratedNoiseExperiment extends SlepianExperiment {
  /** Constructs the experiment. */
  public IntegratedNoiseExperiment() {
    super("slepian-e13", "Figure: integrated white noise", 2, 2);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    ReferenceValues reference = ReferenceValues.read("iia_exponents.csv", "process");
    List<Comparison> rows = new ArrayList<>();
    double limit = SlepianIia.of(DiffusionCorrelation.of(2)).persistency().theta();
    double[] n = {2, 3, 4, 5, 6, 8, 10, 15, 20, 40, 80};
    double[] theta = new double[n.length];
    double[] level = new double[n.length];
    for (int i = 0; i < n.length; i++) {
      theta[i] =
          SlepianIia.of(IntegratedWhiteNoiseCorrelation.of((int) n[i])).persistency().theta();
      level[i] = limit;
      String key = n[i] == 2 ? "randomAcceleration" : "integratedWhiteNoise(n=" + (int) n[i] + ")";
      if (reference.has(key)) {
        rows.add(
            Comparison.relative(
                "θ of white noise integrated " + (int) n[i] + " times",
                reference.number(key, "theta"),
                INDEPENDENT,
                theta[i],
                1e-12));
      }
    }
    double ratio = (theta[9] - limit) / (theta[10] - limit);
    rows.add(
        Comparison.absolute(
            "distance from diffusion d = 2, n = 40 over n = 80",
            2,
            "expansion in 1/n",
            ratio,
            0.05));
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "slepian-integrated-noise",
                "White noise integrated n times",
                "Exponents fall to that of diffusion in two dimensions.",
                Axis.log("integrations n"),
                Axis.linear("exponent θ (1 / unit of logarithmic time)"),
                List.of(
                    Series.scatter("integrated white noise", n, theta),
                    Series.line("diffusion d = 2", n, level)))));
  }
}
