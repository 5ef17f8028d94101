package dev.hadamard.optim;

import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.Qr;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Nonlinear least squares: minimise ½‖r(p)‖² over a box, with a Jacobian that the caller gives.
 *
 * <p>Each step solves min ‖J δ + r‖² + λ‖D δ‖² by Householder QR, never by normal equations; D are
 * the largest column norms of J seen so far, so that the units of the parameters do not matter. λ
 * follows the ratio of actual and predicted decrease. Parameters at a bound whose gradient points
 * outward are held. Cost of a step: O(m n²).
 *
 * <p>Sources: J. J. Moré, The Levenberg-Marquardt algorithm, 1978 (scaling); H. B. Nielsen, Damping
 * parameter in Marquardt's method, 1999.
 */
public final class LevenbergMarquardt {
  /** Residuals are orthogonal to moves where the cosine is below the root of rounding. */
  private static final double COSINE = 1e-7;

  /** A sum of squares. */
  @FunctionalInterface
  public interface Residuals {
    /**
     * Evaluates residuals and Jacobian.
     *
     * @param parameters p, not to be changed
     * @param residuals receives r, m numbers
     * @param jacobian receives ∂r_i/∂p_j at index i n + j
     */
    void evaluate(double[] parameters, double[] residuals, double[] jacobian);
  }

  /**
   * Where the iteration ended.
   *
   * @param parameters p
   * @param residuals r(p)
   * @param jacobian its Jacobian, row by row
   * @param cost ½‖r‖²
   * @param iterations the number of evaluations
   * @param status CONVERGED where the scaled step fell below the tolerance; NO_PROGRESS where
   *     rounding ended it; MAX_ITERATIONS otherwise
   * @param atBound which parameters are held at a bound
   */
  public record Result(
      double[] parameters,
      double[] residuals,
      double[] jacobian,
      double cost,
      int iterations,
      SolverStatus status,
      boolean[] atBound) {

    /**
     * (JᵀJ)⁻¹ over the parameters that are not held; rows and columns of the others are 0. Times
     * the variance of the residuals it is the covariance of p.
     *
     * @return the matrix, row by row; infinite where J does not have full rank
     */
    public double[] inverseInformation() {
      int n = parameters.length;
      int[] free = new int[n];
      int count = 0;
      for (int j = 0; j < n; j++) {
        if (!atBound[j]) {
          free[count++] = j;
        }
      }
      double[] inverse = new double[n * n];
      if (count == 0) {
        return inverse;
      }
      int m = residuals.length;
      double[] norms = new double[count];
      DMatrixRMaj a = new DMatrixRMaj(m, count);
      for (int j = 0; j < count; j++) {
        for (int i = 0; i < m; i++) {
          norms[j] = Math.fma(jacobian[i * n + free[j]], jacobian[i * n + free[j]], norms[j]);
        }
        norms[j] = Math.sqrt(norms[j]);
        for (int i = 0; i < m; i++) {
          a.set(i, j, jacobian[i * n + free[j]] / norms[j]);
        }
      }
      DMatrixRMaj r = m < count ? null : Qr.of(a).upper();
      boolean singular = r == null;
      for (int j = 0; !singular && j < count; j++) {
        singular = !(Math.abs(r.get(j, j)) > 1e-13);
      }
      if (singular) {
        for (int i = 0; i < count; i++) {
          for (int j = 0; j < count; j++) {
            inverse[free[i] * n + free[j]] = Double.POSITIVE_INFINITY;
          }
        }
        return inverse;
      }
      // Columns of R⁻¹, then R⁻¹R⁻ᵀ.
      double[][] x = new double[count][count];
      for (int j = 0; j < count; j++) {
        for (int i = j; i >= 0; i--) {
          double sum = i == j ? 1 : 0;
          for (int l = i + 1; l <= j; l++) {
            sum -= r.get(i, l) * x[l][j];
          }
          x[i][j] = sum / r.get(i, i);
        }
      }
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          double sum = 0;
          for (int l = Math.max(i, j); l < count; l++) {
            sum = Math.fma(x[i][l], x[j][l], sum);
          }
          inverse[free[i] * n + free[j]] = sum / (norms[i] * norms[j]);
        }
      }
      return inverse;
    }
  }

  private final double tolerance;
  private final int maxIterations;

  private LevenbergMarquardt(double tolerance, int maxIterations) {
    this.tolerance = tolerance;
    this.maxIterations = maxIterations;
  }

  /**
   * The solver with tolerance 1e-11 and at most 200 evaluations.
   *
   * @return the solver
   */
  public static LevenbergMarquardt of() {
    return new LevenbergMarquardt(1e-11, 200);
  }

  /**
   * The same with other limits.
   *
   * @param newTolerance where to stop: ‖D δ‖ over ‖D p‖, positive
   * @param newMaxIterations the most evaluations, positive
   * @return the solver
   */
  public LevenbergMarquardt with(double newTolerance, int newMaxIterations) {
    if (!(newTolerance > 0)) {
      throw new IllegalArgumentException("tolerance is " + newTolerance + ": must be positive");
    }
    if (newMaxIterations < 1) {
      throw new IllegalArgumentException(
          "maxIterations is " + newMaxIterations + ": must be at least 1");
    }
    return new LevenbergMarquardt(newTolerance, newMaxIterations);
  }

  /**
   * Minimises over a box. A start outside of it is clipped into it.
   *
   * @param problem the residuals
   * @param count m, the number of residuals
   * @param start the first parameters
   * @param lower lower bounds, may be -infinity
   * @param upper upper bounds, may be infinity, at least lower
   * @return where it ended
   * @throws NonFiniteInputException if the residuals, their squares or the Jacobian at the start
   *     are not finite
   */
  public Result minimise(
      Residuals problem, int count, double[] start, double[] lower, double[] upper) {
    int n = start.length;
    if (n == 0 || lower.length != n || upper.length != n) {
      throw new IllegalArgumentException(
          "start, lower and upper have lengths %d, %d, %d: must be equal and positive"
              .formatted(n, lower.length, upper.length));
    }
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ": must be at least 1");
    }
    double[] p = new double[n];
    for (int j = 0; j < n; j++) {
      if (!(lower[j] <= upper[j])) {
        throw new IllegalArgumentException(
            "lower[%d] is %s: must be at most upper[%d], %s".formatted(j, lower[j], j, upper[j]));
      }
      p[j] = Math.min(upper[j], Math.max(lower[j], start[j]));
    }
    double[] r = new double[count];
    double[] jacobian = new double[count * n];
    problem.evaluate(p, r, jacobian);
    double cost = half(r);
    if (!Double.isFinite(cost)) {
      throw new NonFiniteInputException(
          "residuals at the start "
              + Arrays.toString(p)
              + " are not finite"
              + (allFinite(r) ? " when they are squared: they are too large" : ""));
    }
    if (!allFinite(jacobian)) {
      throw new NonFiniteInputException(
          "the Jacobian at the start " + Arrays.toString(p) + " is not finite");
    }
    double[] trial = new double[n];
    double[] trialR = new double[count];
    double[] trialJ = new double[count * n];
    double[] scale = new double[n];
    boolean[] held = new boolean[n];
    double damping = 1e-3;
    double growth = 2;
    SolverStatus status = SolverStatus.MAX_ITERATIONS;
    int iterations = 1;
    while (iterations < maxIterations) {
      hold(p, r, jacobian, lower, upper, held);
      for (int j = 0; j < n; j++) {
        double norm = 0;
        for (int i = 0; i < count; i++) {
          norm = Math.fma(jacobian[i * n + j], jacobian[i * n + j], norm);
        }
        scale[j] = Math.max(scale[j], Math.sqrt(norm));
      }
      double[] step = step(r, jacobian, scale, held, damping);
      double stepNorm = 0;
      double pointNorm = 0;
      for (int j = 0; j < n; j++) {
        trial[j] = Math.min(upper[j], Math.max(lower[j], p[j] + step[j]));
        double moved = scale[j] * (trial[j] - p[j]);
        stepNorm = Math.fma(moved, moved, stepNorm);
        pointNorm = Math.fma(scale[j] * p[j], scale[j] * p[j], pointNorm);
      }
      double small = tolerance * tolerance * (pointNorm + 2 * cost * 1e-6);
      boolean last = !(stepNorm > small) && damping <= 1e-3;
      problem.evaluate(trial, trialR, trialJ);
      iterations++;
      double newCost = half(trialR);
      double predicted = cost - linear(r, jacobian, p, trial);
      double actual = cost - newCost;
      if (actual >= 0 && predicted > 0 && allFinite(trialJ)) {
        double ratio = actual / predicted;
        System.arraycopy(trial, 0, p, 0, n);
        System.arraycopy(trialR, 0, r, 0, count);
        System.arraycopy(trialJ, 0, jacobian, 0, jacobian.length);
        cost = newCost;
        double cubed = 2 * ratio - 1;
        damping = Math.max(1e-15, damping * Math.max(1 / 9.0, 1 - cubed * cubed * cubed));
        growth = 2;
        if (last) {
          status = SolverStatus.CONVERGED;
          break;
        }
      } else {
        if (last) {
          status = SolverStatus.CONVERGED;
          break;
        }
        // Where rounding hides the decrease of a tiny step, more damping cannot show it.
        if (!(stepNorm > 1e-14 * (pointNorm + 2 * cost))) {
          // A step may be tiny because of its damping alone: the gradient tells.
          status =
              orthogonal(r, jacobian, held) ? SolverStatus.CONVERGED : SolverStatus.NO_PROGRESS;
          break;
        }
        damping *= growth;
        growth *= 2;
        if (!(damping < 1e30)) {
          status = SolverStatus.NO_PROGRESS;
          break;
        }
      }
    }
    hold(p, r, jacobian, lower, upper, held);
    return new Result(p, r, jacobian, cost, iterations, status, held);
  }

  /** Whether moves of free parameters change the cost by rounding only. */
  private static boolean orthogonal(double[] r, double[] jacobian, boolean[] held) {
    double size = Reductions.norm(r);
    int n = held.length;
    for (int j = 0; j < n; j++) {
      double gradient = 0;
      double norm = 0;
      for (int i = 0; i < r.length; i++) {
        gradient = Math.fma(jacobian[i * n + j], r[i], gradient);
        norm = Math.fma(jacobian[i * n + j], jacobian[i * n + j], norm);
      }
      if (!held[j] && !(Math.abs(gradient) <= COSINE * Math.sqrt(norm) * size)) {
        return false;
      }
    }
    return true;
  }

  private static void hold(
      double[] p, double[] r, double[] jacobian, double[] lower, double[] upper, boolean[] held) {
    int n = p.length;
    for (int j = 0; j < n; j++) {
      double gradient = 0;
      for (int i = 0; i < r.length; i++) {
        gradient = Math.fma(jacobian[i * n + j], r[i], gradient);
      }
      held[j] =
          (p[j] <= lower[j] && gradient >= 0)
              || (p[j] >= upper[j] && gradient <= 0)
              || lower[j] == upper[j];
    }
  }

  private static double[] step(
      double[] r, double[] jacobian, double[] scale, boolean[] held, double damping) {
    int n = scale.length;
    int m = r.length;
    DMatrixRMaj a = new DMatrixRMaj(m + n, n);
    System.arraycopy(jacobian, 0, a.data, 0, m * n);
    double root = Math.sqrt(damping);
    for (int j = 0; j < n; j++) {
      double d = scale[j] > 0 ? scale[j] : 1;
      if (held[j]) {
        for (int i = 0; i < m; i++) {
          a.data[i * n + j] = 0;
        }
      }
      a.data[(m + j) * n + j] = held[j] ? d : root * d;
    }
    double[] b = new double[m + n];
    for (int i = 0; i < m; i++) {
      b[i] = -r[i];
    }
    return Qr.inPlace(a).solve(b);
  }

  /** ½‖r + J (q - p)‖². */
  private static double linear(double[] r, double[] jacobian, double[] p, double[] q) {
    int n = p.length;
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      double value = r[i];
      for (int j = 0; j < n; j++) {
        value = Math.fma(jacobian[i * n + j], q[j] - p[j], value);
      }
      sum = Math.fma(value, value, sum);
    }
    return sum / 2;
  }

  private static double half(double[] r) {
    double sum = 0;
    for (double value : r) {
      sum = Math.fma(value, value, sum);
    }
    return sum / 2;
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
