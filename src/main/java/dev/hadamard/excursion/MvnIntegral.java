package dev.hadamard.excursion;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.quadrature.RankOneLattice;
import dev.hadamard.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * E[∏ X_i 1{a < X < b}] over a normal vector X, the product over the first few of its variables, by
 * Genz's separation of variables on randomly shifted lattices.
 *
 * <p>Variables after the factors are ordered by the smallest conditional probability at the
 * conditional means of those before (Gibson, Glasbey and Elston 1994) along a Cholesky
 * factorisation; one whose conditional variance vanishes bounds the last variable that it depends
 * on. Drawing is tilted ({@link MinimaxTilt}). Points are treated in blocks: sums by matrix-vector
 * kernels, normal distribution function and quantile by vector kernels. Twelve independent shifts
 * give the error.
 */
final class MvnIntegral {
  private static final int SHIFTS = 12;
  static final int BLOCK = 128;
  private static final double SMALLEST = 1e-300;

  /** Below, a coefficient of a dependent variable is rounding. */
  private static final double NO_COEFFICIENT = 1e-9;

  /** Up to this dimension lattices serve. */
  private static final int LATTICE_DIMENSION = 200;

  /**
   * The relative variance of a draw of particles over the dimension, times what it costs in points
   * of a lattice: 1/45 (sech(t/2) at a step of 1/2, 200 and 400 variables) times 2.5.
   */
  private static final double PARTICLE_VARIANCE = 1.0 / 18;

  private static final int MIN_PARTICLES = 128;
  private static final int FIRST_PARTICLES = 512;
  private static final int MAX_PARTICLES = 8192;
  private static final int LARGER_SETS = 4;

  /** Three standard errors over twelve sets beyond which the law of a set's estimate is skewed. */
  private static final double LARGE_ERROR = 0.25;

  /** Pivots are at least this fraction of the largest remaining relative variance. */
  private static final double PIVOT = 0.05;

  /** The next lattice has no more than about so many times the points without need. */
  private static final double LARGEST_STEP = 16;

  /** The logarithm of the product is taken after this many variables. */
  private static final int LOGARITHM_EVERY = 6;

  /** lower ≤ Σ c_j y_j ≤ upper, which bounds the last variable with a coefficient. */
  record Bound(double[] coefficients, double lower, double upper) {}

  private final int dimension;
  private final int factors;
  private final double[] mean;
  private final List<List<Bound>> bounds = new ArrayList<>();

  /** The means to draw from. */
  private final double[] tilt;

  /** Their slopes. */
  private final double[] slopes;

  private final double logBound;

  /** A bound that no variable can meet: the probability is 0. */
  private boolean impossible;

  /**
   * Prepares an integral.
   *
   * @param covariance row-major, n x n; overwritten
   * @param mean of each variable
   * @param lower bounds, perhaps infinite
   * @param upper bounds
   * @param factors how many of the first variables multiply the integrand; their lower bound is 0
   * @param tolerance for the conditional variances
   */
  MvnIntegral(
      double[] covariance,
      double[] mean,
      double[] lower,
      double[] upper,
      int factors,
      double tolerance) {
    int n = mean.length;
    this.factors = factors;
    this.mean = mean.clone();
    double[] a = new double[n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = lower[i] - mean[i];
      b[i] = upper[i] - mean[i];
    }
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = covariance[i * n + i];
    }
    double[][] l = new double[n][n];
    double[] expected = new double[n];
    boolean[] done = new boolean[n];
    double[] variance = scale.clone();
    double[] shift = new double[n];
    int rank = 0;
    for (int k = 0; k < n; k++) {
      int pick = -1;
      double least = Double.POSITIVE_INFINITY;
      // A small pivot before larger ones would enlarge rounding.
      double smallest = tolerance;
      for (int i = 0; i < n; i++) {
        if (!done[i] && k >= factors) {
          smallest = Math.max(smallest, PIVOT * variance[i] / scale[i]);
        }
      }
      for (int i = 0; i < n; i++) {
        if (done[i] || variance[i] <= smallest * scale[i] || (k < factors && i != k)) {
          continue;
        }
        double sd = Math.sqrt(variance[i]);
        double p = probability((a[i] - shift[i]) / sd, (b[i] - shift[i]) / sd);
        if (p < least) {
          least = p;
          pick = i;
        }
      }
      if (pick < 0) {
        break;
      }
      done[pick] = true;
      double sd = Math.sqrt(variance[pick]);
      l[pick][k] = sd;
      double y = centre((a[pick] - shift[pick]) / sd, (b[pick] - shift[pick]) / sd);
      expected[k] = y;
      for (int i = 0; i < n; i++) {
        if (!done[i]) {
          double c = covariance[i * n + pick];
          for (int j = 0; j < k; j++) {
            c = Math.fma(-l[i][j], l[pick][j], c);
          }
          l[i][k] = c / sd;
          variance[i] = Math.fma(-l[i][k], l[i][k], variance[i]);
          shift[i] = Math.fma(l[i][k], y, shift[i]);
        }
      }
      bounds.add(new ArrayList<>());
      bounds.get(k).add(new Bound(Arrays.copyOf(l[pick], k + 1), a[pick], b[pick]));
      rank++;
    }
    dimension = rank;
    for (int i = 0; i < n; i++) {
      if (!done[i]) {
        attach(l[i], a[i], b[i], Math.sqrt(scale[i]));
      }
    }
    MinimaxTilt minimax = tilt();
    tilt = minimax.means();
    slopes = minimax.slopes();
    logBound = minimax.logBound();
  }

  /** From the first bound of each variable; any tilt leaves the result without bias. */
  private MinimaxTilt tilt() {
    double[][] c = new double[dimension][];
    double[] lower = new double[dimension];
    double[] upper = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      Bound bound = bounds.get(k).getFirst();
      double diagonal = bound.coefficients[k];
      c[k] = new double[k];
      for (int j = 0; j < k; j++) {
        c[k][j] = bound.coefficients[j] / diagonal;
      }
      lower[k] = bound.lower / diagonal;
      upper[k] = bound.upper / diagonal;
    }
    return MinimaxTilt.of(c, lower, upper);
  }

  /** An upper bound of the logarithm of the probability without factors; 0 if none is known. */
  double logBound() {
    return impossible ? Double.NEGATIVE_INFINITY : Math.min(0, logBound);
  }

  private void attach(double[] row, double lower, double upper, double scale) {
    int last = dimension - 1;
    while (last >= 0 && Math.abs(row[last]) <= NO_COEFFICIENT * scale) {
      last--;
    }
    if (last < 0) {
      impossible |= !(lower < 0 && upper > 0);
    } else {
      bounds.get(last).add(new Bound(Arrays.copyOf(row, last + 1), lower, upper));
    }
  }

  private static double probability(double from, double to) {
    return from > 0
        ? SpecialFunctions.normalCdf(-from) - SpecialFunctions.normalCdf(-to)
        : SpecialFunctions.normalCdf(to) - SpecialFunctions.normalCdf(from);
  }

  /** The mean of a standard normal variable between two bounds. */
  private static double centre(double from, double to) {
    double p = probability(from, to);
    if (p < SMALLEST) {
      return from > 0 ? from : to < 0 ? to : 0;
    }
    return (SpecialFunctions.normalPdf(from) - SpecialFunctions.normalPdf(to)) / p;
  }

  MvnResult estimate(MvnOptions options) {
    if (impossible) {
      return new MvnResult(0, Double.NEGATIVE_INFINITY, 0, 0, 0, true);
    }
    if (options.method() == MvnMethod.PARTICLES) {
      return particles(options);
    }
    int points = 0;
    int[] sizes = RankOneLattice.sizes();
    int largest = 0;
    while (largest + 1 < sizes.length
        && (long) sizes[largest + 1] * SHIFTS <= options.maxPoints()) {
      largest++;
    }
    int level = 0;
    while (true) {
      int size = sizes[level];
      RankOneLattice lattice = RankOneLattice.of(size, dimension);
      Streams streams = Streams.of(options.seed()).substream("lattice").substream(level);
      double[] logs = new double[SHIFTS];
      options
          .parallelism()
          .forEachChunk(
              SHIFTS,
              1,
              (from, to) -> {
                for (int s = from; s < to; s++) {
                  logs[s] = new Sweep(lattice, streams.substream(s)).logMean();
                }
              });
      points += size * SHIFTS;
      MvnResult result = combine(logs, points, options);
      if (result.converged()) {
        return result;
      }
      if (options.method() == MvnMethod.AUTOMATIC && particlesAreBetter(result, size)) {
        return particles(options);
      }
      if (level == largest) {
        return result;
      }
      level = next(sizes, level, largest, result, options);
    }
  }

  /** Whether one point of the lattice has a larger variance than a particle of the same cost. */
  private boolean particlesAreBetter(MvnResult result, int size) {
    double deviation = result.relativeError() / 3;
    return dimension > LATTICE_DIMENSION
        && deviation * deviation * size * SHIFTS > dimension * PARTICLE_VARIANCE;
  }

  /**
   * Sets of particles until their spread meets the options. A set is large enough for its estimate
   * to be about normal; then sets are added.
   */
  private MvnResult particles(MvnOptions options) {
    int size = MIN_PARTICLES;
    while (size < FIRST_PARTICLES && 2L * size * SHIFTS <= options.maxPoints()) {
      size *= 2;
    }
    Streams streams = Streams.of(options.seed()).substream("particles");
    long spent = 0;
    double[] logs = new double[0];
    while (true) {
      int before = logs.length;
      int after = before == 0 ? SHIFTS : more(logs, size, spent, options);
      logs = Arrays.copyOf(logs, after);
      spent += sets(streams.substream(size), size, before, logs, options);
      MvnResult result = combine(logs, (int) Math.min(Integer.MAX_VALUE, spent), options);
      if (result.converged() || result.logValue() == Double.NEGATIVE_INFINITY) {
        return result;
      }
      if (before == 0
          && result.relativeError() > LARGE_ERROR
          && size < MAX_PARTICLES
          && spent * LARGER_SETS <= options.maxPoints()) {
        size *= LARGER_SETS;
        logs = new double[0];
      } else if (more(logs, size, spent, options) == logs.length) {
        return result;
      }
    }
  }

  /** The number of sets that should do, within the limit, at most four times those there are. */
  private static int more(double[] logs, int size, long spent, MvnOptions options) {
    MvnResult result = combine(logs, 1, options);
    double ratio = result.relativeError() / target(result, options);
    double wanted = Math.ceil(logs.length * Math.min(4, 1.05 * ratio * ratio));
    long each = Math.max(size, spent / logs.length);
    return (int) Math.max(logs.length, Math.min(wanted, options.maxPoints() / (double) each));
  }

  private long sets(Streams streams, int size, int from, double[] logs, MvnOptions options) {
    long[] draws = new long[logs.length];
    options
        .parallelism()
        .forEachChunk(
            logs.length - from,
            1,
            (first, end) -> {
              for (int i = from + first; i < from + end; i++) {
                MvnParticles set =
                    new MvnParticles(bounds, mean, factors, slopes, size, streams.substream(i));
                logs[i] = set.logEstimate();
                draws[i] = set.draws();
              }
            });
    long sum = 0;
    for (long d : draws) {
      sum += d;
    }
    return sum;
  }

  /** The size at which an error that falls like one over the points would meet the options. */
  private static int next(
      int[] sizes, int level, int largest, MvnResult result, MvnOptions options) {
    double ratio = result.relativeError() / target(result, options);
    // Faster than the square of the points no error falls: fewer than its root would not do.
    double step = Math.min(ratio, Math.max(LARGEST_STEP, Math.sqrt(ratio)));
    double wanted = sizes[level] * step;
    int next = level + 1;
    while (next < largest && sizes[next] < wanted) {
      next++;
    }
    return next;
  }

  /** The relative error that the options ask for; the smallest number if they ask for none. */
  private static double target(MvnResult result, MvnOptions options) {
    double absolute = options.absoluteError() == 0 ? 0 : options.absoluteError() / result.value();
    return Math.max(Double.MIN_NORMAL, Math.max(absolute, options.relativeError()));
  }

  private static MvnResult combine(double[] logs, int points, MvnOptions options) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return new MvnResult(0, largest, 0, 0, points, true);
    }
    double sum = 0;
    double square = 0;
    for (double log : logs) {
      double x = Elementary.exp(log - largest);
      sum += x;
      square += x * x;
    }
    double mean = sum / logs.length;
    double variance = Math.max(0, square / logs.length - mean * mean) / (logs.length - 1);
    double relative = 3 * Math.sqrt(variance) / mean;
    double logValue = largest + Elementary.log(mean);
    double value = Elementary.exp(logValue);
    boolean converged =
        relative <= options.relativeError() || relative * value <= options.absoluteError();
    return new MvnResult(value, logValue, relative * value, relative, points, converged);
  }

  /** One shift: the mean over all points of the lattice. */
  private final class Sweep {
    private final RankOneLattice lattice;
    private final Streams streams;
    private final double[] y = new double[dimension * BLOCK];
    private final double[] sum = new double[BLOCK];
    private final TruncatedNormals normals = new TruncatedNormals(BLOCK);
    private final double[] product = new double[BLOCK];
    private final double[] logarithm = new double[BLOCK];
    private final double[] work = new double[BLOCK];

    Sweep(RankOneLattice lattice, Streams streams) {
      this.lattice = lattice;
      this.streams = streams;
    }

    double logMean() {
      double total = 0;
      double reference = Double.NEGATIVE_INFINITY;
      for (int first = 0; first < lattice.size(); first += BLOCK) {
        int count = Math.min(BLOCK, lattice.size() - first);
        block(first, count);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
          largest = Math.max(largest, logarithm[i]);
        }
        if (largest > reference) {
          total =
              reference == Double.NEGATIVE_INFINITY
                  ? 0
                  : total * Elementary.exp(reference - largest);
          reference = largest;
        }
        if (largest == Double.NEGATIVE_INFINITY) {
          continue;
        }
        for (int i = 0; i < count; i++) {
          work[i] = logarithm[i] - reference;
        }
        Elementary.exp(work, 0, work, 0, count);
        for (int i = 0; i < count; i++) {
          total += work[i];
        }
      }
      return total == 0
          ? Double.NEGATIVE_INFINITY
          : reference + Elementary.log(total / lattice.size());
    }

    private void block(int first, int count) {
      Arrays.fill(product, 1);
      Arrays.fill(logarithm, 0);
      for (int k = 0; k < dimension; k++) {
        List<Bound> list = bounds.get(k);
        boolean single = list.size() == 1;
        Bound main = list.getFirst();
        sum(main, k, count);
        double c = main.coefficients[k];
        double mu = tilt[k];
        boolean upperOpen = single && main.upper == Double.POSITIVE_INFINITY;
        if (upperOpen) {
          for (int i = 0; i < count; i++) {
            normals.high[i] = (sum[i] - main.lower) / c + mu;
          }
          normals.open(count);
        } else {
          intervals(list, k, mu, count);
        }
        boolean last = k == dimension - 1;
        boolean drawn = !last || k < factors;
        if (drawn) {
          lattice.fill(k, streams.uniform(k), first, normals.uniform, 0, count);
        }
        normals.takeFar(logarithm, count);
        if (drawn) {
          normals.draw(mu, y, k * BLOCK, count);
          weigh(k, mu, count);
        }
        normals.weigh(product, count);
        if (k < factors) {
          for (int i = 0; i < count; i++) {
            product[i] *= Math.max(0, mean[k] + sum[i] + c * y[k * BLOCK + i]);
          }
        }
        if (last || k % LOGARITHM_EVERY == LOGARITHM_EVERY - 1) {
          Elementary.log(product, 0, work, 0, count);
          for (int i = 0; i < count; i++) {
            logarithm[i] += work[i];
            product[i] = 1;
          }
        }
      }
    }

    /** Σ c_j y_j over the variables before k. */
    private void sum(Bound bound, int k, int count) {
      if (k == 0) {
        Arrays.fill(sum, 0);
      } else {
        Blas2.gemv(Transpose.YES, k, count, 1, y, 0, BLOCK, bound.coefficients, 0, 0, sum, 0);
      }
    }

    /** The interval of variable k from all its bounds. */
    private void intervals(List<Bound> list, int k, double mu, int count) {
      normals.unbounded(count);
      double[] low = normals.low;
      double[] high = normals.high;
      for (int m = list.size() - 1; m >= 0; m--) {
        Bound bound = list.get(m);
        sum(bound, k, count);
        double c = bound.coefficients[k];
        for (int i = 0; i < count; i++) {
          double from = (bound.lower - sum[i]) / c - mu;
          double to = (bound.upper - sum[i]) / c - mu;
          low[i] = Math.max(low[i], Math.min(from, to));
          high[i] = Math.min(high[i], Math.max(from, to));
        }
      }
      normals.closed(count);
    }

    /** The ratio of the normal densities with means 0 and μ, e^(μ²/2 - μy). */
    private void weigh(int k, double mu, int count) {
      if (mu != 0) {
        for (int i = 0; i < count; i++) {
          logarithm[i] += mu * (mu / 2 - y[k * BLOCK + i]);
        }
      }
    }
  }
}
