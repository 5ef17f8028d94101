package dev.hadamard.golden;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Arguments of golden cases of functions that work on every element of an array. */
final class GoldenArguments {
  private static final int COUNT = 1037;

  private GoldenArguments() {}

  /** Numbers from -scale to scale. */
  static double[] symmetric(double scale) {
    SplittableRandom random = new SplittableRandom(20260);
    double[] x = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = scale * (2.0 * random.nextDouble() - 1.0);
    }
    return x;
  }

  static double[] reversed(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[x.length - 1 - i];
    }
    return y;
  }

  static float[] toFloats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** Adds the function in both precisions. */
  static void both(
      GoldenBits bits,
      String name,
      String parameters,
      double[] x,
      BiConsumer<double[], double[]> function,
      BiConsumer<float[], float[]> single) {
    double[] y = new double[x.length];
    function.accept(x, y);
    bits.add(name, parameters, y);
    float[] singleY = new float[x.length];
    single.accept(toFloats(x), singleY);
    bits.add(name + " float", parameters, singleY);
  }
}
