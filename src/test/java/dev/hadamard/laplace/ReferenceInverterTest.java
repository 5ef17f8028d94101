package dev.hadamard.laplace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ReferenceInverterTest {
  private static final MathContext FIFTY = new MathContext(50);

  private static final Map<String, PreciseTransform> PRECISE =
      Map.of(
          "diffusion_step", s -> s.sqrt().negate().exp().dividedBy(s),
          "mittag_half", s -> s.sqrt().times(s.sqrt().plus(1)).reciprocal(),
          "mittag_08", s -> s.pow(-0.2).dividedBy(s.pow(0.8).plus(1)),
          "log", s -> s.log().dividedBy(s),
          "texp", s -> s.plus(1).times(s.plus(1)).reciprocal(),
          "cossqrt", s -> s.reciprocal().negate().exp().dividedBy(s.sqrt()));

  private static void assertClose(String expected, BigDecimal found, int digits) {
    BigDecimal error = found.subtract(new BigDecimal(expected)).abs();
    assertTrue(
        error.compareTo(new BigDecimal(expected).abs().movePointLeft(digits)) <= 0,
        found + " for " + expected);
  }

  /** Twenty digits of the table, which the doubles do not have; -0.2 and 0.8 are doubles. */
  @Test
  void theTableToTwentyDigits() {
    int compared = 0;
    for (var row : dev.hadamard.testing.ReferenceTable.read("chromatography/laplace_pairs.csv")) {
      PreciseTransform f = PRECISE.get(row.text("id"));
      if (f != null && row.number("t") < 2) {
        BigDecimal found = ReferenceInverter.of(25).invert(f, new BigDecimal(row.text("t")));
        assertClose(row.text("f"), found, row.text("id").equals("mittag_08") ? 15 : 18);
        compared++;
      }
    }
    assertTrue(compared >= 20);
  }

  /** Digits from mpmath: erfc(1/2) and e^(-1). */
  @Test
  void fiftyDigits() {
    assertClose(
        "0.47950012218695346231725334610803547126354842424204",
        ReferenceInverter.of(50).invert(s -> s.sqrt().negate().exp().dividedBy(s), BigDecimal.ONE),
        47);
    assertClose(
        "0.36787944117144232159552377016146086744581113103177",
        ReferenceInverter.of(50).invert(s -> s.plus(1).reciprocal(), BigDecimal.ONE),
        47);
  }

  /** 10^(-0.9 M): 1e-13 at M = 12 needs 16, with real values of F alone. */
  @Test
  void gaverWynnRho() {
    PreciseTransform f = s -> s.plus(1).reciprocal();
    double exact = StrictMath.exp(-1);
    double previous = 1;
    for (int terms : new int[] {5, 9, 13, 17}) {
      double error =
          Math.abs(ReferenceInverter.gaverWynnRho(f, BigDecimal.ONE, terms).doubleValue() - exact);
      assertTrue(error < 2e-2 * previous || error < 1e-16, terms + ": " + error);
      previous = error;
    }
    assertTrue(previous < 1e-13, "" + previous);
  }

  /** Poles beyond the contour are refused. */
  @Test
  void refusals() {
    assertThrows(
        ConvergenceException.class,
        () ->
            ReferenceInverter.of(10)
                .invert(s -> s.times(s).plus(400).reciprocal().times(20), BigDecimal.valueOf(3)));
    PreciseTransform f = s -> s.plus(1).reciprocal();
    assertThrows(IllegalArgumentException.class, () -> ReferenceInverter.of(4));
    assertThrows(
        IllegalArgumentException.class, () -> ReferenceInverter.of(20).invert(f, BigDecimal.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> ReferenceInverter.gaverWynnRho(f, BigDecimal.ONE, 2));
    assertThrows(ArithmeticException.class, () -> BigComplex.of(BigDecimal.ZERO, FIFTY).log());
  }

  @Property(tries = 20)
  void functionsAreInverses(
      @ForAll @DoubleRange(min = -40, max = 40) double re,
      @ForAll @DoubleRange(min = -40, max = 40) double im) {
    BigComplex x = BigComplex.of(new BigDecimal(re), new BigDecimal(im), FIFTY);
    if (re == 0 && im == 0) {
      return;
    }
    assertSame(x, x.sqrt().times(x.sqrt()));
    assertSame(x, x.log().exp());
    assertSame(x.exp(), x.times(0.5).exp().times(x.times(0.5).exp()));
    assertSame(x, x.pow(0.5).times(x.pow(0.5)));
    // The doubles agree.
    Complex small = new Complex(re, im);
    Complex log = small.log();
    assertEquals(log.re(), x.log().re().doubleValue(), 1e-14);
    assertEquals(log.im(), x.log().im().doubleValue(), 1e-14);
    Complex exp = small.exp();
    assertEquals(exp.re(), x.exp().re().doubleValue(), 1e-14 * exp.abs());
    assertEquals(exp.im(), x.exp().im().doubleValue(), 1e-14 * exp.abs());
  }

  private static void assertSame(BigComplex expected, BigComplex found) {
    BigDecimal error = expected.minus(found).abs();
    BigDecimal allowed = expected.abs().movePointLeft(47);
    assertTrue(error.compareTo(allowed) <= 0, expected + " " + found);
  }
}
