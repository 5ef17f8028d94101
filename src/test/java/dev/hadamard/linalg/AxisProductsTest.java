package dev.hadamard.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Transpose;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class AxisProductsTest {
  private static DMatrixRMaj matrix(int m, int n, long stream) {
    DMatrixRMaj a = new DMatrixRMaj(m, n);
    Streams.of(5).substream(stream).generator().fillNormal(a.data);
    return a;
  }

  /** Products along all axes are the Kronecker product; one along each is what the sum says. */
  @Property(tries = 60)
  void productsAreSums(
      @ForAll @IntRange(min = 1, max = 5) int a,
      @ForAll @IntRange(min = 1, max = 6) int b,
      @ForAll @IntRange(min = 1, max = 4) int c,
      @ForAll @IntRange(min = 1, max = 7) int m,
      @ForAll @IntRange(max = 2) int axis) {
    int[] shape = {a, b, c};
    double[] t = matrix(1, a * b * c, 1).data;
    DMatrixRMaj f = matrix(m, shape[axis], 2);
    double[] y = AxisProducts.multiply(Transpose.NO, f, t, shape, axis);
    double[] other = AxisProducts.multiply(Transpose.YES, Matrices.transpose(f), t, shape, axis);
    assertArrayEquals(y, other, 1e-13);
    int right = axis == 2 ? 1 : axis == 1 ? c : b * c;
    int n = shape[axis];
    for (int i = 0; i < y.length; i++) {
      int l = i / (m * right);
      int k = i / right % m;
      int r = i % right;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += f.get(k, j) * t[(l * n + j) * right + r];
      }
      assertEquals(sum, y[i], 1e-12);
    }
    double[] x = matrix(1, a * b * c, 3).data;
    DMatrixRMaj g = matrix(n, n, 4);
    DMatrixRMaj expected = g.copy();
    AxisProducts.gramAdd(2, t, x, shape, axis, 3, g);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < t.length / n; k++) {
          int at = k / right * n * right + k % right;
          sum += t[at + i * right] * x[at + j * right];
        }
        assertEquals(3 * expected.get(i, j) + 2 * sum, g.get(i, j), 1e-12);
      }
    }
  }

  @Test
  void shapesAreChecked() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            AxisProducts.multiply(
                Transpose.NO, matrix(2, 3, 1), new double[8], new int[] {2, 4}, 1));
  }

  /** The companion matrix of (x - 2)(x² + 2x + 5): 2, -1 ± 2i. */
  @Test
  void eigenvaluesOfACompanionMatrix() {
    DMatrixRMaj a = new DMatrixRMaj(3, 3, true, 0, -1, 10, 1, 0, 0, 0, 1, 0);
    GeneralEigenvalues e = GeneralEigenvalues.of(a);
    double[] re = e.real().clone();
    double[] im = e.imaginary().clone();
    Arrays.sort(re);
    Arrays.sort(im);
    assertArrayEquals(new double[] {-1, -1, 2}, re, 1e-14);
    assertArrayEquals(new double[] {-2, 0, 2}, im, 1e-14);
  }

  /** A numerically low rank does not keep the iteration from converging. */
  @Test
  void eigenvaluesOfANearlySingularMatrix() {
    int n = 300;
    DMatrixRMaj k = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double d = (i - j) / (double) n;
        k.set(i, j, StrictMath.exp(-d * d * 1e-4) * StrictMath.cos(80 * d));
      }
    }
    SymmetricEigen e = SymmetricEigen.of(k);
    double[] w = e.values();
    double trace = Arrays.stream(w).sum();
    assertEquals(n, trace, 1e-10);
    DMatrixRMaj v = e.vectors();
    DMatrixRMaj gram = Matrices.gram(v);
    for (int i = 0; i < n; i++) {
      assertEquals(1, gram.get(i, i), 1e-12);
    }
    DMatrixRMaj kv = Matrices.multiply(k, v);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertTrue(Math.abs(kv.get(i, j) - v.get(i, j) * w[j]) < 1e-12 * n);
      }
    }
  }
}
