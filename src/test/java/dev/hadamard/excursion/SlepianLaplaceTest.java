package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.InversionResult;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.testing.ReferenceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlepianLaplaceTest {
  private static final Map<String, SlepianLaplace> CACHE = new HashMap<>();

  private static SlepianLaplace laplace(String process) {
    return CACHE.computeIfAbsent(process, name -> SlepianLaplace.of(ReferenceModels.parse(name)));
  }

  private static void assertClose(Complex expected, Complex actual, double tolerance, String what) {
    double error = expected.minus(actual).abs();
    assertTrue(error <= tolerance * expected.abs(), () -> what + ": " + actual + " off " + error);
  }

  static List<ReferenceTable.Row> reference() {
    return ReferenceTable.read("slepian/laplace_E.csv");
  }

  @ParameterizedTest
  @MethodSource("reference")
  void agreesWithTheReference(ReferenceTable.Row row) {
    SlepianLaplace laplace = laplace(row.text("process"));
    Complex s = Complex.of(row.number("s_re"), row.number("s_im"));
    Complex mean = Complex.of(row.number("L_re"), row.number("L_im"));
    assertClose(mean, laplace.mean(s), 1e-13, row.toString());
    Complex psi = Complex.of(row.number("Psi_re"), row.number("Psi_im"));
    // 1 - sL cancels at large s, and 1 + sL near the pole at -θ.
    Complex p = s.times(mean);
    double condition = 1 + p.abs() / Math.min(p.minus(Complex.ONE).abs(), p.plus(1).abs());
    assertClose(psi, laplace.excursion(s), 2e-13 * condition, row.toString());
  }

  /** ∑ (1/2)_k / (k! 4^k (s + 1/2 + k)) √3/2, everywhere but at the poles. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0.3,0", "-0.45,0", "-0.7,0", "-1.2,0", "-2.3,0.4", "-3,5", "-1,40", "-0.6,-9"})
  void continuesRandomAcceleration(String point) {
    String[] parts = point.split(",", -1);
    Complex s = Complex.of(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    Complex sum = Complex.ZERO;
    Complex slope = Complex.ZERO;
    double coefficient = Math.sqrt(3) / 2;
    for (int k = 0; k < 40; k++) {
      Complex term = s.plus(0.5 + k).reciprocal();
      sum = sum.plus(term.times(coefficient));
      slope = slope.minus(term.times(term).times(coefficient));
      coefficient *= (k + 0.5) / (k + 1) / 4;
    }
    SlepianLaplace laplace = laplace("randomAcceleration");
    // To the left the integral up to 3.2 is as large as e^(-3.2 s).
    double tolerance = 2e-14 * Math.max(1, StrictMath.exp(-3.2 * s.re()) / sum.abs() / 4);
    assertClose(sum, laplace.mean(s), tolerance, point);
    assertClose(slope, laplace.meanDerivative(s), 20 * tolerance, point);
    // (1/2, 3/2) is the same process.
    assertClose(sum, laplace("car2(a=0.5;b=1.5)").mean(s), 4 * tolerance, point);
  }

  static List<ReferenceTable.Row> secondOrderAutoregression() {
    return ReferenceTable.read("slepian/car2_laplace.csv");
  }

  /** Near and distant rates, next to the first pole and to the left of it. */
  @ParameterizedTest
  @MethodSource("secondOrderAutoregression")
  void continuesSecondOrderAutoregression(ReferenceTable.Row row) {
    double a = row.number("a");
    double b = row.number("b");
    Complex s = Complex.of(row.number("s_re"), row.number("s_im"));
    Complex mean = Complex.of(row.number("L_re"), row.number("L_im"));
    SlepianLaplace laplace = laplace("car2(a=" + a + ";b=" + b + ")");
    // To the left the integral up to the start of the tail is as large as e^(-start s).
    double start = SlepianLaplace.tailStart(laplace.model());
    double size = StrictMath.exp(-start * s.re()) / a / mean.abs();
    double tolerance = s.re() > -0.95 * a ? 1e-13 : 2e-14 * Math.max(10, size);
    assertClose(mean, laplace.mean(s), tolerance, row.toString());
  }

  /** digamma((s+3/2)/2) - digamma((s+1/2)/2) for sech(t/2). */
  @ParameterizedTest
  @ValueSource(doubles = {3, 0.01, -0.3, -0.49, -0.6, -1.1, -2.1, -3.3})
  void continuesDiffusion(double s) {
    double expected = digamma((s + 1.5) / 2) - digamma((s + 0.5) / 2);
    double tolerance = 1e-13 * Math.max(1, StrictMath.exp(-4 * s) / Math.abs(expected) / 10);
    assertClose(
        Complex.of(expected, 0),
        laplace("diffusion(d=2.0)").mean(Complex.of(s, 0)),
        tolerance,
        "s=" + s);
  }

  /** By the recurrence from the right half-line, so that the kernel's negative axis is not used. */
  private static double digamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 1) {
      shift -= 1 / y;
      y++;
    }
    return shift + SpecialFunctions.digamma(y);
  }

  @Test
  void timeScales() {
    CorrelationModel r = DiffusionCorrelation.of(3.7);
    SlepianLaplace scaled = SlepianLaplace.of(r.scaled(2.5));
    SlepianLaplace plain = SlepianLaplace.of(r);
    assertTrue(scaled.continued());
    for (double re : new double[] {1, -0.5, -1.5}) {
      Complex s = Complex.of(re, 0.7);
      assertClose(plain.mean(s), scaled.mean(s.times(2.5)).times(2.5), 1e-12, "s=" + s);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion(d=0.5)",
        "diffusion(d=2.0)",
        "diffusion(d=40.0)",
        "diffusion(d=300.0)",
        "randomAcceleration",
        "integratedWhiteNoise(n=5)",
        "integratedWhiteNoise(n=40)",
        "matern(nu=1.5)",
        "matern(nu=2.5)",
        "matern(nu=7.5)",
        "matern(nu=1.25)",
        "matern(nu=2.2)",
        "car2(a=1.0;b=5.0)",
        "car2(a=1.0;b=1.0001)",
        "car2(a=0.1;b=30.0)",
        "squaredExponential(ell=1.0)",
        "sqexpMixture(w=0.5;eps=0.1)",
        "cauchy(beta=1.0)",
        "cauchy(beta=0.3)",
        "dampedCosine(w=1.0)"
      })
  void meanTimeIsRicesAndClassicalApproximationAgrees(String process) {
    SlepianLaplace laplace = laplace(process);
    CorrelationModel r = laplace.model();
    double half = Math.PI / Math.sqrt(r.lambda2()) / 2;
    assertEquals(half, laplace.mean(Complex.ZERO).re(), 1e-12 * half, process);
    ClassicalIia classical = ClassicalIia.of(r);
    double unit = Math.sqrt(r.lambda2());
    double worst = 0;
    for (int i = 0; i < 50; i++) {
      Complex s = Complex.of(0.1 + 0.4 * (i % 10), 1.5 * Math.floorDiv(i, 10)).times(unit);
      double gap = laplace.excursion(s).minus(classical.excursion(s)).abs();
      worst = Math.max(worst, gap);
      assertTrue(laplace.excursion(s).abs() <= 1 + 1e-14, process);
      Complex mirrored = laplace.excursion(Complex.of(s.re(), -s.im()));
      assertEquals(laplace.excursion(s).re(), mirrored.re());
      assertEquals(laplace.excursion(s).im(), -mirrored.im(), 0.0, process);
    }
    assertTrue(worst < 1e-12, process + " " + worst);
  }

  /**
   * Continuation against the integral, where that still converges. Both lose digits where e^(-st)
   * oscillates: what they keep is measured by L(Re s), not by |L(s)|, which is a millionth of it at
   * s = -0.8 α + 10i√λ₂ in 60 dimensions.
   */
  @Property(tries = 200)
  void continuationAgreesWithTheIntegral(
      @ForAll @DoubleRange(min = 0.3, max = 60) double dimension,
      @ForAll @DoubleRange(min = -0.8, max = 3) double re,
      @ForAll @DoubleRange(min = -10, max = 10) double im) {
    CorrelationModel r = DiffusionCorrelation.of(dimension);
    Complex s = Complex.of(re * r.tailRate(), im * Math.sqrt(r.lambda2()));
    SlepianLaplace integral = SlepianLaplace.of(new Opaque(r));
    double scale = integral.mean(Complex.of(s.re(), 0)).re();
    double error = integral.mean(s).minus(SlepianLaplace.of(r).mean(s)).abs();
    assertTrue(error <= 1e-14 * scale, () -> "d=" + dimension + " s=" + s + " off " + error);
  }

  /** The worst cancellation found: L(Re s) is 3.5e5. Expected: mpmath, 30 digits. */
  @Test
  void oscillatingIntegrandsCancel() {
    Complex s = Complex.of(-11.791529527460526, 25.60498340793282);
    Complex expected = Complex.of(-0.015037105350652476, -0.03224944028501761);
    CorrelationModel r = DiffusionCorrelation.of(58.95764763730263);
    for (SlepianLaplace laplace : List.of(SlepianLaplace.of(r), SlepianLaplace.of(new Opaque(r)))) {
      double scale = laplace.mean(Complex.of(s.re(), 0)).re();
      assertTrue(scale > 3e5);
      assertTrue(laplace.mean(s).minus(expected).abs() <= 1e-14 * scale);
    }
  }

  /** Derivatives are those of the transforms, by a circle around s; at 0 they are moments. */
  @ParameterizedTest
  @ValueSource(
      strings = {"diffusion(d=2.0)", "randomAcceleration", "matern(nu=2.2)", "cauchy(beta=2.0)"})
  void derivativesInTheArgument(String process) {
    SlepianLaplace laplace = laplace(process);
    for (Complex s : List.of(Complex.of(0.3, 0), Complex.of(1, -4), Complex.of(0.2, 11))) {
      int n = 32;
      double radius = 0.15;
      Complex psi = Complex.ZERO;
      Complex phi = Complex.ZERO;
      for (int k = 0; k < n; k++) {
        Complex turn = Complex.of(0, 2 * Math.PI * k / n).exp();
        Complex z = s.plus(turn.times(radius));
        psi = psi.plus(laplace.excursion(z).dividedBy(turn));
        phi = phi.plus(laplace.divisor(z).dividedBy(turn));
      }
      assertClose(psi.times(1 / (n * radius)), laplace.excursionDerivative(s), 1e-10, process);
      assertClose(phi.times(1 / (n * radius)), laplace.divisorDerivative(s), 1e-10, process);
    }
    double mean = Math.PI / Math.sqrt(laplace.model().lambda2());
    assertEquals(-mean, laplace.excursionDerivative(Complex.ZERO).re(), 1e-12 * mean);
    assertEquals(-mean / 2, laplace.divisorDerivative(Complex.ZERO).re(), 1e-12 * mean);
  }

  /** Small s: 1 - Ψ is μs to first order, without cancellation. */
  @Test
  void smallArguments() {
    SlepianLaplace laplace = laplace("diffusion(d=3.0)");
    double mean = Math.PI / Math.sqrt(0.375);
    for (double s : new double[] {1e-15, 1e-12, 1e-9}) {
      double one = laplace.oneMinusExcursion(Complex.of(s, 0)).re();
      assertEquals(mean * s, one, 20 * mean * s * s + 1e-13 * mean * s);
    }
    assertEquals(0, laplace.oneMinusExcursion(Complex.ZERO).re(), 0.0);
    assertEquals(Complex.ONE, laplace.divisor(Complex.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"diffusion(d=2.0)", "randomAcceleration", "matern(nu=2.5)", "car2(a=1.0;b=5.0)"})
  void inversionAgreesWithTheRenewalEquation(String process) {
    SlepianIiaDistribution law = SlepianIia.of(ReferenceModels.parse(process)).excursion();
    SlepianLaplace laplace = laplace(process);
    double theta = SlepianIia.of(laplace.model()).persistency().theta();
    InversionOptions tilted = new InversionOptions(-theta, 0);
    double mean = law.getMean();
    for (double t : new double[] {1.5 * mean, 2 * mean, 3 * mean, 8 * mean, 20 * mean}) {
      double s = law.survivalProbability(t);
      double f = law.density(t);
      for (LaplaceInverter method :
          List.of(LaplaceInverter.hyperbola(24), LaplaceInverter.modifiedTalbot(24))) {
        String what = process + " t=" + t + " " + method.name();
        InversionResult survival = method.invert(laplace::survival, t, tilted);
        InversionResult density = method.invert(laplace::excursion, t, tilted);
        assertEquals(s, survival.value(), survival.errorEstimate() + 1e-13 * s, what);
        assertEquals(f, density.value(), density.errorEstimate() + 1e-13 * f, what);
        // Complex poles of Matérn's transform lie near the contours for three mean times.
        if (!process.startsWith("matern") || t > 4 * mean) {
          assertEquals(s, survival.value(), 1e-10 * s, what);
          assertEquals(f, density.value(), 1e-10 * f, what);
        } else {
          assertEquals(s, survival.value(), 4e-9 * s, what);
          assertEquals(f, density.value(), 2e-8 * f, what);
        }
      }
      double vertical = LaplaceInverter.deHoog(20).invert(laplace::survival, t, tilted).value();
      assertEquals(s, vertical, 1e-7 * s, process + " t=" + t + " de Hoog");
    }
  }

  /** Contours of Talbot's kind leave the domain of a transform without continuation. */
  @Test
  void contoursNeedTheContinuation() {
    for (String process : List.of("matern(nu=2.2)", "cauchy(beta=1.0)")) {
      SlepianLaplace laplace = laplace(process);
      for (LaplaceInverter method :
          List.of(LaplaceInverter.hyperbola(24), LaplaceInverter.modifiedTalbot(24))) {
        assertThrows(
            IllegalArgumentException.class,
            () -> method.invert(laplace::survival, 3),
            process + " " + method.name());
      }
    }
  }

  @Test
  void refusals() {
    SlepianLaplace general = laplace("matern(nu=2.2)");
    assertFalse(general.continued());
    assertEquals(-1, general.abscissa());
    String message =
        assertThrows(IllegalArgumentException.class, () -> general.mean(Complex.of(-1, 0)))
            .getMessage();
    assertTrue(message.contains("must be above -1.0"), message);
    SlepianLaplace cauchy = laplace("cauchy(beta=1.0)");
    assertThrows(IllegalArgumentException.class, () -> cauchy.mean(Complex.of(-1e-9, 1)));
    SlepianLaplace acceleration = laplace("randomAcceleration");
    assertThrows(IllPosedProblemException.class, () -> acceleration.mean(Complex.of(-0.5, 0)));
    assertThrows(
        IllegalArgumentException.class, () -> acceleration.mean(Complex.of(Double.NaN, 0)));
    ClassicalIia classical = ClassicalIia.of(acceleration.model());
    assertThrows(IllegalArgumentException.class, () -> classical.excursion(Complex.of(0, 1)));
  }

  /**
   * Densities that are steep at 0, below 1.07 too steep for the renewal equation: two kinds of
   * inversion agree, and with them the law.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1.05, 1.07, 1.1, 1.15, 1.25})
  void steepMaternLawsByInversion(double smoothness) {
    CorrelationModel model = MaternCorrelation.of(smoothness);
    PersistencyExponent p = SlepianIia.of(model).persistency();
    SlepianLaplace laplace = SlepianLaplace.of(model);
    InversionOptions tilted = new InversionOptions(-p.theta(), 0);
    double mean = Math.PI / Math.sqrt(model.lambda2());
    double before = 1;
    for (double t : new double[] {0.01 * mean, 0.1 * mean, mean, 3 * mean, 20 * mean}) {
      double s = LaplaceInverter.deHoog(20).invert(laplace::survival, t, tilted).value();
      double other = LaplaceInverter.euler(14).invert(laplace::survival, t, tilted).value();
      assertEquals(other, s, 2e-9 * s);
      // S = E + E₋' * S / 2 exceeds E.
      assertTrue(s < before && s > model.slepianMean(t));
      before = s;
    }
    double tail = p.survivalAmplitude() * Math.exp(-p.theta() * 20 * mean);
    assertEquals(tail, before, 1e-6 * tail);
    if (smoothness < 1.07) {
      return;
    }
    SlepianIiaDistribution law = SlepianIia.of(model).excursion();
    assertTrue(law.errorEstimate() < 1e-10, () -> "estimate " + law.errorEstimate());
    for (double t : new double[] {0.01 * mean, 0.1 * mean, mean, 3 * mean}) {
      double s = LaplaceInverter.deHoog(20).invert(laplace::survival, t, tilted).value();
      assertEquals(s, law.survivalProbability(t), 2e-9 * s);
      double f = LaplaceInverter.deHoog(20).invert(laplace::excursion, t, tilted).value();
      assertEquals(f, law.density(t), 1e-7 * f);
      assertEquals(t, law.inverseCumulativeProbability(law.cumulativeProbability(t)), 1e-9 * t);
    }
    // ∫ S e^(-st) dt in y = log t, by the trapezoidal rule; the part of shorter times is below
    // 1e-13.
    for (double s : new double[] {0.1, 1, 5}) {
      double sum = 0;
      double h = 0.02;
      for (double y = -30; y < 6; y += h) {
        double t = Math.exp(y);
        sum += h * t * Math.exp(-s * t) * law.survivalProbability(t);
      }
      double exact = (1 - laplace.excursion(Complex.of(s, 0)).re()) / s;
      assertEquals(exact, sum, 2e-10 * exact);
    }
  }

  /** A model whose class says nothing, so that only the integral is left. */
  private record Opaque(CorrelationModel base) implements CorrelationModel {
    @Override
    public String name() {
      return base.name();
    }

    @Override
    public double value(double t) {
      return base.value(t);
    }

    @Override
    public double derivative(double t) {
      return base.derivative(t);
    }

    @Override
    public double secondDerivative(double t) {
      return base.secondDerivative(t);
    }

    @Override
    public double oneMinus(double t) {
      return base.oneMinus(t);
    }

    @Override
    public double slepianMean(double t) {
      return base.slepianMean(t);
    }

    @Override
    public double slepianMeanDensity(double t) {
      return base.slepianMeanDensity(t);
    }

    @Override
    public double oneMinusE2(double t) {
      return base.oneMinusE2(t);
    }

    @Override
    public double lambda2() {
      return base.lambda2();
    }

    @Override
    public double lambda4() {
      return base.lambda4();
    }

    @Override
    public double cubicCoefficient() {
      return base.cubicCoefficient();
    }

    @Override
    public double tailRate() {
      return base.tailRate();
    }
  }
}
