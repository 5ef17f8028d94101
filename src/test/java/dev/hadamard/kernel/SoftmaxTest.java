package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Softmax and log-sum-exp against their definitions, along any axis. */
class SoftmaxTest {
  @Test
  void rowsSumToOneAndMatchTheDefinition() {
    int rows = 7;
    int columns = 83;
    double[] x = new Random(1).doubles((long) rows * columns, -5, 5).toArray();
    double[] y = new double[x.length];
    Softmax.softmaxRows(x, y, rows, columns);
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += y[r * columns + c];
      }
      assertEquals(1, sum, 1e-15);
      double log = Softmax.logSumExp(x, r * columns, columns);
      for (int c = 0; c < columns; c++) {
        assertEquals(StrictMath.exp(x[r * columns + c] - log), y[r * columns + c], 1e-16);
      }
    }
  }

  @Test
  void anyAxisGivesTheBitsOfTheContiguousOne() {
    int outer = 3;
    int axis = 37;
    int inner = 5;
    double[] x = new Random(2).doubles((long) outer * axis * inner, -50, 50).toArray();
    double[] y = new double[x.length];
    double[] logs = new double[outer * inner];
    Softmax.softmax(x, 0, y, 0, outer, axis, inner);
    Softmax.logSumExp(x, 0, logs, 0, outer, axis, inner);
    double[] row = new double[axis];
    double[] expected = new double[axis];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        for (int k = 0; k < axis; k++) {
          row[k] = x[(o * axis + k) * inner + i];
        }
        Softmax.softmaxRows(row, expected, 1, axis);
        for (int k = 0; k < axis; k++) {
          assertEquals(expected[k], y[(o * axis + k) * inner + i]);
        }
        assertEquals(Softmax.logSumExp(row), logs[o * inner + i]);
      }
    }
    Softmax.softmax(x, 0, x, 0, outer, axis, inner);
    assertEquals(y[11], x[11]);
  }

  @Test
  void hugeArgumentsNeitherOverflowNorVanish() {
    assertEquals(1000 + StrictMath.log(2), Softmax.logSumExp(new double[] {1000, 1000}));
    assertEquals(-1000 + StrictMath.log(2), Softmax.logSumExp(new double[] {-1000, -1000}));
    double[] y = new double[2];
    Softmax.softmaxRows(new double[] {1e308, 1e308}, y, 1, 2);
    assertEquals(0.5, y[0]);
    float[] yf = new float[2];
    Softmax.softmaxRows(new float[] {1e38f, 1e38f}, yf, 1, 2);
    assertEquals(0.5f, yf[1]);
  }

  @Test
  void specialValues() {
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(-inf, Softmax.logSumExp(new double[0]));
    assertEquals(-inf, Softmax.logSumExp(new double[] {-inf, -inf}));
    assertEquals(inf, Softmax.logSumExp(new double[] {0, inf}));
    assertEquals(Double.NaN, Softmax.logSumExp(new double[] {0, Double.NaN}));
    assertEquals(3f, Softmax.logSumExp(new float[] {3f, Float.NEGATIVE_INFINITY}));
  }

  @Test
  void longSumsArePairwise() {
    double[] x = new double[100_000];
    assertEquals(StrictMath.log(100_000), Softmax.logSumExp(x));
  }

  @Test
  void wrongSizesAreRefused() {
    double[] x = new double[6];
    assertThrows(IllegalArgumentException.class, () -> Softmax.softmax(x, 0, x, 0, -1, 2, 3));
    assertThrows(
        IllegalArgumentException.class, () -> Softmax.softmax(x, 0, x, 0, 1 << 16, 1 << 16, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> Softmax.softmax(x, 0, x, 0, 2, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> Softmax.logSumExp(x, 0, x, 0, 1, 2, 3));
  }
}
