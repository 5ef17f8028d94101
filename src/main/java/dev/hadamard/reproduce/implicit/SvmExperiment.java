package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.implicit.ImplicitDiff;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.implicit.LinearSolver;
import dev.hadamard.implicit.Sensitivity;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.ProjectedGradient;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.optim.SolverResult;
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
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.commons.csv.CSVRecord;

/**
 * Hypergradients of a multiclass support vector machine, whose dual solution is not unique although
 * the hypergradient is: from two optimality mappings, and through the iterations.
 */
public final class SvmExperiment implements Experiment {
  private static final int TRAIN = 60;
  private static final int VALIDATION = 40;
  private static final int FEATURES = 20;
  private static final int CLASSES = 3;

  /** Unfinished iterates and dual solutions that are not unique are meant. */
  static final ImplicitOptions QUIET =
      ImplicitOptions.DEFAULT.withPolicies(
          ImplicitOptions.Policy.ACCEPT,
          ImplicitOptions.Singular.LEAST_SQUARES,
          ImplicitOptions.Policy.ACCEPT,
          ImplicitOptions.Policy.ACCEPT);

  /** Constructs the experiment. */
  public SvmExperiment() {}

  @Override
  public String id() {
    return "implicit-e2";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Figure: hyper-parameters of a multiclass SVM, implicit against unrolled";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(budget.choose(8, 25));
  }

  /** Features with rows of norm 1, and labels as unit vectors. */
  record Sample(NdArray x, NdArray y, int[] labels) {}

  static Sample sample(Generator r, NdArray prototypes, int n) {
    int classes = prototypes.extent(0);
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (int) (r.uniform() * classes);
    }
    NdArray x = prototypes.take(labels).times(0.6).plus(r.normals(n, prototypes.extent(1)));
    x = x.dividedBy(x.norm(1).reshape(n, 1));
    return new Sample(x, NdArray.identity(classes).take(labels), labels);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<CSVRecord> reference = References.read("exp2_svm_hypergradient.csv");
    Generator r = new Generator(11);
    NdArray prototypes = r.normals(CLASSES, FEATURES);
    Sample train = sample(r, prototypes, TRAIN);
    Sample validation = sample(r, prototypes, VALIDATION);

    BinaryOperator<NdArray> dual =
        (b, lambda) ->
            train
                .x
                .transposeMatmul(train.y.minus(b))
                .squaredNorm()
                .times(lambda.negate().exp().times(0.5))
                .plus(b.dot(train.y));
    BinaryOperator<NdArray> weights =
        (b, lambda) -> train.x.transposeMatmul(train.y.minus(b)).times(lambda.negate().exp());
    BinaryOperator<NdArray> outer =
        (b, lambda) ->
            validation
                .x
                .matmul(weights.apply(b, lambda))
                .minus(validation.y)
                .squaredNorm()
                .times(0.5);
    ProximalGradient inner =
        ProjectedGradient.of(dual, Projections.simplexRows())
            .withOptions(new SolverOptions(1e-12, 100_000));
    OptimalityCondition projected = inner.optimality();
    OptimalityCondition mirror = OptimalityCondition.mirrorDescent(dual, 1);
    NdArray start = NdArray.full(1.0 / CLASSES, TRAIN, CLASSES);

    List<Comparison> rows = new ArrayList<>();
    for (int i = 0; i < reference.size(); i++) {
      context.progress().update(0.3 * i / reference.size(), "hypergradients");
      CSVRecord row = reference.get(i);
      double value = References.number(row, "lambda");
      NdArray lambda = NdArray.scalar(value);
      SolverResult solution = inner.run(start, lambda);
      NdArray b = solution.solution();
      String at = ", λ = " + value;
      rows.add(
          Comparison.relative(
              "outer loss" + at,
              References.number(row, "outer_loss"),
              References.INDEPENDENT,
              outer.apply(b, lambda).value(),
              1e-8));
      double expected = References.number(row, "d_outer_d_lambda");
      NdArray direct = Autodiff.gradient(l -> outer.apply(b, l), lambda);
      NdArray cotangent = Autodiff.gradient(z -> outer.apply(z, lambda), b);
      Sensitivity reduced =
          ImplicitDiff.rootVjp(projected, b, lambda, cotangent, quiet(LinearSolver.AUTO));
      rows.add(
          Comparison.relative(
                  "hypergradient, projected gradient" + at,
                  expected,
                  References.INDEPENDENT,
                  direct.plus(reduced.value()).value(),
                  1e-6)
              .withNote(
                  "Reduced symmetric system: "
                      + reduced.diagnostics().linearIterations()
                      + " iterations of conjugate gradients."));
      Sensitivity entropic =
          ImplicitDiff.rootVjp(mirror, b, lambda, cotangent, quiet(LinearSolver.LSQR));
      rows.add(
          Comparison.relative(
                  "hypergradient, mirror descent" + at,
                  expected,
                  References.INDEPENDENT,
                  direct.plus(entropic.value()).value(),
                  1e-6)
              .withNote(
                  "Residual mapping: "
                      + entropic.diagnostics().linearIterations()
                      + " iterations on the normal equations."));
    }
    return new ExperimentResult(
        rows,
        List.of(
            figure(context, train, dual, outer, inner, start, projected),
            SvmRace.run(context, rows)));
  }

  private static ImplicitOptions quiet(LinearSolver solver) {
    return QUIET.with(solver);
  }

  /** The error of the hypergradient at the iterates of projected gradient descent. */
  private static Figure figure(
      Context context,
      Sample train,
      BinaryOperator<NdArray> dual,
      BinaryOperator<NdArray> outer,
      ProximalGradient inner,
      NdArray start,
      OptimalityCondition projected) {
    NdArray lambda = NdArray.scalar(0.5);
    NdArray best = inner.run(start, lambda).solution();
    double exact = hypergradient(outer, projected, best, lambda);
    double largest = train.x.singularValues().at(0).value();
    double step = dev.hadamard.kernel.Elementary.exp(0.5) / (largest * largest);
    int[] iterations = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    double[] t = new double[iterations.length];
    double[] implicit = new double[iterations.length];
    double[] unrolled = new double[iterations.length];
    for (int i = 0; i < t.length; i++) {
      context.progress().update(0.3 + 0.2 * i / t.length, "unrolled runs");
      t[i] = iterations[i];
      ProximalGradient run =
          ProjectedGradient.of(dual, Projections.simplexRows())
              .withStepSize(step)
              .withAcceleration(false)
              .withOptions(new SolverOptions(0, iterations[i]));
      NdArray b = run.run(start, lambda).solution();
      implicit[i] = error(hypergradient(outer, projected, b, lambda), exact);
      DifferentiableSolver<?> through = DifferentiableSolver.of(run, BackwardMode.unrolled());
      unrolled[i] =
          error(
              Autodiff.gradient(l -> outer.apply(through.apply(start, l), l), lambda).value(),
              exact);
    }
    return new Figure(
        "implicit-svm-hypergradient",
        "Hypergradients at unfinished inner problems",
        "Relative error of the hypergradient of a multiclass SVM at λ = 0.5 after t steps of"
            + " projected gradient descent: by implicit differentiation of the iterate, and through"
            + " the iterations, whose memory grows with t.",
        Axis.log("inner iterations t"),
        Axis.log("relative error of the hypergradient"),
        List.of(Series.line("implicit", t, implicit), Series.line("unrolled", t, unrolled)));
  }

  private static double error(double value, double exact) {
    return Math.max(Math.abs(value / exact - 1), 1e-15);
  }

  private static double hypergradient(
      BinaryOperator<NdArray> outer, OptimalityCondition condition, NdArray b, NdArray lambda) {
    NdArray cotangent = Autodiff.gradient(z -> outer.apply(z, lambda), b);
    return Autodiff.gradient(l -> outer.apply(b, l), lambda).value()
        + ImplicitDiff.rootVjp(condition, b, lambda, cotangent, quiet(LinearSolver.AUTO))
            .value()
            .value();
  }
}
