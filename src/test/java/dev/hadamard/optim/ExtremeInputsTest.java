package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets, operators, losses and mirror maps at ends of their domains, with values in closed form. */
class ExtremeInputsTest {
  private static final NdArray ONE = NdArray.scalar(1);

  /** The sum is kept where the elements drown it. */
  @Test
  void simplexesFarAway() {
    close(NdArray.of(1, 0), Projections.simplex().project(NdArray.of(1e200, -3)), 0);
    close(NdArray.of(0.5, 0.5), Projections.simplex().project(NdArray.of(1e17, 1e17)), 0);
    close(
        NdArray.of(0.5, 0.5).times(1e-30),
        Projections.simplex(NdArray.scalar(1e-30)).project(NdArray.of(1, 1)),
        0);
    close(
        NdArray.of(new double[][] {{1, 0}, {0.5, 0.5}}),
        Projections.simplexRows().project(NdArray.of(new double[][] {{1e100, 1}, {-1e30, -1e30}})),
        0);
    close(NdArray.of(-1, 0), Projections.l1Ball(ONE).project(NdArray.of(-1e200, 1)), 0);
  }

  /** {p : p₁ + p₂ = 2} by normals of any length; derivatives in the normal too. */
  @Test
  void normalsOfAnyLength() {
    for (double scale : new double[] {1e-300, 1e-200, 1, 1e200, 1e300}) {
      Projection plane =
          Projections.hyperplane(NdArray.of(scale, scale), NdArray.scalar(2 * scale));
      close(NdArray.of(2, 0), plane.project(NdArray.of(3, 1)), 1e-14);
      close(NdArray.of(0.5, -0.5), plane.jvp(NdArray.of(3, 1), NdArray.of(1, 0)), 1e-15);
    }
  }

  /** The limit for small steps: the projection onto the domain of the conjugate. */
  @Test
  void conjugatesWithoutStep() {
    NdArray x = NdArray.of(-3, -0.5, 0, 2);
    for (double size : new double[] {1e-150, 1, 1e150}) {
      NdArray k = NdArray.scalar(size);
      NdArray p = x.times(size);
      // Of λ‖·‖₁ a box, of λ/2‖·‖² everything, of 0 the origin; x - (x - λ) is rounded twice.
      close(
          NdArray.of(-1, -0.5, 0, 1).times(size),
          Proxes.conjugate(Proxes.lasso(k)).apply(p, 0),
          4e-16 * size);
      close(x, Proxes.conjugate(Proxes.ridge(ONE)).apply(p, 0).dividedBy(size), 1e-15);
      close(x.times(0), Proxes.conjugate(Proxes.none()).apply(p, 0), 0);
    }
    NdArray ones = NdArray.ones(4);
    close(
        NdArray.of(0, 1, 1, 0),
        Proxes.conjugate(Proxes.lasso(ONE)).apply(x, 0).minus(x).equalTo(NdArray.scalar(0)),
        0);
    close(x, Proxes.lasso(ONE).apply(x, 0), 0);
    close(ones, Autodiff.jvp(v -> Proxes.totalVariation(ONE).apply(v, 0), x, ones).tangent(), 0);
  }

  /** Without weight the sequence stays, equal neighbours move apart. */
  @Test
  void totalVariationWithoutWeight() {
    NdArray x = NdArray.of(1, 1, 2, 2, -3);
    NdArray v = NdArray.of(1, 2, 3, 4, 5);
    for (Prox p :
        new Prox[] {
          Proxes.totalVariation(NdArray.scalar(0)),
          (z, eta) -> Proxes.totalVariation(ONE).apply(z, eta.times(0))
        }) {
      assertEquals(x, p.apply(x, 1));
      assertEquals(v, Autodiff.jvp(z -> p.apply(z, 1), x, v).tangent());
    }
  }

  /**
   * y of y² - (x - ε) y - (xε - ηλ) = 0. At ε = 1, ηλ = 1 - 2⁻⁵²: x = 1 has y² = 2⁻⁵²; near the
   * threshold of ηλ = ¼, (x, y) = (¼ + δ, δ/(1 - ¼) + O(δ²)).
   */
  @Test
  void logarithmicSumsNearTheThresholdAndFarAway() {
    Prox p = Proxes.logSum(ONE, ONE);
    close(NdArray.of(0x1p-26), p.apply(NdArray.of(1), 1 - 0x1p-52), 0);
    for (double delta : new double[] {0x1p-30, 0x1p-40, 0x1p-54}) {
      double y = delta / 0.75 * (1 - delta * 0.25 / 0.5625);
      close(
          NdArray.of(-y).dividedBy(delta),
          p.apply(NdArray.of(-0.25 - delta), 0.25).dividedBy(delta),
          1e-15 + delta * delta);
    }
    close(NdArray.of(1), p.apply(NdArray.of(1e200), 0.5).times(1e-200), 1e-15);
    NdArray scales = NdArray.of(1e-150, 1, 1e150);
    Prox scaled = Proxes.logSum(scales, scales);
    // y at x = 2, ε = 1, ηλ = ½: (1 + √7)/2; weights in units of ε², one factor by the weight.
    double root = (1 + Math.sqrt(7)) / 2;
    close(
        NdArray.full(root, 3),
        new Prox[] {(z, eta) -> Proxes.logSum(scales, scales).apply(z, eta.times(scales))}
            [0].apply(scales.times(2), 0.5)
            .dividedBy(scales),
        1e-15);
    assertTrue(scaled.apply(NdArray.of(0, 0, 0), 0).equals(NdArray.zeros(3)));
  }

  /** Matrices of the cone and projections of others, bit for bit. */
  @Test
  void semidefiniteMatricesStay() {
    Projection cone = Projections.psdCone();
    dev.hadamard.testing.ImplicitReference.Stream r =
        new dev.hadamard.testing.ImplicitReference.Stream(5);
    for (int n = 1; n <= 6; n++) {
      for (double size : new double[] {1e-300, 1e-150, 1, 1e150, 1e300}) {
        NdArray root = r.normals(n, n);
        NdArray inside = root.matmulTranspose(root).plus(NdArray.identity(n));
        inside = inside.plus(inside.transpose()).times(size);
        assertEquals(inside, cone.project(inside));
        NdArray outside = root.plus(root.transpose()).times(size);
        NdArray p = cone.project(outside);
        assertEquals(p, p.transpose());
        assertEquals(p, cone.project(p));
        Cone parts = Cone.semidefinite(n);
        NdArray vector = parts.projection().project(Cone.vector(inside, n));
        assertEquals(Cone.vector(inside, n), vector);
        assertEquals(NdArray.zeros(n, n), cone.project(inside.negate()).times(1));
        NdArray one = NdArray.ones(n, n).times(size);
        assertEquals(one, cone.project(one));
      }
      assertEquals(NdArray.zeros(n, n), cone.project(NdArray.zeros(n, n)));
    }
  }

  @Test
  void pointsOfTheRotatedConeStay() {
    NdArray x = NdArray.of(0.3, 0.7, 0.1, -0.2);
    assertEquals(x, Projections.rotatedSecondOrderCone().project(x));
  }

  /** A weight 0 leaves an element to its bounds, also infinite ones. */
  @Test
  void boxSectionsWithoutBounds() {
    double infinity = Double.POSITIVE_INFINITY;
    Projection section =
        Projections.boxSection(
            NdArray.of(-infinity, 0, 0),
            NdArray.of(infinity, 1, infinity),
            NdArray.of(0, 1, 1),
            NdArray.scalar(2));
    close(NdArray.of(7, 0.75, 1.25), section.project(NdArray.of(7, 0.5, 1)), 1e-15);
  }

  /** y (1 + 1/x (log y + 1)) = x has y = x - log x - 1 to rounding at 1e200. */
  @Test
  void operatorsOfLargeNumbers() {
    NdArray large = NdArray.of(1e200);
    Prox entropy = Proxes.entropy(ONE);
    close(ONE.reshape(1), entropy.apply(large, 1).times(1e-200), 1e-13);
    close(
        ONE.reshape(1),
        Autodiff.jvp(x -> entropy.apply(x, 1), large, NdArray.of(1)).tangent(),
        1e-13);
    // y (1 + e^y) = k at x = 0: k of y.
    Prox logistic = Proxes.logistic(ONE);
    for (double y : new double[] {1e-3, 2, 30, 300, 600}) {
      NdArray found = logistic.apply(NdArray.of(0), y * (1 + StrictMath.exp(y)));
      close(ONE.reshape(1), found.times(1 / y), 1e-12);
    }
    Prox variation = Proxes.totalVariation(ONE);
    for (double weight : new double[] {3, 1e17, 1e200}) {
      close(NdArray.full(2, 3), variation.apply(NdArray.of(1, 4, 1), weight), 1e-14);
    }
    assertThrows(
        NonFiniteInputException.class,
        () -> Proxes.nonNegativeRidge(ONE).apply(NdArray.of(Double.NEGATIVE_INFINITY), 1));
  }

  /** The parabola (x + 1)²/4 meets the line x with its slope at 1. */
  @Test
  void lossesAtTheirJoints() {
    NdArray x = NdArray.of(-2, -1, 0, 1, 1e9);
    close(NdArray.of(0, 0, 0.25, 1, 1e9), Losses.sparsePlus(x), 0);
    close(Losses.sparseSigmoid(x), Autodiff.gradient(v -> Losses.sparsePlus(v).sum(), x), 1e-15);
    // ∂/∂y of max + ½‖y‖² - ⟨z, y⟩.
    NdArray z = NdArray.of(0.3, -0.2, 0.4);
    NdArray target = NdArray.of(0.2, 0.5, 0.3);
    close(target.minus(z), Autodiff.gradient(y -> Losses.sparsemax(z, y), target), 1e-15);
  }

  /** Elements on the boundary stay there, however steep the objective. */
  @Test
  void mirrorStepsAtTheBoundary() {
    NdArray slope = NdArray.of(-2000, 2000, 3);
    NdArray theta = NdArray.scalar(0);
    close(
        NdArray.of(0, 0, StrictMath.exp(-3)),
        MirrorMap.positiveEntropy().step(NdArray.of(0, 0.5, 1), slope, theta),
        1e-15);
    NdArray steep = NdArray.of(-2000, 2000, -2000, 2000);
    close(
        NdArray.of(0, 1, 1, 0),
        MirrorMap.binaryEntropy().step(NdArray.of(0, 1, 0.5, 0.5), steep, theta),
        0);
    NdArray next =
        MirrorMap.entropy().step(NdArray.of(0, 0.5, 0.5), NdArray.of(-2000, 0, 0), theta);
    close(NdArray.of(0, 0.5, 0.5), next, 0);
    assertTrue(
        Autodiff.jacobianForward(
                x -> MirrorMap.binaryEntropy().step(x, steep, theta), NdArray.of(0, 1, 0, 1))
            .allFinite());
  }

  @Test
  void machinesOfOneClassAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> MulticlassSvm.of(NdArray.ones(2, 1), 1, 0, 0));
    assertEquals("classes is 1: must be at least 2", e.getMessage());
  }

  private static void close(NdArray expected, NdArray actual, double tolerance) {
    assertTrue(actual.allFinite(), () -> actual + ": must be " + expected);
    double d = expected.minus(actual).normInf().value();
    assertTrue(d <= tolerance, () -> "off by " + d + ": " + expected + " and " + actual);
  }

  /**
   * Rows v and v + 2^-33 w, of condition 1e10, against exact rational arithmetic; the square of the
   * condition would leave no digit.
   */
  @Test
  void affineSetsDoNotSquareTheCondition() {
    double e = 0x1p-33;
    NdArray a = NdArray.of(1.0, 2, 3, 4, 5, 1 + e, 2 - e, 3 + e, 4 - e, 5 + e).reshape(2, 5);
    NdArray b = NdArray.of(1, 1 + e / 2);
    NdArray x = NdArray.of(0.5, -1, 2, 0.25, 1);
    Projection set = Projections.affineSet(a, b);
    // Points of the set stay where they are, to the bit, and keep their derivative.
    NdArray inside = NdArray.of(-1.5, 0.5, 0.25, 0, 0.15);
    Projection through = Projections.affineSet(a, a.matmul(inside));
    assertEquals(inside, through.project(inside));
    assertEquals(set.project(x), set.project(set.project(x)));
    NdArray expected =
        NdArray.of(-81 / 266.0, -643 / 1064.0, 982 / 1064.0, 397 / 1064.0, -93 / 266.0);
    assertEquals(0, set.project(x).minus(expected).normInf().value(), 3e-6);
    NdArray v = NdArray.of(1.0, 0, 2, -1, 3);
    NdArray along =
        NdArray.of(
            -0.5037593984962406,
            0.7255639097744361,
            -0.022556390977443608,
            -0.793233082706767,
            0.45864661654135336);
    assertEquals(
        0, Autodiff.jvp(set::project, x, v).tangent().minus(along).normInf().value(), 3e-6);
    // In b the derivative is the least solution of A p = db; here of order 1/e.
    NdArray db = NdArray.of(0, e);
    NdArray least = Autodiff.jvp(t -> Projections.affineSet(a, t).project(x), b, db).tangent();
    assertEquals(0, a.matmul(least).minus(db).normInf().value(), 1e-14);
    assertEquals(0, set.project(least.plus(x)).minus(set.project(x)).normInf().value(), 3e-6);
  }

  /** Rows of any size, dependent ones too; equations that contradict each other are named. */
  @Test
  void affineSetsOfRowsOfAnySize() {
    NdArray a = NdArray.of(1e160, 0, 0, 0, 1e-160, 0, 3e160, 0, 0, 2e-300, 2e-300, 0).reshape(4, 3);
    NdArray b = NdArray.of(2e160, 3e-160, 6e160, 1e-299);
    NdArray p = Projections.affineSet(a, b).project(NdArray.of(7.0, 8, 9));
    assertEquals(0, p.minus(NdArray.of(2.0, 3, 9)).normInf().value(), 1e-14);
    NdArray wrong = NdArray.of(2e160, 3e-160, 5e160, 1e-299);
    String message =
        assertThrows(InfeasibleException.class, () -> Projections.affineSet(a, wrong)).getMessage();
    // In the units of the equation: 5e160 for 6e160, or 2e160 for 5e160/3.
    double residual = Double.parseDouble(message.substring(message.lastIndexOf(' ') + 1));
    assertTrue(Math.abs(residual) > 3e159 && Math.abs(residual) < 2e160, message);
  }

  /** Contradictions are contradictions whatever the unit of the right-hand sides. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-10, 1e-100, 1e100})
  void affineSetsRefuseContradictionsOfAnySize(double unit) {
    NdArray a = NdArray.of(1.0, 0, 1, 0).reshape(2, 2);
    assertThrows(InfeasibleException.class, () -> Projections.affineSet(a, NdArray.of(0, unit)));
    assertThrows(
        InfeasibleException.class,
        () -> Projections.affineSet(a, NdArray.of(unit, 1.00001 * unit)));
    NdArray point = Projections.affineSet(a, NdArray.of(unit, unit)).project(NdArray.of(0, unit));
    assertEquals(NdArray.of(unit, unit), point);
  }
}
