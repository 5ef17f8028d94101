package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.chromatography.VanDeemterFit;
import dev.hadamard.random.Streams;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Van Deemter's curve from exact moments gives back diffusivity and desorption rate. */
public final class VanDeemterExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public VanDeemterExperiment() {
    super("e13", "E13. Van Deemter's curve tells kinetics from diffusion", 1);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    double length = 30;
    double diffusion = 2e-5;
    double kd = 66.7;
    double k = 1.5;
    double[] u = grid(0.02, 1.5, 40);
    double[] height = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      double t0 = length / u[i];
      double[] cumulants =
          LinearColumn.of(t0, k * kd * t0, kd)
              .withDispersion(u[i] * length / diffusion, BoundaryCondition.DIRICHLET_OPEN)
              .cumulants();
      height[i] = length * cumulants[1] / (cumulants[0] * cumulants[0]);
    }
    VanDeemterFit fit = VanDeemterFit.of(u, height);
    List<Comparison> rows = new ArrayList<>();
    rows.add(Comparison.absolute("eddy term A (m)", 0, EXACT, fit.a(), 1e-12));
    rows.add(
        Comparison.relative(
            "diffusivity B/2 (m²/s)", diffusion, "true value", fit.diffusivity(), 1e-6));
    rows.add(
        Comparison.relative(
            "desorption rate 2k/((1+k)² C) (1/s)", kd, "true value", fit.desorptionRate(k), 1e-6));
    rows.add(
        Comparison.relative(
            "velocity of the least height (m/s)",
            Math.sqrt(diffusion * kd * (1 + k) * (1 + k) / k),
            EXACT,
            fit.bestVelocity(),
            1e-6));
    // Heights measured to 1 %.
    double[] noise = new double[u.length];
    Streams.of(context.seed()).substream("heights").generator().fillNormal(noise);
    double[] measured = new double[u.length];
    double[] deviation = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      deviation[i] = 0.01 * height[i];
      measured[i] = height[i] + deviation[i] * noise[i];
    }
    VanDeemterFit noisy = VanDeemterFit.weighted(u, measured, deviation);
    rows.add(
        Comparison.absolute(
            "heights with noise of 1 %: desorption rate (1/s)",
            kd,
            "true value, 4 standard errors",
            noisy.desorptionRate(k),
            4 * noisy.desorptionRateError(k)));
    rows.add(
        Comparison.absolute(
            "heights with noise of 1 %: diffusivity (m²/s)",
            diffusion,
            "true value, 4 standard errors",
            noisy.diffusivity(),
            4 * noisy.diffusivityError()));
    double[] b = new double[u.length];
    double[] c = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      b[i] = 1e3 * fit.b() / u[i];
      c[i] = 1e3 * fit.c() * u[i];
      height[i] *= 1e3;
    }
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "chromatography-van-deemter",
                "Plate height against velocity",
                "From exact moments (L = 30 m, D = 2e-5 m²/s, k = 1.5, k_d = 66.7/s); the fit H = A"
                    + " + B/u + C u gives back D and k_d.",
                Axis.linear("velocity (m/s)"),
                Axis.linear("plate height (mm)"),
                List.of(
                    Series.scatter("moments", u, height),
                    Series.line("diffusion B/u", u, b),
                    Series.line("kinetics C u", u, c)))));
  }
}
