package dev.hadamard.excursion;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.List;

/**
 * One sequential Monte Carlo estimate of a normal integral: particles take one variable after the
 * other; those with large weights are copied, and all are moved.
 *
 * <p>With bounds over the diagonal, rows c_k, the slopes p_k of the minimax tilt and μ⁽ᵗ⁾_j =
 * Σ_{k>t} c_kj p_k, the target after variable t is
 *
 * <pre>
 * γ_t(y) = ∏_{s≤t} φ(y_s) 1{a_s ≤ Σ_j c_sj y_j + y_s ≤ b_s} exp(Σ_{j≤t} μ⁽ᵗ⁾_j y_j),
 * </pre>
 *
 * <p>the constraints so far, and the later ones by their slopes at the most likely path: what they
 * will ask for is known before it is due. Variable t is drawn from its conditional law, normal
 * around μ⁽ᵗ⁻¹⁾_t and truncated, and the weight is multiplied by P_t e^(μ²/2 - p_t Σ_j c_tj y_j),
 * P_t the probability of the interval, which is flat to first order. The product of the weights is
 * that of the tilted separation of variables; without slopes it is Ridgway's. Where the effective
 * number of particles falls below half, they are resampled (systematic) and every variable is drawn
 * anew given all others (a Gibbs sweep, under which γ_t is invariant). The mean of the weights is
 * unbiased for any number of particles.
 *
 * <p>Source: Ridgway 2016; Botev 2017; Del Moral, Doucet and Jasra 2006.
 */
final class MvnParticles {
  private static final int BLOCK = MvnIntegral.BLOCK;

  private final List<List<MvnIntegral.Bound>> bounds;
  private final int dimension;
  private final int factors;
  private final double[] mean;
  private final double[] slopes;
  private final int blocks;

  private final PhiloxGenerator random;
  private final TruncatedNormals normals = new TruncatedNormals(BLOCK);

  /** Variables, by blocks of particles. */
  private final double[][] y;

  /** Σ c_j y_j of every bound so far, by blocks of particles. */
  private final double[][] sums;

  /** The first row of the bounds of each variable. */
  private final int[] firstRow;

  private final MvnIntegral.Bound[] rows;

  /** Logarithms of the weights. */
  private final double[] weight;

  /** μ⁽ᵗ⁾. */
  private final double[] means;

  private final double[] product = new double[BLOCK];
  private final double[] work = new double[BLOCK];

  /** Weights over the largest, then rows on their way. */
  private final double[] scratch;

  private final int[] parent;

  /** How often all variables were drawn anew. */
  private double sweeps;

  /**
   * Prepares an estimate.
   *
   * @param bounds of each variable; the first is on its own diagonal
   * @param mean of the variables that are factors
   * @param factors how many of the first variables multiply the integrand
   * @param slopes p
   * @param particles a multiple of the block
   * @param streams the random numbers
   */
  MvnParticles(
      List<List<MvnIntegral.Bound>> bounds,
      double[] mean,
      int factors,
      double[] slopes,
      int particles,
      Streams streams) {
    this.bounds = bounds;
    this.dimension = bounds.size();
    this.factors = factors;
    this.mean = mean;
    this.slopes = slopes;
    this.blocks = particles / BLOCK;
    this.random = streams.generator();
    this.firstRow = new int[dimension + 1];
    for (int k = 0; k < dimension; k++) {
      firstRow[k + 1] = firstRow[k] + bounds.get(k).size();
    }
    this.rows = bounds.stream().flatMap(List::stream).toArray(MvnIntegral.Bound[]::new);
    this.y = new double[blocks][dimension * BLOCK];
    this.sums = new double[blocks][rows.length * BLOCK];
    this.weight = new double[particles];
    this.scratch = new double[particles];
    this.parent = new int[particles];
    this.means = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      subtractSlope(k, -1);
    }
  }

  /** Takes the slope of constraint k out of the means of the variables before it, or puts it in. */
  private void subtractSlope(int k, double sign) {
    double[] c = rows[firstRow[k]].coefficients();
    Blas1.axpy(-sign * slopes[k] / c[k], c, 0, means, 0, k);
  }

  /** The logarithm of the estimate. */
  double logEstimate() {
    double log = 0;
    for (int k = 0; k < dimension; k++) {
      for (int b = 0; b < blocks; b++) {
        extend(b, k);
      }
      subtractSlope(k, 1);
      boolean last = k == dimension - 1;
      double largest = Double.NEGATIVE_INFINITY;
      for (double w : weight) {
        largest = Math.max(largest, w);
      }
      if (largest == Double.NEGATIVE_INFINITY) {
        return largest;
      }
      double sum = 0;
      double square = 0;
      for (int i = 0; i < weight.length; i++) {
        scratch[i] = weight[i] - largest;
      }
      Elementary.exp(scratch, scratch);
      for (double w : scratch) {
        sum += w;
        square = Math.fma(w, w, square);
      }
      if (last || sum * sum < square * (weight.length / 2.0)) {
        log += largest + Elementary.log(sum / weight.length);
        if (!last) {
          resample(sum, k);
          Arrays.fill(weight, 0);
          sweeps += (k + 1.0) / dimension;
          for (int b = 0; b < blocks; b++) {
            move(b, k);
          }
        }
      }
    }
    return log;
  }

  /** Draws of whole vectors, first ones and moves. */
  long draws() {
    return Math.round(weight.length * (1 + sweeps));
  }

  private void fillUniform() {
    random.fillUniform(normals.uniform, 0, BLOCK, UniformInterval.OPEN, Parallelism.sequential());
  }

  /** Draws variable k and multiplies the weights. */
  private void extend(int b, int k) {
    List<MvnIntegral.Bound> list = bounds.get(k);
    double mu = means[k];
    double[] sum = sums[b];
    normals.unbounded(BLOCK);
    for (int m = list.size() - 1; m >= 0; m--) {
      MvnIntegral.Bound bound = list.get(m);
      int row = (firstRow[k] + m) * BLOCK;
      if (k > 0) {
        Blas2.gemv(
            Transpose.YES, k, BLOCK, 1, y[b], 0, BLOCK, bound.coefficients(), 0, 0, sum, row);
      }
      double c = bound.coefficients()[k];
      narrow(bound.lower() / c, bound.upper() / c, 1 / c, sum, row, mu);
    }
    normals.closed(BLOCK);
    fillUniform();
    int first = b * BLOCK;
    double diagonal = list.getFirst().coefficients()[k];
    double slope = slopes[k] / diagonal;
    int row = firstRow[k] * BLOCK;
    for (int i = 0; i < BLOCK; i++) {
      work[i] = weight[first + i] + Math.fma(-slope, sum[row + i], mu * mu / 2);
    }
    normals.takeFar(work, BLOCK);
    Arrays.fill(product, 1);
    normals.weigh(product, BLOCK);
    normals.draw(mu, y[b], k * BLOCK, BLOCK);
    for (int m = 0; m < list.size(); m++) {
      double c = list.get(m).coefficients()[k];
      Blas1.axpy(c, y[b], k * BLOCK, sum, (firstRow[k] + m) * BLOCK, BLOCK);
    }
    if (k < factors) {
      for (int i = 0; i < BLOCK; i++) {
        product[i] *= Math.max(0, mean[k] + sum[row + i]);
      }
    }
    Elementary.log(product, product);
    for (int i = 0; i < BLOCK; i++) {
      weight[first + i] = work[i] + product[i];
    }
  }

  /** from ≤ y + sum inverse ≤ to, or the other way round, of a variable around μ. */
  private void narrow(double from, double to, double inverse, double[] sum, int row, double mu) {
    double[] low = normals.low;
    double[] high = normals.high;
    double least = Math.min(from, to) - mu;
    double most = Math.max(from, to) - mu;
    if (least != Double.NEGATIVE_INFINITY) {
      for (int i = 0; i < BLOCK; i++) {
        low[i] = Math.max(low[i], Math.fma(-inverse, sum[row + i], least));
      }
    }
    if (most != Double.POSITIVE_INFINITY) {
      for (int i = 0; i < BLOCK; i++) {
        high[i] = Math.min(high[i], Math.fma(-inverse, sum[row + i], most));
      }
    }
  }

  /** Systematic: one uniform number for all. */
  private void resample(double total, int k) {
    int n = weight.length;
    double u = random.nextDouble();
    double cumulative = scratch[0];
    int j = 0;
    for (int i = 0; i < n; i++) {
      double target = (i + u) / n * total;
      while (cumulative < target && j < n - 1) {
        cumulative += scratch[++j];
      }
      parent[i] = j;
    }
    gather(y, k + 1);
    gather(sums, firstRow[k + 1]);
  }

  private void gather(double[][] values, int count) {
    for (int row = 0; row < count; row++) {
      int offset = row * BLOCK;
      for (int i = 0; i < parent.length; i++) {
        scratch[i] = values[parent[i] / BLOCK][offset + parent[i] % BLOCK];
      }
      for (int b = 0; b < blocks; b++) {
        System.arraycopy(scratch, b * BLOCK, values[b], offset, BLOCK);
      }
    }
  }

  /** A Gibbs sweep over the variables up to k that are no factors. */
  private void move(int b, int k) {
    double[] low = normals.low;
    double[] high = normals.high;
    double[] sum = sums[b];
    double[] value = y[b];
    for (int j = factors; j <= k; j++) {
      normals.unbounded(BLOCK);
      for (int row = firstRow[j]; row < firstRow[k + 1]; row++) {
        double c = rows[row].coefficients()[j];
        if (c != 0) {
          narrow(rows[row].lower() / c, rows[row].upper() / c, 1 / c, sum, row * BLOCK, 0);
        }
      }
      double mu = means[j];
      for (int i = 0; i < BLOCK; i++) {
        // The variable itself is between its bounds but for rounding.
        double now = value[j * BLOCK + i];
        work[i] = now;
        low[i] = Math.min(low[i], 0) + (now - mu);
        high[i] = Math.max(high[i], 0) + (now - mu);
      }
      normals.closed(BLOCK);
      fillUniform();
      normals.takeFar(product, BLOCK);
      normals.draw(mu, value, j * BLOCK, BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        work[i] = value[j * BLOCK + i] - work[i];
      }
      for (int row = firstRow[j]; row < firstRow[k + 1]; row++) {
        Blas1.axpy(rows[row].coefficients()[j], work, 0, sum, row * BLOCK, BLOCK);
      }
    }
  }
}
