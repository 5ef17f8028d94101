package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.linalg.Lu;
import dev.hadamard.quadrature.GaussLegendre;
import org.ejml.data.DMatrixRMaj;

/**
 * The law beyond a solver's range where its tail follows that of E: S = E ρ with ρ → K.
 *
 * <p>K is 2 for a power law and 2/(2-m)² where m = E[e^(αD)] is finite and below 2. The approach ρ
 * - K is a sum of inverse powers of t: 1 from the mean of the divisor, and σ from two long
 * divisors, with E ~ t^(-σ) for a power law and E ~ t^(-1-σ) e^(-αt) otherwise. Its coefficients
 * are those that meet the solver at its end, at a half and at a quarter of it.
 */
final class EnvelopeTail {
  private static final int NODES = 24;

  /** Exponents that are closer than this count as one: their coefficients would cancel. */
  private static final double CLOSE = 0.1;

  /** E itself is used above, its asymptotic form below. */
  private static final double LOG_SMALLEST = -600;

  private static final int MAX_PIECES = 4000;

  private final CorrelationModel model;
  private final double limit;
  private final double end;
  private final double rate;

  /** E ~ t^(-power) e^(-αt). */
  private final double power;

  private final double[] exponents;
  private final double[] coefficients;
  private final double error;

  /**
   * Fits the tail.
   *
   * @param limit K
   * @param grid the law up to the end of the grid, tilted by α or not at all
   */
  EnvelopeTail(CorrelationModel model, double limit, RenewalSolution grid) {
    this.model = model;
    this.limit = limit;
    this.end = grid.end();
    this.rate = model.tailRate();
    double decay = end * (model.slepianMeanDensity(end) / model.slepianMean(end) - rate);
    this.power = rate == 0 ? decay : -model.tailPower();
    double sigma = rate == 0 ? power : power - 1;
    this.exponents =
        sigma > 2 - CLOSE || Math.abs(sigma - 1) < CLOSE
            ? new double[] {1, 2, 3}
            : new double[] {Math.min(1, sigma), Math.max(1, sigma), 1 + Math.min(1, sigma)};
    double[] t = {end, end / 2, end / 4};
    double[] rho = new double[t.length];
    for (int i = 0; i < t.length; i++) {
      double tilted = model.slepianMean(t[i]) * Elementary.exp(grid.theta() * t[i]);
      rho[i] = grid.tiltedSurvival(t[i]) / tilted;
    }
    this.coefficients = fit(rho, 3);
    double[] fewer = fit(rho, 2);
    double gap = 0;
    for (int k = 0; k < 3; k++) {
      double at = Elementary.pow(2, -exponents[k]);
      gap += at * (coefficients[k] - (k < 2 ? fewer[k] : 0));
    }
    this.error = Math.abs(gap) / limit;
  }

  /** The coefficients of (end/t)^q that meet ρ at the first points. */
  private double[] fit(double[] rho, int terms) {
    DMatrixRMaj a = new DMatrixRMaj(terms, terms);
    double[] b = new double[terms];
    for (int i = 0; i < terms; i++) {
      for (int k = 0; k < terms; k++) {
        a.set(i, k, Elementary.pow(1 << i, exponents[k]));
      }
      b[i] = rho[i] - limit;
    }
    return Lu.of(a).solve(b);
  }

  /** The relative error of S beyond the end, from the last term of the fit. */
  double errorEstimate() {
    return error;
  }

  /** ρ, and -t ρ'. */
  private double[] ratio(double t) {
    double rho = limit;
    double slope = 0;
    for (int k = 0; k < coefficients.length; k++) {
      double term = coefficients[k] * Elementary.pow(end / t, exponents[k]);
      rho += term;
      slope += exponents[k] * term;
    }
    return new double[] {rho, slope};
  }

  /** log E, beyond the range of doubles by its asymptotic form. */
  private double logMean(double t) {
    double last = end;
    double far =
        rate == 0
            ? last * Elementary.exp(-LOG_SMALLEST / 2 / power)
            : Math.max(last, -LOG_SMALLEST / rate);
    return t <= far
        ? Elementary.log(model.slepianMean(t))
        : Elementary.log(model.slepianMean(far))
            - power * (Elementary.log(t) - Elementary.log(far))
            - rate * (t - far);
  }

  double logSurvival(double t) {
    return logMean(t) + Elementary.log(ratio(t)[0]);
  }

  double hazard(double t) {
    if (t == Double.POSITIVE_INFINITY) {
      return rate;
    }
    double e = model.slepianMean(t);
    double g = model.slepianMeanDensity(t);
    double[] rho = ratio(t);
    // Far out E and g underflow, and the asymptotic form is exact.
    double own = e > 1e-290 && g > 1e-290 ? g / e : rate + power / t;
    return own + rho[1] / rho[0] / t;
  }

  /** The logarithm of ∫_t^∞ S, by panels that grow with t, or of the decay's length. */
  double logTail(double t) {
    double start = logSurvival(t);
    double sum = 0;
    double from = t;
    for (int piece = 0; piece < MAX_PIECES && from < Double.MAX_VALUE / 4; piece++) {
      double to = rate == 0 ? 2 * from : from + 2 / rate;
      double part =
          GaussLegendre.of(NODES).integrate(x -> Elementary.exp(logSurvival(x) - start), from, to);
      sum += part;
      if (part < 0x1p-54 * sum) {
        break;
      }
      from = to;
    }
    return start + Elementary.log(sum);
  }
}
