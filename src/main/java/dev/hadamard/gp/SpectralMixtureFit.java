package dev.hadamard.gp;

import dev.hadamard.gp.GpRegression.Observation;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.RealFft;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a spectral mixture covariance to data on a line: components begin at the highest peaks of
 * the periodogram, then all parameters maximise the marginal likelihood between bounds, frequencies
 * between 0 and the highest that the points can tell apart. Starting at random frequencies, as is
 * common, mostly ends in a poor local maximum; random restarts are offered besides. Components
 * whose weight is below 1e-6 of the largest are left out of the result, unless the likelihood falls
 * by more than 0.01 without them.
 *
 * @param <R> the kind of regression
 */
public final class SpectralMixtureFit<R> {
  /** The part of the largest weight below which a component is pruned. */
  private static final double NEGLIGIBLE = 1e-6;

  /** What the log likelihood may lose by pruning. */
  private static final double UNCHANGED = 0.01;

  /** How far the logarithms of weights, scales and noise may go from where they begin. */
  private static final double REACH = 15;

  /** Frequencies of the start on scattered points, four for each wave over their length. */
  private static final int MOST_FREQUENCIES = 20_000;

  private final R regression;
  private final SpectralMixtureKernel kernel;
  private final double[] likelihoods;

  private SpectralMixtureFit(R regression, SpectralMixtureKernel kernel, double[] likelihoods) {
    this.regression = regression;
    this.kernel = kernel;
    this.likelihoods = likelihoods;
  }

  /**
   * How to fit.
   *
   * @param spectrum the shape of the bumps
   * @param components Q, at least 1
   * @param iterations the largest number of quasi-Newton steps from each start
   * @param restarts further starts at random frequencies, at least 0
   * @param seed of the random starts
   */
  public record Options(
      Spectrum spectrum, int components, int iterations, int restarts, long seed) {
    /** Checks the options. */
    public Options {
      if (components < 1) {
        throw new IllegalArgumentException("components is " + components + ": must be at least 1");
      }
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations is " + iterations + ": must be at least 1");
      }
      if (restarts < 0) {
        throw new IllegalArgumentException("restarts is " + restarts + ": must be at least 0");
      }
    }

    /**
     * One start, at the peaks of the periodogram; 100 steps.
     *
     * @param spectrum the shape of the bumps
     * @param components Q, at least 1
     * @return the options
     */
    public static Options of(Spectrum spectrum, int components) {
      return new Options(spectrum, components, 100, 0, 1);
    }

    /**
     * With another number of steps.
     *
     * @param value at least 1
     * @return new options
     */
    public Options withIterations(int value) {
      return new Options(spectrum, components, value, restarts, seed);
    }

    /**
     * With random restarts.
     *
     * @param count how many, at least 0
     * @param newSeed of their frequencies
     * @return new options
     */
    public Options withRestarts(int count, long newSeed) {
      return new Options(spectrum, components, iterations, count, newSeed);
    }
  }

  /** A likelihood to maximise: a regression and the density of its data for parameters. */
  private interface Model<R> {
    R at(double[] parameters);

    MarginalLikelihood.Point likelihood(R regression);
  }

  /**
   * Fits to equally spaced data. O(n³) for each step.
   *
   * @param axis the points
   * @param y the data; their mean is not removed
   * @param options how
   * @return the most likely of all starts
   */
  public static SpectralMixtureFit<KroneckerGpRegression> of(
      UniformAxis axis, double[] y, Options options) {
    Requirements.count("y", y, axis.size());
    Requirements.finite("y", y);
    return fit(
        peaks(axis, y, options.components),
        axis.nyquist(),
        axis.length(),
        power(y),
        options,
        new Model<KroneckerGpRegression>() {
          @Override
          public KroneckerGpRegression at(double[] p) {
            return KroneckerGpRegression.of(
                List.of(axis), List.of(mixture(options.spectrum, p)), y, noise(p));
          }

          @Override
          public MarginalLikelihood.Point likelihood(KroneckerGpRegression r) {
            return new MarginalLikelihood.Point(r.logMarginalLikelihood(), r.gradient());
          }
        });
  }

  /**
   * Fits to data at any points of a line, also repeated ones: the spectrum of the start is that of
   * least squares (Lomb 1976), up to half the inverse of the median distance of neighbours and at
   * most 5000 waves over the length: of higher ones the start sees nothing. O(n³) for each step.
   *
   * @param x the points, at least 4, not all the same
   * @param y the data; their mean is not removed
   * @param options how
   * @return the most likely of all starts
   */
  public static SpectralMixtureFit<GpRegression> of(double[] x, double[] y, Options options) {
    Requirements.sameLength("x", x, "y", y);
    Requirements.finite("x", x);
    Requirements.finite("y", y);
    if (x.length < 4) {
      throw new IllegalArgumentException("x has length " + x.length + ": must have at least 4");
    }
    double[] distances = distances(x);
    if (distances.length == 0) {
      throw new IllegalArgumentException("x is " + x[0] + " everywhere: must have other points");
    }
    double length = Reductions.sum(distances);
    Arrays.sort(distances);
    double highest = 0.5 / distances[distances.length / 2];
    List<Observation> data = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      data.add(Observation.value(y[i], x[i]));
    }
    return fit(
        scatteredPeaks(x, y, length, highest, options.components),
        highest,
        length,
        power(y),
        options,
        new Model<GpRegression>() {
          @Override
          public GpRegression at(double[] p) {
            return GpRegression.of(List.of(mixture(options.spectrum, p)), data, noise(p));
          }

          @Override
          public MarginalLikelihood.Point likelihood(GpRegression r) {
            return new MarginalLikelihood.Point(r.logMarginalLikelihood(), r.gradient());
          }
        });
  }

  private static SpectralMixtureKernel mixture(Spectrum spectrum, double[] p) {
    int q = p.length / 3;
    return SpectralMixtureKernel.fromLog(
        spectrum,
        Arrays.copyOfRange(p, 0, q),
        Arrays.copyOfRange(p, q, 2 * q),
        Arrays.copyOfRange(p, 2 * q, 3 * q));
  }

  private static double noise(double[] p) {
    return Elementary.exp(p[p.length - 1]);
  }

  private static double power(double[] y) {
    return Math.max(Reductions.dot(y, y) / y.length, Double.MIN_NORMAL);
  }

  private static <R> SpectralMixtureFit<R> fit(
      double[] peaks,
      double highest,
      double length,
      double power,
      Options options,
      Model<R> model) {
    int q = options.components;
    double[] start = new double[3 * q + 1];
    Arrays.fill(start, 0, q, Elementary.log(power / q));
    Arrays.fill(start, q, 2 * q, options.spectrum.logScale(0.3 / length));
    System.arraycopy(peaks, 0, start, 2 * q, q);
    start[3 * q] = Elementary.log(0.01 * power);
    double[] lower = start.clone();
    double[] upper = start.clone();
    for (int i = 0; i < start.length; i++) {
      boolean frequency = i >= 2 * q && i < 3 * q;
      lower[i] = frequency ? 0 : start[i] - REACH;
      upper[i] = frequency ? Math.max(highest, peaks[i - 2 * q]) : start[i] + REACH;
    }
    PhiloxGenerator random = Streams.of(options.seed).generator();
    double[] likelihoods = new double[options.restarts + 1];
    double[] best = start;
    int chosen = 0;
    for (int k = 0; k <= options.restarts; k++) {
      double[] from = start.clone();
      for (int j = 0; k > 0 && j < q; j++) {
        from[2 * q + j] = highest * random.nextDouble();
      }
      double[] found =
          MarginalLikelihood.maximised(
              from, lower, upper, options.iterations, p -> model.likelihood(model.at(p)));
      likelihoods[k] = model.likelihood(model.at(found)).value();
      if (k == 0 || likelihoods[k] > likelihoods[chosen]) {
        best = found;
        chosen = k;
      }
    }
    SpectralMixtureKernel all = mixture(options.spectrum, best).pruned(0);
    SpectralMixtureKernel kept = all.pruned(NEGLIGIBLE);
    R regression = model.at(parameters(kept, best[3 * q]));
    if (kept.components() < q
        && !(model.likelihood(regression).value() >= likelihoods[chosen] - UNCHANGED)) {
      // Data almost without noise: what is weak is not negligible.
      kept = all;
      regression = model.at(parameters(all, best[3 * q]));
    }
    return new SpectralMixtureFit<>(regression, kept, likelihoods);
  }

  private static double[] parameters(SpectralMixtureKernel kernel, double logNoise) {
    double[] own = kernel.parameters();
    double[] parameters = Arrays.copyOf(own, own.length + 1);
    parameters[own.length] = logNoise;
    return parameters;
  }

  /**
   * The regression with the fitted covariance and noise.
   *
   * @return the regression
   */
  public R regression() {
    return regression;
  }

  /**
   * The fitted covariance, strongest component first.
   *
   * @return at most as many components as were asked for
   */
  public SpectralMixtureKernel kernel() {
    return kernel;
  }

  /**
   * What each start ended with, before pruning.
   *
   * @return log marginal likelihoods: that of the peaks, then those of the restarts
   */
  public double[] logMarginalLikelihoods() {
    return likelihoods.clone();
  }

  /** The distances of neighbours among distinct points. */
  private static double[] distances(double[] x) {
    double[] sorted = Arrays.stream(x).sorted().distinct().toArray();
    double[] d = new double[sorted.length - 1];
    for (int i = 0; i < d.length; i++) {
      d[i] = sorted[i + 1] - sorted[i];
    }
    return d;
  }

  /** What a wave of each frequency explains of the data, by least squares. */
  private static double[] scatteredPeaks(
      double[] x, double[] y, double length, double highest, int count) {
    double step = 0.25 / length;
    int n = (int) Math.min(MOST_FREQUENCIES, Math.ceil(highest / step)) + 1;
    double[] p = new double[n];
    for (int k = 0; k < n; k++) {
      double theta = 2 * Math.PI * k * step;
      double cc = 0;
      double ss = 0;
      double cs = 0;
      double cy = 0;
      double sy = 0;
      for (int i = 0; i < x.length; i++) {
        double c = Trigonometric.cos(theta * (x[i] - x[0]));
        double s = Trigonometric.sin(theta * (x[i] - x[0]));
        cc += c * c;
        ss += s * s;
        cs += c * s;
        cy += c * y[i];
        sy += s * y[i];
      }
      double determinant = cc * ss - cs * cs;
      p[k] =
          determinant > 1e-9 * cc * cc
              ? (ss * cy * cy - 2 * cs * cy * sy + cc * sy * sy) / determinant
              : cy * cy / cc;
    }
    return highest(p, step, highest, count);
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
    return highest(p, 1 / (n * axis.spacing()), axis.nyquist(), count);
  }

  private static double[] highest(double[] p, double step, double top, int count) {
    List<double[]> found = new ArrayList<>();
    for (int k = 0; k < p.length; k++) {
      double left = k == 0 ? p[Math.min(1, p.length - 1)] : p[k - 1];
      double right = k == p.length - 1 ? left : p[k + 1];
      if (p[k] >= left && p[k] >= right) {
        double curvature = left - 2 * p[k] + right;
        double shift = curvature < 0 ? 0.5 * (left - right) / curvature : 0;
        found.add(new double[] {p[k], (k + shift) * step});
      }
    }
    found.sort((a, b) -> Double.compare(b[0], a[0]));
    double[] f = new double[count];
    for (int q = 0; q < count; q++) {
      // More components than peaks: spread over what is left.
      f[q] = q < found.size() ? found.get(q)[1] : top * (q + 1) / (count + 1);
    }
    return f;
  }
}
