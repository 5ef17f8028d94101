package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistencyExponentTest {
  static List<ReferenceTable.Row> exponents() {
    return ReferenceTable.read("slepian/iia_exponents.csv");
  }

  @ParameterizedTest
  @MethodSource("exponents")
  void agreesWithTheReference(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    assertEquals(row.number("lambda2"), model.lambda2(), 1e-14 * row.number("lambda2"));
    assertEquals(row.number("alpha"), model.tailRate());
    PersistencyExponent exponent = SlepianIia.of(model).persistency();
    double theta = row.number("theta");
    if (theta == 0) {
      assertEquals(TailRegime.HEAVY, exponent.regime());
      assertEquals(0, exponent.theta());
      return;
    }
    assertEquals(TailRegime.EXPONENTIAL, exponent.regime());
    // The reference of Matern 2.2 is printed to 12 digits: half a unit of its last one.
    boolean printed = row.text("theta").length() < 18;
    assertEquals(theta, exponent.theta(), printed ? 5e-13 : 1e-13 * theta);
    double amplitude = row.number("amplitude");
    assertEquals(amplitude, exponent.survivalAmplitude(), (printed ? 1e-9 : 1e-12) * amplitude);
    assertTrue(Math.abs(exponent.residual()) < 1e-13, "residual " + exponent.residual());
  }

  static List<ReferenceTable.Row> moreExponents() {
    return ReferenceTable.read("slepian/more_exponents.csv");
  }

  @ParameterizedTest
  @MethodSource("moreExponents")
  void extremeParametersAgreeWithTheReference(ReferenceTable.Row row) {
    double theta = row.number("theta");
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    assertEquals(theta, SlepianIia.of(model).persistency().theta(), 1e-12 * theta);
  }

  /** Formal exponents too: validity is not asked for here. Reference to 12 digits. */
  static List<ReferenceTable.Row> shifted() {
    return ReferenceTable.read("slepian/shifted_models.csv");
  }

  @ParameterizedTest
  @MethodSource("shifted")
  void shiftedModels(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    assertEquals(row.number("lambda2"), model.lambda2(), 1e-13);
    double theta = row.number("theta");
    assertEquals(
        theta,
        SlepianIia.of(model, ValidityPolicy.DIAGNOSTIC).persistency().theta(),
        3e-12 * theta);
  }

  @Property(tries = 200)
  void timeScaleScalesTheExponent(
      @ForAll @DoubleRange(min = 0.3, max = 60) double dimension,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double c) {
    CorrelationModel model = DiffusionCorrelation.of(dimension);
    double theta = SlepianIia.of(model).persistency().theta();
    assertEquals(
        c * theta, SlepianIia.of(model.scaled(c)).persistency().theta(), 1e-13 * c * theta);
    assertTrue(theta > 0 && theta < model.tailRate());
  }

  @Property(tries = 200)
  void car2IsSymmetric(
      @ForAll @DoubleRange(min = 0.05, max = 20) double a,
      @ForAll @DoubleRange(min = 0.05, max = 20) double b) {
    double theta = SlepianIia.of(Car2Correlation.of(a, b)).persistency().theta();
    assertEquals(theta, SlepianIia.of(Car2Correlation.of(b, a)).persistency().theta());
    assertTrue(theta > 0 && theta < Math.min(a, b));
  }

  @Test
  void car2TendsToMatern() {
    double matern = SlepianIia.of(MaternCorrelation.of(1.5)).persistency().theta();
    assertEquals(matern, SlepianIia.of(Car2Correlation.of(1, 1)).persistency().theta(), 1e-13);
    assertEquals(
        matern, SlepianIia.of(Car2Correlation.of(1, 1 + 1e-9)).persistency().theta(), 1e-9);
  }

  @Test
  void generalMaternMeetsTheClosedForms() {
    for (int p = 1; p <= 4; p++) {
      double closed = SlepianIia.of(new HalfIntegerMatern(p)).persistency().theta();
      double general = SlepianIia.of(new GeneralMatern(p + 0.5)).persistency().theta();
      assertEquals(closed, general, 1e-13, "p=" + p);
    }
  }

  /** The integral of E is half the mean excursion, π/(2√λ₂): a law that needs no reference. */
  @ParameterizedTest
  @ValueSource(doubles = {1.02, 1.05, 1.1, 1.3, 1.9, 2, 2.01, 3, 7.7, 20.3, 59})
  void generalMaternKeepsRiceMean(double smoothness) {
    CorrelationModel model = new GeneralMatern(smoothness);
    double half = Math.PI / 2 / Math.sqrt(model.lambda2());
    assertEquals(half, SlepianQuadrature.of(model).moment(0), 1e-12 * half);
    assertTrue(SlepianIia.of(model).persistency().theta() > 0);
  }

  /** Computed independently in 30 digits: matern_1p25.csv. */
  @Test
  void singularMatern() {
    assertEquals(
        0.42045025540684, SlepianIia.of(MaternCorrelation.of(1.25)).persistency().theta(), 1e-13);
  }

  @Test
  void rareStiffRatesStayBelowTheTailRate() {
    // As b grows the process tends to the one of exponential correlation, whose exponent is a.
    double previous = 0;
    for (double b = 10; b <= 1e6; b *= 10) {
      PersistencyExponent exponent = SlepianIia.of(Car2Correlation.of(1, b)).persistency();
      assertTrue(exponent.theta() > previous && exponent.theta() < 1, "b=" + b);
      assertTrue(Math.abs(exponent.residual()) < 1e-11, "b=" + b + " " + exponent);
      previous = exponent.theta();
    }
  }
}
