package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.quadrature.GaussLegendre;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DivisorDistributionTest {
  /** Diffusion in two dimensions: E = sech(t/2), quantiles 2 arcosh(1/p), E[D²] = 16 Catalan. */
  @Test
  void closedForms() {
    DivisorDistribution law = SlepianIia.of(DiffusionCorrelation.of(2)).divisor();
    for (double t : new double[] {1e-9, 0.1, 1, 5, 40}) {
      double e = 1 / Math.cosh(t / 2);
      assertEquals(e, law.survivalProbability(t), 1e-14 * e);
      assertEquals(e * Math.tanh(t / 2) / 2, law.density(t), 1e-13 * law.density(t));
      assertEquals(Math.tanh(t / 2) / 2, law.hazard(t), 1e-13);
      double c = 2 * Math.sinh(t / 4) * Math.sinh(t / 4) * e;
      assertEquals(c, law.cumulativeProbability(t), 1e-13 * c);
    }
    for (double p : new double[] {0.9, 0.5, 0.1, 1e-9}) {
      double expected = 2 * Math.log((1 + Math.sqrt(1 - p * p)) / p);
      assertEquals(expected, law.inverseSurvivalProbability(p), 1e-12 * expected);
    }
    assertEquals(Math.PI, law.getMean(), 1e-14);
    assertEquals(16 * 0.915965594177219, law.moment(2), 1e-11);
    assertEquals(16 * 0.915965594177219 - Math.PI * Math.PI, law.getVariance(), 1e-11);
  }

  /** E[e^(θD)] = 2 defines the exponent. */
  @Property(tries = 200)
  void exponent(@ForAll @DoubleRange(min = 0.3, max = 60) double dimension) {
    SlepianIia iia = SlepianIia.of(DiffusionCorrelation.of(dimension));
    double theta = iia.persistency().theta();
    assertEquals(2, iia.divisor().laplace(Complex.of(-theta, 0)).re(), 1e-11);
  }

  /** T is a geometric sum: E T² = 2 E D² + 4 (E D)²; the mean is half of Rice's. */
  @Test
  void moments() {
    for (CorrelationModel model :
        List.of(DiffusionCorrelation.of(0.7), RandomAccelerationCorrelation.of())) {
      DivisorDistribution divisor = SlepianIia.of(model).divisor();
      double mean = divisor.getMean();
      assertEquals(Math.PI / Math.sqrt(model.lambda2()) / 2, mean, 1e-15 * mean);
      double second = 2 * divisor.moment(2) + 4 * mean * mean;
      // Var T = (4/√λ₂) ∫ arcsin r dt
      double rice = 2 * mean;
      double variance =
          4
              / Math.sqrt(model.lambda2())
              * GaussLegendre.of(40)
                  .integrate(
                      x -> {
                        // t = x/(1-x), graded towards the end
                        double t = x / (1 - x);
                        return Math.asin(model.value(t)) / ((1 - x) * (1 - x));
                      },
                      0,
                      1 - 1e-9);
      assertEquals(variance, second - rice * rice, 1e-4 * variance);
    }
  }

  /** Kolmogorov's statistic of 20000 draws exceeds 2.23/√n with probability 1e-4; five models. */
  @Test
  void samplesFollowTheLaw() {
    int n = 20_000;
    for (CorrelationModel model :
        List.of(
            DiffusionCorrelation.of(3),
            RandomAccelerationCorrelation.of(),
            SquaredExponentialCorrelation.of(2),
            MaternCorrelation.of(1.1),
            CauchyCorrelation.of(1))) {
      DivisorDistribution law = SlepianIia.of(model).divisor();
      PhiloxGenerator random = Streams.of(11).substream(model.name()).generator();
      double[] draws = new double[n];
      for (int i = 0; i < n; i++) {
        draws[i] = law.sample(random);
      }
      Arrays.sort(draws);
      double worst = 0;
      for (int i = 0; i < n; i++) {
        double p = law.cumulativeProbability(draws[i]);
        worst = Math.max(worst, Math.max(p - (double) i / n, (i + 1.0) / n - p));
      }
      assertTrue(worst < 2.23 / Math.sqrt(n), model + " " + worst);
    }
  }

  @Test
  void endsAndRefusals() {
    DivisorDistribution law = SlepianIia.of(SquaredExponentialCorrelation.of(1)).divisor();
    assertEquals(1, law.survivalProbability(-1));
    assertEquals(0, law.cumulativeProbability(-1));
    assertEquals(0, law.density(-1));
    assertEquals(Double.NEGATIVE_INFINITY, law.logSurvival(1e6));
    assertEquals(Double.POSITIVE_INFINITY, law.hazard(1e6));
    assertEquals(0, law.inverseCumulativeProbability(0));
    assertEquals(Double.POSITIVE_INFINITY, law.inverseCumulativeProbability(1));
    assertEquals(
        Double.POSITIVE_INFINITY, SlepianIia.of(CauchyCorrelation.of(0.4)).divisor().moment(2));
    assertThrows(IllegalArgumentException.class, () -> law.density(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> law.moment(5));
    SlepianIia formal = SlepianIia.of(SincCorrelation.of(), ValidityPolicy.DIAGNOSTIC);
    assertThrows(IllPosedProblemException.class, formal::divisor);
  }
}
