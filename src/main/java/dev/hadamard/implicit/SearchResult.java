package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import java.util.List;
import java.util.Optional;

/**
 * What a search for parameters found.
 *
 * @param parameters θ, the best by the monitored loss
 * @param value the outer loss there, with inner problems solved to the last tolerance
 * @param solutions the inner solutions there, one for each fold
 * @param status how the search ended
 * @param history every step, the start first
 * @param innerIterations the iterations of inner solvers in all
 * @param linearIterations the iterations of linear systems in all
 * @param diagnostics what is known about the last hypergradient
 * @param warnings what the user should know, in words
 */
public record SearchResult(
    NdArray parameters,
    double value,
    List<NdArray> solutions,
    Status status,
    List<Step> history,
    long innerIterations,
    long linearIterations,
    Optional<ImplicitDiagnostics> diagnostics,
    List<String> warnings) {
  /** Keeps copies. */
  public SearchResult {
    solutions = List.copyOf(solutions);
    history = List.copyOf(history);
    warnings = List.copyOf(warnings);
  }

  /** How a search ended. */
  public enum Status {
    /** The norm of the outer gradient is at most the tolerance. */
    CONVERGED,
    /** The outer method finds no decrease: as good as the errors of the inner solutions allow. */
    NO_PROGRESS,
    /** The steps were used up. */
    MAX_STEPS,
    /** No improvement for as many steps as the patience. */
    EARLY_STOP,
    /** The iterations of inner solvers were used up. */
    BUDGET,
    /** The outer loss stopped being finite; the result is the best before. */
    NON_FINITE,
    /**
     * All candidates of a grid were visited; those whose loss is not finite are in the warnings.
     */
    GRID
  }

  /**
   * One step.
   *
   * @param parameters θ after it
   * @param value the outer loss there
   * @param monitored the monitored loss there
   * @param gradientNorm the norm of the last outer gradient in the free variables; NaN at the start
   *     and on grids
   * @param innerTolerance the tolerance of inner solvers
   * @param innerIterations the iterations of inner solvers so far
   * @param linearIterations the iterations of linear systems so far
   */
  public record Step(
      NdArray parameters,
      double value,
      double monitored,
      double gradientNorm,
      double innerTolerance,
      long innerIterations,
      long linearIterations) {}
}
