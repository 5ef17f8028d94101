package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpectralDensityTest {
  static List<CorrelationModel> integrable() {
    return List.of(
        DiffusionCorrelation.of(0.7),
        DiffusionCorrelation.of(2),
        DiffusionCorrelation.of(45),
        RandomAccelerationCorrelation.of(),
        IntegratedWhiteNoiseCorrelation.of(5),
        SquaredExponentialCorrelation.of(1.3),
        MaternCorrelation.of(1.25),
        MaternCorrelation.of(2.5),
        MaternCorrelation.of(2.2, 3),
        Car2Correlation.of(1, 5),
        Car2Correlation.of(2, 2),
        UnderdampedOscillatorCorrelation.of(0.2),
        DampedCosineCorrelation.of(2),
        ShiftedCorrelation.of(DiffusionCorrelation.of(2), 1),
        DiffusionCorrelation.of(2).scaled(2.5),
        MixtureCorrelation.of(
            new double[] {1, 3},
            List.of(DiffusionCorrelation.of(2), SquaredExponentialCorrelation.of(0.5))),
        ProductCorrelation.of(DiffusionCorrelation.of(2), MaternCorrelation.of(2.5)),
        SpectralCorrelation.of(
            "gaussianSpectrum", w -> StrictMath.exp(-w * w / 2), 9, Double.POSITIVE_INFINITY));
  }

  /** Closed forms against (2/π) ∫ r cos ωt dt, by rules that know nothing of them. */
  @ParameterizedTest
  @MethodSource("integrable")
  void isTheCosineTransform(CorrelationModel r) {
    double tau = 1 / Math.sqrt(r.lambda2());
    double range = Math.min(400 * tau, 40 / Math.min(1 / tau, r.tailRate()));
    for (double x : new double[] {0, 0.3, 1, 2.5}) {
      double omega = x / tau;
      double sum = 0;
      int pieces = 800;
      for (int k = 0; k < pieces; k++) {
        sum +=
            GaussLegendre.of(12)
                .integrate(
                    t -> r.value(t) * StrictMath.cos(omega * t),
                    range * k / pieces,
                    range * (k + 1) / pieces);
      }
      double expected = 2 / Math.PI * sum;
      assertEquals(expected, r.spectralDensity(omega), 1e-10 * tau, r.name() + " ω=" + omega);
    }
  }

  @Property(tries = 200)
  void closedForms(@ForAll @DoubleRange(min = 0, max = 20) double omega) {
    double decay = StrictMath.exp(-omega);
    assertEquals(decay, CauchyCorrelation.of(1).spectralDensity(omega), 2e-13 * decay);
    double second = (1 + omega) * decay / 2;
    assertEquals(second, CauchyCorrelation.of(2).spectralDensity(omega), 2e-13 * second);
    double sech = 2 / StrictMath.cosh(Math.PI * omega);
    assertEquals(sech, DiffusionCorrelation.of(2).spectralDensity(omega), 1e-12 * sech);
    assertEquals(omega < 1 ? 1 : 0, SincCorrelation.of().spectralDensity(omega), 0.5);
    double ra = RandomAccelerationCorrelation.of().spectralDensity(omega);
    assertEquals(ra, Car2Correlation.of(0.5, 1.5).spectralDensity(omega), 1e-15 * ra);
    double matern = MaternCorrelation.of(2.5).spectralDensity(omega);
    assertEquals(matern, new GeneralMatern(2.5).spectralDensity(omega), 1e-14 * matern);
    double j0 = BesselJ0Correlation.of().spectralDensity(omega);
    assertTrue(omega > 1 ? j0 == 0 : j0 >= 2 / Math.PI);
  }

  @Test
  void refusals() {
    assertEquals(
        "omega is -1.0: must be at least 0 and finite",
        assertThrows(
                IllegalArgumentException.class,
                () -> DiffusionCorrelation.of(2).spectralDensity(-1))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> MaternCorrelation.of(2.5).spectralDensity(Double.NaN));
    CorrelationModel slow = FunctionCorrelation.of("lorentz", t -> t.times(t).plus(1).pow(-1), 0);
    assertThrows(IllPosedProblemException.class, () -> slow.spectralDensity(1));
    assertEquals(Double.POSITIVE_INFINITY, CauchyCorrelation.of(0.4).spectralDensity(0));
  }
}
