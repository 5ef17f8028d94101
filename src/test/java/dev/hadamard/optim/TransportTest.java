package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
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
    assertEquals(entropic, same);
    NdArray entropicSlope =
        Autodiff.gradient(g -> Transport.entropic(p.cost, p.a, p.b, g).times(weights).sum(), gamma);
    NdArray scaledEntropicSlope =
        Autodiff.gradient(
            g -> Transport.entropic(scaled, p.a, p.b, g).times(weights).sum(), scaledGamma);
    assertEquals(entropicSlope, PowerOfTwo.times(scaledEntropicSlope, power));
  }

  enum Masses {
    RANDOM,
    EQUAL,
    TINY
  }

  /** Costs that add without rounding, small integers with ties among them. */
  private static Problem exactCosts(long seed, Masses masses) {
    SplittableRandom random = new SplittableRandom(seed);
    int m = 1 + random.nextInt(7);
    int n = masses == Masses.EQUAL ? m : 1 + random.nextInt(7);
    int bound = random.nextBoolean() ? 1 << 20 : 3;
    double[] cost = random.ints((long) m * n, 0, bound).mapToDouble(c -> c * 0x1p-20).toArray();
    double[][] sums = new double[2][];
    for (int k = 0; k < 2; k++) {
      sums[k] = new double[k == 0 ? m : n];
      for (int i = 0; i < sums[k].length; i++) {
        double u = random.nextDouble();
        sums[k][i] =
            switch (masses) {
              case RANDOM -> 0.1 + u;
              case EQUAL -> 1;
              case TINY -> Math.pow(10, -14 * u);
            };
      }
    }
    NdArray a = NdArray.of(sums[0]);
    NdArray b = NdArray.of(sums[1]);
    return new Problem(NdArray.wrap(cost, m, n), a, b.times(a.sum().dividedBy(b.sum())));
  }

  /**
   * Two conditions determine the plan: its marginals, and that log P + C/γ is a sum of terms of
   * rows and of columns, whose alternating sums over four entries vanish. They are tested wherever
   * the plan is above the range of doubles, for costs from 10¹⁴ γ to 10⁻¹² γ, masses that differ by
   * up to 10¹⁴, and costs with ties.
   */
  @Property(tries = 1000)
  void entropicPlansAreRight(
      @ForAll @IntRange(min = 0, max = 100000) int seed,
      @ForAll @IntRange(min = -14, max = 12) int power,
      @ForAll Masses masses) {
    Problem p = exactCosts(seed, masses);
    double gamma = Math.pow(10, power);
    double[][] plan = rows(Transport.entropic(p.cost, p.a, p.b, NdArray.scalar(gamma)));
    int m = plan.length;
    int n = plan[0].length;
    double[][] cost = rows(p.cost);
    double largest = Math.max(p.a.max().value(), p.b.max().value());
    for (int i = 0; i < m; i++) {
      double a = p.a.at(i).value();
      assertEquals(a, Arrays.stream(plan[i]).sum(), 1e-12 * a + 1e-15 * largest);
    }
    for (int j = 0; j < n; j++) {
      double b = p.b.at(j).value();
      double sum = 0;
      for (double[] row : plan) {
        assertTrue(row[j] >= 0);
        sum += row[j];
      }
      assertEquals(b, sum, 1e-12 * b + 1e-15 * largest);
    }
    for (int i = 1; i < m; i++) {
      for (int j = 1; j < n; j++) {
        double[] four = {plan[0][0], plan[0][j], plan[i][0], plan[i][j]};
        if (Arrays.stream(four).min().orElseThrow() > 1e-290) {
          double logs =
              Math.log(four[0]) - Math.log(four[1]) - Math.log(four[2]) + Math.log(four[3]);
          double costs = cost[0][0] - cost[0][j] - cost[i][0] + cost[i][j];
          assertEquals(-costs / gamma, logs, 1e-12);
        }
      }
    }
  }

  private static double[][] rows(NdArray matrix) {
    double[][] rows = new double[matrix.extent(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.at(i).toArray();
    }
    return rows;
  }

  /** Two equal masses: P₁₁ = ½ / (1 + exp(c/(2γ))) with the alternating sum c of the costs. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.01, 0.1, 1, 30})
  void twoByTwoInClosedForm(double gamma) {
    NdArray half = NdArray.of(0.5, 0.5);
    NdArray cost = NdArray.of(0.25, 0.5, 0.125, 0.3125).reshape(2, 2);
    double c = 0.25 - 0.5 - 0.125 + 0.3125;
    UnaryOperator<NdArray> first = g -> Transport.entropic(cost, half, half, g).at(0).at(0);
    UnaryOperator<NdArray> closed = g -> NdArray.scalar(-c / 2).dividedBy(g).sigmoid().times(0.5);
    NdArray g = NdArray.scalar(gamma);
    UnaryOperator<NdArray> ours = first;
    UnaryOperator<NdArray> exact = closed;
    for (int order = 0; order <= 3; order++) {
      double expected = exact.apply(g).value();
      assertEquals(expected, ours.apply(g).value(), 1e-11 * Math.abs(expected), "order " + order);
      ours = derivative(ours);
      exact = derivative(exact);
    }
  }

  private static UnaryOperator<NdArray> derivative(UnaryOperator<NdArray> f) {
    return x -> Autodiff.gradient(f, x);
  }

  /**
   * The tangent of log P + C/γ is a sum of terms of rows and columns too, and that of P has the
   * tangents of the marginals: at γ down to 10⁻¹⁰ of the costs, in all arguments.
   */
  @Property(tries = 200)
  void entropicTangentsAreRight(
      @ForAll @IntRange(min = 0, max = 100000) int seed,
      @ForAll @IntRange(min = -16, max = 2) int power) {
    Problem p = exactCosts(seed, Masses.RANDOM);
    NdArray gamma = NdArray.scalar(Math.pow(10, power));
    SplittableRandom random = new SplittableRandom(seed + 1L);
    int m = p.a.size();
    int n = p.b.size();
    NdArray dc = uniform(random, m, n).times(gamma);
    NdArray da = uniform(random, m);
    NdArray db = uniform(random, n);
    db = db.times(da.sum().dividedBy(db.sum()));
    NdArray dg = gamma.times(0.3);
    NdArray plan = Transport.entropic(p.cost, p.a, p.b, gamma);
    NdArray fromCosts =
        Autodiff.jvp(c -> Transport.entropic(c, p.a, p.b, gamma), p.cost, dc).tangent();
    NdArray fromRows =
        Autodiff.jvp(a -> Transport.entropic(p.cost, a, p.b, gamma), p.a, da).tangent();
    NdArray fromColumns =
        Autodiff.jvp(b -> Transport.entropic(p.cost, p.a, b, gamma), p.b, db).tangent();
    NdArray fromGamma =
        Autodiff.jvp(g -> Transport.entropic(p.cost, p.a, p.b, g), gamma, dg).tangent();
    NdArray zeroA = NdArray.zeros(m);
    NdArray zeroB = NdArray.zeros(n);
    requireTangent(fromCosts, zeroA, zeroB, plan, dc.dividedBy(gamma));
    requireTangent(fromRows.plus(fromColumns), da, db, plan, NdArray.zeros(m, n));
    requireTangent(
        fromGamma,
        zeroA,
        zeroB,
        plan,
        NdArray.where(plan.step(), plan, NdArray.scalar(1)).log().times(0.3));
  }

  /** Checks the sums of a tangent, and that tangent/P + moved has vanishing alternating sums. */
  private static void requireTangent(
      NdArray tangent, NdArray a, NdArray b, NdArray plan, NdArray moved) {
    assertEquals(0, tangent.sum(1).minus(a).normInf().value(), 1e-12);
    assertEquals(0, tangent.sum(0).minus(b).normInf().value(), 1e-12);
    double[][] p = rows(plan);
    double[][] t = rows(tangent);
    double[][] d = rows(moved);
    for (int i = 1; i < p.length; i++) {
      for (int j = 1; j < p[0].length; j++) {
        double sum = 0;
        double scale = 1;
        boolean all = true;
        for (int[] k : new int[][] {{0, 0, 1}, {0, j, -1}, {i, 0, -1}, {i, j, 1}}) {
          double entry = p[k[0]][k[1]];
          double part = t[k[0]][k[1]] / entry + d[k[0]][k[1]];
          all &= entry > 1e-8;
          sum += k[2] * part;
          scale = Math.max(scale, Math.abs(part));
        }
        if (all) {
          assertEquals(0, sum, 1e-10 * scale);
        }
      }
    }
  }

  /** Sums of a and b may differ by rounding and a little more; the plan has marginals between. */
  @Test
  void marginalsWhoseSumsDifferALittle() {
    Problem p = Problem.of(11, 4, 3);
    NdArray b = p.b.times(1 + 5e-10);
    for (NdArray plan :
        new NdArray[] {
          Transport.quadratic(p.cost, p.a, b, NdArray.scalar(0.1)),
          Transport.entropic(p.cost, p.a, b, NdArray.scalar(0.1))
        }) {
      assertEquals(0, plan.sum(1).minus(p.a).normInf().value(), 1e-9);
      assertEquals(0, plan.sum(0).minus(b).normInf().value(), 1e-9);
    }
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
        () -> {
          Problem tiny = exactCosts(0, Masses.TINY);
          Transport.entropic(tiny.cost, tiny.a, tiny.b, NdArray.scalar(1e-20));
        });
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
