package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * White noise integrated n times, in logarithmic time: r(t) = (2n-1) √y Σₖ (-1)ᵏ C(n-1, k) B(k+1,
 * n) yᵏ with y = e^(-t), k = 0 ... n-1.
 *
 * <p>n = 2 is random acceleration; as n grows the model tends to sech(t/2), diffusion in two
 * dimensions. λ₂ = (2n-1) / (4(2n-3)); λ₄ is infinite for n = 2; the tail rate is 1/2.
 */
public final class IntegratedWhiteNoiseCorrelation extends AbstractCorrelation
    implements ExponentialTail, Autoregressive {
  private static final int MAX_ORDER = 100;

  /** Below, the power series at 0 is used; above, the sum over k, which then does not cancel. */
  private static final double SERIES_LIMIT = 1;

  private static final int EXTENDED = 90;
  private static final double NEGLIGIBLE_TERM = 1e-17;

  /** Coefficients of y^(k+1/2). */
  private final double[] coefficients;

  /** The power series at t = 0 from exact fractions; odd powers below 2n-1 vanish. */
  private final TaylorSeries series;

  private final TaylorSeries slopeSeries;
  private final TaylorSeries curvatureSeries;
  private final TaylorSeries decorrelationSeries;

  private final double lambda4;

  /** Where the first term that the series of E leaves out begins to count. */
  private final double reach;

  private IntegratedWhiteNoiseCorrelation(int n) {
    super("integratedWhiteNoise(n=" + n + ")", (2.0 * n - 1) / (4 * (2.0 * n - 3)));
    // (2n-1) (-1)^k (n-1)!² / ((n-1-k)! (n+k)!)
    BigFraction[] exact = new BigFraction[n];
    exact[0] = BigFraction.of(2 * n - 1, n);
    for (int k = 1; k < n; k++) {
      exact[k] = exact[k - 1].multiply(BigFraction.of(-(n - k), n + k));
    }
    coefficients = new double[n];
    for (int k = 0; k < n; k++) {
      coefficients[k] = exact[k].doubleValue();
    }
    // Odd powers begin at 2n - 1: for n around 20 many of them count at t = 1.
    double[] powers = new double[2 * n - 1 <= EXTENDED ? EXTENDED + 10 : SeriesOrigin.ORDER + 1];
    // Σ c_k (-(2k+1)/2)^j / j! over one denominator: one fraction is reduced for each power.
    BigInteger denominator = BigInteger.ONE;
    for (BigFraction fraction : exact) {
      BigInteger other = fraction.getDenominator();
      denominator = denominator.multiply(other.divide(denominator.gcd(other)));
    }
    BigInteger[] term = new BigInteger[n];
    for (int k = 0; k < n; k++) {
      term[k] = exact[k].getNumerator().multiply(denominator.divide(exact[k].getDenominator()));
    }
    for (int j = 0; j < powers.length; j++) {
      BigInteger sum = BigInteger.ZERO;
      for (int k = 0; k < n; k++) {
        sum = sum.add(term[k]);
        term[k] = term[k].multiply(BigInteger.valueOf(-(2L * k + 1)));
      }
      powers[j] = sum.signum() == 0 ? 0 : BigFraction.of(sum, denominator).doubleValue();
      denominator = denominator.multiply(BigInteger.valueOf(2L * (j + 1)));
    }
    series = TaylorSeries.of(powers);
    lambda4 = n == 2 ? Double.POSITIVE_INFINITY : 24 * powers[4];
    slopeSeries = series.differentiate();
    curvatureSeries = slopeSeries.differentiate();
    decorrelationSeries = series.shiftDown(2).negate();
    double limit = SERIES_LIMIT;
    for (int j = SeriesOrigin.ORDER + 1; j < powers.length; j++) {
      if (powers[j] != 0) {
        limit = Math.min(limit, Elementary.pow(NEGLIGIBLE_TERM / Math.abs(powers[j]), 1.0 / j));
      }
    }
    reach = limit;
    expandAtOrigin();
  }

  /**
   * The model with a given number of integrations.
   *
   * @param order n, from 2 to 100
   * @return the model
   */
  public static IntegratedWhiteNoiseCorrelation of(int order) {
    if (order < 2 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order is " + order + ": must be from 2 to " + MAX_ORDER);
    }
    return new IntegratedWhiteNoiseCorrelation(order);
  }

  /** ∏ (D + n - 1/2 - j): each integration in y is one factor in log y. */
  @Override
  public double[] characteristic() {
    double[] rates = new double[coefficients.length];
    for (int j = 0; j < rates.length; j++) {
      rates[j] = j + 0.5;
    }
    return Autoregressive.ofRates(rates);
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    double scale = t.coefficient(1);
    double[] c = Arrays.copyOf(series.coefficients(), t.order() + 1);
    double power = 1;
    for (int k = 0; k < c.length; k++) {
      c[k] *= power;
      power *= scale;
    }
    return TaylorSeries.of(c);
  }

  @Override
  double seriesReach() {
    return reach;
  }

  /** Σ cₖ (k+1/2)ᵐ y^(k+1/2). */
  private double sum(double t, int m) {
    double y = Elementary.exp(-t);
    double sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      double weight = m == 0 ? 1 : m == 1 ? k + 0.5 : (k + 0.5) * (k + 0.5);
      sum = Math.fma(sum, y, weight * coefficients[k]);
    }
    return sum * Elementary.exp(-t / 2);
  }

  @Override
  double r(double t) {
    return t < SERIES_LIMIT ? series.evaluate(t) : sum(t, 0);
  }

  @Override
  double minusSlope(double t) {
    return t < SERIES_LIMIT ? -slopeSeries.evaluate(t) : sum(t, 1);
  }

  @Override
  double curvature(double t) {
    return t < SERIES_LIMIT ? curvatureSeries.evaluate(t) : sum(t, 2);
  }

  @Override
  double decorrelation(double t) {
    return t < SERIES_LIMIT ? t * t * decorrelationSeries.evaluate(t) : 1 - sum(t, 0);
  }

  @Override
  Continuation continuation(Complex t) {
    Complex y = t.negate().exp();
    Complex value = Complex.ZERO;
    Complex slope = Complex.ZERO;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      value = value.times(y).plus(coefficients[k]);
      slope = slope.times(y).plus((k + 0.5) * coefficients[k]);
    }
    Complex root = t.times(-0.5).exp();
    return new Continuation(value.times(root), slope.times(root));
  }

  /** r is 0.3 to 0.4 there for every n. */
  @Override
  public double tailStart() {
    return 3.2;
  }

  @Override
  public ExponentialSum tailFrom(double start) {
    double[] rates = new double[coefficients.length];
    double[] scaled = new double[coefficients.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = k + 0.5;
      scaled[k] = coefficients[k] * Elementary.exp(-rates[k] * start);
    }
    return ExponentialSum.of(rates, scaled);
  }

  @Override
  public double lambda4() {
    return lambda4;
  }

  @Override
  public double cubicCoefficient() {
    return series.coefficient(3);
  }

  @Override
  public double tailRate() {
    return 0.5;
  }
}
