package dev.hadamard.laplace;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Gaver's functionals G_m = (ln 2/t) (2m)!/(m! (m-1)!) Σ (-1)^i C(m, i) F((m + i) ln 2/t), m = 1 to
 * M, extrapolated by Wynn's rho algorithm: P. P. Valkó and J. Abate, Comparison of sequence
 * accelerators for the Gaver method of numerical Laplace transform inversion, 2004. In doubles the
 * functionals cancel after some seven terms; {@link ReferenceInverter#gaverWynnRho} has 2.1 M
 * digits.
 */
final class GaverWynnRho implements LaplaceInverter {
  private static final double LN2 = 0.6931471805599453;

  private final int terms;

  private GaverWynnRho(int terms) {
    this.terms = terms;
  }

  static GaverWynnRho of(int terms) {
    if (terms < 3 || terms > 10) {
      throw new IllegalArgumentException(
          "number of terms of gaver-wynn-rho is "
              + terms
              + ": must be between 3 and 10 in doubles; ReferenceInverter has more");
    }
    return new GaverWynnRho(terms);
  }

  @Override
  public String name() {
    return "gaver-wynn-rho(" + terms + ")";
  }

  @Override
  public int evaluations() {
    return 2 * terms;
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    if (problem.time() < 0) {
      return new InversionResult(0, 0, name(), 0);
    }
    double step = LN2 / problem.time();
    double[] f = new double[2 * terms + 1];
    for (int k = 1; k <= 2 * terms; k++) {
      f[k] = problem.at(k * step, 0).re();
    }
    double[] functionals = new double[terms];
    double rounding = 0;
    for (int m = 1; m <= terms; m++) {
      double sum = 0;
      double magnitude = 0;
      double binomial = 1;
      for (int i = 0; i <= m; i++) {
        double term = binomial * f[m + i];
        sum += i % 2 == 0 ? term : -term;
        magnitude += Math.abs(term);
        binomial = binomial * (m - i) / (i + 1);
      }
      double weight = m * factorial(2 * m, m) * step;
      functionals[m - 1] = weight * sum;
      rounding = weight * magnitude * 0x1p-53;
    }
    double value = rho(functionals, terms);
    double other = rho(functionals, terms - 1);
    double apart = Math.abs(value - other);
    for (int fewer = 2; fewer <= 3 && terms - fewer >= 2; fewer++) {
      apart = Math.max(apart, Math.abs(value - rho(functionals, terms - fewer)) / fewer);
    }
    return problem.result(value, 4 * apart + 16 * rounding, name(), evaluations());
  }

  /** (2m)!/(m! m!), exact. */
  private static double factorial(int n, int m) {
    double c = 1;
    for (int i = 1; i <= m; i++) {
      c = c * (n - m + i) / i;
    }
    return c;
  }

  /** The last number of the last even column of the table of the first n functionals. */
  private static double rho(double[] functionals, int n) {
    double[] previous = new double[n + 1];
    double[] column = java.util.Arrays.copyOf(functionals, n);
    double best = column[n - 1];
    for (int k = 0; k + 1 < n; k++) {
      double[] next = new double[n - 1 - k];
      for (int m = 0; m < next.length; m++) {
        double difference = column[m + 1] - column[m];
        if (difference == 0) {
          return best;
        }
        next[m] = previous[m + 1] + (k + 1) / difference;
      }
      previous = column;
      column = next;
      if (k % 2 == 1) {
        best = column[column.length - 1];
      }
    }
    return best;
  }

  /** The same with as many digits as the context has. */
  static BigDecimal precise(
      PreciseTransform transform, BigDecimal t, int terms, MathContext context) {
    BigDecimal step = BigComplex.ln2(context).divide(t, context);
    BigDecimal[] f = new BigDecimal[2 * terms + 1];
    for (int k = 1; k <= 2 * terms; k++) {
      f[k] =
          transform.at(BigComplex.of(step.multiply(BigDecimal.valueOf(k), context), context)).re();
    }
    BigDecimal[] column = new BigDecimal[terms];
    for (int m = 1; m <= terms; m++) {
      BigDecimal sum = BigDecimal.ZERO;
      BigInteger binomial = BigInteger.ONE;
      for (int i = 0; i <= m; i++) {
        BigDecimal term = f[m + i].multiply(new BigDecimal(binomial), context);
        sum = i % 2 == 0 ? sum.add(term, context) : sum.subtract(term, context);
        binomial = binomial.multiply(BigInteger.valueOf(m - i)).divide(BigInteger.valueOf(i + 1));
      }
      BigInteger central = BigInteger.ONE;
      for (int i = 1; i <= m; i++) {
        central = central.multiply(BigInteger.valueOf(m + i)).divide(BigInteger.valueOf(i));
      }
      BigDecimal weight = new BigDecimal(central.multiply(BigInteger.valueOf(m)));
      column[m - 1] = weight.multiply(step, context).multiply(sum, context);
    }
    BigDecimal[] previous = new BigDecimal[terms + 1];
    java.util.Arrays.fill(previous, BigDecimal.ZERO);
    BigDecimal best = column[terms - 1];
    for (int k = 0; k + 1 < terms; k++) {
      BigDecimal[] next = new BigDecimal[terms - 1 - k];
      for (int m = 0; m < next.length; m++) {
        BigDecimal difference = column[m + 1].subtract(column[m], context);
        if (difference.signum() == 0) {
          return best;
        }
        next[m] =
            previous[m + 1].add(BigDecimal.valueOf(k + 1).divide(difference, context), context);
      }
      previous = column;
      column = next;
      if (k % 2 == 1) {
        best = column[column.length - 1];
      }
    }
    return best;
  }
}
