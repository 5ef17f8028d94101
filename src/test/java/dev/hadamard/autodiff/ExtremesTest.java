package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import dev.hadamard.testing.ReferenceTable;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives at the ends of the range of numbers, at infinities, and of singular matrices. */
class ExtremesTest {
  private static final Map<String, UnaryOperator<NdArray>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("tanh", NdArray::tanh),
          Map.entry("expm1", NdArray::expm1),
          Map.entry("sigmoid", NdArray::sigmoid),
          Map.entry("softplus", NdArray::softplus),
          Map.entry("atan", NdArray::atan),
          Map.entry("asinh", NdArray::asinh),
          Map.entry("acosh", NdArray::acosh),
          Map.entry("asin", NdArray::asin),
          Map.entry("acos", NdArray::acos),
          Map.entry("atanh", NdArray::atanh),
          Map.entry("logit", NdArray::logit),
          Map.entry("xlogx", x -> x.times(x.log())),
          Map.entry("reciprocal", NdArray::reciprocal),
          Map.entry("sqrt", NdArray::sqrt),
          Map.entry("lambertW", NdArray::lambertW));

  private static void close(double expected, double actual, String what) {
    double allowed = 1e-13 * Math.abs(expected) + Double.MIN_NORMAL;
    assertTrue(
        expected == actual || Math.abs(actual - expected) <= allowed,
        () -> what + ": " + actual + ", right " + expected);
  }

  @Test
  void derivativesOfScalars() {
    int count = 0;
    for (ReferenceTable.Row row : ImplicitReference.read("derivatives_at_extremes.csv").rows()) {
      String name = row.text("function");
      UnaryOperator<NdArray> f = FUNCTIONS.get(name);
      double at = row.number("x");
      NdArray x = NdArray.scalar(at);
      String what = name + " at " + at;
      if (!row.text("value").isEmpty()) {
        close(row.number("value"), f.apply(x).value(), what);
      }
      close(row.number("first"), Autodiff.gradient(f, x).value(), what + ", first");
      close(
          row.number("first"),
          Autodiff.jvp(f, x, NdArray.ones()).tangent().value(),
          what + ", forwards");
      if (!row.text("second").contains("Infinity")) {
        close(row.number("second"), Autodiff.hessian(f, x).value(), what + ", second");
      }
      count++;
    }
    assertTrue(count > 190, "rows " + count);
  }

  /** f(sx) = s^d f(x) scales its gradient by s^(d-1) and its Hessian by s^(d-2). */
  @ParameterizedTest
  @ValueSource(ints = {-660, -530, -332, 266, 332, 530, 660})
  void homogeneousFunctionsInAnyUnit(int exponent) {
    NdArray x = NdArray.of(3.0, 4);
    NdArray scaled = x.times(Math.scalb(1.0, exponent));
    Map<String, UnaryOperator<NdArray>> ofDegreeOneAndZero =
        Map.of(
            "norm", NdArray::norm,
            "hypot", v -> v.at(0).hypot(v.at(1)),
            "atan2", v -> v.at(0).atan2(v.at(1)));
    ofDegreeOneAndZero.forEach(
        (name, f) -> {
          int degree = name.equals("atan2") ? 0 : 1;
          NdArray first = Autodiff.gradient(f, x);
          NdArray firstScaled = Autodiff.gradient(f, scaled);
          NdArray second = Autodiff.hessian(f, x);
          NdArray secondScaled = Autodiff.hessian(f, scaled);
          for (int i = 0; i < 2; i++) {
            double e = Math.scalb(first.at(i).value(), (degree - 1) * exponent);
            close(e, firstScaled.at(i).value(), name);
            for (int j = 0; j < 2; j++) {
              double h = Math.scalb(second.get(i, j), (degree - 2) * exponent);
              // Beyond the range of numbers the parts of a sum may cancel to anything.
              if (!Double.isInfinite(h)) {
                close(h, secondScaled.get(i, j), name);
              }
            }
          }
        });
    assertArrayEquals(
        new double[] {4.0 / 25, -3.0 / 25},
        Autodiff.gradient(v -> v.at(0).atan2(v.at(1)), x).toArray(),
        1e-16);
  }

  @Test
  void normsOfSubnormals() {
    double[] g = Autodiff.gradient(NdArray::norm, NdArray.of(3e-320, 4e-320)).toArray();
    assertArrayEquals(new double[] {0.6, 0.8}, g, 1e-3);
  }

  @Test
  void infinityContributesNothingWhereNothingIsAsked() {
    NdArray x = NdArray.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    NdArray no = NdArray.scalar(0);
    UnaryOperator<NdArray> masked = v -> NdArray.where(no, v.softmax(0).at(0), v.at(0).times(2));
    assertArrayEquals(new double[] {2, 0}, Autodiff.gradient(masked, x).toArray());
    NdArray a = NdArray.of(new double[][] {{1, 2}, {Double.POSITIVE_INFINITY, Double.NaN}});
    NdArray firstOnly = NdArray.of(1.0, 0);
    NdArray v = NdArray.of(0.5, -1);
    UnaryOperator<NdArray> f = t -> NdArray.where(firstOnly, a.matmul(t), no).sum();
    assertArrayEquals(new double[] {1, 2}, Autodiff.gradient(f, v).toArray());
    NdArray columns = firstOnly.reshape(2, 1);
    NdArray m = NdArray.of(new double[][] {{0.5, 1}, {-1, 2}});
    UnaryOperator<NdArray> g = t -> NdArray.where(columns, a.matmul(t), no).sum();
    assertEquals(NdArray.of(new double[][] {{1, 1}, {2, 2}}), Autodiff.gradient(g, m));
    // The matrix as variable: rows that are not asked for get 0, whatever the vector is.
    NdArray infinite = NdArray.of(Double.POSITIVE_INFINITY, 1);
    UnaryOperator<NdArray> ofMatrix =
        t -> NdArray.where(firstOnly, t.matmul(v), t.matmul(infinite)).at(0);
    assertEquals(NdArray.of(new double[][] {{0.5, -1}, {0, 0}}), Autodiff.gradient(ofMatrix, m));
    // Forwards: a direction without the infinite column.
    NdArray withInfinity = NdArray.of(new double[][] {{1, Double.POSITIVE_INFINITY}, {3, 4}});
    assertArrayEquals(
        new double[] {1, 3},
        Autodiff.jvp(withInfinity::matmul, v, NdArray.of(1.0, 0)).tangent().toArray());
    UnaryOperator<NdArray> scaled =
        t -> NdArray.where(no, t.times(Double.POSITIVE_INFINITY), t).sum();
    assertArrayEquals(new double[] {1, 1}, Autodiff.gradient(scaled, v).toArray());
  }

  /** A value that outlives its differentiation is refused, and not taken for a constant. */
  @Test
  void escapedTangentsAreRefused() {
    NdArray at = NdArray.of(1.0, 2);
    NdArray[] kept = new NdArray[1];
    UnaryOperator<NdArray> used =
        x -> {
          var _ =
              Autodiff.jvp(
                  y -> {
                    kept[0] = y.times(x);
                    return y;
                  },
                  x.stopGradient(),
                  NdArray.ones(2));
          return kept[0].sum();
        };
    assertThrows(IllegalStateException.class, () -> Autodiff.gradient(used, at));
    UnaryOperator<NdArray> returned =
        x -> {
          var _ =
              Autodiff.jvp(
                  y -> {
                    kept[0] = y.times(x);
                    return y;
                  },
                  x.stopGradient(),
                  NdArray.ones(2));
          return kept[0];
        };
    assertThrows(IllegalStateException.class, () -> Autodiff.jacobian(returned, at));
    assertThrows(IllegalStateException.class, () -> Autodiff.jvp(returned, at, NdArray.ones(2)));
  }

  /** The cofactors, by expansion, at matrices of every rank; and the Hessian is exact there. */
  @Property(tries = 200)
  void determinantsOfSingularMatrices(@ForAll @IntRange(min = 0, max = 100000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(4);
    int rank = random.nextInt(n);
    double[] left = random.doubles((long) n * rank, -1, 1).toArray();
    double[] right = random.doubles((long) n * rank, -1, 1).toArray();
    NdArray a =
        rank == 0
            ? NdArray.zeros(n, n)
            : NdArray.wrap(left, n, rank).matmul(NdArray.wrap(right, rank, n));
    NdArray gradient = Autodiff.gradient(NdArray::det, a);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(cofactor(a, i, j), gradient.get(i, j), 1e-13, "rank " + rank);
      }
    }
    // det is linear in each element: its Hessian is the difference of gradients.
    int i = random.nextInt(n);
    int j = random.nextInt(n);
    double[] unit = new double[n * n];
    unit[i * n + j] = 1;
    NdArray e = NdArray.wrap(unit, n, n);
    NdArray product = Autodiff.hvp(NdArray::det, a, e);
    for (int k = 0; k < n; k++) {
      for (int l = 0; l < n; l++) {
        double difference = cofactor(a.plus(e), k, l) - cofactor(a, k, l);
        assertEquals(difference, product.get(k, l), 1e-12, "rank " + rank);
      }
    }
  }

  private static double cofactor(NdArray a, int row, int column) {
    int n = a.extent(0);
    double[][] minor = new double[n - 1][n - 1];
    for (int i = 0; i < n - 1; i++) {
      for (int j = 0; j < n - 1; j++) {
        minor[i][j] = a.get(i < row ? i : i + 1, j < column ? j : j + 1);
      }
    }
    return ((row + column) % 2 == 0 ? 1 : -1) * expansion(minor);
  }

  private static double expansion(double[][] m) {
    int n = m.length;
    double sum = n == 0 ? 1 : 0;
    for (int j = 0; j < n; j++) {
      double[][] minor = new double[n - 1][n - 1];
      for (int i = 1; i < n; i++) {
        for (int k = 0; k < n - 1; k++) {
          minor[i - 1][k] = m[i][k < j ? k : k + 1];
        }
      }
      sum += (j % 2 == 0 ? 1 : -1) * m[0][j] * expansion(minor);
    }
    return sum;
  }

  @Test
  void determinantsOfAnySize() {
    NdArray d = NdArray.of(1e200, 1e200, 1e-200, 1e-200).diagonalMatrix();
    assertEquals(1, d.det().value(), 1e-15);
    NdArray g = Autodiff.gradient(NdArray::det, d);
    assertEquals(1e-200, g.get(0, 0), 1e-214);
    assertEquals(1e200, g.get(3, 3), 1e186);
    NdArray almost = NdArray.of(new double[][] {{1, 2}, {2, 4 + 1e-15}});
    assertArrayEquals(
        new double[] {4, -2, -2, 1},
        Autodiff.gradient(NdArray::det, almost).flatten().toArray(),
        1e-14);
  }

  @Test
  void knownGradientsRefuseSecondDerivatives() {
    KnownGradient square =
        KnownGradient.of(
            "square", x -> new KnownGradient.Point(x[0] * x[0], new double[] {2 * x[0]}));
    NdArray x = NdArray.ones(1, 1).times(3);
    UnaryOperator<NdArray> f = v -> Autodiff.apply(square, v);
    NdArray gradient = Autodiff.gradient(f, x);
    assertEquals(NdArray.wrap(new double[] {6}, 1, 1), gradient);
    assertThrows(UnsupportedOperationException.class, () -> Autodiff.hessian(f, x));
    KnownGradient longer =
        KnownGradient.of("longer", v -> new KnownGradient.Point(0, new double[2]));
    assertThrows(
        ShapeMismatchException.class, () -> Autodiff.gradient(v -> Autodiff.apply(longer, v), x));
  }

  @Test
  void orderWithNotANumber() {
    NdArray x = NdArray.of(3, Double.NaN, 1, 5);
    assertArrayEquals(new double[] {1, 3, 5, Double.NaN}, x.sort().toArray());
    assertArrayEquals(new double[] {Double.NaN, 5}, x.largest(2).toArray());
    assertArrayEquals(new int[] {2}, NdArray.of(1.0, 2).searchSorted(NdArray.of(Double.NaN)));
    assertEquals(Double.NaN, x.median().value());
    assertEquals(1.35e308, NdArray.of(1e308, 1.7e308).median().value(), 1e293);
  }

  @Test
  void otherEnds() {
    NdArray down = NdArray.of(new double[][] {{-1.7e308, 0}, {-1.7e308, -1.7e308}});
    assertEquals(NdArray.zeros(2, 2), MatrixFunctions.expm(down));
    assertEquals(Double.POSITIVE_INFINITY, NdArray.scalar(0).polygamma(1).value());
    assertEquals(Double.POSITIVE_INFINITY, NdArray.scalar(-3).polygamma(1).value());
    assertEquals(Double.NEGATIVE_INFINITY, NdArray.scalar(0).polygamma(2).value());
    UnaryOperator<NdArray> ofExponent = y -> NdArray.scalar(-2).pow(y);
    assertEquals(Double.NaN, Autodiff.gradient(ofExponent, NdArray.scalar(2)).value());
    assertEquals(Double.NaN, Autodiff.gradient(NdArray::acosh, NdArray.scalar(-3)).value());
    assertThrows(IllPosedProblemException.class, () -> NdArray.zeros(2, 2).logDet());
  }
}
