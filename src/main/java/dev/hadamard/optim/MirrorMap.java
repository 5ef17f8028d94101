package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The geometry of mirror descent: a step from x along a gradient is T = Π(∇φ(x) - η∇f), where Π is
 * the projection onto the set in the Bregman divergence of φ. The built-in maps are written so that
 * they are defined and differentiable where elements of x lie on the boundary of the domain, from
 * which steps do not leave.
 */
public final class MirrorMap {
  /** A step from x along a gradient times its step size. */
  private interface Step {
    NdArray from(NdArray x, NdArray scaledGradient, NdArray theta);
  }

  private final String name;
  private final double lower;
  private final double upper;
  private final Step step;
  private final boolean everywhere;

  private MirrorMap(String name, double lower, double upper, Step step) {
    this(name, lower, upper, step, false);
  }

  private MirrorMap(String name, double lower, double upper, Step step, boolean everywhere) {
    this.name = name;
    this.lower = lower;
    this.upper = upper;
    this.step = step;
    this.everywhere = everywhere;
  }

  /**
   * Rows of the probability simplex with φ = Σ x log x: x e^{-η∇f}/Σ.
   *
   * @return the map
   */
  public static MirrorMap entropy() {
    return new MirrorMap(
        "entropy",
        0,
        Double.POSITIVE_INFINITY,
        (x, g, theta) -> OptimalityCondition.multiplicativeStep(x, g));
  }

  /**
   * {x ≥ 0} with φ = Σ x log x - x, the divergence of Kullback and Leibler: x e^{-η∇f}.
   *
   * @return the map
   */
  public static MirrorMap positiveEntropy() {
    return new MirrorMap(
        "positive entropy",
        0,
        Double.POSITIVE_INFINITY,
        (x, g, theta) -> x.times(finiteAtZero(x, g.negate()).exp()));
  }

  /**
   * {0 ≤ x ≤ 1} with φ = Σ x log x + (1 - x) log(1 - x), the divergence of Fermi and Dirac: the
   * sigmoid of logit(x) - η∇f.
   *
   * @return the map
   */
  public static MirrorMap binaryEntropy() {
    return new MirrorMap(
        "binary entropy",
        0,
        1,
        (x, g, theta) -> {
          // Elements at 0 and 1 stay there however long the step is.
          NdArray ends = x.times(x.rsubtract(1));
          NdArray h = finiteAtZero(ends, finiteAtZero(ends, g).negate());
          NdArray shift = h.stopGradient().relu();
          NdArray up = x.times(h.minus(shift).exp());
          return up.dividedBy(x.rsubtract(1).times(shift.negate().exp()).plus(up));
        });
  }

  /**
   * {x ≥ 0} with φ = -Σ log x, the divergence of Itakura and Saito: x/(1 + x η∇f). A step against
   * which 1 + x η∇f is not positive is refused with an {@link IllPosedProblemException}.
   *
   * @return the map
   */
  public static MirrorMap burg() {
    return new MirrorMap(
        "Burg entropy",
        0,
        Double.POSITIVE_INFINITY,
        (x, g, theta) -> {
          NdArray divisor = x.times(g).plus(1);
          double least = divisor.min().value();
          if (!(least > 0)) {
            throw new IllPosedProblemException(
                "1 + x η∇f is "
                    + least
                    + ": must be positive; the step size is too large for the Burg entropy");
          }
          return x.dividedBy(divisor);
        });
  }

  /**
   * φ = ½‖x‖²: the projected gradient step.
   *
   * @param projection the Euclidean projection onto the set
   * @return the map
   */
  public static MirrorMap euclidean(Projection projection) {
    return new MirrorMap(
        "Euclidean",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        (x, g, theta) -> projection.project(x.minus(g)));
  }

  /** Exponents up to 300 where x is 0: 0 times infinity would not be a number. */
  private static NdArray finiteAtZero(NdArray x, NdArray exponent) {
    NdArray largest = NdArray.scalar(300);
    NdArray unsafe = x.equalTo(NdArray.scalar(0)).times(exponent.greaterThan(largest));
    return NdArray.where(unsafe, largest, exponent);
  }

  /**
   * All arrays, with φ = ½‖x‖_p²: ∇φ*(∇φ(x) - η∇f). Convex f with a Hessian of norm at most L
   * descend with η = (p - 1)/L, and f(x_k) - f* ≤ D(x*, x_0)/(ηk). From x_0 = 0 that is
   * ‖x*‖_p²/(2ηk). Solutions are stationary points and are differentiated as such.
   *
   * @param p p, above 1 and at most 2; see {@link PNorm}
   * @return the map
   * @throws IllegalArgumentException if p is not in the range
   */
  public static MirrorMap pNorm(double p) {
    PNorm norm = PNorm.of(p);
    return new MirrorMap(
        norm.toString(),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        (x, g, theta) -> norm.inverse(norm.gradient(x).minus(g)),
        /* everywhere= */ true);
  }

  /**
   * Any φ.
   *
   * @param gradient ∇φ
   * @param projection (y, θ) to the point of the set that is nearest, in the divergence, to the
   *     point whose ∇φ is y; derivatives in θ flow through it
   * @return the map
   */
  public static MirrorMap of(UnaryOperator<NdArray> gradient, BinaryOperator<NdArray> projection) {
    return new MirrorMap(
        "mirror map",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        (x, g, theta) -> projection.apply(gradient.apply(x).minus(g), theta));
  }

  /**
   * One step.
   *
   * @param x a point
   * @param scaledGradient η∇f
   * @param theta the parameters of the set
   * @return T
   */
  NdArray step(NdArray x, NdArray scaledGradient, NdArray theta) {
    return step.from(x, scaledGradient, theta);
  }

  /** Whether the set is the whole space, so that fixed points are the stationary points. */
  boolean isEverywhere() {
    return everywhere;
  }

  /** A point of the domain of φ or of its boundary. */
  void requireStart(NdArray start) {
    double least = start.min().value();
    double most = start.max().value();
    if (least < lower) {
      throw new IllegalArgumentException(
          "start has the element " + least + ": must be at least " + lower);
    }
    if (most > upper) {
      throw new IllegalArgumentException(
          "start has the element " + most + ": must be at most " + upper);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
