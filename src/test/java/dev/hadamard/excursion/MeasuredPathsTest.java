package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From measured paths and samples to laws, and what the clipped and the transformed process are.
 */
class MeasuredPathsTest {
  /** By hand: lengths 1, 2+, 3, 4+, 5 give 4/5, then 4/5 · 2/3, then 0; Greenwood's errors. */
  @Test
  void productLimitOfAnExampleByHand() {
    KaplanMeier estimate = KaplanMeier.of(new double[] {5, 1, 3}, new double[] {4, 2});
    assertEquals(1, estimate.survival(0.99));
    assertEquals(0.8, estimate.survival(1), 1e-15);
    assertEquals(0.8, estimate.survival(2.9), 1e-15);
    assertEquals(0.5333333333333333, estimate.survival(3), 1e-15);
    assertEquals(0.24825315633367007, estimate.standardError(4), 1e-15);
    assertEquals(0, estimate.survival(5));
    assertEquals(0, estimate.standardError(0.5));
    assertArrayEquals(new double[] {1, 3, 5}, estimate.times());
  }

  /** Without open intervals it is the fraction of longer ones, and the error is binomial. */
  @Property(tries = 200)
  void productLimitWithoutOpenIntervalsIsTheFraction(
      @ForAll @Size(min = 1, max = 30) int[] lengths, @ForAll @IntRange(min = 0, max = 20) int at) {
    double[] x = Arrays.stream(lengths).mapToDouble(i -> 1 + Math.floorMod(i, 12)).toArray();
    double longer = Arrays.stream(x).filter(v -> v > at).count();
    KaplanMeier estimate = KaplanMeier.of(x, new double[0]);
    double s = longer / x.length;
    assertEquals(s, estimate.survival(at), 1e-12);
    assertEquals(Math.sqrt(s * (1 - s) / x.length), estimate.standardError(at), 1e-7);
  }

  @Test
  void productLimitRefusesWhatIsNoInterval() {
    double[] none = {};
    assertMessage("complete has length 0", () -> KaplanMeier.of(none, none));
    assertMessage("complete[0] is 0.0", () -> KaplanMeier.of(new double[] {0}, none));
    assertMessage("open[1] is NaN", () -> KaplanMeier.of(new double[] {1}, nan()));
    assertMessage("t is -1.0", () -> KaplanMeier.of(new double[] {1}, none).survival(-1));
  }

  private static double[] nan() {
    return new double[] {1, Double.NaN};
  }

  /** The straight line through log S of exponential intervals is their rate; 5 standard errors. */
  @Test
  void regressionFindsTheRateOfExponentialIntervals() {
    PhiloxGenerator random = Streams.of(3).substream("regression").generator();
    double[] x = new double[40_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = -Elementary.log(1 - random.nextDouble()) / 0.4;
    }
    PersistenceExponentEstimator estimator = PersistenceExponentEstimator.tailMle();
    ExponentEstimate e = estimator.regression(x, 1, 8);
    assertEquals(0.4, e.theta(), 5 * e.standardError());
    assertEquals(1, e.amplitude(), 5 * e.amplitudeStandardError());
    assertTrue(e.standardError() > 5e-4 && e.standardError() < 2e-2, "error " + e.standardError());
    assertThrows(IllPosedProblemException.class, () -> estimator.regression(x, 1, 60));
    assertMessage("to is 1.0", () -> estimator.regression(x, 1, 1));
    assertMessage("intervals has length 3", () -> estimator.regression(new double[3], 1, 2));
  }

  /**
   * Intervals that come in equal runs of 50: as independent ones their errors would be seven times
   * too small.
   */
  @Test
  void regressionKnowsThatIntervalsDepend() {
    PhiloxGenerator random = Streams.of(4).generator();
    double[] x = new double[40_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 50 == 0 ? -Elementary.log(1 - random.nextDouble()) : x[i - 1];
    }
    double[] shuffled = x.clone();
    Random order = new Random(1);
    for (int i = x.length - 1; i > 0; i--) {
      int j = order.nextInt(i + 1);
      double swap = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swap;
    }
    PersistenceExponentEstimator estimator = PersistenceExponentEstimator.tailMle();
    double dependent = estimator.regression(x, 0.5, 3).standardError();
    double independent = estimator.regression(shuffled, 0.5, 3).standardError();
    assertTrue(dependent > 4 * independent, dependent + " and " + independent);
  }

  /**
   * A path of a switch process: its means, its correlation of 0, and the shapes of its intervals.
   */
  @Test
  void measuredPathGivesItsIntervals() {
    SwitchProcess process =
        SwitchProcess.asymmetric(IntervalLaw.gamma(4, 2), IntervalLaw.exponential(1));
    SwitchPath simulated = process.simulate(1, 6000, Streams.of(8).substream("path").generator());
    double step = 0.01;
    double[] values = new double[600_000];
    double[] times = simulated.switches();
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      while (next < times.length && times[next] <= i * step) {
        next++;
      }
      values[i] = next % 2 == 0 ? 1 : -1;
    }
    SwitchEstimate estimate = SwitchProcess.estimateFrom(GaussianPath.of(step, values));
    double pairs = estimate.intervals() / 2.0;
    // Five standard errors, and the intervals shorter than a step that are not seen.
    assertEquals(2, estimate.meanAbove(), 5 * Math.sqrt(1 / pairs) + 0.04);
    assertEquals(1, estimate.meanBelow(), 5 * Math.sqrt(1 / pairs) + 0.04);
    assertEquals(0, estimate.successiveCorrelation(), 5 * estimate.correlationStandardError());
    assertEquals(
        (estimate.meanAbove() - estimate.meanBelow())
            / (estimate.meanAbove() + estimate.meanBelow()),
        estimate.process().stationaryMean(),
        1e-12);
    assertMessage(
        "crossings has",
        () -> SwitchProcess.estimateFrom(GaussianPath.of(1, new double[] {1, -1, 1})));
  }

  @Test
  void lastPieceOfAPathIsOpen() {
    GaussianPath path = GaussianPath.of(1, new double[] {-1, 1, 1, -1, -1, -1});
    Crossings crossings = CrossingDetector.linear().zeroCrossings(path);
    assertArrayEquals(new double[] {2.5}, crossings.open(), 1e-15);
    GaussianPath still = GaussianPath.of(1, new double[] {1, 2});
    assertEquals(0, CrossingDetector.linear().zeroCrossings(still).open().length);
  }

  /** Van Vleck's covariance has the slope -2 √λ₂/π at 0 and the curvature law D' = -(2/μ) E. */
  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=2.0)", "randomAcceleration", "matern(nu=2.5)"})
  void clippedCovarianceFallsLikeTheSlepianMean(String name) {
    CorrelationModel r = ReferenceModels.parse(name);
    ClippedProcess clipped = ClippedProcess.of(r);
    for (double t : new double[] {0.1, 0.7, 2, 6}) {
      double h = 1e-4;
      double slope = (clipped.covariance(t + h) - clipped.covariance(t - h)) / (2 * h);
      assertEquals(-2 * clipped.switchIntensity() * clipped.afterUpcrossing(t), slope, 2e-8);
    }
    assertEquals(2e-9 * clipped.switchIntensity(), clipped.oneMinusCovariance(1e-9), 1e-17);
    assertEquals(1, clipped.covariance(0));
  }

  @Property(tries = 200)
  void transformedLevelsAreThoseOfTheGaussianProcess(
      @ForAll @DoubleRange(min = -6, max = 6) double u,
      @ForAll @DoubleRange(min = 0.1, max = 4) double scale) {
    MonotoneTransform transform = MonotoneTransform.of(x -> Elementary.exp(scale * x));
    assertEquals(u, transform.level(Elementary.exp(scale * u)), 1e-13 * (1 + 1 / scale) * 8);
    // A law with the distribution function 1 - e^(-y): the level of its median is 0.
    MonotoneTransform exponential = MonotoneTransform.of(x -> -SpecialFunctions.normalLogCdf(-x));
    assertEquals(0, exponential.level(0.6931471805599453), 1e-15);
  }

  @Test
  void transformsThatDoNotIncreaseAreRefused() {
    assertThrows(IllPosedProblemException.class, () -> MonotoneTransform.of(x -> -x).level(0.5));
    assertThrows(
        IllPosedProblemException.class, () -> MonotoneTransform.of(x -> Double.NaN).level(0.5));
    assertMessage("y is 40.0", () -> MonotoneTransform.of(x -> x).level(40));
    assertMessage("y is NaN", () -> MonotoneTransform.of(x -> x).level(Double.NaN));
  }

  /** λ₂ of the spectra by incomplete gamma functions, and by SciPy's quad for γ = 3.3. */
  @Test
  void seaSpectra() {
    double cut = 1.25 / 256;
    double second = Math.sqrt(Math.PI) * SpecialFunctions.erfc(Math.sqrt(cut)) / Math.sqrt(1.25);
    double zeroth = Elementary.exp(-cut) / 1.25;
    assertEquals(
        second / zeroth, SpectralCorrelation.bretschneider(1, 2).lambda2(), 1e-11 * second);
    assertEquals(4 * 1.5573500603390957, SpectralCorrelation.jonswap(2, 3.3, 2).lambda2(), 1e-10);
    SpectralCorrelation sea = SpectralCorrelation.jonswap(1, 3.3, 2);
    assertThrows(NonMonotoneCovarianceException.class, () -> SlepianIia.of(sea));
    assertMessage("peak is 0.0", () -> SpectralCorrelation.bretschneider(0, 2));
    assertMessage("gamma is 0.5", () -> SpectralCorrelation.jonswap(1, 0.5, 2));
    assertMessage("octaves is 7", () -> SpectralCorrelation.jonswap(1, 2, 7));
  }

  private static void assertMessage(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
