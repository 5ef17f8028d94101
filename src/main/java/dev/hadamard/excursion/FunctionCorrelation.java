package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A correlation given as code on {@link TaylorSeries}, which differentiates it: derivatives at any
 * lag, and the expansion at 0 that keeps E accurate there.
 *
 * <pre>{@code
 * CorrelationModel r = FunctionCorrelation.of("mine", t -> t.times(t).plus(1).pow(-2), 0);
 * }</pre>
 */
public final class FunctionCorrelation extends AbstractCorrelation {
  private static final double TOLERANCE = 1e-12;

  private final UnaryOperator<TaylorSeries> function;
  private final double tailRate;
  private final TaylorSeries series;
  private final TaylorSeries decorrelationSeries;

  /** Largest time at which the power series of r is accurate to the last bit. */
  private final double seriesLimit;

  private FunctionCorrelation(
      String name, UnaryOperator<TaylorSeries> function, double tailRate, TaylorSeries series) {
    super(name, lambda2(series));
    this.function = function;
    this.tailRate = tailRate;
    this.series = series;
    this.decorrelationSeries = series.shiftDown(2).negate();
    this.seriesLimit =
        Double.isFinite(lambda2()) ? Math.min(seriesReach(), SeriesOrigin.safeReach(series)) : 0;
    if (Double.isFinite(lambda2())) {
      expandAtOrigin();
    }
  }

  /**
   * A correlation from code.
   *
   * @param name the name used in reports
   * @param function r for t ≥ 0, with r(0) = 1 and a one-sided power series at 0 that converges up
   *     to t = 1/(2√λ₂)
   * @param tailRate the exponential rate of E, 0 for a power law, infinite for a faster decay
   * @return the correlation; one with a slope at 0 has infinite λ₂ and is refused by the Slepian
   *     method
   */
  public static FunctionCorrelation of(
      String name, UnaryOperator<TaylorSeries> function, double tailRate) {
    Objects.requireNonNull(name, "name");
    if (!(tailRate >= 0)) {
      throw new IllegalArgumentException("tailRate is " + tailRate + ": must be at least 0");
    }
    TaylorSeries series = function.apply(TaylorSeries.variable(0, SeriesOrigin.ORDER));
    if (!(Math.abs(series.coefficient(0) - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "function is " + series.coefficient(0) + " at t = 0: must be 1");
    }
    return new FunctionCorrelation(name, function, tailRate, series);
  }

  private static double lambda2(TaylorSeries series) {
    double curvature = -2 * series.coefficient(2);
    double slope = Math.abs(series.coefficient(1));
    if (slope > TOLERANCE * Math.sqrt(Math.abs(curvature))) {
      return Double.POSITIVE_INFINITY;
    }
    if (!(curvature > 0)) {
      throw new IllegalArgumentException(
          "function has second derivative " + -curvature + " at t = 0: must be negative");
    }
    return curvature;
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return function.apply(t);
  }

  /** At such times the intermediate results of any formula overflow; r has long vanished. */
  private static final double FAR = 1e100;

  @Override
  double r(double t) {
    return t > FAR ? 0 : function.apply(TaylorSeries.constant(t, 0)).coefficient(0);
  }

  @Override
  double minusSlope(double t) {
    return t > FAR ? 0 : -function.apply(TaylorSeries.variable(t, 1)).coefficient(1);
  }

  @Override
  double curvature(double t) {
    return t > FAR ? 0 : 2 * function.apply(TaylorSeries.variable(t, 2)).coefficient(2);
  }

  @Override
  double decorrelation(double t) {
    if (t <= seriesLimit) {
      return t * t * decorrelationSeries.evaluate(t);
    }
    return 1 - r(t);
  }

  @Override
  double mean(double t) {
    if (Double.isInfinite(lambda2())) {
      throw new IllPosedProblemException(
          name() + " has infinite crossing intensity: lambda2 is infinite");
    }
    return super.mean(t);
  }

  @Override
  public double lambda4() {
    return isSmooth() ? series.derivative(4) : Double.POSITIVE_INFINITY;
  }

  @Override
  public double cubicCoefficient() {
    return isSmooth() ? 0 : series.coefficient(3);
  }

  private boolean isSmooth() {
    double rate = Math.sqrt(lambda2());
    return Math.abs(series.coefficient(3)) <= TOLERANCE * rate * rate * rate;
  }

  @Override
  public double tailRate() {
    return tailRate;
  }
}
