package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Units of data do not matter: powers of two come out as they went in, bit for bit. */
class UnitsLawsTest {
  private static final int N = 4;

  private static int[] exponents(ImplicitReference.Stream r, int n) {
    int[] e = new int[n];
    for (int i = 0; i < n; i++) {
      e[i] = (int) Math.round(600 * (r.uniform() - 0.5));
    }
    return e;
  }

  private static NdArray powers(int[] e, int plus, int sign) {
    double[] v = new double[e.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.scalb(1.0, sign * e[i] + plus);
    }
    return NdArray.of(v);
  }

  @Property(tries = 200)
  void quadraticPrograms(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @IntRange(min = -500, max = 500) int objective,
      @ForAll @IntRange(min = -200, max = 200) int variables) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray root = r.normals(N, N);
    NdArray q = root.matmulTranspose(root).plus(NdArray.identity(N));
    NdArray c = r.normals(N).times(3);
    NdArray a = r.normals(1, N);
    NdArray b = r.normals(1);
    NdArray g = r.normals(5, N);
    NdArray h = g.matmul(a.flatten().times(b.dividedBy(a.squaredNorm()))).plus(r.normals(5).abs());
    int[] e = exponents(r, 6);
    NdArray rowA = powers(new int[] {e[5]}, 0, 1);
    NdArray rowG = powers(java.util.Arrays.copyOf(e, 5), 0, 1);
    double unit = Math.scalb(1.0, variables);
    QuadraticProgram here = new QuadraticProgram(q, c, a, b, g, h);
    QuadraticProgram there =
        new QuadraticProgram(
            q.times(Math.scalb(1.0, objective - 2 * variables)),
            c.times(Math.scalb(1.0, objective - variables)),
            a.times(1 / unit).times(rowA.reshape(1, 1)),
            b.times(rowA),
            g.times(1 / unit).times(rowG.reshape(5, 1)),
            h.times(rowG));
    for (QuadraticProgram.Method method : QuadraticProgram.Method.values()) {
      QuadraticProgram.Solution s = here.solve(method);
      QuadraticProgram.Solution t = there.solve(method);
      assertEquals(s.x().times(unit), t.x(), method::name);
      assertEquals(
          s.inequalityMultipliers().times(powers(java.util.Arrays.copyOf(e, 5), objective, -1)),
          t.inequalityMultipliers(),
          method::name);
      assertEquals(
          s.equalityMultipliers().times(powers(new int[] {e[5]}, objective, -1)),
          t.equalityMultipliers(),
          method::name);
      assertEquals(s.active(), t.active());
      assertEquals(s.degenerate(), t.degenerate());
    }
  }

  /** Projections in closed form, and the like that are infeasible by a thousandth. */
  @Test
  void tinyAndHugeData() {
    for (double unit : new double[] {1e-150, 1e-12, 1, 1e12, 1e150}) {
      NdArray x = NdArray.of(3, -1, 2).times(unit);
      NdArray none = NdArray.zeros(0, 3);
      NdArray empty = NdArray.zeros(0);
      NdArray g = NdArray.of(new double[][] {{1, 1, 1}});
      Projection half = Projections.polyhedron(none, empty, g, NdArray.of(unit));
      close(NdArray.of(2, -2, 1).times(unit), half.project(x), 1e-15);
      close(NdArray.of(2, -1, -1).times(1.0 / 3), half.jvp(x, NdArray.of(1, 0, 0)), 1e-15);
      Projection section =
          Projections.boxSection(
              NdArray.scalar(0),
              NdArray.scalar(2 * unit),
              NdArray.ones(3),
              NdArray.scalar(2 * unit));
      close(NdArray.of(1.5, 0, 0.5).times(unit), section.project(x), 1e-15);
      assertThrows(
          InfeasibleException.class,
          () ->
              Projections.boxSection(
                      NdArray.scalar(0),
                      NdArray.scalar(2 * unit),
                      NdArray.ones(3),
                      NdArray.scalar(6.001 * unit))
                  .project(x));
      NdArray two = NdArray.of(new double[][] {{1, 0, 0}, {-1, 0, 0}});
      assertThrows(
          InfeasibleException.class,
          () ->
              Projections.polyhedron(none, empty, two, NdArray.of(-unit, 0.999 * unit)).project(x));
    }
  }

  @Property(tries = 200)
  void boxSections(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @IntRange(min = -400, max = 400) int variables,
      @ForAll @IntRange(min = -500, max = 500) int weights) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray x = r.normals(N);
    NdArray lower = r.normals(N);
    NdArray upper = lower.plus(r.normals(N).abs());
    NdArray w = r.normals(N);
    NdArray c = w.dot(lower.plus(upper)).times(0.5);
    double unit = Math.scalb(1.0, variables);
    double row = Math.scalb(1.0, weights);
    Projection here = Projections.boxSection(lower, upper, w, c);
    Projection there =
        Projections.boxSection(
            lower.times(unit), upper.times(unit), w.times(row), c.times(unit).times(row));
    assertEquals(here.project(x).times(unit), there.project(x.times(unit)));
    NdArray v = r.normals(N);
    assertEquals(here.jvp(x, v), there.jvp(x.times(unit), v));
  }

  /** min cᵀx on ‖x‖ ≤ ρ and x₁ ≥ -½ρ, with units of every part. */
  @Property(tries = 200)
  void conicPrograms(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @IntRange(min = -500, max = 500) int objective,
      @ForAll @IntRange(min = -400, max = 400) int variables) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray c = r.normals(3);
    NdArray first = NdArray.of(new double[][] {{-1, 0, 0}});
    NdArray a = NdArray.concatenate(0, first, NdArray.zeros(1, 3), NdArray.identity(3).negate());
    NdArray b = NdArray.of(0.5, 1, 0, 0, 0);
    Cone cone = Cone.nonNegative(1).and(Cone.secondOrder(4));
    int[] e = exponents(r, 2);
    int[] rows = {e[0], e[1], e[1], e[1], e[1]};
    double unit = Math.scalb(1.0, variables);
    ConicProgram.Solution s = new ConicProgram(c, a, b, cone).solve();
    ConicProgram.Solution t =
        new ConicProgram(
                c.times(Math.scalb(1.0, objective - variables)),
                a.times(1 / unit).times(powers(rows, 0, 1).reshape(5, 1)),
                b.times(powers(rows, 0, 1)),
                cone)
            .solve();
    assertEquals(s.x().times(unit), t.x());
    assertEquals(s.y().times(powers(rows, objective, -1)), t.y());
    assertEquals(s.s().times(powers(rows, 0, 1)), t.s());
  }

  @Test
  void tinyAndHugeConicPrograms() {
    NdArray a = NdArray.concatenate(0, NdArray.zeros(1, 2), NdArray.identity(2).negate());
    for (double unit : new double[] {1e-150, 1e-12, 1e12, 1e150}) {
      for (double price : new double[] {1e-150, 1e-12, 1e12, 1e150}) {
        NdArray c = NdArray.of(3, -4).times(price);
        NdArray b = NdArray.of(unit, 0, 0);
        ConicProgram.Solution s = new ConicProgram(c, a, b, Cone.secondOrder(3)).solve();
        close(NdArray.of(-0.6, 0.8).times(unit), s.x(), 1e-12);
        close(NdArray.of(5, 3, -4).times(price), s.y(), 1e-12);
      }
      // ∂x/∂ρ = -ĉ whatever the unit.
      close(
          NdArray.of(-0.6, 0.8),
          Autodiff.jvp(
                  t -> new ConicProgram(NdArray.of(3, -4), a, t, Cone.secondOrder(3)).solve().x(),
                  NdArray.of(unit, 0, 0),
                  NdArray.of(1, 0, 0))
              .tangent(),
          1e-12);
      NdArray line = NdArray.of(new double[][] {{1}, {-1}});
      assertThrows(
          InfeasibleException.class,
          () ->
              new ConicProgram(
                      NdArray.of(unit), line, NdArray.of(-unit, -unit), Cone.nonNegative(2))
                  .solve());
      assertThrows(
          IllPosedProblemException.class,
          () ->
              new ConicProgram(
                      NdArray.of(-unit),
                      NdArray.of(new double[][] {{-unit}}),
                      NdArray.of(0.0),
                      Cone.nonNegative(1))
                  .solve());
    }
  }

  private static void close(NdArray expected, NdArray actual, double tolerance) {
    double scale = expected.normInf().value();
    double d = expected.minus(actual).normInf().value();
    assertTrue(d <= tolerance * scale, () -> "off by " + d + ": " + expected + " and " + actual);
  }
}
