package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** What hasty solvers do, and what they are given by mistake, one test each. */
class PitfallsTest {
  private static final NdArray TARGET = NdArray.of(3, -1, 0.5, 2);
  private static final NdArray CURVATURE = NdArray.of(1, 4, 9, 0.5);

  private static NdArray number(double v) {
    return NdArray.scalar(v);
  }

  private static NdArray quadratic(NdArray x, NdArray t) {
    return CURVATURE.dot(x.minus(TARGET.times(t)).square()).times(0.5);
  }

  private static Map<String, IterativeSolver<?>> solvers(int maxIterations) {
    SolverOptions o = new SolverOptions(1e-10, maxIterations);
    BinaryOperator<NdArray> f = PitfallsTest::quadratic;
    BinaryOperator<NdArray> step =
        (x, t) -> x.minus(Autodiff.gradientInFirst(f).apply(x, t).times(0.1));
    Map<String, IterativeSolver<?>> all = new LinkedHashMap<>();
    all.put("gradient", GradientDescent.of(f).withOptions(o));
    all.put(
        "proximal",
        ProximalGradient.of(f, (x, t, eta) -> Proxes.lasso(number(0.1)).apply(x, eta))
            .withOptions(o));
    all.put("projected", ProjectedGradient.of(f, Projections.simplex()).withOptions(o));
    all.put("lbfgs", Lbfgs.of(f).withOptions(o));
    all.put("lbfgsB", LbfgsB.of(f, number(-9), number(9)).withOptions(o));
    all.put("nonlinearCg", NonlinearCg.of(f).withOptions(o));
    all.put("trustRegion", TrustRegionNewton.of(f).withOptions(o));
    all.put("fire", Fire.of(f).withOptions(o));
    all.put("newton", NewtonRoot.of(OptimalityCondition.stationary(f)).withOptions(o));
    all.put("broyden", Broyden.of(Autodiff.gradientInFirst(f)).withOptions(o));
    all.put("fixedPoint", FixedPointIteration.of(step).withOptions(o));
    all.put("anderson", AndersonAcceleration.of(step).withOptions(o));
    all.put("mirror", MirrorDescent.of(f, 0.1).withOptions(o));
    all.put(
        "leastSquares",
        NonlinearLeastSquares.of((x, t) -> x.minus(TARGET.times(t))).withOptions(o));
    all.put(
        "coordinates",
        CoordinateDescent.of(NdArray.identity(4), TARGET, PointwiseLoss.SQUARED).withOptions(o));
    return all;
  }

  /** The arguments at which each solver can be asked: coordinates have two penalties. */
  private static NdArray parameters(String solver) {
    return solver.equals("coordinates") ? NdArray.of(0.1, 0.1) : number(1);
  }

  @Test
  void noIterationsReturnTheStart() {
    NdArray start = NdArray.of(0.1, 0.2, 0.3, 0.4);
    solvers(0)
        .forEach(
            (name, s) -> {
              SolverResult r = s.run(start, parameters(name));
              assertEquals(start, r.solution(), name);
              assertEquals(SolverStatus.MAX_ITERATIONS, r.status(), name);
              assertEquals(0, r.iterations(), name);
              assertTrue(r.error() > 0, name);
            });
  }

  @Test
  void oneIterationIsNotCalledConverged() {
    NdArray start = NdArray.of(0.1, 0.2, 0.3, 0.4);
    solvers(1)
        .forEach(
            (name, s) -> {
              SolverResult r = s.run(start, parameters(name));
              if (r.status() == SolverStatus.CONVERGED) {
                assertTrue(s.optimalityError(r.solution(), parameters(name)) < 1e-8, name);
              }
            });
  }

  @Test
  void startsAndParametersThatAreNotFinite() {
    NdArray start = NdArray.of(0.1, 0.2, 0.3, 0.4);
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      solvers(5)
          .forEach(
              (name, s) -> {
                assertThrows(
                    NonFiniteInputException.class,
                    () -> s.run(NdArray.of(0.1, bad, 0.3, 0.4), parameters(name)),
                    name);
                assertThrows(
                    NonFiniteInputException.class,
                    () -> s.run(start, parameters(name).plus(bad)),
                    name);
              });
    }
  }

  /** An objective that is nowhere a number: no solver calls that a solution. */
  @Test
  void objectivesThatAreNotNumbers() {
    NdArray start = NdArray.of(0.1, 0.2, 0.3, 0.4);
    BinaryOperator<NdArray> f = (x, t) -> x.sum().times(Double.NaN);
    List<IterativeSolver<?>> all =
        List.of(
            GradientDescent.of(f),
            Lbfgs.of(f),
            LbfgsB.of(f, number(-9), number(9)),
            NonlinearCg.of(f),
            TrustRegionNewton.of(f),
            Fire.of(f),
            MirrorDescent.of(f, 0.1),
            FixedPointIteration.of((x, t) -> x.times(Double.NaN)),
            AndersonAcceleration.of((x, t) -> x.times(Double.NaN)),
            NewtonRoot.of((x, t) -> x.times(Double.NaN)),
            Broyden.of((x, t) -> x.times(Double.NaN)),
            NonlinearLeastSquares.of((x, t) -> x.times(Double.NaN)));
    for (IterativeSolver<?> s : all) {
      String name = s.getClass().getSimpleName();
      SolverResult r;
      try {
        r = s.run(start, number(1));
      } catch (IllegalArgumentException | ArithmeticException | IllPosedProblemException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isEmpty(), name);
        continue;
      }
      assertNotEquals(SolverStatus.CONVERGED, r.status(), name);
      assertTrue(r.solution().allFinite(), name);
      assertTrue(r.iterations() < 50, () -> name + " needs " + r.iterations() + " iterations");
    }
  }

  /** Accelerated methods return the iterate in the set, and not the point beyond it. */
  @Test
  void iteratesOfAcceleratedMethodsAreInTheSet() {
    NdArray lower = NdArray.of(0, 0, 0, 0);
    NdArray upper = NdArray.of(1, 1, 0.4, 1);
    ProximalGradient s =
        ProjectedGradient.of(PitfallsTest::quadratic, Projections.box(lower, upper))
            .withStepSize(0.1);
    for (int k = 1; k < 40; k++) {
      NdArray x =
          s.withOptions(new SolverOptions(0, k)).run(NdArray.full(0.5, 4), number(1)).solution();
      assertTrue(x.minus(lower).min().value() >= 0, x::toString);
      assertTrue(upper.minus(x).min().value() >= 0, x::toString);
    }
  }

  /**
   * Step sizes that a line search found are constants: with η_k read off the iterates of a plain
   * run, J_{k+1} = J_k - η_k (a J_k - 1) is the derivative in θ of steps on ½ax² - θx.
   */
  @Test
  void stepSizesOfLineSearchesAreConstants() {
    double a = 3;
    BinaryOperator<NdArray> f = (x, t) -> x.square().times(a / 2).minus(t.times(x));
    double theta = 2;
    double j = 0;
    double x = 5;
    for (int k = 0; k < 6; k++) {
      ProximalGradient s =
          GradientDescent.of(f).withAcceleration(false).withOptions(new SolverOptions(0, k + 1));
      double next = s.run(number(5), number(theta)).solution().value();
      double eta = (x - next) / (a * x - theta);
      assertTrue(eta > 0);
      j -= eta * (a * j - 1);
      x = next;
      double unrolled =
          Autodiff.gradient(t -> s.run(number(5), t).solution(), number(theta)).value();
      assertEquals(j, unrolled, 1e-12 * (1 + Math.abs(j)), "iteration " + k);
      if (Math.abs(a * x - theta) < 1e-6) {
        break;
      }
    }
  }

  @Test
  void numbersOutOfRange() {
    NdArray one = number(1);
    NdArray x = NdArray.of(1, 2, 3);
    for (int k : new int[] {-1, 0}) {
      refused(() -> Projections.sparseSimplex(k, one).project(x), Integer.toString(k));
    }
    refused(() -> Projections.sparseSimplex(4, one).project(x), "4");
    refused(() -> Projections.box(NdArray.of(0, 2), NdArray.of(1, 1)), "2.0");
    refused(() -> Projections.box(number(Double.NaN), one), "NaN");
    refused(() -> Projections.boxSection(number(2), one, x, one), "2.0");
    refused(() -> LbfgsB.of(PitfallsTest::quadratic, number(2), one), "2.0");
    refused(() -> Proxes.lasso(one).apply(x, -1), "-1.0");
    refused(() -> Proxes.lasso(one).apply(x, Double.NaN), "NaN");
    refused(() -> Projections.isotonic(true, NdArray.of(1, 0, 1), -1, 1), "0.0");
    refused(() -> Projections.isotonic(true, NdArray.ones(3), 1, -1), "1.0");
    refused(() -> MirrorDescent.of(PitfallsTest::quadratic, 0), "0.0");
    refused(() -> Lbfgs.of(PitfallsTest::quadratic).withMemory(0), "0");
    refused(() -> new SolverOptions(Double.NaN, 5), "NaN");
    refused(() -> Cone.semidefinite(-1), "-1");
    refused(() -> Cone.nonNegative(-2), "-2");
    refused(() -> BracketedRoot.of((z, t) -> z, 1, 0), "1.0");
  }

  @Test
  void marginalsOfPlans() {
    NdArray c = NdArray.zeros(2, 2);
    NdArray half = NdArray.of(0.5, 0.5);
    NdArray gamma = number(1);
    for (boolean entropic : new boolean[] {true, false}) {
      for (NdArray b :
          List.of(
              NdArray.of(1.5, -0.5),
              NdArray.of(0.5, 0.5 + 1e-8),
              NdArray.of(0.5, Double.NaN),
              NdArray.of(1))) {
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              if (entropic) {
                Transport.entropic(c, half, b, gamma);
              } else {
                Transport.quadratic(c, half, b, gamma);
              }
            },
            b::toString);
      }
    }
  }

  @Test
  void shapesThatDoNotFit() {
    NdArray x = NdArray.of(1, 2, 3);
    NdArray two = NdArray.of(1, 2);
    for (Projection p :
        List.of(
            Projections.box(two, two.plus(1)),
            Projections.hyperplane(two, number(1)),
            Projections.halfspace(two, number(1)),
            Projections.affineSet(NdArray.ones(1, 2), NdArray.of(1)),
            Projections.polyhedron(
                NdArray.zeros(0, 2), NdArray.zeros(0), NdArray.ones(1, 2), NdArray.of(1)),
            Projections.permutahedron(two))) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> p.project(x));
      assertTrue(e.getMessage().contains("3"), e.getMessage());
    }
    assertThrows(ShapeMismatchException.class, () -> Proxes.lasso(two).apply(x, 1));
    assertThrows(IllegalArgumentException.class, () -> Projections.exponentialCone().project(two));
  }

  @Test
  void emptyArrays() {
    NdArray none = NdArray.zeros(0);
    for (Projection p : List.of(Projections.nonNegative(), Projections.hypercube())) {
      assertEquals(none, p.project(none));
    }
    for (Prox p : List.of(Proxes.lasso(number(1)), Proxes.ridge(number(1)), Proxes.none())) {
      assertEquals(none, p.apply(none, 1));
    }
    for (Projection p :
        List.of(
            Projections.simplex(),
            Projections.l1Ball(number(1)),
            Projections.l2Ball(number(1)),
            Projections.l1Sphere(number(1)),
            Projections.l2Sphere(number(1)))) {
      assertThrows(IllegalArgumentException.class, () -> p.project(none));
    }
  }

  /** A direction of negative curvature, which can be checked by whoever reads it. */
  @Test
  void concaveProgramsNameADirection() {
    NdArray q = NdArray.of(new double[][] {{1, 3}, {3, 1}});
    for (QuadraticProgram.Method method : QuadraticProgram.Method.values()) {
      QuadraticProgram p =
          QuadraticProgram.withInequalities(
              q, NdArray.of(0, 0), NdArray.identity(2), NdArray.of(1, 1));
      String message =
          assertThrows(IllPosedProblemException.class, () -> p.solve(method)).getMessage();
      if (method != QuadraticProgram.Method.DUAL_ACTIVE_SET) {
        double[] d =
            ImplicitReference.numbers(
                message
                    .substring(message.lastIndexOf('[') + 1, message.lastIndexOf(']'))
                    .replace(",", " "));
        NdArray v = NdArray.of(d);
        assertEquals(2, d.length, message);
        assertTrue(v.dot(q.matmul(v)).value() < 0, message);
      }
    }
  }

  private static void refused(org.junit.jupiter.api.function.Executable what, String value) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, what);
    assertTrue(e.getMessage().contains(value), e.getMessage());
  }
}
