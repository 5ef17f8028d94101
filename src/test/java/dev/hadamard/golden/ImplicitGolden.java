package dev.hadamard.golden;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.Bijection;
import dev.hadamard.implicit.BilevelProblem;
import dev.hadamard.implicit.CrossValidation;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.implicit.OuterMethod;
import dev.hadamard.implicit.SearchOptions;
import dev.hadamard.implicit.SearchResult;
import dev.hadamard.optim.Cone;
import dev.hadamard.optim.ConicProgram;
import dev.hadamard.optim.CoordinateDescent;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.LbfgsB;
import dev.hadamard.optim.LineSearch;
import dev.hadamard.optim.MulticlassSvm;
import dev.hadamard.optim.NonlinearCg;
import dev.hadamard.optim.NonlinearLeastSquares;
import dev.hadamard.optim.PointwiseLoss;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.Prox;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.QuadraticProgram;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.optim.Transport;
import dev.hadamard.optim.TrustRegionNewton;
import java.util.function.BinaryOperator;

/** Projections, solvers and implicit derivatives. */
final class ImplicitGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    NdArray x = array(37, 1).flatten().times(3);
    NdArray one = NdArray.scalar(1);
    bits.add("projection", "simplex", Projections.simplex().project(x).toArray());
    bits.add("projection", "l1Ball", Projections.l1Ball(one).project(x).toArray());
    bits.add("projection", "isotonic", Projections.isotonic(true).project(x).toArray());
    bits.add(
        "projection",
        "exponentialCone",
        Projections.exponentialCone().project(NdArray.of(0.7, -0.4, 0.3)).toArray());
    Prox entropy = Proxes.entropy(one);
    bits.add("prox", "entropy", entropy.apply(x, 0.5).toArray());
    bits.add("prox", "totalVariation", Proxes.totalVariation(one).apply(x, 0.5).toArray());
    NdArray phi = array(40, 12);
    NdArray y = array(40, 1).flatten().cos();
    BinaryOperator<NdArray> logistic =
        (w, theta) ->
            phi.matmul(w).times(y).softplus().mean().plus(theta.exp().times(w.squaredNorm()));
    DifferentiableSolver<?> smooth =
        DifferentiableSolver.of(Lbfgs.of(logistic), BackwardMode.implicit());
    NdArray start = NdArray.zeros(12);
    NdArray theta = NdArray.scalar(-3);
    bits.add("lbfgs", "logistic", smooth.apply(start, theta).toArray());
    bits.add(
        "implicit",
        "logistic",
        Autodiff.gradient(t -> smooth.apply(start, t).norm(), theta).toArray());
    BinaryOperator<NdArray> squares = (w, l) -> phi.matmul(w).minus(y).squaredNorm().times(0.5);
    DifferentiableSolver<?> lasso =
        DifferentiableSolver.of(
            ProximalGradient.of(squares, (w, l, eta) -> Proxes.lasso(l).apply(w, eta)),
            BackwardMode.implicit());
    bits.add("proximalGradient", "lasso", lasso.apply(start, one).toArray());
    bits.add("implicit", "lasso", Autodiff.jacobian(l -> lasso.apply(start, l), one).toArray());
    NdArray q = phi.transposeMatmul(phi).plus(NdArray.identity(12));
    NdArray g = array(20, 12);
    bits.add(
        "quadraticProgram",
        "20 inequalities",
        QuadraticProgram.withInequalities(q, array(12, 1).flatten().times(9), g, NdArray.ones(20))
            .solve()
            .x()
            .toArray());
    NdArray cost = array(6, 5);
    NdArray a = NdArray.full(1.0 / 6, 6);
    NdArray b = NdArray.full(0.2, 5);
    NdArray gamma = NdArray.scalar(0.3);
    bits.add("transport", "quadratic", Transport.quadratic(cost, a, b, gamma).toArray());
    bits.add("transport", "entropic", Transport.entropic(cost, a, b, gamma).toArray());
    bits.add(
        "transport",
        "entropic, weak",
        Transport.entropic(cost, a, b, NdArray.scalar(1e-6)).toArray());
    bits.add(
        "transport",
        "entropic, 200 by 180",
        Transport.entropic(
                array(200, 180),
                NdArray.full(1.0 / 200, 200),
                NdArray.full(1.0 / 180, 180),
                NdArray.scalar(0.02))
            .toArray());
    bits.add(
        "interiorPoint",
        "20 inequalities",
        QuadraticProgram.withInequalities(
                NdArray.zeros(12, 12),
                array(12, 1).flatten(),
                NdArray.concatenate(0, NdArray.identity(12), NdArray.identity(12).negate()),
                NdArray.ones(24))
            .solve()
            .x()
            .toArray());
    bits.add(
        "conicProgram",
        "ball",
        new ConicProgram(
                array(12, 1).flatten(),
                NdArray.concatenate(0, NdArray.zeros(1, 12), NdArray.identity(12).negate()),
                NdArray.concatenate(0, NdArray.ones(1), NdArray.zeros(12)),
                Cone.secondOrder(13))
            .solve()
            .x()
            .toArray());
    NdArray box = NdArray.scalar(0.05);
    bits.add(
        "lbfgsB",
        "squares in a box",
        LbfgsB.of(squares, box.negate(), box).run(start, one).solution().toArray());
    bits.add(
        "coordinateDescent",
        "logistic",
        CoordinateDescent.of(phi, y.sign(), PointwiseLoss.LOGISTIC)
            .run(start, NdArray.of(0.01, 0.1))
            .solution()
            .toArray());
    bits.add(
        "trustRegion",
        "logistic",
        TrustRegionNewton.of(logistic).run(start, theta).solution().toArray());
    DifferentiableSolver<?> fixed =
        DifferentiableSolver.of(
            GradientDescent.of(squares).withStepSize(0.01).withOptions(new SolverOptions(0, 40)),
            BackwardMode.checkpointed());
    bits.add(
        "checkpointed",
        "40 steps",
        Autodiff.gradient(l -> fixed.apply(start, l).dot(l), phi.at(0)).toArray());
    solvers(bits, logistic, phi, y);
  }

  private static void solvers(
      GoldenBits bits, BinaryOperator<NdArray> logistic, NdArray phi, NdArray y) {
    NdArray start = NdArray.zeros(12);
    NdArray theta = NdArray.scalar(-3);
    bits.add(
        "lineSearch",
        "Hager and Zhang",
        NonlinearCg.of(logistic)
            .withLineSearch(new LineSearch.HagerZhang())
            .run(start, theta)
            .solution()
            .toArray());
    BinaryOperator<NdArray> residuals =
        (w, t) -> phi.matmul(w).tanh().minus(y.plus(t)).plus(w.sum().times(0.1));
    for (NonlinearLeastSquares.Method method : NonlinearLeastSquares.Method.values()) {
      bits.add(
          "leastSquares",
          method.name(),
          NonlinearLeastSquares.of(residuals)
              .withMethod(method)
              .run(start, NdArray.scalar(0.1))
              .solution()
              .toArray());
    }
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 3;
    }
    MulticlassSvm machine = MulticlassSvm.of(phi, 3, labels);
    bits.add(
        "multiclassSvm",
        "block coordinates",
        machine.coordinateDescent().run(machine.start(), NdArray.scalar(2)).solution().toArray());
    SearchResult search =
        BilevelProblem.crossValidated(
                CrossValidation.of(40, 4, 3),
                f ->
                    Lbfgs.of(
                        (w, l) ->
                            f.training(phi)
                                .matmul(w)
                                .minus(f.training(y))
                                .squaredNorm()
                                .plus(l.times(w.square()).sum())),
                f -> (w, l) -> f.validation(phi).matmul(w).minus(f.validation(y)).squaredNorm(),
                start)
            .search(
                NdArray.ones(12),
                SearchOptions.DEFAULT
                    .with(Bijection.softplus())
                    .with(OuterMethod.adam(0.1))
                    .with(new SearchOptions.ToleranceSchedule(1e-2, 0.5, 1e-9))
                    .withEnd(12, 0));
    bits.add("bilevel", "cross-validated penalties", search.parameters().toArray());
  }

  private static NdArray array(int m, int n) {
    double[] v = new double[m * n];
    for (int i = 0; i < v.length; i++) {
      v[i] = ((i * 7919L + 31) % 1009) / 504.5 - 1;
    }
    return NdArray.wrap(v, m, n);
  }
}
