package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.OptimalityCondition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;

/**
 * A solver, of any kind, made differentiable by the condition that its solutions satisfy. The
 * result is differentiated in forward and reverse mode and to any order like an elementary
 * operation; memory and time of the derivative do not depend on the iterations of the solver.
 *
 * <pre>{@code
 * CustomRoot solve = CustomRoot.of(
 *     (start, theta) -> anySolver(start, theta),
 *     OptimalityCondition.stationary(objective));
 * NdArray gradient =
 *     Autodiff.gradient(theta -> loss.apply(solve.apply(start, theta)), theta0);
 * }</pre>
 *
 * <p>The start has no influence on the solution and receives the derivative 0. The linear system of
 * the last point is kept for further derivatives there: a mapping that reads data which change
 * needs an operation of its own for each. With {@link ImplicitOptions#warmStart} an operation
 * remembers its last linear solutions and belongs to one thread at a time.
 */
public final class CustomRoot implements BinaryOperator<NdArray> {
  private final BinaryOperator<NdArray> solver;
  private final OptimalityCondition condition;
  private final ImplicitOptions options;
  private final AtomicReference<ImplicitSystem> lastSystem = new AtomicReference<>();
  private final AtomicReference<ImplicitDiff.Checked> lastChecked = new AtomicReference<>();
  private final ImplicitSystem.Memory memory;

  private CustomRoot(
      BinaryOperator<NdArray> solver,
      OptimalityCondition condition,
      ImplicitOptions options,
      ImplicitSystem.Memory memory) {
    this.solver = solver;
    this.condition = condition;
    this.options = options;
    this.memory = memory;
  }

  /** With last linear solutions that are shared with other operations. */
  static CustomRoot of(
      BinaryOperator<NdArray> solver,
      OptimalityCondition condition,
      ImplicitOptions options,
      ImplicitSystem.Memory memory) {
    return new CustomRoot(solver, condition, options, memory);
  }

  /**
   * A differentiable solver.
   *
   * @param solver (start, θ) to a solution; it sees plain arrays
   * @param condition what solutions satisfy
   * @return the solver as an operation
   */
  public static CustomRoot of(BinaryOperator<NdArray> solver, OptimalityCondition condition) {
    return new CustomRoot(solver, condition, ImplicitOptions.DEFAULT, new ImplicitSystem.Memory());
  }

  /**
   * A differentiable solver of F(x, θ) = 0.
   *
   * @param solver (start, θ) to a solution; it sees plain arrays
   * @param mapping F
   * @return the solver as an operation
   */
  public static CustomRoot of(BinaryOperator<NdArray> solver, BinaryOperator<NdArray> mapping) {
    return of(solver, OptimalityCondition.root(mapping));
  }

  /**
   * The same with other options.
   *
   * @param newOptions how to differentiate
   * @return a new operation
   */
  public CustomRoot withOptions(ImplicitOptions newOptions) {
    return new CustomRoot(solver, condition, newOptions, new ImplicitSystem.Memory());
  }

  /**
   * The solution.
   *
   * @param start where the solver starts
   * @param theta the parameters
   * @return x*(θ); derivatives in θ flow through it
   */
  @Override
  public NdArray apply(NdArray start, NdArray theta) {
    return Autodiff.apply(new Solution(start.stopGradient()), theta);
  }

  /**
   * What is known about the last derivative that was computed through this operation.
   *
   * @return residuals, conditioning and warnings; empty if there was none
   */
  public Optional<ImplicitDiagnostics> lastDiagnostics() {
    return Optional.ofNullable(lastChecked.get()).map(ImplicitDiff.Checked::diagnostics);
  }

  /** The system at a point; rows of a Jacobian and both directions share one. */
  private ImplicitSystem system(NdArray x, NdArray theta) {
    ImplicitSystem last = lastSystem.get();
    if (last != null && last.isFor(x, theta)) {
      return last;
    }
    ImplicitDiff.Checked checked =
        ImplicitDiff.Checked.of(condition, x, theta, options.withPolish(0));
    checked.system().remember(memory, options.warmStart());
    lastChecked.set(checked);
    lastSystem.set(checked.system());
    return checked.system();
  }

  private final class Solution implements DifferentiableOp {
    private final NdArray start;

    Solution(NdArray start) {
      this.start = start;
    }

    @Override
    public String name() {
      return "customRoot";
    }

    @Override
    public NdArray value(NdArray... inputs) {
      NdArray x = solver.apply(start, inputs[0]);
      if (!x.isDifferentiated() && condition.residual(x, inputs[0]).isDifferentiated()) {
        throw new IllegalStateException(
            "customRoot: the optimality condition uses an array under differentiation that is not"
                + " one of its arguments; pass it as a parameter");
      }
      return options.polish() == 0
          ? x
          : ImplicitDiff.Checked.of(condition, x, inputs[0], options).x();
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray x, NdArray[] tangents) {
      NdArray b = Autodiff.jvp(t -> condition.residual(x, t), in[0], tangents[0]).tangent();
      return Autodiff.apply(new Solve(false), x, in[0], b.negate().reshape(x.shape()));
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray x, NdArray cotangent) {
      NdArray u = Autodiff.apply(new Solve(true), x, in[0], cotangent.negate());
      Linearization l = Autodiff.linearize(t -> condition.residual(x, t), in[0]);
      return l.vjp(u.reshape(l.value().shape()));
    }
  }

  /** y with A(x, θ) y = b, or with the transpose: differentiable itself, hence every order. */
  private final class Solve implements DifferentiableOp {
    private final boolean transposed;

    Solve(boolean transposed) {
      this.transposed = transposed;
    }

    @Override
    public String name() {
      return "implicitSolve";
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return system(inputs[0], inputs[1]).solve(inputs[2], transposed);
    }

    /** A(x, θ) y. */
    private NdArray product(NdArray x, NdArray theta, NdArray y) {
      NdArray p;
      if (transposed) {
        Linearization l = Autodiff.linearize(z -> condition.residual(z, theta), x);
        p = l.vjp(y.reshape(l.value().shape()));
      } else {
        p = Autodiff.jvp(z -> condition.residual(z, theta), x, y).tangent();
      }
      p = p.reshape(x.shape());
      // Refined solutions are those of A alone.
      return options.refinements() > 0 ? p : p.plus(y.times(options.ridge()));
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray y, NdArray[] tangents) {
      NdArray right = tangents[2];
      if (tangents[0] != null) {
        NdArray change = Autodiff.jvp(x -> product(x, in[1], y), in[0], tangents[0]).tangent();
        right = right == null ? change.negate() : right.minus(change);
      }
      if (tangents[1] != null) {
        NdArray change = Autodiff.jvp(t -> product(in[0], t, y), in[1], tangents[1]).tangent();
        right = right == null ? change.negate() : right.minus(change);
      }
      return Autodiff.apply(this, in[0], in[1], right);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray y, NdArray cotangent) {
      NdArray u = Autodiff.apply(new Solve(!transposed), in[0], in[1], cotangent);
      return switch (which) {
        case 0 -> Autodiff.linearize(x -> product(x, in[1], y), in[0]).vjp(u).negate();
        case 1 -> Autodiff.linearize(t -> product(in[0], t, y), in[1]).vjp(u).negate();
        default -> u;
      };
    }
  }
}
