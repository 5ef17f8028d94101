package dev.hadamard.optim;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;

/**
 * The equations [D(W1) W; Wᵀ D(Wᵀ1)] (x, y) = (r, s) of potentials on a bipartite graph with
 * weights W ≥ 0. Up to signs the matrix is a Laplacian. Its elimination adds and multiplies weights
 * that are not negative and never subtracts (W. Grassmann, M. Taksar and D. Heyman, Oper. Res. 33,
 * 1985), so that parts connected by weights far below the rounding of the others are still seen.
 *
 * <p>On each connected part the right-hand side is made consistent by the least change, r by -c and
 * s by +c, and of the potentials, where x + c and y - c do as well, those of least norm are taken.
 */
final class BipartiteLaplacian {
  private final int m;
  private final int n;
  private final double[] weights;
  private final double[] rowSums;

  /** Below the diagonal: the factors of the elimination of columns from the last to the first. */
  private final double[] factors;

  private final double[] pivots;
  private final int[] part;
  private final int parts;

  /**
   * Eliminates, in O(m n² + n³).
   *
   * @param weights W by rows, not negative, each row and column with a positive element; kept
   */
  BipartiteLaplacian(double[] weights, int m, int n) {
    this.m = m;
    this.n = n;
    this.weights = weights;
    part = new int[m + n];
    parts = findParts();
    rowSums = new double[m];
    double[] scaled = new double[m * n];
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += weights[i * n + j];
      }
      rowSums[i] = sum;
      for (int j = 0; j < n; j++) {
        scaled[i * n + j] = weights[i * n + j] / sum;
      }
    }
    factors = new double[n * n];
    Blas3.gemm(
        Transpose.YES, Transpose.NO, n, n, m, 1, weights, 0, n, scaled, 0, n, 0, factors, 0, n);
    pivots = new double[n];
    for (int j = n - 1; j > 0; j--) {
      double pivot = 0;
      for (int k = 0; k < j; k++) {
        pivot += factors[j * n + k];
      }
      pivots[j] = pivot;
      if (pivot > 0) {
        for (int i = 0; i < j; i++) {
          double f = factors[j * n + i];
          if (f > 0) {
            Blas1.axpy(f / pivot, factors, j * n, factors, i * n, i);
          }
        }
        for (int k = 0; k < j; k++) {
          factors[j * n + k] /= pivot;
        }
      }
    }
  }

  private int findParts() {
    Arrays.fill(part, -1);
    int[] queue = new int[m + n];
    int count = 0;
    for (int start = 0; start < m + n; start++) {
      if (part[start] >= 0) {
        continue;
      }
      int head = 0;
      int tail = 0;
      queue[tail++] = start;
      part[start] = count;
      while (head < tail) {
        int v = queue[head++];
        int neighbours = v < m ? n : m;
        for (int k = 0; k < neighbours; k++) {
          int u = v < m ? m + k : k;
          double w = v < m ? weights[v * n + k] : weights[k * n + v - m];
          if (part[u] < 0 && w > 0) {
            part[u] = count;
            queue[tail++] = u;
          }
        }
      }
      count++;
    }
    return count;
  }

  /**
   * The least potentials for the nearest right-hand side that is consistent: a symmetric map.
   *
   * @param right (r, s), of m + n elements
   * @return (x, y)
   */
  double[] leastNorm(double[] right) {
    double[] s = turned(right);
    centre(s);
    double[] x = potentials(s);
    centre(x);
    return turned(x);
  }

  /**
   * Potentials that fulfil all equations but that of the first column of each part, which follows
   * from the others where right-hand sides are consistent.
   *
   * @param right (r, s), of m + n elements
   * @return (x, y)
   */
  double[] solve(double[] right) {
    return turned(potentials(turned(right)));
  }

  /** With the signs of s and y turned, the matrix is the Laplacian itself. */
  private double[] turned(double[] v) {
    double[] s = v.clone();
    for (int j = m; j < m + n; j++) {
      s[j] = -s[j];
    }
    return s;
  }

  private double[] potentials(double[] s) {
    double[] y = Arrays.copyOfRange(s, m, m + n);
    for (int i = 0; i < m; i++) {
      Blas1.axpy(s[i] / rowSums[i], weights, i * n, y, 0, n);
    }
    for (int j = n - 1; j > 0; j--) {
      Blas1.axpy(y[j], factors, j * n, y, 0, j);
    }
    y[0] = 0;
    for (int j = 1; j < n; j++) {
      double sum = 0;
      if (pivots[j] > 0) {
        sum = y[j] / pivots[j];
        for (int k = 0; k < j; k++) {
          sum += factors[j * n + k] * y[k];
        }
      }
      y[j] = sum;
    }
    double[] x = new double[m + n];
    for (int i = 0; i < m; i++) {
      double sum = s[i];
      for (int j = 0; j < n; j++) {
        sum += weights[i * n + j] * y[j];
      }
      x[i] = sum / rowSums[i];
    }
    System.arraycopy(y, 0, x, m, n);
    return x;
  }

  /** Takes the mean of its part from each element. */
  private void centre(double[] v) {
    double[] total = new double[parts];
    int[] size = new int[parts];
    for (int i = 0; i < m + n; i++) {
      total[part[i]] += v[i];
      size[part[i]]++;
    }
    for (int i = 0; i < m + n; i++) {
      v[i] -= total[part[i]] / size[part[i]];
    }
  }
}
