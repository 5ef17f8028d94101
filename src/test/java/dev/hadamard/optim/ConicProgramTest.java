package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Programs over cones with solutions in closed form. */
class ConicProgramTest {
  /** min cᵀx on ‖x‖ ≤ 1: -c/‖c‖, with derivative -(I - ĉĉᵀ)/‖c‖. */
  @Test
  void theBall() {
    NdArray c = NdArray.of(1, -2, 0.5);
    NdArray a = NdArray.concatenate(0, NdArray.zeros(1, 3), NdArray.identity(3).negate());
    NdArray b = NdArray.of(1, 0, 0, 0);
    ConicProgram p = new ConicProgram(c, a, b, Cone.secondOrder(4));
    double norm = c.norm().value();
    NdArray unit = c.dividedBy(norm);
    close("x", unit.negate(), p.solve().x(), 1e-12);
    NdArray dc = NdArray.of(0.3, 0.1, -0.7);
    close(
        "tangent",
        dc.minus(unit.times(unit.dot(dc))).times(-1 / norm),
        Autodiff.jvp(t -> new ConicProgram(t, a, b, p.cone()).solve().x(), c, dc).tangent(),
        1e-11);
    close(
        "in the radius",
        unit.negate(),
        Autodiff.jvp(
                t -> new ConicProgram(c, a, t, p.cone()).solve().x(), b, NdArray.of(1, 0, 0, 0))
            .tangent(),
        1e-11);
  }

  /** min ⟨C, X⟩ on tr X = 1, X ⪰ 0: the projector onto the eigenvector of the least eigenvalue. */
  @Property(tries = 10)
  void theSpectrahedron(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    int n = 3;
    NdArray root = r.normals(n, n);
    NdArray cm = root.plus(root.transpose());
    NdArray.Eigh e = cm.eigh();
    double[] l = e.values().toArray();
    if (Math.min(l[1] - l[0], l[2] - l[1]) < 0.3) {
      return;
    }
    NdArray v = e.vectors().transpose().at(0);
    NdArray direction = r.normals(n, n);
    NdArray dcm = direction.plus(direction.transpose());
    NdArray dv = NdArray.zeros(n);
    for (int k = 1; k < n; k++) {
      NdArray u = e.vectors().transpose().at(k);
      dv = dv.plus(u.times(u.dot(dcm.matmul(v)).dividedBy(l[0] - l[k])));
    }
    NdArray trace = Cone.vector(NdArray.identity(n), n);
    NdArray a =
        NdArray.concatenate(
            0, trace.reshape(1, trace.size()), NdArray.identity(trace.size()).negate());
    NdArray b = NdArray.concatenate(0, NdArray.of(1.0), NdArray.zeros(trace.size()));
    Cone cone = Cone.zero(1).and(Cone.semidefinite(n));
    java.util.function.UnaryOperator<NdArray> x =
        t -> Cone.matrix(new ConicProgram(Cone.vector(t, n), a, b, cone).solve().x(), n);
    close("X", v.outer(v), x.apply(cm), 1e-10);
    close("tangent", dv.outer(v).plus(v.outer(dv)), Autodiff.jvp(x, cm, dcm).tangent(), 1e-8);
  }

  @Property(tries = 15)
  void linearProgramsAgreeWithTheInteriorPoint(
      @ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray g =
        NdArray.concatenate(0, r.normals(7, 4), NdArray.identity(4), NdArray.identity(4).negate());
    NdArray h = NdArray.concatenate(0, r.normals(7).abs(), NdArray.full(3, 8));
    NdArray c = r.normals(4);
    NdArray expected =
        QuadraticProgram.withInequalities(NdArray.zeros(4, 4), c, g, h)
            .solve(QuadraticProgram.Method.INTERIOR_POINT)
            .x();
    ConicProgram.Solution s = new ConicProgram(c, g, h, Cone.nonNegative(15)).solve();
    close("x", expected, s.x(), 1e-8);
    assertTrue(s.s().dot(s.y()).value() <= 1e-9 && s.s().min().value() >= -1e-10);
    close("dual", c.negate(), g.transposeMatmul(s.y()), 1e-9);
  }

  @Test
  void programsWithoutSolutionAreRefused() {
    NdArray a = NdArray.of(new double[][] {{1}, {-1}});
    assertThrows(
        InfeasibleException.class,
        () ->
            new ConicProgram(NdArray.of(1.0), a, NdArray.of(-1, -1), Cone.nonNegative(2)).solve());
    assertThrows(
        IllPosedProblemException.class,
        () ->
            new ConicProgram(
                    NdArray.of(-1.0),
                    NdArray.of(new double[][] {{-1}}),
                    NdArray.of(0.0),
                    Cone.nonNegative(1))
                .solve());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConicProgram(NdArray.of(1.0), a, NdArray.of(1, 1), Cone.zero(3)));
  }

  @Property(tries = 20)
  void pointsAreSplitIntoConeAndDual(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    Cone k =
        Cone.zero(2)
            .and(Cone.free(1))
            .and(Cone.nonNegative(3))
            .and(Cone.secondOrder(4))
            .and(Cone.exponential())
            .and(Cone.dualExponential())
            .and(Cone.semidefinite(3));
    NdArray x = r.normals(k.size());
    NdArray p = k.projection().project(x);
    NdArray d = k.dual().projection().project(x.negate());
    close("Moreau", x, p.minus(d), 1e-13);
    assertTrue(Math.abs(p.dot(d).value()) <= 1e-12);
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
