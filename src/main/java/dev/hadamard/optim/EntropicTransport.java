package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Selections;
import dev.hadamard.kernel.Softmax;
import java.util.Arrays;

/**
 * The plan P = exp((α_i + β_j - C_ij)/γ) with given marginals: Sinkhorn's sweeps in logarithms
 * while γ decreases to its value, then Newton's method.
 *
 * <p>Newton's method does not move α and β, whose rounding is that of C, but terms u and v of P =
 * exp(B_ij + u_i + v_j). There B = (α_i + β_j - C_ij)/γ is known to the last digits on the support,
 * where the sum cancels: it is formed without rounding errors in α + β - C. So γ may be as small
 * against C as doubles tell α_i + β_j from C_ij.
 */
final class EntropicTransport {
  /** Relative errors of marginals. */
  private static final double TARGET = 1e-14;

  private static final double ACCEPTED = 1e-12;
  private static final int SWEEPS_PER_LEVEL = 5;
  private static final int SWEEPS = 60;

  /** Sweeps end where Newton's method converges from: logarithms of marginals to this error. */
  private static final double SWEPT = 0.01;

  /** Exponents beyond this are extreme: the exponential is slower there. */
  private static final double FAR = 700;

  /** Sums of exponentials below this or above its inverse are formed again. */
  private static final double SMALL = 1e-200;

  private static final int MAX_STEPS = 500;
  private static final double SHORTEST = 1e-6;

  /** Relative errors of marginals on the way. */
  private static final double ROUGH = 0.05;

  /** The same where the rough way has lost a small flow that later levels do not find again. */
  private static final double CAREFUL = 1e-9;

  /** The longest step of u and v: beyond, nothing is known of exponentials. */
  private static final double LONGEST = 4;

  /** Terms u and v above this are moved into α and β. */
  private static final double FOLDED = 4;

  /** Entries below this part of both their marginals connect nothing. */
  private static final double WEAK = 1e-20;

  /** Chord steps that turn a plan into a formula with exact derivatives up to order 3. */
  private static final int FORMULA_STEPS = 3;

  private static final int CENTRINGS = 2;

  private final int m;
  private final int n;
  private final double[] cost;
  private final double[] columns;
  private final double[] a;
  private final double[] b;
  private final double gamma;

  /** The difference of the largest and the least cost. */
  private final double range;

  private final double[] alpha;
  private final double[] beta;

  private EntropicTransport(NdArray cost, NdArray a, NdArray b, double gamma) {
    m = a.size();
    n = b.size();
    this.cost = cost.toArray();
    this.columns = cost.transpose().toArray();
    this.a = a.toArray();
    this.b = b.toArray();
    this.gamma = gamma;
    range = Reductions.max(this.cost) - Reductions.min(this.cost);
    alpha = new double[m];
    beta = new double[n];
  }

  /**
   * The plan for plain arrays; all marginals are positive. The largest column takes what the sums
   * of a and b differ by, so that small masses keep their digits.
   */
  static NdArray plan(NdArray cost, NdArray a, NdArray b, double gamma) {
    int[] order = b.negate().sortOrder();
    NdArray sums = Transport.alike(b, a).take(order);
    NdArray plan = ordered(cost.transpose().take(order).transpose(), a, sums, gamma);
    return plan.transpose().scatterAdd(order, order.length).transpose();
  }

  private static NdArray ordered(NdArray cost, NdArray a, NdArray b, double gamma) {
    EntropicTransport problem = new EntropicTransport(cost, a, b, gamma);
    Candidate end = problem.follow(ROUGH);
    if (!(end.offset() <= ACCEPTED)) {
      Arrays.fill(problem.alpha, 0);
      Arrays.fill(problem.beta, 0);
      end = problem.follow(CAREFUL);
    }
    if (!(end.offset() <= ACCEPTED)) {
      throw new ConvergenceException(
          "entropic transport: the marginals of the plan are off by "
              + end.offset()
              + " of the largest; gamma is "
              + gamma
              + ", small against the costs",
          end.offset());
    }
    return NdArray.wrap(end.plan, problem.m, problem.n);
  }

  /** From a γ as large as the costs down to the one asked for. */
  private Candidate follow(double target) {
    double level = Math.max(gamma, range);
    while (level > gamma) {
      if (!sweep(level, SWEEPS_PER_LEVEL) || target < ROUGH) {
        newton(level, target);
      }
      level = Math.max(gamma, level / 2);
    }
    sweep(gamma, SWEEPS);
    return newton(gamma, TARGET);
  }

  /** Sinkhorn's sweeps; whether they came near their end. */
  private boolean sweep(double level, int sweeps) {
    double[] logA = logarithms(a);
    double[] logB = logarithms(b);
    for (int i = 0; i < sweeps; i++) {
      double moved = halfSweep(columns, alpha, logB, level, beta);
      halfSweep(cost, beta, logA, level, alpha);
      if (moved <= SWEPT * level) {
        return true;
      }
    }
    return false;
  }

  private static double[] logarithms(double[] x) {
    double[] y = new double[x.length];
    Elementary.log(x, y);
    return y;
  }

  /**
   * γ (log a_i - log Σ_j exp((β_j - C_ij)/γ)) into {@code own}; the largest change of it. What was
   * there keeps the sum near 1, so that its largest term need not be looked for.
   */
  private double halfSweep(
      double[] cost, double[] other, double[] logOwn, double level, double[] own) {
    int n = other.length;
    double[] t = new double[n];
    double moved = 0;
    for (int i = 0; i < own.length; i++) {
      double shift = own[i] - level * logOwn[i];
      double sum = sumOfExponentials(other, cost, i * n, shift, level, t);
      if (!(sum > SMALL && sum < 1 / SMALL)) {
        Blas1.subtract(other, 0, cost, i * n, t, 0, n);
        shift = -Reductions.max(t);
        sum = sumOfExponentials(other, cost, i * n, shift, level, t);
      }
      double next = shift + level * (logOwn[i] - Elementary.log(sum));
      moved = Math.max(moved, Math.abs(next - own[i]));
      own[i] = next;
    }
    return moved;
  }

  /** Σ_j exp((β_j - C_j + shift)/γ), where exponents beyond ±700 may count as if they were that. */
  private double sumOfExponentials(
      double[] other, double[] cost, int row, double shift, double level, double[] t) {
    Blas1.subtract(other, 0, cost, row, t, 0, t.length);
    double inverse = 1 / level;
    for (int j = 0; j < t.length; j++) {
      t[j] = (t[j] + shift) * inverse;
    }
    if (2 * range > FAR * level) {
      Selections.clip(t, 0, -FAR, FAR, t, 0, t.length);
    }
    Elementary.exp(t, t);
    return Reductions.sum(t);
  }

  /** The log of the plan that α and β stand for. */
  private double[] exponents(double level) {
    double[] e = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        // Two exact sums: their errors count where α + β - C cancels.
        double s = alpha[i] + beta[j];
        double c = cost[i * n + j];
        double d = s - c;
        e[i * n + j] = (d + (sumError(alpha[i], beta[j], s) + sumError(s, -c, d))) / level;
      }
    }
    return e;
  }

  /** What x + y is more than its rounded value. */
  private static double sumError(double x, double y, double sum) {
    double z = sum - x;
    return (x - (sum - z)) + (y - z);
  }

  /** A plan with its marginals and their largest relative error. */
  private final class Candidate {
    final double[] moves;
    final double[] plan = new double[m * n];
    final double[] sums = new double[m + n];
    final double error;

    Candidate(double[] exponents, double[] moves) {
      this.moves = moves;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          plan[i * n + j] = exponents[i * n + j] + (moves[i] + moves[m + j]);
        }
      }
      Elementary.exp(plan, plan);
      for (int i = 0; i < m; i++) {
        sums[i] = Reductions.sum(plan, i * n, n);
        for (int j = 0; j < n; j++) {
          sums[m + j] += plan[i * n + j];
        }
      }
      double largest = 0;
      for (int i = 0; i < m + n; i++) {
        // NaN and infinity stay what they are.
        largest = Math.max(largest, Math.abs(sums[i] / marginal(i) - 1));
      }
      error = largest;
    }

    double[] excess() {
      double[] r = new double[m + n];
      for (int i = 0; i < m + n; i++) {
        r[i] = sums[i] - marginal(i);
      }
      return r;
    }

    /** The largest error in units of the largest marginal. */
    double offset() {
      return Reductions.maxAbs(excess()) / Math.max(Reductions.max(a), Reductions.max(b));
    }

    /** What is minimised over u and v. */
    double dual() {
      double sum = Reductions.sum(sums, 0, m);
      for (int i = 0; i < m + n; i++) {
        sum -= marginal(i) * moves[i];
      }
      return sum;
    }

    /** Whether any row or column has underflowed. */
    boolean empty() {
      for (double s : sums) {
        if (!(s > 0)) {
          return true;
        }
      }
      return false;
    }
  }

  private double marginal(int i) {
    return i < m ? a[i] : b[i - m];
  }

  /** Newton's method until no marginal is off by more than a target, or as near as it comes. */
  private Candidate newton(double level, double target) {
    double[] exponents = exponents(level);
    Candidate now = new Candidate(exponents, new double[m + n]);
    for (int step = 0; step < MAX_STEPS && now.error > target; step++) {
      Candidate next = now.empty() ? null : shorter(exponents, now);
      if (next == null) {
        if (now.offset() <= ACCEPTED) {
          break;
        }
        next = new Candidate(exponents, swept(exponents, now.moves));
      }
      now = next;
      if (Reductions.maxAbs(now.moves) > FOLDED) {
        fold(level, now.moves);
        exponents = exponents(level);
        now = new Candidate(exponents, new double[m + n]);
      }
    }
    if (level > gamma) {
      fold(level, now.moves);
    }
    return now;
  }

  private void fold(double level, double[] moves) {
    for (int i = 0; i < m; i++) {
      alpha[i] += level * moves[i];
    }
    for (int j = 0; j < n; j++) {
      beta[j] += level * moves[m + j];
    }
  }

  /** Newton's step, or the first of its halves that lowers the error or, far off, the dual. */
  private Candidate shorter(double[] exponents, Candidate now) {
    double[] excess = now.excess();
    double[] step = laplacian(now.plan, m, n).solve(excess);
    double slope = Reductions.dot(excess, step);
    double first = Math.min(1, LONGEST / Reductions.maxAbs(step));
    for (double length = first; length > SHORTEST * first; length /= 2) {
      double[] moves = new double[m + n];
      for (int i = 0; i < moves.length; i++) {
        moves[i] = now.moves[i] - length * step[i];
      }
      Candidate next = new Candidate(exponents, moves);
      boolean descends = now.error > ROUGH && next.dual() <= now.dual() - 1e-4 * length * slope;
      if (next.error < now.error || descends) {
        return next;
      }
    }
    return null;
  }

  /** One of Sinkhorn's sweeps, of u and v. */
  private double[] swept(double[] exponents, double[] moves) {
    double[] next = moves.clone();
    double[] t = new double[n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        t[j] = exponents[i * n + j] + next[m + j];
      }
      next[i] = Elementary.log(a[i]) - Softmax.logSumExp(t);
    }
    double[] s = new double[m];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        s[i] = exponents[i * n + j] + next[i];
      }
      next[m + j] = Elementary.log(b[j]) - Softmax.logSumExp(s);
    }
    return next;
  }

  /** The equations of small changes of the potentials, by γ. */
  private static BipartiteLaplacian laplacian(double[] plan, int m, int n) {
    double[] rows = new double[m];
    double[] columns = new double[n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        rows[i] += plan[i * n + j];
        columns[j] += plan[i * n + j];
      }
    }
    double[] weights = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double p = plan[i * n + j];
        weights[i * n + j] = p > WEAK * Math.min(rows[i], columns[j]) ? p : 0;
      }
    }
    return new BipartiteLaplacian(weights, m, n);
  }

  /** A formula that agrees with the plan near the arguments up to derivatives of order 3. */
  static Autodiff.LocalFormula near(NdArray plan, NdArray... inputs) {
    int m = plan.extent(0);
    int n = plan.extent(1);
    Solve solve = new Solve(laplacian(plan.toArray(), m, n));
    NdArray logs = NdArray.where(plan.step(), plan, NdArray.scalar(1)).log();
    // Less what potentials can take: small where most of the mass is.
    for (int i = 0; i < CENTRINGS; i++) {
      NdArray moves = Autodiff.apply(solve, marginals(plan.times(logs)));
      logs = logs.minus(spread(moves, m, n));
    }
    NdArray centred = logs;
    return in -> {
      // Of (α + β - C)/γ, what does not vanish at the arguments is a factor of its own, the plan.
      NdArray fixed =
          centred
              .times(inputs[3].dividedBy(in[3]).minus(1))
              .minus(in[0].minus(inputs[0]).dividedBy(in[3]));
      NdArray ab = NdArray.concatenate(0, in[1], in[2]);
      NdArray moves = NdArray.zeros(m + n);
      for (int i = 0; i < FORMULA_STEPS; i++) {
        NdArray p = plan.times(fixed.plus(spread(moves, m, n)).exp());
        moves = moves.minus(Autodiff.apply(solve, marginals(p).minus(ab)));
      }
      return plan.times(fixed.plus(spread(moves, m, n)).exp());
    };
  }

  private static NdArray marginals(NdArray p) {
    return NdArray.concatenate(0, p.sum(1), p.sum(0));
  }

  /** x_i + y_j. */
  private static NdArray spread(NdArray potentials, int m, int n) {
    return potentials
        .slice(0, 0, m)
        .reshape(m, 1)
        .plus(potentials.slice(0, m, m + n).reshape(1, n));
  }

  /** The solution with a fixed Laplacian: linear and symmetric. */
  private record Solve(BipartiteLaplacian matrix) implements DifferentiableOp {
    @Override
    public String name() {
      return "entropicTransport";
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return NdArray.of(matrix.leastNorm(inputs[0].toArray()));
    }

    @Override
    public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
      return tangents[0] == null ? null : Autodiff.apply(this, tangents[0]);
    }

    @Override
    public NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent) {
      return Autodiff.apply(this, cotangent);
    }
  }
}
