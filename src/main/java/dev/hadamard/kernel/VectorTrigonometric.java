package dev.hadamard.kernel;

import static dev.hadamard.kernel.ElementwiseScratch.CHUNK;
import static dev.hadamard.kernel.ElementwiseScratch.WIDENED;
import static dev.hadamard.kernel.ElementwiseScratch.WIDENED_SECOND;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Trigonometric functions a vector at a time; blocks with an argument out of the vector range and
 * tails go to the scalar twin.
 */
final class VectorTrigonometric extends ScalarTrigonometric {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private static final ScalarTrigonometric SCALAR = new ScalarTrigonometric();

  private static final VectorStage[] SIN = VectorStage.of(VectorTrigonometric::sin);
  private static final VectorStage[] COS = VectorStage.of(VectorTrigonometric::cos);
  private static final VectorStage[] TAN = VectorStage.of(VectorTrigonometric::tan);
  private static final VectorStage[] ASIN = VectorStage.of(VectorTrigonometric::asin);
  private static final VectorStage[] ACOS = VectorStage.of(VectorTrigonometric::acos);
  private static final VectorStage[] ATAN = VectorStage.of(VectorTrigonometric::atan);

  @Override
  public void sin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(SIN, x, xOffset, y, yOffset, bound);
    super.sin(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void sin(double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorSinCos.inRange(v)) {
        VectorSinCos.sin(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.sin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    if (bound > 0) {
      sinVectors(x, xOffset, y, yOffset, bound);
    }
    super.sin(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private void sinVectors(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = VectorWidening.load(x, xOffset + i);
      if (VectorSinCos.inFloatRange(v)) {
        VectorWidening.store(VectorSinCos.sinFloat(v), y, yOffset + i);
      } else {
        super.sin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void cos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(COS, x, xOffset, y, yOffset, bound);
    super.cos(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void cos(double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorSinCos.inRange(v)) {
        VectorSinCos.cos(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.cos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    if (bound > 0) {
      cosVectors(x, xOffset, y, yOffset, bound);
    }
    super.cos(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private void cosVectors(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = VectorWidening.load(x, xOffset + i);
      if (VectorSinCos.inFloatRange(v)) {
        VectorWidening.store(VectorSinCos.cosFloat(v), y, yOffset + i);
      } else {
        super.cos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void tan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(TAN, x, xOffset, y, yOffset, bound);
    super.tan(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void tan(double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorTangent.tanInRange(v)) {
        VectorTangent.tan(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.tan(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void tan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      tan(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void asin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(ASIN, x, xOffset, y, yOffset, bound);
    super.asin(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void asin(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.asinInRange(v)) {
        VectorArcFunctions.asin(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.asin(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void asin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      asin(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void acos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(ACOS, x, xOffset, y, yOffset, bound);
    super.acos(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void acos(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.acosInRange(v)) {
        VectorArcFunctions.acos(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.acos(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void acos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      acos(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
  }

  @Override
  public void atan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorStage.run(ATAN, x, xOffset, y, yOffset, bound);
    super.atan(x, xOffset + bound, y, yOffset + bound, n - bound);
  }

  private static void atan(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (VectorArcFunctions.atanInRange(v)) {
        VectorArcFunctions.atan(v).intoArray(y, yOffset + i);
      } else {
        SCALAR.atan(x, xOffset + i, y, yOffset + i, LANES);
      }
    }
  }

  @Override
  public void atan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(x, xOffset + i, room, WIDENED, count);
      atan(room, WIDENED, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, y, yOffset + i, count);
    }
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
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      // what overwrites the arguments goes last
      if (Checks.same(x, sine) && xOffset == sineOffset) {
        cos(x, xOffset + i, cosine, cosineOffset + i, count);
        sin(x, xOffset + i, sine, sineOffset + i, count);
      } else {
        sin(x, xOffset + i, sine, sineOffset + i, count);
        cos(x, xOffset + i, cosine, cosineOffset + i, count);
      }
    }
  }

  @Override
  public void atan2(
      double[] y, int yOffset, double[] x, int xOffset, double[] angle, int angleOffset, int n) {
    int bound = SPECIES.loopBound(n);
    VectorArcFunctions.atan2(y, yOffset, x, xOffset, angle, angleOffset, bound);
    super.atan2(y, yOffset + bound, x, xOffset + bound, angle, angleOffset + bound, n - bound);
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
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      // what overwrites the arguments goes last
      if (Checks.same(x, sine) && xOffset == sineOffset) {
        cos(x, xOffset + i, cosine, cosineOffset + i, count);
        sin(x, xOffset + i, sine, sineOffset + i, count);
      } else {
        sin(x, xOffset + i, sine, sineOffset + i, count);
        cos(x, xOffset + i, cosine, cosineOffset + i, count);
      }
    }
  }

  @Override
  public void atan2(
      float[] y, int yOffset, float[] x, int xOffset, float[] angle, int angleOffset, int n) {
    double[] room = ElementwiseScratch.ofThread();
    for (int i = 0; i < n; i += CHUNK) {
      int count = Math.min(CHUNK, n - i);
      VectorWidening.widen(y, yOffset + i, room, WIDENED, count);
      VectorWidening.widen(x, xOffset + i, room, WIDENED_SECOND, count);
      atan2(room, WIDENED, room, WIDENED_SECOND, room, WIDENED, count);
      VectorWidening.narrow(room, WIDENED, angle, angleOffset + i, count);
    }
  }
}
