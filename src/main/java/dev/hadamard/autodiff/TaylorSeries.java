package dev.hadamard.autodiff;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import java.util.Arrays;

/**
 * A truncated Taylor series in one variable: forward differentiation to any order at once.
 *
 * <p>A series of order n holds c[0] + c[1] h + ... + c[n] hⁿ. Evaluating a function on {@code
 * TaylorSeries.variable(x, n)} gives its value in c[0] and its k-th derivative at x as k! c[k]. All
 * operations take series of equal order, cost O(n²) and return a new series.
 *
 * <p>The recurrences are those of Griewank and Walther, Evaluating Derivatives (2nd ed., 2008),
 * chapter 13.
 */
public final class TaylorSeries {
  private final double[] c;

  private TaylorSeries(double[] coefficients) {
    this.c = coefficients;
  }

  /**
   * A series with given coefficients.
   *
   * @param coefficients c[0] to c[n], at least one; copied
   * @return the series of order n
   */
  public static TaylorSeries of(double... coefficients) {
    if (coefficients.length == 0) {
      throw new IllegalArgumentException("coefficients is empty: must have at least 1 element");
    }
    return new TaylorSeries(coefficients.clone());
  }

  /**
   * The independent variable x + h.
   *
   * @param x the point of expansion
   * @param order the highest power kept, at least 0
   * @return the series x + h
   */
  public static TaylorSeries variable(double x, int order) {
    TaylorSeries series = constant(x, order);
    if (order > 0) {
      series.c[1] = 1;
    }
    return series;
  }

  /**
   * A constant.
   *
   * @param value the constant
   * @param order the highest power kept, at least 0
   * @return the series of a constant
   */
  public static TaylorSeries constant(double value, int order) {
    if (order < 0) {
      throw new IllegalArgumentException("order is " + order + ": must be at least 0");
    }
    double[] coefficients = new double[order + 1];
    coefficients[0] = value;
    return new TaylorSeries(coefficients);
  }

  /**
   * The highest power kept.
   *
   * @return the order
   */
  public int order() {
    return c.length - 1;
  }

  /**
   * One coefficient.
   *
   * @param k the power, from 0 to the order
   * @return c[k], the k-th derivative divided by k!
   */
  public double coefficient(int k) {
    return c[k];
  }

  /**
   * The k-th derivative at the point of expansion.
   *
   * @param k from 0 to the order
   * @return k! c[k]
   */
  public double derivative(int k) {
    double result = c[k];
    for (int i = 2; i <= k; i++) {
      result *= i;
    }
    return result;
  }

  /**
   * All coefficients.
   *
   * @return a copy of c[0] to c[n]
   */
  public double[] coefficients() {
    return c.clone();
  }

  /**
   * The polynomial at a distance from the point of expansion, by Horner's rule.
   *
   * @param h the distance
   * @return c[0] + c[1] h + ... + c[n] hⁿ
   */
  public double evaluate(double h) {
    double result = c[c.length - 1];
    for (int k = c.length - 2; k >= 0; k--) {
      result = Math.fma(result, h, c[k]);
    }
    return result;
  }

  /**
   * The sum with another series.
   *
   * @param other of the same order
   * @return this + other
   */
  public TaylorSeries plus(TaylorSeries other) {
    double[] r = sameOrder(other);
    for (int k = 0; k < r.length; k++) {
      r[k] = c[k] + other.c[k];
    }
    return new TaylorSeries(r);
  }

  /**
   * The sum with a constant.
   *
   * @param value the constant
   * @return this + value
   */
  public TaylorSeries plus(double value) {
    double[] r = c.clone();
    r[0] += value;
    return new TaylorSeries(r);
  }

  /**
   * The difference to another series.
   *
   * @param other of the same order
   * @return this - other
   */
  public TaylorSeries minus(TaylorSeries other) {
    double[] r = sameOrder(other);
    for (int k = 0; k < r.length; k++) {
      r[k] = c[k] - other.c[k];
    }
    return new TaylorSeries(r);
  }

  /**
   * The negative.
   *
   * @return -this
   */
  public TaylorSeries negate() {
    return times(-1);
  }

  /**
   * The product with a constant.
   *
   * @param factor the constant
   * @return factor this
   */
  public TaylorSeries times(double factor) {
    double[] r = new double[c.length];
    for (int k = 0; k < r.length; k++) {
      r[k] = factor * c[k];
    }
    return new TaylorSeries(r);
  }

  /**
   * The product with another series.
   *
   * @param other of the same order
   * @return this times other
   */
  public TaylorSeries times(TaylorSeries other) {
    double[] r = sameOrder(other);
    for (int k = 0; k < r.length; k++) {
      double sum = 0;
      for (int j = 0; j <= k; j++) {
        sum = Math.fma(c[j], other.c[k - j], sum);
      }
      r[k] = sum;
    }
    return new TaylorSeries(r);
  }

  /**
   * The quotient by another series.
   *
   * @param other of the same order, with a non-zero value
   * @return this / other
   */
  public TaylorSeries dividedBy(TaylorSeries other) {
    double[] r = sameOrder(other);
    other.requireNonZero("division");
    for (int k = 0; k < r.length; k++) {
      double sum = c[k];
      for (int j = 0; j < k; j++) {
        sum = Math.fma(-r[j], other.c[k - j], sum);
      }
      r[k] = sum / other.c[0];
    }
    return new TaylorSeries(r);
  }

  /**
   * The square root.
   *
   * @return this to the power 1/2
   * @throws ArithmeticException if the value is not positive
   */
  public TaylorSeries sqrt() {
    requirePositive("sqrt");
    double[] r = new double[c.length];
    r[0] = Math.sqrt(c[0]);
    for (int k = 1; k < r.length; k++) {
      double sum = c[k];
      for (int j = 1; j < k; j++) {
        sum = Math.fma(-r[j], r[k - j], sum);
      }
      r[k] = sum / (2 * r[0]);
    }
    return new TaylorSeries(r);
  }

  /**
   * The exponential.
   *
   * @return e to the power of this
   */
  public TaylorSeries exp() {
    double[] r = new double[c.length];
    r[0] = Elementary.exp(c[0]);
    for (int k = 1; k < r.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum = Math.fma(j * c[j], r[k - j], sum);
      }
      r[k] = sum / k;
    }
    return new TaylorSeries(r);
  }

  /**
   * The natural logarithm.
   *
   * @return log of this
   * @throws ArithmeticException if the value is not positive
   */
  public TaylorSeries log() {
    requirePositive("log");
    double[] r = new double[c.length];
    r[0] = Elementary.log(c[0]);
    for (int k = 1; k < r.length; k++) {
      double sum = k * c[k];
      for (int j = 1; j < k; j++) {
        sum = Math.fma(-j * r[j], c[k - j], sum);
      }
      r[k] = sum / (k * c[0]);
    }
    return new TaylorSeries(r);
  }

  /**
   * A constant power.
   *
   * @param exponent any real number
   * @return this to that power
   * @throws ArithmeticException if the value is not positive
   */
  public TaylorSeries pow(double exponent) {
    requirePositive("pow");
    double[] r = new double[c.length];
    r[0] = Elementary.pow(c[0], exponent);
    for (int k = 1; k < r.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum = Math.fma((exponent * j - (k - j)) * c[j], r[k - j], sum);
      }
      r[k] = sum / (k * c[0]);
    }
    return new TaylorSeries(r);
  }

  /**
   * The sine.
   *
   * @return sin of this
   */
  public TaylorSeries sin() {
    return new TaylorSeries(sinCos()[0]);
  }

  /**
   * The cosine.
   *
   * @return cos of this
   */
  public TaylorSeries cos() {
    return new TaylorSeries(sinCos()[1]);
  }

  /**
   * The hyperbolic cosine.
   *
   * @return cosh of this
   */
  public TaylorSeries cosh() {
    return exp().plus(negate().exp()).times(0.5);
  }

  /**
   * The derivative with respect to the variable, of order one less.
   *
   * @return the series of the derivative
   */
  public TaylorSeries differentiate() {
    if (c.length == 1) {
      throw new ArithmeticException("a series of order 0 has no derivative left");
    }
    double[] r = new double[c.length - 1];
    for (int k = 0; k < r.length; k++) {
      r[k] = (k + 1) * c[k + 1];
    }
    return new TaylorSeries(r);
  }

  /**
   * The quotient by hᵏ of a series that begins with the power k or later, of order k less.
   *
   * @param k the power, from 0 to the order
   * @return c[k] + c[k+1] h + ...; the lower coefficients are dropped
   */
  public TaylorSeries shiftDown(int k) {
    return new TaylorSeries(Arrays.copyOfRange(c, k, c.length));
  }

  /**
   * The series without its highest powers.
   *
   * @param order the order to keep
   * @return the truncated series
   */
  public TaylorSeries truncate(int order) {
    if (order < 0 || order > order()) {
      throw new IllegalArgumentException("order is " + order + ": must be from 0 to " + order());
    }
    return new TaylorSeries(Arrays.copyOf(c, order + 1));
  }

  @Override
  public String toString() {
    return "TaylorSeries" + Arrays.toString(c);
  }

  private double[][] sinCos() {
    double[] s = new double[c.length];
    double[] k = new double[c.length];
    s[0] = Trigonometric.sin(c[0]);
    k[0] = Trigonometric.cos(c[0]);
    for (int i = 1; i < c.length; i++) {
      double sineSum = 0;
      double cosineSum = 0;
      for (int j = 1; j <= i; j++) {
        sineSum = Math.fma(j * c[j], k[i - j], sineSum);
        cosineSum = Math.fma(-j * c[j], s[i - j], cosineSum);
      }
      s[i] = sineSum / i;
      k[i] = cosineSum / i;
    }
    return new double[][] {s, k};
  }

  private double[] sameOrder(TaylorSeries other) {
    if (other.c.length != c.length) {
      throw new IllegalArgumentException(
          "other has order " + other.order() + ": must be that of this series, " + order());
    }
    return new double[c.length];
  }

  private void requirePositive(String operation) {
    if (!(c[0] > 0)) {
      throw new ArithmeticException(
          operation + " of a series with value " + c[0] + ": must be positive");
    }
  }

  private void requireNonZero(String operation) {
    if (c[0] == 0) {
      throw new ArithmeticException(operation + " by a series with value 0");
    }
  }
}
