package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dual method of D. Goldfarb and A. Idnani (Mathematical Programming 27, 1983) for strictly
 * convex quadratic programs of moderate size: from the unconstrained minimiser, the most violated
 * constraint is added and blocking ones are dropped, finitely often. The active set that it finds
 * is solved once more as a whole, which removes the rounding of the steps.
 */
final class DualActiveSet {
  private static final double FEASIBLE = 1e-11;
  private static final int REVISIONS = 10;

  /** What dependent rows may contradict each other by, relative to their terms. */
  private static final double CONSISTENT = 1e-9;

  /** Rounding of the terms of a combination of rows. */
  private static final double DEPENDENT = 1e-12;

  /** A row that is so far given by others is looked at more closely. */
  private static final double NEARLY = 1e-8;

  /** Rounding of points on the way is this much larger than what a point at rest is held to. */
  private static final double PASSED = 0x1p-12;

  private static final double UNIT_ROUNDOFF = 0x1p-53;
  private static final double ROUNDINGS = 8;

  private final double[] inverse;
  private final double[] normals;
  private final double[] offsets;
  private final int n;
  private final int equations;
  private final int count;
  private final ProgramScaling units;
  private final List<Integer> working = new ArrayList<>();

  /** Rows that those of the working set contradict by no more than what is consistent. */
  private final boolean[] tolerated;

  /** Rounding of the elements of the last solution on a working set. */
  private double[] noise;

  private double[] x;

  /** The largest norm of x on the way. */
  private double peak;

  private double[] multipliers = {};

  /** Constraints as rows: wᵀx ≤ d, the first ones with equality. */
  private DualActiveSet(
      double[] inverse,
      double[] x,
      double[] normals,
      double[] offsets,
      int n,
      int equations,
      ProgramScaling units) {
    this.inverse = inverse;
    this.x = x;
    this.normals = normals;
    this.offsets = offsets;
    this.n = n;
    this.equations = equations;
    this.count = offsets.length;
    this.tolerated = new boolean[count];
    this.noise = new double[n];
    this.units = units;
    this.peak = Reductions.norm(x);
  }

  /** The inequalities with a positive multiplier in a packed solution (x, λ, ν). */
  static int[] active(NdArray packed, int n, int m) {
    double[] z = packed.toArray();
    List<Integer> rows = new ArrayList<>();
    for (int i = n; i < z.length - m; i++) {
      if (z[i] > 0) {
        rows.add(i - n);
      }
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Solves a program whose rows are scaled, and tells of failures in the units of the user. */
  static NdArray solve(
      NdArray q, NdArray c, NdArray a, NdArray b, NdArray g, NdArray h, ProgramScaling units) {
    int n = c.size();
    int m = b.size();
    int k = h.size();
    NdArray symmetric = q.plus(q.transpose()).times(0.5);
    NdArray factor = factor(symmetric);
    NdArray half = factor.triangularSolve(NdArray.identity(n), true, false);
    NdArray inverse = half.transposeMatmul(half);
    DualActiveSet method =
        new DualActiveSet(
            inverse.toArray(),
            inverse.matmul(c).negate().toArray(),
            NdArray.concatenate(0, a, g).toArray(),
            NdArray.concatenate(0, b, h).toArray(),
            n,
            m,
            units);
    method.run();
    NdArray solution = method.polished(symmetric, c, k);
    // On the way x may be so large that its rounding hides violations of the end.
    for (int i = 0; i < REVISIONS && method.resumed(solution, k); i++) {
      method.run();
      solution = method.polished(symmetric, c, k);
    }
    return solution;
  }

  private static NdArray factor(NdArray q) {
    try {
      return q.cholesky();
    } catch (IllPosedProblemException e) {
      ArrayChecks.requirePositiveSemidefinite("q", q);
      throw e;
    }
  }

  /** Goes on from a polished solution where it is not feasible. */
  private boolean resumed(NdArray solution, int k) {
    double[] z = solution.toArray();
    x = Arrays.copyOf(z, n);
    peak = Reductions.norm(x);
    for (int i = 0; i < multipliers.length; i++) {
      int row = working.get(i);
      multipliers[i] = row < equations ? z[n + k + row] : z[n + row - equations];
    }
    return mostViolated() >= 0;
  }

  /** How far a row is exceeded, relative to its terms. */
  private double violation(int row) {
    double r = Reductions.dot(normals, row * n, x, 0, n) - offsets[row];
    double size =
        Reductions.norm(normals, row * n, n) * (Reductions.norm(x) + PASSED * peak)
            + Math.abs(offsets[row]);
    return size == 0 ? r : r / size;
  }

  private void run() {
    for (int i = 0; i < equations; i++) {
      if (!working.contains(i) && !tolerated[i]) {
        add(i);
      }
    }
    int limit = 50 * (count + n + 1);
    for (int step = 0; step < limit; step++) {
      int worst = mostViolated();
      if (worst < 0) {
        return;
      }
      add(worst);
    }
    throw new dev.hadamard.kernel.ConvergenceException(
        "quadratic program: the active set cycles", FEASIBLE);
  }

  /** Whether the bound of a row is that of the combination of working rows which it is. */
  private boolean isConsistent(int row, double[] weights) {
    double combined = offsets[row];
    double terms = Math.abs(offsets[row]);
    for (int i = 0; i < weights.length; i++) {
      double term = weights[i] * offsets[working.get(i)];
      combined -= term;
      terms += Math.abs(term);
    }
    return Math.abs(combined) <= CONSISTENT * terms;
  }

  /** Whether a row is exceeded by no more than the rounding of the elements of x. */
  private boolean isRounding(int row) {
    double excess = Reductions.dot(normals, row * n, x, 0, n) - offsets[row];
    double rounding = 0;
    for (int j = 0; j < n; j++) {
      rounding += Math.abs(normals[row * n + j]) * noise[j];
    }
    return excess <= ROUNDINGS * rounding;
  }

  /**
   * The solution of the conditions of optimality, refined until each element has the rounding of
   * its own terms (W. Oettli and W. Prager, 1964), which is kept: |K⁻¹| times those terms.
   */
  private NdArray solved(NdArray kkt, NdArray right) {
    NdArray inverse = kkt.inverse();
    NdArray z = kkt.solve(right);
    for (int i = 0; i < 2; i++) {
      z = z.plus(inverse.matmul(right.minus(kkt.matmul(z))));
    }
    NdArray terms = kkt.abs().matmul(z.abs()).plus(right.abs());
    noise = inverse.abs().matmul(terms).times(UNIT_ROUNDOFF).slice(0, 0, n).toArray();
    return z;
  }

  /** The inequality that is exceeded most, beyond rounding, or -1. */
  private int mostViolated() {
    int worst = -1;
    double most = FEASIBLE;
    for (int i = equations; i < count; i++) {
      double v = working.contains(i) ? 0 : violation(i);
      if (v > most && !tolerated[i] && !isRounding(i)) {
        most = v;
        worst = i;
      }
    }
    return worst;
  }

  /**
   * What of a normal the working rows do not give: their rounding, if it depends on them.
   *
   * @param r the weights of the working rows
   * @return null if every element is rounding of its terms
   */
  private double[] remainder(double[] normal, double[] r) {
    double[] rest = normal.clone();
    double[] terms = new double[n];
    for (int j = 0; j < n; j++) {
      terms[j] = Math.abs(normal[j]);
    }
    for (int i = 0; i < r.length; i++) {
      for (int j = 0; j < n; j++) {
        double term = r[i] * normals[working.get(i) * n + j];
        rest[j] -= term;
        terms[j] += Math.abs(term);
      }
    }
    for (int j = 0; j < n; j++) {
      if (Math.abs(rest[j]) > DEPENDENT * terms[j]) {
        return rest;
      }
    }
    return null;
  }

  private double[] row(int i) {
    return Arrays.copyOfRange(normals, i * n, (i + 1) * n);
  }

  private double[] timesInverse(double[] v) {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = Reductions.dot(inverse, i * n, v, 0, n);
    }
    return y;
  }

  /** Moves until a constraint holds with equality, dropping those whose multiplier would vanish. */
  private void add(int row) {
    double[] normal = row(row);
    double excess = Reductions.dot(normal, x) - offsets[row];
    double sign = excess >= 0 ? 1 : -1;
    double multiplier = 0;
    while (true) {
      int size = working.size();
      double[] hn = timesInverse(normal);
      double[] r = {};
      double[] z = hn.clone();
      if (size > 0) {
        double[][] active = new double[size][];
        double[][] ha = new double[size][];
        double[][] gram = new double[size][size];
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
          active[i] = row(working.get(i));
          ha[i] = timesInverse(active[i]);
          right[i] = Reductions.dot(active[i], hn);
        }
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            gram[i][j] = Reductions.dot(active[i], ha[j]);
          }
        }
        r = NdArray.of(gram).solve(NdArray.of(right)).toArray();
        for (int i = 0; i < size; i++) {
          dev.hadamard.kernel.Blas1.axpy(-r[i], ha[i], z);
        }
      }
      double decrease = Reductions.dot(z, normal);
      boolean dependent = false;
      if (decrease <= NEARLY * Reductions.dot(hn, normal)) {
        // The difference of large parts: from what is left of the normal itself.
        double[] rest = remainder(normal, r);
        dependent = rest == null;
        if (rest != null) {
          z = timesInverse(rest);
          decrease = Reductions.dot(z, rest);
        }
      }
      excess = Reductions.dot(normal, x) - offsets[row];
      double full = dependent ? Double.POSITIVE_INFINITY : sign * excess / decrease;
      double partial = Double.POSITIVE_INFINITY;
      int blocking = -1;
      for (int i = 0; i < size; i++) {
        if (working.get(i) >= equations && sign * r[i] > 0) {
          double t = multipliers[i] / (sign * r[i]);
          if (t < partial) {
            partial = t;
            blocking = i;
          }
        }
      }
      double t = Math.min(full, partial);
      if (Double.isInfinite(t)) {
        if (Math.abs(violation(row)) <= CONSISTENT || isConsistent(row, r)) {
          tolerated[row] = true;
          return;
        }
        throw new InfeasibleException(
            "quadratic program: constraint "
                + row
                + " (equalities first) contradicts constraints "
                + working
                + " by "
                + units.residual(Math.abs(excess), row)
                + "; their combination with weights "
                + Arrays.toString(weights(r, row))
                + " proves it");
      }
      if (!dependent) {
        for (int i = 0; i < n; i++) {
          x[i] -= t * sign * z[i];
        }
        peak = Math.max(peak, Reductions.norm(x));
      }
      for (int i = 0; i < size; i++) {
        multipliers[i] -= t * sign * r[i];
      }
      multiplier += t * sign;
      if (t == full) {
        working.add(row);
        multipliers = Arrays.copyOf(multipliers, size + 1);
        multipliers[size] = multiplier;
        return;
      }
      working.subList(blocking, blocking + 1).clear();
      // What was given by the working rows may no longer be.
      Arrays.fill(tolerated, false);
      double[] fewer = new double[size - 1];
      System.arraycopy(multipliers, 0, fewer, 0, blocking);
      System.arraycopy(multipliers, blocking + 1, fewer, blocking, size - 1 - blocking);
      multipliers = fewer;
    }
  }

  private double[] weights(double[] r, int row) {
    double[] weights = new double[r.length];
    for (int i = 0; i < r.length; i++) {
      weights[i] = units.weight(r[i], working.get(i), row);
    }
    return weights;
  }

  private NdArray polished(NdArray q, NdArray c, int k) {
    int size = working.size();
    NdArray solution;
    if (size == 0) {
      solution = solved(q, c.negate());
    } else {
      double[][] rows = new double[size][];
      double[] right = new double[size];
      for (int i = 0; i < size; i++) {
        rows[i] = row(working.get(i));
        right[i] = offsets[working.get(i)];
      }
      NdArray w = NdArray.of(rows);
      NdArray kkt =
          NdArray.concatenate(
              0,
              NdArray.concatenate(1, q, w.transpose()),
              NdArray.concatenate(1, w, NdArray.zeros(size, size)));
      try {
        solution = solved(kkt, NdArray.concatenate(0, c.negate(), NdArray.of(right)));
      } catch (IllPosedProblemException e) {
        // Rows that are almost dependent: the steps have kept more of them than their products do.
        solution = NdArray.concatenate(0, NdArray.of(x), NdArray.of(multipliers));
        Arrays.fill(noise, ROUNDINGS * UNIT_ROUNDOFF * peak);
      }
    }
    double[] z = solution.toArray();
    double[] packed = Arrays.copyOf(z, n + count);
    Arrays.fill(packed, n, packed.length, 0);
    for (int i = 0; i < size; i++) {
      int row = working.get(i);
      if (row < equations) {
        packed[n + k + row] = z[n + i];
      } else {
        // Rounding may leave a vanishing multiplier slightly negative.
        packed[n + row - equations] = Math.max(z[n + i], 0);
      }
    }
    return NdArray.wrap(packed, packed.length);
  }
}
