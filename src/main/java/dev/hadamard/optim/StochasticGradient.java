package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * Gradient methods whose objective may be another one in each iteration, a batch of data. Updates
 * are array operations: a run can be differentiated through its iterations. The error is the norm
 * of the batch's gradient; the usual stop is the number of iterations. A batch whose gradient is 0
 * does not end a run with the tolerance 0: others may have something to say.
 */
public final class StochasticGradient implements IterativeSolver<StochasticGradient.State> {
  /** The objective of one iteration. */
  @FunctionalInterface
  public interface Batches {
    /**
     * The objective on the batch of an iteration.
     *
     * @param x the variables
     * @param parameters θ
     * @param iteration the iteration, from 0
     * @return a number
     */
    NdArray value(NdArray x, NdArray parameters, int iteration);
  }

  /** How a gradient becomes a step. */
  public sealed interface Rule {
    /**
     * x ← x - η (m), m ← βm + g; with Nesterov's form x ← x - η(g + βm).
     *
     * @param rate η of each iteration
     * @param momentum β, from 0, below 1
     * @param nesterov whether to look ahead
     */
    record Momentum(IntToDoubleFunction rate, double momentum, boolean nesterov) implements Rule {
      /** Checks the range. */
      public Momentum {
        requireFraction("momentum", momentum);
      }
    }

    /**
     * D. Kingma and J. Ba (2015), with the decoupled weight decay of I. Loshchilov and F. Hutter
     * (2019).
     *
     * @param rate η of each iteration
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of their squares
     * @param epsilon added to the root
     * @param decay weight decay λ: x ← x - ηλx
     */
    record Adam(IntToDoubleFunction rate, double beta1, double beta2, double epsilon, double decay)
        implements Rule {
      /** Checks the ranges. */
      public Adam {
        requireFraction("beta1", beta1);
        requireFraction("beta2", beta2);
        requirePositive("epsilon", epsilon);
        if (!(decay >= 0) || Double.isInfinite(decay)) {
          throw new IllegalArgumentException(
              "decay is " + decay + ": must be finite and not negative");
        }
      }
    }

    /**
     * x ← x - ηg/√(v + ε), v ← βv + (1 - β)g².
     *
     * @param rate η of each iteration
     * @param decay β
     * @param epsilon ε
     */
    record RmsProp(IntToDoubleFunction rate, double decay, double epsilon) implements Rule {
      /** Checks the ranges. */
      public RmsProp {
        requireFraction("decay", decay);
        requirePositive("epsilon", epsilon);
      }
    }

    /**
     * x ← x - ηg/√(v + ε), v ← v + g².
     *
     * @param rate η of each iteration
     * @param epsilon ε
     */
    record Adagrad(IntToDoubleFunction rate, double epsilon) implements Rule {
      /** Checks the range. */
      public Adagrad {
        requirePositive("epsilon", epsilon);
      }
    }

    /**
     * Polyak's step min(η_max, (f - f*)/(c‖g‖²)) (N. Loizou et al., 2021); with f* the least value
     * of each batch.
     *
     * @param largest η_max, positive
     * @param least f*, a lower bound of the batch objectives
     * @param scale c, positive
     */
    record Polyak(double largest, double least, double scale) implements Rule {
      /** Checks the ranges. */
      public Polyak {
        requirePositive("largest", largest);
        requirePositive("scale", scale);
        if (!Double.isFinite(least)) {
          throw new IllegalArgumentException("least is " + least + ": must be finite");
        }
      }
    }

    /**
     * Backtracking on the batch (S. Vaswani et al., 2019): the largest step η ρ^k with f(x - ηg) ≤
     * f - cη‖g‖²; the next search starts from twice the step.
     *
     * @param largest the largest step, positive
     * @param sufficient c, between 0 and 1
     * @param factor ρ, between 0 and 1
     */
    record Armijo(double largest, double sufficient, double factor) implements Rule {
      /** Checks the ranges. */
      public Armijo {
        requirePositive("largest", largest);
        requireFraction("sufficient", sufficient);
        requireFraction("factor", factor);
        requirePositive("factor", factor);
      }
    }

    /** Rates may end at 0; negative ones go uphill. */
    private static double requireRate(IntToDoubleFunction rate, int iteration) {
      double v = rate.applyAsDouble(iteration);
      if (!(v >= 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(
            "rate of iteration " + iteration + " is " + v + ": must be finite and at least 0");
      }
      return v;
    }

    private static void requireFraction(String name, double v) {
      if (!(v >= 0 && v < 1)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be from 0, below 1");
      }
    }

    private static void requirePositive(String name, double v) {
      if (!(v > 0)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be positive");
      }
    }

    /**
     * Plain gradient steps.
     *
     * @param rate η
     * @return the rule
     */
    static Rule sgd(double rate) {
      return new Momentum(k -> rate, 0, false);
    }

    /**
     * Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
     *
     * @param rate η
     * @return the rule
     */
    static Rule adam(double rate) {
      return new Adam(k -> rate, 0.9, 0.999, 1e-8, 0);
    }

    /**
     * Adam with decoupled weight decay (AdamW): β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
     *
     * @param rate η
     * @param decay λ, not negative
     * @return the rule
     */
    static Rule adamW(double rate, double decay) {
      return new Adam(k -> rate, 0.9, 0.999, 1e-8, decay);
    }
  }

  private final Batches objective;
  private final boolean batched;
  private final Rule rule;
  private final OptimalityCondition optimality;
  private final SolverOptions options;

  private StochasticGradient(
      Batches objective,
      boolean batched,
      Rule rule,
      OptimalityCondition optimality,
      SolverOptions options) {
    this.objective = objective;
    this.batched = batched;
    this.rule = rule;
    this.optimality = optimality;
    this.options = options;
  }

  /**
   * A method on batches.
   *
   * @param batches the objective of each iteration
   * @param whole the mean of the batch objectives, whose stationary points are the solutions
   * @param rule how gradients become steps
   * @return the solver, for 1000 iterations
   */
  public static StochasticGradient of(Batches batches, BinaryOperator<NdArray> whole, Rule rule) {
    return new StochasticGradient(
        batches, true, rule, OptimalityCondition.stationary(whole), new SolverOptions(0, 1000));
  }

  /**
   * A method on one objective.
   *
   * @param objective f(x, θ)
   * @param rule how gradients become steps
   * @return the solver, for 1000 iterations
   */
  public static StochasticGradient of(BinaryOperator<NdArray> objective, Rule rule) {
    return new StochasticGradient(
        (x, theta, k) -> objective.apply(x, theta),
        false,
        rule,
        OptimalityCondition.stationary(objective),
        new SolverOptions(0, 1000));
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public StochasticGradient withOptions(SolverOptions newOptions) {
    return new StochasticGradient(objective, batched, rule, optimality, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param first the mean of gradients, or momentum
   * @param second the mean of squares of gradients
   * @param step the last step of a search
   * @param iteration the number of updates
   * @param error the norm of the last gradient
   */
  public record State(
      NdArray solution, NdArray first, NdArray second, double step, int iteration, double error)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    NdArray zero = start.stopGradient().times(0);
    double step = rule instanceof Rule.Armijo a ? a.largest() : 0;
    return new State(start, zero, zero, step, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public State update(State s, NdArray parameters) {
    int k = s.iteration;
    Autodiff.ValueAndGradient at =
        Autodiff.valueAndGradient(z -> objective.value(z, parameters, k), s.solution);
    NdArray g = at.gradient();
    double norm = g.stopGradient().norm().value();
    double error = batched && norm == 0 ? Double.MIN_VALUE : norm;
    NdArray x = s.solution;
    NdArray m = s.first;
    NdArray v = s.second;
    double step = s.step;
    switch (rule) {
      case Rule.Momentum r -> {
        m = m.times(r.momentum()).plus(g);
        NdArray direction = r.nesterov() ? g.plus(m.times(r.momentum())) : m;
        x = x.minus(direction.times(Rule.requireRate(r.rate(), k)));
      }
      case Rule.Adam r -> {
        double rate = Rule.requireRate(r.rate(), k);
        m = m.times(r.beta1()).plus(g.times(1 - r.beta1()));
        v = v.times(r.beta2()).plus(g.square().times(1 - r.beta2()));
        NdArray mean = m.dividedBy(1 - power(r.beta1(), k + 1));
        NdArray root = root(v.dividedBy(1 - power(r.beta2(), k + 1)));
        x = x.times(1 - rate * r.decay()).minus(mean.dividedBy(root.plus(r.epsilon())).times(rate));
      }
      case Rule.RmsProp r -> {
        v = v.times(r.decay()).plus(g.square().times(1 - r.decay()));
        x = x.minus(g.times(v.plus(r.epsilon()).rsqrt()).times(Rule.requireRate(r.rate(), k)));
      }
      case Rule.Adagrad r -> {
        v = v.plus(g.square());
        x = x.minus(g.times(v.plus(r.epsilon()).rsqrt()).times(Rule.requireRate(r.rate(), k)));
      }
      case Rule.Polyak r -> {
        double squared = norm * norm;
        double gap = Math.max(at.value().value() - r.least(), 0);
        step = squared == 0 ? 0 : Math.min(r.largest(), gap / (r.scale() * squared));
        x = x.minus(g.times(step));
      }
      case Rule.Armijo r -> {
        NdArray theta = parameters.stopGradient();
        NdArray plain = x.stopGradient();
        NdArray gp = g.stopGradient();
        double f = at.value().value();
        step = Math.min(r.largest(), 2 * step);
        while (step > 1e-20
            && !(objective.value(plain.minus(gp.times(step)), theta, k).value()
                <= f - r.sufficient() * step * norm * norm)) {
          step *= r.factor();
        }
        x = x.minus(g.times(step));
      }
    }
    return new State(x, m, v, step, k + 1, error);
  }

  /** The root with derivative 0 at 0, where no gradient has come in yet. */
  private static NdArray root(NdArray v) {
    NdArray on = v.stopGradient().step();
    return NdArray.where(on, NdArray.where(on, v, NdArray.scalar(1)).sqrt(), NdArray.scalar(0));
  }

  private static double power(double base, int n) {
    double result = 1;
    double b = base;
    for (int k = n; k > 0; k >>= 1) {
      if ((k & 1) == 1) {
        result *= b;
      }
      b *= b;
    }
    return result;
  }

  @Override
  public boolean changesWithIterations() {
    return batched;
  }

  @Override
  public OptimalityCondition optimality() {
    return optimality;
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
