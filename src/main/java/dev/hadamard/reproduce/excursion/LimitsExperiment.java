package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Diffusion in many dimensions tends to the squared exponential process. */
public final class LimitsExperiment extends SlepianExperiment {
  /** Constructs the experiment. */
  public LimitsExperiment() {
    super("slepian-e11", "Figure: diffusion in many dimensions", 2, 2);
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    double limit = SlepianIia.of(SquaredExponentialCorrelation.of(1)).persistency().theta();
    rows.add(
        Comparison.relative(
            "θ of the squared exponential process", 0.411497153975593, INDEPENDENT, limit, 1e-13));
    double[] d = {1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    double[] scaled = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      double theta = SlepianIia.of(DiffusionCorrelation.of(d[i])).persistency().theta();
      scaled[i] = theta / Math.sqrt(d[i] / 8);
      if (d[i] == 100) {
        rows.add(
            Comparison.relative(
                "θ/√λ₂ of diffusion in 100 dimensions",
                0.410736763882371,
                INDEPENDENT,
                scaled[i],
                1e-12));
      }
    }
    double[] fine =
        IntStream.rangeClosed(0, 66).mapToDouble(i -> Elementary.pow(10, i / 20.0)).toArray();
    double[] curve =
        Arrays.stream(fine)
            .map(x -> SlepianIia.of(DiffusionCorrelation.of(x)).persistency().theta())
            .toArray();
    double[] level = new double[fine.length];
    for (int i = 0; i < fine.length; i++) {
      curve[i] /= Math.sqrt(fine[i] / 8);
      level[i] = limit;
    }
    // The approach is like 1/d: doubling the dimension halves the distance.
    double ratio = (limit - scaled[10]) / (limit - scaled[11]);
    rows.add(
        Comparison.absolute(
            "distance from the limit, d = 1000 over d = 2000", 2, "expansion in 1/d", ratio, 0.01));
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "slepian-high-dimension",
                "Diffusion in d dimensions",
                "Exponents in the time unit 1/√λ₂ tend to that of the squared exponential process.",
                Axis.log("dimension d"),
                Axis.linear("exponent θ / √λ_{2}"),
                List.of(
                    Series.line("diffusion", fine, curve),
                    Series.line("squared exponential", fine, level)))));
  }
}
