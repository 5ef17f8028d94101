package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.testing.ImplicitReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Solvers reach the solutions of problems that are known otherwise, and say when they do not. */
class MoreSolversTest {
  private final ImplicitReference.Stream random = new ImplicitReference.Stream(5);
  private final NdArray phi = random.normals(30, 8);
  private final NdArray y = random.normals(30);

  @SuppressWarnings("UnnecessaryLambda") // the call sites read like a user's
  private final BinaryOperator<NdArray> ridge =
      (x, theta) ->
          phi.matmul(x).minus(y).squaredNorm().plus(theta.times(x.squaredNorm())).times(0.5);

  private static NdArray rosenbrock(NdArray x, NdArray theta) {
    int n = x.size();
    NdArray head = x.slice(0, 0, n - 1);
    return x.slice(0, 1, n)
        .minus(head.square())
        .square()
        .times(100)
        .plus(head.rsubtract(1).square())
        .sum();
  }

  private NdArray ridgeSolution(NdArray theta) {
    return phi.transposeMatmul(phi)
        .plus(NdArray.identity(8).times(theta))
        .solve(phi.transposeMatmul(y));
  }

  @Test
  void everySolverFindsTheRidgeSolution() {
    NdArray theta = NdArray.scalar(0.7);
    double[] expected = ridgeSolution(theta).toArray();
    NdArray infinity = NdArray.scalar(Double.POSITIVE_INFINITY);
    BinaryOperator<NdArray> gradient = Autodiff.gradientInFirst(ridge);
    List<IterativeSolver<?>> solvers = new ArrayList<>();
    for (NonlinearCg.Formula formula : NonlinearCg.Formula.values()) {
      solvers.add(NonlinearCg.of(ridge).withFormula(formula));
    }
    solvers.add(LbfgsB.of(ridge, infinity.negate(), infinity));
    solvers.add(TrustRegionNewton.of(ridge));
    solvers.add(Broyden.of(gradient).withFirstInverse(0.02));
    solvers.add(AndersonAcceleration.of((x, t) -> x.minus(gradient.apply(x, t).times(0.015))));
    solvers.add(
        AndersonAcceleration.around(
            GradientDescent.of(ridge).withStepSize(0.015).withAcceleration(false)));
    for (IterativeSolver<?> solver : solvers) {
      SolverResult r = solver.run(NdArray.zeros(8), theta);
      assertEquals(SolverStatus.CONVERGED, r.status(), () -> solver + " " + r);
      double d = ImplicitReference.distance(expected, r.solution().toArray());
      assertTrue(d < 1e-10, () -> solver + ": off by " + d);
      assertTrue(solver.optimalityError(r.solution(), theta) < 1e-8, solver::toString);
      assertTrue(r.iterations() < 300, () -> solver + " took " + r.iterations());
    }
  }

  @Test
  void theValleyOfRosenbrockIsFollowed() {
    NdArray infinity = NdArray.scalar(Double.POSITIVE_INFINITY);
    List<IterativeSolver<?>> solvers =
        List.of(
            NonlinearCg.of(MoreSolversTest::rosenbrock),
            NonlinearCg.of(MoreSolversTest::rosenbrock)
                .withFormula(NonlinearCg.Formula.POLAK_RIBIERE),
            LbfgsB.of(MoreSolversTest::rosenbrock, infinity.negate(), infinity),
            TrustRegionNewton.of(MoreSolversTest::rosenbrock));
    for (IterativeSolver<?> solver : solvers) {
      SolverResult r = solver.run(NdArray.of(-1.2, 1, -1, 0.5), NdArray.zeros());
      assertEquals(SolverStatus.CONVERGED, r.status(), () -> solver + " " + r);
      assertEquals(0, r.solution().minus(1).normInf().value(), 1e-9, solver::toString);
      assertTrue(r.iterations() < 400, () -> solver + " took " + r.iterations());
    }
  }

  @Property(tries = 20)
  void boundsAreRespectedAndOptimal(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray a = r.normals(25, 12);
    NdArray b = r.normals(25).times(3);
    NdArray lower = r.normals(12).minus(0.4);
    NdArray upper = lower.plus(r.normals(12).abs());
    BinaryOperator<NdArray> f = (x, t) -> a.matmul(x).minus(b).squaredNorm().times(0.5);
    SolverResult s = LbfgsB.of(f, lower, upper).run(NdArray.zeros(12), NdArray.zeros());
    assertEquals(SolverStatus.CONVERGED, s.status(), s::toString);
    SolverResult p =
        ProjectedGradient.of(f, Projections.box(lower, upper))
            .run(NdArray.zeros(12), NdArray.zeros());
    assertEquals(0, s.solution().minus(p.solution()).normInf().value(), 1e-8);
    assertEquals(s.solution(), Projections.box(lower, upper).project(s.solution()));
  }

  @Test
  void rosenbrockInABoxEndsAtTheBound() {
    SolverResult r =
        LbfgsB.of(MoreSolversTest::rosenbrock, NdArray.scalar(-2), NdArray.of(0.5, 2))
            .run(NdArray.of(-1.2, 1), NdArray.zeros());
    assertEquals(SolverStatus.CONVERGED, r.status(), r::toString);
    assertEquals(0.5, r.solution().at(0).value());
    assertEquals(0.25, r.solution().at(1).value(), 1e-9);
  }

  /** The unit of the objective decides neither what is remembered nor, much, how long it takes. */
  @ParameterizedTest
  @ValueSource(ints = {-200, -60, 60, 200})
  void boundedSolversDoNotDependOnTheUnitOfTheObjective(int power) {
    double unit = Math.scalb(1.0, power);
    NdArray two = NdArray.scalar(2);
    NdArray start = NdArray.of(-1.2, 1);
    SolverResult plain =
        LbfgsB.of(MoreSolversTest::rosenbrock, two.negate(), two).run(start, NdArray.zeros());
    SolverResult scaled =
        LbfgsB.of((x, t) -> rosenbrock(x, t).times(unit), two.negate(), two)
            // The error is that of a projected step by the gradient, so in units of f while small.
            .withOptions(new SolverOptions(1e-10 * Math.min(1, unit), 10_000))
            .run(start, NdArray.zeros());
    assertEquals(0, scaled.solution().minus(NdArray.of(1, 1)).normInf().value(), 1e-7);
    assertTrue(
        scaled.iterations() <= 2 * plain.iterations() + 10,
        () -> scaled.iterations() + " iterations, plain " + plain.iterations());
  }

  private static final NdArray CURVATURES = NdArray.of(4.0, 1, 0, 1, 3, 1, 0, 1, 2).reshape(3, 3);

  private static NdArray quartic(NdArray x) {
    return x.dot(CURVATURES.matmul(x))
        .times(0.5)
        .minus(NdArray.of(1.0, -2, 3).dot(x))
        .plus(x.square().square().sum().times(0.1));
  }

  /** The unit of the objective: 1e-90 to 1e90, the tolerance in the same unit. */
  @ParameterizedTest
  @ValueSource(ints = {-300, -100, -60, -40, 0, 40, 100, 300})
  void solversDoNotDependOnTheUnitOfTheObjective(int power) {
    double unit = Math.scalb(1.0, power);
    NdArray none = NdArray.zeros();
    NdArray start = NdArray.of(1.5, 1.5, -1.5);
    BinaryOperator<NdArray> f = (x, t) -> quartic(x).times(unit);
    SolverOptions options = new SolverOptions(1e-9 * unit, 5000);
    NdArray free = NdArray.of(0.5187672859938082, -1.1309133004055227, 1.4525319785363622);
    // The free minimiser is checked by its own equation, not by a solver.
    assertEquals(0, Autodiff.gradient(MoreSolversTest::quartic, free).normInf().value(), 1e-14);
    List<IterativeSolver<?>> smooth =
        List.of(
            GradientDescent.of(f).withOptions(options),
            Lbfgs.of(f).withOptions(options),
            NonlinearCg.of(f).withOptions(options),
            TrustRegionNewton.of(f).withOptions(options),
            NewtonRoot.of(OptimalityCondition.stationary(f)).withOptions(options));
    for (IterativeSolver<?> solver : smooth) {
      SolverResult r = solver.run(start, none);
      String name = solver.getClass().getSimpleName() + " " + r;
      assertEquals(SolverStatus.CONVERGED, r.status(), name);
      assertEquals(0, r.solution().minus(free).normInf().value(), 1e-8, name);
    }
    // Errors of projected steps are bounded by the box: a tolerance below that.
    SolverOptions bounded = new SolverOptions(1e-9 * Math.min(1, unit), 5000);
    NdArray low = NdArray.scalar(-0.5);
    NdArray high = NdArray.scalar(0.9);
    List<IterativeSolver<?>> boxed =
        List.of(
            ProjectedGradient.of(f, Projections.box(low, high)).withOptions(bounded),
            LbfgsB.of(f, low, high).withOptions(bounded));
    for (IterativeSolver<?> solver : boxed) {
      SolverResult r = solver.run(start, none);
      String name = solver.getClass().getSimpleName() + " " + r;
      assertEquals(SolverStatus.CONVERGED, r.status(), name);
      double x = r.solution().at(0).value();
      // At (x, -0.5, 0.9) the derivative in x is 4x - 0.5 - 1 + 0.4x³.
      assertEquals(0, 4 * x - 1.5 + 0.4 * x * x * x, 1e-8, name);
      assertEquals(-0.5, r.solution().at(1).value(), name);
      assertEquals(0.9, r.solution().at(2).value(), name);
    }
    SolverResult coordinates =
        BoxCoordinateDescent.of(
                t ->
                    new BoxCoordinateDescent.Data(
                        CURVATURES.times(unit), NdArray.of(-1.0, 2, -3).times(unit), low, high))
            .withOptions(bounded)
            .run(start, none);
    assertEquals(SolverStatus.CONVERGED, coordinates.status());
    assertEquals(
        0, coordinates.solution().minus(NdArray.of(0.375, -0.5, 0.9)).normInf().value(), 1e-12);
  }

  /** A step that is lost in the rounding of the point is not a solution. */
  @Test
  void fixedStepsThatAreLostAreNotConvergence() {
    SolverResult r =
        GradientDescent.of((x, t) -> x.squaredNorm().times(1e-20))
            .withStepSize(1)
            .withOptions(new SolverOptions(1e-30, 200))
            .run(NdArray.of(1.0, 1), NdArray.zeros());
    assertEquals(SolverStatus.NO_PROGRESS, r.status());
    assertEquals(2e-20 * Math.sqrt(2), r.error(), 1e-30);
  }

  /** A tolerance below rounding ends in no progress, not after all iterations. */
  @Test
  void tolerancesThatRoundingDoesNotAllow() {
    BinaryOperator<NdArray> f = (x, t) -> quartic(x).times(8);
    SolverOptions options = new SolverOptions(1e-30, 100_000);
    NdArray start = NdArray.of(1.5, 1.5, -1.5);
    for (IterativeSolver<?> solver :
        List.of(
            Lbfgs.of(f).withOptions(options),
            NonlinearCg.of(f).withOptions(options),
            TrustRegionNewton.of(f).withOptions(options),
            Broyden.of((x, t) -> Autodiff.gradient(MoreSolversTest::quartic, x))
                .withOptions(options))) {
      SolverResult r = solver.run(start, NdArray.zeros());
      String name = solver.getClass().getSimpleName() + " " + r;
      assertEquals(SolverStatus.NO_PROGRESS, r.status(), name);
      assertTrue(r.iterations() < 300, name);
      assertTrue(r.error() < 1e-13, name);
    }
  }

  /** The perceptron: most batches are content at first, and each later on. */
  @Test
  void batchesThatAreContentDoNotEndARun() {
    NdArray points = NdArray.of(1.0, 0.2, 0.9, 0.1, 0.2, -1).reshape(3, 2);
    NdArray signs = NdArray.of(1.0, 1, 1);
    StochasticGradient.Batches batches =
        (w, t, k) -> {
          // The third point, on which the start is wrong, comes after 200 of the others.
          int i = k < 200 ? k % 2 : 2;
          return Losses.perceptron(points.at(i).dot(w).reshape(1), signs.at(i).reshape(1)).sum();
        };
    StochasticGradient solver =
        StochasticGradient.of(
                batches,
                (w, t) -> Losses.perceptron(points.matmul(w), signs).sum(),
                StochasticGradient.Rule.sgd(1))
            .withOptions(new SolverOptions(0, 300));
    SolverResult r = solver.run(NdArray.of(1.0, 1), NdArray.zeros());
    assertEquals(300, r.iterations());
    assertTrue(points.at(2).dot(r.solution()).value() > 0, r::toString);
  }

  @Test
  void decayIsThatOfAdamW() {
    // Without a gradient, x shrinks by 1 - ηλ in each iteration.
    SolverResult r =
        StochasticGradient.of(
                (x, t, k) -> x.sum().times(0),
                (x, t) -> x.sum().times(0),
                StochasticGradient.Rule.adamW(0.1, 0.5))
            .withOptions(new SolverOptions(0, 20))
            .run(NdArray.of(2.0), NdArray.zeros());
    assertEquals(2 * Math.pow(0.95, 20), r.solution().at(0).value(), 1e-14);
    assertThrows(IllegalArgumentException.class, () -> StochasticGradient.Rule.adamW(0.1, -0.5));
  }

  /** Steps of 2.1/L diverge: the start is the best. Noise: the best is below the last. */
  @Test
  void theBestIterateIsKept() {
    BinaryOperator<NdArray> f = (x, t) -> x.squaredNorm().times(0.5);
    NdArray start = NdArray.of(3.0, -4);
    SolverResult diverging =
        GradientDescent.of(f)
            .withStepSize(2.1)
            .withOptions(new SolverOptions(1e-10, 50))
            .keepingBest(f)
            .run(start, NdArray.zeros());
    assertEquals(SolverStatus.MAX_ITERATIONS, diverging.status());
    assertEquals(start, diverging.solution());
    StochasticGradient noisy =
        StochasticGradient.of(
                (x, t, k) -> x.minus(k % 2 == 0 ? 1.0 : -1.0).squaredNorm().times(0.5),
                f,
                StochasticGradient.Rule.sgd(0.45))
            .withOptions(new SolverOptions(0, 101));
    List<Double> values = new ArrayList<>();
    SolverResult last =
        noisy.run(start, NdArray.zeros(), s -> values.add(f.apply(s.solution(), null).value()));
    SolverResult best = noisy.keepingBest(f).run(start, NdArray.zeros());
    assertEquals(102, values.size());
    double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
    assertEquals(least, f.apply(best.solution(), null).value());
    assertTrue(f.apply(last.solution(), null).value() > least);
    assertEquals(101, best.iterations());
  }

  @Test
  void iterationsOnPlainNumbersRefuseToBeDifferentiated() {
    NdArray theta = NdArray.scalar(0.7);
    List<IterativeSolver<?>> solvers =
        List.of(
            LbfgsB.of(ridge, NdArray.scalar(-9), NdArray.scalar(9)),
            TrustRegionNewton.of(ridge),
            NonlinearCg.of(ridge),
            Broyden.of(Autodiff.gradientInFirst(ridge)),
            BracketedRoot.of((x, t) -> x.minus(t), 0, 1));
    for (IterativeSolver<?> solver : solvers) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Autodiff.gradient(t -> solver.run(NdArray.zeros(8), t).solution().sum(), theta));
    }
  }

  @Test
  void unrollingGivesTheDerivativeOfTheSolution() {
    NdArray theta = NdArray.scalar(0.7);
    double expected = Autodiff.jacobian(this::ridgeSolution, theta).at(3).value();
    BinaryOperator<NdArray> gradient = Autodiff.gradientInFirst(ridge);
    AndersonAcceleration solver =
        AndersonAcceleration.of((x, t) -> x.minus(gradient.apply(x, t).times(0.015)));
    assertEquals(
        expected,
        Autodiff.gradient(t -> solver.run(NdArray.zeros(8), t).solution().at(3), theta).value(),
        1e-6);
  }

  @Test
  void mirrorDescentAgreesWithProjectedGradient() {
    NdArray m = random.normals(5, 5);
    NdArray q = m.matmulTranspose(m);
    NdArray c = random.normals(5);
    BinaryOperator<NdArray> f = (x, t) -> x.dot(q.matmul(x)).times(0.5).plus(x.dot(c.times(t)));
    NdArray theta = NdArray.scalar(1);
    NdArray expected =
        ProjectedGradient.of(f, Projections.simplex()).run(NdArray.full(0.2, 5), theta).orThrow();
    for (MirrorDescent solver :
        List.of(MirrorDescent.of(f, 0.05), MirrorDescent.of(f, k -> 0.05))) {
      SolverResult r =
          solver.withOptions(new SolverOptions(1e-12, 100_000)).run(NdArray.full(0.2, 5), theta);
      assertEquals(0, r.solution().minus(expected).normInf().value(), 1e-7, r::toString);
      assertEquals(1, r.solution().sum().value(), 1e-14);
    }
  }

  @Test
  void rootsOfNumbersAreBracketed() {
    record Case(BinaryOperator<NdArray> f, double a, double b, double root) {}
    List<Case> cases =
        List.of(
            new Case((x, t) -> x.square().minus(t), 0, 2, Math.sqrt(2)),
            new Case((x, t) -> x.cos().minus(x), 0, 1, 0.7390851332151607),
            new Case((x, t) -> x.exp().minus(1e10), 0, 1000, 23.025850929940457),
            new Case((x, t) -> x.minus(1).pow(9), 0, 3, 1),
            new Case((x, t) -> x.atan().plus(1e-3), -1e6, 1e6, -0.0010000003333334668));
    for (Case c : cases) {
      BracketedRoot brent = BracketedRoot.of(c.f, c.a, c.b);
      for (BracketedRoot solver : List.of(brent, brent.byBisection())) {
        SolverResult r = solver.run(NdArray.scalar(0), NdArray.scalar(2));
        assertEquals(SolverStatus.CONVERGED, r.status(), r::toString);
        double flat = c.root == 1 ? 1e-2 : 1e-14;
        assertEquals(c.root, r.solution().value(), flat * Math.abs(c.root), r::toString);
        assertTrue(r.iterations() < 200, r::toString);
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            BracketedRoot.of((x, t) -> x.square().plus(1), -1, 1)
                .run(NdArray.scalar(0), NdArray.scalar(0)));
  }

  @Test
  void broydenSolvesWhatNewtonSolves() {
    BinaryOperator<NdArray> f =
        (x, t) ->
            NdArray.concatenate(
                0, x.squaredNorm().minus(t).reshape(1), x.at(0).times(x.at(1)).minus(1).reshape(1));
    NdArray theta = NdArray.scalar(4);
    NdArray start = NdArray.of(2, 0.4);
    NdArray expected = NewtonRoot.of(f).run(start, theta).orThrow();
    SolverResult r = Broyden.of(f).withFirstInverse(0.3).run(start, theta);
    assertEquals(SolverStatus.CONVERGED, r.status(), r::toString);
    assertEquals(0, r.solution().minus(expected).normInf().value(), 1e-10);
  }

  @Test
  void saddlesAreLeft() {
    BinaryOperator<NdArray> f =
        (x, t) -> x.at(0).square().minus(x.at(1).square()).plus(x.at(1).pow(4).times(0.5));
    SolverResult r = TrustRegionNewton.of(f).run(NdArray.of(1, 1e-3), NdArray.zeros());
    assertEquals(SolverStatus.CONVERGED, r.status(), r::toString);
    assertEquals(1, Math.abs(r.solution().at(1).value()), 1e-9);
  }
}
