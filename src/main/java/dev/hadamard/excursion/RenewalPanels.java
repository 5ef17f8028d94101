package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Survival, density and integrated survival of the excursion time by collocation on panels, each
 * multiplied by e^(θt), so that they tend to constants and keep their relative accuracy in the
 * tail.
 *
 * <p>The three solve renewal equations with kernel k = g/2: S = E + k * S, f = k + k * f, and for
 * A(t) = ∫_t^∞ S the equation A = Ē + μE/2 + k * A with Ē(t) = ∫_t^∞ E. Tilting multiplies sources
 * and kernel by e^(θt).
 *
 * <p>On equal panels the unknown is the polynomial through its values in 24 Gauss-Legendre nodes.
 * The part of the convolution over earlier panels is a Gauss sum whose kernel values depend on the
 * distance of the panels only; the part over the panel itself is a fixed matrix, and the equation
 * on the panel is solved by fixed-point iteration (the norm of the matrix is below 1/2). Panels are
 * halved until the polynomial through the kernel's values in the nodes of the first panel meets the
 * kernel between them to 1e-14. Against the trapezoidal rule with Richardson extrapolation this
 * needs a thirtieth of the points, O(panels²) work, and no extrapolation.
 */
final class RenewalPanels implements RenewalSolution {
  private static final int NODES = 24;
  private static final double TOLERANCE = 1e-14;
  private static final int MAX_HALVINGS = 12;
  private static final int MAX_ITERATIONS = 200;
  private static final double MIN_MEANS = 12;

  /** Where the tail is not exponential: its expansion begins at the end. */
  private static final double MEANS = 120;

  /** E e^(αt) stays within the range of doubles. */
  private static final double MAX_DECAYS = 500;

  /** Panels whose earlier panels are summed together. */
  private static final int BLOCK = 8;

  private static final int MAX_PANELS = 1200;

  /** e^(-36) is 2e-16. */
  private static final double DECAYS = 36;

  private final GaussLegendre rule = GaussLegendre.of(NODES);
  private final CorrelationModel model;
  private final double theta;
  private final double mean;
  private final double length;
  private final int panels;
  private final double interpolationError;

  /** Kernel integrals to node i of a panel from node j of the panel a number of panels before. */
  private final double[][] history;

  /** Kernel integrals to node i of a panel over the panel itself, by value in node j. */
  private final double[] local = new double[NODES * NODES];

  private final double[] barycentric = new double[NODES];
  private final double[] survival;
  private final double[] density;
  private final double[] tail;

  /**
   * Solves for a model.
   *
   * @param theta the tilt, 0 for none
   * @param exponential whether S e^(θt) tends to a constant
   * @param formal whether E may change its sign: then the integrated survival is what the mean
   *     leaves
   */
  RenewalPanels(CorrelationModel model, double theta, boolean exponential, boolean formal) {
    this.model = model;
    this.theta = theta;
    this.mean = Math.PI / Math.sqrt(model.lambda2());
    for (int j = 0; j < NODES; j++) {
      double x = rule.node(j);
      double weight = Math.sqrt((1 - x) * (1 + x) * rule.weight(j));
      barycentric[j] = j % 2 == 0 ? weight : -weight;
    }
    double end =
        exponential
            ? Math.max(MIN_MEANS * mean, DECAYS / (model.tailRate() - theta))
            : Math.min(MEANS * mean, theta == 0 ? MEANS * mean : MAX_DECAYS / theta);
    double panel = mean / 2;
    double error = kernelError(panel);
    for (int halving = 0; error > TOLERANCE && halving < MAX_HALVINGS; halving++) {
      panel /= 2;
      error = kernelError(panel);
    }
    if (error > 1e-8) {
      throw new ConvergenceException(
          "the kernel of the renewal equation of " + model.name() + " is not resolved", error);
    }
    this.interpolationError = error;
    this.panels = (int) Math.min(MAX_PANELS, Math.ceil(end / panel));
    this.length = panel;
    this.history = new double[panels][];
    for (int distance = 1; distance < panels; distance++) {
      history[distance] = historyMatrix(distance);
    }
    fillLocal();
    double[] first = nodes(model::slepianMean);
    double[] second = nodes(t -> model.slepianMeanDensity(t) / 2);
    double[][] solutions = formal ? solve(first, second) : solve(first, second, tailSource());
    this.survival = solutions[0];
    this.density = solutions[1];
    this.tail = formal ? remainder() : solutions[2];
  }

  /** The end of the solved range. */
  @Override
  public double end() {
    return panels * length;
  }

  /** The relative error of the kernel's interpolation, which that of the solution follows. */
  @Override
  public double errorEstimate() {
    return Math.max(interpolationError, 1e-15);
  }

  @Override
  public double theta() {
    return theta;
  }

  /** S(t) e^(θt) for t up to the end. */
  @Override
  public double tiltedSurvival(double t) {
    return interpolate(survival, t);
  }

  /** f(t) e^(θt) for t up to the end. */
  @Override
  public double tiltedDensity(double t) {
    return interpolate(density, t);
  }

  /** e^(θt) ∫_t^∞ S for t up to the end. */
  @Override
  public double tiltedTail(double t) {
    return interpolate(tail, t);
  }

  private double kernel(double t) {
    return model.slepianMeanDensity(t) * Elementary.exp(theta * t) / 2;
  }

  /** Node i of a panel, from its beginning. */
  private double node(int i) {
    return length * (1 + rule.node(i)) / 2;
  }

  /** How far the polynomial through the kernel's values on [0, panel] is off between the nodes. */
  private double kernelError(double panel) {
    double[] values = new double[NODES];
    double scale = 0;
    for (int i = 0; i < NODES; i++) {
      values[i] = kernel(panel * (1 + rule.node(i)) / 2);
      scale = Math.max(scale, Math.abs(values[i]));
    }
    double error = 0;
    for (int i = 0; i <= NODES; i++) {
      double x = i == 0 ? -1 : i == NODES ? 1 : (rule.node(i - 1) + rule.node(i)) / 2;
      double exact = kernel(panel * (1 + x) / 2);
      error = Math.max(error, Math.abs(polynomial(values, 0, x) - exact));
    }
    return error / scale;
  }

  private double[] historyMatrix(int distance) {
    double[] matrix = new double[NODES * NODES];
    double shift = distance * length;
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        double lag = shift + node(i) - node(j);
        matrix[i * NODES + j] = kernel(lag) * rule.weight(j) * length / 2;
      }
    }
    return matrix;
  }

  /** ∫_0^{x_i} k(x_i - s) L_j(s) ds with the Lagrange polynomials L_j of the panel. */
  private void fillLocal() {
    double[] basis = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      double to = node(i);
      for (int q = 0; q < NODES; q++) {
        double s = to * (1 + rule.node(q)) / 2;
        double weight = kernel(to - s) * rule.weight(q) * to / 2;
        lagrange(2 * s / length - 1, basis);
        for (int j = 0; j < NODES; j++) {
          local[i * NODES + j] = Math.fma(weight, basis[j], local[i * NODES + j]);
        }
      }
    }
  }

  /** The Lagrange polynomials at x in [-1, 1]. */
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

  /** A source in all nodes, tilted. */
  private double[] nodes(DoubleUnaryOperator source) {
    double[] values = new double[panels * NODES];
    for (int p = 0; p < panels; p++) {
      for (int i = 0; i < NODES; i++) {
        double t = p * length + node(i);
        values[p * NODES + i] = source.applyAsDouble(t) * Elementary.exp(theta * t);
      }
    }
    return values;
  }

  /** Ē + μE/2, with Ē summed from the far end so that it is accurate in relative terms. */
  private double[] tailSource() {
    double[] values = new double[panels * NODES];
    double rest = integralBeyond(end());
    double later = end();
    for (int k = panels * NODES - 1; k >= 0; k--) {
      int p = k / NODES;
      double t = p * length + node(k % NODES);
      rest += rule.integrate(model::slepianMean, t, later);
      later = t;
      values[k] = (rest + mean * model.slepianMean(t) / 2) * Elementary.exp(theta * t);
    }
    return values;
  }

  /** e^(θt) (μ - ∫_0^t S) from the polynomials of S, accurate in absolute terms. */
  private double[] remainder() {
    double[] values = new double[panels * NODES];
    double[] basis = new double[NODES];
    double before = 0;
    for (int p = 0; p < panels; p++) {
      for (int i = 0; i <= NODES; i++) {
        double to = i == NODES ? length : node(i);
        double sum = 0;
        for (int q = 0; q < NODES; q++) {
          double s = to * (1 + rule.node(q)) / 2;
          lagrange(2 * s / length - 1, basis);
          double value = 0;
          for (int j = 0; j < NODES; j++) {
            value = Math.fma(basis[j], survival[p * NODES + j], value);
          }
          sum += rule.weight(q) * to / 2 * value * Elementary.exp(-theta * (p * length + s));
        }
        if (i == NODES) {
          before += sum;
        } else {
          double t = p * length + to;
          values[p * NODES + i] = (mean - before - sum) * Elementary.exp(theta * t);
        }
      }
    }
    return values;
  }

  /** ∫_t^∞ E over panels that grow until nothing is added. */
  private double integralBeyond(double t) {
    double sum = 0;
    double from = t;
    double step = mean / 2;
    double part;
    do {
      part = rule.integrate(model::slepianMean, from, from + step);
      sum += part;
      from += step;
      step *= model.tailRate() == 0 ? 1.5 : 1.05;
    } while (Math.abs(part) > 1e-17 * Math.abs(sum));
    return sum;
  }

  /**
   * Solves for several sources at once. Panels go in blocks: what earlier blocks contribute to a
   * block is added matrix by matrix, so that each is read once for the block and all sources. For
   * each panel the order of the sums is that of the earlier panels.
   */
  private double[][] solve(double[]... sources) {
    double[][] u = new double[sources.length][];
    for (int k = 0; k < u.length; k++) {
      u[k] = sources[k].clone();
    }
    for (int from = 0; from < panels; from += BLOCK) {
      int to = Math.min(from + BLOCK, panels);
      for (int distance = to - 1; distance > 0; distance--) {
        for (int p = Math.max(from, distance); p < Math.min(to, from + distance); p++) {
          for (double[] values : u) {
            accumulate(history[distance], values, (p - distance) * NODES, values, p * NODES);
          }
        }
      }
      for (int p = from; p < to; p++) {
        for (double[] values : u) {
          for (int q = from; q < p; q++) {
            accumulate(history[p - q], values, q * NODES, values, p * NODES);
          }
          solvePanel(values, p * NODES);
        }
      }
    }
    return u;
  }

  /** Turns the right-hand side of a panel into its solution. */
  private void solvePanel(double[] u, int base) {
    double[] right = Arrays.copyOfRange(u, base, base + NODES);
    double[] next = new double[NODES];
    double change = Double.POSITIVE_INFINITY;
    for (int iteration = 0; change > 0x1p-52 && iteration < MAX_ITERATIONS; iteration++) {
      System.arraycopy(right, 0, next, 0, NODES);
      accumulate(local, u, base, next, 0);
      change = 0;
      for (int i = 0; i < NODES; i++) {
        double scale = Math.max(Math.abs(next[i]), Double.MIN_NORMAL);
        change = Math.max(change, Math.abs(next[i] - u[base + i]) / scale);
        u[base + i] = next[i];
      }
    }
  }

  /**
   * out += matrix times u, both from an offset on; eight rows side by side hide each other's
   * latency.
   */
  private static void accumulate(double[] matrix, double[] u, int offset, double[] out, int at) {
    for (int i = 0; i < NODES; i += 8) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int row = i * NODES;
      for (int j = 0; j < NODES; j++) {
        double x = u[offset + j];
        s0 = Math.fma(matrix[row + j], x, s0);
        s1 = Math.fma(matrix[row + NODES + j], x, s1);
        s2 = Math.fma(matrix[row + 2 * NODES + j], x, s2);
        s3 = Math.fma(matrix[row + 3 * NODES + j], x, s3);
        s4 = Math.fma(matrix[row + 4 * NODES + j], x, s4);
        s5 = Math.fma(matrix[row + 5 * NODES + j], x, s5);
        s6 = Math.fma(matrix[row + 6 * NODES + j], x, s6);
        s7 = Math.fma(matrix[row + 7 * NODES + j], x, s7);
      }
      out[at + i] += s0;
      out[at + i + 1] += s1;
      out[at + i + 2] += s2;
      out[at + i + 3] += s3;
      out[at + i + 4] += s4;
      out[at + i + 5] += s5;
      out[at + i + 6] += s6;
      out[at + i + 7] += s7;
    }
  }

  private double interpolate(double[] values, double t) {
    int p = Math.min((int) (t / length), panels - 1);
    return polynomial(values, p * NODES, 2 * (t - p * length) / length - 1);
  }

  private double polynomial(double[] values, int offset, double x) {
    double numerator = 0;
    double denominator = 0;
    for (int j = 0; j < NODES; j++) {
      double difference = x - rule.node(j);
      if (difference == 0) {
        return values[offset + j];
      }
      double weight = barycentric[j] / difference;
      numerator = Math.fma(weight, values[offset + j], numerator);
      denominator += weight;
    }
    return numerator / denominator;
  }
}
