package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Multivariate normal probabilities, Rice's series and exact laws on grids. */
class ComparisonLawsTest {
  private static final MvnOptions QUICK = MvnOptions.DEFAULT.withErrors(0, 1e-4);

  private static DMatrixRMaj sech(double[] times) {
    DMatrixRMaj r = new DMatrixRMaj(times.length, times.length);
    CorrelationModel model = DiffusionCorrelation.of(2);
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; j < times.length; j++) {
        r.set(i, j, model.value(Math.abs(times[i] - times[j])));
      }
    }
    return r;
  }

  static List<ReferenceTable.Row> orthants() {
    return ReferenceTable.read("slepian/orthant_sech.csv");
  }

  private static double[] times(ReferenceTable.Row row) {
    return Arrays.stream(row.text("times").split(";", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("orthants")
  void exactOrthantsAgreeWithTheReference(ReferenceTable.Row row) {
    double p = row.number("probability");
    // The closest points are 0.05 apart: the reference's own condition number is 4e17.
    assertEquals(p, SechOrthant.probability(times(row)), 1e-12 * p, row::toString);
  }

  @ParameterizedTest
  @MethodSource("orthants")
  void normalOrthantsAgreeWithTheExactOnes(ReferenceTable.Row row) {
    double[] times = times(row);
    double p = row.number("probability");
    double tolerance = times.length <= 31 ? 1e-3 : 3e-3;
    MvnResult result =
        MvnProbability.orthant(sech(times), MvnOptions.DEFAULT.withErrors(0, tolerance));
    assertEquals(p, result.value(), result.error() + 1e-12, row::toString);
    assertTrue(result.converged(), row::toString);
    assertTrue(result.error() <= tolerance * p, () -> row + " error " + result.error());
    assertEquals(Math.log(result.value()), result.logValue(), 1e-12);
  }

  /**
   * Three standard errors from twelve shifts are exceeded with a probability of 0.012 where the
   * shifts are normal, 0.05 in few dimensions where they are not; twice that about never: at 0.05,
   * more than 23 of 200 have a probability of 1e-4.
   */
  @Test
  void errorsAreWhatTheyClaim() {
    for (double[] times : new double[][] {{0, 1, 2}, {0, 0.5, 1, 1.5, 2, 2.5}}) {
      double p = SechOrthant.probability(times);
      int beyond = 0;
      for (int seed = 0; seed < 200; seed++) {
        MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 0).withMaxPoints(6500).withSeed(seed);
        MvnResult result = MvnProbability.orthant(sech(times), options);
        double error = Math.abs(result.value() - p);
        beyond += error > result.error() ? 1 : 0;
        assertTrue(error <= 2 * result.error(), () -> result + " instead of " + p);
      }
      assertTrue(beyond <= 23, "beyond three standard errors: " + beyond + " of 200");
    }
  }

  @Test
  void closedForms() {
    double a = 0.3;
    double b = -0.5;
    double c = 0.2;
    DMatrixRMaj two = new DMatrixRMaj(new double[][] {{1, a}, {a, 1}});
    double asin = StrictMath.asin(a);
    MvnResult pair = MvnProbability.orthant(two, QUICK.withErrors(0, 1e-8));
    assertEquals(0.25 + asin / (2 * Math.PI), pair.value(), 2 * pair.error());
    assertTrue(pair.error() < 1e-7);
    DMatrixRMaj three = new DMatrixRMaj(new double[][] {{1, a, b}, {a, 1, c}, {b, c, 1}});
    double exact = 0.125 + (asin + StrictMath.asin(b) + StrictMath.asin(c)) / (4 * Math.PI);
    MvnResult triple = MvnProbability.orthant(three, QUICK.withErrors(0, 1e-6));
    assertEquals(exact, triple.value(), 2 * triple.error());
    // Equicorrelated 1/2: 1/(n+1)
    for (int n : new int[] {4, 9, 30}) {
      DMatrixRMaj r = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          r.set(i, j, i == j ? 1 : 0.5);
        }
      }
      MvnResult result = MvnProbability.orthant(r, QUICK);
      assertEquals(1.0 / (n + 1), result.value(), result.error(), "n=" + n);
      assertTrue(result.converged() && result.error() < 1e-4 / (n + 1), () -> "error " + result);
    }
  }

  @Test
  void boxesOfIndependentVariables() {
    DMatrixRMaj r = new DMatrixRMaj(new double[][] {{1, 0, 0}, {0, 4, 0}, {0, 0, 1}});
    double infinity = Double.POSITIVE_INFINITY;
    MvnResult result =
        MvnProbability.box(
            r, new double[] {-1, 1, 30}, new double[] {2, infinity, infinity}, QUICK);
    // Φ(2)-Φ(-1) = 0.8185946141203638, Φ(-1/2) = 0.3085375387259869, Φ(-30) =
    // 4.906713927148187e-198
    double expected = 0.8185946141203638 * 0.3085375387259869 * 4.906713927148187e-198;
    assertEquals(expected, result.value(), 1e-10 * expected);
    MvnResult far =
        MvnProbability.box(
            r, new double[] {-1, 1, 60}, new double[] {2, infinity, infinity}, QUICK);
    // log Φ(-60) = -1805.013560680567; the probability underflows, the logarithm does not.
    double log = Math.log(0.8185946141203638 * 0.3085375387259869) - 1805.013560680567;
    assertEquals(0, far.value());
    assertEquals(log, far.logValue(), 1e-11 * -log);
  }

  /** Botev's bound is above the exact probability, and near it for long runs of one sign. */
  @ParameterizedTest
  @MethodSource("orthants")
  void boundsAreAboveTheExactOrthants(ReferenceTable.Row row) {
    double[] times = times(row);
    double[] upper = new double[times.length];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    double bound = MvnProbability.logUpperBound(sech(times), new double[times.length], upper);
    double exact = SechOrthant.logProbability(times);
    assertTrue(bound >= exact - 1e-9, () -> row + " bound " + bound + " exact " + exact);
    assertTrue(bound <= 0);
    if (times.length > 2) {
      assertTrue(bound < Math.log(0.5), () -> row + " bound " + bound);
      assertTrue(bound - exact < 0.06 * times.length + 1, () -> row + " " + bound + " " + exact);
    }
  }

  /**
   * Dependent variables far out, in boxes with and without an upper end: log P(X > a, Y > a) with
   * correlation ρ is log ∫ φ(x) Φ((ρx - a)/√(1-ρ²)) dx by logarithms of a trapezoidal sum.
   */
  @Test
  void logarithmsDoNotUnderflow() {
    double infinity = Double.POSITIVE_INFINITY;
    double rho = 0.6;
    DMatrixRMaj r = new DMatrixRMaj(new double[][] {{1, rho}, {rho, 1}});
    for (double a : new double[] {20, 45, 100}) {
      double h = 0.01 / a;
      double first = Double.NaN;
      double sum = 0;
      double narrow = 0;
      for (int i = 0; i <= 4000; i++) {
        double x = a + i * h;
        double log =
            -x * x / 2
                - 0.9189385332046727
                + SpecialFunctions.normalLogCdf((rho * x - a) / Math.sqrt(1 - rho * rho));
        first = i == 0 ? log : first;
        sum += (i == 0 ? 0.5 : 1) * h * Math.exp(log - first);
        if (i <= 50) {
          narrow += (i == 0 || i == 50 ? 0.5 : 1) * h * Math.exp(log - first);
        }
      }
      MvnResult open =
          MvnProbability.box(r, new double[] {a, a}, new double[] {infinity, infinity}, QUICK);
      assertEquals(first + Math.log(sum), open.logValue(), 1e-3, "a=" + a);
      // X in [a, a + 1/(2a)].
      MvnResult box =
          MvnProbability.box(r, new double[] {a, a}, new double[] {a + 0.5 / a, infinity}, QUICK);
      assertEquals(first + Math.log(narrow), box.logValue(), 1e-3, "a=" + a);
      double bound =
          MvnProbability.logUpperBound(r, new double[] {a, a}, new double[] {infinity, infinity});
      assertTrue(bound >= open.logValue() - 1e-3 && bound < open.logValue() + 0.5, "a=" + a);
    }
  }

  /** A rare event of one variable: the bound is the probability. */
  @Test
  void boundsOfRareEventsAreSharp() {
    double infinity = Double.POSITIVE_INFINITY;
    DMatrixRMaj r = new DMatrixRMaj(new double[][] {{1, 0.5}, {0.5, 1}});
    double[] upper = {infinity, infinity};
    // P(X > 8, Y > 8) with correlation 1/2: 1.0115e-25 by quadrature of φ(x) Φ((x/2 - 8)/√(3/4)).
    double sum = 0;
    double h = 1e-3;
    for (int i = 0; i <= 12_000; i++) {
      double x = 8 + i * h;
      double weight = i == 0 ? h / 2 : h;
      sum +=
          weight
              * SpecialFunctions.normalPdf(x)
              * SpecialFunctions.normalCdf((x / 2 - 8) / Math.sqrt(0.75));
    }
    double bound = MvnProbability.logUpperBound(r, new double[] {8, 8}, upper);
    assertTrue(bound >= Math.log(sum) && bound < Math.log(sum) + 0.5, bound + " " + sum);
    assertEquals(0, MvnProbability.logUpperBound(r, new double[] {-infinity, -infinity}, upper));
  }

  @Test
  void singularCovariancesAreBounds() {
    // The third is the sum of the others over √2: positive with them.
    double h = Math.sqrt(0.5);
    DMatrixRMaj r = new DMatrixRMaj(new double[][] {{1, 0, h}, {0, 1, h}, {h, h, 1}});
    MvnResult result = MvnProbability.orthant(r, QUICK.withErrors(0, 1e-6));
    assertEquals(0.25, result.value(), 2 * result.error() + 1e-12);
    double infinity = Double.POSITIVE_INFINITY;
    // X + Y > 2: Φ(-√2) = 0.07864960352514258
    MvnResult plane =
        MvnProbability.box(
            r,
            new double[] {-infinity, -infinity, 2 * h},
            new double[] {infinity, infinity, infinity},
            QUICK.withErrors(0, 1e-5));
    assertEquals(0.07864960352514258, plane.value(), 2 * plane.error() + 1e-10);
    // X = Y cannot be of different signs.
    DMatrixRMaj same = new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}});
    MvnResult none =
        MvnProbability.box(same, new double[] {0, -infinity}, new double[] {infinity, 0}, QUICK);
    assertEquals(0, none.value(), 1e-15);
  }

  @Test
  void threadsDoNotMatter() {
    double[] t = {0, 0.4, 1, 1.3, 2, 3.5, 4};
    MvnOptions one = new MvnOptions(0, 1e-4, 100_000, 1e-10, 3, Parallelism.sequential());
    MvnOptions three = new MvnOptions(0, 1e-4, 100_000, 1e-10, 3, Parallelism.of(3));
    assertEquals(MvnProbability.orthant(sech(t), one), MvnProbability.orthant(sech(t), three));
  }

  @Property(tries = 200)
  void orthantsOfTwoAndThreePoints(
      @ForAll @DoubleRange(min = 0.1, max = 5) double first,
      @ForAll @DoubleRange(min = 0.1, max = 5) double second) {
    double ra = DiffusionCorrelation.of(2).value(first);
    double rb = DiffusionCorrelation.of(2).value(second);
    double rc = DiffusionCorrelation.of(2).value(first + second);
    double two = 0.25 + StrictMath.asin(ra) / (2 * Math.PI);
    assertEquals(two, SechOrthant.probability(0, first), 1e-14);
    double sum = StrictMath.asin(ra) + StrictMath.asin(rb) + StrictMath.asin(rc);
    double three = 0.125 + sum / (4 * Math.PI);
    assertEquals(three, SechOrthant.probability(0, first, first + second), 1e-14);
    // Monotone in nested sets, and bounded by the persistence of the continuous process.
    double four = SechOrthant.probability(0, first, first + second / 2, first + second);
    assertTrue(four < three && three < two);
    assertTrue(2 * four > SechExact.at(first + second).persistence());
  }

  static List<ReferenceTable.Row> rice() {
    return ReferenceTable.read("slepian/rice_first_term.csv");
  }

  @ParameterizedTest
  @MethodSource("rice")
  void riceAgreesWithTheReference(ReferenceTable.Row row) {
    double w = row.number("W");
    RiceSeries rice = RiceSeries.of(ReferenceModels.parse(row.text("process")));
    assertEquals(w, rice.upperBound(row.number("t")), 2e-13 * w, row::toString);
  }

  @Test
  void riceBracketsTheExactLaws() {
    RiceSeries sech = RiceSeries.of(DiffusionCorrelation.of(2));
    RiceSeries acceleration = RiceSeries.of(RandomAccelerationCorrelation.of());
    for (double t = 1; t < 9; t += 0.25) {
      double at = t;
      double f = SechExact.at(t).density();
      double below = sech.lowerBound(t);
      assertTrue(sech.upperBound(t) > f && below < f, () -> "sech t=" + at + " " + below);
      double g = RandomAccelerationExact.density(t);
      assertTrue(
          acceleration.upperBound(t) > g && acceleration.lowerBound(t) < g, () -> "RA " + at);
    }
    // The bounds close at short times: fast where λ₄ is finite.
    double exact = SechExact.at(1).density();
    assertEquals(exact, sech.upperBound(1), 2e-5 * exact);
    assertEquals(exact, sech.lowerBound(1), 2e-5 * exact);
    assertEquals(0.5 / (2 * Math.PI), sech.upperBound(60), 1e-9);
    assertEquals(0, sech.upperBound(0));
    assertTrue(acceleration.upperBound(0) > 37.0 / 96);
  }

  /** Three terms: above the exact laws, below the first term, and much closer. */
  @ParameterizedTest
  @ValueSource(doubles = {1.5, 3, 5, 8})
  void threeTermsOfRiceBoundFromAbove(double t) {
    RiceSeries sech = RiceSeries.of(DiffusionCorrelation.of(2));
    double f = SechExact.at(t).density();
    double third = sech.bound(3, t);
    assertTrue(third > f && third <= sech.bound(1, t), () -> "sech " + third + " for " + f);
    assertEquals(f, third, 1e-3 * f);
    assertEquals(sech.lowerBound(t), sech.bound(2, t));
    RiceSeries acceleration = RiceSeries.of(RandomAccelerationCorrelation.of());
    double g = RandomAccelerationExact.density(t);
    double rough = acceleration.bound(3, t);
    assertTrue(rough > g && rough < acceleration.bound(1, t), () -> "RA " + rough + " for " + g);
    assertThrows(IllegalArgumentException.class, () -> sech.bound(4, t));
    assertThrows(IllegalArgumentException.class, () -> sech.bound(0, t));
  }

  @Test
  void positiveMomentsOfThreeVariables() {
    double[][] independent = {{1, 0, 0}, {0, 4, 0}, {0, 0, 1}};
    double half = 1 / Math.sqrt(2 * Math.PI);
    assertEquals(2 * half * half * half, RiceSeries.positiveMoment(independent), 1e-15);
    double[][] one = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    // E[(X⁺)³] = 2/√(2π); the partial correlations are those of a degenerate triangle.
    assertTrue(RiceSeries.positiveMoment(one) > 2 * half - 1e-9);
    // E[X⁺Y⁺] of the first term, from three variables with one independent.
    double rho = 0.3;
    double[][] pair = {{1, rho, 0}, {rho, 1, 0}, {0, 0, 1}};
    double two =
        (rho * (Math.PI / 2 + StrictMath.asin(rho)) + Math.sqrt(1 - rho * rho)) / (2 * Math.PI);
    assertEquals(two * half, RiceSeries.positiveMoment(pair), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 3})
  void gridLawsAgreeWithTheExactLaws(double t) {
    MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 5e-4).withMaxPoints(300_000);
    ExcursionRind sech = ExcursionRind.of(DiffusionCorrelation.of(2), 0, 40, options);
    SechExact exact = SechExact.at(t);
    check(exact.density(), sech.density(t), "sech density " + t);
    check(exact.survival(), sech.survival(t), "sech survival " + t);
    ExcursionRind acceleration =
        ExcursionRind.of(RandomAccelerationCorrelation.of(), 0, 40, options);
    check(RandomAccelerationExact.density(t), acceleration.density(t), "RA density " + t);
    check(RandomAccelerationExact.survival(t), acceleration.survival(t), "RA survival " + t);
  }

  private static void check(double exact, ExcursionRind.Value value, String what) {
    double error = 2 * value.samplingError() + 0.3 * value.discretisationError();
    assertEquals(exact, value.value(), error, () -> what + " " + value);
    double claimed = value.samplingError() + value.discretisationError();
    assertEquals(exact, value.value(), claimed, () -> what + " " + value);
    assertTrue(value.upperBound() > exact - 2 * value.samplingError(), what);
    assertTrue(value.samplingError() < 2e-3 * exact, () -> what + " " + value);
  }

  /** A grid is not exact: without the extrapolation it is off by far more than the sampling. */
  @Test
  void gridsOverestimate() {
    MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 5e-4).withMaxPoints(70_000);
    ExcursionRind law = ExcursionRind.of(RandomAccelerationCorrelation.of(), 0, 12, options);
    ExcursionRind.Value value = law.survival(3);
    double exact = RandomAccelerationExact.survival(3);
    assertTrue(value.upperBound() > exact + 3 * value.samplingError(), value::toString);
    assertTrue(value.discretisationError() > 3 * value.samplingError(), value::toString);
    assertEquals(exact, value.value(), value.samplingError() + value.discretisationError());
  }

  @Test
  void gridLawsAtALevel() {
    // ∫ S dt = Φ(-u)/ν is the mean of the exact law as well.
    MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 2e-3).withMaxPoints(30_000);
    ExcursionRind law = ExcursionRind.of(SquaredExponentialCorrelation.of(1), 1, 16, options);
    // Slope of S is -f.
    double h = 0.2;
    double slope = (law.survival(2 - h).value() - law.survival(2 + h).value()) / (2 * h);
    assertEquals(slope, law.density(2).value(), 5e-3);
  }

  /**
   * On two grids of four and two points the survival function is an integral over the slope at 0 of
   * normal probabilities without factors: S = ∫ P(R a(t_i) + Δ(t_i) > u (1 - r(t_i))) R e^(-R²/2)
   * dR by the trapezoidal rule.
   */
  @ParameterizedTest
  @ValueSource(doubles = {-8, -3, 0, 3, 5, 8})
  void survivalIsAnIntegralOverTheSlope(double u) {
    for (CorrelationModel r :
        List.of(DiffusionCorrelation.of(2), RandomAccelerationCorrelation.of())) {
      for (double time : new double[] {0.5, 1}) {
        double t = time / Math.sqrt(r.lambda2());
        double gain = r.cubicCoefficient() > 0 ? Math.pow(2, 1.25) : 4;
        double exact = (gain * overSlopes(r, u, t, 4) - overSlopes(r, u, t, 2)) / (gain - 1);
        ExcursionRind.Value value =
            ExcursionRind.of(r, u, 4, MvnOptions.DEFAULT.withErrors(0, 1e-4)).survival(t);
        assertTrue(value.samplingError() <= 2e-3 * exact, value::toString);
        assertEquals(
            exact,
            value.value(),
            2 * value.samplingError() + 2e-4 * exact,
            () -> r.name() + " " + t);
      }
    }
  }

  private static double overSlopes(CorrelationModel r, double u, double t, int n) {
    double[] value = new double[n];
    double[] slope = new double[n];
    for (int i = 0; i < n; i++) {
      value[i] = r.value((i + 1) * t / n);
      slope[i] = -r.derivative((i + 1) * t / n) / Math.sqrt(r.lambda2());
    }
    DMatrixRMaj covariance = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double direct = i == j ? 1 : r.value(Math.abs(i - j) * t / n);
        covariance.set(i, j, direct - value[i] * value[j] - slope[i] * slope[j]);
      }
    }
    double[] upper = new double[n];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    double h = 0.04;
    double sum = 0;
    for (double a = h; a < 12; a += h) {
      double[] lower = new double[n];
      for (int i = 0; i < n; i++) {
        lower[i] = u * (1 - value[i]) - a * slope[i];
      }
      MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 1e-4);
      double p = MvnProbability.box(covariance, lower, upper, options).value();
      sum += h * a * StrictMath.exp(-a * a / 2) * p;
    }
    return sum;
  }

  /**
   * A path that leaves a high level and comes back soon stays above between: the density is Rice's
   * first term, E[A⁺ B⁺] of the two slopes, an integral over one of them.
   */
  @ParameterizedTest
  @ValueSource(doubles = {10, 20, 37})
  void gridLawsAtHighLevels(double u) {
    double t = 0.5;
    double r = StrictMath.exp(-t * t / 2);
    double slope = u * t * r / (1 + r);
    double variance = 1 - t * t * r * r / (1 - r * r);
    double covariance = (t * t - 1) * r + r * t * t * r * r / (1 - r * r);
    // Of X'(0) and -X'(t): r'' of the model and r'^2 r/(1-r^2), given both ends.
    double deviation = Math.sqrt(variance);
    double rest = Math.sqrt(variance - covariance * covariance / variance);
    double sum = 0;
    int n = 4000;
    double h = 20 * deviation / n;
    for (int i = 0; i <= n; i++) {
      double a = slope - 10 * deviation + i * h;
      if (a > 0) {
        double z = (a - slope) / deviation;
        double m = slope + covariance / variance * (a - slope);
        double positive =
            rest * SpecialFunctions.normalPdf(m / rest) + m * SpecialFunctions.normalCdf(m / rest);
        sum += h / deviation * SpecialFunctions.normalPdf(z) * a * positive;
      }
    }
    double exact = sum * StrictMath.exp(-u * u * (1 - r) / (2 * (1 + r))) / Math.sqrt(1 - r * r);
    ExcursionRind law =
        ExcursionRind.of(
            SquaredExponentialCorrelation.of(1), u, 8, MvnOptions.DEFAULT.withErrors(0, 1e-4));
    ExcursionRind.Value value = law.density(t);
    assertTrue(value.samplingError() <= 2e-4 * exact, value::toString);
    assertEquals(exact, value.value(), 2 * value.samplingError() + 1e-6 * exact);
    String message =
        assertThrows(IllegalArgumentException.class, () -> law.survival(t)).getMessage();
    assertTrue(message.contains("must be from -8 to 8 for survival"), message);
  }

  @Test
  void refusals() {
    CorrelationModel r = DiffusionCorrelation.of(2);
    assertEquals(
        "points is 5: must be even, from 4 to 500",
        assertThrows(
                IllegalArgumentException.class, () -> ExcursionRind.of(r, 0, 5, MvnOptions.DEFAULT))
            .getMessage());
    ExcursionRind law = ExcursionRind.of(r, 0, 8, MvnOptions.DEFAULT);
    assertThrows(IllegalArgumentException.class, () -> law.density(0.1));
    assertThrows(IllegalArgumentException.class, () -> SechOrthant.probability(1, 1));
    assertThrows(IllegalArgumentException.class, () -> SechOrthant.probability());
    DMatrixRMaj asymmetric = new DMatrixRMaj(new double[][] {{1, 0.5}, {0.4, 1}});
    assertThrows(
        IllegalArgumentException.class,
        () -> MvnProbability.orthant(asymmetric, MvnOptions.DEFAULT));
    DMatrixRMaj two = new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}});
    assertThrows(
        IllegalArgumentException.class,
        () ->
            MvnProbability.box(
                two, new double[] {0, Double.NaN}, new double[] {1, 1}, MvnOptions.DEFAULT));
  }
}
