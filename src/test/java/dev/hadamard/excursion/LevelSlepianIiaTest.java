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
    if (!valid) {
      assertThrows(IllPosedProblemException.class, () -> LevelSlepianIia.of(model, u));
      return;
    }
    LevelSlepianIia iia = LevelSlepianIia.of(model, u);
    // The reference states 1e-10.
    assertEquals(row.number("theta_plus"), iia.above().theta(), 1e-10, row::toString);
    assertEquals(row.number("theta_minus"), iia.below().theta(), 1e-10, row::toString);
    assertEquals(row.number("rice_plus"), iia.meanAbove(), 1e-11 * iia.meanAbove());
    assertEquals(row.number("rice_minus"), iia.meanBelow(), 1e-11 * iia.meanBelow());
    LevelSlepianIia mirrored = LevelSlepianIia.of(model, -u);
    assertEquals(iia.above().theta(), mirrored.below().theta());
  }

  static List<ReferenceTable.Row> means() {
    return ReferenceTable.read("slepian/level_E.csv");
  }

  @ParameterizedTest
  @MethodSource("means")
  void clippedMeansAgreeWithTheReference(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    double u = row.number("u");
    double bound = Math.sqrt(Math.PI / 2) * model.tailRate() / Math.sqrt(model.lambda2());
    if (Math.abs(u) > bound) {
      return; // refused: see exponentsAgreeWithTheReference
    }
    LevelSlepianIia iia;
    try {
      iia = LevelSlepianIia.of(model, u);
    } catch (IllPosedProblemException e) {
      assertTrue(Math.abs(u) > 0.7, "refused below every critical level: " + row);
      return;
    }
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

  @Test
  void badLevelsAreNamed() {
    assertEquals(
        "level is 9.0: must be from -8 to 8",
        assertThrows(
                IllegalArgumentException.class,
                () -> LevelSlepianIia.of(DiffusionCorrelation.of(2), 9))
            .getMessage());
    assertThrows(
        IllPosedProblemException.class, () -> LevelSlepianIia.of(DiffusionCorrelation.of(2), 2));
    assertThrows(
        IllPosedProblemException.class, () -> LevelSlepianIia.of(SincCorrelation.of(), 0.1));
  }
}
