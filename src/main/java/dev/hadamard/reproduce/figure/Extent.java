package dev.hadamard.reproduce.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of an axis that a figure shows, in the coordinates of the chart: those of a logarithmic
 * axis are decimal logarithms, taken here because the chart's own may differ between machines.
 *
 * @param axis the axis
 * @param lower where it begins, in coordinates of the chart
 * @param upper where it ends
 */
record Extent(Axis axis, double lower, double upper) {
  /**
   * A mark on the axis.
   *
   * @param at where it is, in coordinates of the chart
   * @param label what is written at it
   */
  record Tick(double at, String label) {}

  /** Part of the range that is left free at an end that the data decide. */
  private static final double MARGIN = 0.04;

  private static final double LARGEST_PLAIN = 1e5;
  private static final double SMALLEST_PLAIN_STEP = 1e-4;

  /** The extent of an axis over data from {@code min} to {@code max}, NaN if there are none. */
  static Extent of(Axis axis, double min, double max, boolean fromZero) {
    if (axis.scale() == Axis.Scale.CATEGORY) {
      return new Extent(axis, -0.5, axis.categories().size() - 0.5);
    }
    boolean log = axis.scale() == Axis.Scale.LOG;
    double low = Double.isNaN(min) ? 0 : coordinate(axis, min);
    double high = Double.isNaN(max) ? 1 : coordinate(axis, max);
    boolean zero = fromZero && !log;
    low = zero ? Math.min(low, 0) : low;
    high = zero ? Math.max(high, 0) : high;
    double room = low < high ? MARGIN * (high - low) : log ? 0.3 : Math.max(Math.abs(low) / 2, 0.5);
    low -= zero && low == 0 ? 0 : room;
    high += zero && high == 0 ? 0 : room;
    low = Double.isNaN(axis.lower()) ? low : coordinate(axis, axis.lower());
    high = Double.isNaN(axis.upper()) ? high : coordinate(axis, axis.upper());
    if (low >= high) {
      // One end is given, and all data are beyond it.
      return Double.isNaN(axis.upper())
          ? new Extent(axis, low, low + 1)
          : new Extent(axis, high - 1, high);
    }
    return new Extent(axis, low, high);
  }

  private static double coordinate(Axis axis, double value) {
    return axis.scale() == Axis.Scale.LOG ? StrictMath.log10(value) : value;
  }

  /** Where a number lies; NaN if it has no place. */
  double at(double value) {
    double at = coordinate(axis, value);
    return Double.isFinite(at) ? at : Double.NaN;
  }

  /** Where a number lies, moved to the nearer end if it is outside. */
  double inside(double value) {
    return axis.scale() == Axis.Scale.LOG && value <= 0
        ? lower
        : Math.clamp(coordinate(axis, value), lower, upper);
  }

  /** A place, moved nearer if it is so far outside that a renderer could overflow. */
  double nearby(double at) {
    double far = 10 * (upper - lower);
    return Math.clamp(at, lower - far, upper + far);
  }

  boolean contains(double at) {
    return at >= lower && at <= upper;
  }

  /** Ticks at round numbers, or at the names; about as many as given. */
  List<Tick> ticks(int count) {
    return switch (axis.scale()) {
      case CATEGORY ->
          IntStream.range(0, axis.categories().size())
              .mapToObj(i -> new Tick(i, axis.categories().get(i)))
              .toList();
      case LINEAR -> linearTicks(lower, upper, count);
      case LOG -> logTicks(count);
    };
  }

  private List<Tick> linearTicks(double from, double to, int count) {
    double raw = (to - from) / count;
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(StrictMath.log10(raw)));
    double mantissa = raw / power.doubleValue();
    BigDecimal step =
        power.multiply(
            BigDecimal.valueOf(mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10));
    boolean plain =
        Math.max(Math.abs(from), Math.abs(to)) < LARGEST_PLAIN
            && step.doubleValue() >= SMALLEST_PLAIN_STEP;
    BigDecimal value =
        BigDecimal.valueOf(from).divide(step, 0, RoundingMode.CEILING).multiply(step);
    List<Tick> ticks = new ArrayList<>();
    for (; value.doubleValue() <= to; value = value.add(step)) {
      ticks.add(
          new Tick(
              coordinate(axis, value.doubleValue()),
              plain ? plain(value, step) : scientific(value, step)));
    }
    return ticks;
  }

  private List<Tick> logTicks(int count) {
    if (upper - lower < 0.5) {
      return linearTicks(StrictMath.pow(10, lower), StrictMath.pow(10, upper), count);
    }
    boolean fewDecades = upper - lower < 2;
    int stride = Math.max(1, (int) Math.ceil((upper - lower) / count));
    int first = (int) Math.floor(lower);
    int last = (int) Math.ceil(upper);
    boolean plain = first >= -3 && last <= 4;
    List<Tick> ticks = new ArrayList<>();
    for (int k = Math.ceilDiv(first, stride) * stride; k <= last; k += stride) {
      for (int digit : fewDecades ? new int[] {1, 2, 5} : new int[] {1}) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(k);
        double at = StrictMath.log10(value.doubleValue());
        if (contains(at)) {
          String power = (digit == 1 ? "" : digit + "×") + "10^{" + minus("" + k) + "}";
          ticks.add(new Tick(at, plain ? value.toPlainString() : power));
        }
      }
    }
    return ticks;
  }

  private static String plain(BigDecimal value, BigDecimal step) {
    int decimals = Math.max(0, step.stripTrailingZeros().scale());
    return minus(value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static String scientific(BigDecimal value, BigDecimal step) {
    if (value.signum() == 0) {
      return "0";
    }
    int exponent = value.precision() - value.scale() - 1;
    return plain(value.scaleByPowerOfTen(-exponent), step.scaleByPowerOfTen(-exponent))
        + "×10^{"
        + minus("" + exponent)
        + "}";
  }

  private static String minus(String number) {
    return number.replace('-', '−');
  }
}
