package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A mapping F(x, θ) that vanishes at the solution x*(θ) of a problem: all that implicit
 * differentiation needs to know of it.
 *
 * <p>The step size in a fixed point changes the mapping and not the derivative of the solution.
 */
public final class OptimalityCondition {
  /**
   * The parts of a proximal gradient fixed point, for solvers of its linear systems that use them.
   *
   * @param objective the smooth part f(x, θ)
   * @param prox the operator of the other part
   * @param stepSize η
   * @param projection whether the operator is the projection onto a set
   */
  public record Composite(
      BinaryOperator<NdArray> objective,
      ParametricProx prox,
      double stepSize,
      boolean projection) {}

  /**
   * The parts of a problem with constraints.
   *
   * @param inequalities G(x, θ) ≤ 0
   * @param variables the number of elements of x
   * @param equations the number of equality constraints
   */
  public record Constrained(BinaryOperator<NdArray> inequalities, int variables, int equations) {}

  private final String name;
  private final BinaryOperator<NdArray> mapping;
  private final boolean symmetric;
  private final Composite composite;
  private final Constrained constrained;
  private final BinaryOperator<NdArray> objective;

  private OptimalityCondition(
      String name,
      BinaryOperator<NdArray> mapping,
      boolean symmetric,
      Composite composite,
      Constrained constrained,
      BinaryOperator<NdArray> objective) {
    this.name = name;
    this.mapping = mapping;
    this.symmetric = symmetric;
    this.composite = composite;
    this.constrained = constrained;
    this.objective = objective;
  }

  private static OptimalityCondition plain(String name, BinaryOperator<NdArray> mapping) {
    return new OptimalityCondition(name, mapping, false, null, null, null);
  }

  /**
   * A root: F(x, θ) = 0.
   *
   * @param mapping F, of the size of x
   * @return the condition
   */
  public static OptimalityCondition root(BinaryOperator<NdArray> mapping) {
    return plain("root", mapping);
  }

  /**
   * A fixed point: x = T(x, θ).
   *
   * @param map T
   * @return the condition T(x, θ) - x = 0
   */
  public static OptimalityCondition fixedPoint(BinaryOperator<NdArray> map) {
    return plain("fixed point", (x, theta) -> map.apply(x, theta).minus(x));
  }

  /**
   * A stationary point: ∇₁f(x, θ) = 0.
   *
   * @param objective f
   * @return the condition, whose Jacobian in x is the symmetric Hessian
   */
  public static OptimalityCondition stationary(BinaryOperator<NdArray> objective) {
    return new OptimalityCondition(
        "stationary", Autodiff.gradientInFirst(objective), true, null, null, objective);
  }

  /**
   * A minimiser of ½‖r(x, θ)‖²: Jᵀr = 0, with the full Hessian and not that of Gauss and Newton.
   *
   * @param residuals r
   * @return the condition
   */
  public static OptimalityCondition nonlinearLeastSquares(BinaryOperator<NdArray> residuals) {
    return stationary((x, theta) -> residuals.apply(x, theta).squaredNorm().times(0.5));
  }

  /**
   * A minimiser of f(x, θ) + g(x, θ): x = prox_{ηg}(x - η∇₁f).
   *
   * @param objective f, smooth
   * @param prox the operator of g
   * @param stepSize η, positive
   * @return the condition
   */
  public static OptimalityCondition proximalGradient(
      BinaryOperator<NdArray> objective, ParametricProx prox, double stepSize) {
    return composite(new Composite(objective, prox, requirePositive(stepSize), false));
  }

  /**
   * A minimiser of f(x, θ) over a set C(θ): x = Π_C(x - η∇₁f).
   *
   * @param objective f, smooth
   * @param projection (x, θ) to the nearest point of C(θ)
   * @param stepSize η, positive
   * @return the condition
   */
  public static OptimalityCondition projectedGradient(
      BinaryOperator<NdArray> objective, BinaryOperator<NdArray> projection, double stepSize) {
    return composite(
        new Composite(
            objective,
            (x, theta, eta) -> projection.apply(x, theta),
            requirePositive(stepSize),
            true));
  }

  private static OptimalityCondition composite(Composite c) {
    BinaryOperator<NdArray> gradient = Autodiff.gradientInFirst(c.objective);
    NdArray eta = NdArray.scalar(c.stepSize);
    BinaryOperator<NdArray> mapping =
        (x, theta) ->
            c.prox.apply(x.minus(gradient.apply(x, theta).times(c.stepSize)), theta, eta).minus(x);
    return new OptimalityCondition("proximal gradient", mapping, false, c, null, null);
  }

  /**
   * A minimiser of f(x, θ) over the rows of the probability simplex, by mirror descent with the
   * entropy: T = x e^{-η∇f} / Σ, which is differentiable where elements of x are 0.
   *
   * @param objective f, smooth
   * @param stepSize η, positive
   * @return the condition T(x, θ) - x = 0
   */
  public static OptimalityCondition mirrorDescent(
      BinaryOperator<NdArray> objective, double stepSize) {
    return mirrorDescent(objective, MirrorMap.entropy(), stepSize);
  }

  /**
   * A minimiser of f(x, θ) over a set, by mirror descent: T = Π(∇φ(x) - η∇f, θ), Π the projection
   * in the Bregman divergence of φ.
   *
   * @param objective f, smooth
   * @param mirror φ and the set
   * @param stepSize η, positive
   * @return the condition T(x, θ) - x = 0
   */
  public static OptimalityCondition mirrorDescent(
      BinaryOperator<NdArray> objective, MirrorMap mirror, double stepSize) {
    BinaryOperator<NdArray> gradient = Autodiff.gradientInFirst(objective);
    requirePositive(stepSize);
    return fixedPoint(
        (x, theta) -> mirror.step(x, gradient.apply(x, theta).times(stepSize), theta));
  }

  /** x e^{-g}, each row divided by its sum. */
  static NdArray multiplicativeStep(NdArray x, NdArray g) {
    int last = x.rank() - 1;
    int[] kept = x.shape();
    kept[last] = 1;
    // The least over the support: elsewhere the exponential counts for the derivative only.
    NdArray plain = g.stopGradient();
    NdArray on = x.stopGradient().step();
    NdArray most = plain.max(last).reshape(kept);
    NdArray least = NdArray.where(on, plain, most).min(last).reshape(kept);
    NdArray exponent = least.minus(g);
    NdArray largest = NdArray.scalar(300);
    NdArray cut = NdArray.where(exponent.greaterThan(largest), largest, exponent);
    NdArray y = x.times(cut.exp());
    return y.dividedBy(y.sumKeeping(last));
  }

  /**
   * A root by Newton's fixed point x = x - η [∂₁G]⁻¹ G. At a root the Jacobian of the mapping in x
   * is -ηI.
   *
   * @param mapping G, of the size of x
   * @param stepSize η, positive
   * @return the condition
   */
  public static OptimalityCondition newton(BinaryOperator<NdArray> mapping, double stepSize) {
    requirePositive(stepSize);
    return plain(
        "newton",
        (x, theta) -> {
          int n = x.size();
          NdArray jacobian =
              Autodiff.jacobian(z -> mapping.apply(z, theta).flatten(), x).reshape(n, n);
          return jacobian
              .solve(mapping.apply(x, theta).flatten())
              .times(-stepSize)
              .reshape(x.shape());
        });
  }

  /**
   * A minimiser of f(x, θ) subject to H(x, θ) = 0 and G(x, θ) ≤ 0, with its multipliers: the
   * conditions of Karush, Kuhn and Tucker on z = (x, ν, λ),
   *
   * <p>∇f + [∂H]ᵀν + [∂G]ᵀλ = 0, H = 0, λ ⊙ G = 0.
   *
   * @param objective f
   * @param equalities H, a vector; may have no elements
   * @param inequalities G, a vector; may have no elements
   * @param variables the number of elements of x
   * @param equations the number of elements of H
   * @return the condition on vectors z
   */
  public static OptimalityCondition kkt(
      BinaryOperator<NdArray> objective,
      BinaryOperator<NdArray> equalities,
      BinaryOperator<NdArray> inequalities,
      int variables,
      int equations) {
    BinaryOperator<NdArray> mapping =
        (z, theta) -> {
          NdArray x = z.slice(0, 0, variables);
          NdArray nu = z.slice(0, variables, variables + equations);
          NdArray lambda = z.slice(0, variables + equations, z.size());
          NdArray stationarity =
              Autodiff.gradient(
                  p ->
                      objective
                          .apply(p, theta)
                          .plus(nu.dot(equalities.apply(p, theta)))
                          .plus(lambda.dot(inequalities.apply(p, theta))),
                  x);
          return NdArray.concatenate(
              0,
              stationarity,
              equalities.apply(x, theta),
              lambda.times(inequalities.apply(x, theta)));
        };
    return new OptimalityCondition(
        "kkt", mapping, false, null, new Constrained(inequalities, variables, equations), null);
  }

  /**
   * A minimiser of f(x, θ) + Σ_j g_j(x_j, θ) over consecutive parts of a vector: x_j = prox_{η_j
   * g_j}(x_j - η_j [∇₁f]_j) for every part.
   *
   * @param objective f, smooth
   * @param sizes the number of elements of each part
   * @param stepSizes η_j, positive
   * @param operators the operator of each g_j
   * @return the condition on vectors
   */
  public static OptimalityCondition blockProximalGradient(
      BinaryOperator<NdArray> objective,
      int[] sizes,
      double[] stepSizes,
      java.util.List<ParametricProx> operators) {
    if (sizes.length != stepSizes.length || sizes.length != operators.size()) {
      throw new IllegalArgumentException(
          "sizes has "
              + sizes.length
              + " elements, stepSizes "
              + stepSizes.length
              + ", operators "
              + operators.size()
              + ": must be equally many");
    }
    for (double step : stepSizes) {
      requirePositive(step);
    }
    int[] lengths = sizes.clone();
    double[] steps = stepSizes.clone();
    java.util.List<ParametricProx> parts = java.util.List.copyOf(operators);
    BinaryOperator<NdArray> gradient = Autodiff.gradientInFirst(objective);
    return fixedPoint(
        (x, theta) -> {
          NdArray g = gradient.apply(x, theta);
          NdArray[] pieces = new NdArray[lengths.length];
          int from = 0;
          for (int j = 0; j < lengths.length; j++) {
            int to = from + lengths[j];
            NdArray moved = x.slice(0, from, to).minus(g.slice(0, from, to).times(steps[j]));
            pieces[j] = parts.get(j).apply(moved, theta, NdArray.scalar(steps[j]));
            from = to;
          }
          return NdArray.concatenate(0, pieces);
        });
  }

  /**
   * A solution of min ½xᵀQx + cᵀx, Ax = b, Gx ≤ h with its multipliers: {@link #kkt} for vectors z
   * = (x, ν, λ).
   *
   * @param program θ to the program
   * @param variables the number of elements of x
   * @param equations the number of elements of b
   * @return the condition
   */
  public static OptimalityCondition quadraticProgram(
      java.util.function.Function<NdArray, QuadraticProgram> program,
      int variables,
      int equations) {
    return kkt(
        (x, theta) -> {
          QuadraticProgram p = program.apply(theta);
          return x.dot(p.q().matmul(x)).times(0.5).plus(p.c().dot(x));
        },
        (x, theta) -> {
          QuadraticProgram p = program.apply(theta);
          return p.a().matmul(x).minus(p.b());
        },
        (x, theta) -> {
          QuadraticProgram p = program.apply(theta);
          return p.g().matmul(x).minus(p.h());
        },
        variables,
        equations);
  }

  /**
   * A primal-dual solution of min cᵀx, b - Ax ∈ K: the residual map of E. Busseti, W. Moursi and S.
   * Boyd on vectors (x, z), z = y - s,
   *
   * <p>c + AᵀΠ(z) = 0, b - Ax - Π(z) + z = 0, Π the projection onto K*.
   *
   * @param program θ to the program
   * @return the condition
   */
  public static OptimalityCondition conicResidual(
      java.util.function.Function<NdArray, ConicProgram> program) {
    return plain(
        "conic residual",
        (z, theta) -> {
          ConicProgram p = program.apply(theta);
          return ConicProgram.residual(z, p.c(), p.a(), p.b(), p.cone().dual().projection());
        });
  }

  private static double requirePositive(double stepSize) {
    if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "stepSize is " + stepSize + ": must be finite and positive");
    }
    return stepSize;
  }

  /**
   * The mapping.
   *
   * @param x a point
   * @param theta the parameters
   * @return F(x, θ), of the shape of x
   */
  public NdArray residual(NdArray x, NdArray theta) {
    return mapping.apply(x, theta);
  }

  /**
   * Whether the Jacobian in x is symmetric at a solution.
   *
   * @return true for stationary points
   */
  public boolean symmetric() {
    return symmetric;
  }

  /**
   * The parts, if this is a proximal gradient fixed point.
   *
   * @return the parts
   */
  public Optional<Composite> composite() {
    return Optional.ofNullable(composite);
  }

  /**
   * The objective, if the condition is that of a stationary point.
   *
   * @return f(x, θ)
   */
  public Optional<BinaryOperator<NdArray>> objective() {
    return Optional.ofNullable(objective);
  }

  /**
   * The constraints, if there are any.
   *
   * @return the constraints
   */
  public Optional<Constrained> constrained() {
    return Optional.ofNullable(constrained);
  }

  @Override
  public String toString() {
    return name;
  }
}
