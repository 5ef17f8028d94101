package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import org.junit.jupiter.api.Test;

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
}
