package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * A correlation given by its one-sided spectral density: r(t) = ∫ S(ω) cos ωt dω / ∫ S(ω) dω over 0
 * ≤ ω ≤ Ω.
 *
 * <p>Integrals are composite Gauss-Legendre sums over panels that are halved until mass and second
 * moment agree to 1e-12, and further for large lags, so that no panel spans more than a phase of 8.
 * O(Ωt) time per value for large t.
 */
public final class SpectralCorrelation extends FrequencyCorrelation {
  private static final int NODES_PER_PANEL = 24;
  private static final double MAX_PHASE = 8;
  private static final int MAX_LEVEL = 16;
  private static final double TOLERANCE = 1e-12;

  private final DoubleUnaryOperator spectrum;
  private final double maxFrequency;
  private final int baseLevel;
  private final double tailRate;
  private final double mass;
  private final Map<Integer, Nodes> levels;

  private SpectralCorrelation(
      String name,
      DoubleUnaryOperator spectrum,
      double maxFrequency,
      double tailRate,
      double mass,
      int baseLevel,
      Nodes base) {
    super(name, base.moment(2));
    this.spectrum = spectrum;
    this.maxFrequency = maxFrequency;
    this.tailRate = tailRate;
    this.mass = mass;
    this.baseLevel = baseLevel;
    this.levels = new ConcurrentHashMap<>();
    levels.put(baseLevel, base);
    expandAtOrigin();
  }

  /**
   * A correlation from its spectrum.
   *
   * @param name the name used in reports
   * @param spectrum S(ω) for 0 ≤ ω ≤ Ω, at least 0, not necessarily normalised
   * @param maxFrequency Ω, positive and finite; the spectrum beyond is cut off
   * @param tailRate the exponential rate of E if known, 0 for a power law, infinite for a faster
   *     decay
   * @return the correlation
   * @throws ConvergenceException if the moments of the spectrum do not converge
   */
  public static SpectralCorrelation of(
      String name, DoubleUnaryOperator spectrum, double maxFrequency, double tailRate) {
    Objects.requireNonNull(name, "name");
    Requirements.positive("maxFrequency", maxFrequency);
    if (!(tailRate >= 0)) {
      throw new IllegalArgumentException("tailRate is " + tailRate + ": must be at least 0");
    }
    double[] previous = rawMoments(spectrum, maxFrequency, 0);
    double change = Double.POSITIVE_INFINITY;
    for (int level = 1; level <= MAX_LEVEL; level++) {
      double[] moments = rawMoments(spectrum, maxFrequency, level);
      change =
          Math.max(Math.abs(moments[0] / previous[0] - 1), Math.abs(moments[1] / previous[1] - 1));
      if (change < TOLERANCE) {
        return new SpectralCorrelation(
            name,
            spectrum,
            maxFrequency,
            tailRate,
            moments[0],
            level,
            nodes(spectrum, maxFrequency, level));
      }
      previous = moments;
    }
    throw new ConvergenceException("the moments of the spectrum " + name, change);
  }

  /**
   * The sea spectrum of Bretschneider, ω⁻⁵ exp(-5/4 (ω_p/ω)⁴), cut off at a multiple of its peak:
   * without the cut λ₄ is infinite. That of Pierson and Moskowitz is the one whose peak is 0.877
   * g/U, with g the acceleration of gravity and U the wind speed at 19.5 m.
   *
   * @param peak ω_p, positive and finite
   * @param octaves the spectrum ends at 2^octaves ω_p; from 1 to 6
   * @return the correlation, a power law at long times
   */
  public static SpectralCorrelation bretschneider(double peak, int octaves) {
    return jonswap(peak, 1, octaves);
  }

  /**
   * The sea spectrum JONSWAP: that of {@link #bretschneider} times γ^q with q = exp(-(ω - ω_p)² /
   * (2 σ² ω_p²)), σ = 0.07 below and 0.09 above the peak.
   *
   * @param peak ω_p, positive and finite
   * @param gamma the enhancement γ of the peak, from 1 to 20; 3.3 is typical
   * @param octaves the spectrum ends at 2^octaves ω_p; from 1 to 6
   * @return the correlation, a power law at long times
   */
  public static SpectralCorrelation jonswap(double peak, double gamma, int octaves) {
    Requirements.positive("peak", peak);
    if (!(gamma >= 1 && gamma <= 20)) {
      throw new IllegalArgumentException("gamma is " + gamma + ": must be from 1 to 20");
    }
    if (octaves < 1 || octaves > 6) {
      throw new IllegalArgumentException("octaves is " + octaves + ": must be from 1 to 6");
    }
    double logGamma = Elementary.log(gamma);
    DoubleUnaryOperator spectrum =
        frequency -> {
          double w = frequency / peak;
          double inverse = 1 / (w * w);
          double distance = (w - 1) / (w <= 1 ? 0.07 : 0.09);
          double enhancement = logGamma * Elementary.exp(-distance * distance / 2);
          double decay = Elementary.exp(enhancement - 1.25 * inverse * inverse);
          return decay == 0 ? 0 : inverse * inverse / w * decay;
        };
    // The peak, where σ jumps, is the end of a panel.
    String name =
        gamma == 1
            ? "bretschneider(peak=" + peak + ")"
            : "jonswap(peak=" + peak + ", gamma=" + gamma + ")";
    return of(name, spectrum, peak * (1 << octaves), 0);
  }

  private static double[] rawMoments(DoubleUnaryOperator spectrum, double max, int level) {
    double[] moments = new double[2];
    forEachNode(
        max,
        level,
        (frequency, weight) -> {
          double mass = weight * density(spectrum, frequency);
          moments[0] += mass;
          moments[1] += mass * frequency * frequency;
        });
    if (!(moments[0] > 0) || Double.isInfinite(moments[0])) {
      throw new IllegalArgumentException(
          "spectrum has integral " + moments[0] + ": must be positive and finite");
    }
    return moments;
  }

  private static double density(DoubleUnaryOperator spectrum, double frequency) {
    double s = spectrum.applyAsDouble(frequency);
    if (!(s >= 0) || Double.isInfinite(s)) {
      throw new IllegalArgumentException(
          "spectrum is " + s + " at frequency " + frequency + ": must be at least 0 and finite");
    }
    return s;
  }

  private interface NodeVisitor {
    void visit(double frequency, double weight);
  }

  private static void forEachNode(double max, int level, NodeVisitor visitor) {
    GaussLegendre rule = GaussLegendre.of(NODES_PER_PANEL);
    int panels = 1 << level;
    double half = max / panels / 2;
    for (int p = 0; p < panels; p++) {
      double middle = (2 * p + 1) * half;
      for (int i = 0; i < rule.size(); i++) {
        visitor.visit(Math.fma(half, rule.node(i), middle), half * rule.weight(i));
      }
    }
  }

  private static Nodes nodes(DoubleUnaryOperator spectrum, double max, int level) {
    int n = NODES_PER_PANEL << level;
    double[] frequencies = new double[n];
    double[] weights = new double[n];
    int[] next = new int[1];
    double[] total = new double[1];
    forEachNode(
        max,
        level,
        (frequency, weight) -> {
          double mass = weight * density(spectrum, frequency);
          frequencies[next[0]] = frequency;
          weights[next[0]++] = mass;
          total[0] += mass;
        });
    for (int i = 0; i < n; i++) {
      weights[i] /= total[0];
    }
    return new Nodes(frequencies, weights);
  }

  @Override
  Nodes nodes(double t) {
    int level = baseLevel;
    while (t * maxFrequency > MAX_PHASE * (1 << level)) {
      if (++level > MAX_LEVEL) {
        throw new IllegalArgumentException(
            "t is "
                + t
                + ": must be at most "
                + MAX_PHASE * (1 << MAX_LEVEL) / maxFrequency
                + " for this spectrum");
      }
    }
    return levels.computeIfAbsent(level, l -> nodes(spectrum, maxFrequency, l));
  }

  @Override
  public double tailRate() {
    return tailRate;
  }

  @Override
  public double spectralDensity(double omega) {
    return Spectra.frequency(omega) > maxFrequency ? 0 : density(spectrum, omega) / mass;
  }
}
