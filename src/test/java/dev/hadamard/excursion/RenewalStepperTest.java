package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Renewal equations step by step. */
class RenewalStepperTest {
  @Provide
  Arbitrary<CorrelationModel> models() {
    return CorrelationModels.proven();
  }

  /** The density over two, the kernel of the survival function of T. */
  private static DoubleUnaryOperator kernel(CorrelationModel r) {
    return t -> r.slepianMeanDensity(t) / 2;
  }

  private static double[] sampled(DoubleUnaryOperator f, double step, int steps, double theta) {
    double[] values = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      values[i] = f.applyAsDouble(step * i) * StrictMath.exp(theta * step * i);
    }
    return values;
  }

  /** u = 1 + u * 1: the trapezoidal rule gives ((2+h)/(2-h))^i, across every size of block. */
  @Test
  void closedForm() {
    double h = 1e-3;
    RenewalStepper u = RenewalSolver.stepper(t -> 1, t -> 1, h);
    assertEquals(1, u.value());
    assertEquals(0, u.time());
    assertEquals(h, u.step());
    for (int i = 1; i <= 5000; i++) {
      double expected = StrictMath.exp(i * StrictMath.log1p(2 * h / (2 - h)));
      assertEquals(expected, u.next(), 4e-14 * expected, "i=" + i);
      assertEquals(i, u.steps());
      assertEquals(i * h, u.time());
    }
  }

  /**
   * Relative agreement with the direct recursion, tilted by θ or by half of it, where a coarse grid
   * does not let u grow; with the transforms relative to the largest value.
   */
  @Property(tries = 200)
  void equalsTheOtherSolvers(
      @ForAll("models") CorrelationModel r,
      @ForAll @DoubleRange(min = 1, max = 20) double means,
      @ForAll @IntRange(min = 1, max = 1500) int steps,
      @ForAll @IntRange(min = 0, max = 2) int tilt) {
    double theta = SlepianIia.of(r).persistency().theta() * tilt / 2;
    double h = means * Math.PI / Math.sqrt(r.lambda2()) / steps;
    DoubleUnaryOperator kernel = kernel(r);
    if (!(h * kernel.applyAsDouble(0) < 2)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> RenewalSolver.stepper(r::slepianMean, kernel, h, theta));
      return;
    }
    double[] s = sampled(r::slepianMean, h, steps, theta);
    double[] k = sampled(kernel, h, steps, theta);
    double[] direct = RenewalSolver.direct(s, k, h);
    double[] fast = RenewalSolver.fast(s, k, h);
    double scale = Reductions.maxAbs(direct);
    RenewalStepper stepper = RenewalSolver.stepper(r::slepianMean, kernel, h, theta);
    for (int i = 0; i <= steps; i++) {
      double value = i == 0 ? stepper.value() : stepper.next();
      String where = "i=" + i;
      assertEquals(direct[i], stepper.tiltedValue(), 1e-13 * scale, where);
      assertEquals(fast[i], stepper.tiltedValue(), 1e-13 * scale, where);
      if (direct[i] > 1e-3 * scale) {
        double log = StrictMath.log(direct[i]) - theta * h * i;
        assertEquals(log, stepper.logValue(), 1e-13 * (1 + Math.abs(log)) + 1e-12, where);
        assertEquals(StrictMath.exp(log), value, 1e-12 * StrictMath.exp(log), where);
      }
    }
  }

  /**
   * The law of T at four steps and extrapolated, against the reference values: the error is that of
   * the trapezoidal rule, in even powers of h.
   */
  @Test
  void extrapolatesToTheLaw() {
    CorrelationModel r = DiffusionCorrelation.of(2);
    SlepianIiaDistribution law = SlepianIia.of(r).excursion();
    double[] table = new double[4];
    for (int level = 0; level < 4; level++) {
      RenewalStepper s = RenewalSolver.stepper(r::slepianMean, kernel(r), 0.05 / (1 << level));
      while (s.steps() < 60 << level) {
        s.next();
      }
      assertEquals(3, s.time(), 1e-12);
      table[level] = s.value();
    }
    for (int order = 1; order < 4; order++) {
      for (int level = 0; level < 4 - order; level++) {
        double power = StrictMath.pow(4, order);
        table[level] = (power * table[level + 1] - table[level]) / (power - 1);
      }
    }
    assertEquals(law.survivalProbability(3), table[0], 1e-13);
  }

  /** 2^16 steps against the transforms, and beyond the range of doubles without an end in mind. */
  @Test
  void longRuns() {
    CorrelationModel r = DiffusionCorrelation.of(2);
    double theta = SlepianIia.of(r).persistency().theta();
    int n = 1 << 16;
    double h = 400.0 / n;
    double[] expected =
        RenewalSolver.tilted(
            sampled(r::slepianMean, h, n, 0), sampled(kernel(r), h, n, 0), h, theta);
    RenewalStepper s = RenewalSolver.stepper(r::slepianMean, kernel(r), h, theta);
    long start = System.nanoTime();
    for (int i = 1; i <= n; i++) {
      s.next();
      assertEquals(expected[i], s.tiltedValue(), 1e-12 * expected[i], "i=" + i);
    }
    // 0.1 s alone on a core.
    assertTrue(System.nanoTime() - start < 10_000_000_000L);
    RenewalStepper far = RenewalSolver.stepper(r::slepianMean, kernel(r), 0.05, theta);
    while (far.logValue() > -1000) {
      far.next();
    }
    assertEquals(0, far.value());
    double log = SlepianIia.of(r).excursion().logSurvival(far.time());
    assertEquals(log, far.logValue(), 2e-4 * Math.abs(log));
  }

  /** Without the tilt the tail keeps its digits here, because only decayed pieces are summed. */
  @Test
  void tailWithoutTheTilt() {
    CorrelationModel r = DiffusionCorrelation.of(2);
    int n = 8000;
    double h = 0.05;
    double[] direct =
        RenewalSolver.direct(sampled(r::slepianMean, h, n, 0), sampled(kernel(r), h, n, 0), h);
    RenewalStepper s = RenewalSolver.stepper(r::slepianMean, kernel(r), h);
    for (int i = 1; i <= n; i++) {
      assertEquals(direct[i], s.next(), 1e-12 * direct[i], "i=" + i);
    }
    assertTrue(s.value() < 1e-31);
  }

  /** Each point once, in order; the kernel may be what the solution before makes of it. */
  @Test
  void asksPointByPoint() {
    List<Double> sources = new ArrayList<>();
    List<Double> kernels = new ArrayList<>();
    RenewalStepper[] self = new RenewalStepper[1];
    double h = 0.25;
    self[0] =
        RenewalSolver.stepper(
            t -> {
              sources.add(t);
              return 1 / (1 + t);
            },
            t -> {
              kernels.add(t);
              return t == 0 ? 0.5 : 0.5 / (1 + t) / (1 + self[0].value());
            },
            h);
    int n = 300;
    double[] k = new double[n + 1];
    double[] u = new double[n + 1];
    k[0] = 0.5;
    u[0] = 1;
    for (int i = 1; i <= n; i++) {
      k[i] = 0.5 / (1 + i * h) / (1 + u[i - 1]);
      double sum = k[i] * u[0] / 2;
      for (int j = 1; j < i; j++) {
        sum += k[i - j] * u[j];
      }
      u[i] = (1 / (1 + i * h) + h * sum) / (1 - h * k[0] / 2);
      assertEquals(u[i], self[0].next(), 1e-13, "i=" + i);
      assertEquals(i + 1, sources.size());
      assertEquals(i + 1, kernels.size());
      assertEquals(i * h, sources.get(i));
      assertEquals(i * h, kernels.get(i));
    }
  }

  @Test
  void refusals() {
    DoubleUnaryOperator one = t -> 1;
    assertEquals(
        "step is 2.0: must be below 2 / kernel(0) = 2.0",
        assertThrows(IllegalArgumentException.class, () -> RenewalSolver.stepper(one, one, 2))
            .getMessage());
    assertEquals(
        "theta is NaN: must be finite",
        assertThrows(
                IllegalArgumentException.class,
                () -> RenewalSolver.stepper(one, one, 0.1, Double.NaN))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> RenewalSolver.stepper(one, one, 0));
    // An infinite value at 0 cannot be put on the grid.
    CorrelationModel rough = MaternCorrelation.of(1.25);
    assertEquals(
        "kernel(0.0) is Infinity: must be finite",
        assertThrows(
                IllegalArgumentException.class,
                () -> RenewalSolver.stepper(rough::slepianMean, rough::slepianMeanDensity, 0.1))
            .getMessage());
    // A step that fails is not made, and can be made again.
    double[] bad = {Double.NaN};
    RenewalStepper s = RenewalSolver.stepper(one, t -> t == 0 ? 1 : bad[0], 0.5);
    assertEquals(
        "kernel(0.5) is NaN: must be finite",
        assertThrows(IllegalArgumentException.class, s::next).getMessage());
    assertEquals(0, s.steps());
    bad[0] = 1;
    assertEquals((2 + 0.5) / (2 - 0.5), s.next(), 1e-15);
    // With a negative tilt the tilted values stay small while the values leave the range.
    RenewalStepper hidden = RenewalSolver.stepper(one, t -> 1e3, 1e-3, -1000);
    assertThrows(
        IllPosedProblemException.class,
        () -> {
          while (true) {
            assertTrue(Double.isFinite(hidden.next()));
          }
        });
    RenewalStepper growing = RenewalSolver.stepper(one, t -> 1e3, 1e-3);
    assertThrows(
        IllPosedProblemException.class,
        () -> {
          while (true) {
            growing.next();
          }
        });
    assertTrue(Double.isFinite(growing.value()));
    RenewalStepper negative = RenewalSolver.stepper(t -> 1 - t, t -> 0, 2);
    assertEquals(-1, negative.next());
    assertEquals(
        "the solution is negative at t = 2.0, e^(-θt) times -1.0",
        assertThrows(IllPosedProblemException.class, negative::logValue).getMessage());
  }
}
