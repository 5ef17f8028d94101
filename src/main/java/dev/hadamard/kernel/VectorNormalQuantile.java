package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarNormalQuantile.CENTRE_SHIFT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarNormalQuantile} in vectors. */
final class VectorNormalQuantile {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  // A constant in all lanes: a field costs the compiler less than a broadcast at each use.
  private static final DoubleVector ALL_ZERO = c(0.0);
  private static final DoubleVector ALL_CENTRE_SHIFT = c(CENTRE_SHIFT);
  private static final DoubleVector ALL_HALF = c(0.5);
  private static final DoubleVector ALL_FOUR = c(4.0);
  private static final DoubleVector ALL_ONE = c(1.0);
  private static final DoubleVector ALL_NEGATED_CENTRE_SHIFT = c(-CENTRE_SHIFT);

  static final VectorStage[] NORMAL_QUANTILE = {
    VectorNormalQuantile::logarithm, VectorNormalQuantile::centre
  };

  private VectorNormalQuantile() {}

  /** Stage 1: the variable of the centre, 2.5 + ln(4 p (1 - p)). */
  private static void logarithm(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector m = p.blend(ALL_ONE.sub(p), p.compare(VectorOperators.GT, ALL_HALF));
      VectorExpLogCore.logPlus(m.mul(ALL_FOUR).mul(ALL_ONE.sub(m)), ALL_CENTRE_SHIFT)
          .intoArray(stage, i);
    }
  }

  /** Stage 2: the centre; the rare elements in a tail or outside (0, 1) one by one. */
  private static void centre(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = DoubleVector.fromArray(SPECIES, stage, i);
      VectorMask<Double> central =
          p.compare(VectorOperators.GT, ALL_ZERO)
              .and(p.compare(VectorOperators.LT, ALL_ONE))
              .and(t.compare(VectorOperators.GE, ALL_NEGATED_CENTRE_SHIFT));
      if (!central.allTrue()) {
        // y may be x: what is needed of it is read before y is written.
        outside(x, xOffset + i, stage, i);
      }
      p.sub(ALL_HALF)
          .mul(VectorPolynomials.quantileCentre(t))
          .blend(DoubleVector.fromArray(SPECIES, stage, i), central.not())
          .intoArray(y, yOffset + i);
    }
  }

  private static void outside(double[] x, int xOffset, double[] stage, int stageOffset) {
    for (int lane = 0; lane < LANES; lane++) {
      double p = x[xOffset + lane];
      if (!(p > 0.0 && p < 1.0 && stage[stageOffset + lane] >= -CENTRE_SHIFT)) {
        stage[stageOffset + lane] = ScalarNormalQuantile.normalQuantile(p);
      }
    }
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
