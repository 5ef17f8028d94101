package dev.hadamard.laplace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaplaceInverterTest {
  private static final LaplaceTransform DIFFUSION = s -> s.sqrt().negate().exp().dividedBy(s);

  /** Smooth functions that every method suits, with what it should reach on them. */
  private static final Set<String> SMOOTH =
      Set.of("one", "exp_decay", "texp", "diffusion_step", "erfcx", "mittag_half", "log");

  private static final Map<String, Double> ACCURACY =
      Map.ofEntries(
          Map.entry("auto", 1e-12),
          Map.entry("fixed-talbot", 1e-12),
          Map.entry("modified-talbot", 3e-13),
          Map.entry("parabola", 1e-12),
          Map.entry("hyperbola", 1e-12),
          Map.entry("shared-hyperbola", 1e-11),
          Map.entry("euler", 1e-10),
          Map.entry("cohen", 1e-10),
          Map.entry("de-hoog", 5e-13),
          Map.entry("shared-de-hoog", 3e-11),
          Map.entry("durbin-crump", 3e-12),
          Map.entry("bromwich", 1e-13),
          Map.entry("gaver-stehfest", 1e-4),
          Map.entry("gaver-wynn-rho", 2e-5),
          Map.entry("post-widder", 1e-7),
          Map.entry("cme", 5e-3));

  /** Accelerated, searched or rational: linear to their accuracy only. */
  private static final Set<String> NOT_LINEAR =
      Set.of(
          "auto",
          "de-hoog",
          "shared-de-hoog",
          "durbin-crump",
          "bromwich",
          "gaver-wynn-rho",
          "weeks");

  static List<ReferenceTable.Row> pairs() {
    return ReferenceTable.read("chromatography/laplace_pairs.csv");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theEstimateIsNeverExceeded(ReferenceTable.Row row) {
    KnownTransform known = KnownTransform.named(row.text("id"));
    assertEquals(known.formula(), row.text("F"));
    double f = row.number("f");
    InversionResult result =
        AutoInverter.of()
            .withTolerance(Double.POSITIVE_INFINITY)
            .invert(known.transform(), row.number("t"), known.options());
    double error = Math.abs(result.value() - f);
    assertTrue(error <= result.errorEstimate(), result + " is off by " + error);
    if (SMOOTH.contains(known.name())) {
      assertTrue(result.errorEstimate() < 1e-11 * (1 + Math.abs(f)), result.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyMethodIsAccurateWhereItSuits(ReferenceTable.Row row) {
    KnownTransform known = KnownTransform.named(row.text("id"));
    if (!SMOOTH.contains(known.name())) {
      return;
    }
    double f = row.number("f");
    for (String method : ACCURACY.keySet()) {
      InversionResult result =
          LaplaceInverter.named(method).invert(known.transform(), row.number("t"), known.options());
      assertEquals(f, result.value(), ACCURACY.get(method) * (1 + Math.abs(f)), method);
      assertTrue(result.evaluations() > 0);
    }
  }

  /** No order over- or undershoots a step. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 10, 15, 20, 25})
  void concentratedExponentialsStayInRange(int order) {
    LaplaceInverter cme = LaplaceInverter.concentratedMatrixExponential(order);
    double previous = 0;
    for (double t = 0.5; t < 2; t += 0.01) {
      double value = cme.invert(s -> s.negate().exp().dividedBy(s), t).value();
      assertTrue(value >= previous - 1e-10 && value <= 1 + 1e-10, "t=" + t + " " + value);
      previous = value;
    }
  }

  /** Sums that cancel included. */
  @Property(tries = 50)
  void linearity(
      @ForAll @DoubleRange(min = 0.1, max = 20) double t,
      @ForAll @DoubleRange(min = -3, max = 3) double c) {
    for (String name : LaplaceInverter.names()) {
      LaplaceInverter method = LaplaceInverter.named(name);
      if (NOT_LINEAR.contains(name)) {
        continue; // Below.
      }
      double first = method.invert(DIFFUSION, t).value();
      double second = method.invert(s -> s.plus(1).reciprocal(), t).value();
      double both =
          method.invert(s -> DIFFUSION.at(s).plus(s.plus(1).reciprocal().times(c)), t).value();
      assertEquals(first + c * second, both, ACCURACY.get(name), name);
    }
    double closed = SpecialFunctions.erfc(0.5 / Math.sqrt(t)) + c * Elementary.exp(-t);
    for (String name : List.of("auto", "de-hoog", "durbin-crump", "bromwich")) {
      double both =
          LaplaceInverter.named(name)
              .invert(s -> DIFFUSION.at(s).plus(s.plus(1).reciprocal().times(c)), t)
              .value();
      assertEquals(closed, both, 2e-11, name);
    }
  }

  @Property(tries = 50)
  void scalingOfTime(
      @ForAll @DoubleRange(min = 0.1, max = 20) double t,
      @ForAll @DoubleRange(min = 0.01, max = 100) double a) {
    for (String name : ACCURACY.keySet()) {
      LaplaceInverter method = LaplaceInverter.named(name);
      InversionResult plain = method.invert(DIFFUSION, a * t);
      InversionResult scaled = method.invert(s -> DIFFUSION.at(s.times(1 / a)).times(1 / a), t);
      // Rounding of F, amplified by the weights; searches and extrapolations on top of it.
      double tolerance =
          switch (name) {
            case "gaver-stehfest", "post-widder" -> 1e-7;
            // Its extrapolation divides by differences that rounding dominates at times: then what
            // it says of its errors.
            case "gaver-wynn-rho" -> 1e-4 + plain.errorEstimate() + scaled.errorEstimate();
            case "euler", "cohen", "shared-de-hoog" -> 1e-10;
            default -> 1e-11;
          };
      assertEquals(plain.value(), scaled.value(), tolerance, name);
    }
  }

  @Property(tries = 30)
  void shiftAndDelay(
      @ForAll @DoubleRange(min = 0.2, max = 5) double t,
      @ForAll @DoubleRange(min = -2, max = 2) double abscissa) {
    LaplaceTransform f = s -> DIFFUSION.at(s.minus(Complex.of(abscissa, 0)));
    double closed = Elementary.exp(abscissa * t) * SpecialFunctions.erfc(0.5 / Math.sqrt(t));
    InversionOptions options = InversionOptions.DEFAULT.withSingularityAbscissa(abscissa);
    InversionResult result = AutoInverter.of().invert(f, t, options);
    assertEquals(closed, result.value(), 1e-11 * (1 + closed));
    InversionOptions delayed = options.withDelay(3);
    LaplaceTransform late = s -> f.at(s).times(s.times(-3).exp());
    assertEquals(
        closed, AutoInverter.of().invert(late, t + 3, delayed).value(), 1e-10 * (1 + closed));
    assertEquals(0, AutoInverter.of().invert(late, 2.9, delayed).value());
  }

  /** A delay known to the transform moves the result of every method, and is 0 before. */
  @Property(tries = 20)
  void delayOfEveryMethod(
      @ForAll @DoubleRange(min = 0.2, max = 5) double t,
      @ForAll @DoubleRange(min = 0.1, max = 8) double delay) {
    for (String name : ACCURACY.keySet()) {
      LaplaceInverter method = LaplaceInverter.named(name);
      double plain = method.invert(DIFFUSION, t).value();
      double late = method.invert(DIFFUSION.delayed(delay), t + delay).value();
      // t + delay - delay is rounded, and weights amplify that.
      double tolerance = name.startsWith("gaver") || name.equals("post-widder") ? 1e-4 : 1e-9;
      assertEquals(plain, late, tolerance, name);
      assertEquals(0, method.invert(DIFFUSION.delayed(delay), delay / 2).value(), name);
    }
  }

  /** f(∞) = lim s F(s) for s to 0, and f(0) = lim s F(s) for s to ∞. */
  @Property(tries = 30)
  void finalAndInitialValue(
      @ForAll @DoubleRange(min = 0.1, max = 3) double last,
      @ForAll @DoubleRange(min = 0.1, max = 10) double rate) {
    LaplaceTransform f = s -> s.reciprocal().times(last).plus(s.plus(rate).reciprocal());
    Complex small = Complex.of(1e-13, 0);
    Complex large = Complex.of(1e13, 0);
    for (String name : ACCURACY.keySet()) {
      LaplaceInverter method = LaplaceInverter.named(name);
      double tolerance = Math.max(2e-9, ACCURACY.get(name)) * (1 + Math.abs(last));
      assertEquals(
          small.times(f.at(small)).re(), method.invert(f, 60 / rate).value(), tolerance, name);
      assertEquals(
          large.times(f.at(large)).re(), method.invert(f, 1e-9 / rate).value(), tolerance, name);
    }
  }

  /** With the declared delay taken out, magnitudes come back whose digits had underflown. */
  @Test
  void aLongDelayIsNoGrowth() {
    double t = 1.26;
    InversionOptions delayed = InversionOptions.DEFAULT.withDelay(3);
    LaplaceTransform late = s -> DIFFUSION.at(s).times(s.times(-3).exp());
    assertEquals(
        SpecialFunctions.erfc(0.5 / Math.sqrt(t)),
        AutoInverter.of().invert(late, t + 3, delayed).value(),
        1e-11);
  }

  /** A square wave near its jump cannot be had to a tolerance. */
  @Test
  void aJumpIsRefused() {
    KnownTransform wave = KnownTransform.named("square_wave");
    ConvergenceException refusal =
        assertThrows(
            ConvergenceException.class,
            () -> AutoInverter.of().invert(wave.transform(), 55.5, wave.options()));
    assertTrue(refusal.achievedError() > 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN", "Infinity"})
  void badTimes(double t) {
    for (String name : LaplaceInverter.names()) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> LaplaceInverter.named(name).invert(DIFFUSION, t))
              .getMessage();
      assertTrue(message.contains("t is " + t), message);
    }
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.named("talbot"));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.fixedTalbot(41));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.modifiedTalbot(31));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.hyperbola(2));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.euler(0));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.gaverStehfest(15));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.deHoog(61));
    assertThrows(
        IllegalArgumentException.class, () -> LaplaceInverter.concentratedMatrixExponential(4));
    assertThrows(IllegalArgumentException.class, () -> new InversionOptions(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new InversionOptions(0, -1));
    assertThrows(IllegalArgumentException.class, () -> AutoInverter.of().withTolerance(0));
    assertThrows(IllegalArgumentException.class, () -> KnownTransform.named("two"));
    LaplaceTransform broken = s -> Complex.of(Double.NaN, 0);
    for (String name : LaplaceInverter.names()) {
      assertThrows(
          IllPosedProblemException.class,
          () -> LaplaceInverter.named(name).invert(broken, 1),
          name);
    }
  }

  @Test
  void theExampleOfThePackage() {
    InversionResult result = AutoInverter.of().invert(DIFFUSION, 0.9);
    assertEquals(0.4560565, result.value(), 5e-8);
    assertTrue(result.errorEstimate() < 1e-11);
  }

  /** The gamma density of shape 50: exact moments and values. */
  @Test
  void aWindowedDensity() {
    WindowedFourier gamma =
        WindowedFourier.of(
            s -> s.plus(1).log().times(-50).exp(), a -> -50 * Elementary.log1p(a), 1, 50);
    double peak = 0;
    for (double t = 1; t < 150; t += 0.5) {
      double exact = Elementary.exp(49 * Elementary.log(t) - t - SpecialFunctions.logGamma(50));
      assertEquals(exact, gamma.density(t), 1e-14);
      peak = Math.max(peak, exact);
    }
    assertTrue(gamma.errorEstimate() < 1e-14 && gamma.terms() < 400, "" + gamma.terms());
    assertEquals(0, gamma.cumulative(0));
    assertEquals(1, gamma.cumulative(400));
    assertEquals(0.5188083154720418, gamma.cumulative(50), 1e-14);
    assertThrows(
        ConvergenceException.class, () -> WindowedFourier.of(s -> s.negate().exp(), a -> -a, 1, 1));
  }

  /**
   * Exactly 0 outside the window, and inside not below 0 by more than 1e-13 of the peak and the
   * rounding of the transform, whose exponent is as large as the shape.
   */
  @Property(tries = 40)
  void windowsOfDensities(
      @ForAll @DoubleRange(min = 30, max = 3000) double shape,
      @ForAll @DoubleRange(min = 0.1, max = 10) double rate) {
    WindowedFourier gamma =
        WindowedFourier.of(
            s -> s.times(1 / rate).plus(1).log().times(-shape).exp(),
            a -> -shape * Elementary.log1p(a / rate),
            rate,
            shape / rate);
    double width = gamma.upper() - gamma.lower();
    double peak = gamma.density(shape / rate);
    assertTrue(peak > 0 && gamma.lower() < shape / rate && gamma.upper() > shape / rate);
    for (int i = 1; i <= 20; i++) {
      assertEquals(0, gamma.density(gamma.lower() - 1e-9 * i * width));
      assertEquals(0, gamma.density(gamma.upper() + 1e-9 * i * width));
      assertEquals(0, gamma.cumulative(gamma.lower() - i * width));
      assertEquals(1, gamma.cumulative(gamma.upper() + i * width));
      double rounding = 1e-13 + 8 * shape * 0x1p-53;
      assertTrue(gamma.density(gamma.lower() + i * width / 21) >= -rounding * peak);
    }
  }

  static List<LaplaceTransform> growing() {
    return List.of(
        s -> s.minus(Complex.of(1, 0)).reciprocal(),
        s -> s.minus(Complex.of(1, 0)).times(s.minus(Complex.of(1, 0))).reciprocal(),
        s -> s.minus(Complex.of(1, 0)).times(s.minus(Complex.of(1, 0))).plus(4).reciprocal(),
        s -> s.minus(Complex.of(1, 0)).sqrt().reciprocal(),
        s -> s.minus(Complex.of(1, 0)).reciprocal().plus(s.reciprocal().times(100)));
  }

  /** Growth that nobody declared is refused, and right where it is declared. */
  @ParameterizedTest
  @MethodSource("growing")
  void undeclaredGrowthIsNeverSilentlyWrong(LaplaceTransform f) {
    for (double t : new double[] {0.5, 3, 9, 12, 14, 20, 50, 120, 300, 2000, 1e5}) {
      InversionResult declared = null;
      if (t < 600) {
        declared =
            AutoInverter.of()
                .withTolerance(Double.POSITIVE_INFINITY)
                .invert(f, t, InversionOptions.DEFAULT.withSingularityAbscissa(1));
      }
      try {
        InversionResult found = AutoInverter.of().invert(f, t);
        assertTrue(t < 20, "t = " + t + ": " + found);
        assertEquals(
            declared.value(),
            found.value(),
            found.errorEstimate() + declared.errorEstimate(),
            "t = " + t);
      } catch (IllPosedProblemException | ConvergenceException refused) {
        assertTrue(t > 5, "t = " + t + " " + refused.getMessage());
      }
    }
  }
}
