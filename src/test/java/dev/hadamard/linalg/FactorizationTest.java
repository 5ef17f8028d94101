package dev.hadamard.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

/** What every factorisation answers, against EJML's inverse and singular values. */
class FactorizationTest {
  private record Case(DMatrixRMaj matrix, Factorization factors) {}

  private static List<Case> cases(int n, SplittableRandom random) {
    List<Case> cases = new ArrayList<>();
    DMatrixRMaj general = TestMatrices.random(n, n, random);
    cases.add(new Case(general, Lu.of(general)));
    cases.add(new Case(general, Qr.of(general)));
    DMatrixRMaj symmetric = TestMatrices.symmetric(n, random);
    cases.add(new Case(symmetric, Ldlt.of(symmetric)));
    DMatrixRMaj positive = TestMatrices.positive(n, 0.01, random);
    cases.add(new Case(positive, Cholesky.of(positive)));
    int below = random.nextInt(4);
    int above = random.nextInt(4);
    double[] band = TestMatrices.vector(n * (below + above + 1), random);
    DMatrixRMaj banded = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      band[i * (below + above + 1) + below] += 1.5;
      for (int j = Math.max(0, i - below); j < Math.min(n, i + above + 1); j++) {
        banded.set(i, j, band[i * (below + above + 1) + j - i + below]);
      }
    }
    cases.add(new Case(banded, BandedLu.of(n, below, above, band)));
    double[] lower = TestMatrices.vector(n - 1, random);
    double[] diagonal = TestMatrices.vector(n, random);
    double[] upper = TestMatrices.vector(n - 1, random);
    DMatrixRMaj tridiagonal = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      tridiagonal.set(i, i, diagonal[i]);
      if (i < n - 1) {
        tridiagonal.set(i, i + 1, upper[i]);
        tridiagonal.set(i + 1, i, lower[i]);
      }
    }
    cases.add(new Case(tridiagonal, TridiagonalSolver.of(lower, diagonal, upper)));
    double[] column = TestMatrices.vector(n, random);
    double[] row = TestMatrices.vector(n, random);
    row[0] = column[0];
    DMatrixRMaj toeplitz = new DMatrixRMaj(n, n);
    DMatrixRMaj circulant = new DMatrixRMaj(n, n);
    DMatrixRMaj decaying = new DMatrixRMaj(n, n);
    double[] correlation = new double[n];
    for (int i = 0; i < n; i++) {
      correlation[i] = 1 / (1.0 + i * i);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        toeplitz.set(i, j, i >= j ? column[i - j] : row[j - i]);
        circulant.set(i, j, column[Math.floorMod(i - j, n)]);
        decaying.set(i, j, correlation[Math.abs(i - j)]);
      }
    }
    cases.add(new Case(toeplitz, ToeplitzMatrix.of(column, row)));
    cases.add(new Case(circulant, CirculantMatrix.of(column)));
    cases.add(new Case(decaying, ToeplitzMatrix.symmetric(correlation)));
    cases.add(new Case(decaying, ToeplitzCholesky.of(correlation)));
    if (n % 4 == 0) {
      DMatrixRMaj left = TestMatrices.positive(n / 4, 0.1, random);
      DMatrixRMaj right = TestMatrices.positive(4, 0.1, random);
      DMatrixRMaj product = new DMatrixRMaj(n, n);
      CommonOps_DDRM.kron(left, right, product);
      cases.add(new Case(product, KroneckerProduct.of(left, right).cholesky()));
    }
    if (n % 3 == 0) {
      cases.add(blocks(n / 3, 3, random));
    }
    return cases;
  }

  private static Case blocks(int count, int m, SplittableRandom random) {
    List<DMatrixRMaj> lower = new ArrayList<>();
    List<DMatrixRMaj> diagonal = new ArrayList<>();
    List<DMatrixRMaj> upper = new ArrayList<>();
    DMatrixRMaj all = new DMatrixRMaj(count * m, count * m);
    for (int i = 0; i < count; i++) {
      DMatrixRMaj block = TestMatrices.random(m, m, random);
      for (int j = 0; j < m; j++) {
        block.add(j, j, 4);
      }
      diagonal.add(block);
      CommonOps_DDRM.insert(block, all, i * m, i * m);
      if (i < count - 1) {
        lower.add(TestMatrices.random(m, m, random));
        upper.add(TestMatrices.random(m, m, random));
        CommonOps_DDRM.insert(lower.getLast(), all, (i + 1) * m, i * m);
        CommonOps_DDRM.insert(upper.getLast(), all, i * m, (i + 1) * m);
      }
    }
    return new Case(all, BlockTridiagonalSolver.of(lower, diagonal, upper));
  }

  private static double[] singularValues(DMatrixRMaj a) {
    var svd = DecompositionFactory_DDRM.svd(a.numRows, a.numCols, false, false, true);
    svd.decompose(a.copy());
    return svd.getSingularValues();
  }

  @Test
  void determinantsAndConditionsAgreeWithTheInverse() {
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 1; n <= 48; n++) {
      for (Case c : cases(n, random)) {
        Factorization factors = c.factors();
        assertEquals(n, factors.order());
        double logs = 0;
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (double value : singularValues(c.matrix())) {
          logs += Math.log(value);
          largest = Math.max(largest, value);
          smallest = Math.min(smallest, value);
        }
        double spectral = largest / smallest;
        // The smallest singular value is known to u times the largest.
        double recursion = factors instanceof ToeplitzMatrix ? 1e-11 : 0;
        double tolerance = n * 1e-15 * (10 + spectral) + recursion;
        assertEquals(logs, factors.logAbsDeterminant(), tolerance, factors::toString);
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        CommonOps_DDRM.invert(c.matrix(), inverse);
        double truth = NormOps_DDRM.inducedP1(c.matrix()) * NormOps_DDRM.inducedP1(inverse);
        double estimate = factors.conditionEstimate();
        if (factors instanceof CirculantMatrix) {
          assertEquals(spectral, estimate, 1e-14 * n * spectral * spectral);
        } else {
          double slack = 1e-14 * n * truth * truth;
          double factor = factors instanceof Qr ? n : 1;
          assertTrue(
              estimate <= factor * (truth + slack), factors + ": " + estimate + " of " + truth);
          assertTrue(estimate >= (truth - slack) / (4 * factor), estimate + " of " + truth);
        }
        double[] b = TestMatrices.vector(n, random);
        double[] given = b.clone();
        double[] x = factors.solve(b);
        assertArrayEquals(given, b);
        assertTrue(
            TestMatrices.normwiseError(c.matrix(), x, b) <= 100 * n * TestMatrices.UNIT,
            factors::toString);
      }
    }
  }

  @Test
  void transposedSystems() {
    SplittableRandom random = new SplittableRandom(8);
    for (int n = 1; n <= 40; n++) {
      for (Case c : cases(n, random)) {
        double[] b = TestMatrices.vector(n, random);
        double[] x = b.clone();
        switch (c.factors()) {
          case BandedLu banded -> banded.solveTransposeInPlace(x);
          case TridiagonalSolver tridiagonal -> tridiagonal.solveTransposeInPlace(x);
          case BlockTridiagonalSolver blocks -> x = blocks.solveTranspose(b);
          case Lu lu -> lu.solveTransposeInPlace(x);
          default -> {
            continue;
          }
        }
        DMatrixRMaj transpose = new DMatrixRMaj(n, n);
        CommonOps_DDRM.transpose(c.matrix(), transpose);
        assertTrue(TestMatrices.normwiseError(transpose, x, b) <= 100 * n * TestMatrices.UNIT);
      }
    }
  }

  @Test
  void signsOfDeterminants() {
    SplittableRandom random = new SplittableRandom(9);
    for (int n = 1; n <= 12; n++) {
      for (Case c : cases(n, random)) {
        int sign =
            switch (c.factors()) {
              case BandedLu banded -> banded.determinantSign();
              case TridiagonalSolver tridiagonal -> tridiagonal.determinantSign();
              case BlockTridiagonalSolver blocks -> blocks.determinantSign();
              case Lu lu -> lu.determinantSign();
              default -> 0;
            };
        if (sign != 0) {
          assertEquals(Math.signum(CommonOps_DDRM.det(c.matrix())), sign);
        }
      }
    }
  }

  @Test
  void theStatusSaysWhatIsLost() {
    SplittableRandom random = new SplittableRandom(10);
    assertEquals(FactorizationStatus.REGULAR, Lu.of(TestMatrices.random(5, 5, random)).status());
    // Condition numbers of Hilbert matrices: 1.6e13 of order 10, 4.9e8 of order 7 (Todd 1954).
    DMatrixRMaj seven = TestMatrices.hilbert(7);
    DMatrixRMaj fourteen = TestMatrices.hilbert(14);
    assertEquals(FactorizationStatus.ILL_CONDITIONED, Lu.of(seven).status());
    assertEquals(FactorizationStatus.ILL_CONDITIONED, Cholesky.of(seven).status());
    assertEquals(FactorizationStatus.ILL_CONDITIONED, Qr.of(seven).status());
    assertEquals(FactorizationStatus.ILL_CONDITIONED, Ldlt.of(seven).status());
    assertEquals(FactorizationStatus.NUMERICALLY_SINGULAR, Lu.of(fourteen).status());
    assertEquals(FactorizationStatus.NUMERICALLY_SINGULAR, Qr.of(fourteen).status());
    DMatrixRMaj dependent =
        new DMatrixRMaj(new double[][] {{0.1, 0.3, 0.7}, {0.2, 0.6, 1.4}, {0.5, 0.2, 0.1}});
    assertEquals(FactorizationStatus.NUMERICALLY_SINGULAR, Qr.of(dependent).status());
    DMatrixRMaj zero = new DMatrixRMaj(3, 3);
    assertEquals(Double.POSITIVE_INFINITY, Qr.of(zero).conditionEstimate());
    assertEquals(Double.NEGATIVE_INFINITY, Qr.of(zero).logAbsDeterminant());
    assertEquals(FactorizationStatus.NUMERICALLY_SINGULAR, Qr.of(zero).status());
    assertEquals(
        FactorizationStatus.NUMERICALLY_SINGULAR, CirculantMatrix.of(new double[] {1, 1}).status());
    assertEquals(
        FactorizationStatus.NUMERICALLY_SINGULAR,
        ToeplitzMatrix.symmetric(new double[] {1, 1}).status());
  }

  @Test
  void kroneckerProductsPlusMultiplesOfTheIdentity() {
    SplittableRandom random = new SplittableRandom(13);
    DMatrixRMaj left = TestMatrices.symmetric(5, random);
    DMatrixRMaj right = TestMatrices.symmetric(3, random);
    DMatrixRMaj product = new DMatrixRMaj(15, 15);
    CommonOps_DDRM.kron(left, right, product);
    for (int i = 0; i < 15; i++) {
      product.add(i, i, 0.3);
    }
    double[] values = singularValues(product);
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
      smallest = Math.min(smallest, value);
    }
    double condition = largest / smallest;
    assertEquals(
        condition,
        KroneckerProduct.of(left, right).eigen().conditionNumber(0.3),
        1e-13 * condition * condition);
    assertEquals(
        Double.POSITIVE_INFINITY,
        KroneckerProduct.of(CommonOps_DDRM.diag(1, 2)).eigen().conditionNumber(-2));
  }

  @Test
  void pivotedQr() {
    SplittableRandom random = new SplittableRandom(11);
    for (int n = 1; n <= 30; n++) {
      DMatrixRMaj tall = TestMatrices.random(n + 3, n, random);
      double logs = 0;
      for (double value : singularValues(tall)) {
        logs += Math.log(value);
      }
      PivotedQr qr = PivotedQr.of(tall);
      assertEquals(logs, qr.logAbsDeterminant(), n * 1e-13);
      assertEquals(logs, Qr.of(tall).logAbsDeterminant(), n * 1e-13);
      assertEquals(n, qr.rank());
      // That of R in the 1-norm is within a factor n of the ratio of singular values; estimated.
      double[] values = singularValues(tall);
      double spectral =
          Arrays.stream(values).max().orElse(1) / Arrays.stream(values).min().orElse(1);
      for (double estimate :
          new double[] {qr.conditionEstimate(), Qr.of(tall).conditionEstimate()}) {
        assertTrue(estimate <= n * spectral * (1 + 1e-9), estimate + " of " + spectral);
        assertTrue(estimate >= spectral / (4 * n), estimate + " of " + spectral);
      }
      DMatrixRMaj low = new DMatrixRMaj(n + 3, n + 1);
      CommonOps_DDRM.mult(tall, TestMatrices.random(n, n + 1, random), low);
      assertEquals(n, PivotedQr.of(low).rank());
      DMatrixRMaj wide = TestMatrices.random(n, n + 1, random);
      assertEquals(Double.NEGATIVE_INFINITY, PivotedQr.of(wide).logAbsDeterminant());
      assertEquals(Double.POSITIVE_INFINITY, PivotedQr.of(wide).conditionEstimate());
    }
  }

  @Test
  void toeplitzMatricesWithSingularLeadingBlocks() {
    // Levinson's recursion divides by the leading minors: 1e-17 and 0 here.
    for (double corner : new double[] {0, 1e-17, 1e-9, -1e-13}) {
      ToeplitzMatrix t = ToeplitzMatrix.symmetric(new double[] {corner, 1});
      assertArrayEquals(new double[] {3, 2}, t.solve(new double[] {2, 3}), 1e-8);
      assertTrue(
          TestMatrices.normwiseError(t.dense(), t.solve(new double[] {2, 3}), new double[] {2, 3})
              < 1e-15);
      assertEquals(0, t.logAbsDeterminant(), 1e-15);
      assertEquals(1, t.conditionEstimate(), 1e-8);
    }
    SplittableRandom random = new SplittableRandom(12);
    for (int n = 3; n < 60; n++) {
      double[] column = TestMatrices.vector(n, random);
      double[] row = TestMatrices.vector(n, random);
      column[0] = 1e-14;
      row[0] = 1e-14;
      ToeplitzMatrix t = ToeplitzMatrix.of(column, row);
      double[] b = TestMatrices.vector(n, random);
      assertTrue(TestMatrices.normwiseError(t.dense(), t.solve(b), b) < 20 * n * 0x1p-53);
      assertEquals(Lu.of(t.dense()).logAbsDeterminant(), t.logAbsDeterminant(), 1e-10);
    }
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ToeplitzMatrix.of(new double[] {1, Double.NaN}, new double[] {1, 2}));
    assertEquals("column[1] is NaN: must be finite", e.getMessage());
  }

  @Test
  void bandsRefuseWhatIsNotFinite() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> BandedLu.of(2, 0, 1, new double[] {1, Double.NaN, 1, 0}));
    assertEquals("entry (0, 1) of band is NaN: must be finite", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TridiagonalSolver.of(new double[0], new double[0], new double[0]));
    assertEquals("diagonal is empty: must have at least 1 element", e.getMessage());
  }
}
