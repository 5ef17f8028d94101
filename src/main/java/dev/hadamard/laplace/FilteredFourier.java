package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/**
 * The Fourier series on a vertical line far to the right, with many terms and a smooth cut-off
 * instead of an extrapolation. It misses nothing below its cut-off: oscillations and jumps that
 * other methods overlook, all in the same way, show here. It serves as the check of {@link
 * AutoInverter}: its own rounding is amplified by e^(γt).
 *
 * <p>With period 2T, T = 2t, the powers of e^(iπt/T) are those of i. The cut-off erfc(12 (k/N -
 * 1/2))/2 is 1 and 0 at the ends in doubles; it convolves f with a kernel of Gaussian decay, so
 * that a jump is harmless from a distance of about 80 t/N.
 */
final class FilteredFourier implements LaplaceInverter {
  private static final int TERMS = 2048;

  private static final double[] FILTER = filter(TERMS);
  private static final double[] COARSE_FILTER = filter(TERMS / 2);

  private final double gammaTime;

  /**
   * The method.
   *
   * @param gammaTime γt: singularities up to here to the right are seen; aliasing is e^(-4γt)
   */
  FilteredFourier(double gammaTime) {
    this.gammaTime = gammaTime;
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
    return "filtered-fourier(" + TERMS + ")";
  }

  @Override
  public int evaluations() {
    return TERMS;
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    double time = problem.time();
    if (time < 0) {
      return new InversionResult(0, 0, name(), 0);
    }
    double period = 2 * time;
    double gamma = gammaTime / time;
    double sum = 0;
    double coarse = 0;
    double magnitude = 0;
    for (int k = 0; k < TERMS; k++) {
      Complex a = problem.at(gamma, Math.PI * k / period);
      double term =
          switch (k & 3) {
            case 0 -> a.re();
            case 1 -> -a.im();
            case 2 -> -a.re();
            default -> a.im();
          };
      term = k == 0 ? term / 2 : term;
      sum = Math.fma(FILTER[k], term, sum);
      magnitude += Math.abs(FILTER[k] * term);
      if (k < TERMS / 2) {
        coarse = Math.fma(COARSE_FILTER[k], term, coarse);
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
