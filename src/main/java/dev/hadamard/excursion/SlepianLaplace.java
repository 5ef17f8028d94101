package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Laplace transforms of the clipped Slepian mean E and of what follows from it: with L(s) = ∫ E
 * e^(-st) dt,
 *
 * <pre>
 * E[e^(-sD)] = φ = 1 - sL,   E[e^(-sT)] = Ψ = (1 - sL) / (1 + sL) = φ / (2 - φ),
 * ∫ P(T > t) e^(-st) dt = 2L / (1 + sL).
 * </pre>
 *
 * <p>The integral converges for Re s &gt; -α with the tail rate α. Beyond, L is continued where the
 * correlation is a sum of exponentials (diffusion, random acceleration, integrated white noise,
 * half-integer Matérn, second-order autoregression): E = -(arcsin r)'/√λ₂ is one too from some time
 * on, and each of its terms has a pole. Other models are refused there. {@link #continued} tells.
 *
 * <p>L is accurate to 1e-13 for s to the right of -0.9 α; to the left the error grows like e^(-T Re
 * s) with the time T of some correlation lengths from which the sum of exponentials is used. Cost:
 * some hundred panels, 10 to 200 microseconds. Immutable.
 *
 * <p>Source: arXiv 2401.01805.
 */
public final class SlepianLaplace {
  /** E e^(-st) is integrated to where E is below e^(-690). */
  private static final double RANGE = 690;

  /** E may fall by no more than e^(-2) over a panel. */
  private static final double DECAY_PER_PANEL = 2;

  private static final double SMALLEST_MEAN = 1e-300;

  /** A power law is integrated to where t E has fallen to this. */
  private static final double POWER_LAW_END = 1e-25;

  private static final double FARTHEST = 1e100;

  private final CorrelationModel model;
  private final PanelTransform panels;
  private final double end;
  private final double endMean;
  private final ExponentialSum tail;

  private SlepianLaplace(CorrelationModel model) {
    this.model = model;
    double start = tailStart(model);
    this.tail =
        Double.isFinite(start)
            ? tailFrom(model, start)
                .arcsine()
                .minusDerivative()
                .times(1 / Math.sqrt(model.lambda2()))
            : null;
    double[] breaks = Panels.of(model, model::slepianMean, start);
    this.end = breaks[breaks.length - 1];
    this.endMean = model.slepianMean(end);
    this.panels = PanelTransform.of(model::slepianMean, breaks, "E of " + model.name());
  }

  /** Where the model begins to be a sum of exponentials; infinite if it is none. */
  static double tailStart(CorrelationModel model) {
    return switch (model) {
      case ExponentialTail exponentials -> exponentials.tailStart();
      case ScaledCorrelation scaled -> tailStart(scaled.base()) / scaled.factor();
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** r(start + x) as a sum of exponentials. */
  static ExponentialSum tailFrom(CorrelationModel model, double start) {
    return switch (model) {
      case ExponentialTail exponentials -> exponentials.tailFrom(start);
      case ScaledCorrelation scaled ->
          tailFrom(scaled.base(), start * scaled.factor()).scaled(scaled.factor());
      default -> throw new IllegalArgumentException(model.name() + " is no sum of exponentials");
    };
  }

  /**
   * The transforms of a model, whether or not the approximation is valid for it.
   *
   * @param model the correlation
   * @return the transforms
   * @throws IllPosedProblemException if λ₂ is infinite
   */
  public static SlepianLaplace of(CorrelationModel model) {
    Objects.requireNonNull(model, "model");
    if (Double.isInfinite(model.lambda2())) {
      throw new IllPosedProblemException(
          model.name() + " has infinite crossing intensity: lambda2 is infinite");
    }
    return new SlepianLaplace(model);
  }

  /**
   * The correlation.
   *
   * @return the model
   */
  public CorrelationModel model() {
    return model;
  }

  /**
   * Whether the transforms are continued to the left of the abscissa of convergence, as contours of
   * Talbot's kind need.
   *
   * @return true for sums of exponentials and for E that decays faster than any exponential
   */
  public boolean continued() {
    return tail != null || Double.isInfinite(model.tailRate());
  }

  /**
   * The abscissa of convergence of L.
   *
   * @return -α
   */
  public double abscissa() {
    return -model.tailRate();
  }

  /**
   * The transform of the clipped Slepian mean, with an error of some 1e-14 of L(Re s). Where
   * e^(-st) oscillates fast under a large integrand, |L(s)| is less than that by orders of
   * magnitude, and digits are lost: Re s near -α, Im s many times √λ₂.
   *
   * @param s the argument
   * @return L(s)
   * @throws IllegalArgumentException if s is not finite, or lies at or to the left of the abscissa
   *     and the model has no continuation
   * @throws IllPosedProblemException if s is a pole, or the result overflows
   */
  public Complex mean(Complex s) {
    requireDomain(s);
    Complex sum = panels.at(s);
    if (tail != null) {
      sum = sum.plus(s.times(-end).exp().times(tail.transform(s)));
    } else if (endMean > 0) {
      sum = sum.plus(remainder(s));
    }
    return finite(sum, s);
  }

  /**
   * The derivative of the transform of the clipped Slepian mean, -∫ t E e^(-st) dt.
   *
   * @param s the argument
   * @return L'(s)
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #mean}
   */
  public Complex meanDerivative(Complex s) {
    requireDomain(s);
    Complex sum = panels.derivative(s);
    if (tail != null) {
      Complex inner = tail.transformDerivative(s).minus(tail.transform(s).times(end));
      sum = sum.plus(s.times(-end).exp().times(inner));
    } else if (endMean > 0 && model.tailRate() > 0) {
      Complex gap = s.plus(model.tailRate()).reciprocal();
      sum = sum.minus(remainder(s).times(gap.plus(end)));
    }
    return finite(sum, s);
  }

  /** What lies beyond the panels: e^(-690) at most, or the power law K t^(-q) at s = 0. */
  private Complex remainder(Complex s) {
    if (model.tailRate() > 0) {
      return s.times(-end).exp().times(endMean).dividedBy(s.plus(model.tailRate()));
    }
    double power = end * model.slepianMeanDensity(end) / endMean;
    return s.abs() * end < 1e-3 && power > 1
        ? Complex.of(endMean * end / (power - 1), 0)
        : Complex.ZERO;
  }

  /**
   * The transform of the geometric divisor.
   *
   * @param s the argument
   * @return φ(s) = 1 - sL(s), E[e^(-sD)] where D exists
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #mean}
   */
  public Complex divisor(Complex s) {
    return Complex.ONE.minus(s.times(mean(s)));
  }

  /**
   * The derivative of the transform of the geometric divisor, -E[D e^(-sD)].
   *
   * @param s the argument
   * @return φ'(s) = -(L + sL')
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #mean}
   */
  public Complex divisorDerivative(Complex s) {
    return mean(s).plus(s.times(meanDerivative(s))).negate();
  }

  /**
   * The transform of the excursion time.
   *
   * @param s the argument
   * @return Ψ(s), E[e^(-sT)] where the approximation is valid
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #mean}, and at the poles of Ψ, the first of which is
   *     minus the persistency exponent
   */
  public Complex excursion(Complex s) {
    Complex p = s.times(mean(s));
    return finite(Complex.ONE.minus(p).dividedBy(p.plus(1)), s);
  }

  /**
   * The derivative of the transform of the excursion time, -E[T e^(-sT)].
   *
   * @param s the argument
   * @return Ψ'(s) = -2 (L + sL') / (1 + sL)²
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #excursion}
   */
  public Complex excursionDerivative(Complex s) {
    Complex q = s.times(mean(s)).plus(1);
    return finite(divisorDerivative(s).times(2).dividedBy(q.times(q)), s);
  }

  /**
   * 1 - Ψ(s) = 2sL / (1 + sL), without the cancellation near s = 0.
   *
   * @param s the argument
   * @return 1 - Ψ(s)
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #excursion}
   */
  public Complex oneMinusExcursion(Complex s) {
    Complex p = s.times(mean(s));
    return finite(p.times(2).dividedBy(p.plus(1)), s);
  }

  /**
   * The transform of the survival function of the excursion time.
   *
   * @param s the argument
   * @return ∫ P(T &gt; t) e^(-st) dt = 2L / (1 + sL)
   * @throws IllegalArgumentException as {@link #mean}
   * @throws IllPosedProblemException as {@link #excursion}
   */
  public Complex survival(Complex s) {
    Complex l = mean(s);
    return finite(l.times(2).dividedBy(s.times(l).plus(1)), s);
  }

  private void requireDomain(Complex s) {
    if (!s.isFinite()) {
      throw new IllegalArgumentException("s is " + s + ": must be finite");
    }
    double alpha = model.tailRate();
    boolean right = alpha == 0 ? s.re() >= 0 : s.re() > -alpha;
    if (!right && tail == null) {
      throw new IllegalArgumentException(
          "s is "
              + s
              + ": the real part must be "
              + (alpha == 0 ? "at least 0" : "above " + -alpha)
              + ", because "
              + model.name()
              + " has no analytic continuation here");
    }
  }

  private static Complex finite(Complex value, Complex s) {
    if (!value.isFinite()) {
      throw new IllPosedProblemException(
          "the transform at s = " + s + " is not finite: a pole, or beyond the range of doubles");
    }
    return value;
  }

  /** Ends of panels on which E is smooth. */
  static final class Panels {
    private Panels() {}

    /** From 1/(4√λ₂) on in growing panels, cut at kinks, to the start of a tail at the latest. */
    static double[] of(CorrelationModel model, DoubleUnaryOperator f, double latest) {
      double tau = 1 / Math.sqrt(model.lambda2());
      double alpha = model.tailRate();
      double widest =
          alpha > 0 && alpha < Double.POSITIVE_INFINITY
              ? DECAY_PER_PANEL / alpha
              : Double.POSITIVE_INFINITY;
      double limit = Math.min(latest, Double.isFinite(widest) ? RANGE / alpha : FARTHEST * tau);
      List<Double> ends = new ArrayList<>();
      double from = 0;
      double step = Math.min(tau / 4, widest);
      ends.add(0.0);
      while (from < limit) {
        double to = Math.min(limit, from + step);
        for (double kink : model.kinks()) {
          if (kink > from && kink < to) {
            to = kink;
          }
        }
        ends.add(to);
        from = to;
        if (!Double.isFinite(latest) && negligible(model, f, from, step)) {
          break;
        }
        step = Math.min(widest, Math.max(step, from));
      }
      return ends.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean negligible(
        CorrelationModel model, DoubleUnaryOperator f, double from, double step) {
      double bound =
          model.tailRate() > 0 ? SMALLEST_MEAN : POWER_LAW_END / Math.sqrt(model.lambda2()) / from;
      for (int k = 0; k <= 8; k++) {
        if (Math.abs(f.applyAsDouble(from + k * step / 8)) >= bound) {
          return false;
        }
      }
      return true;
    }
  }
}
