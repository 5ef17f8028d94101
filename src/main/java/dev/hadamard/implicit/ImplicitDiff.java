package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.OptimalityCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Derivatives of solutions by the implicit function theorem: if F(x*(θ), θ) = 0, then ∂x*(θ) =
 * -A⁻¹B with A = ∂₁F and B = ∂₂F. Only the mapping F is differentiated; how the solution was found
 * does not matter. The derivative is as exact as the solution (see {@link
 * ImplicitDiagnostics#jacobianErrorEstimate}).
 *
 * <p>Source: M. Blondel et al., Efficient and modular implicit differentiation, arXiv:2105.15183.
 */
public final class ImplicitDiff {
  private static final System.Logger LOG = System.getLogger(ImplicitDiff.class.getName());

  /** Vectors in one pass over a record. */
  private static final int PANEL = 32;

  private ImplicitDiff() {}

  /**
   * The derivative of the solution along a change of the parameters: one solve with A.
   *
   * @param condition the condition F
   * @param x the solution
   * @param theta the parameters
   * @param tangent a change of the parameters
   * @param options how to differentiate
   * @return ∂x*(θ) · tangent
   * @throws IllPosedProblemException if x does not satisfy the condition or the system is singular,
   *     where the options ask for it
   */
  public static Sensitivity rootJvp(
      OptimalityCondition condition,
      NdArray x,
      NdArray theta,
      NdArray tangent,
      ImplicitOptions options) {
    Checked c = Checked.ofPlain(condition, x, theta, options, tangent);
    NdArray b = Autodiff.jvp(t -> condition.residual(c.x, t), c.theta, tangent).tangent();
    NdArray y = c.system.solve(b.negate(), false);
    return new Sensitivity(y, c.diagnostics());
  }

  /**
   * The adjoint of the derivative of the solution: one solve with Aᵀ, which serves every parameter.
   *
   * @param condition the condition F
   * @param x the solution
   * @param theta the parameters
   * @param cotangent the gradient of a loss in x
   * @param options how to differentiate
   * @return the gradient of the loss in θ, cotangentᵀ ∂x*(θ)
   * @throws IllPosedProblemException if x does not satisfy the condition or the system is singular,
   *     where the options ask for it
   */
  public static Sensitivity rootVjp(
      OptimalityCondition condition,
      NdArray x,
      NdArray theta,
      NdArray cotangent,
      ImplicitOptions options) {
    if (!Arrays.equals(cotangent.shape(), x.shape())) {
      throw new ShapeMismatchException(
          "cotangent has shape "
              + Arrays.toString(cotangent.shape())
              + ": must be "
              + Arrays.toString(x.shape())
              + ", as x");
    }
    Checked c = Checked.ofPlain(condition, x, theta, options, cotangent);
    NdArray u = c.system.solve(cotangent.negate(), true);
    Linearization l = Autodiff.linearize(t -> condition.residual(c.x, t), c.theta);
    return new Sensitivity(l.vjp(u.reshape(l.value().shape())), c.diagnostics());
  }

  /**
   * The Jacobian of the solution: columns by forward or rows by reverse products, whichever are
   * fewer, all with one linearisation and, for moderate sizes, one factorisation.
   *
   * @param condition the condition F
   * @param x the solution
   * @param theta the parameters
   * @param options how to differentiate
   * @return the array whose shape is that of x followed by that of θ
   * @throws IllPosedProblemException if x does not satisfy the condition or the system is singular,
   *     where the options ask for it
   */
  public static Sensitivity rootJacobian(
      OptimalityCondition condition, NdArray x, NdArray theta, ImplicitOptions options) {
    Checked c = Checked.ofPlain(condition, x, theta, options);
    int n = c.x.size();
    int p = c.theta.size();
    int[] shape = new int[x.rank() + theta.rank()];
    System.arraycopy(x.shape(), 0, shape, 0, x.rank());
    System.arraycopy(theta.shape(), 0, shape, x.rank(), theta.rank());
    if (n == 0 || p == 0) {
      return new Sensitivity(NdArray.zeros(shape), c.diagnostics());
    }
    Linearization l = Autodiff.linearize(t -> condition.residual(c.x, t), c.theta);
    boolean forward = p <= n;
    NdArray[] right = new NdArray[forward ? p : n];
    for (int i = 0; i < right.length; i++) {
      double[] unit = new double[right.length];
      unit[i] = 1;
      right[i] = NdArray.wrap(unit, forward ? c.theta.shape() : c.x.shape());
    }
    if (forward) {
      right = inPanels(right, l::jvpAll);
    }
    for (int i = 0; i < right.length; i++) {
      right[i] = right[i].negate().reshape(c.x.shape());
    }
    NdArray[] lines = c.system.solveAll(right, !forward);
    if (!forward) {
      for (int i = 0; i < lines.length; i++) {
        lines[i] = lines[i].reshape(l.value().shape());
      }
      lines = inPanels(lines, l::vjpAll);
    }
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i].flatten();
    }
    NdArray stacked = NdArray.stack(lines);
    NdArray jacobian = (forward ? stacked.transpose() : stacked).reshape(shape);
    return new Sensitivity(jacobian, c.diagnostics());
  }

  /** A few at a time: what one pass over a record keeps grows with their number. */
  private static NdArray[] inPanels(NdArray[] vectors, UnaryOperator<NdArray[]> pass) {
    NdArray[] all = new NdArray[vectors.length];
    for (int from = 0; from < all.length; from += PANEL) {
      int to = Math.min(from + PANEL, all.length);
      NdArray[] some = pass.apply(Arrays.copyOfRange(vectors, from, to));
      System.arraycopy(some, 0, all, from, to - from);
    }
    return all;
  }

  /**
   * The derivative of the solution of a problem with constraints along one direction of the
   * parameters. It exists also where active constraints have zero multipliers: those may become
   * inactive, and the derivative is not linear in the direction. With the Lagrangian 𝓛, ẋ solves
   *
   * <p>min ½ẋᵀ∇²𝓛 ẋ + ẋᵀ(∂_θ∇𝓛 θ̇) subject to ∇H ẋ + ∂_θH θ̇ = 0, and with equality for the
   * constraints of positive multiplier, ∇G ẋ + ∂_θG θ̇ ≤ 0 for all active ones;
   *
   * <p>its multipliers are the derivatives of ν and λ. Dense; one quadratic program.
   *
   * @param condition a condition with constraints, {@link OptimalityCondition#kkt} or {@link
   *     OptimalityCondition#quadraticProgram}
   * @param z the solution (x, ν, λ)
   * @param theta the parameters
   * @param tangent a change of the parameters
   * @param options how to differentiate; a degenerate active set is noted and never refused
   * @return (ẋ, ν̇, λ̇)
   * @throws IllegalArgumentException if the condition has no constraints
   */
  public static Sensitivity directionalDerivative(
      OptimalityCondition condition,
      NdArray z,
      NdArray theta,
      NdArray tangent,
      ImplicitOptions options) {
    if (condition.constrained().isEmpty()) {
      throw new IllegalArgumentException(
          "condition is " + condition + ": must be one with constraints");
    }
    Checked c =
        Checked.ofPlain(
            condition,
            z,
            theta,
            options.withPolicies(
                options.onInexact(),
                options.onSingular(),
                options.onNotConverged(),
                ImplicitOptions.Policy.ACCEPT),
            tangent);
    NdArray y = Directional.derivative(condition, c.x, c.theta, tangent, c.system);
    return new Sensitivity(y, c.diagnostics());
  }

  /** Notes a doubt, and warns or refuses as the policy says. */
  static void doubt(String message, ImplicitOptions.Policy policy, Collection<String> warnings) {
    if (policy == ImplicitOptions.Policy.THROW) {
      throw new IllPosedProblemException(message);
    }
    warnings.add(message);
    if (policy == ImplicitOptions.Policy.WARN) {
      LOG.log(System.Logger.Level.WARNING, message);
    }
  }

  /** A solution whose condition was checked, with its linear system. */
  static final class Checked {
    private final NdArray x;
    private final NdArray theta;
    private final ImplicitSystem system;
    private final List<String> warnings;
    private final boolean degenerate;

    private Checked(
        NdArray x,
        NdArray theta,
        ImplicitSystem system,
        List<String> warnings,
        boolean degenerate) {
      this.x = x;
      this.theta = theta;
      this.system = system;
      this.warnings = warnings;
      this.degenerate = degenerate;
    }

    /** For arguments that are no part of a differentiation, which would see constants. */
    static Checked ofPlain(
        OptimalityCondition condition,
        NdArray solution,
        NdArray parameters,
        ImplicitOptions o,
        NdArray... others) {
      boolean differentiated = solution.isDifferentiated() || parameters.isDifferentiated();
      for (NdArray a : others) {
        differentiated |= a.isDifferentiated();
      }
      if (differentiated) {
        throw new IllegalStateException(
            "a derivative of a solution is itself differentiated: must be computed through"
                + " CustomRoot, whose derivatives have derivatives; or stop the gradient of x,"
                + " theta and the direction");
      }
      return of(condition, solution, parameters, o);
    }

    static Checked of(
        OptimalityCondition condition, NdArray solution, NdArray parameters, ImplicitOptions o) {
      NdArray x = solution.stopGradient();
      NdArray theta = parameters.stopGradient();
      requireFinite("x", x);
      requireFinite("theta", theta);
      ImplicitSystem system = new ImplicitSystem(condition, x, theta, o);
      for (int i = 0; i < o.polish(); i++) {
        x = system.corrected();
        system = new ImplicitSystem(condition, x, theta, o);
      }
      List<String> warnings = new ArrayList<>();
      requireFinite("the optimality mapping at the solution", system.residual());
      // The distance to the solution where it is known; ‖F‖ has units of its own.
      double size = x.norm().value();
      double relative = system.residual().norm().value() / (1 + size);
      double distance = system.knownError() / (1 + size);
      if (distance > o.conditionTolerance()) {
        doubt(
            "x does not satisfy its optimality condition: Newton's correction of it is "
                + distance
                + " times 1 + ‖x‖, the tolerance "
                + o.conditionTolerance(),
            o.onInexact(),
            warnings);
      } else if (Double.isNaN(distance) && relative > o.conditionTolerance()) {
        doubt(
            "x does not satisfy its optimality condition: ‖F‖/(1 + ‖x‖) is "
                + relative
                + ", the tolerance "
                + o.conditionTolerance(),
            o.onInexact(),
            warnings);
      }
      if (condition.constrained().isPresent()) {
        String broken =
            Degeneracy.broken(
                condition.constrained().get(), x, theta, system, o.conditionTolerance());
        if (!broken.isEmpty()) {
          doubt(broken, o.onInexact(), warnings);
        }
      }
      String degenerate = Degeneracy.find(condition, x, theta, system);
      if (!degenerate.isEmpty()) {
        doubt(degenerate, o.onDegenerate(), warnings);
      }
      return new Checked(x, theta, system, warnings, !degenerate.isEmpty());
    }

    private static void requireFinite(String name, NdArray a) {
      if (!a.allFinite()) {
        throw new IllegalArgumentException(name + " is " + a + ": must be finite");
      }
    }

    NdArray x() {
      return x;
    }

    ImplicitSystem system() {
      return system;
    }

    ImplicitDiagnostics diagnostics() {
      return system.diagnostics(warnings, degenerate);
    }
  }
}
