package dev.hadamard.optim;

import java.util.Arrays;

/** Isotonic regression: the blocks of equal values of the nearest monotone sequence, in O(n). */
final class PoolAdjacentViolators {
  private PoolAdjacentViolators() {}

  /** The block number of each element. */
  static int[] blocks(double[] y, double[] weights, boolean increasing) {
    int n = y.length;
    double[] mean = new double[n];
    double[] weight = new double[n];
    int[] start = new int[n];
    int count = 0;
    double sign = increasing ? 1 : -1;
    for (int i = 0; i < n; i++) {
      mean[count] = sign * y[i];
      weight[count] = weights[i];
      start[count] = i;
      count++;
      while (count > 1 && mean[count - 2] > mean[count - 1]) {
        double w = weight[count - 2] + weight[count - 1];
        mean[count - 2] =
            (mean[count - 2] * weight[count - 2] + mean[count - 1] * weight[count - 1]) / w;
        weight[count - 2] = w;
        count--;
      }
    }
    int[] block = new int[n];
    for (int b = 0; b < count; b++) {
      Arrays.fill(block, start[b], b + 1 < count ? start[b + 1] : n, b);
    }
    return block;
  }

  /**
   * The blocks of the decreasing sequence nearest to y - w, where one may be lost in the rounding
   * of the other: their means are compared apart.
   */
  static int[] decreasingBlocks(double[] y, double[] w) {
    int n = y.length;
    double[] meanY = new double[n];
    double[] meanW = new double[n];
    int[] start = new int[n + 1];
    int count = 0;
    for (int i = 0; i < n; i++) {
      meanY[count] = y[i];
      meanW[count] = w[i];
      start[count] = i;
      start[count + 1] = i + 1;
      count++;
      while (count > 1
          && meanY[count - 2] - meanY[count - 1] < meanW[count - 2] - meanW[count - 1]) {
        double left = start[count - 1] - start[count - 2];
        double right = start[count] - start[count - 1];
        double share = right / (left + right);
        meanY[count - 2] += share * (meanY[count - 1] - meanY[count - 2]);
        meanW[count - 2] += share * (meanW[count - 1] - meanW[count - 2]);
        start[count - 1] = start[count];
        count--;
      }
    }
    int[] block = new int[n];
    for (int b = 0; b < count; b++) {
      Arrays.fill(block, start[b], start[b + 1], b);
    }
    return block;
  }
}
