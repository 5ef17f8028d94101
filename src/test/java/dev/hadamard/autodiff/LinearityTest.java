package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Derivatives are linear maps, and cost the same however often they are taken. */
class LinearityTest {
  @Property(tries = 50)
  void productsAreLinear(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = -10, max = 10) double s) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray a = r.normals(4, 5);
    NdArray w = r.normals(5);
    UnaryOperator<NdArray> f =
        x -> a.matmul(x.tanh()).softplus().plus(x.slice(0, 1, 5).times(w.dot(x)));
    NdArray x = r.normals(5);
    Linearization l = Autodiff.linearize(f, x);
    NdArray u = r.normals(4);
    NdArray v = r.normals(4);
    close("vjp", l.vjp(u).plus(l.vjp(v).times(s)), l.vjp(u.plus(v.times(s))), 1e-12);
    NdArray p = r.normals(5);
    NdArray q = r.normals(5);
    close("jvp", l.jvp(p).plus(l.jvp(q).times(s)), l.jvp(p.plus(q.times(s))), 1e-12);
    assertEquals(NdArray.zeros(5), l.vjp(NdArray.zeros(4)));
    // ⟨u, Hv⟩ = ⟨v, Hu⟩.
    UnaryOperator<NdArray> g = z -> f.apply(z).squaredNorm();
    double left = p.dot(Autodiff.hvp(g, x, q)).value();
    double right = q.dot(Autodiff.hvp(g, x, p)).value();
    assertEquals(left, right, 1e-11 * (1 + Math.abs(left)));
  }

  /**
   * Many products in one pass are those with the matrix: f(x) = A tanh(x) + x₀ Bᵀ(B x), whose
   * Jacobian is A diag(1 - tanh²) + x₀ BᵀB + Bᵀ(B x) e₀ᵀ.
   */
  @Property(tries = 200)
  void productsInOnePassAreThoseOfTheJacobian(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @LongRange(min = 1, max = 9) long count) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray a = r.normals(5, 5);
    NdArray b = r.normals(3, 5);
    NdArray x = r.normals(5);
    Linearization l =
        Autodiff.linearize(
            z -> a.matmul(z.tanh()).plus(b.transposeMatmul(b.matmul(z)).times(z.at(0))), x);
    NdArray gram = b.transposeMatmul(b);
    NdArray slope = x.tanh().square().negate().plus(1);
    NdArray jacobian =
        a.times(slope)
            .plus(gram.times(x.at(0)))
            .plus(gram.matmul(x).outer(NdArray.of(1.0, 0, 0, 0, 0)));
    NdArray[] vectors = new NdArray[(int) count];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = r.normals(5);
    }
    NdArray[] tangents = l.jvpAll(vectors);
    NdArray[] cotangents = l.vjpAll(vectors);
    assertEquals(count, tangents.length);
    assertEquals(count, cotangents.length);
    for (int i = 0; i < vectors.length; i++) {
      close("jvpAll", jacobian.matmul(vectors[i]), tangents[i], 1e-12);
      close("vjpAll", jacobian.transpose().matmul(vectors[i]), cotangents[i], 1e-12);
    }
    assertEquals(0, l.jvpAll().length);
    assertThrows(ShapeMismatchException.class, () -> l.jvpAll(r.normals(4)));
    assertThrows(ShapeMismatchException.class, () -> l.vjpAll(x, r.normals(4)));
    Linearization constant = Autodiff.linearize(z -> a, x);
    assertEquals(NdArray.zeros(5, 5), constant.jvpAll(x, x)[1]);
    assertEquals(NdArray.zeros(5), constant.vjpAll(a)[0]);
  }

  /** The same where the unknown is a matrix, in every place of a product. */
  @Property(tries = 200)
  void productsOfMatricesInOnePassAreThoseOfEach(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @LongRange(min = 1, max = 9) long count) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray a = r.normals(5, 4);
    NdArray b = r.normals(3, 6);
    NdArray x = r.normals(4, 3);
    List<UnaryOperator<NdArray>> maps =
        List.of(
            z -> a.matmul(z),
            z -> z.matmul(b),
            z -> z.matmulTranspose(b.transpose()),
            z -> a.transpose().transposeMatmul(z),
            z -> b.transposeMatmul(z.transpose()),
            z -> z.transposeMatmul(a.transpose()),
            z -> a.matmulTranspose(z.transpose()),
            z -> z.transposeMatmul(z.tanh()),
            z -> a.matmul(z.times(z.sum())).matmul(b));
    for (UnaryOperator<NdArray> map : maps) {
      Linearization l = Autodiff.linearize(map, x);
      NdArray[] vectors = new NdArray[(int) count];
      NdArray[] covectors = new NdArray[(int) count];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = r.normals(4, 3);
        covectors[i] = r.normals(l.value().extent(0), l.value().extent(1));
      }
      NdArray[] tangents = l.jvpAll(vectors);
      NdArray[] cotangents = l.vjpAll(covectors);
      for (int i = 0; i < vectors.length; i++) {
        close("jvpAll", l.jvp(vectors[i]), tangents[i], 1e-12);
        close("vjpAll", l.vjp(covectors[i]), cotangents[i], 1e-12);
        // Independent of the rules: the map is a polynomial or nearly linear at this distance.
        NdArray h = vectors[i].times(1e-4);
        NdArray difference = map.apply(x.plus(h)).minus(map.apply(x.minus(h))).times(0.5e4);
        close("difference", difference, tangents[i], 1e-6);
      }
    }
  }

  /** The adjoint of repetition is the sum over what was repeated, rank 0 and extents 1 included. */
  @Property(tries = 30)
  void adjointsOfRepetitionsAreSums(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray u = r.normals(24).reshape(2, 3, 4);
    int[][] shapes = {
      {}, {1}, {4}, {1, 4}, {3, 1}, {3, 4}, {1, 1, 1}, {2, 1, 4}, {1, 3, 1}, {2, 3, 4}
    };
    double[] cotangent = u.toArray();
    for (int[] shape : shapes) {
      int size = 1;
      for (int e : shape) {
        size *= e;
      }
      double[] expected = new double[size];
      for (int i = 0; i < 24; i++) {
        int[] index = {i / 12, i / 4 % 3, i % 4};
        int at = 0;
        for (int d = 0; d < shape.length; d++) {
          at = at * shape[d] + (shape[d] == 1 ? 0 : index[3 - shape.length + d]);
        }
        expected[at] += cotangent[i];
      }
      NdArray x = r.normals(size).reshape(shape);
      NdArray by = r.normals(24).reshape(2, 3, 4);
      NdArray repeated = Autodiff.linearize(z -> z.broadcastTo(2, 3, 4), x).vjp(u);
      NdArray added = Autodiff.linearize(z -> by.plus(z), x).vjp(u);
      assertArrayEquals(shape, repeated.shape());
      assertArrayEquals(expected, repeated.toArray(), 1e-13);
      assertArrayEquals(expected, added.toArray(), 1e-13);
    }
  }

  /** Thousands of gradients of one function keep nothing. */
  @Test
  void gradientsDoNotAccumulate() {
    NdArray x = new ImplicitReference.Stream(2).normals(500);
    Runtime runtime = Runtime.getRuntime();
    long[] used = new long[3];
    double sum = 0;
    for (int round = 0; round < used.length; round++) {
      for (int i = 0; i < 1000; i++) {
        sum += Autodiff.gradient(z -> z.tanh().times(z).squaredNorm(), x).at(0).value();
      }
      System.gc();
      used[round] = runtime.totalMemory() - runtime.freeMemory();
    }
    // Each records 4 kB at least five times: 20 MB a round, if they were kept.
    long kept = used[2] - used[0];
    assertTrue(kept < 4_000_000, () -> "two thousand gradients keep " + kept + " bytes");
    assertTrue(Double.isFinite(sum));
  }

  @Test
  void emptyArraysAreNamedWhereNothingIsDefined() {
    NdArray none = NdArray.zeros(0);
    assertEquals(0, none.sum().value());
    assertEquals(1, none.prod().value());
    assertEquals(NdArray.zeros(0), Autodiff.gradient(z -> z.square().sum(), none));
    for (UnaryOperator<NdArray> f :
        java.util.List.<UnaryOperator<NdArray>>of(
            NdArray::mean, NdArray::max, NdArray::min, NdArray::median, NdArray::variance)) {
      assertThrows(IllegalArgumentException.class, () -> f.apply(none));
    }
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
