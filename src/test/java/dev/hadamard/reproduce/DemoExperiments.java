package dev.hadamard.reproduce;

import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentRegistry;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Experiments of no paper, to try the runner and the report with. */
public final class DemoExperiments {
  private static final Paper PAPER =
      new Paper("Means of <random> & other \"numbers\"", "0000.00001");

  private DemoExperiments() {}

  /** One that works, and one that fails. */
  public static ExperimentRegistry registry() {
    return ExperimentRegistry.of(List.of(new Means(), new Broken()));
  }

  private record Means() implements Experiment {
    @Override
    public String id() {
      return "demo-means";
    }

    @Override
    public Paper paper() {
      return PAPER;
    }

    @Override
    public String subject() {
      return "Figure 1: convergence of a mean";
    }

    @Override
    public Duration expectedDuration(Budget budget) {
      return budget.choose(Duration.ofSeconds(1), Duration.ofMinutes(3));
    }

    @Override
    public ExperimentResult run(Context context) {
      SplittableRandom random = new SplittableRandom(context.seed());
      int n = context.budget().choose(1000, 100_000);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += random.nextDouble();
        context.progress().update((double) i / n, "drawing");
      }
      double mean = sum / n;
      return new ExperimentResult(
          List.of(
              Comparison.absolute("mean of uniform numbers", 0.5, "exact", mean, 0.05),
              Comparison.relative("one third of the mean", 0.2, "made up", mean / 3, 1e-3)
                  .withNote("The reference is wrong on purpose."),
              Comparison.information("sum", sum)),
          List.of(decay(), errors(), bars(), dots(mean)));
    }
  }

  private record Broken() implements Experiment {
    @Override
    public String id() {
      return "demo-broken";
    }

    @Override
    public Paper paper() {
      return PAPER;
    }

    @Override
    public String subject() {
      return "Table 2: what happens when an experiment fails";
    }

    @Override
    public Duration expectedDuration(Budget budget) {
      return Duration.ofSeconds(1);
    }

    @Override
    public ExperimentResult run(Context context) {
      throw new IllegalStateException("residual 0.1 after 7 iterations, allowed is 1e-9");
    }
  }

  /** Lines, one with a gap, over linear axes. */
  public static Figure decay() {
    int n = 200;
    double[] t = new double[n];
    double[][] y = new double[4][n];
    for (int i = 0; i < n; i++) {
      t[i] = 0.1 * i;
      for (int k = 0; k < y.length; k++) {
        y[k][i] = StrictMath.exp(-t[i] / (k + 1)) * StrictMath.cos(t[i]);
      }
    }
    y[3][50] = Double.NaN;
    return new Figure(
        "decay",
        "Damped oscillations of four dampings",
        "The slower the decay, the more periods are visible.",
        Axis.linear("time t (s)"),
        Axis.linear("elongation x_{k}(t) (m)"),
        List.of(
            Series.line("τ = 1 s", t, y[0]),
            Series.line("τ = 2 s", t, y[1]),
            Series.line("τ = 3 s", t, y[2]),
            Series.line("τ = 4 s", t, y[3])));
  }

  /** Markers with error bars over logarithmic axes. */
  public static Figure errors() {
    double[] n = {10, 100, 1000, 10_000, 100_000, 1_000_000};
    double[] euler = new double[n.length];
    double[] heun = new double[n.length];
    double[] bars = new double[n.length];
    for (int i = 0; i < n.length; i++) {
      euler[i] = 0.7 / n[i];
      heun[i] = 0.3 / (n[i] * n[i]);
      bars[i] = 0.4 * euler[i];
    }
    return new Figure(
        "errors",
        "Error against the number of steps",
        "First and second order.",
        Axis.log("steps N"),
        Axis.log("|x_{N} − x(T)|"),
        List.of(
            Series.scatter("Euler–Maruyama", n, euler).withErrors(bars),
            Series.scatter("Heun", n, heun),
            Series.line("N^{-1}", n, euler)));
  }

  /** Grouped bars with error bars over names. */
  public static Figure bars() {
    double[] at = {0, 1, 2};
    return new Figure(
        "bars",
        "Throughput",
        "Higher is better.",
        Axis.categories("library", List.of("Hadamard", "EJML", "Commons Math")),
        Axis.linear("speed (GFLOP/s)"),
        List.of(
            Series.bars("n = 64", at, new double[] {61, 4.8, 3.9}).withErrors(3, 0.4, 0.2),
            Series.bars("n = 1024", at, new double[] {88, 5.1, 4.4}).withErrors(2, 0.3, 0.2)));
  }

  /** Bars along names that read downwards. */
  private static Figure dots(double mean) {
    return new Figure(
        "dots",
        "Relative errors",
        "Signs matter.",
        Axis.linear("relative error (%)"),
        Axis.categories("", List.of("a long name of a process", "another", "third, d = 3")),
        List.of(
            Series.bars("ours", new double[] {-0.7, 5.9, mean}, new double[] {0, 1, 2}),
            Series.scatter("theirs", new double[] {-0.6, 5.5, 2}, new double[] {0, 1, 2})));
  }
}
