package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Special functions a vector at a time; blocks with an argument out of the vector range, tails and
 * the rarely used functions go to the scalar twin.
 */
final class VectorSpecialFunctions extends ScalarSpecialFunctions {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** As many floats as there are doubles in a vector: floats are computed in doubles. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final int LANES = SPECIES.length();

  @Override
  public void erf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorErrorFunctions.erfInRange(v)) {
        VectorErrorFunctions.erf(v).intoArray(y, yOffset + i);
      } else {
        super.erf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.erf(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorErrorFunctions.erfInRange(v)) {
        store(VectorErrorFunctions.erf(v), y, yOffset + i);
      } else {
        super.erf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.erf(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void erfc(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorErrorFunctions.erfcInRange(v)) {
        VectorErrorFunctions.erfc(v).intoArray(y, yOffset + i);
      } else {
        super.erfc(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.erfc(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void erfc(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorErrorFunctions.erfcInRange(v)) {
        store(VectorErrorFunctions.erfc(v), y, yOffset + i);
      } else {
        super.erfc(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.erfc(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void normalPdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorErrorFunctions.normalPdfInRange(v)) {
        VectorErrorFunctions.normalPdf(v).intoArray(y, yOffset + i);
      } else {
        super.normalPdf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.normalPdf(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void normalPdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorErrorFunctions.normalPdfInRange(v)) {
        store(VectorErrorFunctions.normalPdf(v), y, yOffset + i);
      } else {
        super.normalPdf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.normalPdf(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void normalCdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorErrorFunctions.normalCdfInRange(v)) {
        VectorErrorFunctions.normalCdf(v).intoArray(y, yOffset + i);
      } else {
        super.normalCdf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.normalCdf(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorErrorFunctions.normalCdfInRange(v)) {
        store(VectorErrorFunctions.normalCdf(v), y, yOffset + i);
      } else {
        super.normalCdf(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.normalCdf(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void normalQuantile(double[] p, int pOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, p, pOffset + i);
      if (VectorNormalQuantile.normalQuantileInRange(v)) {
        VectorNormalQuantile.normalQuantile(v).intoArray(y, yOffset + i);
      } else {
        super.normalQuantile(p, pOffset + i, y, yOffset + i, LANES);
      }
    }
    super.normalQuantile(p, pOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void normalQuantile(float[] p, int pOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(p, pOffset + i);
      if (VectorNormalQuantile.normalQuantileInRange(v)) {
        store(VectorNormalQuantile.normalQuantile(v), y, yOffset + i);
      } else {
        super.normalQuantile(p, pOffset + i, y, yOffset + i, LANES);
      }
    }
    super.normalQuantile(p, pOffset + i, y, yOffset + i, n - i);
  }

  private static DoubleVector load(float[] x, int offset) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, offset).convertShape(VectorOperators.F2D, SPECIES, 0);
  }

  private static void store(DoubleVector value, float[] y, int offset) {
    ((FloatVector) value.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(y, offset);
  }
}
