package dev.hadamard.gp.pde;

import dev.hadamard.gp.Covariance;
import dev.hadamard.gp.PriorDraw;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.Jitter;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.random.PhiloxGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * Equations on domains of any shape, by scattered points: the Gaussian process conditioned on Σ_k
 * c_k(x_i) ∂^(m_k) u(x_i) + N(u(x_i)) = f(x_i) at interior points and u = g at boundary points. Its
 * mean is the function of least norm that meets all of them. A nonlinear term takes Gauss-Newton
 * steps on its linearisation. Chen, Hosseini, Owhadi and Stuart (2021), "Solving and learning
 * nonlinear PDEs with Gaussian processes". Dense: O(n³) a step and some 40 n² bytes for n points,
 * at most 3000.
 *
 * <pre>{@code
 * ScatteredCollocation.Solution u =
 *     ScatteredCollocation.with(kernel, kernel)
 *         .term(-1, 2, 0)
 *         .term(-1, 0, 2)                                // -Δu
 *         .nonlinearity(u -> u * u * u, u -> 3 * u * u)  // + u³
 *         .source(x -> ...)
 *         .interior(points)
 *         .dirichlet(x -> 0, boundaryPoints)
 *         .solve();
 * u.evaluate(0.3, 0.4);
 * }</pre>
 */
public final class ScatteredCollocation {
  private static final int LARGEST = 3000;
  private static final int MAX_STEPS = 50;

  /** Of the change of the values in a step, relative to the largest value. */
  private static final double TOLERANCE = 1e-10;

  /** Below, a change that no longer halves is the rounding of an ill-conditioned matrix. */
  private static final double ROUNDING = 1e-6;

  /** What is added to the matrix scaled to a diagonal of ones, if it is not definite without. */
  private static final Jitter NUGGET = new Jitter(1e-14, 10, 1e-5);

  private record Term(ToDoubleFunction<double[]> coefficient, int[] orders) {}

  private final List<Covariance> kernels;
  private final List<Term> terms = new ArrayList<>();
  private DoubleUnaryOperator nonlinear = u -> 0;
  private DoubleUnaryOperator slope = u -> 0;
  private boolean linear = true;
  private ToDoubleFunction<double[]> source = x -> 0;
  private ToDoubleFunction<double[]> boundary = x -> 0;
  private double[][] interior = {};
  private double[][] edge = {};

  private ScatteredCollocation(List<Covariance> kernels) {
    this.kernels = kernels;
  }

  /**
   * Begins a problem.
   *
   * @param kernels the covariance along each axis, smooth enough for twice the order of the
   *     equation
   * @return a builder without terms and points
   */
  public static ScatteredCollocation with(Covariance... kernels) {
    if (kernels.length < 1) {
      throw new IllegalArgumentException("kernels is empty: must have one for each axis");
    }
    return new ScatteredCollocation(List.of(kernels));
  }

  /**
   * Adds a term.
   *
   * @param coefficient c
   * @param orders the order of the derivative along each axis
   * @return this
   */
  public ScatteredCollocation term(double coefficient, int... orders) {
    if (!Double.isFinite(coefficient)) {
      throw new IllegalArgumentException("coefficient is " + coefficient + ": must be finite");
    }
    return term(x -> coefficient, orders);
  }

  /**
   * Adds a term with a coefficient that varies.
   *
   * @param coefficient c(x)
   * @param orders the order of the derivative along each axis
   * @return this
   * @throws IllegalArgumentException if a covariance lacks twice the order
   */
  public ScatteredCollocation term(ToDoubleFunction<double[]> coefficient, int... orders) {
    requireAxes("orders", orders.length);
    for (int d = 0; d < orders.length; d++) {
      // Also refuses orders that the covariance does not have.
      kernels.get(d).derivative(2 * orders[d], 0);
    }
    terms.add(new Term(coefficient, orders.clone()));
    return this;
  }

  /**
   * Sets the nonlinear term.
   *
   * @param value N(u)
   * @param derivative N'(u)
   * @return this
   */
  public ScatteredCollocation nonlinearity(
      DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    this.nonlinear = value;
    this.slope = derivative;
    this.linear = false;
    return this;
  }

  /**
   * Sets the right-hand side.
   *
   * @param f the function; 0 if not set
   * @return this
   */
  public ScatteredCollocation source(ToDoubleFunction<double[]> f) {
    this.source = f;
    return this;
  }

  /**
   * Sets the points at which the equation holds.
   *
   * @param points one array of coordinates for each
   * @return this
   */
  public ScatteredCollocation interior(double[]... points) {
    this.interior = checked("interior", points);
    return this;
  }

  /**
   * Sets the points at which the solution is given.
   *
   * @param g its values
   * @param points one array of coordinates for each
   * @return this
   */
  public ScatteredCollocation dirichlet(ToDoubleFunction<double[]> g, double[]... points) {
    this.boundary = g;
    this.edge = checked("boundary", points);
    return this;
  }

  private double[][] checked(String name, double[][] points) {
    double[][] copy = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      requireAxes("point " + i + " of " + name, points[i].length);
      copy[i] = points[i].clone();
      for (double c : copy[i]) {
        finite("a coordinate of point " + i + " of " + name, c);
      }
    }
    return copy;
  }

  private void requireAxes(String name, int length) {
    if (length != kernels.size()) {
      throw new IllegalArgumentException(
          name + " has length " + length + ": must be the number of axes, " + kernels.size());
    }
  }

  private static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be finite");
    }
    return value;
  }

  /**
   * Solves.
   *
   * @return the solution; not {@linkplain Solution#converged converged} if 50 Gauss-Newton steps
   *     did not settle
   * @throws IllegalArgumentException if there is no term, no point, more than 3000 points, or a
   *     function is not finite at a point
   * @throws dev.hadamard.linalg.IndefiniteMatrixException if a nugget of 1e-5 does not make the
   *     matrix definite
   */
  public Solution solve() {
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("terms is empty: must have at least one");
    }
    int n = interior.length + edge.length;
    if (n < 1 || n > LARGEST) {
      throw new IllegalArgumentException(
          "the number of points is " + n + ": must be from 1 to " + LARGEST);
    }
    return new Conditions(this).solve();
  }

  /** cov(∂^a u(x), ∂^b u(y)) for all x and y, row by row. */
  private static DMatrixRMaj covariance(
      List<Covariance> kernels, int[] a, double[][] x, int[] b, double[][] y) {
    DMatrixRMaj product = null;
    double sign = 1;
    for (int d = 0; d < kernels.size(); d++) {
      DMatrixRMaj k = kernels.get(d).matrix(a[d] + b[d], axis(x, d), axis(y, d));
      sign = b[d] % 2 == 1 ? -sign : sign;
      if (product == null) {
        product = k;
      } else {
        Blas1.multiply(product.data, k.data, product.data);
      }
    }
    if (sign < 0) {
      Blas1.scale(-1, product.data);
    }
    return product;
  }

  private static double[] axis(double[][] points, int d) {
    return Arrays.stream(points).mapToDouble(p -> p[d]).toArray();
  }

  /** The covariances of the data, and the iteration. */
  private static final class Conditions {
    private final List<Covariance> kernels;
    private final List<Term> terms;
    private final ScatteredCollocation problem;
    private final double[][] x;
    private final double[][] y;
    private final int m;
    private final int n;

    /** c_k at the interior points. */
    private final double[][] coefficients;

    private final double[] f;
    private final double[] g;

    /** Of the interior points: cov(u, u), cov(u, A u), cov(A u, A u). */
    private final DMatrixRMaj values;

    private final DMatrixRMaj mixed;
    private final DMatrixRMaj equations;

    /** Of interior and boundary points: cov(u, u) and cov(A u, u); of boundary points. */
    private final DMatrixRMaj valuesEdge;

    private final DMatrixRMaj equationsEdge;
    private final DMatrixRMaj edge;

    Conditions(ScatteredCollocation problem) {
      this.problem = problem;
      this.kernels = problem.kernels;
      this.terms = List.copyOf(problem.terms);
      this.x = problem.interior;
      this.y = problem.edge;
      this.m = x.length;
      this.n = m + y.length;
      this.coefficients = new double[terms.size()][];
      for (int k = 0; k < coefficients.length; k++) {
        coefficients[k] = at("a coefficient", terms.get(k).coefficient, x);
      }
      this.f = at("the source", problem.source, x);
      this.g = at("the boundary value", problem.boundary, y);
      int[] zero = new int[kernels.size()];
      this.values = covariance(kernels, zero, x, zero, x);
      this.valuesEdge = covariance(kernels, zero, x, zero, y);
      this.edge = covariance(kernels, zero, y, zero, y);
      this.mixed = new DMatrixRMaj(m, m);
      this.equations = new DMatrixRMaj(m, m);
      this.equationsEdge = new DMatrixRMaj(m, n - m);
      for (int b = 0; b < coefficients.length; b++) {
        int[] orders = terms.get(b).orders;
        add(covariance(kernels, zero, x, orders, x), null, coefficients[b], mixed);
        add(covariance(kernels, orders, x, zero, y), coefficients[b], null, equationsEdge);
        for (int a = 0; a < coefficients.length; a++) {
          Progress.checkCancelled();
          add(
              covariance(kernels, terms.get(a).orders, x, orders, x),
              coefficients[a],
              coefficients[b],
              equations);
        }
      }
    }

    private static double[] at(String name, ToDoubleFunction<double[]> function, double[][] x) {
      double[] values = new double[x.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            finite(name + " at " + Arrays.toString(x[i]), function.applyAsDouble(x[i].clone()));
      }
      return values;
    }

    /** sum += diag(rows) k diag(columns). */
    private static void add(DMatrixRMaj k, double[] rows, double[] columns, DMatrixRMaj sum) {
      for (int i = 0; i < k.numRows; i++) {
        int row = i * k.numCols;
        double scale = rows == null ? 1 : rows[i];
        for (int j = 0; j < k.numCols; j++) {
          double c = columns == null ? scale : scale * columns[j];
          sum.data[row + j] = Math.fma(c, k.data[row + j], sum.data[row + j]);
        }
      }
    }

    Solution solve() {
      double[] v = new double[m];
      Solution solution = null;
      double before = Double.POSITIVE_INFINITY;
      for (int step = 1; step <= MAX_STEPS; step++) {
        Progress.checkCancelled();
        double[] d = new double[m];
        double[] right = Arrays.copyOf(f, n);
        System.arraycopy(g, 0, right, m, n - m);
        for (int i = 0; i < m; i++) {
          d[i] = finite("the derivative of the nonlinearity", problem.slope.applyAsDouble(v[i]));
          double value = finite("the nonlinearity", problem.nonlinear.applyAsDouble(v[i]));
          right[i] += d[i] * v[i] - value;
        }
        Fit fit = fit(d, right);
        double[] next = values(fit, d);
        Blas1.axpy(-1, next, v);
        double change = Reductions.maxAbs(v);
        double size = Reductions.maxAbs(next);
        v = next;
        boolean rounding = change <= ROUNDING * size && change > 0.5 * before;
        boolean settled = problem.linear || change <= TOLERANCE * size || rounding;
        before = change;
        solution = new Solution(this, fit, d, step, settled, residual(v, fit, d));
        if (settled) {
          break;
        }
      }
      return solution;
    }

    private record Fit(Cholesky cholesky, double[] scale, double[] weights) {}

    /** The data's covariance for the linearisation A + d, scaled to a diagonal of ones. */
    private Fit fit(double[] d, double[] right) {
      DMatrixRMaj k = new DMatrixRMaj(n, n);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          int at = i * m + j;
          k.data[i * n + j] =
              equations.data[at]
                  + d[i] * mixed.data[at]
                  + d[j] * mixed.data[j * m + i]
                  + d[i] * d[j] * values.data[at];
        }
        for (int j = m; j < n; j++) {
          int at = i * (n - m) + j - m;
          double c = equationsEdge.data[at] + d[i] * valuesEdge.data[at];
          k.data[i * n + j] = c;
          k.data[j * n + i] = c;
        }
      }
      for (int i = m; i < n; i++) {
        System.arraycopy(edge.data, (i - m) * (n - m), k.data, i * n + m, n - m);
      }
      double[] scale = new double[n];
      for (int i = 0; i < n; i++) {
        scale[i] = 1 / Math.sqrt(k.data[i * n + i]);
        if (!Double.isFinite(scale[i])) {
          throw new IllegalArgumentException(
              "the equation at " + Arrays.toString(x[i]) + " has no term: its coefficients are 0");
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          k.data[i * n + j] *= scale[i] * scale[j];
        }
      }
      Cholesky cholesky = Cholesky.of(k, NUGGET);
      double[] weights = new double[n];
      Blas1.multiply(right, scale, weights);
      weights = cholesky.solve(weights);
      Blas1.multiply(weights, scale, weights);
      return new Fit(cholesky, scale, weights);
    }

    /** u at the interior points. */
    private double[] values(Fit fit, double[] d) {
      double[] inner = Arrays.copyOf(fit.weights, m);
      double[] outer = Arrays.copyOfRange(fit.weights, m, n);
      double[] u = Matrices.multiply(Transpose.NO, mixed, inner);
      Blas1.add(u, Matrices.multiply(Transpose.NO, valuesEdge, outer), u);
      Blas1.multiply(inner, d, inner);
      Blas1.add(u, Matrices.multiply(Transpose.NO, values, inner), u);
      return u;
    }

    /** The largest |A u + N(u) - f| at the interior points, over the largest |f| or |A u|. */
    private double residual(double[] u, Fit fit, double[] d) {
      double[] inner = Arrays.copyOf(fit.weights, m);
      double[] outer = Arrays.copyOfRange(fit.weights, m, n);
      double[] au = Matrices.multiply(Transpose.NO, equations, inner);
      Blas1.add(au, Matrices.multiply(Transpose.NO, equationsEdge, outer), au);
      Blas1.multiply(inner, d, inner);
      Blas1.add(au, Matrices.multiply(Transpose.YES, mixed, inner), au);
      double largest = 0;
      double scale = Math.max(Reductions.maxAbs(f), Reductions.maxAbs(au));
      for (int i = 0; i < m; i++) {
        largest = Math.max(largest, Math.abs(au[i] + problem.nonlinear.applyAsDouble(u[i]) - f[i]));
      }
      return scale == 0 ? 0 : largest / scale;
    }

    /** cov(∂^orders u(at), data). */
    private double[] row(int[] orders, double[] at, double[] d) {
      double[][] point = {at};
      int[] zero = new int[kernels.size()];
      double[] row = new double[n];
      double[] own = covariance(kernels, orders, point, zero, x).data;
      for (int j = 0; j < m; j++) {
        row[j] = d[j] * own[j];
      }
      for (int b = 0; b < coefficients.length; b++) {
        double[] k = covariance(kernels, orders, point, terms.get(b).orders, x).data;
        for (int j = 0; j < m; j++) {
          row[j] = Math.fma(coefficients[b][j], k[j], row[j]);
        }
      }
      double[] outer = covariance(kernels, orders, point, zero, y).data;
      System.arraycopy(outer, 0, row, m, n - m);
      return row;
    }
  }

  /** A solution: a function on the whole space, meant within the domain. */
  public static final class Solution {
    private final Conditions conditions;
    private final Conditions.Fit fit;
    private final double[] slopes;
    private final int steps;
    private final boolean converged;
    private final double residual;

    private Solution(
        Conditions conditions,
        Conditions.Fit fit,
        double[] slopes,
        int steps,
        boolean converged,
        double residual) {
      this.conditions = conditions;
      this.fit = fit;
      this.slopes = slopes;
      this.steps = steps;
      this.converged = converged;
      this.residual = residual;
    }

    /**
     * The solution at a point. O(n).
     *
     * @param x one coordinate for each axis
     * @return u(x)
     */
    public double evaluate(double... x) {
      return derivative(new int[x.length], x);
    }

    /**
     * A derivative of the solution. O(n).
     *
     * @param orders the order along each axis
     * @param x the point
     * @return ∂^orders u(x)
     */
    public double derivative(int[] orders, double... x) {
      check(orders, x);
      return Reductions.dot(conditions.row(orders, x, slopes), fit.weights);
    }

    /**
     * The posterior standard deviation of u, under the prior that the covariances state; of a
     * nonlinear equation, that of its last linearisation. O(n²).
     *
     * @param x the point
     * @return the standard deviation
     */
    public double standardDeviation(double... x) {
      int[] zero = new int[x.length];
      check(zero, x);
      double[] row = conditions.row(zero, x, slopes);
      Blas1.multiply(row, fit.scale, row);
      fit.cholesky.solveLower(row, Transpose.NO);
      double prior = 1;
      for (Covariance kernel : conditions.kernels) {
        prior *= kernel.derivative(0, 0);
      }
      return Math.sqrt(Math.max(prior - Reductions.dot(row, row), 0));
    }

    /**
     * A draw of u from its posterior, under the law of {@link #standardDeviation}. O(n² m + m³) for
     * m points.
     *
     * @param generator the source of normal numbers
     * @param points at least one point
     * @return one number for each point
     */
    public double[] sample(PhiloxGenerator generator, double[]... points) {
      if (points.length == 0) {
        throw new IllegalArgumentException("points is empty: must have at least one point");
      }
      int[] zero = new int[conditions.kernels.size()];
      DMatrixRMaj cross = new DMatrixRMaj(conditions.n, points.length);
      double[] mean = new double[points.length];
      double prior = 1;
      for (Covariance kernel : conditions.kernels) {
        prior *= kernel.derivative(0, 0);
      }
      for (int j = 0; j < points.length; j++) {
        check(zero, points[j]);
        double[] row = conditions.row(zero, points[j], slopes);
        mean[j] = Reductions.dot(row, fit.weights);
        for (int i = 0; i < row.length; i++) {
          cross.data[i * points.length + j] = row[i] * fit.scale[i];
        }
      }
      fit.cholesky.solveLower(cross, Transpose.NO);
      DMatrixRMaj k = covariance(conditions.kernels, zero, points, zero, points);
      Matrices.multiplyAdd(-1, Transpose.YES, cross, Transpose.NO, cross, 1, k);
      return PriorDraw.draw(mean, k, prior, generator);
    }

    private void check(int[] orders, double[] x) {
      conditions.problem.requireAxes("x", x.length);
      conditions.problem.requireAxes("orders", orders.length);
      for (double c : x) {
        finite("a coordinate of x", c);
      }
    }

    /**
     * Gauss-Newton steps taken.
     *
     * @return 1 for a linear equation
     */
    public int iterations() {
      return steps;
    }

    /**
     * Whether the last step changed the values by no more than 1e-10 of the largest, or by less
     * than 1e-6 of it without halving the change before: then rounding is all that is left.
     *
     * @return true for a linear equation
     */
    public boolean converged() {
      return converged;
    }

    /**
     * How well the equation holds at the interior points: the largest residual over the largest |f|
     * or |A u|. It says nothing of what lies between them.
     *
     * @return a relative residual
     */
    public double residual() {
      return residual;
    }

    /**
     * What was added to the diagonal of the data's covariance scaled to ones.
     *
     * @return 0 if nothing was needed
     */
    public double nugget() {
      return fit.cholesky.jitter();
    }
  }
}
