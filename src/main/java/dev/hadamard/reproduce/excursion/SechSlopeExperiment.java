package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.SechExact;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
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

/** The exact exponent 3/16 of diffusion in two dimensions, from its Fredholm Pfaffian. */
public final class SechSlopeExperiment extends SlepianExperiment {
  /** Constructs the experiment. */
  public SechSlopeExperiment() {
    super("slepian-e9", "Figure: the exact exponent 3/16 from the hazard", 3, 3);
  }

  @Override
  public ExperimentResult run(Context context) {
    SechExact at50 = SechExact.at(50);
    SechExact at60 = SechExact.at(60);
    double slope = -Elementary.log(at60.persistence() / at50.persistence()) / 10;
    double amplitude = at50.persistence() * Elementary.exp(50 * 3.0 / 16);
    double[] t = grid(0.25, 12, 48);
    double[] exact =
        Arrays.stream(t)
            .map(
                x -> {
                  SechExact law = SechExact.at(x);
                  return law.density() / law.survival();
                })
            .toArray();
    SlepianIiaDistribution law = SlepianIia.of(DiffusionCorrelation.of(2)).excursion();
    List<Comparison> rows =
        new ArrayList<>(
            List.of(
                Comparison.absolute(
                    "-d log Q / dt between 50 and 60", 3.0 / 16, "arXiv 1806.11275", slope, 1e-12),
                Comparison.absolute(
                    "hazard at 50",
                    3.0 / 16,
                    "arXiv 1806.11275",
                    at50.density() / at50.survival(),
                    1e-11),
                Comparison.relative(
                    "amplitude of Q", 1.025017799788, INDEPENDENT, amplitude, 1e-11)));
    Figure convergence = convergence(rows);
    return new ExperimentResult(
        rows,
        List.of(
            convergence,
            new Figure(
                "slepian-sech-hazard",
                "Hazard of the excursion time, diffusion d = 2",
                "The exact hazard tends to 3/16, that of the approximation to 0.18621.",
                Axis.linear("time t (units of the model)"),
                Axis.linear("hazard f/S (1 / unit of time)"),
                List.of(
                    Series.line("exact", t, exact),
                    Series.line(
                        "approximation", t, Arrays.stream(t).map(law::hazard).toArray())))));
  }

  /** The error against 40 nodes on each panel of length at most 3. */
  private static Figure convergence(List<Comparison> rows) {
    double t = 12;
    SechExact reference = SechExact.at(t, 40);
    int[] counts = {4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28};
    double[] x = new double[counts.length];
    double[] persistence = new double[counts.length];
    double[] density = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      SechExact value = SechExact.at(t, counts[i]);
      x[i] = counts[i];
      persistence[i] = error(value.persistence(), reference.persistence());
      density[i] = error(value.density(), reference.density());
      if (counts[i] == 8 || counts[i] == 16 || counts[i] == 26) {
        rows.add(
            counts[i] == 26
                ? Comparison.absolute(
                    "relative error of Q(12), 26 nodes on each panel",
                    0,
                    CLOSED,
                    persistence[i],
                    1e-13)
                : Comparison.information(
                    "relative error of Q(12), " + counts[i] + " nodes on each panel",
                    persistence[i]));
      }
    }
    return new Figure(
        "slepian-sech-convergence",
        "Convergence of the Fredholm Pfaffian in its nodes",
        "Relative errors at t = 12, on four panels, against 40 nodes: the sign kernel is integrated"
            + " through polynomials, so that the convergence is geometric.",
        Axis.linear("nodes on each panel"),
        Axis.log("relative error"),
        List.of(
            Series.line("persistence Q", x, persistence), Series.line("density f", x, density)));
  }

  private static double error(double value, double reference) {
    return Math.max(1e-16, Math.abs(value / reference - 1));
  }
}
