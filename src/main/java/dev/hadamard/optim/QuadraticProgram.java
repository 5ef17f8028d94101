package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.PivotedQr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * min ½xᵀQx + cᵀx subject to Ax = b and Gx ≤ h, for positive semidefinite Q: differentiable to any
 * order in every one of its data.
 *
 * <p>The derivative is that of the equality-constrained program on the active set. Where a
 * constraint is active with a zero multiplier the solution is differentiable on each side only;
 * {@link Solution#degenerate} tells.
 *
 * <p>The units of the data do not matter: multiplied by powers of two, the objective, all variables
 * together, and every row give the same solution in those units, bit for bit, as long as no number
 * leaves the range of normal ones.
 *
 * @param q Q, of shape [n, n]; its symmetric part counts, and {@link Solution#warnings} tells where
 *     it is another matrix
 * @param c c, of n elements
 * @param a A, of shape [m, n]; m may be 0
 * @param b b, of m elements
 * @param g G, of shape [k, n]; k may be 0
 * @param h h, of k elements
 */
public record QuadraticProgram(NdArray q, NdArray c, NdArray a, NdArray b, NdArray g, NdArray h) {
  private static final double DEGENERATE = 1e-9;
  private static final int DENSE = 200;

  /**
   * Equations whose parts beside the others are smaller, relative to the largest, follow from them.
   */
  private static final double DEPENDENT = 1e-12;

  /** Entries of a product of matrices in another order differ by less, relative to the largest. */
  private static final double ASYMMETRY = 0x1p-40;

  /** Checks the shapes and that the data are finite. */
  public QuadraticProgram {
    int n = c.size();
    requireShape("q", q, n, n);
    requireShape("a", a, b.size(), n);
    requireShape("g", g, h.size(), n);
    requireVector("c", c);
    requireVector("b", b);
    requireVector("h", h);
    NonFiniteInputException.require("q", q);
    NonFiniteInputException.require("c", c);
    NonFiniteInputException.require("a", a);
    NonFiniteInputException.require("b", b);
    NonFiniteInputException.require("g", g);
    NonFiniteInputException.require("h", h);
  }

  private static void requireVector(String name, NdArray v) {
    if (v.rank() != 1) {
      throw new IllegalArgumentException(
          name + " has shape " + Arrays.toString(v.shape()) + ": must be a vector");
    }
  }

  private static void requireShape(String name, NdArray m, int rows, int columns) {
    if (!Arrays.equals(m.shape(), new int[] {rows, columns})) {
      throw new IllegalArgumentException(
          name
              + " has shape "
              + Arrays.toString(m.shape())
              + ": must be ["
              + rows
              + ", "
              + columns
              + "]");
    }
  }

  /**
   * A program with inequalities only.
   *
   * @param q Q
   * @param c c
   * @param g G
   * @param h h
   * @return the program
   */
  public static QuadraticProgram withInequalities(NdArray q, NdArray c, NdArray g, NdArray h) {
    return new QuadraticProgram(q, c, NdArray.zeros(0, c.size()), NdArray.zeros(0), g, h);
  }

  /**
   * A solution with its multipliers.
   *
   * @param x the minimiser
   * @param inequalityMultipliers λ ≥ 0, 0 for inactive constraints
   * @param equalityMultipliers ν; Qx + c + Gᵀλ + Aᵀν = 0
   * @param active the indices of the active inequalities
   * @param degenerate whether an inequality holds with equality and a zero multiplier
   * @param warnings what was made of data that are not as they should be: of a matrix Q that is not
   *     symmetric, whose symmetric part was used; empty if nothing is to be said
   */
  public record Solution(
      NdArray x,
      NdArray inequalityMultipliers,
      NdArray equalityMultipliers,
      List<Integer> active,
      boolean degenerate,
      List<String> warnings) {}

  /** How a program is solved. */
  public enum Method {
    /**
     * The dual active set up to 200 unknowns if Q is positive definite, else the interior point.
     */
    AUTO,
    /** Exact, for positive definite Q: D. Goldfarb and A. Idnani (1983). */
    DUAL_ACTIVE_SET,
    /** S. Mehrotra's predictor-corrector method (1992), for semidefinite Q. */
    INTERIOR_POINT,
    /** Operator splitting with scaling and adaptive steps: B. Stellato et al. (2020). */
    SPLITTING
  }

  /**
   * Solves the program.
   *
   * @return the solution; derivatives flow through its arrays
   * @throws IllPosedProblemException if Q is not positive semidefinite, with a direction of
   *     negative curvature, or if the objective is unbounded below, with a direction that shows it
   * @throws InfeasibleException if no point satisfies the constraints; the message has multipliers
   *     that prove it
   */
  public Solution solve() {
    return solve(Method.AUTO);
  }

  private static NdArray solvePlain(Method method, NdArray[] in, ProgramScaling units) {
    return switch (method) {
      case DUAL_ACTIVE_SET -> DualActiveSet.solve(in[0], in[1], in[2], in[3], in[4], in[5], units);
      case INTERIOR_POINT ->
          new QuadraticMethods(in[0], in[1], in[2], in[3], in[4], in[5], units).interiorPoint();
      case SPLITTING ->
          new QuadraticMethods(in[0], in[1], in[2], in[3], in[4], in[5], units).splitting();
      case AUTO ->
          solvePlain(
              in[1].size() <= DENSE && definite(in[0])
                  ? Method.DUAL_ACTIVE_SET
                  : Method.INTERIOR_POINT,
              in,
              units);
    };
  }

  private static boolean definite(NdArray q) {
    try {
      double[] d = q.plus(q.transpose()).times(0.5).cholesky().diagonal().toArray();
      double largest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (double v : d) {
        largest = Math.max(largest, v);
        least = Math.min(least, v);
      }
      return least > 1e-7 * largest;
    } catch (IllPosedProblemException e) {
      return false;
    }
  }

  /**
   * Solves the program by a chosen method.
   *
   * @param method the method
   * @return the solution; derivatives flow through its arrays. Where Q is singular on the active
   *     set the solution is not unique and taking derivatives is refused
   * @throws IllPosedProblemException if Q is not positive semidefinite, with a direction of
   *     negative curvature (for the dual active set: not positive definite), or if the objective is
   *     unbounded below, with a direction that shows it
   * @throws InfeasibleException if no point satisfies the constraints; the message has multipliers
   *     that prove it
   */
  public Solution solve(Method method) {
    int n = c.size();
    int m = b.size();
    int k = h.size();
    ProgramScaling units = ProgramScaling.of(this);
    NdArray[] data = units.scaled(this);
    NdArray packed =
        Autodiff.locally(
            "quadraticProgram",
            in -> solvePlain(method, in, units),
            (out, in) -> {
              int[] active = DualActiveSet.active(out, n, m);
              int[] equations = independent(in[2]);
              return inner -> onActiveSet(inner, equations, active, n, m, k);
            },
            data);
    NdArray x = packed.slice(0, 0, n);
    NdArray lambda = packed.slice(0, n, n + k);
    List<Integer> active = new ArrayList<>();
    boolean degenerate = false;
    double scale = 1 + lambda.normInf().value();
    double[] bounds = data[5].toArray();
    double[] slack = data[5].minus(data[4].matmul(x)).toArray();
    double[] l = lambda.toArray();
    for (int i = 0; i < k; i++) {
      if (l[i] > 0) {
        active.add(i);
      }
      double size = 1 + Math.abs(bounds[i]);
      degenerate |= l[i] <= DEGENERATE * scale && slack[i] <= DEGENERATE * size;
    }
    return new Solution(
        units.x(x),
        units.inequalityMultipliers(lambda),
        units.equalityMultipliers(packed.slice(0, n + k, n + k + m)),
        List.copyOf(active),
        degenerate,
        warnings());
  }

  private List<String> warnings() {
    int n = c.size();
    double[] entries = q.toArray();
    double most = 0;
    int row = 0;
    int column = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double difference = Math.abs(entries[i * n + j] - entries[j * n + i]);
        if (difference > most) {
          most = difference;
          row = i;
          column = j;
        }
      }
    }
    if (most <= ASYMMETRY * Reductions.maxAbs(entries)) {
      return List.of();
    }
    return List.of(
        "q is not symmetric: q["
            + row
            + ", "
            + column
            + "] is "
            + entries[row * n + column]
            + ", q["
            + column
            + ", "
            + row
            + "] is "
            + entries[column * n + row]
            + "; its symmetric part was used");
  }

  /** The equations that do not follow from others: their multipliers are 0. */
  private static int[] independent(NdArray a) {
    int m = a.extent(0);
    int n = a.extent(1);
    if (m == 0) {
      return new int[0];
    }
    PivotedQr qr = PivotedQr.of(DMatrixRMaj.wrap(n, m, a.transpose().toArray()));
    int rank = qr.rank(DEPENDENT);
    int[] rows = Arrays.copyOf(qr.permutation(), rank);
    Arrays.sort(rows);
    return rows;
  }

  /**
   * The linear system of Karush, Kuhn and Tucker with the active rows as equations, of which the
   * given ones stand for all.
   */
  private static NdArray onActiveSet(
      NdArray[] in, int[] equations, int[] rows, int n, int m, int k) {
    NdArray symmetric = in[0].plus(in[0].transpose()).times(0.5);
    NdArray w = NdArray.concatenate(0, in[2].take(equations), in[4].take(rows));
    NdArray right = NdArray.concatenate(0, in[1].negate(), in[3].take(equations), in[5].take(rows));
    int given = equations.length;
    int total = given + rows.length;
    if (total == 0) {
      NdArray x = symmetric.solve(right);
      return NdArray.concatenate(0, x, NdArray.zeros(k + m));
    }
    NdArray top = NdArray.concatenate(1, symmetric, w.transpose());
    NdArray bottom = NdArray.concatenate(1, w, NdArray.zeros(total, total));
    NdArray z = NdArray.concatenate(0, top, bottom).solve(right);
    NdArray lambda = z.slice(0, n + given, n + total).scatterAdd(rows, k);
    NdArray nu = z.slice(0, n, n + given).scatterAdd(equations, m);
    return NdArray.concatenate(0, z.slice(0, 0, n), lambda, nu);
  }
}
