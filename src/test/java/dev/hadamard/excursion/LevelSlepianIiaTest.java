package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LevelSlepianIiaTest {
  static List<ReferenceTable.Row> summary() {
    return ReferenceTable.read("slepian/level_summary.csv");
  }

  @ParameterizedTest
  @MethodSource("summary")
  void exponentsAgreeWithTheReference(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    double u = row.number("u");
    boolean valid = row.text("mono_plus").equals("True") && row.text("mono_minus").equals("True");
    LevelSlepianIia iia = LevelSlepianIia.of(model, u, ValidityPolicy.DIAGNOSTIC);
    assertEquals(!valid, iia.formal());
    if (!valid) {
      assertThrows(IllPosedProblemException.class, () -> LevelSlepianIia.of(model, u));
      assertThrows(IllPosedProblemException.class, iia::distributionAbove);
      assertThrows(IllPosedProblemException.class, iia::distributionBelow);
    }
    // The reference states 1e-10.
    assertExponent(row.number("theta_plus"), iia.above(), !valid, row);
    assertExponent(row.number("theta_minus"), iia.below(), !valid, row);
    assertEquals(row.number("rice_plus"), iia.meanAbove(), 1e-11 * iia.meanAbove());
    assertEquals(row.number("rice_minus"), iia.meanBelow(), 1e-11 * iia.meanBelow());
    LevelSlepianIia mirrored = LevelSlepianIia.of(model, -u, ValidityPolicy.DIAGNOSTIC);
    assertEquals(iia.above().theta(), mirrored.below().theta());
  }

  /** NaN in the reference: the formal equation has no root below the tail rate. */
  private static void assertExponent(
      double expected, PersistencyExponent exponent, boolean formal, ReferenceTable.Row row) {
    assertEquals(formal, exponent.formal());
    if (Double.isNaN(expected)) {
      assertEquals(TailRegime.UNDETERMINED, exponent.regime(), row::toString);
      assertEquals(0, exponent.theta());
    } else {
      assertEquals(TailRegime.EXPONENTIAL, exponent.regime(), row::toString);
      assertEquals(expected, exponent.theta(), 1e-10, row::toString);
    }
  }

  /**
   * The time between the excursions above high levels: mpmath, 50 digits, from the definition. The
   * exponent tends to the intensity of up-crossings.
   */
  @ParameterizedTest
  @CsvSource({
    "diffusion(d=2.0), 5, 2.96481621133384e-7",
    "diffusion(d=2.0), 9, 2.050518118119437e-19",
    "diffusion(d=2.0), 20, 1.101269864789285e-88",
    "diffusion(d=2.0), 36, 3.005840021975786e-283",
    "squaredExponential(ell=1.0), 5, 5.93112589460281e-7",
    "squaredExponential(ell=1.0), 9, 4.101036310690809e-19",
    "squaredExponential(ell=1.0), 20, 2.202539729578571e-88",
    "squaredExponential(ell=1.0), 36, 6.011680043951572e-283",
    "matern(nu=2.5), 5, 3.422523131000541e-7",
    "matern(nu=2.5), 9, 2.367732781437726e-19",
    "matern(nu=2.5), 20, 1.271636905773033e-88",
    "matern(nu=2.5), 36, 3.470845091657341e-283"
  })
  void highLevels(String process, double u, double theta) {
    CorrelationModel model = ReferenceModels.parse(process);
    LevelSlepianIia iia = LevelSlepianIia.of(model, u, ValidityPolicy.DIAGNOSTIC);
    assertTrue(iia.formal());
    PersistencyExponent below = iia.below();
    assertEquals(theta, below.theta(), 3e-15 * theta);
    // What lies under C e^(-θt) is the mean, but for the clusters of short times.
    assertEquals(theta * iia.meanBelow(), below.survivalAmplitude(), 1e-9);
    double intensity = iia.upcrossingIntensity();
    assertEquals(intensity, theta, (u < 20 ? 1e-3 : 1e-12) * theta);
    // Mills' ratio lies between u/(1+u²) and 1/u.
    double ratio = iia.meanAbove() * Math.sqrt(model.lambda2() / (2 * Math.PI));
    assertTrue(ratio > u / (1 + u * u) && ratio < 1 / u);
  }

  /**
   * Next to the critical level, where the two terms of the distance to the limit nearly cancel:
   * mpmath, 70 digits and more, from the definition.
   */
  @ParameterizedTest
  @CsvSource({
    "diffusion(d=2.0), 1.2520608231781847, 0.49959168397630999",
    "squaredExponential(ell=1.0), 3.1231070137023926, 2.8275298151370261",
    "randomAcceleration, 0.7233841741819002, 0.49990469265753248"
  })
  void nearTheCriticalLevel(String process, double u, double theta) {
    CorrelationModel model = ReferenceModels.parse(process);
    assertEquals(theta, LevelSlepianIia.of(model, u).above().theta(), 1e-14);
    assertEquals(theta, LevelSlepianIia.of(model, -u).below().theta(), 1e-14);
  }

  /** After an up-crossing of a high level: relative to the distance from its limit. */
  @Test
  void differencesToTheLimitKeepTheirDigitsAtHighLevels() {
    LevelSlepianIia high =
        LevelSlepianIia.of(DiffusionCorrelation.of(2), 9, ValidityPolicy.DIAGNOSTIC);
    double before = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= 40; i++) {
      // E₊ - E₋ = 2E exp(-u²(1-r)/(2(1+r))), both sides by their own formulas.
      double t = 0.05 * i;
      double r = high.model().value(t);
      double o = high.model().oneMinus(t);
      double gap = 2 * high.model().slepianMean(t) * Math.exp(-81 * o / (2 * (1 + r)));
      assertEquals(gap, high.meanAfterUpcrossing(t) - high.meanAfterDowncrossing(t), 4e-15);
      assertTrue(gap < before);
      before = gap;
    }
  }

  static List<ReferenceTable.Row> means() {
    return ReferenceTable.read("slepian/level_E.csv");
  }

  @ParameterizedTest
  @MethodSource("means")
  void clippedMeansAgreeWithTheReference(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    double u = row.number("u");
    LevelSlepianIia iia = LevelSlepianIia.of(model, u, ValidityPolicy.DIAGNOSTIC);
    double t = row.number("t");
    assertEquals(row.number("Eplus"), iia.meanAfterUpcrossing(t), 1e-14, row::toString);
    assertEquals(row.number("Eminus"), iia.meanAfterDowncrossing(t), 1e-14, row::toString);
  }

  @Test
  void levelZeroIsTheSymmetricCase() {
    for (CorrelationModel model :
        List.of(
            DiffusionCorrelation.of(2),
            RandomAccelerationCorrelation.of(),
            MaternCorrelation.of(2.5))) {
      PersistencyExponent symmetric = SlepianIia.of(model).persistency();
      PersistencyExponent above = LevelSlepianIia.of(model, 0).above();
      assertEquals(symmetric.theta(), above.theta(), 1e-13);
      assertEquals(symmetric.survivalAmplitude(), above.survivalAmplitude(), 1e-12);
    }
  }

  /**
   * Formal exponents of the time above high levels: roots by Gauss-Legendre sums of 130 to 400
   * digits (mpmath), whose integrand cancels by a power of ten for each unit of u.
   */
  @ParameterizedTest
  @CsvSource({
    "4, 3.7153455393400271847",
    "6.5, 6.17836096019825925",
    "8, 7.6781814957679135789",
    "10, 9.6917243902648856991",
    "12, 11.709434775754418226",
    "20, 19.771262631243545237"
  })
  void formalExponentsAboveHighLevels(double u, double theta) {
    PersistencyExponent above =
        LevelSlepianIia.of(SquaredExponentialCorrelation.of(1), u, ValidityPolicy.DIAGNOSTIC)
            .above();
    assertEquals(theta, above.theta(), 2e-15 * theta);
    assertEquals(TailRegime.EXPONENTIAL, above.regime());
    LevelSlepianIia scaled =
        LevelSlepianIia.of(SquaredExponentialCorrelation.of(4), u, ValidityPolicy.DIAGNOSTIC);
    assertEquals(theta / 4, scaled.above().theta(), 1e-14 * theta);
  }

  @Test
  void formalExponentsThatUnderflowAreRefused() {
    for (double u : new double[] {30, 37}) {
      LevelSlepianIia iia =
          LevelSlepianIia.of(SquaredExponentialCorrelation.of(1), u, ValidityPolicy.DIAGNOSTIC);
      String message = assertThrows(ConvergenceException.class, iia::above).getMessage();
      assertTrue(message.contains("Rayleigh's law"), message);
    }
    // Below it, the exponent is the intensity of up-crossings.
    LevelSlepianIia rare =
        LevelSlepianIia.of(DiffusionCorrelation.of(2), 30, ValidityPolicy.DIAGNOSTIC);
    assertEquals(1, rare.below().theta() / rare.upcrossingIntensity(), 1e-12);
  }

  @Test
  void badLevelsAreNamed() {
    assertEquals(
        "level is 38.0: must be from -37 to 37",
        assertThrows(
                IllegalArgumentException.class,
                () -> LevelSlepianIia.of(DiffusionCorrelation.of(2), 38))
            .getMessage());
    assertThrows(
        IllPosedProblemException.class, () -> LevelSlepianIia.of(DiffusionCorrelation.of(2), 2));
    assertThrows(
        IllPosedProblemException.class, () -> LevelSlepianIia.of(SincCorrelation.of(), 0.1));
  }
}
