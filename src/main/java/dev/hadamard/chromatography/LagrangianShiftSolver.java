package dev.hadamard.chromatography;

import dev.hadamard.kernel.Progress;
import dev.hadamard.linalg.TridiagonalSolver;
import java.util.Arrays;

/**
 * The nonlinear column by splitting: cells of equal residence time, half a step of kinetics, a
 * shift by one cell, half a step of kinetics. The shift is exact, so that there is no numerical
 * diffusion, and the mass balance holds to rounding. Second order in the step t₀/cells. With {@link
 * #withPeclet dispersion} half a step of it stands on each side, implicit and L-stable, of constant
 * velocity and between closed ends (Danckwerts). Cost: cells · components for each step.
 */
public final class LagrangianShiftSolver {
  /** Beyond, the outlet's arrays take gigabytes. */
  private static final int MOST_STEPS = 50_000_000;

  private static final double GAMMA = 1 - Math.sqrt(0.5);

  private final LangmuirSystem system;
  private final int cells;
  private final double peclet;

  private LagrangianShiftSolver(LangmuirSystem system, int cells, double peclet) {
    this.system = system;
    this.cells = cells;
    this.peclet = peclet;
  }

  /**
   * The solver of a column.
   *
   * @param system the kinetics
   * @param cells the number of cells, at least 2
   * @return the solver
   */
  public static LagrangianShiftSolver of(LangmuirSystem system, int cells) {
    if (cells < 2) {
      throw new IllegalArgumentException("cells is " + cells + ": must be at least 2");
    }
    return new LagrangianShiftSolver(system, cells, Double.POSITIVE_INFINITY);
  }

  /**
   * The same with dispersion, at constant velocity.
   *
   * @param newPeclet Pe = uL/D, positive; infinite for none
   * @return the solver
   */
  public LagrangianShiftSolver withPeclet(double newPeclet) {
    if (!(newPeclet > 0)) {
      throw new IllegalArgumentException("peclet is " + newPeclet + ": must be positive");
    }
    return new LagrangianShiftSolver(system, cells, newPeclet);
  }

  /**
   * Solves from an empty column.
   *
   * @param inlet the inlet; each step takes its mean
   * @param duration t at the end, positive, at most 5·10⁷ steps
   * @return the means of the outlet over the steps, at their middle times
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ColumnRun solve(LangmuirSystem.Inlet inlet, double duration) {
    return solve(ColumnState.empty(system, cells), inlet, duration);
  }

  /**
   * Solves from a column that holds something.
   *
   * @param initial the means of the cells at time 0, as many as the solver has
   * @param inlet the inlet; each step takes its mean
   * @param duration t at the end, positive, at most 5·10⁷ steps
   * @return the means of the outlet over the steps, at their middle times
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ColumnRun solve(ColumnState initial, LangmuirSystem.Inlet inlet, double duration) {
    inlet.check(system);
    initial.check(system, cells);
    Requirements.positive("duration", duration);
    int n = system.components();
    double dt = system.holdUpTime() / cells;
    double wanted = Math.ceil(duration / dt);
    if (wanted > MOST_STEPS) {
      throw new IllegalArgumentException(
          "duration is "
              + duration
              + ": must take at most "
              + MOST_STEPS
              + " steps of "
              + dt
              + ", hold-up time over cells");
    }
    int steps = (int) wanted;
    double phase = system.phaseRatio();
    double[] c = new double[n * cells];
    double[] q = new double[n * cells];
    double[] times = new double[steps];
    double[][] outlet = new double[n][steps];
    double[] fed = new double[n];
    double[] left = new double[n];
    double[][] carried = initial.concentrations();
    double[][] adsorbed = initial.adsorbed();
    for (int i = 0; i < n; i++) {
      System.arraycopy(carried[i], 0, c, i * cells, cells);
      System.arraycopy(adsorbed[i], 0, q, i * cells, cells);
      for (int x = 0; x < cells; x++) {
        fed[i] += c[i * cells + x] + phase * q[i * cells + x];
      }
    }
    Kinetics kinetics = new Kinetics();
    Spreading spreading = peclet < Double.POSITIVE_INFINITY ? new Spreading() : null;
    for (int m = 0; m < steps; m++) {
      Progress.checkCancelled();
      if (spreading != null) {
        spreading.advance(c);
      }
      kinetics.advance(c, q, dt / 2);
      times[m] = (m + 0.5) * dt;
      for (int i = 0; i < n; i++) {
        outlet[i][m] = c[i * cells + cells - 1];
        System.arraycopy(c, i * cells, c, i * cells + 1, cells - 1);
        double entering = (inlet.integral((m + 1) * dt, i) - inlet.integral(m * dt, i)) / dt;
        c[i * cells] = entering;
        fed[i] += entering;
        left[i] += outlet[i][m];
      }
      kinetics.advance(c, q, dt / 2);
      if (spreading != null) {
        spreading.advance(c);
      }
    }
    double defect = 0;
    for (int i = 0; i < n; i++) {
      double held = 0;
      for (int x = 0; x < cells; x++) {
        held += c[i * cells + x] + phase * q[i * cells + x];
      }
      defect = Math.max(defect, fed[i] > 0 ? Math.abs(fed[i] - left[i] - held) / fed[i] : 0);
    }
    return new ColumnRun(times, outlet, defect, steps, (long) steps * cells);
  }

  /**
   * Half a step of C_t = D C_xx between closed ends, C' = r δ²C with r = D Δt/Δx² = cells/Pe: two
   * implicit stages of second order, which keep the sum.
   */
  private final class Spreading {
    private final TridiagonalSolver stage;
    private final double share = cells / peclet / 2;
    private final double[] old = new double[cells];
    private final double[] part = new double[cells];

    Spreading() {
      double[] diagonal = new double[cells];
      double[] beside = new double[cells - 1];
      Arrays.fill(beside, -GAMMA * share);
      for (int x = 0; x < cells; x++) {
        diagonal[x] = 1 + GAMMA * share * (x == 0 || x == cells - 1 ? 1 : 2);
      }
      stage = TridiagonalSolver.of(beside, diagonal, beside);
    }

    void advance(double[] c) {
      for (int at = 0; at < c.length; at += cells) {
        System.arraycopy(c, at, old, 0, cells);
        System.arraycopy(c, at, part, 0, cells);
        stage.solveInPlace(part);
        // The second stage begins at c + (1 - γ) Δt L(first), and L(first) is a flux difference.
        for (int x = 0; x < cells; x++) {
          double left = x == 0 ? 0 : part[x] - part[x - 1];
          double right = x == cells - 1 ? 0 : part[x + 1] - part[x];
          c[at + x] = old[x] + (1 - GAMMA) * share * (right - left);
        }
        System.arraycopy(c, at, part, 0, cells);
        stage.solveInPlace(part);
        for (int x = 0; x < cells; x++) {
          double left = x == 0 ? 0 : part[x] - part[x - 1];
          double right = x == cells - 1 ? 0 : part[x + 1] - part[x];
          c[at + x] += GAMMA * share * (right - left);
        }
      }
    }
  }

  /** A step of second order that keeps w = C + Φq: SDIRK2 of backward Euler steps. */
  private final class Kinetics {
    private final ImplicitKinetics implicit = new ImplicitKinetics(system);
    private final double[] w = new double[system.components() * cells];
    private final double[] old = new double[w.length];

    void advance(double[] c, double[] q, double h) {
      double phase = system.phaseRatio();
      int n = system.components();
      for (int k = 0; k < w.length; k++) {
        w[k] = c[k] + phase * q[k];
      }
      if (system.isLinear()) {
        linear(q, h);
      } else {
        System.arraycopy(q, 0, old, 0, q.length);
        for (int x = 0; x < cells; x++) {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            sum += q[i * cells + x];
          }
          sum = implicit.step(GAMMA * h, w, q, x, cells, sum);
          for (int i = 0; i < n; i++) {
            int k = i * cells + x;
            q[k] = old[k] + (1 - GAMMA) / GAMMA * (q[k] - old[k]);
          }
          implicit.step(GAMMA * h, w, q, x, cells, sum);
        }
      }
      for (int k = 0; k < w.length; k++) {
        c[k] = w[k] - phase * q[k];
      }
    }

    /** Exactly: q relaxes to K w/(k_d + K Φ) at the rate k_d + K Φ. */
    private void linear(double[] q, double h) {
      double[] ka = system.adsorptionRates();
      double[] kd = system.desorptionRates();
      for (int i = 0; i < ka.length; i++) {
        double rate = kd[i] + ka[i] * system.phaseRatio();
        double share = -dev.hadamard.kernel.Elementary.expm1(-rate * h);
        double equilibrium = rate > 0 ? ka[i] / rate : 0;
        for (int k = i * cells; k < (i + 1) * cells; k++) {
          q[k] += share * (equilibrium * w[k] - q[k]);
        }
      }
    }
  }
}
