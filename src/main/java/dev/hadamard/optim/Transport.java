package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import java.util.Arrays;

/**
 * Regularised optimal transport: the plan P ≥ 0 with rows that sum to a and columns that sum to b
 * of least cost ⟨P, C⟩ plus a strongly convex term of strength γ. Plans are differentiable to any
 * order in C, a, b and γ.
 *
 * <p>With C = -γX the quadratic plan is the Euclidean projection of X onto the transport polytope,
 * and the entropic one its projection in the sense of Kullback and Leibler. Marginals of ones give
 * the Birkhoff polytope of doubly stochastic matrices.
 *
 * <p>Source: M. Cuturi, Sinkhorn distances (2013); M. Blondel, V. Seguy and A. Rolet, Smooth and
 * sparse optimal transport (2018).
 */
public final class Transport {
  private static final double MARGINAL = 1e-13;
  private static final int MAX_STEPS = 500;
  private static final int ALTERNATIONS = 10;
  private static final int MAX_LINE_STEPS = 100;

  private Transport() {}

  /**
   * min ⟨P, C⟩ + γ/2 ‖P‖²: sparse plans.
   *
   * @param cost C, of shape [m, n]
   * @param a the sums of the rows, of m elements, not negative
   * @param b the sums of the columns, of n elements, not negative; Σb = Σa to 1e-9, where they
   *     differ b is taken in proportion
   * @param gamma γ, a positive number
   * @return the plan, of shape [m, n], marginals exact to 1e-12 of the largest. Some products of (m
   *     + n)-vectors and a factorisation of order m + n per step
   * @throws IllegalArgumentException if the shapes, marginals or γ are not as stated
   * @throws ConvergenceException if γP is lost in the rounding of C, at about γP = 1e-13 C
   */
  public static NdArray quadratic(NdArray cost, NdArray a, NdArray b, NdArray gamma) {
    check(cost, a, b, gamma);
    // Costs and γ in units of the larger of C and γP, a power of two: the plan is the same.
    double sums = Math.max(a.max().value(), b.max().value());
    int unit =
        Math.max(
            PowerOfTwo.exponent(cost.normInf().value()),
            PowerOfTwo.exponent(gamma.value()) + PowerOfTwo.exponent(sums));
    return inUnits(PowerOfTwo.times(cost, -unit), a, b, PowerOfTwo.times(gamma, -unit));
  }

  private static NdArray inUnits(NdArray cost, NdArray a, NdArray b, NdArray gamma) {
    return Autodiff.locally(
        "quadraticTransport",
        in -> quadraticPlan(in[0], in[1], alike(in[2], in[1]), in[3].value()),
        (out, in) -> {
          NdArray support = out.step();
          NdArray pins = pins(support.toArray(), a.size(), b.size());
          return inner -> {
            NdArray masked = support.times(inner[0]);
            NdArray right =
                NdArray.concatenate(
                    0,
                    inner[1].times(inner[3]).plus(masked.sum(1)),
                    inner[2].times(inner[3]).plus(masked.sum(0)));
            NdArray potentials = normal(support).plus(pins).solve(right);
            return support
                .times(spread(potentials, a.size(), b.size()).minus(inner[0]))
                .dividedBy(inner[3]);
          };
        },
        cost,
        a,
        b,
        gamma);
  }

  /**
   * min ⟨P, C⟩ + γ Σ P log P: plans of positive entries, P = exp((α_i + β_j - C_ij)/γ).
   *
   * @param cost C, of shape [m, n]
   * @param a the sums of the rows, of m elements, not negative; where 0, the row of P is 0
   * @param b the sums of the columns, of n elements, not negative; Σb = Σa to 1e-9, where they
   *     differ b is taken in proportion
   * @param gamma γ, a positive number
   * @return the plan, of shape [m, n], marginals exact to 1e-12 of the largest, and of each where
   *     they differ by less than 10¹⁴; 2 m n exponentials per sweep of Sinkhorn's iteration, then
   *     Newton steps in O(m n² + n³). Derivatives take entries below 1e-20 of their marginals for
   *     bridges of no flow: where a change of a or b would need mass to pass them, the least change
   *     that needs none is differentiated instead
   * @throws IllegalArgumentException if the shapes, marginals or γ are not as stated
   * @throws ConvergenceException if the marginals are not reached, as where γ is lost in the
   *     rounding of C, below about 1e-15 C
   */
  public static NdArray entropic(NdArray cost, NdArray a, NdArray b, NdArray gamma) {
    check(cost, a, b, gamma);
    int m = a.size();
    int n = b.size();
    int[] rows = positive(a);
    int[] columns = positive(b);
    if (rows.length < m || columns.length < n) {
      NdArray inner =
          entropic(
              cost.take(rows).transpose().take(columns).transpose(),
              a.take(rows),
              b.take(columns),
              gamma);
      return inner.scatterAdd(rows, m).transpose().scatterAdd(columns, n).transpose();
    }
    return Autodiff.locally(
        "entropicTransport",
        in -> EntropicTransport.plan(in[0], in[1], in[2], in[3].value()),
        EntropicTransport::near,
        cost,
        a,
        b,
        gamma);
  }

  /**
   * The nearest doubly stochastic matrix, in the Euclidean sense.
   *
   * @return the projection of square matrices onto the Birkhoff polytope
   */
  public static Projection birkhoff() {
    return x -> {
      NdArray one = NdArray.ones(x.extent(0));
      return quadratic(x.negate(), one, one, NdArray.scalar(1));
    };
  }

  /**
   * The doubly stochastic matrix exp(x + α_i + β_j): Sinkhorn scaling.
   *
   * @return the projection of square matrices onto the Birkhoff polytope in the sense of Kullback
   *     and Leibler
   */
  public static Projection birkhoffEntropic() {
    return x -> {
      NdArray one = NdArray.ones(x.extent(0));
      return entropic(x.negate(), one, one, NdArray.scalar(1));
    };
  }

  private static void check(NdArray cost, NdArray a, NdArray b, NdArray gamma) {
    NonFiniteInputException.require("cost", cost);
    NonFiniteInputException.require("a", a);
    NonFiniteInputException.require("b", b);
    if (a.size() == 0 || b.size() == 0) {
      throw new IllegalArgumentException("a or b is empty: must have at least one element");
    }
    if (!Arrays.equals(cost.shape(), new int[] {a.size(), b.size()})) {
      throw new IllegalArgumentException(
          "cost has shape "
              + Arrays.toString(cost.shape())
              + ": must be ["
              + a.size()
              + ", "
              + b.size()
              + "], the numbers of elements of a and b");
    }
    ArrayChecks.requireNumber("gamma", gamma);
    if (!(gamma.value() > 0) || Double.isInfinite(gamma.value())) {
      throw new IllegalArgumentException(
          "gamma is " + gamma.value() + ": must be finite and positive");
    }
    ArrayChecks.requireNonNegative("a", a);
    ArrayChecks.requireNonNegative("b", b);
    double sumA = a.sum().value();
    double sumB = b.sum().value();
    if (!(Math.abs(sumA - sumB) <= 1e-9 * Math.max(sumA, sumB)) || sumA == 0) {
      throw new IllegalArgumentException(
          "a sums to " + sumA + " and b to " + sumB + ": must be equal and positive");
    }
  }

  private static int[] positive(NdArray v) {
    double[] e = v.toArray();
    int[] indices = new int[e.length];
    int count = 0;
    for (int i = 0; i < e.length; i++) {
      if (e[i] > 0) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }

  /** α_i + β_j. */
  private static NdArray spread(NdArray potentials, int m, int n) {
    return potentials
        .slice(0, 0, m)
        .reshape(m, 1)
        .plus(potentials.slice(0, m, m + n).reshape(1, n));
  }

  /** Sums of columns in proportion to the total of the rows: the two may differ a little. */
  static NdArray alike(NdArray b, NdArray a) {
    return b.times(a.sum().dividedBy(b.sum()));
  }

  /** [D(W1) W; Wᵀ D(Wᵀ1)]. */
  private static NdArray normal(NdArray w) {
    NdArray top = NdArray.concatenate(1, w.sum(1).diagonalMatrix(), w);
    NdArray bottom = NdArray.concatenate(1, w.transpose(), w.sum(0).diagonalMatrix());
    return NdArray.concatenate(0, top, bottom);
  }

  /** One outer product for each connected component of the support. */
  private static NdArray pins(double[] support, int m, int n) {
    int[] component = new int[m + n];
    for (int i = 0; i < m + n; i++) {
      component[i] = i;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        if (support[i * n + j] > 0) {
          int from = component[m + j];
          int to = component[i];
          if (from != to) {
            for (int k = 0; k < m + n; k++) {
              component[k] = component[k] == from ? to : component[k];
            }
          }
        }
      }
    }
    double[] pins = new double[(m + n) * (m + n)];
    for (int i = 0; i < m + n; i++) {
      for (int j = 0; j < m + n; j++) {
        if (component[i] == component[j]) {
          pins[i * (m + n) + j] = (i < m) == (j < m) ? 1 : -1;
        }
      }
    }
    return NdArray.wrap(pins, m + n, m + n);
  }

  /** A plan that rounding changes by more than this part is refused. */
  private static final double LOST = 0.05;

  private static final int BALANCES = 3;

  /** The Hessian counts entries of the support: a smaller ridge would be lost in rounding. */
  private static final double LEAST_RIDGE = 1e-12;

  /** Newton's method on the dual, whose Hessian is piecewise constant. */
  private static NdArray quadraticPlan(NdArray cost, NdArray a, NdArray b, double gamma) {
    int m = a.size();
    int n = b.size();
    NdArray ab = NdArray.concatenate(0, a, b).times(gamma);
    double scale = gamma * Math.max(a.max().value(), b.max().value());
    NdArray z = alternate(cost.toArray(), a.toArray(), b.toArray(), gamma);
    // The rounding of α_i + β_j - C_ij bounds what can be reached for small γ.
    double rounding = 0x1p-48 * (1 + cost.normInf().value());
    if (rounding > LOST * scale) {
      throw new ConvergenceException(
          "quadratic transport: gamma times the plan, "
              + scale / cost.normInf().value()
              + " of the costs, is lost in their rounding",
          rounding / scale);
    }
    double target = 4 * MARGINAL * scale + rounding;
    double error = Double.POSITIVE_INFINITY;
    NdArray best = null;
    for (int i = 0; i < MAX_STEPS; i++) {
      NdArray p = spread(z, m, n).minus(cost).relu();
      NdArray gradient = marginals(p).minus(ab);
      double now = gradient.normInf().value();
      if (now >= error && error <= target) {
        return balanced(best, ab, scale).times(1 / gamma);
      }
      error = now;
      best = p;
      NdArray w = p.step();
      // Marginals that do not match on a connected part of the support need long steps along the
      // null space of the Hessian, which only a ridge gives; at the end they match.
      boolean last = error <= 1e-9 * scale;
      NdArray regular =
          last
              ? pins(w.toArray(), m, n)
              : NdArray.identity(m + n).times(Math.max(LEAST_RIDGE, 1e-6 * error / scale));
      NdArray step = normal(w).plus(regular).solve(gradient);
      NdArray next = z.minus(step.times(last ? 1 : lineMinimum(z, step, cost, ab, m, n)));
      if (next.equals(z)) {
        break;
      }
      z = next;
    }
    if (error <= target) {
      return balanced(best, ab, scale).times(1 / gamma);
    }
    throw notBalanced(error / scale);
  }

  private static ConvergenceException notBalanced(double relative) {
    return new ConvergenceException(
        "quadratic transport: the marginals of the plan are off by " + relative + " of the largest",
        relative);
  }

  /**
   * The plan on its support with the marginals that it should have: what Newton's step changes,
   * added to the entries themselves, which are smaller than the potentials and known more
   * precisely.
   */
  private static NdArray balanced(NdArray plan, NdArray ab, double scale) {
    int m = plan.extent(0);
    int n = plan.extent(1);
    NdArray p = plan;
    double error = marginals(p).minus(ab).normInf().value();
    for (int i = 0; i < BALANCES && error > 0; i++) {
      NdArray w = p.step();
      NdArray step = normal(w).plus(pins(w.toArray(), m, n)).solve(marginals(p).minus(ab));
      NdArray next = p.minus(w.times(spread(step, m, n))).relu();
      double now = marginals(next).minus(ab).normInf().value();
      if (now >= error) {
        break;
      }
      p = next;
      error = now;
    }
    if (!(error <= 10 * MARGINAL * scale)) {
      throw notBalanced(error / scale);
    }
    return p;
  }

  private static NdArray marginals(NdArray p) {
    return NdArray.concatenate(0, p.sum(1), p.sum(0));
  }

  /** The t that minimises the dual at z - t step: the root of a non-decreasing function. */
  private static double lineMinimum(
      NdArray z, NdArray step, NdArray cost, NdArray ab, int m, int n) {
    NdArray change = spread(step, m, n);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double t = 1;
    for (int i = 0; i < MAX_LINE_STEPS; i++) {
      NdArray p = spread(z.minus(step.times(t)), m, n).minus(cost).relu();
      double slope = ab.minus(marginals(p)).dot(step).value();
      double curvature = p.step().times(change.square()).sum().value();
      if (slope > 0) {
        high = t;
      } else {
        low = t;
      }
      double next = curvature > 0 ? t - slope / curvature : Double.NaN;
      if (!(next > low && next < high)) {
        next = Double.isInfinite(high) ? 4 * t : low + (high - low) / 2;
      }
      if (Math.abs(next - t) <= 1e-12 * t) {
        return next;
      }
      t = next;
    }
    return t;
  }

  /** Exact minimisation of the dual over α and β in turn: a start for Newton's method. */
  private static NdArray alternate(double[] cost, double[] a, double[] b, double gamma) {
    int m = a.length;
    int n = b.length;
    double[] z = new double[m + n];
    for (int sweep = 0; sweep < ALTERNATIONS; sweep++) {
      for (int i = 0; i < m; i++) {
        double[] y = new double[n];
        for (int j = 0; j < n; j++) {
          y[j] = z[m + j] - cost[i * n + j];
        }
        z[i] = -threshold(y, gamma * a[i]);
      }
      for (int j = 0; j < n; j++) {
        double[] y = new double[m];
        for (int i = 0; i < m; i++) {
          y[i] = z[i] - cost[i * n + j];
        }
        z[m + j] = -threshold(y, gamma * b[j]);
      }
    }
    return NdArray.of(z);
  }

  private static double threshold(double[] y, double s) {
    if (s > 0) {
      return SimplexThreshold.of(y, s);
    }
    double largest = y[0];
    for (double v : y) {
      largest = Math.max(largest, v);
    }
    return largest;
  }
}
