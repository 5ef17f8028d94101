package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Iterative solvers of A x = b that need nothing but products with A. Each returns what it reached
 * and how it ended; none throws on failure to converge. Interrupt the thread to cancel.
 *
 * <p>Sources: Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003); Paige and
 * Saunders (1975, MINRES; 1982, LSQR); Fong and Saunders (2011, LSMR); van der Vorst (1992,
 * BiCGSTAB).
 */
public final class Krylov {
  /** Steps without any progress after which a method gives up. */
  private static final int PATIENCE = 200;

  /** Squares of numbers up to 2 to this power and its inverse neither overflow nor underflow. */
  private static final int SAFE_EXPONENT = 300;

  private Krylov() {}

  /** The history and the decisions that all methods share. */
  private static final class Monitor {
    private final KrylovOptions options;
    private final double scale;
    private double[] history = new double[16];
    private int count;
    private double best = Double.POSITIVE_INFINITY;
    private int bestAt;
    private KrylovStatus status;

    Monitor(KrylovOptions options, double scale) {
      this.options = options;
      this.scale = scale;
    }

    /** Records a residual norm; returns whether to stop. */
    boolean record(double norm) {
      Progress.checkCancelled();
      double relative = scale == 0 ? 0 : norm / scale;
      if (count == history.length) {
        history = Arrays.copyOf(history, 2 * count);
      }
      history[count++] = relative;
      if (relative <= options.tolerance()) {
        status = KrylovStatus.CONVERGED;
      } else if (Double.isNaN(relative)) {
        status = KrylovStatus.BREAKDOWN;
      } else if (count > options.maxIterations()) {
        status = KrylovStatus.MAX_ITERATIONS;
      } else if (relative < best) {
        best = relative;
        bestAt = count;
      } else if (count - bestAt > PATIENCE) {
        status = KrylovStatus.STAGNATION;
      }
      return status != null;
    }

    void breakdown() {
      status = KrylovStatus.BREAKDOWN;
    }

    KrylovResult result(double[] x) {
      return new KrylovResult(x, count - 1, Arrays.copyOf(history, count), status);
    }
  }

  /** A method from the solution 0 on. */
  @FunctionalInterface
  private interface Method {
    KrylovResult solve(LinearOperator a, double[] b, KrylovOptions options);
  }

  /** A way to solve with the operator A / 2^exponent. */
  @FunctionalInterface
  private interface ScaledMethod {
    KrylovResult solve(LinearOperator scaled, int exponent, double[] b);
  }

  /** Solves with b, and where that fails with A, of ordinary size: powers of two change no bit. */
  private static KrylovResult safely(LinearOperator a, double[] b, ScaledMethod method) {
    int size = b.length == 0 ? 0 : extreme(Math.abs(b[Reductions.indexOfMaxAbs(b)]));
    double[] right = b;
    if (size != 0) {
      right = new double[b.length];
      scaleByPowerOfTwo(b, -size, right);
    }
    KrylovResult result = method.solve(a, 0, right);
    if (result.status() == KrylovStatus.BREAKDOWN || result.status() == KrylovStatus.STAGNATION) {
      double[] unit = right.clone();
      normalize(unit);
      // Square operators need not know their transpose.
      double[] image = a.rows() == a.columns() ? a.apply(unit) : a.transposed().apply(unit);
      int operator = extreme(Reductions.norm(image));
      if (operator != 0) {
        result = method.solve(a.scaled(Math.scalb(1.0, -operator)), operator, right);
        size -= operator;
      }
    }
    if (size != 0) {
      scaleByPowerOfTwo(result.solution(), size, result.solution());
    }
    return result;
  }

  private static KrylovResult square(
      LinearOperator a, double[] b, KrylovOptions options, Method method) {
    return safely(a, b, (op, exponent, right) -> verified(op, right, options, method));
  }

  /** The exponent of a number whose square would overflow or underflow, otherwise 0. */
  private static int extreme(double x) {
    int exponent = Math.getExponent(x);
    boolean ordinary = Math.abs(exponent) <= SAFE_EXPONENT || x == 0 || !Double.isFinite(x);
    return ordinary ? 0 : exponent;
  }

  private static void scaleByPowerOfTwo(double[] x, int exponent, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.scalb(x[i], exponent);
    }
  }

  /**
   * Takes no recurrence at its word: forms b - A x. If it is larger than the method believed, the
   * method goes on with it as the right-hand side, as long as that halves it; a residual of the
   * size of rounding, |A| |x| u, counts as converged, as no method gets below.
   */
  private static KrylovResult verified(
      LinearOperator a, double[] b, KrylovOptions options, Method method) {
    double scale = Reductions.norm(b);
    KrylovResult part = method.solve(a, b, options);
    double[] x = part.solution();
    double[] history = part.residuals();
    int steps = part.iterations();
    KrylovStatus status = part.status();
    double[] r = new double[b.length];
    double before = Double.POSITIVE_INFINITY;
    while (scale > 0) {
      a.apply(x, r);
      Blas1.subtract(b, r, r);
      double actual = Reductions.norm(r) / scale;
      history[history.length - 1] = actual;
      if (status != KrylovStatus.CONVERGED
          || actual <= options.tolerance()
          || actual * scale <= rounding(b.length) * size(a, b) * Reductions.norm(x)) {
        break;
      }
      if (!(actual < 0.5 * before)) {
        status = Double.isNaN(actual) ? KrylovStatus.BREAKDOWN : KrylovStatus.STAGNATION;
        break;
      }
      before = actual;
      part =
          method.solve(
              a,
              r,
              options
                  .withTolerance(Math.min(0.5, options.tolerance() / actual))
                  .withMaxIterations(Math.max(0, options.maxIterations() - steps)));
      Blas1.add(x, part.solution(), x);
      int known = history.length;
      history = Arrays.copyOf(history, known + part.iterations());
      for (int i = 0; i < part.iterations(); i++) {
        history[known + i] = actual * part.residuals()[i + 1];
      }
      steps += part.iterations();
      status = part.status();
    }
    return new KrylovResult(x, steps, history, status);
  }

  /** Of a residual relative to |A| |x|, what rounding leaves: a multiple of u that grows with n. */
  private static double rounding(int n) {
    return 32 * 0x1p-53 * Math.sqrt(n);
  }

  /** |A| from below, by a few steps of the power method. */
  private static double size(LinearOperator a, double[] start) {
    double[] v = start.clone();
    double[] w = new double[v.length];
    double largest = 0;
    for (int step = 0; step < 5; step++) {
      if (!(normalize(v) > 0)) {
        break;
      }
      a.apply(v, w);
      largest = Math.max(largest, Reductions.norm(w));
      System.arraycopy(w, 0, v, 0, v.length);
    }
    return largest;
  }

  private static void square(LinearOperator a, double[] b) {
    if (a.rows() != a.columns()) {
      throw new IllegalArgumentException(
          "the operator is " + a.rows() + " by " + a.columns() + ": must be square");
    }
    Shapes.length("b", b, a.rows());
  }

  private static void checkSymmetric(LinearOperator a) {
    if (!a.is(OperatorProperty.SYMMETRIC)) {
      throw new IllegalArgumentException(
          "the operator is not known to be symmetric: say so with OperatorProperty.SYMMETRIC");
    }
  }

  /**
   * Conjugate gradients for symmetric positive definite operators.
   *
   * @param a the operator, known to be symmetric
   * @param b the right-hand side
   * @param preconditioner symmetric positive definite
   * @param options when to stop
   * @return the result; {@link KrylovStatus#BREAKDOWN} if a curvature p' A p is not positive
   */
  public static KrylovResult conjugateGradient(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    square(a, b);
    checkSymmetric(a);
    return square(a, b, options, (op, r, o) -> conjugateGradientOnce(op, r, preconditioner, o));
  }

  private static KrylovResult conjugateGradientOnce(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    int n = b.length;
    double[] x = new double[n];
    double[] r = b.clone();
    double[] z = new double[n];
    double[] q = new double[n];
    Monitor monitor = new Monitor(options, Reductions.norm(b));
    if (monitor.record(Reductions.norm(r))) {
      return monitor.result(x);
    }
    preconditioner.apply(r, z);
    double[] p = z.clone();
    double rho = Reductions.dot(r, z);
    while (true) {
      a.apply(p, q);
      double curvature = Reductions.dot(p, q);
      if (!(curvature > 0 && rho > 0)) {
        monitor.breakdown();
        return monitor.result(x);
      }
      double step = rho / curvature;
      Blas1.axpy(step, p, x);
      Blas1.axpy(-step, q, r);
      if (monitor.record(Reductions.norm(r))) {
        return monitor.result(x);
      }
      preconditioner.apply(r, z);
      double next = Reductions.dot(r, z);
      Blas1.axpby(1, z, next / rho, p);
      rho = next;
    }
  }

  /**
   * Iterative refinement with an approximate inverse, such as a factorisation of a matrix nearby,
   * of A + δI, or in lower precision: x + M⁻¹(b - A x) until the residual is small. The error falls
   * where the eigenvalues of I - M⁻¹A are below 1 in size, and by these.
   *
   * @param a the operator
   * @param b the right-hand side
   * @param inverse M⁻¹, any
   * @param options when to stop
   * @return the result; {@link KrylovStatus#STAGNATION} or {@link KrylovStatus#BREAKDOWN} if the
   *     residual does not fall, or overflows
   */
  public static KrylovResult refinement(
      LinearOperator a, double[] b, Preconditioner inverse, KrylovOptions options) {
    square(a, b);
    double[] x = new double[b.length];
    double[] r = b.clone();
    double[] z = new double[b.length];
    Monitor monitor = new Monitor(options, Reductions.norm(b));
    while (!monitor.record(Reductions.norm(r))) {
      inverse.apply(r, z);
      Blas1.add(x, z, x);
      a.apply(x, r);
      Blas1.subtract(b, r, r);
    }
    return monitor.result(x);
  }

  /**
   * MINRES for symmetric operators, indefinite ones included: the least residual at every step.
   *
   * @param a the operator, known to be symmetric
   * @param b the right-hand side
   * @param options when to stop
   * @return the result
   */
  public static KrylovResult minres(LinearOperator a, double[] b, KrylovOptions options) {
    return minres(a, b, Preconditioner.identity(), options);
  }

  /**
   * Preconditioned MINRES for symmetric operators, indefinite ones included: the least residual in
   * the norm √(r' M⁻¹ r) at every step. For an indefinite operator the preconditioner approximates
   * |A|.
   *
   * @param a the operator, known to be symmetric
   * @param b the right-hand side
   * @param preconditioner symmetric positive definite
   * @param options when to stop; the history is relative in the norm of the preconditioner, its
   *     last entry in the 2-norm
   * @return the result; {@link KrylovStatus#BREAKDOWN} if the preconditioner is not positive
   *     definite
   */
  public static KrylovResult minres(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    square(a, b);
    checkSymmetric(a);
    return square(a, b, options, (op, r, o) -> minresOnce(op, r, preconditioner, o));
  }

  private static KrylovResult minresOnce(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    int n = b.length;
    double[] x = new double[n];
    // Lanczos vectors without (r) and with the preconditioner (z, scaled to v); r = beta times the
    // vector.
    double[] before = new double[n];
    double[] r = b.clone();
    double[] z = new double[n];
    double[] v = new double[n];
    double[] w = new double[n];
    preconditioner.apply(r, z);
    double beta = Math.sqrt(Reductions.dot(r, z));
    Monitor monitor = new Monitor(options, beta);
    if (monitor.record(beta)) {
      return monitor.result(x);
    }
    double[] direction = new double[n];
    double[] older = new double[n];
    double residual = beta;
    double couple = 0;
    double last = beta;
    double c = 1;
    double s = 0;
    double cOld = 1;
    double sOld = 0;
    while (true) {
      Blas1.scale(1 / beta, z, 0, v, 0, n);
      a.apply(v, w);
      Blas1.axpy(-couple / last, before, w);
      double alpha = Reductions.dot(v, w);
      Blas1.axpy(-alpha / beta, r, w);
      preconditioner.apply(w, z);
      double next = Math.sqrt(Reductions.dot(w, z));
      double epsilon = sOld * couple;
      double delta = Math.fma(c, cOld * couple, s * alpha);
      double gammaBar = Math.fma(c, alpha, -(s * cOld * couple));
      double gamma = Householder.hypot(gammaBar, next);
      if (!(gamma > 0)) {
        monitor.breakdown();
        return monitor.result(x);
      }
      cOld = c;
      sOld = s;
      c = gammaBar / gamma;
      s = next / gamma;
      double[] fresh = older;
      for (int i = 0; i < n; i++) {
        fresh[i] = Math.fma(-delta, direction[i], Math.fma(-epsilon, older[i], v[i])) / gamma;
      }
      older = direction;
      direction = fresh;
      Blas1.axpy(c * residual, direction, x);
      residual *= -s;
      if (monitor.record(Math.abs(residual))) {
        return monitor.result(x);
      }
      double[] reuse = before;
      before = r;
      r = w;
      w = reuse;
      last = beta;
      couple = next;
      beta = next;
    }
  }

  /**
   * GMRES with restarts for any square operator, preconditioned on the right.
   *
   * @param a the operator
   * @param b the right-hand side
   * @param preconditioner an approximate inverse
   * @param options when to stop, and the length of a cycle
   * @return the result; {@link KrylovStatus#STAGNATION} if a whole cycle brings nothing
   */
  public static KrylovResult gmres(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    square(a, b);
    return square(a, b, options, (op, r, o) -> gmresOnce(op, r, preconditioner, o));
  }

  private static KrylovResult gmresOnce(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    int n = b.length;
    int m = Math.min(options.restart(), Math.max(1, n));
    double[] x = new double[n];
    double[] r = b.clone();
    double[][] basis = new double[m + 1][n];
    double[][] h = new double[m + 1][m];
    double[] c = new double[m];
    double[] s = new double[m];
    double[] g = new double[m + 1];
    double[] z = new double[n];
    double norm = Reductions.norm(r);
    Monitor monitor = new Monitor(options, norm);
    if (monitor.record(norm)) {
      return monitor.result(x);
    }
    while (true) {
      Arrays.fill(g, 0);
      g[0] = norm;
      Blas1.scale(1 / norm, r, 0, basis[0], 0, n);
      int k = 0;
      boolean stop = false;
      for (; k < m && !stop; k++) {
        preconditioner.apply(basis[k], z);
        double[] w = basis[k + 1];
        a.apply(z, w);
        double before = Reductions.norm(w);
        for (int i = 0; i <= k; i++) {
          h[i][k] = Reductions.dot(basis[i], w);
          Blas1.axpy(-h[i][k], basis[i], w);
        }
        // A second pass keeps the basis orthogonal to working precision.
        for (int i = 0; i <= k; i++) {
          double rest = Reductions.dot(basis[i], w);
          h[i][k] += rest;
          Blas1.axpy(-rest, basis[i], w);
        }
        double length = Reductions.norm(w);
        h[k + 1][k] = length;
        for (int i = 0; i < k; i++) {
          double t = Math.fma(c[i], h[i][k], s[i] * h[i + 1][k]);
          h[i + 1][k] = Math.fma(c[i], h[i + 1][k], -(s[i] * h[i][k]));
          h[i][k] = t;
        }
        double pivot = Math.sqrt(Math.fma(h[k][k], h[k][k], length * length));
        if (!(pivot > 0)) {
          monitor.breakdown();
          break;
        }
        c[k] = h[k][k] / pivot;
        s[k] = length / pivot;
        h[k][k] = pivot;
        g[k + 1] = -s[k] * g[k];
        g[k] = c[k] * g[k];
        boolean exhausted = length <= 0x1p-50 * before;
        stop = monitor.record(Math.abs(g[k + 1])) || exhausted;
        if (!exhausted) {
          Blas1.scale(1 / length, w);
        }
      }
      for (int i = k - 1; i >= 0; i--) {
        double sum = g[i];
        for (int j = i + 1; j < k; j++) {
          sum = Math.fma(-h[i][j], g[j], sum);
        }
        g[i] = sum / h[i][i];
      }
      Arrays.fill(r, 0);
      for (int i = 0; i < k; i++) {
        Blas1.axpy(g[i], basis[i], r);
      }
      preconditioner.apply(r, z);
      Blas1.axpy(1, z, x);
      if (monitor.status != null) {
        return monitor.result(x);
      }
      a.apply(x, z);
      Blas1.subtract(b, z, r);
      double next = Reductions.norm(r);
      if (!(next < norm * (1 - 0x1p-40))) {
        monitor.status = Double.isNaN(next) ? KrylovStatus.BREAKDOWN : KrylovStatus.STAGNATION;
        return monitor.result(x);
      }
      norm = next;
      if (norm <= options.tolerance() * monitor.scale) {
        monitor.status = KrylovStatus.CONVERGED;
        return monitor.result(x);
      }
    }
  }

  /**
   * BiCGSTAB for any square operator, preconditioned on the right; short recurrences, two products
   * a step.
   *
   * @param a the operator
   * @param b the right-hand side
   * @param preconditioner an approximate inverse
   * @param options when to stop
   * @return the result; {@link KrylovStatus#BREAKDOWN} if an inner product vanishes
   */
  public static KrylovResult biCgStab(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    square(a, b);
    return square(a, b, options, (op, r, o) -> biCgStabOnce(op, r, preconditioner, o));
  }

  private static KrylovResult biCgStabOnce(
      LinearOperator a, double[] b, Preconditioner preconditioner, KrylovOptions options) {
    int n = b.length;
    double[] x = new double[n];
    double[] r = b.clone();
    double[] shadow = b.clone();
    double[] p = b.clone();
    double[] v = new double[n];
    double[] t = new double[n];
    double[] ready = new double[n];
    Monitor monitor = new Monitor(options, Reductions.norm(b));
    if (monitor.record(Reductions.norm(r))) {
      return monitor.result(x);
    }
    double rho = Reductions.dot(shadow, r);
    while (true) {
      preconditioner.apply(p, ready);
      a.apply(ready, v);
      double alpha = rho / Reductions.dot(shadow, v);
      if (!Shapes.usable(alpha)) {
        monitor.breakdown();
        return monitor.result(x);
      }
      Blas1.axpy(alpha, ready, x);
      Blas1.axpy(-alpha, v, r);
      if (Reductions.norm(r) <= options.tolerance() * monitor.scale) {
        monitor.record(Reductions.norm(r));
        return monitor.result(x);
      }
      preconditioner.apply(r, ready);
      a.apply(ready, t);
      double omega = Reductions.dot(t, r) / Reductions.dot(t, t);
      if (!Shapes.usable(omega)) {
        monitor.breakdown();
        return monitor.result(x);
      }
      Blas1.axpy(omega, ready, x);
      Blas1.axpy(-omega, t, r);
      if (monitor.record(Reductions.norm(r))) {
        return monitor.result(x);
      }
      double next = Reductions.dot(shadow, r);
      double beta = next / rho * (alpha / omega);
      if (!Shapes.usable(beta)) {
        monitor.breakdown();
        return monitor.result(x);
      }
      Blas1.axpy(-omega, v, p);
      Blas1.axpby(1, r, beta, p);
      rho = next;
    }
  }

  /**
   * LSQR: the least-squares solution of A x = b, with {@code damping} that of (A' A + damping² I) x
   * = A' b.
   *
   * @param a an operator of any shape
   * @param b the right-hand side
   * @param damping at least 0
   * @param options when to stop: the residual of the normal equations relative to |A' b|
   * @return the result; its residuals are those of the normal equations
   */
  public static KrylovResult lsqr(
      LinearOperator a, double[] b, double damping, KrylovOptions options) {
    checkLeastSquares(a, b, damping);
    return safely(
        a,
        b,
        (op, exponent, right) -> lsqrOnce(op, right, Math.scalb(damping, -exponent), options));
  }

  private static KrylovResult lsqrOnce(
      LinearOperator a, double[] b, double damping, KrylovOptions options) {
    Bidiagonalisation lanczos = new Bidiagonalisation(a, b);
    double[] x = new double[a.columns()];
    // Relative numbers, because the product of the two norms may underflow.
    double alphaFirst = lanczos.alpha;
    double betaFirst = lanczos.beta;
    Monitor monitor = new Monitor(options, 1);
    if (monitor.record(start(alphaFirst, betaFirst))) {
      return monitor.result(x);
    }
    double[] w = lanczos.v.clone();
    double phiBar = betaFirst;
    double rhoBar = alphaFirst;
    while (true) {
      lanczos.step();
      double rhoDamped = Householder.hypot(rhoBar, damping);
      phiBar *= rhoBar / rhoDamped;
      double rho = Householder.hypot(rhoDamped, lanczos.beta);
      double c = rhoDamped / rho;
      double s = lanczos.beta / rho;
      double theta = s * lanczos.alpha;
      rhoBar = -c * lanczos.alpha;
      double phi = c * phiBar;
      phiBar = s * phiBar;
      Blas1.axpy(phi / rho, w, x);
      Blas1.axpby(1, lanczos.v, -theta / rho, w);
      if (monitor.record(Math.abs(phiBar / betaFirst * (lanczos.alpha / alphaFirst) * c))) {
        break;
      }
    }
    return verifiedNormal(a, b, damping, options, monitor.result(x), alphaFirst, betaFirst);
  }

  /**
   * LSMR (Fong and Saunders 2011): the least-squares solution of A x = b, with {@code damping} that
   * of (A' A + damping² I) x = A' b. The residual of the normal equations falls at every step, so
   * that it may stop earlier than LSQR.
   *
   * @param a an operator of any shape
   * @param b the right-hand side
   * @param damping at least 0
   * @param options when to stop: the residual of the normal equations relative to |A' b|
   * @return the result; its residuals are those of the normal equations
   */
  public static KrylovResult lsmr(
      LinearOperator a, double[] b, double damping, KrylovOptions options) {
    checkLeastSquares(a, b, damping);
    return safely(
        a,
        b,
        (op, exponent, right) -> lsmrOnce(op, right, Math.scalb(damping, -exponent), options));
  }

  private static KrylovResult lsmrOnce(
      LinearOperator a, double[] b, double damping, KrylovOptions options) {
    Bidiagonalisation lanczos = new Bidiagonalisation(a, b);
    double[] x = new double[a.columns()];
    double alphaFirst = lanczos.alpha;
    double betaFirst = lanczos.beta;
    Monitor monitor = new Monitor(options, 1);
    if (monitor.record(start(alphaFirst, betaFirst))) {
      return monitor.result(x);
    }
    double[] h = lanczos.v.clone();
    double[] hBar = new double[x.length];
    double alphaBar = alphaFirst;
    double zetaBar = 1;
    double rho = 1;
    double rhoBar = 1;
    double cBar = 1;
    double sBar = 0;
    while (true) {
      lanczos.step();
      double alphaHat = Householder.hypot(alphaBar, damping);
      double rhoOld = rho;
      rho = Householder.hypot(alphaHat, lanczos.beta);
      double c = alphaHat / rho;
      double s = lanczos.beta / rho;
      double theta = s * lanczos.alpha;
      alphaBar = c * lanczos.alpha;
      double rhoBarOld = rhoBar;
      double thetaBar = sBar * rho;
      double turned = cBar * rho;
      rhoBar = Householder.hypot(turned, theta);
      if (!(rho > 0 && rhoBar > 0)) {
        monitor.breakdown();
        break;
      }
      cBar = turned / rhoBar;
      sBar = theta / rhoBar;
      double zeta = cBar * zetaBar;
      zetaBar *= -sBar;
      Blas1.axpby(1, h, -(thetaBar / rhoOld) * (rho / rhoBarOld), hBar);
      Blas1.axpy(zeta / rho * alphaFirst / rhoBar * betaFirst, hBar, x);
      Blas1.axpby(1, lanczos.v, -theta / rho, h);
      if (monitor.record(Math.abs(zetaBar))) {
        break;
      }
    }
    return verifiedNormal(a, b, damping, options, monitor.result(x), alphaFirst, betaFirst);
  }

  /** Golub and Kahan's bidiagonalisation: orthonormal u and v, A v = beta u, A' u = alpha v. */
  private static final class Bidiagonalisation {
    private final LinearOperator a;
    private final double[] u;
    private final double[] v;
    private final double[] au;
    private final double[] av;
    private double alpha;
    private double beta;

    Bidiagonalisation(LinearOperator a, double[] b) {
      this.a = a;
      this.u = b.clone();
      this.v = new double[a.columns()];
      this.au = new double[a.rows()];
      this.av = new double[a.columns()];
      beta = normalize(u);
      a.applyTranspose(u, v);
      alpha = normalize(v);
    }

    void step() {
      a.apply(v, au);
      Blas1.axpby(1, au, -alpha, u);
      beta = normalize(u);
      a.applyTranspose(u, av);
      Blas1.axpby(1, av, -beta, v);
      alpha = normalize(v);
    }
  }

  /** |A' b| = alpha beta relative to itself: 1, or 0 if it is zero, or NaN if it is not finite. */
  private static double start(double alpha, double beta) {
    if (!Double.isFinite(alpha) || !Double.isFinite(beta)) {
      return Double.NaN;
    }
    return alpha == 0 || beta == 0 ? 0 : 1;
  }

  private static void checkLeastSquares(LinearOperator a, double[] b, double damping) {
    Shapes.length("b", b, a.rows());
    if (!(damping >= 0 && damping < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "damping is " + damping + ": must be at least 0 and finite");
    }
  }

  /** Takes no recurrence at its word: forms A'(b - A x) - damping² x. */
  private static KrylovResult verifiedNormal(
      LinearOperator a,
      double[] b,
      double damping,
      KrylovOptions options,
      KrylovResult result,
      double alphaFirst,
      double betaFirst) {
    int n = a.columns();
    double[] x = result.solution();
    double[] residual = a.apply(x);
    Blas1.subtract(b, residual, residual);
    double[] normal = new double[n];
    a.applyTranspose(residual, normal);
    Blas1.axpy(-damping * damping, x, normal);
    double actual = Reductions.norm(normal) / betaFirst / alphaFirst;
    result.residuals()[result.iterations()] = actual;
    if (result.status() != KrylovStatus.CONVERGED || actual <= options.tolerance()) {
      return result;
    }
    // What rounding leaves of A'(b - A x): |A| times that of b - A x.
    double norm = Math.sqrt(size(normalOperator(a), x));
    double floor = rounding(b.length + n) * norm * (norm * Reductions.norm(x) + betaFirst);
    return actual * betaFirst * alphaFirst <= floor
        ? result
        : new KrylovResult(x, result.iterations(), result.residuals(), KrylovStatus.STAGNATION);
  }

  private static LinearOperator normalOperator(LinearOperator a) {
    return a.transposed().compose(a);
  }

  /**
   * Block conjugate gradients (O'Leary 1980) for several right-hand sides, which share one growing
   * space and so take fewer steps than one by one.
   *
   * @param a the operator, known to be symmetric; must be positive definite
   * @param b the right-hand sides, one in each column
   * @param options when to stop: the largest residual of a column relative to the largest norm of a
   *     column of B
   * @return the result, its solution the columns of X row after row as {@code b.data}; {@link
   *     KrylovStatus#BREAKDOWN} if the directions of the block become dependent or the curvature P'
   *     A P is not positive definite
   */
  public static KrylovResult blockConjugateGradient(
      LinearOperator a, DMatrixRMaj b, KrylovOptions options) {
    checkSymmetric(a);
    int n = a.rows();
    Shapes.rows("b", b, n);
    int size = extreme(largestColumn(b));
    if (size != 0) {
      DMatrixRMaj right = b.copy();
      scaleByPowerOfTwo(right.data, -size, right.data);
      KrylovResult result = blockConjugateGradient(a, right, options);
      scaleByPowerOfTwo(result.solution(), size, result.solution());
      return result;
    }
    int k = b.numCols;
    DMatrixRMaj x = new DMatrixRMaj(n, k);
    DMatrixRMaj r = b.copy();
    DMatrixRMaj p = b.copy();
    DMatrixRMaj q = new DMatrixRMaj(n, k);
    Monitor monitor = new Monitor(options, largestColumn(r));
    if (monitor.record(largestColumn(r))) {
      return monitor.result(x.data);
    }
    DMatrixRMaj rho = Matrices.gram(r);
    DMatrixRMaj step = new DMatrixRMaj(k, k);
    DMatrixRMaj curvature = new DMatrixRMaj(k, k);
    while (true) {
      a.apply(p, q);
      Matrices.multiplyAdd(1, Transpose.YES, p, Transpose.NO, q, 0, curvature);
      try {
        Cholesky.of(curvature).solve(rho, step);
        Matrices.multiplyAdd(1, p, step, 1, x);
        Matrices.multiplyAdd(-1, q, step, 1, r);
        if (monitor.record(largestColumn(r))) {
          return verifiedColumns(a, b, x, options, monitor.result(x.data));
        }
        DMatrixRMaj next = Matrices.gram(r);
        Cholesky.of(rho).solve(next, step);
        DMatrixRMaj fresh = r.copy();
        Matrices.multiplyAdd(1, p, step, 1, fresh);
        p = fresh;
        rho = next;
      } catch (IndefiniteMatrixException dependent) {
        monitor.breakdown();
        return monitor.result(x.data);
      }
    }
  }

  private static KrylovResult verifiedColumns(
      LinearOperator a, DMatrixRMaj b, DMatrixRMaj x, KrylovOptions options, KrylovResult result) {
    DMatrixRMaj r = new DMatrixRMaj(b.numRows, b.numCols);
    a.apply(x, r);
    Blas1.subtract(b.data, 0, r.data, 0, r.data, 0, r.getNumElements());
    double scale = largestColumn(b);
    double actual = largestColumn(r) / scale;
    result.residuals()[result.iterations()] = actual;
    boolean right =
        result.status() != KrylovStatus.CONVERGED
            || actual <= options.tolerance()
            || actual * scale
                <= rounding(b.numRows)
                    * size(a, Arrays.copyOf(x.data, b.numRows))
                    * largestColumn(x);
    return right
        ? result
        : new KrylovResult(
            x.data, result.iterations(), result.residuals(), KrylovStatus.STAGNATION);
  }

  private static double largestColumn(DMatrixRMaj r) {
    double[] column = new double[r.numRows];
    double largest = 0;
    for (int j = 0; j < r.numCols; j++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = r.data[i * r.numCols + j];
      }
      largest = Math.max(largest, Reductions.norm(column));
    }
    return largest;
  }

  /** Divides by the norm, which is returned; a zero vector stays. */
  private static double normalize(double[] x) {
    double norm = Reductions.norm(x);
    if (norm > 0) {
      Blas1.scale(1 / norm, x);
    }
    return norm;
  }
}
