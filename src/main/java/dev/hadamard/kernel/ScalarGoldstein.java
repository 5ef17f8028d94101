package dev.hadamard.kernel;

/** The scalar twin: the definition. */
final class ScalarGoldstein implements GoldsteinKernels {
  static final int NODES = 14;

  /** e^(-v²), v = k/2, halved for k = 0. */
  static final double[] WEIGHT = new double[NODES];

  /** v²/4. */
  static final double[] QUARTER = new double[NODES];

  static {
    for (int k = 0; k < NODES; k++) {
      WEIGHT[k] = (k == 0 ? 0.5 : 1) * ScalarExp.exp(-0.25 * k * k);
      QUARTER[k] = k * k / 16.0;
    }
  }

  /**
   * Nodes with r² below this are left out: next to the end of the integral, where its integrand has
   * an integrable pole, a node's own term may be anything, and what it stands for is below 1e-17.
   */
  static final double END = 1 / 32.0;

  /** From this z and up to this |B| the series stands for the sum, with an error of 1e-17. */
  static final double SERIES_INVERSE = 0.01;

  static final double SERIES_B = 0.5;
  static final double ROOT_PI = 1.7724538509055159;

  /**
   * Coefficients of the series of 1/r, and of 1/((r + S) r) in powers of 1/(1 + S), highest first.
   */
  static final double[] PLAIN = {
    1.0, 1 / 16.0, 9 / 512.0, 75 / 8192.0, 3675 / 524288.0, 59535 / 8388608.0, 2401245 / 268435456.0
  };

  static final double[][] POLE = {
    {1.0},
    {1 / 16.0, 1 / 16.0},
    {3 / 256.0, 9 / 512.0, 9 / 512.0},
    {15 / 4096.0, 15 / 2048.0, 75 / 8192.0, 75 / 8192.0},
    {105 / 65536.0, 525 / 131072.0, 1575 / 262144.0, 3675 / 524288.0, 3675 / 524288.0},
    {
      945 / 1048576.0,
      2835 / 1048576.0,
      19845 / 4194304.0,
      6615 / 1048576.0,
      59535 / 8388608.0,
      59535 / 8388608.0
    },
    {
      10395 / 16777216.0,
      72765 / 33554432.0,
      72765 / 16777216.0,
      218295 / 33554432.0,
      1091475 / 134217728.0,
      2401245 / 268435456.0,
      2401245 / 268435456.0
    }
  };

  static double rootDifference(double x, double y) {
    return (x - y) / (Math.sqrt(x) + Math.sqrt(y));
  }

  /** The error of the above, of its roots, sum, difference and quotient. */
  static double rootDifferenceTail(double x, double y) {
    double rootX = Math.sqrt(x);
    double rootY = Math.sqrt(y);
    double errorX = rootX == 0 ? 0 : Math.fma(-rootX, rootX, x) / (2 * rootX);
    double errorY = rootY == 0 ? 0 : Math.fma(-rootY, rootY, y) / (2 * rootY);
    double sum = rootX + rootY;
    double larger = Math.max(rootX, rootY);
    double sumTail = Math.min(rootX, rootY) - (sum - larger) + errorX + errorY;
    double difference = x - y;
    double part = difference - x;
    double differenceTail = (x - (difference - part)) - (y + part);
    double d = difference / sum;
    return (Math.fma(-d, sum, difference) + differenceTail - d * sumTail) / sum;
  }

  /** Σ w_k (r_k + β)/((r_k + s) r_k), r_k = √(1 - v_k²/(4z)). */
  static double sum(double inverse, double b, double s, double beta) {
    if (inverse <= SERIES_INVERSE && Math.abs(b) <= SERIES_B) {
      return series(inverse, b, s);
    }
    double sum = 0;
    for (int k = NODES - 1; k >= 0; k--) {
      double inside = Math.fma(-QUARTER[k], inverse, 1);
      if (inside > END) {
        double r = Math.sqrt(inside);
        sum = Math.fma(WEIGHT[k], (r + beta) / ((r + s) * r), sum);
      }
    }
    return sum;
  }

  /**
   * The same for large z: the summand expanded in v²/(4z), whose powers the rule integrates
   * exactly, √π (2m - 1)!!/2^m. (r + β)/((r + s) r) = 1/r + b/((r + s) r).
   */
  private static double series(double inverse, double b, double s) {
    double a = 1 / (1 + s);
    double plain = 0;
    double pole = 0;
    for (int m = POLE.length - 1; m >= 0; m--) {
      double[] coefficients = POLE[m];
      double polynomial = coefficients[0];
      for (int j = 1; j <= m; j++) {
        polynomial = Math.fma(polynomial, a, coefficients[j]);
      }
      plain = Math.fma(plain, inverse, PLAIN[m]);
      pole = Math.fma(pole, inverse, polynomial);
    }
    return Math.fma(b * a, pole, plain) * ROOT_PI;
  }

  static double smooth(double x, double y) {
    double z = Math.sqrt(x) * Math.sqrt(y);
    double rootZ = Math.sqrt(z);
    double b = rootDifference(x, y) / (2 * rootZ);
    double s = Math.sqrt(Math.fma(b, b, 1));
    double all = s + Math.abs(b);
    // s + b, which cancels for negative b.
    return sum(1 / z, b, s, b >= 0 ? all : 1 / all) * (1 / (4 * Math.PI * rootZ));
  }

  @Override
  public void prepare(
      double[] x, int xOffset, double[] y, int yOffset, GoldsteinScratch scratch, int n) {
    prepare(x, xOffset, y, yOffset, scratch, 0, n);
  }

  /** From a point on. */
  void prepare(
      double[] x, int xOffset, double[] y, int yOffset, GoldsteinScratch scratch, int from, int n) {
    for (int i = from; i < n; i++) {
      double xi = x[xOffset + i];
      double yi = y[yOffset + i];
      double d = rootDifference(xi, yi);
      double square = d * d;
      scratch.difference[i] = d;
      scratch.tail[i] = Math.fma(d, d, -square) + 2 * d * rootDifferenceTail(xi, yi);
      scratch.absolute[i] = Math.abs(d);
      scratch.exponential[i] = -square;
      scratch.smooth[i] = smooth(xi, yi);
    }
  }

  @Override
  public void sum(GoldsteinScratch scratch, int n) {
    // Done: in scalars the sum needs no loop of its own.
  }

  @Override
  public void finish(
      GoldsteinScratch scratch,
      double[] value,
      int valueOffset,
      double[] rest,
      int restOffset,
      int n) {
    finish(scratch, value, valueOffset, rest, restOffset, 0, n);
  }

  /** From a point on. */
  void finish(
      GoldsteinScratch scratch,
      double[] value,
      int valueOffset,
      double[] rest,
      int restOffset,
      int from,
      int n) {
    for (int i = from; i < n; i++) {
      double d = scratch.difference[i];
      double smooth = scratch.smooth[i];
      double factor = scratch.erfcx[i] / 2 + (d >= 0 ? smooth : -smooth);
      double small = Math.min(1, scratch.exponential[i] * (1 - scratch.tail[i]) * factor);
      value[valueOffset + i] = d >= 0 ? small : 1 - small;
      rest[restOffset + i] = d >= 0 ? 1 - small : small;
    }
  }
}
