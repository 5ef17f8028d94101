package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/**
 * The Fourier series on a vertical line far to the right, with many terms and a smooth cut-off
 * instead of an extrapolation. It misses nothing below its cut-off: oscillations and jumps that
 * other methods overlook, all in the same way, show here. It serves as the check of {@link
 * AutoInverter}: its own rounding is amplified by e^(γt).
 *
 * <p>With period 2T, T = 2t, the powers of e^(iπt/T) are those of i; with T = 4t, on lines so near
 * that more distance between the periods is needed, those of e^(iπ/4). The cut-off erfc(12 (k/N -
 * 1/2))/2 is 1 and 0 at the ends in doubles; it convolves f with a kernel of Gaussian decay, so
 * that a jump is harmless from a distance of about 80 t/N.
 */
final class FilteredFourier implements LaplaceInverter {
  private static final double ROOT_HALF = 0.7071067811865476;
  private static final double[] COS = {1, ROOT_HALF, 0, -ROOT_HALF, -1, -ROOT_HALF, 0, ROOT_HALF};

  private static final double[] FILTER = filter(2048);
  private static final double[] COARSE_FILTER = filter(1024);
  private static final double[] FINE_FILTER = filter(4096);

  private final double gammaTime;
  private final int periods;
  private final double[] filter;
  private final double[] coarseFilter;

  /**
   * The method with T = 2t.
   *
   * @param gammaTime γt: singularities up to here to the right are seen; aliasing is e^(-4γt)
   */
  FilteredFourier(double gammaTime) {
    this(gammaTime, 2, FILTER, COARSE_FILTER);
  }

  private FilteredFourier(double gammaTime, int periods, double[] filter, double[] coarseFilter) {
    this.gammaTime = gammaTime;
    this.periods = periods;
    this.filter = filter;
    this.coarseFilter = coarseFilter;
  }

  /**
   * The method with T = 4t on a line so near that rounding is amplified by e^5 = 148 only; aliasing
   * is e^(-40).
   */
  static FilteredFourier near() {
    return new FilteredFourier(5, 4, FINE_FILTER, FILTER);
  }

  private static double[] filter(int n) {
    double[] filter = new double[n];
    for (int k = 0; k < n; k++) {
      filter[k] = SpecialFunctions.erfc(12 * ((double) k / n - 0.5)) / 2;
    }
    return filter;
  }

  @Override
  public String name() {
    return "filtered-fourier(" + filter.length + ")";
  }

  @Override
  public int evaluations() {
    return filter.length;
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    double time = problem.time();
    if (time < 0) {
      return new InversionResult(0, 0, name(), 0);
    }
    double period = periods * time;
    double gamma = gammaTime / time;
    int turn = 4 / periods;
    double sum = 0;
    double coarse = 0;
    double magnitude = 0;
    for (int k = 0; k < filter.length; k++) {
      Complex a = problem.at(gamma, Math.PI * k / period);
      int eighth = k * turn & 7;
      double term = a.re() * COS[eighth] - a.im() * COS[eighth + 6 & 7];
      term = k == 0 ? term / 2 : term;
      sum = Math.fma(filter[k], term, sum);
      magnitude += Math.abs(filter[k] * term);
      if (k < coarseFilter.length) {
        coarse = Math.fma(coarseFilter[k], term, coarse);
      }
    }
    double scale = Elementary.exp(gammaTime) / period;
    return problem.result(
        scale * sum,
        scale * (Math.abs(sum - coarse) + 8 * 0x1p-53 * magnitude),
        name(),
        evaluations());
  }
}
