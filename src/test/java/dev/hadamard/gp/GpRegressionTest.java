package dev.hadamard.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.GpRegression.Observation;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.ReferenceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpRegressionTest {
  private static Map<String, double[]> reference(String name) {
    Map<String, TreeMap<Integer, Double>> collected = new LinkedHashMap<>();
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/kronecker_regression.csv")) {
      if (row.text("case").equals(name)) {
        collected
            .computeIfAbsent(row.text("name"), k -> new TreeMap<>())
            .put((int) row.number("index"), row.number("value"));
      }
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    collected.forEach(
        (k, v) -> values.put(k, v.values().stream().mapToDouble(Double::doubleValue).toArray()));
    return values;
  }

  private static List<UniformAxis> axes(Map<String, double[]> r) {
    return Arrays.stream(r.get("gridSizes")).mapToObj(n -> new UniformAxis(0, 1, (int) n)).toList();
  }

  private static List<SpectralMixtureKernel> kernels(Map<String, double[]> r, String name) {
    List<SpectralMixtureKernel> kernels = new ArrayList<>();
    for (int d = 0; d < r.get("gridSizes").length; d++) {
      kernels.add(
          SpectralMixtureKernel.fromLog(
              name.endsWith("GM") ? Spectrum.gaussian() : Spectrum.studentT(5),
              r.get("logWeight" + d),
              r.get("logScale" + d),
              r.get("frequency" + d)));
    }
    return kernels;
  }

  private static double[] gradient(Map<String, double[]> r) {
    List<Double> all = new ArrayList<>();
    for (int d = 0; d < r.get("gridSizes").length; d++) {
      for (String parameter : new String[] {"logWeight", "logScale", "frequency"}) {
        for (double v : r.get("grad_" + parameter + d)) {
          all.add(v);
        }
      }
    }
    all.add(r.get("grad_logNoiseVariance")[0]);
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void close(double[] expected, double[] actual) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertArrayEquals(expected, actual, 1e-9 * largest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reg2d_GM", "reg3d_StM"})
  void onAGrid(String name) {
    Map<String, double[]> r = reference(name);
    double noise = StrictMath.exp(r.get("logNoiseVariance")[0]);
    KroneckerGpRegression g =
        KroneckerGpRegression.of(axes(r), kernels(r, name), r.get("y"), noise);
    double expected = r.get("logMarginalLikelihood")[0];
    assertEquals(expected, g.logMarginalLikelihood(), 1e-9 * Math.abs(expected));
    close(gradient(r), g.gradient());
    double[][] test = new double[axes(r).size()][];
    Arrays.fill(test, r.get("testPointsPerAxis"));
    close(r.get("posteriorMean"), g.mean(test));
    close(r.get("posteriorVarianceLatent"), g.variance(test));
    int[] first = new int[test.length];
    first[0] = 1;
    close(r.get("posteriorMeanDx0"), g.mean(first, test));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reg2d_GM", "reg3d_StM"})
  void onScatteredPoints(String name) {
    Map<String, double[]> r = reference(name);
    double noise = StrictMath.exp(r.get("logNoiseVariance")[0]);
    List<UniformAxis> axes = axes(r);
    List<Observation> data = new ArrayList<>();
    double[] y = r.get("y");
    for (int i = 0; i < y.length; i++) {
      double[] x = new double[axes.size()];
      int rest = i;
      for (int d = x.length - 1; d >= 0; d--) {
        x[d] = axes.get(d).point(rest % axes.get(d).size());
        rest /= axes.get(d).size();
      }
      data.add(Observation.value(y[i], x));
    }
    GpRegression g = GpRegression.of(kernels(r, name), data, noise);
    assertEquals(0, g.jitter());
    double expected = r.get("logMarginalLikelihood")[0];
    assertEquals(expected, g.logMarginalLikelihood(), 1e-9 * Math.abs(expected));
    close(gradient(r), g.gradient());
    double[] t = r.get("testPointsPerAxis");
    int[] first = new int[axes.size()];
    first[0] = 1;
    double[] mean = r.get("posteriorMean");
    for (int i = 0; i < mean.length; i++) {
      double[] x = new double[axes.size()];
      for (int d = 0; d < x.length; d++) {
        x[d] = t[i >> (x.length - 1 - d) & 1];
      }
      assertEquals(mean[i], g.predict(x).mean(), 1e-9);
      assertEquals(r.get("posteriorVarianceLatent")[i], g.predict(x).variance(), 1e-9);
      assertEquals(r.get("posteriorMeanDx0")[i], g.predict(first, x).mean(), 1e-8);
    }
  }

  private static SpectralMixtureKernel kernel() {
    return SpectralMixtureKernel.fromSpectral(
        Spectrum.gaussian(), new double[] {1, 0.5}, new double[] {0, 1.2}, new double[] {0.3, 0.2});
  }

  /** Values, slopes and curvatures of sin 3x determine it; the gradient is that of differences. */
  @Test
  void derivativesAsData() {
    List<Observation> data = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      double x = 0.37 * i - 0.1 * (i % 2);
      data.add(Observation.value(StrictMath.sin(3 * x), x));
      data.add(
          new Observation(new double[] {x + 0.1}, new int[] {1}, 3 * StrictMath.cos(3 * x + 0.3)));
      data.add(
          new Observation(new double[] {x + 0.2}, new int[] {2}, -9 * StrictMath.sin(3 * x + 0.6)));
    }
    GpRegression g = GpRegression.of(List.of(kernel()), data, 1e-8);
    assertEquals(StrictMath.sin(3 * 1.03), g.predict(1.03).mean(), 1e-4);
    assertEquals(3 * StrictMath.cos(3 * 1.03), g.predict(new int[] {1}, 1.03).mean(), 1e-3);
    GpRegression noisy = GpRegression.of(List.of(kernel()), data, 0.01);
    double[] p = noisy.parameters();
    double[] gradient = noisy.gradient();
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double difference =
          (noisy.withParameters(up).logMarginalLikelihood()
                  - noisy.withParameters(down).logMarginalLikelihood())
              / 2e-5;
      assertEquals(difference, gradient[i], 1e-5 * (1 + Math.abs(difference)), "" + i);
    }
  }

  /** Leaving a datum out in closed form and in fact; more data never widen the posterior. */
  @Test
  void leaveOneOut() {
    List<Observation> data = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      data.add(Observation.value(StrictMath.sin(i), 0.3 * i));
    }
    GpRegression g = GpRegression.of(List.of(kernel()), data, 0.1);
    for (int i = 0; i < data.size(); i++) {
      List<Observation> rest = new ArrayList<>(data);
      Observation left = rest.remove(i);
      GpRegression without = GpRegression.of(List.of(kernel()), rest, 0.1);
      GpRegression.Prediction p = without.predict(left.x());
      assertEquals(p.mean(), g.leaveOneOut().get(i).mean(), 1e-12);
      assertEquals(p.variance() + 0.1, g.leaveOneOut().get(i).variance(), 1e-12);
      assertTrue(g.predict(0.77).variance() <= without.predict(0.77).variance() + 1e-12);
    }
  }

  /** A repeated point without noise needs jitter, which is reported. */
  @Test
  void jitterIsReported() {
    List<Observation> data = List.of(Observation.value(1, 0.5), Observation.value(1, 0.5));
    GpRegression g = GpRegression.of(List.of(kernel()), data, 0);
    assertTrue(g.jitter() > 0);
    assertEquals(1, g.predict(0.5).mean(), 1e-6);
  }

  /**
   * Matheron's draws have the posterior mean and variance: fixed seed; each of 6 means is allowed
   * 4.5 standard errors, a false alarm in 2e-5 of seeds, each variance 25 %, 5.6 standard errors.
   */
  @Test
  void posteriorDraws() {
    UniformAxis a = new UniformAxis(0, 1, 5);
    UniformAxis b = new UniformAxis(0, 2, 4);
    double[] y = new double[20];
    Streams.of(1).generator().fillNormal(y);
    KroneckerGpRegression g =
        KroneckerGpRegression.of(List.of(a, b), List.of(kernel(), kernel()), y, 0.2);
    double[][] points = {{0.1, 0.33, 1.2}, {0.5, 1.7}};
    double[] mean = g.mean(points);
    double[] variance = g.variance(points);
    int draws = 1000;
    double[] sum = new double[6];
    double[] squares = new double[6];
    for (int k = 0; k < draws; k++) {
      double[] f = g.sample(Streams.of(7).substream(k).generator(), points);
      for (int i = 0; i < 6; i++) {
        sum[i] += f[i];
        squares[i] += (f[i] - mean[i]) * (f[i] - mean[i]);
      }
    }
    for (int i = 0; i < 6; i++) {
      double error = Math.sqrt(variance[i] / draws);
      assertEquals(mean[i], sum[i] / draws, 4.5 * error);
      assertEquals(variance[i], squares[i] / draws, 0.25 * variance[i]);
    }
  }

  @Test
  void fittingFindsTheFrequencies() {
    UniformAxis axis = new UniformAxis(0, 4, 160);
    double[] y = new double[160];
    Streams.of(3).generator().fillNormal(y);
    for (int i = 0; i < 160; i++) {
      double x = axis.point(i);
      y[i] =
          0.1 * y[i]
              + StrictMath.sin(2 * Math.PI * 2.3 * x)
              + 0.7 * StrictMath.cos(2 * Math.PI * 7.9 * x);
    }
    SpectralMixtureFit<KroneckerGpRegression> found =
        SpectralMixtureFit.of(
            axis, y, SpectralMixtureFit.Options.of(Spectrum.gaussian(), 3).withIterations(60));
    KroneckerGpRegression fit = found.regression();
    double[] f = found.kernel().pruned(0.05).frequencies();
    assertTrue(
        Arrays.stream(f).anyMatch(v -> Math.abs(v - 2.3) < 0.05)
            && Arrays.stream(f).anyMatch(v -> Math.abs(v - 7.9) < 0.05),
        () -> Arrays.toString(f));
    assertEquals(0.01, fit.noiseVariance(), 0.004);
    double[] between = {1.234, 2.777};
    double[] u = fit.mean(between);
    for (int i = 0; i < 2; i++) {
      double truth =
          StrictMath.sin(2 * Math.PI * 2.3 * between[i])
              + 0.7 * StrictMath.cos(2 * Math.PI * 7.9 * between[i]);
      assertEquals(truth, u[i], 0.15);
    }
  }

  @Test
  void badInputIsRefused() {
    UniformAxis axis = new UniformAxis(0, 1, 4);
    assertThrows(
        IllegalArgumentException.class,
        () -> KroneckerGpRegression.of(List.of(axis), List.of(kernel()), new double[5], 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> KroneckerGpRegression.of(List.of(axis), List.of(kernel()), new double[4], 0));
    assertThrows(
        IllegalArgumentException.class, () -> GpRegression.of(List.of(kernel()), List.of(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            GpRegression.of(
                List.of(SpectralMixtureKernel.matern(1, 1, 1)),
                List.of(new Observation(new double[1], new int[] {2}, 1)),
                1));
    assertThrows(IllegalArgumentException.class, () -> Observation.value(Double.NaN, 1));
  }
}
