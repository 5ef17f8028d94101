package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.quadrature.GaussLegendre;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every proven model, whatever its parameters and its unit of time. The laws of the
 * theory by number, here if no other class is named: 1, 3, 5 meanAndTransforms; 2, 6, 19 exponents,
 * productsAreJudgedByTheirOwnMean; 4 variance; 7 to 9 survival; 10 allSolversAgree; 11
 * quantilesUndoTheDistribution; 12 SlepianIiaDistributionTest.samplesFollowTheLaw; 13
 * switchProcessReproducesTheMean; 14 levelsAreSymmetric; 15 SimulationTest.gridLawHolds; 16
 * orthantsDoNotDependOnOriginAndDirection and ComparisonLawsTest.orthantsOfTwoAndThreePoints; 17
 * riceIsAboveTheExactLaws; 18 the inverters' own tests in dev.hadamard.laplace; 20
 * secondOrderAutoregressionIsSymmetric.
 *
 * <p>What is easily got wrong, and where it is tested: cancellation near 0 and overflow of E,
 * CorrelationModelTest.slepianMeanIsAccurateEverywhere; oscillating r without refusal,
 * SlepianValidityTest.oscillatingModelsAreRefusedByDefault; integrals with a fixed end and Newton's
 * method next to the tail rate, exponentNearTheTailRate and TailsTest.exponentsCloseToTheTailRate;
 * tails without the tilt, RenewalSolverTest.tailNeedsTheTilt; contours left of the abscissa,
 * SlepianLaplaceTest.contoursNeedTheContinuation; N from 0, geometricSumBeginsAtOne; Ψ at small s,
 * SlepianLaplaceTest.smallArguments; exponents of power laws,
 * SlepianValidityTest.regimesWithoutExponentAreTold; half powers of the step,
 * RenewalSolverTest.extrapolationKnowsWhereItFails; crossings between grid points,
 * SimulationTest.gridLawHolds; differences to a limit at levels,
 * LevelSlepianIiaTest.differencesToTheLimitKeepTheirDigitsAtHighLevels; levels beyond the critical
 * one, levelsBeyondTheCriticalOneAreRefused; grids that claim to be exact,
 * ComparisonLawsTest.gridsOverestimate; signs under a quadrature,
 * ExactLawsTest.pfaffianConvergesInItsNodes; exponents from a table,
 * exponentsAreContinuousInTheParameter; whole orders only, integratedWhiteNoiseOfEveryOrder and
 * PersistencyExponentTest.generalMaternMeetsTheClosedForms; dependent intervals taken for
 * independent, SimulationTest.dependenceWidensTheError.
 */
class LawsTest {
  @Provide
  Arbitrary<CorrelationModel> exponential() {
    Arbitrary<Double> scale = Arbitraries.doubles().between(0.2, 5);
    return Combinators.combine(CorrelationModels.proven(), scale).as((model, c) -> model.scaled(c));
  }

  @Provide
  Arbitrary<CorrelationModel> any() {
    Arbitrary<CorrelationModel> cauchy =
        Arbitraries.doubles().between(0.2, 6).map(b -> CauchyCorrelation.of(b));
    return Arbitraries.oneOf(exponential(), cauchy);
  }

  /** Laws 1, 3, 5. */
  @Property(tries = 300)
  void meanAndTransforms(
      @ForAll("any") CorrelationModel r,
      @ForAll @DoubleRange(min = 0.01, max = 20) double x,
      @ForAll @DoubleRange(min = 0, max = 20) double y) {
    double root = Math.sqrt(r.lambda2());
    assertEquals(1, r.slepianMean(0));
    double before = 1;
    for (double t = 0.05; t < 30; t *= 1.3) {
      double e = r.slepianMean(t / root);
      assertTrue(e >= 0 && e <= before, () -> r.name());
      before = e;
    }
    SlepianLaplace laplace = SlepianLaplace.of(r);
    // Twice L(0) is the mean excursion, π/√λ₂; slow power laws are integrated to 1e100.
    if (r.tailRate() > 0) {
      assertEquals(Math.PI / root, 2 * laplace.mean(Complex.ZERO).re(), 2e-12 * Math.PI / root);
    }
    Complex s = Complex.of(x, y).times(root);
    Complex psi = laplace.excursion(s);
    assertTrue(psi.abs() <= 1 + 1e-13, () -> r.name() + " " + psi);
    Complex mirrored = laplace.excursion(Complex.of(s.re(), -s.im()));
    assertEquals(psi.re(), mirrored.re(), 1e-15);
    assertEquals(psi.im(), -mirrored.im(), 1e-15);
    // Completely monotone on the real axis: differences alternate in sign.
    double h = 0.3 * root;
    double[] values = new double[5];
    for (int i = 0; i < 5; i++) {
      values[i] = laplace.excursion(Complex.of(s.re() + i * h, 0)).re();
    }
    double sign = 1;
    for (int order = 0; order < 5; order++) {
      for (int i = 0; i < 5 - order; i++) {
        assertTrue(sign * values[i] > -1e-13, () -> r.name());
      }
      for (int i = 0; i < 4 - order; i++) {
        values[i] = values[i + 1] - values[i];
      }
      sign = -sign;
    }
  }

  /** Laws 2, 6, 19, and 20. */
  @Property(tries = 200)
  void exponents(
      @ForAll("exponential") CorrelationModel r,
      @ForAll @DoubleRange(min = 0.1, max = 10) double c) {
    PersistencyExponent p = SlepianIia.of(r).persistency();
    PersistencyExponent scaled = SlepianIia.of(r.scaled(c)).persistency();
    assertEquals(c * p.theta(), scaled.theta(), 1e-12 * scaled.theta(), r::name);
    assertEquals(p.survivalAmplitude(), scaled.survivalAmplitude(), 1e-11, r::name);
    assertTrue(p.theta() > 0 && p.theta() < r.tailRate(), r::name);
    // E[e^(θD)] = φ(-θ) = 2
    if (Double.isFinite(r.tailRate()) || p.theta() > 0) {
      Complex two = SlepianLaplace.of(r).divisor(Complex.of(-p.theta(), 0));
      assertEquals(2, two.re(), 1e-11, r::name);
    }
    assertEquals(SlepianValidity.check(r).status(), SlepianValidity.check(r.scaled(c)).status());
  }

  /** Law 19: validity is no property that products inherit: they are judged by their own E. */
  @Property(tries = 200)
  void productsAreJudgedByTheirOwnMean(
      @ForAll("exponential") CorrelationModel first,
      @ForAll @DoubleRange(min = 0.3, max = 0.8) double weight,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double rate) {
    // Alone, the mixture's E rises for small rates and falls for larger ones; so in an eighth of
    // the
    // cases does that of the product.
    CorrelationModel second =
        MixtureCorrelation.of(
            new double[] {weight, 1 - weight},
            List.of(
                SquaredExponentialCorrelation.of(1),
                SquaredExponentialCorrelation.of(1 / Math.sqrt(rate))));
    CorrelationModel product = ProductCorrelation.of(first, second);
    double root = Math.sqrt(product.lambda2());
    boolean falls = true;
    double before = 1;
    for (double t = 0.05; t < 30; t *= 1.05) {
      double e = product.slepianMean(t / root);
      falls &= e >= 0 && e <= before * (1 + 1e-14);
      before = e;
    }
    boolean proven = SlepianValidity.check(product).status() == ValidityStatus.PROVEN;
    assertTrue(falls || !proven, product::name);
  }

  @Property(tries = 200)
  void secondOrderAutoregressionIsSymmetric(
      @ForAll @DoubleRange(min = 0.1, max = 8) double a,
      @ForAll @DoubleRange(min = 0.1, max = 8) double b) {
    double theta = SlepianIia.of(Car2Correlation.of(a, b)).persistency().theta();
    assertEquals(
        theta, SlepianIia.of(Car2Correlation.of(b, a)).persistency().theta(), 1e-14 * theta);
    double matern = SlepianIia.of(MaternCorrelation.of(1.5)).persistency().theta();
    double near = SlepianIia.of(Car2Correlation.of(a, a * (1 + 1e-9))).persistency().theta();
    assertEquals(matern, near / a, 1e-8);
  }

  /** Laws 4, 7, 8, 9: the law itself. */
  @Property(tries = 200)
  void survival(
      @ForAll("exponential") CorrelationModel r,
      @ForAll @DoubleRange(min = 0.05, max = 12) double x) {
    SlepianIia iia = SlepianIia.of(r);
    SlepianIiaDistribution law = iia.excursion();
    double mean = law.getMean();
    double t = x * mean;
    double s = law.survivalProbability(t);
    assertTrue(s >= r.slepianMean(t) - 1e-14 && s <= 1, r::name);
    assertTrue(law.survivalProbability(1.01 * t) <= s, r::name);
    // f = -S' between two times.
    double u = 1.2 * t;
    double drop = GaussLegendre.of(24).integrate(law::density, t, u);
    assertEquals(s - law.survivalProbability(u), drop, 1e-12, r::name);
    // Q convex and decreasing, Q' = -S/μ.
    double fall = GaussLegendre.of(24).integrate(law::survivalProbability, t, u) / mean;
    assertEquals(iia.persistence(t) - iia.persistence(u), fall, 1e-12, r::name);
    assertEquals(1, iia.persistence(0), 1e-12, r::name);
    // S = E + g/2 * S on pieces.
    double sum = 0;
    int pieces = 60;
    for (int k = 0; k < pieces; k++) {
      sum +=
          GaussLegendre.of(16)
              .integrate(
                  v -> r.slepianMeanDensity(t - v) * law.survivalProbability(v) / 2,
                  t * k / pieces,
                  t * (k + 1) / pieces);
    }
    assertEquals(s, r.slepianMean(t) + sum, 2e-12, r::name);
    // S e^(θt) → C, down to 1e-300.
    PersistencyExponent p = iia.persistency();
    for (double probability : new double[] {1e-30, 1e-100, 1e-300}) {
      double far = law.inverseSurvivalProbability(probability);
      assertEquals(probability, law.survivalProbability(far), 1e-9 * probability, r::name);
      assertEquals(
          StrictMath.log(p.survivalAmplitude()) - p.theta() * far,
          law.logSurvival(far),
          1e-9,
          r::name);
      assertEquals(p.theta(), law.hazard(far), 1e-9 * p.theta(), r::name);
    }
  }

  /** Law 10: collocation, the extrapolated trapezoidal rule, and the inverse transform. */
  @Property(tries = 200)
  void allSolversAgree(@ForAll("exponential") CorrelationModel r) {
    SlepianIia iia = SlepianIia.of(r);
    SlepianIiaDistribution law = iia.excursion();
    double end = 3 * law.getMean();
    int n = 256;
    int finest = n << 4;
    double[] e = new double[finest + 1];
    double[] k = new double[finest + 1];
    for (int i = 0; i <= finest; i++) {
      e[i] = r.slepianMean(end * i / finest);
      k[i] = r.slepianMeanDensity(end * i / finest) / 2;
    }
    RenewalSolver.Solution trapezoid = RenewalSolver.extrapolated(e, k, end, n, 5);
    double[] direct = RenewalSolver.direct(e, k, end / finest);
    double[] fast = RenewalSolver.fast(e, k, end / finest);
    for (int i = 0; i <= n; i += 8) {
      double s = law.survivalProbability(end * i / n);
      double allowed = 1e-12 + trapezoid.errorEstimate();
      assertEquals(s, trapezoid.values()[i], allowed, r.name() + " i=" + i);
      assertEquals(direct[i << 4], fast[i << 4], 1e-13, r::name);
    }
    InversionOptions tilt = new InversionOptions(-iia.persistency().theta(), 0);
    SlepianLaplace transforms = SlepianLaplace.of(r);
    for (double t : new double[] {0.2 * end, 0.6 * end, 4 * end}) {
      double s = LaplaceInverter.deHoog(20).invert(transforms::survival, t, tilt).value();
      assertEquals(law.survivalProbability(t), s, 1e-8, r.name() + " t=" + t);
    }
  }

  /** Law 11: quantiles and distribution undo each other, from 1e-12 on. */
  @Property(tries = 200)
  void quantilesUndoTheDistribution(
      @ForAll("any") CorrelationModel r, @ForAll @DoubleRange(min = -12, max = 0) double size) {
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    double p = StrictMath.pow(10, size);
    double t = law.inverseCumulativeProbability(p);
    if (p < 1) {
      assertEquals(p, law.cumulativeProbability(t), 2e-12 * p + 1e-15, r.name() + " p=" + p);
      double u = law.inverseSurvivalProbability(p);
      assertEquals(p, law.survivalProbability(u), 2e-12 * p, r.name() + " p=" + p);
    } else {
      assertEquals(Double.POSITIVE_INFINITY, t);
    }
  }

  /** Law 13: the switch process with intervals T has the expected value E and its covariance. */
  @Property(tries = 200)
  void switchProcessReproducesTheMean(
      @ForAll("exponential") CorrelationModel r,
      @ForAll @DoubleRange(min = 0.01, max = 10) double x,
      @ForAll @DoubleRange(min = 0, max = 10) double y) {
    SwitchProcess process = SwitchProcess.symmetric(IntervalLaw.of(SlepianIia.of(r)));
    SlepianLaplace laplace = SlepianLaplace.of(r);
    Complex s = Complex.of(x, y).times(Math.sqrt(r.lambda2()));
    Complex expected = laplace.mean(s);
    Complex gap = expected.minus(process.expectedValueTransform(1, s));
    assertTrue(gap.abs() < 1e-12 * expected.abs(), () -> r.name() + " " + gap);
    assertEquals(Math.sqrt(r.lambda2()) / Math.PI, process.switchIntensity(), 1e-12);
  }

  /** Law 16: shifted and reversed times have the same probability; others are refused. */
  @Property(tries = 200)
  void orthantsDoNotDependOnOriginAndDirection(
      @ForAll @DoubleRange(min = 0.1, max = 4) double a,
      @ForAll @DoubleRange(min = 0.1, max = 4) double b,
      @ForAll @DoubleRange(min = 0.1, max = 4) double c,
      @ForAll @DoubleRange(min = -5, max = 5) double shift) {
    double p = SechOrthant.probability(0, a, a + b, a + b + c);
    double moved = SechOrthant.probability(shift, shift + a, shift + a + b, shift + a + b + c);
    assertEquals(p, moved, 1e-13);
    assertEquals(p, SechOrthant.probability(0, c, c + b, c + b + a), 1e-13);
    assertTrue(p < SechOrthant.probability(0, a, a + b) && p > 1.0 / 16);
    assertThrows(IllegalArgumentException.class, () -> SechOrthant.probability(0, a, a / 2));
  }

  /** Law 4: Var T = (4/√λ₂) ∫ arcsin r dt. */
  @Property(tries = 200)
  void variance(@ForAll("exponential") CorrelationModel r) {
    ClassicalIia classical = ClassicalIia.of(r);
    double tau = 1 / Math.sqrt(r.lambda2());
    double sum = 0;
    double from = 0;
    double to = tau / 4;
    for (int k = 0; k < 400 && r.value(from) > 1e-17; k++) {
      sum += GaussLegendre.of(32).integrate(classical::covariance, from, to);
      from = to;
      to += Math.min(tau, 2 * to);
    }
    double variance = 4 * tau * Math.PI / 2 * sum;
    double[] moments = ExcursionMoments.of(r);
    assertEquals(variance, moments[1] - moments[0] * moments[0], 1e-8 * variance, r::name);
  }

  /** Law 17: Rice's first term is above the exact laws everywhere. */
  @Property(tries = 200)
  void riceIsAboveTheExactLaws(@ForAll @DoubleRange(min = 0.05, max = 9) double t) {
    RiceSeries sech = RiceSeries.of(DiffusionCorrelation.of(2));
    assertTrue(sech.upperBound(t) >= SechExact.at(t).density() - 1e-12);
    RiceSeries acceleration = RiceSeries.of(RandomAccelerationCorrelation.of());
    assertTrue(acceleration.upperBound(t) > RandomAccelerationExact.density(t));
  }

  /** Law 14. */
  @Property(tries = 200)
  void levelsAreSymmetric(
      @ForAll @DoubleRange(min = 0.5, max = 20) double dimension,
      @ForAll @DoubleRange(min = -0.6, max = 0.6) double u,
      @ForAll @DoubleRange(min = 0.01, max = 20) double t) {
    CorrelationModel r = DiffusionCorrelation.of(dimension);
    LevelSlepianIia up = LevelSlepianIia.of(r, u);
    LevelSlepianIia down = LevelSlepianIia.of(r, -u);
    assertEquals(up.meanAfterUpcrossing(t), -down.meanAfterDowncrossing(t), 1e-14);
    assertEquals(up.meanAbove(), down.meanBelow(), 1e-13 * up.meanAbove());
    double theta = up.above().theta();
    assertEquals(theta, down.below().theta(), 1e-13 * theta);
  }

  // Pitfalls: what a lazy implementation gets wrong.

  /** The exponent at α - θ tiny against α, and a small argument: no fixed end of integrals. */
  @Test
  void exponentNearTheTailRate() {
    // As d falls, θ/α rises towards 1/2: the root stays inside.
    double theta = SlepianIia.of(DiffusionCorrelation.of(0.05)).persistency().theta();
    assertTrue(theta < 0.05 / 4);
    SlepianLaplace laplace = SlepianLaplace.of(DiffusionCorrelation.of(2));
    // -0.4999999: L = digamma((s+3/2)/2) - digamma((s+1/2)/2) ~ 2/(s+1/2)
    double s = -0.5 + 1e-7;
    assertEquals(2e7, laplace.mean(Complex.of(s, 0)).re(), 2);
  }

  /** N begins at 1: the smallest T is one divisor, P(T ≤ t) ~ P(D ≤ t)/2. */
  @Test
  void geometricSumBeginsAtOne() {
    CorrelationModel r = RandomAccelerationCorrelation.of();
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    assertEquals(0.5, law.cumulativeProbability(1e-6) / (1 - r.slepianMean(1e-6)), 1e-5);
  }

  /** Tables are computed, not looked up: neighbours of tabulated parameters move smoothly. */
  @Property(tries = 200)
  void exponentsAreContinuousInTheParameter(@ForAll @DoubleRange(min = 0.5, max = 30) double d) {
    double here = SlepianIia.of(DiffusionCorrelation.of(d)).persistency().theta();
    double there = SlepianIia.of(DiffusionCorrelation.of(d * (1 + 1e-7))).persistency().theta();
    assertTrue(there > here && there - here < 2e-7 * here, "d=" + d);
  }

  @ParameterizedTest
  @ValueSource(doubles = {11, 12, 15, 18, 20, 21, 25, 35, 44, 45, 60})
  void integratedWhiteNoiseOfEveryOrder(double order) {
    CorrelationModel r = IntegratedWhiteNoiseCorrelation.of((int) order);
    // Rice's mean, from the values of E alone.
    SlepianLaplace laplace = SlepianLaplace.of(r);
    double mean = Math.PI / Math.sqrt(r.lambda2());
    assertEquals(mean, 2 * laplace.mean(Complex.ZERO).re(), 1e-12 * mean);
    double theta = SlepianIia.of(r).persistency().theta();
    assertTrue(theta > 0.186210712978953 && theta < 0.1945);
    // No seam where the series ends.
    for (double t : List.of(0.3, 0.5, 0.7, 0.9, 0.999999, 1.000001)) {
      double e = r.slepianMean(t);
      double direct = -r.derivative(t) / Math.sqrt(r.lambda2() * r.oneMinus(t) * (1 + r.value(t)));
      assertEquals(direct, e, 4e-15, "t=" + t);
    }
  }

  @Test
  void levelsBeyondTheCriticalOneAreRefused() {
    assertThrows(
        IllPosedProblemException.class, () -> LevelSlepianIia.of(DiffusionCorrelation.of(2), 1.26));
    LevelSlepianIia.of(DiffusionCorrelation.of(2), 1.25);
  }
}
