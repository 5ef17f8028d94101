package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Trigonometric functions a vector at a time; blocks with an argument out of the vector range and
 * tails go to the scalar twin.
 */
final class VectorTrigonometric extends ScalarTrigonometric {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** As many floats as there are doubles in a vector: floats are computed in doubles. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final int LANES = SPECIES.length();

  @Override
  public void sin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorSinCos.inRange(v)) {
        VectorSinCos.sin(v).intoArray(y, yOffset + i);
      } else {
        super.sin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.sin(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorSinCos.inFloatRange(v)) {
        store(VectorSinCos.sinFloat(v), y, yOffset + i);
      } else {
        super.sin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.sin(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void cos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorSinCos.inRange(v)) {
        VectorSinCos.cos(v).intoArray(y, yOffset + i);
      } else {
        super.cos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.cos(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorSinCos.inFloatRange(v)) {
        store(VectorSinCos.cosFloat(v), y, yOffset + i);
      } else {
        super.cos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.cos(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void tan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorTangent.tanInRange(v)) {
        VectorTangent.tan(v).intoArray(y, yOffset + i);
      } else {
        super.tan(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.tan(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void tan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorTangent.tanInRange(v)) {
        store(VectorTangent.tan(v), y, yOffset + i);
      } else {
        super.tan(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.tan(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void asin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.asinInRange(v)) {
        VectorArcFunctions.asin(v).intoArray(y, yOffset + i);
      } else {
        super.asin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.asin(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void asin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorArcFunctions.asinInRange(v)) {
        store(VectorArcFunctions.asin(v), y, yOffset + i);
      } else {
        super.asin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.asin(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void acos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.acosInRange(v)) {
        VectorArcFunctions.acos(v).intoArray(y, yOffset + i);
      } else {
        super.acos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.acos(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void acos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorArcFunctions.acosInRange(v)) {
        store(VectorArcFunctions.acos(v), y, yOffset + i);
      } else {
        super.acos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.acos(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void atan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.atanInRange(v)) {
        VectorArcFunctions.atan(v).intoArray(y, yOffset + i);
      } else {
        super.atan(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.atan(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void atan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorArcFunctions.atanInRange(v)) {
        store(VectorArcFunctions.atan(v), y, yOffset + i);
      } else {
        super.atan(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
    super.atan(x, xOffset + i, y, yOffset + i, n - i);
  }

  @Override
  public void sincos(
      double[] x,
      int xOffset,
      double[] sine,
      int sineOffset,
      double[] cosine,
      int cosineOffset,
      int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorSinCos.inRange(v)) {
        DoubleVector s = VectorSinCos.sin(v);
        DoubleVector c = VectorSinCos.cos(v);
        s.intoArray(sine, sineOffset + i);
        c.intoArray(cosine, cosineOffset + i);
      } else {
        super.sincos(x, xOffset + i, sine, sineOffset + i, cosine, cosineOffset + i, LANES);
      }
    }
    super.sincos(x, xOffset + i, sine, sineOffset + i, cosine, cosineOffset + i, n - i);
  }

  @Override
  public void atan2(
      double[] y, int yOffset, double[] x, int xOffset, double[] angle, int angleOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector ordinate = DoubleVector.fromArray(SPECIES, y, yOffset + i);
      DoubleVector abscissa = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.atan2InRange(ordinate, abscissa)) {
        VectorArcFunctions.atan2(ordinate, abscissa).intoArray(angle, angleOffset + i);
      } else {
        super.atan2(y, yOffset + i, x, xOffset + i, angle, angleOffset + i, LANES);
      }
    }
    super.atan2(y, yOffset + i, x, xOffset + i, angle, angleOffset + i, n - i);
  }

  @Override
  public void sincos(
      float[] x,
      int xOffset,
      float[] sine,
      int sineOffset,
      float[] cosine,
      int cosineOffset,
      int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      if (VectorSinCos.inFloatRange(v)) {
        DoubleVector s = VectorSinCos.sinFloat(v);
        DoubleVector c = VectorSinCos.cosFloat(v);
        store(s, sine, sineOffset + i);
        store(c, cosine, cosineOffset + i);
      } else {
        super.sincos(x, xOffset + i, sine, sineOffset + i, cosine, cosineOffset + i, LANES);
      }
    }
    super.sincos(x, xOffset + i, sine, sineOffset + i, cosine, cosineOffset + i, n - i);
  }

  @Override
  public void atan2(
      float[] y, int yOffset, float[] x, int xOffset, float[] angle, int angleOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector ordinate = load(y, yOffset + i);
      DoubleVector abscissa = load(x, xOffset + i);
      if (VectorArcFunctions.atan2InRange(ordinate, abscissa)) {
        store(VectorArcFunctions.atan2(ordinate, abscissa), angle, angleOffset + i);
      } else {
        super.atan2(y, yOffset + i, x, xOffset + i, angle, angleOffset + i, LANES);
      }
    }
    super.atan2(y, yOffset + i, x, xOffset + i, angle, angleOffset + i, n - i);
  }

  private static DoubleVector load(float[] x, int offset) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, offset).convertShape(VectorOperators.F2D, SPECIES, 0);
  }

  private static void store(DoubleVector value, float[] y, int offset) {
    ((FloatVector) value.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(y, offset);
  }
}
