package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedNormalsTest {
  @Test
  void beyondTheRangeOfLogarithmsDrawsAreNumbers() {
    TruncatedNormals normals = new TruncatedNormals(1);
    normals.low[0] = 1e160;
    normals.high[0] = Double.POSITIVE_INFINITY;
    normals.uniform[0] = 0.5;
    normals.closed(1);
    double[] logarithm = {0};
    normals.takeFar(logarithm, 1);
    double[] product = {1};
    normals.weigh(product, 1);
    double[] y = new double[1];
    normals.draw(0, y, 0, 1);
    assertEquals(0, product[0]);
    assertTrue(Double.isFinite(y[0]));
  }

  /**
   * Draws beyond a bound b exceed it by about 1/b: log P is that of the bound, the median b +
   * log(2)/b.
   */
  @ParameterizedTest
  @ValueSource(doubles = {50, 1e4, 1e6, 1e9, 1e100})
  void drawsFarOutLieJustBeyondTheBound(double bound) {
    TruncatedNormals normals = new TruncatedNormals(1);
    normals.low[0] = bound;
    normals.high[0] = Double.POSITIVE_INFINITY;
    normals.uniform[0] = 0.5;
    normals.closed(1);
    double[] logarithm = {0};
    normals.takeFar(logarithm, 1);
    double[] y = new double[1];
    normals.draw(0, y, 0, 1);
    assertEquals(-bound * bound / 2, logarithm[0], 1e-12 * bound * bound + Math.log(bound) + 1);
    assertEquals(
        bound + Math.log(2) / bound, y[0], 2 / (bound * bound * bound) + 4 * Math.ulp(bound));
  }

  /** The logarithm is about -1e320/2, which is no number. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void probabilitiesOfBoundsTooFarAreZero(int far) {
    DMatrixRMaj covariance =
        new DMatrixRMaj(new double[][] {{1, .5, .3}, {.5, 1, .4}, {.3, .4, 1}});
    double[] lower = new double[3];
    lower[far] = 1e160;
    double infinity = Double.POSITIVE_INFINITY;
    MvnResult result =
        MvnProbability.box(
            covariance,
            lower,
            new double[] {infinity, infinity, infinity},
            MvnOptions.DEFAULT.withMethod(MvnMethod.LATTICE));
    assertEquals(0, result.value());
    assertEquals(Double.NEGATIVE_INFINITY, result.logValue());
  }
}
