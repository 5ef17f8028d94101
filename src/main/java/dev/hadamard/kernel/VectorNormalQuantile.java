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
  private static final DoubleVector ALL_NAN = c(Double.NaN);
  private static final DoubleVector ALL_HALF = c(0.5);
  private static final DoubleVector ALL_FOUR = c(4.0);
  private static final DoubleVector ALL_ONE = c(1.0);
  private static final DoubleVector ALL_NEGATED_CENTRE_SHIFT = c(-CENTRE_SHIFT);

  static final VectorStage[] NORMAL_QUANTILE =
      VectorStage.of(
          VectorNormalQuantile::logarithm,
          VectorNormalQuantile::factor,
          VectorNormalQuantile::product);

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

  /** Stage 2: the factor of p - 1/2 in the centre; NaN in a tail and outside (0, 1). */
  private static void factor(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = DoubleVector.fromArray(SPECIES, stage, i);
      VectorMask<Double> central =
          p.compare(VectorOperators.GT, ALL_ZERO)
              .and(p.compare(VectorOperators.LT, ALL_ONE))
              .and(t.compare(VectorOperators.GE, ALL_NEGATED_CENTRE_SHIFT));
      ALL_NAN.blend(VectorPolynomials.quantileCentre(t), central).intoArray(stage, i);
    }
  }

  /** Stage 3: the product; the rare others one by one. */
  private static void product(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector factor = DoubleVector.fromArray(SPECIES, stage, i);
      if (factor.test(VectorOperators.IS_NAN).anyTrue()) {
        outside(x, xOffset + i, y, yOffset + i, stage, i);
      } else {
        p.sub(ALL_HALF).mul(factor).intoArray(y, yOffset + i);
      }
    }
  }

  private static void outside(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int stageOffset) {
    for (int lane = 0; lane < LANES; lane++) {
      double p = x[xOffset + lane];
      double factor = stage[stageOffset + lane];
      y[yOffset + lane] =
          Double.isNaN(factor) ? ScalarNormalQuantile.normalQuantile(p) : (p - 0.5) * factor;
    }
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
