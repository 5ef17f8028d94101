package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.MatrixPencil;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpHmSolverTest {
  /** The targets: 1e-8, and 1e-7 for sin 500x and the Allen-Cahn equation in the plane. */
  @ParameterizedTest
  @CsvSource({
    "poisson_1d-single_sin, 1e-8",
    "poisson_1d-sin_cos, 1e-8",
    "poisson_1d-x_time_sinx, 1e-8",
    "poisson_1d-mix_sin, 1e-8",
    "poisson_1d-mix_sin_cos, 1e-8",
    "poisson_1d-x2_add_sinx, 1e-7",
    "allencahn_1d-single_sin, 1e-8",
    "allencahn_1d-sin_cos, 1e-8",
    "poisson_2d-sin_sin, 1e-8",
    "poisson_2d-sin_cos, 1e-8",
    "poisson_2d-sin_add_cos, 1e-8",
    "allencahn_2d-mix-sincos, 1e-7",
    "advection-sin, 1e-8",
    // Ten times what an independent computation attained.
    "poisson_1d-chirp, 7e-5",
    "poisson_1d-packet, 3e-11",
    "poisson_1d-exp_sin, 8e-4",
    "poisson_1d-random_sines, 4.8e-7",
    "helmholtz_1d, 1e-8",
    "biharmonic_1d, 1e-8",
    "variable_coefficient_1d, 1e-8",
    "burgers_1d, 1e-8",
    "poisson_3d-products, 1e-8"
  })
  void reachesTheTarget(String id, double target) {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of(id);
    GpPdeSolution s = GpHmSolver.solve(b.problem(), GpHmOptions.DEFAULT);
    assertTrue(b.errors(s).relativeL2() <= target, () -> b.errors(s) + ": " + s.chosen());
    assertTrue(s.converged());
    assertTrue(s.resolved(), () -> s.warnings().toString());
  }

  @Test
  void boundaryLayer() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-boundary_layer");
    GpPdeSolution s =
        GpHmSolver.solve(
            b.problem().withSizes(150), GpHmOptions.DEFAULT.withSpectrum(Spectrum.gaussian()));
    assertTrue(b.errors(s).relativeL2() <= 2.1e-3, () -> b.errors(s) + ": " + s.chosen());
  }

  @Test
  void manufacturedSolutions() {
    int checked = 0;
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/manufactured.csv")) {
      PdeBenchmarks.Benchmark b = PdeBenchmarks.of(row.text("case"));
      double[] x =
          row.text("y").isEmpty()
              ? new double[] {row.number("x")}
              : new double[] {row.number("x"), row.number("y")};
      double u = row.number("u");
      // An argument of 500 costs 5e-14.
      assertEquals(u, b.exact().applyAsDouble(x), 1e-12 * Math.max(1, Math.abs(u)));
      double source = row.number("source");
      assertEquals(
          source,
          b.problem().sourceAt(x),
          row.text("case").startsWith("advection") ? 1e-9 : 1e-12 * Math.max(1e4, Math.abs(source)),
          row::toString);
      checked++;
    }
    assertTrue(checked >= 30);
  }

  /** The residual reported is that of the function returned. */
  @Test
  void residualIsRecomputed() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-mix_sin");
    GpPdeSolution s =
        GpHmSolver.solve(b.problem(), GpHmOptions.DEFAULT.withMode(GpHmOptions.Mode.EXACT_KERNEL));
    UniformAxis axis = b.problem().axes().get(0);
    double top = 0;
    double bottom = 0;
    for (int i = 0; i + 1 < axis.size(); i++) {
      double x = axis.from() + (i + 0.5) * axis.spacing();
      double f = b.problem().sourceAt(new double[] {x});
      double r = s.derivative(new int[] {2}, x) - f;
      top += r * r;
      bottom += f * f;
    }
    double expected = Math.sqrt(top / bottom);
    assertEquals(expected, s.chosen().offGrid(), 1e-3 * expected);
    assertTrue(b.errors(s).relativeL2() < 4.5e-6);
    assertTrue(s.standardDeviation(0.3) >= 0);
    assertTrue(s.candidates().size() >= 4);
  }

  @Test
  void kernelModeMatchesTheIndependentComputation() {
    // attained_exact.csv: Gaussian 2.1e-10, Student-t 9.9e-10 with Lr = 0.01.
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-single_sin");
    for (Spectrum spectrum : List.of(Spectrum.gaussian(), Spectrum.studentT(5))) {
      GpPdeSolution s =
          GpHmSolver.solve(
              b.problem().withSizes(300),
              GpHmOptions.DEFAULT.withMode(GpHmOptions.Mode.EXACT_KERNEL).withSpectrum(spectrum));
      assertTrue(b.errors(s).relativeL2() < 1e-8, () -> b.errors(s) + ": " + s.chosen());
    }
  }

  /** Features find the frequencies of a nonlinear equation, but the solution is a covariance's. */
  @Test
  void kernelModeOfANonlinearEquation() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("allencahn_1d-single_sin");
    GpPdeSolution s =
        GpHmSolver.solve(
            b.problem(),
            GpHmOptions.DEFAULT
                .withMode(GpHmOptions.Mode.EXACT_KERNEL)
                .withSpectrum(Spectrum.gaussian()));
    for (GpPdeSolution.Candidate c : s.candidates()) {
      assertTrue(c.name().startsWith("Gaussian spectrum"), c.name());
    }
    // The independent computation ends at 2.3e-10, features at 1e-13.
    assertEquals(2.3e-10, b.errors(s).relativeL2(), 1e-10);
  }

  /** Data of degree one: u = 2 - 3x + 5y + xy has no curvature and is found exactly. */
  @Test
  void harmonicPolynomial() {
    PdeProblem p =
        PdeProblem.on(new UniformAxis(0, 1, 12), new UniformAxis(-1, 2, 9))
            .term(1, 2, 0)
            .term(1, 0, 2)
            .dirichlet(x -> 2 - 3 * x[0] + 5 * x[1] + x[0] * x[1])
            .build();
    GpPdeSolution s = GpHmSolver.solve(p, GpHmOptions.DEFAULT);
    assertEquals(2 - 3 * 0.3 + 5 * 0.7 + 0.21, s.evaluate(0.3, 0.7), 1e-11);
    assertEquals(-3 + 0.7, s.derivative(new int[] {1, 0}, 0.3, 0.7), 1e-10);
  }

  /** Heat: initial and boundary values, nothing at the final time. */
  @Test
  void initialBoundaryValues() {
    double k = 0.01;
    double decay = k * 64;
    PdeProblem p =
        PdeProblem.on(new UniformAxis(0, Math.PI, 40), new UniformAxis(0, 1, 30))
            .term(1, 0, 1)
            .term(-k, 2, 0)
            .condition(1, false, x -> Trigonometric.sin(8 * x[0]))
            .condition(0, false, x -> 0)
            .condition(0, true, x -> 0)
            .build();
    GpPdeSolution s = GpHmSolver.solve(p, GpHmOptions.DEFAULT);
    double expected = StrictMath.exp(-decay * 0.7) * StrictMath.sin(8 * 1.1);
    assertEquals(expected, s.evaluate(1.1, 0.7), 1e-6, () -> s.chosen().toString());
  }

  /** One axis more on which nothing depends changes nothing. */
  @Test
  void constantExtraAxis() {
    PdeProblem one =
        PdeProblem.on(new UniformAxis(0, 1, 60))
            .term(1, 2)
            .source(x -> -400 * Trigonometric.sin(20 * x[0]))
            .dirichlet(x -> Trigonometric.sin(20 * x[0]))
            .build();
    PdeProblem two =
        PdeProblem.on(new UniformAxis(0, 1, 60), new UniformAxis(0, 2, 7))
            .term(1, 2, 0)
            .source(x -> -400 * Trigonometric.sin(20 * x[0]))
            .condition(0, false, x -> Trigonometric.sin(20 * x[0]))
            .condition(0, true, x -> Trigonometric.sin(20 * x[0]))
            .build();
    GpPdeSolution a = GpHmSolver.solve(one, GpHmOptions.DEFAULT);
    GpPdeSolution b = GpHmSolver.solve(two, GpHmOptions.DEFAULT);
    assertEquals(a.evaluate(0.37), b.evaluate(0.37, 1.1), 1e-10);
  }

  /** u is linear in source and boundary values: -f and -g give -u; scaled data scale u. */
  @Test
  void oddAndHomogeneous() {
    for (double factor : new double[] {-1, 1e-3, 1e5}) {
      PdeProblem p =
          PdeProblem.on(new UniformAxis(0, 1, 80))
              .term(1, 2)
              .source(x -> -900 * factor * Trigonometric.sin(30 * x[0]))
              .dirichlet(x -> factor * Trigonometric.sin(30 * x[0]))
              .build();
      double u = GpHmSolver.solve(p, GpHmOptions.DEFAULT).evaluate(0.41);
      assertEquals(
          factor * StrictMath.sin(30 * 0.41), u, 1e-11 * Math.abs(factor), () -> "" + factor);
    }
  }

  @Test
  void aliasedGridIsFlagged() {
    // 100 points for 15.9 waves over 2π: Nyquist is 7.9.
    GpPdeSolution s =
        GpHmSolver.solve(
            PdeBenchmarks.of("poisson_1d-single_sin").problem().withSizes(100),
            GpHmOptions.DEFAULT);
    assertFalse(s.resolved());
    assertTrue(s.warnings().get(0).contains("15.9"), () -> s.warnings().toString());
  }

  @Test
  void unresolvedLayerIsFlagged() {
    PdeProblem p =
        PdeProblem.on(new UniformAxis(0, 1, 20))
            .term(1, 2)
            .source(x -> 1e8 * StrictMath.exp(-1e4 * x[0]))
            .dirichlet(x -> StrictMath.exp(-1e4 * x[0]))
            .build();
    assertFalse(GpHmSolver.solve(p, GpHmOptions.DEFAULT).resolved());
  }

  @Test
  void zeroData() {
    PdeProblem p = PdeProblem.on(new UniformAxis(0, 1, 20)).term(1, 2).dirichlet(x -> 0).build();
    GpPdeSolution s = GpHmSolver.solve(p, GpHmOptions.DEFAULT);
    assertEquals(0, s.evaluate(0.4));
    assertFalse(s.warnings().isEmpty());
  }

  @Test
  void badInputIsRefused() {
    UniformAxis axis = new UniformAxis(0, 1, 20);
    PdeProblem.Builder b = PdeProblem.on(axis);
    assertThrows(IllegalArgumentException.class, b::build);
    assertThrows(IllegalArgumentException.class, () -> PdeProblem.on(new UniformAxis(0, 1, 2)));
    assertThrows(IllegalArgumentException.class, () -> b.term(1, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> b.term(Double.NaN, 2));
    assertThrows(IllegalArgumentException.class, () -> b.condition(1, true, x -> 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> PdeProblem.on(axis).term(1, 2).dirichlet(x -> Double.NaN).build());
    assertThrows(NullPointerException.class, () -> PdeProblem.on(axis).nonlinearity(u -> u, null));
    PdeProblem fourth = PdeProblem.on(axis).term(1, 4).dirichlet(x -> 0).build();
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> GpHmSolver.solve(fourth, GpHmOptions.DEFAULT.withSpectrum(Spectrum.studentT(3))));
    assertTrue(e.getMessage().contains("3 degrees of freedom"), e::getMessage);
    assertThrows(IllegalArgumentException.class, () -> GpHmOptions.DEFAULT.withComponents(0, 1));
    assertThrows(IllegalArgumentException.class, () -> GpHmOptions.DEFAULT.withComponents(3, -1));
    assertThrows(IllegalArgumentException.class, () -> PdeBenchmarks.of("heat"));
  }

  @Test
  void pencilFindsSines() {
    double[] f = {0, 1.25, 3.5, 3.9, 11};
    int n = 120;
    double h = 1.0 / (n - 1);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = 0.7;
      for (int k = 1; k < f.length; k++) {
        y[i] += k * StrictMath.sin(2 * Math.PI * f[k] * i * h + k);
      }
    }
    assertArrayEquals(f, MatrixPencil.frequencies(List.of(y), h, 1e-9), 1e-7);
    double[] scaled = y.clone();
    for (int i = 0; i < n; i++) {
      scaled[i] *= 1e6;
    }
    assertArrayEquals(f, MatrixPencil.frequencies(List.of(scaled), h, 1e-9), 1e-7);
    assertArrayEquals(new double[1], MatrixPencil.frequencies(List.of(new double[20]), h, 1e-9));
  }
}
