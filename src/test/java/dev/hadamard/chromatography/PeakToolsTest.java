package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shoulders, skims, moments and the measures that need no model. */
class PeakToolsTest {
  private static final double[] T = new double[1500];

  static {
    Arrays.setAll(T, i -> 0.1 * i);
  }

  private static double gaussian(double t, double centre, double sigma) {
    return StrictMath.exp(-(t - centre) * (t - centre) / (2 * sigma * sigma));
  }

  private static double[] noise(int seed) {
    double[] noise = new double[T.length];
    Streams.of(seed).substream("noise").generator().fillNormal(noise);
    return noise;
  }

  /** Widths of a Gaussian: 2σ√(2 ln(1/level)), 4σ between tangents, and the plates they give. */
  @Property(tries = 50)
  void measuresOfGaussians(
      @ForAll @DoubleRange(min = 1, max = 8) double sigma,
      @ForAll @DoubleRange(min = 60, max = 90) double centre) {
    double[] y = new double[T.length];
    Arrays.setAll(y, i -> 7 * gaussian(T[i], centre, sigma));
    Peak peak = PeakDetector.of().detect(Chromatogram.of(T, y)).peaks().getFirst();
    assertEquals(2 * sigma * Math.sqrt(2 * StrictMath.log(20)), peak.width05(), 8e-3 * sigma);
    assertEquals(2 * sigma * Math.sqrt(2 * StrictMath.log(10)), peak.width10(), 8e-3 * sigma);
    // Secants through 55 and 65 % of the height are 0.12 % flatter than the tangents.
    assertEquals(4 * sigma, peak.widthBase(), 1.2e-2 * sigma);
    double plates = centre * centre / (sigma * sigma);
    assertEquals(plates, peak.platesTangent(), 5e-3 * plates);
    assertEquals(plates, peak.plates(), 2e-3 * plates);
    assertFalse(peak.shoulder());
    // 20 deviations fit 1 + 20/4 peaks of a width of 4 deviations.
    double to = 10 + 20 * sigma;
    assertEquals(6, Peak.capacity(List.of(peak), 10, to), 0.01);
    PeakMoments moments = PeakMoments.of(T, y, Math.max(0, centre - 7 * sigma), centre + 7 * sigma);
    assertEquals(7 * sigma * Math.sqrt(2 * Math.PI), moments.area(), 1e-9 * moments.area());
    assertEquals(centre, moments.mean(), 1e-9 * centre);
    assertEquals(sigma * sigma, moments.variance(), 1e-8 * sigma * sigma);
    assertEquals(0, moments.skewness(), 1e-7);
    assertEquals(plates, moments.plates(), 1e-7 * plates);
  }

  /** Moments of a column's pulse are its exact cumulants. */
  @Test
  void momentsOfColumns() {
    LinearColumn column = LinearColumn.of(20, 200, 4);
    double[] y = column.pulse(3, T);
    PeakMoments moments = PeakMoments.of(T, y, 0, 149.9);
    double variance = 2 * 200 / 16.0 + 9 / 12.0;
    assertEquals(3, moments.area(), 1e-10);
    assertEquals(20 + 50 + 1.5, moments.mean(), 1e-8);
    assertEquals(variance, moments.variance(), 1e-7);
    assertEquals(6 * 200 / 64.0 / (variance * Math.sqrt(variance)), moments.skewness(), 1e-6);
    double[] later = LinearColumn.of(20, 150, 2).pulse(3, T);
    PeakMoments second = PeakMoments.of(T, later, 0, 149.9);
    double apart = second.mean() - moments.mean();
    double deviations = Math.sqrt(variance) + Math.sqrt(2 * 150 / 4.0 + 9 / 12.0);
    assertEquals(apart / (2 * deviations), moments.resolution(second), 1e-3);
  }

  /** Peaks at 2 deviations have one maximum; the two are found, fitted together, and right. */
  @ParameterizedTest
  @CsvSource({"1, 0.35, 2.3", "2, 0.35, 2.3", "3, 0.2, 2.5", "4, 0.5, -2.3"})
  void shoulders(int seed, double ratio, double deviations) {
    double sigma = Math.sqrt(2.0 / 6000) * 90;
    double other = 1.5 + deviations * sigma / 60;
    double[] t = new double[600];
    Arrays.setAll(t, i -> 130 + 0.075 * i);
    double[] first = LinearColumn.ofRetention(60, 1.5, 6000).pulse(1, t);
    double[] second = LinearColumn.ofRetention(60, other, 6200).pulse(1, t);
    double[] noise = noise(seed);
    double[] y = new double[t.length];
    Arrays.setAll(y, i -> 0.3 + 10 * (first[i] + ratio * second[i]) + 0.003 * noise[i]);
    Chromatogram run = Chromatogram.of(t, y);
    assertEquals(1, PeakDetector.of().detect(run).peaks().size());
    List<Peak> peaks = PeakDetector.of().withShoulders().detect(run).peaks();
    assertEquals(2, peaks.size(), peaks.toString());
    Peak shoulder = peaks.get(deviations > 0 ? 1 : 0);
    assertTrue(shoulder.shoulder() && !peaks.get(deviations > 0 ? 0 : 1).shoulder());
    assertEquals(60 * (1 + other) + 0.5, shoulder.apex(), sigma);
    assertEquals(peaks.get(0).end(), peaks.get(1).start(), 1e-9);
    ChromatogramFitter.Result fit =
        new ChromatogramFitter(AnalyteFitter.of(60, 1), PeakDetector.of().withShoulders())
            .fit(run, 60);
    assertEquals(2, fit.fits().size());
    double[] k = {Math.min(1.5, other), Math.max(1.5, other)};
    for (int j = 0; j < 2; j++) {
      AnalyteFit one = fit.fits().get(j);
      assertEquals(k[j], one.retentionFactor(), 4.5 * one.retentionFactorError());
      double c0 = k[j] == 1.5 ? 10 : 10 * ratio;
      assertEquals(c0, one.amplitude(), 4.5 * one.amplitudeError());
      assertTrue(one.warnings().isEmpty(), one.toString());
    }
  }

  /** No shoulder is seen on a single peak, tailing or not, in 60 runs of noise. */
  @Test
  void noFalseShoulders() {
    for (int seed = 0; seed < 60; seed++) {
      double[] noise = noise(seed);
      double[] y = new double[T.length];
      double level = StrictMath.pow(10, -1 - seed % 4);
      LinearColumn column = LinearColumn.of(10, seed % 2 == 0 ? 25 : 900, seed % 2 == 0 ? 0.6 : 15);
      double[] peak = column.pulse(2, T);
      double height = Arrays.stream(peak).max().orElseThrow();
      Arrays.setAll(y, i -> peak[i] / height + 0.1 * level * noise[i]);
      List<Peak> peaks = PeakDetector.of().withShoulders().detect(Chromatogram.of(T, y)).peaks();
      assertEquals(1, peaks.size(), seed + ": " + peaks);
    }
  }

  /** A rider on an exponential tail: the exponential has its area, the tangent takes too much. */
  @ParameterizedTest
  @CsvSource({"10, 0.2", "20, 1", "40, 3"})
  void skims(double decay, double height) {
    double centre = 60;
    double sigma = 1.5;
    double[] y = new double[T.length];
    Arrays.setAll(
        y, i -> 10 * StrictMath.exp(-(T[i] - 20) / decay) + height * gaussian(T[i], centre, sigma));
    double exact = height * sigma * Math.sqrt(2 * Math.PI);
    double valley = centre - 5 * sigma;
    PeakSkim exponential = PeakSkim.exponential(T, y, valley, centre + 8 * sigma);
    int low = 500;
    for (int i = low; i < 600; i++) {
      low = y[i] < y[low] ? i : low;
    }
    PeakSkim tangent = PeakSkim.tangent(T, y, T[low], centre + 8 * sigma);
    assertEquals(exact, exponential.area(), 2e-3 * exact);
    assertTrue(tangent.area() < exponential.area() && tangent.area() > 0.2 * exact);
    assertTrue(exponential.end() > centre + 3 * sigma && tangent.end() > centre + sigma);
    // Above a straight line both ends are on it, by hand.
    double[] line = new double[T.length];
    Arrays.setAll(line, i -> 30 - 0.1 * T[i] + height * gaussian(T[i], centre, sigma));
    assertEquals(exact, PeakSkim.tangent(T, line, valley, centre + 8 * sigma).area(), 1e-4 * exact);
  }

  /** Tangents of the peak in the middle are hidden on both sides, those of the others on one. */
  @Test
  void hiddenTangents() {
    double[] y = new double[T.length];
    Arrays.setAll(
        y, i -> 9 * (gaussian(T[i], 70, 4) + gaussian(T[i], 80, 4) + gaussian(T[i], 90, 4)));
    List<Peak> peaks = PeakDetector.of().detect(Chromatogram.of(T, y)).peaks();
    assertEquals(3, peaks.size());
    assertTrue(Double.isNaN(peaks.get(1).widthBase()));
    assertTrue(Double.isNaN(peaks.get(1).platesTangent()));
    // What is seen of the others is the outer side of a Gaussian, little moved by its neighbours.
    assertEquals(16, peaks.get(0).widthBase(), 1.6);
    assertEquals(16, peaks.get(2).widthBase(), 1.6);
  }

  @Test
  void badInput() {
    double[] y = new double[T.length];
    assertThrows(IllegalArgumentException.class, () -> PeakSkim.tangent(T, new double[3], 1, 2));
    assertThrows(IllegalArgumentException.class, () -> PeakSkim.tangent(T, y, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> PeakSkim.tangent(T, y, Double.NaN, 2));
    assertThrows(IllegalArgumentException.class, () -> PeakSkim.exponential(T, y, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> PeakMoments.of(T, y, 1, 2));
    Arrays.fill(y, 1);
    assertThrows(IllegalArgumentException.class, () -> PeakMoments.of(T, y, 1, 1.2));
    assertThrows(
        IllegalArgumentException.class,
        () -> PeakMoments.of(T, y, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Peak.capacity(List.of(), 1, 2));
    Peak peak = new Peak(10, 50, 60, 8, 12, 1, 2, 1, 1, 200, 20, 2, 2, false);
    assertThrows(IllegalArgumentException.class, () -> Peak.capacity(List.of(peak), 2, 1));
    assertThrows(IllegalArgumentException.class, () -> PeakDetector.of().withMost(0));
  }
}
