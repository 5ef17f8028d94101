package dev.hadamard.optim;

/**
 * argmin_y ½‖y - x‖² + k Σ|y_{i+1} - y_i| (L. Condat, A direct algorithm for 1D total variation
 * denoising, IEEE Signal Processing Letters 20, 2013).
 */
final class TotalVariation {
  private TotalVariation() {}

  static double[] denoise(double[] x, double weight) {
    int n = x.length;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    // From there on all elements are their mean; a larger weight would drown them in rounding.
    double k = n == 0 ? weight : Math.min(weight, n * (most - least));
    double[] y = new double[n];
    if (n == 0) {
      return y;
    }
    int i = 0;
    int start = 0;
    int minus = 0;
    int plus = 0;
    double low = x[0] - k;
    double high = x[0] + k;
    double uLow = k;
    double uHigh = -k;
    while (true) {
      while (i == n - 1) {
        if (uLow < 0) {
          while (start <= minus) {
            y[start++] = low;
          }
          i = start;
          minus = start;
          low = x[start];
          uLow = k;
          uHigh = low + k - high;
        } else if (uHigh > 0) {
          while (start <= plus) {
            y[start++] = high;
          }
          i = start;
          plus = start;
          high = x[start];
          uHigh = -k;
          uLow = high - k - low;
        } else {
          low += uLow / (i - start + 1);
          while (start <= i) {
            y[start++] = low;
          }
          return y;
        }
      }
      uLow += x[i + 1] - low;
      uHigh += x[i + 1] - high;
      if (uLow < -k) {
        while (start <= minus) {
          y[start++] = low;
        }
        i = start;
        minus = start;
        plus = start;
        low = x[start];
        high = low + 2 * k;
        uLow = k;
        uHigh = -k;
      } else if (uHigh > k) {
        while (start <= plus) {
          y[start++] = high;
        }
        i = start;
        minus = start;
        plus = start;
        high = x[start];
        low = high - 2 * k;
        uLow = k;
        uHigh = -k;
      } else {
        i++;
        if (uLow >= k) {
          minus = i;
          low += (uLow - k) / (minus - start + 1);
          uLow = k;
        }
        if (uHigh <= -k) {
          plus = i;
          high += (uHigh + k) / (plus - start + 1);
          uHigh = -k;
        }
      }
    }
  }
}
