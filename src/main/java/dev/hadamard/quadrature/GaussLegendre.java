package dev.hadamard.quadrature;

import dev.hadamard.kernel.Trigonometric;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The Gauss-Legendre rule with n nodes: exact for polynomials of degree 2n - 1 on an interval.
 *
 * <p>Nodes are found by Newton's method on the Legendre polynomial from Tricomi's asymptotic guess,
 * O(n²); errors of nodes and weights are below 4e-16 (weights near the ends, which are small, are
 * relatively less accurate: 1e-13 for n = 64; {@link GaussRule#legendre} has them to the last
 * place). Immutable; {@link #of} returns a shared instance.
 */
public final class GaussLegendre {
  private static final int MAX_NODES = 10_000;
  private static final int MAX_NEWTON_STEPS = 10;
  private static final Map<Integer, GaussLegendre> SHARED = new ConcurrentHashMap<>();

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(int n) {
    nodes = new double[n];
    weights = new double[n];
    for (int i = 0; i < (n + 1) / 2; i++) {
      double x = 2 * i + 1 == n ? 0 : guess(n, i);
      double[] valueAndSlope = legendre(n, x);
      for (int step = 0; step < MAX_NEWTON_STEPS; step++) {
        double move = valueAndSlope[0] / valueAndSlope[1];
        x -= move;
        valueAndSlope = legendre(n, x);
        if (Math.abs(move) < 0x1p-50) {
          break;
        }
      }
      double slope = valueAndSlope[1];
      double weight = 2 / ((1 - x) * (1 + x) * slope * slope);
      nodes[i] = -x;
      nodes[n - 1 - i] = x;
      weights[i] = weight;
      weights[n - 1 - i] = weight;
    }
  }

  /**
   * The rule with n nodes.
   *
   * @param n from 1 to 10000
   * @return the rule
   */
  public static GaussLegendre of(int n) {
    if (n < 1 || n > MAX_NODES) {
      throw new IllegalArgumentException("n is " + n + ": must be from 1 to " + MAX_NODES);
    }
    return SHARED.computeIfAbsent(n, size -> new GaussLegendre(size));
  }

  /**
   * The number of nodes.
   *
   * @return n
   */
  public int size() {
    return nodes.length;
  }

  /**
   * A node on [-1, 1].
   *
   * @param i from 0 to n-1, in increasing order of nodes
   * @return the node
   */
  public double node(int i) {
    return nodes[i];
  }

  /**
   * A weight on [-1, 1]; weights add up to 2.
   *
   * @param i from 0 to n-1
   * @return the weight of that node
   */
  public double weight(int i) {
    return weights[i];
  }

  /**
   * The integral of a function over an interval.
   *
   * @param f the integrand
   * @param from the lower limit, finite
   * @param to the upper limit, finite
   * @return the approximate integral
   */
  public double integrate(DoubleUnaryOperator f, double from, double to) {
    double half = (to - from) / 2;
    double middle = from + half;
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum = Math.fma(weights[i], f.applyAsDouble(Math.fma(half, nodes[i], middle)), sum);
    }
    return sum * half;
  }

  private static double guess(int n, int i) {
    double shrink = 1 - (n - 1) / (8.0 * n * n * n);
    return shrink * Trigonometric.cos(Math.PI * (4 * i + 3) / (4 * n + 2));
  }

  /** The Legendre polynomial of degree n and its slope, for |x| < 1. */
  private static double[] legendre(int n, double x) {
    double previous = 0;
    double value = 1;
    for (int k = 1; k <= n; k++) {
      double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
      previous = value;
      value = next;
    }
    return new double[] {value, n * (previous - x * value) / ((1 - x) * (1 + x))};
  }
}
