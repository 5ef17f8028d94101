package dev.hadamard.chromatography;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Weno;

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
 * <p>Dispersion is explicit too: steps are limited by Δx²/D, which is mild for columns of gas
 * chromatographs, and where it is not are shorter than the Courant number says. Cost: cells ·
 * components · 4 for each step.
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

  private static final double EPSILON = 1e-10;
  private static final double EMPTY = 1e-14;

  /**
   * Steps that dispersion alone allows: on the negative real axis ARS(4,4,3) reaches to 2.14, and 4
   * D Δt/Δx² must stay within.
   */
  private static final double DIFFUSION_LIMIT = 0.4;

  /**
   * Transport and dispersion together are stable where u Δt/Δx over the first and D Δt/Δx² over the
   * second of these add up to at most 1: computed from the stability polynomial and the spectra of
   * the linear schemes of first, third and fifth order; ARS(2,2,2) has less room.
   */
  private static final double[] COMBINED_THIRD = {1.06, 0.53};

  private static final double[] COMBINED_SECOND = {0.9, 0.45};

  private final LangmuirSystem system;
  private final int cells;
  private final double peclet;
  private final double pressureRatio;
  private final DiffusiveFlux flux;
  private final Reconstruction reconstruction;
  private final double courant;
  private final boolean third;
  private final boolean earlyStop;

  private FiniteVolumeSolver(
      LangmuirSystem system,
      int cells,
      double peclet,
      double pressureRatio,
      DiffusiveFlux flux,
      Reconstruction reconstruction,
      double courant,
      boolean third,
      boolean earlyStop) {
    this.system = system;
    this.cells = cells;
    this.peclet = peclet;
    this.pressureRatio = pressureRatio;
    this.flux = flux;
    this.reconstruction = reconstruction;
    this.courant = courant;
    this.third = third;
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
        Double.POSITIVE_INFINITY,
        1,
        DiffusiveFlux.MOLE_FRACTION,
        Reconstruction.WENO5,
        0.4,
        /* third= */ true,
        /* earlyStop= */ true);
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
    return new FiniteVolumeSolver(
        system, cells, newPeclet, pressureRatio, flux, reconstruction, courant, third, earlyStop);
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
    return new FiniteVolumeSolver(
        system, cells, peclet, newRatio, newFlux, reconstruction, courant, third, earlyStop);
  }

  /**
   * The same with another reconstruction.
   *
   * @param newReconstruction how face values are found
   * @return the solver
   */
  public FiniteVolumeSolver with(Reconstruction newReconstruction) {
    return new FiniteVolumeSolver(
        system, cells, peclet, pressureRatio, flux, newReconstruction, courant, third, earlyStop);
  }

  /**
   * The same with other time steps.
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
    return new FiniteVolumeSolver(
        system,
        cells,
        peclet,
        pressureRatio,
        flux,
        reconstruction,
        newCourant,
        thirdOrder,
        earlyStop);
  }

  /**
   * The same with or without stopping once the column holds less than 1e-14 of what was fed.
   *
   * @param stop whether to stop
   * @return the solver
   */
  public FiniteVolumeSolver withEarlyStop(boolean stop) {
    return new FiniteVolumeSolver(
        system, cells, peclet, pressureRatio, flux, reconstruction, courant, third, stop);
  }

  /**
   * Solves from an empty column.
   *
   * @param inlet the inlet
   * @param times increasing positive times at which the outlet is asked for
   * @return the outlet concentrations: those of the last cell
   * @throws ConvergenceException if the result is not finite
   */
  public ColumnRun solve(LangmuirSystem.Inlet inlet, double... times) {
    inlet.check(system);
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
    return new Run(inlet, times).solve();
  }

  /** The state and the scratch of one solution. */
  private final class Run {
    final LangmuirSystem.Inlet inlet;
    final double[] times;
    final int n = system.components();
    final int size = n * cells;
    final Tableau tableau = third ? ARS443 : ARS222;
    final int stages = tableau.explicit.length;
    final double[] velocity = new double[cells + 1];
    final double[] conductance = new double[cells + 1];
    final double[] pressure = new double[cells];
    final boolean uniformPressure;
    final double[] w = new double[size];
    final double[] q = new double[size];
    final double[] c = new double[size];
    final double[] stageW = new double[size];
    final double[] stageQ = new double[size];
    final double[][] transport = new double[stages][size];
    final double[][] rate = new double[stages][size];
    final double[] faces = new double[cells + 1];
    final double[][] stageOut = new double[stages][n];
    final double[] fed = new double[n];
    final double[] left = new double[n];
    final double[] guess = new double[cells];
    final ImplicitKinetics kinetics = new ImplicitKinetics(system);
    final double phase = system.phaseRatio();
    long steps;

    Run(LangmuirSystem.Inlet inlet, double[] times) {
      this.inlet = inlet;
      this.times = times;
      CompressibleFlow flow = new CompressibleFlow(pressureRatio);
      double scale = 1 / (flow.jamesMartin() * system.holdUpTime());
      for (int f = 0; f <= cells; f++) {
        double x = (double) f / cells;
        velocity[f] = scale * flow.velocity(x);
        conductance[f] = velocity[f] / peclet * cells;
      }
      boolean fraction = flux == DiffusiveFlux.MOLE_FRACTION;
      uniformPressure = peclet == Double.POSITIVE_INFINITY || !fraction || pressureRatio == 1;
      for (int x = 0; x < cells; x++) {
        pressure[x] = fraction ? flow.pressure((x + 0.5) / cells) : 1;
      }
    }

    ColumnRun solve() {
      double dx = 1.0 / cells;
      double fastest = velocity[cells];
      double[] combined = third ? COMBINED_THIRD : COMBINED_SECOND;
      double frequency = fastest / dx / combined[0] + fastest / peclet / (dx * dx) / combined[1];
      double limit =
          Math.min(
              courant * dx / fastest,
              peclet == Double.POSITIVE_INFINITY
                  ? Double.POSITIVE_INFINITY
                  : Math.min(DIFFUSION_LIMIT * dx * dx / (fastest / peclet), 1 / frequency));
      double[] ends = inlet.ends();
      double[][] outlet = new double[n][times.length];
      double t = 0;
      int piece = 0;
      boolean empty = false;
      for (int j = 0; j < times.length && !empty; j++) {
        while (t < times[j]) {
          double to = piece < ends.length ? Math.min(ends[piece], times[j]) : times[j];
          int count = (int) Math.ceil((to - t) / limit * (1 - 1e-12));
          double dt = (to - t) / Math.max(1, count);
          for (int m = 0; m < Math.max(1, count); m++) {
            step(t + (m + 0.5) * dt, dt);
          }
          t = to;
          if (piece < ends.length && t == ends[piece]) {
            piece++;
          }
        }
        for (int i = 0; i < n; i++) {
          outlet[i][j] = c[i * cells + cells - 1];
        }
        empty = earlyStop && piece == ends.length && held() < EMPTY;
      }
      double defect = 0;
      requireFinite(outlet);
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int x = 0; x < cells; x++) {
          sum += w[i * cells + x];
        }
        double balance = Math.abs(fed[i] - left[i] - sum * dx);
        defect = Math.max(defect, fed[i] > 0 ? balance / fed[i] : 0);
      }
      return new ColumnRun(times.clone(), outlet, defect, (int) steps, steps * stages * cells);
    }

    private void requireFinite(double[][] outlet) {
      for (double[] component : outlet) {
        for (double value : component) {
          if (!Double.isFinite(value)) {
            throw new ConvergenceException(
                "the time steps are unstable at Courant number " + courant + ": take smaller ones",
                Double.POSITIVE_INFINITY);
          }
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

    private void step(double middle, double dt) {
      steps++;
      for (int s = 0; s < stages; s++) {
        transport(transport[s], stageOut[s], middle);
        double[] ex = tableau.explicit[s];
        double[] im = tableau.implicit[s];
        double own = dt * im[s];
        combine(stageW, w, transport, ex, s + 1, dt);
        combine(stageQ, q, rate, im, s, dt);
        System.arraycopy(stageQ, 0, rate[s], 0, size);
        relax(own);
        double inverse = 1 / own;
        double[] r = rate[s];
        for (int k = 0; k < size; k++) {
          r[k] = (stageQ[k] - r[k]) * inverse;
          c[k] = stageW[k] - phase * stageQ[k];
        }
      }
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

    /** -d(flux)/dx of the current c. */
    private void transport(double[] derivative, double[] out, double middle) {
      for (int i = 0; i < n; i++) {
        int at = i * cells;
        faces[0] = velocity[0] * inlet.value(middle, i);
        reconstruct(at);
        faces[cells] *= velocity[cells];
        if (uniformPressure) {
          Weno.flux(c, at, velocity, conductance, faces, cells);
        } else {
          for (int f = 1; f < cells; f++) {
            double mean = (pressure[f - 1] + pressure[f]) / 2;
            double slope = c[at + f] / pressure[f] - c[at + f - 1] / pressure[f - 1];
            faces[f] = faces[f] * velocity[f] - conductance[f] * mean * slope;
          }
        }
        Weno.divergence(cells, faces, derivative, at, cells);
        out[i] = faces[cells];
      }
    }

    /** The values at faces 1 to cells, from the left. */
    private void reconstruct(int at) {
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
