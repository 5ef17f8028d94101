package dev.hadamard.gp.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JointObjectiveTest {
  /** A problem of joint_objective.csv. */
  private record Case(JointObjective objective, double[] x, Map<String, double[]> values) {
    static Case of(String name) {
      Map<String, TreeMap<Integer, Double>> collected = new LinkedHashMap<>();
      for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/joint_objective.csv")) {
        if (row.text("case").equals(name)) {
          collected
              .computeIfAbsent(row.text("name"), k -> new TreeMap<>())
              .put((int) row.number("index"), row.number("value"));
        }
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      collected.forEach(
          (k, v) -> values.put(k, v.values().stream().mapToDouble(Double::doubleValue).toArray()));
      double[] sizes = values.get("gridSizes");
      UniformAxis[] axes = new UniformAxis[sizes.length];
      for (int d = 0; d < axes.length; d++) {
        double[] points = values.get("axis" + d);
        axes[d] = new UniformAxis(points[0], points[points.length - 1], points.length);
      }
      PdeProblem.Builder b = PdeProblem.onAny(axes);
      if (name.startsWith("advection")) {
        b.term(3, 1, 0).term(1, 0, 1);
      } else {
        for (int d = 0; d < axes.length; d++) {
          int[] orders = new int[axes.length];
          orders[d] = 2;
          b.term(1, orders);
        }
      }
      if (name.startsWith("allencahn")) {
        b.nonlinearity(u -> u * (u * u - 1), u -> 3 * u * u - 1);
      }
      GpHmOptions options =
          new GpHmOptions(
              GpHmOptions.Mode.JOINT_ADAM,
              name.endsWith("GM") ? Spectrum.gaussian() : Spectrum.studentT(5),
              2,
              1,
              1,
              0.01,
              values.get("lambdaB")[0],
              values.get("jitter")[0],
              true,
              false,
              0,
              1e-9,
              dev.hadamard.kernel.Progress.none());
      JointObjective objective =
          new JointObjective(
              b.dirichlet(p -> 0).build(),
              options,
              values.get("F"),
              values.get("boundaryCount"),
              values.get("boundaryValue"));
      double[] x = new double[objective.size()];
      double[] u = values.get("U");
      System.arraycopy(u, 0, x, 0, u.length);
      int at = u.length;
      for (int d = 0; d < axes.length; d++) {
        for (String parameter : new String[] {"logWeight", "logScale", "frequency"}) {
          for (double v : values.get(parameter + d)) {
            x[at++] = v;
          }
        }
      }
      x[at++] = values.get("logTau1")[0];
      x[at++] = values.get("logTau2")[0];
      assertEquals(x.length, at);
      return new Case(objective, x, values);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "poisson1d_StM",
        "allencahn1d_GM",
        "poisson2d_GM",
        "allencahn2d_StM",
        "advection2d_StM",
        "poisson3d_GM"
      })
  void valueAndGradient(String name) {
    Case c = Case.of(name);
    double[] gradient = new double[c.x.length];
    double value = c.objective.valueAndGradient(c.x, gradient);
    double expected = c.values.get("objective")[0];
    assertEquals(expected, value, 1e-9 * Math.abs(expected));
    double[] u = c.values.get("grad_U");
    close(u, Arrays.copyOf(gradient, u.length), name + " U");
    int at = u.length;
    for (int d = 0; d < c.values.get("gridSizes").length; d++) {
      for (String parameter : new String[] {"logWeight", "logScale", "frequency"}) {
        double[] e = c.values.get("grad_" + parameter + d);
        close(e, Arrays.copyOfRange(gradient, at, at + e.length), name + " " + parameter + d);
        at += e.length;
      }
    }
    close(c.values.get("grad_logTau1"), new double[] {gradient[at]}, "τ1");
    close(c.values.get("grad_logTau2"), new double[] {gradient[at + 1]}, "τ2");
  }

  private static void close(double[] expected, double[] actual, String name) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertArrayEquals(expected, actual, 1e-9 * largest, name);
  }

  /** The gradient vanishes at the exact maximum over U of linear problems. */
  @ParameterizedTest
  @ValueSource(strings = {"poisson1d_StM", "poisson2d_GM", "advection2d_StM", "poisson3d_GM"})
  void stationaryAtTheExactMode(String name) {
    Case c = Case.of(name);
    double[] at = c.x.clone();
    double[] mode = c.values.get("mapU");
    System.arraycopy(mode, 0, at, 0, mode.length);
    double[] gradient = new double[at.length];
    double value = c.objective.valueAndGradient(at, gradient);
    double expected = c.values.get("objectiveAtMap")[0];
    assertEquals(expected, value, 1e-9 * Math.abs(expected));
    double size = Arrays.stream(c.values.get("grad_U")).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < mode.length; i++) {
      assertEquals(0, gradient[i], 1e-8 * size);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poisson1d_StM", "poisson2d_GM", "advection2d_StM", "poisson3d_GM"})
  void exactPosterior(String name) {
    Case c = Case.of(name);
    JointObjective.Posterior p = c.objective.posterior(c.x);
    close(c.values.get("mapU"), p.mode(), name);
    close(c.values.get("posteriorVarianceU"), p.variance(), name);
    double evidence = c.values.get("logEvidence")[0];
    assertEquals(evidence, p.logEvidence(), 1e-9 * Math.abs(evidence));
  }

  /** A larger precision never widens the posterior. */
  @Test
  void precisionNarrowsThePosterior() {
    Case c = Case.of("poisson2d_GM");
    double[] wide = c.objective.posterior(c.x).variance();
    for (int last = 1; last <= 2; last++) {
      double[] sharper = c.x.clone();
      sharper[sharper.length - last] += 1;
      double[] narrow = c.objective.posterior(sharper).variance();
      for (int i = 0; i < wide.length; i++) {
        assertTrue(narrow[i] <= wide[i] * (1 + 1e-9) && narrow[i] >= 0);
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Case.of("allencahn1d_GM").objective.posterior(Case.of("allencahn1d_GM").x));
  }

  /** The stored runs of the paper's code; the errors are those on 300 points after the step. */
  @Test
  void trajectoryOfTheStoredRun() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-single_sin");
    JointAdam adam = JointAdam.of(b.problem(), GpHmOptions.DEFAULT);
    int checked = 0;
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/adam_trajectory.csv")) {
      int step = (int) row.number("step");
      if (!row.text("equation").equals(b.id()) || step > 60) {
        continue;
      }
      adam.advance(step + 1 - adam.steps());
      assertEquals(row.number("logLoss"), StrictMath.log(adam.objective()), 1e-8, row::toString);
      assertEquals(
          row.number("relL2"), b.errors(adam.solution()).relativeL2(), 1e-8, row::toString);
      checked++;
    }
    assertTrue(checked >= 12);
  }

  /** Later steps differ: the component at frequency 0 follows rounding, which Adam normalises. */
  @Test
  void trajectoryInThePlane() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_2d-sin_add_cos");
    JointAdam adam = JointAdam.of(b.problem(), GpHmOptions.DEFAULT);
    for (ReferenceTable.Row row : ReferenceTable.read("gp-pde/adam_trajectory.csv")) {
      int step = (int) row.number("step");
      if (!row.text("equation").equals(b.id()) || step > 50) {
        continue;
      }
      adam.advance(step + 1 - adam.steps());
      assertEquals(row.number("logLoss"), StrictMath.log(adam.objective()), 3e-3, row::toString);
      assertEquals(
          row.number("relL2"), b.errors(adam.solution()).relativeL2(), 3e-3, row::toString);
    }
  }

  /** A second process takes up what the first left, and the solution is the sum. */
  @Test
  void secondProcess() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-mix_sin");
    JointAdam first =
        JointAdam.of(b.problem().withSizes(60), GpHmOptions.DEFAULT.withComponents(10, 8));
    first.advance(200);
    double[] x = {0.1, 0.35, 0.8};
    double[] before = first.solution().onGrid(x);
    JointAdam second = first.withSecondProcess();
    assertArrayEquals(before, second.solution().onGrid(x), 1e-9);
    double residual = first.solution().chosen().onGrid();
    second.advance(1500);
    assertTrue(
        second.solution().chosen().onGrid() < residual,
        () -> residual + " then " + second.solution().chosen());
    assertEquals(0, second.kernel(0).frequencies()[0]);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            JointAdam.of(PdeBenchmarks.of("allencahn_1d-sin_cos").problem(), GpHmOptions.DEFAULT)
                .withSecondProcess());
  }

  /** Another U is not better, and what is integrated out is the reference evidence. */
  @ParameterizedTest
  @ValueSource(strings = {"poisson1d_StM", "poisson2d_GM", "advection2d_StM", "poisson3d_GM"})
  void profileOfLinearEquations(String name) {
    Case c = Case.of(name);
    double evidence = c.values.get("logEvidence")[0];
    JointObjective.Profile integrated = c.objective.profile(c.x, true);
    assertEquals(-evidence, integrated.value(), 1e-9 * Math.abs(evidence));
    JointObjective.Profile p = c.objective.profile(c.x, false);
    double least = c.values.get("objectiveAtMap")[0];
    assertEquals(least, p.value(), 1e-9 * Math.abs(least));
    close(c.values.get("mapU"), p.mode(), name);
  }

  /** The smallest residual since the last but one power of two is selected. */
  @Test
  void selectedHasTheSmallestResidual() {
    PdeBenchmarks.Benchmark b = PdeBenchmarks.of("poisson_1d-mix_sin");
    PdeProblem p = b.problem().withSizes(40);
    GpHmOptions options = GpHmOptions.DEFAULT.withComponents(8, 6);
    JointAdam adam = JointAdam.of(p, options);
    adam.advance(700);
    GpPdeSolution selected = adam.selected();
    assertTrue(
        selected.iterations() >= 256 && selected.iterations() < 700,
        () -> "step " + selected.iterations());
    JointAdam again = JointAdam.of(p, options);
    double smallest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 700; k++) {
      again.advance(1);
      if (again.steps() >= 256 && again.steps() < 700) {
        GpPdeSolution.Candidate c = again.solution().chosen();
        smallest = Math.min(smallest, c.onGrid() + c.boundaryMisfit());
      }
    }
    // The mean misfit, which selects, is below the largest.
    assertTrue(selected.chosen().onGrid() <= 1.01 * smallest, smallest + " " + selected.chosen());
    again = JointAdam.of(p, options);
    again.advance(selected.iterations());
    assertArrayEquals(
        again.solution().onGrid(p.axes().get(0).points()),
        selected.onGrid(p.axes().get(0).points()));
    GpPdeSolution solved =
        GpHmSolver.solve(p, options.withMode(GpHmOptions.Mode.JOINT_ADAM).withSteps(700));
    assertEquals(2, solved.candidates().size());
    assertEquals(
        solved.candidates().stream()
            .mapToDouble(GpPdeSolution.Candidate::score)
            .min()
            .orElseThrow(),
        solved.chosen().score());
  }

  @Test
  void earlyStop() {
    PdeProblem p = PdeBenchmarks.of("poisson_1d-mix_sin").problem().withSizes(40);
    GpHmOptions options = GpHmOptions.DEFAULT.withComponents(8, 6).withEarlyStop(100);
    JointAdam adam = JointAdam.of(p, options);
    int steps = adam.advance(5000);
    assertTrue(steps > 10 && steps < 5000, "steps " + steps);
    assertEquals(0, adam.advance(10));
    JointAdam free = JointAdam.of(p, options.withEarlyStop(0));
    assertEquals(steps, free.advance(steps));
  }

  /** Quasi-Newton steps end far below the start, with the values solved for in a few dozen. */
  @ParameterizedTest
  @EnumSource(names = {"JOINT_LBFGS", "VARIABLE_PROJECTION", "EVIDENCE"})
  void quasiNewton(GpHmOptions.Mode mode) {
    double wave = 20;
    PdeProblem p =
        PdeProblem.on(new UniformAxis(0, 1, 40))
            .term(1, 2)
            .source(x -> -wave * wave * StrictMath.sin(wave * x[0]))
            .dirichlet(x -> StrictMath.sin(wave * x[0]))
            .build();
    GpHmOptions options = GpHmOptions.DEFAULT.withMode(mode).withComponents(6, 6).withSteps(150);
    GpPdeSolution s = GpHmSolver.solve(p, options);
    double worst = 0;
    double deviation = 0;
    for (double x : new double[] {0.113, 0.377, 0.5, 0.921}) {
      worst = Math.max(worst, Math.abs(s.evaluate(x) - StrictMath.sin(wave * x)));
      deviation = Math.max(deviation, s.standardDeviation(x));
    }
    double limit = mode == GpHmOptions.Mode.JOINT_LBFGS ? 0.3 : 2e-3;
    assertTrue(worst < limit, s.chosen() + " error " + worst);
    assertTrue(deviation > 0 && deviation < 10, "deviation " + deviation);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            GpHmSolver.solve(
                PdeBenchmarks.of("allencahn_1d-sin_cos").problem(),
                options.withMode(GpHmOptions.Mode.EVIDENCE)));
  }

  /** The law of u between grid points against dense matrices. */
  @Test
  void deviationOfALearnedSolution() {
    PdeProblem p =
        PdeProblem.on(new UniformAxis(0, 1, 9))
            .term(1, 2)
            .source(x -> 1 + x[0])
            .dirichlet(x -> x[0])
            .build();
    GpHmOptions options = GpHmOptions.DEFAULT.withComponents(2, 1).withJitter(1e-4);
    JointAdam adam = JointAdam.of(p, options);
    adam.advance(40);
    GpPdeSolution s = adam.solution();
    SpectralMixtureKernel k = adam.kernel(0);
    double[] x = p.axes().get(0).points();
    // Everything as one Gaussian: U, then data, then u at a point.
    double[] at = {0.31};
    DMatrixRMaj c = k.matrix(0, x, x);
    for (int i = 0; i < 9; i++) {
      c.add(i, i, 1e-4);
    }
    DMatrixRMaj inverse = Cholesky.of(c).inverse();
    DMatrixRMaj a = Matrices.multiply(k.matrix(2, x, x), inverse);
    JointObjective objective = JointObjective.of(p, options);
    double[] variables = adam.variables();
    double tau1 = StrictMath.exp(variables[variables.length - 2]);
    double tau2 = StrictMath.exp(variables[variables.length - 1]);
    DMatrixRMaj h = inverse.copy();
    Matrices.multiplyAdd(tau2, Transpose.YES, a, Transpose.NO, a, 1, h);
    h.add(0, 0, 200 * tau1);
    h.add(8, 8, 200 * tau1);
    DMatrixRMaj row = Matrices.multiply(k.matrix(0, at, x), inverse);
    double unknown =
        Matrices.multiply(Matrices.multiply(row, Cholesky.of(h).inverse()), Matrices.transpose(row))
            .get(0, 0);
    double open =
        k.derivative(0, 0)
            - Matrices.multiply(row, Matrices.transpose(k.matrix(0, at, x))).get(0, 0);
    assertEquals(StrictMath.sqrt(unknown + open), s.standardDeviation(at), 1e-8);
    assertEquals(
        StrictMath.sqrt(objective.posterior(variables).variance()[3]),
        s.standardDeviation(x[3]),
        0.02);
  }

  /** f → -f turns u → -u; the order of the components does not matter. */
  @Test
  void symmetries() {
    Case c = Case.of("poisson2d_GM");
    double[] gradient = new double[c.x.length];
    double value = c.objective.valueAndGradient(c.x, gradient);
    double[] swapped = c.x.clone();
    int from = c.values.get("U").length;
    for (int block = from; block + 1 < c.x.length - 2; block += 2) {
      swapped[block] = c.x[block + 1];
      swapped[block + 1] = c.x[block];
    }
    assertEquals(value, c.objective.valueAndGradient(swapped, gradient), 1e-9 * Math.abs(value));
  }

  @Test
  void conditionsOtherThanValuesAreRefused() {
    PdeProblem p =
        PdeProblem.on(new UniformAxis(0, 1, 10))
            .term(1, 2)
            .condition(0, false, x -> 0)
            .condition(0, true, x -> 0, 1)
            .build();
    assertThrows(IllegalArgumentException.class, () -> JointObjective.of(p, GpHmOptions.DEFAULT));
  }
}
