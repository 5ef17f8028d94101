package dev.hadamard.gp.pde;

import dev.hadamard.gp.Spectrum;
import dev.hadamard.kernel.Progress;
import java.util.Objects;

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
    JOINT_ADAM
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
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be in (0, 1)");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be positive and finite");
    }
  }

  /**
   * With another solver.
   *
   * @param value the solver
   * @return new options
   */
  public GpHmOptions withMode(Mode value) {
    return new GpHmOptions(
        value,
        spectrum,
        components,
        frequencyScale,
        steps,
        learningRate,
        boundaryWeight,
        jitter,
        logDeterminant,
        tolerance,
        progress);
  }

  /**
   * With other bumps.
   *
   * @param value the spectrum
   * @return new options
   */
  public GpHmOptions withSpectrum(Spectrum value) {
    return new GpHmOptions(
        mode,
        value,
        components,
        frequencyScale,
        steps,
        learningRate,
        boundaryWeight,
        jitter,
        logDeterminant,
        tolerance,
        progress);
  }

  /**
   * With another start of the learned modes.
   *
   * @param q the number of components
   * @param highest the highest frequency
   * @return new options
   */
  public GpHmOptions withComponents(int q, double highest) {
    return new GpHmOptions(
        mode,
        spectrum,
        q,
        highest,
        steps,
        learningRate,
        boundaryWeight,
        jitter,
        logDeterminant,
        tolerance,
        progress);
  }

  /**
   * With another number of steps.
   *
   * @param value the steps of Adam
   * @return new options
   */
  public GpHmOptions withSteps(int value) {
    return new GpHmOptions(
        mode,
        spectrum,
        components,
        frequencyScale,
        value,
        learningRate,
        boundaryWeight,
        jitter,
        logDeterminant,
        tolerance,
        progress);
  }

  /**
   * With another weight of the boundary values in the learned modes.
   *
   * @param value λ
   * @return new options
   */
  public GpHmOptions withBoundaryWeight(double value) {
    return new GpHmOptions(
        mode,
        spectrum,
        components,
        frequencyScale,
        steps,
        learningRate,
        value,
        jitter,
        logDeterminant,
        tolerance,
        progress);
  }

  /**
   * With another tolerance of the detection of frequencies.
   *
   * @param value relative to the largest singular value
   * @return new options
   */
  public GpHmOptions withTolerance(double value) {
    return new GpHmOptions(
        mode,
        spectrum,
        components,
        frequencyScale,
        steps,
        learningRate,
        boundaryWeight,
        jitter,
        logDeterminant,
        value,
        progress);
  }

  /**
   * With a listener.
   *
   * @param value hears how far the solver has come
   * @return new options
   */
  public GpHmOptions withProgress(Progress value) {
    return new GpHmOptions(
        mode,
        spectrum,
        components,
        frequencyScale,
        steps,
        learningRate,
        boundaryWeight,
        jitter,
        logDeterminant,
        tolerance,
        value);
  }
}
