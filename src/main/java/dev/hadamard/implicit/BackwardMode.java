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
   * Through all iterations, forwards only: tangents of all parameters travel with the iterates, so
   * that memory does not grow with the iterations. As many runs as there are parameters in reverse
   * mode.
   */
  record UnrolledForward() implements BackwardMode {}

  /**
   * Through all iterations, with checkpoints: in reverse mode iterates are computed again from a
   * few that were kept, on the binomial schedule of A. Griewank and A. Walther (2000). Memory: that
   * many states and one iteration.
   *
   * @param slots the number of states kept, at least 1; 0 for 4 ⌈log₂ iterations⌉
   */
  record Checkpointed(int slots) implements BackwardMode {
    /** Checks the number. */
    public Checkpointed {
      if (slots < 0) {
        throw new IllegalArgumentException("slots is " + slots + ": must be at least 0");
      }
    }
  }

  /**
   * For minimisers of f: with the cotangent v and x_ε = argmin f(x, θ) + ε vᵀx, the derivative
   * (∇_θf(x_ε, θ) - ∇_θf(x*, θ))/ε (J. Domke, 2010; T. Hazan et al., direct loss minimisation). Its
   * error is O(ε). Reverse mode only.
   *
   * @param epsilon ε, positive, small against the curvature of f
   */
  record DirectLoss(double epsilon) implements BackwardMode {
    /** Checks the range. */
    public DirectLoss {
      if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
        throw new IllegalArgumentException(
            "epsilon is " + epsilon + ": must be finite and positive");
      }
    }
  }

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
   * Through all iterations with logarithmically many checkpoints.
   *
   * @return the mode
   */
  static BackwardMode checkpointed() {
    return new Checkpointed(0);
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
