package dev.hadamard.gp.pde;

import dev.hadamard.gp.Spectrum;
import dev.hadamard.kernel.Progress;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to solve.
 *
 * @param mode which solver
 * @param spectrum the bumps of the mixture
 * @param components Q, the components along each axis that are learned; at least 1
 * @param frequencyScale the highest frequency at the start of learning, cycles per unit length; the
 *     start is equally spaced from 0
 * @param steps steps of Adam
 * @param learningRate their length
 * @param boundaryWeight λ, the weight of the log likelihood of the boundary values
 * @param jitter added to the diagonal of each covariance matrix by the learned modes
 * @param logDeterminant whether the learned modes keep the log-determinant of the prior
 * @param jeffreysInWeightSpace whether the learned modes add Σ log w: the mode in w instead of log
 *     w, under the same prior 1/w another optimum
 * @param earlyStop Adam ends where |R|²/M + E/N, the mean squares of residual and boundary misfit,
 *     falls below; 0 for never
 * @param tolerance the smallest singular value that counts as signal when frequencies are detected,
 *     relative: about 5 times the relative noise of the source, 1e-9 for exact data
 * @param progress hears how far it has come
 */
public record GpHmOptions(
    Mode mode,
    Spectrum spectrum,
    int components,
    double frequencyScale,
    int steps,
    double learningRate,
    double boundaryWeight,
    double jitter,
    boolean logDeterminant,
    boolean jeffreysInWeightSpace,
    double earlyStop,
    double tolerance,
    Progress progress) {
  /** The solvers. */
  public enum Mode {
    /** Every exact candidate that is affordable; the residual between grid points chooses. */
    AUTO,
    /** Spectral features at detected frequencies, their derivatives exact. */
    EXACT_FEATURE,
    /** The truncated eigenvectors of the covariance matrix at detected frequencies. */
    EXACT_KERNEL,
    /** The joint maximum of the paper: values, hyper-parameters and precisions by Adam. */
    JOINT_ADAM,
    /** The same maximum by quasi-Newton steps in all variables. */
    JOINT_LBFGS,
    /**
     * The same maximum by quasi-Newton steps in hyper-parameters and precisions, the values of a
     * linear equation solved for in each. Up to 3000 grid points.
     */
    VARIABLE_PROJECTION,
    /** The maximum of the density of the data with the values integrated out, likewise. */
    EVIDENCE
  }

  /** AUTO; for the learned mode the values of the paper's code. */
  public static final GpHmOptions DEFAULT =
      new GpHmOptions(
          Mode.AUTO,
          Spectrum.studentT(5),
          30,
          20,
          100_000,
          0.01,
          200,
          1e-6,
          true,
          false,
          0,
          1e-9,
          Progress.none());

  /** Checks the options. */
  public GpHmOptions {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(spectrum, "spectrum");
    Objects.requireNonNull(progress, "progress");
    if (components < 1) {
      throw new IllegalArgumentException("components is " + components + ": must be at least 1");
    }
    positive("frequencyScale", frequencyScale);
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ": must be at least 1");
    }
    positive("learningRate", learningRate);
    positive("boundaryWeight", boundaryWeight);
    positive("jitter", jitter);
    if (!(earlyStop >= 0) || Double.isInfinite(earlyStop)) {
      throw new IllegalArgumentException(
          "earlyStop is " + earlyStop + ": must be at least 0 and finite");
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be in (0, 1)");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be positive and finite");
    }
  }

  /** What a copy changes. */
  private static final class Draft {
    private Mode mode;
    private Spectrum spectrum;
    private int components;
    private double frequencyScale;
    private int steps;
    private double learningRate;
    private double boundaryWeight;
    private double jitter;
    private boolean logDeterminant;
    private boolean jeffreysInWeightSpace;
    private double earlyStop;
    private double tolerance;
    private Progress progress;
  }

  private GpHmOptions with(Consumer<Draft> change) {
    Draft d = new Draft();
    d.mode = mode;
    d.spectrum = spectrum;
    d.components = components;
    d.frequencyScale = frequencyScale;
    d.steps = steps;
    d.learningRate = learningRate;
    d.boundaryWeight = boundaryWeight;
    d.jitter = jitter;
    d.logDeterminant = logDeterminant;
    d.jeffreysInWeightSpace = jeffreysInWeightSpace;
    d.earlyStop = earlyStop;
    d.tolerance = tolerance;
    d.progress = progress;
    change.accept(d);
    return new GpHmOptions(
        d.mode,
        d.spectrum,
        d.components,
        d.frequencyScale,
        d.steps,
        d.learningRate,
        d.boundaryWeight,
        d.jitter,
        d.logDeterminant,
        d.jeffreysInWeightSpace,
        d.earlyStop,
        d.tolerance,
        d.progress);
  }

  /**
   * With another solver.
   *
   * @param value the solver
   * @return new options
   */
  public GpHmOptions withMode(Mode value) {
    return with(d -> d.mode = value);
  }

  /**
   * With other bumps.
   *
   * @param value the spectrum
   * @return new options
   */
  public GpHmOptions withSpectrum(Spectrum value) {
    return with(d -> d.spectrum = value);
  }

  /**
   * With another start of the learned modes.
   *
   * @param q the number of components
   * @param highest the highest frequency
   * @return new options
   */
  public GpHmOptions withComponents(int q, double highest) {
    return with(
        d -> {
          d.components = q;
          d.frequencyScale = highest;
        });
  }

  /**
   * With another number of steps.
   *
   * @param value the steps of Adam, or the most quasi-Newton steps
   * @return new options
   */
  public GpHmOptions withSteps(int value) {
    return with(d -> d.steps = value);
  }

  /**
   * With another length of the steps.
   *
   * @param value the learning rate of Adam
   * @return new options
   */
  public GpHmOptions withLearningRate(double value) {
    return with(d -> d.learningRate = value);
  }

  /**
   * With another weight of the boundary values in the learned modes.
   *
   * @param value λ
   * @return new options
   */
  public GpHmOptions withBoundaryWeight(double value) {
    return with(d -> d.boundaryWeight = value);
  }

  /**
   * With another jitter of the learned modes.
   *
   * @param value what is added to the diagonals
   * @return new options
   */
  public GpHmOptions withJitter(double value) {
    return with(d -> d.jitter = value);
  }

  /**
   * With or without the log-determinant of the prior in the learned modes.
   *
   * @param value whether it is kept
   * @return new options
   */
  public GpHmOptions withLogDeterminant(boolean value) {
    return with(d -> d.logDeterminant = value);
  }

  /**
   * With another measure of the weights in the learned modes.
   *
   * @param value whether Σ log w is added
   * @return new options
   */
  public GpHmOptions withJeffreysInWeightSpace(boolean value) {
    return with(d -> d.jeffreysInWeightSpace = value);
  }

  /**
   * With an early end of Adam.
   *
   * @param value the mean squares of residual and misfit at which it ends; 0 for never
   * @return new options
   */
  public GpHmOptions withEarlyStop(double value) {
    return with(d -> d.earlyStop = value);
  }

  /**
   * With another tolerance of the detection of frequencies.
   *
   * @param value relative to the largest singular value
   * @return new options
   */
  public GpHmOptions withTolerance(double value) {
    return with(d -> d.tolerance = value);
  }

  /**
   * With a listener.
   *
   * @param value hears how far the solver has come
   * @return new options
   */
  public GpHmOptions withProgress(Progress value) {
    return with(d -> d.progress = value);
  }
}
