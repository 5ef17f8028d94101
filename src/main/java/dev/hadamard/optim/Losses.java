package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import java.util.function.UnaryOperator;

/**
 * Losses and smooth maxima as array functions, differentiable to any order where they are smooth.
 */
public final class Losses {
  private Losses() {}

  /**
   * -log of the softmax at the label, row by row: logsumexp(z - z_y), with z_y - z_y exactly 0 so
   * that large scores lose nothing.
   *
   * @param scores z, of shape [n, k]
   * @param labels the label of each row, from 0 to k - 1
   * @return the n losses
   */
  public static NdArray multiclassLogistic(NdArray scores, int... labels) {
    int n = scores.extent(0);
    int k = scores.extent(1);
    return scores.minus(atLabels(scores, labels).reshape(n, 1)).reshape(n, k).logSumExp(1);
  }

  private static NdArray atLabels(NdArray scores, int[] labels) {
    int n = scores.extent(0);
    int k = scores.extent(1);
    if (labels.length != n) {
      throw new IllegalArgumentException(
          "labels has " + labels.length + " elements: must have " + n + ", one for each row");
    }
    int[] place = new int[n];
    for (int i = 0; i < n; i++) {
      if (labels[i] < 0 || labels[i] >= k) {
        throw new IllegalArgumentException(
            "labels has the element " + labels[i] + ": must be from 0 to " + (k - 1));
      }
      place[i] = i * k + labels[i];
    }
    return scores.flatten().take(place);
  }

  /**
   * log(1 + e^{-yz}).
   *
   * @param scores z
   * @param signs y, ±1
   * @return the losses, element by element
   */
  public static NdArray binaryLogistic(NdArray scores, NdArray signs) {
    ArrayChecks.requireSigns("signs", signs);
    return PointwiseLoss.LOGISTIC.value(scores, signs);
  }

  /**
   * max(0, 1 - yz).
   *
   * @param scores z
   * @param signs y, ±1
   * @return the losses, element by element
   */
  public static NdArray hinge(NdArray scores, NdArray signs) {
    ArrayChecks.requireSigns("signs", signs);
    return signs.times(scores).rsubtract(1).relu();
  }

  /**
   * max(0, -yz).
   *
   * @param scores z
   * @param signs y, ±1
   * @return the losses, element by element
   */
  public static NdArray perceptron(NdArray scores, NdArray signs) {
    ArrayChecks.requireSigns("signs", signs);
    return signs.times(scores).negate().relu();
  }

  /**
   * max_j (z_j + [j ≠ y]) - z_y, row by row (K. Crammer and Y. Singer, 2001).
   *
   * @param scores z, of shape [n, k]
   * @param labels the label of each row
   * @return the n losses
   */
  public static NdArray multiclassHinge(NdArray scores, int... labels) {
    int n = scores.extent(0);
    int k = scores.extent(1);
    NdArray correct = atLabels(scores, labels);
    double[] margin = new double[n * k];
    java.util.Arrays.fill(margin, 1);
    for (int i = 0; i < n; i++) {
      margin[i * k + labels[i]] = 0;
    }
    // Differences first: a margin of 1 is lost in large scores.
    return scores.minus(correct.reshape(n, 1)).plus(NdArray.wrap(margin, n, k)).max(1);
  }

  /**
   * ½r² for |r| ≤ δ, δ|r| - δ²/2 beyond.
   *
   * @param residuals r
   * @param delta δ, positive
   * @return the losses, element by element
   */
  public static NdArray huber(NdArray residuals, double delta) {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException("delta is " + delta + ": must be finite and positive");
    }
    NdArray size = residuals.abs();
    return NdArray.where(
        size.atMost(NdArray.scalar(delta)),
        residuals.square().times(0.5),
        size.minus(delta / 2).times(delta));
  }

  /**
   * The loss of M. Blondel, A. Martins and V. Niculae (Learning with Fenchel-Young losses, 2020):
   * Ω*(z) + Ω(y) - ⟨z, y⟩, at least 0 and 0 exactly where the prediction argmax ⟨z, p⟩ - Ω(p) is y.
   *
   * @param max Ω*, a convex function of scores
   * @param scores z
   * @param target y
   * @param targetValue Ω(y)
   * @return the loss, a number
   */
  public static NdArray fenchelYoung(
      UnaryOperator<NdArray> max, NdArray scores, NdArray target, double targetValue) {
    return max.apply(scores).plus(targetValue).minus(scores.dot(target));
  }

  /**
   * The sparsemax loss (A. Martins and R. Astudillo, 2016): the Fenchel-Young loss of Ω = ½‖p‖² on
   * the simplex. Its gradient is Π(z) - y.
   *
   * @param scores z, a vector
   * @param target y, a point of the simplex, of as many elements
   * @return the loss, a number
   * @throws IllegalArgumentException if these are no vectors, or y is not in the simplex to 1e-9
   */
  public static NdArray sparsemax(NdArray scores, NdArray target) {
    if (scores.rank() != 1 || target.rank() != 1 || scores.size() != target.size()) {
      throw new ShapeMismatchException(
          "scores have shape "
              + java.util.Arrays.toString(scores.shape())
              + ", target has shape "
              + java.util.Arrays.toString(target.shape())
              + ": must be vectors of the same length");
    }
    ArrayChecks.requireNonNegative("target", target);
    double total = target.sum().value();
    if (!(Math.abs(total - 1) <= 1e-9)) {
      throw new IllegalArgumentException("target sums to " + total + ": must sum to 1");
    }
    NdArray p = Projections.simplex().project(scores);
    NdArray max = scores.dot(p).minus(p.squaredNorm().times(0.5));
    return max.plus(target.squaredNorm().times(0.5)).minus(scores.dot(target));
  }

  /**
   * 0 for x ≤ -1, (x + 1)²/4 to 1, x beyond: a softplus with bounded support.
   *
   * @param x the arguments
   * @return the values, element by element
   */
  public static NdArray sparsePlus(NdArray x) {
    // At 1 the line, whose derivative 1 is that of the parabola there.
    NdArray parabola = x.clip(-1, 1).plus(1).square().times(0.25);
    return NdArray.where(x.atLeast(NdArray.scalar(1)), x, parabola);
  }

  /**
   * The derivative of {@link #sparsePlus}: (x + 1)/2 between 0 and 1.
   *
   * @param x the arguments
   * @return the values, element by element
   */
  public static NdArray sparseSigmoid(NdArray x) {
    return x.plus(1).times(0.5).clip(0, 1);
  }
}
