package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Units in which the numbers of a quadratic program are near 1, so that tolerances mean the same
 * whatever units the user has: x = 2^v x', the objective times 2^q, every row divided by the power
 * of two of its largest element. Nothing is rounded but what becomes smaller than normal numbers.
 *
 * @param variables v
 * @param objective the exponent by which Q is multiplied
 * @param equations the exponents by which the rows of A are multiplied
 * @param inequalities the exponents by which the rows of G are multiplied
 */
record ProgramScaling(int variables, int objective, int[] equations, int[] inequalities) {
  /** Right-hand sides beyond this bind nothing, and must not become infinite. */
  private static final int FAR = 1000;

  private static final int NONE = Integer.MIN_VALUE;

  static ProgramScaling of(QuadraticProgram p) {
    double[] b = p.b().toArray();
    double[] h = p.h().toArray();
    int n = p.c().size();
    int[] equations = rows(p.a().toArray(), b, n);
    int[] inequalities = rows(p.g().toArray(), h, n);
    // The size of the solution is that of the minimiser without constraints, but at most what the
    // constraints allow (half of them: a bound may be far away to say that there is none) and at
    // least what they demand. As exponents; none for 0.
    int demanded = NONE;
    for (int i = 0; i < b.length; i++) {
      demanded = Math.max(demanded, size(b[i], equations[i]));
    }
    int[] sizes = new int[h.length];
    int count = 0;
    for (int i = 0; i < h.length; i++) {
      int size = size(h[i], inequalities[i]);
      demanded = h[i] < 0 ? Math.max(demanded, size) : demanded;
      if (h[i] != 0) {
        sizes[count++] = size;
      }
    }
    Arrays.sort(sizes, 0, count);
    int allowed = count == 0 ? NONE : sizes[(count - 1) / 2];
    double q = Reductions.maxAbs(p.q().toArray());
    double c = Reductions.maxAbs(p.c().toArray());
    int free = q == 0 || c == 0 ? NONE : PowerOfTwo.exponent(c) - PowerOfTwo.exponent(q);
    int reach = free == NONE || allowed == NONE ? Math.max(free, allowed) : Math.min(free, allowed);
    int v = Math.max(demanded, reach);
    v = v == NONE ? 0 : v;
    int gradient = NONE;
    gradient = q == 0 ? gradient : PowerOfTwo.exponent(q);
    gradient = c == 0 ? gradient : Math.max(gradient, PowerOfTwo.exponent(c) - v);
    int objective = gradient == NONE ? 0 : -gradient;
    return new ProgramScaling(v, objective, equations, inequalities);
  }

  private static int size(double right, int row) {
    return right == 0 ? NONE : PowerOfTwo.exponent(right) + row;
  }

  private static int[] rows(double[] matrix, double[] right, int n) {
    int[] e = new int[right.length];
    for (int i = 0; i < e.length; i++) {
      double largest = Reductions.maxAbs(matrix, i * n, n);
      // A row of zeros may contradict itself, by an amount that counts as 1.
      e[i] = -PowerOfTwo.exponent(largest == 0 ? right[i] : largest);
    }
    return e;
  }

  private static int[] plus(int[] e, int by) {
    int[] sum = new int[e.length];
    for (int i = 0; i < e.length; i++) {
      sum[i] = e[i] + by;
    }
    return sum;
  }

  /** The scaled data Q, c, A, b, G, h. */
  NdArray[] scaled(QuadraticProgram p) {
    NdArray far = NdArray.scalar(Math.scalb(1.0, FAR));
    return new NdArray[] {
      PowerOfTwo.times(p.q(), objective),
      PowerOfTwo.times(p.c(), objective - variables),
      PowerOfTwo.timesRows(p.a(), equations),
      PowerOfTwo.timesRows(p.b(), plus(equations, -variables)),
      PowerOfTwo.timesRows(p.g(), inequalities),
      PowerOfTwo.timesRows(p.h(), plus(inequalities, -variables)).min(far)
    };
  }

  NdArray x(NdArray scaled) {
    return PowerOfTwo.times(scaled, variables);
  }

  NdArray inequalityMultipliers(NdArray scaled) {
    return PowerOfTwo.timesRows(scaled, plus(inequalities, variables - objective));
  }

  NdArray equalityMultipliers(NdArray scaled) {
    return PowerOfTwo.timesRows(scaled, plus(equations, variables - objective));
  }

  /** The exponent of a row, equations first. */
  private int row(int i) {
    return i < equations.length ? equations[i] : inequalities[i - equations.length];
  }

  /** A residual of a row, equations first, in the units of the user. */
  double residual(double scaled, int row) {
    return Math.scalb(scaled, variables - row(row));
  }

  /** The weight of a row in a combination that gives another row, in the units of the user. */
  double weight(double scaled, int row, int combined) {
    return Math.scalb(scaled, row(row) - row(combined));
  }

  /** A value of the quadratic form for vectors of norm 1. */
  double curvature(double scaled) {
    return Math.scalb(scaled, -objective);
  }

  /** Weights of a combination of all rows, which is divided by the largest power of a row. */
  NdArray inequalityWeights(NdArray scaled) {
    return PowerOfTwo.timesRows(scaled, plus(inequalities, -largest()));
  }

  NdArray equationWeights(NdArray scaled) {
    return PowerOfTwo.timesRows(scaled, plus(equations, -largest()));
  }

  /** The right-hand side of that combination. */
  double bound(double scaled) {
    return Math.scalb(scaled, variables - largest());
  }

  private int largest() {
    return IntStream.concat(Arrays.stream(equations), Arrays.stream(inequalities)).max().orElse(0);
  }
}
