package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import java.util.function.BinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
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

  /** θ is the minimiser of the distance, also with zero elements, from any start. */
  @Test
  void pNorms() {
    for (double p : new double[] {1.2, 1.5, 2}) {
      check(
          MirrorDescent.of(MirrorMapTest::distance, p - 1).withMirror(MirrorMap.pNorm(p)),
          NdArray.full(0.5, 4),
          THETA,
          THETA,
          DIRECTION);
    }
    SolverResult sparse =
        MirrorDescent.of(MirrorMapTest::distance, 0.5)
            .withMirror(MirrorMap.pNorm(1.5))
            .withOptions(new SolverOptions(1e-12, 20_000))
            .run(NdArray.zeros(3), NdArray.of(0, -2, 0));
    close("from 0", NdArray.of(0, -2, 0), sparse.solution(), 1e-11);
    for (double p : new double[] {1, 2.5, Double.NaN}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> MirrorMap.pNorm(p));
      assertTrue(e.getMessage().contains("p is " + p), e.getMessage());
    }
  }

  /** ∇φ(3, -4) for p = 3/2: ‖x‖ = S^{2/3} with S = 3√3 + 8, so (√3, -2) S^{1/3}. */
  @Test
  void pNormsInClosedForm() {
    PNorm norm = PNorm.of(1.5);
    double s = 3 * Math.sqrt(3) + 8;
    NdArray expected = NdArray.of(Math.sqrt(3), -2).times(Math.cbrt(s));
    for (double scale : new double[] {1, 1e200, 1e-200}) {
      NdArray x = NdArray.of(3, -4).times(scale);
      close("gradient", expected, norm.gradient(x).times(1 / scale), 1e-14);
      close("inverse", NdArray.of(3, -4), norm.inverse(norm.gradient(x)).times(1 / scale), 1e-14);
    }
    double phi = 0.5 * Math.cbrt(s) * s;
    close("value", NdArray.scalar(phi), norm.value(NdArray.of(3, -4)), 1e-13);
    close("at 0", NdArray.zeros(2), norm.gradient(NdArray.zeros(2)), 0);
    assertThrows(NonFiniteInputException.class, () -> norm.gradient(NdArray.of(Double.NaN)));
  }

  /** Inverse, strong convexity, the gradient as a derivative, and the guaranteed rate. */
  @Property(tries = 200)
  void lawsOfPNorms(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = 1.1, max = 2) double p,
      @ForAll @IntRange(min = 1, max = 6) int n) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    PNorm norm = PNorm.of(p);
    NdArray x = r.normals(n);
    NdArray z = r.normals(n);
    close("inverse", x, norm.inverse(norm.gradient(x)), 1e-12);
    close("derivative", norm.gradient(x), Autodiff.gradient(norm::value, x), 1e-12);
    double distance = norm.value(x.minus(z)).value();
    double divergence = norm.divergence(x, z).value();
    assertTrue(divergence >= (p - 1) * distance - 1e-13, () -> divergence + " at " + distance);
    NdArray a = r.normals(n + 2, n);
    NdArray solution = r.normals(n);
    double curvature = a.singularValues().max().square().value();
    int steps = 20;
    double eta = (p - 1) / curvature;
    SolverResult s =
        MirrorDescent.of((v, t) -> a.matmul(v.minus(t)).squaredNorm().times(0.5), eta)
            .withMirror(MirrorMap.pNorm(p))
            .withOptions(new SolverOptions(0, steps))
            .run(NdArray.zeros(n), solution);
    double gap = a.matmul(s.solution().minus(solution)).squaredNorm().value() / 2;
    double bound = norm.value(solution).value() / (eta * steps);
    assertTrue(gap <= bound * (1 + 1e-12), () -> gap + " above " + bound);
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
