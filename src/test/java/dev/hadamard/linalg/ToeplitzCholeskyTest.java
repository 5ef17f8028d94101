package dev.hadamard.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.testing.ReferenceTable;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToeplitzCholeskyTest {
  private static DMatrixRMaj dense(double[] c) {
    DMatrixRMaj a = new DMatrixRMaj(c.length, c.length);
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < c.length; j++) {
        a.set(i, j, c[Math.abs(i - j)]);
      }
    }
    return a;
  }

  @Test
  void reference() {
    Map<String, Map<String, TreeMap<Integer, Double>>> cases = new TreeMap<>();
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/toeplitz.csv")) {
      cases
          .computeIfAbsent(row.text("case"), k -> new TreeMap<>())
          .computeIfAbsent(row.text("name"), k -> new TreeMap<>())
          .put((int) row.number("index"), row.number("value"));
    }
    assertEquals(3, cases.size());
    cases.forEach(
        (name, values) -> {
          double tolerance = name.equals("ill") ? 1e-6 : 1e-9;
          double[] column = array(values.get("column"));
          ToeplitzCholesky t = ToeplitzCholesky.of(column);
          double logDeterminant = values.get("logDet").get(0);
          assertEquals(
              logDeterminant, t.logDeterminant(), tolerance * Math.abs(logDeterminant), name);
          close(array(values.get("inverseColumn0")), t.firstColumn(), tolerance);
          double[] sums = t.logDeterminantGradient();
          for (int k = 1; k < sums.length; k++) {
            sums[k] /= 2;
          }
          close(array(values.get("inverseDiagonalSum")), sums, tolerance);
        });
  }

  private static void close(double[] expected, double[] actual, double tolerance) {
    double largest = 0;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    assertArrayEquals(expected, actual, tolerance * largest);
  }

  private static double[] array(Map<Integer, Double> m) {
    return m.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Property(tries = 60)
  void sameAsDense(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @DoubleRange(min = 0.1, max = 5) double decay,
      @ForAll @DoubleRange(min = 0, max = 3) double frequency) {
    double[] c = new double[n];
    for (int k = 0; k < n; k++) {
      c[k] = StrictMath.exp(-decay * k) * StrictMath.cos(frequency * k);
    }
    c[0] += 0.01;
    ToeplitzCholesky t = ToeplitzCholesky.of(c);
    DMatrixRMaj a = dense(c);
    Cholesky reference = Cholesky.of(a);
    assertEquals(reference.logDeterminant(), t.logDeterminant(), 1e-11 * n);
    DMatrixRMaj inverse = reference.inverse();
    double largest = 0;
    for (double v : inverse.data) {
      largest = Math.max(largest, Math.abs(v));
    }
    assertArrayEquals(inverse.data, t.inverse().data, 1e-10 * largest);
    double[] b = new double[n];
    double[] x = new double[n];
    double[] back = new double[n];
    for (int i = 0; i < n; i++) {
      b[i] = StrictMath.sin(i + 1);
    }
    t.solve(b, x);
    t.multiply(x, back);
    assertArrayEquals(b, back, 1e-12 * n * 10);
    double[] g = t.logDeterminantGradient();
    for (int k = 0; k < n; k++) {
      double sum = 0;
      for (int i = 0; i + k < n; i++) {
        sum += inverse.get(i, i + k) * (k == 0 ? 1 : 2);
      }
      assertEquals(sum, g[k], 1e-9 * largest * n);
    }
  }

  /** Orders that take transforms, beside a dense factorisation. */
  @ParameterizedTest
  @ValueSource(ints = {127, 128, 131, 200, 257})
  void largeOrders(int n) {
    double[] c = new double[n];
    for (int k = 0; k < n; k++) {
      c[k] = StrictMath.exp(-0.05 * k) * (StrictMath.cos(0.7 * k) + 0.5);
    }
    c[0] += 1e-3;
    ToeplitzCholesky t = ToeplitzCholesky.of(c);
    Cholesky reference = Cholesky.of(dense(c));
    assertEquals(reference.logDeterminant(), t.logDeterminant(), 1e-10 * n);
    double[] b = new double[n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      b[i] = StrictMath.sin(i * i + 1);
    }
    t.solve(b, x);
    double[] expected = reference.solve(b);
    double largest = 0;
    for (double v : expected) {
      largest = Math.max(largest, Math.abs(v));
    }
    assertArrayEquals(expected, x, 1e-11 * largest);
    DMatrixRMaj inverse = reference.inverse();
    assertArrayEquals(inverse.data, t.inverse().data, 1e-10 * inverse.get(n / 2, n / 2));
    double[] g = t.logDeterminantGradient();
    for (int k = 0; k < n; k++) {
      double sum = 0;
      for (int i = 0; i + k < n; i++) {
        sum += inverse.get(i, i + k) * (k == 0 ? 1 : 2);
      }
      assertEquals(sum, g[k], 1e-9 * g[0]);
    }
    // The same memory with another matrix, as with one of its own.
    c[0] += 1;
    t.factor(c);
    t.solve(b, x);
    double[] fresh = new double[n];
    ToeplitzCholesky.of(c).solve(b, fresh);
    assertArrayEquals(fresh, x);
  }

  /** Products and sums along diagonals against their definitions. */
  @Property(tries = 60)
  void productsByTransforms(@ForAll @IntRange(min = 1, max = 70) int n, @ForAll boolean odd) {
    double[] c = new double[n];
    double[] g = new double[n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      c[i] = StrictMath.cos(i * i) * (odd && i == 0 ? 0 : 1);
      g[i] = StrictMath.sin(3 * i + 1);
      x[i] = StrictMath.cos(2 * i + 0.5);
    }
    double sign = odd ? -1 : 1;
    ToeplitzProducts p = ToeplitzProducts.ofOrder(n);
    ToeplitzProducts.Transformed matrix = p.empty();
    ToeplitzProducts.Transformed left = p.empty();
    ToeplitzProducts.Transformed right = p.empty();
    p.transform(c, sign, matrix);
    p.transform(g, left);
    p.transform(x, right);
    double[] y = new double[n];
    double[] transposed = new double[n];
    double[] sums = new double[n];
    p.multiply(matrix, right, y);
    p.multiplyTranspose(matrix, right, transposed);
    p.addDiagonalSums(2, sign, left, right, sums);
    for (int i = 0; i < n; i++) {
      double product = 0;
      double along = 0;
      for (int j = 0; j < n; j++) {
        product += (j > i ? sign : 1) * c[Math.abs(i - j)] * x[j];
        if (j + i < n) {
          along += g[j + i] * x[j] + (i == 0 ? 0 : sign * g[j] * x[j + i]);
        }
      }
      assertEquals(product, y[i], 1e-13 * n);
      assertEquals(sign * product, transposed[i], 1e-13 * n);
      assertEquals(2 * along, sums[i], 1e-13 * n);
    }
  }

  /** The covariance e^-|d| of a Markov process: log|C| = (n-1) log(1 - ρ²). */
  @Test
  void autoregression() {
    double rho = StrictMath.exp(-0.1);
    double[] c = new double[50];
    for (int k = 0; k < 50; k++) {
      c[k] = StrictMath.pow(rho, k);
    }
    assertEquals(
        49 * StrictMath.log(1 - rho * rho), ToeplitzCholesky.of(c).logDeterminant(), 1e-11);
  }

  @Test
  void indefiniteIsRefused() {
    IndefiniteMatrixException e =
        assertThrows(
            IndefiniteMatrixException.class, () -> ToeplitzCholesky.of(new double[] {1, 2, 1}));
    assertEquals(1, e.pivot());
    assertThrows(IndefiniteMatrixException.class, () -> ToeplitzCholesky.of(new double[] {0, 0}));
  }
}
