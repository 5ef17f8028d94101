package dev.hadamard.implicit;

/**
 * How the derivative of a solver's solution is computed. All agree in the limit; they differ in
 * cost, memory and in what they assume. Forward and reverse differentiation work with each.
 */
public sealed interface BackwardMode {
  /**
   * By the implicit function theorem: one linear system, memory independent of the iterations.
   *
   * @param options how to differentiate
   */
  record Implicit(ImplicitOptions options) implements BackwardMode {}

  /** Through all iterations. Memory in reverse mode grows with their number. */
  record Unrolled() implements BackwardMode {}

  /**
   * Through the last iterations only, as if the iterate before them did not depend on θ.
   *
   * @param iterations how many, at least 1
   */
  record Truncated(int iterations) implements BackwardMode {
    /** Checks the number. */
    public Truncated {
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations is " + iterations + ": must be at least 1");
      }
    }
  }

  /**
   * By the Neumann series Σ_{k ≤ terms} T_xᵏ T_θ of the solver's update T at the solution.
   *
   * @param terms the largest power, at least 0
   */
  record Neumann(int terms) implements BackwardMode {
    /** Checks the number. */
    public Neumann {
      if (terms < 0) {
        throw new IllegalArgumentException("terms is " + terms + ": must be at least 0");
      }
    }
  }

  /**
   * By the implicit function theorem with default options.
   *
   * @return the mode
   */
  static BackwardMode implicit() {
    return new Implicit(ImplicitOptions.DEFAULT);
  }

  /**
   * Through all iterations.
   *
   * @return the mode
   */
  static BackwardMode unrolled() {
    return new Unrolled();
  }

  /**
   * By one update at the solution, the Neumann series cut after its first term.
   *
   * @return the mode
   */
  static BackwardMode oneStep() {
    return new Neumann(0);
  }
}
