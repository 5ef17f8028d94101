package dev.hadamard.excursion;

import dev.hadamard.quadrature.GaussLegendre;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Renewal equations u = s + k * u whose kernel is singular at 0, integrably, and smooth beyond.
 *
 * <p>Panels are halved towards 0, where u has powers of t that are not whole, and equal further
 * out; on each the unknown is the polynomial through its values in 24 Gauss-Legendre nodes. A lag
 * that comes near 0 is integrated over pieces that halve towards it, against the Lagrange
 * polynomials; others by the Gauss rule of their panel. The kernel is tabulated as Legendre series.
 * One solver is for one thread.
 */
final class GradedRenewal {
  private static final int NODES = 24;
  private static final int GRADES = 40;

  /** To 1e-72 of a lag: below, the kernel t^(-0.86) has 1e-10 of its mass. */
  private static final int PIECES = 240;

  private static final int MAX_ITERATIONS = 200;

  /** Pieces next to 0 that add less than this part are the last: a bounded kernel needs 66. */
  private static final double NEGLIGIBLE = 1e-20;

  private final GaussLegendre rule = GaussLegendre.of(NODES);
  private final double[] breaks;
  private final double[] nodes = new double[NODES];
  private final double[] barycentric = new double[NODES];
  private final PanelTransform kernel;
  private final boolean smooth;

  /** From this panel on all have one length. */
  private final int firstEqual;

  /** Weights by distance of equal panels; null until they are needed. */
  private final double[][][] equal;

  /**
   * A grid for a kernel.
   *
   * @param kernel k(t), resolved by 24 nodes on panels of the given length away from 0
   * @param smooth whether it is smooth at 0, too
   */
  GradedRenewal(
      DoubleUnaryOperator kernel, boolean smooth, double length, double end, String name) {
    this.smooth = smooth;
    int panels = (int) Math.ceil(end / length);
    List<Double> points = new ArrayList<>();
    points.add(0.0);
    for (int k = smooth ? 0 : GRADES; k > 0; k--) {
      points.add(Math.scalb(length, -k));
    }
    for (int p = 1; p <= panels; p++) {
      points.add(p * length);
    }
    firstEqual = smooth ? 0 : GRADES + 1;
    equal = new double[panels][][];
    breaks = points.stream().mapToDouble(Double::doubleValue).toArray();
    double[] uniform = new double[panels + 1];
    for (int p = 0; p <= panels; p++) {
      uniform[p] = p * length;
    }
    this.kernel = PanelTransform.of(kernel, uniform, name);
    for (int j = 0; j < NODES; j++) {
      double x = rule.node(j);
      nodes[j] = x;
      double weight = Math.sqrt((1 - x) * (1 + x) * rule.weight(j));
      barycentric[j] = j % 2 == 0 ? weight : -weight;
    }
  }

  double end() {
    return breaks[breaks.length - 1];
  }

  double node(int panel, int i) {
    double half = (breaks[panel + 1] - breaks[panel]) / 2;
    return Math.fma(half, rule.node(i), breaks[panel] + half);
  }

  /** The beginning of a panel. */
  double start(int panel) {
    return breaks[panel];
  }

  int panels() {
    return breaks.length - 1;
  }

  /** The values of a function in all nodes. */
  double[] values(DoubleUnaryOperator f) {
    double[] values = new double[panels() * NODES];
    for (int p = 0; p < panels(); p++) {
      for (int i = 0; i < NODES; i++) {
        values[p * NODES + i] = f.applyAsDouble(node(p, i));
      }
    }
    return values;
  }

  /** The values of solutions in all nodes, from those of their sources. */
  double[][] solve(double[]... sources) {
    double[][] u = new double[sources.length][];
    for (int k = 0; k < sources.length; k++) {
      u[k] = sources[k].clone();
    }
    double[][] weights = new double[NODES][NODES];
    for (int p = 0; p < panels(); p++) {
      for (int q = 0; q < p; q++) {
        double[][] rows = weights(p, q, weights);
        for (double[] values : u) {
          for (int i = 0; i < NODES; i++) {
            values[p * NODES + i] = product(rows[i], values, q * NODES, values[p * NODES + i]);
          }
        }
      }
      double[][] local = weights(p, p, weights);
      for (double[] values : u) {
        solvePanel(local, values, p * NODES);
      }
    }
    return u;
  }

  private static void solvePanel(double[][] local, double[] values, int base) {
    double[] right = Arrays.copyOfRange(values, base, base + NODES);
    double[] next = new double[NODES];
    double change = Double.POSITIVE_INFINITY;
    for (int it = 0; change > 0x1p-52 && it < MAX_ITERATIONS; it++) {
      change = 0;
      for (int i = 0; i < NODES; i++) {
        double sum = product(local[i], values, base, right[i]);
        next[i] = sum;
        double scale = Math.max(Math.abs(sum), Double.MIN_NORMAL);
        change = Math.max(change, Math.abs(sum - values[base + i]) / scale);
      }
      System.arraycopy(next, 0, values, base, NODES);
    }
  }

  private static double product(double[] weights, double[] values, int offset, double start) {
    double sum = start;
    for (int j = 0; j < NODES; j++) {
      sum = Math.fma(weights[j], values[offset + j], sum);
    }
    return sum;
  }

  /**
   * The weights of panel q at the nodes of panel p. Those of equal panels depend on their distance
   * only and are kept; others go to the room that is given.
   */
  private double[][] weights(int p, int q, double[][] room) {
    if (q < firstEqual) {
      for (int i = 0; i < NODES; i++) {
        weights(node(p, i), breaks[q], breaks[q + 1], room[i]);
      }
      return room;
    }
    int distance = p - q;
    if (equal[distance] == null) {
      double[][] rows = new double[NODES][NODES];
      double length = breaks[firstEqual + 1] - breaks[firstEqual];
      for (int i = 0; i < NODES; i++) {
        double t = Math.fma(length / 2, rule.node(i), distance * length + length / 2);
        weights(t, 0, length, rows[i]);
      }
      equal[distance] = rows;
    }
    return equal[distance];
  }

  /** ∫ k(t-s) L_j(s) ds over a panel, up to t where that is within the panel. */
  private void weights(double t, double from, double end, double[] weights) {
    double to = Math.min(end, t);
    double nearest = t - to;
    boolean within = to == t;
    if (!within && (nearest >= to - from || smooth)) {
      double half = (to - from) / 2;
      for (int j = 0; j < NODES; j++) {
        double node = Math.fma(half, rule.node(j), from + half);
        weights[j] = half * rule.weight(j) * kernel.value(t - node);
      }
      return;
    }
    Arrays.fill(weights, 0);
    double total = 0;
    double high = t - from;
    for (int piece = 0; piece < PIECES && high > nearest; piece++) {
      boolean last = smooth || piece == PIECES - 1 || high / 2 <= nearest;
      double low = last ? nearest : high / 2;
      double size = add(t, from, end, low, high, weights);
      total += size;
      high = low;
      if (last || size < NEGLIGIBLE * total) {
        break;
      }
    }
  }

  /** Adds what lags from low to high contribute; returns the integral of |k| over them. */
  private double add(double t, double from, double end, double low, double high, double[] weights) {
    double half = (high - low) / 2;
    double middle = (from + end) / 2;
    double scale = 2 / (end - from);
    double[] basis = new double[NODES];
    double size = 0;
    for (int i = 0; i < NODES; i++) {
      double lag = Math.fma(half, rule.node(i), low + half);
      double value = half * rule.weight(i) * kernel.value(lag);
      size += Math.abs(value);
      lagrange((t - lag - middle) * scale, basis);
      for (int j = 0; j < NODES; j++) {
        weights[j] = Math.fma(value, basis[j], weights[j]);
      }
    }
    return size;
  }

  private void lagrange(double x, double[] basis) {
    // Without a branch in the loop the divisions run side by side.
    for (int j = 0; j < NODES; j++) {
      basis[j] = barycentric[j] / (x - nodes[j]);
    }
    double sum = 0;
    for (int j = 0; j < NODES; j++) {
      sum += basis[j];
    }
    if (!Double.isFinite(sum)) {
      for (int j = 0; j < NODES; j++) {
        basis[j] = x == nodes[j] ? 1 : 0;
      }
      return;
    }
    for (int j = 0; j < NODES; j++) {
      basis[j] /= sum;
    }
  }

  /** The panel of a time. */
  int panel(double t) {
    int index = Arrays.binarySearch(breaks, t);
    int p = index >= 0 ? index : -index - 2;
    return Math.clamp(p, 0, panels() - 1);
  }

  /** The polynomial through the values of the panel. */
  double interpolate(double[] values, double t) {
    int p = panel(t);
    double[] basis = new double[NODES];
    lagrange((2 * t - breaks[p] - breaks[p + 1]) / (breaks[p + 1] - breaks[p]), basis);
    double sum = 0;
    for (int j = 0; j < NODES; j++) {
      sum = Math.fma(basis[j], values[p * NODES + j], sum);
    }
    return sum;
  }

  /** The derivative of the polynomial through the values of the panel. */
  double derivative(double[] values, double t) {
    int p = panel(t);
    double half = (breaks[p + 1] - breaks[p]) / 2;
    double[] c = new double[NODES];
    for (int j = 0; j < NODES; j++) {
      double x = rule.node(j);
      double before = 0;
      double here = 1;
      for (int k = 0; k < NODES; k++) {
        c[k] = Math.fma((k + 0.5) * rule.weight(j) * values[p * NODES + j], here, c[k]);
        double next = ((2 * k + 1) * x * here - k * before) / (k + 1);
        before = here;
        here = next;
      }
    }
    double x = (t - breaks[p]) / half - 1;
    // P'_(k+1) = P'_(k-1) + (2k+1) P_k
    double before = 0;
    double here = 1;
    double slopeBefore = 0;
    double slope = 0;
    double sum = 0;
    for (int k = 0; k < NODES; k++) {
      sum = Math.fma(c[k], slope, sum);
      double next = ((2 * k + 1) * x * here - k * before) / (k + 1);
      double slopeNext = slopeBefore + (2 * k + 1) * here;
      before = here;
      here = next;
      slopeBefore = slope;
      slope = slopeNext;
    }
    return sum / half;
  }
}
