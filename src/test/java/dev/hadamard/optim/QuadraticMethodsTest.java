package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.QuadraticProgram.Method;
import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The methods for quadratic programs agree, and refuse programs without solution. */
class QuadraticMethodsTest {
  private static final List<Method> FOR_SEMIDEFINITE =
      List.of(Method.AUTO, Method.INTERIOR_POINT, Method.SPLITTING);

  @Property(tries = 25)
  void methodsAgree(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    int n = 2 + (int) (8 * r.uniform());
    int m = (int) (n / 2.0 * r.uniform());
    int k = (int) (12 * r.uniform());
    NdArray root = r.normals(n, n);
    NdArray inside = r.normals(n);
    NdArray a = r.normals(m, n);
    NdArray g = r.normals(k, n);
    QuadraticProgram p =
        new QuadraticProgram(
            root.matmulTranspose(root).plus(NdArray.identity(n).times(0.1)),
            r.normals(n).times(3),
            a,
            a.matmul(inside),
            g,
            g.matmul(inside).plus(r.normals(k).abs()));
    QuadraticProgram.Solution exact = p.solve(Method.DUAL_ACTIVE_SET);
    NdArray direction = r.normals(n);
    NdArray tangent = tangent(p, direction, Method.DUAL_ACTIVE_SET);
    for (Method method : FOR_SEMIDEFINITE) {
      QuadraticProgram.Solution s = p.solve(method);
      close(method + " x", exact.x(), s.x(), 1e-9);
      close(method + " λ", exact.inequalityMultipliers(), s.inequalityMultipliers(), 1e-8);
      close(method + " ν", exact.equalityMultipliers(), s.equalityMultipliers(), 1e-8);
      if (!exact.degenerate()) {
        close(method + " tangent", tangent, tangent(p, direction, method), 1e-8);
      }
    }
  }

  /** Predictor and corrector, or the penalty of the splitting, once led in circles here. */
  @Test
  void programsThatLedInCircles() {
    for (long seed :
        new long[] {12361, 44079, 72069, 89703, 93721, 93926, 4378, 33289, 70654, 96346}) {
      methodsAgree(seed);
    }
  }

  /**
   * min ½‖x - θ‖² on x ≤ u is min(θ, u) with the multipliers (θ - u)₊: where both are small, a
   * complementarity λs of 1e-10 says nothing about x.
   */
  @Test
  void nearlyDegenerateProgramsAreSolvedAsWell() {
    double[] gaps = {0, 1e-12, -1e-9, 1e-7, -1e-6, 1e-5, -1e-5, 1e-4, 0.3, -2};
    int n = gaps.length;
    NdArray gap = NdArray.of(gaps);
    NdArray u = NdArray.of(1, -2, 0.5, 3, 0, 0.25, -1, 2, 1, 4);
    for (double unit : new double[] {1e-3, 1, 1e3}) {
      NdArray rows = NdArray.identity(n).times(unit);
      QuadraticProgram p =
          QuadraticProgram.withInequalities(
              NdArray.identity(n), u.plus(gap).negate(), rows, u.times(unit));
      for (Method method : Method.values()) {
        QuadraticProgram.Solution s = p.solve(method);
        close(method + " x in units of " + unit, u.plus(gap.min(NdArray.scalar(0))), s.x(), 1e-11);
        close(method + " λ", gap.relu(), s.inequalityMultipliers().times(unit), 1e-11);
      }
    }
  }

  /** Only the symmetric part of Q counts, in the solution and in its derivative. */
  @Test
  void matricesThatAreNotSymmetric() {
    NdArray q = NdArray.of(new double[][] {{3, 2}, {-1, 2}});
    NdArray symmetric = NdArray.of(new double[][] {{3, 0.5}, {0.5, 2}});
    NdArray c = NdArray.of(-1, 0.3);
    for (Method method : Method.values()) {
      NdArray[] x = new NdArray[2];
      for (int i = 0; i < 2; i++) {
        x[i] =
            QuadraticProgram.withInequalities(
                    i == 0 ? q : symmetric, c, NdArray.of(new double[][] {{1, 1}}), NdArray.of(0.1))
                .solve(method)
                .x();
      }
      close(method + " symmetric part", x[1], x[0], 1e-14);
    }
  }

  private static NdArray tangent(QuadraticProgram p, NdArray direction, Method method) {
    return Autodiff.jvp(
            c -> new QuadraticProgram(p.q(), c, p.a(), p.b(), p.g(), p.h()).solve(method).x(),
            p.c(),
            direction)
        .tangent();
  }

  @Test
  void linearProgramsAreSolved() {
    // max x + 2y on x + y ≤ 4, x + 3y ≤ 6, x ≥ 0, y ≥ 0: at (3, 1).
    NdArray g = NdArray.of(new double[][] {{1, 1}, {1, 3}, {-1, 0}, {0, -1}});
    QuadraticProgram p =
        QuadraticProgram.withInequalities(
            NdArray.zeros(2, 2), NdArray.of(-1, -2), g, NdArray.of(4, 6, 0, 0));
    for (Method method : FOR_SEMIDEFINITE) {
      QuadraticProgram.Solution s = p.solve(method);
      close(method + " x", NdArray.of(3, 1), s.x(), 1e-10);
      close(method + " λ", NdArray.of(0.5, 0.5, 0, 0), s.inequalityMultipliers(), 1e-10);
      NdArray dx =
          Autodiff.jvp(
                  h -> QuadraticProgram.withInequalities(p.q(), p.c(), g, h).solve(method).x(),
                  p.h(),
                  NdArray.of(1, 0, 0, 0))
              .tangent();
      close(method + " tangent", NdArray.of(1.5, -0.5), dx, 1e-10);
    }
  }

  @Test
  void programsWithoutSolutionAreRefused() {
    NdArray g = NdArray.of(new double[][] {{1, 1}, {-1, -1}});
    QuadraticProgram empty =
        QuadraticProgram.withInequalities(
            NdArray.identity(2), NdArray.of(1, 0), g, NdArray.of(-1, -1));
    QuadraticProgram unbounded =
        QuadraticProgram.withInequalities(
            NdArray.of(new double[][] {{1, 0}, {0, 0}}),
            NdArray.of(0, -1),
            NdArray.of(new double[][] {{1, 0}}),
            NdArray.of(1));
    QuadraticProgram concave =
        QuadraticProgram.withInequalities(
            NdArray.of(new double[][] {{1, 0}, {0, -1}}), NdArray.of(0, 0), g, NdArray.of(1, 1));
    for (Method method : FOR_SEMIDEFINITE) {
      assertThrows(InfeasibleException.class, () -> empty.solve(method), method::toString);
      assertThrows(IllPosedProblemException.class, () -> unbounded.solve(method), method::toString);
      IllPosedProblemException e =
          assertThrows(IllPosedProblemException.class, () -> concave.solve(method));
      assertTrue(e.getMessage().contains("negative curvature"), e::getMessage);
    }
  }

  @Test
  void dependentEquationsDoNoHarm() {
    NdArray a = NdArray.of(new double[][] {{1, 1, 0}, {2, 2, 0}});
    QuadraticProgram p =
        new QuadraticProgram(
            NdArray.identity(3),
            NdArray.of(0, 0, -1),
            a,
            NdArray.of(2, 4),
            NdArray.zeros(0, 3),
            NdArray.zeros(0));
    for (Method method : List.of(Method.INTERIOR_POINT, Method.SPLITTING)) {
      close(method.toString(), NdArray.of(1, 1, 1), p.solve(method).x(), 1e-9);
    }
  }

  @Test
  void manyUnknowns() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(3);
    int n = 220;
    NdArray root = r.normals(n, 40);
    NdArray q = root.matmulTranspose(root);
    QuadraticProgram p =
        new QuadraticProgram(
            q,
            r.normals(n),
            NdArray.ones(1, n),
            NdArray.of(1.0),
            NdArray.identity(n).negate(),
            NdArray.zeros(n));
    QuadraticProgram.Solution s = p.solve();
    assertEquals(1, s.x().sum().value(), 1e-10);
    NdArray gradient = q.matmul(s.x()).plus(p.c());
    // On the simplex the gradient is least, and equal, where x > 0.
    double least = gradient.min().value();
    double excess = s.x().dot(gradient.minus(least)).value();
    assertEquals(0, excess, 1e-8);
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
