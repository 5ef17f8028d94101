package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.linalg.Lu;
import dev.hadamard.quadrature.GaussLegendre;
import org.ejml.data.DMatrixRMaj;

/**
 * The exact persistence and excursion law for r(t) = sech(t/2), diffusion in two dimensions.
 *
 * <p>The zeros form a Pfaffian point process, and the probability of none in [0, T] is the square
 * root of a Fredholm determinant with kernels s(z) = sech(z/2)/(2π), s' and G = (2/π) atan
 * tanh(z/4). It is discretised in 26 Gauss-Legendre nodes on panels of length at most 3; the sign
 * kernel is integrated exactly through Lagrange polynomials, because a quadrature of it would
 * converge only algebraically. The derivatives in T are traces: S = -2πQ', f = 2πQ''. Accuracy
 * 1e-13; O(T³) time.
 *
 * <p>The persistency exponent is 3/16 (arXiv 1806.11275).
 *
 * @param persistence Q(T), the probability of no zero in [0, T]
 * @param survival S(T), the probability that an excursion lasts longer than T
 * @param density f(T), the density of the excursion time
 */
public record SechExact(double persistence, double survival, double density) {
  private static final int NODES = 26;
  private static final int MAX_NODES = 40;
  private static final double PANEL = 3;
  private static final double MAX_TIME = 120;

  /**
   * The law at a time.
   *
   * @param t T, from 0 to 120
   * @return persistence, survival and density
   */
  public static SechExact at(double t) {
    return at(t, NODES);
  }

  /**
   * The law at a time with another number of nodes on each panel, to see how it converges.
   *
   * @param t T, from 0 to 120
   * @param nodesPerPanel from 2 to 40
   * @return persistence, survival and density
   */
  public static SechExact at(double t, int nodesPerPanel) {
    Requirements.time(t);
    if (t > MAX_TIME) {
      throw new IllegalArgumentException("t is " + t + ": must be at most " + MAX_TIME);
    }
    if (nodesPerPanel < 2 || nodesPerPanel > MAX_NODES) {
      throw new IllegalArgumentException(
          "nodesPerPanel is " + nodesPerPanel + ": must be from 2 to " + MAX_NODES);
    }
    if (t == 0) {
      return new SechExact(1, 1, 0);
    }
    int panels = Math.max(1, (int) Math.ceil(t / PANEL));
    int n = panels * nodesPerPanel;
    double[] nodes = new double[n];
    double[] weights = new double[n];
    GaussLegendre rule = GaussLegendre.of(nodesPerPanel);
    for (int k = 0; k < n; k++) {
      int panel = k / nodesPerPanel;
      nodes[k] = ((rule.node(k % nodesPerPanel) + 1) / 2 + panel) / panels;
      weights[k] = rule.weight(k % nodesPerPanel) / (2 * panels);
    }
    double[][] toNode = integrationMatrix(rule, panels, weights);
    DMatrixRMaj m = new DMatrixRMaj(2 * n, 2 * n);
    DMatrixRMaj first = new DMatrixRMaj(2 * n, 2 * n);
    DMatrixRMaj second = new DMatrixRMaj(2 * n, 2 * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        Kernel k = Kernel.of(t, nodes[j] - nodes[i], weights[j]);
        double sign = weights[j] / 2 - toNode[i][j];
        double identity = i == j ? 1 : 0;
        m.set(i, j, identity - k.s);
        m.set(n + i, n + j, identity - k.s);
        m.set(i, n + j, -k.slope);
        m.set(n + i, j, t * sign - k.g);
        first.set(i, j, -k.s1);
        first.set(n + i, n + j, -k.s1);
        first.set(i, n + j, -k.slope1);
        first.set(n + i, j, sign - k.g1);
        second.set(i, j, -k.s2);
        second.set(n + i, n + j, -k.s2);
        second.set(i, n + j, -k.slope2);
        second.set(n + i, j, -k.g2);
      }
    }
    Lu lu = Lu.inPlace(m);
    double q = Elementary.exp(lu.logAbsDeterminant() / 2);
    DMatrixRMaj r1 = new DMatrixRMaj(2 * n, 2 * n);
    DMatrixRMaj r2 = new DMatrixRMaj(2 * n, 2 * n);
    lu.solve(first, r1);
    lu.solve(second, r2);
    double trace1 = 0;
    double trace2 = 0;
    double square = 0;
    for (int i = 0; i < 2 * n; i++) {
      trace1 += r1.get(i, i);
      trace2 += r2.get(i, i);
      for (int j = 0; j < 2 * n; j++) {
        square += r1.get(i, j) * r1.get(j, i);
      }
    }
    double l1 = trace1 / 2;
    double l2 = (trace2 - square) / 2;
    return new SechExact(q, -2 * Math.PI * q * l1, 2 * Math.PI * q * (l2 + l1 * l1));
  }

  /** B with (Bf)(i) = ∫ f from 0 to node i, exact for the polynomial of each panel. */
  private static double[][] integrationMatrix(GaussLegendre rule, int panels, double[] weights) {
    int size = rule.size();
    double[][] local = new double[size][size];
    for (int i = 0; i < size; i++) {
      double[] integrals = legendreIntegrals(rule.node(i), size);
      for (int j = 0; j < size; j++) {
        double[] values = legendre(rule.node(j), size);
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += integrals[k] * values[k] * (2 * k + 1) / 2;
        }
        local[i][j] = sum * rule.weight(j) / (2 * panels);
      }
    }
    int n = panels * size;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      int panel = i / size;
      System.arraycopy(weights, 0, matrix[i], 0, panel * size);
      System.arraycopy(local[i % size], 0, matrix[i], panel * size, size);
    }
    return matrix;
  }

  /** Legendre polynomials of degree 0 to the size. */
  private static double[] legendre(double x, int size) {
    double[] p = new double[size + 1];
    p[0] = 1;
    p[1] = x;
    for (int k = 2; k <= size; k++) {
      p[k] = ((2 * k - 1) * x * p[k - 1] - (k - 1) * p[k - 2]) / k;
    }
    return p;
  }

  /** Their integrals from -1 to x. */
  private static double[] legendreIntegrals(double x, int size) {
    double[] p = legendre(x, size);
    double[] integrals = new double[size];
    integrals[0] = x + 1;
    for (int k = 1; k < size; k++) {
      integrals[k] = (p[k + 1] - p[k - 1]) / (2 * k + 1);
    }
    return integrals;
  }

  /** T w F(Tξ) and its first two derivatives in T, for F = s, s' and G. */
  private record Kernel(
      double s,
      double s1,
      double s2,
      double slope,
      double slope1,
      double slope2,
      double g,
      double g1,
      double g2) {
    static Kernel of(double t, double xi, double w) {
      double z = t * xi;
      double sech = 1 / Elementary.cosh(z / 2);
      double tanh = Elementary.tanh(z / 2);
      double f0 = sech / (2 * Math.PI);
      double f1 = -f0 * tanh / 2;
      double curve = tanh * tanh - sech * sech;
      double f2 = f0 * curve / 4;
      double f3 = f1 * curve / 4 + f0 * tanh * sech * sech / 2;
      double g0 = 2 * Trigonometric.atan(Elementary.tanh(z / 4)) / Math.PI;
      return new Kernel(
          t * w * f0,
          w * f0 + t * w * xi * f1,
          2 * w * xi * f1 + t * w * xi * xi * f2,
          t * w * f1,
          w * f1 + t * w * xi * f2,
          2 * w * xi * f2 + t * w * xi * xi * f3,
          t * w * g0,
          w * g0 + t * w * xi * f0,
          2 * w * xi * f0 + t * w * xi * xi * f1);
    }
  }
}
