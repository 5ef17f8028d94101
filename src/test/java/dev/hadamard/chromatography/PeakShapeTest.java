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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeakShapeTest {
  /** From the textbook formulas with mpmath at 40 digits; area 3, centre 10, width 1/2. */
  @ParameterizedTest
  @CsvSource({
    "MODIFIED_GAUSSIAN, 9, 0.25, 0.153325090573826526",
    "MODIFIED_GAUSSIAN, 10.5, 0.25, 1.90386304717748462",
    "MODIFIED_GAUSSIAN, 14, 2, 0.209446929422097488",
    "MODIFIED_GAUSSIAN, 10.5, 0.01, 1.48083716960347437",
    "GIDDINGS_EYRING, 9.5, 5, 2.18233435533935955",
    "GIDDINGS_EYRING, 10.5, 5, 1.0932456469108477",
    "GIDDINGS_EYRING, 11, 5000, 0.327062437203814398",
    "HAARHOFF_VAN_DER_LINDE, 9.5, 2, 2.30321890366059702",
    "HAARHOFF_VAN_DER_LINDE, 10.5, 2, 0.72746721561190872",
    "HAARHOFF_VAN_DER_LINDE, 11, -2, 0.903524907432854854",
    "HAARHOFF_VAN_DER_LINDE, 10.25, 40, 0.0763740650755550224"
  })
  void valuesOfTheReference(PeakShape shape, double t, double asymmetry, double expected) {
    assertEquals(expected, shape.value(t, 3, 10, 0.5, asymmetry), 2e-13 * expected);
  }

  /** The area is the area, and the moments are those of the documentation. */
  @Property(tries = 60)
  void areaAndMoments(
      @ForAll PeakShape shape,
      @ForAll @DoubleRange(min = 0.05, max = 20) double width,
      @ForAll @DoubleRange(min = -1, max = 1) double size) {
    double asymmetry =
        switch (shape) {
          case GAUSSIAN -> 0;
          case MODIFIED_GAUSSIAN -> width * StrictMath.pow(10, size);
          // Above 30 the share that is never adsorbed is nothing.
          case GIDDINGS_EYRING -> 40 * StrictMath.pow(30, size + 1);
          case HAARHOFF_VAN_DER_LINDE -> 20 * size;
        };
    double reach = shape == PeakShape.MODIFIED_GAUSSIAN ? 10 * width + 40 * asymmetry : 40 * width;
    GaussLegendre rule = GaussLegendre.of(20);
    double[] moments = new double[4];
    int pieces = 400;
    for (int power = 0; power < 4; power++) {
      int p = power;
      for (int j = 0; j < pieces; j++) {
        double from = -12 * width + (reach + 12 * width) * j / pieces;
        double to = -12 * width + (reach + 12 * width) * (j + 1) / pieces;
        moments[p] +=
            rule.integrate(
                x -> StrictMath.pow(x, p) * shape.value(100 + x, 7, 100, width, asymmetry),
                from,
                to);
      }
    }
    assertEquals(7, moments[0], 1e-9);
    double[] cumulants = shape.cumulants(0, width, asymmetry);
    if (cumulants.length > 0) {
      double mean = moments[1] / 7;
      double second = moments[2] / 7;
      double third = moments[3] / 7;
      double scale = Math.sqrt(cumulants[1]);
      assertEquals(cumulants[0], mean, 1e-9 * scale);
      assertEquals(cumulants[1], second - mean * mean, 1e-8 * cumulants[1]);
      assertEquals(
          cumulants[2],
          third - 3 * mean * second + 2 * mean * mean * mean,
          1e-7 * scale * scale * scale);
    }
  }

  /** Each shape is a Gaussian in a limit; tails of Haarhoff and Van der Linde mirror fronts. */
  @Property(tries = 60)
  void limits(
      @ForAll @DoubleRange(min = -4, max = 4) double z,
      @ForAll @DoubleRange(min = 0.05, max = 20) double width,
      @ForAll @DoubleRange(min = 0, max = 600) double u) {
    double gaussian = PeakShape.GAUSSIAN.value(z * width, 1, 0, width, 0);
    double unit = 1 / width;
    assertEquals(
        gaussian,
        PeakShape.MODIFIED_GAUSSIAN.value(z * width, 1, 0, width, 1e-7 * width),
        1e-6 * unit);
    assertEquals(
        gaussian, PeakShape.GIDDINGS_EYRING.value(z * width, 1, 0, width, 1e13), 1e-5 * unit);
    assertEquals(
        gaussian, PeakShape.HAARHOFF_VAN_DER_LINDE.value(z * width, 1, 0, width, 0), 1e-15 * unit);
    double tail = PeakShape.HAARHOFF_VAN_DER_LINDE.value(z * width, 1, 0, width, u);
    double front = PeakShape.HAARHOFF_VAN_DER_LINDE.value(-z * width, 1, 0, width, -u);
    assertEquals(tail, front, 1e-13 * tail);
    assertTrue(tail >= 0 && Double.isFinite(tail));
  }

  /** The law of the retained molecules of a column. */
  @Test
  void giddingsEyringIsAColumn() {
    LinearColumn column = LinearColumn.of(7, 60, 3);
    double mean = column.cumulants()[0];
    double deviation = Math.sqrt(column.cumulants()[1]);
    for (double t : new double[] {15, 27, 33, 45}) {
      assertEquals(
          column.density(t)[0], PeakShape.GIDDINGS_EYRING.value(t, 1, mean, deviation, 60), 1e-14);
    }
  }

  private static double[] times(double centre, double width) {
    double[] t = new double[120];
    Arrays.setAll(t, i -> centre + width * (i - 45) / 10.0);
    return t;
  }

  /** What was made is found, whatever the units. */
  @Property(tries = 80)
  void noiseFreePeaksAreRecovered(
      @ForAll PeakShape shape,
      @ForAll @DoubleRange(min = -3, max = 3) double logUnit,
      @ForAll @DoubleRange(min = -2, max = 6) double logArea,
      @ForAll @DoubleRange(min = -0.7, max = 0.5) double size) {
    double unit = StrictMath.pow(10, logUnit);
    double area = StrictMath.pow(10, logArea) * unit;
    double width = 2 * unit;
    double asymmetry =
        switch (shape) {
          case GAUSSIAN -> 0;
          case MODIFIED_GAUSSIAN -> width * StrictMath.pow(10, size);
          case GIDDINGS_EYRING -> 100 * StrictMath.pow(10, size);
          case HAARHOFF_VAN_DER_LINDE -> 10 * size;
        };
    double[] t = times(300 * unit, width);
    double[] y = new double[t.length];
    double height = area / width;
    Arrays.setAll(
        y,
        i ->
            shape.value(t[i], area, 300 * unit, width, asymmetry)
                - 0.2 * height
                + 0.01 * height * (t[i] / unit - 300) / 10);
    PeakShapeFit fit = PeakShapeFitter.of(shape).fit(t, y);
    assertTrue(fit.converged(), fit.toString());
    assertEquals(area, fit.area(), 1e-6 * area, fit.toString());
    assertEquals(300 * unit, fit.centre(), 1e-6 * width, fit.toString());
    assertEquals(width, fit.width(), 1e-6 * width, fit.toString());
    assertEquals(asymmetry, fit.asymmetry(), 1e-5 * Math.abs(asymmetry) + 1e-9);
    double[] curve = fit.curve(t);
    for (int i = 0; i < t.length; i++) {
      assertEquals(y[i], curve[i], 1e-7 * height);
    }
  }

  /**
   * Intervals of two standard errors hold the truth in 95.4 % of runs: 91 to 99.5 % of 200, a count
   * outside with probability 0.5 % for each of fifteen parameters, once for these seeds.
   */
  @ParameterizedTest
  @EnumSource(PeakShape.class)
  void standardErrors(PeakShape shape) {
    double asymmetry =
        switch (shape) {
          case GAUSSIAN -> 0;
          case MODIFIED_GAUSSIAN -> 2;
          case GIDDINGS_EYRING -> 40;
          case HAARHOFF_VAN_DER_LINDE -> 3;
        };
    double[] t = times(300, 2);
    double[] truth = {50, 300, 2, asymmetry};
    int[] inside = new int[4];
    int runs = 200;
    for (int run = 0; run < runs; run++) {
      double[] y = new double[t.length];
      Streams.of(5).substream("run" + run).generator().fillNormal(y);
      for (int i = 0; i < t.length; i++) {
        y[i] = 0.05 * y[i] + shape.value(t[i], 50, 300, 2, asymmetry);
      }
      PeakShapeFit fit = PeakShapeFitter.of(shape).fit(t, y);
      double[] found = {fit.area(), fit.centre(), fit.width(), fit.asymmetry()};
      for (int j = 0; j < shape.parameters(); j++) {
        inside[j] += Math.abs(found[j] - truth[j]) <= 2 * fit.standardErrors()[j] ? 1 : 0;
      }
    }
    for (int j = 0; j < shape.parameters(); j++) {
      assertTrue(
          inside[j] >= 0.91 * runs && inside[j] <= 0.995 * runs,
          shape + " " + j + ": " + inside[j]);
    }
  }

  /** Akaike's criterion finds the shape that the data have. */
  @Test
  void theRightShapeWins() {
    double[] t = times(300, 2);
    double[] noise = new double[t.length];
    Streams.of(8).substream("noise").generator().fillNormal(noise);
    double[] y = new double[t.length];
    Arrays.setAll(y, i -> PeakShape.MODIFIED_GAUSSIAN.value(t[i], 50, 300, 2, 2) + 0.01 * noise[i]);
    double right = PeakShapeFitter.of(PeakShape.MODIFIED_GAUSSIAN).fit(t, y).akaike();
    for (PeakShape other : PeakShape.values()) {
      if (other != PeakShape.MODIFIED_GAUSSIAN) {
        PeakShapeFit fit = PeakShapeFitter.of(other).fit(t, y);
        assertTrue(fit.akaike() > right + 10, other + " " + fit.akaike() + " " + right);
      }
    }
    PeakShapeFit wrong = PeakShapeFitter.of(PeakShape.GAUSSIAN).fit(t, y);
    assertTrue(wrong.toString().contains("not random"), wrong.toString());
    double[] errors = new PeakShapeFitter(PeakShape.GAUSSIAN, false).fit(t, y).standardErrors();
    assertArrayEquals(new double[3], Arrays.copyOfRange(errors, 3, 6));
  }

  /** A symmetric peak has no finite asymmetry: its bound is reported. */
  @Test
  void symmetricPeaks() {
    double[] t = times(300, 2);
    double[] y = new double[t.length];
    Arrays.setAll(y, i -> PeakShape.GAUSSIAN.value(t[i], 50, 300, 2, 0));
    PeakShapeFit fit = PeakShapeFitter.of(PeakShape.HAARHOFF_VAN_DER_LINDE).fit(t, y);
    assertEquals(0, fit.asymmetry(), 1e-6);
    // A front cannot be described by a tail: the modified Gaussian goes to its bound.
    Arrays.setAll(y, i -> PeakShape.HAARHOFF_VAN_DER_LINDE.value(t[i], 50, 300, 2, -4));
    fit = PeakShapeFitter.of(PeakShape.MODIFIED_GAUSSIAN).fit(t, y);
    assertTrue(fit.toString().contains("asymmetry at its bound"), fit.toString());
  }

  @Test
  void badInput() {
    PeakShapeFitter fitter = PeakShapeFitter.of(PeakShape.GAUSSIAN);
    double[] t = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] y = {0, 0, 1, 3, 1, 0, 0, 0};
    assertThrows(IllegalArgumentException.class, () -> fitter.fit(t, new double[7]));
    assertThrows(IllegalArgumentException.class, () -> fitter.fit(t, new double[8]));
    double[] few = {0, 1, 2, 3, 4};
    assertThrows(IllegalArgumentException.class, () -> fitter.fit(few, few));
    double[] back = {0, 1, 2, 2, 4, 5, 6, 7};
    String message =
        assertThrows(IllegalArgumentException.class, () -> fitter.fit(back, y)).getMessage();
    assertTrue(message.contains("times[3]"), message);
    double[] hole = {0, 0, 1, Double.NaN, 1, 0, 0, 0};
    assertThrows(IllegalArgumentException.class, () -> fitter.fit(t, hole));
    assertThrows(IllegalArgumentException.class, () -> PeakShape.GAUSSIAN.value(0, 1, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> PeakShape.MODIFIED_GAUSSIAN.value(0, 1, 0, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> PeakShape.HAARHOFF_VAN_DER_LINDE.value(0, 1, 0, 1, Double.NaN));
  }
}
