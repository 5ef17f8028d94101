package dev.hadamard.excursion;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;

/**
 * The persistency exponent of the process sampled at a step h, by interacting particles.
 *
 * <p>Particles move by the best linear prediction from their last L values (Levinson and Durbin),
 * conditioned to stay positive; the weight of a move is the probability Φ(m/σ) of staying positive,
 * and particles are resampled when their effective number falls below one half. θ_D(h) is minus the
 * mean logarithm of the mean weight over h, its standard error comes from batches of steps. The
 * order L is the least beyond which partial correlations are below 1e-4: too small an order is a
 * bias that no error bar shows.
 *
 * <p>The exponent on the grid is below that of the process, by O(h²) where λ₄ is finite and
 * O(h^(5/4)) otherwise: {@link #extrapolate}.
 */
public final class ParticlePersistence {
  private static final double NEGLIGIBLE_PARTIAL = 1e-4;
  private static final double SMALLEST_INNOVATION = 1e-12;
  private static final int MAX_ORDER = 300;
  private static final int BATCHES = 20;
  private static final double SMALLEST = 1e-300;

  private ParticlePersistence() {}

  /**
   * Estimates θ_D(h).
   *
   * @param model the correlation
   * @param step h, positive
   * @param particles at least 100
   * @param steps at least 100, after a burn-in of a fifth of them
   * @param streams the random numbers
   * @return the estimate; its amplitude is NaN, its observations are the steps
   */
  public static ExponentEstimate atStep(
      CorrelationModel model, double step, int particles, int steps, Streams streams) {
    Requirements.positive("step", step);
    if (particles < 100) {
      throw new IllegalArgumentException("particles is " + particles + ": must be at least 100");
    }
    if (steps < 100) {
      throw new IllegalArgumentException("steps is " + steps + ": must be at least 100");
    }
    Prediction prediction = Prediction.of(model, step);
    int burnIn = steps / 5;
    int total = steps + burnIn + prediction.order();
    double[] logs = new Swarm(prediction, particles, streams.generator()).run(total);
    double[] kept = Arrays.copyOfRange(logs, total - steps, total);
    double mean = 0;
    double[] batch = new double[BATCHES];
    int[] size = new int[BATCHES];
    for (int i = 0; i < steps; i++) {
      mean += kept[i];
      int b = (int) ((long) i * BATCHES / steps);
      batch[b] += kept[i];
      size[b]++;
    }
    mean /= steps;
    double variance = 0;
    for (int b = 0; b < BATCHES; b++) {
      double gap = batch[b] / size[b] - mean;
      variance += gap * gap;
    }
    double error = Math.sqrt(variance / (BATCHES * (BATCHES - 1.0)));
    return new ExponentEstimate(
        -mean / step, error / step, Double.NaN, Double.NaN, burnIn * step, steps);
  }

  /**
   * The order of the prediction at a step.
   *
   * @param model the correlation
   * @param step h, positive
   * @return L
   */
  public static int order(CorrelationModel model, double step) {
    return Prediction.of(model, Requirements.positive("step", step)).order();
  }

  /**
   * Extrapolates exponents on grids to step 0 by weighted least squares in 1, h², h⁴ (three steps
   * or more) or 1, h² where λ₄ is finite, and 1, h^(5/4) otherwise.
   *
   * @param model the correlation
   * @param steps two steps or more
   * @param estimates the estimates at these steps
   * @return the exponent of the process with its statistical error
   */
  public static ExponentEstimate extrapolate(
      CorrelationModel model, double[] steps, ExponentEstimate[] estimates) {
    if (steps.length < 2 || steps.length != estimates.length) {
      throw new IllegalArgumentException(
          "steps and estimates have lengths "
              + steps.length
              + ", "
              + estimates.length
              + ": must be equal and at least 2");
    }
    boolean smooth = Double.isFinite(model.lambda4());
    int terms = smooth && steps.length > 2 ? 3 : 2;
    double[][] normal = new double[terms][2 * terms];
    double[] right = new double[terms];
    for (int k = 0; k < terms; k++) {
      normal[k][terms + k] = 1;
    }
    int observations = 0;
    for (int i = 0; i < steps.length; i++) {
      double h = steps[i] * Math.sqrt(model.lambda2());
      double x = smooth ? h * h : Elementary.pow(h, 1.25);
      double weight = 1 / (estimates[i].standardError() * estimates[i].standardError());
      double[] basis = {1, x, x * x};
      for (int k = 0; k < terms; k++) {
        for (int l = 0; l < terms; l++) {
          normal[k][l] += weight * basis[k] * basis[l];
        }
        right[k] += weight * basis[k] * estimates[i].theta();
      }
      observations += estimates[i].observations();
    }
    // Gauss-Jordan: the order is at most 3.
    for (int k = 0; k < terms; k++) {
      double pivot = normal[k][k];
      for (int l = 0; l < 2 * terms; l++) {
        normal[k][l] /= pivot;
      }
      for (int i = 0; i < terms; i++) {
        double factor = i == k ? 0 : normal[i][k];
        for (int l = 0; l < 2 * terms; l++) {
          normal[i][l] -= factor * normal[k][l];
        }
      }
    }
    double theta = 0;
    for (int k = 0; k < terms; k++) {
      theta += normal[0][terms + k] * right[k];
    }
    return new ExponentEstimate(
        theta, Math.sqrt(normal[0][terms]), Double.NaN, Double.NaN, 0, observations);
  }

  /** Coefficients and innovation variances of every order up to the last. */
  private record Prediction(double[][] coefficients, double[] deviations) {
    int order() {
      return coefficients.length - 1;
    }

    static Prediction of(CorrelationModel model, double step) {
      double[][] all = new double[MAX_ORDER + 1][];
      double[] deviation = new double[MAX_ORDER + 1];
      all[0] = new double[0];
      deviation[0] = 1;
      double variance = 1;
      int order = 0;
      for (int k = 1; k <= MAX_ORDER; k++) {
        double numerator = model.value(k * step);
        for (int j = 1; j < k; j++) {
          numerator -= all[k - 1][j - 1] * model.value((k - j) * step);
        }
        double partial = numerator / variance;
        double next = variance * (1 - partial) * (1 + partial);
        if (!(next > SMALLEST_INNOVATION)) {
          break;
        }
        double[] row = new double[k];
        for (int j = 1; j < k; j++) {
          row[j - 1] = all[k - 1][j - 1] - partial * all[k - 1][k - j - 1];
        }
        row[k - 1] = partial;
        all[k] = row;
        variance = next;
        deviation[k] = Math.sqrt(variance);
        order = k;
        if (Math.abs(partial) < NEGLIGIBLE_PARTIAL) {
          break;
        }
      }
      return new Prediction(Arrays.copyOf(all, order + 1), Arrays.copyOf(deviation, order + 1));
    }
  }

  /** The particles: the last L values of each, in a ring of arrays. */
  private static final class Swarm {
    private final Prediction prediction;
    private final PhiloxGenerator random;
    private final int n;
    private final double[][] ring;
    private final double[] weight;
    private final double[] mean;
    private final double[] probability;
    private final double[] uniform;

    Swarm(Prediction prediction, int particles, PhiloxGenerator random) {
      this.prediction = prediction;
      this.random = random;
      this.n = particles;
      this.ring = new double[prediction.order() + 1][particles];
      this.weight = new double[particles];
      this.mean = new double[particles];
      this.probability = new double[particles];
      this.uniform = new double[particles];
      Arrays.fill(weight, 1.0 / particles);
    }

    /** log of the mean weight of each step. */
    double[] run(int steps) {
      double[] logs = new double[steps];
      for (int step = 0; step < steps; step++) {
        int order = Math.min(step, prediction.order());
        Arrays.fill(mean, 0);
        for (int j = 0; j < order; j++) {
          double[] past = ring[Math.floorMod(step - 1 - j, ring.length)];
          Blas1.axpy(prediction.coefficients[order][j], past, mean);
        }
        double sigma = prediction.deviations[order];
        Blas1.scale(1 / sigma, mean);
        SpecialFunctions.normalCdf(mean, probability);
        double sum = 0;
        for (int i = 0; i < n; i++) {
          weight[i] *= probability[i];
          sum += weight[i];
        }
        logs[step] = Elementary.log(sum);
        double square = 0;
        for (int i = 0; i < n; i++) {
          weight[i] /= sum;
          square += weight[i] * weight[i];
        }
        // Z > -m given: Z = -Φ⁻¹(u Φ(m)).
        random.fillUniform(uniform, 0, n, UniformInterval.OPEN, Parallelism.sequential());
        for (int i = 0; i < n; i++) {
          uniform[i] = Math.max(SMALLEST, uniform[i] * probability[i]);
        }
        double[] now = ring[Math.floorMod(step, ring.length)];
        SpecialFunctions.normalQuantile(uniform, now);
        for (int i = 0; i < n; i++) {
          now[i] = sigma * (mean[i] - now[i]);
        }
        if (1 / square < n / 2.0) {
          resample();
        }
      }
      return logs;
    }

    /** Systematic: one uniform number for all. */
    private void resample() {
      int[] parent = new int[n];
      double u = random.nextDouble();
      double cumulative = weight[0];
      int j = 0;
      for (int i = 0; i < n; i++) {
        double target = (i + u) / n;
        while (cumulative < target && j < n - 1) {
          cumulative += weight[++j];
        }
        parent[i] = j;
      }
      double[] copy = new double[n];
      for (double[] values : ring) {
        for (int i = 0; i < n; i++) {
          copy[i] = values[parent[i]];
        }
        System.arraycopy(copy, 0, values, 0, n);
      }
      Arrays.fill(weight, 1.0 / n);
    }
  }
}
