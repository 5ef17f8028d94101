package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Autoregressive models step by step: their covariances are the models' own formulas. */
class StateSpaceSimulatorTest {
  static List<CorrelationModel> models() {
    return List.of(
        RandomAccelerationCorrelation.of(),
        Car2Correlation.of(1, 5),
        Car2Correlation.of(2, 2),
        Car2Correlation.of(0.01, 30),
        UnderdampedOscillatorCorrelation.of(0.1),
        UnderdampedOscillatorCorrelation.of(0.9),
        MaternCorrelation.of(1.5),
        MaternCorrelation.of(2.5),
        MaternCorrelation.of(4.5, 2),
        MaternCorrelation.of(7.5),
        IntegratedWhiteNoiseCorrelation.of(3),
        IntegratedWhiteNoiseCorrelation.of(8),
        RandomAccelerationCorrelation.of().scaled(3));
  }

  /** Cov(X(t+kh), X(t)) = r(kh) and Cov(X'(t+kh), X(t)) = r'(kh) by powers of the transition. */
  @ParameterizedTest
  @MethodSource("models")
  void covariancesAreThoseOfTheModel(CorrelationModel r) {
    double root = Math.sqrt(r.lambda2());
    for (double x : new double[] {0.001, 0.05, 0.7, 6}) {
      double h = x / root;
      MarkovTransition law = MarkovTransition.of(r, h);
      DMatrixRMaj p = law.covariance;
      assertEquals(1, p.get(0, 0), 1e-15);
      assertEquals(0, p.get(0, 1), 1e-12 * root, r.name());
      assertEquals(r.lambda2(), p.get(1, 1), 1e-11 * r.lambda2(), r.name());
      DMatrixRMaj lag = p.copy();
      for (int k = 1; k <= 5; k++) {
        DMatrixRMaj next = new DMatrixRMaj(p.numRows, p.numCols);
        CommonOps_DDRM.mult(law.transition, lag, next);
        lag = next;
        assertEquals(r.value(k * h), lag.get(0, 0), 1e-11, r.name() + " h=" + h);
        assertEquals(r.derivative(k * h), lag.get(1, 0), 1e-11 * root, r.name() + " h=" + h);
        assertEquals(-r.derivative(k * h), lag.get(0, 1), 1e-11 * root, r.name() + " h=" + h);
      }
      // Stationary: ΦPΦᵀ + LLᵀ = P.
      DMatrixRMaj image = new DMatrixRMaj(p.numRows, p.numCols);
      DMatrixRMaj product = new DMatrixRMaj(p.numRows, p.numCols);
      CommonOps_DDRM.mult(law.transition, p, product);
      CommonOps_DDRM.multTransB(product, law.transition, image);
      CommonOps_DDRM.multAddTransB(law.noise, law.noise, image);
      for (int i = 0; i < p.numRows; i++) {
        for (int j = 0; j < p.numCols; j++) {
          double scale = Math.sqrt(p.get(i, i) * p.get(j, j));
          assertEquals(p.get(i, j), image.get(i, j), 1e-11 * scale, r.name() + " h=" + h);
        }
      }
    }
  }

  /** The variance that a short step adds, q² h³/3 to X and q² h to X' to leading order. */
  @Property(tries = 200)
  void shortStepsDoNotCancel(
      @ForAll @DoubleRange(min = 0.1, max = 5) double a,
      @ForAll @DoubleRange(min = 0.1, max = 5) double b) {
    double h = 1e-5;
    DMatrixRMaj l = MarkovTransition.of(Car2Correlation.of(a, b), h).noise;
    // X'' + (a+b) X' + ab X = q W' with q² = 2ab(a+b): Var X ~ q² h³/3, Var X' ~ q² h.
    double q2 = 2 * a * b * (a + b);
    double rate = (a + b) * h;
    assertEquals(q2 * h * h * h / 3, l.get(0, 0) * l.get(0, 0), rate * q2 * h * h * h);
    double slope = l.get(1, 0) * l.get(1, 0) + l.get(1, 1) * l.get(1, 1);
    assertEquals(q2 * h, slope, 2 * rate * q2 * h);
  }

  /**
   * Sign changes against the exact law of the grid, slopes against λ₂; five standard errors of 40
   * paths, a false alarm less than once in 10⁴.
   */
  @ParameterizedTest
  @MethodSource("models")
  void pathsHaveTheCrossingsOfTheGrid(CorrelationModel r) {
    double h = 0.3 / Math.sqrt(r.lambda2());
    int points = 4000;
    int paths = 40;
    StateSpaceSimulator simulator = StateSpaceSimulator.of(r, h, points);
    PhiloxGenerator random = Streams.of(17).substream(r.name()).generator();
    double[] counts = new double[paths];
    double[] squares = new double[paths];
    for (int k = 0; k < paths; k++) {
      GaussianPath path = simulator.path(random);
      counts[k] = CrossingDetector.hermite().zeroCrossings(path).count();
      for (double slope : path.slopes()) {
        squares[k] += slope * slope / points;
      }
    }
    double expected = (points - 1) * GridLaw.of(r, h).signChangesPerStep();
    assertWithin(expected, counts, r.name() + " crossings");
    assertWithin(r.lambda2(), squares, r.name() + " slopes");
  }

  private static void assertWithin(double expected, double[] x, String what) {
    double mean = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    double variance = 0;
    for (double v : x) {
      variance += (v - mean) * (v - mean) / (x.length - 1);
    }
    assertEquals(expected, mean, 5 * Math.sqrt(variance / x.length), what);
  }

  /** Cubic crossings on every fourth point against those on all points; chords are far worse. */
  @Test
  void slopesLocateCrossings() {
    CorrelationModel r = MaternCorrelation.of(4.5);
    double h = 0.02 / Math.sqrt(r.lambda2());
    GaussianPath fine =
        StateSpaceSimulator.of(r, h, 80_001).path(Streams.of(5).substream("slopes").generator());
    double[] values = new double[20_001];
    double[] slopes = new double[20_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = fine.values()[4 * i];
      slopes[i] = fine.slopes()[4 * i];
    }
    GaussianPath coarse = new GaussianPath(4 * h, values, slopes);
    double[] truth = CrossingDetector.hermite().zeroCrossings(fine).times();
    double[] cubic = CrossingDetector.hermite().zeroCrossings(coarse).times();
    double[] chord = CrossingDetector.linear().zeroCrossings(coarse).times();
    double[] cubicErrors = Arrays.stream(cubic).map(t -> nearest(truth, t)).sorted().toArray();
    double[] chordErrors = Arrays.stream(chord).map(t -> nearest(truth, t)).sorted().toArray();
    int middle = cubic.length / 2;
    assertTrue(middle > 150);
    assertTrue(
        cubicErrors[middle] < chordErrors[middle] / 100,
        cubicErrors[middle] + " and " + chordErrors[middle]);
  }

  private static double nearest(double[] times, double t) {
    double best = Double.POSITIVE_INFINITY;
    for (double time : times) {
      best = Math.min(best, Math.abs(time - t));
    }
    return best;
  }

  @Test
  void sameSeedSamePath() {
    StateSpaceSimulator simulator = StateSpaceSimulator.of(MaternCorrelation.of(2.5), 0.1, 20);
    double[] first = simulator.path(Streams.of(4).generator()).values();
    assertArrayEquals(first, simulator.path(Streams.of(4).generator()).values());
    assertEquals(20, simulator.path(new Random(3)).values().length);
    assertEquals("matern(nu=2.5)", simulator.model().name());
  }

  @Test
  void refusals() {
    assertMessage("must be second-order autoregressive", DiffusionCorrelation.of(2), 0.1, 10);
    assertMessage("must be of order 8 at most", MaternCorrelation.of(8.5), 0.1, 10);
    assertMessage("must be of order 8 at most", IntegratedWhiteNoiseCorrelation.of(9), 0.1, 10);
    assertMessage("step is 0.0", RandomAccelerationCorrelation.of(), 0, 10);
    assertMessage("step is NaN", RandomAccelerationCorrelation.of(), Double.NaN, 10);
    assertMessage("points is 1: must be at least 2", RandomAccelerationCorrelation.of(), 1, 1);
  }

  private static void assertMessage(String part, CorrelationModel model, double h, int points) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> StateSpaceSimulator.of(model, h, points))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
