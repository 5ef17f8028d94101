package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.ConstantKernel;
import dev.hadamard.gp.Covariance;
import dev.hadamard.gp.MaternKernel;
import dev.hadamard.gp.PeriodicKernel;
import dev.hadamard.gp.SquaredExponentialKernel;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.WhiteNoiseKernel;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.Draws;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Draws from the posteriors of equations, and equations under any covariance. */
class PdeUncertaintyTest {
  private static final int DRAWS = 2000;

  private static PdeProblem poisson(int n) {
    return PdeProblem.on(new UniformAxis(0, 1, n))
        .term(1, 2)
        .source(x -> -400 * StrictMath.sin(20 * x[0]))
        .dirichlet(x -> StrictMath.sin(20 * x[0]))
        .build();
  }

  /** The variances at single points; draws have them, and the solution as mean. */
  private static void deviationsOfDraws(GpPdeSolution s, double[]... points) {
    int n = points[0].length;
    double[] mean = s.onGrid(points);
    double[] sum = new double[mean.length];
    double[] squares = new double[mean.length];
    for (int k = 0; k < DRAWS; k++) {
      double[] u = s.sample(Streams.of(8).substream(k).generator(), points);
      for (int i = 0; i < u.length; i++) {
        sum[i] += (u[i] - mean[i]) / DRAWS;
        squares[i] += (u[i] - mean[i]) * (u[i] - mean[i]) / DRAWS;
      }
    }
    for (int i = 0; i < mean.length; i++) {
      double[] x =
          points.length == 1
              ? new double[] {points[0][i]}
              : new double[] {points[0][i / points[1].length], points[1][i % points[1].length]};
      double sigma = s.standardDeviation(x);
      assertTrue(sigma > 0 && n > 0);
      // 4.5 and 5 standard errors: a false alarm in 1e-5 of seeds for each point; seeds are fixed.
      assertEquals(0, sum[i], 4.5 * sigma / Math.sqrt(DRAWS));
      assertEquals(1, squares[i] / (sigma * sigma), 5 * Math.sqrt(2.0 / DRAWS));
    }
  }

  @Test
  void drawsOfAnExactMode() {
    double[] x = {0.013, 0.31, 0.77};
    deviationsOfDraws(GpHmSolver.condition(poisson(25), MaternKernel.of(2, 1, 0.2)), x);
    UniformAxis axis = new UniformAxis(0, 1, 9);
    PdeProblem plane =
        PdeProblem.on(axis, axis)
            .term(1, 2, 0)
            .term(1, 0, 2)
            .source(p -> StrictMath.sin(7 * p[0] * p[1]))
            .dirichlet(p -> 0)
            .build();
    SquaredExponentialKernel k = SquaredExponentialKernel.of(1, 0.3);
    deviationsOfDraws(GpHmSolver.condition(plane, k, k), new double[] {0.2, 0.44}, x);
    GpPdeSolution s = GpHmSolver.solve(poisson(60), GpHmOptions.DEFAULT);
    double[] draw = s.sample(Streams.of(3).generator(), x);
    assertArrayEquals(s.onGrid(x), draw, 1e-9);
    assertThrows(IllegalArgumentException.class, () -> s.sample(Streams.of(3).generator(), x, x));
  }

  @Test
  void drawsOfALearnedMode() {
    PdeProblem p = poisson(12);
    JointAdam adam = JointAdam.of(p, GpHmOptions.DEFAULT.withComponents(3, 4).withJitter(1e-4));
    adam.advance(60);
    GpPdeSolution s = adam.solution();
    double[] x = {0.05, 0.4, 5.0 / 11};
    // The mean of the law is the exact conditional mean, from which Adam's values are still far.
    JointObjective objective =
        JointObjective.of(p, GpHmOptions.DEFAULT.withComponents(3, 4).withJitter(1e-4));
    double[] at = adam.variables();
    double[] mode = objective.posterior(at).mode();
    System.arraycopy(mode, 0, at, 0, mode.length);
    double[] mean = objective.expansion(at, GpHmOptions.DEFAULT).onGrid(new int[1], x);
    double[] sum = new double[3];
    double[] squares = new double[3];
    for (int k = 0; k < DRAWS; k++) {
      double[] u = s.sample(Streams.of(8).substream(k).generator(), x);
      for (int i = 0; i < 3; i++) {
        sum[i] += (u[i] - mean[i]) / DRAWS;
        squares[i] += (u[i] - mean[i]) * (u[i] - mean[i]) / DRAWS;
      }
    }
    for (int i = 0; i < 3; i++) {
      double sigma = s.standardDeviation(x[i]);
      assertEquals(0, sum[i], 4.5 * sigma / Math.sqrt(DRAWS));
      assertEquals(1, squares[i] / (sigma * sigma), 5 * Math.sqrt(2.0 / DRAWS));
    }
    // Of two processes in turn the law of the second alone would be wrong.
    JointAdam second = adam.withSecondProcess();
    second.advance(3);
    GpPdeSolution both = second.solution();
    assertThrows(UnsupportedOperationException.class, () -> both.standardDeviation(0.3));
    assertThrows(
        UnsupportedOperationException.class, () -> both.sample(Streams.of(1).generator(), x));
  }

  /** Three points, two of them close, under the law of the regression that this is. */
  @Test
  void drawsOnScatteredPoints() {
    Covariance k = MaternKernel.of(3, 1.2, 0.4);
    ScatteredCollocation.Solution s =
        ScatteredCollocation.with(k)
            .term(2, 1)
            .source(x -> 1)
            .interior(new double[] {0.2}, new double[] {0.9})
            .dirichlet(x -> 0.3, new double[] {0})
            .solve();
    double[][] points = {{0.4}, {0.45}, {1.4}};
    double[][] draws = new double[DRAWS][];
    Arrays.setAll(draws, i -> s.sample(Streams.of(2).substream(i).generator(), points));
    dev.hadamard.gp.GpRegression.JointPrediction p =
        dev.hadamard.gp.GpRegression.of(
                java.util.List.of(k),
                java.util.List.of(
                    new dev.hadamard.gp.GpRegression.Observation(
                        new double[] {0.2}, new int[] {1}, 0.5),
                    new dev.hadamard.gp.GpRegression.Observation(
                        new double[] {0.9}, new int[] {1}, 0.5),
                    dev.hadamard.gp.GpRegression.Observation.value(0.3, 0)),
                0)
            .predictJointly(points);
    DMatrixRMaj covariance = p.covariance();
    Draws.matches(p.mean(), covariance, draws);
  }

  /** The closed form of u'' = f under smooth, periodic and composed priors. */
  @Test
  void anyCovariance() {
    Covariance periodic = PeriodicKernel.of(1, 0.7, Math.PI / 10);
    Covariance trend = SquaredExponentialKernel.of(1, 0.5).plus(ConstantKernel.of(1));
    double exact = StrictMath.sin(20 * 0.377);
    GpPdeSolution a = GpHmSolver.condition(poisson(60), periodic.plus(trend));
    assertEquals(exact, a.evaluate(0.377), 1e-6);
    // The product has more harmonics than 60 points resolve, which is told.
    assertFalse(GpHmSolver.condition(poisson(60), periodic.times(trend)).resolved());
    GpPdeSolution b = GpHmSolver.condition(poisson(100), periodic.times(trend));
    assertTrue(b.resolved());
    assertEquals(exact, b.evaluate(0.377), 1e-5);
    GpPdeSolution c = GpHmSolver.condition(poisson(60), SquaredExponentialKernel.of(1, 0.1));
    assertEquals(exact, c.evaluate(0.377), 1e-6);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> GpHmSolver.condition(poisson(20), trend.plus(WhiteNoiseKernel.of(1))));
    assertTrue(e.getMessage().contains("order 0, 2 requested"), e::getMessage);
    assertThrows(
        IllegalArgumentException.class, () -> GpHmSolver.condition(poisson(20), trend, trend));
  }
}
