package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Points far from the set, whose rounding is larger than the set, and parameters at their ends. */
class FarPointsTest {
  private static final NdArray ONE = NdArray.scalar(1);
  private static final NdArray ZERO = NdArray.scalar(0);

  private static double[] section(double... x) {
    return Projections.boxSection(ZERO, ONE, NdArray.ones(x.length), ONE)
        .project(NdArray.of(x))
        .toArray();
  }

  /** The box [0, 1]ⁿ with Σp = 1 is the simplex. */
  @Test
  void boxSections() {
    assertArrayEquals(new double[] {0.5, 0, 0.5}, section(1e150, -1e150, 1e150));
    assertArrayEquals(new double[] {0.5, 0.5}, section(1e16, 1e16));
    double a = 1e8 + 0.2;
    double b = 1e8 - 0.7;
    double[] exact = {(1 + (a - 1e8)) / 2, (1 - (a - 1e8)) / 2, 0};
    assertArrayEquals(exact, section(a, 1e8, b), 1e-15);
  }

  @Property(tries = 500)
  void boxSectionsThatAreSimplices(
      @ForAll @IntRange(min = 0, max = 100000) int seed,
      @ForAll @IntRange(min = 0, max = 300) int power) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(6);
    double[] x = new double[n];
    double far = Math.scalb(1.0, power);
    for (int i = 0; i < n; i++) {
      x[i] = far * (random.nextInt(3) - 1) + random.nextDouble();
    }
    double[] p = section(x);
    double[] simplex = Projections.simplex(ONE).project(NdArray.of(x)).toArray();
    assertArrayEquals(simplex, p, 1e-14);
    double sum = 0;
    for (double v : p) {
      sum += v;
    }
    assertEquals(1, sum, 1e-14);
  }

  /** Weights of any kind: the sum is right to rounding of the box, however far the point. */
  @Property(tries = 500)
  void sumsOfBoxSections(
      @ForAll @IntRange(min = 0, max = 100000) int seed,
      @ForAll @IntRange(min = 0, max = 200) int power) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(6);
    double far = Math.scalb(1.0, power);
    double[] x = new double[n];
    double[] w = new double[n];
    double c = 0;
    for (int i = 0; i < n; i++) {
      w[i] = random.nextInt(4) == 0 ? 0 : 4 * random.nextDouble() - 2;
      x[i] = far * w[i] + random.nextDouble();
      c += w[i] * random.nextDouble();
    }
    double[] p =
        Projections.boxSection(ZERO, ONE, NdArray.of(w), NdArray.scalar(c))
            .project(NdArray.of(x))
            .toArray();
    double sum = -c;
    for (int i = 0; i < n; i++) {
      sum += w[i] * p[i];
      assertTrue(p[i] >= 0 && p[i] <= 1);
    }
    assertEquals(0, sum, 1e-13);
  }

  /** Where no free element has a weight, all derivatives are numbers. */
  @Test
  void boxSectionsWithoutFreeWeights() {
    NdArray upper = NdArray.of(1.0, 2);
    NdArray g =
        Autodiff.gradient(
            w ->
                Projections.boxSection(ZERO, upper, w, ZERO).project(NdArray.of(0.44, -0.17)).sum(),
            NdArray.zeros(2));
    assertTrue(g.allFinite());
  }

  @Test
  void permutahedra() {
    NdArray w = NdArray.of(3.0, 2, 1);
    assertEquals(
        NdArray.of(3.0, 1, 2), Projections.permutahedron(w).project(NdArray.of(1e20, -1e20, 0)));
    assertEquals(
        NdArray.of(2.5, 2.5, 1), Projections.permutahedron(w).project(NdArray.of(1e20, 1e20, 0)));
    for (double strength : new double[] {1e-6, 1e-12, 1e-16, 1e-100}) {
      assertEquals(
          NdArray.of(0.5, 0.3, 0.1),
          SoftSorting.sort(NdArray.of(0.5, 0.1, 0.3), strength),
          "strength " + strength);
    }
  }

  @Test
  void groupsOfAnySize() {
    int[] groups = {0, 0, 1};
    for (double unit : new double[] {1e-200, 1, 1e200}) {
      NdArray weights = NdArray.of(2.5 * unit, 1);
      NdArray y = Proxes.groupLasso(groups, weights).apply(NdArray.of(3 * unit, 4 * unit, 5), ONE);
      assertEquals(1.5, y.at(0).value() / unit, 1e-15);
      assertEquals(2, y.at(1).value() / unit, 1e-15);
      assertEquals(4, y.at(2).value(), 1e-15);
    }
    NdArray small = NdArray.of(3e-200, 4e-200);
    assertEquals(
        0,
        Proxes.groupLasso(new int[] {0, 0}, NdArray.of(1e-216))
            .apply(small, ONE)
            .minus(small)
            .normInf()
            .value(),
        1e-215);
  }

  @Test
  void weightsOfIsotonicRegression() {
    for (double unit : new double[] {1e-300, 1, 1e300, 1.5e308}) {
      NdArray w = NdArray.full(unit, 2);
      double infinity = Double.POSITIVE_INFINITY;
      Projection p = Projections.isotonic(true, w, -infinity, infinity);
      assertEquals(0, p.project(NdArray.of(2e10, 1e10)).minus(1.5e10).normInf().value(), 1e-5);
      assertEquals(0, p.project(NdArray.of(0.2, 0.1)).minus(0.15).normInf().value(), 1e-16);
    }
  }

  /** The root of y = x + k/(1 + eʸ), by its own equation in a form without cancellation. */
  @Test
  void logisticOperators() {
    // For x = -k: k eʸ/(1 + eʸ) = -y, so that eʸ = -y/(k + y).
    double y = logistic(-1e30, 1e30);
    assertEquals(Math.log(-y / (1e30 + y)), y, 1e-14 * Math.abs(y));
    // For y > 0: log(y - x) + log(1 + eʸ) = log k.
    double large = logistic(-1e100, 1e150);
    assertEquals(50 * Math.log(10), large, 1e-13 * large);
    double middle = logistic(-1e12, 1e12);
    assertEquals(Math.log(-middle / (1e12 + middle)), middle, 1e-14 * Math.abs(middle));
  }

  @Property(tries = 2000)
  void logisticOperatorsOfAnySize(
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed,
      @ForAll @IntRange(min = -300, max = 300) int sizeX,
      @ForAll @IntRange(min = -300, max = 300) int sizeK) {
    SplittableRandom random = new SplittableRandom(seed);
    double x = (random.nextDouble() - 0.7) * Math.pow(10, sizeX);
    double k = random.nextDouble() * Math.pow(10, sizeK);
    double y = logistic(x, k);
    // The function increases with a slope of at least 1 around its root: it changes sign there.
    double h = 2e-13 * Math.abs(y) + 1e-320;
    assertTrue(excess(y + h, x, k) >= 0 && excess(y - h, x, k) <= 0, x + " " + k + " gives " + y);
  }

  /** The sign of y - x - k σ(-y), by logarithms where both sides are positive. */
  private static double excess(double y, double x, double k) {
    double d = y - x;
    if (d <= 0) {
      return k == 0 && d == 0 ? 0 : -1;
    }
    if (y < 0) {
      double s = Math.exp(y) / (1 + Math.exp(y));
      return y - (x + k) + k * s;
    }
    return Math.log(d / k) + y + Math.log1p(Math.exp(-y));
  }

  private static double logistic(double x, double k) {
    return Proxes.logistic(NdArray.scalar(k)).apply(NdArray.scalar(x), ONE).value();
  }

  @Test
  void entropyNextToNone() {
    Prox tiny = Proxes.entropy(NdArray.scalar(1e-20));
    assertEquals(0, tiny.apply(NdArray.scalar(-1e300), ONE).value());
    Prox one = Proxes.entropy(ONE);
    assertEquals(0, one.apply(NdArray.scalar(-3), ZERO).value());
    assertEquals(2, one.apply(NdArray.scalar(2), ZERO).value());
  }

  @Test
  void strengthsBeyondTheRange() {
    NdArray huge = NdArray.scalar(1e200);
    NdArray x = NdArray.of(1.0, 2);
    for (Prox prox :
        new Prox[] {
          Proxes.elasticNet(huge, ONE),
          Proxes.logistic(huge),
          Proxes.entropy(huge),
          Proxes.logBarrier(huge),
          Proxes.squaredDistance(Projections.nonNegative(), huge)
        }) {
      assertThrows(IllegalArgumentException.class, () -> prox.apply(x, huge));
    }
    assertThrows(
        NonFiniteInputException.class, () -> Proxes.none().apply(NdArray.of(Double.NaN), ONE));
  }

  @Test
  void parametersOfSetsThatAreNoSuch() {
    NdArray a = NdArray.of(1.0, 2);
    NdArray nan = NdArray.scalar(Double.NaN);
    NdArray infinity = NdArray.scalar(Double.POSITIVE_INFINITY);
    assertThrows(NonFiniteInputException.class, () -> Projections.hyperplane(a, nan));
    assertThrows(NonFiniteInputException.class, () -> Projections.halfspace(a, infinity.negate()));
    assertThrows(IllegalArgumentException.class, () -> Projections.hyperplane(a, a));
    assertThrows(
        NonFiniteInputException.class,
        () -> Projections.affineSet(a.reshape(1, 2), nan.reshape(1)));
    assertThrows(
        NonFiniteInputException.class,
        () -> Projections.affineSet(NdArray.of(Double.NaN, 1).reshape(1, 2), NdArray.of(1.0)));
    assertThrows(IllegalArgumentException.class, () -> Projections.box(infinity, infinity));
    assertThrows(
        ShapeMismatchException.class, () -> Projections.psdCone().project(NdArray.ones(2, 3)));
  }

  /**
   * Of two elements d apart, sorted with weight d² large against ε, nothing changes; small, all.
   */
  @Test
  void derivativesInTheStrength() {
    NdArray x = NdArray.of(0.4, 0.1);
    for (double strength : new double[] {0.1, 10}) {
      NdArray at = NdArray.scalar(strength);
      // Apart by 1/ε against 0.3: the sorted pair, or means ± 1/(2ε).
      NdArray slope = Autodiff.gradient(e -> SoftSorting.sort(x, e).at(0), at);
      double expected = 1 / strength > 0.3 ? 0 : -0.5 / (strength * strength);
      assertEquals(expected, slope.value(), 1e-15);
      NdArray rank = Autodiff.gradient(e -> SoftSorting.rank(x, e).at(0), at);
      // Ranks are 1 and 2 where 0.3/ε is above 1, else 1.5 ∓ 0.15/ε.
      double expectedRank = 0.3 / strength > 1 ? 0 : 0.15 / (strength * strength);
      assertEquals(expectedRank, rank.value(), 1e-15);
    }
  }
}
