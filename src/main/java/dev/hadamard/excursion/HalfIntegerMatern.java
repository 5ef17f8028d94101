package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;
import java.util.Arrays;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Matérn with ν = p + 1/2: r = P(t) e^(-t) with P of degree p and positive coefficients; so are
 * those of -r' e^t and of e^t - P, whence 1 - r without cancellation.
 */
final class HalfIntegerMatern extends AbstractCorrelation
    implements ExponentialTail, Autoregressive {
  static final int MAX_DEGREE = 12;

  /** Below, 1 - r comes from the power series of e^t - P. */
  private static final double SERIES_LIMIT = 4;

  private static final int SERIES_ORDER = 48;

  /** r where the tail begins. */
  private static final double TAIL_CORRELATION = 0.1;

  private final int p;
  private final double[] r;
  private final double[] slope;
  private final double[] curvature;
  private final TaylorSeries remainder;
  private final TaylorSeries series;

  HalfIntegerMatern(int p) {
    super("matern(nu=" + (p + 0.5) + ")", 1.0 / (2 * p - 1));
    this.p = p;
    // P's coefficients p! (2p-k)! 2^k / ((2p)! (p-k)! k!)
    BigFraction[] c = new BigFraction[p + 1];
    c[0] = BigFraction.ONE;
    for (int k = 1; k <= p; k++) {
      c[k] = c[k - 1].multiply(BigFraction.of(2 * (p - k + 1), (2 * p - k + 1) * k));
    }
    // -r' e^t = P - P' and r'' e^t = P'' - 2P' + P.
    BigFraction[] s = new BigFraction[p + 1];
    BigFraction[] q = new BigFraction[p + 1];
    for (int k = 0; k <= p; k++) {
      BigFraction first = k < p ? c[k + 1].multiply(k + 1) : BigFraction.ZERO;
      BigFraction second = k < p - 1 ? c[k + 2].multiply((k + 1) * (k + 2)) : BigFraction.ZERO;
      s[k] = c[k].subtract(first);
      q[k] = second.subtract(first.multiply(2)).add(c[k]);
    }
    r = doubles(c);
    slope = doubles(s);
    curvature = doubles(q);
    double[] rest = new double[SERIES_ORDER + 1];
    double[] full = new double[SeriesOrigin.ORDER + 1];
    BigFraction inverseFactorial = BigFraction.ONE;
    BigFraction[] exponential = new BigFraction[SERIES_ORDER + 1];
    for (int k = 0; k <= SERIES_ORDER; k++) {
      exponential[k] = inverseFactorial;
      rest[k] = (k <= p ? inverseFactorial.subtract(c[k]) : inverseFactorial).doubleValue();
      inverseFactorial = inverseFactorial.divide(k + 1);
    }
    for (int k = 0; k < full.length; k++) {
      BigFraction sum = BigFraction.ZERO;
      for (int j = 0; j <= Math.min(k, p); j++) {
        BigFraction term = c[j].multiply(exponential[k - j]);
        sum = (k - j) % 2 == 0 ? sum.add(term) : sum.subtract(term);
      }
      full[k] = sum.doubleValue();
    }
    remainder = TaylorSeries.of(rest);
    series = TaylorSeries.of(full);
    expandAtOrigin();
  }

  private static double[] doubles(BigFraction[] fractions) {
    double[] values = new double[fractions.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = fractions[k].doubleValue();
    }
    return values;
  }

  private static double polynomial(double[] coefficients, double t) {
    double value = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      value = Math.fma(value, t, coefficients[k]);
    }
    return value;
  }

  /** A polynomial times e^(-t), which is 0 where the exponential is. */
  private static double damped(double[] coefficients, double t) {
    double decay = Elementary.exp(-t);
    return decay == 0 ? 0 : polynomial(coefficients, t) * decay;
  }

  @Override
  public double[] characteristic() {
    double[] rates = new double[p + 1];
    Arrays.fill(rates, 1);
    return Autoregressive.ofRates(rates);
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    double scale = t.coefficient(1);
    double[] c = series.coefficients();
    double power = 1;
    for (int k = 0; k < c.length; k++) {
      c[k] *= power;
      power *= scale;
    }
    return TaylorSeries.of(c);
  }

  @Override
  double r(double t) {
    return damped(r, t);
  }

  @Override
  double minusSlope(double t) {
    return damped(slope, t);
  }

  @Override
  double curvature(double t) {
    return damped(curvature, t);
  }

  @Override
  double decorrelation(double t) {
    return t < SERIES_LIMIT ? remainder.evaluate(t) * Elementary.exp(-t) : 1 - damped(r, t);
  }

  @Override
  Continuation continuation(Complex t) {
    Complex decay = t.negate().exp();
    return new Continuation(polynomial(r, t).times(decay), polynomial(slope, t).times(decay));
  }

  private static Complex polynomial(double[] coefficients, Complex t) {
    Complex value = Complex.ZERO;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      value = value.times(t).plus(coefficients[k]);
    }
    return value;
  }

  @Override
  public double tailStart() {
    double t = 1;
    while (r(t) > TAIL_CORRELATION) {
      t *= 1.25;
    }
    return t;
  }

  /** P(T+x) e^(-T) by Taylor's formula: (βx)^q/q! goes with P's derivative of order q at T. */
  @Override
  public ExponentialSum tailFrom(double start) {
    double[] derivative = r.clone();
    double[] coefficients = new double[p + 1];
    double decay = Elementary.exp(-start);
    for (int q = 0; q <= p; q++) {
      coefficients[q] = decay * polynomial(derivative, start);
      for (int k = 0; k < p; k++) {
        derivative[k] = (k + 1) * derivative[k + 1];
      }
      derivative[p] = 0;
    }
    return ExponentialSum.of(1, coefficients);
  }

  @Override
  public double lambda4() {
    return p < 2 ? Double.POSITIVE_INFINITY : 3 / ((2.0 * p - 1) * (2 * p - 3));
  }

  @Override
  public double cubicCoefficient() {
    return p == 1 ? 1.0 / 3 : 0;
  }

  @Override
  public double tailRate() {
    return 1;
  }

  @Override
  public double tailPower() {
    return p;
  }

  @Override
  public double spectralDensity(double omega) {
    return Spectra.matern(p + 0.5, omega);
  }
}
