package dev.hadamard.golden;

import dev.hadamard.kernel.SpecialFunctions;

/** Golden bits of {@link SpecialFunctions}. */
public final class SpecialFunctionsGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    for (double scale : new double[] {1.0, 8.0, 40.0}) {
      String parameters = "scale=" + scale;
      double[] x = GoldenArguments.symmetric(scale);
      GoldenArguments.both(
          bits, "erf", parameters, x, SpecialFunctions::erf, SpecialFunctions::erf);
      GoldenArguments.both(
          bits, "erfc", parameters, x, SpecialFunctions::erfc, SpecialFunctions::erfc);
      GoldenArguments.both(
          bits, "erfcx", parameters, x, SpecialFunctions::erfcx, SpecialFunctions::erfcx);
      GoldenArguments.both(
          bits,
          "normalPdf",
          parameters,
          x,
          SpecialFunctions::normalPdf,
          SpecialFunctions::normalPdf);
      GoldenArguments.both(
          bits,
          "normalCdf",
          parameters,
          x,
          SpecialFunctions::normalCdf,
          SpecialFunctions::normalCdf);
      GoldenArguments.both(
          bits,
          "normalLogCdf",
          parameters,
          x,
          SpecialFunctions::normalLogCdf,
          SpecialFunctions::normalLogCdf);
      GoldenArguments.both(
          bits, "logGamma", parameters, x, SpecialFunctions::logGamma, SpecialFunctions::logGamma);
      GoldenArguments.both(
          bits, "digamma", parameters, x, SpecialFunctions::digamma, SpecialFunctions::digamma);
      GoldenArguments.both(
          bits,
          "besselI0e",
          parameters,
          x,
          SpecialFunctions::besselI0e,
          SpecialFunctions::besselI0e);
      GoldenArguments.both(
          bits,
          "besselI1e",
          parameters,
          x,
          SpecialFunctions::besselI1e,
          SpecialFunctions::besselI1e);
    }
    for (double power : new double[] {1.0, 20.0}) {
      double[] p = GoldenArguments.symmetric(0.5);
      for (int i = 0; i < p.length; i++) {
        p[i] += 0.5;
        double root = p[i];
        for (int k = 1; k < power; k++) {
          p[i] *= root;
        }
      }
      GoldenArguments.both(
          bits,
          "normalQuantile",
          "power=" + power,
          p,
          SpecialFunctions::normalQuantile,
          SpecialFunctions::normalQuantile);
    }
  }
}
