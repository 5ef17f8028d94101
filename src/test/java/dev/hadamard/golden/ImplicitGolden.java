package dev.hadamard.golden;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.Prox;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.QuadraticProgram;
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
  }

  private static NdArray array(int m, int n) {
    double[] v = new double[m * n];
    for (int i = 0; i < v.length; i++) {
      v[i] = ((i * 7919L + 31) % 1009) / 504.5 - 1;
    }
    return NdArray.wrap(v, m, n);
  }
}
