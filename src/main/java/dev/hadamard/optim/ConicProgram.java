package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * min cᵀx subject to b - Ax ∈ K for a product of cones, with its dual max -bᵀy subject to Aᵀy + c =
 * 0, y ∈ K*: linear, second-order cone and semidefinite programs. Solved by operator splitting on
 * the homogeneous self-dual embedding (B. O'Donoghue et al., J. Optim. Theory Appl. 169, 2016),
 * then by Newton's method on the residual map of E. Busseti, W. Moursi and S. Boyd (2019), through
 * which the solution is differentiable in c, A and b.
 *
 * <p>The derivative exists where the solution is unique and strictly complementary; elsewhere it is
 * refused.
 *
 * <p>The units of the data do not matter: multiplied by powers of two, the objective, all variables
 * together, and every row (all rows of a cone whose elements belong together) give the same
 * solution in those units, bit for bit, as long as no number leaves the range of normal ones.
 *
 * @param c c, of n elements
 * @param a A, of shape [m, n]
 * @param b b, of m elements
 * @param cone K, of vectors of m elements
 */
public record ConicProgram(NdArray c, NdArray a, NdArray b, Cone cone) {
  private static final double TOLERANCE = 1e-10;
  private static final int SPLITTING_STEPS = 50_000;
  private static final int NEWTON_STEPS = 30;
  private static final double REFINED = 1e-11;
  private static final double FAR_POINT = 1e-2;
  private static final int SCALING_SWEEPS = 20;

  /** What certificates are off by, relative to their terms. */
  private static final double CERTAIN = 1e-9;

  private static final double RANK = 1e-13;

  /** Newton steps that turn a solution into a formula with exact derivatives up to order 3. */
  private static final int FORMULA_STEPS = 2;

  /** Checks the shapes and that the data are finite. */
  public ConicProgram {
    if (c.rank() != 1 || c.size() == 0) {
      throw new IllegalArgumentException(
          "c has shape " + Arrays.toString(c.shape()) + ": must be a vector, not empty");
    }
    if (b.rank() != 1 || b.size() != cone.size()) {
      throw new IllegalArgumentException(
          "b has shape "
              + Arrays.toString(b.shape())
              + ": must be a vector of "
              + cone.size()
              + " elements, as the cone");
    }
    if (!Arrays.equals(a.shape(), new int[] {b.size(), c.size()})) {
      throw new IllegalArgumentException(
          "a has shape "
              + Arrays.toString(a.shape())
              + ": must be ["
              + b.size()
              + ", "
              + c.size()
              + "]");
    }
    NonFiniteInputException.require("c", c);
    NonFiniteInputException.require("a", a);
    NonFiniteInputException.require("b", b);
  }

  /**
   * A solution.
   *
   * @param x the minimiser
   * @param y the dual solution, in K*
   * @param s b - Ax, in K
   */
  public record Solution(NdArray x, NdArray y, NdArray s) {}

  /**
   * Solves the program.
   *
   * @return the solution; derivatives flow through its arrays
   * @throws InfeasibleException if no point satisfies the constraints, with a dual vector that
   *     proves it
   * @throws IllPosedProblemException if the objective is unbounded below, with a direction
   * @throws ConvergenceException if neither a solution nor a proof was found
   */
  public Solution solve() {
    int n = c.size();
    int m = b.size();
    Projection dual = cone.dual().projection();
    Units units = units();
    NdArray packed =
        Autodiff.locally(
            "conicProgram",
            in -> solvePlain(in[0], in[1], in[2], units),
            (out, in) -> {
              NdArray inverse = jacobian(out, in[0], in[1], in[2], dual).inverse();
              return inner -> {
                NdArray z = out;
                for (int i = 0; i < FORMULA_STEPS; i++) {
                  z = newtonStep(z, inner[0], inner[1], inner[2], dual, inverse);
                }
                return z;
              };
            },
            PowerOfTwo.times(c, units.objective - units.variables),
            PowerOfTwo.timesRows(a, units.rows),
            units.slacks(b, 1));
    NdArray z = packed.slice(0, n, n + m);
    NdArray y = dual.project(z);
    return new Solution(
        PowerOfTwo.times(packed.slice(0, 0, n), units.variables),
        units.multipliers(y),
        units.slacks(y.minus(z), -1));
  }

  /**
   * Units in which the numbers of the program are near 1, by powers of two, so that tolerances mean
   * the same whatever units the user has: x = 2^v x', the objective times 2^q, row i times 2^r_i.
   */
  private record Units(int variables, int objective, int[] rows) {
    /** Slacks, or right-hand sides, to these units or (sign -1) back. */
    NdArray slacks(NdArray s, int sign) {
      return PowerOfTwo.times(
          PowerOfTwo.timesRows(s, Arrays.stream(rows).map(r -> sign * r).toArray()),
          -sign * variables);
    }

    /** Dual solutions in the units of the user. */
    NdArray multipliers(NdArray y) {
      return PowerOfTwo.times(PowerOfTwo.timesRows(y, rows), variables - objective);
    }

    /** A dual vector with bᵀy = -1 in these units as one in the units of the user. */
    NdArray proof(NdArray y) {
      return PowerOfTwo.times(PowerOfTwo.timesRows(y, rows), -variables);
    }

    /** A direction with cᵀx = -1 in these units as one in the units of the user. */
    NdArray direction(NdArray x) {
      return PowerOfTwo.times(x, objective - variables);
    }
  }

  private Units units() {
    int n = c.size();
    double[] matrix = a.toArray();
    double[] right = b.toArray();
    int[] rows = new int[right.length];
    for (int i = 0; i < rows.length; i++) {
      double largest = Reductions.maxAbs(matrix, i * n, n);
      // A row of zeros takes the scale of those that it belongs to.
      rows[i] = largest == 0 ? Integer.MAX_VALUE : -PowerOfTwo.exponent(largest);
    }
    rows = cone.common(rows);
    int v = size(rows, right);
    for (int i = 0; i < rows.length; i++) {
      int unit = v - PowerOfTwo.exponent(right[i]);
      // A bound that is far away is a small row: 1 in its right-hand side.
      rows[i] = rows[i] == Integer.MAX_VALUE || (right[i] != 0 && unit < rows[i]) ? unit : rows[i];
    }
    return new Units(v, v - PowerOfTwo.exponent(c.normInf().value()), cone.common(rows));
  }

  /**
   * The exponent of the size of x: what the equations and the bounds demand that exclude 0, and at
   * least what half of the others allow.
   */
  private int size(int[] rows, double[] right) {
    int none = Integer.MIN_VALUE;
    int demanded = none;
    for (int i : cone.equations()) {
      demanded =
          right[i] == 0 || rows[i] == Integer.MAX_VALUE
              ? demanded
              : Math.max(demanded, PowerOfTwo.exponent(right[i]) + rows[i]);
    }
    for (int i : cone.bounds()) {
      demanded =
          !(right[i] < 0) || rows[i] == Integer.MAX_VALUE
              ? demanded
              : Math.max(demanded, PowerOfTwo.exponent(right[i]) + rows[i]);
    }
    int[] sizes =
        IntStream.range(0, rows.length)
            .filter(i -> right[i] != 0 && rows[i] != Integer.MAX_VALUE)
            .map(i -> PowerOfTwo.exponent(right[i]) + rows[i])
            .sorted()
            .toArray();
    int allowed = sizes.length == 0 ? none : sizes[(sizes.length - 1) / 2];
    int v = Math.max(demanded, allowed);
    return v == none ? 0 : v;
  }

  /**
   * One step with an inverse that is improved by Newton's own iteration, so that it is exact to the
   * order that derivatives of the formula need.
   */
  private static NdArray newtonStep(
      NdArray z, NdArray c, NdArray a, NdArray b, Projection dual, NdArray inverse) {
    NdArray j = jacobian(z, c, a, b, dual);
    NdArray two = NdArray.identity(z.size()).times(2);
    NdArray better = inverse.matmul(two.minus(j.matmul(inverse)));
    return z.minus(better.matmul(residual(z, c, a, b, dual)));
  }

  /** (c + AᵀΠ(z); b - Ax - Π(z) + z) for packed (x, z), z = y - s. */
  static NdArray residual(NdArray packed, NdArray c, NdArray a, NdArray b, Projection dual) {
    int n = c.size();
    NdArray x = packed.slice(0, 0, n);
    NdArray z = packed.slice(0, n, n + b.size());
    NdArray y = dual.project(z);
    return NdArray.concatenate(
        0, c.plus(a.transposeMatmul(y)), b.minus(a.matmul(x)).minus(y).plus(z));
  }

  private static NdArray jacobian(
      NdArray packed, NdArray c, NdArray a, NdArray b, Projection dual) {
    int n = c.size();
    int m = b.size();
    NdArray z = packed.slice(0, n, n + m);
    NdArray d = Autodiff.jacobianForward(dual::project, z);
    NdArray top = NdArray.concatenate(1, NdArray.zeros(n, n), a.transposeMatmul(d));
    NdArray bottom = NdArray.concatenate(1, a.negate(), NdArray.identity(m).minus(d));
    return NdArray.concatenate(0, top, bottom);
  }

  private NdArray solvePlain(NdArray c, NdArray a, NdArray b, Units units) {
    Projection dual = cone.dual().projection();
    if (cone.linear()) {
      NdArray vertex = linear(c, a, b, dual);
      if (vertex != null) {
        return vertex;
      }
    }
    return split(c, a, b, dual, units);
  }

  /** A linear program by the interior-point method; null where that finds no solution. */
  private NdArray linear(NdArray c, NdArray a, NdArray b, Projection dual) {
    int[] equations = cone.equations();
    int[] bounds = cone.bounds();
    int n = c.size();
    int m = b.size();
    int[] columns = columns(a);
    NdArray scaled = PowerOfTwo.timesRows(a.transpose(), columns).transpose();
    try {
      QuadraticProgram.Solution found =
          new QuadraticProgram(
                  NdArray.zeros(n, n),
                  PowerOfTwo.timesRows(c, columns),
                  scaled.take(equations),
                  b.take(equations),
                  scaled.take(bounds),
                  b.take(bounds))
              .solve(QuadraticProgram.Method.INTERIOR_POINT);
      NdArray x = PowerOfTwo.timesRows(found.x(), columns);
      NdArray y =
          found
              .equalityMultipliers()
              .scatterAdd(equations, m)
              .plus(found.inequalityMultipliers().scatterAdd(bounds, m));
      NdArray slack = b.minus(a.matmul(x));
      // On an active row the slack is 0 and not its rounding.
      NdArray s = NdArray.where(y.equalTo(NdArray.scalar(0)), slack, NdArray.scalar(0));
      NdArray z = NdArray.concatenate(0, x, y.minus(s));
      return error(z, c, a, b, dual) <= REFINED ? z : refine(z, c, a, b, dual);
    } catch (ConvergenceException | IllPosedProblemException e) {
      return null;
    }
  }

  /**
   * Exponents of units of the unknowns in which the elements of A are near 1: factors of rows and
   * columns that fit their logarithms best (A. Curtis and J. Reid, J. Inst. Maths Applics 10,
   * 1972), by sweeps over both in turn.
   */
  private static int[] columns(NdArray a) {
    int m = a.extent(0);
    int n = a.extent(1);
    double[] matrix = a.toArray();
    double[] rows = new double[m];
    double[] columns = new double[n];
    for (int sweep = 0; sweep < SCALING_SWEEPS; sweep++) {
      for (int i = 0; i < m; i++) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < n; j++) {
          if (matrix[i * n + j] != 0) {
            sum += Math.getExponent(matrix[i * n + j]) + columns[j];
            count++;
          }
        }
        rows[i] = count == 0 ? 0 : -sum / count;
      }
      for (int j = 0; j < n; j++) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < m; i++) {
          if (matrix[i * n + j] != 0) {
            sum += Math.getExponent(matrix[i * n + j]) + rows[i];
            count++;
          }
        }
        columns[j] = count == 0 ? 0 : -sum / count;
      }
    }
    return Arrays.stream(columns).mapToInt(v -> (int) Math.rint(v)).toArray();
  }

  private NdArray split(NdArray c, NdArray a, NdArray b, Projection dual, Units units) {
    int n = c.size();
    int m = b.size();
    // Scaled so that c and b have comparable norms.
    double sc = c.norm().value() > 0 ? 1 / c.norm().value() : 1;
    double sb = b.norm().value() > 0 ? 1 / b.norm().value() : 1;
    double sa = a.norm().value() > 0 ? Math.sqrt(Math.max(n, m)) / a.norm().value() : 1;
    NdArray cs = c.times(sc);
    NdArray bs = b.times(sb);
    NdArray as = a.times(sa);
    int size = n + m + 1;
    NdArray q =
        NdArray.concatenate(
            0,
            NdArray.concatenate(1, NdArray.zeros(n, n), as.transpose(), cs.reshape(n, 1)),
            NdArray.concatenate(1, as.negate(), NdArray.zeros(m, m), bs.reshape(m, 1)),
            NdArray.concatenate(
                1, cs.negate().reshape(1, n), bs.negate().reshape(1, m), NdArray.zeros(1, 1)));
    NdArray inverse = NdArray.identity(size).plus(q).inverse();
    double[] start = new double[size];
    start[size - 1] = 1;
    NdArray u = NdArray.of(start);
    NdArray v = NdArray.of(start);
    for (int step = 0; step < SPLITTING_STEPS; step++) {
      NdArray ut = inverse.matmul(u.plus(v));
      NdArray relaxed = ut.times(1.5).minus(u.times(0.5));
      NdArray w = relaxed.minus(v);
      NdArray next =
          NdArray.concatenate(
              0,
              w.slice(0, 0, n),
              dual.project(w.slice(0, n, n + m)),
              w.slice(0, n + m, size).relu());
      v = v.minus(relaxed).plus(next);
      u = next;
      if (step % 25 != 24) {
        continue;
      }
      double tau = u.at(size - 1).value();
      NdArray x = u.slice(0, 0, n);
      NdArray y = u.slice(0, n, n + m);
      NdArray s = v.slice(0, n, n + m);
      if (tau > 1e-8) {
        NdArray real = x.times(sa / (sb * tau));
        NdArray yr = y.times(sa / (sc * tau));
        NdArray sr = s.times(1 / (sb * tau));
        NdArray z = NdArray.concatenate(0, real, yr.minus(sr));
        double error = error(z, c, a, b, dual);
        if (error < 1e-4 || step % 1000 == 999) {
          NdArray refined = refine(z, c, a, b, dual);
          if (refined != null) {
            return refined;
          }
        }
        if (error <= TOLERANCE) {
          return z;
        }
      }
      if (step % 100 == 99) {
        certificates(x, y, c, a, b, units);
      }
    }
    throw new ConvergenceException(
        "conic program: neither a solution nor a proof that there is none was found in "
            + SPLITTING_STEPS
            + " steps",
        TOLERANCE);
  }

  /** The largest residual relative to its terms, or to those of what belongs together. */
  private double error(NdArray packed, NdArray c, NdArray a, NdArray b, Projection dual) {
    int n = c.size();
    int m = b.size();
    double[] r = residual(packed, c, a, b, dual).abs().toArray();
    NdArray z = packed.slice(0, n, n + m);
    NdArray y = dual.project(z);
    // Terms of a far point that cancel excuse their rounding and no more.
    NdArray columns = c.abs().plus(a.abs().transposeMatmul(y.abs()).times(FAR_POINT));
    NdArray far = a.abs().matmul(packed.slice(0, 0, n).abs()).times(FAR_POINT);
    NdArray rows = b.abs().plus(far).plus(y.minus(z).abs());
    double[] terms = NdArray.concatenate(0, columns, cone.sizes(rows)).toArray();
    double most = 0;
    for (int i = 0; i < r.length; i++) {
      most = Math.max(most, r[i] == 0 ? 0 : r[i] / terms[i]);
    }
    return most;
  }

  /** Newton's method on the residual map, damped; null where it does not get there. */
  private NdArray refine(NdArray start, NdArray c, NdArray a, NdArray b, Projection dual) {
    NdArray z = start;
    NdArray r = residual(z, c, a, b, dual);
    double error = r.norm().value();
    for (int i = 0; i < NEWTON_STEPS; i++) {
      NdArray step = jacobian(z, c, a, b, dual).leastSquares(r, 1e-12);
      double length = 1;
      NdArray next = null;
      double after = Double.NaN;
      while (length > 1e-4) {
        NdArray trial = z.minus(step.times(length));
        after = residual(trial, c, a, b, dual).norm().value();
        if (after < error) {
          next = trial;
          break;
        }
        length /= 2;
      }
      if (next == null) {
        break;
      }
      z = next;
      r = residual(z, c, a, b, dual);
      error = after;
      if (error == 0) {
        break;
      }
    }
    boolean near = z.norm().value() <= 1e3 * (1 + start.norm().value());
    return near && error(z, c, a, b, dual) <= REFINED ? z : null;
  }

  private void certificates(NdArray x, NdArray y, NdArray c, NdArray a, NdArray b, Units units) {
    double by = b.dot(y).value();
    if (by < 0) {
      // The part that no x sees; a feasible x would have to be far off if that were not all.
      NdArray proof = y.times(-1 / by);
      NdArray exact = proof.minus(a.matmul(a.leastSquares(proof, RANK)));
      double change = exact.minus(proof).norm().value();
      double outside = exact.minus(cone.dual().projection().project(exact)).norm().value();
      double size = proof.norm().value();
      if (change <= CERTAIN * size && outside <= CERTAIN * size && b.dot(exact).value() < -0.5) {
        throw new InfeasibleException(
            "conic program: no point satisfies the constraints: y = "
                + units.proof(proof)
                + " is in the dual cone with Aᵀy = 0 and bᵀy = -1");
      }
    }
    double cx = c.dot(x).value();
    if (cx < 0) {
      NdArray direction = x.times(-1 / cx);
      double largest = direction.normInf().value();
      NdArray kept = direction.abs().atLeast(NdArray.scalar(CERTAIN * largest));
      NdArray d = NdArray.where(kept, direction, NdArray.scalar(0));
      // -Ad must be in the cone to the rounding of the terms of each row.
      NdArray slack = a.matmul(d).negate();
      NdArray outside = slack.minus(cone.projection().project(slack)).abs();
      NdArray terms = cone.sizes(a.abs().matmul(d.abs()));
      boolean stays = outside.minus(terms.times(CERTAIN)).max().value() <= 0;
      if (stays && c.dot(d).value() < -0.5) {
        throw new IllPosedProblemException(
            "conic program: the objective is unbounded below along " + units.direction(direction));
      }
    }
  }
}
