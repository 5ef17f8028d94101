package dev.hadamard.chromatography;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.laplace.Complex;

/**
 * The transfer function of a column with an expanding carrier and dispersion: y''/Pe - y' - p̂(x) g
 * y = 0 on [0, 1] with y - y'/Pe = 1 at 0 and y' = 0 at 1; G = y(1).
 *
 * <p>The quotient r = y'/y is swept from the outlet, where it is 0, to the inlet, exactly in cells
 * whose p̂ is their mean. Forward, rounding would grow like e^Pe. The error in ln G is of second
 * order with even powers: two grids give the fourth.
 */
final class RiccatiTransfer {
  private static final int CELLS = 400;

  private RiccatiTransfer() {}

  /** The means of p̂ = p/mean(p) over n cells, inlet first. */
  private static double[] means(double pressureRatio, int n) {
    CompressibleFlow flow = new CompressibleFlow(pressureRatio);
    double[] means = new double[n];
    for (int i = 0; i < n; i++) {
      means[i] = n * (flow.residence((i + 1.0) / n) - flow.residence((double) i / n));
    }
    return means;
  }

  static Complex log(Complex g, double peclet, double pressureRatio) {
    Complex coarse = log(g, peclet, means(pressureRatio, CELLS));
    Complex fine = log(g, peclet, means(pressureRatio, 2 * CELLS));
    return fine.times(4).minus(coarse).times(1 / 3.0);
  }

  private static Complex log(Complex g, double peclet, double[] means) {
    double h = 1.0 / means.length;
    Complex r = Complex.ZERO;
    Complex log = Complex.ZERO;
    for (int i = means.length - 1; i >= 0; i--) {
      Complex q = g.times(means[i]);
      Complex w = q.times(4 / peclet).plus(1).sqrt();
      Complex plus = w.plus(1).times(peclet / 2);
      Complex minus = q.times(-2).dividedBy(w.plus(1));
      Complex a = r.minus(minus).dividedBy(w.times(peclet));
      Complex b = Complex.ONE.minus(a);
      // y over its growing part: near 1, so that its logarithm has no jumps.
      Complex decayed = a.times(w.times(-peclet * h).exp());
      Complex y = b.plus(decayed);
      log = log.minus(y.log()).plus(minus.times(h));
      r = plus.times(decayed).plus(minus.times(b)).dividedBy(y);
    }
    return log.minus(Complex.ONE.minus(r.times(1 / peclet)).log());
  }

  /** The coefficients of ln G in powers of g. */
  static double[] series(double peclet, double pressureRatio, int order) {
    double[] coarse = series(peclet, means(pressureRatio, CELLS), order);
    double[] fine = series(peclet, means(pressureRatio, 2 * CELLS), order);
    for (int i = 0; i < fine.length; i++) {
      fine[i] = (4 * fine[i] - coarse[i]) / 3;
    }
    return fine;
  }

  private static double[] series(double peclet, double[] means, int order) {
    double h = 1.0 / means.length;
    TaylorSeries g = TaylorSeries.variable(0, order);
    TaylorSeries r = TaylorSeries.constant(0, order);
    TaylorSeries log = TaylorSeries.constant(0, order);
    for (int i = means.length - 1; i >= 0; i--) {
      TaylorSeries q = g.times(means[i]);
      TaylorSeries w = q.times(4 / peclet).plus(1).sqrt();
      TaylorSeries plus = w.plus(1).times(peclet / 2);
      TaylorSeries minus = q.times(-2).dividedBy(w.plus(1));
      TaylorSeries a = r.minus(minus).dividedBy(w.times(peclet));
      TaylorSeries b = a.negate().plus(1);
      TaylorSeries decayed = a.times(w.times(-peclet * h).exp());
      TaylorSeries y = b.plus(decayed);
      log = log.minus(y.log()).plus(minus.times(h));
      r = plus.times(decayed).plus(minus.times(b)).dividedBy(y);
    }
    return log.minus(r.times(-1 / peclet).plus(1).log()).coefficients();
  }
}
