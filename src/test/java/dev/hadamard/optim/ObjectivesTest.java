package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.testing.ImplicitReference;
import org.junit.jupiter.api.Test;

/** Linear models by closed forms, sums by hand, and what an intercept does. */
class ObjectivesTest {
  private final ImplicitReference.Stream random = new ImplicitReference.Stream(5);
  private final NdArray x = random.normals(30, 4);
  private final NdArray y = x.matmul(random.normals(4)).plus(2).plus(random.normals(30));

  @Test
  void ridgeInClosedForm() {
    NdArray theta = NdArray.scalar(0.2);
    NdArray w = Lbfgs.of(Objectives.ridge(x, y)).run(NdArray.zeros(4), theta).orThrow();
    NdArray normal = x.transposeMatmul(x).times(1.0 / 30).plus(NdArray.identity(4).times(0.2));
    NdArray right = normal.solve(x.transposeMatmul(y).times(1.0 / 30));
    assertArrayEquals(right.toArray(), w.toArray(), 1e-8);
    NdArray each = NdArray.of(0.2, 0.2, 0.2, 0.2);
    assertEquals(
        Objectives.ridge(x, y).apply(w, theta).value(),
        Objectives.ridge(x, y).apply(w, each).value(),
        1e-15);
  }

  /** An intercept centres the data: the weights are those of centred columns. */
  @Test
  void interceptsAreNotPenalised() {
    NdArray theta = NdArray.scalar(0.5);
    NdArray w = Lbfgs.of(Objectives.ridge(x, y)).run(NdArray.zeros(5), theta).orThrow();
    NdArray centred = x.minus(x.mean(0).reshape(1, 4));
    NdArray right =
        Lbfgs.of(Objectives.ridge(centred, y.minus(y.mean())))
            .run(NdArray.zeros(4), theta)
            .orThrow();
    assertArrayEquals(right.toArray(), w.slice(0, 0, 4).toArray(), 1e-7);
    double mean = y.mean().value() - x.mean(0).dot(right).value();
    assertEquals(mean, w.at(4).value(), 1e-7);
  }

  /** Two classes are the binary model in the difference of their weights. */
  @Test
  void twoClassesAreABinaryModel() {
    NdArray signs = y.minus(2).sign();
    int[] labels = new int[30];
    for (int i = 0; i < 30; i++) {
      labels[i] = signs.at(i).value() > 0 ? 1 : 0;
    }
    NdArray w = random.normals(5);
    NdArray both = NdArray.stack(w.times(-0.5), w.times(0.5)).transpose();
    NdArray none = NdArray.scalar(0);
    double binary = Objectives.binaryLogistic(x, signs).apply(w, none).value();
    assertEquals(
        binary, Objectives.multiclassLogistic(x, labels, 2).apply(both, none).value(), 1e-14);
    double sum = 0;
    for (int i = 0; i < 30; i++) {
      double z = x.at(i).dot(w.slice(0, 0, 4)).value() + w.at(4).value();
      sum += Math.log1p(Math.exp(-signs.at(i).value() * z)) / 30;
    }
    assertEquals(sum, binary, 1e-14);
    double penalised =
        Objectives.multiclassLogistic(x, labels, 2).apply(both, NdArray.scalar(3)).value();
    double square = both.slice(0, 0, 4).squaredNorm().value();
    assertEquals(binary + 1.5 * square, penalised, 1e-12);
  }

  @Test
  void hypergradientsFlowThroughThem() {
    NdArray theta = NdArray.scalar(0.3);
    OptimalityCondition f = OptimalityCondition.stationary(Objectives.ridge(x, y));
    NdArray w = Lbfgs.of(Objectives.ridge(x, y)).run(NdArray.zeros(4), theta).orThrow();
    assertEquals(0, f.residual(w, theta).normInf().value(), 1e-8);
    NdArray g = Autodiff.gradient(t -> Objectives.ridge(x, y).apply(w, t), theta);
    assertEquals(0.5 * w.squaredNorm().value(), g.value(), 1e-14);
  }

  @Test
  void badDataAreNamed() {
    assertThrows(ShapeMismatchException.class, () -> Objectives.ridge(x, NdArray.zeros(29)));
    assertThrows(ShapeMismatchException.class, () -> Objectives.leastSquares(x, y.reshape(30, 1)));
    assertThrows(
        IllegalArgumentException.class, () -> Objectives.binaryLogistic(x, NdArray.zeros(30)));
    assertThrows(
        IllegalArgumentException.class, () -> Objectives.multiclassLogistic(x, new int[30], 1));
    assertThrows(
        ShapeMismatchException.class,
        () -> Objectives.ridge(x, y).apply(NdArray.zeros(6), NdArray.scalar(1)));
    assertThrows(
        ShapeMismatchException.class,
        () ->
            Objectives.multiclassLogistic(x, new int[30], 2)
                .apply(NdArray.zeros(4, 2), NdArray.zeros(4)));
  }
}
