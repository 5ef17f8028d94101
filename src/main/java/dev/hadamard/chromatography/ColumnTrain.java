package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.AutoInverter;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.laplace.LaplaceTransform;
import dev.hadamard.laplace.WindowedFourier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Units in series: columns, stirred tanks 1/(1 + sT) as mixing chambers and detector cells are, and
 * plug delays e^(-sT) as of tubing. Transfer functions multiply and cumulants add, whatever the
 * order of the units. Immutable.
 */
public final class ColumnTrain {
  private static final LaplaceInverter INVERTER =
      AutoInverter.of().withTolerance(1e-8).withoutGrowthCheck().withCoarseEstimate();

  private final List<LinearColumn> columns;
  private final double[] tanks;
  private final double delay;

  private ColumnTrain(List<LinearColumn> columns, double[] tanks, double delay) {
    this.columns = List.copyOf(columns);
    this.tanks = tanks;
    this.delay = delay;
  }

  /**
   * One column.
   *
   * @param column the column
   * @return the train
   */
  public static ColumnTrain of(LinearColumn column) {
    return new ColumnTrain(List.of(column), new double[0], 0);
  }

  /**
   * The same with one more column.
   *
   * @param column the column
   * @return the train
   */
  public ColumnTrain withColumn(LinearColumn column) {
    List<LinearColumn> more = new ArrayList<>(columns);
    more.add(column);
    return new ColumnTrain(more, tanks, delay);
  }

  /**
   * The same with one more stirred tank.
   *
   * @param timeConstant T, its volume over the flow, positive
   * @return the train
   */
  public ColumnTrain withStirredTank(double timeConstant) {
    Requirements.positive("timeConstant", timeConstant);
    double[] more = Arrays.copyOf(tanks, tanks.length + 1);
    more[tanks.length] = timeConstant;
    return new ColumnTrain(columns, more, delay);
  }

  /**
   * The same with one more delay without mixing.
   *
   * @param time at least 0
   * @return the train
   */
  public ColumnTrain withPlugDelay(double time) {
    return new ColumnTrain(columns, tanks, delay + Requirements.notNegative("time", time));
  }

  /**
   * The Laplace transform of the response to an impulse.
   *
   * @return the product of those of the units
   */
  public LaplaceTransform transferFunction() {
    return s -> mixed(s).times(s.times(-delay).exp());
  }

  /** Without the plug delays. */
  private Complex mixed(Complex s) {
    Complex product = Complex.ONE;
    for (LinearColumn column : columns) {
      product = product.times(column.transferFunction().at(s));
    }
    for (double tank : tanks) {
      product = product.dividedBy(s.times(tank).plus(1));
    }
    return product;
  }

  private double logMixed(double s) {
    double sum = 0;
    for (LinearColumn column : columns) {
      sum += column.logTransfer(s);
    }
    for (double tank : tanks) {
      sum -= 1 + s * tank > 0 ? Elementary.log1p(s * tank) : Double.NaN;
    }
    return sum;
  }

  private double leftmost() {
    double least = Double.POSITIVE_INFINITY;
    for (LinearColumn column : columns) {
      least = Math.min(least, column.leftmost());
    }
    for (double tank : tanks) {
      least = Math.min(least, 1 / tank);
    }
    return least;
  }

  /**
   * The cumulants of the response to an impulse, exact: sums over the units; a tank has (j - 1)!
   * T^j.
   *
   * @param order the last one, from 1 to 20
   * @return κ₁, κ₂, ...
   */
  public double[] cumulants(int order) {
    double[] sum = new double[order];
    for (LinearColumn column : columns) {
      double[] own = column.cumulants(order);
      for (int j = 0; j < order; j++) {
        sum[j] += own[j];
      }
    }
    for (double tank : tanks) {
      double own = 1;
      for (int j = 0; j < order; j++) {
        own *= tank * Math.max(1, j);
        sum[j] += own;
      }
    }
    sum[0] += delay;
    return sum;
  }

  /** Whether one column makes the transform decay, and the whole has plates enough for a window. */
  private boolean suitsSeries() {
    double[] cumulants = cumulants(2);
    double mean = cumulants[0] - delay;
    return columns.stream().anyMatch(PulseSeries::suits)
        && mean * mean >= LinearColumn.FEW_PLATES * cumulants[1];
  }

  /**
   * The outlet under a rectangular pulse of height 1 from time 0 to the duration: 5e-14 of the
   * peak, and 1e-8 below 25 plates, where that route is slow.
   *
   * @param duration the length of the pulse, positive
   * @param times the times
   * @return outlet over inlet concentration at each time
   */
  public double[] pulse(double duration, double... times) {
    Requirements.duration(duration);
    check(times);
    double[] values = new double[times.length];
    if (suitsSeries()) {
      double mean = cumulants(1)[0] - delay;
      PulseSeries.of(this::mixed, this::logMixed, leftmost(), mean, delay, duration)
          .evaluate(times, times.length, values);
    } else {
      Arrays.setAll(values, i -> inverted(times[i]) - inverted(times[i] - duration));
    }
    return values;
  }

  /**
   * The outlet under a step of height 1 that begins at time 0.
   *
   * @param times the times
   * @return outlet over inlet concentration at each time
   */
  public double[] step(double... times) {
    check(times);
    double[] values = new double[times.length];
    if (suitsSeries()) {
      WindowedFourier density =
          WindowedFourier.of(this::mixed, this::logMixed, leftmost(), cumulants(1)[0] - delay);
      Arrays.setAll(values, i -> density.cumulative(times[i] - delay));
    } else {
      Arrays.setAll(values, i -> inverted(times[i]));
    }
    return values;
  }

  private double inverted(double t) {
    // What no diffusion hastens comes after the hold-up times at the earliest.
    double wait = delay;
    for (LinearColumn column : columns) {
      wait += column.dispersed() ? 0 : column.holdUpTime();
    }
    return t <= wait
        ? 0
        : INVERTER
            .invert(
                s -> transferFunction().at(s).dividedBy(s),
                t,
                InversionOptions.DEFAULT.withDelay(wait))
            .value();
  }

  private static void check(double... times) {
    if (times.length == 0) {
      throw new IllegalArgumentException("times is empty: must have at least one");
    }
    for (double t : times) {
      Requirements.finite("time", t);
    }
  }

  @Override
  public String toString() {
    return "%d columns, %d stirred tanks, delay %s".formatted(columns.size(), tanks.length, delay);
  }
}
