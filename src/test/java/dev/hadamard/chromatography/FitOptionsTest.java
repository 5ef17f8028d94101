package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.quadrature.GaussLegendre;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Fits that know more of column and detector than the plain ones, or less. */
class FitOptionsTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static double[] times(LinearColumn column, double pulse, double slow, int count) {
    double[] cumulants = column.cumulants();
    double mean = cumulants[0] + pulse / 2 + slow;
    double spread = Math.sqrt(cumulants[1] + slow * slow);
    double from = Math.max(column.holdUpTime() * 1.001, mean - 5 * spread);
    double to = mean + 8 * spread;
    double[] t = new double[count];
    Arrays.setAll(t, i -> from + (to - from) * i / (count - 1));
    return t;
  }

  /** Without a detector the curve is that of the column. */
  @Property(tries = 60)
  void withoutDetectorTheCurveOfTheColumn(
      @ForAll BoundaryCondition boundary,
      @ForAll @DoubleRange(min = 2, max = 4.5) double logN,
      @ForAll @DoubleRange(min = 2, max = 6) double logPeclet,
      @ForAll @DoubleRange(min = 0.1, max = 20) double k,
      @ForAll boolean dispersed) {
    double peclet = dispersed ? StrictMath.pow(10, logPeclet) : INFINITE;
    double n = StrictMath.pow(10, logN);
    LinearColumn column = LinearColumn.ofRetention(60, k, n).withDispersion(peclet, boundary);
    double[] t = times(column, 1, 0, 60);
    double[][] curves = new double[TransformResponse.CURVES][60];
    assertTrue(new TransformResponse(1, boundary, t).evaluate(k, n, 60, 0, peclet, curves));
    double[] exact = column.pulse(1, t);
    double peak = Arrays.stream(exact).max().orElseThrow();
    assertArrayEquals(exact, curves[0], 2e-12 * peak);
  }

  /** A slow detector is a convolution with e^(-t/T)/T. */
  @Test
  void detectorsAreConvolutions() {
    LinearColumn column =
        LinearColumn.ofRetention(60, 1.5, 2000)
            .withDispersion(1e5, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] t = times(column, 3, 2.5, 9);
    double[][] curves = new double[TransformResponse.CURVES][9];
    new TransformResponse(3, BoundaryCondition.DANCKWERTS_CLOSED, t)
        .evaluate(1.5, 2000, 60, 2.5, 1e5, curves);
    GaussLegendre rule = GaussLegendre.of(20);
    for (int i = 0; i < t.length; i++) {
      double time = t[i];
      double sum = 0;
      for (int j = 0; j < 40; j++) {
        sum +=
            rule.integrate(
                v -> column.pulse(3, time - v)[0] * StrictMath.exp(-v / 2.5) / 2.5,
                2.0 * j,
                2.0 * (j + 1));
      }
      assertEquals(sum, curves[0][i], 1e-11);
    }
  }

  /** Derivatives against differences of the curve. */
  @Property(tries = 40)
  void derivatives(
      @ForAll BoundaryCondition boundary,
      @ForAll @DoubleRange(min = 2, max = 4) double logN,
      @ForAll @DoubleRange(min = 1.5, max = 5) double logPeclet,
      @ForAll @DoubleRange(min = 0.1, max = 10) double k,
      @ForAll @DoubleRange(min = 0.05, max = 3) double slow) {
    double[] p = {k, StrictMath.pow(10, logN), 60, slow, StrictMath.pow(10, logPeclet)};
    LinearColumn column = LinearColumn.ofRetention(60, p[0], p[1]).withDispersion(p[4], boundary);
    double[] t = times(column, 1, slow, 30);
    TransformResponse response = new TransformResponse(1, boundary, t);
    double[][] curves = new double[TransformResponse.CURVES][30];
    assertTrue(response.evaluate(p[0], p[1], p[2], p[3], p[4], curves));
    double[][] ahead = new double[TransformResponse.CURVES][30];
    double[][] back = new double[TransformResponse.CURVES][30];
    for (int c = 0; c < 5; c++) {
      // Sharp peaks move by their width with a little of k or t0.
      double step = c == 0 || c == 2 ? 3e-6 : 1e-4;
      double[] more = p.clone();
      double[] less = p.clone();
      more[c] *= StrictMath.exp(step);
      less[c] *= StrictMath.exp(-step);
      response.evaluate(more[0], more[1], more[2], more[3], more[4], ahead);
      response.evaluate(less[0], less[1], less[2], less[3], less[4], back);
      double scale = 0;
      for (int i = 0; i < t.length; i++) {
        scale = Math.max(scale, Math.abs(curves[c + 1][i]));
      }
      double rounding = 1e-15 * Arrays.stream(curves[0]).max().orElseThrow() / step;
      for (int i = 0; i < t.length; i++) {
        double difference = (ahead[0][i] - back[0][i]) / (2 * step);
        assertEquals(difference, curves[c + 1][i], 2e-6 * scale + 30 * rounding, "of " + c);
      }
    }
  }

  /** Known dispersion is no longer taken for kinetics. */
  @Test
  void knownDispersionLeavesNoBias() {
    LinearColumn column =
        LinearColumn.of(60, 6000, 64).withDispersion(1e5, BoundaryCondition.DANCKWERTS_CLOSED);
    double[] t = times(column, 1, 0, 150);
    double[] y = column.pulse(1, t);
    AnalyteFitter plain = AnalyteFitter.of(60, 1).withoutBaseline();
    assertTrue(plain.fit(t, y).transferUnits() < 5500);
    AnalyteFit fit =
        plain
            .with(FitOptions.DEFAULT.withDispersion(1e5, BoundaryCondition.DANCKWERTS_CLOSED))
            .fit(t, y);
    assertEquals(6000, fit.transferUnits(), 1e-5);
    assertEquals(64, fit.desorptionRate(), 1e-6);
    assertArrayEquals(y, fit.curve(t), 1e-10);
    assertEquals(0, fit.pecletError(), 0);
    assertEquals(1e5, fit.peclet(), 0);
  }

  /** What was simulated is found, from starts that are 20 % off. */
  @Property(tries = 25)
  void noiseFreeCurvesAreRecovered(
      @ForAll @DoubleRange(min = 100, max = 800) double n,
      @ForAll @DoubleRange(min = 0.5, max = 5) double k,
      @ForAll @DoubleRange(min = 0.3, max = 1) double share,
      @ForAll @DoubleRange(min = -2, max = 2) double logUnit) {
    double unit = StrictMath.pow(10, logUnit);
    double t0 = 60 * unit;
    LinearColumn column = LinearColumn.ofRetention(t0, k, n);
    double slow = share * Math.sqrt(column.cumulants()[1]);
    double[] t = times(column, unit, slow, 150);
    double[][] curves = new double[TransformResponse.CURVES][150];
    new TransformResponse(unit, BoundaryCondition.DANCKWERTS_CLOSED, t)
        .evaluate(k, n, t0, slow, INFINITE, curves);
    double[] y = Arrays.stream(curves[0]).map(v -> 300 * v).toArray();
    AnalyteFit detector =
        AnalyteFitter.of(t0, unit)
            .withoutBaseline()
            .with(FitOptions.DEFAULT.withFreeTimeConstant(1.2 * slow))
            .fit(t, y);
    assertEquals(slow, detector.timeConstant(), 1e-6 * slow, detector.toString());
    assertEquals(n, detector.transferUnits(), 1e-6 * n, detector.toString());
    assertEquals(k, detector.retentionFactor(), 1e-8 * k, detector.toString());
    double[] plain = column.pulse(unit, t);
    AnalyteFit holdUp =
        AnalyteFitter.of(1.1 * t0, unit)
            .withoutBaseline()
            .with(FitOptions.DEFAULT.withFreeHoldUpTime())
            .fit(t, plain);
    assertEquals(t0, holdUp.holdUpTime(), 1e-5 * t0, holdUp.toString());
    assertEquals(n, holdUp.transferUnits(), 1e-5 * n, holdUp.toString());
    assertTrue(holdUp.toString().contains("hardly be told apart"), holdUp.toString());
  }

  /** Kinetics and diffusion of one peak: only noise-free data tell them, and the fit warns. */
  @Test
  void freeDispersion() {
    LinearColumn column =
        LinearColumn.ofRetention(60, 1.5, 300)
            .withDispersion(2000, BoundaryCondition.DIRICHLET_OPEN);
    double[] t = times(column, 1, 0, 150);
    double[] y = column.pulse(1, t);
    AnalyteFit fit =
        AnalyteFitter.of(60, 1)
            .withTwoParameters(1)
            .with(FitOptions.DEFAULT.withFreeDispersion(1000, BoundaryCondition.DIRICHLET_OPEN))
            .fit(t, y);
    assertEquals(2000, fit.peclet(), 1e-2, fit.toString());
    assertEquals(300, fit.transferUnits(), 1e-3, fit.toString());
    assertTrue(fit.warnings().stream().anyMatch(w -> w.contains("Péclet number")), fit.toString());
  }

  /** Two standard errors hold the truth in 95.4 %: 88 to 100 % of 120 runs, once for this seed. */
  @Test
  void standardErrors() {
    LinearColumn column = LinearColumn.ofRetention(60, 1.5, 400);
    double[] t = times(column, 1, 3, 120);
    double[][] curves = new double[TransformResponse.CURVES][120];
    new TransformResponse(1, BoundaryCondition.DANCKWERTS_CLOSED, t)
        .evaluate(1.5, 400, 60, 3, INFINITE, curves);
    AnalyteFitter fitter = AnalyteFitter.of(60, 1).with(FitOptions.DEFAULT.withFreeTimeConstant(2));
    int detector = 0;
    int rate = 0;
    int runs = 120;
    for (int run = 0; run < runs; run++) {
      double[] y = new double[120];
      Streams.of(21).substream("run" + run).generator().fillNormal(y);
      Arrays.setAll(y, i -> 100 * curves[0][i] + 0.01 * y[i]);
      AnalyteFit fit = fitter.fit(t, y);
      detector += Math.abs(fit.timeConstant() - 3) <= 2 * fit.timeConstantError() ? 1 : 0;
      rate += Math.abs(fit.desorptionRate() - 400 / 90.0) <= 2 * fit.desorptionRateError() ? 1 : 0;
      assertEquals(0, fit.holdUpTimeError(), 0);
    }
    assertTrue(detector >= 0.88 * runs, "detector " + detector);
    assertTrue(rate >= 0.88 * runs, "rate " + rate);
  }

  @Test
  void badInput() {
    FitOptions options = FitOptions.DEFAULT;
    assertThrows(IllegalArgumentException.class, () -> options.withTimeConstant(-1));
    assertThrows(IllegalArgumentException.class, () -> options.withFreeTimeConstant(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> options.withDispersion(0, BoundaryCondition.DANCKWERTS_CLOSED));
    assertThrows(
        IllegalArgumentException.class,
        () -> options.withFreeDispersion(INFINITE, BoundaryCondition.DANCKWERTS_CLOSED));
    assertThrows(NullPointerException.class, () -> options.withDispersion(5, null));
    assertThrows(NullPointerException.class, () -> AnalyteFitter.of(1, 1).with(null));
    // Too few plates for the series: the impulse that is not adsorbed would leave as one.
    LinearColumn column = LinearColumn.of(60, 5, 0.1);
    double[] t = times(column, 5, 0, 80);
    double[] y = column.pulse(5, t);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> AnalyteFitter.of(60, 5).with(options.withFreeHoldUpTime()).fit(t, y))
            .getMessage();
    assertTrue(message.contains("too few plates"), message);
  }
}
