package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarNormalQuantile.CENTRE_SHIFT;
import static dev.hadamard.kernel.ScalarNormalQuantile.TAIL_PROBABILITY;
import static dev.hadamard.kernel.ScalarNormalQuantile.TAIL_SHIFT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarNormalQuantile} in vectors, for 2^-54 &lt;= p &lt; 1. */
final class VectorNormalQuantile {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final LongVector ALL_SIGNS =
      LongVector.broadcast(LongVector.SPECIES_PREFERRED, Long.MIN_VALUE);
  private static final int LANES = SPECIES.length();

  // A constant in all lanes: a field costs the compiler less than a broadcast at each use.
  private static final DoubleVector ALL_ZERO = c(0.0);
  private static final DoubleVector ALL_CENTRE_SHIFT = c(CENTRE_SHIFT);
  private static final DoubleVector ALL_TAIL_PROBABILITY = c(TAIL_PROBABILITY);
  private static final DoubleVector ALL_HALF = c(0.5);
  private static final DoubleVector ALL_FOUR = c(4.0);
  private static final DoubleVector ALL_ONE = c(1.0);
  private static final DoubleVector ALL_NEGATED_CENTRE_SHIFT = c(-CENTRE_SHIFT);
  private static final DoubleVector ALL_TAIL_SHIFT = c(TAIL_SHIFT);

  static final VectorStage[] NORMAL_QUANTILE = {
    VectorNormalQuantile::logarithm, VectorNormalQuantile::centre
  };

  private VectorNormalQuantile() {}

  /** Stage 1: the variable of the centre, 2.5 + ln(4 p (1 - p)). */
  private static void logarithm(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector m = smaller(DoubleVector.fromArray(SPECIES, x, xOffset + i));
      VectorExpLogCore.logPlus(m.mul(ALL_FOUR).mul(ALL_ONE.sub(m)), ALL_CENTRE_SHIFT)
          .intoArray(stage, i);
    }
  }

  /** Stage 2: the centre; vectors with an element in a tail take both approximations. */
  private static void centre(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = DoubleVector.fromArray(SPECIES, stage, i);
      if (smaller(p)
          .compare(VectorOperators.GT, ALL_ZERO)
          .and(t.compare(VectorOperators.GE, ALL_NEGATED_CENTRE_SHIFT))
          .allTrue()) {
        p.sub(ALL_HALF).mul(VectorPolynomials.quantileCentre(t)).intoArray(y, yOffset + i);
      } else {
        withTails(x, xOffset + i, y, yOffset + i, stage, i);
      }
    }
  }

  private static void withTails(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int stageOffset) {
    DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset);
    DoubleVector m = smaller(p);
    if (m.compare(VectorOperators.GE, ALL_TAIL_PROBABILITY).allTrue()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, stage, stageOffset);
      DoubleVector q = p.sub(ALL_HALF);
      q.mul(VectorPolynomials.quantileCentre(t))
          .blend(tail(m, q), t.compare(VectorOperators.LT, ALL_NEGATED_CENTRE_SHIFT))
          .intoArray(y, yOffset);
    } else {
      for (int lane = 0; lane < LANES; lane++) {
        y[yOffset + lane] = ScalarNormalQuantile.normalQuantile(x[xOffset + lane]);
      }
    }
  }

  private static DoubleVector tail(DoubleVector m, DoubleVector q) {
    DoubleVector t = VectorExpLogCore.logPlus(m, ALL_ZERO).neg().sqrt().sub(ALL_TAIL_SHIFT);
    DoubleVector magnitude =
        VectorPolynomials.quantileTailP(t).div(VectorPolynomials.quantileTailQ(t));
    return magnitude
        .reinterpretAsLongs()
        .or(q.reinterpretAsLongs().and(ALL_SIGNS))
        .reinterpretAsDoubles();
  }

  private static DoubleVector smaller(DoubleVector p) {
    return p.blend(ALL_ONE.sub(p), p.compare(VectorOperators.GT, ALL_HALF));
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
