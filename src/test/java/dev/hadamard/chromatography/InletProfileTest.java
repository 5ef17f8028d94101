package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InletProfileTest {
  private static final PiecewisePolynomialInlet TRIANGLE =
      PiecewisePolynomialInlet.triangle(0, 1, 3, 1);

  private static void assertRelative(double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * Math.abs(expected));
  }

  /** Profiles of one scale. */
  private static InletProfile profile(int kind, double scale) {
    return switch (kind) {
      case 0 -> new RectangularPulse(1.5, scale);
      case 1 -> new GaussianPulse(2, 9 * scale, scale);
      case 2 -> new ExponentialDecayPulse(3, scale);
      case 3 -> new ModifiedGaussianPulse(0.7, 9 * scale, scale, 2 * scale);
      case 4 -> PiecewisePolynomialInlet.triangle(0.5 * scale, scale, 3 * scale, 4);
      case 5 ->
          new PiecewisePolynomialInlet(
              new double[] {0, scale, 4 * scale},
              new double[][] {
                {1, -0.5 / scale, 0, 0.25 / (scale * scale * scale)},
                {2, 0, -0.1 / (scale * scale), 0}
              });
      default ->
          SumInlet.of(new RectangularPulse(1, 2 * scale), new GaussianPulse(1, 12 * scale, scale));
    };
  }

  /** Computed with mpmath at 25 digits by convolution with the density of the adsorbed time. */
  @ParameterizedTest
  @CsvSource({
    "3, 1.5, 2, 6, 0.293531770960390595, 0.392005985539057443, 0.291676951241603435,"
        + " 0.261442433132659869",
    "3, 1.5, 2, 3.2, 0.566757675281724465, 0.206393937108847676, 0.53142503590876638,"
        + " 0.228197460280532585",
    "400, 8, 10, 62, 0.213501190742953512, 0.219265987576251359, 0.229527592868351093,"
        + " 0.162222781843192317",
    "400, 8, 10, 58, 0.162967264584072421, 0.133993493051888124, 0.192781590539529729,"
        + " 0.11213479937601066"
  })
  void outletsOfTheReference(
      double n,
      double kd,
      double t0,
      double t,
      double gauss,
      double modified,
      double decay,
      double triangle) {
    LinearColumn column = LinearColumn.of(t0, n, kd);
    assertEquals(gauss, column.outlet(new GaussianPulse(2, 1, 0.125), t)[0], 2e-14);
    assertEquals(
        modified, column.outlet(new ModifiedGaussianPulse(2, 1, 0.125, 0.75), t)[0], 2e-14);
    assertEquals(decay, column.outlet(new ExponentialDecayPulse(3, 0.75), t)[0], 2e-14);
    assertEquals(triangle, column.outlet(TRIANGLE, t)[0], 2e-14);
    double[] table = column.outlet(SumInlet.of(TRIANGLE, new ExponentialDecayPulse(3, 0.75)), t);
    assertEquals(triangle + decay, table[0], 4e-14);
  }

  /** The other route: the product of the transforms, inverted on a contour; few plates. */
  @ParameterizedTest
  @EnumSource(BoundaryCondition.class)
  void productsOfTransforms(BoundaryCondition boundary) {
    for (double peclet : new double[] {2, 30}) {
      LinearColumn column = LinearColumn.of(1, 2, 3).withDispersion(peclet, boundary);
      assertTrue(column.plates() < LinearColumn.FEW_PLATES);
      for (double t : new double[] {0.4, 1.1, 2.5, 6}) {
        for (InletProfile inlet :
            new InletProfile[] {new ExponentialDecayPulse(2, 0.4), new StepInlet(3)}) {
          double product =
              LaplaceInverter.named("de-hoog")
                  .values(
                      s -> column.transferFunction().at(s).times(inlet.transform().at(s)),
                      new double[] {t},
                      InversionOptions.DEFAULT)[0];
          assertEquals(product, column.outlet(inlet, t)[0], 1e-8, boundary + " " + t);
        }
      }
    }
  }

  /** Cubic pieces that are constant are a rectangular pulse, on all routes. */
  @Property(tries = 60)
  void constantPiecesAreRectangles(
      @ForAll @DoubleRange(min = 0.01, max = 3000) double n,
      @ForAll @DoubleRange(min = 0.01, max = 8) double duration,
      @ForAll @DoubleRange(min = -3, max = 5) double place,
      @ForAll boolean dispersed) {
    LinearColumn plain = LinearColumn.of(2, dispersed ? n + 50 : n, 1.5);
    LinearColumn column =
        dispersed ? plain.withDispersion(900, BoundaryCondition.DANCKWERTS_OPEN) : plain;
    PiecewisePolynomialInlet pieces =
        new PiecewisePolynomialInlet(
            new double[] {0, duration / 3, duration}, new double[][] {{1, 0, 0, 0}, {1, 0, 0, 0}});
    double t = Math.max(0.1, column.cumulants()[0] + place * Math.sqrt(column.cumulants()[1]));
    assertEquals(column.pulse(duration, t)[0], column.outlet(pieces, t)[0], 2e-13);
  }

  /** Laws 3 and 4: area and moments of the curve are those of inlet and column. */
  @Property(tries = 60)
  void areaAndMoments(
      @ForAll @DoubleRange(min = 0, max = 2000) double n,
      @ForAll @DoubleRange(min = -1, max = 1) double logScale,
      @ForAll @IntRange(min = 1, max = 6) int kind,
      @ForAll boolean dispersed) {
    LinearColumn plain = LinearColumn.of(5, n + 60, 2);
    LinearColumn column =
        dispersed ? plain.withDispersion(2000, BoundaryCondition.DIRICHLET_OPEN) : plain;
    double sigma = Math.sqrt(column.cumulants()[1]);
    InletProfile inlet = profile(kind, sigma * StrictMath.pow(10, logScale) / 3);
    double[] own = column.cumulants();
    double[] from = inlet.cumulants();
    double mean = own[0] + from[0];
    double spread = Math.sqrt(own[1] + from[1]);
    double[] t = new double[1501];
    double begin = Math.max(0, mean - 12 * spread);
    double end = mean + 45 * spread;
    Arrays.setAll(t, i -> begin + (end - begin) * i / (t.length - 1));
    double step = t[1] - t[0];
    double[] c = column.outlet(inlet, t);
    double[] moments = new double[4];
    for (int i = 0; i < t.length; i++) {
      double d = t[i] - mean;
      double power = c[i] * step;
      for (int m = 0; m < 4; m++) {
        moments[m] += power;
        power *= d;
      }
    }
    assertRelative(inlet.mass(), moments[0], 1e-9);
    assertEquals(0, moments[1] / moments[0], 1e-8 * spread);
    assertRelative(own[1] + from[1], moments[2] / moments[0], 1e-8);
    double third = own[2] + from[2];
    assertEquals(third, moments[3] / moments[0], 1e-7 * spread * spread * spread);
  }

  /** Transform at 0 is the area, its derivatives the moments; means of cells keep the area. */
  @Property(tries = 60)
  void profilesAgreeWithThemselves(
      @ForAll @DoubleRange(min = 0.01, max = 50) double scale,
      @ForAll @IntRange(min = 0, max = 6) int kind) {
    InletProfile inlet = profile(kind, scale);
    assertRelative(inlet.mass(), inlet.transform().at(Complex.ZERO).re(), 1e-13);
    double[] cumulants = inlet.cumulants();
    // ln of the transform at ±ih: odd and even cumulants. The next ones, which are left out, are
    // large for a long tail of little area: h^4 of 8e-11 keeps them below the tolerance.
    double h = 3e-3 / Math.sqrt(cumulants[1]);
    Complex log =
        inlet
            .transform()
            .at(Complex.of(0, h))
            .times(1 / inlet.mass())
            .times(Complex.of(0, h * cumulants[0]).exp())
            .log();
    double h2 = h * h;
    assertRelative(cumulants[1] * h2 / 2 - cumulants[3] * h2 * h2 / 24, -log.re(), 1e-7);
    assertEquals(cumulants[2] * h2 * h / 6, log.im(), 1e-8);
    double[] edges = new double[400];
    Arrays.setAll(edges, i -> -scale + 0.25 * scale * i);
    double[] means = inlet.cellAverages(edges);
    double area = 0;
    for (double mean : means) {
      area += mean * 0.25 * scale;
    }
    assertRelative(inlet.mass(), area, 1e-12);
    GaussLegendre rule = GaussLegendre.of(30);
    assertEquals(
        rule.integrate(inlet::value, edges[8], edges[9]) / (0.25 * scale), means[8], 1e-13 * 30);
    assertEquals(inlet.mass(), inlet.cumulative(100 * scale), 1e-12 * inlet.mass());
    double half = inlet.pieces()[inlet.pieces().length - 1];
    assertEquals(0, inlet.value(half + scale), 1e-15);
  }

  /** Law 2 for profiles: a later inlet gives a later outlet. */
  @Property(tries = 40)
  void shifted(@ForAll @DoubleRange(min = 0, max = 40) double delay) {
    LinearColumn column = LinearColumn.of(3, 80, 4);
    double[] t = {20, 23, 26};
    double[] later = {20 + delay, 23 + delay, 26 + delay};
    assertArrayEquals(
        column.outlet(PiecewisePolynomialInlet.triangle(0, 1, 3, 1), t),
        column.outlet(PiecewisePolynomialInlet.triangle(delay, delay + 1, delay + 3, 1), later),
        1e-13);
  }

  /** A short profile of any shape gives the density. */
  @Test
  void shortProfilesAreImpulses() {
    LinearColumn plain = LinearColumn.of(60, 6000, 64);
    for (LinearColumn column :
        new LinearColumn[] {
          plain, plain.withDispersion(1e5, BoundaryCondition.DANCKWERTS_CLOSED)
        }) {
      double density = column.outlet(new DiracPulse(1), 153)[0];
      assertRelative(density, column.outlet(new GaussianPulse(1, 0, 1e-7), 153)[0], 1e-11);
      InletProfile triangle = PiecewisePolynomialInlet.triangle(-1e-7, 0, 1e-7, 1e7);
      assertRelative(density, column.outlet(triangle, 153)[0], 1e-11);
    }
  }

  /** Law 5: another unit of time. */
  @Property(tries = 60)
  void scaling(
      @ForAll @DoubleRange(min = -4, max = 4) double logUnit,
      @ForAll @IntRange(min = 0, max = 6) int kind,
      @ForAll @DoubleRange(min = 0.1, max = 900) double n) {
    double unit = StrictMath.pow(10, logUnit);
    double t = 2 + n / 3 + 1;
    double here = LinearColumn.of(2, n, 3).outlet(profile(kind, 0.4), t)[0];
    // Areas scale with the unit where profiles are given by their area.
    InletProfile scaled = profile(kind, 0.4 * unit);
    if (kind == 1 || kind == 3) {
      here /= unit;
    } else if (kind == 6) {
      here = LinearColumn.of(2, n, 3).outlet(new RectangularPulse(1, 0.8), t)[0];
      here += LinearColumn.of(2, n, 3).outlet(new GaussianPulse(1, 4.8, 0.4), t)[0] / unit;
    }
    LinearColumn other = LinearColumn.of(2 * unit, n, 3 / unit);
    assertEquals(here, other.outlet(scaled, t * unit)[0], 1e-11 * Math.max(here, 1));
  }

  /** Law 6: columns in series. */
  @Property(tries = 60)
  void columnsInSeries(
      @ForAll @DoubleRange(min = 0.5, max = 150) double first,
      @ForAll @DoubleRange(min = 0.5, max = 150) double second,
      @ForAll @DoubleRange(min = -3, max = 3) double place) {
    LinearColumn a = LinearColumn.of(1, first, 2);
    LinearColumn b = LinearColumn.of(2, second, 2);
    LinearColumn both = LinearColumn.of(3, first + second, 2);
    Complex s = Complex.of(0.3, place);
    Complex product = a.transferFunction().at(s).times(b.transferFunction().at(s));
    Complex whole = both.transferFunction().at(s);
    assertEquals(0, product.minus(whole).abs(), 1e-14 * whole.abs() * (first + second + 10));
    double theta = Math.max(0.3, (first + second) / 2 + place * Math.sqrt((first + second) / 2));
    double sum = 0;
    GaussLegendre rule = GaussLegendre.of(30);
    for (int j = 0; j < 12; j++) {
      sum +=
          rule.integrate(
              v -> a.adsorbedTimeDensity(v) * b.adsorbedTimeDensity(theta - v),
              j * theta / 12,
              (j + 1) * theta / 12);
    }
    sum += Math.exp(-first) * b.adsorbedTimeDensity(theta);
    sum += Math.exp(-second) * a.adsorbedTimeDensity(theta);
    assertEquals(both.adsorbedTimeDensity(theta), sum, 1e-12);
  }

  /** A cubic inlet of the full solver, by its exact means. */
  @Test
  void fullSolution() {
    LinearColumn column = LinearColumn.of(4, 20, 2);
    InletProfile inlet = new GaussianPulse(2, 4, 0.5);
    double[] ends = new double[200];
    Arrays.setAll(ends, j -> 0.05 * (j + 1));
    ColumnRun run =
        LagrangianShiftSolver.of(LangmuirSystem.linear(column, 1), 800)
            .solve(LangmuirSystem.Inlet.averages(ends, inlet), 40);
    double worst = 0;
    double[] exact = column.outlet(inlet, run.times());
    for (int i = 0; i < run.times().length; i++) {
      worst = Math.max(worst, Math.abs(exact[i] - run.concentrations()[0][i]));
    }
    assertEquals(0, worst, 2e-4);
    double[] pulse = {1, 2};
    assertEquals(
        2, LangmuirSystem.Inlet.averages(pulse, new DiracPulse(2)).concentrations()[0][0], 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> LangmuirSystem.Inlet.averages(new double[] {1, 4}, inlet));
  }

  @Test
  void withoutAdsorption() {
    LinearColumn tube = LinearColumn.of(5, 0, 1);
    assertEquals(TRIANGLE.value(1.75), tube.outlet(TRIANGLE, 6.75)[0], 1e-15);
    assertThrows(IllPosedProblemException.class, () -> tube.density(5));
    LinearColumn fast = LinearColumn.instantEquilibrium(5, 1.5);
    assertEquals(TRIANGLE.value(0.5), fast.outlet(TRIANGLE, 13)[0], 1e-14);
    // Many transfer units of fast kinetics come near it, with dispersion.
    LinearColumn limit = fast.withDispersion(300, BoundaryCondition.DANCKWERTS_CLOSED);
    LinearColumn near =
        LinearColumn.ofRetention(5, 1.5, 3e7)
            .withDispersion(300, BoundaryCondition.DANCKWERTS_CLOSED);
    for (double t : new double[] {10.5, 12.5, 13.5}) {
      assertRelative(limit.outlet(TRIANGLE, t)[0], near.outlet(TRIANGLE, t)[0], 2e-5);
    }
  }

  @Test
  void cumulantsOfAnyOrder() {
    double[] cumulants = LinearColumn.of(60, 6000, 64).cumulants(8);
    double factorial = 1;
    for (int j = 1; j <= 8; j++) {
      factorial *= j;
      double exact = factorial * 6000 / StrictMath.pow(64, j) + (j == 1 ? 60 : 0);
      assertRelative(exact, cumulants[j - 1], 1e-14);
    }
    // A stirred tank, (j - 1)! of the unit, is the limit of complete mixing.
    double[] tank =
        LinearColumn.of(1, 0, 1)
            .withDispersion(1e-9, BoundaryCondition.DANCKWERTS_CLOSED)
            .cumulants(6);
    assertArrayEquals(new double[] {1, 1, 2, 6, 24, 120}, tank, 1e-5);
    // ln G = Pe/2 (1 - √(1 + 4g/Pe)): an inverse Gaussian law, (2j - 3)!! (2/Pe)^(j-1).
    double[] dirichlet =
        LinearColumn.of(1, 0, 1).withDispersion(40, BoundaryCondition.DIRICHLET_OPEN).cumulants(6);
    double product = 1;
    for (int j = 1; j <= 6; j++) {
      assertRelative(product, dirichlet[j - 1], 1e-13);
      product *= (2 * j - 1) * 2 / 40.0;
    }
    LinearColumn column = LinearColumn.of(1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> column.cumulants(0));
    assertThrows(IllegalArgumentException.class, () -> column.cumulants(21));
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> new StepInlet(Double.NaN));
    String zero =
        assertThrows(IllegalArgumentException.class, () -> new RectangularPulse(1, 0)).getMessage();
    assertTrue(zero.contains("DiracPulse"), zero);
    assertThrows(IllegalArgumentException.class, () -> new RectangularPulse(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new DiracPulse(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> new GaussianPulse(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ExponentialDecayPulse(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new ModifiedGaussianPulse(1, 0, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> PiecewisePolynomialInlet.triangle(0, 0, 1, 1));
    double[] two = {0, 1};
    assertThrows(
        IllegalArgumentException.class,
        () -> PiecewisePolynomialInlet.table(two, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> PiecewisePolynomialInlet.table(new double[] {0}, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> PiecewisePolynomialInlet.table(two, new double[] {1, Double.NaN}));
    assertThrows(IllegalArgumentException.class, () -> new StepInlet(1).cumulants());
    assertThrows(IllegalArgumentException.class, () -> new DiracPulse(-1).cumulants());
    assertThrows(IllegalArgumentException.class, () -> TRIANGLE.cellAverages(1));
    assertThrows(IllegalArgumentException.class, () -> TRIANGLE.cellAverages(1, 1));
    assertThrows(IllegalArgumentException.class, SumInlet::of);
    String none =
        assertThrows(NoRetentionException.class, () -> LinearColumn.of(1, 1, 0)).getMessage();
    assertTrue(none.contains("bohartAdams"), none);
    assertThrows(IllegalArgumentException.class, () -> LinearColumn.of(1, 1, 1).outlet(TRIANGLE));
  }
}
