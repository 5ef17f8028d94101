package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Solvers reach the solutions of problems that are known otherwise, and say when they do not. */
class SolverTest {
  private final ImplicitReference.Stream random = new ImplicitReference.Stream(5);
  private final NdArray phi = random.normals(30, 8);
  private final NdArray y = random.normals(30);

  @SuppressWarnings("UnnecessaryLambda") // the call sites read like a user's
  private final BinaryOperator<NdArray> ridge =
      (x, theta) ->
          phi.matmul(x).minus(y).squaredNorm().plus(theta.times(x.squaredNorm())).times(0.5);

  private NdArray ridgeSolution(NdArray theta) {
    return phi.transposeMatmul(phi)
        .plus(NdArray.identity(8).times(theta))
        .solve(phi.transposeMatmul(y));
  }

  @Test
  void everySolverFindsTheRidgeSolution() {
    NdArray theta = NdArray.scalar(0.7);
    double[] expected = ridgeSolution(theta).toArray();
    List<IterativeSolver<?>> solvers =
        List.of(
            GradientDescent.of(ridge),
            GradientDescent.of(ridge).withStepSize(0.015).withAcceleration(false),
            GradientDescent.of(ridge).withAcceleration(false),
            Lbfgs.of(ridge),
            Lbfgs.of(ridge).withMemory(100),
            NewtonRoot.of(OptimalityCondition.stationary(ridge)),
            ProjectedGradient.of(ridge, Projections.l2Ball(NdArray.scalar(100))));
    for (IterativeSolver<?> solver : solvers) {
      SolverResult r = solver.run(NdArray.zeros(8), theta);
      assertEquals(SolverStatus.CONVERGED, r.status(), r::toString);
      double d = ImplicitReference.distance(expected, r.solution().toArray());
      assertTrue(d < 1e-10, () -> solver + ": off by " + d);
      assertTrue(solver.optimalityError(r.solution(), theta) < 1e-8);
    }
  }

  @Test
  void lbfgsFollowsTheValleyOfRosenbrock() {
    BinaryOperator<NdArray> f =
        (x, theta) -> {
          int n = x.size();
          NdArray head = x.slice(0, 0, n - 1);
          return x.slice(0, 1, n)
              .minus(head.square())
              .square()
              .times(100)
              .plus(head.rsubtract(1).square())
              .sum();
        };
    SolverResult r = Lbfgs.of(f).run(NdArray.of(-1.2, 1, -1, 0.5), NdArray.zeros());
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(0, r.solution().minus(1).normInf().value(), 1e-10);
    assertTrue(r.iterations() < 100, r::toString);
  }

  @Test
  void lassoSatisfiesItsSubgradientCondition() {
    BinaryOperator<NdArray> f = (x, lambda) -> phi.matmul(x).minus(y).squaredNorm().times(0.5);
    NdArray lambda = NdArray.scalar(6);
    SolverResult r =
        ProximalGradient.of(f, (x, l, eta) -> Proxes.lasso(l).apply(x, eta))
            .run(NdArray.zeros(8), lambda);
    assertEquals(SolverStatus.CONVERGED, r.status(), r::toString);
    double[] x = r.solution().toArray();
    double[] g = phi.transposeMatmul(phi.matmul(r.solution()).minus(y)).toArray();
    int zeros = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] == 0) {
        zeros++;
        assertTrue(Math.abs(g[i]) <= 6);
      } else {
        assertEquals(-6 * Math.signum(x[i]), g[i], 1e-8);
      }
    }
    assertTrue(zeros > 0 && zeros < 8);
  }

  @Test
  void unrollingGivesTheDerivativeOfTheSolution() {
    NdArray theta = NdArray.scalar(0.7);
    double expected = Autodiff.jacobian(this::ridgeSolution, theta).at(3).value();
    List<IterativeSolver<?>> solvers =
        List.of(
            GradientDescent.of(ridge),
            Lbfgs.of(ridge),
            NewtonRoot.of(OptimalityCondition.stationary(ridge)),
            FixedPointIteration.of(
                (x, t) -> x.minus(Autodiff.gradientInFirst(ridge).apply(x, t).times(0.015))));
    for (IterativeSolver<?> solver : solvers) {
      assertEquals(
          expected,
          Autodiff.gradient(t -> solver.run(NdArray.zeros(8), t).solution().at(3), theta).value(),
          1e-7,
          solver::toString);
      assertEquals(
          expected,
          Autodiff.jvp(
                  t -> solver.run(NdArray.zeros(8), t).solution().at(3), theta, NdArray.scalar(1))
              .tangent()
              .value(),
          1e-7);
    }
  }

  @Test
  void numbersAreSolvedForToo() {
    SolverResult r =
        NewtonRoot.of((x, a) -> x.square().minus(a)).run(NdArray.scalar(1), NdArray.scalar(2));
    assertEquals(Math.sqrt(2), r.orThrow().value(), 1e-15);
    assertEquals(0, r.solution().rank());
  }

  @Test
  void noIterationsReturnTheStart() {
    NdArray start = NdArray.ones(8);
    SolverResult r =
        GradientDescent.of(ridge)
            .withOptions(new SolverOptions(1e-10, 0))
            .run(start, NdArray.scalar(1));
    assertEquals(start, r.solution());
    assertEquals(SolverStatus.MAX_ITERATIONS, r.status());
    assertThrows(ConvergenceException.class, r::orThrow);
  }

  @Test
  void divergenceIsReported() {
    SolverResult r =
        FixedPointIteration.of((x, t) -> x.square().plus(x)).run(NdArray.of(2), NdArray.of(0));
    assertEquals(SolverStatus.NON_FINITE, r.status());
    assertTrue(r.solution().allFinite());
  }

  @Test
  void badInputIsRefused() {
    assertThrows(
        NonFiniteInputException.class,
        () -> GradientDescent.of(ridge).run(NdArray.full(Double.NaN, 8), NdArray.scalar(1)));
    assertThrows(IllegalArgumentException.class, () -> GradientDescent.of(ridge).withStepSize(-1));
    assertThrows(IllegalArgumentException.class, () -> new SolverOptions(-1, 5));
    assertThrows(IllegalArgumentException.class, () -> new SolverOptions(1, -5));
    assertThrows(IllegalArgumentException.class, () -> Projections.simplex(NdArray.scalar(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> Projections.box(NdArray.of(1), NdArray.of(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Projections.hyperplane(NdArray.zeros(3), NdArray.scalar(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Projections.sparseSimplex(4, NdArray.scalar(1)).project(NdArray.zeros(3)));
    assertThrows(
        IllegalArgumentException.class, () -> Projections.simplex().project(NdArray.zeros(0)));
    assertThrows(
        InfeasibleException.class,
        () -> Projections.affineSet(NdArray.of(new double[][] {{1, 2}, {2, 4}}), NdArray.of(1, 3)));
    assertThrows(
        InfeasibleException.class,
        () ->
            Projections.boxSection(
                    NdArray.scalar(0), NdArray.scalar(1), NdArray.ones(2), NdArray.scalar(3))
                .project(NdArray.zeros(2)));
  }
}
