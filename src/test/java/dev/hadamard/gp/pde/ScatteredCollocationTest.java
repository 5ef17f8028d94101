package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.GpRegression;
import dev.hadamard.gp.GpRegression.Observation;
import dev.hadamard.gp.SpectralMixtureKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Equations on scattered points. */
class ScatteredCollocationTest {
  private static SpectralMixtureKernel smooth(double length) {
    return SpectralMixtureKernel.squaredExponential(1, length);
  }

  /** Points of a disc in rings that turn against each other, and of its edge. */
  private static double[][] disc(int rings) {
    List<double[]> points = new ArrayList<>();
    for (int r = 0; r < rings; r++) {
      double radius = (r + 0.5) / rings;
      int count = 6 * r + 3;
      for (int i = 0; i < count; i++) {
        double angle = 2 * Math.PI * i / count + 0.7 * r;
        points.add(new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)});
      }
    }
    return points.toArray(double[][]::new);
  }

  private static double[][] circle(int count) {
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * i / count;
      points[i] = new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
    }
    return points;
  }

  private static double wave(double[] x) {
    return StrictMath.sin(3 * x[0]) * StrictMath.exp(x[1]);
  }

  /** Δu = f on the disc: u = e^y sin 3x, Δu = -8 u. */
  @Test
  void poissonOnADisc() {
    ScatteredCollocation.Solution u =
        ScatteredCollocation.with(smooth(0.7), smooth(0.7))
            .term(1, 2, 0)
            .term(1, 0, 2)
            .source(x -> -8 * wave(x))
            .interior(disc(12))
            .dirichlet(ScatteredCollocationTest::wave, circle(80))
            .solve();
    assertTrue(u.converged());
    assertEquals(1, u.iterations());
    assertTrue(u.residual() < 1e-5, "" + u.residual());
    for (double[] x : disc(5)) {
      assertEquals(wave(x), u.evaluate(x), 1e-5);
      assertEquals(
          3 * StrictMath.cos(3 * x[0]) * StrictMath.exp(x[1]),
          u.derivative(new int[] {1, 0}, x),
          1e-4);
    }
    assertTrue(u.standardDeviation(1, 0) < 1e-3);
    assertTrue(u.standardDeviation(0.1, 0.1) < 1e-3);
    assertTrue(u.standardDeviation(3, 3) > 0.9);
  }

  /** -Δu + u³ = f on the square, the example of Chen et al. with one wave. */
  @Test
  void nonlinearEquation() {
    List<double[]> interior = new ArrayList<>();
    List<double[]> edge = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 14; i++) {
      for (int j = 0; j < 14; j++) {
        interior.add(
            new double[] {
              (i + 0.5 + random.nextDouble(-0.2, 0.2)) / 14,
              (j + 0.5 + random.nextDouble(-0.2, 0.2)) / 14
            });
      }
      double t = i / 14.0;
      edge.add(new double[] {t, 0});
      edge.add(new double[] {1 - t, 1});
      edge.add(new double[] {0, 1 - t});
      edge.add(new double[] {1, t});
    }
    ScatteredCollocation.Solution u =
        ScatteredCollocation.with(smooth(0.3), smooth(0.3))
            .term(-1, 2, 0)
            .term(x -> -1, 0, 2)
            .nonlinearity(v -> v * v * v, v -> 3 * v * v)
            .source(
                x -> {
                  double v = sines(x);
                  return 2 * Math.PI * Math.PI * v + v * v * v;
                })
            .interior(interior.toArray(double[][]::new))
            .dirichlet(x -> 0, edge.toArray(double[][]::new))
            .solve();
    assertTrue(u.converged());
    assertTrue(u.iterations() <= 8, "" + u.iterations());
    assertTrue(u.residual() < 1e-5, "" + u.residual());
    for (int k = 0; k < 30; k++) {
      double[] x = {random.nextDouble(), random.nextDouble()};
      assertEquals(sines(x), u.evaluate(x), 1e-5);
    }
  }

  private static double sines(double[] x) {
    return StrictMath.sin(Math.PI * x[0]) * StrictMath.sin(Math.PI * x[1]);
  }

  /** With values alone, and with one derivative as the equation, it is regression without noise. */
  @Property(tries = 25)
  void isRegressionOnDerivatives(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SpectralMixtureKernel kernel = SpectralMixtureKernel.matern(3, 1.5, 0.8);
    double[][] interior = new double[4][];
    double[][] edge = new double[4][];
    List<Observation> data = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      interior[i] = new double[] {0.5 * i + random.nextDouble(0.2), random.nextDouble()};
      edge[i] = new double[] {0.5 * i + 0.25 + random.nextDouble(0.2), random.nextDouble()};
      data.add(new Observation(interior[i], new int[] {1, 1}, wave(interior[i]) / -2));
      data.add(Observation.value(wave(edge[i]), edge[i]));
    }
    ScatteredCollocation.Solution u =
        ScatteredCollocation.with(kernel, kernel)
            .term(x -> -2, 1, 1)
            .source(ScatteredCollocationTest::wave)
            .interior(interior)
            .dirichlet(ScatteredCollocationTest::wave, edge)
            .solve();
    GpRegression g = GpRegression.of(List.of(kernel, kernel), data, 0);
    double[] x = {random.nextDouble(2), random.nextDouble()};
    double scale = 1 + Math.abs(g.predict(x).mean());
    assertEquals(0, u.nugget());
    assertEquals(0, g.jitter());
    assertEquals(g.predict(x).mean(), u.evaluate(x), 1e-7 * scale);
    assertEquals(Math.sqrt(g.predict(x).variance()), u.standardDeviation(x), 1e-5);
    for (double[] b : edge) {
      assertEquals(wave(b), u.evaluate(b), 1e-9 * (1 + Math.abs(wave(b))));
    }
  }

  @Test
  void badInput() {
    ScatteredCollocation empty = ScatteredCollocation.with(smooth(1));
    assertThrows(IllegalArgumentException.class, empty::solve);
    assertThrows(IllegalArgumentException.class, () -> ScatteredCollocation.with());
    assertThrows(IllegalArgumentException.class, () -> empty.term(Double.NaN, 2));
    assertThrows(IllegalArgumentException.class, () -> empty.term(1, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> empty.term(1, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ScatteredCollocation.with(SpectralMixtureKernel.matern(1, 1, 1)).term(1, 2));
    assertThrows(IllegalArgumentException.class, () -> empty.interior(new double[] {Double.NaN}));
    assertThrows(IllegalArgumentException.class, () -> empty.interior(new double[2]));
    ScatteredCollocation one = ScatteredCollocation.with(smooth(1)).term(1, 2);
    assertThrows(IllegalArgumentException.class, one::solve);
    one.interior(new double[] {0.5}).source(x -> Double.NaN);
    assertThrows(IllegalArgumentException.class, one::solve);
    ScatteredCollocation nothing =
        ScatteredCollocation.with(smooth(1)).term(x -> 0, 2).interior(new double[] {0.5});
    assertThrows(IllegalArgumentException.class, nothing::solve);
  }
}
