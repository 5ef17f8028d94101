package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batches against one system after the other. */
class BatchedSmallTest {
  @Test
  void productsCholeskyAndSolves() {
    SplittableRandom random = new SplittableRandom(1);
    for (int batch : new int[] {0, 1, 7, 8, 130}) {
      for (int n = 0; n <= 9; n++) {
        double[] b = new double[n * n * batch];
        double[] t = new double[n * n * batch];
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            for (int s = 0; s < batch; s++) {
              b[(i * n + j) * batch + s] = random.nextDouble(-1, 1);
              t[(j * n + i) * batch + s] = b[(i * n + j) * batch + s];
            }
          }
        }
        double[] a = new double[b.length];
        BatchedSmall.gemm(batch, n, n, n, b, t, a);
        for (int i = 0; i < n; i++) {
          for (int s = 0; s < batch; s++) {
            a[(i * n + i) * batch + s] += 0.5;
          }
        }
        double[] x = new double[n * batch];
        for (int i = 0; i < x.length; i++) {
          x[i] = random.nextDouble(-1, 1);
        }
        double[] rhs = x.clone();
        double[] l = a.clone();
        assertEquals(-1, BatchedSmall.cholesky(batch, n, l));
        BatchedSmall.solve(batch, n, l, x);
        for (int i = 0; i < n; i++) {
          for (int s = 0; s < batch; s++) {
            double sum = 0;
            double magnitude = 1;
            for (int j = 0; j < n; j++) {
              sum += a[(i * n + j) * batch + s] * x[j * batch + s];
              magnitude += Math.abs(a[(i * n + j) * batch + s] * x[j * batch + s]);
            }
            assertEquals(rhs[i * batch + s], sum, 1e-14 * magnitude);
          }
        }
      }
    }
  }

  @Test
  void tridiagonalSystems() {
    SplittableRandom random = new SplittableRandom(7);
    for (int batch : new int[] {0, 1, 7, 130, 300}) {
      for (int n : new int[] {0, 1, 2, 3, 20}) {
        int size = n * batch;
        double[] lower = random.doubles(size, -1, 1).toArray();
        double[] upper = random.doubles(size, -1, 1).toArray();
        double[] diagonal = random.doubles(size, 2, 3).toArray();
        double[] b = random.doubles(size, -1, 1).toArray();
        double[] x = b.clone();
        assertEquals(
            -1, BatchedSmall.tridiagonal(batch, n, lower, diagonal.clone(), upper.clone(), x));
        for (int i = 0; i < size; i++) {
          double sum = diagonal[i] * x[i];
          sum += i >= batch ? lower[i] * x[i - batch] : 0;
          sum += i + batch < size ? upper[i] * x[i + batch] : 0;
          // Dominant rows: no growth, |x| at most 1.
          assertEquals(b[i], sum, 1e-14);
        }
        if (size > 0) {
          // One singular system is named, the others get the same bits.
          int bad = random.nextInt(batch);
          double[] pivots = diagonal.clone();
          pivots[bad] = 0;
          double[] y = b.clone();
          assertEquals(bad, BatchedSmall.tridiagonal(batch, n, lower, pivots, upper.clone(), y));
          for (int i = 0; i < size; i++) {
            if (i % batch != bad) {
              assertEquals(x[i], y[i]);
            }
          }
        }
      }
    }
    double[] same = {1};
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchedSmall.tridiagonal(1, 1, same, new double[1], new double[1], same));
  }

  /** Each entry one chain of fused multiply-adds, each system as if alone. */
  @Test
  void everySystemGetsTheBitsThatItWouldGetAlone() {
    SplittableRandom random = new SplittableRandom(2);
    for (int batch : new int[] {1, 3, 16, 37}) {
      for (int m = 0; m <= 9; m++) {
        for (int n = 0; n <= 5; n++) {
          int k = (m + 2 * n) % 7;
          double[] a = random.doubles((long) m * k * batch, -1, 1).toArray();
          double[] b = random.doubles((long) k * n * batch, -1, 1).toArray();
          double[] c = random.doubles((long) m * n * batch, -1, 1).toArray();
          BatchedSmall.gemm(batch, m, n, k, a, b, c);
          for (int s = 0; s < batch; s++) {
            for (int i = 0; i < m; i++) {
              for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                  sum = Math.fma(a[(i * k + p) * batch + s], b[(p * n + j) * batch + s], sum);
                }
                assertEquals(sum, c[(i * n + j) * batch + s]);
              }
            }
          }
        }
      }
    }
    for (int n = 1; n <= 17; n++) {
      int batch = 19;
      double[] a = new double[n * n * batch];
      for (int s = 0; s < batch; s++) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j <= i; j++) {
            a[(i * n + j) * batch + s] = i == j ? n : random.nextDouble(-1, 1);
          }
        }
      }
      double[] l = a.clone();
      assertEquals(-1, BatchedSmall.cholesky(batch, n, l));
      for (int s = 0; s < batch; s++) {
        double[] alone = new double[n * n];
        for (int e = 0; e < n * n; e++) {
          alone[e] = a[e * batch + s];
        }
        assertEquals(-1, BatchedSmall.cholesky(1, n, alone));
        for (int e = 0; e < n * n; e++) {
          assertEquals(alone[e], l[e * batch + s]);
        }
      }
    }
  }

  @Test
  void namesTheFirstIndefiniteSystem() {
    double[] a = new double[2 * 2 * 10];
    for (int s = 0; s < 10; s++) {
      a[s] = 1;
      a[30 + s] = s == 6 || s == 8 ? -1 : 1;
    }
    assertEquals(6, BatchedSmall.cholesky(10, 2, a));
    assertEquals(1, a[5]);
  }

  /** Single precision: the chains of the definition, each system as if alone. */
  @Test
  void floats() {
    SplittableRandom random = new SplittableRandom(3);
    for (int batch : new int[] {0, 1, 3, 16, 37, 130}) {
      for (int m = 0; m <= 9; m++) {
        int n = m + 1 - m % 3;
        int k = (m + 2 * n) % 9;
        float[] a = floats(m * k * batch, random);
        float[] b = floats(k * n * batch, random);
        float[] c = floats(m * n * batch, random);
        BatchedSmall.gemm(batch, m, n, k, a, b, c);
        for (int s = 0; s < batch; s++) {
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              float sum = 0;
              for (int p = 0; p < k; p++) {
                sum = Math.fma(a[(i * k + p) * batch + s], b[(p * n + j) * batch + s], sum);
              }
              assertEquals(sum, c[(i * n + j) * batch + s]);
            }
          }
        }
      }
    }
    for (int n = 1; n <= 17; n++) {
      int batch = 19;
      float[] a = floats(n * n * batch, random);
      float[] x = floats(n * batch, random);
      float[] b = x.clone();
      for (int i = 0; i < n; i++) {
        for (int s = 0; s < batch; s++) {
          a[(i * n + i) * batch + s] = n;
        }
      }
      float[] l = a.clone();
      assertEquals(-1, BatchedSmall.cholesky(batch, n, l));
      BatchedSmall.solve(batch, n, l, x);
      for (int s = 0; s < batch; s++) {
        float[] alone = new float[n * n];
        for (int e = 0; e < n * n; e++) {
          alone[e] = a[e * batch + s];
        }
        assertEquals(-1, BatchedSmall.cholesky(1, n, alone));
        for (int i = 0; i < n; i++) {
          double sum = 0;
          double magnitude = 1;
          for (int j = 0; j < n; j++) {
            assertEquals(alone[i * n + j], l[(i * n + j) * batch + s]);
            int entry = (Math.max(i, j) * n + Math.min(i, j)) * batch + s;
            double term = (double) a[entry] * x[j * batch + s];
            sum += term;
            magnitude += Math.abs(term);
          }
          assertEquals(b[i * batch + s], sum, 3 * n * 0x1p-24 * magnitude);
        }
      }
      l[4] = -1;
      assertEquals(4, BatchedSmall.cholesky(batch, n, l));
    }
    for (int batch : new int[] {0, 1, 7, 130}) {
      for (int n : new int[] {0, 1, 2, 3, 20}) {
        int size = n * batch;
        float[] lower = floats(size, random);
        float[] upper = floats(size, random);
        float[] diagonal = floats(size, random);
        for (int i = 0; i < size; i++) {
          diagonal[i] += 3;
        }
        float[] b = floats(size, random);
        float[] x = b.clone();
        assertEquals(
            -1, BatchedSmall.tridiagonal(batch, n, lower, diagonal.clone(), upper.clone(), x));
        for (int i = 0; i < size; i++) {
          double sum = (double) diagonal[i] * x[i];
          sum += i >= batch ? (double) lower[i] * x[i - batch] : 0;
          sum += i + batch < size ? (double) upper[i] * x[i + batch] : 0;
          assertEquals(b[i], sum, 40 * 0x1p-24);
        }
      }
    }
    float[] same = {1};
    assertThrows(
        IllegalArgumentException.class, () -> BatchedSmall.gemm(1, 1, 1, 1, same, same, same));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> BatchedSmall.solve(1, 2, new float[3], new float[2]));
  }

  private static float[] floats(int n, SplittableRandom random) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }
}
