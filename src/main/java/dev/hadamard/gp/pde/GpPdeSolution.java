package dev.hadamard.gp.pde;

import dev.hadamard.random.PhiloxGenerator;
import java.util.Arrays;
import java.util.List;

/**
 * A solution: a function that can be evaluated and differentiated anywhere in the box, and how far
 * it can be trusted. No figure here knows an exact solution.
 */
public final class GpPdeSolution {
  /**
   * One attempt.
   *
   * @param name the method and its settings
   * @param unknowns the coefficients solved for
   * @param onGrid the residual of the equation at the grid points, relative to the source
   * @param offGrid the same between them
   * @param boundaryMisfit the largest deviation from the conditions over their largest value
   */
  public record Candidate(
      String name, int unknowns, double onGrid, double offGrid, double boundaryMisfit) {
    /**
     * What chooses among candidates.
     *
     * @return offGrid + boundaryMisfit
     */
    public double score() {
      return offGrid + boundaryMisfit;
    }
  }

  /** What is not known of a solution. */
  interface Uncertainty {
    double deviation(double... x);

    double[] sample(PhiloxGenerator generator, double[]... points);
  }

  private final PdeProblem problem;
  private final Expansion expansion;
  private final Uncertainty uncertainty;
  private final Candidate chosen;
  private final List<Candidate> candidates;
  private final double[][] frequencies;
  private final double[][] weights;
  private final int iterations;
  private final boolean converged;
  private final List<String> warnings;

  GpPdeSolution(
      PdeProblem problem,
      Expansion expansion,
      Uncertainty uncertainty,
      Candidate chosen,
      List<Candidate> candidates,
      double[][] frequencies,
      double[][] weights,
      int iterations,
      boolean converged,
      List<String> warnings) {
    this.problem = problem;
    this.expansion = expansion;
    this.uncertainty = uncertainty;
    this.chosen = chosen;
    this.candidates = List.copyOf(candidates);
    this.frequencies = frequencies;
    this.weights = weights;
    this.iterations = iterations;
    this.converged = converged;
    this.warnings = List.copyOf(warnings);
  }

  /** The same as the choice of a search: among what, and after how many steps in all. */
  GpPdeSolution chosenAmong(List<Candidate> all, int steps) {
    return new GpPdeSolution(
        problem,
        expansion,
        uncertainty,
        chosen,
        all,
        frequencies,
        weights,
        steps,
        converged,
        warnings);
  }

  /**
   * The solution at a point.
   *
   * @param x one coordinate for each axis
   * @return u(x)
   */
  public double evaluate(double... x) {
    return derivative(new int[problem.dimension()], x);
  }

  /**
   * A derivative at a point.
   *
   * @param orders the order along each axis
   * @param x one coordinate for each axis
   * @return ∂^orders u(x)
   */
  public double derivative(int[] orders, double... x) {
    requireOrders(orders);
    requireDimension("x", x.length);
    requireFinite("x", x);
    return expansion.at(orders, x);
  }

  /**
   * The solution on the product of points.
   *
   * @param points one array for each axis
   * @return the values, last axis fastest
   */
  public double[] onGrid(double[]... points) {
    return derivativeOnGrid(new int[problem.dimension()], points);
  }

  /**
   * A derivative on the product of points.
   *
   * @param orders the order along each axis
   * @param points one array for each axis
   * @return the values, last axis fastest
   */
  public double[] derivativeOnGrid(int[] orders, double[]... points) {
    requireOrders(orders);
    requireDimension("points", points.length);
    for (double[] axis : points) {
      requireFinite("points", axis);
    }
    return expansion.onGrid(orders, points);
  }

  private void requireOrders(int[] orders) {
    requireDimension("orders", orders.length);
    for (int m : orders) {
      if (m < 0) {
        throw new IllegalArgumentException(
            "orders " + Arrays.toString(orders) + ": each must be at least 0");
      }
    }
  }

  private static void requireFinite(String name, double[] x) {
    for (double c : x) {
      if (!Double.isFinite(c)) {
        throw new IllegalArgumentException(name + " has the element " + c + ": must be finite");
      }
    }
  }

  private void requireDimension(String name, int length) {
    if (length != problem.dimension()) {
      throw new IllegalArgumentException(
          name + " has length " + length + ": must be the number of axes, " + problem.dimension());
    }
  }

  /**
   * The posterior standard deviation of u at a point.
   *
   * <p>Exact modes: that of z ~ N(0, s²), equation and conditions with precision ω/s², with the
   * most likely s² = (|z|² + ω |residuals|²) / number of equations: it grows with what the
   * equations leave unexplained; where a plane equation was solved by iteration, of the equation
   * with the means of its coefficients. Learned modes: the exact posterior given the learned
   * hyper-parameters, for a linear equation and at most 3000 grid points, O(M³) once.
   *
   * @param x one coordinate for each axis
   * @return the standard deviation
   * @throws UnsupportedOperationException from a learned mode beyond
   */
  public double standardDeviation(double... x) {
    requireDimension("x", x.length);
    requireFinite("x", x);
    if (uncertainty == null) {
      throw noUncertainty();
    }
    return uncertainty.deviation(x);
  }

  /**
   * A draw of u from its posterior on the product of points, under the law of {@link
   * #standardDeviation}.
   *
   * @param generator the source of normal numbers
   * @param points one array for each axis
   * @return the values, last axis fastest
   * @throws UnsupportedOperationException from a learned mode whose posterior is out of reach
   */
  public double[] sample(PhiloxGenerator generator, double[]... points) {
    requireDimension("points", points.length);
    for (double[] axis : points) {
      requireFinite("points", axis);
    }
    if (uncertainty == null) {
      throw noUncertainty();
    }
    return uncertainty.sample(generator, points);
  }

  private static UnsupportedOperationException noUncertainty() {
    return new UnsupportedOperationException(
        "the learned modes give the posterior deviation of linear equations with at most 3000 grid"
            + " points, of a single process");
  }

  /**
   * The problem that was solved.
   *
   * @return the problem
   */
  public PdeProblem problem() {
    return problem;
  }

  /**
   * The attempt that the solution is.
   *
   * @return one of the candidates
   */
  public Candidate chosen() {
    return chosen;
  }

  /**
   * All attempts.
   *
   * @return in the order in which they were made
   */
  public List<Candidate> candidates() {
    return candidates;
  }

  /**
   * The frequencies along an axis: detected, or learned and those that survived, strongest first.
   *
   * @param axis the axis
   * @return cycles per unit length, a new array
   */
  public double[] frequencies(int axis) {
    return frequencies[axis].clone();
  }

  /**
   * The learned weights of the frequencies.
   *
   * @param axis the axis
   * @return a new array, as long as {@link #frequencies}; empty for the exact modes
   */
  public double[] weights(int axis) {
    return weights.length == 0 ? new double[0] : weights[axis].clone();
  }

  /**
   * The steps of the method that was chosen: linear solves, or all steps of Adam, also those after
   * the selected one.
   *
   * @return the number
   */
  public int iterations() {
    return iterations;
  }

  /**
   * Whether the iteration reached its end; a linear solve always does.
   *
   * @return false if the best iterate is returned instead
   */
  public boolean converged() {
    return converged;
  }

  /**
   * Reasons to distrust: unresolved or aliased data, no convergence.
   *
   * @return sentences; empty if none
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Whether the grid resolves the problem as far as can be told.
   *
   * @return true without warnings
   */
  public boolean resolved() {
    return warnings.isEmpty();
  }
}
