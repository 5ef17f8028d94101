package dev.hadamard.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.testing.ImplicitReference;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Laws of implicit differentiation, and what it does where derivatives are doubtful. */
class ImplicitDiffTest {
  private static final ImplicitOptions DEFAULT = ImplicitOptions.DEFAULT;

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }

  @Property(tries = 20)
  void theDerivativeDoesNotDependOnHowItIsComputed(
      @ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    int n = 6;
    NdArray a = r.normals(n, n).times(0.3);
    NdArray b = r.normals(n, 4);
    BinaryOperator<NdArray> f =
        (x, t) -> x.times(2).plus(a.matmul(x).sin()).minus(b.matmul(t.sin()));
    NdArray theta = r.normals(4);
    CustomRoot root =
        CustomRoot.of((x, t) -> dev.hadamard.optim.NewtonRoot.of(f).run(x, t).solution(), f);
    NdArray x = root.apply(NdArray.zeros(n), theta);
    NdArray j = ImplicitDiff.rootJacobian(OptimalityCondition.root(f), x, theta, DEFAULT).value();
    NdArray m = r.normals(n, n).plus(NdArray.identity(n).times(5));
    close(
        "F to MF",
        j,
        ImplicitDiff.rootJacobian(
                OptimalityCondition.root((z, t) -> m.matmul(f.apply(z, t))), x, theta, DEFAULT)
            .value(),
        1e-9);
    for (LinearSolver solver :
        new LinearSolver[] {
          LinearSolver.LU,
          LinearSolver.GMRES,
          LinearSolver.LSQR,
          LinearSolver.BICGSTAB,
          LinearSolver.LEAST_SQUARES
        }) {
      Sensitivity s =
          ImplicitDiff.rootJacobian(OptimalityCondition.root(f), x, theta, DEFAULT.with(solver));
      close(solver.toString(), j, s.value(), 1e-9);
      assertTrue(s.diagnostics().linearResidual() < 1e-10);
    }
    close(
        "newton",
        j,
        ImplicitDiff.rootJacobian(OptimalityCondition.newton(f, 0.7), x, theta, DEFAULT).value(),
        1e-9);
    NdArray t = r.normals(4);
    NdArray u = r.normals(n);
    OptimalityCondition condition = OptimalityCondition.root(f);
    close("jvp", j.matmul(t), ImplicitDiff.rootJvp(condition, x, theta, t, DEFAULT).value(), 1e-11);
    close(
        "vjp",
        j.transposeMatmul(u),
        ImplicitDiff.rootVjp(condition, x, theta, u, DEFAULT).value(),
        1e-11);
    close("start", j, Autodiff.jacobian(z -> root.apply(u, z), theta), 1e-9);
    assertEquals(
        NdArray.zeros(n), Autodiff.gradient(z -> root.apply(z, theta).sum(), NdArray.zeros(n)));
    UnaryOperator<NdArray> loss = z -> root.apply(NdArray.zeros(n), z).square().sum();
    NdArray h = Autodiff.hessian(loss, theta);
    close("symmetric", h, h.transpose(), 1e-9);
    double step = 1e-5;
    NdArray difference =
        Autodiff.gradient(loss, theta.plus(t.times(step)))
            .minus(Autodiff.gradient(loss, theta.minus(t.times(step))))
            .times(0.5 / step);
    close("second derivative", difference, h.matmul(t), 1e-6);
  }

  @Test
  void largeSystemsAreSolvedWithoutTheirMatrix() {
    int n = 400;
    ImplicitReference.Stream r = new ImplicitReference.Stream(9);
    NdArray d = r.normals(n).square().plus(1);
    NdArray u = r.normals(n).times(0.05);
    NdArray v = r.normals(n).times(0.05);
    BinaryOperator<NdArray> f =
        (x, t) -> d.times(x).plus(u.times(v.dot(x))).minus(t.broadcastTo(n));
    NdArray theta = NdArray.scalar(1.3);
    NdArray j = NdArray.ones(n).dividedBy(d);
    NdArray ud = u.dividedBy(d);
    j = j.minus(ud.times(v.dot(j).value() / (1 + v.dot(ud).value())));
    NdArray x = j.times(theta);
    Sensitivity s = ImplicitDiff.rootJacobian(OptimalityCondition.root(f), x, theta, DEFAULT);
    close("gmres", j, s.value(), 1e-10);
    assertEquals(LinearSolver.GMRES, s.diagnostics().solver());
    Sensitivity symmetric =
        ImplicitDiff.rootJacobian(
            OptimalityCondition.stationary(
                (z, t) -> d.dot(z.square()).times(0.5).minus(t.times(z.sum()))),
            NdArray.full(1.3, n).dividedBy(d),
            theta,
            DEFAULT);
    close("cg", NdArray.ones(n).dividedBy(d), symmetric.value(), 1e-10);
    assertEquals(LinearSolver.CONJUGATE_GRADIENT, symmetric.diagnostics().solver());
  }

  /** The lasso and the simplex by the reduced symmetric system, against the dense one. */
  @Test
  void reducedSystemsAgreeWithDenseOnes() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(3);
    NdArray phi = r.normals(120, 90);
    NdArray y = r.normals(120);
    BinaryOperator<NdArray> f = (x, t) -> phi.matmul(x).minus(y).squaredNorm().times(0.5);
    NdArray theta = NdArray.scalar(9);
    ProximalGradient lasso = ProximalGradient.of(f, (x, t, eta) -> Proxes.lasso(t).apply(x, eta));
    NdArray x = lasso.run(NdArray.zeros(90), theta).solution();
    NdArray w = r.normals(90);
    Sensitivity cg = ImplicitDiff.rootVjp(lasso.optimality(), x, theta, w, DEFAULT);
    assertEquals(LinearSolver.CONJUGATE_GRADIENT, cg.diagnostics().solver());
    ImplicitOptions dense = DEFAULT.with(LinearSolver.LU);
    close(
        "lasso",
        ImplicitDiff.rootVjp(lasso.optimality(), x, theta, w, dense).value(),
        cg.value(),
        1e-9);
    close(
        "lasso forward",
        ImplicitDiff.rootJacobian(lasso.optimality(), x, theta, dense).value(),
        ImplicitDiff.rootJacobian(lasso.optimality(), x, theta, DEFAULT).value(),
        1e-9);
    BinaryOperator<NdArray> g =
        (z, t) -> phi.matmul(z).minus(y.times(t.at(0))).squaredNorm().times(0.5);
    NdArray two = NdArray.of(1, 2);
    ProximalGradient simplex =
        dev.hadamard.optim.ProjectedGradient.of(
            g, (z, t) -> Projections.simplex(t.at(1)).project(z));
    NdArray z = simplex.run(NdArray.zeros(90), two).solution();
    close(
        "simplex",
        ImplicitDiff.rootVjp(simplex.optimality(), z, two, w, dense).value(),
        ImplicitDiff.rootVjp(simplex.optimality(), z, two, w, DEFAULT).value(),
        1e-8);
  }

  @Test
  void degenerateActiveSetsAreFlagged() {
    BinaryOperator<NdArray> f = (x, t) -> x.minus(t).squaredNorm().times(0.5);
    NdArray theta = NdArray.of(0.7, 0.3);
    OptimalityCondition kkt =
        OptimalityCondition.kkt(
            f, (x, t) -> NdArray.zeros(0), (x, t) -> x.sum().minus(1).reshape(1), 2, 0);
    Sensitivity s = ImplicitDiff.rootJacobian(kkt, NdArray.of(0.7, 0.3, 0), theta, DEFAULT);
    assertTrue(s.diagnostics().degenerate());
    assertEquals(LinearSolver.LEAST_SQUARES, s.diagnostics().solver());
    // The derivative of least norm, neither of the one-sided ones.
    close(
        "least norm",
        NdArray.of(new double[][] {{2 / 3.0, -1 / 3.0}, {-1 / 3.0, 2 / 3.0}}),
        s.value().slice(0, 0, 2),
        1e-12);
    ImplicitOptions strict =
        DEFAULT.withPolicies(
            ImplicitOptions.Policy.THROW,
            ImplicitOptions.Singular.THROW,
            ImplicitOptions.Policy.THROW,
            ImplicitOptions.Policy.THROW);
    assertThrows(
        IllPosedProblemException.class,
        () -> ImplicitDiff.rootJacobian(kkt, NdArray.of(0.7, 0.3, 0), theta, strict));
    OptimalityCondition lasso =
        OptimalityCondition.proximalGradient(
            f, (x, t, eta) -> Proxes.lasso(NdArray.scalar(0.3)).apply(x, eta), 1);
    assertTrue(
        ImplicitDiff.rootJacobian(lasso, NdArray.of(0.4, 0), theta, DEFAULT)
            .diagnostics()
            .degenerate());
    assertTrue(
        !ImplicitDiff.rootJacobian(lasso, NdArray.of(0.4, 0), NdArray.of(0.7, 0.2), DEFAULT)
            .diagnostics()
            .degenerate());
  }

  @Test
  void inexactSolutionsAreSeenAndPolished() {
    BinaryOperator<NdArray> f = (x, a) -> x.square().minus(a);
    OptimalityCondition condition = OptimalityCondition.root(f);
    NdArray two = NdArray.scalar(2);
    NdArray rough = NdArray.scalar(1.5);
    Sensitivity s = ImplicitDiff.rootJacobian(condition, rough, two, DEFAULT);
    assertTrue(s.diagnostics().warnings().getFirst().contains("optimality condition"));
    assertEquals(1 / 3.0, s.value().value(), 1e-15);
    // ‖J(x) - J*‖ ≤ (β/α + γR/α²) ‖x - x*‖ with β = 0, γ = 2, R = 1.
    double estimate = s.diagnostics().jacobianErrorEstimate(0, 2, 1);
    double error = Math.abs(s.value().value() - 0.5 / Math.sqrt(2));
    assertTrue(error <= estimate * 1.1 && estimate < 10 * error, error + " and " + estimate);
    Sensitivity polished = ImplicitDiff.rootJacobian(condition, rough, two, DEFAULT.withPolish(3));
    assertEquals(0.5 / Math.sqrt(2), polished.value().value(), 1e-9);
    assertThrows(
        IllPosedProblemException.class,
        () ->
            ImplicitDiff.rootJacobian(
                condition,
                rough,
                two,
                DEFAULT.withPolicies(
                    ImplicitOptions.Policy.THROW,
                    ImplicitOptions.Singular.THROW,
                    ImplicitOptions.Policy.THROW,
                    ImplicitOptions.Policy.THROW)));
  }

  @Test
  void badInput() {
    OptimalityCondition condition = OptimalityCondition.root((x, a) -> x.square().minus(a));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ImplicitDiff.rootJacobian(
                condition, NdArray.scalar(Double.NaN), NdArray.scalar(1), DEFAULT));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ImplicitDiff.rootJacobian(
                OptimalityCondition.root((x, a) -> x.sum()),
                NdArray.of(1, 2),
                NdArray.scalar(1),
                DEFAULT));
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withRidge(-1));
    assertThrows(IllegalArgumentException.class, () -> new BackwardMode.Truncated(0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DifferentiableSolver.of(
                Lbfgs.of((x, t) -> x.squaredNorm()), new BackwardMode.Neumann(3)));
    assertArrayEquals(
        new int[] {2, 0},
        ImplicitDiff.rootJacobian(
                OptimalityCondition.root((x, t) -> x), NdArray.zeros(2), NdArray.zeros(0), DEFAULT)
            .value()
            .shape());
    // A solver that does not converge says so.
    ImplicitOptions few = DEFAULT.with(LinearSolver.CONJUGATE_GRADIENT).withMaxIterations(1);
    NdArray d = NdArray.of(1, 2, 3);
    // With the exact inverse one step is enough.
    OptimalityCondition diagonal = OptimalityCondition.root((x, t) -> d.times(x).minus(t));
    ImplicitOptions exact = few.withPreconditioner((v, transposed) -> v.dividedBy(d));
    close(
        "preconditioned",
        NdArray.ones(3).dividedBy(d),
        ImplicitDiff.rootJacobian(diagonal, NdArray.ones(3).dividedBy(d), NdArray.scalar(1), exact)
            .value()
            .flatten(),
        1e-14);
    assertThrows(
        ConvergenceException.class,
        () ->
            ImplicitDiff.rootJacobian(
                OptimalityCondition.root((x, t) -> d.times(x).minus(t)),
                NdArray.ones(3).dividedBy(d),
                NdArray.scalar(1),
                few));
  }

  @Test
  void divergingInnerSolversAreNotDifferentiated() {
    DifferentiableSolver<?> solver =
        DifferentiableSolver.of(
            dev.hadamard.optim.FixedPointIteration.of((x, t) -> x.square().plus(t)),
            BackwardMode.implicit());
    assertThrows(
        ConvergenceException.class,
        () -> Autodiff.gradient(t -> solver.apply(NdArray.scalar(3), t), NdArray.scalar(1)));
  }

  @Test
  void metaLearningOfQuadratics() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(12);
    NdArray m = r.normals(5, 5);
    NdArray h = m.matmulTranspose(m).plus(NdArray.identity(5));
    NdArray c = r.normals(5);
    double lambda = 0.7;
    BinaryOperator<NdArray> f =
        (x, t) ->
            x.dot(h.matmul(x))
                .times(0.5)
                .plus(c.dot(x))
                .plus(x.minus(t).squaredNorm().times(lambda / 2));
    DifferentiableSolver<?> solver = DifferentiableSolver.of(Lbfgs.of(f), BackwardMode.implicit());
    NdArray expected = h.plus(NdArray.identity(5).times(lambda)).inverse().times(lambda);
    close(
        "J = λ(H + λI)⁻¹",
        expected,
        Autodiff.jacobian(t -> solver.apply(NdArray.zeros(5), t), r.normals(5)),
        1e-12);
  }

  @Test
  void hyperparametersAreTuned() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(4);
    NdArray phi = r.normals(30, 12);
    NdArray truth = r.normals(12);
    NdArray y = phi.matmul(truth).plus(r.normals(30).times(2));
    NdArray phiV = r.normals(30, 12);
    NdArray yV = phiV.matmul(truth).plus(r.normals(30).times(2));
    BinaryOperator<NdArray> inner =
        (x, t) -> phi.matmul(x).minus(y).squaredNorm().plus(t.exp().times(x.squaredNorm()));
    BinaryOperator<NdArray> outer = (x, t) -> phiV.matmul(x).minus(yV).squaredNorm();
    BilevelProblem problem = BilevelProblem.of(Lbfgs.of(inner), outer, NdArray.zeros(12));
    NdArray best = problem.minimise(NdArray.scalar(-2), new SolverOptions(1e-6, 50)).solution();
    NdArray gram = phi.transposeMatmul(phi);
    double least = Double.POSITIVE_INFINITY;
    double at = 0;
    for (double t = -4; t < 6; t += 0.001) {
      NdArray x = gram.plus(NdArray.identity(12).times(Math.exp(t))).solve(phi.transposeMatmul(y));
      double v = outer.apply(x, best).value();
      if (v < least) {
        least = v;
        at = t;
      }
    }
    assertEquals(at, best.value(), 2e-3);
    assertTrue(problem.lastDiagnostics().orElseThrow().warnings().isEmpty());
    double unrolled =
        BilevelProblem.of(
                GradientDescent.of(inner), outer, NdArray.zeros(12), BackwardMode.unrolled())
            .valueAndGradient(NdArray.scalar(1))
            .gradient()
            .value();
    assertEquals(
        unrolled,
        problem.valueAndGradient(NdArray.scalar(1)).gradient().value(),
        1e-6 * Math.abs(unrolled));
  }

  /** A quadratic of 300 unknowns with curvatures from 1 to 50. */
  private static BinaryOperator<NdArray> quadratic(int n) {
    double[] d = new double[n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = 1 + 49.0 * i / (n - 1);
      b[i] = 1 + i % 7;
    }
    NdArray curvature = NdArray.of(d);
    NdArray slope = NdArray.of(b);
    return (x, t) ->
        x.square().dot(curvature.plus(t.broadcastTo(n))).times(0.5).minus(slope.dot(x));
  }

  @Test
  void adjointSystemsStartWhereTheLastEnded() {
    int n = 300;
    BinaryOperator<NdArray> f = quadratic(n);
    NdArray zero = NdArray.zeros(n);
    NdArray minusSlope = Autodiff.gradient(x -> f.apply(x, NdArray.scalar(0)), zero);
    NdArray curvature =
        Autodiff.gradient(x -> f.apply(x, NdArray.scalar(0)), NdArray.ones(n)).minus(minusSlope);
    BinaryOperator<NdArray> solver = (x, t) -> minusSlope.negate().dividedBy(curvature.plus(t));
    CustomRoot cold = CustomRoot.of(solver, OptimalityCondition.stationary(f));
    CustomRoot warm = cold.withOptions(DEFAULT.withWarmStart(true));
    double[] iterations = new double[2];
    for (double theta : new double[] {0.5, 0.50001}) {
      NdArray at = NdArray.scalar(theta);
      NdArray a = Autodiff.gradient(t -> cold.apply(zero, t).squaredNorm(), at);
      NdArray b = Autodiff.gradient(t -> warm.apply(zero, t).squaredNorm(), at);
      close("warm and cold", a, b, 1e-10);
      iterations[0] = cold.lastDiagnostics().orElseThrow().linearIterations();
      iterations[1] = warm.lastDiagnostics().orElseThrow().linearIterations();
    }
    assertTrue(iterations[1] < 0.8 * iterations[0], () -> iterations[1] + " of " + iterations[0]);
    // Another size of the problem: what was kept does not fit and is not used.
    BinaryOperator<NdArray> sum = (x, t) -> t.broadcastTo(x.size());
    CustomRoot any =
        CustomRoot.of(sum, OptimalityCondition.root((x, t) -> x.minus(t.broadcastTo(x.size()))))
            .withOptions(DEFAULT.with(LinearSolver.GMRES).withWarmStart(true));
    for (int size : new int[] {3, 5}) {
      NdArray start = NdArray.zeros(size);
      assertEquals(
          size,
          Autodiff.gradient(t -> any.apply(start, t).sum(), NdArray.scalar(2)).value(),
          1e-12);
    }
  }

  @Test
  void conditioningOfLargeSystemsIsEstimatedOnRequest() {
    int n = 300;
    BinaryOperator<NdArray> f = quadratic(n);
    NdArray zero = NdArray.zeros(n);
    ImplicitOptions quiet =
        DEFAULT.withPolicies(
            ImplicitOptions.Policy.ACCEPT,
            ImplicitOptions.Singular.LEAST_SQUARES,
            ImplicitOptions.Policy.THROW,
            ImplicitOptions.Policy.ACCEPT);
    OptimalityCondition c = OptimalityCondition.stationary(f);
    NdArray theta = NdArray.scalar(0);
    assertTrue(
        Double.isNaN(
            ImplicitDiff.rootVjp(c, zero, theta, NdArray.ones(n), quiet)
                .diagnostics()
                .conditionNumber()));
    ImplicitDiagnostics d =
        ImplicitDiff.rootVjp(c, zero, theta, NdArray.ones(n), quiet.withConditionEstimate(8))
            .diagnostics();
    assertEquals(LinearSolver.CONJUGATE_GRADIENT, d.solver());
    // σ_min = 1 and σ_max = 50: the estimates are from above and from below.
    assertTrue(d.smallestSingularValue() >= 1 - 1e-6 && d.smallestSingularValue() < 1.1);
    assertTrue(d.conditionNumber() <= 50 + 1e-6 && d.conditionNumber() > 40);
    assertEquals(d.residual() / d.smallestSingularValue(), d.errorEstimate(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withConditionEstimate(-1));
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withTolerance(0));
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withMaxIterations(-1));
  }

  /**
   * A ridge changes the derivative, refinement gives it back: x* = A⁻¹(θ₁b + θ₁²θ₂c), in both
   * modes, to second order, by the dense matrix and by products, and for Jacobians.
   */
  @Test
  void refinementTakesTheBiasOfTheRidgeAway() {
    NdArray a = NdArray.of(3.9, 1.65, 6.845, 2.9).reshape(2, 2);
    NdArray b = NdArray.of(5.5, 9.7);
    NdArray c = NdArray.of(1.0, -2);
    BinaryOperator<NdArray> f =
        (x, t) ->
            a.matmul(x).minus(b.times(t.at(0))).minus(c.times(t.at(0).square().times(t.at(1))));
    NdArray theta = NdArray.of(0.7, 1.3);
    NdArray inverse = a.inverse();
    NdArray exact =
        NdArray.stack(inverse.matmul(b.plus(c.times(2 * 0.7 * 1.3))), inverse.matmul(c.times(0.49)))
            .transpose();
    NdArray second = inverse.matmul(c.times(2 * 1.3));
    for (LinearSolver solver : new LinearSolver[] {LinearSolver.LU, LinearSolver.GMRES}) {
      ImplicitOptions ridge = DEFAULT.with(solver).withRidge(1e-2);
      ImplicitOptions refined = ridge.withRefinements(400);
      NdArray x = inverse.matmul(b.times(0.7).plus(c.times(0.49 * 1.3)));
      OptimalityCondition condition = OptimalityCondition.root(f);
      NdArray biased = ImplicitDiff.rootJacobian(condition, x, theta, ridge).value();
      assertTrue(biased.minus(exact).normInf().value() > 100);
      NdArray shifted = a.plus(NdArray.identity(2).times(1e-2));
      close("ridge", shifted.solve(a.matmul(exact)), biased, 1e-9);
      Sensitivity jacobian = ImplicitDiff.rootJacobian(condition, x, theta, refined);
      close("Jacobian", exact, jacobian.value(), 1e-7);
      assertEquals(LinearStatus.CONVERGED, jacobian.diagnostics().status());
      CustomRoot root = CustomRoot.of((start, t) -> x, f).withOptions(refined);
      UnaryOperator<NdArray> first = t -> root.apply(NdArray.zeros(2), t).at(0);
      close("reverse", exact.at(0), Autodiff.gradient(first, theta), 1e-7);
      NdArray direction = NdArray.of(1.0, 0);
      NdArray hessian = Autodiff.hvp(first, theta, direction);
      assertEquals(second.at(0).value(), hessian.at(0).value(), 1e-5);
      // Too few corrections are a system that was not solved.
      assertThrows(
          ConvergenceException.class,
          () -> ImplicitDiff.rootJacobian(condition, x, theta, ridge.withRefinements(5)));
    }
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withRefinements(-1));
  }

  /** Iterated Tikhonov regularisation: singular consistent systems get the least norm. */
  @Test
  void refinedRidgesOfSingularSystemsGiveTheLeastNorm() {
    NdArray v = NdArray.of(1.0, 2, 2);
    NdArray a = v.outer(v).dividedBy(9);
    OptimalityCondition condition =
        OptimalityCondition.stationary(
            (x, t) -> x.dot(a.matmul(x)).times(0.5).minus(x.dot(v).times(t.sum())));
    NdArray x = v.times(2.0);
    for (LinearSolver solver :
        new LinearSolver[] {LinearSolver.LU, LinearSolver.CONJUGATE_GRADIENT}) {
      ImplicitOptions options = DEFAULT.with(solver).withRidge(0.1).withRefinements(50);
      NdArray j = ImplicitDiff.rootJacobian(condition, x, NdArray.of(2.0), options).value();
      close("least norm", v.reshape(3, 1), j, 1e-9);
    }
  }
}
