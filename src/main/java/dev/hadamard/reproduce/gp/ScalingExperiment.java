package dev.hadamard.reproduce.gp;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.GpPdeSolution;
import dev.hadamard.gp.pde.JointAdam;
import dev.hadamard.gp.pde.PdeBenchmarks;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
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
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/**
 * Time and memory against the grid, beside the cost models: 2 M Σ M_d operations of a Kronecker
 * product, Q M + M² + M log M of a joint step, and the compressed least-squares problem of the
 * exact mode in three dimensions. Times belong to the machine and stand in notes and figures only.
 */
public final class ScalingExperiment implements Experiment {
  private static final int COMPONENTS = 30;

  /** Constructs the experiment. */
  public ScalingExperiment() {}

  @Override
  public String id() {
    return "gp-e6";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Time and memory against the grid, beside the cost models";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(budget == Budget.QUICK ? 5 : 60);
  }

  @Override
  public ExperimentResult run(Context context) {
    boolean quick = context.budget() == Budget.QUICK;
    List<Comparison> rows = new ArrayList<>();
    List<Series> products = products(context, quick, rows);
    StringBuilder memory = new StringBuilder();
    List<Series> steps = steps(context, quick, rows, memory);
    List<Series> cubes = cubes(context, quick, rows);
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "gp-scaling-product",
                "Kronecker products in three dimensions",
                "Time of (A ⊗ B ⊗ C) x on n³ points, and the model 2 M Σ n operations through the"
                    + " largest. Measured over model: "
                    + ratios(products)
                    + ". Measured on this machine, at one time.",
                Axis.log("points of the grid"),
                Axis.log("time (ms)"),
                products),
            new Figure(
                "gp-scaling-step",
                "One step of joint learning",
                "Time of a step with 30 components on one axis, and the model a Q M + b M² with both"
                    + " constants from the two ends. Measured over model: "
                    + ratios(steps)
                    + ". Memory in use over that of the table of the covariance: "
                    + memory
                    + ". Measured on this machine, at one time.",
                Axis.log("points of the axis"),
                Axis.log("time (ms)"),
                steps),
            new Figure(
                "gp-scaling-exact",
                "Exact mode in three dimensions",
                "Time of AUTO, which chooses by the residual, and a model proportional to the number"
                    + " of points through the largest. Measured over model: "
                    + ratios(cubes)
                    + ". Measured on this machine, at one time.",
                Axis.log("points of the grid"),
                Axis.log("time (s)"),
                cubes)));
  }

  /** Of the first series over the second. */
  private static String ratios(List<Series> two) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < two.get(0).size(); i++) {
      all.add(String.format(Locale.ROOT, "%.2f", two.get(0).y(i) / two.get(1).y(i)));
    }
    return String.join(", ", all);
  }

  private static double milliseconds(Runnable work, int repeats) {
    double[] times = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = (System.nanoTime() - start) * 1e-6;
    }
    Arrays.sort(times);
    return times[repeats / 2];
  }

  private static List<Series> products(Context context, boolean quick, List<Comparison> rows) {
    int[] sizes = quick ? new int[] {16, 32, 64} : new int[] {16, 32, 64, 128};
    double[] points = new double[sizes.length];
    double[] time = new double[sizes.length];
    double[] operations = new double[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      context.progress().update(0.05 * k, "products on " + sizes[k] + "³ points");
      int n = sizes[k];
      int[] shape = {n, n, n};
      double[] x = new double[n * n * n];
      DMatrixRMaj a = new DMatrixRMaj(n, n);
      for (int i = 0; i < x.length; i++) {
        x[i] = (i * 37 % 101) / 101.0;
      }
      for (int i = 0; i < a.data.length; i++) {
        a.data[i] = (i * 53 % 89) / 89.0;
      }
      points[k] = x.length;
      operations[k] = 2.0 * x.length * 3 * n;
      Runnable work =
          () -> {
            double[] y = x;
            for (int d = 0; d < 3; d++) {
              y = AxisProducts.multiply(Transpose.NO, a, y, shape, d);
            }
          };
      milliseconds(work, n < 64 ? 200 : 10);
      time[k] = milliseconds(work, n < 64 ? 51 : 7);
    }
    int last = sizes.length - 1;
    double[] model = new double[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      model[k] = time[last] * operations[k] / operations[last];
      rows.add(
          Comparison.information(
              "Kronecker product on " + sizes[k] + "³ points: operations of the model",
              operations[k]));
    }
    return List.of(Series.scatter("measured", points, time), Series.line("model", points, model));
  }

  private static List<Series> steps(
      Context context, boolean quick, List<Comparison> rows, StringBuilder memory) {
    int[] sizes = quick ? new int[] {128, 256, 512} : new int[] {128, 256, 512, 1024, 2048};
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-single_sin");
    double[] points = new double[sizes.length];
    double[] time = new double[sizes.length];
    double[] bytes = new double[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      context.progress().update(0.3 + 0.1 * k, "a step on " + sizes[k] + " points");
      PdeProblem p = b.problem().withSizes(sizes[k]);
      GpHmOptions options = GpHmOptions.DEFAULT.withComponents(COMPONENTS, 30);
      JointAdam adam = JointAdam.of(p, options);
      adam.advance(quick ? 300 : 1500);
      points[k] = sizes[k];
      time[k] = milliseconds(() -> adam.advance(20), 9) / 20;
      bytes[k] = memory(p, options);
    }
    int last = sizes.length - 1;
    double m0 = points[0];
    double m1 = points[last];
    double square = Math.max(0, (time[last] / m1 - time[0] / m0) / (m1 - m0));
    double linear = time[last] / m1 - square * m1;
    double[] model = new double[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      double m = points[k];
      model[k] = linear * m + square * m * m;
      // Values, and the gradients in three parameters, of two orders at each lag.
      double doubles = 3 * 2 * COMPONENTS * m;
      rows.add(
          Comparison.information(
              "joint step on " + sizes[k] + " points: bytes of the table of the covariance",
              8 * doubles));
      memory
          .append(k == 0 ? "" : ", ")
          .append(String.format(Locale.ROOT, "%.2f", bytes[k] / (8 * doubles)));
    }
    return List.of(Series.scatter("measured", points, time), Series.line("model", points, model));
  }

  /** Bytes of one solver: the growth of the heap with a few of them. */
  private static double memory(PdeProblem p, GpHmOptions options) {
    int count = 8;
    List<JointAdam> kept = new ArrayList<>();
    long before = used();
    for (int i = 0; i < count; i++) {
      JointAdam adam = JointAdam.of(p, options);
      adam.advance(1);
      kept.add(adam);
    }
    long after = used();
    return (after - before) / (double) kept.size();
  }

  private static long used() {
    System.gc();
    Runtime r = Runtime.getRuntime();
    return r.totalMemory() - r.freeMemory();
  }

  private static List<Series> cubes(Context context, boolean quick, List<Comparison> rows) {
    List<Double> points = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_3d-products");
    for (int n : quick ? new int[] {32, 48} : new int[] {32, 64, 96, 128}) {
      context.progress().update(0.7, n + "³ points");
      UniformAxis[] axes = new UniformAxis[3];
      Arrays.fill(axes, new UniformAxis(0, 1, n));
      PdeProblem p = b.problem().withSizes(n, n, n);
      long start = System.nanoTime();
      GpPdeSolution s = GpHmSolver.solve(p, GpHmOptions.DEFAULT);
      double elapsed = (System.nanoTime() - start) * 1e-9;
      rows.add(
          Comparison.absolute(
                  "Poisson in three dimensions, " + n + "³ points: relative L2 error",
                  0,
                  "exact solution; the tolerance is the goal",
                  b.errors(s).relativeL2(),
                  1e-8)
              .withNote(
                  String.format(
                      Locale.ROOT, "%d unknowns for %d points", s.chosen().unknowns(), n * n * n)));
      points.add((double) n * n * n);
      seconds.add(elapsed);
    }
    double[] x = points.stream().mapToDouble(v -> v).toArray();
    double[] y = seconds.stream().mapToDouble(v -> v).toArray();
    int last = x.length - 1;
    double[] model = Arrays.stream(x).map(v -> y[last] * v / x[last]).toArray();
    return List.of(Series.scatter("measured", x, y), Series.line("model", x, model));
  }
}
