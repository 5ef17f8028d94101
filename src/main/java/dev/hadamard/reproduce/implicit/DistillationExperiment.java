package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.Objectives;
import dev.hadamard.optim.SolverOptions;
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
import java.util.function.BinaryOperator;
import org.apache.commons.csv.CSVRecord;

/**
 * Distillation of a data set into one point for each class: the points are learned such that a
 * classifier trained on them alone does well on all data.
 */
public final class DistillationExperiment implements Experiment {
  private static final int CLASSES = 5;
  private static final int FEATURES = 20;
  private static final int POINTS = 300;
  private static final int OUTER_STEPS = 60;

  /** Constructs the experiment. */
  public DistillationExperiment() {}

  @Override
  public String id() {
    return "implicit-e3";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Data set distillation by implicit differentiation of logistic regression";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(5);
  }

  /** The mean cross entropy of rows of scores. */
  private static NdArray crossEntropy(NdArray scores, NdArray labels) {
    return scores.logSumExp(1).minus(scores.times(labels).sum(1)).mean();
  }

  private static double accuracy(NdArray x, int[] labels, NdArray w) {
    NdArray scores = x.matmul(w);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] row = scores.at(i).toArray();
      int best = 0;
      for (int j = 1; j < row.length; j++) {
        best = row[j] > row[best] ? j : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** The gradient through T gradient steps of size 1 tends to the implicit one. */
  private static Figure unrolled(
      BinaryOperator<NdArray> inner,
      NdArray train,
      NdArray labels,
      NdArray points,
      NdArray exact,
      List<Comparison> rows) {
    int[] iterations = {10, 50, 100, 200};
    double[] errors = {0.35, 4.8e-3, 2.2e-5, 5e-10};
    NdArray start = NdArray.zeros(FEATURES, CLASSES);
    double[] steps = new double[iterations.length];
    double[] found = new double[iterations.length];
    for (int i = 0; i < iterations.length; i++) {
      DifferentiableSolver<?> fit =
          DifferentiableSolver.of(
              GradientDescent.of(inner)
                  .withStepSize(1)
                  .withAcceleration(false)
                  .withOptions(new SolverOptions(1e-300, iterations[i])),
              BackwardMode.unrolled());
      NdArray gradient =
          Autodiff.gradient(p -> crossEntropy(train.matmul(fit.apply(start, p)), labels), points);
      steps[i] = iterations[i];
      found[i] = gradient.minus(exact).norm().value() / exact.norm().value();
      rows.add(
          Comparison.relative(
              "unrolled gradient, " + iterations[i] + " steps: relative error",
              errors[i],
              References.INDEPENDENT,
              found[i],
              0.1));
    }
    return new Figure(
        "implicit-distillation-unrolled",
        "Gradients through the steps of the inner solver",
        "Relative difference of the gradient through T gradient steps from that by the implicit"
            + " function theorem, at the first distilled points.",
        Axis.linear("inner steps T"),
        Axis.log("relative error of the gradient"),
        List.of(
            Series.line("through the steps", steps, found),
            Series.scatter("independent values", steps, errors)));
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<CSVRecord> reference = References.read("exp3_distillation_gradient.csv");
    Generator r = new Generator(5);
    NdArray prototypes = r.normals(CLASSES, FEATURES);
    int[] labels = new int[POINTS];
    Arrays.setAll(labels, i -> i % CLASSES);
    NdArray centres = prototypes.take(labels);
    NdArray train = centres.plus(r.normals(POINTS, FEATURES).times(1.5));
    NdArray test = centres.plus(r.normals(POINTS, FEATURES).times(1.5));
    NdArray trainLabels = NdArray.identity(CLASSES).take(labels);
    NdArray first = r.normals(CLASSES, FEATURES).times(1.0 / FEATURES);
    NdArray identity = NdArray.identity(CLASSES);

    BinaryOperator<NdArray> inner =
        (w, points) -> crossEntropy(points.matmul(w), identity).plus(w.squaredNorm().times(0.05));
    DifferentiableSolver<Lbfgs.State> fit =
        DifferentiableSolver.of(
            Lbfgs.of(inner).withOptions(new SolverOptions(1e-13, 1000)), BackwardMode.implicit());
    NdArray start = NdArray.zeros(FEATURES, CLASSES);

    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(
            p -> crossEntropy(train.matmul(fit.apply(start, p)), trainLabels), first);
    List<Comparison> rows = new ArrayList<>();
    rows.add(
        Comparison.relative(
            "outer loss",
            References.vector(reference, "outer_loss")[0],
            References.INDEPENDENT,
            at.value().value(),
            1e-12));
    rows.add(
        Comparison.relative(
            "‖W‖",
            References.vector(reference, "norm_W")[0],
            References.INDEPENDENT,
            fit.apply(start, first).norm().value(),
            1e-10));
    double[] expected = References.vector(reference, "outer_gradient_wrt_theta_row_major");
    NdArray difference = at.gradient().flatten().minus(NdArray.of(expected));
    rows.add(
        Comparison.absolute(
            "gradient in the distilled points, largest deviation / largest entry",
            0,
            References.INDEPENDENT,
            difference.normInf().value() / NdArray.of(expected).normInf().value(),
            1e-8));

    Figure precision = unrolled(inner, train, trainLabels, first, at.gradient(), rows);

    // Gradient steps with Armijo backtracking; the rate is doubled before each.
    double[] losses = new double[OUTER_STEPS + 1];
    NdArray points = first;
    double rate = 1;
    losses[0] = at.value().value();
    for (int k = 1; k <= OUTER_STEPS; k++) {
      context.progress().update((double) k / OUTER_STEPS, "outer steps");
      double slope = at.gradient().squaredNorm().value();
      rate *= 2;
      while (true) {
        NdArray next = points.minus(at.gradient().times(rate));
        double loss = crossEntropy(train.matmul(fit.apply(start, next)), trainLabels).value();
        if (loss <= at.value().value() - 1e-4 * rate * slope || rate < 1e-12) {
          points = next;
          break;
        }
        rate /= 2;
      }
      at =
          Autodiff.valueAndGradient(
              p -> crossEntropy(train.matmul(fit.apply(start, p)), trainLabels), points);
      losses[k] = at.value().value();
    }
    double distilled = accuracy(test, labels, fit.apply(start, points));
    double real = accuracy(test, labels, fit.apply(start, train.slice(0, 0, CLASSES)));
    rows.add(
        Comparison.absolute(
            "outer loss after 60 steps",
            0.144,
            References.INDEPENDENT,
            losses[OUTER_STEPS],
            0.002));
    rows.add(
        Comparison.absolute(
            "test accuracy of the distilled points",
            0.907,
            References.INDEPENDENT,
            distilled,
            0.01));
    rows.add(
        Comparison.absolute(
            "test accuracy of one real point for each class",
            0.56,
            References.INDEPENDENT,
            real,
            0.005));
    NdArray all =
        Lbfgs.of(Objectives.multiclassLogistic(train, labels, CLASSES))
            .withOptions(new SolverOptions(1e-9, 1000))
            .run(start, NdArray.scalar(1e-3))
            .orThrow();
    rows.add(
        Comparison.absolute(
            "test accuracy of all training points",
            0.87,
            References.INDEPENDENT,
            accuracy(test, labels, all),
            0.01));
    double[] steps = new double[OUTER_STEPS + 1];
    Arrays.setAll(steps, i -> i);
    Figure figure =
        new Figure(
            "implicit-distillation",
            "Distilling a data set",
            "Loss on 300 training points of a classifier trained on five learned points, against"
                + " the gradient steps on these points.",
            Axis.linear("outer steps"),
            Axis.log("mean cross entropy on all training data"),
            List.of(Series.line("distilled points", steps, losses)));
    return new ExperimentResult(rows, List.of(figure, precision));
  }
}
