package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import dev.hadamard.linalg.Qr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Euclidean projections. Parameters of the sets are numbers or arrays; derivatives flow through
 * arrays under differentiation, so that a radius or a bound can be learned. A point of a set with
 * interior is returned unchanged.
 */
public final class Projections {
  private Projections() {}

  /**
   * {p ≥ 0}.
   *
   * @return max(x, 0)
   */
  public static Projection nonNegative() {
    return x -> {
      NonFiniteInputException.require("x", x);
      return x.relu();
    };
  }

  /**
   * {lower ≤ p ≤ upper}, element by element; bounds may be infinite.
   *
   * @param lower the lower bounds, broadcast to the point
   * @param upper the upper bounds, at least the lower ones
   * @return the projection onto the box
   * @throws IllegalArgumentException if a lower bound is above its upper bound
   */
  public static Projection box(NdArray lower, NdArray upper) {
    if (lower.greaterThan(upper).sum().value() > 0 || hasNaN(lower) || hasNaN(upper)) {
      throw new IllegalArgumentException(
          "lower is " + lower + ", upper is " + upper + ": lower must be at most upper everywhere");
    }
    if (lower.size() > 0 && lower.max().value() == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("lower is " + lower + ": must be below infinity");
    }
    if (upper.size() > 0 && upper.min().value() == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("upper is " + upper + ": must be above -infinity");
    }
    return x -> {
      NonFiniteInputException.require("x", x);
      NdArray below = x.atMost(lower);
      return NdArray.where(below, lower, NdArray.where(x.atLeast(upper), upper, x));
    };
  }

  private static boolean hasNaN(NdArray a) {
    for (double v : a.toArray()) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {0 ≤ p ≤ 1}.
   *
   * @return the projection onto the unit cube
   */
  public static Projection hypercube() {
    return box(NdArray.scalar(0), NdArray.scalar(1));
  }

  /**
   * {p ≥ 0, Σp = 1}.
   *
   * @return the projection onto the probability simplex
   */
  public static Projection simplex() {
    return simplex(NdArray.scalar(1));
  }

  /**
   * {p ≥ 0, Σp = sum}. All axes of a point belong together. O(n).
   *
   * @param sum the sum, a number that is not negative
   * @return the projection
   * @throws IllegalArgumentException if the sum is negative
   */
  public static Projection simplex(NdArray sum) {
    ArrayChecks.requireNonNegativeNumber("sum", sum);
    return x -> {
      requirePoint(x);
      return Autodiff.locally(
          "simplex",
          in -> simplexPoint(in[0], in[1].value()),
          (out, in) -> {
            NdArray support = out.step();
            return inner -> onSupport(inner[0], inner[1], support);
          },
          x,
          sum);
    };
  }

  private static NdArray simplexPoint(NdArray x, double s) {
    double[] y = x.toArray();
    if (s == 0) {
      return NdArray.zeros(x.shape());
    }
    SimplexThreshold.project(y, 0, y.length, s);
    return NdArray.wrap(y, x.shape());
  }

  /** On its support S, the projection is x - (Σ_S x - s)/#S. */
  private static NdArray onSupport(NdArray x, NdArray s, NdArray support) {
    double count = Math.max(1, support.sum().value());
    NdArray tau = support.times(x).sum().minus(s).times(1 / count);
    return support.times(x.minus(tau));
  }

  /**
   * Row by row onto {p ≥ 0, Σp = 1}.
   *
   * @return the projection of matrices
   */
  public static Projection simplexRows() {
    return x -> {
      requirePoint(x);
      if (x.rank() != 2) {
        throw new IllegalArgumentException(
            "x has shape " + Arrays.toString(x.shape()) + ": must be a matrix");
      }
      return Autodiff.locally(
          "simplexRows",
          in -> {
            int n = in[0].extent(1);
            double[] y = in[0].toArray();
            for (int i = 0; i < y.length; i += n) {
              SimplexThreshold.project(y, i, i + n, 1);
            }
            return NdArray.wrap(y, in[0].shape());
          },
          (out, in) -> {
            NdArray support = out.step();
            NdArray counts = support.sumKeeping(1);
            return inner -> {
              NdArray tau = support.times(inner[0]).sumKeeping(1).minus(1).dividedBy(counts);
              return support.times(inner[0].minus(tau));
            };
          },
          x);
    };
  }

  /**
   * {p ≥ 0, Σp = sum, at most k elements not 0}: the simplex on the k largest elements.
   *
   * @param k the number of elements, at least 1
   * @param sum the sum, not negative
   * @return the projection
   */
  public static Projection sparseSimplex(int k, NdArray sum) {
    ArrayChecks.requireNonNegativeNumber("sum", sum);
    return x -> {
      requirePoint(x);
      if (k < 1 || k > x.size()) {
        throw new IllegalArgumentException("k is " + k + ": must be from 1 to " + x.size());
      }
      int[] order = x.flatten().negate().sortOrder();
      int[] top = Arrays.copyOf(order, k);
      NdArray kept = simplex(sum).project(x.flatten().take(top));
      return kept.scatterAdd(top, x.size()).reshape(x.shape());
    };
  }

  /**
   * {Σ|p| ≤ radius}. O(n).
   *
   * @param radius the radius, not negative
   * @return the projection
   */
  public static Projection l1Ball(NdArray radius) {
    return l1(radius, /* sphere= */ false);
  }

  /**
   * {Σ|p| = radius}; the sign of 0 is taken as +.
   *
   * @param radius the radius, not negative
   * @return a projection
   */
  public static Projection l1Sphere(NdArray radius) {
    return l1(radius, /* sphere= */ true);
  }

  private static Projection l1(NdArray radius, boolean sphere) {
    ArrayChecks.requireNonNegativeNumber("radius", radius);
    return x -> {
      requirePoint(x);
      if (!sphere && x.norm1().value() <= radius.value()) {
        return x;
      }
      NdArray sign =
          NdArray.where(x.lessThan(NdArray.scalar(0)), NdArray.scalar(-1), NdArray.ones(x.shape()));
      return sign.times(simplex(radius).project(sign.times(x)));
    };
  }

  /**
   * {‖p‖ ≤ radius}.
   *
   * @param radius the radius, not negative
   * @return the projection
   */
  public static Projection l2Ball(NdArray radius) {
    ArrayChecks.requireNonNegativeNumber("radius", radius);
    return x -> {
      requirePoint(x);
      NdArray norm = x.norm();
      return norm.value() <= radius.value() ? x : x.times(radius.dividedBy(norm));
    };
  }

  /**
   * {‖p‖ = radius}.
   *
   * @param radius the radius, not negative
   * @return a projection; the origin has none and is refused
   */
  public static Projection l2Sphere(NdArray radius) {
    ArrayChecks.requireNonNegativeNumber("radius", radius);
    return x -> {
      requirePoint(x);
      NdArray norm = x.norm();
      if (norm.value() == 0) {
        throw new dev.hadamard.kernel.IllPosedProblemException(
            "l2Sphere: every point of the sphere is nearest to x = 0");
      }
      return x.times(radius.dividedBy(norm));
    };
  }

  /**
   * {|p| ≤ radius}, element by element.
   *
   * @param radius the radius, not negative
   * @return the projection
   */
  public static Projection lInfBall(NdArray radius) {
    ArrayChecks.requireNonNegativeNumber("radius", radius);
    return box(radius.negate(), radius);
  }

  /**
   * {aᵀp = b}.
   *
   * @param a the normal, not 0
   * @param b the offset, a number
   * @return the projection
   */
  public static Projection hyperplane(NdArray a, NdArray b) {
    requireNormal(a);
    requireNumber("b", b);
    int unit = -PowerOfTwo.exponent(a.normInf().value());
    NdArray normal = PowerOfTwo.times(a, unit);
    NdArray offset = PowerOfTwo.times(b, unit);
    return x -> {
      requirePoint(x);
      NdArray excess = normal.dot(x).minus(offset);
      return x.minus(normal.times(excess.dividedBy(normal.squaredNorm())));
    };
  }

  /**
   * {aᵀp ≤ b}.
   *
   * @param a the normal, not 0
   * @param b the offset, a number
   * @return the projection
   */
  public static Projection halfspace(NdArray a, NdArray b) {
    Projection plane = hyperplane(a, b);
    return x -> {
      requirePoint(x);
      return a.dot(x).value() <= b.value() ? x : plane.project(x);
    };
  }

  private static void requireNormal(NdArray a) {
    NonFiniteInputException.require("a", a);
    if (a.normInf().value() == 0) {
      throw new IllegalArgumentException("a is 0: must not be 0");
    }
  }

  /**
   * {A p = b}. Rows that depend on others, to 1e-12 of their size, are dropped. The orthogonal
   * factorisation of the others costs O(m² n) once, so that the condition of A is not squared.
   *
   * @param a the matrix of shape [m, n]
   * @param b the right-hand side of m elements
   * @return the projection
   * @throws InfeasibleException if the equations contradict each other, by more than 1e-9 of the
   *     terms that are compared
   */
  public static Projection affineSet(NdArray a, NdArray b) {
    NonFiniteInputException.require("a", a);
    NonFiniteInputException.require("b", b);
    if (b.size() != a.extent(0)) {
      throw new IllegalArgumentException(
          "b has " + b.size() + " elements: must have " + a.extent(0));
    }
    int[] units = rowUnits(a);
    NdArray scaled = PowerOfTwo.timesRows(a, units);
    NdArray right = PowerOfTwo.timesRows(b, units);
    if (b.allFinite() && !right.allFinite()) {
      throw new IllegalArgumentException(
          "b is too large for rows of a: must leave solutions in the range of numbers");
    }
    int[] rows = independentRows(scaled, right, units);
    NdArray independent = scaled.take(rows);
    NdArray sides = right.take(rows);
    // Equations with orthonormal rows for the same set: A A' would square the condition.
    NdArray combine = orthonormalising(independent.stopGradient());
    NdArray equations = combine.matmul(independent);
    NdArray combined = combine.matmul(sides);
    return x -> {
      requirePoint(x);
      return rows.length == 0
          ? x
          : onEquations(x, equations, combined, feasible(x, independent, sides));
    };
  }

  /** Whether every equation holds to rounding, so that the point is its own projection. */
  private static boolean feasible(NdArray x, NdArray a, NdArray b) {
    NdArray point = x.stopGradient();
    NdArray rows = a.stopGradient();
    NdArray sides = b.stopGradient();
    NdArray residual = rows.matmul(point).minus(sides).abs();
    NdArray size = rows.abs().matmul(point.abs()).plus(sides.abs());
    double rounding = 0x1p-51 * Math.sqrt(point.size());
    return residual.minus(size.times(rounding)).max().value() <= 0;
  }

  /** The exponents of powers of two that make the largest element of each row about 1. */
  private static int[] rowUnits(NdArray a) {
    int[] units = new int[a.extent(0)];
    for (int i = 0; i < units.length; i++) {
      units[i] = -PowerOfTwo.exponent(a.at(i).normInf().value());
    }
    return units;
  }

  /** R⁻ᵀ of A' = Q R: the rows of R⁻ᵀ A are those of Q'. */
  private static NdArray orthonormalising(NdArray rows) {
    int m = rows.extent(0);
    int n = rows.extent(1);
    if (m == 0) {
      return NdArray.zeros(0, 0);
    }
    DMatrixRMaj upper = Qr.inPlace(DMatrixRMaj.wrap(n, m, rows.transpose().toArray())).upper();
    double[] inverse = new double[m * m];
    double[] column = new double[m];
    for (int j = 0; j < m; j++) {
      Arrays.fill(column, 0);
      column[j] = 1;
      Blas2.trsv(Triangle.UPPER, Transpose.YES, Diagonal.STORED, m, upper.data, 0, m, column, 0);
      for (int i = 0; i < m; i++) {
        inverse[i * m + j] = column[i];
      }
    }
    return NdArray.wrap(inverse, m, m);
  }

  private static NdArray onEquations(NdArray x, NdArray a, NdArray b, boolean feasible) {
    NdArray residual = a.matmul(x).minus(b);
    if (feasible) {
      // Nothing but rounding: it moves no point, but its derivatives count.
      residual = residual.minus(residual.stopGradient());
    }
    return x.minus(a.transposeMatmul(a.matmulTranspose(a).solve(residual)));
  }

  /** Rows by decreasing pivots of Gram-Schmidt; the dropped ones must follow from the others. */
  private static int[] independentRows(NdArray matrix, NdArray right, int[] units) {
    int m = matrix.extent(0);
    int n = matrix.extent(1);
    double[] a = matrix.toArray();
    double[] b = right.toArray();
    // The sizes of the terms that b is made of: what is left of them is judged by these.
    double[] terms = right.abs().toArray();
    double[] original = new double[m];
    for (int i = 0; i < m; i++) {
      original[i] = Math.max(Reductions.norm(a, i * n, n), Double.MIN_NORMAL);
    }
    boolean[] used = new boolean[m];
    List<Integer> rows = new ArrayList<>();
    for (int step = 0; step < Math.min(m, n); step++) {
      int best = -1;
      double size = 1e-12;
      for (int i = 0; i < m; i++) {
        double relative = used[i] ? 0 : Reductions.norm(a, i * n, n) / original[i];
        if (relative > size) {
          size = relative;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      used[best] = true;
      rows.add(best);
      double squared = Reductions.dot(a, best * n, a, best * n, n);
      for (int i = 0; i < m; i++) {
        if (!used[i]) {
          double f = Reductions.dot(a, i * n, a, best * n, n) / squared;
          Blas1.axpy(-f, a, best * n, a, i * n, n);
          b[i] -= f * b[best];
          terms[i] += Math.abs(f) * terms[best];
        }
      }
    }
    for (int i = 0; i < m; i++) {
      if (!used[i] && Math.abs(b[i]) > 1e-9 * terms[i]) {
        throw new InfeasibleException(
            "equation "
                + i
                + " contradicts the others: its residual is "
                + Math.scalb(b[i], -units[i]));
      }
    }
    return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /**
   * {lower ≤ p ≤ upper, wᵀp = c}.
   *
   * @param lower the lower bounds
   * @param upper the upper bounds, at least the lower ones
   * @param w the weights, of any sign
   * @param c the weighted sum, a number
   * @return the projection
   */
  public static Projection boxSection(NdArray lower, NdArray upper, NdArray w, NdArray c) {
    box(lower, upper);
    NonFiniteInputException.require("w", w);
    NonFiniteInputException.require("c", c);
    // The same set; squares of the weights stay in range.
    int unit = -PowerOfTwo.exponent(w.normInf().value());
    NdArray weighted = PowerOfTwo.times(w, unit);
    NdArray value = PowerOfTwo.times(c, unit);
    return x -> {
      requirePoint(x);
      int[] shape = x.shape();
      return Autodiff.locally(
          "boxSection",
          in -> {
            double[] y = in[0].toArray();
            double[] l = in[1].toArray();
            double[] u = in[2].toArray();
            double[] weights = in[3].toArray();
            return NdArray.wrap(
                BoxSectionMultiplier.project(y, l, u, weights, in[4].value()), shape);
          },
          (out, in) -> {
            NdArray atLower = out.atMost(in[1]);
            NdArray atUpper = out.atLeast(in[2]).times(atLower.rsubtract(1));
            NdArray free = atLower.plus(atUpper).rsubtract(1);
            double multiplier =
                BoxSectionMultiplier.of(
                    in[0].toArray(),
                    in[1].toArray(),
                    in[2].toArray(),
                    in[3].toArray(),
                    in[4].value());
            return inner -> {
              NdArray wFree = free.times(inner[3]);
              NdArray fixed =
                  NdArray.where(
                      atLower, inner[1], NdArray.where(atUpper, inner[2], NdArray.scalar(0)));
              if (free.sum().value() == 0) {
                return fixed;
              }
              if (wFree.stopGradient().normInf().value() == 0) {
                // What is free has no weight in the sum, and τ is where all others are at bounds.
                return NdArray.where(free, inner[0].plus(inner[3].times(multiplier)), fixed);
              }
              NdArray tau =
                  inner[4]
                      .minus(inner[3].dot(fixed))
                      .minus(wFree.dot(inner[0]))
                      .dividedBy(wFree.squaredNorm());
              return NdArray.where(free, inner[0].plus(inner[3].times(tau)), fixed);
            };
          },
          x,
          lower.broadcastTo(shape),
          upper.broadcastTo(shape),
          weighted.broadcastTo(shape),
          value);
    };
  }

  /**
   * {A p = b, G p ≤ h}, by a quadratic program.
   *
   * @param a the matrix of the equations, of shape [m, n]; m may be 0
   * @param b their right-hand sides
   * @param g the matrix of the inequalities, of shape [k, n]; k may be 0
   * @param h their right-hand sides
   * @return the projection of vectors
   */
  public static Projection polyhedron(NdArray a, NdArray b, NdArray g, NdArray h) {
    return x -> {
      requirePoint(x);
      NdArray identity = NdArray.identity(x.size());
      return new QuadraticProgram(identity, x.negate(), a, b, g, h).solve().x();
    };
  }

  /**
   * The second-order cone {‖z‖ ≤ t} of vectors (t, z).
   *
   * @return the projection
   */
  public static Projection secondOrderCone() {
    return x -> {
      requirePoint(x);
      int n = x.size();
      NdArray t = x.at(0);
      NdArray z = x.slice(0, 1, n);
      NdArray norm = z.norm();
      if (norm.value() <= t.value()) {
        return x;
      }
      if (norm.value() <= -t.value()) {
        return x.times(0);
      }
      NdArray factor = t.dividedBy(norm).plus(1).times(0.5);
      return NdArray.concatenate(0, factor.times(norm).reshape(1), factor.times(z));
    };
  }

  /**
   * The exponential cone, the closure of {(x, y, z) : y > 0, y e^{x/y} ≤ z}.
   *
   * @return the projection of vectors of 3 elements
   */
  public static Projection exponentialCone() {
    return x -> {
      requirePoint(x);
      return ExponentialCone.project(x);
    };
  }

  /**
   * The cone of symmetric positive semidefinite matrices; the symmetric part is projected.
   * Symmetric matrices of the cone, to rounding of their largest eigenvalue, are returned bit for
   * bit.
   *
   * @return the projection of square matrices
   */
  public static Projection psdCone() {
    return x -> {
      requirePoint(x);
      if (x.rank() != 2 || x.extent(0) != x.extent(1)) {
        throw new ShapeMismatchException(
            "x has shape " + Arrays.toString(x.shape()) + ": must be a square matrix");
      }
      return PositivePart.of(x);
    };
  }

  /**
   * Matrices whose singular values are at most a radius.
   *
   * @param radius the radius, not negative
   * @return the projection of matrices
   */
  public static Projection spectralBall(NdArray radius) {
    ArrayChecks.requireNonNegativeNumber("radius", radius);
    return x -> {
      requirePoint(x);
      return x.minus(Proxes.softSingularValues(x, radius));
    };
  }

  /**
   * The rotated second-order cone {‖z‖² ≤ 2 u v, u ≥ 0, v ≥ 0} of vectors (u, v, z).
   *
   * @return the projection, that onto the second-order cone turned by 45 degrees
   */
  @SuppressWarnings("ReferenceEquality") // a point of the cone is returned as it is
  public static Projection rotatedSecondOrderCone() {
    Projection cone = secondOrderCone();
    return x -> {
      requirePoint(x);
      if (x.size() < 2) {
        throw new IllegalArgumentException("x has 1 element: must have at least 2");
      }
      NdArray y = turned(x);
      NdArray p = cone.project(y);
      return p == y ? x : turned(p);
    };
  }

  private static NdArray turned(NdArray x) {
    double half = Math.sqrt(0.5);
    NdArray sum = x.at(0).plus(x.at(1)).times(half);
    NdArray difference = x.at(0).minus(x.at(1)).times(half);
    return NdArray.concatenate(0, sum.reshape(1), difference.reshape(1), x.slice(0, 2, x.size()));
  }

  /**
   * Monotone sequences.
   *
   * @param increasing whether the sequence must not decrease, or must not increase
   * @return the projection (isotonic regression). O(n).
   */
  public static Projection isotonic(boolean increasing) {
    return x -> {
      requirePoint(x);
      double[] weights = new double[x.size()];
      Arrays.fill(weights, 1);
      int[] block = PoolAdjacentViolators.blocks(x.toArray(), weights, increasing);
      return blockMeans(x.flatten(), block).reshape(x.shape());
    };
  }

  /**
   * Monotone sequences between bounds, nearest in the norm Σ w_i (p_i - x_i)².
   *
   * @param increasing whether the sequence must not decrease, or must not increase
   * @param weights w, positive, of the size of points
   * @param lower the least value allowed, may be -∞
   * @param upper the largest value allowed, may be ∞
   * @return the projection. O(n). Differentiable in the point and the weights
   */
  public static Projection isotonic(
      boolean increasing, NdArray weights, double lower, double upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower is " + lower + ", upper is " + upper + ": lower must be at most upper");
    }
    for (double w : weights.toArray()) {
      if (!(w > 0) || Double.isInfinite(w)) {
        throw new IllegalArgumentException(
            "weights has the element " + w + ": must be finite and positive");
      }
    }
    return x -> {
      requirePoint(x);
      if (x.size() != weights.size()) {
        throw new IllegalArgumentException(
            "x has " + x.size() + " elements: must have " + weights.size() + ", as weights has");
      }
      // In units of the largest, a power of two: sums and products stay in range.
      NdArray w =
          PowerOfTwo.times(weights.flatten(), -PowerOfTwo.exponent(weights.normInf().value()));
      int[] block = PoolAdjacentViolators.blocks(x.toArray(), w.toArray(), increasing);
      int count = block[block.length - 1] + 1;
      NdArray means =
          x.flatten().times(w).scatterAdd(block, count).dividedBy(w.scatterAdd(block, count));
      return means.take(block).clip(lower, upper).reshape(x.shape());
    };
  }

  /**
   * The convex hull of all permutations of a vector.
   *
   * @param w the vector
   * @return the projection of vectors of its size, by sorting and isotonic regression. O(n log n)
   */
  public static Projection permutahedron(NdArray w) {
    NonFiniteInputException.require("w", w);
    return x -> {
      requirePoint(x);
      if (x.size() != w.size()) {
        throw new IllegalArgumentException(
            "x has " + x.size() + " elements: must have " + w.size() + ", as w has");
      }
      int[] order = x.flatten().negate().sortOrder();
      int[] heights = w.flatten().negate().sortOrder();
      NdArray sorted = x.flatten().take(order);
      NdArray steps = w.flatten().take(heights);
      int[] block = PoolAdjacentViolators.decreasingBlocks(sorted.toArray(), steps.toArray());
      // On each block the mean is that of w, and the differences are those of x.
      NdArray inner = sorted.minus(blockMeans(sorted, block));
      NdArray p = inner.plus(blockMeans(steps, block));
      return p.scatterAdd(order, x.size()).reshape(x.shape());
    };
  }

  /** Every element replaced by the mean of its block. */
  static NdArray blockMeans(NdArray x, int[] block) {
    int count = block.length == 0 ? 0 : block[block.length - 1] + 1;
    double[] size = new double[count];
    for (int b : block) {
      size[b]++;
    }
    return x.scatterAdd(block, count).dividedBy(NdArray.of(size)).take(block);
  }

  private static void requireNumber(String name, NdArray value) {
    if (value.size() != 1) {
      throw new IllegalArgumentException(
          name + " has " + value.size() + " elements: must be a number");
    }
    NonFiniteInputException.require(name, value);
  }

  private static void requirePoint(NdArray x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException("x is empty: must have at least one element");
    }
    NonFiniteInputException.require("x", x);
  }
}
