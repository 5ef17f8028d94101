package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;

/**
 * The overdamped second-order autoregressive process in continuous time: r(t) = (b e^(-at) - a
 * e^(-bt)) / (b - a).
 *
 * <p>Symmetric in a and b; a = b is the Matérn model of smoothness 3/2 in the unit 1/a, and (1/2,
 * 3/2) is random acceleration. λ₂ = ab, λ₄ infinite, c₃ = ab(a+b)/6, tail rate min(a, b).
 */
public final class Car2Correlation extends AbstractCorrelation
    implements ExponentialTail, Autoregressive {
  /** Below this value of bt the decorrelation comes from its power series. */
  private static final double SERIES_LIMIT = 0.5;

  private static final int SERIES_TERMS = 18;

  /** r where the tail begins. */
  private static final double TAIL_CORRELATION = 0.3;

  private final double a;
  private final double b;

  private Car2Correlation(double a, double b) {
    super("car2(a=" + a + ";b=" + b + ")", a * b);
    this.a = Math.min(a, b);
    this.b = Math.max(a, b);
    expandAtOrigin();
  }

  /**
   * The model with given rates.
   *
   * @param a the first rate, positive and finite
   * @param b the second rate, positive and finite
   * @return the model
   */
  public static Car2Correlation of(double a, double b) {
    return new Car2Correlation(Requirements.positive("a", a), Requirements.positive("b", b));
  }

  /** From r'' = -(a+b) r' - ab r, in the variable of the given series. */
  @Override
  TaylorSeries taylor(TaylorSeries t) {
    double scale = t.coefficient(1);
    double[] c = new double[t.order() + 1];
    c[0] = 1;
    for (int k = 2; k < c.length; k++) {
      c[k] =
          -((a + b) * scale * (k - 1) * c[k - 1] + a * b * scale * scale * c[k - 2])
              / (k * (k - 1));
    }
    return TaylorSeries.of(c);
  }

  /** (1 - e^(-(b-a)t)) / (b - a), continuous at a = b. */
  private double h(double t) {
    double gap = b - a;
    return gap * t < 0x1p-60 ? t : -Elementary.expm1(-gap * t) / gap;
  }

  @Override
  double r(double t) {
    double decay = Exponentials.ofMinusProduct(a, t);
    return decay == 0 ? 0 : decay * (1 + a * h(t));
  }

  @Override
  double minusSlope(double t) {
    double decay = Exponentials.ofMinusProduct(a, t);
    return decay == 0 ? 0 : a * b * decay * h(t);
  }

  @Override
  double curvature(double t) {
    double decay = Exponentials.ofMinusProduct(a, t);
    return decay == 0 ? 0 : -a * b * decay * (1 - b * h(t));
  }

  @Override
  double decorrelation(double t) {
    if (b * t < SERIES_LIMIT) {
      // Sum over k >= 2 of (-1)^k ab s(k) t^k / k!, s(k) = a^(k-2) + a^(k-3) b + ... + b^(k-2).
      double sum = 0;
      double s = 1;
      double powerOfB = 1;
      double term = t * t / 2;
      for (int k = 2; k < SERIES_TERMS; k++) {
        sum += (k % 2 == 0 ? term : -term) * s;
        powerOfB *= b;
        s = Math.fma(a, s, powerOfB);
        term *= t / (k + 1);
      }
      return a * b * sum;
    }
    double decay = Exponentials.ofMinusProduct(a, t);
    return decay == 0 ? 1 : -Elementary.expm1(-a * t) - a * h(t) * decay;
  }

  @Override
  Continuation continuation(Complex t) {
    Complex x = t.times(b - a);
    Complex h;
    if (x.abs() < SERIES_LIMIT) {
      // t Σ (-x)^k / (k+1)!
      Complex sum = Complex.ONE;
      for (int k = SERIES_TERMS; k >= 1; k--) {
        sum = sum.times(x).times(-1.0 / (k + 1)).plus(1);
      }
      h = sum.times(t);
    } else {
      h = Complex.ONE.minus(x.negate().exp()).times(1 / (b - a));
    }
    Complex decay = t.times(-a).exp();
    return new Continuation(h.times(a).plus(1).times(decay), h.times(decay).times(a * b));
  }

  /** E (a - (b-a) / (e^((b-a)t) - 1) - r r' / (1-r²)): the terms do not cancel for bt above 1. */
  @Override
  double density(double t) {
    double o = decorrelation(t);
    double gap = b - a;
    double growth = gap * t < 0x1p-60 ? t : Elementary.expm1(gap * t) / gap;
    return mean(t) * (a - 1 / growth + (1 - o) * minusSlope(t) / (o * (2 - o)));
  }

  @Override
  public double[] characteristic() {
    return Autoregressive.ofRates(a, b);
  }

  @Override
  public double tailStart() {
    double t = 1 / a;
    while (r(t) > TAIL_CORRELATION) {
      t *= 1.25;
    }
    return t;
  }

  /** r(T+x) = e^(-ax) (r(T) + a e^(-bT) h(x)): positive terms for rates at any distance. */
  @Override
  public ExponentialSum tailFrom(double start) {
    return ExponentialSum.of(
        a, b - a, new double[] {r(start), Exponentials.ofMinusProduct(b, start)});
  }

  @Override
  public double lambda4() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double cubicCoefficient() {
    return a * b * (a + b) / 6;
  }

  @Override
  public double tailRate() {
    return a;
  }

  @Override
  public double tailPower() {
    return a == b ? 1 : 0;
  }

  @Override
  public double spectralDensity(double omega) {
    double square = Spectra.frequency(omega) * omega;
    return Spectra.TWO_OVER_PI * (a + b) / (a + square / a) / (b + square / b);
  }
}
