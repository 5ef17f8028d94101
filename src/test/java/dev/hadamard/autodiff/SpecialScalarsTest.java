package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.SpecialFunctions;
import org.junit.jupiter.api.Test;

/** Scalar functions of this package at points where they are known. */
class SpecialScalarsTest {
  @Test
  void trigammaAtKnownPoints() {
    double pi2 = Math.PI * Math.PI;
    assertEquals(pi2 / 6, SpecialScalars.polygamma(1, 1), 4e-16 * 2);
    assertEquals(pi2 / 2, SpecialScalars.polygamma(1, 0.5), 2e-15);
    assertEquals(pi2 / 2 - 4 - 4.0 / 9, SpecialScalars.polygamma(1, 2.5), 4e-16);
    assertEquals(pi2 / 2 + 4, SpecialScalars.polygamma(1, -0.5), 4e-15);
  }

  @Test
  void higherDerivativesAtOne() {
    double zeta3 = 1.2020569031595942;
    assertEquals(-2 * zeta3, SpecialScalars.polygamma(2, 1), 2e-15);
    assertEquals(Math.pow(Math.PI, 4) / 15, SpecialScalars.polygamma(3, 1), 8e-15);
  }

  @Test
  void erfinvUndoesErf() {
    for (double p : new double[] {1e-300, 1e-12, 0.1, 0.49, 0.5, 0.7, 0.99, 1 - 1e-12, -0.3}) {
      double y = SpecialScalars.erfinv(p);
      assertEquals(p, SpecialFunctions.erf(y), 4e-16 * Math.abs(p));
    }
    assertEquals(Double.POSITIVE_INFINITY, SpecialScalars.erfinv(1));
    assertTrue(Double.isNaN(SpecialScalars.erfinv(1.1)));
  }

  @Test
  void lambertSolvesItsEquation() {
    for (double x : new double[] {-0.36, -0.1, 1e-300, 1e-8, 0.5, 1, 2.9, 3, 100, 1e10, 1e300}) {
      double w = SpecialScalars.lambertW0(x);
      assertEquals(1, w * Math.exp(w) / x, 4e-16 * (4 + Math.abs(w)));
    }
    assertEquals(0.5671432904097838, SpecialScalars.lambertW0(1), 2e-16);
  }
}
