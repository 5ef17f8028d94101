package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.quadrature.GaussLegendre;
import org.ejml.data.DMatrixRMaj;

/**
 * How an autoregressive process and its derivatives x = (X, X', ..., X⁽ᵐ⁻¹⁾) go over a step h:
 * x(t+h) = Φ x(t) + noise of covariance Q, and their stationary covariance P.
 *
 * <p>Φ = e^(Ah) with A the companion matrix, Q = q ∫₀ʰ w wᵀ with w(s) = e^(As) e_m, P = Q of an
 * infinite step, q so that X has variance 1. Over a step that is short against all rates e^(As) is
 * a power series and Q a Gauss-Legendre sum; doubling, Φ ← Φ², Q ← Q + ΦQΦᵀ, gives the rest.
 * Nothing of that cancels, as P - ΦPΦᵀ would.
 */
final class MarkovTransition {
  /** The covariance of a short step has the condition of a Hilbert matrix of the order. */
  static final int MAX_ORDER = 8;

  /** Rates times the first step. */
  private static final double SHORT = 0.25;

  private static final int TERMS = 24;
  private static final int NODES = 16;
  private static final int MAX_DOUBLINGS = 200;

  private final int order;
  private final double[] characteristic;

  /** Φ, row-major. */
  final DMatrixRMaj transition;

  /** L with LLᵀ = Q. */
  final DMatrixRMaj noise;

  /** L with LLᵀ = P. */
  final DMatrixRMaj stationary;

  /** P. */
  final DMatrixRMaj covariance;

  private MarkovTransition(double[] characteristic, double step) {
    this.characteristic = characteristic;
    this.order = characteristic.length;
    // c_(m-1) is the sum of the rates.
    double rate = characteristic[order - 1];
    Pair toEquilibrium = shortStep(SHORT / rate);
    for (int k = 0; k < MAX_DOUBLINGS; k++) {
      double before = toEquilibrium.noise.get(0, 0);
      toEquilibrium = toEquilibrium.doubled();
      if (toEquilibrium.noise.get(0, 0) == before) {
        break;
      }
    }
    int doublings = 0;
    double first = step;
    while (first > SHORT / rate) {
      first /= 2;
      doublings++;
    }
    Pair pair = shortStep(first);
    for (int k = 0; k < doublings; k++) {
      pair = pair.doubled();
    }
    double power = 1 / toEquilibrium.noise.get(0, 0);
    covariance = times(toEquilibrium.noise, power);
    transition = pair.transition;
    noise = root(times(pair.noise, power));
    stationary = root(covariance);
  }

  /**
   * The transition of a model.
   *
   * @throws IllegalArgumentException if the model is not autoregressive, or of too high an order
   */
  static MarkovTransition of(CorrelationModel model, double step) {
    return new MarkovTransition(characteristic(model), step);
  }

  private static double[] characteristic(CorrelationModel model) {
    if (model instanceof ScaledCorrelation scaled) {
      double[] c = characteristic(scaled.base());
      double power = 1;
      for (int k = c.length - 1; k >= 0; k--) {
        power *= scaled.factor();
        c[k] *= power;
      }
      return c;
    }
    if (!(model instanceof Autoregressive process)) {
      throw new IllegalArgumentException(
          "model is "
              + model.name()
              + ": must be second-order autoregressive, an oscillator, random acceleration,"
              + " integrated white noise or Matérn of half-integer smoothness");
    }
    double[] c = process.characteristic();
    if (c.length > MAX_ORDER) {
      throw new IllegalArgumentException(
          "model is "
              + model.name()
              + ", autoregressive of order "
              + c.length
              + ": must be of order "
              + MAX_ORDER
              + " at most");
    }
    return c;
  }

  /** Φ and Q of one step. */
  private record Pair(DMatrixRMaj transition, DMatrixRMaj noise) {
    Pair doubled() {
      int m = transition.numRows;
      DMatrixRMaj sum =
          Matrices.multiply(Matrices.multiply(transition, noise), Matrices.transpose(transition));
      for (int k = 0; k < m * m; k++) {
        sum.data[k] += noise.data[k];
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < i; j++) {
          double mean = (sum.get(i, j) + sum.get(j, i)) / 2;
          sum.set(i, j, mean);
          sum.set(j, i, mean);
        }
      }
      return new Pair(Matrices.multiply(transition, transition), sum);
    }
  }

  /** In the unit h of time, in which no entry of the companion matrix is large. */
  private Pair shortStep(double h) {
    DMatrixRMaj transition = new DMatrixRMaj(order, order);
    double[] unit = new double[order];
    for (int j = 0; j < order; j++) {
      unit[j] = 1;
      double[] column = exponential(unit, h, 1);
      unit[j] = 0;
      for (int i = 0; i < order; i++) {
        transition.set(i, j, column[i] * power(h, j - i));
      }
    }
    DMatrixRMaj noise = new DMatrixRMaj(order, order);
    unit[order - 1] = 1;
    GaussLegendre rule = GaussLegendre.of(NODES);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        int row = i;
        int column = j;
        double integral =
            rule.integrate(
                s -> {
                  double[] w = exponential(unit, h, s);
                  return w[row] * w[column];
                },
                0,
                1);
        double value = integral * power(h, 2 * (order - 1) + 1 - i - j);
        noise.set(i, j, value);
        noise.set(j, i, value);
      }
    }
    return new Pair(transition, noise);
  }

  /** e^(As) x in the unit h. */
  private double[] exponential(double[] x, double h, double s) {
    double[] sum = x.clone();
    double[] term = x.clone();
    double[] next = new double[order];
    for (int k = 1; k <= TERMS; k++) {
      double last = 0;
      double power = 1;
      for (int j = order - 1; j >= 0; j--) {
        power *= h;
        last = Math.fma(-characteristic[j] * power, term[j], last);
        if (j > 0) {
          next[j - 1] = term[j];
        }
      }
      next[order - 1] = last;
      for (int j = 0; j < order; j++) {
        term[j] = next[j] * s / k;
        sum[j] += term[j];
      }
    }
    return sum;
  }

  private static double power(double h, int k) {
    double result = 1;
    for (int j = 0; j < Math.abs(k); j++) {
      result *= h;
    }
    return k < 0 ? 1 / result : result;
  }

  private static DMatrixRMaj times(DMatrixRMaj a, double factor) {
    DMatrixRMaj b = a.copy();
    for (int k = 0; k < b.data.length; k++) {
      b.data[k] *= factor;
    }
    return b;
  }

  private static DMatrixRMaj root(DMatrixRMaj covariance) {
    try {
      return Cholesky.of(covariance).lower();
    } catch (IndefiniteMatrixException e) {
      throw new IllPosedProblemException(
          "the covariance of a step is not positive definite in double precision: rates and step"
              + " are too far apart");
    }
  }
}
