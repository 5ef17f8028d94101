package dev.hadamard.golden;

import dev.hadamard.kernel.ElementaryFunctions;
import dev.hadamard.kernel.ElementaryPoints;
import dev.hadamard.kernel.Softmax;
import java.util.Random;

/** The exponential family on special values, all magnitudes, and common arguments. */
final class ElementaryGolden implements GoldenCases {
  private static final int N = 4003;

  @Override
  public void record(GoldenBits bits) {
    double[] wide = ElementaryPoints.doubles(N, 11);
    double[] common = new Random(12).doubles(N, 0, 1).toArray();
    double[] large = new Random(13).doubles(N, 1, 300).toArray();
    float[] wideFloats = ElementaryPoints.floats(N, 14);
    float[] commonFloats = narrow(common);
    float[] largeFloats = narrow(large);
    double[] y = new double[N];
    float[] yf = new float[N];
    for (ElementaryFunctions.Unary f : ElementaryFunctions.UNARY) {
      f.array().apply(wide, 0, y, 0, N);
      bits.add("elementary", f + " double wide", y);
      f.array().apply(common, 0, y, 0, N);
      bits.add("elementary", f + " double 0..1", y);
      f.array().apply(large, 0, y, 0, N);
      bits.add("elementary", f + " double 1..300", y);
      f.floatArray().apply(wideFloats, 0, yf, 0, N);
      bits.add("elementary", f + " float wide", yf);
      f.floatArray().apply(commonFloats, 0, yf, 0, N);
      bits.add("elementary", f + " float 0..1", yf);
      f.floatArray().apply(largeFloats, 0, yf, 0, N);
      bits.add("elementary", f + " float 1..300", yf);
    }
    for (ElementaryFunctions.Binary f : ElementaryFunctions.BINARY) {
      f.array().apply(wide, 0, common, 0, y, 0, N);
      bits.add("elementary", f + " double wide", y);
      f.array().apply(large, 0, common, 0, y, 0, N);
      bits.add("elementary", f + " double common", y);
      f.floatArray().apply(wideFloats, 0, commonFloats, 0, yf, 0, N);
      bits.add("elementary", f + " float wide", yf);
      f.floatArray().apply(largeFloats, 0, commonFloats, 0, yf, 0, N);
      bits.add("elementary", f + " float common", yf);
    }
    Softmax.softmax(large, 0, y, 0, 29, 69, 2);
    bits.add("softmax", "29 x 69 x 2", y);
    Softmax.softmax(largeFloats, 0, yf, 0, 29, 138, 1);
    bits.add("softmax", "floats 29 x 138", yf);
    bits.add(
        "logsumexp", "20000", Softmax.logSumExp(new Random(15).doubles(20000, -9, 9).toArray()));
  }

  private static float[] narrow(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }
}
