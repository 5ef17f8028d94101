package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.LaplaceTransform;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Logarithms of transfer functions, many columns, capacities of components, diffusivities. */
class ColumnToolsTest {
  /** exp(ln G) is G, and ln G does not jump along the imaginary axis. */
  @Property(tries = 60)
  void logarithmsOfTransferFunctions(
      @ForAll BoundaryCondition boundary,
      @ForAll @DoubleRange(min = 0, max = 500) double n,
      @ForAll @DoubleRange(min = -1, max = 5) double logPeclet,
      @ForAll @DoubleRange(min = 1, max = 4) double ratio) {
    LinearColumn plain = LinearColumn.of(3, n, 20);
    double peclet = StrictMath.pow(10, logPeclet);
    for (LinearColumn column :
        new LinearColumn[] {
          plain,
          plain.withDispersion(peclet, boundary),
          plain.withDispersion(peclet, BoundaryCondition.DANCKWERTS_CLOSED).withPressureRatio(ratio)
        }) {
      LaplaceTransform log = column.logTransferFunction();
      double phase = 0;
      for (int j = 0; j <= 40; j++) {
        Complex s = Complex.of(0.1, 0.25 * j);
        Complex direct = column.transferFunction().at(s);
        Complex found = log.at(s);
        assertEquals(0, direct.minus(found.exp()).abs(), 1e-11 * direct.abs() * (1 + found.abs()));
        // |d ln G/dω| is at most the mean retention time.
        assertTrue(Math.abs(found.im() - phase) <= 0.26 * (3 + n / 20) * 2 + 0.5, "jump at " + s);
        phase = found.im();
      }
    }
  }

  /** Where G is 0 in doubles its logarithm is not. */
  @Test
  void logarithmsBeyondTheDoubles() {
    LinearColumn column = LinearColumn.of(60, 6000, 64);
    Complex s = Complex.of(40, 500);
    assertEquals(0, column.transferFunction().at(s).abs());
    double re = -(60 * 40 + 6000 * ((40.0 * 104 + 500.0 * 500) / (104 * 104 + 500 * 500)));
    assertEquals(re, column.logTransferFunction().at(s).re(), 1e-12 * Math.abs(re));
  }

  @Test
  void manyColumns() {
    double[] t = new double[300];
    Arrays.setAll(t, i -> 140 + 0.1 * i);
    List<LinearColumn> columns =
        java.util.stream.IntStream.range(0, 21)
            .mapToObj(i -> LinearColumn.ofRetention(60, 1.4 + 0.01 * i, 20 + 400.0 * i))
            .toList();
    double[][] one = OutletCurve.all(columns, 1, t, Parallelism.sequential());
    double[][] three = OutletCurve.all(columns, 1, t, Parallelism.of(3));
    for (int i = 0; i < columns.size(); i++) {
      assertArrayEquals(one[i], three[i], 0);
      double peak = Arrays.stream(one[i]).max().orElseThrow();
      assertArrayEquals(columns.get(i).pulse(1, t), one[i], 1e-13 * peak);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> OutletCurve.all(columns, 0, t, Parallelism.sequential()));
    t[7] = Double.NaN;
    assertThrows(
        IllegalArgumentException.class,
        () -> OutletCurve.all(columns, 1, t, Parallelism.sequential()));
  }

  /** The equations with capacities of their own, in explicit steps of a single cell's balance. */
  @Test
  void capacitiesOfComponents() {
    double[] ka = {3, 8};
    double[] kd = {2, 1};
    double[] most = {2, 0.5};
    ComponentCapacities scale = new ComponentCapacities(most);
    LangmuirSystem system = scale.system(ka, kd, 1.5, 1);
    // A saturated column: q = q_m K C/(1 + Σ K C) with K = k_a/k_d, and the mass it took up.
    Inlet feed = Inlet.pulse(400, 0.6, 0.3);
    ColumnRun run =
        FiniteVolumeSolver.of(system, 40).withEarlyStop(false).solve(scale.scaled(feed), 60, 400);
    for (int i = 0; i < 2; i++) {
      double[] outlet = scale.concentration(i, run.concentrations()[i]);
      assertEquals(feed.concentrations()[0][i], outlet[1], 1e-9);
    }
    // By fourth-order Runge-Kutta for 40 stirred cells of the unscaled equations, upwind.
    int cells = 40;
    double[][] c = new double[2][cells];
    double[][] q = new double[2][cells];
    double dt = 5e-4;
    for (int step = 0; step < 8000; step++) {
      double[][][] state = {c, q};
      double[][][] sum = new double[2][2][cells];
      double[][][] at = {copy(c), copy(q)};
      double[] weights = {1, 2, 2, 1};
      double[] ahead = {0.5, 0.5, 1, 0};
      for (int stage = 0; stage < 4; stage++) {
        double[][][] slope = slope(at, ka, kd, most, cells);
        for (int a = 0; a < 2; a++) {
          for (int i = 0; i < 2; i++) {
            for (int x = 0; x < cells; x++) {
              sum[a][i][x] += weights[stage] / 6 * dt * slope[a][i][x];
              at[a][i][x] = state[a][i][x] + ahead[stage] * dt * slope[a][i][x];
            }
          }
        }
      }
      for (int i = 0; i < 2; i++) {
        for (int x = 0; x < cells; x++) {
          c[i][x] += sum[0][i][x];
          q[i][x] += sum[1][i][x];
        }
      }
    }
    ColumnRun upwind =
        FiniteVolumeSolver.of(system, cells)
            .with(FiniteVolumeSolver.Reconstruction.FIRST_ORDER)
            .withSteps(0.02, true)
            .solve(scale.scaled(feed), 4);
    for (int i = 0; i < 2; i++) {
      double[] outlet = scale.concentration(i, upwind.concentrations()[i]);
      assertEquals(c[i][cells - 1], outlet[0], 1e-6);
    }
    // What is handed out is a copy.
    feed.concentrations()[0][0] = 9;
    assertEquals(0.6, feed.concentrations()[0][0]);
    // Equal capacities are the plain system.
    LangmuirSystem plain = new ComponentCapacities(2, 2).system(ka, kd, 1.5, 1);
    assertArrayEquals(ka, plain.adsorptionRates(), 0);
    assertEquals(2, plain.capacity(), 0);
  }

  private static double[][] copy(double[][] values) {
    return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[][][] slope(
      double[][][] at, double[] ka, double[] kd, double[] most, int cells) {
    double[][][] slope = new double[2][2][cells];
    double[] feed = {0.6, 0.3};
    for (int x = 0; x < cells; x++) {
      double free = 1 - at[1][0][x] / most[0] - at[1][1][x] / most[1];
      for (int i = 0; i < 2; i++) {
        double rate = ka[i] * most[i] * at[0][i][x] * free - kd[i] * at[1][i][x];
        double before = x == 0 ? feed[i] : at[0][i][x - 1];
        slope[1][i][x] = rate;
        slope[0][i][x] = cells * (before - at[0][i][x]) - 1.5 * rate;
      }
    }
    return slope;
  }

  /** Allyl chloride in air: 0.0958 cm²/s at 298 K and 1 bar by the formula, 0.0975 measured. */
  @Test
  void diffusivities() {
    GasDiffusivity estimate = GasDiffusivity.fuller(76.5, 80.25, 28.97, 19.7);
    assertEquals(0.09583217859382394e-4, estimate.at(298, 1e5), 1e-18);
    assertEquals(0.0975e-4, estimate.at(298, 1e5), 0.05 * 0.0975e-4);
    GasDiffusivity known = new GasDiffusivity(1e-5, 300, 1e5);
    assertEquals(1e-5 * StrictMath.pow(1.2, 1.75) / 3, known.at(360, 3e5), 1e-19);
    assertThrows(IllegalArgumentException.class, () -> new GasDiffusivity(0, 300, 1));
    assertThrows(IllegalArgumentException.class, () -> known.at(-1, 1e5));
    assertThrows(IllegalArgumentException.class, () -> known.at(300, 0));
    assertThrows(IllegalArgumentException.class, () -> GasDiffusivity.fuller(76, 80, 0, 20));
  }

  /** Long solutions end when their thread is interrupted, and leave the interruption set. */
  @Test
  void solversCanBeCancelled() {
    LangmuirSystem system = LangmuirSystem.linear(LinearColumn.of(10, 20, 2), 1);
    Inlet pulse = Inlet.pulse(1, 1);
    FiniteVolumeSolver volumes = FiniteVolumeSolver.of(system, 20);
    for (Runnable work :
        new Runnable[] {
          () -> volumes.solve(pulse, 5),
          () -> volumes.withImplicitSteps(1).solve(pulse, 5),
          () -> volumes.withTolerance(1e-3).solve(pulse, 5),
          () -> LagrangianShiftSolver.of(system, 20).solve(pulse, 5),
          () -> CharacteristicSolver.of(system).solve(pulse, 5, 10, 3)
        }) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, work::run);
      assertTrue(Thread.interrupted());
      work.run();
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, ComponentCapacities::new);
    assertThrows(IllegalArgumentException.class, () -> new ComponentCapacities(1, 0));
    ComponentCapacities two = new ComponentCapacities(1, 2);
    double[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> two.system(one, one, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> two.scaled(Inlet.pulse(1, 1)));
    assertThrows(IllegalArgumentException.class, () -> two.concentration(2, 1));
  }
}
