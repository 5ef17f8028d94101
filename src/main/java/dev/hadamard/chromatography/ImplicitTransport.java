package dev.hadamard.chromatography;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.linalg.BlockTridiagonalSolver;
import dev.hadamard.linalg.TridiagonalSolver;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * An implicit stage of transport and kinetics: C with C + Φ q(C) - h F(C) = w*, where q(C) is the
 * backward Euler step q = q* + h (k_a C (q_m - Σq) - k_d q). For given C that step has a closed
 * form: q_i = (q*_i + h k_a,i C_i f)/(1 + h k_d,i) with the free capacity f = (q_m - Σ q*_j/(1 + h
 * k_d,j))/(1 + Σ h k_a,j C_j/(1 + h k_d,j)).
 *
 * <p>Newton's method with the Jacobian of first-order upwind transport and dispersion: exact for
 * dispersion alone, and a defect correction for higher-order transport, whose errors fall by a
 * third to a half each time. Tridiagonal for one component and for linear kinetics, block
 * tridiagonal otherwise. Cost: cells · components² for each iteration, · components³ for competing
 * components.
 */
final class ImplicitTransport {
  private static final int MOST = 400;

  /** F: what flows into each cell. */
  interface Flow {
    void apply(double[] c, double[] derivative);
  }

  private final int n;
  private final int cells;
  private final boolean linear;
  private final double[] ka;
  private final double[] kd;
  private final double capacity;
  private final double phase;

  /** Of -dF/dC, for every component. */
  private final double[] lower;

  private final double[] diagonal;
  private final double[] upper;

  private final double tolerance;
  private final double least;
  private final double stiffness;
  private final double[] q;
  private final double[] residual;
  private final double[] slope;
  private final double[] coupling;
  private final double[] part;
  private TridiagonalSolver[] factors;
  private double factored = Double.NaN;

  /**
   * A stage.
   *
   * @param tolerance the largest residual over the largest w*
   * @param least the largest concentration that is fed, for a column that is still empty
   */
  ImplicitTransport(
      LangmuirSystem system,
      int cells,
      double[] lower,
      double[] diagonal,
      double[] upper,
      double tolerance,
      double least) {
    this.n = system.components();
    this.cells = cells;
    this.linear = system.isLinear();
    this.ka = system.adsorptionRates();
    this.kd = system.desorptionRates();
    this.capacity = system.capacity();
    this.phase = system.phaseRatio();
    this.lower = lower;
    this.diagonal = diagonal;
    this.upper = upper;
    this.tolerance = tolerance;
    this.least = least;
    double most = 0;
    for (double d : diagonal) {
      most = Math.max(most, d);
    }
    this.stiffness = most;
    this.q = new double[n * cells];
    this.residual = new double[n * cells];
    this.slope = new double[n * cells];
    this.coupling = new double[n * cells];
    this.part = new double[cells];
  }

  /**
   * Solves a stage.
   *
   * @param h its time
   * @param w w*
   * @param old q*
   * @param c where it begins; replaced by the solution
   * @param derivative receives F(C)
   * @param flow F
   * @throws ConvergenceException if the iteration does not reach the tolerance
   */
  void solve(double h, double[] w, double[] old, double[] c, double[] derivative, Flow flow) {
    double scale = least;
    for (double value : w) {
      scale = Math.max(scale, Math.abs(value));
    }
    // What rounding of F leaves.
    double enough = Math.max(tolerance, 1e-15 * (1 + h * stiffness)) * scale;
    double worst = 0;
    for (int iteration = 0; iteration < MOST; iteration++) {
      flow.apply(c, derivative);
      kinetics(h, old, c);
      worst = 0;
      for (int k = 0; k < residual.length; k++) {
        residual[k] = w[k] - (c[k] + phase * q[k] - h * derivative[k]);
        worst = Math.max(worst, Math.abs(residual[k]));
      }
      if (worst <= enough) {
        return;
      }
      if (!Double.isFinite(worst)) {
        throw new ConvergenceException(
            "an implicit time step of %s is not finite after %d iterations".formatted(h, iteration),
            Double.POSITIVE_INFINITY);
      }
      correct(h, c);
    }
    throw new ConvergenceException(
        "an implicit time step of %s did not converge in %d iterations: residual %s, must be at most %s"
            .formatted(h, MOST, worst, enough),
        worst);
  }

  /** q(C), its own slope, and the slopes of the free capacity. */
  private void kinetics(double h, double[] old, double[] c) {
    for (int x = 0; x < cells; x++) {
      double free = 1;
      double divisor = 1;
      if (!linear) {
        free = capacity;
        for (int i = 0; i < n; i++) {
          int k = i * cells + x;
          free -= old[k] / (1 + h * kd[i]);
          divisor += h * ka[i] * Math.max(c[k], 0) / (1 + h * kd[i]);
        }
        free /= divisor;
      }
      for (int i = 0; i < n; i++) {
        int k = i * cells + x;
        double gain = h * ka[i] / (1 + h * kd[i]);
        q[k] = old[k] / (1 + h * kd[i]) + gain * c[k] * free;
        slope[k] = gain * free;
        coupling[k] = linear || c[k] < 0 ? 0 : -free * gain / divisor;
      }
    }
  }

  private void correct(double h, double[] c) {
    if (linear || n == 1) {
      if (!linear || factored != h) {
        factors = new TridiagonalSolver[n];
        for (int i = 0; i < n; i++) {
          factors[i] = factor(h, c, i);
        }
        factored = h;
      }
      for (int i = 0; i < n; i++) {
        System.arraycopy(residual, i * cells, part, 0, cells);
        factors[i].solveInPlace(part);
        for (int x = 0; x < cells; x++) {
          c[i * cells + x] += part[x];
        }
      }
      return;
    }
    List<DMatrixRMaj> below = new ArrayList<>();
    List<DMatrixRMaj> middle = new ArrayList<>();
    List<DMatrixRMaj> above = new ArrayList<>();
    double[] right = new double[n * cells];
    for (int x = 0; x < cells; x++) {
      DMatrixRMaj block = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        int k = i * cells + x;
        double gain = h * ka[i] / (1 + h * kd[i]);
        for (int j = 0; j < n; j++) {
          block.set(i, j, phase * gain * c[k] * coupling[j * cells + x]);
        }
        block.add(i, i, 1 + phase * slope[k] + h * diagonal[x]);
        right[x * n + i] = residual[k];
      }
      middle.add(block);
      if (x < cells - 1) {
        below.add(unit(h * lower[x + 1]));
        above.add(unit(h * upper[x]));
      }
    }
    double[] move = BlockTridiagonalSolver.of(below, middle, above).solve(right);
    for (int x = 0; x < cells; x++) {
      for (int i = 0; i < n; i++) {
        c[i * cells + x] += move[x * n + i];
      }
    }
  }

  private DMatrixRMaj unit(double value) {
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      matrix.set(i, i, value);
    }
    return matrix;
  }

  private TridiagonalSolver factor(double h, double[] c, int i) {
    double[] sub = new double[cells - 1];
    double[] main = new double[cells];
    double[] over = new double[cells - 1];
    double gain = h * ka[i] / (1 + h * kd[i]);
    for (int x = 0; x < cells; x++) {
      int k = i * cells + x;
      double own = slope[k] + gain * c[k] * coupling[k];
      main[x] = 1 + phase * own + h * diagonal[x];
      if (x < cells - 1) {
        sub[x] = h * lower[x + 1];
        over[x] = h * upper[x];
      }
    }
    return TridiagonalSolver.of(sub, main, over);
  }
}
