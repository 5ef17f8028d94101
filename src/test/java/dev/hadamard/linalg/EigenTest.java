package dev.hadamard.linalg;

import static dev.hadamard.linalg.TestMatrices.UNIT;
import static dev.hadamard.linalg.TestMatrices.maxAbs;
import static dev.hadamard.linalg.TestMatrices.maxDifference;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Blas2;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Eigenvalues, singular values and Kronecker products; errors within 20 n u |A|. */
class EigenTest {
  @Test
  void eigenvectorsAreOrthonormalAndReproduceTheMatrix() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n <= 70; n++) {
      check(TestMatrices.symmetric(n, random));
    }
    check(TestMatrices.symmetric(150, random));
    check(TestMatrices.hilbert(12));
    check(CommonOps_DDRM.identity(20));
    check(new DMatrixRMaj(9, 9));
    DMatrixRMaj graded = TestMatrices.graded(40, random);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        graded.data[j * 40 + i] = graded.data[i * 40 + j];
      }
    }
    check(graded);
  }

  /** What divide and conquer finds hard: clusters, equal values, weak couplings, low rank. */
  @Test
  void clusteredAndDeflatingMatrices() {
    SplittableRandom random = new SplittableRandom(11);
    check(tridiagonal(201, i -> Math.abs(i - 100.0), i -> 1));
    // Wilkinson matrices glued together: eigenvalues in groups that agree to twelve digits.
    check(tridiagonal(210, i -> Math.abs(i % 21 - 10.0), i -> i % 21 == 20 ? 1e-8 : 1));
    check(tridiagonal(130, i -> 2, i -> -1));
    check(tridiagonal(130, i -> 0, i -> 1));
    check(tridiagonal(130, i -> i == 60 ? 1 : 0, i -> 0));
    check(tridiagonal(150, i -> 1e-200 * (i % 7), i -> 1e-200));
    check(tridiagonal(150, i -> 1e200 * (i % 7), i -> i % 2 == 0 ? -1e200 : 1e185));
    check(tridiagonal(150, i -> Math.scalb(1.0, -i), i -> Math.scalb(0.5, -i)));
    for (int rank : new int[] {1, 2, 40}) {
      DMatrixRMaj factor = TestMatrices.random(rank, 160, random);
      check(Matrices.gram(factor));
    }
    check(TestMatrices.symmetric(300, random));
    check(TestMatrices.hilbert(100));
    // Projections: two eigenvalues of high multiplicity.
    DMatrixRMaj q = Qr.of(TestMatrices.random(120, 50, random)).orthogonal();
    check(Matrices.multiply(q, Matrices.transpose(q)));
  }

  private static DMatrixRMaj tridiagonal(
      int n, IntToDoubleFunction diagonal, IntToDoubleFunction beside) {
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      a.data[i * n + i] = diagonal.applyAsDouble(i);
      if (i + 1 < n) {
        a.data[(i + 1) * n + i] = beside.applyAsDouble(i);
        a.data[i * n + i + 1] = beside.applyAsDouble(i);
      }
    }
    return a;
  }

  private static void check(DMatrixRMaj a) {
    int n = a.numRows;
    SymmetricEigen eigen = SymmetricEigen.of(a);
    DMatrixRMaj v = eigen.vectors();
    double[] values = eigen.values();
    double bound = 20 * (n + 1) * UNIT;
    assertTrue(maxDifference(Matrices.gram(v), CommonOps_DDRM.identity(n)) <= bound);
    DMatrixRMaj left = Matrices.multiply(a, v);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(
            v.data[i * n + j] * values[j],
            left.data[i * n + j],
            bound * Math.max(1, Math.sqrt(n)) * maxAbs(a));
      }
      assertTrue(i == 0 || values[i] >= values[i - 1]);
    }
    assertArrayEquals(values, SymmetricEigen.valuesOf(a), bound * Math.max(1, n) * maxAbs(a));
  }

  @Test
  void knownEigenvalues() {
    int n = 50;
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      a.data[i * n + i] = 2;
      if (i > 0) {
        a.data[i * n + i - 1] = -1;
      }
    }
    double[] values = SymmetricEigen.of(a).values();
    for (int k = 1; k <= n; k++) {
      double sine = StrictMath.sin(Math.PI * k / (2 * (n + 1)));
      assertEquals(4 * sine * sine, values[k - 1], 1e-14);
    }
    a.data[3] = Double.NaN;
    SymmetricEigen.of(a);
    a.data[3 * n] = Double.NaN;
    assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.of(a));
  }

  @Test
  void generalisedProblem() {
    SplittableRandom random = new SplittableRandom(2);
    DMatrixRMaj a = TestMatrices.symmetric(30, random);
    DMatrixRMaj b = TestMatrices.positive(30, 5, random);
    SymmetricEigen eigen = SymmetricEigen.generalised(a, b);
    DMatrixRMaj v = eigen.vectors();
    DMatrixRMaj gram = Matrices.multiply(Matrices.transpose(v), Matrices.multiply(b, v));
    assertTrue(maxDifference(gram, CommonOps_DDRM.identity(30)) < 1e-13);
    DMatrixRMaj left = Matrices.multiply(a, v);
    DMatrixRMaj right = Matrices.multiply(b, v);
    for (int i = 0; i < 900; i++) {
      assertEquals(left.data[i], right.data[i] * eigen.values()[i % 30], 1e-12);
    }
  }

  @Test
  void chainsOfRotationsAreSingleRotations() {
    SplittableRandom random = new SplittableRandom(3);
    for (int columns : new int[] {1, 7, 8, 33, 70}) {
      for (int count : new int[] {0, 1, 2, 9}) {
        double[] rows = TestMatrices.vector((count + 1) * columns, random);
        double[] c = TestMatrices.vector(2 * count, random);
        double[] s = TestMatrices.vector(2 * count, random);
        double[] one = rows.clone();
        for (int k = 0; k < 2 * count; k++) {
          int y = (count - 1 - k % count) * columns;
          Blas2.rotate(c[k], s[k], one, y + columns, one, y, columns);
        }
        double[] two = rows.clone();
        Blas2.rotateChain(count, c, s, 0, columns, two, 0, columns);
        Blas2.rotateChain(count, c, s, count, columns, two, 0, columns);
        assertArrayEquals(one, two);
      }
    }
  }

  @Test
  void singularValues() {
    SplittableRandom random = new SplittableRandom(4);
    DMatrixRMaj a = TestMatrices.random(20, 12, random);
    Svd svd = Svd.of(a);
    double[] squares = SymmetricEigen.valuesOf(Matrices.gram(a));
    for (int i = 0; i < 12; i++) {
      assertEquals(Math.sqrt(squares[11 - i]), svd.values()[i], 1e-12);
    }
  }

  @Test
  void kroneckerProducts() {
    SplittableRandom random = new SplittableRandom(5);
    DMatrixRMaj a = TestMatrices.random(3, 4, random);
    DMatrixRMaj b = TestMatrices.random(5, 2, random);
    DMatrixRMaj c = TestMatrices.random(2, 3, random);
    KroneckerProduct product = KroneckerProduct.of(a, b, c);
    DMatrixRMaj full = new DMatrixRMaj(30, 24);
    CommonOps_DDRM.kron(a, b, full);
    DMatrixRMaj whole = new DMatrixRMaj(30, 24);
    DMatrixRMaj ab = new DMatrixRMaj(15, 8);
    CommonOps_DDRM.kron(a, b, ab);
    CommonOps_DDRM.kron(ab, c, whole);
    double[] x = TestMatrices.vector(24, random);
    assertArrayEquals(LinearOperator.fromMatrix(whole).apply(x), product.apply(x), 1e-14);
    KrylovTest.checkAdjoint(product, random);

    DMatrixRMaj p = TestMatrices.positive(4, 1, random);
    DMatrixRMaj q = TestMatrices.positive(6, 1, random);
    DMatrixRMaj r = TestMatrices.positive(3, 1, random);
    KroneckerProduct positive = KroneckerProduct.positiveDefinite(p, q, r);
    double[] rhs = TestMatrices.vector(72, random);
    KroneckerProduct.Factorised factorised = positive.cholesky();
    assertArrayEquals(rhs, positive.apply(factorised.solve(rhs)), 1e-12);
    KroneckerProduct.Decomposed decomposed = positive.eigen();
    assertEquals(factorised.logDeterminant(), decomposed.logDeterminant(0), 1e-10);
    double[] shifted = decomposed.solve(0.3, rhs);
    double[] back = positive.apply(shifted);
    for (int i = 0; i < 72; i++) {
      assertEquals(rhs[i], back[i] + 0.3 * shifted[i], 1e-12);
    }
    assertThrows(IndefiniteMatrixException.class, () -> decomposed.logDeterminant(-1e9));
  }
}
