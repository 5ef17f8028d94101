package dev.hadamard.laplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.quadrature.GaussKronrod;
import dev.hadamard.testing.ReferenceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single methods: honest estimates, whole curves, options. */
class InverterFamilyTest {
  private static final LaplaceTransform DIFFUSION = s -> s.sqrt().negate().exp().dividedBy(s);
  private static final LaplaceTransform DECAY = s -> s.plus(1).reciprocal();

  /**
   * What a method can overlook together with its own check: singularities far from the real axis,
   * jumps, and fronts so steep that F overflows or cancels. There AutoInverter is for.
   */
  private static final Set<String> OVERLOOKED =
      Set.of(
          "cos",
          "sin",
          "tsin",
          "damped",
          "fastosc",
          "sinc",
          "bessel_j0",
          "bessel_j0sqrt",
          "cossqrt",
          "square_wave",
          "triangle_wave",
          "chrom_n500",
          "chrom_n10000");

  static List<String> singleMethods() {
    return LaplaceInverter.names().stream().filter(name -> !name.equals("auto")).toList();
  }

  private static List<ReferenceTable.Row> pairs() {
    return ReferenceTable.read("chromatography/laplace_pairs.csv");
  }

  /** On the other 23 pairs the estimate of every single method holds. */
  @ParameterizedTest
  @MethodSource("singleMethods")
  void theEstimateOfASingleMethodIsHonest(String name) {
    LaplaceInverter method = LaplaceInverter.named(name);
    List<String> exceeded = new ArrayList<>();
    int tried = 0;
    for (ReferenceTable.Row row : pairs()) {
      KnownTransform known = KnownTransform.named(row.text("id"));
      if (OVERLOOKED.contains(known.name())) {
        continue;
      }
      double f = row.number("f");
      InversionResult result;
      try {
        result = method.invert(known.transform(), row.number("t"), known.options());
      } catch (IllPosedProblemException | ConvergenceException refused) {
        continue; // Not silent.
      }
      tried++;
      double error = Math.abs(result.value() - f);
      // The two logarithms of logratio cancel: F itself has an error of 1e-14 at s = 500.
      double given = known.name().equals("logratio") ? 5e-13 : 0;
      if (error > result.errorEstimate() + given + 0x1p-52 * Math.abs(f)) {
        exceeded.add(row + ": " + result + " is off by " + error);
      }
    }
    assertEquals(List.of(), exceeded);
    assertTrue(tried > 140, name + " refused too often: " + tried);
  }

  /**
   * Slow convergence, as from poles near the contour, does not hide between settings: e^(-t)
   * cos(wt) with w t up to nodes/6, beyond which contours overlook it.
   */
  @Property(tries = 200)
  void polesNearTheContour(
      @ForAll @DoubleRange(min = 0.5, max = 9) double frequency,
      @ForAll @DoubleRange(min = 0.5, max = 3) double t) {
    LaplaceTransform f =
        s -> {
          Complex shifted = s.plus(1);
          return shifted.dividedBy(shifted.times(shifted).plus(frequency * frequency));
        };
    double exact = StrictMath.exp(-t) * StrictMath.cos(frequency * t);
    for (String name : List.of("fixed-talbot", "modified-talbot", "parabola", "hyperbola")) {
      for (int nodes : new int[] {12, 16, 20, 24, 28}) {
        if (frequency * t > nodes / 6.0) {
          continue;
        }
        InversionResult result = LaplaceInverter.named(name, nodes).invert(f, t);
        double error = Math.abs(result.value() - exact);
        assertTrue(
            error <= result.errorEstimate() + 1e-15,
            result + " for w = " + frequency + ", t = " + t + " is off by " + error);
      }
    }
  }

  /** One evaluation set for all times, with the accuracy of single times. */
  @ParameterizedTest
  @ValueSource(strings = {"shared-hyperbola", "shared-de-hoog", "durbin-crump", "weeks"})
  void curvesShareTheirEvaluations(String name) {
    LaplaceInverter method = LaplaceInverter.named(name);
    double[] times = {1.5, 0.9, 3, 0.6, 2.2, 4};
    InversionCurve curve = method.curve(DECAY, times, InversionOptions.DEFAULT);
    assertTrue(curve.evaluations() <= method.evaluations(), "" + curve.evaluations());
    for (int i = 0; i < times.length; i++) {
      double error = Math.abs(curve.values()[i] - StrictMath.exp(-times[i]));
      assertTrue(error < 1e-9, name + " t=" + times[i] + " " + error);
      assertTrue(error <= curve.errorEstimates()[i], name + " t=" + times[i] + " " + error);
    }
    assertArrayEquals(times, curve.times());
    assertTrue(curve.toString().contains("6 times"));
    InversionCurve late =
        method.curve(
            DECAY.delayed(1), new double[] {0.5, 2.2}, InversionOptions.DEFAULT.withDelay(1));
    assertEquals(0, late.values()[0]);
    assertEquals(StrictMath.exp(-1.2), late.values()[1], 1e-9);
    assertThrows(
        IllegalArgumentException.class,
        () -> method.curve(DECAY, new double[0], InversionOptions.DEFAULT));
    assertThrows(
        IllegalArgumentException.class,
        () -> method.curve(DECAY, new double[] {1, -1}, InversionOptions.DEFAULT));
  }

  /** Four decades need four contours. */
  @Test
  void sharedContoursOverDecades() {
    double[] times = new double[60];
    java.util.Arrays.setAll(times, i -> 0.01 * StrictMath.pow(10, i / 15.0));
    InversionCurve curve =
        LaplaceInverter.sharedHyperbola(24).curve(DIFFUSION, times, InversionOptions.DEFAULT);
    assertTrue(curve.evaluations() < 5 * 70, "" + curve.evaluations());
    for (int i = 0; i < times.length; i++) {
      double exact = SpecialFunctions.erfc(0.5 / Math.sqrt(times[i]));
      double error = Math.abs(curve.values()[i] - exact);
      assertTrue(error < 1e-9, "t=" + times[i] + " " + error);
      assertTrue(error <= curve.errorEstimates()[i], "t=" + times[i]);
    }
  }

  /** 32 Laguerre functions give e^(-t) to 1e-14; an expansion serves long times as well. */
  @Test
  void weeks() {
    for (double t : new double[] {0.1, 1, 3, 10}) {
      InversionResult result = LaplaceInverter.weeks(32).invert(DECAY, t);
      assertEquals(StrictMath.exp(-t), result.value(), 1e-13);
      assertTrue(result.errorEstimate() < 1e-11, result.toString());
    }
    // J0(t), for which contours need a branch-safe formula.
    InversionResult bessel =
        LaplaceInverter.weeks(64).invert(KnownTransform.named("bessel_j0").transform(), 5);
    assertEquals(-0.17759677131433830, bessel.value(), 1e-11);
  }

  /** The proven bound: |f| ≤ 1 and |F(a + iω)| ≤ ω^(-2) for f = t e^(-t). */
  @Property(tries = 30)
  void theBoundOfDurbinIsOne(
      @ForAll @DoubleRange(min = 0.1, max = 10) double t,
      @ForAll @DoubleRange(min = 0.6, max = 6) double periodFactor) {
    DurbinCrump durbin =
        DurbinCrump.of(100)
            .withoutAcceleration(4000)
            .withPeriodFactor(periodFactor)
            .withBound(StrictMath.exp(-1), 1, 2);
    InversionResult result = durbin.invert(s -> s.plus(1).times(s.plus(1)).reciprocal(), t);
    double error = Math.abs(result.value() - t * StrictMath.exp(-t));
    assertTrue(error <= result.errorEstimate(), result + " is off by " + error);
    // A bound that says something, where the line is near enough: e^(at) = 1800 for 2.
    assertTrue(periodFactor < 2 || result.errorEstimate() < 5, result.toString());
  }

  /** A jump taken out leaves a smooth remainder: f = 2 from t = 1 on plus e^(-t). */
  @Test
  void bromwichTakesOutJumps() {
    LaplaceTransform f = s -> s.negate().exp().times(2).dividedBy(s).plus(DECAY.at(s));
    BromwichQuadrature plain = BromwichQuadrature.of(100);
    for (double t : new double[] {0.3, 0.97, 1.02, 4}) {
      double exact = (t > 1 ? 2 : 0) + StrictMath.exp(-t);
      InversionResult with = plain.withJump(1, 2).invert(f, t);
      assertEquals(exact, with.value(), 1e-12);
      assertTrue(Math.abs(with.value() - exact) <= with.errorEstimate());
    }
    InversionResult near = plain.invert(f, 0.97);
    assertTrue(Math.abs(near.value() - StrictMath.exp(-0.97)) > 1e-6, "the jump matters");
    for (GaussKronrod.Rule rule : GaussKronrod.Rule.values()) {
      assertEquals(
          SpecialFunctions.erfc(0.5), plain.withRule(rule).invert(DIFFUSION, 1).value(), 1e-13);
    }
  }

  /** The paper's route at the front of a real column, where contours give 1e50. */
  @Test
  void bromwichAtTheFrontOfAColumn() {
    for (ReferenceTable.Row row : pairs()) {
      if (row.text("id").startsWith("chrom")) {
        KnownTransform known = KnownTransform.named(row.text("id"));
        double t = row.number("t");
        double n = Double.parseDouble(row.text("id").substring("chrom_n".length()));
        // e^(-n) of the step arrives at once.
        InversionResult result =
            BromwichQuadrature.of(400).withJump(0, StrictMath.exp(-n)).invert(known.transform(), t);
        assertEquals(row.number("f"), result.value(), n > 1000 ? 3e-12 : 1e-12, row.toString());
      }
    }
  }

  /** Undeclared delays blow up on contours: they are seen and refused; declared ones are right. */
  @Property(tries = 60)
  void delaysAreSeen(
      @ForAll @DoubleRange(min = 0.05, max = 5) double delay,
      @ForAll @DoubleRange(min = 0.1, max = 10) double t) {
    for (LaplaceTransform f : List.of(DECAY, LaplaceTransform.ofArrays(InverterFamilyTest::step))) {
      LaplaceTransform late = s -> f.at(s).times(s.times(-delay).exp());
      assertEquals(delay, late.estimateDelay(delay + t), 2e-3 * delay);
      assertEquals(0, f.estimateDelay(t));
      for (String name :
          List.of("fixed-talbot", "modified-talbot", "parabola", "hyperbola", "shared-hyperbola")) {
        LaplaceInverter method = LaplaceInverter.named(name);
        IllPosedProblemException refused =
            assertThrows(
                IllPosedProblemException.class, () -> method.invert(late, delay + t), name);
        assertTrue(refused.getMessage().contains("e^(-s t0)"), refused.getMessage());
        double exact = f.equals(DECAY) ? StrictMath.exp(-t) : 1;
        InversionOptions declared = InversionOptions.DEFAULT.withDelay(delay);
        LaplaceTransform known = f.delayed(delay / 3).delayed(delay - delay / 3);
        assertEquals(exact, method.invert(known, delay + t).value(), 1e-8, name);
        assertEquals(exact, method.invert(known, delay + t, declared).value(), 1e-8, name);
        if (t > delay / 2) {
          // Otherwise e^(s delay) leaves the doubles.
          assertEquals(exact, method.invert(late, delay + t, declared).value(), 1e-8, name);
        }
      }
    }
  }

  private static void step(double[] sRe, double[] sIm, double[] fRe, double[] fIm, int count) {
    for (int i = 0; i < count; i++) {
      double square = sRe[i] * sRe[i] + sIm[i] * sIm[i];
      fRe[i] = sRe[i] / square;
      fIm[i] = -sIm[i] / square;
    }
  }

  /** No delay in any of the known transforms but the two that are delayed. */
  @Test
  void noFalseDelays() {
    for (KnownTransform known : KnownTransform.all()) {
      for (double t : new double[] {0.05, 1, 20}) {
        double found = known.transform().shifted(1).estimateDelay(t);
        if (known.options().delay() > 0) {
          assertEquals(1, found, 2e-3, known.name());
        } else {
          assertEquals(0, found, known.name() + " t=" + t);
        }
      }
    }
  }

  /** f = e^(-x) erfc(1/(2√y)) and the sine of a sum, by nested sums. */
  @Property(tries = 20)
  void twoDimensions(
      @ForAll @DoubleRange(min = 0.2, max = 5) double x,
      @ForAll @DoubleRange(min = 0.2, max = 5) double y) {
    TwoDimensionalInverter talbot = TwoDimensionalInverter.of(LaplaceInverter.modifiedTalbot(24));
    InversionResult product = talbot.invert((p, q) -> DECAY.at(p).times(DIFFUSION.at(q)), x, y);
    double exact = StrictMath.exp(-x) * SpecialFunctions.erfc(0.5 / Math.sqrt(y));
    double error = Math.abs(product.value() - exact);
    assertTrue(error <= product.errorEstimate() && error < 1e-10, product + " off by " + error);
    // (p + q)/((p² + 1)(q² + 1)), which is no product.
    TwoDimensionalInverter euler = TwoDimensionalInverter.of(LaplaceInverter.euler(12));
    InversionResult sine =
        euler.invert(
            (p, q) -> p.plus(q).dividedBy(p.times(p).plus(1).times(q.times(q).plus(1))), x, y);
    double off = Math.abs(sine.value() - StrictMath.sin(x + y));
    assertTrue(off <= sine.errorEstimate() && off < 1e-5, sine + " off by " + off);
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.parabola(33));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.sharedHyperbola(7));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.sharedDeHoog(3, 2));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.sharedDeHoog(40, 0.5));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.cohen(30));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.postWidder(2));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.gaverWynnRho(11));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.weeks(4));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.bromwich(3));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.durbinCrump(4000));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.named("auto", 3));
    assertThrows(IllegalArgumentException.class, () -> LaplaceInverter.named("euler", -1));
    DurbinCrump durbin = DurbinCrump.of(60);
    assertThrows(IllegalArgumentException.class, () -> durbin.withPeriodFactor(0.5));
    assertThrows(IllegalArgumentException.class, () -> durbin.withoutAcceleration(1));
    assertThrows(IllegalArgumentException.class, () -> durbin.withBound(0, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> durbin.withBound(1, -1, 2));
    assertThrows(IllegalArgumentException.class, () -> durbin.withBound(1, 1, 1));
    BromwichQuadrature bromwich = BromwichQuadrature.of(100);
    assertThrows(IllegalArgumentException.class, () -> bromwich.withJump(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> bromwich.withJump(1, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> TwoDimensionalInverter.of(LaplaceInverter.auto()));
    TwoDimensionalInverter plane = TwoDimensionalInverter.of(LaplaceInverter.euler(8));
    assertThrows(IllegalArgumentException.class, () -> plane.invert((p, q) -> p.times(q), 0, 1));
    assertThrows(
        IllPosedProblemException.class,
        () -> plane.invert((p, q) -> Complex.of(Double.NaN, 0), 1, 1));
    assertThrows(IllegalArgumentException.class, () -> DECAY.delayed(-1));
    assertThrows(IllegalArgumentException.class, () -> DECAY.estimateDelay(0));
  }
}
