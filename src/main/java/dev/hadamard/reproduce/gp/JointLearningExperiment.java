package dev.hadamard.reproduce.gp;

import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpPdeSolution;
import dev.hadamard.gp.pde.JointAdam;
import dev.hadamard.gp.pde.PdeBenchmarks;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.kernel.Elementary;
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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/**
 * The paper's joint maximisation by Adam: its stored trajectory, the error against the steps, and
 * the spectrum that is learned.
 */
public final class JointLearningExperiment implements Experiment {
  private static final int CHECKPOINTS = 20;

  /** Constructs the experiment. */
  public JointLearningExperiment() {}

  @Override
  public String id() {
    return "gp-e3";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Joint learning by Adam: stored trajectory, convergence and learned spectrum";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return budget == Budget.QUICK ? Duration.ofSeconds(6) : Duration.ofMinutes(20);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    trajectory(rows);
    boolean quick = context.budget() == Budget.QUICK;
    List<Series> curves = new ArrayList<>();
    double wave = quick ? 20 : 100;
    PdeProblem unit = sine(wave, quick ? 40 : 200);
    double scale = quick ? 8 : 30;
    int steps = quick ? 8000 : 100_000;
    String name = quick ? "sin 20x" : "sin 100x";
    GpHmOptions options = GpHmOptions.DEFAULT.withComponents(30, scale);
    JointAdam student =
        learn(context, name + ", Student-t", unit, wave, options, steps, curves, rows);
    GpPdeSolution selected = student.selected();
    rows.add(
        Comparison.absolute(
            name + ": strongest frequency of the iterate with the smallest residual",
            wave / (2 * Math.PI),
            "exact",
            strongest(selected),
            quick ? 0.02 : 0.001));
    if (!quick) {
      learn(
          context,
          name + ", Gaussian",
          unit,
          wave,
          options.withSpectrum(Spectrum.gaussian()),
          steps,
          curves,
          rows);
      full(context, rows, curves);
    }
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "gp-joint-convergence",
                "Learning by Adam",
                "Relative L2 error of the current solution against the steps. The last value is"
                    + " the result; a minimum on the way could only be chosen by knowing the"
                    + " solution.",
                Axis.linear("steps of Adam"),
                Axis.log("relative L2 error"),
                curves),
            spectrum(selected, name, scale)));
  }

  private static void trajectory(List<Comparison> rows) throws IOException {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-single_sin");
    JointAdam adam = JointAdam.of(b.problem(), GpHmOptions.DEFAULT);
    for (CSVRecord row : References.read("adam_trajectory.csv")) {
      int step = Integer.parseInt(row.get("step"));
      if (!row.get("equation").equals(b.id()) || (step != 0 && step != 45 && step != 95)) {
        continue;
      }
      adam.advance(step + 1 - adam.steps());
      rows.add(
          Comparison.absolute(
              "sin 100x, 400 points, step " + step + ": log of the objective",
              References.number(row, "logLoss"),
              References.STORED,
              Elementary.log(adam.objective()),
              1e-8));
      rows.add(
          Comparison.absolute(
              "sin 100x, 400 points, step " + step + ": relative L2 error",
              References.number(row, "relL2"),
              References.STORED,
              b.errors(adam.solution()).relativeL2(),
              1e-8));
    }
  }

  private static JointAdam learn(
      Context context,
      String name,
      PdeProblem problem,
      double wave,
      GpHmOptions options,
      int steps,
      List<Series> curves,
      List<Comparison> rows) {
    JointAdam adam = JointAdam.of(problem, options);
    double[] at = new double[CHECKPOINTS + 1];
    double[] error = new double[CHECKPOINTS + 1];
    for (int k = 0; k <= CHECKPOINTS; k++) {
      context.progress().update((double) k / (CHECKPOINTS + 1), name);
      int target = Math.max(1, steps * k / CHECKPOINTS);
      adam.advance(target - adam.steps());
      at[k] = adam.steps();
      error[k] = error(adam.solution(), wave);
    }
    curves.add(Series.line(name, at, error));
    rows.add(
        Comparison.information(
            name + ": error of the iterate with the smallest residual",
            error(adam.selected(), wave)));
    rows.add(
        Comparison.information(
                name + ": last error after " + adam.steps() + " steps", error[CHECKPOINTS])
            .withNote(
                "smallest of "
                    + CHECKPOINTS
                    + " checkpoints against the truth: "
                    + Arrays.stream(error).min().orElseThrow()));
    return adam;
  }

  private static PdeProblem sine(double wave, int points) {
    return PdeProblem.on(new UniformAxis(0, 1, points))
        .term(1, 2)
        .source(x -> -wave * wave * Trigonometric.sin(wave * x[0]))
        .dirichlet(x -> Trigonometric.sin(wave * x[0]))
        .build();
  }

  private static double error(GpPdeSolution s, double wave) {
    double[] x = s.problem().axes().get(0).withSize(300).points();
    double[] truth = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      truth[i] = Trigonometric.sin(wave * x[i]);
    }
    return PdeBenchmarks.Errors.of(s.onGrid(x), truth).relativeL2();
  }

  private static double strongest(GpPdeSolution s) {
    double[] weights = s.weights(0);
    int best = 0;
    for (int q = 1; q < weights.length; q++) {
      best = weights[q] > weights[best] ? q : best;
    }
    return s.frequencies(0)[best];
  }

  private static Figure spectrum(GpPdeSolution s, String name, double scale) {
    double[] weights = s.weights(0);
    double[] before = new double[weights.length];
    double[] start = new double[weights.length];
    Arrays.fill(before, 1.0 / weights.length);
    Arrays.setAll(start, q -> scale * q / (weights.length - 1));
    return new Figure(
        "gp-learned-spectrum",
        "Learned spectrum of " + name,
        "Weights of the 30 components against their frequencies, at the start and learned. The"
            + " logarithmic parametrisation prunes what the solution does not contain; sin kx has"
            + " frequency k/2π.",
        Axis.linear("frequency (cycles per unit length)"),
        Axis.log("weight"),
        List.of(
            Series.scatter("start", start, before),
            Series.scatter("learned", s.frequencies(0), weights)));
  }

  /**
   * A stored run.
   *
   * @param change the part of the steps after which the second process takes over, or 0
   */
  private record Run(String id, String kernel, int grid, double scale, int steps, double change) {
    boolean matches(CSVRecord row) {
      boolean second = change > 0;
      return row.get("equation").equals(id)
          && row.get("kernel").equals(second ? kernel + "+Matern52" : kernel)
          && row.get("gridPerAxis").equals(Integer.toString(grid))
          && row.get("domainLength").equals(second ? "1" : "2pi")
          && row.get("steps").equals(Integer.toString(steps))
          && (!second || References.number(row, "changePoint") == change);
    }
  }

  /** Every case of one dimension with both spectra, to the steps of the stored run. */
  private static final List<Run> RUNS =
      List.of(
          new Run("poisson_1d-single_sin", "StM", 400, 30, 100_000, 0),
          new Run("poisson_1d-single_sin", "GM", 400, 30, 100_000, 0),
          new Run("poisson_1d-sin_cos", "StM", 400, 30, 100_000, 0),
          new Run("poisson_1d-sin_cos", "GM", 400, 30, 100_000, 0),
          new Run("poisson_1d-x_time_sinx", "StM", 900, 50, 100_000, 0),
          new Run("poisson_1d-x_time_sinx", "GM", 900, 50, 100_000, 0),
          new Run("poisson_1d-mix_sin", "StM", 200, 30, 1_000_000, 0.5),
          new Run("poisson_1d-mix_sin", "GM", 200, 30, 1_000_000, 0.5),
          new Run("poisson_1d-x2_add_sinx", "StM", 200, 100, 1_000_000, 0.3),
          new Run("poisson_1d-x2_add_sinx", "GM", 200, 100, 1_000_000, 0.1),
          new Run("allencahn_1d-single_sin", "StM", 400, 20, 100_000, 0),
          new Run("allencahn_1d-single_sin", "GM", 400, 20, 100_000, 0),
          new Run("allencahn_1d-sin_cos", "StM", 400, 20, 100_000, 0),
          new Run("allencahn_1d-sin_cos", "GM", 400, 20, 100_000, 0));

  private static void full(Context context, List<Comparison> rows, List<Series> curves)
      throws IOException {
    List<CSVRecord> stored = References.read("repo_results.csv");
    for (Run run : RUNS) {
      PdeBenchmarks.Benchmark b = PdeBenchmarks.of(run.id);
      GpHmOptions options =
          GpHmOptions.DEFAULT
              .withSpectrum(run.kernel.equals("GM") ? Spectrum.gaussian() : Spectrum.studentT(5))
              .withComponents(30, run.scale);
      JointAdam adam = JointAdam.of(b.problem().withSizes(run.grid), options);
      int before = 0;
      int change = (int) (run.change * run.steps);
      double best = Double.POSITIVE_INFINITY;
      double[] at = new double[CHECKPOINTS];
      double[] error = new double[CHECKPOINTS];
      for (int k = 1; k <= CHECKPOINTS; k++) {
        context.progress().update((double) k / CHECKPOINTS, run.id + " " + run.kernel);
        int target = (int) ((long) run.steps * k / CHECKPOINTS);
        if (change > 0 && before == 0 && target >= change) {
          adam.advance(change - adam.steps());
          before = change;
          adam = adam.withSecondProcessFromSelected();
        }
        adam.advance(target - before - adam.steps());
        at[k - 1] = target;
        error[k - 1] = b.errors(adam.solution()).relativeL2();
        best = Math.min(best, error[k - 1]);
      }
      String name = run.id + ", " + options.spectrum();
      curves.add(Series.line(name, at, error));
      CSVRecord row = stored.stream().filter(run::matches).findFirst().orElseThrow();
      double reference = References.number(row, "minError");
      rows.add(
          Comparison.absolute(
                  name + ": error of the iterate with the smallest residual",
                  0,
                  References.STORED + "; the tolerance is 10 times its smallest error",
                  b.errors(adam.selected()).relativeL2(),
                  10 * reference)
              .withNote(
                  String.format(
                      Locale.ROOT,
                      "last %.1e, smallest of %d checkpoints against the truth %.1e; stored run:"
                          + " last %.1e, smallest %.1e, %s s",
                      error[CHECKPOINTS - 1],
                      CHECKPOINTS,
                      best,
                      References.number(row, "lastError"),
                      reference,
                      row.get("seconds"))));
    }
  }
}
