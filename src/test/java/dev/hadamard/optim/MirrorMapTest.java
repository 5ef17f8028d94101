package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Mirror descent in several geometries on problems with solutions in closed form. */
class MirrorMapTest {
  private static final NdArray THETA = NdArray.of(0.3, 0.8, 1.4, -0.2);
  private static final NdArray DIRECTION = NdArray.of(1, -0.5, 2, 3);

  private static NdArray distance(NdArray x, NdArray theta) {
    return x.minus(theta).squaredNorm().times(0.5);
  }

  private static void check(
      MirrorDescent solver, NdArray start, NdArray theta, NdArray x, NdArray tangent) {
    MirrorDescent s = solver.withOptions(new SolverOptions(1e-13, 20_000));
    SolverResult r = s.run(start, theta);
    close("solution", x, r.solution(), 1e-10);
    for (BackwardMode mode :
        new BackwardMode[] {BackwardMode.implicit(), BackwardMode.unrolled()}) {
      DifferentiableSolver<?> d = DifferentiableSolver.of(s, mode);
      close(
          mode + " tangent",
          tangent,
          Autodiff.jvp(t -> d.apply(start, t), theta, DIRECTION).tangent(),
          1e-8);
    }
  }

  /** The nearest point of the cube and of the orthant; where a bound holds the derivative is 0. */
  @Test
  void distances() {
    NdArray half = NdArray.full(0.5, 4);
    check(
        MirrorDescent.of(MirrorMapTest::distance, 2).withMirror(MirrorMap.binaryEntropy()),
        half,
        THETA,
        NdArray.of(0.3, 0.8, 1, 0),
        NdArray.of(1, -0.5, 0, 0));
    check(
        MirrorDescent.of(MirrorMapTest::distance, 0.5).withMirror(MirrorMap.positiveEntropy()),
        half,
        THETA,
        NdArray.of(0.3, 0.8, 1.4, 0),
        NdArray.of(1, -0.5, 2, 0));
    check(
        MirrorDescent.of(MirrorMapTest::distance, 0.5)
            .withMirror(MirrorMap.euclidean(Projections.nonNegative())),
        half,
        THETA,
        NdArray.of(0.3, 0.8, 1.4, 0),
        NdArray.of(1, -0.5, 2, 0));
  }

  /** min θᵀx - Σ log x is 1/θ; relative to the Burg entropy it is 1-smooth. */
  @Test
  void burg() {
    NdArray theta = NdArray.of(0.5, 1, 3, 20);
    check(
        MirrorDescent.of((x, t) -> t.dot(x).minus(x.log().sum()), 0.5).withMirror(MirrorMap.burg()),
        NdArray.ones(4),
        theta,
        theta.reciprocal(),
        DIRECTION.negate().dividedBy(theta.square()));
    assertThrows(
        IllPosedProblemException.class,
        () ->
            MirrorDescent.of((x, t) -> x.sum().negate(), 2)
                .withMirror(MirrorMap.burg())
                .run(NdArray.ones(2), NdArray.scalar(0)));
  }

  /** ∇φ = log with the normalisation as its projection is the entropy; θ may move the set. */
  @Test
  void anyMap() {
    BinaryOperator<NdArray> f = (x, t) -> t.dot(x).plus(x.times(x.log()).sum());
    NdArray p = THETA.negate().softmax(0);
    NdArray dp = p.times(DIRECTION.negate().plus(p.dot(DIRECTION)));
    MirrorDescent entropy = MirrorDescent.of(f, 0.5);
    NdArray start = NdArray.full(0.25, 4);
    check(entropy, start, THETA, p, dp);
    check(
        entropy.withMirror(MirrorMap.of(NdArray::log, (y, t) -> y.softmax(0))),
        start,
        THETA,
        p,
        dp);
    MirrorDescent onSum =
        MirrorDescent.of((x, s) -> x.times(x.log()).sum(), 0.5)
            .withMirror(MirrorMap.of(NdArray::log, (y, s) -> y.softmax(0).times(s)))
            .withOptions(new SolverOptions(1e-13, 1000));
    DifferentiableSolver<?> d = DifferentiableSolver.of(onSum, BackwardMode.implicit());
    close(
        "the sum",
        NdArray.full(0.25, 4),
        Autodiff.jvp(s -> d.apply(start, s), NdArray.scalar(2), NdArray.scalar(1)).tangent(),
        1e-10);
  }

  @Test
  void startsOutsideAreRefused() {
    MirrorDescent cube =
        MirrorDescent.of(MirrorMapTest::distance, 1).withMirror(MirrorMap.binaryEntropy());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> cube.run(NdArray.of(0.5, 1.5), NdArray.ones(2)));
    assertTrue(e.getMessage().contains("1.5"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> cube.run(NdArray.of(-0.5, 1), NdArray.ones(2)));
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = expected.minus(actual).normInf().value();
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
