package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Derivatives of higher order of sets and operators of matrices with equal eigenvalues. */
class SpectralDerivativesTest {
  private static final NdArray ONE = NdArray.scalar(1);

  private static NdArray matrix(SplittableRandom random, int m, int n) {
    double[] v = new double[m * n];
    for (int i = 0; i < v.length; i++) {
      v[i] = 2 * random.nextDouble() - 1;
    }
    return NdArray.wrap(v, m, n);
  }

  private static UnaryOperator<NdArray> along(UnaryOperator<NdArray> f) {
    return t -> Autodiff.jvp(f, t, ONE).tangent();
  }

  /**
   * The reflection I - 2uuᵀ has one negative eigenvalue μ with the vector w: the positive part is X
   * - μwwᵀ. Second-order perturbation of the simple pair gives the second derivative in exact
   * fractions.
   */
  @Test
  void positivePartOfAReflection() {
    NdArray u = NdArray.ones(3).times(1 / Math.sqrt(3));
    NdArray h = NdArray.identity(3).minus(u.outer(u).times(2));
    NdArray b = NdArray.of(1.0, 1, 0, 1, 0, 0, 0, 0, 0).reshape(3, 3);
    UnaryOperator<NdArray> f = t -> Projections.psdCone().project(h.plus(b.times(t)));
    NdArray second = along(along(f)).apply(NdArray.scalar(0));
    NdArray expected = NdArray.of(13.0, 7, -2, 7, 4, -2, -2, -2, -5).reshape(3, 3).dividedBy(18);
    assertEquals(0, second.minus(expected).normInf().value(), 1e-13);
  }

  /** X = Q Λ Qᵀ with few different eigenvalues: derivatives are the slopes of those one lower. */
  @Property(tries = 100)
  void positivePartsWithEqualEigenvalues(@ForAll @IntRange(min = 0, max = 100000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(4);
    NdArray q = matrix(random, n, n).plus(matrix(random, n, n).transpose()).eigh().vectors();
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = new double[] {-2, -1, 1, 3}[random.nextInt(4)];
    }
    NdArray x = q.times(NdArray.of(values)).matmulTranspose(q);
    NdArray b = matrix(random, n, n);
    NdArray c = matrix(random, n, n);
    require(
        t -> Projections.psdCone().project(x.plus(b.times(t)).plus(c.times(t.square()))), 0, seed);
    // Reverse mode gives the same product of the Hessian of ½‖Π‖², whose gradient is the
    // projection.
    UnaryOperator<NdArray> half = z -> Projections.psdCone().project(z).squaredNorm().times(0.5);
    NdArray symmetric = b.plus(b.transpose()).times(0.5);
    NdArray product = Autodiff.hvp(half, x, symmetric);
    NdArray tangent = Autodiff.jvp(Projections.psdCone()::project, x, symmetric).tangent();
    assertEquals(0, product.minus(tangent).normInf().value(), 1e-12);
  }

  /** Matrices far from square have equal eigenvalues in their symmetric embedding. */
  @Property(tries = 100)
  void operatorsOfSingularValues(@ForAll @IntRange(min = 0, max = 100000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int m = 1 + random.nextInt(6);
    int n = 1 + random.nextInt(3);
    NdArray x = matrix(random, m, n);
    NdArray b = matrix(random, m, n);
    double largest = x.singularValues().max().value();
    NdArray weight = NdArray.scalar(0.45 * largest);
    // The threshold must not be at a singular value.
    for (double s : x.singularValues().toArray()) {
      if (Math.abs(s - weight.value()) < 0.05 * largest) {
        return;
      }
    }
    require(
        t -> Proxes.nuclearNorm(weight.plus(t.times(0.3))).apply(x.plus(b.times(t)), ONE), 0, seed);
    require(
        t -> Projections.spectralBall(weight.plus(t.sin())).project(x.plus(b.times(t))), 0, seed);
  }

  @Test
  void withoutWeightTheNuclearNormIsNothing() {
    NdArray x = NdArray.of(1.0, 2, 2, 4).reshape(2, 2);
    NdArray e = NdArray.of(1.0, 0, 0, 0).reshape(2, 2);
    Prox prox = Proxes.nuclearNorm(NdArray.scalar(0));
    Autodiff.Tangent at = Autodiff.jvp(z -> prox.apply(z, ONE), x, e);
    assertEquals(x, at.value());
    assertEquals(e, at.tangent());
  }

  /** Derivatives of order 1 to 3 against difference quotients of those before. */
  private static void require(UnaryOperator<NdArray> f, double at, int seed) {
    UnaryOperator<NdArray> below = f;
    double h = 1e-5;
    for (int order = 1; order <= 3; order++) {
      UnaryOperator<NdArray> d = along(below);
      NdArray exact = d.apply(NdArray.scalar(at));
      NdArray quotient =
          below
              .apply(NdArray.scalar(at + h))
              .minus(below.apply(NdArray.scalar(at - h)))
              .dividedBy(2 * h);
      double off = exact.minus(quotient).normInf().value();
      double size = 1 + exact.normInf().value();
      // Differences are wrong by h² times derivatives that grow with the order.
      assertTrue(
          off <= 1e-6 * Math.pow(30, order) * size * size,
          "order " + order + ", seed " + seed + ": " + off);
      below = d;
    }
  }
}
