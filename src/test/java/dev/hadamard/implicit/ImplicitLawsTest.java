package dev.hadamard.implicit;

import static dev.hadamard.implicit.ImplicitOptions.DEFAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.linalg.IncompleteCholesky;
import dev.hadamard.linalg.SingularMatrixException;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.NewtonRoot;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.QuadraticProgram;
import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Laws of implicit differentiation, and what its systems do where they are special. */
class ImplicitLawsTest {
  private static final int N = 5;

  /** A smooth strictly convex objective whose Hessian is not constant. */
  private static BinaryOperator<NdArray> objective(ImplicitReference.Stream r) {
    NdArray a = r.normals(8, N);
    NdArray b = r.normals(8, 3);
    return (x, t) ->
        a.matmul(x)
            .minus(b.matmul(t))
            .softplus()
            .sum()
            .plus(x.minus(t.at(0).sin()).squaredNorm().times(0.3))
            .plus(x.sum().times(t.at(1)).times(0.2));
  }

  private static NdArray jacobian(OptimalityCondition c, NdArray x, NdArray t) {
    return ImplicitDiff.rootJacobian(c, x, t, DEFAULT).value();
  }

  @Property(tries = 20)
  void formsOfTheConditionDoNotMatter(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = 0.05, max = 1) double eta) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    BinaryOperator<NdArray> f = objective(r);
    NdArray t = r.normals(3);
    OptimalityCondition c = OptimalityCondition.stationary(f);
    NdArray x = NewtonRoot.of(c).run(NdArray.zeros(N), t).solution();
    NdArray other = NewtonRoot.of(c).run(r.normals(N), t).solution();
    NdArray expected = jacobian(c, x, t);
    close("start", expected, jacobian(c, other, t), 1e-9);
    NdArray m = r.normals(N, N).plus(NdArray.identity(N).times(4));
    BinaryOperator<NdArray> gradient = Autodiff.gradientInFirst(f);
    close(
        "M F",
        expected,
        jacobian(OptimalityCondition.root((z, p) -> m.matmul(gradient.apply(z, p))), x, t),
        1e-9);
    close(
        "M(x, θ) F",
        expected,
        jacobian(
            OptimalityCondition.root(
                (z, p) -> gradient.apply(z, p).times(z.sum().plus(p.at(2)).exp())),
            x,
            t),
        1e-9);
    close(
        "step",
        expected,
        jacobian(
            OptimalityCondition.fixedPoint((z, p) -> z.minus(gradient.apply(z, p).times(eta))),
            x,
            t),
        1e-9);
    close(
        "proximal",
        expected,
        jacobian(OptimalityCondition.proximalGradient(f, (z, p, e) -> z, eta), x, t),
        1e-9);
    close("Newton", expected, jacobian(OptimalityCondition.newton(gradient, eta), x, t), 1e-9);
    for (LinearSolver s : LinearSolver.values()) {
      close(
          s.toString(),
          expected,
          ImplicitDiff.rootJacobian(c, x, t, DEFAULT.with(s)).value(),
          1e-8);
    }
    NdArray u = r.normals(N);
    NdArray dt = r.normals(3);
    double forward = u.dot(ImplicitDiff.rootJvp(c, x, t, dt, DEFAULT).value()).value();
    double backward = ImplicitDiff.rootVjp(c, x, t, u, DEFAULT).value().dot(dt).value();
    assertEquals(forward, backward, 1e-11 * (1 + Math.abs(forward)), "adjoint");
  }

  @Property(tries = 10)
  void rulesOfCalculusHoldThroughSolvers(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    BinaryOperator<NdArray> f = objective(r);
    NdArray t = r.normals(3);
    OptimalityCondition c = OptimalityCondition.stationary(f);
    CustomRoot solve = CustomRoot.of((start, p) -> NewtonRoot.of(c).run(start, p).solution(), c);
    NdArray zero = NdArray.zeros(N);
    NdArray x = solve.apply(zero, t);
    NdArray j = jacobian(c, x, t);
    NdArray m = r.normals(2, N);
    NdArray q = r.normals(3, 3);
    close(
        "chain rule",
        m.matmul(j).matmul(q),
        Autodiff.jacobian(s -> m.matmul(solve.apply(zero, q.matmul(s))), q.solve(t)),
        1e-8);
    NdArray v = r.normals(3);
    NdArray w = r.normals(3);
    NdArray vw =
        Autodiff.jvp(s -> Autodiff.jvp(p -> solve.apply(zero, p), s, v).tangent(), t, w).tangent();
    NdArray wv =
        Autodiff.jvp(s -> Autodiff.jvp(p -> solve.apply(zero, p), s, w).tangent(), t, v).tangent();
    close("second derivatives are symmetric", vw, wv, 1e-8);
    double h = 1e-5;
    NdArray difference =
        Autodiff.jvp(p -> solve.apply(zero, p), t.plus(w.times(h)), v)
            .tangent()
            .minus(Autodiff.jvp(p -> solve.apply(zero, p), t.minus(w.times(h)), v).tangent())
            .times(0.5 / h);
    close("second derivatives", difference, vw, 1e-6);
    close(
        "without parameters",
        NdArray.zeros(N, 3),
        Autodiff.jacobian(s -> solve.apply(zero, t).plus(s.sum().times(0)), t),
        0);
    close(
        "the start has no influence",
        NdArray.zeros(N),
        Autodiff.gradient(s -> solve.apply(s, t).sum(), zero),
        0);
    close(
        "duplicate arguments add",
        Autodiff.gradient(s -> solve.apply(zero, s).sum(), t).times(2),
        Autodiff.gradient(s -> solve.apply(zero, s).plus(solve.apply(zero, s)).sum(), t),
        1e-12);
  }

  /**
   * F is evaluated once for the system and once for the parameters, however many products follow.
   */
  @Test
  void theMappingIsLinearisedOnce() {
    AtomicInteger calls = new AtomicInteger();
    NdArray d = NdArray.of(1, 2, 3, 4, 5);
    OptimalityCondition c =
        OptimalityCondition.root(
            (x, t) -> {
              calls.incrementAndGet();
              return d.times(x).minus(t);
            });
    NdArray t = NdArray.ones(5);
    for (LinearSolver s : List.of(LinearSolver.GMRES, LinearSolver.LU)) {
      calls.set(0);
      ImplicitDiff.rootJacobian(c, t.dividedBy(d), t, DEFAULT.with(s));
      assertTrue(calls.get() <= 2, () -> s + " " + calls.get());
    }
  }

  private static BinaryOperator<NdArray> large(int n, boolean coupled) {
    NdArray curvature =
        NdArray.of(java.util.stream.IntStream.range(0, n).mapToDouble(i -> 1 + 0.4 * i).toArray());
    return (x, t) -> {
      NdArray quadratic = x.square().dot(curvature).times(0.5);
      NdArray links =
          coupled
              ? x.slice(0, 1, n).minus(x.slice(0, 0, n - 1)).squaredNorm().times(20)
              : x.square().square().sum();
      return quadratic.plus(links).minus(x.slice(0, 0, t.size()).dot(t.sin()));
    };
  }

  /** Blocks of conjugate gradients and panels against one right-hand side after the other. */
  @Test
  void manyRightHandSidesAtOnce() {
    int n = 120;
    ImplicitReference.Stream r = new ImplicitReference.Stream(3);
    NdArray t = r.normals(20);
    NdArray m = r.normals(150, n);
    NdArray from = r.normals(150, 20);
    for (boolean random : new boolean[] {true, false}) {
      // In the second problem the right-hand sides make blocks break down at once.
      BinaryOperator<NdArray> f =
          random
              ? (z, p) ->
                  m.matmul(z)
                      .minus(from.matmul(p))
                      .squaredNorm()
                      .plus(z.squaredNorm().times(20))
                      .times(0.5)
              : large(n, true);
      OptimalityCondition c = OptimalityCondition.stationary(f);
      NdArray x = Lbfgs.of(f).run(NdArray.zeros(n), t).solution();
      NdArray dense = ImplicitDiff.rootJacobian(c, x, t, DEFAULT.with(LinearSolver.LU)).value();
      Sensitivity blocks = ImplicitDiff.rootJacobian(c, x, t, DEFAULT);
      assertEquals(LinearSolver.CONJUGATE_GRADIENT, blocks.diagnostics().solver());
      assertEquals(LinearStatus.CONVERGED, blocks.diagnostics().status());
      close("blocks", dense, blocks.value(), 1e-9);
      int single = 0;
      for (int i = 0; i < t.size(); i++) {
        double[] e = new double[t.size()];
        e[i] = 1;
        Sensitivity s = ImplicitDiff.rootJvp(c, x, t, NdArray.of(e), DEFAULT);
        single += s.diagnostics().linearIterations();
        close("columns", dense.transpose().at(i), s.value(), 1e-9);
      }
      int sum = single;
      assertTrue(
          blocks.diagnostics().linearIterations() < (random ? 0.8 : 1.2) * sum,
          () -> blocks.diagnostics().linearIterations() + " against " + sum);
    }
    // Equal right-hand sides make blocks break down: then one after the other.
    OptimalityCondition same =
        OptimalityCondition.stationary((x, t2) -> large(n, true).apply(x, t2.sum().reshape(1)));
    NdArray two = NdArray.of(0.2, 0.3);
    NdArray x = NewtonRoot.of(same).run(NdArray.zeros(n), two).solution();
    NdArray j = ImplicitDiff.rootJacobian(same, x, two, DEFAULT).value().transpose();
    close("equal columns", j.at(0), j.at(1), 1e-10);
    assertTrue(j.at(0).norm().value() > 0);
  }

  @Test
  void preconditionersSaveIterations() {
    int n = 150;
    BinaryOperator<NdArray> f = large(n, true);
    OptimalityCondition c = OptimalityCondition.stationary(f);
    NdArray t = NdArray.of(1, 2);
    NdArray x = Lbfgs.of(f).run(NdArray.zeros(n), t).solution();
    NdArray hessian = Autodiff.jacobian(z -> c.residual(z, t), x);
    ImplicitOptions cg = DEFAULT.with(LinearSolver.CONJUGATE_GRADIENT);
    NdArray v = NdArray.ones(n);
    Sensitivity plain = ImplicitDiff.rootVjp(c, x, t, v, cg);
    DMatrixRMaj h = DMatrixRMaj.wrap(n, n, hessian.toArray());
    for (ImplicitOptions.Inverse inverse :
        List.of(
            ImplicitOptions.Inverse.diagonal(hessian.diagonal()),
            ImplicitOptions.Inverse.blockDiagonal(
                hessian.slice(0, 0, 100).slice(1, 0, 100),
                hessian.slice(0, 100, n).slice(1, 100, n)),
            ImplicitOptions.Inverse.of(Lbfgs.of(f).withMemory(40).finalState(NdArray.zeros(n), t)),
            ImplicitOptions.Inverse.of(IncompleteCholesky.of(h, 0)))) {
      Sensitivity better = ImplicitDiff.rootVjp(c, x, t, v, cg.withPreconditioner(inverse));
      close("preconditioned", plain.value(), better.value(), 1e-9);
      assertTrue(better.diagnostics().linearIterations() < plain.diagnostics().linearIterations());
    }
    assertThrows(
        IllegalArgumentException.class, () -> ImplicitOptions.Inverse.diagonal(NdArray.of(1, 0)));
    assertThrows(
        IllegalArgumentException.class, () -> ImplicitOptions.Inverse.blockDiagonal(NdArray.of(1)));
    assertThrows(
        SingularMatrixException.class,
        () -> ImplicitOptions.Inverse.blockDiagonal(NdArray.zeros(2, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ImplicitOptions.Inverse.blockDiagonal(NdArray.identity(2)).apply(v, false));
  }

  /** One block is the inverse itself, of the transpose too: one step solves the system. */
  @Test
  void oneBlockIsTheInverse() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(4);
    NdArray a = r.normals(5, 5);
    NdArray v = r.normals(5);
    ImplicitOptions.Inverse inverse = ImplicitOptions.Inverse.blockDiagonal(a);
    close("A", v, a.matmul(inverse.apply(v, false)), 1e-12);
    close("A'", v, a.transposeMatmul(inverse.apply(v, true)), 1e-12);
  }

  /**
   * The remembered steps map the changes of the gradient to themselves: the secant equation of the
   * last one, H⁻¹y = s; and the approximation is symmetric.
   */
  @Test
  void whatLbfgsLearnsIsSymmetricAndMeetsTheSecantEquation() {
    BinaryOperator<NdArray> f = large(12, true);
    Lbfgs.State state = Lbfgs.of(f).finalState(NdArray.zeros(12), NdArray.of(1, 2));
    NdArray s = state.steps().getLast();
    close("secant", s, state.inverseHessianTimes(state.changes().getLast()), 1e-12);
    ImplicitReference.Stream r = new ImplicitReference.Stream(5);
    NdArray u = r.normals(12);
    NdArray v = r.normals(12);
    assertEquals(
        u.dot(state.inverseHessianTimes(v)).value(),
        v.dot(state.inverseHessianTimes(u)).value(),
        1e-12 * u.norm().value() * v.norm().value());
    assertEquals(Lbfgs.of(f).run(NdArray.zeros(12), NdArray.of(1, 2)).solution(), state.solution());
  }

  /** min ½‖x - θ‖² with x₁ + x₂ ≤ 1 at θ = (0.7, 0.3): the two one-sided derivatives. */
  @Test
  void derivativesOnEachSideOfADegenerateSolution() {
    NdArray one = NdArray.ones(1, 2);
    OptimalityCondition c =
        OptimalityCondition.quadraticProgram(
            t ->
                QuadraticProgram.withInequalities(
                    NdArray.identity(2), t.negate(), one, NdArray.ones(1)),
            2,
            0);
    NdArray theta = NdArray.of(0.7, 0.3);
    NdArray z = NdArray.of(0.7, 0.3, 0);
    ImplicitReference.Stream r = new ImplicitReference.Stream(1);
    for (int i = 0; i < 10; i++) {
      NdArray t = r.normals(2);
      double sum = t.sum().value();
      Sensitivity s = ImplicitDiff.directionalDerivative(c, z, theta, t, DEFAULT);
      assertTrue(s.diagnostics().degenerate());
      NdArray expected = sum <= 0 ? t : t.minus(sum / 2);
      close("ẋ", expected, s.value().slice(0, 0, 2), 1e-10);
      assertEquals(Math.max(0, sum / 2), s.value().at(2).value(), 1e-10);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ImplicitDiff.directionalDerivative(
                OptimalityCondition.root((a, b) -> a), theta, theta, theta, DEFAULT));
  }

  /** Where nothing is degenerate, directional derivatives are the usual ones. */
  @Property(tries = 20)
  void directionalDerivativesOfProgramsAgree(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray m = r.normals(5, 4);
    NdArray q = m.transposeMatmul(m).plus(NdArray.identity(4).times(0.5));
    NdArray a = r.normals(1, 4);
    NdArray g = r.normals(3, 4);
    NdArray data = r.normals(8);
    java.util.function.Function<NdArray, QuadraticProgram> program =
        t ->
            new QuadraticProgram(
                q,
                t.slice(0, 0, 4).times(3),
                a,
                t.slice(0, 4, 5),
                g,
                t.slice(0, 5, 8).square().plus(0.05));
    QuadraticProgram.Solution s = program.apply(data).solve();
    NdArray z = NdArray.concatenate(0, s.x(), s.equalityMultipliers(), s.inequalityMultipliers());
    OptimalityCondition c = OptimalityCondition.quadraticProgram(program, 4, 1);
    NdArray t = r.normals(8);
    Sensitivity usual = ImplicitDiff.rootJvp(c, z, data, t, DEFAULT);
    if (usual.diagnostics().degenerate() || usual.diagnostics().conditionNumber() > 1e6) {
      return;
    }
    close(
        "program",
        usual.value(),
        ImplicitDiff.directionalDerivative(c, z, data, t, DEFAULT).value(),
        1e-8);
  }

  /**
   * The units of constraints decide neither whether a system is singular nor what is degenerate.
   */
  @Test
  void unitsOfConstraints() {
    for (double unit : new double[] {1e-8, 1e-4, 1, 1e4, 1e8}) {
      // min ½‖x - θ‖² with unit x₁ ≤ 0, x₂ ≤ 5, pressed with the force θ₁.
      for (double force : new double[] {1, 1e-6}) {
        NdArray theta = NdArray.of(force, 0.5);
        OptimalityCondition c =
            OptimalityCondition.kkt(
                (x, t) -> x.minus(t).squaredNorm().times(0.5),
                (x, t) -> NdArray.zeros(0),
                (x, t) -> NdArray.stack(x.at(0).times(unit), x.at(1).minus(5)),
                2,
                0);
        NdArray z = NdArray.of(0, 0.5, force / unit, 0);
        Sensitivity s = ImplicitDiff.rootJacobian(c, z, theta, DEFAULT);
        String what = unit + " " + force + " " + s.diagnostics();
        assertFalse(s.diagnostics().degenerate(), what);
        assertTrue(s.diagnostics().warnings().isEmpty(), what);
        NdArray expected = NdArray.of(new double[][] {{0, 0}, {0, 1}, {1 / unit, 0}, {0, 0}});
        for (int i = 0; i < 4; i++) {
          close(what, expected.at(i), s.value().at(i), 1e-9);
        }
        NdArray none = NdArray.of(0, 0.5, 1e-13 / unit, 0);
        Sensitivity degenerate = ImplicitDiff.rootJacobian(c, none, NdArray.of(0, 0.5), DEFAULT);
        assertTrue(degenerate.diagnostics().degenerate(), what);
      }
    }
  }

  @Test
  void singularSystemsAreRefusedWhereAskedFor() {
    OptimalityCondition c =
        OptimalityCondition.root((x, t) -> NdArray.stack(x.sum().minus(t), x.sum().minus(t)));
    NdArray x = NdArray.of(0.5, 0.5);
    NdArray t = NdArray.scalar(1);
    Sensitivity s = ImplicitDiff.rootJacobian(c, x, t, DEFAULT);
    close("least norm", NdArray.of(0.5, 0.5), s.value(), 1e-12);
    assertFalse(s.diagnostics().warnings().isEmpty());
    assertThrows(
        IllPosedProblemException.class,
        () ->
            ImplicitDiff.rootJacobian(
                c,
                x,
                t,
                DEFAULT.withPolicies(
                    ImplicitOptions.Policy.WARN,
                    ImplicitOptions.Singular.THROW,
                    ImplicitOptions.Policy.THROW,
                    ImplicitOptions.Policy.WARN)));
  }

  /** What does not depend on θ has the derivative 0, by products and by a matrix. */
  @Test
  void conditionsWithoutParameters() {
    NdArray target = NdArray.of(1, -2, 3);
    NdArray t = NdArray.of(0.4, 7);
    OptimalityCondition c =
        OptimalityCondition.stationary((x, p) -> x.minus(target).square().square().sum());
    NdArray near = target.plus(0.1);
    for (LinearSolver s : LinearSolver.values()) {
      NdArray j = ImplicitDiff.rootJacobian(c, near, t, DEFAULT.with(s)).value();
      assertEquals(NdArray.zeros(3, 2), j, s::toString);
      assertEquals(
          NdArray.zeros(2),
          ImplicitDiff.rootVjp(c, near, t, NdArray.ones(3), DEFAULT.with(s)).value());
    }
  }

  /** The radius of a ball, an argument of the set, receives its derivative. */
  @Test
  void parametersOfSetsCount() {
    NdArray target = NdArray.of(3, 4);
    OptimalityCondition c =
        OptimalityCondition.projectedGradient(
            (x, t) -> x.minus(target).squaredNorm().times(0.5),
            (x, t) -> Projections.l2Ball(t).project(x),
            0.7);
    NdArray x = NdArray.of(0.6, 0.8);
    close("radius", x, jacobian(c, x, NdArray.scalar(1)), 1e-12);
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }

  /**
   * Jacobians of many columns by block conjugate gradients: x*(θ) = A⁻¹(y + C θ) with A = S + 2I
   * has the Jacobian A⁻¹C, for columns that are dependent or 0 too.
   */
  @Property(tries = 30)
  void blocksOfRightHandSidesAreSolvedLikeOneMatrix(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @LongRange(min = 2, max = 40) long columns,
      @ForAll boolean dependent) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    int n = 70;
    int p = (int) columns;
    NdArray half = r.normals(n, n).times(1 / Math.sqrt(n));
    NdArray a = half.transposeMatmul(half).plus(NdArray.identity(n).times(2));
    NdArray y = r.normals(n);
    NdArray[] rows = new NdArray[p];
    for (int i = 0; i < p; i++) {
      boolean repeated = dependent && i > 0;
      rows[i] = repeated ? rows[0].times(i % 3 == 0 ? 0 : i) : r.normals(n);
    }
    NdArray c = NdArray.stack(rows).transpose();
    NdArray theta = r.normals(p);
    OptimalityCondition condition =
        OptimalityCondition.stationary(
            (x, t) -> x.dot(a.matmul(x)).times(0.5).minus(x.dot(y.plus(c.matmul(t)))));
    NdArray expected = a.solve(c);
    NdArray x = a.solve(y).plus(expected.matmul(theta));
    Sensitivity s = ImplicitDiff.rootJacobian(condition, x, theta, DEFAULT);
    assertEquals(LinearSolver.CONJUGATE_GRADIENT, s.diagnostics().solver());
    assertTrue(s.diagnostics().linearResidual() <= 4 * DEFAULT.tolerance());
    assertEquals(0, s.value().minus(expected).norm().value(), 1e-8 * (1 + expected.norm().value()));
  }
}
