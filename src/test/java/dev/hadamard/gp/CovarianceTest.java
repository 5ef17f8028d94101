package dev.hadamard.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Plain covariances, sums and products against mpmath, and what holds for all of them. */
class CovarianceTest {
  private static final Map<String, Covariance> REFERENCE =
      Map.of(
          "matern1", MaternKernel.fromLog(1, 0.3, -0.6),
          "matern2", MaternKernel.fromLog(2, 0.3, -0.6),
          "matern3", MaternKernel.fromLog(3, 0.3, -0.6),
          "matern4", MaternKernel.fromLog(4, 0.3, -0.6),
          "squaredExponential", SquaredExponentialKernel.fromLog(-0.2, -0.5),
          "periodic", PeriodicKernel.fromLog(0.4, -0.1, -0.3),
          "sum",
              MaternKernel.fromLog(2, 0.3, -0.6)
                  .plus(SquaredExponentialKernel.fromLog(-0.2, -0.5))
                  .plus(ConstantKernel.fromLog(0.7)),
          "product",
              PeriodicKernel.fromLog(0.4, -0.1, -0.3)
                  .times(MaternKernel.fromLog(3, 0.3, 0.2))
                  .times(ConstantKernel.fromLog(-0.9)));

  @Test
  void valuesDerivativesAndParameterDerivatives() {
    Map<String, Double> largest = new HashMap<>();
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/covariances.csv")) {
      largest.merge(
          row.text("case") + row.text("order") + row.text("quantity"),
          Math.abs(row.number("value")),
          Math::max);
    }
    int checked = 0;
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/covariances.csv")) {
      Covariance k = REFERENCE.get(row.text("case"));
      int order = (int) row.number("order");
      double lag = row.number("lag");
      boolean value = row.text("quantity").equals("value");
      double ours =
          value
              ? k.derivative(order, lag)
              : k.parameterGradient(order, lag)[(int) row.number("index")];
      double scale = largest.get(row.text("case") + row.text("order") + row.text("quantity"));
      assertEquals(row.number("value"), ours, 2e-14 * scale, row::toString);
      double sign = order % 2 == 0 ? 1 : -1;
      if (value && lag > 0) {
        assertEquals(sign * ours, k.derivative(order, -lag), row::toString);
      }
      checked++;
    }
    assertTrue(checked > 800);
  }

  /** One of each kind, with random parameters; all but the first have two derivatives. */
  private static Covariance kernel(int kind, long seed) {
    SplittableRandom r = new SplittableRandom(seed);
    double a = r.nextDouble(-1, 1);
    double b = r.nextDouble(-0.7, 0.7);
    return switch (kind) {
      case 0 -> WhiteNoiseKernel.fromLog(a).plus(MaternKernel.fromLog(1, b, a));
      case 1 -> MaternKernel.fromLog(1 + r.nextInt(4), a, b);
      case 2 -> SquaredExponentialKernel.fromLog(a, b);
      case 3 -> PeriodicKernel.fromLog(a, b, r.nextDouble(-0.5, 0.5));
      case 4 -> kernel(1, seed + 1).plus(kernel(3, seed + 2)).plus(ConstantKernel.fromLog(b));
      case 5 -> kernel(2, seed + 1).times(kernel(3, seed + 2));
      case 6 -> kernel(5, seed + 3).plus(kernel(1, seed + 4)).times(kernel(2, seed + 5));
      default ->
          SpectralMixtureKernel.fromLog(
              Spectrum.studentT(7), new double[] {a, b}, new double[] {b, a}, new double[] {0, 2});
    };
  }

  @Property(tries = 80)
  void positiveSemidefiniteAndSymmetric(
      @ForAll @IntRange(max = 7) int kind,
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 12) int n) {
    Covariance k = kernel(kind, seed);
    double[] x = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
    DMatrixRMaj m = k.matrix(0, x, x);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(m.get(i, j), m.get(j, i));
        assertEquals(k.derivative(0, x[i] - x[j]), m.get(i, j));
        assertTrue(Math.abs(m.get(i, j)) <= m.get(i, i) * (1 + 1e-14));
      }
    }
    double trace = n * k.derivative(0, 0);
    assertTrue(SymmetricEigen.valuesOf(m)[0] >= -1e-12 * trace);
    double[] sorted = Arrays.stream(x).sorted().distinct().toArray();
    if (sorted.length > 1) {
      assertArrayEquals(k.matrix(0, sorted, sorted).data, k.matrix(0, PointAxis.of(sorted)).data);
    }
  }

  @Property(tries = 80)
  void derivativesAreDifferences(
      @ForAll @IntRange(min = 1, max = 7) int kind,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.01, max = 2) double lag) {
    Covariance k = kernel(kind, seed);
    double h = 1e-5;
    double scale = 0;
    for (double d : new double[] {0, 0.1, 0.3, 1}) {
      scale = Math.max(scale, Math.abs(k.derivative(2, d)));
    }
    // A third derivative of this size, at most: the third differences of the Matérn covariances.
    double third = 300 * (scale + k.derivative(0, 0));
    for (int m = 0; m <= 1; m++) {
      double difference = (k.derivative(m, lag + h) - k.derivative(m, lag - h)) / (2 * h);
      assertEquals(difference, k.derivative(m + 1, lag), 1e-7 * third);
    }
    assertTrue(k.derivative(2, 0) <= 0);
    double[] p = k.parameters();
    for (int m = 0; m <= 2; m++) {
      double[] gradient = k.parameterGradient(m, lag);
      for (int i = 0; i < p.length; i++) {
        double[] up = p.clone();
        double[] down = p.clone();
        up[i] += h;
        down[i] -= h;
        double difference =
            (k.withParameters(up).derivative(m, lag) - k.withParameters(down).derivative(m, lag))
                / (2 * h);
        assertEquals(difference, gradient[i], 1e-6 * third, k + " parameter " + i);
      }
    }
  }

  @Property(tries = 40)
  void parametersByName(@ForAll @IntRange(max = 7) int kind, @ForAll long seed) {
    Covariance k = kernel(kind, seed);
    Map<String, Double> map = k.hyperparameters();
    assertEquals(k.parameters().length, map.size());
    assertEquals(map.keySet(), new HashSet<>(k.parameterNames()));
    Covariance again = k.withParameters(new double[k.parameters().length]).withHyperparameters(map);
    assertArrayEquals(k.parameters(), again.parameters());
    assertEquals(k.derivative(0, 0.3), again.derivative(0, 0.3));
    Map<String, Double> more = new HashMap<>(map);
    more.put("nothing", 1.0);
    assertThrows(IllegalArgumentException.class, () -> k.withHyperparameters(more));
    map.remove(k.parameterNames().get(0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> k.withHyperparameters(map));
    assertTrue(e.getMessage().contains(k.parameterNames().get(0)), e::getMessage);
  }

  /** Both parameterisations, and the peaks of the densities in closed form. */
  @Test
  void spectra() {
    double rho = 0.37;
    MaternKernel three = MaternKernel.fromSpectral(1, 1.7, rho);
    MaternKernel five = MaternKernel.fromSpectral(2, 1.7, rho);
    SquaredExponentialKernel normal = SquaredExponentialKernel.fromSpectral(1.7, rho);
    assertEquals(1 / (2 * Math.PI * rho), three.lengthScale(), 1e-14);
    assertEquals(1.7, five.variance(), 1e-14);
    assertEquals(1.7 * 2 / (Math.PI * Math.sqrt(3) * rho), three.spectralDensity(0), 1e-13);
    assertEquals(1.7 * 8 / (3 * Math.PI * Math.sqrt(5) * rho), five.spectralDensity(0), 1e-13);
    assertEquals(1.7 / (Math.sqrt(2 * Math.PI) * rho), normal.spectralDensity(0), 1e-13);
    assertEquals(
        MaternKernel.of(3, 2, 0.4).derivative(0, 0.3),
        MaternKernel.fromLog(3, StrictMath.log(2), StrictMath.log(0.4)).derivative(0, 0.3),
        1e-15);
    assertEquals(
        SpectralMixtureKernel.matern(2, 2, 0.4).derivative(2, 0.3),
        MaternKernel.of(2, 2, 0.4).derivative(2, 0.3),
        1e-12);
    // The trapezoidal rule over one period and the mean of the covariance: the weight of frequency
    // 0 of a periodic process, σ² I_0(1/ℓ²) exp(-1/ℓ²).
    PeriodicKernel p = PeriodicKernel.of(1, 1, 0.7);
    double mean = 0;
    for (int i = 0; i < 64; i++) {
      mean += p.derivative(0, 0.7 * i / 64) / 64;
    }
    assertEquals(1.266065877752008 * StrictMath.exp(-1), mean, 1e-14);
    assertEquals(p.derivative(0, 0.2), p.derivative(0, 0.9), 1e-14);
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> MaternKernel.of(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> MaternKernel.of(5, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> MaternKernel.of(2, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> MaternKernel.of(2, 1, -1));
    assertThrows(IllegalArgumentException.class, () -> MaternKernel.fromLog(2, 1000, 0));
    assertThrows(IllegalArgumentException.class, () -> SquaredExponentialKernel.of(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> SquaredExponentialKernel.fromLog(0, 1e9));
    assertThrows(IllegalArgumentException.class, () -> PeriodicKernel.of(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> ConstantKernel.of(0));
    assertThrows(IllegalArgumentException.class, () -> WhiteNoiseKernel.of(-1));
    assertThrows(IllegalArgumentException.class, () -> SumKernel.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> ProductKernel.of(List.of()));
    Covariance white = WhiteNoiseKernel.of(1);
    assertThrows(IllegalArgumentException.class, () -> white.derivative(1, 0.5));
    assertThrows(IllegalArgumentException.class, () -> white.derivative(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> white.derivatives(0, -1));
    Covariance rough = MaternKernel.of(1, 1, 1).times(SquaredExponentialKernel.of(1, 1));
    assertEquals(2, rough.maxDerivative());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> rough.derivative(4, 0));
    assertTrue(e.getMessage().contains("up to order 2, 4 requested"), e::getMessage);
    assertThrows(IllegalArgumentException.class, () -> rough.derivative(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> rough.withParameters(new double[3]));
    double[] nan = {Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> rough.matrix(0, new double[1], nan));
    assertThrows(IllegalArgumentException.class, () -> PointAxis.of(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> PointAxis.of(0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> PointAxis.of(0));
    assertThrows(IllegalArgumentException.class, () -> PointAxis.of(0, Double.NaN));
    double[] large = {800};
    double[] zero = {0};
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectralMixtureKernel.fromLog(Spectrum.gaussian(), large, zero, zero));
  }
}
