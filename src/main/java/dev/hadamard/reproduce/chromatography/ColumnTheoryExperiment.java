package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.linalg.Qr;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.csv.CSVRecord;
import org.ejml.data.DMatrixRMaj;

/** The stochastic theory, van Deemter's curve, and the accuracy of Goldstein's J. */
public final class ColumnTheoryExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public ColumnTheoryExperiment() {
    super("e10", "Molecules, van Deemter's curve, Goldstein's J (E10, E13, E15)", 2);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    molecules(context, rows);
    Figure vanDeemter = vanDeemter(rows);
    double worst = 0;
    for (CSVRecord row : table("goldstein_j.csv")) {
      double value = GoldsteinJ.value(number(row, "x"), number(row, "y"));
      worst = Math.max(worst, Math.abs(value - number(row, "J")));
    }
    rows.add(
        Comparison.absolute(
            "Goldstein's J, largest error of 100 points", 0, "22 digits", worst, 4.5e-16));
    double[] x = {2, 5, 10, 20, 50, 100, 1000};
    double[] expected = {3e-2, 0, 0, 1.3e-4, 0, 1.2e-5, 0};
    double[] error = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (double place : grid(-4, 4, 401)) {
        double y = x[i] + place * Math.sqrt(2 * x[i]);
        if (y > 0.5) {
          double klinkenberg = klinkenberg(x[i], y);
          error[i] = Math.max(error[i], Math.abs(klinkenberg - GoldsteinJ.value(x[i], y)));
        }
      }
      if (expected[i] > 0) {
        rows.add(
            Comparison.information(
                "error of Klinkenberg's approximation, x = %.0f".formatted(x[i]),
                expected[i],
                DERIVED,
                error[i]));
      }
    }
    Figure figure =
        new Figure(
            "chromatography-klinkenberg",
            "An engineering approximation of the front",
            "The largest error of Klinkenberg's formula for J(x, y) over y, against 4e-16 of the"
                + " evaluation here.",
            Axis.log("transfer units x"),
            Axis.log("largest error"),
            List.of(Series.line("Klinkenberg", x, error)));
    return new ExperimentResult(rows, List.of(vanDeemter, figure));
  }

  private static double klinkenberg(double x, double y) {
    double rootX = Math.sqrt(x);
    double rootY = Math.sqrt(y);
    return SpecialFunctions.erfc(rootX - rootY - 1 / (8 * rootY) - 1 / (8 * rootX)) / 2;
  }

  /** The adsorbed time of a molecule is a sum of Poisson(n) exponentials. */
  private static void molecules(Context context, List<Comparison> rows) {
    int count = context.budget().choose(200_000, 1_000_000);
    double n = 12;
    RandomGenerator random = Streams.of(context.seed()).substream("molecules").generator();
    double[] times = new double[count];
    for (int m = 0; m < count; m++) {
      double place = exponential(random);
      while (place < n) {
        times[m] += exponential(random);
        place += exponential(random);
      }
    }
    Arrays.sort(times);
    double distance = 0;
    for (int m = 0; m < count; m++) {
      double law = GoldsteinJ.value(n, times[m]);
      if (m + 1 == count || times[m + 1] > times[m]) {
        distance = Math.max(distance, Math.abs((m + 1.0) / count - law));
      }
      if (m > 0 && times[m] > times[m - 1]) {
        distance = Math.max(distance, Math.abs((double) m / count - law));
      }
    }
    // Exceeded with probability 2 exp(-2 · 2²) = 7e-4.
    rows.add(
        Comparison.absolute(
            "Kolmogorov distance of %d simulated molecules".formatted(count),
            0,
            "J(n, k_d θ)",
            distance,
            2 / Math.sqrt(count)));
  }

  private static double exponential(RandomGenerator random) {
    return -Elementary.log(1 - random.nextDouble());
  }

  private static Figure vanDeemter(List<Comparison> rows) {
    double length = 30;
    double diffusion = 2e-5;
    double kd = 66.7;
    double k = 1.5;
    double[] u = grid(0.02, 1.5, 40);
    double[] height = new double[u.length];
    DMatrixRMaj design = new DMatrixRMaj(u.length, 3);
    for (int i = 0; i < u.length; i++) {
      double t0 = length / u[i];
      double[] cumulants =
          LinearColumn.of(t0, k * kd * t0, kd)
              .withDispersion(u[i] * length / diffusion, BoundaryCondition.DIRICHLET_OPEN)
              .cumulants();
      height[i] = length * cumulants[1] / (cumulants[0] * cumulants[0]);
      design.set(i, 0, 1);
      design.set(i, 1, 1 / u[i]);
      design.set(i, 2, u[i]);
    }
    double[] abc = Qr.of(design).solve(height);
    rows.add(Comparison.absolute("van Deemter: eddy term A (m)", 0, EXACT, abc[0], 1e-12));
    rows.add(
        Comparison.relative(
            "van Deemter: diffusivity B/2 (m²/s)", diffusion, "true value", abc[1] / 2, 1e-6));
    rows.add(
        Comparison.relative(
            "van Deemter: desorption rate 2k/((1+k)² C) (1/s)",
            kd,
            "true value",
            2 * k / ((1 + k) * (1 + k) * abc[2]),
            1e-6));
    double[] b = new double[u.length];
    double[] c = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      b[i] = 1e3 * abc[1] / u[i];
      c[i] = 1e3 * abc[2] * u[i];
      height[i] *= 1e3;
    }
    return new Figure(
        "chromatography-van-deemter",
        "Plate height against velocity",
        "From exact moments (L = 30 m, D = 2e-5 m²/s, k = 1.5, k_d = 66.7/s); the fit H = A + B/u +"
            + " C u gives back D and k_d.",
        Axis.linear("velocity (m/s)"),
        Axis.linear("plate height (mm)"),
        List.of(
            Series.scatter("moments", u, height),
            Series.line("diffusion B/u", u, b),
            Series.line("kinetics C u", u, c)));
  }
}
