package dev.hadamard.linalg;

import static dev.hadamard.linalg.TestMatrices.UNIT;
import static dev.hadamard.linalg.TestMatrices.normwiseError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Banded solvers against the dense matrix: backward errors within 50 n u. */
class BandedSolversTest {
  @Test
  void tridiagonal() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 70; n++) {
      double[] lower = TestMatrices.vector(n - 1, random);
      double[] diagonal = TestMatrices.vector(n, random);
      double[] upper = TestMatrices.vector(n - 1, random);
      DMatrixRMaj a = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        a.data[i * n + i] = diagonal[i];
        if (i < n - 1) {
          a.data[i * n + i + 1] = upper[i];
          a.data[(i + 1) * n + i] = lower[i];
        }
      }
      TridiagonalSolver solver = TridiagonalSolver.of(lower, diagonal, upper);
      double[] b = TestMatrices.vector(n, random);
      double[] x = solver.solve(b);
      assertTrue(normwiseError(a, x, b) <= 50 * n * UNIT);
      double[] many = new double[3 * n];
      for (int i = 0; i < n; i++) {
        many[3 * i] = b[i];
        many[3 * i + 1] = 1;
        many[3 * i + 2] = b[i];
      }
      solver.solveInPlace(many, 3);
      for (int i = 0; i < n; i++) {
        assertEquals(x[i], many[3 * i]);
        assertEquals(x[i], many[3 * i + 2]);
      }
    }
  }

  @Test
  void banded() {
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n <= 40; n++) {
      int kl = random.nextInt(5);
      int ku = random.nextInt(5);
      double[] band = TestMatrices.vector(n * (kl + ku + 1), random);
      DMatrixRMaj a = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = Math.max(0, i - kl); j < Math.min(n, i + ku + 1); j++) {
          a.data[i * n + j] = band[i * (kl + ku + 1) + j - i + kl];
        }
      }
      BandedLu lu = BandedLu.of(n, kl, ku, band);
      double[] b = TestMatrices.vector(n, random);
      double[] x = lu.solve(b);
      assertTrue(normwiseError(a, x, b) <= 50 * (n + 1) * UNIT);
      double[] twice = new double[2 * n];
      for (int i = 0; i < n; i++) {
        twice[2 * i] = b[i];
        twice[2 * i + 1] = b[i];
      }
      lu.solveInPlace(twice, 2);
      for (int i = 0; i < n; i++) {
        assertEquals(x[i], twice[2 * i + 1]);
      }
    }
  }

  @Test
  void pentadiagonalIsBanded() {
    BandedLu lu =
        BandedLu.pentadiagonal(
            new double[] {1, 1},
            new double[] {-4, -4, -4},
            new double[] {7, 7, 7, 7},
            new double[] {-4, -4, -4},
            new double[] {1, 1});
    // Row sums with x = 1.
    assertArrayEquals(new double[] {1, 1, 1, 1}, lu.solve(new double[] {4, 0, 0, 4}), 1e-14);
  }

  @Test
  void blockTridiagonal() {
    SplittableRandom random = new SplittableRandom(3);
    int m = 6;
    int blocks = 9;
    int n = m * blocks;
    List<DMatrixRMaj> lower = new ArrayList<>();
    List<DMatrixRMaj> diagonal = new ArrayList<>();
    List<DMatrixRMaj> upper = new ArrayList<>();
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < blocks; i++) {
      DMatrixRMaj d = TestMatrices.positive(m, 5, random);
      diagonal.add(d);
      put(a, i * m, i * m, d);
      if (i > 0) {
        DMatrixRMaj l = TestMatrices.random(m, m, random);
        DMatrixRMaj u = TestMatrices.random(m, m, random);
        lower.add(l);
        upper.add(u);
        put(a, i * m, (i - 1) * m, l);
        put(a, (i - 1) * m, i * m, u);
      }
    }
    double[] b = TestMatrices.vector(n, random);
    double[] x = BlockTridiagonalSolver.of(lower, diagonal, upper).solve(b);
    assertTrue(normwiseError(a, x, b) <= 50 * n * UNIT);
    diagonal.set(0, new DMatrixRMaj(m, m));
    assertThrows(
        SingularMatrixException.class, () -> BlockTridiagonalSolver.of(lower, diagonal, upper));
  }

  private static void put(DMatrixRMaj a, int row, int column, DMatrixRMaj block) {
    for (int i = 0; i < block.numRows; i++) {
      System.arraycopy(
          block.data, i * block.numCols, a.data, (row + i) * a.numCols + column, block.numCols);
    }
  }

  @Test
  void refusals() {
    double[] none = {};
    SingularMatrixException e =
        assertThrows(
            SingularMatrixException.class,
            () -> TridiagonalSolver.of(none, new double[] {0}, none));
    assertEquals(0, e.pivot());
    assertThrows(
        IllegalArgumentException.class,
        () -> TridiagonalSolver.of(new double[2], new double[2], new double[1]));
    assertThrows(SingularMatrixException.class, () -> BandedLu.of(2, 0, 0, new double[2]));
    assertThrows(IllegalArgumentException.class, () -> BandedLu.of(2, 1, 0, new double[2]));
  }
}
