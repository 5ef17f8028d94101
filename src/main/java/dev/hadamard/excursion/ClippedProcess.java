package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Trigonometric;

/**
 * The sign of a stationary Gaussian process X: what the switch process of the independent interval
 * approximation stands for.
 *
 * <p>Its stationary covariance is (2/π) arcsin r(t) (van Vleck), it switches √λ₂/π times in a unit
 * of time (Rice), and seen from an up-crossing its expected value is the clipped Slepian mean E(t).
 * Immutable.
 */
public final class ClippedProcess {
  private static final double TWO_OVER_PI = 2 / Math.PI;

  private final CorrelationModel model;

  private ClippedProcess(CorrelationModel model) {
    this.model = model;
  }

  /**
   * The clipped process of a model.
   *
   * @param model the correlation of X
   * @return the process
   * @throws IllPosedProblemException if λ₂ is infinite: the sign switches infinitely often
   */
  public static ClippedProcess of(CorrelationModel model) {
    if (!(model.lambda2() < Double.POSITIVE_INFINITY)) {
      throw new IllPosedProblemException(
          model.name() + " has λ₂ = " + model.lambda2() + ": infinite crossing intensity");
    }
    return new ClippedProcess(model);
  }

  /**
   * The correlation of X.
   *
   * @return the model
   */
  public CorrelationModel model() {
    return model;
  }

  /**
   * The stationary covariance of sgn X.
   *
   * @param t the lag, at least 0
   * @return (2/π) arcsin r(t)
   */
  public double covariance(double t) {
    return 1 - oneMinusCovariance(t);
  }

  /**
   * One minus the covariance, accurate in relative terms near 0.
   *
   * @param t the lag, at least 0
   * @return (2/π) arccos r(t) = (4/π) arcsin √((1-r)/2)
   */
  public double oneMinusCovariance(double t) {
    double half = Math.sqrt(Math.min(1, model.oneMinus(t) / 2));
    return 2 * TWO_OVER_PI * Trigonometric.asin(half);
  }

  /**
   * The mean number of switches in a unit of time.
   *
   * @return √λ₂/π
   */
  public double switchIntensity() {
    return Math.sqrt(model.lambda2()) / Math.PI;
  }

  /**
   * The expected sign a time after a switch upwards; after one downwards, minus it.
   *
   * @param t the time, at least 0
   * @return E(t)
   */
  public double afterUpcrossing(double t) {
    return model.slepianMean(t);
  }
}
