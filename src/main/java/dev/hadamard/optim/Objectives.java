package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import java.util.Arrays;
import java.util.function.BinaryOperator;

/**
 * Objectives of linear models, functions (w, θ) for solvers of smooth problems and for conditions
 * of optimality: the mean of a loss over the rows of a design X of shape [n, p], plus half a
 * penalty times the square of the weights.
 *
 * <p>The weights w have p elements or, for k classes, shape [p, k]. One row more is an intercept,
 * to which the penalty does not apply: the shape of the start decides.
 *
 * <pre>{@code
 * Lbfgs fit = Lbfgs.of(Objectives.multiclassLogistic(x, labels, 3));
 * NdArray w = fit.run(NdArray.zeros(p + 1, 3), NdArray.scalar(1e-3)).orThrow();
 * }</pre>
 */
public final class Objectives {
  private Objectives() {}

  /**
   * (1/2n) ‖Xw - y‖²; θ is not used.
   *
   * @param design X, of shape [n, p]
   * @param targets y, of n elements
   * @return the objective, of w with p elements or, with an intercept, p + 1
   */
  public static BinaryOperator<NdArray> leastSquares(NdArray design, NdArray targets) {
    requireData(design, targets.size());
    requireVector("targets", targets);
    return (w, theta) -> predictions(design, w, 1).minus(targets).square().mean().times(0.5);
  }

  /**
   * (1/2n) ‖Xw - y‖² + ½ Σ θw².
   *
   * @param design X, of shape [n, p]
   * @param targets y, of n elements
   * @return the objective; θ is a number or has p elements
   */
  public static BinaryOperator<NdArray> ridge(NdArray design, NdArray targets) {
    BinaryOperator<NdArray> fit = leastSquares(design, targets);
    int p = design.extent(1);
    return (w, theta) -> fit.apply(w, theta).plus(penalty(w, theta, p));
  }

  /**
   * (1/n) Σ log(1 + exp(-y x·w)) + ½ Σ θw².
   *
   * @param design X, of shape [n, p]
   * @param signs y, ±1
   * @return the objective; θ is a number or has p elements
   */
  public static BinaryOperator<NdArray> binaryLogistic(NdArray design, NdArray signs) {
    requireData(design, signs.size());
    requireVector("signs", signs);
    ArrayChecks.requireSigns("signs", signs);
    int p = design.extent(1);
    return (w, theta) ->
        PointwiseLoss.LOGISTIC
            .value(predictions(design, w, 1), signs)
            .mean()
            .plus(penalty(w, theta, p));
  }

  /**
   * (1/n) Σ -log softmax(xW)_y + ½ θ‖W‖².
   *
   * @param design X, of shape [n, p]
   * @param labels y, from 0 to k - 1
   * @param classes k, at least 2
   * @return the objective, of W of shape [p, k] or, with an intercept for each class, [p + 1, k]; θ
   *     is a number
   */
  public static BinaryOperator<NdArray> multiclassLogistic(
      NdArray design, int[] labels, int classes) {
    requireData(design, labels.length);
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ": must be at least 2");
    }
    int[] of = labels.clone();
    for (int label : of) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "labels has the element " + label + ": must be from 0 to " + (classes - 1));
      }
    }
    int p = design.extent(1);
    return (w, theta) -> {
      ArrayChecks.requireNumber("theta", theta);
      return Losses.multiclassLogistic(predictions(design, w, 2), of)
          .mean()
          .plus(penalty(w, theta, p));
    };
  }

  private static void requireData(NdArray design, int rows) {
    if (design.rank() != 2 || design.extent(0) != rows || rows == 0) {
      throw new ShapeMismatchException(
          "design has shape "
              + Arrays.toString(design.shape())
              + ": must be a matrix with a row for each of the "
              + rows
              + " targets, at least one");
    }
    NonFiniteInputException.require("design", design);
  }

  private static void requireVector(String name, NdArray targets) {
    if (targets.rank() != 1) {
      throw new ShapeMismatchException(
          name + " has shape " + Arrays.toString(targets.shape()) + ": must be a vector");
    }
    NonFiniteInputException.require(name, targets);
  }

  /** Xw, plus the row of w that is one more than X has columns. */
  private static NdArray predictions(NdArray design, NdArray w, int rank) {
    int p = design.extent(1);
    if (w.rank() != rank || (w.extent(0) != p && w.extent(0) != p + 1)) {
      throw new ShapeMismatchException(
          "w has shape "
              + Arrays.toString(w.shape())
              + ": must have rank "
              + rank
              + " and "
              + p
              + " rows, or "
              + (p + 1)
              + " with an intercept");
    }
    return w.extent(0) == p ? design.matmul(w) : design.matmul(w.slice(0, 0, p)).plus(w.at(p));
  }

  private static NdArray penalty(NdArray w, NdArray theta, int p) {
    NdArray weights = w.extent(0) == p ? w : w.slice(0, 0, p);
    return theta.times(weights.square()).sum().times(0.5);
  }
}
