package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Elementary;

/**
 * Proximal operators. Weights are numbers or arrays that broadcast to the point; derivatives flow
 * through them, so that they can be learned.
 */
public final class Proxes {
  /** Newton steps that turn a solution into a formula with exact derivatives up to order 7. */
  private static final int NEWTON_STEPS = 3;

  private Proxes() {}

  /**
   * g = 0.
   *
   * @return the identity
   */
  public static Prox none() {
    return (x, eta) -> x;
  }

  /**
   * g = 0 on a set, ∞ elsewhere.
   *
   * @param projection the projection onto the set
   * @return the projection, whatever the step size
   */
  public static Prox of(Projection projection) {
    return (x, eta) -> projection.project(x);
  }

  /**
   * g = Σ λ|y|.
   *
   * @param weight λ, not negative
   * @return soft thresholding
   */
  public static Prox lasso(NdArray weight) {
    requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      return soft(x, eta.times(weight));
    };
  }

  private static NdArray soft(NdArray x, NdArray k) {
    NdArray on = x.abs().greaterThan(k);
    return NdArray.where(on, x.minus(x.sign().times(k)), NdArray.scalar(0));
  }

  /**
   * g = Σ λy on y ≥ 0.
   *
   * @param weight λ, not negative
   * @return max(x - ηλ, 0)
   */
  public static Prox nonNegativeLasso(NdArray weight) {
    requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      return x.minus(eta.times(weight)).relu();
    };
  }

  /**
   * g = λ Σ (|y| + γ/2 y²).
   *
   * @param weight λ, not negative
   * @param ridge γ, not negative
   * @return soft thresholding and shrinkage
   */
  public static Prox elasticNet(NdArray weight, NdArray ridge) {
    requireNonNegative("weight", weight);
    requireNonNegative("ridge", ridge);
    return (x, eta) -> {
      requirePoint(x);
      NdArray k = eta.times(weight);
      return soft(x, k).dividedBy(k.times(ridge).plus(1));
    };
  }

  /**
   * g = λ/2 ‖y‖²; note the half.
   *
   * @param weight λ, not negative
   * @return x/(1 + ηλ)
   */
  public static Prox ridge(NdArray weight) {
    requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      return x.dividedBy(eta.times(weight).plus(1));
    };
  }

  /**
   * g = λ/2 ‖y‖² on y ≥ 0.
   *
   * @param weight λ, not negative
   * @return max(x, 0)/(1 + ηλ)
   */
  public static Prox nonNegativeRidge(NdArray weight) {
    Prox ridge = ridge(weight);
    return (x, eta) -> ridge.apply(x.relu(), eta);
  }

  /**
   * g = λ‖y‖₂, all elements in one group.
   *
   * @param weight λ, not negative
   * @return (1 - ηλ/‖x‖)₊ x
   */
  public static Prox groupLasso(NdArray weight) {
    requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      NdArray k = eta.times(weight);
      NdArray norm = x.norm();
      return norm.value() <= k.value() ? x.times(0) : x.times(k.dividedBy(norm).rsubtract(1));
    };
  }

  /**
   * g = -λ Σ log y.
   *
   * @param weight λ, positive
   * @return (x + √(x² + 4ηλ))/2
   */
  public static Prox logBarrier(NdArray weight) {
    requirePositive("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      NdArray k = eta.times(weight);
      NdArray root = x.square().plus(k.times(4)).sqrt();
      // The second form has no cancellation where x < 0.
      return NdArray.where(
          x.lessThan(NdArray.scalar(0)),
          k.times(2).dividedBy(root.minus(x)),
          root.plus(x).times(0.5));
    };
  }

  /**
   * g = λ Σ log(1 + |y|/ε), which is not convex; the operator is single-valued for ηλ ≤ ε².
   *
   * @param weight λ, not negative
   * @param epsilon ε, positive
   * @return the operator; it refuses steps with ηλ &gt; ε²
   */
  public static Prox logSum(NdArray weight, NdArray epsilon) {
    requireNonNegative("weight", weight);
    requirePositive("epsilon", epsilon);
    return (x, eta) -> {
      requirePoint(x);
      NdArray k = eta.times(weight);
      double excess = k.minus(epsilon.square()).max(NdArray.scalar(0)).normInf().value();
      if (excess > 0) {
        throw new dev.hadamard.kernel.IllPosedProblemException(
            "logSum: ηλ exceeds ε² by " + excess + ": the minimiser is not unique");
      }
      NdArray size = x.abs();
      NdArray on = size.times(epsilon).greaterThan(k);
      NdArray discriminant = size.plus(epsilon).square().minus(k.times(4));
      NdArray root = NdArray.where(on, discriminant, NdArray.scalar(1)).sqrt();
      NdArray y = size.minus(epsilon).plus(root).times(0.5);
      return NdArray.where(on, x.sign().times(y), NdArray.scalar(0));
    };
  }

  /**
   * g = λ Σ y log y on y ≥ 0.
   *
   * @param weight λ, positive
   * @return the positive root of y + ηλ(log y + 1) = x
   */
  public static Prox entropy(NdArray weight) {
    requirePositive("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      NdArray k = eta.times(weight).broadcastTo(x.shape());
      return Autodiff.locally(
          "entropy",
          in -> {
            double[] y = in[0].toArray();
            double[] weights = in[1].toArray();
            for (int i = 0; i < y.length; i++) {
              y[i] = entropyPoint(y[i], weights[i]);
            }
            return NdArray.wrap(y, in[0].shape());
          },
          (out, in) ->
              inner -> {
                NdArray y = out;
                for (int i = 0; i < NEWTON_STEPS; i++) {
                  NdArray f = y.plus(inner[1].times(y.log().plus(1))).minus(inner[0]);
                  y = y.minus(f.times(y).dividedBy(y.plus(inner[1])));
                }
                return y;
              },
          x,
          k);
    };
  }

  /** In z = log y: e^z + k (z + 1) = x is convex and increasing, so Newton's method is safe. */
  private static double entropyPoint(double x, double k) {
    double z = x > k ? Elementary.log(x) : x / k - 1;
    for (int i = 0; i < 100; i++) {
      double e = Elementary.exp(z);
      double step = (e + k * (z + 1) - x) / (e + k);
      z -= step;
      if (Math.abs(step) <= 1e-16 * (1 + Math.abs(z))) {
        break;
      }
    }
    double y = Elementary.exp(z);
    return y == 0 ? 0 : y - y * (y + k * (Elementary.log(y) + 1) - x) / (y + k);
  }

  /**
   * g = λ max|y|.
   *
   * @param weight λ, not negative
   * @return x less its projection onto {‖p‖₁ ≤ ηλ}
   */
  public static Prox lInfNorm(NdArray weight) {
    requireNonNegative("weight", weight);
    return (x, eta) -> x.minus(Projections.l1Ball(eta.times(weight)).project(x));
  }

  /**
   * g = λ Σ h(y) with Huber's h(y) = y²/2 for |y| ≤ δ, δ|y| - δ²/2 beyond.
   *
   * @param weight λ, not negative
   * @param delta δ, positive
   * @return the operator
   */
  public static Prox huber(NdArray weight, NdArray delta) {
    requireNonNegative("weight", weight);
    requirePositive("delta", delta);
    return (x, eta) -> {
      requirePoint(x);
      NdArray k = eta.times(weight);
      NdArray inner = x.abs().atMost(delta.times(k.plus(1)));
      return NdArray.where(inner, x.dividedBy(k.plus(1)), x.minus(x.sign().times(k).times(delta)));
    };
  }

  /**
   * g = λ Σ |y_{i+1} - y_i|.
   *
   * @param weight λ, a number that is not negative
   * @return total variation denoising of sequences
   */
  public static Prox totalVariation(NdArray weight) {
    requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x);
      return Autodiff.locally(
          "totalVariation",
          in -> NdArray.wrap(TotalVariation.denoise(in[0].toArray(), in[1].value()), in[0].shape()),
          (out, in) -> {
            // On a segment: the mean of x, moved by k at each end towards the neighbour.
            double[] y = out.toArray();
            int n = y.length;
            int[] block = new int[n];
            double[] pull = new double[n];
            for (int i = 1; i < n; i++) {
              block[i] = block[i - 1] + (y[i] == y[i - 1] ? 0 : 1);
              pull[i - 1] += Math.signum(y[i] - y[i - 1]);
              pull[i] -= Math.signum(y[i] - y[i - 1]);
            }
            NdArray pulls = NdArray.of(pull);
            return inner -> Projections.blockMeans(inner[0].plus(pulls.times(inner[1])), block);
          },
          x,
          eta.times(weight));
    };
  }

  /**
   * The operator of the convex conjugate of g, by Moreau's identity.
   *
   * @param prox the operator of g
   * @return x - η prox_{g/η}(x/η)
   */
  public static Prox conjugate(Prox prox) {
    return (x, eta) -> x.minus(eta.times(prox.apply(x.dividedBy(eta), eta.reciprocal())));
  }

  private static void requirePoint(NdArray x) {
    NonFiniteInputException.require("x", x);
  }

  private static void requireNonNegative(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (!(v >= 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be finite and at least 0");
      }
    }
  }

  private static void requirePositive(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (!(v > 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be finite and positive");
      }
    }
  }
}
