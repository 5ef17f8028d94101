package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The far tail in every regime: exponential, heavy, borderline, and of formal numbers. */
class TailsTest {
  private static final double[] PROBABILITIES = {1e-3, 1e-30, 1e-100, 1e-300};

  private static CorrelationModel product(String name) {
    String[] factors = name.split("\\*", -1);
    if (factors[1].startsWith("matern")) {
      return ProductCorrelation.of(
          ReferenceModels.parse(factors[0]), MaternCorrelation.of(2.5).scaled(0.05));
    }
    return ProductCorrelation.of(
        ReferenceModels.parse(factors[0]), ReferenceModels.parse(factors[1]));
  }

  static List<ReferenceTable.Row> tails() {
    return ReferenceTable.read("slepian/tails.csv");
  }

  /** The exponent next to the tail rate, and none where E e^(αt) has too small an integral. */
  @ParameterizedTest
  @MethodSource("tails")
  void productsWithPowerLaws(ReferenceTable.Row row) {
    CorrelationModel r = product(row.text("process"));
    assertEquals(row.number("alpha"), r.tailRate(), 1e-16);
    SlepianIia iia = SlepianIia.of(r);
    PersistencyExponent p = iia.persistency();
    assertEquals(p.regime(), iia.validity().regime());
    if (!row.text("theta").isEmpty()) {
      assertEquals(TailRegime.EXPONENTIAL, p.regime());
      assertEquals(row.number("theta"), p.theta(), 1e-11 * p.theta());
      return;
    }
    assertEquals(TailRegime.BORDERLINE, p.regime());
    assertEquals(r.tailRate(), p.theta());
    double m = row.number("m");
    double quadrature = 1 + r.tailRate() * SlepianQuadrature.of(r).atTailRate();
    assertEquals(m, quadrature, 1e-9);
    // P(T > t) ~ K E(t), K = 2/(2-m)².
    SlepianIiaDistribution law = iia.excursion();
    double far = 600 / r.tailRate();
    double ratio = Math.exp(law.logSurvival(far) - Math.log(r.slepianMean(far)));
    double limit = 2 / ((2 - m) * (2 - m));
    if (m < 1.9) {
      assertEquals(limit, ratio, 3e-3 * limit);
      assertTrue(law.errorEstimate() < 1e-3);
    } else {
      // Close to a root: the limit is far away, and the law says so.
      assertTrue(law.errorEstimate() > 0.1);
    }
  }

  /** Beyond the solver's range against the inverse transform, whose error is 1e-9 of its scale. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 1, 1.5, 2.5})
  void powerLawsAgreeWithTheInverseTransform(double beta) {
    CorrelationModel r = CauchyCorrelation.of(beta);
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    SlepianLaplace transforms = SlepianLaplace.of(r);
    double mean = law.getMean();
    for (double t : new double[] {60 * mean, 119 * mean, 121 * mean, 200 * mean, 500 * mean}) {
      double s =
          LaplaceInverter.deHoog(20)
              .invert(transforms::survival, t, InversionOptions.DEFAULT)
              .value();
      double error = 2 * law.errorEstimate() * Math.abs(s) + 1e-10;
      assertEquals(s, law.survivalProbability(t), error, "β=" + beta + " t=" + t);
      // f and Q are the slope and the integral of S.
      double h = 1e-3 * t;
      double fall = law.survivalProbability(t - h) - law.survivalProbability(t + h);
      if (Math.abs(t / mean - 120) > 0.5) {
        assertEquals(fall / (2 * h), law.density(t), 1e-4 * law.density(t), "f at " + t);
      }
      double drop = law.persistence(t - h) - law.persistence(t + h);
      assertEquals(law.survivalProbability(t) / mean, drop / (2 * h), 1e-4 * drop / (2 * h));
      assertEquals(law.density(t), law.hazard(t) * law.survivalProbability(t), 1e-15);
    }
    // Continuous where the solver ends.
    double before = law.logSurvival(119.9 * mean);
    double after = law.logSurvival(120.6 * mean);
    assertEquals(-0.7 * mean * law.hazard(120.25 * mean), after - before, 1e-5);
    for (double p : PROBABILITIES) {
      double t = law.inverseSurvivalProbability(p);
      assertEquals(Math.log(p), law.logSurvival(t), 1e-11 * -Math.log(p));
    }
    assertTrue(Double.isFinite(law.logSurvival(1e300)));
    assertTrue(law.logDensity(1e300) < law.logSurvival(1e300));
  }

  @Provide
  Arbitrary<CorrelationModel> proven() {
    Arbitrary<Double> rate = Arbitraries.doubles().between(0.1, 8);
    Arbitrary<CorrelationModel> mixture =
        Combinators.combine(rate, Arbitraries.doubles().between(0.1, 0.9))
            .as(
                (a, w) ->
                    MixtureCorrelation.of(
                        new double[] {w, 1 - w},
                        List.of(Car2Correlation.of(a, 2 * a), Car2Correlation.of(a, 3 * a))));
    return Arbitraries.oneOf(CorrelationModels.proven(), mixture);
  }

  /** Laws 7 and 11 in the logarithm, for S from 1 - 1e-12 down to e^(-100000). */
  @Property(tries = 200)
  void quantilesByLogarithms(
      @ForAll("proven") CorrelationModel r, @ForAll @DoubleRange(min = -12, max = 5) double size) {
    SlepianIia iia = SlepianIia.of(r);
    SlepianIiaDistribution law = iia.excursion();
    double q = -StrictMath.pow(10, size);
    double t = law.inverseLogSurvival(q);
    double found = size < -1 ? Math.log1p(-law.cumulativeProbability(t)) : law.logSurvival(t);
    assertEquals(q, found, 1e-11 * -q, r.name() + " t=" + t);
    PersistencyExponent p = iia.persistency();
    double far = law.inverseLogSurvival(-1e5);
    double line = Math.log(p.survivalAmplitude()) - p.theta() * far;
    assertEquals(line, law.logSurvival(far), 1e-9, r::name);
    assertEquals(Math.log(p.theta()) + line, law.logDensity(far), 1e-8, r::name);
    assertEquals(p.theta(), law.hazard(far), 1e-9 * p.theta(), r::name);
    assertEquals(-line, law.cumulativeHazard(far), 1e-9, r::name);
    // Q ~ C/(θμ) e^(-θt), while that is a double.
    double t300 = law.inverseSurvivalProbability(1e-300);
    double ratio = law.persistence(t300) / law.survivalProbability(t300);
    assertEquals(1 / (p.theta() * law.getMean()), ratio, 1e-8 * ratio, r::name);
    assertTrue(law.errorEstimate() < 1e-9, () -> r.name() + " " + law.errorEstimate());
  }

  /**
   * The same above and below levels; 24 cases, because a law of a second-order model, with half
   * powers of t at 0, takes half a second or more.
   */
  @Property(tries = 24)
  void levelsByLogarithms(
      @ForAll("proven") CorrelationModel r,
      @ForAll @DoubleRange(min = -0.9, max = 0.9) double part,
      @ForAll boolean up) {
    double bound = Math.min(0.5, LevelSlepianIia.criticalLevel(r));
    LevelSlepianIia iia = LevelSlepianIia.of(r, part * bound);
    LevelExcursionDistribution law = up ? iia.distributionAbove() : iia.distributionBelow();
    PersistencyExponent p = law.exponent();
    double allowed = 1e-9 + 2 * law.errorEstimate();
    assertTrue(law.errorEstimate() < 1e-5, () -> r.name() + " error " + law.errorEstimate());
    for (double q : new double[] {-1e-9, -1e-3, -1, -50, -690, -1e5}) {
      double t = law.inverseLogSurvival(q);
      double found = q > -0.1 ? Math.log1p(-law.cumulativeProbability(t)) : law.logSurvival(t);
      assertEquals(q, found, 1e-10 * -q, r.name() + " q=" + q);
    }
    double far = law.inverseLogSurvival(-1e5);
    double line = Math.log(p.survivalAmplitude()) - p.theta() * far;
    assertEquals(line, law.logSurvival(far), allowed, r::name);
    assertEquals(Math.log(p.theta()) + line, law.logDensity(far), allowed, r::name);
    assertEquals(p.theta(), law.hazard(far), allowed * p.theta(), r::name);
  }

  /** Where θ is close to the tail rate: S joins its tail, and the law says how well. */
  @ParameterizedTest
  @ValueSource(doubles = {10, 100, 1000})
  void exponentsCloseToTheTailRate(double b) {
    SlepianIiaDistribution law = SlepianIia.of(Car2Correlation.of(1, b)).excursion();
    PersistencyExponent p = SlepianIia.of(Car2Correlation.of(1, b)).persistency();
    double t = law.inverseLogSurvival(-2000);
    double line = Math.log(p.survivalAmplitude()) - p.theta() * t;
    assertEquals(line, law.logSurvival(t), 1e-9 + law.errorEstimate(), "b=" + b);
    // No jump anywhere: hazard is -d log S/dt across the end of the solver's range.
    for (double at = 1; at < 4000; at *= 1.7) {
      double h = 1e-4 * at;
      double slope = (law.logSurvival(at - h) - law.logSurvival(at + h)) / (2 * h);
      assertEquals(slope, law.hazard(at), 1e-5 * slope, "b=" + b + " t=" + at);
    }
  }

  /** Models without a solution of their own: every number is a number, or is refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dampedCosine(w=0.5)",
        "dampedCosine(w=2.0)",
        "dampedCosine(w=3.0)",
        "car2Underdamped(zeta=0.05)",
        "car2Underdamped(zeta=0.9)",
        "sqexpMixture(w=0.5;eps=0.01)",
        "sinc",
        "besselJ0"
      })
  void formalNumbersAreNumbersOrRefused(String name) {
    CorrelationModel r =
        switch (name) {
          case "sinc" -> SincCorrelation.of();
          case "besselJ0" -> BesselJ0Correlation.of();
          default -> ReferenceModels.parse(name);
        };
    SlepianIiaDistribution law = SlepianIia.of(r, ValidityPolicy.DIAGNOSTIC).excursion();
    assertTrue(law.formal());
    for (double t = 0; t < 300 * law.getMean(); t = 1.3 * t + 0.05) {
      double at = t;
      assertNumber(() -> law.survivalProbability(at), name);
      assertNumber(() -> law.cumulativeProbability(at), name);
      assertNumber(() -> law.density(at), name);
      assertNumber(() -> law.logSurvival(at), name);
      assertNumber(() -> law.logDensity(at), name);
      assertNumber(() -> law.hazard(at), name);
      assertNumber(() -> law.persistence(at), name);
    }
    // Q' = -S/μ, without a law.
    double t = 1.3 * law.getMean();
    double slope = (law.persistence(t - 1e-4) - law.persistence(t + 1e-4)) / 2e-4;
    assertEquals(law.survivalProbability(t) / law.getMean(), slope, 1e-7, name);
    assertEquals(1, law.persistence(0), 1e-12);
  }

  private interface Value {
    double get();
  }

  private static void assertNumber(Value value, String name) {
    try {
      assertFalse(Double.isNaN(value.get()), name);
    } catch (IllPosedProblemException refused) {
      assertTrue(refused.getMessage().contains("formal"), refused.getMessage());
    }
  }

  @Test
  void formalNumbersThatDoNotExistAreRefused() {
    SlepianIia iia = SlepianIia.of(DampedCosineCorrelation.of(2), ValidityPolicy.DIAGNOSTIC);
    // The smallest formal S is negative near t = 4.2.
    SlepianIiaDistribution law = iia.excursion();
    assertTrue(law.survivalProbability(4.3) < -1e-3);
    String message =
        assertThrows(IllPosedProblemException.class, () -> law.logSurvival(4.3)).getMessage();
    assertTrue(message.contains("formal survival probability at t = 4.3"), message);
    assertThrows(IllPosedProblemException.class, () -> law.logSurvival(1e5));
    // E e^(θt) cancels: no root is left.
    assertEquals(TailRegime.UNDETERMINED, iia.persistency().regime());
    assertThrows(
        IllPosedProblemException.class,
        () ->
            SlepianIia.of(SincCorrelation.of(), ValidityPolicy.DIAGNOSTIC)
                .excursion()
                .getVariance());
  }

  @Test
  void roughDensitiesBelowTheSolversReachAreNamed() {
    String message =
        assertThrows(
                ConvergenceException.class,
                () -> SlepianIia.of(MaternCorrelation.of(1.05)).excursion())
            .getMessage();
    assertTrue(message.contains("smoothness of 1.07"), message);
    // Its transforms work, and with them the law.
    SlepianLaplace transforms = SlepianLaplace.of(MaternCorrelation.of(1.05));
    double s = LaplaceInverter.deHoog(20).invert(transforms::survival, 1).value();
    assertTrue(s > MaternCorrelation.of(1.05).slepianMean(1) && s < 1);
  }

  @Test
  void badLogarithmsAreNamed() {
    SlepianIiaDistribution law = SlepianIia.of(DiffusionCorrelation.of(2)).excursion();
    LevelExcursionDistribution above =
        LevelSlepianIia.of(DiffusionCorrelation.of(2), 0.5).distributionAbove();
    assertEquals(
        "q is 0.5: must be at most 0",
        assertThrows(IllegalArgumentException.class, () -> law.inverseLogSurvival(0.5))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> above.inverseLogSurvival(Double.NaN));
    assertEquals(0, law.inverseLogSurvival(0));
    assertEquals(0, above.inverseLogSurvival(0));
    assertEquals(Double.POSITIVE_INFINITY, law.inverseLogSurvival(Double.NEGATIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, above.inverseLogSurvival(Double.NEGATIVE_INFINITY));
    // A quantile beyond the range of doubles.
    SlepianIiaDistribution heavy = SlepianIia.of(CauchyCorrelation.of(1)).excursion();
    assertEquals(Double.POSITIVE_INFINITY, heavy.inverseLogSurvival(-1e6));
  }
}
