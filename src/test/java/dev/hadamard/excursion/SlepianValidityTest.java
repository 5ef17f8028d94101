package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  @Test
  void sincIsNegativeByAboutTwoHundredths() {
    ValidityReport report = SlepianValidity.check(SincCorrelation.of());
    assertEquals(ValidityStatus.REFUTED, report.status());
    // Spec: "about -0.02".
    assertEquals(-0.02, report.minimumDensity().getAsDouble(), 5e-3);
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
