package dev.hadamard.chromatography;

import dev.hadamard.linalg.Qr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Finds peaks by their prominence over the noise, after Savitzky-Golay smoothing over five points
 * (quadratic: first and second moments of a peak are kept), and measures them above an arPLS
 * baseline.
 *
 * @param threshold the least prominence in standard deviations of the noise; default 8
 * @param most the most peaks, the most prominent ones; default no limit
 * @param shoulders whether peaks without a maximum of their own are looked for: a second minimum of
 *     the second derivative (Savitzky-Golay over a third of the width of the peak), ten standard
 *     deviations of its noise below what is on both of its sides; default no
 */
public record PeakDetector(double threshold, int most, boolean shoulders) {
  private static final double SMOOTHED_NOISE = 0.696932;
  private static final double LEAST_SHARE = 0.005;
  private static final int LEAST_POINTS = 5;

  /** The least depth of a shoulder in the second derivative, in its noise. */
  private static final double SHOULDER_NOISE = 10;

  /** The same as a share of the depth of its peak: below, the filter may have made it. */
  private static final double SHOULDER_SHARE = 0.02;

  /** Checks the values. */
  public PeakDetector {
    Requirements.positive("threshold", threshold);
    if (most < 1) {
      throw new IllegalArgumentException("most is " + most + ": must be at least 1");
    }
  }

  /**
   * The detector with defaults.
   *
   * @return the detector
   */
  public static PeakDetector of() {
    return new PeakDetector(8, Integer.MAX_VALUE, false);
  }

  /**
   * The same for a number of peaks.
   *
   * @param number the most peaks, at least 1
   * @return the detector
   */
  public PeakDetector withMost(int number) {
    return new PeakDetector(threshold, number, shoulders);
  }

  /**
   * The same, looking for shoulders.
   *
   * @return the detector
   */
  public PeakDetector withShoulders() {
    return new PeakDetector(threshold, most, true);
  }

  /**
   * What was found.
   *
   * @param peaks the peaks by time
   * @param baseline the baseline at each point
   * @param noise the standard deviation of the noise
   * @param warnings maxima that were not taken although they are above the noise, and why
   */
  public record Detection(
      List<Peak> peaks, double[] baseline, double noise, List<String> warnings) {
    /** Keeps copies. */
    public Detection {
      peaks = List.copyOf(peaks);
      warnings = List.copyOf(warnings);
    }
  }

  private record Maximum(int index, double prominence) {}

  /** A shoulder and where it and its peak part. */
  private record Shoulder(int index, int border) {}

  /**
   * Finds the peaks.
   *
   * @param chromatogram the signal
   * @return the peaks, perhaps none
   */
  public Detection detect(Chromatogram chromatogram) {
    double[] t = chromatogram.times();
    double[] y = chromatogram.signal();
    double[] smooth = smoothed(y);
    double noise = chromatogram.noise();
    double range = 0;
    double low = Double.POSITIVE_INFINITY;
    for (double value : smooth) {
      low = Math.min(low, value);
      range = Math.max(range, value - low);
    }
    List<Maximum> maxima =
        maxima(smooth, Math.max(threshold * SMOOTHED_NOISE * noise, 1e-9 * range));
    List<String> warnings = new ArrayList<>();
    if (maxima.isEmpty()) {
      return new Detection(List.of(), y.clone(), noise, warnings);
    }
    double widest = widest(smooth, maxima);
    // Periods of 20 widths of the widest peak pass.
    double lambda = Math.min(1e11, 100 * widest * widest * widest * widest);
    double[] baseline = Baseline.arpls(y, lambda);
    double[] above = new double[y.length];
    double[] aboveSmooth = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      above[i] = y[i] - baseline[i];
      aboveSmooth[i] = smooth[i] - baseline[i];
    }
    List<Maximum> taken = strongest(maxima, aboveSmooth);
    List<Peak> peaks = new ArrayList<>();
    for (int j = 0; j < taken.size(); j++) {
      int apex = taken.get(j).index;
      int left = j == 0 ? 0 : valley(smooth, taken.get(j - 1).index, apex);
      int right =
          j == taken.size() - 1 ? y.length - 1 : valley(smooth, apex, taken.get(j + 1).index);
      int from = left;
      int to = right;
      List<Shoulder> beside =
          shoulders && taken.size() < most
              ? shoulders(y, aboveSmooth, apex, left, right, noise)
              : List.of();
      for (Shoulder one : beside) {
        if (one.index < apex) {
          left = Math.max(left, one.border);
        } else {
          right = Math.min(right, one.border);
        }
      }
      for (Shoulder one : beside) {
        int first = one.index < apex ? from : one.border;
        int last = one.index < apex ? one.border : to;
        double[] top = {t[one.index], aboveSmooth[one.index]};
        add(
            peaks,
            warnings,
            measure(t, above, aboveSmooth, one.index, first, last, noise, top, true));
      }
      double[] top = top(t, aboveSmooth, apex, left, right);
      add(peaks, warnings, measure(t, above, aboveSmooth, apex, left, right, noise, top, false));
    }
    peaks.sort(Comparator.comparingDouble(Peak::apex));
    return new Detection(peaks, baseline, noise, warnings);
  }

  /** The largest width of a maximum at half its prominence, in samples. */
  private static double widest(double[] smooth, List<Maximum> maxima) {
    double widest = 1;
    for (Maximum m : maxima) {
      double level = smooth[m.index] - m.prominence / 2;
      int from = m.index;
      int to = m.index;
      while (from > 0 && smooth[from] > level) {
        from--;
      }
      while (to < smooth.length - 1 && smooth[to] > level) {
        to++;
      }
      widest = Math.max(widest, to - from);
    }
    return widest;
  }

  /** Those that are enough of their height above the baseline, the most prominent, by time. */
  private List<Maximum> strongest(List<Maximum> maxima, double[] aboveSmooth) {
    List<Maximum> taken = new ArrayList<>();
    for (Maximum m : maxima) {
      if (m.prominence >= LEAST_SHARE * aboveSmooth[m.index]) {
        taken.add(m);
      }
    }
    taken.sort(Comparator.comparingDouble(m -> -m.prominence));
    taken = new ArrayList<>(taken.subList(0, Math.min(most, taken.size())));
    taken.sort(Comparator.comparingInt(Maximum::index));
    return taken;
  }

  private static void add(List<Peak> peaks, List<String> warnings, Peak peak) {
    if (peak.points() < LEAST_POINTS) {
      warnings.add(
          "maximum at %s s left out: %d points above half height, must be at least %d"
              .formatted(peak.apex(), peak.points(), LEAST_POINTS));
    } else {
      peaks.add(peak);
    }
  }

  /** At most one shoulder on each side of a peak: the deepest. */
  private static List<Shoulder> shoulders(
      double[] y, double[] s, int apex, int left, int right, double noise) {
    int width = 0;
    for (int i = left; i <= right; i++) {
      width += s[i] >= s[apex] / 2 ? 1 : 0;
    }
    int m = Math.max(2, width / 6);
    double[] curvature = new double[y.length];
    // The second derivative of the parabola through 2 m + 1 points, in units of the sampling.
    double mean = m * (m + 1) / 3.0;
    double squares = 0;
    for (int j = -m; j <= m; j++) {
      squares += (j * j - mean) * (j * j - mean);
    }
    int from = Math.max(left, m);
    int to = Math.min(right, y.length - 1 - m);
    for (int i = from; i <= to; i++) {
      for (int j = -m; j <= m; j++) {
        curvature[i] += 2 * (j * j - mean) * y[i + j] / squares;
      }
    }
    double own = 0;
    for (int i = Math.max(from, apex - m); i <= Math.min(to, apex + m); i++) {
      own = Math.min(own, curvature[i]);
    }
    double least = Math.max(SHOULDER_NOISE * 2 * noise / Math.sqrt(squares), SHOULDER_SHARE * -own);
    List<Shoulder> found = new ArrayList<>();
    for (int direction = -1; direction <= 1; direction += 2) {
      int last = direction < 0 ? from : to;
      double[] beyond = new double[y.length];
      double most = Double.NEGATIVE_INFINITY;
      for (int i = last; i != apex && i >= from && i <= to; i -= direction) {
        beyond[i] = most;
        most = Math.max(most, curvature[i]);
      }
      int highest = apex;
      double depth = least;
      Shoulder deepest = null;
      for (int i = apex + direction; i >= from && i <= to; i += direction) {
        double here = Math.min(curvature[highest], beyond[i]) - curvature[i];
        if (highest != apex && curvature[highest] - own > least && here > depth) {
          depth = here;
          deepest = new Shoulder(i, highest);
        }
        if (curvature[i] > curvature[highest]) {
          highest = i;
        }
      }
      if (deepest != null && Math.abs(deepest.index - apex) > m) {
        found.add(deepest);
      }
    }
    return found;
  }

  private static double[] smoothed(double[] y) {
    double[] smooth = y.clone();
    for (int i = 2; i < y.length - 2; i++) {
      smooth[i] = (17 * y[i] + 12 * (y[i - 1] + y[i + 1]) - 3 * (y[i - 2] + y[i + 2])) / 35;
    }
    return smooth;
  }

  private static List<Maximum> maxima(double[] s, double least) {
    List<Maximum> maxima = new ArrayList<>();
    int n = s.length;
    for (int i = 1; i < n - 1; i++) {
      int end = i;
      while (end < n - 1 && s[end + 1] == s[i]) {
        end++;
      }
      if (s[i] > s[i - 1] && end < n - 1 && s[end + 1] < s[i]) {
        double left = s[i];
        for (int j = i - 1; j >= 0 && s[j] <= s[i]; j--) {
          left = Math.min(left, s[j]);
        }
        double right = s[i];
        for (int j = end + 1; j < n && s[j] <= s[i]; j++) {
          right = Math.min(right, s[j]);
        }
        double prominence = s[i] - Math.max(left, right);
        if (prominence >= least) {
          maxima.add(new Maximum((i + end) / 2, prominence));
        }
      }
      i = end;
    }
    return maxima;
  }

  private static int valley(double[] s, int from, int to) {
    int lowest = from;
    for (int i = from; i <= to; i++) {
      if (s[i] < s[lowest]) {
        lowest = i;
      }
    }
    return lowest;
  }

  private static Peak measure(
      double[] t,
      double[] y,
      double[] s,
      int apex,
      int left,
      int right,
      double noise,
      double[] top,
      boolean shoulder) {
    int start = apex;
    int end = apex;
    while (start > left && s[start] > noise) {
      start--;
    }
    while (end < right && s[end] > noise) {
      end++;
    }
    double height = top[1];
    double area = 0;
    int points = 0;
    for (int i = start; i <= end; i++) {
      if (i < end) {
        area += (t[i + 1] - t[i]) * (y[i] + y[i + 1]) / 2;
      }
      points += s[i] >= height / 2 ? 1 : 0;
    }
    double[] half = widths(t, s, apex, left, right, 0.5 * height);
    double[] tenth = widths(t, s, apex, left, right, 0.1 * height);
    double[] twentieth = widths(t, s, apex, left, right, 0.05 * height);
    return new Peak(
        top[0],
        height,
        area,
        t[start],
        t[end],
        half[1] - half[0],
        tenth[1] - tenth[0],
        (tenth[1] - top[0]) / (top[0] - tenth[0]),
        (twentieth[1] - twentieth[0]) / (2 * (top[0] - twentieth[0])),
        noise > 0 ? height / noise : Double.POSITIVE_INFINITY,
        points,
        twentieth[1] - twentieth[0],
        base(
            t[apex],
            crossings(t, s, apex, left, right, 0.55 * height),
            crossings(t, s, apex, left, right, 0.65 * height)),
        shoulder);
  }

  /** Between the tangents, each through both of its points; NaN where neither side has both. */
  private static double base(double apex, double[] lower, double[] upper) {
    for (int side = 0; side < 2; side++) {
      if (Double.isNaN(lower[side])) {
        upper[side] = Double.NaN;
      }
    }
    mirror(apex, lower);
    mirror(apex, upper);
    double left = lower[0] - 5.5 * (upper[0] - lower[0]);
    double right = lower[1] + 5.5 * (lower[1] - upper[1]);
    return right - left;
  }

  /** A peak that a neighbour covers on one side is as wide there as on the other. */
  private static void mirror(double middle, double[] crossings) {
    if (Double.isNaN(crossings[0]) != Double.isNaN(crossings[1])) {
      int known = Double.isNaN(crossings[0]) ? 1 : 0;
      crossings[1 - known] = 2 * middle - crossings[known];
    }
  }

  /**
   * Apex and height of the quartic through the upper fifth, or of a parabola if it has few points.
   */
  private static double[] top(double[] t, double[] s, int apex, int left, int right) {
    int from = apex;
    int to = apex;
    while (from > left && s[from - 1] > 0.8 * s[apex]) {
      from--;
    }
    while (to < right && s[to + 1] > 0.8 * s[apex]) {
      to++;
    }
    int m = to - from + 1;
    if (m < 9 || from == apex || to == apex) {
      return parabola(t, s, apex);
    }
    double half = Math.max(t[to] - t[apex], t[apex] - t[from]);
    DMatrixRMaj powers = new DMatrixRMaj(m, 5);
    double[] values = new double[m];
    for (int i = 0; i < m; i++) {
      double x = (t[from + i] - t[apex]) / half;
      double power = 1;
      for (int j = 0; j < 5; j++) {
        powers.set(i, j, power);
        power *= x;
      }
      values[i] = s[from + i];
    }
    double[] c = Qr.inPlace(powers).solve(values);
    double x = 0;
    double curvature = 2 * c[2];
    for (int step = 0; step < 8 && curvature < 0; step++) {
      double slope = c[1] + x * (2 * c[2] + x * (3 * c[3] + x * 4 * c[4]));
      x -= slope / curvature;
      curvature = 2 * c[2] + x * (6 * c[3] + x * 12 * c[4]);
    }
    if (!(curvature < 0) || !(Math.abs(x) <= 1)) {
      return parabola(t, s, apex);
    }
    return new double[] {
      t[apex] + half * x, c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * c[4])))
    };
  }

  /** The apex of the parabola through three points. */
  private static double[] parabola(double[] t, double[] s, int i) {
    double a = t[i] - t[i - 1];
    double b = t[i + 1] - t[i];
    double before = (s[i] - s[i - 1]) / a;
    double after = (s[i + 1] - s[i]) / b;
    double curvature = (after - before) / (a + b);
    if (!(curvature < 0)) {
      return new double[] {t[i], s[i]};
    }
    double slope = (before * b + after * a) / (a + b);
    double move = Math.max(-a, Math.min(b, -slope / (2 * curvature)));
    return new double[] {t[i] + move, s[i] + move * (slope + move * curvature)};
  }

  /**
   * Where the signal crosses a level on both sides; where neighbours cover it the other side or, on
   * both sides, the bounds serve above a third of the height.
   */
  private static double[] widths(
      double[] t, double[] s, int apex, int left, int right, double level) {
    double[] crossings = crossings(t, s, apex, left, right, level);
    if (isHalf(s, apex, level)) {
      if (level > 0) {
        mirror(t[apex], crossings);
      }
      if (Double.isNaN(crossings[0])) {
        crossings[0] = t[left];
        crossings[1] = t[right];
      }
    }
    return crossings;
  }

  /** Where the signal crosses a level on both sides; NaN where it does not. */
  private static double[] crossings(
      double[] t, double[] s, int apex, int left, int right, double level) {
    double[] crossings = {Double.NaN, Double.NaN};
    for (int side = 0; side < 2; side++) {
      int direction = side == 0 ? -1 : 1;
      int last = side == 0 ? left : right;
      int inner = apex;
      while (inner != last && s[inner + direction] >= level) {
        inner += direction;
      }
      if (inner == last) {
        continue;
      }
      // Noise makes several crossings: the mean of the first and the last has no bias.
      int outer = last;
      while (s[outer - direction] < level) {
        outer -= direction;
      }
      crossings[side] =
          (crossing(t, s, inner, inner + direction, level)
                  + crossing(t, s, outer - direction, outer, level))
              / 2;
    }
    return crossings;
  }

  private static double crossing(double[] t, double[] s, int above, int below, double level) {
    return t[above] + (s[above] - level) / (s[above] - s[below]) * (t[below] - t[above]);
  }

  private static boolean isHalf(double[] s, int apex, double level) {
    return level > 0.3 * s[apex];
  }
}
