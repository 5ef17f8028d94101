package dev.hadamard.golden;

import dev.hadamard.kernel.Trigonometric;

/** Golden bits of {@link Trigonometric}. */
public final class TrigonometricGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    for (double scale : new double[] {1.0, 100.0, 1e6, 1e300}) {
      String parameters = "scale=" + scale;
      double[] x = GoldenArguments.symmetric(scale);
      float[] single = GoldenArguments.toFloats(x);
      GoldenArguments.both(bits, "sin", parameters, x, Trigonometric::sin, Trigonometric::sin);
      GoldenArguments.both(bits, "cos", parameters, x, Trigonometric::cos, Trigonometric::cos);
      GoldenArguments.both(bits, "tan", parameters, x, Trigonometric::tan, Trigonometric::tan);
      GoldenArguments.both(bits, "asin", parameters, x, Trigonometric::asin, Trigonometric::asin);
      GoldenArguments.both(bits, "acos", parameters, x, Trigonometric::acos, Trigonometric::acos);
      GoldenArguments.both(bits, "atan", parameters, x, Trigonometric::atan, Trigonometric::atan);
      double[] reversed = GoldenArguments.reversed(x);
      double[] angle = new double[x.length];
      Trigonometric.atan2(x, reversed, angle);
      bits.add("atan2", parameters, angle);
      float[] singleAngle = new float[x.length];
      Trigonometric.atan2(single, GoldenArguments.toFloats(reversed), singleAngle);
      bits.add("atan2 float", parameters, singleAngle);
    }
  }
}
