package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
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

class SlepianIiaDistributionTest {
  private static final Map<String, SlepianIia> CACHE = new HashMap<>();

  private static SlepianIia iia(String process) {
    return CACHE.computeIfAbsent(process, name -> SlepianIia.of(ReferenceModels.parse(name)));
  }

  static List<ReferenceTable.Row> distribution() {
    return ReferenceTable.read("slepian/iia_distribution.csv");
  }

  @ParameterizedTest
  @MethodSource("distribution")
  void agreesWithTheReference(ReferenceTable.Row row) {
    SlepianIia iia = iia(row.text("process"));
    SlepianIiaDistribution law = iia.excursion();
    double t = row.number("t");
    // The reference carries its own error; both it and its time are printed to 15 digits.
    double error = 20 * row.number("est_err") + 1e-13;
    double s = row.number("S");
    assertEquals(s, law.survivalProbability(t), error * Math.max(1, 10 * s), row::toString);
    double f = row.number("f");
    assertEquals(f, law.density(t), error * Math.max(1, 10 * f), row::toString);
    assertEquals(1 - s, law.cumulativeProbability(t), 2 * error + 5e-15, row::toString);
    // Stated accuracy of Q in the reference: 1e-12.
    assertEquals(row.number("Q"), iia.persistence(t), 3e-12, row::toString);
    assertEquals(f / s, law.hazard(t), 1e-11, row::toString);
  }

  static List<ReferenceTable.Row> quantiles() {
    return ReferenceTable.read("slepian/iia_quantiles.csv");
  }

  @ParameterizedTest
  @MethodSource("quantiles")
  void quantilesAgreeWithTheReference(ReferenceTable.Row row) {
    double p = row.number("p");
    double quantile = row.number("quantile");
    SlepianIiaDistribution law = iia(row.text("process")).excursion();
    // The reference is good to 1e-10.
    assertEquals(quantile, law.inverseCumulativeProbability(p), 1e-10 * quantile, row::toString);
    assertEquals(quantile, law.inverseSurvivalProbability(1 - p), 1e-10 * quantile);
  }

  static List<ReferenceTable.Row> moments() {
    return ReferenceTable.read("slepian/iia_moments.csv");
  }

  @ParameterizedTest
  @MethodSource("moments")
  void momentsAgreeWithTheReference(ReferenceTable.Row row) {
    // Matern 2.2 has powers of t that are not whole, and 8 digits in the reference.
    boolean general = row.text("process").equals("matern(nu=2.2)");
    double[] m = ExcursionMoments.of(ReferenceModels.parse(row.text("process")));
    for (int k = 1; k <= 4; k++) {
      double reference = row.number(k == 1 ? "ET" : "ET" + k);
      assertEquals(reference, m[k - 1], (general ? 1e-8 : 1e-12) * reference, row::toString);
    }
  }

  @Test
  void closedForms() {
    SlepianIiaDistribution law = SlepianIia.of(DiffusionCorrelation.of(2)).excursion();
    // 32 times Catalan's constant
    assertEquals(32 * 0.915965594177219, law.getVariance(), 1e-12);
    assertEquals(2 * Math.PI, law.getMean());
    // f'(0) = (λ₄ - λ₂²) / (8 λ₂), as for the true law
    assertEquals((0.3125 - 0.0625) / 2, law.density(1e-4) / 1e-4, 1e-5);
    // f(0) = c₃/λ₂ where c₃ > 0
    SlepianIiaDistribution ra = SlepianIia.of(RandomAccelerationCorrelation.of()).excursion();
    assertEquals(1.0 / 3, ra.density(0), 1e-14);
  }

  @Test
  void tailKeepsItsRelativeAccuracy() {
    SlepianIia iia = SlepianIia.of(DiffusionCorrelation.of(2));
    SlepianIiaDistribution law = iia.excursion();
    PersistencyExponent p = iia.persistency();
    for (double t : new double[] {90, 100, 110, 150, 400, 3000, 1e5}) {
      double expected = Math.log(p.survivalAmplitude()) - p.theta() * t;
      assertEquals(expected, law.logSurvival(t), 1e-12 + 1e-15 * -expected, "t=" + t);
      assertEquals(p.theta(), law.hazard(t), 1e-12);
    }
    assertEquals(0, law.survivalProbability(1e5));
    double q = law.inverseSurvivalProbability(1e-300);
    assertEquals(1e-300, law.survivalProbability(q), 1e-310);
  }

  @Test
  void powerLawHasItsOwnTail() {
    SlepianIiaDistribution law = SlepianIia.of(CauchyCorrelation.of(1)).excursion();
    CorrelationModel r = law.model();
    // P(T > t) / E(t) -> 2; corrections are of order 1/t.
    assertEquals(2, law.survivalProbability(1e4) / r.slepianMean(1e4), 5e-3);
    assertTrue(law.survivalProbability(1e6) > 0);
    // E ~ t^-3: variance finite, third moment not.
    assertTrue(Double.isFinite(law.getVariance()));
    assertEquals(Double.POSITIVE_INFINITY, law.moment(3));
    // Var T = (4/√λ₂) ∫ arcsin r dt = 2√2 ∫ arcsin(1/(1+t²)) dt
    assertEquals(cauchyVariance(), law.getVariance(), 1e-9);
  }

  /** The substitution t = tan(a)/... is not needed: 10^6 trapezoids in log t. */
  private static double cauchyVariance() {
    double sum = 0;
    double h = 1e-3;
    for (int i = -30_000; i <= 60_000; i++) {
      double t = StrictMath.exp(i * h);
      sum += StrictMath.asin(1 / (1 + t * t)) * t * h;
    }
    // Beyond e^60 nothing; below e^-30 the integrand is π/2.
    return 2 * Math.sqrt(2) * (sum + StrictMath.exp(-30) * Math.PI / 2);
  }

  @Property(tries = 200)
  void quantileUndoesTheDistribution(
      @ForAll @DoubleRange(min = 0.5, max = 30) double dimension,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double p) {
    SlepianIiaDistribution law = SlepianIia.of(DiffusionCorrelation.of(dimension)).excursion();
    assertEquals(p, law.cumulativeProbability(law.inverseCumulativeProbability(p)), 1e-12);
    double t = law.inverseCumulativeProbability(p);
    // S >= E because S = E + g/2 * S; nonincreasing.
    assertTrue(law.survivalProbability(t) >= law.model().slepianMean(t) - 1e-14);
    assertTrue(law.survivalProbability(t * 1.01) <= law.survivalProbability(t));
    assertTrue(law.density(t) >= 0);
  }

  @Property(tries = 200)
  void timeScales(
      @ForAll @DoubleRange(min = 0.2, max = 5) double a,
      @ForAll @DoubleRange(min = 0.2, max = 5) double b,
      @ForAll @DoubleRange(min = 0.1, max = 10) double c) {
    CorrelationModel r = Car2Correlation.of(a, b);
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    SlepianIiaDistribution scaled = SlepianIia.of(r.scaled(c)).excursion();
    double t = law.getMean();
    assertEquals(law.survivalProbability(t), scaled.survivalProbability(t / c), 1e-12);
    double median = law.inverseCumulativeProbability(0.5);
    assertEquals(median, c * scaled.inverseCumulativeProbability(0.5), 1e-11 * median);
    double far = law.inverseSurvivalProbability(1e-250);
    assertEquals(far, c * scaled.inverseSurvivalProbability(1e-250), 1e-11 * far);
    assertEquals(law.density(t), scaled.density(t / c) / c, 1e-12 * law.density(0.1 * t));
    assertEquals(law.getVariance(), c * c * scaled.getVariance(), 1e-11 * law.getVariance());
  }

  /** Kolmogorov-Smirnov at false-alarm rate 1e-6: D √n < 2.70; the seed is fixed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion(d=2.0)",
        "diffusion(d=3.0)",
        "randomAcceleration",
        "squaredExponential(ell=1.0)",
        "matern(nu=1.5)",
        "matern(nu=2.5)",
        "matern(nu=1.25)",
        "car2(a=1.0;b=5.0)",
        "integratedWhiteNoise(n=4)",
        "sqexpMixture(w=0.5;eps=0.1)",
        "cauchy(beta=1.0)",
        "cauchy(beta=0.3)"
      })
  void samplesFollowTheLaw(String process) {
    SlepianIiaDistribution law = iia(process).excursion();
    double[] draws = new double[20_000];
    PhiloxGenerator random = Streams.of(11).substream(process).generator();
    law.sample(random, draws);
    Arrays.sort(draws);
    double d = 0;
    int n = draws.length;
    for (int i = 0; i < n; i++) {
      double f = law.cumulativeProbability(draws[i]);
      d = Math.max(d, Math.max(f - (double) i / n, (i + 1.0) / n - f));
    }
    assertTrue(d * Math.sqrt(n) < 2.70, process + " " + d * Math.sqrt(n));
  }

  @Test
  void divisorsInvertTheMean() {
    for (String process :
        List.of(
            "diffusion(d=2.0)",
            "diffusion(d=3.0)",
            "diffusion(d=60.0)",
            "squaredExponential(ell=1.0)",
            "cauchy(beta=1.0)",
            "cauchy(beta=0.3)",
            "matern(nu=1.5)",
            "matern(nu=1.25)",
            "car2(a=0.1;b=20.0)",
            "integratedWhiteNoise(n=20)")) {
      CorrelationModel r = ReferenceModels.parse(process);
      GeometricDivisorSampler sampler = GeometricDivisorSampler.of(r);
      for (double u : new double[] {1 - 0x1p-53, 1 - 1e-9, 0.999, 0.7, 0.5, 0.1, 1e-5, 0x1p-53}) {
        assertEquals(u, r.slepianMean(sampler.divisor(u)), 1e-14, process + " u=" + u);
      }
    }
    // E⁻¹ in closed form: log((3/u² + 1) / 4)
    RandomAccelerationCorrelation ra = RandomAccelerationCorrelation.of();
    assertEquals(0.3, ra.slepianMean(GeometricDivisorSampler.of(ra).divisor(0.3)), 1e-15);
  }

  static List<ReferenceTable.Row> singular() {
    return ReferenceTable.read("slepian/matern_1p25.csv");
  }

  /** A density that is infinite at 0. */
  @ParameterizedTest
  @MethodSource("singular")
  void generalMaternAgreesWithTheReference(ReferenceTable.Row row) {
    SlepianIiaDistribution law = iia("matern(nu=1.25)").excursion();
    double t = row.number("t");
    // Eight digits; the reference's density at its first time has seven.
    assertEquals(row.number("S"), law.survivalProbability(t), 1e-8, row::toString);
    assertEquals(row.number("f"), law.density(t), t < 1 ? 3e-7 : 1e-8, row::toString);
    assertEquals(
        LaplaceInverter.deHoog(20).invert(SlepianLaplace.of(law.model())::excursion, t).value(),
        law.density(t),
        1e-9);
    assertEquals(1, law.persistence(0), 1e-12);
    double q = law.inverseSurvivalProbability(1e-300);
    assertEquals(1e-300, law.survivalProbability(q), 1e-310);
  }

  @Test
  void generalMaternIsNearTheHalfIntegerOne() {
    SlepianIiaDistribution near = SlepianIia.of(MaternCorrelation.of(2.5 + 1e-9)).excursion();
    SlepianIiaDistribution law = iia("matern(nu=2.5)").excursion();
    for (double t : new double[] {0.2, 1, 5, 30}) {
      assertEquals(law.survivalProbability(t), near.survivalProbability(t), 1e-9);
      assertEquals(law.density(t), near.density(t), 1e-9);
    }
    assertEquals(law.getVariance(), near.getVariance(), 1e-7);
  }

  @Test
  void refusals() {
    SlepianIiaDistribution formal =
        SlepianIia.of(DampedCosineCorrelation.of(1), ValidityPolicy.DIAGNOSTIC).excursion();
    assertTrue(formal.formal());
    assertThrows(IllPosedProblemException.class, () -> formal.sample(Streams.of(1).generator()));
    SlepianIiaDistribution law = iia("diffusion(d=2.0)").excursion();
    assertEquals(
        "p is 1.5: must be from 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> law.inverseCumulativeProbability(1.5))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> law.density(Double.NaN));
    assertEquals(0, law.density(-1));
    assertEquals(1, law.survivalProbability(-1));
    assertEquals(0, law.inverseCumulativeProbability(0));
    assertEquals(Double.POSITIVE_INFINITY, law.inverseCumulativeProbability(1));
  }
}
