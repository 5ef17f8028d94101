package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.UnaryOperator;

/**
 * How far to go along a direction of descent. With φ(s) = f(x + s d):
 *
 * <pre>{@code
 * LineSearch.Step step = new LineSearch.HagerZhang().search(f, x, d, f(x), gradient, 1);
 * NdArray next = x.plus(d.times(step.length()));
 * }</pre>
 *
 * <p>Trials whose value is not finite are taken for too long. Derivatives take step lengths for
 * constants.
 */
public sealed interface LineSearch {
  /**
   * Where a search ended.
   *
   * @param length s; 0 where no step decreases f
   * @param value φ(s)
   * @param gradient ∇f(x + s d)
   * @param evaluations how often f was evaluated with its gradient
   * @param satisfied whether the conditions of the search hold; if not, the step is the best of
   *     those that were tried
   */
  record Step(double length, double value, NdArray gradient, int evaluations, boolean satisfied) {}

  /** What a backtracking search asks of a step beside the decrease φ(s) ≤ φ(0) + c₁sφ'(0). */
  enum Condition {
    /** Nothing. */
    ARMIJO,
    /** φ(s) ≥ φ(0) + (1 - c₁)sφ'(0): not too short. */
    GOLDSTEIN,
    /** φ'(s) ≥ c₂φ'(0). */
    WOLFE,
    /** |φ'(s)| ≤ c₂|φ'(0)|. */
    STRONG_WOLFE
  }

  /**
   * The first of s₀, s₀ρ, s₀ρ², ... that satisfies a condition. A step that only becomes shorter
   * cannot repair one that was too short at first: such a search ends with the best step that
   * decreases f.
   *
   * @param condition the condition
   * @param decrease c₁, between 0 and ½
   * @param curvature c₂, between c₁ and 1
   * @param factor ρ, between 0 and 1
   * @param trials the most trials, at least 1
   */
  record Backtracking(
      Condition condition, double decrease, double curvature, double factor, int trials)
      implements LineSearch {
    /** Checks the ranges. */
    public Backtracking {
      LineSearches.requireConstants(decrease, curvature);
      LineSearches.requireBetween("factor", factor, 0, 1);
      LineSearches.requireTrials(trials);
    }

    /**
     * The search with c₁ = 1e-4, c₂ = 0.9, factor 0.8 and 60 trials.
     *
     * @param condition the condition
     */
    public Backtracking(Condition condition) {
      this(condition, 1e-4, 0.9, 0.8, 60);
    }

    @Override
    public Step search(
        UnaryOperator<NdArray> f,
        NdArray x,
        NdArray direction,
        double value,
        NdArray gradient,
        double first) {
      return LineSearches.backtracking(
          this, new LineSearches.Line(f, x, direction, value, gradient, first));
    }
  }

  /**
   * The strong Wolfe conditions φ(s) ≤ φ(0) + c₁sφ'(0), |φ'(s)| ≤ c₂|φ'(0)|, or the approximate
   * ones of Hager and Zhang, which rounding does not disturb: φ(s) ≤ φ(0) + 1e-12|φ(0)|, c₂φ'(0) ≤
   * φ'(s) ≤ (2c₁ - 1)φ'(0). Bracketing by doubling, then cubic interpolation safeguarded by
   * bisection (J. Nocedal and S. Wright, Numerical Optimization, algorithms 3.5 and 3.6), with c₁ =
   * 1e-4.
   *
   * @param curvature c₂, between 1e-4 and 1
   */
  record Zoom(double curvature) implements LineSearch {
    /** Checks the range. */
    public Zoom {
      LineSearches.requireConstants(WolfeLineSearch.C1, curvature);
    }

    /** The search with c₂ = 0.9. */
    public Zoom() {
      this(0.9);
    }

    @Override
    public Step search(
        UnaryOperator<NdArray> f,
        NdArray x,
        NdArray direction,
        double value,
        NdArray gradient,
        double first) {
      LineSearches.Line line = new LineSearches.Line(f, x, direction, value, gradient, first);
      return WolfeLineSearch.search(
          line.objective(), x, direction, value, gradient, first, curvature);
    }
  }

  /**
   * The Wolfe conditions or the approximate ones, which rounding does not disturb, by secant steps
   * on φ' within a bracket (W. Hager and H. Zhang, A new conjugate gradient method with guaranteed
   * descent and an efficient line search, 2005).
   *
   * @param decrease δ, between 0 and ½
   * @param curvature σ, between δ and 1
   * @param expansion ρ, above 1: how fast the bracket is looked for
   * @param shrink γ, between 0 and 1: how much the bracket must shrink, else it is halved
   * @param trials the most evaluations, at least 1
   */
  record HagerZhang(double decrease, double curvature, double expansion, double shrink, int trials)
      implements LineSearch {
    /** Checks the ranges. */
    public HagerZhang {
      LineSearches.requireConstants(decrease, curvature);
      LineSearches.requireBetween("expansion", expansion, 1, Double.POSITIVE_INFINITY);
      LineSearches.requireBetween("shrink", shrink, 0, 1);
      LineSearches.requireTrials(trials);
    }

    /** The search with δ = 0.1, σ = 0.9, ρ = 5, γ = 0.66 and 50 evaluations. */
    public HagerZhang() {
      this(0.1, 0.9, 5, 0.66, 50);
    }

    @Override
    public Step search(
        UnaryOperator<NdArray> f,
        NdArray x,
        NdArray direction,
        double value,
        NdArray gradient,
        double first) {
      return LineSearches.hagerZhang(
          this, new LineSearches.Line(f, x, direction, value, gradient, first));
    }
  }

  /**
   * Searches.
   *
   * @param f the objective; sees plain arrays
   * @param x where the line begins
   * @param direction d, of the shape of x
   * @param value f(x)
   * @param gradient ∇f(x)
   * @param first the first step length, positive
   * @return the step
   * @throws IllegalArgumentException if f increases along the direction, dᵀ∇f(x) &gt; 0
   */
  Step search(
      UnaryOperator<NdArray> f,
      NdArray x,
      NdArray direction,
      double value,
      NdArray gradient,
      double first);
}
