package dev.hadamard.gp.pde;

import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.kernel.Progress;
import dev.hadamard.linalg.IndefiniteMatrixException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The paper's solver: the maximum of the {@link JointObjective} by Adam (β = 0.9 and 0.999, ε =
 * 1e-8, bias corrected) from a fixed start, so that it is deterministic. It can be stopped, looked
 * at and continued.
 *
 * <p>A component whose frequency starts at exactly 0 keeps it up to rounding: the covariance is
 * even in the frequency.
 */
public final class JointAdam {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  /** The part of the largest weight that a component needs to count as alive. */
  private static final double ALIVE = 0.01;

  private final PdeProblem problem;
  private final GpHmOptions options;
  private final JointObjective objective;
  private final double[] x;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private double power1 = 1;
  private double power2 = 1;
  private int step;
  private double value = Double.NaN;
  private String failure = "";

  /** What was learned before by another process, or null. */
  private final Expansion base;

  private JointAdam(
      PdeProblem problem, GpHmOptions options, JointObjective objective, Expansion base) {
    this.problem = problem;
    this.options = options;
    this.objective = objective;
    this.base = base;
    this.x = objective.start(options.frequencyScale());
    this.gradient = new double[x.length];
    this.first = new double[x.length];
    this.second = new double[x.length];
  }

  /**
   * The solver at its start.
   *
   * @param problem a problem with values of u on all faces
   * @param options components, frequency scale, learning rate, weights and jitter
   * @return the solver, no step done
   */
  public static JointAdam of(PdeProblem problem, GpHmOptions options) {
    return new JointAdam(problem, options, JointObjective.of(problem, options), null);
  }

  /**
   * The second stage for solutions of very different scales: what was learned so far is kept, and a
   * second process with a plain Matérn covariance of smoothness 5/2 learns what it leaves of source
   * and boundary values. The precision of the boundary goes on from here, that of the equation
   * begins anew, and so does Adam.
   *
   * @return a solver whose solution is the sum of both, no step of the second done
   * @throws IllegalArgumentException if the equation is not linear or has several axes
   */
  public JointAdam withSecondProcess() {
    if (!problem.isLinear() || problem.dimension() != 1) {
      throw new IllegalArgumentException(
          problem + ": a second process needs a linear equation on one axis");
    }
    GpHmOptions plain = options.withSpectrum(Spectrum.studentT(5)).withComponents(1, 1);
    Expansion first0 = objective.expansion(x, options);
    double[] values = base == null ? new double[problem.points()] : base.onGrid(ZERO, grid());
    for (int i = 0; i < values.length; i++) {
      values[i] += x[i];
    }
    Expansion kept = base == null ? first0 : sum(base, first0);
    JointAdam second =
        new JointAdam(
            problem, plain, JointObjective.of(problem, plain).remaining(kept, values), kept);
    // Frequency 0: a plain Matérn covariance; its gradient is exactly 0 there.
    second.x[problem.points() + 2] = 0;
    second.x[second.x.length - 2] = x[x.length - 2];
    return second;
  }

  private static final int[] ZERO = {0};

  private double[] grid() {
    return problem.axes().get(0).points();
  }

  /** The sum of two functions of one coordinate. */
  private static Expansion sum(Expansion a, Expansion b) {
    double[] c = Arrays.copyOf(a.coefficients(), a.coefficients().length + b.coefficients().length);
    System.arraycopy(b.coefficients(), 0, c, a.coefficients().length, b.coefficients().length);
    return new Expansion(
        List.of(new AxisBasis.Together(List.of(a.bases().get(0), b.bases().get(0)))), c);
  }

  /**
   * Goes on.
   *
   * @param steps how many steps more
   * @return how many were done: fewer if a covariance matrix stopped being positive definite
   */
  public int advance(int steps) {
    int done = 0;
    while (done < steps && failure.isEmpty()) {
      if (done % 64 == 0) {
        Progress.checkCancelled();
      }
      try {
        value = objective.valueAndGradient(x, gradient);
      } catch (IndefiniteMatrixException e) {
        failure = "a covariance matrix stopped being positive definite: " + e.getMessage();
        break;
      }
      power1 *= FIRST_DECAY;
      power2 *= SECOND_DECAY;
      double rate = options.learningRate() / (1 - power1);
      double correction = 1 - power2;
      for (int i = 0; i < x.length; i++) {
        double g = gradient[i];
        first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * g;
        second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * (g * g);
        x[i] -= rate * first[i] / (Math.sqrt(second[i] / correction) + EPSILON);
      }
      step++;
      done++;
    }
    return done;
  }

  /**
   * The steps done.
   *
   * @return the number
   */
  public int steps() {
    return step;
  }

  /**
   * The objective before the last step.
   *
   * @return L
   */
  public double objective() {
    return value;
  }

  /**
   * The covariance learned along an axis.
   *
   * @param axis the axis
   * @return all components
   */
  public SpectralMixtureKernel kernel(int axis) {
    return objective.kernel(x, axis, options);
  }

  /**
   * The solution as of now.
   *
   * @return the conditional mean given the learned values and covariances
   */
  public GpPdeSolution solution() {
    Expansion own = objective.expansion(x, options);
    Expansion e = base == null ? own : sum(base, own);
    double on =
        Collocation.residual(problem, e, problem.sourceOnGrid(), problem.gridPoints(), null);
    double[][] between = Collocation.offGridPoints(problem);
    double off = Collocation.residual(problem, e, problem.source(between), between, null);
    double misfit = misfit(e);
    double[][] frequencies = new double[problem.dimension()][];
    double[][] weights = new double[problem.dimension()][];
    List<String> warnings = new ArrayList<>();
    for (int d = 0; d < frequencies.length; d++) {
      SpectralMixtureKernel alive = kernel(d).pruned(ALIVE);
      frequencies[d] = alive.frequencies();
      weights[d] = alive.weights();
      if (options.frequencyScale() > problem.axes().get(d).nyquist()) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "axis %d: frequencies start up to %.6g, the grid tells apart frequencies up to %.6g",
                d,
                options.frequencyScale(),
                problem.axes().get(d).nyquist()));
      }
    }
    if (!failure.isEmpty()) {
      warnings.add(failure);
    }
    if (!(off <= Math.max(100 * on, 1e-3))) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "unresolved: the relative residual is %.1e between grid points, %.1e on them",
              off,
              on));
    }
    GpPdeSolution.Candidate c =
        new GpPdeSolution.Candidate(
            "joint, Adam, " + options.spectrum(), problem.points(), on, off, misfit);
    return new GpPdeSolution(
        problem, e, null, c, List.of(c), frequencies, weights, step, failure.isEmpty(), warnings);
  }

  private double misfit(Expansion e) {
    double worst = 0;
    double largest = 0;
    for (PdeProblem.Condition c : problem.conditions()) {
      double[][] face = problem.gridPoints();
      double end =
          c.upper() ? problem.axes().get(c.axis()).to() : problem.axes().get(c.axis()).from();
      face[c.axis()] = new double[] {end};
      double[] g = PdeProblem.sample("condition on a face", c.value(), face);
      double[] u = e.onGrid(c.orders(), face);
      for (int i = 0; i < g.length; i++) {
        worst = Math.max(worst, Math.abs(u[i] - g[i]));
        largest = Math.max(largest, Math.max(Math.abs(u[i]), Math.abs(g[i])));
      }
    }
    double size = Math.max(largest, dev.hadamard.kernel.Reductions.maxAbs(x, 0, problem.points()));
    return size > 0 ? worst / size : 0;
  }
}
