package dev.hadamard.gp.pde;

import dev.hadamard.gp.LagTable;
import dev.hadamard.gp.PriorDraw;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Side;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.ToeplitzCholesky;
import dev.hadamard.linalg.ToeplitzProducts;
import dev.hadamard.random.PhiloxGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The negative logarithm of the joint density of the paper, constants dropped, and its gradient by
 * hand:
 *
 * <p>L = ½ Σ_d (M/M_d) log|C_d| + ½ ⟨U, α⟩ - λ [½ N log τ₁ - ½ τ₁ E] - [½ M log τ₂ - ½ τ₂ |R|²]
 *
 * <p>with C_d = K_d + ε I, α = (⊗C_d⁻¹) U, derivatives T_m(U) = U ×_d K_d^(m_d) C_d⁻¹, R = Σ c T +
 * N - F at all grid points, and E the squared deviations from the boundary values, corners once for
 * each face. Weights are optimised as logarithms, which is the prior p(w) ∝ 1/w of Jeffreys.
 *
 * <p>Variables, in one array: U, last axis fastest; for each axis log weights, log scales and
 * frequencies; log τ₁; log τ₂. One evaluation costs O(Σ M_d² + M Σ M_d) with Toeplitz algebra; for
 * one axis O(M²). Memory is used again: not for concurrent use.
 */
public final class JointObjective {
  /** The most points of the dense posterior. */
  private static final int MAX_DENSE = 3000;

  private final PdeProblem problem;
  private final GpHmOptions options;
  private final int dimension;
  private final int[] shape;
  private final int points;
  private final int components;
  private final double boundaryWeight;
  private final double jitter;
  private final boolean logDeterminant;
  private final AxisState[] axes;
  private final double[] source;
  private final double[] count;
  private final double[] boundary;
  private final double boundaryTerms;
  private final List<double[]> coefficients = new ArrayList<>();
  private double squaredResidual;
  private double squaredMisfit;

  JointObjective(
      PdeProblem problem, GpHmOptions options, double[] source, double[] count, double[] values) {
    this.problem = problem;
    this.options = options;
    this.dimension = problem.dimension();
    this.shape = problem.shape();
    this.points = problem.points();
    this.components = options.components();
    this.boundaryWeight = options.boundaryWeight();
    this.jitter = options.jitter();
    this.logDeterminant = options.logDeterminant();
    this.source = source;
    this.count = count;
    this.boundary = values;
    this.boundaryTerms = Reductions.sum(count);
    this.axes = new AxisState[dimension];
    for (int d = 0; d < dimension; d++) {
      axes[d] = new AxisState(d, options);
    }
    for (PdeProblem.Term term : problem.terms()) {
      coefficients.add(PdeProblem.sample("coefficient", term.coefficient(), problem.gridPoints()));
    }
  }

  /**
   * The objective of a problem.
   *
   * @param problem a problem with values of u on all faces
   * @param options components, weights, jitter; mode and schedule are not read
   * @return the objective
   * @throws IllegalArgumentException if other conditions are given, or the covariance lacks a
   *     derivative
   */
  public static JointObjective of(PdeProblem problem, GpHmOptions options) {
    if (!problem.isDirichlet()) {
      throw new IllegalArgumentException(
          "the learned mode needs the values of u on every face and no other conditions");
    }
    problem.requireMemory();
    double[] count = new double[problem.points()];
    double[] sum = new double[problem.points()];
    int[] shape = problem.shape();
    for (PdeProblem.Condition c : problem.conditions()) {
      double[][] face = problem.gridPoints();
      UniformAxis a = problem.axes().get(c.axis());
      face[c.axis()] = new double[] {c.upper() ? a.to() : a.from()};
      double[] g = PdeProblem.sample("condition on a face", c.value(), face);
      int right = 1;
      for (int e = c.axis() + 1; e < shape.length; e++) {
        right *= shape[e];
      }
      int n = shape[c.axis()];
      for (int k = 0; k < g.length; k++) {
        int at = (k / right * n + (c.upper() ? n - 1 : 0)) * right + k % right;
        count[at]++;
        sum[at] += g[k];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = count[i] > 0 ? sum[i] / count[i] : 0;
    }
    return new JointObjective(problem, options, problem.sourceOnGrid(), count, sum);
  }

  /** The same for what a function leaves of a linear equation and its boundary values. */
  JointObjective remaining(Expansion kept, double[] valuesOnGrid) {
    double[] f = source.clone();
    double[] product = new double[points];
    for (int k = 0; k < problem.terms().size(); k++) {
      double[] t = kept.onGrid(problem.terms().get(k).orders(), problem.gridPoints());
      Blas1.multiply(coefficients.get(k), t, product);
      Blas1.axpy(-1, product, f);
    }
    double[] g = boundary.clone();
    Blas1.axpy(-1, valuesOnGrid, g);
    return new JointObjective(problem, options, f, count, g);
  }

  /** What belongs to one axis. */
  private final class AxisState {
    private final int n;
    private final int[] orders;
    private final int offset;
    private final LagTable table;
    private final ToeplitzCholesky toeplitz;
    private final double[] column;
    private Cholesky dense;

    /** With one axis everything is done by transforms. */
    private final ToeplitzProducts products;

    /** By index of the order; index 0 is C and not used. */
    private final ToeplitzProducts.Transformed[] transformed;

    private final ToeplitzProducts.Transformed left;
    private final ToeplitzProducts.Transformed right;

    /** By index of the order, formed with several axes only; index 0 is C. */
    private final DMatrixRMaj[] matrices;

    /** Sums over diagonals, by index of the order: the cotangent of the lags. */
    private final double[][] lagCotangent;

    private final DMatrixRMaj[] cotangent;

    AxisState(int d, GpHmOptions options) {
      UniformAxis axis = problem.axes().get(d);
      n = axis.size();
      orders = problem.ordersAlong(d);
      offset = points + 3 * components * d;
      table = LagTable.of(options.spectrum(), orders, axis.lags(), components, true);
      toeplitz = ToeplitzCholesky.ofOrder(n);
      column = new double[n];
      products = ToeplitzProducts.ofOrder(n);
      transformed = new ToeplitzProducts.Transformed[orders.length];
      Arrays.setAll(transformed, k -> products.empty());
      left = products.empty();
      right = products.empty();
      lagCotangent = new double[orders.length][n];
      boolean formed = dimension > 1;
      matrices = new DMatrixRMaj[orders.length];
      cotangent = new DMatrixRMaj[orders.length];
      for (int k = 0; k < orders.length && formed; k++) {
        cotangent[k] = new DMatrixRMaj(n, n);
      }
    }

    void update(double[] x) {
      table.evaluate(x, offset);
      System.arraycopy(table.values(0), 0, column, 0, n);
      column[0] += jitter;
      dense = null;
      for (int k = 0; k < orders.length; k++) {
        double[] v = k == 0 ? column : table.values(k);
        if (dimension > 1) {
          matrices[k] = SpectralMixtureKernel.toeplitz(orders[k], v);
        } else if (k > 0) {
          // Entry (0, 1) is the value at lag -h; the lower triangle has those at lags above 0.
          products.transform(v, orders[k] % 2 == 1 ? -1 : 1, transformed[k]);
        }
      }
      try {
        toeplitz.factor(column);
      } catch (IndefiniteMatrixException roundingOfTheRecursion) {
        dense = Cholesky.of(SpectralMixtureKernel.toeplitz(0, column));
      }
      for (int k = 0; k < orders.length; k++) {
        Arrays.fill(lagCotangent[k], 0);
        if (dimension > 1) {
          Arrays.fill(cotangent[k].data, 0);
        }
      }
    }

    double logDet() {
      return dense == null ? toeplitz.logDeterminant() : dense.logDeterminant();
    }

    double[] logDetGradient() {
      if (dense == null) {
        return toeplitz.logDeterminantGradient();
      }
      double[] g = new double[n];
      collapse(dense.inverse(), 0, g);
      return g;
    }

    /** C⁻¹ along this axis, refined once. */
    double[] solve(double[] t, int d) {
      if (dimension == 1) {
        if (dense != null) {
          return dense.solve(t);
        }
        double[] x = new double[n];
        toeplitz.solve(t, x);
        return x;
      }
      DMatrixRMaj inverse = dense == null ? toeplitz.inverse() : dense.inverse();
      double[] x = AxisProducts.multiply(Transpose.NO, inverse, t, shape, d);
      double[] r = AxisProducts.multiply(Transpose.NO, matrices[0], x, shape, d);
      Blas1.axpby(1, t, -1, r);
      Blas1.axpy(1, AxisProducts.multiply(Transpose.NO, inverse, r, shape, d), x);
      return x;
    }

    /** K^(m), or its transpose, along this axis. */
    double[] multiply(Transpose transpose, int order, double[] t, int d) {
      int k = index(order);
      if (dimension > 1) {
        return AxisProducts.multiply(transpose, matrices[k], t, shape, d);
      }
      double[] y = new double[n];
      products.transform(t, left);
      products.multiply(transformed[k], left, y);
      if (transpose == Transpose.YES && order % 2 == 1) {
        Blas1.scale(-1, y);
      }
      return y;
    }

    private int index(int order) {
      return Arrays.binarySearch(orders, order);
    }

    /** Adds factor G X' to the cotangent of K^(m) (of C for order 0). */
    void accumulate(double factor, double[] g, double[] x, int order, int d) {
      int k = index(order);
      if (dimension > 1) {
        AxisProducts.gramAdd(factor, g, x, shape, d, 1, cotangent[k]);
        return;
      }
      products.transform(g, left);
      products.transform(x, right);
      products.addDiagonalSums(factor, order % 2 == 1 ? -1 : 1, left, right, lagCotangent[k]);
    }

    private void collapse(DMatrixRMaj g, int order, double[] sums) {
      double sign = order % 2 == 1 ? -1 : 1;
      for (int i = 0; i < n; i++) {
        int row = i * n;
        sums[0] += g.data[row + i];
        for (int j = 0; j < i; j++) {
          sums[i - j] += g.data[row + j];
        }
        for (int j = i + 1; j < n; j++) {
          sums[j - i] += sign * g.data[row + j];
        }
      }
    }

    void pullBack(double[] gradient) {
      if (logDeterminant) {
        Blas1.axpy(0.5 * points / n, logDetGradient(), lagCotangent[0]);
      }
      for (int k = 0; k < orders.length; k++) {
        if (dimension > 1) {
          collapse(cotangent[k], orders[k], lagCotangent[k]);
        }
        table.pullBack(k, lagCotangent[k], gradient, offset);
      }
    }
  }

  /** A step of T_m: K^(m) X along an axis, X = C⁻¹ of what came before: β in the first. */
  private record Link(int axis, int order, double[] x, boolean first) {}

  private static final class Chain {
    private final List<Link> links = new ArrayList<>();
    private double[] value;
  }

  private Chain chain(int[] orders, double[] u, double[][] betas) {
    Chain chain = new Chain();
    double[] t = u;
    boolean first = true;
    for (int d = 0; d < dimension; d++) {
      if (orders[d] > 0) {
        double[] x = first ? betas[d] : axes[d].solve(t, d);
        chain.links.add(new Link(d, orders[d], x, first));
        first = false;
        t = axes[d].multiply(Transpose.NO, orders[d], x, d);
      }
    }
    chain.value = t;
    return chain;
  }

  /**
   * The adjoint of a chain: cotangents of the covariances, and of U which is returned. What
   * multiplies β is collected in {@code collected}, one array for each axis: the products are
   * bilinear, and one is enough for all terms.
   */
  private double[] pullBack(Chain chain, double[] cotangent, double[][] collected) {
    double[] g = cotangent;
    for (int k = chain.links.size() - 1; k >= 0; k--) {
      Link link = chain.links.get(k);
      AxisState a = axes[link.axis];
      a.accumulate(1, g, link.x, link.order, link.axis);
      g = a.solve(a.multiply(Transpose.YES, link.order, g, link.axis), link.axis);
      if (link.first) {
        Blas1.axpy(1, g, collected[link.axis]);
      } else {
        a.accumulate(-1, g, link.x, 0, link.axis);
      }
    }
    return g;
  }

  /**
   * The number of variables.
   *
   * @return M + 3 Q D + 2
   */
  public int size() {
    return points + 3 * components * dimension + 2;
  }

  /**
   * The paper's start: U = 0, equal weights, log scales 0, frequencies equally spaced from 0, log
   * precisions 0.
   *
   * @param frequencyScale the highest frequency
   * @return a new array
   */
  public double[] start(double frequencyScale) {
    double[] x = new double[size()];
    for (int d = 0; d < dimension; d++) {
      for (int q = 0; q < components; q++) {
        int at = points + 3 * components * d + q;
        x[at] = -Elementary.log(components);
        x[at + 2 * components] =
            components == 1 ? frequencyScale : frequencyScale * q / (components - 1);
      }
    }
    return x;
  }

  /**
   * L and its gradient.
   *
   * @param x the variables
   * @param gradient the output
   * @return L
   * @throws dev.hadamard.linalg.IndefiniteMatrixException if a covariance matrix is not positive
   *     definite in spite of the jitter
   */
  public double valueAndGradient(double[] x, double[] gradient) {
    if (x.length != size() || gradient.length != size()) {
      throw new IllegalArgumentException(
          "x has length " + x.length + ", gradient " + gradient.length + ": must be " + size());
    }
    double[] u = Arrays.copyOf(x, points);
    double logTau1 = x[size() - 2];
    double logTau2 = x[size() - 1];
    double tau1 = Elementary.exp(logTau1);
    double tau2 = Elementary.exp(logTau2);
    double logDeterminants = 0;
    for (AxisState a : axes) {
      a.update(x);
      logDeterminants += (double) points / a.n * a.logDet();
    }
    double[][] betas = new double[dimension][];
    for (int d = 0; d < dimension; d++) {
      betas[d] = axes[d].solve(u, d);
    }
    double[] alpha = betas[0];
    for (int d = 1; d < dimension; d++) {
      alpha = axes[d].solve(alpha, d);
    }
    double[] residual = source.clone();
    Blas1.scale(-1, residual);
    double[] product = new double[points];
    List<Chain> chains = new ArrayList<>();
    for (int k = 0; k < problem.terms().size(); k++) {
      Chain c = chain(problem.terms().get(k).orders(), u, betas);
      chains.add(c);
      Blas1.multiply(coefficients.get(k), c.value, product);
      Blas1.axpy(1, product, residual);
    }
    List<Chain> fields = new ArrayList<>();
    if (problem.nonlinearity() != null) {
      for (int[] orders : problem.nonlinearity().fields()) {
        fields.add(chain(orders, u, betas));
      }
      List<double[]> values = fields.stream().map(c -> c.value).toList();
      Blas1.axpy(1, Collocation.nonlinear(problem, values), residual);
    }
    squaredMisfit = 0;
    for (int i = 0; i < points; i++) {
      if (count[i] > 0) {
        double e = u[i] - boundary[i];
        squaredMisfit += count[i] * e * e;
      }
    }
    squaredResidual = Reductions.dot(residual, residual);
    double value =
        (logDeterminant ? 0.5 * logDeterminants : 0)
            + 0.5 * Reductions.dot(u, alpha)
            - boundaryWeight * (0.5 * boundaryTerms * logTau1 - 0.5 * tau1 * squaredMisfit)
            - (0.5 * points * logTau2 - 0.5 * tau2 * squaredResidual);

    Arrays.fill(gradient, 0);
    double[] gu = alpha.clone();
    for (int i = 0; i < points; i++) {
      if (count[i] > 0) {
        gu[i] += boundaryWeight * tau1 * count[i] * (u[i] - boundary[i]);
      }
    }
    double[][] collected = new double[dimension][];
    for (int d = 0; d < dimension; d++) {
      collected[d] = alpha.clone();
      Blas1.scale(0.5, collected[d]);
    }
    Blas1.scale(tau2, residual);
    for (int k = 0; k < chains.size(); k++) {
      double[] g = new double[points];
      Blas1.multiply(coefficients.get(k), residual, g);
      Blas1.axpy(1, pullBack(chains.get(k), g, collected), gu);
    }
    if (!fields.isEmpty()) {
      double[][] g = new double[fields.size()][points];
      double[] at = new double[fields.size()];
      for (int i = 0; i < points; i++) {
        for (int k = 0; k < at.length; k++) {
          at[k] = fields.get(k).value[i];
        }
        double[] dn = problem.nonlinearity().gradient().apply(at.clone());
        for (int k = 0; k < at.length; k++) {
          g[k][i] = residual[i] * dn[k];
        }
      }
      for (int k = 0; k < at.length; k++) {
        Blas1.axpy(1, pullBack(fields.get(k), g[k], collected), gu);
      }
    }
    System.arraycopy(gu, 0, gradient, 0, points);
    for (int d = 0; d < dimension; d++) {
      axes[d].accumulate(-1, collected[d], betas[d], 0, d);
      axes[d].pullBack(gradient);
    }
    if (options.jeffreysInWeightSpace()) {
      for (int d = 0; d < dimension; d++) {
        int at = points + 3 * components * d;
        value += Reductions.sum(x, at, components);
        for (int q = 0; q < components; q++) {
          gradient[at + q]++;
        }
      }
    }
    gradient[size() - 2] = -0.5 * boundaryWeight * (boundaryTerms - tau1 * squaredMisfit);
    gradient[size() - 1] = -0.5 * (points - tau2 * squaredResidual);
    return value;
  }

  /**
   * What tells a good iterate from a bad one without knowing the solution: the norm of the residual
   * over that of the source plus the root of the mean squared misfit over the largest value, as of
   * the last evaluation, which was at x.
   */
  double relativeResidual(double[] x) {
    double size = Math.max(Reductions.maxAbs(boundary), Reductions.maxAbs(x, 0, points));
    double sourceNorm = Reductions.norm(source);
    return Math.sqrt(squaredResidual) / (sourceNorm > 0 ? sourceNorm : 1)
        + Math.sqrt(squaredMisfit / boundaryTerms) / (size > 0 ? size : 1);
  }

  /**
   * The mean squared residual of the equation plus that of the boundary values, as of the last
   * evaluation.
   *
   * @return |R|²/M + E/N
   */
  public double meanSquares() {
    return squaredResidual / points + squaredMisfit / boundaryTerms;
  }

  /**
   * The covariance along an axis.
   *
   * @param x the variables
   * @param axis the axis
   * @param options which has the spectrum
   * @return the covariance, without jitter
   */
  SpectralMixtureKernel kernel(double[] x, int axis, GpHmOptions options) {
    int at = points + 3 * components * axis;
    return SpectralMixtureKernel.fromLog(
        options.spectrum(),
        Arrays.copyOfRange(x, at, at + components),
        Arrays.copyOfRange(x, at + components, at + 2 * components),
        Arrays.copyOfRange(x, at + 2 * components, at + 3 * components));
  }

  /**
   * What is known of the values at the grid points of a linear equation when the hyper-parameters
   * are given: a normal law.
   *
   * @param mode the values that minimise L, the mean of the law
   * @param variance the variance of each value
   * @param logEvidence -L(mode) - ½ log|H|, H the Hessian of L in U: the logarithm of the density
   *     of the data with U integrated out, up to a constant
   */
  public record Posterior(double[] mode, double[] variance, double logEvidence) {}

  /**
   * The exact posterior of the values given the hyper-parameters: with U = L z, L the Cholesky
   * factor of the prior, one linear least-squares problem min |z|² + λτ₁ Σ n (U - g)² + τ₂ |K^(m)
   * L⁻ᵀ z - F|², by orthogonal factors. O(M³).
   *
   * @param x the variables; the values of U in it are not read
   * @return the posterior
   * @throws IllegalArgumentException if the equation is not linear, or has more than 3000 points
   */
  public Posterior posterior(double[] x) {
    Conditioned c = condition(x);
    double[] variance = new double[points];
    for (int i = 0; i < points; i++) {
      double deviation =
          Collocation.deviation(
              c.triangle, Arrays.copyOfRange(c.whole.data, i * points, (i + 1) * points));
      variance[i] = deviation * deviation;
    }
    double value = valueAndGradient(at(x, c.mode), new double[size()]);
    return new Posterior(c.mode, variance, -value - 0.5 * c.logHessian);
  }

  /**
   * What is left of the objective when the values of a linear equation are eliminated: its minimum
   * over U.
   *
   * @param value L at the minimum; with evidence, plus ½ log|H|: minus the log evidence
   * @param gradient in all variables, those of U 0
   * @param mode the values at the minimum
   */
  public record Profile(double value, double[] gradient, double[] mode) {}

  /**
   * The minimum over U and its gradient in hyper-parameters and precisions. Without evidence the
   * gradient is the partial one at the minimum (the envelope theorem); with evidence that of ½
   * log|H|, H = ⊗C⁻¹ + λτ₁ diag(n) + τ₂ A'A, is added: with S = H⁻¹ it is ½ tr(S d⊗C⁻¹) + τ₂ tr(S
   * A' dA) and so on, contracted to each axis. O(M³).
   *
   * @param x the variables; the values of U in it are not read
   * @param evidence whether U is integrated out rather than maximised over
   * @return the value, its gradient and the values of U
   * @throws IllegalArgumentException if the equation is not linear, or has more than 3000 points
   * @throws dev.hadamard.linalg.IndefiniteMatrixException if a covariance matrix is not positive
   *     definite in spite of the jitter
   */
  public Profile profile(double[] x, boolean evidence) {
    Conditioned c = condition(x);
    double[] gradient = new double[size()];
    double value = valueAndGradient(at(x, c.mode), gradient);
    Arrays.fill(gradient, 0, points, 0);
    if (!evidence) {
      return new Profile(value, gradient, c.mode);
    }
    addHessianGradient(x, c, gradient);
    return new Profile(value + 0.5 * c.logHessian, gradient, c.mode);
  }

  private static double[] at(double[] x, double[] mode) {
    double[] all = x.clone();
    System.arraycopy(mode, 0, all, 0, mode.length);
    return all;
  }

  /** The gradient of ½ log|H|. */
  private void addHessianGradient(double[] x, Conditioned c, double[] gradient) {
    double tau1 = Elementary.exp(x[size() - 2]);
    double tau2 = Elementary.exp(x[size() - 1]);
    // S = Y'Y, Y = R⁻ᵀ L'.
    DMatrixRMaj y = Matrices.transpose(c.whole);
    Blas3.trsm(
        Side.LEFT,
        Triangle.UPPER,
        Transpose.YES,
        Diagonal.STORED,
        points,
        points,
        1,
        c.triangle.data,
        0,
        points,
        y.data,
        0,
        points);
    DMatrixRMaj s = new DMatrixRMaj(points, points);
    Matrices.multiplyAdd(1, Transpose.YES, y, Transpose.NO, y, 0, s);
    DMatrixRMaj[] inverse = new DMatrixRMaj[dimension];
    DMatrixRMaj[][] operators = new DMatrixRMaj[dimension][];
    for (int d = 0; d < dimension; d++) {
      AxisState a = axes[d];
      inverse[d] = c.cholesky[d].inverse();
      operators[d] = new DMatrixRMaj[a.orders.length];
      for (int k = 1; k < a.orders.length; k++) {
        operators[d][k] =
            Matrices.multiply(
                SpectralMixtureKernel.toeplitz(a.orders[k], a.table.values(k)), inverse[d]);
      }
      operators[d][0] = new DMatrixRMaj(a.n, a.n);
      for (int i = 0; i < a.n; i++) {
        operators[d][0].data[i * a.n + i] = 1;
      }
    }
    double[][][] sums = new double[dimension][][];
    for (int d = 0; d < dimension; d++) {
      sums[d] = new double[axes[d].orders.length][axes[d].n];
      DMatrixRMaj g = contracted(s, inverse, d);
      g = Matrices.multiply(Matrices.multiply(inverse[d], g), inverse[d]);
      Blas1.scale(-0.5, g.data);
      axes[d].collapse(g, 0, sums[d][0]);
    }
    DMatrixRMaj whole = new DMatrixRMaj(points, points);
    List<DMatrixRMaj[]> factors = new ArrayList<>();
    for (int k = 0; k < problem.terms().size(); k++) {
      int[] orders = problem.terms().get(k).orders();
      DMatrixRMaj[] f = new DMatrixRMaj[dimension];
      for (int d = 0; d < dimension; d++) {
        f[d] = operators[d][axes[d].index(orders[d])];
      }
      factors.add(f);
      DMatrixRMaj term = Expansion.kronecker(f);
      for (int i = 0; i < points; i++) {
        Blas1.axpy(coefficients.get(k)[i], term.data, i * points, whole.data, i * points, points);
      }
    }
    DMatrixRMaj product = Matrices.multiply(whole, s);
    for (int k = 0; k < factors.size(); k++) {
      DMatrixRMaj g = product.copy();
      for (int i = 0; i < points; i++) {
        double factor = tau2 * coefficients.get(k)[i];
        Blas1.scale(factor, g.data, i * points, g.data, i * points, points);
      }
      for (int d = 0; d < dimension; d++) {
        int order = problem.terms().get(k).orders()[d];
        if (order == 0) {
          continue;
        }
        DMatrixRMaj right = Matrices.multiply(contracted(g, factors.get(k), d), inverse[d]);
        axes[d].collapse(right, order, sums[d][axes[d].index(order)]);
        DMatrixRMaj back = new DMatrixRMaj(axes[d].n, axes[d].n);
        Matrices.multiplyAdd(-1, Transpose.YES, factors.get(k)[d], Transpose.NO, right, 0, back);
        axes[d].collapse(back, 0, sums[d][0]);
      }
    }
    for (int d = 0; d < dimension; d++) {
      for (int k = 0; k < axes[d].orders.length; k++) {
        axes[d].table.pullBack(k, sums[d][k], gradient, axes[d].offset);
      }
    }
    double boundaryTrace = 0;
    for (int i = 0; i < points; i++) {
      boundaryTrace += count[i] * s.data[i * points + i];
    }
    gradient[size() - 2] += 0.5 * boundaryWeight * tau1 * boundaryTrace;
    gradient[size() - 1] += 0.5 * tau2 * Reductions.dot(product.data, whole.data);
  }

  /** Σ G_IJ Π_(e≠d) (F_e)_(I_e J_e) over all I with I_d = i and J with J_d = j. */
  private DMatrixRMaj contracted(DMatrixRMaj g, DMatrixRMaj[] factors, int d) {
    if (dimension == 1) {
      return g;
    }
    DMatrixRMaj[] others = factors.clone();
    int n = shape[d];
    others[d] = new DMatrixRMaj(n, n);
    Arrays.fill(others[d].data, 1);
    DMatrixRMaj product = Expansion.kronecker(others);
    Blas1.multiply(g.data, product.data, product.data);
    int right = 1;
    for (int e = d + 1; e < dimension; e++) {
      right *= shape[e];
    }
    DMatrixRMaj sum = new DMatrixRMaj(n, n);
    for (int i = 0; i < points; i++) {
      int row = i / right % n * n;
      for (int j = 0; j < points; j++) {
        sum.data[row + j / right % n] += product.data[i * points + j];
      }
    }
    return sum;
  }

  /** Everything that the posterior given the hyper-parameters is made of: U = whole · z. */
  private static final class Conditioned {
    private final Cholesky[] cholesky;
    private DMatrixRMaj whole;
    private DMatrixRMaj triangle;
    private double[] mode;
    private double logHessian;

    Conditioned(int dimension) {
      cholesky = new Cholesky[dimension];
    }
  }

  private Conditioned condition(double[] x) {
    if (!problem.isLinear()) {
      throw new IllegalArgumentException(problem + ": the posterior needs a linear equation");
    }
    if (points > MAX_DENSE) {
      throw new IllegalArgumentException(
          "grid of " + points + " points: the posterior needs at most " + MAX_DENSE);
    }
    if (x.length != size()) {
      throw new IllegalArgumentException("x has length " + x.length + ": must be " + size());
    }
    Conditioned result = new Conditioned(dimension);
    double tau1 = Elementary.exp(x[size() - 2]);
    double tau2 = Elementary.exp(x[size() - 1]);
    DMatrixRMaj[] lower = new DMatrixRMaj[dimension];
    DMatrixRMaj[][] derivatives = new DMatrixRMaj[dimension][];
    double logPrior = 0;
    for (int d = 0; d < dimension; d++) {
      AxisState a = axes[d];
      a.update(x);
      Cholesky c = Cholesky.of(SpectralMixtureKernel.toeplitz(0, a.column));
      result.cholesky[d] = c;
      logPrior += (double) points / a.n * c.logDeterminant();
      lower[d] = c.lower();
      derivatives[d] = new DMatrixRMaj[a.orders.length];
      derivatives[d][0] = lower[d];
      for (int k = 1; k < a.orders.length; k++) {
        // K L⁻ᵀ is the transpose of L⁻¹ Kᵀ.
        DMatrixRMaj t =
            Matrices.transpose(SpectralMixtureKernel.toeplitz(a.orders[k], a.table.values(k)));
        c.solveLower(t, Transpose.NO);
        derivatives[d][k] = Matrices.transpose(t);
      }
    }
    DMatrixRMaj whole = Expansion.kronecker(lower);
    int faces = (int) Arrays.stream(count).filter(n -> n > 0).count();
    DMatrixRMaj rows = new DMatrixRMaj(2 * points + faces, points);
    double[] side = new double[rows.numRows];
    for (int k = 0; k < problem.terms().size(); k++) {
      int[] orders = problem.terms().get(k).orders();
      DMatrixRMaj[] factors = new DMatrixRMaj[dimension];
      for (int d = 0; d < dimension; d++) {
        factors[d] = derivatives[d][axes[d].index(orders[d])];
      }
      DMatrixRMaj term = Expansion.kronecker(factors);
      for (int i = 0; i < points; i++) {
        double factor = Math.sqrt(tau2) * coefficients.get(k)[i];
        Blas1.axpy(factor, term.data, i * points, rows.data, i * points, points);
      }
    }
    int at = points;
    for (int i = 0; i < points; i++) {
      side[i] = Math.sqrt(tau2) * source[i];
      if (count[i] > 0) {
        double factor = Math.sqrt(boundaryWeight * tau1 * count[i]);
        Blas1.axpy(factor, whole.data, i * points, rows.data, at * points, points);
        side[at++] = factor * boundary[i];
      }
    }
    for (int i = 0; i < points; i++) {
      rows.data[(at + i) * points + i] = 1;
    }
    Qr qr = Qr.inPlace(rows);
    result.whole = whole;
    result.mode = Matrices.multiply(Transpose.NO, whole, qr.solve(side));
    result.triangle = qr.upper();
    result.logHessian = -logPrior;
    for (int i = 0; i < points; i++) {
      result.logHessian += 2 * Elementary.log(Math.abs(result.triangle.data[i * points + i]));
    }
    return result;
  }

  PdeProblem problem() {
    return problem;
  }

  /** Whether {@link #posterior} can be had. */
  boolean hasPosterior() {
    return problem.isLinear() && points <= MAX_DENSE;
  }

  /** What is not known of u given the hyper-parameters. */
  GpPdeSolution.Uncertainty uncertainty(double[] x, GpHmOptions options) {
    return new LearnedUncertainty(x, options);
  }

  /**
   * The law of u given the hyper-parameters: with v = L⁻¹ k(x), |R⁻ᵀ v|² for what is not known of U
   * and k(x, x) - |v|² for what U leaves open.
   */
  private final class LearnedUncertainty implements GpPdeSolution.Uncertainty {
    private final Conditioned c;
    private final List<SpectralMixtureKernel> kernels = new ArrayList<>();

    LearnedUncertainty(double[] x, GpHmOptions options) {
      this.c = condition(x);
      for (int d = 0; d < dimension; d++) {
        kernels.add(kernel(x, d, options));
      }
    }

    @Override
    public double deviation(double... point) {
      double[] v = {1};
      double prior = 1;
      for (int d = 0; d < dimension; d++) {
        DMatrixRMaj k =
            kernels.get(d).matrix(0, new double[] {point[d]}, problem.axes().get(d).points());
        prior *= kernels.get(d).derivative(0, 0);
        double[] own = k.data.clone();
        c.cholesky[d].solveLower(own, Transpose.NO);
        double[] next = new double[v.length * own.length];
        for (int i = 0; i < next.length; i++) {
          next[i] = v[i / own.length] * own[i % own.length];
        }
        v = next;
      }
      double open = Math.max(prior - Reductions.dot(v, v), 0);
      double unknown = Collocation.deviation(c.triangle, v);
      return Math.sqrt(open + unknown * unknown);
    }

    /** A draw of U, and by Matheron's rule of what it leaves open. */
    @Override
    public double[] sample(PhiloxGenerator generator, double[]... at) {
      double[] missing =
          Matrices.multiply(Transpose.NO, c.whole, Collocation.whitened(c.triangle, generator));
      Blas1.add(missing, c.mode, missing);
      PriorDraw draw = PriorDraw.of(kernels, problem.axes(), jitter, generator, at);
      Blas1.axpy(-1, draw.atGrid(), missing);
      int[] s = shape.clone();
      double[] sum = missing;
      for (int d = 0; d < dimension; d++) {
        DMatrixRMaj cross = kernels.get(d).matrix(0, at[d], problem.axes().get(d).points());
        DMatrixRMaj weights = Matrices.multiply(cross, c.cholesky[d].inverse());
        sum = AxisProducts.multiply(Transpose.NO, weights, sum, s, d);
        s[d] = cross.numRows;
      }
      Blas1.add(sum, draw.atPoints(), sum);
      return sum;
    }
  }

  /** The conditional mean given U: Σ_j k(x, x_j) α_j. */
  Expansion expansion(double[] x, GpHmOptions options) {
    List<AxisBasis> bases = new ArrayList<>();
    double[] alpha = Arrays.copyOf(x, points);
    for (int d = 0; d < dimension; d++) {
      axes[d].update(x);
      alpha = axes[d].solve(alpha, d);
      bases.add(new AxisBasis.Kernel(problem.axes().get(d), kernel(x, d, options)));
    }
    return new Expansion(bases, alpha);
  }
}
