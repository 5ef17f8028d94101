package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.QuadraticProgram.Method;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose rows, right-hand sides, eigenvalues and unknowns are of unlike sizes. */
class UnlikeSizesTest {
  private static NdArray matrix(double[]... rows) {
    return NdArray.of(rows);
  }

  private static double[] row(double... v) {
    return v;
  }

  private static void close(NdArray actual, double relative, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      double e = expected[i];
      assertEquals(
          e, actual.at(i).value(), relative * Math.max(Math.abs(e), 1e-300), actual::toString);
    }
  }

  /** Q = diag(s, 1), both upper bounds 1 bind: x = (1, 1), λ = (1 - s, 0.002). */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-15})
  void smallEigenvaluesKeepTheirConstraints(double s) {
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            matrix(row(s, 0), row(0, 1)),
            NdArray.of(-1, -1.002),
            NdArray.identity(2),
            NdArray.ones(2));
    for (Method method : Method.values()) {
      QuadraticProgram.Solution x = p.solve(method);
      close(x.x(), 1e-11, 1, 1);
      // λ₁ vanishes at s = 1.
      assertEquals(1 - s, x.inequalityMultipliers().at(0).value(), 1e-10, method + "");
      assertEquals(0.002, x.inequalityMultipliers().at(1).value(), 1e-10, method + "");
    }
  }

  /** A covariance of rank 1 and next to nothing: x₃ ≤ 1 binds, and its derivative is 1. */
  @Test
  void almostSingularCovariances() {
    NdArray v = NdArray.of(1.0, -2, 0.5);
    NdArray q = v.outer(v).plus(NdArray.identity(3).times(1e-11));
    NdArray h = NdArray.of(1.0, 1, 1, 1, 1, 1);
    NdArray g = NdArray.concatenate(0, NdArray.identity(3), NdArray.identity(3).negate());
    NdArray c = NdArray.of(-0.01, 0.3, -1);
    NdArray x = QuadraticProgram.withInequalities(q, c, g, h).solve().x();
    assertTrue(x.max().value() <= 1 + 1e-12 && x.min().value() >= -1 - 1e-12, x::toString);
    NdArray j =
        Autodiff.jacobian(t -> QuadraticProgram.withInequalities(q, c, g, t).solve().x().at(2), h);
    assertEquals(1, x.at(2).value(), 1e-12);
    assertEquals(1, j.at(2).value(), 1e-9);
  }

  /** Diagonal programs: every unknown on its own, with a curvature of its own. */
  @Property(tries = 300)
  void diagonalPrograms(@ForAll @IntRange(min = 0, max = 100000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(5);
    double[] d = new double[n];
    double[] c = new double[n];
    double[] bound = new double[n];
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = Math.pow(10, -9 * random.nextDouble());
      double free = 4 * random.nextDouble() - 2;
      c[i] = -d[i] * free;
      bound[i] = 2 * random.nextDouble() - 0.5;
      expected[i] = Math.min(free, bound[i]);
    }
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.of(d).diagonalMatrix(), NdArray.of(c), NdArray.identity(n), NdArray.of(bound));
    for (Method method :
        new Method[] {Method.AUTO, Method.DUAL_ACTIVE_SET, Method.INTERIOR_POINT}) {
      NdArray x = p.solve(method).x();
      for (int i = 0; i < n; i++) {
        assertEquals(expected[i], x.at(i).value(), 1e-6, method + " " + x);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-8, 1e-9, 1e-10, 1e-12})
  void manyUnknownsAndOneSmallEigenvalue(double s) {
    int n = 201;
    double[] d = new double[n];
    Arrays.fill(d, 1);
    d[0] = s;
    NdArray diagonal = NdArray.of(d);
    NdArray x =
        QuadraticProgram.withInequalities(
                diagonal.diagonalMatrix(),
                diagonal,
                NdArray.identity(n).slice(0, 0, 1).negate(),
                NdArray.of(5.0))
            .solve()
            .x();
    assertEquals(0, x.plus(1).normInf().value(), 1e-9);
  }

  /** Bounded, by a curvature or a row that is small: (1, 10⁷) and not "unbounded". */
  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"AUTO", "INTERIOR_POINT"})
  void smallCurvaturesAndRowsBound(Method method) {
    NdArray x =
        QuadraticProgram.withInequalities(
                matrix(row(1, 0, 0), row(0, 1e-7, 0), row(0, 0, 0)),
                NdArray.of(-1.0, -1, 1),
                matrix(row(0, 0, -1)),
                NdArray.zeros(1))
            .solve(method)
            .x();
    assertEquals(1, x.at(0).value(), 1e-8);
    assertEquals(1e7, x.at(1).value(), 0.1);
    assertEquals(0, x.at(2).value(), 1e-8);
    NdArray y =
        QuadraticProgram.withInequalities(
                NdArray.zeros(2, 2),
                NdArray.of(0.0, 1),
                matrix(row(-1, 0), row(1, -1e-6)),
                NdArray.of(-1.0, 0))
            .solve(method)
            .x();
    assertEquals(1, y.at(0).value(), 1e-7);
    assertEquals(1e6, y.at(1).value(), 0.1);
  }

  /** Feasible, but far away: (1, 10⁸), and not "infeasible". */
  @Test
  void farFeasiblePoints() {
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.identity(2),
            NdArray.of(0.0, 1),
            matrix(row(-1, 0), row(1, -1e-8)),
            NdArray.of(-1.0, 0));
    close(p.solve(Method.DUAL_ACTIVE_SET).x(), 1e-12, 1, 1e8);
    close(p.solve().x(), 1e-12, 1, 1e8);
  }

  /** The real thing is still told, with what proves it. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void contradictionsAreTold(Method method) {
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.identity(2),
            NdArray.zeros(2),
            matrix(row(1, 1e-7), row(-1, -1e-7), row(1, 0)),
            NdArray.of(1.0, -2, 1e6));
    assertThrows(InfeasibleException.class, () -> p.solve(method));
  }

  @Test
  void indefiniteMatricesNameADirection() {
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            matrix(row(1, 2), row(2, 1)), NdArray.zeros(2), NdArray.identity(2), NdArray.ones(2));
    for (Method method : Method.values()) {
      Exception e = assertThrows(IllPosedProblemException.class, () -> p.solve(method));
      assertTrue(e.getMessage().contains("direction of negative curvature"), method + "");
    }
  }

  /** Bounds that contradict each other by less than anyone can mean hold to that. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-10, 1e-12, 1e-15})
  void boundsThatMeet(double by) {
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.identity(1),
            NdArray.of(-1.0).slice(0, 0, 1),
            matrix(row(1), row(-1)),
            NdArray.of(0.5, -0.5 - by));
    assertEquals(0.5, p.solve().x().at(0).value(), 2e-9);
  }

  /** Cones of constraints: the solution is 0, and its rounding violates nothing. */
  @Property(tries = 300)
  void solutionsAtZero(@ForAll @IntRange(min = 0, max = 100000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(12);
    int k = n + random.nextInt(10);
    boolean equation = random.nextBoolean();
    double[] g = new double[k * n];
    // Rows that all have a positive product with one direction: c = that cone's inside.
    double[] weights = new double[k];
    double[] c = new double[n];
    for (int i = 0; i < k; i++) {
      weights[i] = random.nextDouble();
      for (int j = 0; j < n; j++) {
        g[i * n + j] = random.nextGaussian();
        c[j] -= weights[i] * g[i * n + j];
      }
    }
    double[] a = random.doubles(n, -1, 1).toArray();
    QuadraticProgram p =
        new QuadraticProgram(
            NdArray.identity(n),
            NdArray.of(c),
            equation ? NdArray.wrap(a, 1, n) : NdArray.zeros(0, n),
            equation ? NdArray.zeros(1) : NdArray.zeros(0),
            NdArray.wrap(g, k, n),
            NdArray.zeros(k));
    for (Method method :
        new Method[] {Method.AUTO, Method.DUAL_ACTIVE_SET, Method.INTERIOR_POINT}) {
      assertEquals(0, p.solve(method).x().normInf().value(), 1e-9, method + " seed " + seed);
    }
  }

  @Test
  void smallProgramsAtZero() {
    QuadraticProgram withEquation =
        new QuadraticProgram(
            NdArray.identity(3),
            NdArray.of(1.0, -4, 1),
            matrix(row(-2, -1, 0)),
            NdArray.zeros(1),
            matrix(row(1, 1, 1), row(-2, 1, -2), row(0, 2, 0)),
            NdArray.zeros(3));
    assertEquals(0, withEquation.solve().x().normInf().value(), 1e-14);
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.identity(2),
            NdArray.of(0.4, 0.1),
            matrix(row(2, -1), row(-2, -1), row(0, 1)),
            NdArray.zeros(3));
    assertEquals(0, p.solve().x().normInf().value(), 1e-14);
  }

  /** More than one optimum: one of them is found. */
  @Test
  void linearProgramsWithManySolutions() {
    NdArray g = matrix(row(1, 1), row(2, 1), row(1, 0), row(0, 1), row(-1, 0), row(0, -1));
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.zeros(2, 2), NdArray.of(0.0, -1), g, NdArray.of(2, 2, 3, 3, 3, 3));
    NdArray x = p.solve().x();
    assertEquals(3, x.at(1).value(), 1e-9);
    assertTrue(g.matmul(x).minus(NdArray.of(2, 2, 3, 3, 3, 3)).max().value() < 1e-9);
  }

  /** A far point where terms cancel is no solution. */
  @Test
  void unboundedAlongADirectionWithoutCurvature() {
    NdArray q = matrix(row(1, 1), row(1, 1));
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            q, NdArray.of(1.0, 2), NdArray.zeros(0, 2), NdArray.zeros(0));
    for (Method method : new Method[] {Method.AUTO, Method.INTERIOR_POINT, Method.SPLITTING}) {
      assertThrows(IllPosedProblemException.class, () -> p.solve(method), method + "");
    }
    ConicProgram contradiction =
        new ConicProgram(NdArray.ones(2), q, NdArray.of(1.0, 2), Cone.zero(2));
    assertThrows(InfeasibleException.class, contradiction::solve);
  }

  /** Twice the same equation: x is what one of them gives, and so is its derivative. */
  @Test
  void redundantEquationsHaveDerivatives() {
    NdArray a = matrix(row(1, 1), row(2, 2));
    NdArray b = NdArray.of(1.0, 2);
    for (Method method : new Method[] {Method.DUAL_ACTIVE_SET, Method.INTERIOR_POINT}) {
      NdArray j =
          Autodiff.jacobian(
              c ->
                  new QuadraticProgram(
                          NdArray.identity(2), c, a, b, NdArray.zeros(0, 2), NdArray.zeros(0))
                      .solve(method)
                      .x(),
              NdArray.of(0.3, -0.1));
      assertEquals(0, j.minus(matrix(row(-0.5, 0.5), row(0.5, -0.5))).normInf().value(), 1e-12);
    }
  }

  /** min -x₁ - 2x₂ over x ≤ 1 with bounds that bind nothing: (1, 1). */
  @ParameterizedTest
  @ValueSource(doubles = {10, 1e6, 1e8, 1e11, 1e20, 1e200})
  void boundsFarAway(double far) {
    NdArray a = matrix(row(1, 0), row(0, 1), row(-1, 0), row(0, -1), row(1, 1));
    ConicProgram p =
        new ConicProgram(NdArray.of(-1.0, -2), a, NdArray.of(1, 1, 0, 0, far), Cone.nonNegative(5));
    ConicProgram.Solution x = p.solve();
    close(x.x(), 1e-9, 1, 1);
    close(x.y(), 1e-9, 1, 2);
    // The ball with a half-space that is far away.
    NdArray ball = matrix(row(0, 0), row(-1, 0), row(0, -1), row(1, 0));
    NdArray y =
        new ConicProgram(
                NdArray.of(3.0, 4),
                ball,
                NdArray.of(1, 0, 0, far),
                Cone.secondOrder(3).and(Cone.nonNegative(1)))
            .solve()
            .x();
    close(y, 1e-9, -0.6, -0.8);
  }

  /** max x₁ + 2x₂ over 0 ≤ x₁ ≤ 1, 0 ≤ x₂ ≤ s: unknowns of unlike sizes. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1, 1e6, 1e8, 1e10})
  void unknownsOfUnlikeSizes(double s) {
    NdArray x =
        new ConicProgram(
                NdArray.of(-1.0, -2),
                matrix(row(1, 0), row(0, 1), row(-1, 0), row(0, -1)),
                NdArray.of(1, s, 0, 0),
                Cone.nonNegative(4))
            .solve()
            .x();
    close(x, 1e-8, 1, s);
  }

  @Test
  void coefficientsOfUnlikeSizes() {
    // x₁ + 1e-7 x₂ ≤ 1, x ≥ 0: x₂ is the cheaper by far.
    NdArray x =
        new ConicProgram(
                NdArray.of(-1.0, -1),
                matrix(row(1, 1e-7), row(-1, 0), row(0, -1)),
                NdArray.of(1.0, 0, 0),
                Cone.nonNegative(3))
            .solve()
            .x();
    assertEquals(0, x.at(0).value(), 1e-6);
    assertEquals(1e7, x.at(1).value(), 1);
    // x₁ + 1e9 x₂ ≤ 1e9, x₂ ≤ 1: bounded by the first row.
    NdArray y =
        new ConicProgram(
                NdArray.of(-1.0, 0),
                matrix(row(1, 1e9), row(-1, 0), row(0, -1), row(0, 1)),
                NdArray.of(1e9, 0, 0, 1),
                Cone.nonNegative(4))
            .solve()
            .x();
    assertEquals(1e9, y.at(0).value(), 10);
    assertEquals(0, y.at(1).value(), 1e-8);
  }

  /** Feasible far away, which no certificate must deny. */
  @Test
  void conesWithFarFeasiblePoints() {
    NdArray x =
        new ConicProgram(
                NdArray.of(0.0, 1),
                matrix(row(-1, 0), row(1, -1e-8)),
                NdArray.of(-1.0, 0),
                Cone.nonNegative(2))
            .solve()
            .x();
    assertEquals(1e8, x.at(1).value(), 10);
  }

  /** Linear programs with rows and bounds of unlike sizes against all of their vertices. */
  @Property(tries = 200)
  void linearProgramsAgainstTheirVertices(@ForAll @IntRange(min = 0, max = 100000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 3 + random.nextInt(4);
    double[][] a = new double[rows + 4][2];
    double[] b = new double[rows + 4];
    for (int i = 0; i < rows; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double size = Math.pow(10, 8 * random.nextDouble() - 4);
      a[i][0] = size * Math.cos(angle);
      a[i][1] = size * Math.sin(angle);
      b[i] = size * (random.nextInt(4) == 0 ? 1e7 : 0.3 + random.nextDouble());
    }
    // A box keeps it bounded; the origin is inside.
    double box = Math.pow(10, 4 * random.nextDouble());
    for (int k = 0; k < 4; k++) {
      a[rows + k][k / 2] = k % 2 == 0 ? 1 : -1;
      b[rows + k] = box;
    }
    double[] c = {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
    double best = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        double det = a[i][0] * a[j][1] - a[i][1] * a[j][0];
        double x = (b[i] * a[j][1] - b[j] * a[i][1]) / det;
        double y = (a[i][0] * b[j] - a[j][0] * b[i]) / det;
        boolean inside = Double.isFinite(x) && Double.isFinite(y);
        for (int k = 0; k < a.length && inside; k++) {
          inside = a[k][0] * x + a[k][1] * y <= b[k] * (1 + 1e-9);
        }
        best = inside ? Math.min(best, c[0] * x + c[1] * y) : best;
      }
    }
    NdArray cost = NdArray.of(c);
    NdArray x =
        new ConicProgram(cost, NdArray.of(a), NdArray.of(b), Cone.nonNegative(b.length))
            .solve()
            .x();
    assertEquals(best, cost.dot(x).value(), 1e-7 * (1 + Math.abs(best)), "seed " + seed);
    for (int k = 0; k < a.length; k++) {
      assertTrue(a[k][0] * x.at(0).value() + a[k][1] * x.at(1).value() <= b[k] * (1 + 1e-8));
    }
  }
}
