package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.Elementary;
import java.util.Arrays;

/**
 * Proximal operators. Weights are numbers or arrays that broadcast to the point; derivatives flow
 * through them, so that they can be learned.
 */
public final class Proxes {
  /** Newton steps that turn a solution into a formula with exact derivatives up to order 7. */
  private static final int NEWTON_STEPS = 3;

  /** The largest exponent of a unit. */
  private static final int MOST = 1000;

  /** A power of two for which 1/η and x/η are numbers for x up to 1e240. */
  private static final double SMALL_STEP = 0x1p-200;

  private Proxes() {}

  /**
   * g = 0.
   *
   * @return the identity
   */
  public static Prox none() {
    return (x, eta) -> {
      requirePoint(x, eta);
      return x;
    };
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
    ArrayChecks.requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      return x.softThreshold(strength(eta, weight));
    };
  }

  /**
   * g = Σ λy on y ≥ 0.
   *
   * @param weight λ, not negative
   * @return max(x - ηλ, 0)
   */
  public static Prox nonNegativeLasso(NdArray weight) {
    ArrayChecks.requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      return x.minus(strength(eta, weight)).relu();
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
    ArrayChecks.requireNonNegative("weight", weight);
    ArrayChecks.requireNonNegative("ridge", ridge);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight);
      return x.softThreshold(k).dividedBy(k.times(ridge).plus(1));
    };
  }

  /**
   * g = λ/2 ‖y‖²; note the half.
   *
   * @param weight λ, not negative
   * @return x/(1 + ηλ)
   */
  public static Prox ridge(NdArray weight) {
    ArrayChecks.requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      return x.dividedBy(strength(eta, weight).plus(1));
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
    return (x, eta) -> {
      requirePoint(x, eta);
      return ridge.apply(x.relu(), eta);
    };
  }

  /**
   * g = λ‖y‖₂, all elements in one group.
   *
   * @param weight λ, not negative
   * @return (1 - ηλ/‖x‖)₊ x
   */
  public static Prox groupLasso(NdArray weight) {
    ArrayChecks.requireNonNegativeNumber("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight);
      NdArray norm = x.norm();
      return norm.value() <= k.value() ? x.times(0) : x.times(k.dividedBy(norm).rsubtract(1));
    };
  }

  /**
   * g = Σ_g λ_g ‖y_g‖₂, for groups of elements that do not overlap.
   *
   * @param groups the group of each element of a point, numbered from 0
   * @param weights λ_g, one for each group, not negative
   * @return (1 - ηλ_g/‖x_g‖)₊ x_g in each group
   */
  public static Prox groupLasso(int[] groups, NdArray weights) {
    ArrayChecks.requireNonNegative("weights", weights);
    int[] of = groups.clone();
    for (int g : of) {
      if (g < 0 || g >= weights.size()) {
        throw new IllegalArgumentException(
            "groups has the element " + g + ": must be from 0 to " + (weights.size() - 1));
      }
    }
    return (x, eta) -> {
      requirePoint(x, eta);
      if (x.size() != of.length) {
        throw new IllegalArgumentException(
            "x has " + x.size() + " elements: must have " + of.length + ", as groups has");
      }
      NdArray k = strength(eta, weights);
      // Each group in a unit of its own, a power of two: squares neither vanish nor overflow.
      NdArray units = groupUnits(x, of, weights.size());
      NdArray parts = x.flatten().dividedBy(units.take(of));
      NdArray squares = parts.square().scatterAdd(of, weights.size());
      NdArray on = squares.greaterThan(k.dividedBy(units).square());
      NdArray norms = NdArray.where(on, squares, NdArray.scalar(1)).sqrt().times(units);
      NdArray factors = NdArray.where(on, k.dividedBy(norms).rsubtract(1), NdArray.scalar(0));
      return x.flatten().times(factors.take(of)).reshape(x.shape());
    };
  }

  private static NdArray groupUnits(NdArray x, int[] groups, int count) {
    double[] largest = new double[count];
    double[] values = x.stopGradient().toArray();
    for (int i = 0; i < values.length; i++) {
      largest[groups[i]] = Math.max(largest[groups[i]], Math.abs(values[i]));
    }
    for (int g = 0; g < count; g++) {
      int exponent = Math.clamp(PowerOfTwo.exponent(largest[g]), -1000, 1000);
      largest[g] = Math.scalb(1.0, exponent);
    }
    return NdArray.of(largest);
  }

  /**
   * g = λ Σ of the singular values.
   *
   * @param weight λ, not negative, a number
   * @return soft thresholding of the singular values of matrices
   */
  public static Prox nuclearNorm(NdArray weight) {
    ArrayChecks.requireNonNegativeNumber("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      return softSingularValues(x, strength(eta, weight));
    };
  }

  /**
   * [0 X; Xᵀ 0] has the singular values of X and their negatives as eigenvalues, and the positive
   * parts of matrices are differentiable to any order.
   */
  static NdArray softSingularValues(NdArray x, NdArray k) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "x has shape " + java.util.Arrays.toString(x.shape()) + ": must be a matrix");
    }
    if (k.value() == 0 && !k.isDifferentiated()) {
      return x;
    }
    int m = x.extent(0);
    int n = x.extent(1);
    NdArray top = NdArray.concatenate(1, NdArray.zeros(m, m), x);
    NdArray bottom = NdArray.concatenate(1, x.transpose(), NdArray.zeros(n, n));
    NdArray a = NdArray.concatenate(0, top, bottom);
    NdArray shift = NdArray.identity(m + n).times(k);
    Projection positive = Projections.psdCone();
    // The negative eigenvalues mirror the positive ones: off the diagonal both parts are equal.
    return positive.project(a.minus(shift)).slice(0, 0, m).slice(1, m, m + n).times(2);
  }

  /**
   * g = λ Σ max(0, 1 - y).
   *
   * @param weight λ, not negative
   * @return the operator of the hinge loss
   */
  public static Prox hinge(NdArray weight) {
    ArrayChecks.requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight);
      NdArray one = NdArray.scalar(1);
      NdArray moved = x.plus(k);
      return NdArray.where(
          x.atLeast(one), x, NdArray.where(moved.lessThan(one), moved, NdArray.scalar(1)));
    };
  }

  /**
   * g = λ Σ log(1 + e^{-y}).
   *
   * @param weight λ, not negative
   * @return the root of y = x + ηλ/(1 + e^y)
   */
  public static Prox logistic(NdArray weight) {
    ArrayChecks.requireNonNegative("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight).broadcastTo(x.shape());
      return Autodiff.locally(
          "logistic",
          in -> {
            double[] y = in[0].toArray();
            double[] weights = in[1].toArray();
            for (int i = 0; i < y.length; i++) {
              y[i] = logisticPoint(y[i], weights[i]);
            }
            return NdArray.wrap(y, in[0].shape());
          },
          (out, in) ->
              inner -> {
                NdArray y = out;
                for (int i = 0; i < NEWTON_STEPS; i++) {
                  NdArray s = y.negate().sigmoid();
                  NdArray f = y.minus(inner[0]).minus(inner[1].times(s));
                  NdArray slope = inner[1].times(s).times(s.rsubtract(1)).plus(1);
                  y = y.minus(f.dividedBy(slope));
                }
                return y;
              },
          x,
          k);
    };
  }

  /** The root of y - x - k σ(-y), which increases with slopes from 1 to 1 + k/4. */
  private static double logisticPoint(double x, double k) {
    boolean negative = x + k / 2 < 0;
    // For y < 0 as y - (x + k) + k σ(y), where large x and k cancel before and not after.
    double constant = negative ? x + k : x;
    // Beyond the constant and 0, k σ pulls by log(1 + k) at most.
    double width = Elementary.log1p(k) + 1;
    double low = negative ? Math.min(constant, 0) - width : Math.max(x, 0);
    double high = negative ? Math.min(constant, 0) : Math.min(x + k, Math.max(x, 0) + width);
    double y = Math.min(Math.max(x + k / 2, low), high);
    double before = high - low;
    for (int i = 0; i < 200; i++) {
      double s = Elementary.sigmoid(-y);
      double pull = negative ? k * Elementary.sigmoid(y) : -k * s;
      double f = y - constant + pull;
      if (f > 0) {
        high = y;
      } else {
        low = y;
      }
      double next = y - f / (1 + k * s * (1 - s));
      // Where the exponential rules, Newton's steps are of length 1: for large k too many.
      boolean slow = i >= 8 && Math.abs(next - y) > 0.5 * before;
      if (slow || !(next >= low && next <= high)) {
        next = low + (high - low) / 2;
      }
      before = Math.abs(next - y);
      if (next == y || before <= 1e-16 * Math.abs(y)) {
        return next;
      }
      y = next;
    }
    return y;
  }

  /**
   * g = λ/2 · (distance to a convex set)².
   *
   * @param projection the projection onto the set
   * @param weight λ, not negative
   * @return (x + ηλ Π(x))/(1 + ηλ)
   */
  public static Prox squaredDistance(Projection projection, NdArray weight) {
    ArrayChecks.requireNonNegativeNumber("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight);
      return x.plus(k.times(projection.project(x))).dividedBy(k.plus(1));
    };
  }

  /**
   * g(y) = f(c y).
   *
   * @param prox the operator of f
   * @param factor c, a number other than 0
   * @return prox_{ηc²f}(c x)/c
   */
  public static Prox scaled(Prox prox, NdArray factor) {
    NonFiniteInputException.require("factor", factor);
    if (factor.value() == 0) {
      throw new IllegalArgumentException("factor is 0: must not be 0");
    }
    return (x, eta) -> prox.apply(x.times(factor), eta.times(factor.square())).dividedBy(factor);
  }

  /**
   * g(y) = f(y - t).
   *
   * @param prox the operator of f
   * @param shift t, of the shape of points
   * @return t + prox(x - t)
   */
  public static Prox translated(Prox prox, NdArray shift) {
    NonFiniteInputException.require("shift", shift);
    return (x, eta) -> shift.plus(prox.apply(x.minus(shift), eta));
  }

  /**
   * g(y) = Σ g_i(y_i) over consecutive parts of a vector.
   *
   * @param sizes the number of elements of each part, at least 1
   * @param parts the operator of each part
   * @return the operators side by side
   */
  public static Prox separableSum(int[] sizes, Prox... parts) {
    if (sizes.length != parts.length || sizes.length == 0) {
      throw new IllegalArgumentException(
          "sizes has "
              + sizes.length
              + " elements and there are "
              + parts.length
              + " operators: must be equally many, at least one");
    }
    int[] lengths = sizes.clone();
    Prox[] operators = parts.clone();
    return (x, eta) -> {
      NdArray[] pieces = new NdArray[lengths.length];
      int from = 0;
      for (int i = 0; i < lengths.length; i++) {
        pieces[i] = operators[i].apply(x.slice(0, from, from + lengths[i]), eta);
        from += lengths[i];
      }
      if (from != x.size()) {
        throw new IllegalArgumentException(
            "x has " + x.size() + " elements: must have " + from + ", the sum of sizes");
      }
      return NdArray.concatenate(0, pieces);
    };
  }

  /**
   * g = -λ Σ log y.
   *
   * @param weight λ, positive
   * @return (x + √(x² + 4ηλ))/2
   */
  public static Prox logBarrier(NdArray weight) {
    ArrayChecks.requirePositive("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight);
      NdArray root = x.hypot(k.sqrt().times(2));
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
    ArrayChecks.requireNonNegative("weight", weight);
    ArrayChecks.requirePositive("epsilon", epsilon);
    return (x, eta) -> {
      requirePoint(x, eta);
      int[] shape = x.shape();
      NdArray size = x.abs();
      NdArray e = epsilon.broadcastTo(shape);
      NdArray w = weight.broadcastTo(shape);
      NdArray step = eta.broadcastTo(shape);
      double[] sizes = size.toArray();
      double[] es = e.toArray();
      double[] ws = w.toArray();
      double[] steps = step.toArray();
      // Units of |x| + ε, element by element, so that squares stay in range.
      double[] unit = new double[sizes.length];
      double[] distance = new double[sizes.length];
      for (int i = 0; i < unit.length; i++) {
        double largest = Math.max(sizes[i], es[i]);
        unit[i] = Math.scalb(1.0, -Math.max(-MOST, Math.min(Math.getExponent(largest), MOST)));
        double k = steps[i] * unit[i] * (ws[i] * unit[i]);
        double ei = es[i] * unit[i];
        if (k > ei * ei) {
          throw new dev.hadamard.kernel.IllPosedProblemException(
              "logSum: ηλ is "
                  + steps[i] * ws[i]
                  + " where ε is "
                  + es[i]
                  + ": must be at most ε², else the minimiser is not unique");
        }
        // |x|ε - ηλ without the rounding of the products.
        double xi = sizes[i] * unit[i];
        distance[i] = Math.fma(xi, ei, -k) - Math.fma(steps[i] * unit[i], ws[i] * unit[i], -k);
      }
      NdArray u = NdArray.wrap(unit, shape);
      NdArray rounded = size.times(u).times(e.times(u)).minus(step.times(u).times(w.times(u)));
      NdArray exact = NdArray.wrap(distance, shape);
      NdArray d = rounded.plus(exact.minus(rounded.stopGradient()));
      NdArray on = exact.greaterThan(NdArray.scalar(0));
      NdArray root = NdArray.where(on, d, NdArray.scalar(1)).sqrt().times(2);
      NdArray a = size.minus(e).times(u);
      NdArray hypotenuse = a.hypot(root);
      // The roots of y² - a y - d; the second form has no cancellation where a < 0.
      NdArray y =
          NdArray.where(
              a.lessThan(NdArray.scalar(0)),
              d.times(2).dividedBy(hypotenuse.minus(a)),
              hypotenuse.plus(a).times(0.5));
      return NdArray.where(on, x.sign().times(y.dividedBy(u)), NdArray.scalar(0));
    };
  }

  /**
   * g = λ Σ y log y on y ≥ 0.
   *
   * @param weight λ, positive
   * @return the positive root of y + ηλ(log y + 1) = x
   */
  public static Prox entropy(NdArray weight) {
    ArrayChecks.requirePositive("weight", weight);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight).broadcastTo(x.shape());
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
                // For small y by its logarithm, whose derivatives do not overflow where y vanishes.
                NdArray large = out.atLeast(NdArray.scalar(1));
                // Lanes that the other form serves stand at y = 1, where x = 1 + k.
                NdArray rest = in[1].plus(1);
                NdArray x1 = NdArray.where(large, inner[0], rest);
                NdArray y = NdArray.where(large, out, NdArray.scalar(1));
                for (int i = 0; i < NEWTON_STEPS; i++) {
                  NdArray f = y.plus(inner[1].times(y.log().plus(1))).minus(x1);
                  y = y.minus(y.dividedBy(y.plus(inner[1])).times(f));
                }
                NdArray positive = out.step();
                NdArray z =
                    NdArray.where(
                        positive,
                        NdArray.where(positive, out, NdArray.scalar(1)).log(),
                        in[0].dividedBy(in[1]).minus(1));
                z = NdArray.where(large, NdArray.scalar(0), z);
                NdArray x2 = NdArray.where(large, rest, inner[0]);
                for (int i = 0; i < NEWTON_STEPS; i++) {
                  NdArray e = z.exp();
                  NdArray f = e.plus(inner[1].times(z.plus(1))).minus(x2);
                  z = z.minus(f.dividedBy(e.plus(inner[1])));
                }
                return NdArray.where(large, y, z.exp());
              },
          x,
          k);
    };
  }

  /** In z = log y: e^z + k (z + 1) = x is convex and increasing, so Newton's method is safe. */
  private static double entropyPoint(double x, double k) {
    if (k == 0 || Double.isInfinite(x / k)) {
      // Next to no entropy: what is left of it is that y is not negative.
      return Math.max(x, 0);
    }
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
    if (y == 0) {
      return 0;
    }
    double f = y + k * (Elementary.log(y) + 1) - x;
    double product = y * f;
    return y - (Double.isInfinite(product) ? y / (y + k) * f : product / (y + k));
  }

  /**
   * g = λ max|y|.
   *
   * @param weight λ, not negative
   * @return x less its projection onto {‖p‖₁ ≤ ηλ}
   */
  public static Prox lInfNorm(NdArray weight) {
    ArrayChecks.requireNonNegativeNumber("weight", weight);
    return (x, eta) -> x.minus(Projections.l1Ball(strength(eta, weight)).project(x));
  }

  /**
   * g = λ Σ h(y) with Huber's h(y) = y²/2 for |y| ≤ δ, δ|y| - δ²/2 beyond.
   *
   * @param weight λ, not negative
   * @param delta δ, positive
   * @return the operator
   */
  public static Prox huber(NdArray weight, NdArray delta) {
    ArrayChecks.requireNonNegative("weight", weight);
    ArrayChecks.requirePositive("delta", delta);
    return (x, eta) -> {
      requirePoint(x, eta);
      NdArray k = strength(eta, weight);
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
    ArrayChecks.requireNonNegativeNumber("weight", weight);
    return (x, eta) -> {
      if (x.rank() != 1) {
        throw new ShapeMismatchException(
            "x has shape " + Arrays.toString(x.shape()) + ": must be a vector");
      }
      requirePoint(x, eta);
      return Autodiff.locally(
          "totalVariation",
          in -> NdArray.wrap(TotalVariation.denoise(in[0].toArray(), in[1].value()), in[0].shape()),
          (out, in) -> {
            // On a segment: the mean of x, moved by k at each end towards the neighbour.
            double[] y = out.toArray();
            boolean joined = in[1].value() > 0;
            int n = y.length;
            int[] block = new int[n];
            double[] pull = new double[n];
            for (int i = 1; i < n; i++) {
              // Without weight nothing holds equal neighbours together.
              block[i] = block[i - 1] + (joined && y[i] == y[i - 1] ? 0 : 1);
              pull[i - 1] += Math.signum(y[i] - y[i - 1]);
              pull[i] -= Math.signum(y[i] - y[i - 1]);
            }
            NdArray pulls = NdArray.of(pull);
            return inner -> Projections.blockMeans(inner[0].plus(pulls.times(inner[1])), block);
          },
          x,
          strength(eta, weight));
    };
  }

  /**
   * The operator of the convex conjugate of g, by Moreau's identity: what is left where x and the
   * operator of g nearly cancel has the rounding of x.
   *
   * @param prox the operator of g
   * @return x - η prox_{g/η}(x/η); for η below 2⁻²⁰⁰, also 0, with η = 2⁻²⁰⁰
   */
  public static Prox conjugate(Prox prox) {
    return (x, eta) -> {
      requirePoint(x, eta);
      // A step of 0 is the limit of small ones, the projection onto the domain of the conjugate.
      NdArray small = NdArray.scalar(SMALL_STEP);
      NdArray step = NdArray.where(eta.lessThan(small), small, eta);
      return x.minus(step.times(prox.apply(x.dividedBy(step), step.reciprocal())));
    };
  }

  /** ηλ, which must be a number. */
  private static NdArray strength(NdArray eta, NdArray weight) {
    NdArray k = eta.times(weight);
    if (!k.allFinite()) {
      throw new IllegalArgumentException(
          "stepSize times weight is " + k + ": must be finite, the two are too large together");
    }
    return k;
  }

  private static void requirePoint(NdArray x, NdArray eta) {
    NonFiniteInputException.require("x", x);
    ArrayChecks.requireNonNegative("stepSize", eta);
  }
}
