package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.testing.ImplicitReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The exponential cone against 60-digit values, its laws, and programs in closed form. */
class ExponentialConeTest {
  private static final Projection CONE = Projections.exponentialCone();

  @Test
  void agreesWithReferences() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("validation-data/implicitdiff/exponential_cone.csv"));
    int rows = 0;
    for (String line : lines.subList(2, lines.size())) {
      double[] v = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      NdArray x = NdArray.wrap(Arrays.copyOfRange(v, 0, 3), 3);
      NdArray direction = NdArray.wrap(Arrays.copyOfRange(v, 6, 9), 3);
      close("projection", Arrays.copyOfRange(v, 3, 6), CONE.project(x), 1e-13);
      close("tangent", Arrays.copyOfRange(v, 9, 12), CONE.jvp(x, direction), 1e-12);
      rows++;
    }
    assertEquals(37, rows);
  }

  /** Coordinates up to 200 orders of magnitude apart, and of size 1e±150. */
  @Test
  void agreesWithReferencesFarApart() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("validation-data/implicitdiff/exponential_cone_extreme.csv"));
    int rows = 0;
    for (String line : lines.subList(2, lines.size())) {
      double[] v = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      NdArray x = NdArray.wrap(Arrays.copyOfRange(v, 0, 3), 3);
      NdArray direction = NdArray.wrap(Arrays.copyOfRange(v, 6, 9), 3);
      double size = x.normInf().value();
      NdArray expected = NdArray.wrap(Arrays.copyOfRange(v, 3, 6), 3).times(1 / size);
      close(line, expected.toArray(), CONE.project(x).times(1 / size), 1e-15);
      close(line, Arrays.copyOfRange(v, 9, 12), CONE.jvp(x, direction), 1e-13);
      rows++;
    }
    assertEquals(24, rows);
  }

  /** Far apart magnitudes too: v = p + d with p of K, d of the polar cone, p ⊥ d. */
  @Property(tries = 300)
  void pointsAreSplit(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @IntRange(min = -4, max = 4) int ex,
      @ForAll @IntRange(min = -4, max = 4) int ey,
      @ForAll @IntRange(min = -4, max = 4) int ez) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray v =
        r.normals(3).times(NdArray.of(Math.pow(10, ex), Math.pow(10, ey), Math.pow(10, ez)));
    double size = v.norm().value();
    NdArray p = CONE.project(v);
    NdArray d = v.minus(p);
    assertTrue(p.allFinite());
    assertTrue(Math.abs(p.dot(d).value()) <= 1e-13 * size * size, () -> v + " to " + p);
    close("idempotent", p.toArray(), CONE.project(p), 1e-13 * size);
    close("polar", new double[3], CONE.project(d), 1e-13 * size);
    NdArray w = r.normals(3).times(size);
    NdArray q = CONE.project(w);
    assertTrue(p.minus(q).norm().value() <= v.minus(w).norm().value() * (1 + 1e-13));
    assertTrue(d.dot(q.minus(p)).value() <= 1e-12 * size * (size + q.norm().value()), "nearest");
    close("homogeneous", p.times(2.5).toArray(), CONE.project(v.times(2.5)), 1e-13 * size);
  }

  @Property(tries = 1000)
  void derivativesAreSymmetric(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @IntRange(min = -12, max = 12) int ex,
      @ForAll @IntRange(min = -12, max = 12) int ey,
      @ForAll @IntRange(min = -12, max = 12) int ez) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray v =
        r.normals(3).times(NdArray.of(Math.pow(10, ex), Math.pow(10, ey), Math.pow(10, ez)));
    NdArray a = r.normals(3);
    NdArray b = r.normals(3);
    double size = a.norm().value() * b.norm().value() + a.squaredNorm().value();
    NdArray ja = CONE.jvp(v, a);
    assertEquals(b.dot(ja).value(), CONE.vjp(v, b).dot(a).value(), 1e-14 * size, "adjoint");
    assertEquals(b.dot(ja).value(), CONE.jvp(v, b).dot(a).value(), 1e-14 * size, "symmetric");
    assertTrue(
        a.dot(ja).value() >= -1e-14 * size && ja.norm().value() <= a.norm().value() * (1 + 1e-14));
  }

  @Test
  void secondDerivativesAreThoseOfTheFirst() {
    NdArray x = NdArray.of(0.7, -0.4, 0.3);
    NdArray v = NdArray.of(0.2, 1, -0.6);
    UnaryOperator<NdArray> first = z -> Autodiff.jvp(CONE::project, z, v).tangent();
    double h = 1e-5;
    NdArray difference =
        first.apply(x.plus(v.times(h))).minus(first.apply(x.minus(v.times(h)))).times(0.5 / h);
    close("second", difference.toArray(), Autodiff.jvp(first, x, v).tangent(), 1e-8);
  }

  @Test
  void pointsOfTheConeStay() {
    for (double[] v : new double[][] {{1, 1, 3}, {-2, 0, 5}, {0, 1, 1}, {0, 0, 0}, {-800, 1, 0}}) {
      assertArrayEquals(v, CONE.project(NdArray.of(v)).toArray());
    }
    Projection dual = Cone.dualExponential().projection();
    for (double[] v : new double[][] {{-1, 0, 1}, {0, 2, 3}, {-2, 1, 4}}) {
      assertArrayEquals(v, dual.project(NdArray.of(v)).toArray());
    }
    assertThrows(IllegalArgumentException.class, () -> CONE.project(NdArray.of(1, 2)));
    assertThrows(NonFiniteInputException.class, () -> CONE.project(NdArray.of(1, Double.NaN, 2)));
  }

  /** max cᵀp - Σ p log p on Σp = 1 is softmax(c), with the derivative diag(p) - ppᵀ. */
  @Property(tries = 10)
  void theLargestEntropy(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    int n = 3;
    NdArray gain = r.normals(n);
    // Variables (p, t); rows: 1 - Σp = 0, then (t_i, p_i, 1) in the cone.
    double[] a = new double[(1 + 3 * n) * 2 * n];
    double[] b = new double[1 + 3 * n];
    b[0] = 1;
    Cone cone = Cone.zero(1);
    for (int i = 0; i < n; i++) {
      a[i] = 1;
      a[(1 + 3 * i) * 2 * n + n + i] = -1;
      a[(2 + 3 * i) * 2 * n + i] = -1;
      b[3 + 3 * i] = 1;
      cone = cone.and(Cone.exponential());
    }
    NdArray rows = NdArray.wrap(a, 1 + 3 * n, 2 * n);
    NdArray right = NdArray.of(b);
    Cone k = cone;
    UnaryOperator<NdArray> p =
        c ->
            new ConicProgram(
                    NdArray.concatenate(0, c.negate(), NdArray.full(-1, n)), rows, right, k)
                .solve()
                .x()
                .slice(0, 0, n);
    NdArray expected = gain.softmax(0);
    close("p", expected.toArray(), p.apply(gain), 1e-9);
    NdArray v = r.normals(n);
    NdArray tangent = expected.times(v.minus(expected.dot(v)));
    close("tangent", tangent.toArray(), Autodiff.jvp(p, gain, v).tangent(), 1e-8);
  }

  private static void close(String what, double[] expected, NdArray actual, double tolerance) {
    double d = 0;
    double[] found = actual.toArray();
    for (int i = 0; i < expected.length; i++) {
      d = Math.max(d, Math.abs(expected[i] - found[i]) / Math.max(1, Math.abs(expected[i])));
    }
    double off = d;
    assertTrue(
        off <= tolerance,
        () -> what + ": off by " + off + ": " + Arrays.toString(expected) + " and " + actual);
  }
}
