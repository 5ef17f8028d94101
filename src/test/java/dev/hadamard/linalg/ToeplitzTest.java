package dev.hadamard.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Transpose;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Toeplitz and circulant matrices against the dense ones. */
class ToeplitzTest {
  @Test
  void productsAndSolves() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 70; n++) {
      double[] column = TestMatrices.vector(n, random);
      double[] row = TestMatrices.vector(n, random);
      column[0] = 3 * Math.sqrt(n);
      row[0] = column[0];
      ToeplitzMatrix toeplitz = ToeplitzMatrix.of(column, row);
      CirculantMatrix circulant = CirculantMatrix.of(column);
      DMatrixRMaj t = new DMatrixRMaj(n, n);
      DMatrixRMaj c = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          t.data[i * n + j] = i >= j ? column[i - j] : row[j - i];
          c.data[i * n + j] = column[Math.floorMod(i - j, n)];
        }
      }
      double[] x = TestMatrices.vector(n, random);
      assertArrayEquals(Matrices.multiply(Transpose.NO, t, x), toeplitz.multiply(x), 1e-12);
      assertArrayEquals(
          Matrices.multiply(Transpose.YES, t, x), toeplitz.multiplyTranspose(x), 1e-12);
      assertArrayEquals(Matrices.multiply(Transpose.NO, c, x), circulant.multiply(x), 1e-12);
      assertArrayEquals(
          Matrices.multiply(Transpose.YES, c, x), circulant.multiplyTranspose(x), 1e-12);
      assertTrue(TestMatrices.normwiseError(t, toeplitz.solve(x), x) < 1e-12);
      assertTrue(TestMatrices.normwiseError(c, circulant.solve(x), x) < 1e-13);
    }
  }

  @Test
  void refusals() {
    SingularMatrixException e =
        assertThrows(
            SingularMatrixException.class,
            () -> ToeplitzMatrix.symmetric(new double[] {1, 1}).solve(new double[2]));
    assertEquals(1, e.pivot());
    assertThrows(
        SingularMatrixException.class,
        () -> CirculantMatrix.of(new double[] {1, 1}).solve(new double[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> ToeplitzMatrix.of(new double[] {1, 2}, new double[] {2, 2}));
  }
}
