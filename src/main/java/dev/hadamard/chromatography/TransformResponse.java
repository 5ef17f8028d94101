package dev.hadamard.chromatography;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.FourierSeries;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.WindowedFourier;

/**
 * The outlet of a rectangular pulse of height 1 behind a column with dispersion and a detector of
 * the first order, with its derivatives in ln k, ln n, ln t₀, ln T and ln Pe, all exact: one
 * Fourier series over the window of the peak, whose coefficients G/(1 + sT) times those of the
 * pulse are multiplied by ∂ ln(G/(1 + sT)).
 */
final class TransformResponse {
  /** Value, and the derivatives in the order of the covariance of a fit. */
  static final int CURVES = 6;

  private final double duration;
  private final double[] times;
  private final BoundaryCondition boundary;

  TransformResponse(double duration, BoundaryCondition boundary, double[] times) {
    this.duration = duration;
    this.boundary = boundary;
    this.times = times;
  }

  /**
   * Evaluates.
   *
   * @param k the retention factor
   * @param n the number of transfer units
   * @param holdUpTime t₀
   * @param delay the time constant T of the detector
   * @param peclet Pe
   * @param curves receives the value and the derivatives in ln k, ln n, ln t₀, ln T, ln Pe
   * @return whether the window could be found; if not, the curves are NaN
   */
  boolean evaluate(
      double k, double n, double holdUpTime, double delay, double peclet, double[][] curves) {
    try {
      series(k, n, holdUpTime, delay, peclet, curves);
      return true;
    } catch (ConvergenceException | IllPosedProblemException | IllegalArgumentException outside) {
      // A trial step of a fit may leave the range; it is refused there.
      for (double[] curve : curves) {
        java.util.Arrays.fill(curve, Double.NaN);
      }
      return false;
    }
  }

  private void series(
      double k, double n, double holdUpTime, double delay, double peclet, double[][] curves) {
    LinearColumn column =
        LinearColumn.ofRetention(holdUpTime, k, n).withDispersion(peclet, boundary);
    double rate = column.desorptionRate();
    double leftmost = delay > 0 ? Math.min(rate, 1 / delay) : rate;
    WindowedFourier impulse =
        WindowedFourier.of(
            s -> column.transferFunction().at(s).dividedBy(s.times(delay).plus(1)),
            a ->
                column.logTransfer(a)
                    - (1 + a * delay > 0 ? Elementary.log1p(a * delay) : Double.NaN),
            leftmost,
            column.cumulants()[0] + delay);
    double lower = impulse.lower();
    double period = impulse.upper() + duration - lower;
    int terms = (int) Math.ceil(impulse.terms() * (period / (impulse.upper() - lower)));
    double[][] re = new double[CURVES][terms + 1];
    double[][] im = new double[CURVES][terms + 1];
    re[0][0] = duration / 2;
    for (int m = 1; m <= terms; m++) {
      double omega = 2 * Math.PI * m / period;
      Complex s = new Complex(0, omega);
      // (1 - e^(-s tp))/s without cancellation: tp sinc e^(-s tp/2).
      double half = omega * duration / 2;
      Complex pulse =
          new Complex(0, omega * (lower - duration / 2))
              .exp()
              .times(Trigonometric.sin(half) / half * duration);
      Complex value =
          column.transferFunction().at(s).dividedBy(s.times(delay).plus(1)).times(pulse);
      Complex shifted = s.plus(rate);
      Complex square = shifted.times(shifted);
      Complex byLogK = s.times(n * rate).dividedBy(square);
      Complex byLogN = s.times(s).times(n).dividedBy(square);
      Complex g = s.times(holdUpTime).plus(s.times(n).dividedBy(shifted));
      Complex[] log = logDerivatives(g, peclet);
      Complex[] factors = {
        Complex.ONE,
        log[0].times(byLogK),
        log[0].times(byLogN),
        log[0].times(byLogK.plus(s.times(holdUpTime))),
        s.times(-delay).dividedBy(s.times(delay).plus(1)),
        log[1]
      };
      for (int c = 0; c < CURVES; c++) {
        Complex term = value.times(factors[c]);
        re[c][m] = term.re();
        im[c][m] = term.im();
      }
    }
    sum(lower, period, re, im, curves);
  }

  private void sum(double lower, double period, double[][] re, double[][] im, double[][] curves) {
    int n = times.length;
    double[] angle = new double[n];
    double[] cos = new double[n];
    double[] sin = new double[n];
    for (int i = 0; i < n; i++) {
      angle[i] = 2 * Math.PI * (Math.min(Math.max(times[i] - lower, 0), period) / period);
    }
    Trigonometric.cos(angle, 0, cos, 0, n);
    Trigonometric.sin(angle, 0, sin, 0, n);
    for (int c = 0; c < CURVES; c++) {
      FourierSeries.sum(re[c], im[c], re[c].length, cos, sin, curves[c], 0, n);
      for (int i = 0; i < n; i++) {
        boolean inside = times[i] > lower && times[i] - lower < period;
        curves[c][i] = inside ? curves[c][i] * (2 / period) : 0;
      }
    }
  }

  /** ∂ ln G/∂g, and ∂ ln G/∂ ln Pe at fixed g. */
  private Complex[] logDerivatives(Complex g, double peclet) {
    if (peclet == Double.POSITIVE_INFINITY) {
      return new Complex[] {Complex.ONE.negate(), Complex.ZERO};
    }
    Complex b = g.times(4 / peclet).plus(1).sqrt();
    Complex sum = b.plus(1);
    Complex minusOneOverB = b.reciprocal().negate();
    // Pe (1 - b)/2 + g/b, with 1 - b = -4 g/(Pe (1 + b)).
    Complex byPeclet = g.times(g).times(-4 / peclet).dividedBy(b.times(sum).times(sum));
    // ∂b/∂g and ∂b/∂ ln Pe.
    Complex slope = b.reciprocal().times(2 / peclet);
    Complex bend = g.times(slope).negate();
    Complex factor =
        switch (boundary) {
          case DIRICHLET_OPEN -> Complex.ZERO;
          case DANCKWERTS_OPEN -> sum.reciprocal().negate();
          case DANCKWERTS_CLOSED -> {
            Complex difference = Complex.ONE.minus(b);
            Complex echo = b.times(-peclet).exp();
            Complex echoed = difference.times(difference).times(echo);
            Complex divisor = sum.times(sum).minus(echoed);
            Complex bottom =
                sum.times(2).plus(difference.times(2).times(echo)).plus(echoed.times(peclet));
            // The echo's own dependence on Pe.
            byPeclet = byPeclet.minus(echoed.times(b).times(peclet).dividedBy(divisor));
            yield b.reciprocal().minus(bottom.dividedBy(divisor));
          }
        };
    return new Complex[] {
      minusOneOverB.plus(factor.times(slope)), byPeclet.plus(factor.times(bend))
    };
  }
}
