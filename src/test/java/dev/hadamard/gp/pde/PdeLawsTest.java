package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.Covariance;
import dev.hadamard.gp.MaternKernel;
import dev.hadamard.gp.MatrixPencil;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.SquaredExponentialKernel;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.linalg.Lu;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What must hold of every solution, and what must be refused. */
class PdeLawsTest {
  private static PdeProblem.Builder line(int n) {
    return PdeProblem.on(new UniformAxis(0, 1, n)).term(1, 2);
  }

  private static PdeProblem with(ToDoubleFunction<double[]> f, ToDoubleFunction<double[]> g) {
    return line(24).term(-2, 0).source(f).dirichlet(g).build();
  }

  /** With a fixed basis and source the solution is affine in the boundary values. */
  @Property(tries = 20)
  void affineInTheBoundaryValues(
      @ForAll @DoubleRange(min = -2, max = 2) double t,
      @ForAll @DoubleRange(min = -2, max = 2) double level) {
    Covariance k = SquaredExponentialKernel.of(1, 0.3);
    ToDoubleFunction<double[]> f = x -> StrictMath.cos(3 * x[0]);
    ToDoubleFunction<double[]> g1 = x -> 1 + x[0];
    ToDoubleFunction<double[]> g2 = x -> level - 2 * x[0];
    GpPdeSolution first = GpHmSolver.condition(with(f, g1), k);
    GpPdeSolution second = GpHmSolver.condition(with(f, g2), k);
    GpPdeSolution both =
        GpHmSolver.condition(
            with(f, x -> t * g1.applyAsDouble(x) + (1 - t) * g2.applyAsDouble(x)), k);
    for (double x : new double[] {0.1, 0.47, 0.9}) {
      assertEquals(t * first.evaluate(x) + (1 - t) * second.evaluate(x), both.evaluate(x), 1e-7);
    }
  }

  /** A narrow line: cos and sin of one frequency, of which the solution of its source is exact. */
  @Property(tries = 20)
  void lineSpectrumIsExact(
      @ForAll @DoubleRange(min = 0.5, max = 6) double f,
      @ForAll @DoubleRange(min = -2, max = 2) double phase) {
    double theta = 2 * Math.PI * f;
    PdeProblem p =
        line(40)
            .source(x -> -theta * theta * StrictMath.sin(theta * x[0] + phase))
            .dirichlet(x -> StrictMath.sin(theta * x[0] + phase))
            .build();
    SpectralMixtureKernel k =
        SpectralMixtureKernel.fromLog(
            Spectrum.gaussian(), new double[1], new double[] {-80}, new double[] {f});
    GpPdeSolution s = GpHmSolver.condition(p, k);
    assertEquals(StrictMath.sin(theta * 0.377 + phase), s.evaluate(0.377), 1e-6);
    assertTrue(s.chosen().unknowns() <= 4, () -> s.chosen().toString());
  }

  /** u'' = 2, u(0) = 0, u(1) = 1: x². */
  @Test
  void constantSource() {
    PdeProblem p = line(12).source(x -> 2).dirichlet(x -> x[0]).build();
    GpPdeSolution s = GpHmSolver.solve(p, GpHmOptions.DEFAULT);
    assertEquals(0.3 * 0.3, s.evaluate(0.3), 1e-12);
    assertTrue(s.resolved(), () -> s.warnings().toString());
  }

  /** At the grid points the learned function is K C⁻¹ U = U - jitter C⁻¹ U. */
  @Test
  void predictionAtGridPoints() {
    PdeProblem p = PdeBenchmarks.of("poisson_1d-mix_sin").problem().withSizes(50);
    JointAdam adam = JointAdam.of(p, GpHmOptions.DEFAULT.withComponents(8, 6));
    adam.advance(300);
    double[] u = Arrays.copyOf(adam.variables(), 50);
    double[] x = p.axes().get(0).points();
    double[] on = adam.solution().onGrid(x);
    DMatrixRMaj c = adam.kernel(0).matrix(0, x, x);
    for (int i = 0; i < 50; i++) {
      c.add(i, i, 1e-6);
    }
    double[] alpha = Lu.of(c).solve(u);
    double largest = Arrays.stream(u).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < 50; i++) {
      assertEquals(u[i] - 1e-6 * alpha[i], on[i], 1e-8 * largest);
    }
  }

  /**
   * The second stage begins with the precision of the boundary and without that of the equation.
   */
  @Test
  void precisionsOfTheSecondStage() {
    PdeProblem p = PdeBenchmarks.of("poisson_1d-mix_sin").problem().withSizes(30);
    JointAdam first = JointAdam.of(p, GpHmOptions.DEFAULT.withComponents(5, 6));
    first.advance(20);
    double[] x = first.variables();
    double[] y = first.withSecondProcess().variables();
    assertTrue(x[x.length - 2] != 0 && x[x.length - 1] != 0);
    assertEquals(x[x.length - 2], y[y.length - 2]);
    assertEquals(0, y[y.length - 1]);
    for (int i = 0; i < 33; i++) {
      assertEquals(0, y[i], 1e-300);
    }
  }

  /**
   * Corners belong to two faces and count twice, edges of a cube likewise and its corners thrice.
   */
  @Test
  void cornersCountForEachFace() {
    UniformAxis a = new UniformAxis(0, 1, 3);
    UniformAxis b = new UniformAxis(0, 2, 4);
    UniformAxis c = new UniformAxis(-1, 1, 3);
    PdeProblem p =
        PdeProblem.on(a, b, c)
            .term(1, 2, 0, 0)
            .dirichlet(x -> x[0] + 2 * x[1] - x[2])
            .source(x -> x[0] * x[1])
            .build();
    GpHmOptions options = GpHmOptions.DEFAULT.withComponents(2, 1).withJitter(1e-2);
    double[] count = new double[36];
    double[] value = new double[36];
    double[] source = new double[36];
    for (int i = 0; i < 36; i++) {
      int[] at = {i / 12, i / 3 % 4, i % 3};
      count[i] = (at[0] % 2 == 0 ? 1 : 0) + (at[1] % 3 == 0 ? 1 : 0) + (at[2] % 2 == 0 ? 1 : 0);
      double[] x = {0.5 * at[0], 2.0 / 3 * at[1], at[2] - 1};
      value[i] = count[i] == 0 ? 0 : x[0] + 2 * x[1] - x[2];
      source[i] = x[0] * x[1];
    }
    JointObjective expected = new JointObjective(p, options, source, count, value);
    double[] x = expected.start(1);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 36; i++) {
      x[i] = random.nextDouble(-1, 1);
    }
    double[] gradient = new double[x.length];
    double[] other = new double[x.length];
    double v = expected.valueAndGradient(x, gradient);
    assertEquals(v, JointObjective.of(p, options).valueAndGradient(x, other), 1e-10 * Math.abs(v));
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    assertArrayEquals(gradient, other, 1e-12 * largest);
  }

  /** A weight that underflows is a component less, not a NaN. */
  @Test
  void vanishingWeights() {
    PdeProblem p = line(12).source(x -> 1).dirichlet(x -> 0).build();
    JointObjective two = JointObjective.of(p, GpHmOptions.DEFAULT.withComponents(2, 3));
    JointObjective one = JointObjective.of(p, GpHmOptions.DEFAULT.withComponents(1, 3));
    double[] x = two.start(3);
    Arrays.fill(x, 0, 12, 0.1);
    x[12] = -1000;
    double[] y = one.start(3);
    Arrays.fill(y, 0, 12, 0.1);
    y[12] = x[13];
    double[] gradient = new double[x.length];
    double value = two.valueAndGradient(x, gradient);
    double expected = one.valueAndGradient(y, new double[y.length]);
    assertEquals(expected, value, 1e-9 * Math.abs(expected));
    assertEquals(0, gradient[12]);
    assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
  }

  /** Up to six sines of any phase, at least one resolution apart: exact, whatever the scale. */
  @Property(tries = 40)
  void pencilIsExactForFewSines(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] f = new double[count];
    for (int k = 0; k < count; k++) {
      f[k] = 1 + 4 * k + random.nextDouble(2);
    }
    int n = 120;
    double[] y = new double[n];
    for (int k = 0; k < count; k++) {
      double amplitude = random.nextDouble(0.3, 1);
      double phase = random.nextDouble(7);
      for (int i = 0; i < n; i++) {
        y[i] += scale * amplitude * StrictMath.sin(2 * Math.PI * f[k] * i / (n - 1) + phase);
      }
    }
    assertArrayEquals(f, MatrixPencil.frequencies(List.of(y), 1.0 / (n - 1), 1e-9), 1e-6);
  }

  @Test
  void badInput() {
    // A face whose values are finite at its corners and not between them.
    UniformAxis axis = new UniformAxis(0, 1, 9);
    PdeProblem face =
        PdeProblem.on(axis, axis)
            .term(1, 2, 0)
            .term(1, 0, 2)
            .dirichlet(x -> x[1] == 0.5 ? Double.POSITIVE_INFINITY : 0)
            .build();
    for (GpHmOptions.Mode mode : GpHmOptions.Mode.values()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> GpHmSolver.solve(face, GpHmOptions.DEFAULT.withMode(mode)));
      assertTrue(e.getMessage().contains("condition on a face is Infinity at [0.0, 0.5]"));
    }
    PdeProblem source = line(9).source(x -> x[0] == 0.5 ? Double.NaN : 0).build();
    assertThrows(
        IllegalArgumentException.class, () -> GpHmSolver.solve(source, GpHmOptions.DEFAULT));
    PdeProblem coefficient =
        PdeProblem.on(axis).term(x -> 1 / (x[0] - 0.5), 2).dirichlet(x -> 0).build();
    assertThrows(
        IllegalArgumentException.class, () -> GpHmSolver.solve(coefficient, GpHmOptions.DEFAULT));
    GpHmOptions o = GpHmOptions.DEFAULT;
    for (double bad : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> o.withJitter(bad));
      assertThrows(IllegalArgumentException.class, () -> o.withBoundaryWeight(bad));
      assertThrows(IllegalArgumentException.class, () -> o.withLearningRate(bad));
      assertThrows(IllegalArgumentException.class, () -> o.withTolerance(bad));
      assertThrows(IllegalArgumentException.class, () -> o.withComponents(3, bad));
    }
    assertThrows(IllegalArgumentException.class, () -> o.withEarlyStop(-1));
    assertThrows(IllegalArgumentException.class, () -> o.withSteps(0));
    // Grids that do not fit: into memory, or into an array.
    UniformAxis large = new UniformAxis(0, 1, 40_000);
    PdeProblem plane =
        PdeProblem.on(large, large).term(1, 2, 0).term(1, 0, 2).dirichlet(x -> 0).build();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> GpHmSolver.solve(plane, o));
    assertTrue(e.getMessage().contains("1600000000 points"), e::getMessage);
    assertThrows(IllegalArgumentException.class, () -> PdeProblem.on(large, large, large));
    assertThrows(
        IllegalArgumentException.class,
        () -> GpHmSolver.condition(plane, MaternKernel.of(2, 1, 1), MaternKernel.of(2, 1, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> line(9).nonlinearity(List.of(), v -> 0, v -> new double[0]));
    GpPdeSolution s = GpHmSolver.solve(line(9).dirichlet(x -> x[0]).build(), o);
    assertThrows(IllegalArgumentException.class, () -> s.evaluate(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> s.evaluate(0.1, 0.2));
    assertThrows(IllegalArgumentException.class, () -> s.derivative(new int[] {-1}, 0.1));
    assertThrows(IllegalArgumentException.class, () -> s.derivative(new int[2], 0.1));
    assertThrows(IllegalArgumentException.class, () -> s.standardDeviation());
    assertThrows(
        IllegalArgumentException.class, () -> s.onGrid(new double[] {Double.POSITIVE_INFINITY}));
  }
}
