package dev.hadamard.chromatography;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.optim.LevenbergMarquardt;
import dev.hadamard.optim.SolverStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fits peaks of a column without dispersion: retention factor k and transfer units n of each
 * analyte, by default with its amplitude and a linear baseline.
 *
 * <p>Least squares in ln k and ln n, whose Fisher information is nearly diagonal (k moves the peak,
 * n widens it); in (Φ k_a q_m, k_d) the correlation would be 0.9999. Derivatives are exact. Several
 * analytes that overlap are fitted together. Times in seconds or any other unit throughout; the
 * signal in any unit.
 */
public final class AnalyteFitter {
  private static final double FWHM = 2.3548200450309493;

  /**
   * What is known of the noise.
   *
   * @param deviation of points of weight 1; NaN where the fit estimates it
   * @param constant the variance of a point without signal; NaN where all points weigh the same
   * @param slope the variance for each unit of the signal
   */
  private record Noise(double deviation, double constant, double slope) {
    static final Noise UNKNOWN = new Noise(Double.NaN, Double.NaN, 0);

    boolean isKnown() {
      return !Double.isNaN(deviation);
    }

    boolean isUneven() {
      return !Double.isNaN(constant);
    }

    /** One over the standard deviation of a point. */
    double weight(double signal) {
      return isUneven() ? 1 / Math.sqrt(constant + slope * Math.max(0, signal)) : 1;
    }
  }

  private final double holdUpTime;
  private final double pulseDuration;
  private final double amplitude;
  private final boolean withBaseline;
  private final Noise noise;
  private final double huber;
  private final FitOptions options;

  private AnalyteFitter(
      double holdUpTime,
      double pulseDuration,
      double amplitude,
      boolean withBaseline,
      Noise noise,
      double huber,
      FitOptions options) {
    this.holdUpTime = holdUpTime;
    this.pulseDuration = pulseDuration;
    this.amplitude = amplitude;
    this.withBaseline = withBaseline;
    this.noise = noise;
    this.huber = huber;
    this.options = options;
  }

  double holdUpTime() {
    return holdUpTime;
  }

  /**
   * A fitter with five parameters for each analyte: k, n, amplitude, linear baseline.
   *
   * @param holdUpTime t₀, positive
   * @param pulseDuration the duration of the inlet pulse from time 0, positive
   * @return the fitter
   */
  public static AnalyteFitter of(double holdUpTime, double pulseDuration) {
    Requirements.positive("holdUpTime", holdUpTime);
    Requirements.positive("pulseDuration", pulseDuration);
    return new AnalyteFitter(
        holdUpTime, pulseDuration, Double.NaN, true, Noise.UNKNOWN, Double.NaN, FitOptions.DEFAULT);
  }

  /**
   * The same with the two parameters of the paper: k and n. The amplitude is known, and the signal
   * has no baseline.
   *
   * @param knownAmplitude c₀, positive
   * @return the fitter
   */
  public AnalyteFitter withTwoParameters(double knownAmplitude) {
    Requirements.positive("knownAmplitude", knownAmplitude);
    return new AnalyteFitter(
        holdUpTime, pulseDuration, knownAmplitude, false, noise, huber, options);
  }

  /**
   * The same without a baseline.
   *
   * @return the fitter
   */
  public AnalyteFitter withoutBaseline() {
    return new AnalyteFitter(holdUpTime, pulseDuration, amplitude, false, noise, huber, options);
  }

  /**
   * The same with a known noise, which sets the standard errors.
   *
   * @param standardDeviation of each point, positive
   * @return the fitter
   */
  public AnalyteFitter withNoise(double standardDeviation) {
    Requirements.positive("standardDeviation", standardDeviation);
    return new AnalyteFitter(
        holdUpTime,
        pulseDuration,
        amplitude,
        withBaseline,
        new Noise(standardDeviation, Double.NaN, 0),
        huber,
        options);
  }

  /**
   * The same with points of different noise: the variance of a point is constant + slope · max(0,
   * signal), as of a detector that counts. Sums of squares and the noise of the fit are then in
   * units of these deviations, and the standard errors are set by them.
   *
   * @param constant the variance without signal, positive
   * @param slope the variance for each unit of the signal, at least 0
   * @return the fitter
   */
  public AnalyteFitter withVariance(double constant, double slope) {
    Requirements.positive("constant", constant);
    Requirements.notNegative("slope", slope);
    return new AnalyteFitter(
        holdUpTime,
        pulseDuration,
        amplitude,
        withBaseline,
        new Noise(1, constant, slope),
        huber,
        options);
  }

  /**
   * The same, robust against outliers: residuals beyond a threshold count linearly (Huber), by
   * reweighted least squares. The scale of the residuals is 1.4826 times their median size, or the
   * noise where that is given; standard errors are those of an M-estimate.
   *
   * <p>Source: P. J. Huber, Robust Statistics, 1981, section 7.6.
   *
   * @param threshold in standard deviations, positive; 1.345 has 95 % of the efficiency of least
   *     squares under Gaussian noise
   * @return the fitter
   */
  public AnalyteFitter withHuber(double threshold) {
    Requirements.positive("threshold", threshold);
    return new AnalyteFitter(
        holdUpTime, pulseDuration, amplitude, withBaseline, noise, threshold, options);
  }

  /**
   * The same with other knowledge of column and detector: dispersion, a slow detector, a hold-up
   * time that is fitted. The model is then inverted from Laplace space for each trial, some 0.5 ms;
   * columns of fewer than some 50 transfer units without dispersion are refused.
   *
   * @param newOptions what is known, and what is fitted
   * @return the fitter
   */
  public AnalyteFitter with(FitOptions newOptions) {
    return new AnalyteFitter(
        holdUpTime,
        pulseDuration,
        amplitude,
        withBaseline,
        noise,
        huber,
        java.util.Objects.requireNonNull(newOptions, "options"));
  }

  /**
   * Intervals of one analyte from the profile of the likelihood: every value of a parameter at
   * which the sum of squares, minimised over the others, rises by less than t² s². They are not
   * symmetric where the model is curved.
   *
   * @param retentionFactor lower and upper limit of k
   * @param transferUnits lower and upper limit of n
   */
  public record ProfileIntervals(double[] retentionFactor, double[] transferUnits) {
    /** Keeps copies. */
    public ProfileIntervals {
      retentionFactor = retentionFactor.clone();
      transferUnits = transferUnits.clone();
    }

    /**
     * The limits of k.
     *
     * @return a copy: lower, upper
     */
    @Override
    public double[] retentionFactor() {
      return retentionFactor.clone();
    }

    /**
     * The limits of n.
     *
     * @return a copy: lower, upper
     */
    @Override
    public double[] transferUnits() {
      return transferUnits.clone();
    }
  }

  /**
   * Intervals from the profile of the likelihood: some ten fits for each of the four limits.
   *
   * @param times increasing times
   * @param signal the signal at the times
   * @param level for example 0.95
   * @return the intervals
   * @throws IllegalArgumentException for a robust fitter, which has no likelihood, with a free
   *     hold-up time, and as {@link #fit}
   * @throws ConvergenceException if a limit was not found: the data do not bound the parameter
   */
  public ProfileIntervals profile(double[] times, double[] signal, double level) {
    if (!Double.isNaN(huber)) {
      throw new IllegalArgumentException(
          "huber is " + huber + ": must not be set, a robust fit has no likelihood");
    }
    if (options.freeHoldUpTime()) {
      throw new IllegalArgumentException(
          "options have a free hold-up time: must be known for the profile of k and n");
    }
    AnalyteFit best = fit(times, signal);
    double[][] limits = new double[2][2];
    for (int parameter = 0; parameter < 2; parameter++) {
      double value = parameter == 0 ? best.retentionFactor() : best.transferUnits();
      double half =
          parameter == 0 ? best.retentionFactorInterval(level) : best.transferUnitsInterval(level);
      for (int side = 0; side < 2; side++) {
        double sign = side == 0 ? -1 : 1;
        limits[parameter][side] =
            value
                * Elementary.exp(
                    sign * profileReach(times, signal, best, parameter, sign * half / value, half));
      }
    }
    return new ProfileIntervals(limits[0], limits[1]);
  }

  /** The distance in the logarithm at which the deviance is that of the symmetric interval. */
  private double profileReach(
      double[] times, double[] signal, AnalyteFit best, int parameter, double step, double half) {
    double error = parameter == 0 ? best.retentionFactorError() : best.transferUnitsError();
    double target = half / error;
    Start centre = new Start(best.retentionFactor(), best.transferUnits(), best.amplitude());
    double low = 0;
    double high = Math.abs(step);
    double sign = Math.signum(step);
    int trials = 0;
    while (rootDeviance(times, signal, best, centre, parameter, sign * high) < target) {
      low = high;
      high *= 2;
      if (++trials > 12 || !(high < 20)) {
        throw new ConvergenceException(
            "the data do not bound the %s: the deviance at exp(%s) times the fit is too small"
                .formatted(parameter == 0 ? "retention factor" : "transfer units", sign * low),
            low);
      }
    }
    while (high - low > 1e-7 * high) {
      double middle = (low + high) / 2;
      if (rootDeviance(times, signal, best, centre, parameter, sign * middle) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double rootDeviance(
      double[] times,
      double[] signal,
      AnalyteFit best,
      Start centre,
      int parameter,
      double distance) {
    double factor = Elementary.exp(distance);
    Start start =
        new Start(
            centre.retentionFactor() * (parameter == 0 ? factor : 1),
            centre.transferUnits() * (parameter == 1 ? factor : 1),
            centre.amplitude());
    double squares = fit(times, signal, List.of(start), parameter).getFirst().sumOfSquares();
    return Math.sqrt(Math.max(0, squares - best.sumOfSquares())) / best.noise();
  }

  /**
   * Fits one analyte, beginning at the highest point and its width.
   *
   * @param times increasing times
   * @param signal the signal at the times
   * @return the fit; look at its warnings
   * @throws IllegalArgumentException if lengths differ, values are not finite, times do not
   *     increase, there are too few points, or the signal has no peak behind the hold-up time
   */
  public AnalyteFit fit(double[] times, double[] signal) {
    check(times, signal, 1);
    return fit(times, signal, List.of(guess(times, signal))).getFirst();
  }

  /** Where a fit begins. */
  record Start(double retentionFactor, double transferUnits, double amplitude) {}

  /** The start of a peak of the retention time and the width of a fit, at this hold-up time. */
  Start start(AnalyteFit fit) {
    double k = fit.retentionTime() / holdUpTime - 1;
    if (fit.holdUpTime() == holdUpTime || !(k > 0)) {
      return new Start(fit.retentionFactor(), fit.transferUnits(), fit.amplitude());
    }
    double ratio = k * holdUpTime / (fit.retentionFactor() * fit.holdUpTime());
    return new Start(k, fit.transferUnits() * ratio * ratio, fit.amplitude());
  }

  /**
   * The start of a peak with a given apex and full width at half height.
   *
   * @param apex the time of the highest point
   * @param width the full width at half height
   * @param height the height over the baseline
   * @return the start
   */
  Start start(double apex, double width, double height) {
    double k = Math.max(1e-3, (apex - pulseDuration / 2) / holdUpTime - 1);
    double variance = width / FWHM * (width / FWHM);
    double kinetic = Math.max(0.1 * variance, variance - pulseDuration * pulseDuration / 12);
    double n = Math.min(1e8, Math.max(0.5, 2 * (k * holdUpTime) * (k * holdUpTime) / kinetic));
    double c0 = height * width * 1.0645 / pulseDuration;
    return new Start(k, n, Double.isNaN(amplitude) ? Math.max(height, c0) : amplitude);
  }

  private Start guess(double[] times, double[] signal) {
    int m = times.length;
    int apex = -1;
    double first = withBaseline ? Math.min(signal[0], signal[m - 1]) : 0;
    for (int i = 0; i < m; i++) {
      if (times[i] > holdUpTime && (apex < 0 || signal[i] > signal[apex])) {
        apex = i;
      }
    }
    if (apex < 0 || !(signal[apex] > first)) {
      throw new IllegalArgumentException(
          "signal has no positive peak after the hold-up time " + holdUpTime);
    }
    double level = (signal[apex] + first) / 2;
    double left = crossing(times, signal, apex, -1, level);
    double right = crossing(times, signal, apex, 1, level);
    return start(times[apex], right - left, signal[apex] - first);
  }

  static double crossing(double[] t, double[] y, int apex, int direction, double level) {
    for (int i = apex; i + direction >= 0 && i + direction < t.length; i += direction) {
      double here = y[i];
      double next = y[i + direction];
      if (next < level) {
        return t[i] + (t[i + direction] - t[i]) * (here - level) / (here - next);
      }
    }
    return direction < 0 ? t[0] : t[t.length - 1];
  }

  private void check(double[] times, double[] signal, int peaks) {
    Requirements.series(times, signal);
    Requirements.morePoints(
        times,
        peaks * (Double.isNaN(amplitude) ? 3 : 2)
            + (withBaseline ? 2 : 0)
            + options.freeParameters());
  }

  /** Fits analytes together. */
  List<AnalyteFit> fit(double[] times, double[] signal, List<Start> starts) {
    return fit(times, signal, starts, -1);
  }

  /** The same; a parameter of this index stays where it starts. */
  private List<AnalyteFit> fit(double[] times, double[] signal, List<Start> starts, int fixed) {
    int peaks = starts.size();
    check(times, signal, peaks);
    int m = times.length;
    boolean freeAmplitude = Double.isNaN(amplitude);
    int each = freeAmplitude ? 3 : 2;
    int base = peaks * each;
    int shared = base + (withBaseline ? 2 : 0);
    int n = shared + options.freeParameters();
    double[] p = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int j = 0; j < peaks; j++) {
      Start s = starts.get(j);
      double[] coordinates = Coordinates.of(options).from(s, holdUpTime);
      double[] range = Coordinates.of(options).range(coordinates);
      for (int l = 0; l < 2; l++) {
        p[j * each + l] = coordinates[l];
        lower[j * each + l] = range[2 * l];
        upper[j * each + l] = range[2 * l + 1];
      }
      if (freeAmplitude) {
        p[j * each + 2] = s.amplitude();
        lower[j * each + 2] = Double.NEGATIVE_INFINITY;
        upper[j * each + 2] = Double.POSITIVE_INFINITY;
      }
    }
    Shared common = new Shared(shared);
    common.begin(p, lower, upper);
    if (fixed >= 0) {
      lower[fixed] = p[fixed];
      upper[fixed] = p[fixed];
    }
    double centre = (times[0] + times[m - 1]) / 2;
    double span = times[m - 1] - times[0];
    if (withBaseline) {
      p[base] = (signal[0] + signal[m - 1]) / 2;
      p[base + 1] = signal[m - 1] - signal[0];
      for (int j = base; j < base + 2; j++) {
        lower[j] = Double.NEGATIVE_INFINITY;
        upper[j] = Double.POSITIVE_INFINITY;
      }
    }
    double[] weight = new double[m];
    for (int i = 0; i < m; i++) {
      weight[i] = noise.weight(signal[i]);
    }
    boolean weighted = noise.isUneven() || !Double.isNaN(huber);
    Model model = new Model(times);
    LevenbergMarquardt.Residuals residuals =
        (q, r, jacobian) -> {
          for (int i = 0; i < m; i++) {
            r[i] = -signal[i];
            if (withBaseline) {
              double x = (times[i] - centre) / span;
              r[i] += q[base] + q[base + 1] * x;
              jacobian[i * n + base] = 1;
              jacobian[i * n + base + 1] = x;
            }
            for (int j = shared; j < n; j++) {
              jacobian[i * n + j] = 0;
            }
          }
          for (int j = 0; j < peaks; j++) {
            double c0 = freeAmplitude ? q[j * each + 2] : amplitude;
            double[][] curves = model.evaluate(q[j * each], q[j * each + 1], common, q);
            for (int i = 0; i < m; i++) {
              r[i] = Math.fma(c0, curves[0][i], r[i]);
              jacobian[i * n + j * each] = c0 * curves[1][i];
              jacobian[i * n + j * each + 1] = c0 * curves[2][i];
              if (freeAmplitude) {
                jacobian[i * n + j * each + 2] = curves[0][i];
              }
              for (int l = 0; l < common.places.length; l++) {
                if (common.places[l] >= 0) {
                  jacobian[i * n + common.places[l]] += c0 * curves[3 + l][i];
                }
              }
            }
          }
          for (int i = 0; weighted && i < m; i++) {
            r[i] *= weight[i];
            for (int j = 0; j < n; j++) {
              jacobian[i * n + j] *= weight[i];
            }
          }
        };
    String unfit = model.unfit(p, peaks, each, common);
    if (!unfit.isEmpty()) {
      throw new IllegalArgumentException(unfit);
    }
    LevenbergMarquardt.Result result =
        LevenbergMarquardt.of().minimise(residuals, m, p, lower, upper);
    if (common.places[2] >= 0) {
      // Diffusion and kinetics nearly exchange: there are two minima.
      for (int side = -1; side <= 1; side += 2) {
        double[] other = p.clone();
        other[common.places[2]] += 2 * side;
        if (model.unfit(other, peaks, each, common).isEmpty()) {
          LevenbergMarquardt.Result next =
              LevenbergMarquardt.of().minimise(residuals, m, other, lower, upper);
          result = next.cost() < result.cost() ? next : result;
        }
      }
    }
    double robustSd = Double.NaN;
    if (!Double.isNaN(huber)) {
      HuberWeights robust = new HuberWeights(huber, noise.deviation, weight);
      result = robust.refine(residuals, m, result, lower, upper);
      robustSd = robust.deviation(result, n);
    }
    double squares = 2 * result.cost();
    double known = noise.isKnown() ? noise.deviation : Math.sqrt(squares / (m - n));
    double sd = Double.isNaN(huber) ? known : robustSd;
    double[] inverse = result.inverseInformation();
    double runs = runs(result.residuals());
    List<AnalyteFit> fits = new ArrayList<>();
    for (int j = 0; j < peaks; j++) {
      int[] places = {
        j * each,
        j * each + 1,
        freeAmplitude ? j * each + 2 : -1,
        withBaseline ? base : -1,
        withBaseline ? base + 1 : -1,
        common.places[0],
        common.places[1],
        common.places[2]
      };
      int size = AnalyteFit.SIZE;
      double[] covariance = new double[size * size];
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          // The slope is fitted for the whole span.
          double unit = (a == 4 ? 1 / span : 1) * (b == 4 ? 1 / span : 1);
          boolean there = places[a] >= 0 && places[b] >= 0;
          covariance[a * size + b] =
              there ? sd * sd * inverse[places[a] * n + places[b]] * unit : 0;
        }
      }
      double[] q = result.parameters();
      double[] kn =
          Coordinates.of(options).values(q[j * each], q[j * each + 1], common.value(0, q));
      Coordinates.of(options).covariance(covariance, kn[0]);
      fits.add(
          new AnalyteFit(
              kn[0],
              kn[1],
              freeAmplitude ? q[j * each + 2] : amplitude,
              withBaseline ? q[base] : 0,
              withBaseline ? q[base + 1] / span : 0,
              centre,
              common.value(0, q),
              pulseDuration,
              common.value(1, q),
              common.value(2, q),
              options.boundary(),
              covariance,
              sd,
              noise.isKnown(),
              squares,
              m,
              n,
              runs,
              result.iterations(),
              result.status() != SolverStatus.MAX_ITERATIONS,
              warnings(result, places, covariance, runs)));
    }
    return fits;
  }

  private static List<String> warnings(
      LevenbergMarquardt.Result result, int[] places, double[] covariance, double runs) {
    int size = AnalyteFit.SIZE;
    List<String> warnings = new ArrayList<>();
    if (result.status() == SolverStatus.MAX_ITERATIONS) {
      warnings.add("did not converge in " + result.iterations() + " evaluations");
    }
    String[] names = {
      "retention factor",
      "transfer units",
      "amplitude",
      "baseline",
      "baseline slope",
      "hold-up time",
      "time constant",
      "Péclet number"
    };
    for (int a = 0; a < names.length; a++) {
      if (places[a] >= 0 && result.atBound()[places[a]]) {
        warnings.add(names[a] + " at its bound");
      }
    }
    if (!(covariance[0] < Double.POSITIVE_INFINITY)) {
      warnings.add("the data do not determine all parameters");
    }
    for (int a = 0; a < 2; a++) {
      for (int b = 5; b < places.length; b++) {
        if (places[b] >= 0) {
          double correlation =
              covariance[a * size + b]
                  / Math.sqrt(covariance[a * size + a] * covariance[b * size + b]);
          if (Math.abs(correlation) > 0.99) {
            warnings.add(
                String.format(
                    Locale.ROOT,
                    "%s and %s can hardly be told apart: their correlation is %.5f",
                    names[a],
                    names[b],
                    correlation));
          }
        }
      }
    }
    if (runs < -5) {
      warnings.add("residuals are not random: the model does not describe the peak");
    }
    return warnings;
  }

  /**
   * What is fitted in place of k and n. With a known hold-up time ln k and ln n; with one that is
   * fitted the logarithms of the retention time t_R = t₀ (1 + k) and of the deviation σ = k t₀
   * √(2/n), which hardly depend on it.
   */
  private enum Coordinates {
    PARAMETERS,
    MOMENTS;

    static Coordinates of(FitOptions options) {
      return options.freeHoldUpTime() ? MOMENTS : PARAMETERS;
    }

    double[] from(Start start, double holdUpTime) {
      double k = start.retentionFactor();
      double n = start.transferUnits();
      return this == PARAMETERS
          ? new double[] {Elementary.log(k), Elementary.log(n)}
          : new double[] {
            Elementary.log(holdUpTime * (1 + k)), Elementary.log(k * holdUpTime * Math.sqrt(2 / n))
          };
    }

    double[] range(double[] start) {
      return this == PARAMETERS
          ? new double[] {
            Elementary.log(1e-6), Elementary.log(1e6), Elementary.log(1e-3), Elementary.log(1e10)
          }
          : new double[] {start[0] - 1, start[0] + 1, start[1] - 7, start[1] + 7};
    }

    /** k and n; not positive where the retention time is below the hold-up time. */
    double[] values(double first, double second, double holdUpTime) {
      if (this == PARAMETERS) {
        return new double[] {Elementary.exp(first), Elementary.exp(second)};
      }
      double adsorbed = Elementary.exp(first) - holdUpTime;
      double share = adsorbed / Elementary.exp(second);
      return new double[] {adsorbed / holdUpTime, 2 * share * share};
    }

    /** Derivatives in ln k, ln n, ln t₀ become those in ln t_R, ln σ, ln t₀. */
    void chain(double k, double[][] curves) {
      if (this == PARAMETERS) {
        return;
      }
      for (int i = 0; i < curves[0].length; i++) {
        double byK = curves[1][i];
        double byN = curves[2][i];
        curves[1][i] = (1 + k) / k * (byK + 2 * byN);
        curves[2][i] = -2 * byN;
        curves[3][i] -= (1 + k) / k * byK + 2 / k * byN;
      }
    }

    /** The covariance of ln t_R, ln σ, ..., ln t₀, ... becomes that of ln k, ln n, ... */
    void covariance(double[] c, double k) {
      if (this == PARAMETERS) {
        return;
      }
      int size = AnalyteFit.SIZE;
      double[][] rows = new double[2][size];
      rows[0][0] = (1 + k) / k;
      rows[0][5] = -(1 + k) / k;
      rows[1][0] = 2 * (1 + k) / k;
      rows[1][1] = -2;
      rows[1][5] = -2 / k;
      double[][] across = new double[2][size];
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < size; b++) {
          for (int l : new int[] {0, 1, 5}) {
            across[a][b] += rows[a][l] * c[l * size + b];
          }
        }
      }
      double[][] inner = new double[2][2];
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          for (int l : new int[] {0, 1, 5}) {
            inner[a][b] += across[a][l] * rows[b][l];
          }
        }
      }
      for (int a = 0; a < 2; a++) {
        for (int b = 2; b < size; b++) {
          c[a * size + b] = across[a][b];
          c[b * size + a] = across[a][b];
        }
        for (int b = 0; b < 2; b++) {
          c[a * size + b] = inner[a][b];
        }
      }
    }
  }

  /** The parameters that all peaks share: hold-up time, time constant, Péclet number. */
  private final class Shared {
    /** Where each stands among the parameters of the fit; -1 if it is known. */
    final int[] places = {-1, -1, -1};

    Shared(int first) {
      int next = first;
      boolean[] free = {options.freeHoldUpTime(), options.freeTimeConstant(), options.freePeclet()};
      for (int l = 0; l < free.length; l++) {
        if (free[l]) {
          places[l] = next++;
        }
      }
    }

    /** The known value, or where it begins. */
    private double given(int l) {
      return l == 0 ? holdUpTime : l == 1 ? options.timeConstant() : options.peclet();
    }

    double value(int l, double[] q) {
      return places[l] < 0 ? given(l) : Elementary.exp(q[places[l]]);
    }

    void begin(double[] p, double[] lower, double[] upper) {
      for (int l = 0; l < places.length; l++) {
        if (places[l] >= 0) {
          double log = Elementary.log(given(l));
          p[places[l]] = log;
          // Times within a factor of 1000, Péclet numbers of 1e6, about the start.
          double reach = l < 2 ? 6.9 : 13.8;
          lower[places[l]] = log - reach;
          upper[places[l]] = log + reach;
        }
      }
    }
  }

  /** The curve of one peak of amplitude 1 and its derivatives. */
  private final class Model {
    private final double[][] curves;
    private final PulseResponse plain;
    private final TransformResponse general;

    Model(double[] times) {
      boolean isPlain = options.isPlain();
      curves = new double[isPlain ? 3 : TransformResponse.CURVES][times.length];
      plain = isPlain ? new PulseResponse(holdUpTime, pulseDuration, times) : null;
      general = isPlain ? null : new TransformResponse(pulseDuration, options.boundary(), times);
    }

    double[][] evaluate(double first, double second, Shared common, double[] q) {
      double t0 = common.value(0, q);
      double[] kn = Coordinates.of(options).values(first, second, t0);
      if (plain != null) {
        plain.evaluate(kn[0], kn[1], curves[0], curves[1], curves[2]);
      } else {
        general.evaluate(kn[0], kn[1], t0, common.value(1, q), common.value(2, q), curves);
        Coordinates.of(options).chain(kn[0], curves);
      }
      return curves;
    }

    /** Why a start is not within the range of the series; trial steps outside are refused later. */
    String unfit(double[] p, int peaks, int each, Shared common) {
      for (int j = 0; general != null && j < peaks; j++) {
        double t0 = common.value(0, p);
        double[] kn = Coordinates.of(options).values(p[j * each], p[j * each + 1], t0);
        if (!general.evaluate(kn[0], kn[1], t0, common.value(1, p), common.value(2, p), curves)) {
          return String.format(
              Locale.ROOT,
              "options: a peak of k = %.3g and n = %.3g has too few plates for dispersion, a slow"
                  + " detector or a free hold-up time; it can be fitted without them",
              kn[0],
              kn[1]);
        }
      }
      return "";
    }
  }

  /** The deviate of Wald and Wolfowitz' number of runs. */
  static double runs(double[] residuals) {
    double positive = 0;
    double runs = 1;
    for (int i = 0; i < residuals.length; i++) {
      boolean up = residuals[i] > 0;
      positive += up ? 1 : 0;
      runs += i > 0 && up != residuals[i - 1] > 0 ? 1 : 0;
    }
    double negative = residuals.length - positive;
    double n = residuals.length;
    double expected = 1 + 2 * positive * negative / n;
    double variance = (expected - 1) * (expected - 2) / (n - 1);
    return variance > 0 ? (runs - expected) / Math.sqrt(variance) : 0;
  }
}
