package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * The multiclass support vector machine of K. Crammer and Y. Singer in its dual form: min over Y
 * with rows in the simplex of ‖Xᵀ(Y - B)‖²/(2θ) + ⟨B, Y⟩ for one-hot labels B and the ridge θ &gt;
 * 0. The weights are W = Xᵀ(B - Y)/θ, the scores of rows z are zᵀW; the primal minimum is n less
 * the dual one.
 */
public final class MulticlassSvm {
  private final NdArray x;
  private final NdArray b;

  private MulticlassSvm(NdArray x, NdArray b) {
    this.x = x;
    this.b = b;
  }

  /**
   * The machine for data.
   *
   * @param x the data, of shape [n, p]
   * @param classes k, at least 2
   * @param labels the label of each row, from 0 to k - 1
   * @return the machine
   */
  public static MulticlassSvm of(NdArray x, int classes, int... labels) {
    NonFiniteInputException.require("x", x);
    if (x.rank() != 2 || x.extent(0) != labels.length || labels.length == 0) {
      throw new IllegalArgumentException(
          "labels has " + labels.length + " elements: must have one for each row of x, at least 1");
    }
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ": must be at least 2");
    }
    double[] one = new double[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "labels has the element " + labels[i] + ": must be from 0 to " + (classes - 1));
      }
      one[i * classes + labels[i]] = 1;
    }
    return new MulticlassSvm(x, NdArray.wrap(one, labels.length, classes));
  }

  /**
   * The dual objective.
   *
   * @return f(Y, θ)
   */
  public BinaryOperator<NdArray> dual() {
    return (y, theta) -> {
      ArrayChecks.requirePositive("theta", theta);
      return x.transposeMatmul(y.minus(b))
          .squaredNorm()
          .dividedBy(theta.times(2))
          .plus(b.times(y).sum());
    };
  }

  /**
   * The solver of the dual by projected gradient steps.
   *
   * @return the solver of Y for θ
   */
  public ProximalGradient projectedGradient() {
    return ProjectedGradient.of(dual(), Projections.simplexRows());
  }

  /**
   * The solver of the dual by mirror descent.
   *
   * @param stepSize η
   * @return the solver of Y for θ
   */
  public MirrorDescent mirrorDescent(double stepSize) {
    return MirrorDescent.of(dual(), stepSize);
  }

  /**
   * The solver of the dual by block coordinate descent.
   *
   * @return the solver of Y for θ
   */
  public SvmCoordinateDescent coordinateDescent() {
    return SvmCoordinateDescent.of(x, b, OptimalityCondition.projectedGradient(dual(), rows(), 1));
  }

  private static BinaryOperator<NdArray> rows() {
    Projection simplices = Projections.simplexRows();
    return (y, theta) -> simplices.project(y);
  }

  /**
   * The primal as a quadratic program in (W, ξ), W of shape [p, k] and a slack for each row: min
   * θ/2 ‖W‖² + Σξᵢ with xᵢᵀ(W_j - W_y) + 1 - B_ij ≤ ξᵢ for all classes j.
   *
   * @param theta θ
   * @return the program
   */
  public QuadraticProgram primalProgram(NdArray theta) {
    int n = x.extent(0);
    int p = x.extent(1);
    int k = b.extent(1);
    NdArray on = NdArray.concatenate(0, NdArray.ones(p * k), NdArray.zeros(n));
    double[] g = new double[n * k * (p * k + n)];
    double[] h = new double[n * k];
    double[] data = x.toArray();
    double[] labels = b.toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        int row = i * k + j;
        int at = row * (p * k + n);
        for (int f = 0; f < p; f++) {
          g[at + f * k + j] += data[i * p + f];
          for (int l = 0; l < k; l++) {
            g[at + f * k + l] -= labels[i * k + l] * data[i * p + f];
          }
        }
        g[at + p * k + i] = -1;
        h[row] = labels[row] - 1;
      }
    }
    return QuadraticProgram.withInequalities(
        on.diagonalMatrix().times(theta),
        on.rsubtract(1),
        NdArray.wrap(g, n * k, p * k + n),
        NdArray.of(h));
  }

  /**
   * A start in the middle of the simplices.
   *
   * @return Y of equal entries, of shape [n, k]
   */
  public NdArray start() {
    return NdArray.full(1.0 / b.extent(1), b.shape());
  }

  /**
   * The primal weights of a dual solution.
   *
   * @param y Y
   * @param theta θ
   * @return W, of shape [p, k]; the scores of rows z are zᵀW
   */
  public NdArray weights(NdArray y, NdArray theta) {
    ArrayChecks.requirePositive("theta", theta);
    return x.transposeMatmul(b.minus(y)).dividedBy(theta);
  }

  /**
   * The primal objective that the weights minimise.
   *
   * @param w W
   * @param theta θ
   * @return θ/2 ‖W‖² + Σ_i max_j (1 - B_ij + x_iᵀ(W_j - W_y))
   */
  public NdArray primal(NdArray w, NdArray theta) {
    NdArray scores = x.matmul(w);
    NdArray correct = scores.times(b).sumKeeping(1);
    NdArray margins = scores.minus(correct).plus(b.rsubtract(1)).max(1).sum();
    return w.squaredNorm().times(theta).times(0.5).plus(margins);
  }
}
