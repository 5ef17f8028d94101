package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactLawsTest {
  static List<ReferenceTable.Row> randomAcceleration() {
    return ReferenceTable.read("slepian/exact_random_acceleration.csv");
  }

  @ParameterizedTest
  @MethodSource("randomAcceleration")
  void randomAccelerationAgreesWithTheReference(ReferenceTable.Row row) {
    double t = row.number("t");
    double f = row.number("f");
    assertEquals(f, RandomAccelerationExact.density(t), 2e-12 * f, row::toString);
    assertEquals(row.number("S"), RandomAccelerationExact.survival(t), 2e-12, row::toString);
  }

  static List<ReferenceTable.Row> sech() {
    return ReferenceTable.read("slepian/exact_sech.csv");
  }

  @ParameterizedTest
  @MethodSource("sech")
  void sechAgreesWithTheReference(ReferenceTable.Row row) {
    SechExact exact = SechExact.at(row.number("t"));
    assertEquals(row.number("Q"), exact.persistence(), 2e-12, row::toString);
    assertEquals(row.number("S"), exact.survival(), 2e-12, row::toString);
    assertEquals(row.number("f"), exact.density(), 2e-12, row::toString);
  }

  /** Geometric convergence in the nodes of each panel. */
  @Test
  void pfaffianConvergesInItsNodes() {
    double exact = SechExact.at(12).persistence();
    double before = 1e-3;
    for (int nodes = 4; nodes <= 16; nodes += 4) {
      double error = Math.abs(SechExact.at(12, nodes).persistence() / exact - 1);
      assertTrue(error < before, "nodes " + nodes + " error " + error);
      before = Math.max(error / 100, 2e-13);
    }
    assertEquals(exact, SechExact.at(12, 40).persistence(), 1e-14);
    assertThrows(IllegalArgumentException.class, () -> SechExact.at(12, 1));
    assertThrows(IllegalArgumentException.class, () -> SechExact.at(12, 41));
  }

  @Test
  void exponentsAndConstants() {
    assertEquals(37.0 / 96, RandomAccelerationExact.density(1e-9), 1e-8);
    double ratio = RandomAccelerationExact.density(61) / RandomAccelerationExact.density(60);
    assertEquals(-0.25, Math.log(ratio), 1e-9);
    SechExact far = SechExact.at(60);
    SechExact near = SechExact.at(50);
    assertEquals(3.0 / 16, -Math.log(far.survival() / near.survival()) / 10, 1e-10);
    // f'(0) = (λ₄ - λ₂²)/(8 λ₂) = 1/8
    assertEquals(0.125, SechExact.at(1e-3).density() / 1e-3, 1e-5);
  }

  /** The first term of the Rice series, and the approximation, bound the exact density. */
  @Test
  void theApproximationIsNearTheTruth() {
    SlepianIiaDistribution law = SlepianIia.of(DiffusionCorrelation.of(2)).excursion();
    double largest = 0;
    for (int i = 1; i <= 60; i++) {
      double t = 0.25 * i;
      largest =
          Math.max(largest, Math.abs(law.survivalProbability(t) - SechExact.at(t).survival()));
    }
    // iia_vs_exact.csv: 0.002762 at t = 3.188
    assertEquals(0.002762, largest, 1e-5);
  }

  @Test
  void badInputIsNamed() {
    assertEquals(
        "t is -1.0: must be at least 0",
        assertThrows(IllegalArgumentException.class, () -> SechExact.at(-1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> SechExact.at(1000));
    assertThrows(IllegalArgumentException.class, () -> RandomAccelerationExact.survival(101));
    assertEquals(0, RandomAccelerationExact.density(1000));
  }
}
