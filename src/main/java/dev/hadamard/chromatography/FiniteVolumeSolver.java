package dev.hadamard.chromatography;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Weno;
import java.util.Arrays;

/**
 * The nonlinear column with dispersion on a uniform grid of finite volumes: explicit transport,
 * implicit kinetics.
 *
 * <p>The inlet flux is exactly u C_in (Danckwerts), the outlet has no diffusive flux. Towards the
 * ends the order of the reconstruction drops: first order at the first and last face, WENO3 next to
 * them. Time steps are ARS(4,4,3), third order, or ARS(2,2,2) (U. M. Ascher, S. J. Ruuth and R. J.
 * Spiteri 1997); they land on the jumps of the inlet and on the times asked for. As kinetics keep w
 * = C + Φ q, a stage is an explicit update of w and one scalar root for each cell.
 *
 * <p>Dispersion is explicit where the steps of the Courant number allow it, and implicit, with the
 * kinetics, where it would shorten them. {@link #withImplicitSteps} makes transport implicit as
 * well; {@link #withTolerance} chooses the steps. Cost: cells · components · 4 for each explicit
 * step.
 */
public final class FiniteVolumeSolver {
  /** How face values are found from cell means. */
  public enum Reconstruction {
    /** The upwind cell. */
    FIRST_ORDER,
    /** Koren's limiter: third order where smooth, never over- or undershoots. */
    KOREN,
    /** Weighted essentially non-oscillatory, third order. */
    WENO3,
    /** Weighted essentially non-oscillatory, fifth order. */
    WENO5
  }

  /** Which gradient drives diffusion where the pressure falls. */
  public enum DiffusiveFlux {
    /** That of the mole fraction, u C - D c_tot d(C/c_tot)/dx. */
    MOLE_FRACTION,
    /** That of the concentration, u C - D dC/dx. */
    CONCENTRATION
  }

  /** How time advances. */
  private enum TimeScheme {
    ARS222,
    ARS443,
    BDF2
  }

  /** Explicit and implicit rows of a stiffly accurate pair; the last stage is the step. */
  private record Tableau(double[][] explicit, double[][] implicit) {}

  private static final double GAMMA = 1 - Math.sqrt(0.5);
  private static final double DELTA = 1 - 1 / (2 * GAMMA);

  private static final Tableau ARS222 =
      new Tableau(
          new double[][] {{GAMMA}, {DELTA, 1 - DELTA}},
          new double[][] {{GAMMA}, {1 - GAMMA, GAMMA}});

  private static final Tableau ARS443 =
      new Tableau(
          new double[][] {
            {1 / 2.0},
            {11 / 18.0, 1 / 18.0},
            {5 / 6.0, -5 / 6.0, 1 / 2.0},
            {1 / 4.0, 7 / 4.0, 3 / 4.0, -7 / 4.0}
          },
          new double[][] {
            {1 / 2.0},
            {1 / 6.0, 1 / 2.0},
            {-1 / 2.0, 1 / 2.0, 1 / 2.0},
            {3 / 2.0, -3 / 2.0, 1 / 2.0, 1 / 2.0}
          });

  /** The largest ratio of two steps of the two-step formula, which is stable up to 2.4. */
  private static final double GROWTH = 2;

  /** Residuals of implicit steps over the largest content of a cell. */
  private static final double RESIDUAL = 1e-12;

  private static final double EPSILON = 1e-10;
  private static final double EMPTY = 1e-14;

  /**
   * Steps that explicit dispersion alone allows: on the negative real axis ARS(4,4,3) reaches to
   * 2.14, and 4 D Δt/Δx² must stay within.
   */
  private static final double DIFFUSION_LIMIT = 0.4;

  /**
   * Transport and dispersion together are stable where u Δt/Δx over the first and D Δt/Δx² over the
   * second of these add up to at most 1: computed from the stability polynomial and the spectra of
   * the linear schemes of first, third and fifth order; ARS(2,2,2) has less room.
   */
  private static final double[] COMBINED_THIRD = {1.06, 0.53};

  private static final double[] COMBINED_SECOND = {0.9, 0.45};

  /** The carrier and the dispersion. */
  private record Transport(double peclet, double pressureRatio, DiffusiveFlux flux) {}

  /** The time steps. */
  private record Steps(TimeScheme scheme, double courant, double tolerance) {}

  private final LangmuirSystem system;
  private final int cells;
  private final Transport carrier;
  private final Reconstruction reconstruction;
  private final Steps stepping;
  private final boolean earlyStop;

  private FiniteVolumeSolver(
      LangmuirSystem system,
      int cells,
      Transport carrier,
      Reconstruction reconstruction,
      Steps stepping,
      boolean earlyStop) {
    this.system = system;
    this.cells = cells;
    this.carrier = carrier;
    this.reconstruction = reconstruction;
    this.stepping = stepping;
    this.earlyStop = earlyStop;
  }

  /**
   * The solver of a column without dispersion at constant velocity: WENO5, ARS(4,4,3), Courant
   * number 0.4, stopping early once the column is empty.
   *
   * @param system the kinetics
   * @param cells the number of cells, at least 4
   * @return the solver
   */
  public static FiniteVolumeSolver of(LangmuirSystem system, int cells) {
    if (cells < 4) {
      throw new IllegalArgumentException("cells is " + cells + ": must be at least 4");
    }
    return new FiniteVolumeSolver(
        system,
        cells,
        new Transport(Double.POSITIVE_INFINITY, 1, DiffusiveFlux.MOLE_FRACTION),
        Reconstruction.WENO5,
        new Steps(TimeScheme.ARS443, 0.4, Double.POSITIVE_INFINITY),
        /* earlyStop= */ true);
  }

  private FiniteVolumeSolver with(Transport other) {
    return new FiniteVolumeSolver(system, cells, other, reconstruction, stepping, earlyStop);
  }

  private FiniteVolumeSolver with(Steps other) {
    return new FiniteVolumeSolver(system, cells, carrier, reconstruction, other, earlyStop);
  }

  /**
   * The same with dispersion.
   *
   * @param newPeclet Pe = uL/D, positive; infinite for none
   * @return the solver
   */
  public FiniteVolumeSolver withPeclet(double newPeclet) {
    if (!(newPeclet > 0)) {
      throw new IllegalArgumentException("peclet is " + newPeclet + ": must be positive");
    }
    return with(new Transport(newPeclet, carrier.pressureRatio, carrier.flux));
  }

  /**
   * The same with a carrier that expands: u(x) of {@link CompressibleFlow}, D/u constant.
   *
   * @param newRatio P = p_in/p_out, at least 1
   * @param newFlux which gradient drives diffusion
   * @return the solver
   */
  public FiniteVolumeSolver withPressureRatio(double newRatio, DiffusiveFlux newFlux) {
    CompressibleFlow.checkRatio(newRatio);
    return with(new Transport(carrier.peclet, newRatio, newFlux));
  }

  /**
   * The same with another reconstruction.
   *
   * @param newReconstruction how face values are found
   * @return the solver
   */
  public FiniteVolumeSolver with(Reconstruction newReconstruction) {
    return new FiniteVolumeSolver(system, cells, carrier, newReconstruction, stepping, earlyStop);
  }

  /**
   * The same with other time steps, explicit in transport and implicit in kinetics.
   *
   * @param newCourant u Δt/Δx, positive, at most 1 (0.8 for second order)
   * @param thirdOrder ARS(4,4,3) or ARS(2,2,2)
   * @return the solver
   */
  public FiniteVolumeSolver withSteps(double newCourant, boolean thirdOrder) {
    double most = thirdOrder ? 1 : 0.8;
    if (!(newCourant > 0 && newCourant <= most)) {
      throw new IllegalArgumentException(
          "courant is " + newCourant + ": must be positive and at most " + most);
    }
    TimeScheme scheme = thirdOrder ? TimeScheme.ARS443 : TimeScheme.ARS222;
    return with(new Steps(scheme, newCourant, Double.POSITIVE_INFINITY));
  }

  /**
   * The same with steps of ARS(4,4,3) as long as a tolerance allows, at most of a Courant number of
   * 1: the error of a step is its difference to the embedded method of second order (the midpoint
   * rule of its first stage).
   *
   * @param newTolerance the largest error of a step, over the largest concentration of the
   *     component at the inlet and in the initial column; positive
   * @return the solver
   */
  public FiniteVolumeSolver withTolerance(double newTolerance) {
    Requirements.positive("tolerance", newTolerance);
    return with(new Steps(TimeScheme.ARS443, 1, newTolerance));
  }

  /**
   * The same with transport, dispersion and kinetics all implicit, for columns where explicit steps
   * would be far shorter than the curve needs: the second-order backward differentiation formula
   * with variable steps, started, and started again at each jump of the inlet, by an L-stable
   * Runge-Kutta step of second order. Stable for any step; a step costs some 10 to 60 solutions of
   * a tridiagonal system. WENO and first order suit it; the limiter of {@link Reconstruction#KOREN}
   * may keep its iteration from converging.
   *
   * @param newCourant u Δt/Δx, positive and finite
   * @return the solver
   */
  public FiniteVolumeSolver withImplicitSteps(double newCourant) {
    Requirements.positive("courant", newCourant);
    return with(new Steps(TimeScheme.BDF2, newCourant, Double.POSITIVE_INFINITY));
  }

  /**
   * The same with or without stopping once the column holds less than 1e-14 of what was fed.
   *
   * @param stop whether to stop
   * @return the solver
   */
  public FiniteVolumeSolver withEarlyStop(boolean stop) {
    return new FiniteVolumeSolver(system, cells, carrier, reconstruction, stepping, stop);
  }

  /**
   * Solves from an empty column.
   *
   * @param inlet the inlet
   * @param times increasing positive times at which the outlet is asked for
   * @return the outlet concentrations: those of the last cell
   * @throws ConvergenceException if the result is not finite, or a step does not reach its
   *     tolerance
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ColumnRun solve(LangmuirSystem.Inlet inlet, double... times) {
    return solve(ColumnState.empty(system, cells), inlet, times);
  }

  /**
   * Solves from a column that holds something.
   *
   * @param initial the means of the cells at time 0, as many as the solver has
   * @param inlet the inlet
   * @param times increasing positive times at which the outlet is asked for
   * @return the outlet concentrations: those of the last cell
   * @throws ConvergenceException if the result is not finite, or a step does not reach its
   *     tolerance
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ColumnRun solve(ColumnState initial, LangmuirSystem.Inlet inlet, double... times) {
    inlet.check(system);
    initial.check(system, cells);
    if (times.length == 0) {
      throw new IllegalArgumentException("times is empty: must have at least one");
    }
    for (int j = 0; j < times.length; j++) {
      Requirements.positive("times[" + j + "]", times[j]);
      if (j > 0 && !(times[j] > times[j - 1])) {
        throw new IllegalArgumentException(
            "times[%d] is %s: must be above times[%d], %s"
                .formatted(j, times[j], j - 1, times[j - 1]));
      }
    }
    return new Run(initial, inlet, times).solve();
  }

  /** The state and the scratch of one solution. */
  private final class Run {
    final LangmuirSystem.Inlet inlet;
    final double[] times;
    final int n = system.components();
    final int size = n * cells;
    final Tableau tableau = stepping.scheme == TimeScheme.ARS222 ? ARS222 : ARS443;
    final int stages = tableau.explicit.length;
    final boolean dispersed = carrier.peclet < Double.POSITIVE_INFINITY;

    /** The longest step. */
    final double limit;

    /** Null where transport and dispersion are explicit. */
    final ImplicitTransport implicit;

    /** Whether explicit stages contain dispersion. */
    final boolean spreads;

    final double[] velocity = new double[cells + 1];
    final double[] conductance = new double[cells + 1];
    final double[] pressure = new double[cells];
    final double[] none = new double[cells + 1];
    final boolean uniformPressure;
    final double[] w = new double[size];
    final double[] q = new double[size];
    final double[] c = new double[size];
    final double[] stageW = new double[size];
    final double[] stageQ = new double[size];
    final double[][] transport = new double[stages][size];
    final double[][] rate = new double[stages][size];
    final double[][] spread;
    final double[] faces = new double[cells + 1];
    final double[][] stageOut = new double[stages][n];
    final double[] fed = new double[n];
    final double[] left = new double[n];
    final double[] largest = new double[n];

    /**
     * The state before the last step, for the two-step formula; its step is 0 where there is none.
     */
    final double[] oldW = new double[size];

    final double[] oldQ = new double[size];
    final double[] oldLeft = new double[n];
    double oldStep;

    /** The next step, where a tolerance chooses it. */
    double suggested;

    final double[] guess = new double[cells];
    final ImplicitKinetics kinetics = new ImplicitKinetics(system);
    final double phase = system.phaseRatio();
    long steps;

    Run(ColumnState initial, LangmuirSystem.Inlet inlet, double[] times) {
      this.inlet = inlet;
      this.times = times;
      CompressibleFlow flow = new CompressibleFlow(carrier.pressureRatio);
      double scale = 1 / (flow.jamesMartin() * system.holdUpTime());
      for (int f = 0; f <= cells; f++) {
        double x = (double) f / cells;
        velocity[f] = scale * flow.velocity(x);
        conductance[f] = velocity[f] / carrier.peclet * cells;
      }
      boolean fraction = carrier.flux == DiffusiveFlux.MOLE_FRACTION;
      uniformPressure = !dispersed || !fraction || carrier.pressureRatio == 1;
      for (int x = 0; x < cells; x++) {
        pressure[x] = fraction ? flow.pressure((x + 0.5) / cells) : 1;
      }
      double fastest = velocity[cells];
      double free = stepping.courant * (1.0 / cells) / fastest;
      double stable = explicitLimit(fastest);
      boolean all = stepping.scheme == TimeScheme.BDF2;
      // Where dispersion would shorten the steps it is implicit.
      boolean dispersion = !all && dispersed && stable < free;
      limit = free;
      spreads = dispersed && !dispersion;
      spread = new double[dispersion ? stages : 0][size];
      double[][] carried = initial.concentrations();
      double[][] adsorbed = initial.adsorbed();
      for (int i = 0; i < n; i++) {
        for (int x = 0; x < cells; x++) {
          int k = i * cells + x;
          c[k] = carried[i][x];
          q[k] = adsorbed[i][x];
          w[k] = c[k] + phase * q[k];
          fed[i] += w[k] / cells;
          largest[i] = Math.max(largest[i], w[k]);
        }
        for (double[] piece : inlet.concentrations()) {
          largest[i] = Math.max(largest[i], piece[i]);
        }
      }
      implicit = all || dispersion ? implicitTransport(all) : null;
    }

    /** The longest step with explicit dispersion. */
    private double explicitLimit(double fastest) {
      double dx = 1.0 / cells;
      double[] combined = stages == 4 ? COMBINED_THIRD : COMBINED_SECOND;
      double dispersion = fastest / carrier.peclet;
      double frequency = fastest / dx / combined[0] + dispersion / (dx * dx) / combined[1];
      return dispersed
          ? Math.min(DIFFUSION_LIMIT * dx * dx / dispersion, 1 / frequency)
          : Double.POSITIVE_INFINITY;
    }

    private ImplicitTransport implicitTransport(boolean all) {
      double[] lower = new double[cells];
      double[] diagonal = new double[cells];
      double[] upper = new double[cells];
      for (int f = 1; f <= cells; f++) {
        double speed = all ? velocity[f] : 0;
        double behind = 0;
        double ahead = 0;
        if (f < cells && dispersed) {
          double mean = uniformPressure ? 1 : (pressure[f - 1] + pressure[f]) / 2;
          behind = conductance[f] * mean / (uniformPressure ? 1 : pressure[f - 1]);
          ahead = conductance[f] * mean / (uniformPressure ? 1 : pressure[f]);
        }
        // The flux (speed + behind) c[f - 1] - ahead c[f].
        diagonal[f - 1] += cells * (speed + behind);
        if (f < cells) {
          upper[f - 1] = -cells * ahead;
          lower[f] = -cells * (speed + behind);
          diagonal[f] += cells * ahead;
        }
      }
      return new ImplicitTransport(
          system,
          cells,
          lower,
          diagonal,
          upper,
          all ? RESIDUAL : 1e-15,
          Arrays.stream(largest).max().orElseThrow());
    }

    ColumnRun solve() {
      double dx = 1.0 / cells;
      double[] ends = inlet.ends();
      double[][] outlet = new double[n][times.length];
      double t = 0;
      int piece = 0;
      boolean empty = false;
      suggested = limit / 8;
      for (int j = 0; j < times.length && !empty; j++) {
        while (t < times[j]) {
          double to = piece < ends.length ? Math.min(ends[piece], times[j]) : times[j];
          if (stepping.tolerance < Double.POSITIVE_INFINITY) {
            adapt(t, to);
          } else {
            int count = Math.max(1, (int) Math.ceil((to - t) / limit * (1 - 1e-12)));
            double dt = (to - t) / count;
            for (int m = 0; m < count; m++) {
              double middle = t + (m + 0.5) * dt;
              if (stepping.scheme == TimeScheme.BDF2) {
                implicitStep(middle, dt);
              } else {
                step(middle, dt);
                accept(middle, dt);
              }
            }
          }
          t = to;
          if (piece < ends.length && t == ends[piece]) {
            piece++;
            oldStep = 0;
            suggested = limit / 8;
          }
        }
        for (int i = 0; i < n; i++) {
          outlet[i][j] = c[i * cells + cells - 1];
        }
        empty = earlyStop && piece == ends.length && held() < EMPTY;
      }
      double defect = 0;
      for (double[] component : outlet) {
        requireFinite(component);
      }
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int x = 0; x < cells; x++) {
          sum += w[i * cells + x];
        }
        double balance = Math.abs(fed[i] - left[i] - sum * dx);
        defect = Math.max(defect, fed[i] > 0 ? balance / fed[i] : 0);
      }
      requireFinite(defect);
      return new ColumnRun(times.clone(), outlet, defect, (int) steps, steps * stages * cells);
    }

    /** Steps whose error stays below the tolerance. */
    private void adapt(double from, double to) {
      double t = from;
      while (t < to) {
        double rest = to - t;
        double dt = Math.min(limit, suggested);
        int count = (int) Math.ceil(rest / dt * (1 - 1e-12));
        dt = rest / Math.max(1, count);
        double middle = t + dt / 2;
        step(middle, dt);
        double absolute = error(dt);
        // Steps so short that their stages stay finite would be accepted, and never end.
        requireFinite(absolute);
        double error = absolute / stepping.tolerance;
        if (error > 1 && dt < 1e-9 * limit) {
          throw new ConvergenceException(
              "a time step of %s has an error of %s: the tolerance is %s"
                  .formatted(dt, absolute, stepping.tolerance),
              absolute);
        }
        double factor = error > 0 ? 0.9 / Elementary.cbrt(error) : 2;
        suggested = dt * Math.max(0.2, Math.min(2, factor));
        if (error <= 1) {
          accept(middle, dt);
          t = count <= 1 ? to : t + dt;
        } else {
          for (int k = 0; k < size; k++) {
            c[k] = w[k] - phase * q[k];
          }
        }
      }
    }

    /** The difference to w + Δt (T + D)(U₁), q + Δt R(U₁), over the largest concentration. */
    private double error(double dt) {
      double most = 0;
      for (int i = 0; i < n; i++) {
        double inverse = largest[i] > 0 ? 1 / largest[i] : 0;
        for (int k = i * cells; k < (i + 1) * cells; k++) {
          double slope = transport[1][k] + (spread.length > 0 ? spread[0][k] : 0);
          double amount = Math.abs(stageW[k] - (w[k] + dt * slope));
          double adsorbed = phase * Math.abs(stageQ[k] - (q[k] + dt * rate[0][k]));
          most = Math.max(most, Math.max(amount, adsorbed) * inverse);
        }
      }
      return most;
    }

    private void requireFinite(double... values) {
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new ConvergenceException(
              "the solution is not finite: the time steps are unstable at Courant number "
                  + stepping.courant
                  + ", or the concentrations so large that their powers overflow",
              Double.POSITIVE_INFINITY);
        }
      }
    }

    /** The largest share of a component that is still in the column. */
    private double held() {
      double most = 0;
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int x = 0; x < cells; x++) {
          sum += Math.abs(w[i * cells + x]);
        }
        most = Math.max(most, fed[i] > 0 ? sum / cells / fed[i] : 0);
      }
      return most;
    }

    /** One step of the Runge-Kutta pair into stageW and stageQ. */
    private void step(double middle, double dt) {
      Progress.checkCancelled();
      steps++;
      for (int s = 0; s < stages; s++) {
        transport(c, transport[s], stageOut[s], middle);
        double[] ex = tableau.explicit[s];
        double[] im = tableau.implicit[s];
        double own = dt * im[s];
        combine(stageW, w, transport, ex, s + 1, dt);
        combine(stageQ, q, rate, im, s, dt);
        if (spread.length > 0) {
          for (int j = 0; j < s; j++) {
            Blas1.axpy(dt * im[j], spread[j], stageW);
          }
          implicit.solve(own, stageW, stageQ, c, spread[s], this::dispersion);
          Blas1.axpy(own, spread[s], stageW);
        }
        System.arraycopy(stageQ, 0, rate[s], 0, size);
        relax(own);
        double inverse = 1 / own;
        double[] r = rate[s];
        for (int k = 0; k < size; k++) {
          r[k] = (stageQ[k] - r[k]) * inverse;
          c[k] = stageW[k] - phase * stageQ[k];
        }
      }
    }

    private void accept(double middle, double dt) {
      System.arraycopy(stageW, 0, w, 0, size);
      System.arraycopy(stageQ, 0, q, 0, size);
      double[] last = tableau.explicit[stages - 1];
      for (int i = 0; i < n; i++) {
        fed[i] += dt * velocity[0] * inlet.value(middle, i);
        for (int s = 0; s < stages; s++) {
          left[i] += dt * last[s] * stageOut[s][i];
        }
      }
    }

    /** One step of the backward differentiation formula, or of the method that starts it. */
    private void implicitStep(double middle, double dt) {
      Progress.checkCancelled();
      steps++;
      ImplicitTransport.Flow flow =
          (at, derivative) -> transport(at, derivative, stageOut[0], middle);
      double ratio = dt / oldStep;
      boolean two = oldStep > 0 && ratio <= GROWTH;
      // w = first w + second old w + own F, in two stages of a Runge-Kutta step without old values.
      double own = two ? (1 + ratio) / (1 + 2 * ratio) * dt : GAMMA * dt;
      double second = two ? -ratio * ratio / (1 + 2 * ratio) : 0;
      for (int s = two ? 1 : 0; s < 2; s++) {
        boolean later = s == 1 && !two;
        for (int k = 0; k < size; k++) {
          double old = two ? second * (oldW[k] - w[k]) : 0;
          double before = later ? (1 - GAMMA) * dt * transport[0][k] : 0;
          stageW[k] = w[k] + old + before;
          double oldAdsorbed = two ? second * (oldQ[k] - q[k]) : 0;
          double earlier = later ? (1 - GAMMA) * dt * rate[0][k] : 0;
          stageQ[k] = q[k] + oldAdsorbed + earlier;
        }
        implicit.solve(own, stageW, stageQ, c, transport[s], flow);
        Blas1.axpy(own, transport[s], stageW);
        System.arraycopy(stageQ, 0, rate[s], 0, size);
        relax(own);
        for (int k = 0; k < size; k++) {
          rate[s][k] = (stageQ[k] - rate[s][k]) / own;
          c[k] = stageW[k] - phase * stageQ[k];
        }
        for (int i = 0; i < n; i++) {
          stageOut[s + 1][i] = stageOut[0][i];
        }
      }
      for (int i = 0; i < n; i++) {
        fed[i] += dt * velocity[0] * inlet.value(middle, i);
        double now = left[i];
        double before = two ? second * (oldLeft[i] - now) : (1 - GAMMA) * dt * stageOut[1][i];
        left[i] = now + before + own * stageOut[2][i];
        oldLeft[i] = now;
      }
      System.arraycopy(w, 0, oldW, 0, size);
      System.arraycopy(q, 0, oldQ, 0, size);
      System.arraycopy(stageW, 0, w, 0, size);
      System.arraycopy(stageQ, 0, q, 0, size);
      oldStep = dt;
    }

    private void combine(
        double[] target, double[] from, double[][] parts, double[] weights, int count, double dt) {
      double a = count > 0 ? dt * weights[0] : 0;
      double b = count > 1 ? dt * weights[1] : 0;
      double d = count > 2 ? dt * weights[2] : 0;
      double e = count > 3 ? dt * weights[3] : 0;
      double[] p0 = parts[0];
      double[] p1 = parts[Math.min(1, stages - 1)];
      double[] p2 = parts[Math.min(2, stages - 1)];
      double[] p3 = parts[Math.min(3, stages - 1)];
      switch (count) {
        case 0 -> System.arraycopy(from, 0, target, 0, size);
        case 1 -> {
          for (int k = 0; k < size; k++) {
            target[k] = Math.fma(a, p0[k], from[k]);
          }
        }
        case 2 -> {
          for (int k = 0; k < size; k++) {
            target[k] = Math.fma(b, p1[k], Math.fma(a, p0[k], from[k]));
          }
        }
        case 3 -> {
          for (int k = 0; k < size; k++) {
            target[k] = Math.fma(d, p2[k], Math.fma(b, p1[k], Math.fma(a, p0[k], from[k])));
          }
        }
        default -> {
          for (int k = 0; k < size; k++) {
            target[k] =
                Math.fma(
                    e, p3[k], Math.fma(d, p2[k], Math.fma(b, p1[k], Math.fma(a, p0[k], from[k]))));
          }
        }
      }
    }

    private void relax(double h) {
      if (system.isLinear()) {
        double[] ka = system.adsorptionRates();
        double[] kd = system.desorptionRates();
        for (int i = 0; i < n; i++) {
          double gain = h * ka[i];
          double inverse = 1 / (1 + h * (kd[i] + ka[i] * phase));
          for (int k = i * cells; k < (i + 1) * cells; k++) {
            stageQ[k] = Math.fma(gain, stageW[k], stageQ[k]) * inverse;
          }
        }
        return;
      }
      for (int x = 0; x < cells; x++) {
        guess[x] = kinetics.step(h, stageW, stageQ, x, cells, guess[x]);
      }
    }

    /** -d(flux)/dx of c, without its implicit part. */
    private void transport(double[] c, double[] derivative, double[] out, double middle) {
      for (int i = 0; i < n; i++) {
        int at = i * cells;
        faces[0] = velocity[0] * inlet.value(middle, i);
        reconstruct(c, at);
        faces[cells] *= velocity[cells];
        if (uniformPressure || !spreads) {
          Weno.flux(c, at, velocity, spreads ? conductance : none, faces, cells);
        } else {
          for (int f = 1; f < cells; f++) {
            faces[f] = faces[f] * velocity[f] - spreading(c, at, f);
          }
        }
        Weno.divergence(cells, faces, derivative, at, cells);
        out[i] = faces[cells];
      }
    }

    /** The flux of dispersion through a face, against its direction. */
    private double spreading(double[] c, int at, int f) {
      double mean = (pressure[f - 1] + pressure[f]) / 2;
      double slope = c[at + f] / pressure[f] - c[at + f - 1] / pressure[f - 1];
      return conductance[f] * mean * slope;
    }

    /** -d(flux)/dx of dispersion alone. */
    private void dispersion(double[] c, double[] derivative) {
      for (int i = 0; i < n; i++) {
        int at = i * cells;
        faces[0] = 0;
        faces[cells] = 0;
        for (int f = 1; f < cells; f++) {
          faces[f] =
              uniformPressure
                  ? -conductance[f] * (c[at + f] - c[at + f - 1])
                  : -spreading(c, at, f);
        }
        Weno.divergence(cells, faces, derivative, at, cells);
      }
    }

    /** The values at faces 1 to cells, from the left. */
    private void reconstruct(double[] c, int at) {
      int m = cells;
      faces[1] = c[at];
      faces[m] = c[at + m - 1];
      switch (reconstruction) {
        case FIRST_ORDER -> System.arraycopy(c, at, faces, 1, m);
        case KOREN -> {
          for (int x = 1; x < m - 1; x++) {
            double back = c[at + x] - c[at + x - 1];
            double ahead = c[at + x + 1] - c[at + x];
            double value = 0;
            if (back * ahead > 0) {
              double size = Math.abs(back);
              double third = (Math.abs(back) + 2 * Math.abs(ahead)) / 3;
              double least = Math.min(2 * size, Math.min(2 * Math.abs(ahead), third));
              value = Math.copySign(least, back);
            }
            faces[x + 1] = c[at + x] + value / 2;
          }
        }
        case WENO3 -> {
          for (int x = 1; x < m - 1; x++) {
            faces[x + 1] = weno3(c[at + x - 1], c[at + x], c[at + x + 1]);
          }
        }
        case WENO5 -> {
          faces[2] = weno3(c[at], c[at + 1], c[at + 2]);
          faces[m - 1] = weno3(c[at + m - 3], c[at + m - 2], c[at + m - 1]);
          Weno.fifthOrder(c, at + 2, faces, 3, m - 4);
        }
      }
    }

    private static double weno3(double b, double d, double e) {
      double s0 = EPSILON + (d - b) * (d - b);
      double s1 = EPSILON + (e - d) * (e - d);
      double w0 = s1 * s1;
      double w1 = 2 * s0 * s0;
      return (w0 * (3 * d - b) + w1 * (d + e)) / (2 * (w0 + w1));
    }
  }
}
