package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Methods that move one element or one block at a time agree with those that move all. */
class CoordinateMethodsTest {
  @Test
  void everyOrderFindsTheElasticNet() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(21);
    NdArray x = r.normals(40, 12);
    NdArray y = r.normals(40);
    NdArray theta = NdArray.of(0.05, 0.01);
    for (PointwiseLoss loss : PointwiseLoss.values()) {
      NdArray targets = loss == PointwiseLoss.LOGISTIC ? y.sign() : y;
      CoordinateDescent cyclic = CoordinateDescent.of(x, targets, loss);
      NdArray expected = cyclic.run(NdArray.zeros(12), theta).orThrow();
      for (CoordinateDescent.Order order : CoordinateDescent.Order.values()) {
        CoordinateDescent s = cyclic.withOrder(order, 7);
        SolverResult a = s.run(NdArray.zeros(12), theta);
        assertEquals(SolverStatus.CONVERGED, a.status(), () -> order + " " + a);
        assertEquals(0, a.solution().minus(expected).normInf().value(), 1e-8, order::toString);
        assertEquals(a.solution(), s.run(NdArray.zeros(12), theta).solution(), "the same seed");
      }
    }
  }

  /** Dual by projected gradient, mirror descent, block coordinates; primal as a program. */
  @Test
  void allWaysToTheMulticlassMachineAgree() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(3);
    int n = 18;
    int k = 3;
    NdArray x = r.normals(n, 4);
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % k;
    }
    MulticlassSvm machine = MulticlassSvm.of(x, k, labels);
    NdArray theta = NdArray.scalar(1.5);
    SolverOptions many = new SolverOptions(1e-10, 200_000);
    NdArray w =
        machine.weights(
            machine.projectedGradient().withOptions(many).run(machine.start(), theta).orThrow(),
            theta);
    SolverResult blocks = machine.coordinateDescent().withOptions(many).run(machine.start(), theta);
    assertEquals(SolverStatus.CONVERGED, blocks.status(), blocks::toString);
    close("block coordinates", w, machine.weights(blocks.solution(), theta), 1e-8);
    SolverResult mirror = machine.mirrorDescent(0.05).withOptions(many).run(machine.start(), theta);
    close("mirror descent", w, machine.weights(mirror.solution(), theta), 1e-5);
    NdArray primal = machine.primalProgram(theta).solve().x();
    close("primal program", w, primal.slice(0, 0, 4 * k).reshape(4, k), 1e-7);
    double dual = machine.dual().apply(blocks.solution(), theta).value();
    assertEquals(n - dual, machine.primal(w, theta).value(), 1e-7);
    // A row of zeros has no influence on W; its dual row ends at a vertex.
    MulticlassSvm withZero =
        MulticlassSvm.of(NdArray.concatenate(0, x, NdArray.zeros(1, 4)), k, append(labels, 0));
    SolverResult zero = withZero.coordinateDescent().withOptions(many).run(withZero.start(), theta);
    close("a row of zeros", w, withZero.weights(zero.solution(), theta), 1e-8);
    assertEquals(SolverStatus.CONVERGED, zero.status());
  }

  private static int[] append(int[] a, int last) {
    int[] b = java.util.Arrays.copyOf(a, a.length + 1);
    b[a.length] = last;
    return b;
  }

  @Property(tries = 30)
  void boxPrograms(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    int n = 7;
    NdArray m = r.normals(n + 2, n);
    NdArray q = m.transposeMatmul(m).plus(NdArray.identity(n).times(0.1));
    NdArray c = r.normals(n).times(3);
    NdArray lower = r.normals(n).minus(0.5);
    NdArray upper = lower.plus(r.normals(n).abs());
    BoxCoordinateDescent s =
        BoxCoordinateDescent.of(t -> new BoxCoordinateDescent.Data(q, c.times(t), lower, upper))
            .withOptions(new SolverOptions(1e-12, 100_000));
    NdArray one = NdArray.scalar(1);
    NdArray x = s.run(NdArray.zeros(n), one).orThrow();
    NdArray g = NdArray.concatenate(0, NdArray.identity(n), NdArray.identity(n).negate());
    NdArray h = NdArray.concatenate(0, upper, lower.negate());
    QuadraticProgram program = QuadraticProgram.withInequalities(q, c, g, h);
    close("dual active set", program.solve().x(), x, 1e-8);
    close("operator splitting", program.solve(QuadraticProgram.Method.SPLITTING).x(), x, 1e-7);
    close("interior point", program.solve(QuadraticProgram.Method.INTERIOR_POINT).x(), x, 1e-7);
  }

  @Test
  void boxProgramsWithoutSolution() {
    NdArray inf = NdArray.scalar(Double.POSITIVE_INFINITY);
    NdArray one = NdArray.scalar(1);
    BoxCoordinateDescent flat =
        BoxCoordinateDescent.of(
            t ->
                new BoxCoordinateDescent.Data(
                    NdArray.zeros(2, 2), NdArray.of(1, 0), inf.negate(), inf));
    assertThrows(IllPosedProblemException.class, () -> flat.run(NdArray.zeros(2), one));
    BoxCoordinateDescent concave =
        BoxCoordinateDescent.of(
            t ->
                new BoxCoordinateDescent.Data(
                    NdArray.identity(2).negate(), NdArray.of(1, 0), one.negate(), one));
    assertThrows(IllPosedProblemException.class, () -> concave.run(NdArray.zeros(2), one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BoxCoordinateDescent.Data(NdArray.zeros(2, 3), NdArray.of(1, 0), one, one));
    BoxCoordinateDescent crossed =
        BoxCoordinateDescent.of(
            t ->
                new BoxCoordinateDescent.Data(
                    NdArray.identity(2), NdArray.of(1, 0), one, one.negate()));
    assertThrows(IllegalArgumentException.class, () -> crossed.run(NdArray.zeros(2), one));
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
