package dev.hadamard.golden;

import dev.hadamard.kernel.CosineTransform;
import dev.hadamard.kernel.Fft;
import dev.hadamard.kernel.FftGrid;
import dev.hadamard.kernel.RealFft;
import dev.hadamard.linalg.CirculantMatrix;
import dev.hadamard.linalg.ToeplitzMatrix;

/** Golden bits of the transforms. */
final class FftGolden implements GoldenCases {
  private static final int[] LENGTHS = {
    1, 2, 3, 4, 5, 7, 8, 12, 16, 30, 64, 97, 210, 1000, 1001, 1024, 8192, 10_007
  };

  @Override
  public void record(GoldenBits bits) {
    for (int n : LENGTHS) {
      double[] re = LinalgGolden.matrix(1, n).data;
      double[] im = GoldenArguments.reversed(re);
      Fft.of(n).forward(re, im);
      bits.add("fft re", "n=" + n, re);
      bits.add("fft im", "n=" + n, im);
      double[] x = LinalgGolden.matrix(1, n).data;
      RealFft.of(n).forward(x, re, im);
      bits.add("realFft", "n=" + n, re);
      CosineTransform.of(n).sine(x);
      bits.add("sineTransform", "n=" + n, x);
      CosineTransform.of(n).cosine(x);
      bits.add("cosineTransform", "n=" + n, x);
    }
    double[] re = LinalgGolden.matrix(1, 1 << 19).data;
    double[] im = GoldenArguments.reversed(re);
    Fft.of(1 << 19).inverse(re, im);
    bits.add("fft re", "inverse n=2^19", re);
    double[] gridRe = LinalgGolden.matrix(30, 35 * 16).data;
    double[] gridIm = GoldenArguments.reversed(gridRe);
    FftGrid.of(30, 35, 16).forward(gridRe, gridIm);
    bits.add("fftGrid", "30 35 16", gridRe);
    double[] column = LinalgGolden.matrix(1, 300).data;
    column[0] = 30;
    bits.add("toeplitz", "multiply", ToeplitzMatrix.symmetric(column).multiply(column));
    double[] columnsRe = LinalgGolden.matrix(60, 7).data;
    double[] columnsIm = GoldenArguments.reversed(columnsRe);
    Fft.of(60).forwardColumns(7, columnsRe, 0, columnsIm, 0);
    bits.add("fftColumns", "60 7", columnsRe);
    bits.add("convolve", "300", RealFft.convolve(column, column));
    bits.add("circulant", "solve", CirculantMatrix.of(column).solve(column));
    bits.add("toeplitz", "solve", ToeplitzMatrix.symmetric(column).solve(column));
  }
}
