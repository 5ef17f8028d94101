package dev.hadamard.chromatography;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Progress;

/**
 * The nonlinear column without dispersion, of any velocity profile, to reference quality: along ξ =
 * τ(x)/t₀ and θ = t - τ(x) the equations are c_ξ = -t₀ Φ R, q_θ = R, solved by the implicit box
 * scheme. Inlet jumps lie on lines of constant θ, where a new panel begins, so that none is
 * smeared.
 *
 * <p>Second order with even powers: three grids and Richardson's weights 1/45, -20/45, 64/45 leave
 * sixth order. Cost: cells² · components · 21/16 2x2 solves per unit of θ/t₀ and grid.
 */
public final class CharacteristicSolver {
  private final LangmuirSystem system;
  private final double[] ka;
  private final double[] kd;

  private CharacteristicSolver(LangmuirSystem system) {
    this.system = system;
    ka = system.adsorptionRates();
    kd = system.desorptionRates();
  }

  /**
   * The solver of a column.
   *
   * @param system the kinetics
   * @return the solver
   */
  public static CharacteristicSolver of(LangmuirSystem system) {
    return new CharacteristicSolver(system);
  }

  /**
   * The outlet.
   *
   * @param times θ = t - t₀, within a panel each
   * @param concentrations of each component at each time
   * @param errorEstimate the largest change by the last extrapolation
   * @param massError the largest relative defect of the mass balance, of the finest grid
   */
  public record Outlet(
      double[] times, double[][] concentrations, double errorEstimate, double massError) {}

  /**
   * Solves with Richardson extrapolation of three grids.
   *
   * @param inlet the inlet
   * @param duration θ at the end, above the last end of the inlet or equal to it
   * @param cells cells along the column of the coarsest grid, at least 4
   * @param stepsPerUnit steps of the coarsest grid per unit of θ, positive
   * @return the outlet at the steps of the coarsest grid; at the end of a piece of the inlet twice,
   *     before and after the jump
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Outlet solve(LangmuirSystem.Inlet inlet, double duration, int cells, double stepsPerUnit) {
    inlet.check(system);
    Requirements.positive("duration", duration);
    Requirements.positive("stepsPerUnit", stepsPerUnit);
    if (cells < 4) {
      throw new IllegalArgumentException("cells is " + cells + ": must be at least 4");
    }
    int n = system.components();
    Grid coarse = new Grid(inlet, duration, cells, stepsPerUnit, 1);
    Grid middle = new Grid(inlet, duration, cells, stepsPerUnit, 2);
    Grid fine = new Grid(inlet, duration, cells, stepsPerUnit, 4);
    int count = coarse.outlet[0].length;
    double[][] values = new double[n][count];
    double error = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < count; j++) {
        double a = coarse.outlet[i][j];
        double b = middle.outlet[i][j];
        double c = fine.outlet[i][j];
        values[i][j] = (64 * c - 20 * b + a) / 45;
        error = Math.max(error, Math.abs(values[i][j] - (4 * c - b) / 3));
      }
    }
    return new Outlet(coarse.times, values, error, fine.massError);
  }

  /**
   * Refines until the error estimate is below a tolerance.
   *
   * @param inlet the inlet
   * @param duration θ at the end
   * @param tolerance the largest absolute error of a concentration, positive
   * @return the outlet
   * @throws ConvergenceException if 480 cells of the coarsest grid do not reach it
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Outlet solve(LangmuirSystem.Inlet inlet, double duration, double tolerance) {
    Requirements.positive("tolerance", tolerance);
    Outlet outlet = null;
    for (int cells = 30; cells <= 480; cells *= 2) {
      outlet = solve(inlet, duration, cells, cells * 2 / (3.0 * system.holdUpTime()));
      if (outlet.errorEstimate <= tolerance) {
        return outlet;
      }
    }
    throw new ConvergenceException(
        "the error estimate of 480 cells is %s: tolerance %s"
            .formatted(outlet.errorEstimate, tolerance),
        outlet.errorEstimate);
  }

  /** One grid: refinement r of the coarsest, of which every r-th step is kept. */
  private final class Grid {
    final double[] times;
    final double[][] outlet;
    double massError;

    Grid(
        LangmuirSystem.Inlet inlet,
        double duration,
        int coarseCells,
        double stepsPerUnit,
        int refinement) {
      int n = ka.length;
      int cells = coarseCells * refinement;
      double[] ends = inlet.ends();
      double[][] feeds = inlet.concentrations();
      int pieces = 0;
      while (pieces < ends.length && ends[pieces] < duration) {
        pieces++;
      }
      int panels = pieces + 1;
      int[] steps = new int[panels];
      int kept = 0;
      for (int p = 0; p < panels; p++) {
        double length = (p == pieces ? duration : ends[p]) - (p == 0 ? 0 : ends[p - 1]);
        steps[p] = Math.max(1, (int) Math.rint(length * stepsPerUnit));
        kept += steps[p] + 1;
      }
      times = new double[kept];
      outlet = new double[n][kept];
      double h = system.phaseRatio() * system.holdUpTime() / (2.0 * cells);
      double[] c = new double[n * (cells + 1)];
      double[] q = new double[n * (cells + 1)];
      double[] nextC = new double[c.length];
      double[] nextQ = new double[c.length];
      double[] fed = new double[n];
      double[] left = new double[n];
      int at = 0;
      double start = 0;
      for (int p = 0; p < panels; p++) {
        double end = p == pieces ? duration : ends[p];
        int m = steps[p] * refinement;
        double t = (end - start) / m / 2;
        double[] feed = p < feeds.length ? feeds[p] : new double[n];
        first(feed, h, cells, c, q);
        for (int j = 0; j <= m; j++) {
          Progress.checkCancelled();
          if (j % refinement == 0) {
            times[at] = start + (end - start) * j / m;
            for (int i = 0; i < n; i++) {
              outlet[i][at] = c[cells * n + i];
            }
            at++;
          }
          if (j < m) {
            for (int i = 0; i < n; i++) {
              fed[i] += 2 * t * feed[i];
              left[i] += t * c[cells * n + i];
            }
            advance(feed, h, t, cells, c, q, nextC, nextQ);
            double[] swap = c;
            c = nextC;
            nextC = swap;
            swap = q;
            q = nextQ;
            nextQ = swap;
            for (int i = 0; i < n; i++) {
              left[i] += t * c[cells * n + i];
            }
          }
        }
        start = end;
      }
      // The box scheme keeps mass in the trapezoidal sums of its grid.
      for (int i = 0; i < n; i++) {
        double held = 0;
        for (int x = 0; x <= cells; x++) {
          held += (x == 0 || x == cells ? 0.5 : 1) * q[x * n + i];
        }
        held *= system.phaseRatio() * system.holdUpTime() / cells;
        massError =
            Math.max(massError, fed[i] > 0 ? Math.abs(fed[i] - left[i] - held) / fed[i] : 0);
      }
    }

    /** c along the column at the start of a panel, for the q that is there. */
    private void first(double[] feed, double h, int cells, double[] c, double[] q) {
      int n = ka.length;
      System.arraycopy(feed, 0, c, 0, n);
      for (int x = 0; x < cells; x++) {
        double here = free(q, x * n);
        double next = free(q, (x + 1) * n);
        for (int i = 0; i < n; i++) {
          int a = x * n + i;
          double rate = ka[i] * c[a] * here - kd[i] * q[a];
          c[a + n] = (c[a] - h * rate + h * kd[i] * q[a + n]) / (1 + h * ka[i] * next);
        }
      }
    }

    private double free(double[] q, int at) {
      if (system.isLinear()) {
        return 1;
      }
      double sum = 0;
      for (int i = 0; i < ka.length; i++) {
        sum += q[at + i];
      }
      return system.capacity() - sum;
    }

    /** One step in θ: each point is a 2x2 system for a given Σq, found by Newton's method. */
    private void advance(
        double[] feed,
        double h,
        double t,
        int cells,
        double[] c,
        double[] q,
        double[] nextC,
        double[] nextQ) {
      int n = ka.length;
      double[] rc = new double[n];
      double[] rq = new double[n];
      for (int x = 0; x <= cells; x++) {
        int a = x * n;
        double old = free(q, a);
        double before = x == 0 ? 0 : free(nextQ, a - n);
        for (int i = 0; i < n; i++) {
          rq[i] = q[a + i] + t * (ka[i] * c[a + i] * old - kd[i] * q[a + i]);
          if (x > 0) {
            double rate = ka[i] * nextC[a - n + i] * before - kd[i] * nextQ[a - n + i];
            rc[i] = nextC[a - n + i] - h * rate;
          } else {
            rc[i] = feed[i];
          }
        }
        double hx = x == 0 ? 0 : h;
        double f = old;
        for (int iteration = 0; iteration < 50 && !system.isLinear(); iteration++) {
          double sum = 0;
          double slope = 0;
          for (int i = 0; i < n; i++) {
            double b = 1 + t * kd[i];
            double divisor = b + hx * ka[i] * f;
            double qi = (rq[i] * (1 + hx * ka[i] * f) + t * ka[i] * f * rc[i]) / divisor;
            sum += qi;
            slope += ka[i] * (hx * rq[i] + t * rc[i] - hx * qi) / divisor;
          }
          double residual = f - (system.capacity() - sum);
          double move = residual / (1 + slope);
          f -= move;
          if (Math.abs(move) <= 4e-16 * system.capacity()) {
            break;
          }
        }
        for (int i = 0; i < n; i++) {
          double b = 1 + t * kd[i];
          double divisor = b + hx * ka[i] * f;
          nextQ[a + i] = (rq[i] * (1 + hx * ka[i] * f) + t * ka[i] * f * rc[i]) / divisor;
          nextC[a + i] = (rc[i] * b + hx * kd[i] * rq[i]) / divisor;
        }
      }
    }
  }
}
