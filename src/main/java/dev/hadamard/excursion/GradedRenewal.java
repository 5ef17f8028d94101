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
 */
final class GradedRenewal {
  private static final int NODES = 24;
  private static final int GRADES = 40;
  private static final int PIECES = 110;
  private static final int MAX_ITERATIONS = 200;

  private final GaussLegendre rule = GaussLegendre.of(NODES);
  private final double[] breaks;
  private final double[] barycentric = new double[NODES];
  private final PanelTransform kernel;
  private final boolean smooth;

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
    breaks = points.stream().mapToDouble(Double::doubleValue).toArray();
    double[] uniform = new double[panels + 1];
    for (int p = 0; p <= panels; p++) {
      uniform[p] = p * length;
    }
    this.kernel = PanelTransform.of(kernel, uniform, name);
    for (int j = 0; j < NODES; j++) {
      double x = rule.node(j);
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
    double[][] local = new double[NODES][NODES];
    double[] weights = new double[NODES];
    double[] next = new double[NODES];
    for (int p = 0; p < panels(); p++) {
      for (int i = 0; i < NODES; i++) {
        double t = node(p, i);
        for (int q = 0; q < p; q++) {
          weights(t, q, weights);
          for (double[] values : u) {
            double sum = values[p * NODES + i];
            for (int j = 0; j < NODES; j++) {
              sum = Math.fma(weights[j], values[q * NODES + j], sum);
            }
            values[p * NODES + i] = sum;
          }
        }
        weights(t, p, local[i]);
      }
      for (double[] values : u) {
        double[] right = Arrays.copyOfRange(values, p * NODES, (p + 1) * NODES);
        double change = Double.POSITIVE_INFINITY;
        for (int it = 0; change > 0x1p-52 && it < MAX_ITERATIONS; it++) {
          change = 0;
          for (int i = 0; i < NODES; i++) {
            double sum = right[i];
            for (int j = 0; j < NODES; j++) {
              sum = Math.fma(local[i][j], values[p * NODES + j], sum);
            }
            next[i] = sum;
            double scale = Math.max(Math.abs(sum), Double.MIN_NORMAL);
            change = Math.max(change, Math.abs(sum - values[p * NODES + i]) / scale);
          }
          System.arraycopy(next, 0, values, p * NODES, NODES);
        }
      }
    }
    return u;
  }

  /** ∫ k(t-s) L_j(s) ds over panel q, up to t where that is within the panel. */
  private void weights(double t, int q, double[] weights) {
    double from = breaks[q];
    double to = Math.min(breaks[q + 1], t);
    double nearest = t - to;
    boolean within = to == t;
    if (!within && (nearest >= to - from || smooth)) {
      double half = (to - from) / 2;
      for (int j = 0; j < NODES; j++) {
        weights[j] = half * rule.weight(j) * kernel.value(t - node(q, j));
      }
      return;
    }
    Arrays.fill(weights, 0);
    double high = t - from;
    for (int piece = 0; piece < PIECES && high > nearest; piece++) {
      boolean last = smooth || piece == PIECES - 1 || high / 2 <= nearest;
      double low = last ? nearest : high / 2;
      add(t, q, low, high, weights);
      high = low;
      if (last) {
        break;
      }
    }
  }

  private void add(double t, int q, double low, double high, double[] weights) {
    double half = (high - low) / 2;
    double middle = (breaks[q] + breaks[q + 1]) / 2;
    double scale = 2 / (breaks[q + 1] - breaks[q]);
    double[] basis = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      double lag = Math.fma(half, rule.node(i), low + half);
      double value = half * rule.weight(i) * kernel.value(lag);
      lagrange((t - lag - middle) * scale, basis);
      for (int j = 0; j < NODES; j++) {
        weights[j] = Math.fma(value, basis[j], weights[j]);
      }
    }
  }

  private void lagrange(double x, double[] basis) {
    double sum = 0;
    for (int j = 0; j < NODES; j++) {
      double difference = x - rule.node(j);
      if (difference == 0) {
        Arrays.fill(basis, 0);
        basis[j] = 1;
        return;
      }
      basis[j] = barycentric[j] / difference;
      sum += basis[j];
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
