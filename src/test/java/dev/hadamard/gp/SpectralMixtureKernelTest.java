package dev.hadamard.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.testing.ReferenceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SpectralMixtureKernelTest {
  private static final double TWO_PI = 2 * Math.PI;

  private static Spectrum spectrum(String kind) {
    return switch (kind) {
      case "GM" -> Spectrum.gaussian();
      case "StM" -> Spectrum.studentT(5);
      default -> Spectrum.studentT(Integer.parseInt(kind.substring(3)));
    };
  }

  private static Map<String, SpectralMixtureKernel> referenceKernels() {
    Map<String, List<ReferenceTable.Row>> rows = new HashMap<>();
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/kernel_params.csv")) {
      rows.computeIfAbsent(row.text("kind") + "/" + row.text("set"), k -> new ArrayList<>())
          .add(row);
    }
    Map<String, SpectralMixtureKernel> kernels = new HashMap<>();
    rows.forEach(
        (key, list) ->
            kernels.put(
                key,
                SpectralMixtureKernel.fromLog(
                    spectrum(key.substring(0, key.indexOf('/'))),
                    list.stream().mapToDouble(r -> r.number("logWeight")).toArray(),
                    list.stream().mapToDouble(r -> r.number("logScale")).toArray(),
                    list.stream().mapToDouble(r -> r.number("frequency")).toArray())));
    return kernels;
  }

  /** The tolerance: 1e-12 Σ w (2πf + b)^m. */
  private static double scale(SpectralMixtureKernel k, int order) {
    double sum = 0;
    for (int q = 0; q < k.components(); q++) {
      double b = 3 * TWO_PI * k.bandwidths()[q];
      sum += k.weights()[q] * StrictMath.pow(TWO_PI * k.frequencies()[q] + b, order);
    }
    return sum;
  }

  @Test
  void derivativesAndParameterDerivatives() {
    Map<String, SpectralMixtureKernel> kernels = referenceKernels();
    int checked = 0;
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/kernel_derivatives.csv")) {
      SpectralMixtureKernel k = kernels.get(row.text("kind") + "/" + row.text("set"));
      int order = (int) row.number("order");
      double lag = row.number("lag");
      String quantity = row.text("quantity");
      double tolerance = 1e-12 * scale(k, order);
      if (quantity.equals("value")) {
        assertEquals(row.number("value"), k.derivative(order, lag), tolerance, row::toString);
      } else {
        int block =
            switch (quantity) {
              case "d_logWeight" -> 0;
              case "d_logScale" -> 1;
              default -> 2;
            };
        int q = (int) row.number("q");
        assertEquals(
            row.number("value"),
            k.parameterGradient(order, lag)[block * k.components() + q],
            // A frequency enters with 2π and the lag.
            20 * tolerance,
            row::toString);
      }
      checked++;
    }
    assertTrue(checked > 500, () -> "rows");
  }

  @Test
  void spectraGiveCovariances() {
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/wiener_khinchin.csv")) {
      Spectrum s =
          row.text("spectrum").equals("GM")
              ? Spectrum.gaussian()
              : Spectrum.studentT((int) row.number("nu"));
      double[] one = {1};
      double[] mu = {row.number("mu")};
      double[] rho = {row.number("rho")};
      SpectralMixtureKernel k = SpectralMixtureKernel.fromSpectral(s, one, mu, rho);
      assertEquals(row.number("covariance"), k.derivative(0, row.number("lag")), 1e-12);
      assertEquals(rho[0], k.bandwidths()[0], 1e-14);
      // Trapezoidal rule over the density: the mass within ±400 bandwidths.
      double h = rho[0] / 20;
      double mass = 0;
      for (int i = -8000; i <= 8000; i++) {
        mass += h * k.spectralDensity(mu[0] + i * h);
      }
      assertTrue(mass > 0.49 && mass < 1 + 1e-12, () -> "mass");
    }
  }

  @Test
  void diagonalValues() {
    double w = 0.7;
    double theta = TWO_PI * 2.5;
    SpectralMixtureKernel g =
        SpectralMixtureKernel.fromSpectral(
            Spectrum.gaussian(), new double[] {w}, new double[] {2.5}, new double[] {0.3});
    double s = 2 * Math.PI * Math.PI * 0.09;
    assertEquals(w, g.derivative(0, 0), 1e-15);
    assertEquals(-w * (2 * s + theta * theta), g.derivative(2, 0), 1e-11);
    assertEquals(
        w * (12 * s * s + 12 * s * theta * theta + StrictMath.pow(theta, 4)),
        g.derivative(4, 0),
        1e-8);
    SpectralMixtureKernel t =
        SpectralMixtureKernel.fromSpectral(
            Spectrum.studentT(5), new double[] {w}, new double[] {2.5}, new double[] {0.3});
    double b = Math.sqrt(5) * TWO_PI * 0.3;
    assertEquals(-w * (b * b / 3 + theta * theta), t.derivative(2, 0), 1e-11);
    assertEquals(
        w * (StrictMath.pow(b, 4) + 2 * b * b * theta * theta + StrictMath.pow(theta, 4)),
        t.derivative(4, 0),
        1e-8);
    assertEquals(0, t.derivative(1, 0));
    assertEquals(0, t.derivative(3, 0));
  }

  @Test
  void maternAndSquaredExponential() {
    assertEquals(
        2 * StrictMath.exp(-0.5 * 0.09 / 0.04),
        SpectralMixtureKernel.squaredExponential(2, 0.2).derivative(0, 0.3),
        1e-15);
    double r = Math.sqrt(3) * 0.3 / 0.2;
    assertEquals(
        2 * (1 + r) * StrictMath.exp(-r),
        SpectralMixtureKernel.matern(1, 2, 0.2).derivative(0, 0.3),
        1e-15);
  }

  private static SpectralMixtureKernel kernel(int kind, double a, double b, double c) {
    Spectrum[] all = {
      Spectrum.gaussian(), Spectrum.studentT(3), Spectrum.studentT(5), Spectrum.studentT(9)
    };
    return SpectralMixtureKernel.fromLog(
        all[kind], new double[] {a, b}, new double[] {b, c}, new double[] {0, Math.abs(c) + a * a});
  }

  @Property(tries = 100)
  void parityAndBound(
      @ForAll @IntRange(max = 3) int kind,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double a,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double b,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double c,
      @ForAll @DoubleRange(min = 0.01, max = 2) double lag) {
    SpectralMixtureKernel k = kernel(kind, a, b, c);
    for (int m = 0; m <= 2; m++) {
      double sign = m % 2 == 0 ? 1 : -1;
      assertEquals(k.derivative(m, lag), sign * k.derivative(m, -lag));
    }
    assertTrue(Math.abs(k.derivative(0, lag)) <= k.derivative(0, 0) * (1 + 1e-15));
    assertTrue(k.derivative(2, 0) <= 0);
    assertTrue(k.maxDerivative() < 4 || k.derivative(4, 0) >= 0);
  }

  /** Bumps without end in the spectrum: independent values, K → (Σ w) I. */
  @Test
  void broadSpectraAreWhite() {
    for (Spectrum spectrum : new Spectrum[] {Spectrum.gaussian(), Spectrum.studentT(5)}) {
      SpectralMixtureKernel k =
          SpectralMixtureKernel.fromLog(
              spectrum, new double[] {0.3, -1}, new double[] {20, 20}, new double[] {1, 4});
      DMatrixRMaj m = k.matrix(0, new UniformAxis(0, 1, 5));
      double weight = StrictMath.exp(0.3) + StrictMath.exp(-1);
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          assertEquals(i == j ? weight : 0, m.get(i, j), 1e-14);
        }
      }
    }
  }

  @Property(tries = 100)
  void derivativesAreDifferences(
      @ForAll @IntRange(max = 3) int kind,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double a,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double b,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double c,
      @ForAll @DoubleRange(min = 0.01, max = 2) double lag) {
    SpectralMixtureKernel k = kernel(kind, a, b, c);
    double h = 1e-5;
    for (int m = 0; m <= 1; m++) {
      double difference = (k.derivative(m, lag + h) - k.derivative(m, lag - h)) / (2 * h);
      assertEquals(difference, k.derivative(m + 1, lag), 1e-6 * scale(k, 4));
    }
    double[] p = k.parameters();
    double[] gradient = k.parameterGradient(2, lag);
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += h;
      down[i] -= h;
      double difference =
          (k.withParameters(up).derivative(2, lag) - k.withParameters(down).derivative(2, lag))
              / (2 * h);
      assertEquals(difference, gradient[i], 1e-6 * scale(k, 4) * 10);
    }
  }

  @Property(tries = 30)
  void matricesAreSymmetricAndNotNegative(
      @ForAll @IntRange(max = 3) int kind,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double a,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double b,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double c,
      @ForAll @IntRange(min = 3, max = 12) int n) {
    SpectralMixtureKernel k = kernel(kind, a, b, c);
    UniformAxis axis = new UniformAxis(-1, 2, n);
    DMatrixRMaj m = k.matrix(0, axis);
    DMatrixRMaj pairs = k.matrix(0, axis.points(), axis.points());
    for (int i = 0; i < n * n; i++) {
      assertEquals(pairs.data[i], m.data[i], 1e-12 * k.derivative(0, 0));
    }
    double trace = n * k.derivative(0, 0);
    assertTrue(SymmetricEigen.valuesOf(m)[0] >= -1e-12 * trace);
    DMatrixRMaj odd = k.matrix(1, axis);
    DMatrixRMaj oddPairs = k.matrix(1, axis.points(), axis.points());
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(0, odd.get(i, j) + odd.get(j, i));
        assertEquals(oddPairs.get(i, j), odd.get(i, j), 1e-12 * scale(k, 1) * 10);
      }
    }
  }

  /** x → cx, frequencies and inverse lengths divided by c: values stay, derivatives scale. */
  @Property(tries = 50)
  void scaling(
      @ForAll @IntRange(max = 3) int kind,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double a,
      @ForAll @DoubleRange(min = 0.2, max = 5) double c) {
    SpectralMixtureKernel k = kernel(kind, a, 0.3, 0.9);
    double[] p = k.parameters();
    for (int q = 0; q < 2; q++) {
      p[2 + q] -= (k.spectrum().isGaussian() ? 2 : 1) * StrictMath.log(c);
      p[4 + q] /= c;
    }
    SpectralMixtureKernel stretched = k.withParameters(p);
    for (int m = 0; m <= 2; m++) {
      assertEquals(
          k.derivative(m, 0.4),
          StrictMath.pow(c, m) * stretched.derivative(m, 0.4 * c),
          1e-12 * scale(k, m));
    }
  }

  @Test
  void badInputIsRefused() {
    SpectralMixtureKernel matern = SpectralMixtureKernel.matern(1, 1, 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> matern.derivative(4, 0));
    assertEquals(
        "Student-t spectrum with 3 degrees of freedom supports derivatives up to order 2, 4"
            + " requested",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Spectrum.studentT(4));
    assertThrows(IllegalArgumentException.class, () -> matern.derivative(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new UniformAxis(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new UniformAxis(0, 0, 5));
    assertThrows(IllegalArgumentException.class, () -> new UniformAxis(0, Double.NaN, 5));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SpectralMixtureKernel.fromLog(
                Spectrum.gaussian(), new double[2], new double[1], new double[2]));
  }
}
