package dev.hadamard.kernel;

import java.util.Random;

/** Arguments that reach every path of the elementary kernels. */
public final class ElementaryPoints {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Math.nextUp(1.0),
    Math.nextDown(1.0),
    Math.nextUp(-1.0),
    Math.nextDown(-1.0),
    0.5,
    2,
    3,
    -2,
    -3,
    10,
    1e-300,
    -1e-300,
    1e300,
    -1e300,
    709.782712893384,
    709.7827128933841,
    710.4758600739439,
    710.475860073944,
    -708.3964185322641,
    -744.4400719213812,
    -745.1332191019411,
    -745.1332191019412,
    -745.2,
    -752,
    -760.5,
    1023.5,
    1024,
    -1074.5,
    -1075,
    -1080,
    600,
    -600,
    708,
    -708,
    709,
    -709,
    0x1p500,
    0x1p501,
    0x1p53,
    0x1p53 + 2,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    88.7,
    88.8,
    -87.4,
    -103.9,
    -104
  };

  private ElementaryPoints() {}

  /** Special values, then numbers of all magnitudes, then numbers of common magnitude. */
  public static double[] doubles(int n, long seed) {
    Random random = new Random(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          i < SPECIAL.length
              ? SPECIAL[i]
              : switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextDouble() * 4 - 2;
                case 2 -> random.nextGaussian() * 20;
                default -> random.nextDouble() * 1600 - 800;
              };
    }
    return x;
  }

  /** The same for floats. */
  public static float[] floats(int n, long seed) {
    double[] x = doubles(n, seed);
    Random random = new Random(seed + 1);
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      y[i] =
          i >= SPECIAL.length && i % 4 == 0
              ? Float.intBitsToFloat(random.nextInt())
              : (float) (i >= SPECIAL.length && i % 4 == 3 ? x[i] / 7 : x[i]);
    }
    return y;
  }
}
