package dev.hadamard.reproduce.experiment;

import static dev.hadamard.reproduce.experiment.Verdict.AGREES;
import static dev.hadamard.reproduce.experiment.Verdict.DIFFERS;
import static dev.hadamard.reproduce.experiment.Verdict.INFORMATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, AGREES",
    "1, 1.5, 0.5, AGREES",
    "1, 0.5, 0.5, AGREES",
    "1, 1.5, 0.49, DIFFERS",
    "NaN, NaN, 1e300, DIFFERS",
    "1, NaN, 1e300, DIFFERS",
    "NaN, 1, 1e300, DIFFERS",
    "Infinity, Infinity, 0, AGREES",
    "Infinity, -Infinity, 1, DIFFERS",
    "Infinity, 1, 1e300, DIFFERS",
    "1, Infinity, 1e300, DIFFERS",
    "0, -0.0, 0, AGREES",
  })
  void absoluteTolerance(double reference, double value, double tolerance, Verdict verdict) {
    assertEquals(verdict, Comparison.absolute("q", reference, "test", value, tolerance).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "-100, -101, 0.01, AGREES",
    "-100, -102, 0.01, DIFFERS",
    "0, 1e-300, 0.5, DIFFERS",
    "0, 0, 0.5, AGREES",
    "Infinity, 5, 0.5, DIFFERS",
    "NaN, NaN, 0.5, DIFFERS",
  })
  void relativeTolerance(double reference, double value, double tolerance, Verdict verdict) {
    assertEquals(verdict, Comparison.relative("q", reference, "test", value, tolerance).verdict());
  }

  @Test
  void informationClaimsNothing() {
    assertEquals(INFORMATION, Comparison.information("q", 1, "test", 1).verdict());
    assertEquals(INFORMATION, Comparison.information("q", Double.NaN).verdict());
  }

  @Test
  void aNoteChangesNothingElse() {
    Comparison row = Comparison.absolute("q", 1, "test", 2, 0.5);
    assertEquals(DIFFERS, row.withNote("why").verdict());
    assertEquals("why", row.withNote("why").note());
    assertEquals(AGREES, Comparison.absolute("q", 1, "test", 1, 0).withNote("x").verdict());
  }

  @ParameterizedTest
  @CsvSource({"-1", "NaN", "Infinity"})
  void badTolerancesAreRefused(double tolerance) {
    assertThrows(
        IllegalArgumentException.class, () -> Comparison.absolute("q", 1, "test", 1, tolerance));
    assertThrows(
        IllegalArgumentException.class, () -> Comparison.relative("q", 1, "test", 1, tolerance));
  }
}
