package dev.hadamard.kernel;

import static dev.hadamard.kernel.ElementwiseScratch.CHUNK;
import static dev.hadamard.kernel.ElementwiseScratch.WIDENED;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Special functions a vector at a time; blocks with an argument out of the vector range, tails and
 * the rarely used functions go to the scalar twin.
 */
final class VectorSpecialFunctions extends ScalarSpecialFunctions {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private static final ScalarSpecialFunctions SCALAR = new ScalarSpecialFunctions();

  private static final VectorStage[] NORMAL_PDF = VectorStage.of(VectorSpecialFunctions::normalPdf);
  private static final VectorStage[] ERFCX = VectorStage.of(VectorSpecialFunctions::erfcx);
  private static final VectorStage[] BESSEL_I0E = VectorStage.of(VectorSpecialFunctions::besselI0e);
  private static final VectorStage[] BESSEL_I1E = VectorStage.of(VectorSpecialFunctions::besselI1e);

  @Override
  public void erf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(VectorErrorFunctions.ERF, x, xOffset, y, yOffset, bound);
    super.erf(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  @Override
  public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      erf(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void erfc(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(VectorErrorFunctions.ERFC, x, xOffset, y, yOffset, bound);
    super.erfc(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  @Override
  public void erfc(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      erfc(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void normalPdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(NORMAL_PDF, x, xOffset, y, yOffset, bound);
    super.normalPdf(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void normalPdf(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorErrorFunctions.normalPdfInRange(v)) {
        VectorErrorFunctions.normalPdf(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.normalPdf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void normalPdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      normalPdf(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void normalCdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(VectorErrorFunctions.NORMAL_CDF, x, xOffset, y, yOffset, bound);
    super.normalCdf(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      normalCdf(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void normalQuantile(double[] p, int pOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(VectorNormalQuantile.NORMAL_QUANTILE, p, pOffset, y, yOffset, bound);
    super.normalQuantile(p, pOffset + bound, y, yOffset + bound, n - bound);
  }

  @Override
  public void normalQuantile(float[] p, int pOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(p, pOffset + i, room, WIDENED, count);
      normalQuantile(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void erfcx(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(ERFCX, x, xOffset, y, yOffset, bound);
    super.erfcx(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void erfcx(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorErrorFunctions.erfcxInRange(v)) {
        VectorErrorFunctions.erfcx(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.erfcx(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void besselI0e(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(BESSEL_I0E, x, xOffset, y, yOffset, bound);
    super.besselI0e(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void besselI0e(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      if (!VectorBessel.i0e(x, xOffset + i, y, yOffset + i)) {
        SCALAR.besselI0e(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void besselI1e(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(BESSEL_I1E, x, xOffset, y, yOffset, bound);
    super.besselI1e(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void besselI1e(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      if (!VectorBessel.i1e(x, xOffset + i, y, yOffset + i)) {
        SCALAR.besselI1e(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }
}
