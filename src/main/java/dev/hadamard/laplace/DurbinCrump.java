package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * Durbin and Crump: the Fourier series of e^(-at) f(t) with period 2T, f(t) ≈ (e^(at)/T) [F(a)/2 +
 * Σ Re(F(a + iπk/T) e^(iπkt/T))], summed as it is, or by Wynn's epsilon algorithm (the default). F
 * is evaluated once for all times.
 *
 * <p>Without acceleration its error can be bounded, where |f| ≤ S and |F(a + iω)| ≤ C ω^(-p) with p
 * above 1 are known ({@link #withBound}): what the period brings back is at most S e^(-2aT)/(1 -
 * e^(-2aT)), and what the cut-off drops at most e^(at) (C/π) ω_K^(1-p)/(p - 1).
 *
 * <p>Sources: F. Durbin, Numerical inversion of Laplace transforms, 1974; K. S. Crump, 1976.
 * Immutable.
 */
public final class DurbinCrump extends WholeCurve {
  private static final double LOG_TOLERANCE = -29.933606208922594;
  private static final double DEFAULT_PERIOD = 2;
  private static final int MOST_ACCELERATED = 400;
  private static final int MOST_TERMS = 10_000_000;

  private final int terms;
  private final double periodFactor;
  private final boolean accelerated;
  private final double sup;
  private final double decayConstant;
  private final double decayPower;

  private DurbinCrump(
      int terms,
      double periodFactor,
      boolean accelerated,
      double sup,
      double decayConstant,
      double decayPower) {
    this.terms = terms;
    this.periodFactor = periodFactor;
    this.accelerated = accelerated;
    this.sup = sup;
    this.decayConstant = decayConstant;
    this.decayPower = decayPower;
  }

  /**
   * The method with epsilon acceleration.
   *
   * @param terms the number of terms, 8 to 400
   * @return the method
   */
  public static DurbinCrump of(int terms) {
    if (terms < 8 || terms > MOST_ACCELERATED) {
      throw new IllegalArgumentException(
          "number of terms of durbin-crump is "
              + terms
              + ": must be between 8 and "
              + MOST_ACCELERATED);
    }
    return new DurbinCrump(terms, DEFAULT_PERIOD, true, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * The plain series.
   *
   * @param newTerms the number of terms, 8 to ten million
   * @return the method
   */
  public DurbinCrump withoutAcceleration(int newTerms) {
    if (newTerms < 8 || newTerms > MOST_TERMS) {
      throw new IllegalArgumentException(
          "number of terms of durbin-crump is "
              + newTerms
              + ": must be between 8 and "
              + MOST_TERMS
              + " without acceleration");
    }
    return new DurbinCrump(newTerms, periodFactor, false, sup, decayConstant, decayPower);
  }

  /**
   * Another period. A longer one allows a line nearer to the singularities, and needs more terms.
   *
   * @param newFactor T over the largest time, above 1/2 and at most 100; default 2
   * @return the method
   */
  public DurbinCrump withPeriodFactor(double newFactor) {
    if (!(newFactor > 0.5) || newFactor > 100) {
      throw new IllegalArgumentException(
          "periodFactor is " + newFactor + ": must be above 0.5 and at most 100");
    }
    return new DurbinCrump(terms, newFactor, accelerated, sup, decayConstant, decayPower);
  }

  /**
   * The plain series, whose error estimate is a proven bound but for rounding. Where growth or a
   * delay are declared, f and F are those after they were taken out.
   *
   * @param newSup S, with |f(t)| ≤ S for all t, positive
   * @param newConstant C, with |F(a + iω)| ≤ C ω^(-p) for all a &gt; 0, positive
   * @param newPower p, above 1
   * @return the method
   */
  public DurbinCrump withBound(double newSup, double newConstant, double newPower) {
    if (!(newSup > 0) || Double.isInfinite(newSup)) {
      throw new IllegalArgumentException("sup is " + newSup + ": must be positive and finite");
    }
    if (!(newConstant > 0) || Double.isInfinite(newConstant)) {
      throw new IllegalArgumentException(
          "decayConstant is " + newConstant + ": must be positive and finite");
    }
    if (!(newPower > 1) || Double.isInfinite(newPower)) {
      throw new IllegalArgumentException(
          "decayPower is " + newPower + ": must be above 1 and finite");
    }
    return new DurbinCrump(terms, periodFactor, false, newSup, newConstant, newPower);
  }

  @Override
  public String name() {
    return "durbin-crump(" + terms + ")";
  }

  @Override
  public int evaluations() {
    return terms + 1 + AliasingBound.EVALUATIONS;
  }

  @Override
  long solve(TransformedProblem problem, double[] times, double[] values, double[] errors) {
    double period = periodFactor * problem.time();
    double a = -LOG_TOLERANCE / (2 * period);
    double[] re = new double[terms + 1];
    double[] im = new double[terms + 1];
    double magnitude = 0;
    for (int k = 0; k <= terms; k++) {
      Complex f = problem.at(a, Math.PI * k / period);
      re[k] = k == 0 ? f.re() / 2 : f.re();
      im[k] = k == 0 ? f.im() / 2 : f.im();
      magnitude += Math.abs(re[k]) + Math.abs(im[k]);
    }
    double aliasing = Elementary.exp(LOG_TOLERANCE);
    // f may grow: what comes back is its value a period later.
    double later =
        Double.isNaN(sup) ? AliasingBound.of(problem, 2 * period + problem.time()) : Double.NaN;
    EpsilonTable table = new EpsilonTable(accelerated ? terms + 1 : 0);
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] > 0)) {
        continue;
      }
      double scale = Elementary.exp(a * times[i]) / period;
      double angle = Math.PI * (times[i] / period);
      double sum = 0;
      double half = 0;
      double sumIm = 0;
      table.clear();
      for (int k = 0; k <= terms; k++) {
        double cos = Trigonometric.cos(k * angle);
        double sin = Trigonometric.sin(k * angle);
        sum += re[k] * cos - im[k] * sin;
        if (accelerated) {
          sumIm += re[k] * sin + im[k] * cos;
          table.add(sum, sumIm);
        } else if (k == terms / 2) {
          half = sum;
        }
      }
      double rounding = 8 * 0x1p-53 * magnitude * scale;
      if (accelerated) {
        values[i] = scale * table.limit();
        errors[i] =
            8 * scale * table.spread()
                + rounding
                + 2 * aliasing * Math.max(later, 6 * Math.abs(values[i]));
      } else {
        values[i] = scale * sum;
        double omega = Math.PI * terms / period;
        errors[i] =
            rounding
                + (Double.isNaN(sup)
                    ? scale * Math.abs(sum - half)
                        + 2 * aliasing * Math.max(later, 6 * Math.abs(values[i]))
                    : sup * aliasing / (1 - aliasing)
                        + scale
                            * period
                            * decayConstant
                            / Math.PI
                            * Elementary.pow(omega, 1 - decayPower)
                            / (decayPower - 1));
      }
    }
    return terms + 1L + (Double.isNaN(sup) ? AliasingBound.EVALUATIONS : 0);
  }
}
