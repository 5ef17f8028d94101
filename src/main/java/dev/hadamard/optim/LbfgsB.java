package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Minimises a smooth function between bounds by the limited-memory method of R. Byrd, P. Lu, J.
 * Nocedal and C. Zhu (SIAM J. Sci. Comput. 16, 1995): the generalised Cauchy point, a minimisation
 * over the free variables, a line search. The error is ‖Π(x - ∇f) - x‖_∞.
 *
 * <p>The iterations themselves cannot be differentiated: use implicit mode. O(mn) per step with a
 * memory of m.
 */
public final class LbfgsB implements IterativeSolver<LbfgsB.State> {
  private static final double CURVATURE = 2.2e-16;

  /** The first step is at least this part of the point. */
  private static final double FIRST_STEP = 0x1p-26;

  private final BinaryOperator<NdArray> objective;
  private final NdArray lower;
  private final NdArray upper;
  private final int memory;
  private final SolverOptions options;

  private LbfgsB(
      BinaryOperator<NdArray> objective,
      NdArray lower,
      NdArray upper,
      int memory,
      SolverOptions options) {
    this.objective = objective;
    this.lower = lower;
    this.upper = upper;
    this.memory = memory;
    this.options = options;
  }

  /**
   * The method with a memory of 10 steps.
   *
   * @param objective f(x, θ), smooth
   * @param lower the lower bounds, broadcast to the points; may be -∞
   * @param upper the upper bounds, at least the lower ones; may be ∞
   * @return the solver
   * @throws IllegalArgumentException if a lower bound is above its upper bound
   */
  public static LbfgsB of(BinaryOperator<NdArray> objective, NdArray lower, NdArray upper) {
    Projections.box(lower, upper);
    return new LbfgsB(objective, lower, upper, 10, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with another memory.
   *
   * @param steps the number of steps remembered, at least 1
   * @return a new solver
   */
  public LbfgsB withMemory(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ": must be at least 1");
    }
    return new LbfgsB(objective, lower, upper, steps, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public LbfgsB withOptions(SolverOptions newOptions) {
    return new LbfgsB(objective, lower, upper, memory, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate, between the bounds
   * @param value the objective there
   * @param gradient the gradient there
   * @param steps the last steps
   * @param changes the changes of the gradient along them
   * @param iteration the number of updates
   * @param error the largest element of Π(x - ∇f) - x
   * @param stalled whether no decrease was found without a memory
   */
  public record State(
      NdArray solution,
      double value,
      NdArray gradient,
      List<double[]> steps,
      List<double[]> changes,
      int iteration,
      double error,
      boolean stalled)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("LbfgsB", start, parameters);
    NdArray x = Projections.box(lower, upper).project(start);
    return at(x, parameters, List.of(), List.of(), 0);
  }

  private State at(
      NdArray x, NdArray theta, List<double[]> steps, List<double[]> changes, int iteration) {
    Autodiff.ValueAndGradient v = Autodiff.valueAndGradient(z -> objective.apply(z, theta), x);
    return new State(
        x,
        v.value().value(),
        v.gradient(),
        steps,
        changes,
        iteration,
        error(x, v.gradient()),
        false);
  }

  private double error(NdArray x, NdArray gradient) {
    double[] p = x.toArray();
    double[] g = gradient.toArray();
    double[] l = bounds(lower, x);
    double[] u = bounds(upper, x);
    double largest = 0;
    for (int i = 0; i < p.length; i++) {
      // Not Π(x - g) - x, which is 0 where the gradient is lost in the rounding of x.
      double step = Math.min(Math.max(-g[i], l[i] - p[i]), u[i] - p[i]);
      largest = Math.max(largest, Math.abs(step));
    }
    return largest;
  }

  private static double[] bounds(NdArray b, NdArray like) {
    return b.broadcastTo(like.shape()).toArray();
  }

  @Override
  public State update(State state, NdArray parameters) {
    double[] x = state.solution.toArray();
    double[] g = state.gradient.toArray();
    double[] l = bounds(lower, state.solution);
    double[] u = bounds(upper, state.solution);
    double[] target = new Model(state.steps, state.changes, x, g).minimum(x, g, l, u);
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = target[i] - x[i];
    }
    NdArray direction = NdArray.wrap(d, state.solution.shape());
    double slope = Reductions.dot(d, g);
    LineSearch.Step p = null;
    if (slope < 0) {
      double first =
          state.steps.isEmpty() ? Math.min(1, 1 / Math.max(Reductions.norm(d), 1e-300)) : 1;
      p =
          WolfeLineSearch.search(
              z -> objective.apply(inside(z, l, u), parameters),
              state.solution,
              direction,
              state.value,
              state.gradient,
              first,
              0.9,
              longest(x, d, l, u));
    }
    if (p == null || p.length() == 0) {
      return new State(
          state.solution,
          state.value,
          state.gradient,
          List.of(),
          List.of(),
          state.iteration + 1,
          state.error,
          state.steps.isEmpty());
    }
    double[] next = new double[x.length];
    for (int i = 0; i < next.length; i++) {
      double moved = p.length() == 1 ? target[i] : x[i] + p.length() * d[i];
      next[i] = Math.min(Math.max(moved, l[i]), u[i]);
    }
    State after =
        at(
            NdArray.wrap(next, state.solution.shape()),
            parameters,
            state.steps,
            state.changes,
            state.iteration + 1);
    double[] s = new double[x.length];
    double[] y = after.gradient.toArray();
    for (int i = 0; i < s.length; i++) {
      s[i] = next[i] - x[i];
      y[i] -= g[i];
    }
    if (Reductions.dot(s, y) > CURVATURE * Reductions.norm(s) * Reductions.norm(y)) {
      return new State(
          after.solution,
          after.value,
          after.gradient,
          appended(state.steps, s),
          appended(state.changes, y),
          after.iteration,
          after.error,
          false);
    }
    return after;
  }

  /** Rounding must not leave the box. */
  private static NdArray inside(NdArray z, double[] l, double[] u) {
    NdArray low = NdArray.wrap(l.clone(), z.shape());
    NdArray high = NdArray.wrap(u.clone(), z.shape());
    return NdArray.where(z.lessThan(low), low, NdArray.where(z.greaterThan(high), high, z));
  }

  private static double longest(double[] x, double[] d, double[] l, double[] u) {
    double t = Double.POSITIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      if (d[i] > 0) {
        t = Math.min(t, (u[i] - x[i]) / d[i]);
      } else if (d[i] < 0) {
        t = Math.min(t, (l[i] - x[i]) / d[i]);
      }
    }
    return Math.max(t, 1);
  }

  private List<double[]> appended(List<double[]> list, double[] last) {
    List<double[]> copy = new ArrayList<>(list.subList(list.size() < memory ? 0 : 1, list.size()));
    copy.add(last);
    return copy;
  }

  /** B = σI - W M Wᵀ with W = [Y σS], M⁻¹ = [-D Lᵀ; L σSᵀS]. */
  private static final class Model {
    private final int n;
    private final int m;
    private final double sigma;
    private final double[][] w;
    private NdArray middle;

    Model(List<double[]> steps, List<double[]> changes, double[] x, double[] g) {
      this.n = x.length;
      this.m = steps.size();
      w = new double[2 * m][];
      if (m == 0) {
        sigma = firstScale(x, g);
        return;
      }
      double[] s = steps.get(m - 1);
      double[] y = changes.get(m - 1);
      sigma = Reductions.dot(y, y) / Reductions.dot(s, y);
      double[][] inverse = new double[2 * m][2 * m];
      for (int i = 0; i < m; i++) {
        w[i] = changes.get(i);
        w[m + i] = new double[n];
        for (int k = 0; k < n; k++) {
          w[m + i][k] = sigma * steps.get(i)[k];
        }
        inverse[i][i] = -Reductions.dot(steps.get(i), changes.get(i));
        for (int j = 0; j < m; j++) {
          inverse[m + i][m + j] = sigma * Reductions.dot(steps.get(i), steps.get(j));
          if (i > j) {
            double v = Reductions.dot(steps.get(i), changes.get(j));
            inverse[m + i][j] = v;
            inverse[j][m + i] = v;
          }
        }
      }
      middle = NdArray.of(inverse).inverse();
    }

    /** 1, or what keeps a step along a gradient of tiny unit from being lost in the point. */
    private static double firstScale(double[] x, double[] g) {
      double least = FIRST_STEP * NdArray.of(x).normInf().value();
      double largest = NdArray.of(g).normInf().value();
      return largest < least && largest > 0 ? largest / least : 1;
    }

    private double[] timesMiddle(double[] v) {
      return m == 0 ? v : middle.matmul(NdArray.of(v)).toArray();
    }

    private double[] row(int k) {
      double[] r = new double[2 * m];
      for (int i = 0; i < r.length; i++) {
        r[i] = w[i][k];
      }
      return r;
    }

    double[] minimum(double[] x, double[] g, double[] l, double[] u) {
      double[] t = new double[n];
      double[] d = new double[n];
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        t[i] =
            g[i] < 0
                ? (x[i] - u[i]) / g[i]
                : g[i] > 0 ? (x[i] - l[i]) / g[i] : Double.POSITIVE_INFINITY;
        d[i] = t[i] == 0 ? 0 : -g[i];
        if (t[i] > 0) {
          order.add(i);
        }
      }
      order.sort((a, b) -> Double.compare(t[a], t[b]));
      double[] cauchy = x.clone();
      double[] p = new double[2 * m];
      for (int i = 0; i < p.length; i++) {
        p[i] = Reductions.dot(w[i], d);
      }
      double[] c = new double[2 * m];
      double first = -Reductions.dot(d, d);
      double second = -sigma * first - dot(p, timesMiddle(p));
      double floor = 0x1p-52 * Math.max(-sigma * first, 0);
      double best = second > 0 ? -first / second : 0;
      double before = 0;
      int next = 0;
      while (next < order.size() && first < 0) {
        int b = order.get(next);
        double step = t[b] - before;
        if (best < step) {
          break;
        }
        cauchy[b] = d[b] > 0 ? u[b] : l[b];
        double z = cauchy[b] - x[b];
        for (int i = 0; i < c.length; i++) {
          c[i] += step * p[i];
        }
        double[] wb = row(b);
        double[] mw = timesMiddle(wb);
        first += step * second + g[b] * g[b] + sigma * g[b] * z - g[b] * dot(mw, c);
        second += -sigma * g[b] * g[b] - 2 * g[b] * dot(mw, p) - g[b] * g[b] * dot(mw, wb);
        second = Math.max(second, floor);
        for (int i = 0; i < p.length; i++) {
          p[i] += g[b] * wb[i];
        }
        d[b] = 0;
        best = second > 0 ? -first / second : 0;
        before = t[b];
        next++;
      }
      best = first < 0 ? Math.max(best, 0) : 0;
      before += best;
      for (int k = next; k < order.size(); k++) {
        int i = order.get(k);
        cauchy[i] = Math.min(Math.max(x[i] + before * d[i], l[i]), u[i]);
      }
      for (int i = 0; i < c.length; i++) {
        c[i] += best * p[i];
      }
      return onFreeVariables(x, g, l, u, cauchy, c);
    }

    private double[] onFreeVariables(
        double[] x, double[] g, double[] l, double[] u, double[] cauchy, double[] c) {
      int[] free = new int[n];
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (cauchy[i] > l[i] && cauchy[i] < u[i]) {
          free[count++] = i;
        }
      }
      if (count == 0) {
        return cauchy;
      }
      free = Arrays.copyOf(free, count);
      double[] mc = timesMiddle(c);
      double[] r = new double[count];
      for (int k = 0; k < count; k++) {
        int i = free[k];
        r[k] = g[i] + sigma * (cauchy[i] - x[i]) - dot(row(i), mc);
      }
      double[] step = new double[count];
      for (int k = 0; k < count; k++) {
        step[k] = -r[k] / sigma;
      }
      if (m > 0) {
        double[] wr = new double[2 * m];
        double[][] gram = new double[2 * m][2 * m];
        for (int a = 0; a < 2 * m; a++) {
          for (int k = 0; k < count; k++) {
            wr[a] += w[a][free[k]] * r[k];
          }
          for (int b = 0; b < 2 * m; b++) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
              sum += w[a][free[k]] * w[b][free[k]];
            }
            gram[a][b] = sum / sigma;
          }
        }
        NdArray system = NdArray.identity(2 * m).minus(middle.matmul(NdArray.of(gram)));
        double[] v = system.solve(middle.matmul(NdArray.of(wr))).toArray();
        for (int k = 0; k < count; k++) {
          step[k] -= dot(row(free[k]), v) / (sigma * sigma);
        }
      }
      double alpha = 1;
      for (int k = 0; k < count; k++) {
        int i = free[k];
        if (step[k] > 0) {
          alpha = Math.min(alpha, (u[i] - cauchy[i]) / step[k]);
        } else if (step[k] < 0) {
          alpha = Math.min(alpha, (l[i] - cauchy[i]) / step[k]);
        }
      }
      double[] y = cauchy.clone();
      for (int k = 0; k < count; k++) {
        int i = free[k];
        y[i] = Math.min(Math.max(cauchy[i] + alpha * step[k], l[i]), u[i]);
      }
      return y;
    }

    private static double dot(double[] a, double[] b) {
      double s = 0;
      for (int i = 0; i < a.length; i++) {
        s += a[i] * b[i];
      }
      return s;
    }
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.projectedGradient(
        objective, (x, theta) -> Projections.box(lower, upper).project(x), 1);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
