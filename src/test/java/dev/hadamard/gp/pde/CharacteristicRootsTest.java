package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.MatrixPencil.Exponent;
import dev.hadamard.gp.UniformAxis;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Exponents of equations against their dispersion relations. */
class CharacteristicRootsTest {
  private static final UniformAxis AXIS = new UniformAxis(0, 1, 20);

  private static void contains(List<Exponent> found, double rate, double frequency) {
    assertTrue(
        found.stream()
            .anyMatch(
                e ->
                    Math.abs(e.rate() - rate) < 1e-9 * (1 + Math.abs(rate))
                        && Math.abs(e.frequency() - frequency) < 1e-9 * (1 + frequency)),
        () -> rate + ", " + frequency + " in " + found);
  }

  @Test
  void equationsOfPhysics() {
    double f = 3.5;
    double k = 2 * Math.PI * f;
    double[][] in = {{f}, {0}};
    PdeProblem laplace = PdeProblem.on(AXIS, AXIS).term(1, 2, 0).term(1, 0, 2).build();
    List<Exponent> found = CharacteristicRoots.along(laplace, 1, in);
    assertEquals(2, found.size());
    contains(found, k, 0);
    contains(found, -k, 0);
    PdeProblem heat = PdeProblem.on(AXIS, AXIS).term(1, 0, 1).term(-0.3, 2, 0).build();
    found = CharacteristicRoots.along(heat, 1, in);
    assertEquals(1, found.size());
    contains(found, -0.3 * k * k, 0);
    PdeProblem wave = PdeProblem.on(AXIS, AXIS).term(1, 0, 2).term(-9, 2, 0).build();
    found = CharacteristicRoots.along(wave, 1, in);
    assertEquals(1, found.size());
    contains(found, 0, 3 * f);
    PdeProblem moving =
        PdeProblem.on(AXIS, AXIS).term(1, 0, 1).term(2, 1, 0).term(-0.3, 2, 0).build();
    found = CharacteristicRoots.along(moving, 1, in);
    assertEquals(1, found.size());
    contains(found, -0.3 * k * k, 2 * f);
    PdeProblem helmholtz = PdeProblem.on(AXIS).term(1, 2).term(25, 0).build();
    contains(CharacteristicRoots.along(helmholtz, 0, new double[1][1]), 0, 5 / (2 * Math.PI));
    PdeProblem layer = PdeProblem.on(AXIS).term(1e-3, 2).term(1, 1).build();
    found = CharacteristicRoots.along(layer, 0, new double[1][1]);
    assertEquals(1, found.size());
    contains(found, -1000, 0);
    PdeProblem varying = PdeProblem.on(AXIS).term(x -> 1 + x[0], 2).build();
    assertTrue(CharacteristicRoots.along(varying, 0, new double[1][1]).isEmpty());
  }

  /** A polynomial made of its roots, apart from each other and of very different size. */
  @Property(tries = 100)
  void rootsOfAPolynomial(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] roots = new double[n][2];
    double[] re = new double[n + 1];
    double[] im = new double[n + 1];
    re[0] = random.nextDouble(0.1, 10);
    for (int k = 0; k < n; k++) {
      double angle = 2 * Math.PI * (k + random.nextDouble(0.5)) / n;
      double modulus = StrictMath.exp(random.nextDouble(-3, 3));
      roots[k][0] = modulus * StrictMath.cos(angle);
      roots[k][1] = modulus * StrictMath.sin(angle);
      for (int j = k + 1; j >= 0; j--) {
        double a = j > 0 ? re[j - 1] : 0;
        double b = j > 0 ? im[j - 1] : 0;
        double x = a - (re[j] * roots[k][0] - im[j] * roots[k][1]);
        double y = b - (re[j] * roots[k][1] + im[j] * roots[k][0]);
        re[j] = x;
        im[j] = y;
      }
    }
    double[][] found = CharacteristicRoots.roots(re, im);
    assertEquals(n, found.length);
    for (double[] r : roots) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] z : found) {
        nearest = Math.min(nearest, Math.hypot(z[0] - r[0], z[1] - r[1]));
      }
      double distance = nearest;
      assertTrue(distance <= 1e-7 * Math.hypot(r[0], r[1]), () -> r[0] + ", " + distance);
    }
  }

  /** Derivatives are differences, and the functions are bounded by 1. */
  @Property(tries = 50)
  void exponentials(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UniformAxis axis = new UniformAxis(-1, 2, 5);
    AxisBasis basis =
        new AxisBasis.Exponentials(
            axis,
            List.of(
                new Exponent(random.nextDouble(-8, 8), 0),
                new Exponent(random.nextDouble(-8, 8), random.nextDouble(0.1, 2))));
    assertEquals(3, basis.size());
    double h = 1e-5;
    double x = random.nextDouble(-0.9, 1.9);
    for (int m = 0; m < 4; m++) {
      DMatrixRMaj next = basis.at(new double[] {x}, m + 1);
      DMatrixRMaj around = basis.at(new double[] {x - h, x + h}, m);
      double scale = StrictMath.pow(21, m + 3);
      for (int j = 0; j < 3; j++) {
        double difference = (around.get(1, j) - around.get(0, j)) / (2 * h);
        assertEquals(difference, next.get(0, j), 1e-9 * scale);
        assertTrue(Math.abs(around.get(0, j)) <= (m == 0 ? 1 : scale));
      }
    }
  }
}
