package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.Streams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SlepianProcessTest {
  private static final double[] TIMES = {0.4, 1, 2.5, 6};

  /**
   * Mean u r + √(π/2) a, covariance of R a + Δ with Var R = 2 - π/2, and the mean sign about u,
   * which is E±. Five standard errors: a false alarm in 10^6 for each of 54 comparisons.
   */
  @Test
  void momentsAndMeanSign() {
    int paths = 40_000;
    for (CorrelationModel model :
        List.of(DiffusionCorrelation.of(2), RandomAccelerationCorrelation.of())) {
      for (double u : new double[] {0, 0.5, -0.7}) {
        SlepianProcess process = SlepianProcess.of(model, u, TIMES);
        RandomGenerator random = Streams.of(3).substream(model.name() + u).generator();
        int n = TIMES.length;
        double[] sum = new double[n];
        double[] sign = new double[n];
        double[] products = new double[n];
        for (int p = 0; p < paths; p++) {
          double[] path = process.path(random);
          for (int i = 0; i < n; i++) {
            sum[i] += path[i];
            sign[i] += Math.signum(path[i] - u);
            products[i] += path[i] * path[0];
          }
        }
        LevelSlepianIia level = LevelSlepianIia.of(model, u);
        for (int i = 0; i < n; i++) {
          double mean = mean(model, u, TIMES[i]);
          assertEquals(mean, sum[i] / paths, 5 / Math.sqrt(paths));
          assertEquals(level.meanAfterUpcrossing(TIMES[i]), sign[i] / paths, 5 / Math.sqrt(paths));
          double covariance = covariance(model, TIMES[0], TIMES[i]);
          double product = covariance + mean * mean(model, u, TIMES[0]);
          assertEquals(product, products[i] / paths, 10 / Math.sqrt(paths));
        }
      }
    }
  }

  private static double mean(CorrelationModel model, double u, double t) {
    double a = -model.derivative(t) / Math.sqrt(model.lambda2());
    return u * model.value(t) + Math.sqrt(Math.PI / 2) * a;
  }

  /** r(t-s) - r r + (Var R - 1) a a. */
  private static double covariance(CorrelationModel model, double s, double t) {
    double slopes = model.derivative(s) * model.derivative(t) / model.lambda2();
    return model.value(t - s) - model.value(s) * model.value(t) + (1 - Math.PI / 2) * slopes;
  }

  /** A smooth process leaves the level along its slope: positive on a short fine grid. */
  @Test
  void beginsUpwards() {
    SlepianProcess process =
        SlepianProcess.of(SquaredExponentialCorrelation.of(1), 0, 0.05, 0.1, 0.2);
    RandomGenerator random = Streams.of(5).generator();
    int positive = 0;
    for (int i = 0; i < 2000; i++) {
      double[] path = process.path(random);
      positive += path[0] > 0 && path[2] > path[0] ? 1 : 0;
    }
    // P(a path below 0 at 0.05) = (1 - E)/2 = 3e-4; 20 of 2000 are out of the question.
    assertTrue(positive >= 1980, "" + positive);
  }

  @Test
  void sameSeedSamePath() {
    SlepianProcess process = SlepianProcess.of(CauchyCorrelation.of(1), 1, TIMES);
    assertArrayEquals(
        process.path(Streams.of(9).generator()), process.path(Streams.of(9).generator()));
    assertArrayEquals(TIMES, process.times());
  }

  @Test
  void refusals() {
    CorrelationModel model = DiffusionCorrelation.of(2);
    assertEquals(
        "times[1] is 1.0: must be finite and above 1.0",
        assertThrows(IllegalArgumentException.class, () -> SlepianProcess.of(model, 0, 1, 1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> SlepianProcess.of(model, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> SlepianProcess.of(model, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> SlepianProcess.of(model, 0, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> SlepianProcess.of(model, Double.NaN, 1));
    // Δ has a standard deviation of 1e-7 at 0.001: below what the covariances resolve.
    CorrelationModel smooth = SquaredExponentialCorrelation.of(1);
    assertTrue(
        assertThrows(
                IllPosedProblemException.class,
                () -> SlepianProcess.of(smooth, 0, 0.001, 0.002, 0.003))
            .getMessage()
            .contains("the times are too close"));
    assertThrows(
        IllPosedProblemException.class,
        () -> SlepianProcess.of(FunctionCorrelation.of("e^(-t)", t -> t.negate().exp(), 1), 0, 1));
  }
}
