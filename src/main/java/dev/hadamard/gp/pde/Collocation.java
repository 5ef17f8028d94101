package dev.hadamard.gp.pde;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.PivotedQr;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.Svd;
import dev.hadamard.random.PhiloxGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The posterior mode of the coefficients z of an expansion with unit normal prior, given the
 * equation at the grid points and the conditions with precision ω: min |z|² + ω |(A z - F)/f|² + ω
 * |B z - g|², f the largest |F|. One least-squares problem by orthogonal factors when the equation
 * is linear, Gauss-Newton steps with backtracking when it is not.
 *
 * <p>With constant coefficients and two or three axes the rows are compressed before: along each
 * axis only their components in the span of the basis and its derivatives can be changed by z.
 */
final class Collocation {
  private static final double RANK = 1e-15;
  private static final double NEWTON_TOLERANCE = 1e-12;
  private static final int NEWTON_STEPS = 12;

  /** Flops of one set of orthogonal factors, some seconds, beyond which a solve iterates. */
  private static final double MAX_FLOPS = 1e9;

  /** Steps of an iterative solve at most. */
  private static final int MAX_STEPS = 300;

  /** Iterative solves of a linear equation, each for what the one before left. */
  private static final int REFINEMENTS = 2;

  /** The golden section. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** The largest number of entries of a matrix that is formed. */
  static final long MAX_ENTRIES = 12_000_000;

  private final PdeProblem problem;
  private final double[] sourceGrid;
  private final List<double[]> conditionValues = new ArrayList<>();
  private final double conditionScale;

  Collocation(PdeProblem problem) {
    problem.requireMemory();
    this.problem = problem;
    this.sourceGrid = problem.sourceOnGrid();
    double largest = 0;
    for (PdeProblem.Condition c : problem.conditions()) {
      double[] g = PdeProblem.sample("condition on a face", c.value(), facePoints(c));
      conditionValues.add(g);
      largest = Math.max(largest, Reductions.maxAbs(g));
    }
    this.conditionScale = largest;
  }

  /** A nonlinear term that has no value where an iteration could begin. */
  static final class NoStartException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NoStartException() {
      super(
          "the nonlinearity is not finite at u = 0 nor at the solution of the linear part: the"
              + " iteration has no start");
    }
  }

  /** Whether u = 0 meets equation and conditions: source, conditions and N(0) are 0. */
  boolean isZero() {
    if (problem.nonlinearity() != null) {
      double[] at = new double[problem.nonlinearity().fields().size()];
      if (problem.nonlinearity().value().applyAsDouble(at) != 0) {
        return false;
      }
    }
    return Reductions.maxAbs(sourceGrid) == 0
        && Reductions.maxAbs(problem.source(offGridPoints(problem))) == 0
        && conditionValues.stream().allMatch(g -> Reductions.maxAbs(g) == 0);
  }

  private double[][] facePoints(PdeProblem.Condition c) {
    double[][] points = problem.gridPoints();
    UniformAxis a = problem.axes().get(c.axis());
    points[c.axis()] = new double[] {c.upper() ? a.to() : a.from()};
    return points;
  }

  /** The result of a fit. */
  record Fit(
      Expansion expansion,
      DMatrixRMaj triangle,
      double scale,
      int newtonSteps,
      boolean converged,
      double onGrid,
      double offGrid,
      double misfit)
      implements GpPdeSolution.Uncertainty {
    double score() {
      return offGrid + misfit;
    }

    /** The posterior standard deviation at a point. */
    @Override
    public double deviation(double... x) {
      return scale * Collocation.deviation(triangle, expansion.row(new int[x.length], x));
    }

    /** z + scale R⁻¹ ε. */
    @Override
    public double[] sample(PhiloxGenerator generator, double[]... points) {
      double[] z = whitened(triangle, generator);
      Blas1.scale(scale, z);
      Blas1.add(z, expansion.coefficients(), z);
      return new Expansion(expansion.bases(), z).onGrid(new int[points.length], points);
    }
  }

  /** How many entries the least-squares matrix, or that of its preconditioner, has. */
  long entries(List<AxisBasis> bases) {
    long unknowns = 1;
    for (AxisBasis basis : bases) {
      unknowns *= basis.size();
    }
    long rows = 1;
    boolean compressed = compresses() || iterates(unknowns);
    for (int d = 0; d < bases.size(); d++) {
      int size = bases.get(d).size();
      int grid = problem.axes().get(d).size();
      rows *= compressed ? Math.min(grid, (long) size * problem.ordersAlong(d).length) : grid;
    }
    return unknowns * (rows + unknowns);
  }

  private boolean compresses() {
    return problem.dimension() > 1 && problem.isLinear() && problem.constantCoefficients();
  }

  /**
   * Whether products with the factors of each axis take the place of the matrix: where the rows
   * cannot be compressed and orthogonal factors of all of them would take long.
   */
  private boolean iterates(long unknowns) {
    return problem.dimension() > 1
        && !compresses()
        && (double) problem.points() * unknowns * unknowns > MAX_FLOPS;
  }

  Fit fit(List<AxisBasis> bases, double precision) {
    int dimension = bases.size();
    DMatrixRMaj[][] grid = new DMatrixRMaj[dimension][];
    for (int d = 0; d < dimension; d++) {
      int[] orders = problem.ordersAlong(d);
      grid[d] = new DMatrixRMaj[orders[orders.length - 1] + 1];
      for (int m : orders) {
        grid[d][m] = bases.get(d).onGrid(problem.axes().get(d), m);
      }
    }
    DMatrixRMaj[] frames = new DMatrixRMaj[dimension];
    long unknowns = 1;
    for (AxisBasis basis : bases) {
      unknowns *= basis.size();
    }
    boolean iterative = iterates(unknowns);
    if (compresses() || iterative) {
      for (int d = 0; d < dimension; d++) {
        frames[d] = frame(grid[d]);
      }
    }
    return new Run(bases, precision, grid, frames, iterative).run();
  }

  /** An orthonormal basis of the span of the columns of matrices, each column normalised first. */
  private static DMatrixRMaj frame(DMatrixRMaj[] matrices) {
    int rows = 0;
    int columns = 0;
    for (DMatrixRMaj b : matrices) {
      if (b != null) {
        rows = b.numRows;
        columns += b.numCols;
      }
    }
    DMatrixRMaj all = new DMatrixRMaj(rows, columns);
    int at = 0;
    for (DMatrixRMaj b : matrices) {
      if (b == null) {
        continue;
      }
      for (int j = 0; j < b.numCols; j++) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
          sum = Math.fma(b.data[i * b.numCols + j], b.data[i * b.numCols + j], sum);
        }
        double factor = sum > 0 ? 1 / Math.sqrt(sum) : 0;
        for (int i = 0; i < rows; i++) {
          all.data[i * columns + at] = factor * b.data[i * b.numCols + j];
        }
        at++;
      }
    }
    PivotedQr qr = PivotedQr.of(all);
    int rank = Math.max(1, qr.rank(RANK));
    DMatrixRMaj q = qr.orthogonal();
    DMatrixRMaj kept = new DMatrixRMaj(rows, rank);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(q.data, i * q.numCols, kept.data, i * rank, rank);
    }
    return kept;
  }

  private static DMatrixRMaj compressed(DMatrixRMaj frame, DMatrixRMaj b) {
    if (frame == null) {
      return b;
    }
    DMatrixRMaj c = new DMatrixRMaj(frame.numCols, b.numCols);
    Matrices.multiplyAdd(1, Transpose.YES, frame, Transpose.NO, b, 0, c);
    return c;
  }

  /**
   * The size of the change that the most indifferent function of a basis makes in equation and
   * conditions, against that of the least indifferent: the smallest over the largest singular value
   * of operator and conditions on an orthonormal basis of the functions' values.
   */
  double indifference(List<AxisBasis> bases) {
    int dimension = bases.size();
    DMatrixRMaj[][] grid = new DMatrixRMaj[dimension][];
    int unknowns = 1;
    for (int d = 0; d < dimension; d++) {
      int[] orders = problem.ordersAlong(d);
      grid[d] = new DMatrixRMaj[orders[orders.length - 1] + 1];
      DMatrixRMaj values = bases.get(d).onGrid(problem.axes().get(d), 0);
      PivotedQr qr = PivotedQr.of(values);
      int rank = Math.max(1, qr.rank(1e-7));
      DMatrixRMaj upper = qr.upper();
      int[] order = qr.permutation();
      for (int m : orders) {
        DMatrixRMaj b = bases.get(d).onGrid(problem.axes().get(d), m);
        // B P R⁻¹, column by column.
        DMatrixRMaj c = new DMatrixRMaj(b.numRows, rank);
        for (int i = 0; i < b.numRows; i++) {
          for (int j = 0; j < rank; j++) {
            double sum = b.data[i * b.numCols + order[j]];
            for (int k = 0; k < j; k++) {
              sum -= c.data[i * rank + k] * upper.data[k * upper.numCols + j];
            }
            c.data[i * rank + j] = sum / upper.data[j * upper.numCols + j];
          }
        }
        grid[d][m] = c;
      }
      unknowns *= rank;
    }
    DMatrixRMaj operator = null;
    for (PdeProblem.Term term : problem.terms()) {
      DMatrixRMaj[] f = picked(grid, term.orders());
      DMatrixRMaj k = Expansion.kronecker(f);
      double c = term.coefficient().applyAsDouble(new double[dimension]);
      Blas1.scale(c, k.data);
      if (operator == null) {
        operator = k;
      } else {
        Blas1.axpy(1, k.data, operator.data);
      }
    }
    List<DMatrixRMaj> blocks = new ArrayList<>();
    double size = Reductions.maxAbs(operator.data);
    Blas1.scale(size > 0 ? 1 / size : 1, operator.data);
    blocks.add(operator);
    for (PdeProblem.Condition condition : problem.conditions()) {
      DMatrixRMaj[] f = picked(grid, condition.orders());
      DMatrixRMaj b = f[condition.axis()];
      int row = condition.upper() ? b.numRows - 1 : 0;
      DMatrixRMaj face = new DMatrixRMaj(1, b.numCols);
      System.arraycopy(b.data, row * b.numCols, face.data, 0, b.numCols);
      f[condition.axis()] = face;
      DMatrixRMaj k = Expansion.kronecker(f);
      double largest = Reductions.maxAbs(k.data);
      Blas1.scale(largest > 0 ? 1 / largest : 1, k.data);
      blocks.add(k);
    }
    DMatrixRMaj all = stacked(blocks, unknowns);
    if (all.numRows < unknowns) {
      return 0;
    }
    double[] singular = Svd.of(Qr.inPlace(all).upper()).values();
    return singular[singular.length - 1] / singular[0];
  }

  /** One fit. */
  private final class Run {
    private final List<AxisBasis> bases;
    private final double root;
    private final DMatrixRMaj[][] grid;
    private final DMatrixRMaj[] frames;
    private final int unknowns;
    private final DMatrixRMaj operator;
    private final double[] rightSide;
    private final double scale;
    private final DMatrixRMaj conditions;
    private final double[] conditionSide;
    private final List<DMatrixRMaj> fields = new ArrayList<>();
    private final boolean iterative;

    /** The coefficients of the terms at the grid points, of an iterative solve. */
    private final List<double[]> coefficients = new ArrayList<>();

    private DMatrixRMaj triangle = new DMatrixRMaj(0, 0);

    Run(
        List<AxisBasis> bases,
        double precision,
        DMatrixRMaj[][] grid,
        DMatrixRMaj[] frames,
        boolean iterative) {
      this.iterative = iterative;
      this.bases = bases;
      this.root = Math.sqrt(precision);
      this.grid = grid;
      this.frames = frames;
      this.unknowns = bases.stream().mapToInt(AxisBasis::size).reduce(1, Math::multiplyExact);
      DMatrixRMaj sum = null;
      for (PdeProblem.Term term : problem.terms()) {
        DMatrixRMaj k = Expansion.kronecker(factors(term.orders(), -1, false, true));
        if (iterative) {
          double[] c = PdeProblem.sample("coefficient", term.coefficient(), problem.gridPoints());
          coefficients.add(c);
          Blas1.scale(Reductions.sum(c) / c.length, k.data);
        } else {
          weigh(k, term);
        }
        if (sum == null) {
          sum = k;
        } else {
          Blas1.axpy(1, k.data, sum.data);
        }
      }
      operator = sum;
      rightSide = iterative ? sourceGrid : compressedVector(sourceGrid, problem.shape(), -1);
      double largest = Reductions.maxAbs(sourceGrid);
      double operatorSize = Reductions.maxAbs(operator.data);
      scale = largest > 0 ? largest : operatorSize > 0 ? operatorSize : 1;
      List<DMatrixRMaj> blocks = new ArrayList<>();
      List<double[]> sides = new ArrayList<>();
      for (int c = 0; c < problem.conditions().size(); c++) {
        PdeProblem.Condition condition = problem.conditions().get(c);
        blocks.add(
            Expansion.kronecker(
                factors(condition.orders(), condition.axis(), condition.upper(), true)));
        int[] shape = problem.shape();
        shape[condition.axis()] = 1;
        sides.add(compressedVector(conditionValues.get(c), shape, condition.axis()));
      }
      conditions = stacked(blocks, unknowns);
      conditionSide = sides.stream().flatMapToDouble(Arrays::stream).toArray();
      if (iterative) {
        precondition();
      } else if (problem.nonlinearity() != null) {
        for (int[] orders : problem.nonlinearity().fields()) {
          fields.add(Expansion.kronecker(factors(orders, -1, false, false)));
        }
      }
    }

    /** The factors of a derivative, at a face if one is given. */
    private DMatrixRMaj[] factors(int[] orders, int face, boolean upper, boolean compress) {
      DMatrixRMaj[] f = new DMatrixRMaj[orders.length];
      for (int d = 0; d < f.length; d++) {
        DMatrixRMaj b = grid[d][orders[d]];
        if (d == face) {
          int row = upper ? b.numRows - 1 : 0;
          f[d] = new DMatrixRMaj(1, b.numCols);
          System.arraycopy(b.data, row * b.numCols, f[d].data, 0, b.numCols);
        } else {
          f[d] = compress ? compressed(frames[d], b) : b;
        }
      }
      return f;
    }

    private double[] compressedVector(double[] v, int[] shape, int face) {
      double[] t = v;
      int[] s = shape.clone();
      for (int d = 0; d < s.length; d++) {
        if (d != face && frames[d] != null) {
          t = AxisProducts.multiply(Transpose.YES, frames[d], t, s, d);
          s[d] = frames[d].numCols;
        }
      }
      return t;
    }

    private void weigh(DMatrixRMaj k, PdeProblem.Term term) {
      if (term.constant()) {
        double c = term.coefficient().applyAsDouble(new double[problem.dimension()]);
        Blas1.scale(c, k.data);
        return;
      }
      double[] c = PdeProblem.sample("coefficient", term.coefficient(), problem.gridPoints());
      for (int i = 0; i < k.numRows; i++) {
        Blas1.scale(c[i], k.data, i * k.numCols, k.data, i * k.numCols, k.numCols);
      }
    }

    private Fit run() {
      if (problem.isLinear()) {
        if (iterative) {
          double[] z = new double[unknowns];
          for (int k = 0; k < REFINEMENTS; k++) {
            z = improved(z, List.of(), rightSide);
          }
          return finish(z, 1, true);
        }
        return finish(solve(operator, rightSide), 1, true);
      }
      double[] z = start();
      double norm = residualNorm(z);
      for (int step = 1; step <= NEWTON_STEPS; step++) {
        Progress.checkCancelled();
        double[] next = newton(z);
        double size = Reductions.norm(next);
        double change = 0;
        for (int i = 0; i < unknowns; i++) {
          change = Math.max(change, Math.abs(next[i] - z[i]));
        }
        double t = 1;
        double[] trial = next;
        double trialNorm = residualNorm(trial);
        boolean mustDescend = step > 1 || Double.isInfinite(trialNorm);
        while (mustDescend && !(trialNorm <= norm) && t > 1e-3) {
          t /= 2;
          trial = mixed(z, next, t);
          trialNorm = residualNorm(trial);
        }
        if (mustDescend && !(trialNorm < norm)) {
          // Rounding: the residual does not decrease any more.
          return finish(z, step, Double.isFinite(norm));
        }
        z = trial;
        norm = trialNorm;
        if (change <= NEWTON_TOLERANCE * Math.max(size, 1e-300)) {
          return finish(z, step, true);
        }
      }
      return finish(z, NEWTON_STEPS, norm <= 1e-6);
    }

    /** u = 0, or if N has no value there the solution of the linear part. */
    private double[] start() {
      double[] z = new double[unknowns];
      if (isDefined(z)) {
        return z;
      }
      z = iterative ? improved(z, List.of(), rightSide) : solve(operator, rightSide);
      if (!isDefined(z)) {
        throw new NoStartException();
      }
      return z;
    }

    /** Whether N and its gradient are finite at all grid points. */
    private boolean isDefined(double[] z) {
      List<double[]> v = fieldValues(z);
      double[] at = new double[v.size()];
      for (int i = 0; i < sourceGrid.length; i++) {
        for (int k = 0; k < at.length; k++) {
          at[k] = v.get(k)[i];
        }
        if (!Double.isFinite(problem.nonlinearity().value().applyAsDouble(at.clone()))) {
          return false;
        }
        for (double g : problem.nonlinearity().gradient().apply(at.clone())) {
          if (!Double.isFinite(g)) {
            return false;
          }
        }
      }
      return true;
    }

    private double[] mixed(double[] from, double[] to, double t) {
      double[] z = new double[unknowns];
      for (int i = 0; i < unknowns; i++) {
        z[i] = Math.fma(t, to[i] - from[i], from[i]);
      }
      return z;
    }

    private List<double[]> fieldValues(double[] z) {
      if (iterative) {
        return problem.nonlinearity().fields().stream().map(m -> along(m, z)).toList();
      }
      return fields.stream().map(f -> Matrices.multiply(Transpose.NO, f, z)).toList();
    }

    private double residualNorm(double[] z) {
      double[] r = applied(z);
      double[] n = nonlinear(problem, fieldValues(z));
      for (int i = 0; i < r.length; i++) {
        r[i] += n[i] - sourceGrid[i];
      }
      double[] b = Matrices.multiply(Transpose.NO, conditions, z);
      Blas1.axpy(-1, conditionSide, b);
      double norm = Reductions.norm(r) / scale + Reductions.norm(b);
      return Double.isNaN(norm) ? Double.POSITIVE_INFINITY : norm;
    }

    private double[] newton(double[] z) {
      List<double[]> v = fieldValues(z);
      DMatrixRMaj a = iterative ? null : operator.copy();
      double[] b = sourceGrid.clone();
      double[] at = new double[v.size()];
      List<double[]> slopes = new ArrayList<>();
      for (int k = 0; k < at.length; k++) {
        slopes.add(new double[b.length]);
      }
      for (int i = 0; i < b.length; i++) {
        for (int k = 0; k < at.length; k++) {
          at[k] = v.get(k)[i];
        }
        double[] q = problem.nonlinearity().gradient().apply(at.clone());
        if (q.length != at.length) {
          throw new IllegalArgumentException(
              "the gradient of the nonlinearity has length "
                  + q.length
                  + ": must be the number of its fields, "
                  + at.length);
        }
        b[i] -= problem.nonlinearity().value().applyAsDouble(at);
        for (int k = 0; k < at.length; k++) {
          b[i] = Math.fma(q[k], at[k], b[i]);
          if (iterative) {
            slopes.get(k)[i] = q[k];
            continue;
          }
          Blas1.axpy(q[k], fields.get(k).data, i * unknowns, a.data, i * unknowns, unknowns);
        }
      }
      return iterative ? improved(z, slopes, b) : solve(a, b);
    }

    /** The derivative of an order at the grid points. */
    private double[] along(int[] orders, double[] z) {
      return new Expansion(bases, z).combine(picked(grid, orders));
    }

    /** Its transpose, added. */
    private void addTransposed(int[] orders, double[] r, double[] z) {
      int[] shape = problem.shape();
      double[] t = r;
      for (int d = 0; d < shape.length; d++) {
        DMatrixRMaj b = grid[d][orders[d]];
        t = AxisProducts.multiply(Transpose.YES, b, t, shape, d);
        shape[d] = b.numCols;
      }
      Blas1.add(z, t, z);
    }

    /** The linear terms at the grid points. */
    private double[] applied(double[] z) {
      if (!iterative) {
        return Matrices.multiply(Transpose.NO, operator, z);
      }
      double[] sum = new double[sourceGrid.length];
      for (int k = 0; k < coefficients.size(); k++) {
        double[] t = along(problem.terms().get(k).orders(), z);
        Blas1.multiply(coefficients.get(k), t, t);
        Blas1.add(sum, t, sum);
      }
      return sum;
    }

    /**
     * The triangle of the compressed equation with the means of its coefficients, conditions and
     * prior: what is left of the whole problem is near to orthonormal.
     */
    private void precondition() {
      solve(operator, new double[operator.numRows]);
    }

    /**
     * Equation, conditions and prior by least-squares conjugate gradients (LSQR), with products
     * along the axes, for the change of z: what rounding leaves the next call takes up.
     *
     * @param slopes the coefficients of the derivatives in the linearised nonlinear term
     */
    private double[] improved(double[] z, List<double[]> slopes, double[] b) {
      int n = b.length;
      int c = conditionSide.length;
      double weight = root / scale;
      List<int[]> orders = slopes.isEmpty() ? List.of() : problem.nonlinearity().fields();
      LinearOperator map =
          LinearOperator.fromFunction(
              n + c + unknowns,
              unknowns,
              (y, out) -> {
                double[] x = y.clone();
                trsv(Transpose.NO, x);
                whole(x, slopes, orders, weight, out);
              },
              (r, out) -> {
                double[] top = Arrays.copyOf(r, n);
                Blas1.scale(weight, top);
                double[] x = Arrays.copyOfRange(r, n + c, n + c + unknowns);
                double[] t = new double[n];
                for (int k = 0; k < coefficients.size(); k++) {
                  Blas1.multiply(coefficients.get(k), top, t);
                  addTransposed(problem.terms().get(k).orders(), t, x);
                }
                for (int k = 0; k < orders.size(); k++) {
                  Blas1.multiply(slopes.get(k), top, t);
                  addTransposed(orders.get(k), t, x);
                }
                double[] faces = Arrays.copyOfRange(r, n, n + c);
                Blas1.axpy(root, Matrices.multiply(Transpose.YES, conditions, faces), x);
                trsv(Transpose.YES, x);
                System.arraycopy(x, 0, out, 0, unknowns);
              });
      double[] residual = new double[n + c + unknowns];
      whole(z, slopes, orders, weight, residual);
      Blas1.scale(-1, residual);
      for (int i = 0; i < n; i++) {
        residual[i] = Math.fma(weight, b[i], residual[i]);
      }
      for (int i = 0; i < c; i++) {
        residual[n + i] = Math.fma(root, conditionSide[i], residual[n + i]);
      }
      double[] change =
          Krylov.lsqr(map, residual, 0, new KrylovOptions(1e-13, MAX_STEPS, 1)).solution();
      change = change.clone();
      trsv(Transpose.NO, change);
      Blas1.add(change, z, change);
      return change;
    }

    private void trsv(Transpose transpose, double[] x) {
      Blas2.trsv(
          Triangle.UPPER, transpose, Diagonal.STORED, unknowns, triangle.data, 0, unknowns, x, 0);
    }

    /** Equation, conditions and prior of z with their weights. */
    private void whole(
        double[] z, List<double[]> slopes, List<int[]> orders, double weight, double[] out) {
      double[] top = applied(z);
      for (int k = 0; k < orders.size(); k++) {
        double[] t = along(orders.get(k), z);
        Blas1.multiply(slopes.get(k), t, t);
        Blas1.add(top, t, top);
      }
      double[] faces = Matrices.multiply(Transpose.NO, conditions, z);
      int n = top.length;
      for (int i = 0; i < n; i++) {
        out[i] = weight * top[i];
      }
      for (int i = 0; i < faces.length; i++) {
        out[n + i] = root * faces[i];
      }
      System.arraycopy(z, 0, out, n + faces.length, unknowns);
    }

    /** Equation, conditions and prior as one least-squares problem. */
    private double[] solve(DMatrixRMaj a, double[] b) {
      int rows = a.numRows + conditions.numRows + unknowns;
      DMatrixRMaj m = new DMatrixRMaj(rows, unknowns);
      double[] side = new double[rows];
      int split = a.numRows * unknowns;
      System.arraycopy(a.data, 0, m.data, 0, split);
      Blas1.scale(root / scale, m.data, 0, m.data, 0, split);
      System.arraycopy(conditions.data, 0, m.data, split, conditions.data.length);
      Blas1.scale(root, m.data, split, m.data, split, conditions.data.length);
      for (int i = 0; i < b.length; i++) {
        side[i] = root / scale * b[i];
      }
      for (int i = 0; i < conditionSide.length; i++) {
        side[b.length + i] = root * conditionSide[i];
      }
      int identity = split + conditions.data.length;
      for (int i = 0; i < unknowns; i++) {
        m.data[identity + i * unknowns + i] = 1;
      }
      Qr qr = Qr.inPlace(m);
      double[] z = qr.solve(side);
      triangle = qr.upper();
      return z;
    }

    private Fit finish(double[] z, int steps, boolean converged) {
      Expansion e = new Expansion(bases, z);
      double on = residual(problem, e, sourceGrid, problem.gridPoints(), grid);
      double[][] between = offGridPoints(problem);
      double off = residual(problem, e, problem.source(between), between, null);
      double[] b = Matrices.multiply(Transpose.NO, conditions, z);
      Blas1.axpy(-1, conditionSide, b);
      // Data of 0 are met relative to the size of the solution.
      double[] u = e.combine(picked(grid, new int[bases.size()]));
      double size = Math.max(conditionScale, Reductions.maxAbs(u));
      double misfit = size == 0 ? 0 : Reductions.maxAbs(b) / size;
      // What the most likely scale of the prior is: the minimum over the number of equations.
      double sourceNorm = Reductions.norm(sourceGrid);
      double remaining = root * on * (sourceNorm > 0 ? sourceNorm / scale : 1);
      double boundary = root * Reductions.norm(b);
      double squares = Reductions.dot(z, z) + remaining * remaining + boundary * boundary;
      double equations = problem.points() + conditionSide.length;
      return new Fit(
          e, triangle, Math.sqrt(squares / equations), steps, converged, on, off, misfit);
    }
  }

  private static DMatrixRMaj stacked(List<DMatrixRMaj> blocks, int columns) {
    int rows = blocks.stream().mapToInt(b -> b.numRows).sum();
    DMatrixRMaj all = new DMatrixRMaj(rows, columns);
    int at = 0;
    for (DMatrixRMaj b : blocks) {
      System.arraycopy(b.data, 0, all.data, at, b.data.length);
      at += b.data.length;
    }
    return all;
  }

  static double[] nonlinear(PdeProblem problem, List<double[]> fields) {
    double[] n = new double[fields.get(0).length];
    double[] at = new double[fields.size()];
    for (int i = 0; i < n.length; i++) {
      for (int k = 0; k < at.length; k++) {
        at[k] = fields.get(k)[i];
      }
      n[i] = problem.nonlinearity().value().applyAsDouble(at);
    }
    return n;
  }

  /**
   * A point of each cell, at most about 100 along an axis if there are several. Not the middles: a
   * wave of one period for each cell is as invisible there as at the grid points. The places within
   * the cells are those of a sequence that no wave repeats.
   */
  static double[][] offGridPoints(PdeProblem problem) {
    int most = problem.dimension() == 1 ? Integer.MAX_VALUE : problem.dimension() == 2 ? 100 : 24;
    double[][] points = new double[problem.dimension()][];
    for (int d = 0; d < points.length; d++) {
      UniformAxis a = problem.axes().get(d);
      int cells = a.size() - 1;
      int count = Math.min(cells, most);
      points[d] = new double[count];
      for (int i = 0; i < count; i++) {
        int cell = (int) ((long) i * cells / count);
        double turn = (i + 1) * GOLDEN;
        points[d][i] = a.from() + (cell + 0.25 + 0.5 * (turn - Math.floor(turn))) * a.spacing();
      }
    }
    return points;
  }

  /**
   * The norm of the residual of the equation on the product of points over that of the source, or
   * over that of its largest term if the source is 0.
   */
  static double residual(
      PdeProblem problem,
      Expansion e,
      double[] source,
      double[][] points,
      DMatrixRMaj[][] factorsByOrder) {
    DMatrixRMaj[][] factors = factorsByOrder;
    if (factors == null) {
      factors = new DMatrixRMaj[points.length][];
      for (int d = 0; d < points.length; d++) {
        int[] orders = problem.ordersAlong(d);
        factors[d] = new DMatrixRMaj[orders[orders.length - 1] + 1];
        for (int m : orders) {
          factors[d][m] = e.bases().get(d).at(points[d], m);
        }
      }
    }
    double[] r = source.clone();
    Blas1.scale(-1, r);
    double norm = Reductions.norm(source);
    double largest = 0;
    for (PdeProblem.Term term : problem.terms()) {
      double[] t = e.combine(picked(factors, term.orders()));
      double[] c = PdeProblem.sample("coefficient", term.coefficient(), points);
      Blas1.multiply(c, t, t);
      largest = Math.max(largest, Reductions.norm(t));
      Blas1.axpy(1, t, r);
    }
    if (problem.nonlinearity() != null) {
      List<double[]> fields = new ArrayList<>();
      for (int[] orders : problem.nonlinearity().fields()) {
        fields.add(e.combine(picked(factors, orders)));
      }
      Blas1.axpy(1, nonlinear(problem, fields), r);
    }
    double reference = norm > 0 ? norm : largest;
    double value = reference > 0 ? Reductions.norm(r) / reference : Reductions.norm(r);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private static DMatrixRMaj[] picked(DMatrixRMaj[][] factors, int[] orders) {
    DMatrixRMaj[] f = new DMatrixRMaj[orders.length];
    for (int d = 0; d < f.length; d++) {
      f[d] = factors[d][orders[d]];
    }
    return f;
  }

  /** R⁻¹ ε: a draw with precision R'R. */
  static double[] whitened(DMatrixRMaj triangle, PhiloxGenerator generator) {
    int n = triangle.numCols;
    double[] z = new double[n];
    generator.fillNormal(z);
    Blas2.trsv(Triangle.UPPER, Transpose.NO, Diagonal.STORED, n, triangle.data, 0, n, z, 0);
    return z;
  }

  /** |R⁻ᵀ φ|: the posterior standard deviation of φ·z when R'R is the posterior precision. */
  static double deviation(DMatrixRMaj triangle, double[] row) {
    double[] y = row.clone();
    int n = y.length;
    Blas2.trsv(Triangle.UPPER, Transpose.YES, Diagonal.STORED, n, triangle.data, 0, n, y, 0);
    return Reductions.norm(y);
  }
}
