package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ColumnDesignTest {
  @Test
  void benzeneOfTheSyntheticColumn() {
    // L = 30 m, u = 0.5 m/s, k = 1.5, n = 6000: K = n/(Φ t₀), k_d = n/(k t₀).
    ColumnDesign column = ColumnDesign.constantVelocity(30, 0.5, 4e-3);
    LinearColumn benzene = column.linear(6000 / (4e-3 * 60), 6000 / 90.0);
    assertEquals(60, benzene.holdUpTime(), 0);
    assertEquals(6000, benzene.transferUnits(), 1e-9);
    assertEquals(1.5, benzene.retentionFactor(), 1e-14);
    ColumnNumbers numbers =
        ColumnNumbers.of(
            benzene.withDispersion(column.peclet(1.5e-5), BoundaryCondition.DIRICHLET_OPEN));
    assertEquals(1e6, numbers.peclet(), 1e-9);
    assertEquals(150, numbers.retentionTime(), 1e-12);
    assertEquals(2 / 3.0, numbers.damkoehler(), 1e-14);
    assertEquals(6e-3, numbers.inversePeclet(), 1e-15);
    // (1 + k)² n/(k² Pe).
    assertEquals(2.5 * 2.5 * 6000 / (2.25 * 1e6), numbers.diffusionShare(), 1e-14);
    assertEquals(0, ColumnNumbers.of(benzene).diffusionShare(), 0);
  }

  @Test
  void parameterStyles() {
    ColumnDesign column = ColumnDesign.constantVelocity(2, 0.1, 3);
    // A linear driving force is the same equation with K = K_H k.
    assertEquals(column.linear(2.5 * 7, 7), column.linearDrivingForce(2.5, 7));
    LinearColumn fast = column.instantEquilibrium(2.5);
    assertEquals(20 * (1 + 3 * 2.5), fast.cumulants()[0], 1e-12);
    assertEquals(0, fast.cumulants()[1], 0);
    // Its dilute limit is the linear column with K = k_a q_m.
    LangmuirSystem system = column.langmuir(new double[] {2, 3}, new double[] {5, 6}, 0.4);
    assertEquals(
        column.linear(3 * 0.4, 6).transferUnits(), system.dilute(1).transferUnits(), 1e-12);
    assertEquals(6, system.dilute(1).desorptionRate(), 0);
  }

  /** ∫ dx/u by hand, with u = u_out p_out/p(x) and p² falling linearly. */
  @Test
  void drivenByPressure() {
    double mobility = 2e-4 * 2e-4 / (32 * 2e-5);
    ColumnDesign column = ColumnDesign.pressureDriven(20, mobility, 3e5, 1e5, 5e-3);
    double out = mobility * (9e10 - 1e10) / (2 * 20 * 1e5);
    assertEquals(out, column.outletVelocity(), 1e-13);
    int cells = 2000;
    double time = 0;
    for (int i = 0; i < cells; i++) {
      double x = (i + 0.5) / cells;
      time += 20.0 / cells / out * Math.sqrt(9 - 8 * x);
    }
    assertEquals(time, column.holdUpTime(), 1e-6 * time);
    // The Péclet number takes velocity and diffusivity at one place.
    assertEquals(out * 20 / 3e-5, column.peclet(3e-5), 1e-7);
    assertEquals(3, column.linear(100, 20).pressureRatio(), 1e-15);
  }

  @Test
  void phaseRatios() {
    assertEquals(1500 / 0.4, PhaseRatio.packedBedByMass(1500, 0.4), 1e-10);
    assertEquals(1.5, PhaseRatio.packedBedByVolume(0.4), 1e-15);
    // The area of a ring over that of the channel.
    assertEquals(
        (252.0 * 252 - 250 * 250) / (250 * 250), PhaseRatio.capillaryFilm(1e-6, 250e-6), 1e-15);
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> PhaseRatio.packedBedByVolume(1));
    assertThrows(IllegalArgumentException.class, () -> PhaseRatio.packedBedByMass(1, 0));
    assertThrows(IllegalArgumentException.class, () -> PhaseRatio.capillaryFilm(0, 1));
    assertThrows(IllegalArgumentException.class, () -> ColumnDesign.constantVelocity(0, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> ColumnDesign.constantVelocity(1, Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class, () -> ColumnDesign.pressureDriven(1, 1e-6, 1e5, 1e5, 1));
    assertThrows(
        IllegalArgumentException.class, () -> ColumnDesign.pressureDriven(1, 0, 2e5, 1e5, 1));
    ColumnDesign column = ColumnDesign.constantVelocity(1, 1, 1);
    assertThrows(NoRetentionException.class, () -> column.linear(1, 0));
    assertThrows(IllegalArgumentException.class, () -> column.linearDrivingForce(1, 0));
    assertThrows(IllegalArgumentException.class, () -> column.instantEquilibrium(-1));
    assertThrows(IllegalArgumentException.class, () -> column.peclet(0));
  }
}
