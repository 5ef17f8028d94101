package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelExcursionDistributionTest {
  private static final Map<String, LevelExcursionDistribution> CACHE = new HashMap<>();

  private static LevelExcursionDistribution law(String process, double level, boolean above) {
    return CACHE.computeIfAbsent(
        process + level + above,
        key -> {
          LevelSlepianIia iia = LevelSlepianIia.of(ReferenceModels.parse(process), level);
          return above ? iia.distributionAbove() : iia.distributionBelow();
        });
  }

  /** Rows at valid levels: those above the critical level are formal in the reference. */
  static List<ReferenceTable.Row> distribution() {
    return ReferenceTable.read("slepian/level_distribution.csv").stream()
        .filter(row -> valid(row.text("process"), row.number("u")))
        .toList();
  }

  private static boolean valid(String process, double level) {
    try {
      LevelSlepianIia.of(ReferenceModels.parse(process), level);
      return true;
    } catch (IllPosedProblemException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("distribution")
  void agreesWithTheReference(ReferenceTable.Row row) {
    String process = row.text("process");
    double u = row.number("u");
    double t = row.number("t");
    // Printed to twelve digits.
    double error = 20 * row.number("est_err") + 2e-12;
    LevelExcursionDistribution above = law(process, u, true);
    LevelExcursionDistribution below = law(process, u, false);
    assertEquals(row.number("S_plus"), above.survivalProbability(t), error, row::toString);
    assertEquals(row.number("S_minus"), below.survivalProbability(t), error, row::toString);
    assertEquals(row.number("f_plus"), above.density(t), 5 * error, row::toString);
    assertEquals(row.number("f_minus"), below.density(t), 5 * error, row::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "diffusion(d=2.0),0.7",
    "diffusion(d=7.3),-1.2",
    "squaredExponential(ell=1.0),1.5",
    "randomAcceleration,0.5",
    "matern(nu=2.5),1.0",
    "car2(a=1.0;b=5.0),-0.4"
  })
  void laws(String process, double u) {
    for (boolean up : new boolean[] {true, false}) {
      LevelExcursionDistribution law = law(process, u, up);
      // ∫ S is Rice's mean, which the renewal equation has not been told.
      assertEquals(0, law.meanResidual(), 1e-10, process);
      assertEquals(law.exponent().theta(), law.hazard(200 * law.getMean()), 1e-9);
      for (double p : new double[] {0.01, 0.3, 0.9, 1e-9}) {
        double t = law.inverseSurvivalProbability(p);
        assertEquals(p, law.survivalProbability(t), 1e-11 * p);
      }
      double far = law.inverseSurvivalProbability(1e-300);
      assertEquals(1e-300, law.survivalProbability(far), 1e-310);
      double last = 1;
      for (double t = 0; t < 5 * law.getMean(); t += 0.1 * law.getMean()) {
        assertTrue(law.survivalProbability(t) <= last);
        assertTrue(law.density(t) >= 0, process + " " + t);
        last = law.survivalProbability(t);
      }
      // The time above u is the time below -u.
      LevelExcursionDistribution mirrored = law(process, -u, !up);
      double t = law.getMean();
      assertEquals(law.survivalProbability(t), mirrored.survivalProbability(t), 1e-13);
    }
  }

  @Test
  void levelZeroIsTheExcursionTime() {
    SlepianIiaDistribution zero = SlepianIia.of(DiffusionCorrelation.of(3)).excursion();
    LevelExcursionDistribution above = law("diffusion(d=3.0)", 0, true);
    for (double t : new double[] {0.1, 1, 4, 20}) {
      assertEquals(zero.survivalProbability(t), above.survivalProbability(t), 1e-13);
      assertEquals(zero.density(t), above.density(t), 1e-12);
    }
    assertEquals(zero.getVariance(), above.getVariance(), 1e-10 * zero.getVariance());
  }

  /** Distribution and density at short times, where S is 1 to rounding. */
  @ParameterizedTest
  @CsvSource({"randomAcceleration,0.5", "diffusion(d=2.0),0.7", "squaredExponential(ell=1.0),1.5"})
  void shortTimes(String process, double u) {
    LevelExcursionDistribution law = law(process, u, true);
    double mean = law.getMean();
    for (double t = 1e-8 * mean; t < 0.1 * mean; t *= 3) {
      double slope =
          (law.cumulativeProbability(1.01 * t) - law.cumulativeProbability(0.99 * t)) / (0.02 * t);
      assertEquals(law.density(t), slope, 1e-3 * slope, process + " t=" + t);
    }
    // The two ways to the density meet.
    double before = law.density(0.9999e-4 * mean0(process, u));
    double after = law.density(1.0001e-4 * mean0(process, u));
    assertEquals(before, after, 1e-3 * after);
  }

  private static double mean0(String process, double u) {
    double lambda2 = ReferenceModels.parse(process).lambda2();
    return Math.PI / Math.sqrt(lambda2) / Math.max(1, Math.abs(u));
  }

  /** Kolmogorov-Smirnov at false-alarm rate 1e-6: D √n < 2.70. */
  @Test
  void samplesFollowTheLaw() {
    LevelExcursionDistribution law = law("diffusion(d=2.0)", 0.7, true);
    PhiloxGenerator random = Streams.of(4).generator();
    double[] draws = new double[2000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = law.sample(random);
    }
    Arrays.sort(draws);
    double d = 0;
    for (int i = 0; i < draws.length; i++) {
      double f = law.cumulativeProbability(draws[i]);
      d = Math.max(d, Math.max(f - (double) i / 2000, (i + 1.0) / 2000 - f));
    }
    assertTrue(d * Math.sqrt(2000) < 2.70);
  }

  @Test
  void refusals() {
    LevelSlepianIia heavy = LevelSlepianIia.of(CauchyCorrelation.of(1), 0);
    assertThrows(IllPosedProblemException.class, heavy::distributionAbove);
    LevelExcursionDistribution law = law("diffusion(d=2.0)", 0.7, true);
    assertThrows(IllegalArgumentException.class, () -> law.inverseCumulativeProbability(-0.1));
    assertThrows(IllegalArgumentException.class, () -> law.density(Double.NaN));
    assertEquals(0, law.density(-1));
    assertEquals(Double.POSITIVE_INFINITY, law.inverseCumulativeProbability(1));
  }

  /** The kernel nearly cancels in the tail: the mean is Rice's, and S ends like C e^(-θt). */
  @ParameterizedTest
  @ValueSource(strings = {"diffusion(d=2.0)", "squaredExponential(ell=1.0)", "matern(nu=2.5)"})
  void nextToTheCriticalLevel(String process) {
    CorrelationModel model = ReferenceModels.parse(process);
    double u = LevelSlepianIia.criticalLevel(model) * (1 - 1e-4);
    LevelExcursionDistribution law = LevelSlepianIia.of(model, u).distributionAbove();
    assertEquals(0, law.meanResidual(), 1e-11);
    double theta = law.exponent().theta();
    double late = 60 / theta;
    double expected = Math.log(law.exponent().survivalAmplitude()) - theta * late;
    assertEquals(expected, law.logSurvival(late), 1e-2 * Math.abs(expected));
    double before = 1;
    for (int k = 1; k <= 40; k++) {
      double s = law.survivalProbability(k * law.getMean() / 4);
      assertTrue(s < before, process + " " + k);
      before = s;
    }
  }
}
