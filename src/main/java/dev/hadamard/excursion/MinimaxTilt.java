package dev.hadamard.excursion;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.SingularMatrixException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Botev's minimax exponential tilt of the separated variables: the means μ of the normal variables
 * to draw from that minimise the largest weight.
 *
 * <p>With x the point of the largest weight, ψ(x, μ) = Σ (μ_k²/2 - x_k μ_k + log(Φ(β_k) - Φ(α_k)))
 * has a saddle, found by Newton's method on 2(n-1) equations; e^ψ there bounds the probability from
 * above.
 *
 * <p>Source: Botev 2017.
 *
 * @param means μ, 0 for the last variable and everywhere if the iteration did not converge
 * @param slopes p_k = -∂ log(Φ(β_k) - Φ(α_k))/∂α_k at the saddle, so that μ_j = Σ_{k>j} c_kj p_k; 0
 *     if there is none
 * @param logBound ψ at the saddle; 0 if there is none
 */
record MinimaxTilt(double[] means, double[] slopes, double logBound) {
  private static final int MAX_ITERATIONS = 60;
  private static final double TOLERANCE = 1e-10;

  /**
   * 1 + ψ'' cancels where intervals are narrow or far; any step is right that leads to the saddle.
   */
  private static final double SMALLEST_VARIANCE = 1e-12;

  /** Up to this order the equations are solved as they stand; beyond, without the means. */
  private static final int FULL_ORDER = 300;

  /**
   * Solves for the tilt.
   *
   * @param c strictly lower triangular rows over their diagonal
   * @param lower bounds over the diagonal
   * @param upper bounds over the diagonal
   */
  static MinimaxTilt of(double[][] c, double[] lower, double[] upper) {
    int n = lower.length;
    if (n < 2) {
      return none(n);
    }
    State state = new State(c, lower, upper);
    int m = n - 1;
    double residual = state.evaluate();
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      if (residual < TOLERANCE) {
        return new MinimaxTilt(state.mu.clone(), state.p.clone(), state.psi);
      }
      double[] step;
      try {
        step =
            n <= FULL_ORDER ? Lu.of(state.jacobian()).solve(state.gradient) : state.reducedStep();
      } catch (SingularMatrixException | IndefiniteMatrixException e) {
        return none(n);
      }
      // Backtracking on the size of the gradient.
      double[] x = state.x.clone();
      double[] mu = state.mu.clone();
      double length = 1;
      double next = Double.POSITIVE_INFINITY;
      for (int halving = 0; halving < 30 && !(next < residual); halving++) {
        for (int i = 0; i < m; i++) {
          state.x[i] = x[i] - length * step[i];
          state.mu[i] = mu[i] - length * step[m + i];
        }
        next = state.evaluate();
        length /= 2;
      }
      if (!(next < residual)) {
        return none(n);
      }
      residual = next;
    }
    return none(n);
  }

  static MinimaxTilt none(int n) {
    return new MinimaxTilt(new double[n], new double[n], 0);
  }

  private static final class State {
    private static final double LOG_ROOT_TWO_PI = 0.9189385332046727;
    private final int n;
    private final double[][] c;
    private final double[] lower;
    private final double[] upper;
    private final double[] x;
    private final double[] mu;
    private final double[] slope;

    /** The first derivatives of the logarithms. */
    private final double[] p;

    private final double[] gradient;
    private double psi;

    State(double[][] c, double[] lower, double[] upper) {
      this.n = lower.length;
      this.c = c;
      this.lower = lower;
      this.upper = upper;
      this.x = new double[n];
      this.mu = new double[n];
      this.slope = new double[n];
      this.p = new double[n];
      this.gradient = new double[2 * (n - 1)];
    }

    /** ψ and its gradient at (x, μ); returns the norm of the gradient. */
    double evaluate() {
      int m = n - 1;
      psi = 0;
      Arrays.fill(gradient, 0);
      for (int k = 0; k < n; k++) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
          sum = Math.fma(c[k][j], x[j], sum);
        }
        double a = lower[k] - mu[k] - sum;
        double b = upper[k] - mu[k] - sum;
        double logP = logProbability(a, b);
        double densityA =
            Double.isInfinite(a) ? 0 : Elementary.exp(-a * a / 2 - LOG_ROOT_TWO_PI - logP);
        double densityB =
            Double.isInfinite(b) ? 0 : Elementary.exp(-b * b / 2 - LOG_ROOT_TWO_PI - logP);
        double pull = densityA - densityB;
        p[k] = pull;
        slope[k] =
            -pull * pull + (densityA == 0 ? 0 : a * densityA) - (densityB == 0 ? 0 : b * densityB);
        psi += mu[k] * mu[k] / 2 - x[k] * mu[k] + logP;
        for (int j = 0; j < Math.min(k, m); j++) {
          gradient[j] = Math.fma(c[k][j], pull, gradient[j]);
        }
        if (k < m) {
          gradient[k] -= mu[k];
          gradient[m + k] = mu[k] - x[k] + pull;
        }
      }
      double norm = 0;
      for (double g : gradient) {
        norm += g * g;
      }
      return Math.sqrt(norm);
    }

    private static double logProbability(double a, double b) {
      double low = a + b > 0 ? -b : a;
      double high = a + b > 0 ? -a : b;
      double logHigh = SpecialFunctions.normalLogCdf(high);
      if (low == Double.NEGATIVE_INFINITY) {
        return logHigh;
      }
      double logLow = SpecialFunctions.normalLogCdf(low);
      return logHigh + Elementary.log1p(-Elementary.exp(logLow - logHigh));
    }

    DMatrixRMaj jacobian() {
      int m = n - 1;
      DMatrixRMaj j = new DMatrixRMaj(2 * m, 2 * m);
      for (int i = 0; i < m; i++) {
        j.set(m + i, m + i, 1 + slope[i]);
        for (int k = 0; k <= i; k++) {
          double mixed = k == i ? -1 : slope[i] * c[i][k];
          j.set(m + i, k, mixed);
          j.set(k, m + i, mixed);
        }
      }
      for (int row = 1; row < n; row++) {
        for (int i = 0; i < Math.min(row, m); i++) {
          double weighted = slope[row] * c[row][i];
          for (int k = 0; k < Math.min(row, m); k++) {
            j.add(i, k, weighted * c[row][k]);
          }
        }
      }
      return j;
    }

    /**
     * Newton's step with μ eliminated: with v_k = 1 + ψ_k'' the variance of truncated variable k
     * and rows c_k, (Σ_k -ψ_k'' c_k c_kᵀ + Σ_k b_k b_kᵀ / v_k) dx = Bᵀ V⁻¹ g_μ - g_x with b_k =
     * ψ_k'' c_k - e_k, positive definite; then V dμ = g_μ - B dx.
     */
    double[] reducedStep() {
      int m = n - 1;
      double[] rows = new double[(n + m) * m];
      double[] right = new double[m];
      for (int k = 0; k < n; k++) {
        double root = Math.sqrt(Math.max(0, -slope[k]));
        for (int j = 0; j < Math.min(k, m); j++) {
          rows[k * m + j] = root * c[k][j];
        }
      }
      for (int k = 0; k < m; k++) {
        double root = Math.sqrt(variance(k));
        int row = (n + k) * m;
        for (int j = 0; j < k; j++) {
          rows[row + j] = slope[k] * c[k][j] / root;
        }
        rows[row + k] = -1 / root;
        Blas1.axpy(gradient[m + k] / root, rows, row, right, 0, m);
      }
      DMatrixRMaj normal = new DMatrixRMaj(m, m);
      Blas3.syrk(Triangle.LOWER, Transpose.YES, m, n + m, 1, rows, 0, m, 0, normal.data, 0, m);
      double[] step = new double[2 * m];
      for (int j = 0; j < m; j++) {
        step[j] = right[j] - gradient[j];
      }
      double[] dx = Arrays.copyOf(step, m);
      Cholesky.inPlace(normal).solveInPlace(dx);
      System.arraycopy(dx, 0, step, 0, m);
      for (int k = 0; k < m; k++) {
        double root = Math.sqrt(variance(k));
        double product = root * Reductions.dot(rows, (n + k) * m, dx, 0, k + 1);
        step[m + k] = (gradient[m + k] - product) / (root * root);
      }
      return step;
    }

    private double variance(int k) {
      return Math.max(SMALLEST_VARIANCE, 1 + slope[k]);
    }
  }
}
