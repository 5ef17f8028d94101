package dev.hadamard.gp.pde;

import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.IndefiniteMatrixException;
import java.util.Arrays;
import java.util.List;

/**
 * The paper's solver: the maximum of the {@link JointObjective} by Adam (β = 0.9 and 0.999, ε =
 * 1e-8, bias corrected) from a fixed start, so that it is deterministic. It can be stopped, looked
 * at and continued.
 *
 * <p>In double precision the iterates do not settle: residual and error drift up and down together
 * by factors of ten to a hundred. {@link #selected} is the iterate with the smallest residual on
 * the grid of the last half of the steps or more; no exact solution chooses it.
 *
 * <p>A component whose frequency starts at exactly 0 keeps it up to rounding: the covariance is
 * even in the frequency.
 */
public final class JointAdam {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

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
  private final Best current = new Best();
  private final Best previous = new Best();

  /** The iterate with the smallest residual of a range of steps. */
  private static final class Best {
    private double score = Double.POSITIVE_INFINITY;
    private double[] x;
    private int step;

    void take(Best other) {
      score = other.score;
      x = other.x;
      step = other.step;
      other.score = Double.POSITIVE_INFINITY;
      other.x = null;
    }
  }

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
    return secondProcess(x);
  }

  /**
   * The same from the {@linkplain #selected selected} iterate instead of the last, which may have
   * drifted far.
   *
   * @return a solver whose solution is the sum of both, no step of the second done
   * @throws IllegalArgumentException if the equation is not linear or has several axes
   */
  public JointAdam withSecondProcessFromSelected() {
    return secondProcess(best().x == null ? x : best().x);
  }

  private JointAdam secondProcess(double[] x) {
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
    JointAdam next =
        new JointAdam(
            problem, plain, JointObjective.of(problem, plain).remaining(kept, values), kept);
    // Frequency 0: a plain Matérn covariance; its gradient is exactly 0 there.
    next.x[problem.points() + 2] = 0;
    next.x[next.x.length - 2] = x[x.length - 2];
    return next;
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
   * @return how many were done: fewer if a covariance matrix stopped being positive definite, or at
   *     the early stop of the options
   */
  public int advance(int steps) {
    int done = 0;
    while (done < steps && failure.isEmpty()) {
      if (done % 64 == 0) {
        Progress.checkCancelled();
      }
      double next;
      try {
        next = objective.valueAndGradient(x, gradient);
      } catch (IndefiniteMatrixException e) {
        stop("a covariance matrix stopped being positive definite: " + e.getMessage(), e);
        break;
      }
      if (!Double.isFinite(next) || !Double.isFinite(Reductions.sum(gradient))) {
        String message = "the objective or its gradient is not finite after step " + step;
        stop(message, new IllPosedProblemException(message));
        break;
      }
      value = next;
      remember();
      if (objective.meanSquares() < options.earlyStop()) {
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

  /** Ends, at the best iterate; a start that cannot be evaluated has none. */
  private void stop(String reason, IllPosedProblemException cause) {
    double[] last = best().x;
    if (last == null) {
      throw cause;
    }
    failure = "not converged: " + reason + "; the learning rate may be too large";
    System.arraycopy(last, 0, x, 0, x.length);
  }

  private void remember() {
    // Ranges of steps double, so that the last two hold the last half of all or more.
    if (Integer.bitCount(step) == 1) {
      previous.take(current);
    }
    double score = objective.relativeResidual(x);
    if (score < current.score) {
      current.score = score;
      current.x = x.clone();
      current.step = step;
    }
  }

  /** The variables with the smallest residual. */
  private Best best() {
    return previous.score < current.score ? previous : current;
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

  /** A copy of the variables of the objective. */
  double[] variables() {
    return x.clone();
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
    return solution(x, step, "last");
  }

  /**
   * The iterate with the smallest residual on the grid since the last but one power of two of
   * steps, which is the last half of the steps or more.
   *
   * @return the conditional mean given the learned values and covariances
   */
  public GpPdeSolution selected() {
    Best b = best();
    return b.x == null ? solution() : solution(b.x, b.step, "smallest residual");
  }

  private GpPdeSolution solution(double[] x, int step, String which) {
    Expansion own = objective.expansion(x, options);
    return LearnedSolution.of(
        problem,
        options,
        objective,
        x,
        base == null ? own : sum(base, own),
        "joint, Adam, " + options.spectrum() + ", " + which,
        step,
        failure);
  }
}
