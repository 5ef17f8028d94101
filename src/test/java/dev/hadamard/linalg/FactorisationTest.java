package dev.hadamard.linalg;

import static dev.hadamard.linalg.TestMatrices.UNIT;
import static dev.hadamard.linalg.TestMatrices.backwardError;
import static dev.hadamard.linalg.TestMatrices.maxAbs;
import static dev.hadamard.linalg.TestMatrices.maxDifference;
import static dev.hadamard.linalg.TestMatrices.normwiseError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Backward errors with stated constants, from order 0 to 70 and beyond, and refusals. */
class FactorisationTest {
  private static final int[] LARGE = {97, 130, 257};

  @Test
  void choleskyReproducesTheMatrix() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n <= 70; n++) {
      checkCholesky(TestMatrices.positive(n, 0.1, random), random);
    }
    for (int n : LARGE) {
      checkCholesky(TestMatrices.positive(n, 1e-6, random), random);
    }
    checkCholesky(TestMatrices.hilbert(11), random);
    for (int n : new int[] {2, 17, 70}) {
      checkCholesky(gradedPositive(n, random), random);
    }
  }

  /** D P D with the entries of D over 20 orders of magnitude, in no order. */
  private static DMatrixRMaj gradedPositive(int n, SplittableRandom random) {
    DMatrixRMaj a = TestMatrices.positive(n, 1, random);
    for (int i = 0; i < n; i++) {
      double size = Math.scalb(1.0, random.nextInt(-66, 1));
      for (int j = 0; j < n; j++) {
        a.data[i * n + j] *= size;
        a.data[j * n + i] *= size;
      }
    }
    return a;
  }

  /** Higham (2002), theorem 10.3: |A - L L'| at most (n + 1) u |L| |L'|, and Cauchy-Schwarz. */
  private static void checkCholesky(DMatrixRMaj a, SplittableRandom random) {
    int n = a.numRows;
    Cholesky cholesky = Cholesky.of(a);
    DMatrixRMaj lower = cholesky.lower();
    DMatrixRMaj product = Matrices.multiply(lower, Matrices.transpose(lower));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double bound = 2 * (n + 1) * UNIT * Math.sqrt(a.data[i * n + i] * a.data[j * n + j]);
        assertEquals(a.data[i * n + j], product.data[i * n + j], bound);
      }
    }
    double[] b = TestMatrices.vector(n, random);
    double[] x = cholesky.solve(b);
    assertTrue(normwiseError(a, x, b) <= 4 * (n + 1) * UNIT);
    DMatrixRMaj many = TestMatrices.random(n, 5, random);
    DMatrixRMaj solutions = new DMatrixRMaj(n, 5);
    cholesky.solve(many, solutions);
    for (int j = 0; j < 5; j++) {
      assertTrue(normwiseError(a, column(solutions, j), column(many, j)) <= 4 * (n + 1) * UNIT);
    }
    assertArrayEquals(lower.data, Cholesky.inPlace(a.copy()).lower().data);
  }

  @Test
  void choleskyDeterminantInverseAndCondition() {
    SplittableRandom random = new SplittableRandom(2);
    int n = 40;
    DMatrixRMaj a = TestMatrices.positive(n, 1, random);
    Cholesky cholesky = Cholesky.of(a);
    assertEquals(Math.log(CommonOps_DDRM.det(a)), cholesky.logDeterminant(), 1e-11);
    DMatrixRMaj inverse = cholesky.inverse();
    DMatrixRMaj identity = Matrices.multiply(a, inverse);
    assertTrue(maxDifference(identity, CommonOps_DDRM.identity(n)) < 1e-11);
    double[] diagonal = cholesky.inverseDiagonal();
    for (int i = 0; i < n; i++) {
      assertEquals(inverse.data[i * n + i], diagonal[i], 1e-14);
    }
    double truth = ConditionEstimate.norm1(a) * ConditionEstimate.norm1(inverse);
    double estimate = cholesky.conditionEstimate();
    assertTrue(estimate <= truth * (1 + 1e-10) && estimate >= truth / 3, estimate + " " + truth);
  }

  @Test
  void choleskyNamesThePivot() {
    SplittableRandom random = new SplittableRandom(3);
    for (int bad : new int[] {0, 5, 40, 69}) {
      DMatrixRMaj a = TestMatrices.positive(70, 1, random);
      a.data[bad * 70 + bad] = -1;
      IndefiniteMatrixException e =
          assertThrows(IndefiniteMatrixException.class, () -> Cholesky.of(a));
      assertEquals(bad, e.pivot());
      assertTrue(e.value() < 0);
      a.data[bad * 70 + bad] = Double.NaN;
      e = assertThrows(IndefiniteMatrixException.class, () -> Cholesky.of(a));
      assertEquals(bad, e.pivot());
    }
    assertThrows(IllegalArgumentException.class, () -> Cholesky.of(new DMatrixRMaj(2, 3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Cholesky.of(CommonOps_DDRM.identity(3)).solve(new double[2]));
  }

  @Test
  void jitterIsExplicitAndReported() {
    int n = 30;
    DMatrixRMaj ones = new DMatrixRMaj(n, n);
    Arrays.fill(ones.data, 1);
    ones.data[0] = 1 - 1e-9;
    assertThrows(IndefiniteMatrixException.class, () -> Cholesky.of(ones));
    Cholesky cholesky = Cholesky.of(ones, Jitter.upTo(1e-6));
    assertTrue(cholesky.jitter() >= 1e-10 && cholesky.jitter() <= 1e-6, "" + cholesky.jitter());
    IndefiniteMatrixException e =
        assertThrows(IndefiniteMatrixException.class, () -> Cholesky.of(ones, Jitter.upTo(1e-11)));
    assertTrue(e.getMessage().contains("added to the diagonal"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Jitter(1e-3, 1, 1e-2));
  }

  @Property(tries = 40)
  void rankOneChangesUndoEachOther(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj a = TestMatrices.positive(n, 1, random);
    double[] x = TestMatrices.vector(n, random);
    Cholesky updated = Cholesky.of(a).updated(x);
    DMatrixRMaj expected = a.copy();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        expected.data[i * n + j] += x[i] * x[j];
      }
    }
    DMatrixRMaj lower = updated.lower();
    DMatrixRMaj product = Matrices.multiply(lower, Matrices.transpose(lower));
    assertTrue(maxDifference(expected, product) <= 10 * (n + 2) * UNIT * maxAbs(expected));
    DMatrixRMaj back = updated.downdated(x).lower();
    DMatrixRMaj original = Matrices.multiply(back, Matrices.transpose(back));
    assertTrue(maxDifference(a, original) <= 1e-12 * maxAbs(expected));
  }

  @Test
  void downdateBelowZeroIsRefused() {
    Cholesky identity = Cholesky.of(CommonOps_DDRM.identity(4));
    IndefiniteMatrixException e =
        assertThrows(
            IndefiniteMatrixException.class, () -> identity.downdated(new double[] {0, 0, 1.5, 0}));
    assertEquals(2, e.pivot());
  }

  @Test
  void luReproducesTheMatrix() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n = 0; n <= 70; n++) {
      checkLu(TestMatrices.random(n, n, random), random);
      checkLu(TestMatrices.graded(n, random), random);
    }
    for (int n : LARGE) {
      checkLu(TestMatrices.random(n, n, random), random);
    }
  }

  /** Higham (2002), theorem 9.3: |P A - L U| at most n u |L| |U|. */
  private static void checkLu(DMatrixRMaj a, SplittableRandom random) {
    int n = a.numRows;
    Lu lu = Lu.of(a);
    DMatrixRMaj lower = lu.lower();
    DMatrixRMaj upper = lu.upper();
    int[] order = lu.permutation();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = -a.data[order[i] * n + j];
        double scale = 0;
        for (int k = 0; k <= Math.min(i, j); k++) {
          assertTrue(Math.abs(lower.data[i * n + k]) <= 1 + 1e-15);
          sum = Math.fma(lower.data[i * n + k], upper.data[k * n + j], sum);
          scale += Math.abs(lower.data[i * n + k] * upper.data[k * n + j]);
        }
        assertTrue(Math.abs(sum) <= 3 * (n + 1) * UNIT * scale);
      }
    }
    double[] b = TestMatrices.vector(n, random);
    assertTrue(normwiseError(a, lu.solve(b), b) <= 20 * (n + 1) * UNIT);
    double[] x = b.clone();
    lu.solveTransposeInPlace(x);
    assertTrue(normwiseError(Matrices.transpose(a), x, b) <= 20 * (n + 1) * UNIT);
    DMatrixRMaj many = TestMatrices.random(n, 3, random);
    DMatrixRMaj solutions = many.copy();
    lu.solve(solutions, solutions);
    assertTrue(
        n == 0 || normwiseError(a, column(solutions, 2), column(many, 2)) <= 20 * (n + 1) * UNIT);
  }

  @Test
  void luDeterminantConditionAndRefusals() {
    SplittableRandom random = new SplittableRandom(5);
    DMatrixRMaj a = TestMatrices.random(31, 31, random);
    Lu lu = Lu.of(a);
    assertEquals(CommonOps_DDRM.det(a), lu.determinant(), 1e-11 * Math.abs(lu.determinant()));
    assertEquals(Math.log(Math.abs(lu.determinant())), lu.logAbsDeterminant(), 1e-12);
    DMatrixRMaj inverse = lu.inverse();
    double truth = ConditionEstimate.norm1(a) * ConditionEstimate.norm1(inverse);
    double estimate = lu.conditionEstimate();
    assertTrue(estimate <= truth * (1 + 1e-10) && estimate >= truth / 3, estimate + " " + truth);
    DMatrixRMaj singular = a.copy();
    for (int j = 0; j < 31; j++) {
      singular.data[7 * 31 + j] = 0;
    }
    SingularMatrixException e = assertThrows(SingularMatrixException.class, () -> Lu.of(singular));
    assertEquals(30, e.pivot());
    a.data[20] = Double.NaN;
    assertThrows(SingularMatrixException.class, () -> Lu.of(a));
  }

  @Test
  void qrIsOrthogonalAndReproducesTheMatrix() {
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 0; n <= 70; n++) {
      checkQr(TestMatrices.random(n + random.nextInt(10), n, random), random);
    }
    checkQr(TestMatrices.random(200, 130, random), random);
    checkQr(TestMatrices.graded(97, random), random);
    checkQr(TestMatrices.hilbert(20), random);
    assertThrows(IllegalArgumentException.class, () -> Qr.of(new DMatrixRMaj(2, 3)));
  }

  /** |Q R - A| and |Q' Q - I| within 10 m u, column by column relative to the norm. */
  private static void checkQr(DMatrixRMaj a, SplittableRandom random) {
    int m = a.numRows;
    int n = a.numCols;
    Qr qr = Qr.of(a);
    DMatrixRMaj q = qr.orthogonal();
    DMatrixRMaj gram = Matrices.gram(q);
    assertTrue(maxDifference(gram, CommonOps_DDRM.identity(n)) <= 10 * (m + 1) * UNIT);
    DMatrixRMaj product = Matrices.multiply(q, qr.upper());
    assertTrue(maxDifference(product, a) <= 10 * (m + 1) * UNIT * maxAbs(a));
    DMatrixRMaj c = TestMatrices.random(m, 3, random);
    DMatrixRMaj d = c.copy();
    qr.multiplyOrthogonal(Transpose.YES, d);
    qr.multiplyOrthogonal(Transpose.NO, d);
    assertTrue(maxDifference(c, d) <= 20 * (m + 1) * UNIT);
  }

  @Test
  void leastSquaresResidualIsOrthogonal() {
    SplittableRandom random = new SplittableRandom(7);
    DMatrixRMaj a = TestMatrices.random(90, 33, random);
    double[] b = TestMatrices.vector(90, random);
    double[] x = Qr.of(a).solve(b);
    double[] residual = Matrices.multiply(Transpose.NO, a, x);
    for (int i = 0; i < 90; i++) {
      residual[i] -= b[i];
    }
    for (double value : Matrices.multiply(Transpose.YES, a, residual)) {
      assertEquals(0, value, 1e-13);
    }
    double[] pivoted = PivotedQr.of(a).solve(b, 0);
    assertArrayEquals(x, pivoted, 1e-12);
    DMatrixRMaj deficient = a.copy();
    for (int i = 0; i < 90; i++) {
      deficient.data[i * 33 + 4] = 0;
    }
    SingularMatrixException e =
        assertThrows(SingularMatrixException.class, () -> Qr.of(deficient).solve(b));
    assertEquals(4, e.pivot());
  }

  @Test
  void pivotedQrShowsTheRank() {
    SplittableRandom random = new SplittableRandom(8);
    for (int[] shape : new int[][] {{40, 30}, {30, 40}, {1, 1}, {0, 3}, {3, 0}, {25, 25}}) {
      int rank = Math.min(7, Math.min(shape[0], shape[1]));
      DMatrixRMaj a =
          Matrices.multiply(
              TestMatrices.random(shape[0], rank, random),
              TestMatrices.random(rank, shape[1], random));
      PivotedQr qr = PivotedQr.of(a);
      assertEquals(rank, qr.rank(1e-12));
      DMatrixRMaj product = Matrices.multiply(qr.orthogonal(), qr.upper());
      int[] order = qr.permutation();
      for (int i = 0; i < shape[0]; i++) {
        for (int j = 0; j < shape[1]; j++) {
          assertEquals(a.data[i * shape[1] + order[j]], product.data[i * shape[1] + j], 1e-13);
        }
      }
    }
  }

  @Test
  void truncatedQrStopsAtTheRank() {
    SplittableRandom random = new SplittableRandom(18);
    for (int[] shape : new int[][] {{40, 30}, {30, 40}, {1, 1}, {0, 3}, {3, 0}, {25, 25}}) {
      int rank = Math.min(7, Math.min(shape[0], shape[1]));
      DMatrixRMaj a =
          Matrices.multiply(
              TestMatrices.random(shape[0], rank, random),
              TestMatrices.random(rank, shape[1], random));
      PivotedQr qr = PivotedQr.truncated(a, 1e-12, 1000);
      assertEquals(rank, qr.steps());
      DMatrixRMaj product = Matrices.multiply(qr.orthogonal(), qr.upper());
      int[] order = qr.permutation();
      for (int i = 0; i < shape[0]; i++) {
        for (int j = 0; j < shape[1]; j++) {
          assertEquals(a.data[i * shape[1] + order[j]], product.data[i * shape[1] + j], 1e-11);
        }
      }
      int most = rank / 2;
      PivotedQr stopped = PivotedQr.truncated(a, 1e-12, most);
      assertEquals(most, stopped.steps());
      for (int k = 0; k < most; k++) {
        // The same steps.
        assertEquals(qr.upper().get(k, k), stopped.upper().get(k, k));
      }
    }
    assertEquals(0, PivotedQr.truncated(new DMatrixRMaj(4, 3), 1e-12, 3).steps());
    assertEquals(3, PivotedQr.of(new DMatrixRMaj(4, 3)).steps());
    DMatrixRMaj one = new DMatrixRMaj(1, 1);
    assertThrows(IllegalArgumentException.class, () -> PivotedQr.truncated(one, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> PivotedQr.truncated(one, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> PivotedQr.truncated(one, 0, -1));
  }

  @Test
  void indefiniteSymmetricSystems() {
    SplittableRandom random = new SplittableRandom(9);
    for (int n = 0; n <= 70; n++) {
      DMatrixRMaj a = TestMatrices.symmetric(n, random);
      if (n > 3) {
        for (int i = 0; i < n; i += 2) {
          a.data[i * n + i] = 0;
        }
      }
      double[] b = TestMatrices.vector(n, random);
      Ldlt ldlt = Ldlt.of(a);
      assertTrue(normwiseError(a, ldlt.solve(b), b) <= 50 * (n + 1) * UNIT);
      if (n > 0) {
        Lu lu = Lu.of(a);
        assertEquals(lu.logAbsDeterminant(), ldlt.logAbsDeterminant(), 1e-10);
        assertEquals(lu.determinantSign() > 0, (n - ldlt.positiveEigenvalues()) % 2 == 0);
        assertEquals(1, ldlt.conditionEstimate() / lu.conditionEstimate(), 0.7);
      }
    }
    assertEquals(50, Ldlt.of(TestMatrices.positive(50, 1, random)).positiveEigenvalues());
    SingularMatrixException e =
        assertThrows(SingularMatrixException.class, () -> Ldlt.of(new DMatrixRMaj(3, 3)));
    assertEquals(0, e.pivot());
  }

  private static double[] column(DMatrixRMaj a, int j) {
    double[] column = new double[a.numRows];
    for (int i = 0; i < a.numRows; i++) {
      column[i] = a.data[i * a.numCols + j];
    }
    return column;
  }

  @Test
  void gradedMatricesKeepTheirErrorBounds() {
    SplittableRandom random = new SplittableRandom(29);
    for (int n : new int[] {2, 9, 40, 70}) {
      DMatrixRMaj a = gradedPositive(n, random);
      for (int i = 0; i < n; i += 2) {
        a.data[i * n + i] = -a.data[i * n + i];
      }
      double[] b = TestMatrices.vector(n, random);
      assertTrue(normwiseError(a, Ldlt.of(a).solve(b), b) <= 50 * (n + 1) * UNIT);
      DMatrixRMaj graded = TestMatrices.graded(n, random);
      PivotedQr qr = PivotedQr.of(graded);
      DMatrixRMaj product = Matrices.multiply(qr.orthogonal(), qr.upper());
      int[] order = qr.permutation();
      for (int j = 0; j < n; j++) {
        // Column by column: |A - Q R| at most n u times the norm of the column.
        double norm = Reductions.norm(column(graded, order[j]));
        for (int i = 0; i < n; i++) {
          double bound = 16 * n * UNIT * norm;
          assertEquals(graded.data[i * n + order[j]], product.data[i * n + j], bound);
        }
      }
    }
  }

  @Test
  void matricesCheckShapes() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Matrices.multiply(new DMatrixRMaj(2, 3), new DMatrixRMaj(2, 3)));
    assertEquals(0, backwardError(new DMatrixRMaj(0, 0), new double[0], new double[0]));
  }

  /** What a NaN or an infinity in the input may not do: cut a rank, or vanish in a pivot. */
  @Test
  void entriesThatAreNotFiniteAreRefused() {
    DMatrixRMaj nan = new DMatrixRMaj(3, 2, true, 1, 2, 3, Double.NaN, 5, 6);
    assertThrows(IllegalArgumentException.class, () -> PivotedQr.of(nan));
    assertThrows(IllegalArgumentException.class, () -> PivotedQr.truncated(nan, 1e-3, 2));
    assertThrows(IllegalArgumentException.class, () -> Svd.of(nan));
    IllegalArgumentException entry = assertThrows(IllegalArgumentException.class, () -> Qr.of(nan));
    assertEquals("entry (1, 1) of a is NaN: must be finite", entry.getMessage());
    DMatrixRMaj square = new DMatrixRMaj(2, 2, true, 1, Double.NaN, Double.NaN, 1);
    assertThrows(SingularMatrixException.class, () -> Lu.of(square));
    assertThrows(IndefiniteMatrixException.class, () -> Cholesky.of(square));
    assertThrows(SingularMatrixException.class, () -> Ldlt.of(square));
    assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.of(square));
    DMatrixRMaj infinite = new DMatrixRMaj(2, 2, true, 0.1, 1, 1, Double.POSITIVE_INFINITY);
    assertThrows(IllegalArgumentException.class, () -> GeneralEigenvalues.of(infinite));
    assertThrows(SingularMatrixException.class, () -> Ldlt.of(infinite));
  }

  @Test
  void nothingIsUpdatedByNothing() {
    assertEquals(0, Cholesky.of(new DMatrixRMaj(0, 0)).updated(new double[0]).order());
    KroneckerProduct empty = KroneckerProduct.of(new DMatrixRMaj(2, 0), new DMatrixRMaj(3, 4));
    assertArrayEquals(new double[6], empty.apply(new double[0]));
  }
}
