package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LevenbergMarquardtTest {
  private static final double[] NO = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
  private static final double[] LIMIT = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};

  private static void rosenbrock(double[] p, double[] r, double[] j) {
    r[0] = 10 * (p[1] - p[0] * p[0]);
    r[1] = 1 - p[0];
    j[0] = -20 * p[0];
    j[1] = 10;
    j[2] = -1;
    j[3] = 0;
  }

  @Test
  void rosenbrocksValley() {
    LevenbergMarquardt.Result result =
        LevenbergMarquardt.of()
            .minimise(LevenbergMarquardtTest::rosenbrock, 2, new double[] {-1.2, 1}, NO, LIMIT);
    assertEquals(SolverStatus.CONVERGED, result.status());
    assertArrayEquals(new double[] {1, 1}, result.parameters(), 1e-12);
    assertTrue(result.iterations() < 60);
  }

  /** On the edge p0 = 0.5 the minimum over p1 is 0.25. */
  @Test
  void aBoundIsHeld() {
    LevenbergMarquardt.Result result =
        LevenbergMarquardt.of()
            .minimise(
                LevenbergMarquardtTest::rosenbrock,
                2,
                new double[] {-1.2, 1},
                NO,
                new double[] {0.5, Double.POSITIVE_INFINITY});
    assertArrayEquals(new double[] {0.5, 0.25}, result.parameters(), 1e-9);
    assertTrue(result.atBound()[0] && !result.atBound()[1]);
    // (JᵀJ)⁻¹ of the free one: 1/100.
    assertArrayEquals(new double[] {0, 0, 0, 0.01}, result.inverseInformation(), 1e-14);
  }

  /** A line through exact points in units 1e8 apart: (XᵀX)⁻¹ in closed form. */
  @Test
  void linearRegressionInBadUnits() {
    double[] x = {1e8, 2e8, 3e8, 4e8};
    LevenbergMarquardt.Result result =
        LevenbergMarquardt.of()
            .minimise(
                (p, r, j) -> {
                  for (int i = 0; i < 4; i++) {
                    r[i] = p[0] + p[1] * x[i] - (5 + 2e-8 * x[i]);
                    j[2 * i] = 1;
                    j[2 * i + 1] = x[i];
                  }
                },
                4,
                new double[] {0, 0},
                NO,
                LIMIT);
    assertEquals(5, result.parameters()[0], 1e-12);
    assertEquals(2e-8, result.parameters()[1], 1e-20);
    assertArrayEquals(
        new double[] {1.5, -0.5e-8, -0.5e-8, 0.2e-16}, result.inverseInformation(), 1e-13);
  }

  @Test
  void whatCannotBeKnownIsInfinite() {
    LevenbergMarquardt.Result result =
        LevenbergMarquardt.of()
            .minimise(
                (p, r, j) -> {
                  for (int i = 0; i < 3; i++) {
                    r[i] = p[0] + p[1] - i;
                    j[2 * i] = 1;
                    j[2 * i + 1] = 1;
                  }
                },
                3,
                new double[] {0, 0},
                NO,
                LIMIT);
    assertEquals(1, result.parameters()[0] + result.parameters()[1], 1e-10);
    assertTrue(Double.isInfinite(result.inverseInformation()[0]));
  }

  @Test
  void badInput() {
    LevenbergMarquardt solver = LevenbergMarquardt.of();
    assertThrows(IllegalArgumentException.class, () -> solver.with(0, 1));
    assertThrows(IllegalArgumentException.class, () -> solver.with(1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            solver.minimise(LevenbergMarquardtTest::rosenbrock, 2, new double[] {1, 1}, LIMIT, NO));
    assertThrows(
        NonFiniteInputException.class,
        () -> solver.minimise((p, r, j) -> r[0] = Double.NaN, 1, new double[] {1, 1}, NO, LIMIT));
  }
}
