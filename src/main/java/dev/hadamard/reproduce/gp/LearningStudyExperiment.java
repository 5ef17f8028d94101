package dev.hadamard.reproduce.gp;

import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.GpPdeSolution;
import dev.hadamard.gp.pde.JointAdam;
import dev.hadamard.gp.pde.PdeBenchmarks;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What learning depends on: the measure in which the weights are optimised, the log-determinant,
 * the number of components and where their frequencies start; and quasi-Newton steps instead of
 * Adam.
 */
public final class LearningStudyExperiment implements Experiment {
  /** Constructs the experiment. */
  public LearningStudyExperiment() {}

  @Override
  public String id() {
    return "gp-e4";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Ablation: log weights, log-determinant, number and start of the components, optimiser";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return budget == Budget.QUICK ? Duration.ofSeconds(5) : Duration.ofMinutes(8);
  }

  private record Setting(double wave, PdeProblem problem, double scale, int steps) {
    double frequency() {
      return wave / (2 * Math.PI);
    }

    double error(GpPdeSolution s) {
      double[] x = problem.axes().get(0).withSize(300).points();
      double[] truth = Arrays.stream(x).map(t -> Trigonometric.sin(wave * t)).toArray();
      return PdeBenchmarks.Errors.of(s.onGrid(x), truth).relativeL2();
    }
  }

  @Override
  public ExperimentResult run(Context context) {
    boolean quick = context.budget() == Budget.QUICK;
    double wave = quick ? 20 : 100;
    PdeProblem problem =
        PdeProblem.on(new UniformAxis(0, 1, quick ? 40 : 200))
            .term(1, 2)
            .source(x -> -wave * wave * Trigonometric.sin(wave * x[0]))
            .dirichlet(x -> Trigonometric.sin(wave * x[0]))
            .build();
    Setting setting = new Setting(wave, problem, quick ? 8 : 30, quick ? 18_000 : 60_000);
    List<Comparison> rows = new ArrayList<>();
    List<Series> spectra = new ArrayList<>();
    int components = quick ? 10 : 30;
    GpHmOptions options = GpHmOptions.DEFAULT.withComponents(components, setting.scale);
    ablation(context, setting, options, rows, spectra);
    optimisers(context, setting, options, rows);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "gp-ablation",
            "Learned weights under three objectives",
            "Weights against their frequencies after the same number of steps; equal at the"
                + " start. The objective is the density of the logarithms of the weights"
                + " (Jeffreys' prior is constant there), that of the weights themselves, and the"
                + " first without the log-determinant of the covariance, which is what"
                + " penalises components that are not needed.",
            Axis.linear("frequency (cycles per unit length)"),
            Axis.log("weight").from(1e-8, 1e4),
            spectra));
    if (!quick) {
      // Fewer steps than these end before the components are selected and show nothing.
      figures.add(
          new Figure(
              "gp-components",
              "Error against the start of the frequencies",
              "Relative L2 error of the iterate with the smallest residual; frequencies start"
                  + " equally spaced from 0 to the abscissa. The solution has "
                  + String.format(java.util.Locale.ROOT, "%.2f", setting.frequency())
                  + " cycles per unit length.",
              Axis.linear("highest frequency at the start"),
              Axis.log("relative L2 error"),
              sensitivity(context, setting, options, rows)));
    }
    return new ExperimentResult(rows, figures);
  }

  private static void ablation(
      Context context,
      Setting setting,
      GpHmOptions options,
      List<Comparison> rows,
      List<Series> spectra) {
    String[] names = {"log weights", "weights", "no log-determinant"};
    List<GpHmOptions> variants =
        List.of(
            options, options.withJeffreysInWeightSpace(true), options.withLogDeterminant(false));
    for (int k = 0; k < names.length; k++) {
      context.progress().update(0.1 * k, names[k]);
      JointAdam adam = JointAdam.of(setting.problem, variants.get(k));
      adam.advance(setting.steps);
      SpectralMixtureKernel learned = adam.kernel(0);
      SpectralMixtureKernel alive = learned.pruned(0.01);
      spectra.add(Series.scatter(names[k], learned.frequencies(), learned.weights()));
      rows.add(
          Comparison.information(
              names[k] + ": relative L2 error, smallest residual", setting.error(adam.selected())));
      if (k == 0) {
        rows.add(
            Comparison.absolute(
                "log weights: components of " + learned.components() + " above 1 % of the largest",
                2,
                "1 to 3 in the stored runs",
                alive.components(),
                1));
        double nearest =
            Arrays.stream(alive.frequencies())
                .boxed()
                .min(
                    (a, b) ->
                        Double.compare(
                            Math.abs(a - setting.frequency()), Math.abs(b - setting.frequency())))
                .orElseThrow();
        rows.add(
            Comparison.absolute(
                "log weights: the frequency of the solution among them",
                setting.frequency(),
                "exact",
                nearest,
                0.02));
      } else {
        rows.add(
            Comparison.information(
                names[k] + ": components of " + learned.components() + " above 1 % of the largest",
                alive.components()));
      }
    }
  }

  private static List<Series> sensitivity(
      Context context, Setting setting, GpHmOptions options, List<Comparison> rows) {
    List<Series> series = new ArrayList<>();
    double[] scales = new double[4];
    Arrays.setAll(scales, i -> setting.scale * (i + 1) / 3.0);
    for (int q : new int[] {5, 15, 30}) {
      double[] error = new double[scales.length];
      for (int i = 0; i < scales.length; i++) {
        context.progress().update(0.3 + 0.5 * q / 31, q + " components");
        JointAdam adam = JointAdam.of(setting.problem, options.withComponents(q, scales[i]));
        adam.advance(setting.steps);
        error[i] = setting.error(adam.selected());
      }
      series.add(Series.line(q + " components", scales, error));
      rows.add(
          Comparison.information(
              q + " components: largest of the errors from four starts",
              Arrays.stream(error).max().orElseThrow()));
    }
    return series;
  }

  private static void optimisers(
      Context context, Setting setting, GpHmOptions options, List<Comparison> rows) {
    for (GpHmOptions.Mode mode :
        new GpHmOptions.Mode[] {GpHmOptions.Mode.VARIABLE_PROJECTION, GpHmOptions.Mode.EVIDENCE}) {
      context.progress().update(0.9, mode.toString());
      GpPdeSolution s = GpHmSolver.solve(setting.problem, options.withMode(mode).withSteps(60));
      rows.add(
          Comparison.absolute(
                  (mode == GpHmOptions.Mode.EVIDENCE ? "evidence" : "variable projection")
                      + ": relative L2 error after at most 60 quasi-Newton steps",
                  0,
                  "exact solution; the tolerance is the goal",
                  setting.error(s),
                  1e-3)
              .withNote(s.iterations() + " steps"));
    }
  }
}
