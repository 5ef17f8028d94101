package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.RealFft;
import dev.hadamard.kernel.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a spectral mixture covariance to equally spaced data: components begin at the highest peaks
 * of the periodogram, then all parameters maximise the marginal likelihood. Starting at random
 * frequencies, as is common, mostly ends in a poor local maximum.
 */
public final class SpectralMixtureFit {
  private SpectralMixtureFit() {}

  /**
   * Fits.
   *
   * @param axis the points
   * @param y the data; their mean is not removed
   * @param spectrum the shape of the bumps
   * @param components Q, at least 1
   * @param iterations the largest number of quasi-Newton steps
   * @return the regression with the fitted covariance and noise
   */
  public static KroneckerGpRegression of(
      UniformAxis axis, double[] y, Spectrum spectrum, int components, int iterations) {
    if (components < 1) {
      throw new IllegalArgumentException("components is " + components + ": must be at least 1");
    }
    if (y.length != axis.size()) {
      throw new IllegalArgumentException(
          "y has length " + y.length + ": must be the number of points, " + axis.size());
    }
    Requirements.finite("y", y);
    double power = Math.max(Reductions.dot(y, y) / y.length, Double.MIN_NORMAL);
    double[] peaks = peaks(axis, y, components);
    double[] weights = new double[components];
    Arrays.fill(weights, Elementary.log(power / components));
    double[] scales = new double[components];
    Arrays.fill(scales, spectrum.logScale(0.3 / axis.length()));
    KroneckerGpRegression start =
        KroneckerGpRegression.of(
            List.of(axis),
            List.of(SpectralMixtureKernel.fromLog(spectrum, weights, scales, peaks)),
            y,
            0.01 * power);
    return start.fitted(iterations);
  }

  /** Frequencies of the highest local maxima of the periodogram, refined by a parabola. */
  private static double[] peaks(UniformAxis axis, double[] y, int count) {
    int n = 1;
    while (n < 4 * y.length) {
      n *= 2;
    }
    double[] padded = Arrays.copyOf(y, n);
    RealFft fft = RealFft.of(n);
    double[] re = new double[fft.coefficients()];
    double[] im = new double[fft.coefficients()];
    fft.forward(padded, re, im);
    double[] p = new double[re.length];
    for (int k = 0; k < p.length; k++) {
      p[k] = re[k] * re[k] + im[k] * im[k];
    }
    List<double[]> found = new ArrayList<>();
    for (int k = 0; k < p.length; k++) {
      double left = k == 0 ? p[Math.min(1, p.length - 1)] : p[k - 1];
      double right = k == p.length - 1 ? left : p[k + 1];
      if (p[k] >= left && p[k] >= right) {
        double curvature = left - 2 * p[k] + right;
        double shift = curvature < 0 ? 0.5 * (left - right) / curvature : 0;
        found.add(new double[] {p[k], (k + shift) / (n * axis.spacing())});
      }
    }
    found.sort((a, b) -> Double.compare(b[0], a[0]));
    double[] f = new double[count];
    for (int q = 0; q < count; q++) {
      // More components than peaks: spread over what is left.
      f[q] = q < found.size() ? found.get(q)[1] : axis.nyquist() * (q + 1) / (count + 1);
    }
    return f;
  }
}
