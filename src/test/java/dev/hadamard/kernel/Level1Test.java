package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Operations on vectors that have one form for every vector width. */
class Level1Test {
  @Test
  void gatherAndScatter() {
    double[] x = {10, 11, 12, 13};
    double[] y = new double[6];
    Blas1.gather(x, new int[] {3, 0, 0, 2, 1, 3}, y);
    assertArrayEquals(new double[] {13, 10, 10, 12, 11, 13}, y);
    Blas1.scatter(x, new int[] {5, 1, 1, 0}, y);
    assertArrayEquals(new double[] {13, 12, 10, 12, 11, 10}, y);
    float[] fx = {10, 11};
    float[] fy = new float[3];
    Blas1.gather(fx, new int[] {1, 1, 0}, fy);
    assertArrayEquals(new float[] {11, 11, 10}, fy);
    Blas1.scatter(fx, new int[] {2, 0}, fy);
    assertArrayEquals(new float[] {11, 11, 10}, fy);
    IllegalArgumentException outside =
        assertThrows(
            IllegalArgumentException.class, () -> Blas1.gather(x, new int[] {0, 4}, new double[2]));
    assertEquals("index[1] is 4: must be at least 0 and less than 4", outside.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Blas1.scatter(fx, new int[] {0, -1}, new float[2]));
    assertThrows(IllegalArgumentException.class, () -> Blas1.gather(x, new int[4], x));
    assertThrows(IllegalArgumentException.class, () -> Blas1.gather(x, new int[3], y));
  }
}
