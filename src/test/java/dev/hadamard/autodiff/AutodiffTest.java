package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nesting, kinks, structure, and what is refused. */
class AutodiffTest {
  private static final NdArray ONE = NdArray.scalar(1);

  @Test
  void perturbationsAreNotConfused() {
    UnaryOperator<NdArray> reverse =
        x -> x.times(Autodiff.gradient(y -> x.plus(y), NdArray.scalar(1)));
    UnaryOperator<NdArray> forward = x -> x.times(Autodiff.jvp(y -> x.plus(y), ONE, ONE).tangent());
    for (UnaryOperator<NdArray> f : java.util.List.of(reverse, forward)) {
      assertEquals(1, Autodiff.gradient(f, ONE).value());
      assertEquals(1, Autodiff.jvp(f, ONE, ONE).tangent().value());
    }
  }

  @Test
  void highOrders() {
    UnaryOperator<NdArray> f = NdArray::sin;
    for (int order = 1; order <= 5; order++) {
      f = Autodiff.gradient(f);
      double expected = Math.sin(0.7 + order * Math.PI / 2);
      assertEquals(expected, f.apply(NdArray.scalar(0.7)).value(), 1e-14);
    }
  }

  @Test
  void kinksHaveTheDocumentedDerivatives() {
    NdArray zero = NdArray.scalar(0);
    assertEquals(0, Autodiff.gradient(NdArray::relu, zero).value());
    assertEquals(0, Autodiff.gradient(NdArray::abs, zero).value());
    assertEquals(0, Autodiff.gradient(x -> x.clip(0, 1), zero).value());
    assertEquals(0, Autodiff.gradient(x -> x.clip(0, 1), ONE).value());
    assertEquals(NdArray.zeros(3), Autodiff.gradient(NdArray::norm, NdArray.zeros(3)));
    assertEquals(NdArray.zeros(3, 3), Autodiff.hessian(NdArray::norm, NdArray.zeros(3)));
    assertEquals(NdArray.of(0.5, 0, 0.5), Autodiff.gradient(NdArray::max, NdArray.of(2, 1, 2)));
    assertEquals(0.5, Autodiff.gradient(x -> x.max(ONE), ONE).value());
    assertEquals(NdArray.of(0.5, 0.5), Autodiff.gradient(x -> x.median(), NdArray.of(1, 1)));
    assertEquals(NdArray.of(0, 1, 0), Autodiff.gradient(x -> x.sort().at(1), NdArray.of(1, 1, 1)));
  }

  @Test
  void productsWithZerosAreExact() {
    assertEquals(NdArray.of(6, 0, 0), Autodiff.gradient(NdArray::prod, NdArray.of(0, 2, 3)));
    assertEquals(
        NdArray.of(0, 0, 0),
        Autodiff.gradient(x -> x.cumulativeProduct(0).at(2), NdArray.of(0, 0, 3)));
  }

  /** Lanes that are not selected are not numbers; no nesting of modes sees them. */
  @Test
  void selectionShieldsInEveryOrder() {
    UnaryOperator<NdArray> f =
        x ->
            NdArray.where(
                    x.greaterThan(NdArray.scalar(0)), x.log().square().times(x.sqrt()), x.square())
                .times(x.sum())
                .sum();
    UnaryOperator<NdArray> g =
        x ->
            NdArray.where(NdArray.of(0, 1), x.stopGradient().log().times(0).plus(x.square()), x)
                .sum();
    NdArray x = NdArray.of(-1, 2);
    NdArray t = NdArray.of(0.3, -0.7);
    assertTrue(Autodiff.hessian(g, x).allFinite());
    NdArray ff = Autodiff.jvp(z -> Autodiff.jvp(f, z, t).tangent(), x, t).tangent();
    NdArray fr = Autodiff.hvp(f, x, t).dot(t);
    NdArray rf = Autodiff.gradient(z -> Autodiff.jvp(f, z, t).tangent(), x).dot(t);
    NdArray rr = Autodiff.gradient(z -> Autodiff.gradient(f, z).dot(t), x).dot(t);
    NdArray rrr =
        Autodiff.gradient(y -> Autodiff.gradient(z -> Autodiff.gradient(f, z).dot(t), y).dot(t), x);
    assertTrue(ff.allFinite(), ff::toString);
    assertEquals(ff.value(), fr.value(), 1e-12);
    assertEquals(ff.value(), rf.value(), 1e-12);
    assertEquals(ff.value(), rr.value(), 1e-12);
    assertTrue(rrr.allFinite(), rrr::toString);
  }

  @Test
  void selectionShieldsInfiniteDerivatives() {
    NdArray x = NdArray.of(0, 4);
    NdArray g =
        Autodiff.gradient(
            z -> NdArray.where(z.greaterThan(NdArray.scalar(0)), z.sqrt(), z).sum(), x);
    assertEquals(NdArray.of(1, 0.25), g);
    NdArray h =
        Autodiff.gradient(
            z -> NdArray.where(z.greaterThan(NdArray.scalar(0)), z.log(), z.times(2)).sum(), x);
    assertEquals(NdArray.of(2, 0.25), h);
  }

  @Test
  void jacobiansAgreeAndHaveTheShapesOfBothSides() {
    NdArray a = NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    UnaryOperator<NdArray> f = x -> a.matmul(x.square());
    NdArray x = NdArray.of(1, -1, 2);
    NdArray expected = NdArray.of(new double[][] {{2, -4, 12}, {8, -10, 24}});
    assertEquals(expected, Autodiff.jacobian(f, x));
    assertEquals(expected, Autodiff.jacobianForward(f, x));
    assertEquals(expected, Autodiff.jacobianReverse(f, x));
    assertArrayEquals(
        new int[] {2, 2, 3},
        Autodiff.jacobian(z -> NdArray.stack(f.apply(z), f.apply(z)), x).shape());
    assertArrayEquals(new int[] {3, 0}, Autodiff.jacobian(z -> x, NdArray.zeros(0)).shape());
  }

  @Test
  void constantsHaveZeroDerivatives() {
    assertEquals(NdArray.zeros(2), Autodiff.gradient(x -> ONE, NdArray.of(1, 2)));
    assertEquals(ONE.times(0), Autodiff.jvp(x -> ONE, ONE, ONE).tangent());
    assertEquals(0, Autodiff.gradient(x -> x.stopGradient().times(3), ONE).value());
  }

  @Test
  void gaussNewtonIsNotTheHessianWhereResidualsRemain() {
    UnaryOperator<NdArray> r = x -> x.square().minus(3);
    NdArray x = NdArray.of(1);
    assertEquals(4, Autodiff.gaussNewtonProduct(r, x, NdArray.of(1)).value());
    assertEquals(
        0, Autodiff.hvp(z -> r.apply(z).squaredNorm().times(0.5), x, NdArray.of(1)).value());
  }

  @Test
  void checkpointsGiveTheSameBits() {
    BinaryOperator<NdArray> step = (x, w) -> w.matmul(x).tanh().plus(x.times(0.1));
    BinaryOperator<NdArray> saved = Autodiff.checkpoint(step);
    NdArray w = NdArray.of(new double[][] {{0.3, -0.8}, {1.1, 0.2}});
    UnaryOperator<NdArray> plain = x -> step.apply(step.apply(x, w), w).squaredNorm();
    UnaryOperator<NdArray> light = x -> saved.apply(saved.apply(x, w), w).squaredNorm();
    NdArray x = NdArray.of(0.4, -0.7);
    assertEquals(Autodiff.gradient(plain, x), Autodiff.gradient(light, x));
    NdArray v = NdArray.of(1, 2);
    assertArrayEquals(
        Autodiff.hvp(plain, x, v).toArray(), Autodiff.hvp(light, x, v).toArray(), 1e-15);
    assertEquals(
        Autodiff.gradient(z -> step.apply(x, z).sum(), w),
        Autodiff.gradient(z -> saved.apply(x, z).sum(), w));
  }

  @Test
  void capturedArraysAreRefusedWhereTheyWouldBeLost() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () ->
                Autodiff.gradient(
                    w -> Autodiff.checkpoint((NdArray x) -> x.times(w)).apply(NdArray.of(1)).sum(),
                    NdArray.of(2)));
    assertTrue(refused.getMessage().contains("pass it as an argument"));
  }

  @Test
  void arraysOfAnEndedDifferentiationAreRefused() {
    NdArray[] leaked = new NdArray[1];
    Autodiff.gradient(
        x -> {
          leaked[0] = x;
          return x.square();
        },
        ONE);
    assertThrows(IllegalStateException.class, () -> leaked[0].sin());
  }

  @Test
  void shapesAreNamedWhenTheyDoNotFit() {
    NdArray a = NdArray.zeros(2, 3);
    NdArray b = NdArray.zeros(2);
    String message = assertThrows(ShapeMismatchException.class, () -> a.plus(b)).getMessage();
    assertTrue(message.contains("[2, 3]") && message.contains("[2]"), message);
    assertThrows(ShapeMismatchException.class, () -> a.matmul(b));
    assertThrows(ShapeMismatchException.class, () -> a.reshape(5));
    assertThrows(ShapeMismatchException.class, () -> a.dot(b));
    assertThrows(ShapeMismatchException.class, () -> a.value());
    assertThrows(ShapeMismatchException.class, () -> Autodiff.gradient(x -> x, b));
    assertThrows(ShapeMismatchException.class, () -> Autodiff.jvp(x -> x, b, a));
    assertThrows(IllegalArgumentException.class, () -> a.sum(2));
    assertThrows(IllegalArgumentException.class, () -> NdArray.zeros(0).mean());
    assertThrows(IllPosedProblemException.class, () -> NdArray.zeros(2, 2).inverse());
    assertThrows(IllPosedProblemException.class, () -> NdArray.identity(2).negate().cholesky());
  }

  @Test
  void theFirstValueThatIsNotFiniteIsNamed() {
    Linearization l = Autodiff.linearize(x -> x.minus(2).log().exp().sum(), NdArray.of(3, 1));
    String message = assertThrows(ArithmeticException.class, l::checkFinite).getMessage();
    assertTrue(message.contains("log") && message.contains("index 1"), message);
  }

  @Test
  void structuredParameters() {
    NdArray x = NdArray.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    NdArray y = NdArray.of(1, 2, 3);
    Params start = Params.with("w", NdArray.of(0.5, -0.25)).and("b", NdArray.scalar(0.1));
    UnaryOperator<NdArray> loss =
        v -> {
          Params p = start.withVector(v);
          return x.matmul(p.get("w")).plus(p.get("b")).minus(y).squaredNorm();
        };
    Params g = start.withVector(Autodiff.gradient(loss, start.vector()));
    NdArray residual = x.matmul(start.get("w")).plus(0.1).minus(y).times(2);
    assertArrayEquals(x.transposeMatmul(residual).toArray(), g.get("w").toArray(), 1e-13);
    assertEquals(residual.sum().value(), g.get("b").value(), 1e-13);
    assertEquals(0, g.get("b").rank());
    assertThrows(IllegalArgumentException.class, () -> start.get("c"));
  }

  @Test
  void singularMatricesAreRefusedAndBadlyScaledOnesAreNot() {
    NdArray singular = NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}).times(0.1);
    NdArray b = NdArray.of(1, 2, 4);
    assertThrows(IllPosedProblemException.class, () -> singular.solve(b));
    assertThrows(IllPosedProblemException.class, singular::inverse);
    assertThrows(IllPosedProblemException.class, singular::lu);
    NdArray scaled = NdArray.of(1e-200, 1, 1e200).diagonalMatrix();
    assertEquals(NdArray.of(1e200, 1, 1e-200), scaled.solve(NdArray.ones(3)));
    // Regular with a condition number of about 1e9.
    NdArray hard = NdArray.of(new double[][] {{1, 1}, {1, 1 + 0x1p-30}});
    assertEquals(NdArray.of(1 - 0x1p30, 0x1p30), hard.solve(NdArray.of(1, 2)));
  }

  @Test
  void decompositionsMultiplyBack() {
    NdArray a = NdArray.of(new double[][] {{0, 2, 1}, {3, 1, -1}, {1, 0, 4}});
    NdArray.LuFactors f = a.lu();
    assertEquals(a.take(f.rows()), f.l().matmul(f.u()));
    NdArray wide = NdArray.of(new double[][] {{3, 0, 4, 0}, {0, 5, 0, 12}});
    NdArray.Svd d = wide.svd();
    assertEquals(NdArray.of(13, 5), d.values());
    NdArray back = d.u().times(d.values()).matmulTranspose(d.v());
    assertEquals(0, back.minus(wide).normInf().value(), 1e-14);
    // A matrix of rank 1: U has a column of zeros, the product is right.
    NdArray one = NdArray.of(1, 2, 3).outer(NdArray.of(1, -1));
    NdArray.Svd r = one.svd();
    assertEquals(0, r.values().at(1).value(), 1e-15);
    assertEquals(
        0, r.u().times(r.values()).matmulTranspose(r.v()).minus(one).normInf().value(), 1e-14);
  }

  /**
   * Eigenvalues that are equal up to rounding are equal: nothing is divided by the difference. The
   * eigenvalue 2 is simple, so that its own parts are right.
   */
  @Test
  void gapsOfRoundingAreNone() {
    for (int k = 0; k < 100; k++) {
      NdArray v = NdArray.of(Math.sin(k), Math.cos(3 * k), 1);
      gapOfRounding(v.dividedBy(v.norm()));
    }
  }

  private static void gapOfRounding(NdArray u) {
    NdArray x = NdArray.identity(3).plus(u.outer(u));
    NdArray d = NdArray.of(1.0, 2, 0, 2, -1, 3, 0, 3, 1).reshape(3, 3);
    Autodiff.Tangent t =
        Autodiff.jvp(
            z -> {
              NdArray.Eigh e = z.eigh();
              return e.vectors().times(e.values().square()).matmulTranspose(e.vectors());
            },
            x,
            d);
    NdArray p = u.outer(u);
    NdArray rest = NdArray.identity(3).minus(p);
    NdArray exact = x.matmul(d).plus(d.matmul(x));
    assertEquals(0, p.matmul(t.tangent().minus(exact)).normInf().value(), 1e-13);
    // Within the double eigenvalue the diagonal alone is there, in a basis that rounding chooses.
    double all = rest.matmul(exact).matmul(rest).norm().value();
    assertTrue(rest.matmul(t.tangent()).matmul(rest).norm().value() <= all * (1 + 1e-13));
  }

  @Test
  void singularVectorsOfAnyUnit() {
    NdArray a = NdArray.of(3.0, 1, 0, 2, 1, 1).reshape(3, 2);
    NdArray weights = NdArray.of(1.0, -2, 0.5, 1, 3, 1).reshape(3, 2);
    NdArray plain = Autodiff.gradient(z -> z.svd().u().times(weights).sum(), a);
    for (double unit : new double[] {0x1p-660, 0x1p-500, 0x1p500, 0x1p530}) {
      NdArray scaled =
          Autodiff.gradient(z -> z.svd().u().times(weights).sum(), a.times(unit)).times(unit);
      assertEquals(0, plain.minus(scaled).normInf().value(), 1e-13, "unit " + unit);
    }
  }

  @Test
  void placesInSortedVectors() {
    NdArray sorted = NdArray.of(1, 2, 2, 5);
    assertArrayEquals(new int[] {0, 0, 1, 3, 4}, sorted.searchSorted(NdArray.of(-3, 1, 2, 2.5, 7)));
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.of(2, 1).searchSorted(NdArray.of(0)));
  }

  @Test
  void batchesNeedEntries() {
    UnaryOperator<NdArray> f = Autodiff.batch((NdArray x) -> x.square());
    assertThrows(ShapeMismatchException.class, () -> f.apply(NdArray.scalar(1)));
    assertThrows(ShapeMismatchException.class, () -> f.apply(NdArray.zeros(0, 3)));
    assertThrows(
        ShapeMismatchException.class,
        () ->
            Autodiff.batch((NdArray x, NdArray y) -> x).apply(NdArray.zeros(2), NdArray.zeros(3)));
  }

  /** Reductions and orders along axes are those of the vectors there. */
  @Test
  void alongAxes() {
    NdArray x =
        NdArray.wrap(new java.util.SplittableRandom(3).doubles(24, -1, 1).toArray(), 2, 3, 4);
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 4; k++) {
        NdArray column = x.permute(0, 2, 1).at(i).at(k);
        assertEquals(column.variance().value(), x.variance(1).get(i, k), 1e-15);
        assertEquals(column.prod().value(), x.prod(1).get(i, k), 1e-16);
        assertEquals(column.norm1().value(), x.norm1(-2).get(i, k), 1e-15);
        assertEquals(column.normInf().value(), x.normInf(1).get(i, k));
        assertEquals(column.median().value(), x.median(1).get(i, k));
        assertEquals(column.sort(), x.sort(1).permute(0, 2, 1).at(i).at(k));
        assertEquals(column.largest(2), x.largest(2, 1).permute(0, 2, 1).at(i).at(k));
      }
    }
    for (int j = 0; j < 3; j++) {
      NdArray plane = x.permute(1, 0, 2).at(j);
      assertEquals(plane.max().value(), x.max(0, 2).at(j).value());
      assertEquals(plane.min().value(), x.min(2, 0).at(j).value());
      assertEquals(plane.norm().value(), x.norm(0, -1).at(j).value(), 1e-15);
      assertEquals(plane.logSumExp().value(), x.logSumExp(0, 2).at(j).value(), 1e-15);
      assertEquals(plane.prod().value(), x.prod(0, 2).at(j).value(), 1e-17);
    }
    assertArrayEquals(new int[] {2, 1, 4}, x.max(1).withAxis(1).shape());
    assertArrayEquals(new int[] {2, 3, 1}, x.max(2).withAxis(-1).shape());
    assertArrayEquals(new int[] {2, 4}, NdArray.zeros(2, 0, 4).prod(1).shape());
    assertThrows(IllegalArgumentException.class, () -> x.max(1, -2));
    assertThrows(IllegalArgumentException.class, () -> x.largest(5, 1));
    assertThrows(IllegalArgumentException.class, () -> NdArray.identity(-1));
    assertThrows(IllegalArgumentException.class, () -> x.tile(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Autodiff.linearTranspose(NdArray::square, NdArray.zeros(3)));
  }
}
