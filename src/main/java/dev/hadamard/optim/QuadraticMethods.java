package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.linalg.Ldlt;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Two methods for convex quadratic programs whose matrix may be singular: the predictor-corrector
 * interior-point method of S. Mehrotra (1992), and the operator splitting of B. Stellato et al.
 * (OSQP, Math. Prog. Comp. 12, 2020). Both end with a solution on the active set that they found,
 * if that satisfies the conditions of optimality better. Solutions are packed as (x, λ, ν).
 */
final class QuadraticMethods {
  private static final double TOLERANCE = 1e-10;
  private static final double STATIC = 1e-9;
  private static final double ROUNDING = 0x1p-48;
  private static final int INTERIOR_STEPS = 100;
  private static final int SPLITTING_STEPS = 20_000;
  private static final int REPORT = 10;
  private static final int REFINEMENTS = 3;
  private static final int ACTIVE_SET_STEPS = 10;
  private static final double EXACT = 1e-13;
  private static final double GOOD_STEP = 0.8;
  private static final double CENTRAL = 1e-4;
  private static final double BALANCE = 0.1;
  private static final int MOST_CUTS = 40;
  private static final double CUT = 0.8;
  private static final double ROUGH = 1e-5;
  private static final double SUFFICIENT = 1e-9;
  private static final double LEAST_GAP = 1e-22;
  private static final double FAR_POINT = 1e-4;
  private static final double NOTHING = 1e-10;
  private static final double BACK_OFF = 0.995;
  private static final double NEXT_TO_NOTHING = 1e-6;

  private final NdArray q;
  private final NdArray c;
  private final NdArray a;
  private final NdArray b;
  private final NdArray g;
  private final NdArray h;
  private final int n;
  private final int m;
  private final int k;
  private final ProgramScaling units;

  /** For a program whose rows are scaled; failures are told in the units of the user. */
  QuadraticMethods(
      NdArray q, NdArray c, NdArray a, NdArray b, NdArray g, NdArray h, ProgramScaling units) {
    this.units = units;
    this.q = q.plus(q.transpose()).times(0.5);
    this.c = c.flatten();
    this.a = a;
    this.b = b.flatten();
    this.g = g;
    this.h = h.flatten();
    this.n = c.size();
    this.m = b.size();
    this.k = h.size();
    NdArray.Eigh e = this.q.eigh();
    double[] values = e.values().toArray();
    int least = 0;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      least = values[i] < values[least] ? i : least;
      largest = Math.max(largest, Math.abs(values[i]));
    }
    if (values[least] < -1e-10 * largest) {
      throw new IllPosedProblemException(
          "quadratic program: q has the eigenvalue "
              + units.curvature(values[least])
              + ", with the direction of negative curvature "
              + e.vectors().transpose().at(least));
    }
  }

  private static double largest(NdArray v) {
    return v.size() == 0 ? 0 : v.normInf().value();
  }

  /** The largest part that is left of sums of terms; 0 of 0 is 0. */
  private static double ratio(NdArray rest, NdArray terms) {
    double[] r = rest.toArray();
    double[] t = terms.toArray();
    double most = 0;
    for (int i = 0; i < r.length; i++) {
      most = Math.max(most, r[i] == 0 ? 0 : Math.abs(r[i]) / t[i]);
    }
    return most;
  }

  private double violation(NdArray packed) {
    return violation(
        packed.slice(0, 0, n), packed.slice(0, n, n + k), packed.slice(0, n + k, n + k + m));
  }

  /** The largest violation of the conditions of optimality, relative to the data. */
  private double violation(NdArray x, NdArray lambda, NdArray nu) {
    NdArray gradient =
        q.matmul(x).plus(c).plus(a.transposeMatmul(nu)).plus(g.transposeMatmul(lambda));
    NdArray slack = h.minus(g.matmul(x));
    // Element by element: a curvature that is small must not hide behind the others. Terms of a
    // far point that cancel excuse their rounding and no more.
    NdArray terms =
        q.abs()
            .matmul(x.abs())
            .times(FAR_POINT)
            .plus(c.abs())
            .plus(a.abs().transposeMatmul(nu.abs()))
            .plus(g.abs().transposeMatmul(lambda.abs()));
    // Multipliers that are nothing but rounding leave rounding.
    double dual = ratio(gradient, terms.plus(largest(terms) * NOTHING));
    // Row by row: a bound that is far away must not hide the others.
    NdArray rows = h.abs().plus(1);
    double primal =
        Math.max(
            largest(a.matmul(x).minus(b).dividedBy(b.abs().plus(1))),
            largest(slack.negate().relu().dividedBy(rows)));
    double sign = largest(lambda.negate().relu()) / (1 + largest(lambda));
    // Not λ⊙s: with λ = s = 1e-5 the point is off by 1e-5, and not by 1e-10.
    double complement = largest(lambda.times(1 / (1 + largest(lambda))).min(slack.dividedBy(rows)));
    return Math.max(Math.max(dual, primal), Math.max(sign, complement));
  }

  private NdArray packed(NdArray x, NdArray lambda, NdArray nu) {
    return NdArray.concatenate(0, x, lambda, nu);
  }

  /** The equality-constrained solution on a set of rows, where the system is regular. */
  private NdArray onRows(int[] rows) {
    NdArray w = NdArray.concatenate(0, a, g.take(rows));
    int total = m + rows.length;
    NdArray right = NdArray.concatenate(0, c.negate(), b, h.take(rows));
    NdArray shifted = quasiDefinite(q, w, total).refined(right, q, w);
    NdArray first = onRows(rows, total, shifted);
    if (violation(first) <= EXACT) {
      return first;
    }
    // The shift hides small eigenvalues: without it, where the system is regular.
    NdArray kkt =
        NdArray.concatenate(
            0,
            NdArray.concatenate(1, q, w.transpose()),
            NdArray.concatenate(1, w, NdArray.zeros(total, total)));
    try {
      NdArray second = onRows(rows, total, kkt.solve(right));
      return violation(second) < violation(first) ? second : first;
    } catch (IllPosedProblemException e) {
      return first;
    }
  }

  private NdArray onRows(int[] rows, int total, NdArray z) {
    NdArray lambda =
        rows.length == 0 ? NdArray.zeros(k) : z.slice(0, n + m, n + total).scatterAdd(rows, k);
    return packed(z.slice(0, 0, n), lambda, z.slice(0, n, n + m));
  }

  /** [Q + δI, Wᵀ; W, -δI], which is regular whatever the ranks; refined towards δ = 0. */
  private record Factor(Ldlt factor, int n, int total) {
    NdArray refined(NdArray right, NdArray q, NdArray w) {
      NdArray z = NdArray.of(factor.solve(right.toArray()));
      for (int i = 0; i < REFINEMENTS; i++) {
        NdArray x = z.slice(0, 0, n);
        NdArray y = z.slice(0, n, n + total);
        NdArray product =
            NdArray.concatenate(0, q.matmul(x).plus(w.transposeMatmul(y)), w.matmul(x));
        z = z.plus(NdArray.of(factor.solve(right.minus(product).toArray())));
      }
      return z;
    }
  }

  private Factor quasiDefinite(NdArray upper, NdArray w, int total) {
    double shift = Math.max(STATIC * Math.max(1, largest(q)), ROUNDING * largest(upper));
    NdArray regular = upper.plus(NdArray.identity(n).times(shift));
    NdArray top = NdArray.concatenate(1, regular, w.transpose());
    NdArray bottom = NdArray.concatenate(1, w, NdArray.identity(total).times(-STATIC));
    double[] entries = NdArray.concatenate(0, top, bottom).toArray();
    return new Factor(Ldlt.of(DMatrixRMaj.wrap(n + total, n + total, entries)), n, total);
  }

  /**
   * The better of an approximate solution and the exact one on an active set, which is found by
   * steps of a primal-dual active set method (M. Hintermüller, K. Ito, K. Kunisch, SIAM J. Optim.
   * 13, 2002) from the set that the approximation suggests: a row whose multiplier and slack are
   * both small is on no side for sure.
   */
  private NdArray polished(NdArray x, NdArray lambda, NdArray nu) {
    double best = violation(x, lambda, nu);
    NdArray result = packed(x, lambda.relu(), nu);
    boolean[] active = active(lambda, x);
    for (int step = 0; step < ACTIVE_SET_STEPS && best > EXACT; step++) {
      NdArray exact = onRows(rows(active));
      NdArray exactX = exact.slice(0, 0, n);
      NdArray exactLambda = exact.slice(0, n, n + k);
      double after = violation(exact);
      if (after <= Math.max(best, EXACT)) {
        best = after;
        result = packed(exactX, exactLambda.relu(), exact.slice(0, n + k, n + k + m));
      }
      boolean[] next = active(exactLambda, exactX);
      if (Arrays.equals(active, next)) {
        break;
      }
      active = next;
    }
    return result;
  }

  /** The rows with λ larger than their slack. */
  private boolean[] active(NdArray lambda, NdArray x) {
    double[] l = lambda.toArray();
    double[] s = h.minus(g.matmul(x)).toArray();
    boolean[] active = new boolean[k];
    for (int i = 0; i < k; i++) {
      active[i] = l[i] > s[i] && (l[i] > 0 || s[i] < 0);
    }
    return active;
  }

  private static int[] rows(boolean[] active) {
    return java.util.stream.IntStream.range(0, active.length).filter(i -> active[i]).toArray();
  }

  private static double longest(double[] v, double[] dv) {
    double t = Double.MAX_VALUE;
    for (int i = 0; i < v.length; i++) {
      if (dv[i] < 0) {
        t = Math.min(t, -v[i] / dv[i]);
      }
    }
    return t;
  }

  NdArray interiorPoint() {
    NdArray x = NdArray.zeros(n);
    NdArray nu = NdArray.zeros(m);
    NdArray s = h.minus(g.matmul(x)).max(NdArray.scalar(1));
    NdArray lambda = NdArray.ones(k);
    NdArray best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < INTERIOR_STEPS; step++) {
      NdArray rd = q.matmul(x).plus(c).plus(a.transposeMatmul(nu)).plus(g.transposeMatmul(lambda));
      NdArray rp = a.matmul(x).minus(b);
      NdArray rg = g.matmul(x).plus(s).minus(h);
      double mu = k == 0 ? 0 : s.dot(lambda).value() / k;
      double error =
          Math.max(
              largest(rd) / (1 + largest(c) + largest(q.matmul(x))),
              Math.max(largest(rp), largest(rg)) / (1 + Math.max(largest(b), largest(h))));
      boolean ended = mu <= LEAST_GAP;
      if (ended || (error <= ROUGH && mu <= TOLERANCE * (1 + Math.abs(c.dot(x).value())))) {
        // Where multipliers and slacks are small together, an error of μ is one of √μ in x:
        // if no active set fits, the path is followed further.
        NdArray candidate = polished(x, lambda, nu);
        double after = violation(candidate);
        if (after < least) {
          least = after;
          best = candidate;
        }
        if (least <= (ended ? SUFFICIENT : EXACT)) {
          break;
        }
      }
      certificates(lambda, nu, x);
      NdArray d = lambda.dividedBy(s);
      NdArray upper = q.plus(g.transposeMatmul(d.reshape(k, 1).times(g)));
      Factor factor = quasiDefinite(upper, a, m);
      NdArray[] affine = direction(factor, upper, d, rd, rp, rg, s, lambda.times(s));
      // One length for all, as for the step itself: with lengths of their own a slack may run to
      // its boundary while nothing is centred.
      double most =
          Math.min(
              1,
              Math.min(
                  longest(s.toArray(), affine[2].toArray()),
                  longest(lambda.toArray(), affine[3].toArray())));
      double after = gap(s, lambda, affine, most);
      // Where the affine step is short the gap says little: it may fall with every slack at once.
      double rest = Math.max(mu > 0 ? after / mu : 0, 1 - most);
      double sigma = rest * rest * rest;
      // The corrector is wrong where the affine step is short, and may lead in circles: then less
      // of it (M. Colombo, J. Gondzio, Comput. Optim. Appl. 41, 2008), and in the end none.
      double[] weights = {1, most * most, 0};
      double[] centres = {sigma, Math.max(sigma, 0.1), Math.max(sigma, 0.3)};
      NdArray[] whole = null;
      double length = 0;
      double merit = Double.POSITIVE_INFINITY;
      for (int attempt = 0; attempt < weights.length && !(merit <= GOOD_STEP); attempt++) {
        NdArray target =
            lambda
                .times(s)
                .plus(affine[2].times(affine[3]).times(weights[attempt]))
                .minus(centres[attempt] * mu);
        NdArray[] trial = direction(factor, upper, d, rd, rp, rg, s, target);
        // Near feasible points the gap alone counts, and falls along short enough steps.
        boolean feasible = error <= ROUGH;
        double t = centralLength(s, lambda, trial, feasible);
        for (int cut = 0; cut < MOST_CUTS; cut++) {
          double m = Math.max(feasible ? 0 : 1 - t, k == 0 ? 0 : gap(s, lambda, trial, t) / mu);
          if (whole == null || m < merit) {
            merit = m;
            whole = trial;
            length = t;
          } else if (cut > 0) {
            break;
          }
          if (!feasible || attempt == 0 || k == 0) {
            break;
          }
          t *= CUT;
        }
      }
      x = x.plus(whole[0].times(length));
      nu = nu.plus(whole[1].times(length));
      s = s.plus(whole[2].times(length));
      lambda = lambda.plus(whole[3].times(length));
      if (!x.allFinite() || !lambda.allFinite() || !s.allFinite()) {
        break;
      }
    }
    if (least <= SUFFICIENT) {
      return best;
    }
    throw new ConvergenceException(
        "quadratic program: the interior-point method did not converge in "
            + INTERIOR_STEPS
            + " steps",
        TOLERANCE);
  }

  private double gap(NdArray s, NdArray lambda, NdArray[] step, double t) {
    return k == 0 ? 0 : s.plus(step[2].times(t)).dot(lambda.plus(step[3].times(t))).value() / k;
  }

  /**
   * The longest step that stays inside and near the central path: no product λ_i s_i falls far
   * behind the mean of all, and their mean not far behind what is missing to a feasible point.
   */
  private double centralLength(NdArray s, NdArray lambda, NdArray[] step, boolean feasible) {
    NdArray ds = step[2];
    NdArray dl = step[3];
    double length =
        Math.min(
            1,
            BACK_OFF
                * Math.min(
                    longest(s.toArray(), ds.toArray()), longest(lambda.toArray(), dl.toArray())));
    if (k == 0) {
      return length;
    }
    double allowed = Math.min(CENTRAL, 0.5 * centrality(s.times(lambda)));
    for (int i = 0; i < MOST_CUTS; i++) {
      NdArray products = s.plus(ds.times(length)).times(lambda.plus(dl.times(length)));
      double fall = products.sum().value() / s.dot(lambda).value();
      if (centrality(products) >= allowed && (feasible || fall >= BALANCE * (1 - length))) {
        break;
      }
      length *= CUT;
    }
    return length;
  }

  private static double centrality(NdArray products) {
    return products.min().value() / products.mean().value();
  }

  /** dx, dν, ds, dλ of Newton's method with λ⊙s moved by -target. */
  private NdArray[] direction(
      Factor factor,
      NdArray upper,
      NdArray d,
      NdArray rd,
      NdArray rp,
      NdArray rg,
      NdArray s,
      NdArray target) {
    NdArray inner = target.dividedBy(s).minus(d.times(rg));
    NdArray right = NdArray.concatenate(0, g.transposeMatmul(inner).minus(rd), rp.negate());
    NdArray z = factor.refined(right, upper, a);
    NdArray dx = z.slice(0, 0, n);
    NdArray ds = rg.negate().minus(g.matmul(dx));
    NdArray dl = target.dividedBy(s).negate().minus(d.times(ds));
    return new NdArray[] {dx, z.slice(0, n, n + m), ds, dl};
  }

  /** Refuses programs whose iterates prove that there is no solution. */
  private void certificates(NdArray lambda, NdArray nu, NdArray x) {
    double size = Math.max(largest(lambda), largest(nu));
    if (size > 1e6) {
      NdArray l = lambda.times(1 / size);
      NdArray v = nu.times(1 / size);
      // What is next to nothing in a combination is taken out before it is judged by its terms.
      l = cleaned(l);
      v = cleaned(v);
      NdArray combination = a.transposeMatmul(v).plus(g.transposeMatmul(l));
      NdArray terms = a.abs().transposeMatmul(v.abs()).plus(g.abs().transposeMatmul(l.abs()));
      double bound = b.dot(v).plus(h.dot(l)).value();
      if (ratio(combination, terms) <= 1e-7 && bound < -1e-6) {
        throw new InfeasibleException(
            "quadratic program: no point satisfies the constraints: the combination of"
                + " inequalities with weights "
                + shown(units.inequalityWeights(l))
                + " and equations with weights "
                + shown(units.equationWeights(v))
                + " reads 0 <= "
                + units.bound(bound));
      }
    }
    size = largest(x);
    if (size > 1e6) {
      NdArray d = cleaned(x.times(1 / size));
      NdArray along = d.abs();
      double slope = c.dot(d).value();
      if (slope < -1e-6
          && ratio(q.matmul(d), q.abs().matmul(along)) <= 1e-6
          && ratio(a.matmul(d), a.abs().matmul(along)) <= 1e-6
          && ratio(g.matmul(d).relu(), g.abs().matmul(along)) <= 1e-6) {
        throw new IllPosedProblemException(
            "quadratic program: the objective is unbounded below along " + shown(d));
      }
    }
  }

  private static NdArray cleaned(NdArray v) {
    return NdArray.where(v.abs().atLeast(NdArray.scalar(NEXT_TO_NOTHING)), v, NdArray.scalar(0));
  }

  private static String shown(NdArray v) {
    double[] e = v.toArray();
    return e.length <= REPORT ? Arrays.toString(e) : "of " + e.length + " elements";
  }

  /** Operator splitting on l ≤ Mx ≤ u, with scaling, adaptive steps and certificates. */
  NdArray splitting() {
    int rows = m + k;
    NdArray w = NdArray.concatenate(0, a, g);
    double[] scaleX = new double[n];
    double[] scaleRow = new double[rows];
    Arrays.fill(scaleX, 1);
    Arrays.fill(scaleRow, 1);
    equilibrate(q.toArray(), w.toArray(), scaleX, scaleRow, rows);
    NdArray dx = NdArray.of(scaleX);
    NdArray dr = NdArray.of(scaleRow);
    NdArray qs = dx.reshape(n, 1).times(q).times(dx.reshape(1, n));
    double cost = 1 / Math.max(1e-8, Math.max(largest(c.times(dx)), largest(qs)));
    qs = qs.times(cost);
    NdArray cs = c.times(dx).times(cost);
    NdArray ws = dr.reshape(rows, 1).times(w).times(dx.reshape(1, n));
    NdArray upper = NdArray.concatenate(0, b, h).times(dr);
    NdArray x = NdArray.zeros(n);
    NdArray z = NdArray.zeros(rows);
    NdArray y = NdArray.zeros(rows);
    double rho = 0.1;
    int nextChange = 100;
    double sigma = 1e-6;
    NdArray rhos = steps(rho);
    NdArray inverse = system(qs, ws, rhos, sigma);
    for (int step = 0; step < SPLITTING_STEPS; step++) {
      NdArray right = x.times(sigma).minus(cs).plus(ws.transposeMatmul(rhos.times(z).minus(y)));
      NdArray xt = inverse.matmul(right);
      NdArray zt = ws.matmul(xt);
      NdArray before = y;
      NdArray xBefore = x;
      x = x.plus(xt.minus(x).times(1.6));
      NdArray relaxed = z.plus(zt.minus(z).times(1.6));
      NdArray free = relaxed.plus(y.dividedBy(rhos));
      // Equations hold exactly, inequalities from above.
      NdArray zNew =
          NdArray.concatenate(
              0, upper.slice(0, 0, m), free.slice(0, m, rows).min(upper.slice(0, m, rows)));
      y = y.plus(rhos.times(relaxed.minus(zNew)));
      z = zNew;
      if (step % 10 != 9) {
        continue;
      }
      NdArray lambda = y.slice(0, m, rows).times(dr.slice(0, m, rows)).dividedBy(cost);
      NdArray nu = y.slice(0, 0, m).times(dr.slice(0, 0, m)).dividedBy(cost);
      NdArray real = x.times(dx);
      double primal = largest(ws.matmul(x).minus(z).dividedBy(dr));
      NdArray gradient = qs.matmul(x).plus(cs).plus(ws.transposeMatmul(y));
      double dual = largest(gradient.dividedBy(dx)) / cost;
      double sizeP = Math.max(largest(ws.matmul(x)), largest(z));
      double sizeD =
          Math.max(largest(qs.matmul(x)), Math.max(largest(ws.transposeMatmul(y)), largest(cs)));
      if (step % 50 == 49
          && primal <= 1e-4 * (1 + largest(upper.dividedBy(dr)))
          && dual <= 1e-4 * (1 + largest(c))) {
        NdArray best = polished(real, lambda, nu);
        if (violation(best) <= TOLERANCE) {
          return best;
        }
      }
      NdArray change = y.minus(before).times(dr);
      double growth = largest(change);
      if (growth > 1e-9) {
        certificates(
            change.slice(0, m, rows).times(1e7 / growth).relu(),
            change.slice(0, 0, m).times(1e7 / growth),
            NdArray.zeros(n));
      }
      NdArray drift = x.minus(xBefore).times(dx);
      if (largest(drift) > 1e-9) {
        certificates(NdArray.zeros(k), NdArray.zeros(m), drift.times(1e7 / largest(drift)));
      }
      if (step + 1 == nextChange) {
        // At steps ever further apart: adapted for good, the penalty may lead in circles.
        nextChange += Math.max(100, nextChange / 2 / 10 * 10);
        double ratio =
            Math.sqrt(
                (largest(ws.matmul(x).minus(z)) / Math.max(sizeP, 1e-12))
                    / Math.max(largest(gradient) / Math.max(sizeD, 1e-12), 1e-300));
        double next = Math.min(Math.max(rho * ratio, 1e-6), 1e6);
        if (next > 5 * rho || next < rho / 5) {
          rho = next;
          rhos = steps(rho);
          inverse = system(qs, ws, rhos, sigma);
        }
      }
    }
    throw new ConvergenceException(
        "quadratic program: the splitting method did not converge in " + SPLITTING_STEPS + " steps",
        TOLERANCE);
  }

  private NdArray steps(double rho) {
    return NdArray.concatenate(0, NdArray.full(1e3 * rho, m), NdArray.full(rho, k));
  }

  private NdArray system(NdArray qs, NdArray ws, NdArray rhos, double sigma) {
    return qs.plus(NdArray.identity(n).times(sigma))
        .plus(ws.transposeMatmul(rhos.reshape(m + k, 1).times(ws)))
        .inverse();
  }

  /** Ten sweeps of D. Ruiz's scaling of [Q Wᵀ; W 0] towards columns of norm 1. */
  private void equilibrate(double[] p, double[] w, double[] dx, double[] dr, int rows) {
    for (int sweep = 0; sweep < 10; sweep++) {
      double[] columns = new double[n];
      double[] norms = new double[rows];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          columns[j] = Math.max(columns[j], Math.abs(p[i * n + j]) * dx[i] * dx[j]);
        }
      }
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < n; j++) {
          double v = Math.abs(w[i * n + j]) * dr[i] * dx[j];
          columns[j] = Math.max(columns[j], v);
          norms[i] = Math.max(norms[i], v);
        }
      }
      for (int j = 0; j < n; j++) {
        dx[j] /= columns[j] > 1e-8 ? Math.sqrt(columns[j]) : 1;
      }
      for (int i = 0; i < rows; i++) {
        dr[i] /= norms[i] > 1e-8 ? Math.sqrt(norms[i]) : 1;
      }
    }
  }
}
