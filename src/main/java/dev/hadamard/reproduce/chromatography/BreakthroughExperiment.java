package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.Breakthrough;
import dev.hadamard.chromatography.CharacteristicSolver;
import dev.hadamard.chromatography.ColumnRun;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Saturating columns: the closed forms of Thomas and of Bohart and Adams against two solvers. */
public final class BreakthroughExperiment extends ColumnExperiment {
  private static final double FEED = 0.7;

  /** Constructs the experiment. */
  public BreakthroughExperiment() {
    super("e12", "E12. Breakthrough of Thomas and of Bohart and Adams", 1);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    for (double kd : new double[] {0.5, 0}) {
      String name = kd > 0 ? "Thomas" : "Bohart and Adams";
      context.progress().update(kd > 0 ? 0 : 0.5, name);
      LangmuirSystem system = new LangmuirSystem(new double[] {2}, new double[] {kd}, 3, 4, 1.5);
      CharacteristicSolver.Outlet outlet =
          CharacteristicSolver.of(system).solve(Inlet.pulse(60, FEED), 60, 120, 30);
      double error = 0;
      for (int j = 0; j < outlet.times().length; j++) {
        double found = outlet.concentrations()[0][j] / FEED;
        error = Math.max(error, Math.abs(exact(kd, outlet.times()[j]) - found));
      }
      rows.add(
          Comparison.absolute(
              "characteristic solver against " + name + ", largest error", 0, EXACT, error, 1e-8));
      double[] theta = grid(0.5, 55, 110);
      double[] exact = new double[theta.length];
      double[] t = new double[theta.length];
      for (int i = 0; i < t.length; i++) {
        exact[i] = exact(kd, theta[i]);
        t[i] = theta[i] + 1.5;
      }
      double[] volumes = new double[2];
      ColumnRun run = null;
      for (int i = 0; i < 2; i++) {
        run = FiniteVolumeSolver.of(system, 50 << i).solve(Inlet.pulse(60, FEED), t);
        volumes[i] = worst(exact, run.concentrations()[0], FEED) / FEED;
      }
      rows.add(
          Comparison.absolute(
                  "finite volumes against " + name + ", order of convergence",
                  2,
                  "nominal, for a front that starts with a jump",
                  Elementary.log2(volumes[0] / volumes[1]),
                  0.5)
              .withNote(
                  "Errors of 50 and 100 cells: %.2e, %.2e.".formatted(volumes[0], volumes[1])));
      series.add(Series.line(name, theta, exact));
      double[] shown = new double[theta.length];
      for (int i = 0; i < shown.length; i++) {
        shown[i] = i % 3 == 0 ? run.concentrations()[0][i] / FEED : Double.NaN;
      }
      series.add(
          Series.scatter(
              "100 finite volumes, k_d = " + kd,
              thinned(theta, shown, false),
              thinned(theta, shown, true)));
    }
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "chromatography-breakthrough",
                "Breakthrough of saturating columns",
                "Outlet over feed: the closed forms of Thomas (k_d = 0.5) and of Bohart and Adams"
                    + " (k_d = 0), and finite volumes; n = 36.",
                Axis.linear("time after the hold-up time"),
                Axis.linear("outlet over feed"),
                series)));
  }

  private static double[] thinned(double[] x, double[] y, boolean ordinates) {
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(y[i])) {
        kept.add(ordinates ? y[i] : x[i]);
      }
    }
    return kept.stream().mapToDouble(v -> v).toArray();
  }

  private static double exact(double kd, double theta) {
    return kd > 0
        ? Breakthrough.thomas(36, 2 * FEED / kd, kd, theta)
        : Breakthrough.bohartAdams(36, 2 * FEED, theta);
  }
}
