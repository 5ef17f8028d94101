package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BilevelProblem;
import dev.hadamard.implicit.CustomRoot;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.optim.FixedPointIteration;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.ProjectedGradient;
import dev.hadamard.optim.Projection;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.ProximalGradient;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Small problems of everyday use, each against a closed form: penalties of ridge regression and of
 * the lasso by hypergradients, an equilibrium network, a differential equation as Picard's fixed
 * point, non-negative factors, adversarial training.
 */
public final class TuningExperiment implements Experiment {
  private static final String CLOSED = "closed form";
  private static final SolverOptions EXACT = new SolverOptions(1e-12, 100_000);
  private static final int FEATURES = 12;

  /** Constructs the experiment. */
  public TuningExperiment() {}

  @Override
  public String id() {
    return "implicit-e6";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Tuning of ridge and lasso, equilibrium network, Picard iteration, factors, adversary";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(2);
  }

  /** A linear model with few weights that are not 0, for training and for validation. */
  private record Data(NdArray x, NdArray y, NdArray xv, NdArray yv) {
    static Data make() {
      Generator r = new Generator(17);
      NdArray w = NdArray.of(2, -1.5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      NdArray x = r.normals(20, FEATURES);
      NdArray xv = r.normals(60, FEATURES);
      return new Data(x, x.matmul(w).plus(r.normals(20)), xv, xv.matmul(w).plus(r.normals(60)));
    }

    NdArray validation(NdArray w) {
      return xv.matmul(w).minus(yv).squaredNorm().times(0.5 / 60);
    }

    NdArray validationGradient(NdArray w) {
      return xv.transposeMatmul(xv.matmul(w).minus(yv)).times(1.0 / 60);
    }

    NdArray fit(NdArray w) {
      return x.matmul(w).minus(y).squaredNorm().times(0.5);
    }
  }

  @Override
  public ExperimentResult run(Context context) {
    Data d = Data.make();
    List<Comparison> rows = new ArrayList<>();
    context.progress().update(0, "penalties");
    Figure figure = penalties(d, rows);
    context.progress().update(0.6, "equilibrium network");
    equilibrium(rows);
    picard(rows);
    factors(rows);
    adversary(rows);
    return new ExperimentResult(rows, List.of(figure));
  }

  private static Figure penalties(Data d, List<Comparison> rows) {
    NdArray zero = NdArray.zeros(FEATURES);
    BilevelProblem ridge =
        BilevelProblem.of(
            Lbfgs.of((w, l) -> d.fit(w).plus(w.squaredNorm().times(l.exp()).times(0.5)))
                .withOptions(EXACT),
            (w, l) -> d.validation(w),
            zero);
    BilevelProblem lasso =
        BilevelProblem.of(
            ProximalGradient.of(
                    (w, l) -> d.fit(w), (w, l, eta) -> Proxes.lasso(l.exp()).apply(w, eta))
                .withOptions(EXACT),
            (w, l) -> d.validation(w),
            zero);
    NdArray at = NdArray.scalar(0.5);
    double scale = at.exp().value();
    NdArray gram = d.x.transposeMatmul(d.x);
    NdArray h = gram.plus(NdArray.identity(FEATURES).times(scale));
    NdArray w = h.solve(d.x.transposeMatmul(d.y));
    rows.add(
        Comparison.relative(
            "ridge: hypergradient at λ = 0.5",
            d.validationGradient(w).dot(h.solve(w)).value() * -scale,
            CLOSED,
            ridge.valueAndGradient(at).gradient().value(),
            1e-9));
    double gradient = lasso.valueAndGradient(at).gradient().value();
    NdArray v = lasso.innerSolution();
    NdArray on = v.abs().step();
    // On the support the gram matrix, elsewhere the identity.
    NdArray support = gram.times(on.outer(on)).plus(on.rsubtract(1).diagonalMatrix());
    rows.add(
        Comparison.relative(
            "lasso: hypergradient at λ = 0.5",
            d.validationGradient(v).dot(support.solve(v.sign())).value() * -scale,
            CLOSED,
            gradient,
            1e-9));

    int points = 121;
    double[] lambda = new double[points];
    double[] ridgeLoss = new double[points];
    double[] lassoLoss = new double[points];
    for (int i = 0; i < points; i++) {
      lambda[i] = -4 + 0.075 * i;
      NdArray l = NdArray.scalar(lambda[i]);
      ridgeLoss[i] =
          d.validation(
                  gram.plus(NdArray.identity(FEATURES).times(Elementary.exp(lambda[i])))
                      .solve(d.x.transposeMatmul(d.y)))
              .value();
      lassoLoss[i] = lasso.value(l).value();
    }
    SolverOptions tuning = new SolverOptions(1e-8, 60);
    double bestRidge = ridge.minimise(at, tuning).solution().value();
    double bestLasso = lasso.minimise(at, tuning).solution().value();
    double tunedRidge = ridge.value(NdArray.scalar(bestRidge)).value();
    double tunedLasso = lasso.value(NdArray.scalar(bestLasso)).value();
    rows.add(
        Comparison.relative(
            "ridge: validation loss of the tuned penalty",
            least(ridgeLoss),
            "121 penalties on a grid",
            tunedRidge,
            1e-3));
    rows.add(
        Comparison.relative(
            "lasso: validation loss of the tuned penalty",
            least(lassoLoss),
            "121 penalties on a grid",
            tunedLasso,
            1e-3));
    // Beyond, both losses only rise, and so far that the minima could not be seen.
    int shown = 81;
    double[] seen = Arrays.copyOf(lambda, shown);
    return new Figure(
        "implicit-tuning",
        "Penalties found by hypergradients",
        "Validation loss of ridge regression and of the lasso over the logarithm λ of their"
            + " penalty, and where gradient-based tuning from λ = 0.5 ends.",
        Axis.linear("logarithm of the penalty λ"),
        Axis.linear("mean validation loss"),
        List.of(
            Series.line("ridge", seen, Arrays.copyOf(ridgeLoss, shown)),
            Series.line("lasso", seen, Arrays.copyOf(lassoLoss, shown)),
            Series.scatter(
                "tuned",
                new double[] {bestRidge, bestLasso},
                new double[] {tunedRidge, tunedLasso})));
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  /** x = tanh(W x + θ) and the gradient of ‖x‖², by D(I - WᵀD)⁻¹ 2x, D = diag(1 - x²). */
  private static void equilibrium(List<Comparison> rows) {
    Generator r = new Generator(5);
    int n = 30;
    NdArray weights = r.normals(n, n).times(0.4 / Math.sqrt(n));
    NdArray theta = r.normals(n);
    BinaryOperator<NdArray> layer = (x, t) -> weights.matmul(x).plus(t).tanh();
    FixedPointIteration solver = FixedPointIteration.of(layer).withOptions(EXACT);
    NdArray zero = NdArray.zeros(n);
    CustomRoot network = CustomRoot.of((s, t) -> solver.run(s, t).solution(), solver.optimality());
    NdArray gradient = Autodiff.gradient(t -> network.apply(zero, t).squaredNorm(), theta);
    NdArray x = solver.run(zero, theta).orThrow();
    NdArray slope = x.square().rsubtract(1);
    NdArray system = NdArray.identity(n).minus(slope.reshape(n, 1).times(weights));
    NdArray expected = slope.times(system.transpose().solve(x.times(2)));
    rows.add(
        Comparison.absolute(
            "equilibrium network: error of the gradient",
            0,
            CLOSED,
            gradient.minus(expected).normInf().value(),
            1e-10));
  }

  /** x' = θ x (1 - x) by Picard's iteration on a grid with the trapezoidal rule. */
  private static void picard(List<Comparison> rows) {
    int n = 400;
    double h = 1.0 / n;
    double x0 = 0.2;
    BinaryOperator<NdArray> map =
        (x, t) -> {
          NdArray f = x.times(x.rsubtract(1)).times(t);
          NdArray middle = f.slice(0, 0, n).plus(f.slice(0, 1, n + 1)).times(h / 2);
          return NdArray.concatenate(0, NdArray.zeros(1), middle.cumulativeSum(0)).plus(x0);
        };
    FixedPointIteration solver = FixedPointIteration.of(map).withOptions(EXACT);
    CustomRoot flow = CustomRoot.of((s, t) -> solver.run(s, t).solution(), solver.optimality());
    NdArray theta = NdArray.scalar(1.5);
    NdArray start = NdArray.full(x0, n + 1);
    double derivative = Autodiff.gradient(t -> flow.apply(start, t).at(n), theta).value();
    double end = 1 / (1 + (1 / x0 - 1) * Elementary.exp(-1.5));
    rows.add(
        Comparison.relative(
            "Picard iteration of the logistic equation: ∂x(1)/∂θ",
            end * (1 - end),
            CLOSED,
            derivative,
            1e-5));
  }

  /** min over H ≥ 0 of ½‖X - W H‖²: by the envelope theorem the derivative in W is -(X - W H)Hᵀ. */
  private static void factors(List<Comparison> rows) {
    Generator r = new Generator(9);
    NdArray w = r.normals(10, 3).abs();
    NdArray x = w.matmul(r.normals(3, 8).abs()).plus(r.normals(10, 8).times(0.3));
    BinaryOperator<NdArray> loss = (h, t) -> x.minus(t.matmul(h)).squaredNorm().times(0.5);
    BilevelProblem factors =
        BilevelProblem.of(
            ProjectedGradient.of(loss, Projections.nonNegative()).withOptions(EXACT),
            loss,
            NdArray.ones(3, 8));
    NdArray gradient = factors.valueAndGradient(w).gradient();
    NdArray h = factors.innerSolution();
    NdArray expected = w.matmul(h).minus(x).matmulTranspose(h);
    rows.add(
        Comparison.absolute(
            "non-negative factors: error of the derivative in W",
            0,
            "envelope theorem",
            gradient.minus(expected).normInf().value(),
            1e-8));
    // Of another loss, to which the derivative of the solution contributes all.
    NdArray target = r.normals(3, 8);
    BilevelProblem towards =
        BilevelProblem.of(
            ProjectedGradient.of(loss, Projections.nonNegative()).withOptions(EXACT),
            (z, t) -> z.minus(target).squaredNorm().times(0.5),
            NdArray.ones(3, 8));
    NdArray direction = r.normals(10, 3);
    double slope = towards.valueAndGradient(w).gradient().times(direction).sum().value();
    double step = 1e-4;
    double[] values = new double[4];
    for (int i = 0; i < 4; i++) {
      double by = step * new double[] {-2, -1, 1, 2}[i];
      values[i] = towards.value(w.plus(direction.times(by))).value();
    }
    double difference = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * step);
    rows.add(
        Comparison.relative(
            "non-negative factors: derivative of the distance of H to a target",
            difference,
            "differences of order 4",
            slope,
            1e-6));
  }

  /** The worst perturbation of size ε of a logistic loss is -ε sign(w) times the label. */
  private static void adversary(List<Comparison> rows) {
    Generator r = new Generator(13);
    int n = 40;
    double epsilon = 0.2;
    NdArray x = r.normals(n, 5);
    NdArray w = NdArray.of(1, -0.7, 0.4, 1.3, -0.2);
    NdArray label = x.matmul(w).plus(r.normals(n)).sign();
    BinaryOperator<NdArray> loss =
        (delta, t) -> label.negate().times(x.plus(delta).matmul(t)).softplus().mean();
    ProximalGradient attack =
        ProjectedGradient.of(
                (delta, t) -> loss.apply(delta, t).negate(),
                Projections.lInfBall(NdArray.scalar(epsilon)))
            .withStepSize(50)
            .withOptions(new SolverOptions(1e-12, 1000));
    BilevelProblem training = BilevelProblem.of(attack, loss, NdArray.zeros(n, 5));
    NdArray gradient = training.valueAndGradient(w).gradient();
    NdArray expected =
        Autodiff.gradient(
            t -> label.negate().times(x.matmul(t)).plus(t.norm1().times(epsilon)).softplus().mean(),
            w);
    rows.add(
        Comparison.absolute(
            "adversarial training: error of the gradient of the robust loss",
            0,
            "worst case in closed form",
            gradient.minus(expected).normInf().value(),
            1e-9));
    // In Euclidean balls the attack on one model, -ε y w/‖w‖, as it is felt by another.
    NdArray other = NdArray.of(0.3, 1, -0.6, 0.2, 0.9);
    Projection balls =
        delta -> {
          NdArray size = delta.norm(1).dividedBy(epsilon).max(NdArray.scalar(1));
          return delta.dividedBy(size.reshape(n, 1));
        };
    ProximalGradient euclidean =
        ProjectedGradient.of((delta, t) -> loss.apply(delta, t).negate(), balls)
            .withStepSize(50)
            .withOptions(new SolverOptions(1e-12, 10_000));
    BilevelProblem transferred =
        BilevelProblem.of(
            euclidean,
            (delta, t) -> label.negate().times(x.plus(delta).matmul(other)).softplus().mean(),
            NdArray.zeros(n, 5));
    NdArray felt = transferred.valueAndGradient(w).gradient();
    NdArray right =
        Autodiff.gradient(
            t ->
                label
                    .negate()
                    .times(x.matmul(other))
                    .plus(t.dot(other).dividedBy(t.norm()).times(epsilon))
                    .softplus()
                    .mean(),
            w);
    rows.add(
        Comparison.absolute(
            "transferred attack: error of the gradient in the model that is attacked",
            0,
            "attack in closed form",
            felt.minus(right).normInf().value(),
            1e-9));
    rows.add(
        Comparison.absolute(
            "transferred attack: size of that gradient",
            right.norm().value(),
            "closed form",
            felt.norm().value(),
            1e-9));
  }
}
