package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Units, strong and weak regularisation, and masses of any size. */
class TransportTest {
  private static NdArray uniform(SplittableRandom random, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble();
    }
    return NdArray.wrap(values, shape);
  }

  private record Problem(NdArray cost, NdArray a, NdArray b) {
    static Problem of(long seed, int m, int n) {
      SplittableRandom random = new SplittableRandom(seed);
      NdArray a = uniform(random, m).plus(0.1);
      NdArray b = uniform(random, n).plus(0.1);
      return new Problem(uniform(random, m, n), a.dividedBy(a.sum()), b.dividedBy(b.sum()));
    }
  }

  private static void requireMarginals(NdArray plan, NdArray a, NdArray b) {
    double largest = Math.max(a.max().value(), b.max().value());
    assertTrue(plan.min().value() >= 0);
    assertEquals(0, plan.sum(1).minus(a).normInf().value(), 2e-12 * largest);
    assertEquals(0, plan.sum(0).minus(b).normInf().value(), 2e-12 * largest);
  }

  /** The unit of the costs does not matter to the bit, nor to the derivative. */
  @Property(tries = 200)
  void plansDoNotDependOnTheUnitOfTheCosts(
      @ForAll @IntRange(min = 0, max = 100000) int seed,
      @ForAll @IntRange(min = 1, max = 5) int m,
      @ForAll @IntRange(min = 1, max = 5) int n,
      @ForAll @IntRange(min = -900, max = 900) int power) {
    Problem p = Problem.of(seed, m, n);
    NdArray gamma = NdArray.scalar(0.3);
    NdArray plan = Transport.quadratic(p.cost, p.a, p.b, gamma);
    requireMarginals(plan, p.a, p.b);
    NdArray scaled = PowerOfTwo.times(p.cost, power);
    NdArray scaledGamma = PowerOfTwo.times(gamma, power);
    assertEquals(plan, Transport.quadratic(scaled, p.a, p.b, scaledGamma));
    NdArray weights = uniform(new SplittableRandom(seed + 1L), m, n);
    NdArray slope =
        Autodiff.gradient(
            g -> Transport.quadratic(p.cost, p.a, p.b, g).times(weights).sum(), gamma);
    NdArray scaledSlope =
        Autodiff.gradient(
            g -> Transport.quadratic(scaled, p.a, p.b, g).times(weights).sum(), scaledGamma);
    assertEquals(slope, PowerOfTwo.times(scaledSlope, power));
    NdArray entropic = Transport.entropic(p.cost, p.a, p.b, gamma);
    requireMarginals(entropic, p.a, p.b);
    NdArray same = Transport.entropic(scaled, p.a, p.b, scaledGamma);
    assertEquals(0, entropic.minus(same).normInf().value(), 1e-12);
  }

  /**
   * From plans that are almost those of least cost to those that hardly look at it: of P, the
   * optimality conditions. On the support C + γP = α + β, beside it C ≥ α + β.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4, 0.01, 1, 100, 1e6})
  void strongAndWeakRegularisation(double gamma) {
    for (int seed = 0; seed < 20; seed++) {
      Problem p = Problem.of(seed, 4, 5);
      NdArray plan = Transport.quadratic(p.cost, p.a, p.b, NdArray.scalar(gamma));
      requireMarginals(plan, p.a, p.b);
      // Every cycle of four entries in the support has the alternating sum 0 of C + γP; where one
      // of the four is empty, its sign is that of the reduced cost.
      NdArray sums = p.cost.plus(plan.times(gamma));
      double scale = 1e-10 * (1 + gamma);
      for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 4; k++) {
          for (int j = 0; j < 5; j++) {
            for (int l = 0; l < 5; l++) {
              boolean three = at(plan, i, l) > 0 && at(plan, k, j) > 0 && at(plan, k, l) > 0;
              if (three) {
                double cycle = at(sums, i, j) - at(sums, i, l) - at(sums, k, j) + at(sums, k, l);
                if (at(plan, i, j) > 0) {
                  assertEquals(0, cycle, scale, "γ = " + gamma);
                } else {
                  assertTrue(cycle > -scale, "γ = " + gamma + ": " + cycle);
                }
              }
            }
          }
        }
      }
    }
  }

  private static double at(NdArray m, int i, int j) {
    return m.at(i).at(j).value();
  }

  /** Without costs the plan of entropic transport is the product of the marginals. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-3, 1, 1e200})
  void strongEntropyForgetsTheCosts(double unit) {
    Problem p = Problem.of(3, 3, 4);
    NdArray plan = Transport.entropic(p.cost.times(1e-14 * unit), p.a, p.b, NdArray.scalar(unit));
    assertEquals(0, plan.minus(p.a.outer(p.b)).normInf().value(), 1e-13);
  }

  /** Masses of any size with a γ to match: P grows with the masses. */
  @Property(tries = 100)
  void plansGrowWithTheMasses(
      @ForAll @IntRange(min = 0, max = 100000) int seed,
      @ForAll @IntRange(min = -400, max = 400) int power) {
    Problem p = Problem.of(seed, 3, 3);
    NdArray plan = Transport.quadratic(p.cost, p.a, p.b, NdArray.scalar(0.2));
    NdArray larger =
        Transport.quadratic(
            p.cost,
            PowerOfTwo.times(p.a, power),
            PowerOfTwo.times(p.b, power),
            PowerOfTwo.times(NdArray.scalar(0.2), -power));
    assertEquals(0, PowerOfTwo.times(larger, -power).minus(plan).normInf().value(), 1e-12);
  }

  /** What rounding of the costs hides is refused: nothing that only looks like a plan. */
  @Test
  void lostRegularisationIsRefused() {
    Problem p = Problem.of(5, 3, 3);
    assertThrows(
        ConvergenceException.class,
        () -> Transport.quadratic(p.cost, p.a, p.b, NdArray.scalar(1e-14)));
    assertThrows(
        ConvergenceException.class,
        () ->
            Transport.quadratic(p.cost, p.a.times(1e-100), p.b.times(1e-100), NdArray.scalar(0.2)));
  }

  @Test
  void emptyAndSingleMasses() {
    NdArray cost = NdArray.of(1.0, 2, 3, 4, 5, 6).reshape(2, 3);
    NdArray a = NdArray.of(0.0, 1);
    NdArray b = NdArray.of(0.5, 0, 0.5);
    for (NdArray plan :
        new NdArray[] {
          Transport.quadratic(cost, a, b, NdArray.scalar(0.1)),
          Transport.entropic(cost, a, b, NdArray.scalar(0.1))
        }) {
      assertEquals(
          0, plan.minus(NdArray.of(0, 0, 0, 0.5, 0, 0.5).reshape(2, 3)).normInf().value(), 1e-15);
    }
    NdArray one = NdArray.of(3.0);
    NdArray point = NdArray.of(7.0).reshape(1, 1);
    assertEquals(3, Transport.quadratic(point, one, one, NdArray.scalar(2)).sum().value(), 1e-15);
    assertEquals(3, Transport.entropic(point, one, one, NdArray.scalar(2)).sum().value(), 1e-14);
  }
}
