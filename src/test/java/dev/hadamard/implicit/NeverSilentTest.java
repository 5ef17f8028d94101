package dev.hadamard.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.FixedPointIteration;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.NewtonRoot;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.SolverOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Systems and searches that would end in a wrong number without a word. */
class NeverSilentTest {
  private static final ImplicitOptions STRICT =
      ImplicitOptions.DEFAULT.withPolicies(
          ImplicitOptions.Policy.THROW,
          ImplicitOptions.Singular.THROW,
          ImplicitOptions.Policy.THROW,
          ImplicitOptions.Policy.THROW);
  private static final ImplicitOptions PLAIN = ImplicitOptions.DEFAULT;

  private static NdArray v(double... e) {
    return NdArray.of(e);
  }

  /** A weak direction along any unknown is seen: σ_min is that of the diagonal. */
  @Test
  void everyWeakDirectionIsSeen() {
    for (int n : new int[] {2, 5, 12, 31}) {
      for (int weak = 0; weak < n; weak++) {
        double[] d = new double[n];
        java.util.Arrays.fill(d, 1);
        d[weak] = 1e-9;
        NdArray diagonal = v(d);
        OptimalityCondition f =
            OptimalityCondition.root((x, t) -> x.minus(t.times(3)).times(diagonal));
        Sensitivity s =
            ImplicitDiff.rootJacobian(f, NdArray.ones(n).times(3), NdArray.ones(n), PLAIN);
        assertEquals(1e-9, s.diagnostics().smallestSingularValue(), 1e-13, "unknown " + weak);
      }
    }
  }

  /** 0·y = 0 has many solutions: a system is told to be singular also without a right-hand side. */
  @Test
  void singularWithoutRightHandSide() {
    OptimalityCondition cubed = OptimalityCondition.root((x, t) -> x.minus(t).pow(3));
    assertThrows(
        IllPosedProblemException.class,
        () -> ImplicitDiff.rootJvp(cubed, v(2), v(2), v(1), STRICT));
    assertFalse(
        ImplicitDiff.rootJvp(cubed, v(2), v(2), v(1), PLAIN).diagnostics().warnings().isEmpty());
  }

  /** Hessians of condition 1e4 to 1e10 above the order that is formed at once. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 3, 4, 5})
  void illConditionedSymmetricSystems(double decades) {
    int n = 300;
    double[] size = new double[n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      size[i] = Math.pow(10, -decades * i / (n - 1));
      x[i] = 1 / size[i];
    }
    NdArray sizes = v(size);
    OptimalityCondition f =
        OptimalityCondition.stationary((z, t) -> sizes.times(z).minus(t).squaredNorm().times(0.5));
    Sensitivity s = ImplicitDiff.rootJvp(f, v(x), NdArray.ones(n), NdArray.ones(n), PLAIN);
    double worst = s.value().dividedBy(v(x)).minus(1).normInf().value();
    assertTrue(worst < 1e-3 * Math.pow(10, 2 * (decades - 5)) + 1e-9, "off by " + worst);
    assertEquals(LinearStatus.CONVERGED, s.diagnostics().status());
  }

  /** The conditions of a quadratic program of 200 unknowns and as many inequalities. */
  @Test
  void manyConstraints() {
    int n = 200;
    SplittableRandom random = new SplittableRandom(7);
    NdArray r = normal(random, n, n);
    NdArray q = r.matmulTranspose(r).times(1.0 / n).plus(NdArray.identity(n));
    NdArray g = normal(random, n, n);
    // A solution with every other constraint active, by construction.
    NdArray x = normal(random, n, 1).flatten();
    double[] lambda = new double[n];
    double[] slack = new double[n];
    for (int i = 0; i < n; i++) {
      lambda[i] = i % 2 == 0 ? 0.5 + random.nextDouble() : 0;
      slack[i] = i % 2 == 0 ? 0 : 0.5 + random.nextDouble();
    }
    NdArray h = g.matmul(x).plus(v(slack));
    NdArray c = q.matmul(x).plus(g.transposeMatmul(v(lambda))).negate();
    OptimalityCondition kkt =
        OptimalityCondition.kkt(
            (z, t) -> z.dot(q.matmul(z)).times(0.5).plus(t.dot(z)),
            (z, t) -> NdArray.zeros(0),
            (z, t) -> g.matmul(z).minus(h),
            n,
            0);
    NdArray z = NdArray.concatenate(0, x, v(lambda));
    NdArray w = NdArray.concatenate(0, normal(random, n, 1).flatten(), NdArray.zeros(n));
    Sensitivity s = ImplicitDiff.rootVjp(kkt, z, c, w, STRICT);
    // By elimination on the active rows.
    int[] active = java.util.stream.IntStream.range(0, n / 2).map(i -> 2 * i).toArray();
    NdArray ga = g.take(active);
    int m = active.length;
    NdArray k =
        NdArray.concatenate(
            0,
            NdArray.concatenate(1, q, ga.transpose()),
            NdArray.concatenate(1, ga, NdArray.zeros(m, m)));
    NdArray right = NdArray.concatenate(0, w.slice(0, 0, n), NdArray.zeros(m));
    NdArray expected = k.solve(right).slice(0, 0, n).negate();
    double error = s.value().minus(expected).norm().value() / expected.norm().value();
    assertTrue(error < 1e-10, "relative error " + error);
  }

  private static NdArray normal(SplittableRandom random, int rows, int columns) {
    double[] e = new double[rows * columns];
    for (int i = 0; i < e.length; i++) {
      e[i] = random.nextGaussian();
    }
    return NdArray.wrap(e, rows, columns);
  }

  /** Inconsistent and singular: GMRES finds a vector of 1e16 there. */
  @ParameterizedTest
  @ValueSource(ints = {10, 70, 300, 2100})
  void singularSystemsOfAnySize(int n) {
    OptimalityCondition f = OptimalityCondition.root((x, t) -> x.minus(x.mean()).minus(t));
    NdArray zero = NdArray.zeros(n);
    ImplicitOptions noThrow = PLAIN;
    Sensitivity s = ImplicitDiff.rootJvp(f, zero, zero, NdArray.ones(n), noThrow);
    assertEquals(LinearStatus.SINGULAR, s.diagnostics().status());
    assertTrue(s.value().normInf().value() < 1e3, () -> "derivative " + s.value());
  }

  /** min ½c‖x - θ‖² subject to x₁ + x₂ ≤ 1: the units of the objective do not matter. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 1, 1e6, 1e10, 1e100})
  void objectivesInAnyUnit(double c) {
    OptimalityCondition kkt = planeConstrained(c, 1);
    NdArray z = v(1, 0, c);
    NdArray theta = v(2, 1);
    NdArray j = ImplicitDiff.rootJacobian(kkt, z, theta, STRICT).value().slice(0, 0, 2);
    assertArrayEquals(new double[] {0.5, -0.5, -0.5, 0.5}, j.flatten().toArray(), 1e-12);
    // Towards the inside: to the constraint and no further.
    Sensitivity d = ImplicitDiff.directionalDerivative(kkt, z, theta, v(-1, -1), STRICT);
    assertArrayEquals(new double[] {0, 0}, d.value().slice(0, 0, 2).toArray(), 1e-9);
    assertFalse(d.diagnostics().degenerate());
  }

  private static OptimalityCondition planeConstrained(double objective, double constraint) {
    return OptimalityCondition.kkt(
        (x, t) -> x.minus(t).squaredNorm().times(0.5 * objective),
        (x, t) -> NdArray.zeros(0),
        (x, t) -> x.sum().minus(1).times(constraint).reshape(1),
        2,
        0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-14, 1, 1e14, 1e100})
  void inactiveConstraintsInAnyUnit(double size) {
    OptimalityCondition kkt = planeConstrained(1, size);
    NdArray j =
        ImplicitDiff.rootJacobian(kkt, v(0.2, 0.1, 0), v(0.2, 0.1), STRICT).value().slice(0, 0, 2);
    assertArrayEquals(new double[] {1, 0, 0, 1}, j.flatten().toArray(), 1e-12);
  }

  /** λ⊙G = 0 also holds at points that are no solutions. */
  @Test
  void pointsThatAreNoSolutions() {
    OptimalityCondition kkt = planeConstrained(1, 1);
    assertThrows(
        IllPosedProblemException.class,
        () -> ImplicitDiff.rootJacobian(kkt, v(0.5, 0.5, -0.2), v(0.3, 0.3), STRICT));
    assertThrows(
        IllPosedProblemException.class,
        () -> ImplicitDiff.rootJacobian(kkt, v(2, 1, 0), v(2, 1), STRICT));
  }

  /** The step size of a fixed point changes the mapping and not the derivative. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-16, 1e-13, 1e-8, 1, 1e3})
  void anyStepSize(double c) {
    OptimalityCondition f =
        OptimalityCondition.projectedGradient(
            (x, t) -> x.minus(t).squaredNorm().times(0.5 * c),
            (x, t) -> Projections.nonNegative().project(x),
            1);
    NdArray j = ImplicitDiff.rootJacobian(f, v(1, 0, 2), v(1, -1, 2), PLAIN).value();
    assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 1}, j.flatten().toArray(), 1e-9);
  }

  /** Solutions in small units are no nearer to a kink than in large ones. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-10, 1e-9, 1, 1e9})
  void kinksInAnyUnit(double unit) {
    OptimalityCondition f =
        OptimalityCondition.projectedGradient(
            (x, t) -> x.minus(t).squaredNorm().times(0.5),
            (x, t) -> Projections.nonNegative().project(x),
            1);
    NdArray x = v(1, 0, 2).times(unit);
    NdArray theta = v(1, -1, 2).times(unit);
    assertFalse(ImplicitDiff.rootJacobian(f, x, theta, PLAIN).diagnostics().degenerate());
    NdArray onKink = v(1, 0, 2).times(unit);
    assertTrue(ImplicitDiff.rootJacobian(f, onKink, onKink, PLAIN).diagnostics().degenerate());
  }

  /** A solver that is at the root already makes no step, and has a derivative all the same. */
  @Test
  void newtonAtItsRoot() {
    IterativeSolver<?> newton = NewtonRoot.of((x, t) -> x.square().minus(t));
    for (BackwardMode mode :
        List.of(
            BackwardMode.oneStep(), new BackwardMode.Truncated(2), new BackwardMode.Neumann(0))) {
      NdArray g =
          Autodiff.gradient(t -> DifferentiableSolver.of(newton, mode).apply(v(2), t).sum(), v(4));
      assertEquals(0.25, g.at(0).value(), 1e-14, mode.toString());
    }
  }

  /** Runs that are differentiated step by step start where the first did. */
  @Test
  void unrolledHypergradientsDoNotDependOnTheCallsBefore() {
    for (BackwardMode mode :
        List.of(
            BackwardMode.unrolled(),
            new BackwardMode.UnrolledForward(),
            new BackwardMode.Checkpointed(3))) {
      BilevelProblem p =
          BilevelProblem.of(
              GradientDescent.of((x, t) -> x.minus(t).squaredNorm().times(0.5)).withStepSize(0.5),
              (x, t) -> x.minus(3).squaredNorm().times(0.5).plus(1),
              v(0),
              mode);
      for (int i = 0; i < 3; i++) {
        assertEquals(-2, p.valueAndGradient(v(1)).gradient().at(0).value(), 1e-8, mode + "");
      }
      SearchResult s = p.search(v(1), SearchOptions.DEFAULT);
      assertEquals(3, s.parameters().at(0).value(), 1e-5, mode + "");
    }
  }

  /** Losses of rough inner solutions do not count. */
  @Test
  void toleranceSchedulesDoNotCompareUnlikeLosses() {
    BilevelProblem p =
        BilevelProblem.of(
            GradientDescent.of((x, t) -> x.plus(t.square()).squaredNorm().times(0.5))
                .withStepSize(0.5),
            (x, t) -> x.minus(3).squaredNorm().times(0.5).plus(1),
            v(3));
    for (OuterMethod method :
        List.of(OuterMethod.lbfgs(), OuterMethod.gradientDescent(), OuterMethod.adam(0.1))) {
      SearchResult s =
          p.search(
              v(1),
              SearchOptions.DEFAULT
                  .with(method)
                  .with(new SearchOptions.ToleranceSchedule(10, 0.5, 1e-10))
                  .withEnd(300, 1e-6));
      assertEquals(5.5, s.value(), 1e-3, method + " " + s.status() + " " + s.parameters());
    }
  }

  /** A diverged inner run is no start of the next one. */
  @Test
  void divergedInnerRunsAreForgotten() {
    BilevelProblem p =
        BilevelProblem.of(
            Lbfgs.of((x, t) -> x.squaredNorm().times(0.5).times(t.sum()).minus(x.sum())),
            (x, t) -> x.minus(20).squaredNorm(),
            v(0));
    // Unbounded below for a negative weight.
    try {
      p.value(v(-1));
    } catch (ConvergenceException e) {
      assertTrue(e.getMessage().length() > 10);
    }
    assertEquals(Math.pow(2 - 20, 2), p.value(v(0.5)).value(), 1e-6);
    SearchResult grid = p.grid(List.of(v(-1), v(1), v(0.05), v(2)), SearchOptions.DEFAULT);
    assertEquals(0.05, grid.parameters().at(0).value());
    assertFalse(grid.warnings().isEmpty());
  }

  @Test
  void monitorsWithoutAValueAreNoBest() {
    BilevelProblem p =
        BilevelProblem.of(
            Lbfgs.of((x, t) -> x.minus(t).squaredNorm().times(0.5)),
            (x, t) -> x.minus(3).squaredNorm().plus(1),
            v(0));
    boolean[] first = {true};
    BinaryOperator<NdArray> monitor =
        (x, t) -> {
          double value = first[0] ? Double.NaN : Math.pow(x.at(0).value() - 3, 2);
          first[0] = false;
          return NdArray.scalar(value);
        };
    SearchResult s = p.search(v(1), SearchOptions.DEFAULT.withMonitor(monitor));
    assertEquals(3, s.parameters().at(0).value(), 1e-5);
    assertFalse(s.warnings().isEmpty());
  }

  /** The error of the solver is not divided by the perturbation. */
  @Test
  void directLossOfRoughSolutions() {
    IterativeSolver<?> rough =
        GradientDescent.of((x, t) -> x.minus(t.square()).squaredNorm().times(0.5))
            .withOptions(new SolverOptions(1e-6, 1000));
    NdArray theta = v(1, 2);
    NdArray g =
        Autodiff.gradient(
            t ->
                DifferentiableSolver.of(rough, new BackwardMode.DirectLoss(1e-6))
                    .apply(NdArray.zeros(2), t)
                    .squaredNorm(),
            theta);
    // x = θ²: d|θ²|²/dθ = 4θ³.
    assertArrayEquals(new double[] {4, 32}, g.toArray(), 1e-4);
    IterativeSolver<?> unbounded = Lbfgs.of((x, t) -> x.softplus().minus(x.times(t)).sum());
    assertThrows(
        ConvergenceException.class,
        () ->
            Autodiff.gradient(
                t ->
                    DifferentiableSolver.of(unbounded, new BackwardMode.DirectLoss(0.1))
                        .apply(v(0), t)
                        .sum(),
                v(0.05)));
  }

  @Test
  void expandingMapsHaveNoNeumannSeries() {
    IterativeSolver<?> expanding = FixedPointIteration.of((x, t) -> x.times(2).minus(t));
    assertThrows(
        IllPosedProblemException.class,
        () ->
            Autodiff.gradient(
                t ->
                    DifferentiableSolver.of(expanding, new BackwardMode.Neumann(50))
                        .apply(v(3), t)
                        .sum(),
                v(3)));
  }

  /** What the condition sees beside its arguments would count as a constant. */
  @Test
  void capturedArraysAreRefused() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Autodiff.gradient(
                t ->
                    CustomRoot.of((s, q) -> q.times(2), (x, q) -> x.minus(q.times(t)))
                        .apply(v(0), v(3))
                        .sum(),
                v(2)));
    OptimalityCondition square = OptimalityCondition.root((x, q) -> x.square().minus(q));
    assertThrows(
        IllegalStateException.class,
        () ->
            Autodiff.gradient(
                t -> ImplicitDiff.rootJvp(square, t.sqrt(), t, v(1), PLAIN).value().sum(), v(4)));
    assertThrows(
        ShapeMismatchException.class,
        () -> ImplicitDiff.rootVjp(square, v(2, 3), v(4, 9), NdArray.zeros(5), PLAIN));
  }

  /** One operation in several threads. */
  @Test
  void threadsShareAnOperation() throws Exception {
    CustomRoot root = CustomRoot.of((s, t) -> t.sqrt(), (x, t) -> x.square().minus(t));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        double at = 4 + k;
        Callable<Boolean> task =
            () -> {
              boolean right = true;
              for (int i = 0; i < 300; i++) {
                double theta = at + i % 3;
                NdArray g = Autodiff.gradient(t -> root.apply(v(1), t).sum(), v(theta));
                right &= Math.abs(g.at(0).value() - 0.5 / Math.sqrt(theta)) < 1e-12;
              }
              return right;
            };
        all.add(pool.submit(task));
      }
      for (Future<Boolean> f : all) {
        assertTrue(f.get());
      }
    }
  }

  /** Far from the solution by its own measure, though ‖F‖ is small. */
  @Test
  void smallResidualsFarFromTheSolution() {
    OptimalityCondition f = OptimalityCondition.root((x, t) -> x.square().minus(t).times(1e-6));
    assertThrows(
        IllPosedProblemException.class, () -> ImplicitDiff.rootJvp(f, v(5), v(4), v(1), STRICT));
    OptimalityCondition large = OptimalityCondition.root((x, t) -> x.square().minus(t).times(1e14));
    Sensitivity s = ImplicitDiff.rootJvp(large, v(Math.sqrt(2)), v(2), v(1), STRICT);
    assertEquals(0.5 / Math.sqrt(2), s.value().at(0).value(), 1e-14);
  }

  /** In unlike units the changes of a contraction grow a millionfold before they vanish. */
  @Test
  void contractionsInUnlikeUnits() {
    NdArray t = NdArray.of(new double[][] {{0.5, 1e6}, {0, 0.5}});
    IterativeSolver<?> map = FixedPointIteration.of((x, p) -> t.matmul(x).plus(p));
    NdArray theta = v(1, 1e-6);
    NdArray exact = NdArray.identity(2).minus(t).inverse();
    NdArray j =
        Autodiff.jacobian(
            p ->
                DifferentiableSolver.of(map, new BackwardMode.Neumann(200))
                    .apply(NdArray.zeros(2), p),
            theta);
    assertEquals(0, j.minus(exact).normInf().value() / 4e6, 1e-12);
    IterativeSolver<?> expanding = FixedPointIteration.of((x, p) -> x.times(2).minus(p));
    assertThrows(
        IllPosedProblemException.class,
        () ->
            Autodiff.gradient(
                p ->
                    DifferentiableSolver.of(expanding, new BackwardMode.Truncated(50))
                        .apply(v(3), p)
                        .sum(),
                v(3)));
  }

  /** Also where F alone sees what is differentiated, and where a run was cut off. */
  @Test
  void derivativesThatWouldBeConstants() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Autodiff.gradient(
                t ->
                    ImplicitDiff.rootJvp(
                            OptimalityCondition.root((x, q) -> x.minus(q.times(t))),
                            v(6),
                            v(3),
                            v(1),
                            PLAIN)
                        .value()
                        .sum(),
                v(2)));
    IterativeSolver<?> cut =
        GradientDescent.of((x, t) -> x.minus(t).squaredNorm())
            .withStepSize(0.05)
            .withOptions(new SolverOptions(1e-12, 3));
    assertThrows(
        IllPosedProblemException.class,
        () ->
            Autodiff.gradient(
                t ->
                    DifferentiableSolver.of(cut, new BackwardMode.Implicit(STRICT))
                        .apply(v(0), t)
                        .sum(),
                v(1)));
  }
}
