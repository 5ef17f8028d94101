package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlepianValidityTest {
  static List<ReferenceTable.Row> statuses() {
    return ReferenceTable.read("slepian/validity.csv");
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void agreesWithTheReference(ReferenceTable.Row row) {
    ValidityReport report = SlepianValidity.check(ReferenceModels.parse(row.text("process")));
    assertEquals(ValidityStatus.valueOf(row.text("status")), report.status());
    assertEquals(row.text("monotone_r").equals("True"), report.monotoneCorrelation());
    assertEquals(row.text("monotone_E").equals("True"), report.monotoneMean());
    if (report.status() == ValidityStatus.REFUTED) {
      // The reference samples the minimum on a grid of its own.
      double minimum = row.number("min_f");
      assertEquals(minimum, report.minimumDensity().getAsDouble(), 2e-3 * -minimum);
      assertEquals(row.number("t_min_f"), report.minimumDensityAt().getAsDouble(), 0.05);
    }
  }

  static List<ReferenceTable.Row> shifted() {
    return ReferenceTable.read("slepian/shifted_models.csv");
  }

  @ParameterizedTest
  @MethodSource("shifted")
  void shiftedModels(ReferenceTable.Row row) {
    ValidityReport report = SlepianValidity.check(ReferenceModels.parse(row.text("process")));
    assertEquals(row.text("monotone_r").equals("True"), report.monotoneCorrelation());
    assertEquals(row.text("monotone_E").equals("True"), report.monotoneMean());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 1, 1.7, 3, 10, 60})
  void everyDiffusionIsProven(double dimension) {
    CorrelationModel model = DiffusionCorrelation.of(dimension);
    assertEquals(ValidityStatus.PROVEN, SlepianValidity.check(model).status());
    assertEquals(ValidityStatus.PROVEN, SlepianValidity.check(model.scaled(1e3)).status());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.1, 1.25, 1.5, 1.9, 2, 2.2, 3, 4.5, 7.3})
  void everyMaternIsProven(double smoothness) {
    ValidityReport report = SlepianValidity.check(MaternCorrelation.of(smoothness));
    assertEquals(ValidityStatus.PROVEN, report.status(), report::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 40})
  void everyIntegratedWhiteNoiseIsProven(int order) {
    ValidityReport report = SlepianValidity.check(IntegratedWhiteNoiseCorrelation.of(order));
    assertEquals(ValidityStatus.PROVEN, report.status(), report::toString);
  }

  @Test
  void oscillatingModelsAreRefusedByDefault() {
    NonMonotoneCovarianceException thrown =
        assertThrows(
            NonMonotoneCovarianceException.class, () -> SlepianIia.of(SincCorrelation.of()));
    assertTrue(thrown.getMessage().contains("r increases at t = "), thrown.getMessage());
    assertThrows(
        NonMonotoneCovarianceException.class, () -> SlepianIia.of(BesselJ0Correlation.of()));
    // Monotone r is not enough.
    assertThrows(
        SufficientConditionViolatedException.class,
        () -> SlepianIia.of(ReferenceModels.parse("sqexpMixture(w=0.5;eps=0.01)")));
    assertTrue(
        SlepianIia.of(
                ReferenceModels.parse("sqexpMixture(w=0.5;eps=0.01)"), ValidityPolicy.DIAGNOSTIC)
            .persistency()
            .formal());
  }

  static List<ReferenceTable.Row> minima() {
    return ReferenceTable.read("slepian/validity_minima.csv");
  }

  @ParameterizedTest
  @MethodSource("minima")
  void smallestDensitiesDoNotDependOnTheGrid(ReferenceTable.Row row) {
    ValidityReport report = SlepianValidity.check(ReferenceModels.parse(row.text("process")));
    double minimum = row.number("min_f");
    assertEquals(minimum, report.minimumDensity().orElseThrow(), -1e-5 * minimum, row::toString);
    assertEquals(row.number("t_min_f"), report.minimumDensityAt().orElseThrow(), 1e-3);
  }

  /** A tail without an exponent is told in the evidence. */
  @Test
  void regimesWithoutExponentAreTold() {
    ValidityReport heavy = SlepianValidity.check(CauchyCorrelation.of(1));
    assertEquals(TailRegime.HEAVY, heavy.regime());
    assertTrue(heavy.evidence().getLast().contains("no exponent, although the process"));
    ValidityReport borderline =
        SlepianValidity.check(
            ProductCorrelation.of(CauchyCorrelation.of(1), DiffusionCorrelation.of(0.5)));
    assertEquals(TailRegime.BORDERLINE, borderline.regime());
    assertTrue(borderline.evidence().getLast().contains("no exponent below that rate"));
    ValidityReport light = SlepianValidity.check(DiffusionCorrelation.of(2));
    assertFalse(String.join(" ", light.evidence()).contains("exponent"));
  }

  /**
   * Rates far apart: below the bound of the tail the expected values are monotone or not over the
   * length of the tail, not over the unit of time at 0. By a scan in plain differences.
   */
  @ParameterizedTest
  @ValueSource(doubles = {3, 30, 300})
  void levelsOfModelsWithLongTails(double b) {
    CorrelationModel r = Car2Correlation.of(1, b);
    double bound = LevelSlepianIia.tailBound(r);
    double critical = LevelSlepianIia.criticalLevel(r);
    assertTrue(critical <= bound);
    for (double u : new double[] {0.5 * critical, critical, 1.001 * critical}) {
      LevelSlepianIia iia = LevelSlepianIia.unchecked(r, u);
      double smallest = Double.POSITIVE_INFINITY;
      for (double t = 1e-4; t < 25; t *= 1.01) {
        smallest = Math.min(smallest, iia.densities(t)[1] / iia.densities(1e-3)[0]);
      }
      boolean valid = u <= critical;
      assertEquals(valid, SlepianValidity.check(r, u).status() == ValidityStatus.PROVEN, "u=" + u);
      if (valid) {
        assertTrue(smallest > -1e-9, "b=" + b + " u=" + u + " " + smallest);
      }
    }
  }

  @Test
  void sincIsNegativeByAboutTwoHundredths() {
    ValidityReport report = SlepianValidity.check(SincCorrelation.of());
    assertEquals(ValidityStatus.REFUTED, report.status());
    // Spec: "about -0.02".
    assertEquals(-0.02, report.minimumDensity().getAsDouble(), 5e-3);
  }

  /** level_summary.csv has the monotonicity of both expected values at every level. */
  static List<ReferenceTable.Row> levels() {
    return ReferenceTable.read("slepian/level_summary.csv");
  }

  @ParameterizedTest
  @MethodSource("levels")
  void statusAtLevels(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    double u = row.number("u");
    boolean valid = row.text("mono_plus").equals("True") && row.text("mono_minus").equals("True");
    ValidityReport report = SlepianValidity.check(model, u);
    assertEquals(valid, report.status() == ValidityStatus.PROVEN, report::toString);
    assertEquals(valid, report.monotoneMean(), report::toString);
    assertEquals(report.status(), SlepianValidity.check(model, -u).status());
    assertEquals(report.status(), SlepianValidity.check(model.scaled(7), u).status());
  }

  /** Far from 0 the expected values after down-crossings lie within 1e-15 of each other. */
  @ParameterizedTest
  @ValueSource(doubles = {3.2, 5, 7.9, 8})
  void highLevelsOfTheSquaredExponentialAreRefused(double level) {
    CorrelationModel model = SquaredExponentialCorrelation.of(1);
    assertEquals(ValidityStatus.UNDECIDED, SlepianValidity.check(model, level).status());
    assertThrows(IllPosedProblemException.class, () -> LevelSlepianIia.of(model, level));
    assertThrows(IllPosedProblemException.class, () -> LevelSlepianIia.of(model, -level));
  }

  static List<ReferenceTable.Row> critical() {
    return ReferenceTable.read("slepian/level_critical.csv");
  }

  /** The reference bisects to 1e-6 on 400 points. */
  @ParameterizedTest
  @MethodSource("critical")
  void criticalLevels(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    double critical = LevelSlepianIia.criticalLevel(model);
    assertEquals(row.number("u_crit"), critical, 2e-5, row::toString);
    if (!row.text("u_tail").equals("inf")) {
      assertEquals(row.number("u_tail"), LevelSlepianIia.tailBound(model), 1e-9);
    }
    assertEquals(ValidityStatus.PROVEN, SlepianValidity.check(model, critical).status());
    assertTrue(SlepianValidity.check(model, critical + 1e-4).status() != ValidityStatus.PROVEN);
  }

  @Test
  void levelsOfWhatIsNotValidAtZero() {
    CorrelationModel cosine = DampedCosineCorrelation.of(3);
    assertTrue(SlepianValidity.check(cosine, 0.1).status() != ValidityStatus.PROVEN);
    CorrelationModel ou = FunctionCorrelation.of("ou", t -> t.negate().exp(), 1);
    assertEquals(ValidityStatus.NOT_APPLICABLE, SlepianValidity.check(ou, 1).status());
    assertThrows(IllegalArgumentException.class, () -> SlepianValidity.check(cosine, 37.1));
    assertThrows(IllegalArgumentException.class, () -> SlepianValidity.check(cosine, Double.NaN));
    assertThrows(NonMonotoneCovarianceException.class, () -> LevelSlepianIia.criticalLevel(cosine));
    // A formal density that is negative beyond its error.
    CorrelationModel noise = IntegratedWhiteNoiseCorrelation.of(3);
    ValidityReport refuted = SlepianValidity.check(noise, 2);
    assertEquals(ValidityStatus.REFUTED, refuted.status(), refuted::toString);
    assertTrue(refuted.minimumDensity().orElseThrow() < -1e-7, refuted::toString);
  }

  /** cos t, and limits that are reached fast, like a power, and with a jump to them. */
  @Test
  void correlationsThatDoNotTendToZeroAreRefused() {
    double infinity = Double.POSITIVE_INFINITY;
    for (CorrelationModel r :
        List.of(
            FunctionCorrelation.of("cos", t -> t.cos(), 0),
            FunctionCorrelation.of(
                "limit", t -> t.times(t).negate().exp().times(0.5).plus(0.5), infinity),
            FunctionCorrelation.of(
                "power", t -> t.times(t).plus(1).pow(-1).times(0.7).plus(0.3), 0),
            FunctionCorrelation.of(
                "small", t -> t.times(t).negate().exp().times(0.99).plus(0.01), infinity))) {
      assertEquals(ValidityStatus.NOT_APPLICABLE, SlepianValidity.check(r).status(), r.name());
      for (ValidityPolicy policy : ValidityPolicy.values()) {
        String message =
            assertThrows(NonErgodicException.class, () -> SlepianIia.of(r, policy)).getMessage();
        assertTrue(message.contains("is not ergodic"), message);
      }
    }
    // Slow decay is decay.
    for (double beta : new double[] {1e-3, 0.03, 0.4}) {
      assertEquals(
          ValidityStatus.PROVEN, SlepianValidity.check(CauchyCorrelation.of(beta)).status());
    }
    assertEquals(
        ValidityStatus.PROVEN, SlepianValidity.check(DiffusionCorrelation.of(0.01)).status());
    CorrelationModel stiff = Car2Correlation.of(1e-5, 1);
    assertEquals(ValidityStatus.PROVEN, SlepianValidity.check(stiff).status());
  }

  @Test
  void functionsThatAreNoCorrelationsAreRefused() {
    CorrelationModel parabola =
        FunctionCorrelation.of("parabola", t -> t.times(t).times(-0.5).plus(1), 0);
    String message =
        assertThrows(IllPosedProblemException.class, () -> SlepianValidity.check(parabola))
            .getMessage();
    assertTrue(message.contains("r must be between -1 and 1"), message);
  }

  @Test
  void ornsteinUhlenbeckIsNotApplicable() {
    CorrelationModel ou = FunctionCorrelation.of("ou", t -> t.negate().exp(), 1);
    assertEquals(ValidityStatus.NOT_APPLICABLE, SlepianValidity.check(ou).status());
    IllPosedProblemException thrown =
        assertThrows(IllPosedProblemException.class, () -> SlepianIia.of(ou));
    assertTrue(thrown.getMessage().contains("infinite crossing intensity"));
  }
}
