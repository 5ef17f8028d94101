package dev.hadamard.reproduce.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** An axis laid along a stretch of pixels: where a number lies, and where the ticks are. */
final class Ruler {
  /**
   * A mark on the axis.
   *
   * @param value where it is
   * @param label what is written at it; empty for a minor tick
   */
  record Tick(double value, String label) {
    boolean major() {
      return !label.isEmpty();
    }
  }

  /** Part of the range that is left free at an end that the data decide. */
  private static final double MARGIN = 0.04;

  private static final double LARGEST_PLAIN = 1e5;
  private static final double SMALLEST_PLAIN_STEP = 1e-4;

  private final Axis axis;
  private final double lower;
  private final double upper;

  private Ruler(Axis axis, double lower, double upper) {
    this.axis = axis;
    this.lower = lower;
    this.upper = upper;
  }

  /** Lays an axis over data from {@code min} to {@code max} (NaN if there are none). */
  static Ruler of(Axis axis, double min, double max, boolean fromZero) {
    if (axis.scale() == Axis.Scale.CATEGORY) {
      return new Ruler(axis, -0.5, axis.categories().size() - 0.5);
    }
    boolean log = axis.scale() == Axis.Scale.LOG;
    double low = Double.isNaN(min) ? (log ? 0.1 : 0) : min;
    double high = Double.isNaN(max) ? 1 : max;
    if (fromZero && !log) {
      low = Math.min(low, 0);
      high = Math.max(high, 0);
    }
    if (log) {
      double room = low == high ? Math.log(2) : MARGIN * Math.log(high / low);
      low *= StrictMath.exp(-room);
      high *= StrictMath.exp(room);
    } else {
      double room = low == high ? Math.max(Math.abs(low) / 2, 0.5) : MARGIN * (high - low);
      low -= fromZero && low == 0 ? 0 : room;
      high += fromZero && high == 0 ? 0 : room;
    }
    return new Ruler(
        axis,
        Double.isNaN(axis.lower()) ? low : axis.lower(),
        Double.isNaN(axis.upper()) ? high : axis.upper());
  }

  /** Whether a number can be shown at all. */
  boolean shows(double value) {
    return Double.isFinite(value) && (axis.scale() != Axis.Scale.LOG || value > 0);
  }

  boolean inRange(double value) {
    return shows(value) && value >= lower && value <= upper;
  }

  /** The place of a number: 0 at the lower end, 1 at the upper end. */
  double place(double value) {
    return axis.scale() == Axis.Scale.LOG
        ? StrictMath.log(value / lower) / StrictMath.log(upper / lower)
        : (value - lower) / (upper - lower);
  }

  double clamp(double value) {
    return Math.clamp(value, lower, upper);
  }

  /** The ticks for a stretch on which about {@code count} labels have room. */
  List<Tick> ticks(int count) {
    return switch (axis.scale()) {
      case CATEGORY -> categoryTicks();
      case LINEAR -> linearTicks(count);
      case LOG -> logTicks(count);
    };
  }

  private List<Tick> categoryTicks() {
    List<Tick> ticks = new ArrayList<>();
    for (String name : axis.categories()) {
      ticks.add(new Tick(ticks.size(), name.isEmpty() ? " " : name));
    }
    return ticks;
  }

  private List<Tick> linearTicks(int count) {
    double raw = (upper - lower) / Math.max(count, 2);
    int exponent = (int) Math.floor(StrictMath.log10(raw));
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
    double mantissa = raw / power.doubleValue();
    BigDecimal step =
        power.multiply(
            BigDecimal.valueOf(mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10));
    BigDecimal first =
        BigDecimal.valueOf(lower).divide(step, 0, RoundingMode.CEILING).multiply(step);
    boolean plain =
        Math.max(Math.abs(lower), Math.abs(upper)) < LARGEST_PLAIN
            && step.doubleValue() >= SMALLEST_PLAIN_STEP;
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal at = first; at.doubleValue() <= upper; at = at.add(step)) {
      ticks.add(new Tick(at.doubleValue(), plain ? plain(at, step) : scientific(at, step)));
    }
    return ticks;
  }

  private List<Tick> logTicks(int count) {
    int first = (int) Math.floor(StrictMath.log10(lower));
    int last = (int) Math.ceil(StrictMath.log10(upper));
    double decades = StrictMath.log10(upper / lower);
    if (decades < 0.5) {
      return linearTicks(count);
    }
    boolean fewDecades = decades < 2;
    int stride = Math.max(1, (int) Math.ceil(decades / count));
    boolean plain = first >= -3 && last <= 4;
    List<Tick> ticks = new ArrayList<>();
    for (int k = first; k <= last; k++) {
      for (int digit = 1; digit <= 9; digit++) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(k);
        if (!inRange(value.doubleValue())) {
          continue;
        }
        boolean labelled =
            digit == 1 ? Math.floorMod(k, stride) == 0 : fewDecades && (digit == 2 || digit == 5);
        if (labelled) {
          String times = digit == 1 ? "" : digit + "×";
          ticks.add(
              new Tick(
                  value.doubleValue(),
                  plain
                      ? value.toPlainString()
                      : times + "10^{" + Integer.toString(k).replace("-", "−") + "}"));
        } else if (stride == 1) {
          ticks.add(new Tick(value.doubleValue(), ""));
        }
      }
    }
    return ticks;
  }

  private static String plain(BigDecimal value, BigDecimal step) {
    int decimals = Math.max(0, step.stripTrailingZeros().scale());
    return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString().replace("-", "−");
  }

  private static String scientific(BigDecimal value, BigDecimal step) {
    if (value.signum() == 0) {
      return "0";
    }
    int exponent = value.precision() - value.scale() - 1;
    return plain(value.scaleByPowerOfTen(-exponent), step.scaleByPowerOfTen(-exponent))
        + "×10^{"
        + Integer.toString(exponent).replace("-", "−")
        + "}";
  }
}
