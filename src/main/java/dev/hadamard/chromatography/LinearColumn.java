package dev.hadamard.chromatography;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.AutoInverter;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.laplace.LaplaceTransform;
import dev.hadamard.laplace.WindowedFourier;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A column with linear adsorption of finite rate: ∂C/∂t + u ∂C/∂x = D ∂²C/∂x² - Φ ∂q/∂t, ∂q/∂t = K
 * C - k_d q.
 *
 * <p>Its outlet depends on the hold-up time t₀ = L/u, the number of transfer units n = Φ K t₀, the
 * desorption rate k_d and the Péclet number Pe = uL/D. The transfer function is exp(-g) without
 * dispersion, g(s) = t₀ s + n s/(s + k_d), and a function of g with it. Without dispersion curves
 * are differences of {@link GoldsteinJ}; with it they are inverted by {@link WindowedFourier}, or
 * by {@link AutoInverter} below 25 plates. Times in seconds, or any other unit throughout.
 *
 * @param holdUpTime t₀, the time of an analyte that does not adsorb, positive
 * @param transferUnits n, at least 0
 * @param desorptionRate k_d, positive
 * @param peclet Pe, positive; infinite without dispersion
 * @param boundary the boundary conditions; without effect where Pe is infinite
 * @param pressureRatio P = p_in/p_out of an ideal carrier gas, at least 1; 1 for constant velocity.
 *     The local velocity falls with the pressure, t₀ = ∫dx/u ({@link CompressibleFlow}); D ~ 1/p,
 *     so that Pe is one number. Curves are then mole fractions over that of the inlet: without
 *     dispersion those of constant velocity; concentrations are smaller by P
 */
public record LinearColumn(
    double holdUpTime,
    double transferUnits,
    double desorptionRate,
    double peclet,
    BoundaryCondition boundary,
    double pressureRatio) {
  static final double FEW_PLATES = 25;

  /** Below this Péclet number the entire form of the closed column is used: all terms positive. */
  private static final double SMALL_PECLET = 20;

  /** Checks the values. */
  public LinearColumn {
    Requirements.positive("holdUpTime", holdUpTime);
    Requirements.notNegative("transferUnits", transferUnits);
    if (desorptionRate == 0) {
      throw new NoRetentionException(
          "desorptionRate is 0.0: must be positive; without desorption there is no retention time,"
              + " see Breakthrough.bohartAdams");
    }
    Requirements.positive("desorptionRate", desorptionRate);
    if (!(peclet > 0)) {
      throw new IllegalArgumentException("peclet is " + peclet + ": must be positive");
    }
    java.util.Objects.requireNonNull(boundary, "boundary");
    CompressibleFlow.checkRatio(pressureRatio);
    if (pressureRatio > 1
        && peclet < Double.POSITIVE_INFINITY
        && boundary != BoundaryCondition.DANCKWERTS_CLOSED) {
      throw new IllegalArgumentException(
          "boundary is "
              + boundary
              + ": must be DANCKWERTS_CLOSED for a pressure ratio above 1 with dispersion");
    }
  }

  /**
   * A column without dispersion.
   *
   * @param holdUpTime t₀, positive
   * @param transferUnits n, at least 0
   * @param desorptionRate k_d, positive
   * @return the column
   */
  public static LinearColumn of(double holdUpTime, double transferUnits, double desorptionRate) {
    return new LinearColumn(
        holdUpTime,
        transferUnits,
        desorptionRate,
        Double.POSITIVE_INFINITY,
        BoundaryCondition.DANCKWERTS_CLOSED,
        1);
  }

  /**
   * A column without dispersion from what a chromatogram shows.
   *
   * @param holdUpTime t₀, positive
   * @param retentionFactor k, positive
   * @param transferUnits n, positive
   * @return the column, with k_d = n/(k t₀)
   */
  public static LinearColumn ofRetention(
      double holdUpTime, double retentionFactor, double transferUnits) {
    Requirements.positive("holdUpTime", holdUpTime);
    Requirements.positive("retentionFactor", retentionFactor);
    Requirements.positive("transferUnits", transferUnits);
    return of(holdUpTime, transferUnits, transferUnits / (retentionFactor * holdUpTime));
  }

  /**
   * The limit of an infinitely fast exchange: k_d and n grow without bound at their ratio k t₀.
   * Then g = t₀ (1 + k) s, so that the column is one of hold-up time t₀ (1 + k) without adsorption,
   * and that is what is returned; only dispersion widens its peaks.
   *
   * @param holdUpTime t₀, positive
   * @param retentionFactor k, at least 0
   * @return the column
   */
  public static LinearColumn instantEquilibrium(double holdUpTime, double retentionFactor) {
    Requirements.positive("holdUpTime", holdUpTime);
    Requirements.notNegative("retentionFactor", retentionFactor);
    return of(holdUpTime * (1 + retentionFactor), 0, 1);
  }

  /**
   * The same column with dispersion.
   *
   * @param newPeclet Pe = uL/D, positive
   * @param newBoundary the boundary conditions
   * @return the column
   */
  public LinearColumn withDispersion(double newPeclet, BoundaryCondition newBoundary) {
    return new LinearColumn(
        holdUpTime, transferUnits, desorptionRate, newPeclet, newBoundary, pressureRatio);
  }

  /**
   * The same column, hold-up time and Péclet number included, with a carrier that expands.
   *
   * @param newRatio P = p_in/p_out, at least 1
   * @return the column
   */
  public LinearColumn withPressureRatio(double newRatio) {
    return new LinearColumn(holdUpTime, transferUnits, desorptionRate, peclet, boundary, newRatio);
  }

  /**
   * The retention factor n/(k_d t₀).
   *
   * @return k
   */
  public double retentionFactor() {
    return transferUnits / (desorptionRate * holdUpTime);
  }

  boolean dispersed() {
    return peclet < Double.POSITIVE_INFINITY;
  }

  /**
   * The transfer function G, outlet over inlet in Laplace space.
   *
   * @return G
   */
  public LaplaceTransform transferFunction() {
    return this::transfer;
  }

  /**
   * ln G, continuous where G turns around 0 many times: its imaginary part is the phase, not folded
   * into (-π, π]. For large Péclet numbers and frequencies it is finite where G underflows.
   *
   * @return ln G, to the right of the singularities
   */
  public LaplaceTransform logTransferFunction() {
    return this::logTransfer;
  }

  private Complex logTransfer(Complex s) {
    Complex g = s.times(holdUpTime).plus(s.dividedBy(s.plus(desorptionRate)).times(transferUnits));
    if (!dispersed()) {
      return g.negate();
    }
    if (pressureRatio > 1) {
      return RiccatiTransfer.log(g, peclet, pressureRatio);
    }
    // Re b > 0, so that no logarithm below comes near its cut.
    Complex b = g.times(4 / peclet).plus(1).sqrt();
    Complex sum = b.plus(1);
    Complex exponent = g.times(-2).dividedBy(sum);
    return switch (boundary) {
      case DIRICHLET_OPEN -> exponent;
      case DANCKWERTS_OPEN -> exponent.minus(sum.times(0.5).log());
      case DANCKWERTS_CLOSED -> {
        Complex reflected = b.minus(Complex.ONE).dividedBy(sum);
        Complex echo = reflected.times(reflected).times(b.times(-peclet).exp());
        yield exponent
            .plus(b.log())
            .minus(sum.times(0.5).log().times(2))
            .minus(Complex.ONE.minus(echo).log());
      }
    };
  }

  private Complex transfer(Complex s) {
    Complex g = s.times(holdUpTime).plus(s.dividedBy(s.plus(desorptionRate)).times(transferUnits));
    if (!dispersed()) {
      return g.negate().exp();
    }
    if (pressureRatio > 1) {
      return RiccatiTransfer.log(g, peclet, pressureRatio).exp();
    }
    Complex b = g.times(4 / peclet).plus(1).sqrt();
    Complex sum = b.plus(1);
    // Pe (1 - b)/2 without its cancellation.
    Complex e = g.times(-2).dividedBy(sum).exp();
    return switch (boundary) {
      case DIRICHLET_OPEN -> e;
      case DANCKWERTS_OPEN -> e.times(2).dividedBy(sum);
      case DANCKWERTS_CLOSED -> {
        Complex difference = b.minus(Complex.ONE);
        Complex echo = difference.times(difference).times(b.times(-peclet).exp());
        yield b.times(e).times(4).dividedBy(sum.times(sum).minus(echo));
      }
    };
  }

  /** ln G on the real axis; NaN left of the branch point or pole. */
  double logTransfer(double s) {
    if (s <= -desorptionRate && transferUnits > 0) {
      return Double.NaN;
    }
    double g =
        transferUnits == 0
            ? s * holdUpTime
            : s * holdUpTime + transferUnits * s / (s + desorptionRate);
    if (!dispersed()) {
      return -g;
    }
    if (pressureRatio > 1) {
      // The local pressure over its mean is largest at the inlet.
      double most = pressureRatio * new CompressibleFlow(pressureRatio).jamesMartin();
      return 1 + 4 * most * g / peclet > 0
          ? RiccatiTransfer.log(Complex.of(g, 0), peclet, pressureRatio).re()
          : Double.NaN;
    }
    double square = 1 + 4 * g / peclet;
    if (!(square > 0)) {
      return Double.NaN;
    }
    double b = Math.sqrt(square);
    double exponent = -2 * g / (1 + b);
    return switch (boundary) {
      case DIRICHLET_OPEN -> exponent;
      case DANCKWERTS_OPEN -> exponent + Elementary.log(2 / (1 + b));
      case DANCKWERTS_CLOSED ->
          exponent
              + Elementary.log(
                  4 * b / ((1 + b) * (1 + b) - (1 - b) * (1 - b) * Elementary.exp(-b * peclet)));
    };
  }

  /**
   * The outlet under a step of height 1 that begins at time 0.
   *
   * @param times the times
   * @return outlet over inlet concentration at each time
   */
  public double[] step(double... times) {
    checkTimes(times);
    double[] values = new double[times.length];
    if (!dispersed()) {
      double[] y = new double[times.length];
      for (int i = 0; i < times.length; i++) {
        y[i] = desorptionRate * (times[i] - holdUpTime);
      }
      GoldsteinJ.evaluate(transferUnits, y, values, new double[times.length], times.length);
      return values;
    }
    if (plates() >= FEW_PLATES) {
      WindowedFourier density = impulse();
      for (int i = 0; i < times.length; i++) {
        values[i] = density.cumulative(times[i]);
      }
      return values;
    }
    for (int i = 0; i < times.length; i++) {
      values[i] = invertedStep(times[i]);
    }
    return values;
  }

  /**
   * The outlet under a rectangular pulse of height 1 from time 0 to the duration.
   *
   * @param duration the length of the pulse, positive
   * @param times the times
   * @return outlet over inlet concentration at each time
   */
  public double[] pulse(double duration, double... times) {
    Requirements.duration(duration);
    checkTimes(times);
    double[] values = new double[times.length];
    if (!dispersed()) {
      new PulseResponse(holdUpTime, duration, times).value(desorptionRate, transferUnits, values);
      return values;
    }
    if (plates() >= FEW_PLATES) {
      PulseSeries.of(this, duration).evaluate(times, times.length, values);
      return values;
    }
    for (int i = 0; i < times.length; i++) {
      values[i] = invertedStep(times[i]) - invertedStep(times[i] - duration);
    }
    return values;
  }

  /**
   * The outlet of any inlet. Steps and rectangular pulses go the way of {@link #step} and {@link
   * #pulse}, an impulse gives {@link #density}; everything else is integrated over the density,
   * piece by piece: some 1e-14 of the largest value, and 1e-9 with dispersion and below 25 plates.
   *
   * @param inlet the inlet
   * @param times the times
   * @return the concentration at the outlet at each time; the mole fraction of an expanding carrier
   * @throws IllPosedProblemException for an impulse that leaves as an impulse
   */
  public double[] outlet(InletProfile inlet, double... times) {
    checkTimes(times);
    return switch (inlet) {
      case StepInlet step -> scaled(step.height(), step(times));
      case RectangularPulse pulse -> scaled(pulse.height(), pulse(pulse.duration(), times));
      case DiracPulse impulse -> scaled(impulse.mass(), density(times));
      case SumInlet sum -> {
        double[] total = new double[times.length];
        for (InletProfile part : sum.parts()) {
          double[] one = outlet(part, times);
          for (int i = 0; i < total.length; i++) {
            total[i] += one[i];
          }
        }
        yield total;
      }
      case GaussianPulse smooth -> convolved(smooth, times);
      case ExponentialDecayPulse smooth -> convolved(smooth, times);
      case ModifiedGaussianPulse smooth -> convolved(smooth, times);
      case PiecewisePolynomialInlet smooth -> convolved(smooth, times);
    };
  }

  private static double[] scaled(double factor, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  private double[] convolved(InletProfile inlet, double... times) {
    double[] values = new double[times.length];
    double unretained = dispersed() ? 0 : Elementary.exp(-transferUnits);
    InletConvolution convolution = dispersed() || transferUnits > 0 ? convolution(inlet) : null;
    for (int i = 0; i < times.length; i++) {
      values[i] = convolution == null ? 0 : convolution.at(times[i]);
      if (unretained > 0) {
        values[i] = Math.fma(unretained, inlet.value(times[i] - holdUpTime), values[i]);
      }
    }
    return values;
  }

  private InletConvolution convolution(InletProfile inlet) {
    if (!dispersed()) {
      return new InletConvolution(
          inlet, tau -> adsorbedTimeDensity(tau - holdUpTime), holdUpTime, adsorbedPieces());
    }
    if (plates() >= FEW_PLATES) {
      WindowedFourier density = impulse();
      double[] pieces = grid(density.lower(), density.upper(), 32);
      return new InletConvolution(inlet, density::density, Math.max(0, pieces[0]), pieces);
    }
    // Advection with a little dispersion, kinetics, and the tail, each on its own scale.
    double mean = cumulants()[0];
    double deviation = Math.sqrt(cumulants()[1]);
    double spread = holdUpTime * Math.sqrt(2 / peclet);
    DoubleStream scales =
        DoubleStream.concat(
            DoubleStream.concat(
                IntStream.rangeClosed(-8, 8).mapToDouble(j -> holdUpTime + j * spread),
                IntStream.rangeClosed(0, 120).mapToDouble(j -> j * deviation / 2)),
            IntStream.rangeClosed(1, 9).mapToDouble(j -> mean * Math.scalb(1.0, -j)));
    double[] pieces =
        DoubleStream.concat(
                scales, transferUnits > 0 ? Arrays.stream(adsorbedPieces()) : DoubleStream.of())
            .filter(piece -> piece >= 0)
            .sorted()
            .distinct()
            .toArray();
    return new InletConvolution(inlet, this::invertedDensity, 0, pieces);
  }

  /** Times at which √(k_d θ) advances by 1 through the density of the adsorbed time. */
  private double[] adsorbedPieces() {
    double root = Math.sqrt(transferUnits);
    double low = Math.max(0, root - 6.5);
    int count = 13;
    return IntStream.rangeClosed(0, count)
        .mapToDouble(j -> low + j * (root + 6.5 - low) / count)
        .map(r -> holdUpTime + r * r / desorptionRate)
        .toArray();
  }

  private static double[] grid(double from, double to, int intervals) {
    double[] grid = new double[intervals + 1];
    Arrays.setAll(grid, j -> from + (to - from) * j / intervals);
    return grid;
  }

  /**
   * The outlet of an impulse of area 1: the density of the times that molecules spend in the
   * column. Without dispersion the share e^(-n) that is never adsorbed leaves at t₀ and is no part
   * of it.
   *
   * @param times the times
   * @return the density at each time, per unit of time
   * @throws IllPosedProblemException without adsorption and dispersion: the impulse leaves as one
   */
  public double[] density(double... times) {
    checkTimes(times);
    double[] values = new double[times.length];
    if (!dispersed()) {
      if (transferUnits == 0) {
        throw new IllPosedProblemException(
            "without adsorption and dispersion an impulse leaves the column as an impulse");
      }
      Arrays.setAll(values, i -> adsorbedTimeDensity(times[i] - holdUpTime));
    } else if (plates() >= FEW_PLATES) {
      WindowedFourier density = impulse();
      Arrays.setAll(values, i -> density.density(times[i]));
    } else {
      Arrays.setAll(values, i -> invertedDensity(times[i]));
    }
    return values;
  }

  private double invertedDensity(double t) {
    return t <= 0 ? 0 : INVERTER.invert(this::transfer, t, InversionOptions.DEFAULT).value();
  }

  double invertedStep(double t) {
    if (t <= 0) {
      return 0;
    }
    return INVERTER.invert(s -> transfer(s).dividedBy(s), t, InversionOptions.DEFAULT).value();
  }

  private static final LaplaceInverter INVERTER =
      AutoInverter.of().withTolerance(1e-9).withoutGrowthCheck().withCoarseEstimate();

  /** How far left of 0 the transfer function is analytic without dispersion. */
  double leftmost() {
    return transferUnits > 0 ? desorptionRate : 1e3 / holdUpTime;
  }

  WindowedFourier impulse() {
    return WindowedFourier.of(this::transfer, this::logTransfer, leftmost(), cumulants()[0]);
  }

  private static void checkTimes(double... times) {
    if (times.length == 0) {
      throw new IllegalArgumentException("times is empty: must have at least one");
    }
    for (double t : times) {
      Requirements.finite("time", t);
    }
  }

  /**
   * The first four cumulants of the response to an impulse, exact: mean, variance, and the third
   * and fourth. Those of the inlet add: {@link InletProfile#cumulants}; a pulse of duration τ adds
   * τ/2, τ²/12, 0, -τ⁴/120.
   *
   * @return κ₁ to κ₄
   */
  public double[] cumulants() {
    return cumulants(4);
  }

  /**
   * The cumulants of the response to an impulse up to any order, exact, by truncated power series
   * of ln G at 0. O(order³).
   *
   * @param order the last one, from 1 to 20
   * @return κ₁, κ₂, ...
   */
  public double[] cumulants(int order) {
    if (order < 1 || order > 20) {
      throw new IllegalArgumentException("order is " + order + ": must be from 1 to 20");
    }
    // ln G in powers of g, then of s: cumulants are (-1)^j j! times the coefficients.
    double[] inS = new double[order + 1];
    inS[1] = holdUpTime + transferUnits / desorptionRate;
    for (int j = 2; j <= order; j++) {
      inS[j] = -inS[j - 1] / desorptionRate;
      if (j == 2) {
        inS[j] = -transferUnits / (desorptionRate * desorptionRate);
      }
    }
    TaylorSeries g = TaylorSeries.of(inS);
    TaylorSeries log = TaylorSeries.constant(0, order);
    TaylorSeries power = TaylorSeries.constant(1, order);
    double[] inG = dispersionSeries(order);
    for (int j = 1; j <= order; j++) {
      power = power.times(g);
      log = log.plus(power.times(inG[j]));
    }
    double[] cumulants = new double[order];
    double factorial = 1;
    for (int j = 1; j <= order; j++) {
      factorial *= -j;
      cumulants[j - 1] = factorial * log.coefficient(j);
    }
    return cumulants;
  }

  /** The coefficients of ln G in powers of g. */
  private double[] dispersionSeries(int order) {
    if (!dispersed()) {
      double[] series = new double[order + 1];
      series[1] = -1;
      return series;
    }
    TaylorSeries g = TaylorSeries.variable(0, order);
    if (pressureRatio > 1) {
      return RiccatiTransfer.series(peclet, pressureRatio, order);
    }
    if (boundary == BoundaryCondition.DANCKWERTS_CLOSED && peclet <= SMALL_PECLET) {
      return entireSeries(g, order);
    }
    TaylorSeries b = g.times(4 / peclet).plus(1).sqrt();
    TaylorSeries exponent = g.times(-2).dividedBy(b.plus(1));
    return switch (boundary) {
      case DIRICHLET_OPEN -> exponent.coefficients();
      case DANCKWERTS_OPEN -> exponent.minus(b.plus(1).log()).coefficients();
      case DANCKWERTS_CLOSED -> {
        TaylorSeries sum = b.plus(1);
        TaylorSeries difference = b.plus(-1);
        TaylorSeries echo = difference.times(difference).times(b.times(-peclet).exp());
        yield exponent.plus(b.log()).minus(sum.times(sum).minus(echo).log()).coefficients();
      }
    };
  }

  /** ln G = Pe/2 - ln(cosh h + (Pe/2 + g) sinh(h)/h), h² = Pe²/4 + g Pe: entire in h². */
  private double[] entireSeries(TaylorSeries g, int order) {
    TaylorSeries square = g.times(peclet).plus(peclet * peclet / 4);
    TaylorSeries cosh = TaylorSeries.constant(0, order);
    TaylorSeries sinhc = TaylorSeries.constant(0, order);
    for (int k = 40; k >= 0; k--) {
      // Horner: 1 + w/(1·2) (1 + w/(3·4) (1 + ...)).
      cosh = cosh.times(square).times(1.0 / ((2 * k + 1) * (2 * k + 2))).plus(1);
      sinhc = sinhc.times(square).times(1.0 / ((2 * k + 2) * (2 * k + 3))).plus(1);
    }
    return cosh.plus(sinhc.times(g.plus(peclet / 2))).log().negate().coefficients();
  }

  /**
   * The number of plates κ₁²/κ₂ of the impulse response.
   *
   * @return the number; infinite without dispersion and adsorption
   */
  public double plates() {
    double[] cumulants = cumulants();
    return cumulants[1] > 0 ? cumulants[0] * cumulants[0] / cumulants[1] : Double.POSITIVE_INFINITY;
  }

  /**
   * The Giddings-Eyring density of the time that retained molecules spend adsorbed; the fraction
   * e^(-n) is never adsorbed.
   *
   * @param time θ, time after the hold-up time
   * @return the density; 0 for negative times
   */
  public double adsorbedTimeDensity(double time) {
    Requirements.finite("time", time);
    return time < 0
        ? 0
        : desorptionRate * GoldsteinJ.derivativeY(transferUnits, desorptionRate * time);
  }
}
