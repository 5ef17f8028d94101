package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs end as what they are: no solution is claimed where there is none, none is missed for units.
 */
class SolverEndsTest {
  private static final NdArray NONE = NdArray.zeros();

  private static NdArray rosenbrock(NdArray x) {
    NdArray a = x.at(1).minus(x.at(0).square());
    NdArray b = x.at(0).minus(1);
    return a.square().times(100).plus(b.square());
  }

  @Test
  void objectivesWithoutAValueAtTheStart() {
    SolverResult r =
        GradientDescent.of((x, t) -> x.minus(x.log()).sum()).run(NdArray.of(-1.0), NONE);
    assertEquals(SolverStatus.NON_FINITE, r.status());
  }

  /** Extrapolation beyond the domain of the logarithm is taken back: the minimum is at 1e-3. */
  @Test
  void extrapolationStaysInTheDomain() {
    SolverResult r =
        GradientDescent.of((x, t) -> x.minus(x.log().times(1e-3)).sum())
            .withOptions(new SolverOptions(1e-9, 100_000))
            .run(NdArray.of(1.0), NONE);
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(1e-3, r.solution().at(0).value(), 1e-10);
  }

  /** Units of the variables: x in 1e9, the start at 1e17, the minimum at 3e17. */
  @Test
  void variablesOfLargeUnit() {
    BinaryOperator<NdArray> f = (x, t) -> x.dividedBy(1e9).minus(3e8).square().sum().times(0.5);
    for (IterativeSolver<?> solver :
        new IterativeSolver<?>[] {
          GradientDescent.of(f),
          ProjectedGradient.of(f, Projections.box(NdArray.scalar(0), NdArray.scalar(1e18)))
        }) {
      SolverResult r = solver.run(NdArray.of(1e17), NONE);
      // The tolerance of 1e-10 of the gradient is one of 1e8 of x.
      assertEquals(3e17, r.solution().at(0).value(), 1e8, r::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-20, 1e-8, 1, 1e8, 1e20})
  void unitsOfTheVariables(double unit) {
    BinaryOperator<NdArray> f = (x, t) -> rosenbrock(x.dividedBy(unit));
    SolverOptions options = new SolverOptions(1e-8 / unit, 2000);
    for (IterativeSolver<?> solver :
        new IterativeSolver<?>[] {
          Lbfgs.of(f).withOptions(options), NonlinearCg.of(f).withOptions(options)
        }) {
      SolverResult r = solver.run(NdArray.of(-1.2, 1).times(unit), NONE);
      String name = solver.getClass().getSimpleName() + " " + r;
      assertEquals(SolverStatus.CONVERGED, r.status(), name);
      assertEquals(0, r.solution().dividedBy(unit).minus(1).normInf().value(), 1e-6, name);
    }
  }

  /** Steps 2⁻ᵏ get lost; (½, ½) to (0, 1) is far more than they add up to. */
  @Test
  void decreasingStepsThatAreLost() {
    SolverResult r =
        MirrorDescent.of((x, t) -> x.at(0), k -> Math.pow(2, -k))
            .withOptions(new SolverOptions(1e-10, 200))
            .run(NdArray.of(0.5, 0.5), NONE);
    assertNotEquals(SolverStatus.CONVERGED, r.status());
    assertTrue(r.error() > 0.01, r::toString);
  }

  /** Curvatures of 1 to 1e-7: the error decreases slowly, but not by rounding alone. */
  @Test
  void slowProgressIsProgress() {
    NdArray d = NdArray.of(1e-7, 1e-3, 0.1, 1);
    SolverResult r =
        GradientDescent.of((x, t) -> d.times(x.minus(1).square()).sum().times(0.5))
            .withOptions(new SolverOptions(1e-10, 200_000))
            .run(NdArray.zeros(4), NONE);
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(0, r.solution().minus(1).normInf().value(), 1e-2);
  }

  /** Curvatures of 1e20 need steps of 1e-20. */
  @Test
  void tinySteps() {
    NdArray weights = NdArray.of(1.0, 3);
    SolverResult r =
        GradientDescent.of(
                (x, t) ->
                    x.dividedBy(1e-10).minus(NdArray.of(1.0, 2)).square().times(weights).sum())
            .withOptions(new SolverOptions(1, 5000))
            .run(NdArray.zeros(2), NONE);
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(1e-10, r.solution().at(0).value(), 1e-19);
    assertEquals(2e-10, r.solution().at(1).value(), 1e-19);
  }

  /** Residuals that end at a wall, or come with a wrong Jacobian, are not minimised. */
  @Test
  void refusedStepsAreNoConvergence() {
    double[] low = {-1e9};
    double[] high = {1e9};
    for (double start : new double[] {15, 20, 25, 30}) {
      LevenbergMarquardt.Result wrong =
          LevenbergMarquardt.of()
              .minimise(
                  (p, r, j) -> {
                    r[0] = p[0] - 10;
                    j[0] = -1;
                  },
                  1,
                  new double[] {start},
                  low,
                  high);
      assertEquals(SolverStatus.NO_PROGRESS, wrong.status());
    }
    LevenbergMarquardt.Result wall =
        LevenbergMarquardt.of()
            .minimise(
                (p, r, j) -> {
                  r[0] = p[0] >= 20 ? p[0] - 19 : Double.NaN;
                  j[0] = 1;
                },
                1,
                new double[] {20},
                low,
                high);
    assertEquals(SolverStatus.NO_PROGRESS, wall.status());
  }

  @Test
  void singularJacobiansEndARun() {
    SolverResult r = NewtonRoot.of((x, t) -> x.square().minus(1)).run(NdArray.of(0.0), NONE);
    assertEquals(SolverStatus.NO_PROGRESS, r.status());
    assertEquals(1, r.error());
  }

  @Test
  void accelerationOfAnyUnit() {
    for (double unit : new double[] {1e-170, 1, 1e170}) {
      SolverResult r =
          AndersonAcceleration.of((x, t) -> x.times(0.5).plus(unit))
              .withOptions(new SolverOptions(1e-12 * unit, 100))
              .run(NdArray.of(0.0), NONE);
      assertEquals(SolverStatus.CONVERGED, r.status(), "unit " + unit);
      assertEquals(2, r.solution().at(0).value() / unit, 1e-11);
    }
    // No fixed point, and residuals that do not change.
    SolverResult none =
        AndersonAcceleration.of((x, t) -> x.plus(1))
            .withOptions(new SolverOptions(1e-10, 50))
            .run(NdArray.of(0.0), NONE);
    assertEquals(SolverStatus.MAX_ITERATIONS, none.status());
  }

  @Test
  void bracketsOfTheWholeRange() {
    BracketedRoot brent = BracketedRoot.of((x, t) -> x.minus(3), -1e308, 1e308);
    for (BracketedRoot solver : new BracketedRoot[] {brent, brent.byBisection()}) {
      SolverResult r = solver.run(NONE, NONE);
      assertEquals(SolverStatus.CONVERGED, r.status());
      assertEquals(3, r.solution().value(), 1e-15);
    }
  }

  @Test
  void trustRegionsGoDownhill() {
    for (double unit : new double[] {1e-95, 1e-120}) {
      SolverResult r =
          TrustRegionNewton.of((x, t) -> rosenbrock(x).times(unit))
              .withOptions(new SolverOptions(1e-9 * unit, 300))
              .run(NdArray.of(-1.2, 1), NONE);
      assertEquals(SolverStatus.CONVERGED, r.status(), "unit " + unit);
      assertEquals(0, r.solution().minus(1).normInf().value(), 1e-8);
    }
  }

  /** A curvature of 1000 is beyond the default steps, and documented to be. */
  @Test
  void timeStepsOfStiffEnergies() {
    SolverResult r =
        Fire.of((x, t) -> x.squaredNorm().times(500))
            .withTimeSteps(0.01, 0.06)
            .run(NdArray.of(1.0), NONE);
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(0, r.solution().at(0).value(), 1e-12);
    assertThrows(
        IllegalArgumentException.class, () -> Fire.of((x, t) -> x.sum()).withTimeSteps(0.1, 0.05));
  }

  @Test
  void mapsKeepTheShapeOfTheirPoints() {
    NdArray start = NdArray.of(0.0, 0);
    BinaryOperator<NdArray> scalar = (x, t) -> x.sum().times(0.5);
    assertThrows(
        ShapeMismatchException.class, () -> FixedPointIteration.of(scalar).run(start, NONE));
    assertThrows(
        ShapeMismatchException.class, () -> AndersonAcceleration.of(scalar).run(start, NONE));
    assertThrows(ShapeMismatchException.class, () -> Broyden.of(scalar).run(start, NONE));
  }

  /** Targets as a column are the same targets, in the derivative too. */
  @Test
  void targetsInAColumn() {
    NdArray x = NdArray.of(1.0, 0.2, -0.5, 1, 0.3, 0.8, -1, 0.4).reshape(4, 2);
    NdArray y = NdArray.of(1.0, -0.5, 0.7, -1);
    NdArray theta = NdArray.of(0.05, 0.1);
    CoordinateDescent column = CoordinateDescent.of(x, y.reshape(4, 1), PointwiseLoss.SQUARED);
    SolverResult r = column.run(NdArray.zeros(2), theta);
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(0, column.optimalityError(r.solution(), theta), 1e-9);
    assertThrows(
        IllegalArgumentException.class,
        () -> CoordinateDescent.of(x, NdArray.of(0.0, 1, 1, 0), PointwiseLoss.LOGISTIC));
  }

  @Test
  void curvatureThatIsNegative() {
    NdArray q = NdArray.of(1.0, 2, 2, 1).reshape(2, 2);
    BoxCoordinateDescent boxes =
        BoxCoordinateDescent.of(
            t ->
                new BoxCoordinateDescent.Data(
                    q, NdArray.zeros(2), NdArray.scalar(-1), NdArray.scalar(1)));
    Exception e =
        assertThrows(IllPosedProblemException.class, () -> boxes.run(NdArray.zeros(2), NONE));
    assertTrue(e.getMessage().contains("q") && e.getMessage().contains("direction"));
    NdArray signs = NdArray.of(1.0, -1);
    assertThrows(
        IllPosedProblemException.class,
        () -> BinaryKernelSvm.of(NdArray.of(-1.0, -2, -2, -1).reshape(2, 2), signs));
    assertThrows(
        IllegalArgumentException.class,
        () -> BinaryKernelSvm.of(NdArray.of(2, 1.5, 0, 2).reshape(2, 2), signs));
    // Semidefinite to rounding is allowed, in any unit.
    NdArray v = NdArray.of(1.0, 1.0 / 3);
    assertEquals(
        0.5, BinaryKernelSvm.of(v.outer(v).times(1e200), signs).intercept(NdArray.zeros(2), 1), 1);
  }

  @Test
  void weightsOfMachinesArePositive() {
    MulticlassSvm svm =
        MulticlassSvm.of(NdArray.of(1.0, 0, 0, 1).reshape(2, 2), 2, new int[] {0, 1});
    for (double theta : new double[] {-1, 0}) {
      NdArray t = NdArray.scalar(theta);
      assertThrows(
          IllegalArgumentException.class, () -> svm.projectedGradient().run(svm.start(), t));
      assertThrows(
          IllegalArgumentException.class, () -> svm.mirrorDescent(0.1).run(svm.start(), t));
      assertThrows(IllegalArgumentException.class, () -> svm.weights(svm.start(), t));
    }
  }

  @Test
  void ratesThatGoUphill() {
    for (StochasticGradient.Rule rule :
        new StochasticGradient.Rule[] {
          StochasticGradient.Rule.sgd(-0.1),
          StochasticGradient.Rule.adam(-0.1),
          StochasticGradient.Rule.sgd(Double.NaN)
        }) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  StochasticGradient.of((x, t) -> x.squaredNorm(), rule)
                      .run(NdArray.of(1.0), NONE));
      assertTrue(e.getMessage().contains("rate of iteration 0"));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new StochasticGradient.Rule.Polyak(1, Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new StochasticGradient.Rule.Armijo(1, 0.1, 0));
  }

  @Test
  void lossesOfWrongInput() {
    NdArray z = NdArray.of(1e16, 1e16).reshape(1, 2);
    assertEquals(1, Losses.multiclassHinge(z, 0).at(0).value());
    NdArray zeroOne = NdArray.of(0.0, 1);
    NdArray scores = NdArray.of(0.3, -2);
    assertThrows(IllegalArgumentException.class, () -> Losses.hinge(scores, zeroOne));
    assertThrows(IllegalArgumentException.class, () -> Losses.perceptron(scores, zeroOne));
    assertThrows(IllegalArgumentException.class, () -> Losses.binaryLogistic(scores, zeroOne));
    assertThrows(
        IllegalArgumentException.class, () -> Losses.sparsemax(scores, NdArray.of(3.0, 4)));
    NdArray matrix = NdArray.identity(2);
    assertThrows(ShapeMismatchException.class, () -> Losses.sparsemax(matrix, matrix));
  }

  @Test
  void decisionsNeedFiniteVectors() {
    PerturbedArgmax p =
        PerturbedArgmax.of(
            x -> NdArray.where(x.atLeast(x.max()), NdArray.scalar(1), NdArray.scalar(0)), 1, 10, 1);
    assertThrows(NonFiniteInputException.class, () -> p.apply(NdArray.of(Double.NaN, 1)));
    assertThrows(ShapeMismatchException.class, () -> p.apply(NdArray.of(1.0, 2).reshape(1, 2)));
    assertThrows(ShapeMismatchException.class, () -> p.apply(NdArray.scalar(1)));
    assertEquals(2, Autodiff.gradient(x -> p.apply(x).at(0), NdArray.of(0.1, 0.2)).size());
  }

  /** The first step goes on by a share of the residual; the solution is that of the map. */
  @Test
  void mixingAndMemory() {
    java.util.function.BinaryOperator<NdArray> map = (x, t) -> x.cos().times(-3).plus(t);
    NdArray theta = NdArray.of(1.0, 2);
    NdArray start = NdArray.of(0.3, -0.2);
    AndersonAcceleration half = AndersonAcceleration.of(map).withMixing(0.5);
    NdArray f = map.apply(start, theta).minus(start);
    assertEquals(start.plus(f.times(0.5)), half.update(half.init(start, theta), theta).solution());
    NdArray x = half.run(start, theta).orThrow();
    assertEquals(0, map.apply(x, theta).minus(x).normInf().value(), 1e-9);
    NdArray b =
        Broyden.of((z, t) -> map.apply(z, t).minus(z)).withMemory(2).run(start, theta).orThrow();
    assertEquals(0, map.apply(b, theta).minus(b).normInf().value(), 1e-9);
    assertThrows(IllegalArgumentException.class, () -> AndersonAcceleration.of(map).withMixing(0));
    assertThrows(IllegalArgumentException.class, () -> Broyden.of(map).withMemory(0));
  }

  @Test
  void whatCannotBeginIsNamed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ScalarMinimizer.brent(x -> x, 0, Double.POSITIVE_INFINITY, 1e-8));
    assertThrows(
        IllegalArgumentException.class, () -> ScalarMinimizer.brent(x -> x, -1e308, 1e308, 1e-8));
    assertThrows(
        IllPosedProblemException.class, () -> ScalarMinimizer.brent(x -> Double.NaN, 0, 3, 1e-8));
    // Half of the interval has no values: the minimum is on the other half.
    double[] best = ScalarMinimizer.brent(x -> x < 1 ? Double.NaN : (x - 2) * (x - 2), 0, 3, 1e-8);
    assertEquals(2, best[0], 1e-6);
    LevenbergMarquardt solver = LevenbergMarquardt.of();
    double[] one = {1};
    double[] low = {-9};
    double[] high = {9};
    assertThrows(
        IllegalArgumentException.class, () -> solver.minimise((x, r, j) -> {}, -1, one, low, high));
    Exception e =
        assertThrows(
            NonFiniteInputException.class,
            () -> solver.minimise((x, r, j) -> j[0] = Double.NaN, 1, one, low, high));
    assertTrue(e.getMessage().contains("Jacobian"), e.getMessage());
  }
}
