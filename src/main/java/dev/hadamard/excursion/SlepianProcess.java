package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Jitter;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;

/**
 * What a stationary Gaussian process looks like after an up-crossing of a level u, drawn exactly at
 * given times:
 *
 * <pre>
 * ξ(t) = u r(t) + R a(t) + Δ(t),   a = -r'/√λ₂,
 * Cov(Δ(s), Δ(t)) = r(t-s) - r(s) r(t) - r'(s) r'(t)/λ₂,
 * </pre>
 *
 * <p>with R of Rayleigh's law, the slope at the crossing over √λ₂, and Δ an independent Gaussian
 * process. After a down-crossing of u the process is -ξ of the level -u. Any correlation with
 * finite λ₂ will do: no independence is assumed. Immutable.
 *
 * <p>Source: Slepian 1963; Lindgren 1970.
 */
public final class SlepianProcess {
  /** Times so close that Δ is below rounding get this much noise, in units of its variance. */
  private static final double MAX_JITTER = 1e-9;

  private final double[] times;
  private final double[] mean;
  private final double[] gain;
  private final DMatrixRMaj factor;

  private SlepianProcess(double[] times, double[] mean, double[] gain, DMatrixRMaj factor) {
    this.times = times;
    this.mean = mean;
    this.gain = gain;
    this.factor = factor;
  }

  /**
   * The process at given times after an up-crossing. O(n³) for n times.
   *
   * @param model the correlation, with finite λ₂
   * @param level u, finite
   * @param times positive, finite and increasing, in the unit of the model
   * @return the process
   * @throws IllPosedProblemException if λ₂ is infinite, or the times are so close that the
   *     covariance of Δ has no Cholesky factor within 1e-9 of its mean variance
   */
  public static SlepianProcess of(CorrelationModel model, double level, double... times) {
    if (!Double.isFinite(level)) {
      throw new IllegalArgumentException("level is " + level + ": must be finite");
    }
    if (!(model.lambda2() < Double.POSITIVE_INFINITY)) {
      throw new IllPosedProblemException(
          model.name() + " has infinite crossing intensity: lambda2 is infinite");
    }
    if (times.length == 0) {
      throw new IllegalArgumentException("times has length 0: must be at least 1");
    }
    int n = times.length;
    double before = 0;
    for (int i = 0; i < n; i++) {
      if (!(times[i] > before) || times[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "times[" + i + "] is " + times[i] + ": must be finite and above " + before);
      }
      before = times[i];
    }
    double[] mean = new double[n];
    double[] gain = new double[n];
    for (int i = 0; i < n; i++) {
      mean[i] = level * model.value(times[i]);
      gain[i] = -model.derivative(times[i]) / Math.sqrt(model.lambda2());
    }
    DMatrixRMaj covariance = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance.set(
            i,
            j,
            i == j
                ? model.oneMinus(times[i])
                    * (1 + model.value(times[i]))
                    * model.oneMinusE2(times[i])
                : model.value(Math.abs(times[i] - times[j]))
                    - model.value(times[i]) * model.value(times[j])
                    - gain[i] * gain[j]);
      }
    }
    try {
      DMatrixRMaj lower = Cholesky.of(covariance, Jitter.upTo(MAX_JITTER)).lower();
      return new SlepianProcess(times.clone(), mean, gain, lower);
    } catch (IndefiniteMatrixException e) {
      throw new IllPosedProblemException(
          model.name() + ": the times are too close for double precision: " + e.getMessage());
    }
  }

  /**
   * The times.
   *
   * @return a copy
   */
  public double[] times() {
    return times.clone();
  }

  /**
   * Draws a path. Takes one word and n normal numbers.
   *
   * @param random the source
   * @return ξ at the times
   */
  public double[] path(RandomGenerator random) {
    int n = times.length;
    double rayleigh = Math.sqrt(-2 * Elementary.log(UniformInterval.OPEN.of(random.nextLong())));
    double[] normal = new double[n];
    StateSpaceSimulator.fill(random, normal);
    double[] path = new double[n];
    for (int i = 0; i < n; i++) {
      double x = Math.fma(rayleigh, gain[i], mean[i]);
      for (int j = 0; j <= i; j++) {
        x = Math.fma(factor.get(i, j), normal[j], x);
      }
      path[i] = x;
    }
    return path;
  }
}
