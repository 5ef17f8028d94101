package dev.hadamard.laplace;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Trigonometric;
import java.util.function.DoubleUnaryOperator;

/**
 * A whole probability density from its Laplace transform, to 1e-14 of its peak.
 *
 * <p>Chernoff's bounds, from the transform G on the real axis, give a window [lower, upper] outside
 * which there is less mass than 1e-16. The density made periodic with the window's length T is the
 * Fourier series 1/T + (2/T) Σ Re(G(iω_m) e^(iω_m t)), ω_m = 2πm/T, whose terms decay fast: some
 * thirty suffice where fixed contours need F where it is e^1000. Outside the window values are
 * exactly 0.
 *
 * <p>For densities without atoms. Construction costs the number of terms in evaluations of G, each
 * value as many multiply-adds. Instances are immutable.
 */
public final class WindowedFourier {
  /** -ln of the mass outside the window. */
  private static final double LOG_MASS = 37;

  /** Terms below are dropped; the first of {@link #RUN} in a row ends the series. */
  private static final double NEGLIGIBLE = 1e-17;

  private static final int RUN = 3;
  private static final int MOST_TERMS = 1 << 18;
  private static final double GOLDEN = 0.6180339887498949;

  private final double lower;
  private final double upper;
  private final double[] re;
  private final double[] im;
  private final double errorEstimate;

  private WindowedFourier(
      double lower, double upper, double[] re, double[] im, double errorEstimate) {
    this.lower = lower;
    this.upper = upper;
    this.re = re;
    this.im = im;
    this.errorEstimate = errorEstimate;
  }

  /**
   * Prepares a density.
   *
   * @param transform its transform G, with G(0) = 1
   * @param logOnAxis ln G(a) for real a &gt; -leftmost
   * @param leftmost how far left of 0 on the real axis G is analytic, positive
   * @param scale a typical time, such as the mean: where the search for the window begins
   * @return the density
   * @throws IllegalArgumentException if leftmost or scale is not positive
   * @throws IllPosedProblemException if the density has no window of finite length
   * @throws ConvergenceException if the transform does not decay on the imaginary axis, as that of
   *     a law with an atom
   */
  public static WindowedFourier of(
      LaplaceTransform transform, DoubleUnaryOperator logOnAxis, double leftmost, double scale) {
    double[] window = window(logOnAxis, leftmost, scale);
    return series(transform, window[0], window[1]);
  }

  /**
   * The window alone, outside which there is less than e^(-37) of the mass on either side.
   *
   * @param logOnAxis ln G(a) for real a &gt; -leftmost
   * @param leftmost how far left of 0 on the real axis G is analytic, positive
   * @param scale a typical time, such as the mean: where the search begins
   * @return its start and its end
   * @throws IllegalArgumentException if leftmost or scale is not positive
   * @throws IllPosedProblemException if there is no window of finite length
   */
  public static double[] window(DoubleUnaryOperator logOnAxis, double leftmost, double scale) {
    if (!(leftmost > 0)) {
      throw new IllegalArgumentException("leftmost is " + leftmost + ": must be positive");
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale is " + scale + ": must be positive and finite");
    }
    // Minimise (ln G(-a) + 37)/a on (0, leftmost), maximise -(ln G(a) + 37)/a: unimodal in ln a.
    double least = Elementary.log(1e-9 / scale);
    double most = Elementary.log(1e9 / scale);
    double leftEnd = Math.min(most, Elementary.log(leftmost) - 1e-12);
    double upper =
        minimum(
            x -> {
              double a = Elementary.exp(x);
              double bound = (logOnAxis.applyAsDouble(-a) + LOG_MASS) / a;
              return Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound;
            },
            least,
            leftEnd);
    double lower =
        Math.max(
            0,
            -minimum(
                x -> {
                  double a = Elementary.exp(x);
                  return (logOnAxis.applyAsDouble(a) + LOG_MASS) / a;
                },
                least,
                most));
    if (!(upper > lower) || Double.isInfinite(upper)) {
      throw new IllPosedProblemException(
          "window [" + lower + ", " + upper + "]: the density has no finite one");
    }
    return new double[] {lower, upper};
  }

  private static double minimum(DoubleUnaryOperator f, double from, double to) {
    double a = from;
    double b = to;
    double x1 = b - GOLDEN * (b - a);
    double x2 = a + GOLDEN * (b - a);
    double f1 = f.applyAsDouble(x1);
    double f2 = f.applyAsDouble(x2);
    // Any point gives a valid bound, so a dozen digits of the optimum are not needed.
    while (b - a > 1e-4) {
      if (f1 <= f2) {
        b = x2;
        x2 = x1;
        f2 = f1;
        x1 = b - GOLDEN * (b - a);
        f1 = f.applyAsDouble(x1);
      } else {
        a = x1;
        x1 = x2;
        f1 = f2;
        x2 = a + GOLDEN * (b - a);
        f2 = f.applyAsDouble(x2);
      }
    }
    return Math.min(f1, f2);
  }

  private static WindowedFourier series(LaplaceTransform transform, double lower, double upper) {
    double period = upper - lower;
    double[] re = new double[64];
    double[] im = new double[64];
    re[0] = 0.5;
    int small = 0;
    int m = 0;
    double largest = 1;
    while (small < RUN) {
      m++;
      if (m == MOST_TERMS) {
        throw new ConvergenceException(
            "the transform decays too slowly on the imaginary axis: an atom, or a narrow part of"
                + " the density, in "
                + MOST_TERMS
                + " terms",
            largest);
      }
      if (m == re.length) {
        re = java.util.Arrays.copyOf(re, 2 * m);
        im = java.util.Arrays.copyOf(im, 2 * m);
      }
      double omega = 2 * Math.PI * m / period;
      // Times e^(iω lower), so that values need the time within the window only.
      Complex value =
          transform.at(new Complex(0, omega)).times(new Complex(0, omega * lower).exp());
      if (!value.isFinite()) {
        throw new IllPosedProblemException("the transform is not finite at s = i " + omega);
      }
      re[m] = value.re();
      im[m] = value.im();
      largest = value.abs();
      small = largest < NEGLIGIBLE ? small + 1 : 0;
    }
    double magnitude = 0;
    for (int k = 0; k <= m; k++) {
      magnitude += Math.abs(re[k]) + Math.abs(im[k]);
    }
    // The mass folded into the window, the dropped terms, and the rounding of the kept ones.
    double estimate = (2 / period) * (8 * 0x1p-53 * magnitude + 10 * NEGLIGIBLE * RUN);
    return new WindowedFourier(
        lower,
        upper,
        java.util.Arrays.copyOf(re, m + 1),
        java.util.Arrays.copyOf(im, m + 1),
        estimate);
  }

  /**
   * The density.
   *
   * @param t the time
   * @return its value; exactly 0 outside the window
   */
  public double density(double t) {
    if (!(t > lower && t < upper)) {
      return 0;
    }
    // Clenshaw's recurrence would lose digits near the ends of the window: powers by rotation.
    double period = upper - lower;
    double angle = 2 * Math.PI * ((t - lower) / period);
    double sum = 0;
    for (int m = re.length - 1; m > 0; m--) {
      sum += re[m] * Trigonometric.cos(m * angle) - im[m] * Trigonometric.sin(m * angle);
    }
    return 2 / period * (sum + re[0]);
  }

  /**
   * The distribution function, integrated term by term.
   *
   * @param t the time
   * @return the mass before t; exactly 0 below the window and 1 above it
   */
  public double cumulative(double t) {
    if (!(t > lower)) {
      return 0;
    }
    if (t >= upper) {
      return 1;
    }
    double period = upper - lower;
    double fraction = (t - lower) / period;
    double angle = 2 * Math.PI * fraction;
    double sum = 0;
    for (int m = re.length - 1; m > 0; m--) {
      double sin = Trigonometric.sin(m * angle);
      double half = Trigonometric.sin(m * angle / 2);
      // Re((re + i im)(e^(imθ) - 1)/(i 2πm))
      sum += (re[m] * sin - im[m] * (2 * half * half)) / m;
    }
    return fraction + sum / Math.PI;
  }

  /**
   * The start of the window.
   *
   * @return the time before which the density is taken for 0
   */
  public double lower() {
    return lower;
  }

  /**
   * The end of the window.
   *
   * @return the time after which the density is taken for 0
   */
  public double upper() {
    return upper;
  }

  /**
   * The number of evaluations of the transform.
   *
   * @return the number of terms
   */
  public int terms() {
    return re.length - 1;
  }

  /**
   * A bound on the error of the density.
   *
   * @return rounding, aliasing and truncation together
   */
  public double errorEstimate() {
    return errorEstimate;
  }
}
