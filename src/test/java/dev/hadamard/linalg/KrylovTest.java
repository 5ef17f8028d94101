package dev.hadamard.linalg;

import static dev.hadamard.linalg.TestMatrices.normwiseError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Iterative solvers: solutions, histories and every way to end. */
class KrylovTest {
  private static final KrylovOptions OPTIONS = KrylovOptions.defaults().withTolerance(1e-12);

  /** EJML keeps the larger array of a matrix that was reshaped. */
  @Test
  void reshapedRightHandSides() {
    DMatrixRMaj b = new DMatrixRMaj(4, 4);
    b.reshape(3, 2);
    b.setTo(new DMatrixRMaj(new double[][] {{2, 4}, {4, 6}, {6, 2}}));
    LinearOperator two = LinearOperator.diagonal(new double[] {2, 2, 2});
    KrylovResult result = Krylov.blockConjugateGradient(two, b, OPTIONS);
    assertEquals(KrylovStatus.CONVERGED, result.status());
    assertArrayEquals(new double[] {1, 2, 2, 3, 3, 1}, result.solution(), 1e-12);
  }

  /** Squares of such numbers overflow or underflow. */
  @Test
  void hugeAndTinySystems() {
    SplittableRandom random = new SplittableRandom(21);
    int n = 30;
    DMatrixRMaj a = TestMatrices.positive(n, 0.5, random);
    double[] b = TestMatrices.vector(n, random);
    double[] truth = Cholesky.of(a).solve(b);
    for (double sizeA : new double[] {1e-200, 1e-160, 1, 1e160, 1e200}) {
      for (double sizeB : new double[] {1e-290, 1e-170, 1, 1e170, 1e290}) {
        if (!(sizeB / sizeA < 1e300) || sizeB / sizeA < 1e-290) {
          continue;
        }
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        for (int i = 0; i < n * n; i++) {
          scaled.data[i] = a.data[i] * sizeA;
        }
        double[] right = new double[n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
          right[i] = b[i] * sizeB;
          expected[i] = truth[i] * (sizeB / sizeA);
        }
        double[] given = right.clone();
        LinearOperator op = LinearOperator.fromMatrix(scaled, OperatorProperty.POSITIVE_DEFINITE);
        Preconditioner none = Preconditioner.identity();
        KrylovResult[] results = {
          Krylov.conjugateGradient(op, right, none, OPTIONS),
          Krylov.minres(op, right, OPTIONS),
          Krylov.gmres(op, right, none, OPTIONS),
          Krylov.biCgStab(op, right, none, OPTIONS),
          Krylov.lsqr(op, right, 0, OPTIONS),
          Krylov.lsmr(op, right, 0, OPTIONS),
          Krylov.blockConjugateGradient(op, new DMatrixRMaj(n, 1, true, right), OPTIONS)
        };
        for (int method = 0; method < results.length; method++) {
          String name = "method " + method + ", " + sizeA + ", " + sizeB;
          assertEquals(KrylovStatus.CONVERGED, results[method].status(), name);
          double largest = 0;
          for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertArrayEquals(expected, results[method].solution(), 1e-8 * largest, name);
        }
        assertArrayEquals(given, right);
      }
    }
  }

  @Test
  void onlySquareOperatorsAreSymmetric() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                LinearOperator.fromFunction(
                    2, 3, (x, y) -> {}, (x, y) -> {}, OperatorProperty.SYMMETRIC));
    assertEquals("the operator is 2 by 3: must be square to be [SYMMETRIC]", e.getMessage());
  }

  @Test
  void kroneckerFactorisationsRefuseWhatTheyWouldNotRead() {
    KroneckerProduct p = KroneckerProduct.of(new DMatrixRMaj(new double[][] {{2, 9}, {0, 2}}));
    assertThrows(IllegalArgumentException.class, p::cholesky);
    assertThrows(IllegalArgumentException.class, p::eigen);
  }

  @Test
  void conjugateGradientWithEveryPreconditioner() {
    SplittableRandom random = new SplittableRandom(1);
    DMatrixRMaj a = laplacian(12);
    int n = a.numRows;
    for (int i = 0; i < n; i++) {
      a.data[i * n + i] += random.nextDouble();
    }
    double[] b = TestMatrices.vector(n, random);
    LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.POSITIVE_DEFINITE);
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = a.data[i * n + i];
    }
    KrylovResult plain = Krylov.conjugateGradient(operator, b, Preconditioner.identity(), OPTIONS);
    KrylovResult jacobi =
        Krylov.conjugateGradient(operator, b, Preconditioner.jacobi(diagonal), OPTIONS);
    KrylovResult incomplete =
        Krylov.conjugateGradient(operator, b, IncompleteCholesky.of(a, 0), OPTIONS);
    for (KrylovResult result : new KrylovResult[] {plain, jacobi, incomplete}) {
      assertEquals(KrylovStatus.CONVERGED, result.status());
      assertTrue(normwiseError(a, result.solutionOrThrow(), b) < 1e-12);
      assertEquals(result.iterations() + 1, result.residuals().length);
    }
    assertTrue(incomplete.iterations() < plain.iterations());
    double[] exact = Cholesky.of(a).solve(b);
    KrylovResult full =
        Krylov.conjugateGradient(
            operator, b, (r, z) -> System.arraycopy(Cholesky.of(a).solve(r), 0, z, 0, n), OPTIONS);
    assertEquals(1, full.iterations());
    assertArrayEquals(exact, full.solution(), 1e-12);
  }

  @Test
  void severalRightHandSides() {
    SplittableRandom random = new SplittableRandom(7);
    DMatrixRMaj a = laplacian(11);
    LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.POSITIVE_DEFINITE);
    DMatrixRMaj b = TestMatrices.random(121, 4, random);
    KrylovResult block = Krylov.blockConjugateGradient(operator, b, OPTIONS);
    assertEquals(KrylovStatus.CONVERGED, block.status());
    DMatrixRMaj expected = b.copy();
    Cholesky.of(a).solve(b, expected);
    assertArrayEquals(expected.data, block.solution(), 1e-9);
    double[] single = new double[121];
    for (int i = 0; i < 121; i++) {
      single[i] = b.data[4 * i];
    }
    KrylovResult one =
        Krylov.conjugateGradient(operator, single, Preconditioner.identity(), OPTIONS);
    assertTrue(block.iterations() < one.iterations());
    DMatrixRMaj twice = new DMatrixRMaj(121, 2);
    Arrays.fill(twice.data, 1);
    assertEquals(
        KrylovStatus.BREAKDOWN, Krylov.blockConjugateGradient(operator, twice, OPTIONS).status());
  }

  @Test
  void indefiniteSystems() {
    SplittableRandom random = new SplittableRandom(2);
    for (int n : new int[] {1, 2, 5, 40}) {
      DMatrixRMaj a = TestMatrices.symmetric(n, random);
      for (int i = 0; i < n; i++) {
        a.data[i * n + i] += i % 2 == 0 ? 8 : -8;
      }
      double[] b = TestMatrices.vector(n, random);
      LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.SYMMETRIC);
      KrylovResult minres = Krylov.minres(operator, b, OPTIONS);
      assertEquals(KrylovStatus.CONVERGED, minres.status());
      assertTrue(normwiseError(a, minres.solution(), b) < 1e-11);
      for (int i = 1; i < minres.residuals().length; i++) {
        assertTrue(minres.residuals()[i] <= minres.residuals()[i - 1]);
      }
    }
  }

  @Test
  void preconditionedMinres() {
    SplittableRandom random = new SplittableRandom(21);
    int n = 60;
    // Eigenvalues of both signs over six orders of magnitude, mostly on the diagonal.
    DMatrixRMaj a = TestMatrices.symmetric(n, random);
    double[] size = new double[n];
    for (int i = 0; i < n; i++) {
      size[i] = Math.scalb(1.0, i % 20);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.data[i * n + j] *= 0.02 * Math.sqrt(size[i] * size[j]);
      }
      a.data[i * n + i] = i % 3 == 0 ? -size[i] : size[i];
    }
    double[] b = TestMatrices.vector(n, random);
    LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.SYMMETRIC);
    KrylovResult plain = Krylov.minres(operator, b, OPTIONS);
    KrylovResult scaled = Krylov.minres(operator, b, Preconditioner.jacobi(size), OPTIONS);
    assertEquals(KrylovStatus.CONVERGED, scaled.status());
    assertArrayEquals(Lu.of(a).solve(b), scaled.solution(), 1e-11);
    assertTrue(2 * scaled.iterations() < plain.iterations());
    // By the exact |A| of a diagonal matrix: two distinct eigenvalues, two steps.
    DMatrixRMaj diagonal = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      diagonal.data[i * n + i] = a.data[i * n + i];
    }
    LinearOperator simple = LinearOperator.fromMatrix(diagonal, OperatorProperty.SYMMETRIC);
    assertEquals(2, Krylov.minres(simple, b, Preconditioner.jacobi(size), OPTIONS).iterations());
    size[7] = -size[7];
    assertEquals(
        KrylovStatus.BREAKDOWN,
        Krylov.minres(operator, b, Preconditioner.jacobi(size), OPTIONS).status());
  }

  @Test
  void minresOfSingularSystems() {
    // Compatible: a solution. Not compatible: no step brings more, and nothing is called converged.
    double[] diagonal = {3, -2, 0, 1, 5};
    DMatrixRMaj a = new DMatrixRMaj(5, 5);
    for (int i = 0; i < 5; i++) {
      a.data[6 * i] = diagonal[i];
    }
    LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.SYMMETRIC);
    KrylovResult solved = Krylov.minres(operator, new double[] {3, 4, 0, -1, 10}, OPTIONS);
    assertArrayEquals(new double[] {1, -2, 0, -1, 2}, solved.solutionOrThrow(), 1e-12);
    KrylovResult unsolved = Krylov.minres(operator, new double[] {3, 4, 1, -1, 10}, OPTIONS);
    assertFalse(unsolved.status() == KrylovStatus.CONVERGED, unsolved.toString());
    assertThrows(ConvergenceException.class, unsolved::solutionOrThrow);
  }

  @Test
  void leastSquaresByLsmr() {
    SplittableRandom random = new SplittableRandom(14);
    for (int[] shape : new int[][] {{60, 25}, {25, 25}, {1, 1}, {7, 1}}) {
      DMatrixRMaj a = TestMatrices.random(shape[0], shape[1], random);
      double[] b = TestMatrices.vector(shape[0], random);
      for (double damping : new double[] {0, 0.7}) {
        LinearOperator operator = LinearOperator.fromMatrix(a);
        KrylovResult lsmr = Krylov.lsmr(operator, b, damping, OPTIONS);
        assertEquals(KrylovStatus.CONVERGED, lsmr.status());
        DMatrixRMaj stacked = new DMatrixRMaj(shape[0] + shape[1], shape[1]);
        System.arraycopy(a.data, 0, stacked.data, 0, a.data.length);
        for (int i = 0; i < shape[1]; i++) {
          stacked.data[(shape[0] + i) * shape[1] + i] = damping;
        }
        double[] exact = Qr.of(stacked).solve(Arrays.copyOf(b, shape[0] + shape[1]));
        double scale = 1 + Reductions.maxAbs(exact);
        assertArrayEquals(exact, lsmr.solution(), 1e-8 * scale);
        for (int i = 1; i < lsmr.residuals().length - 1; i++) {
          assertTrue(lsmr.residuals()[i] <= lsmr.residuals()[i - 1]);
        }
      }
    }
    // Least norm of a wide system; tiny and huge numbers; zero right-hand sides.
    DMatrixRMaj wide = TestMatrices.random(10, 30, random);
    double[] b = TestMatrices.vector(10, random);
    double[] least = new double[30];
    LinearOperator.fromMatrix(wide)
        .applyTranspose(
            Cholesky.of(Matrices.multiply(wide, Matrices.transpose(wide))).solve(b), least);
    for (double size : new double[] {1, 1e-170, 1e150}) {
      DMatrixRMaj a = wide.copy();
      double[] right = b.clone();
      for (int i = 0; i < a.data.length; i++) {
        a.data[i] *= size;
      }
      for (int i = 0; i < right.length; i++) {
        right[i] *= size;
      }
      KrylovResult result = Krylov.lsmr(LinearOperator.fromMatrix(a), right, 0, OPTIONS);
      assertArrayEquals(least, result.solutionOrThrow(), 1e-9);
    }
    assertArrayEquals(
        new double[30],
        Krylov.lsmr(LinearOperator.fromMatrix(wide), new double[10], 0, OPTIONS).solutionOrThrow());
    assertEquals(
        KrylovStatus.MAX_ITERATIONS,
        Krylov.lsmr(LinearOperator.fromMatrix(wide), b, 0, OPTIONS.withMaxIterations(2)).status());
    assertThrows(
        IllegalArgumentException.class,
        () -> Krylov.lsmr(LinearOperator.fromMatrix(wide), b, Double.NaN, OPTIONS));
  }

  @Test
  void notANumberIsABreakdown() {
    DMatrixRMaj a = laplacian(3);
    a.data[4] = Double.NaN;
    LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.POSITIVE_DEFINITE);
    double[] b = new double[9];
    Arrays.fill(b, 1);
    Preconditioner none = Preconditioner.identity();
    for (KrylovResult result :
        new KrylovResult[] {
          Krylov.conjugateGradient(operator, b, none, OPTIONS),
          Krylov.minres(operator, b, OPTIONS),
          Krylov.gmres(operator, b, none, OPTIONS),
          Krylov.biCgStab(operator, b, none, OPTIONS),
          Krylov.lsqr(operator, b, 0, OPTIONS),
          Krylov.lsmr(operator, b, 0, OPTIONS)
        }) {
      assertEquals(KrylovStatus.BREAKDOWN, result.status());
      assertThrows(ConvergenceException.class, result::solutionOrThrow);
    }
  }

  @Test
  void generalSystems() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n : new int[] {1, 3, 50}) {
      DMatrixRMaj a = TestMatrices.random(n, n, random);
      for (int i = 0; i < n; i++) {
        a.data[i * n + i] += 2 * Math.sqrt(n);
      }
      double[] b = TestMatrices.vector(n, random);
      LinearOperator operator = LinearOperator.fromMatrix(a);
      Preconditioner none = Preconditioner.identity();
      for (int restart : new int[] {60, 7}) {
        KrylovResult gmres = Krylov.gmres(operator, b, none, OPTIONS.withRestart(restart));
        assertEquals(KrylovStatus.CONVERGED, gmres.status());
        assertTrue(normwiseError(a, gmres.solution(), b) < 1e-11);
      }
      KrylovResult stabilised = Krylov.biCgStab(operator, b, none, OPTIONS);
      assertEquals(KrylovStatus.CONVERGED, stabilised.status());
      assertTrue(normwiseError(a, stabilised.solution(), b) < 1e-11);
    }
  }

  @Test
  void leastSquares() {
    SplittableRandom random = new SplittableRandom(4);
    DMatrixRMaj a = TestMatrices.random(60, 25, random);
    double[] b = TestMatrices.vector(60, random);
    KrylovResult result = Krylov.lsqr(LinearOperator.fromMatrix(a), b, 0, OPTIONS);
    assertEquals(KrylovStatus.CONVERGED, result.status());
    assertArrayEquals(Qr.of(a).solve(b), result.solution(), 1e-9);
    double damping = 0.7;
    DMatrixRMaj normal = Matrices.gram(a);
    for (int i = 0; i < 25; i++) {
      normal.data[i * 25 + i] += damping * damping;
    }
    double[] right = new double[25];
    LinearOperator.fromMatrix(a).applyTranspose(b, right);
    double[] expected = Cholesky.of(normal).solve(right);
    KrylovResult damped = Krylov.lsqr(LinearOperator.fromMatrix(a), b, damping, OPTIONS);
    assertArrayEquals(expected, damped.solution(), 1e-10);
  }

  @Test
  void breakdownStagnationAndLimits() {
    double[] b = {1, 1};
    LinearOperator indefinite =
        LinearOperator.fromMatrix(
            new DMatrixRMaj(new double[][] {{1, 0}, {0, -2}}), OperatorProperty.SYMMETRIC);
    KrylovResult result =
        Krylov.conjugateGradient(indefinite, b, Preconditioner.identity(), OPTIONS);
    assertEquals(KrylovStatus.BREAKDOWN, result.status());
    assertThrows(ConvergenceException.class, result::solutionOrThrow);
    LinearOperator rotation =
        LinearOperator.fromMatrix(new DMatrixRMaj(new double[][] {{0, 1}, {-1, 0}}));
    assertEquals(
        KrylovStatus.STAGNATION,
        Krylov.gmres(rotation, b, Preconditioner.identity(), OPTIONS.withRestart(1)).status());
    assertEquals(
        KrylovStatus.BREAKDOWN,
        Krylov.biCgStab(rotation, b, Preconditioner.identity(), OPTIONS).status());
    LinearOperator laplacian =
        LinearOperator.fromMatrix(laplacian(10), OperatorProperty.POSITIVE_DEFINITE);
    double[] source = TestMatrices.vector(100, new SplittableRandom(5));
    KrylovResult limited =
        Krylov.conjugateGradient(
            laplacian, source, Preconditioner.identity(), OPTIONS.withMaxIterations(3));
    assertEquals(KrylovStatus.MAX_ITERATIONS, limited.status());
    assertEquals(3, limited.iterations());
    KrylovResult zero =
        Krylov.conjugateGradient(laplacian, new double[100], Preconditioner.identity(), OPTIONS);
    assertEquals(0, zero.iterations());
    assertThrows(IllegalArgumentException.class, () -> Krylov.minres(rotation, b, OPTIONS));
    assertThrows(IllegalArgumentException.class, () -> new KrylovOptions(-1, 1, 1));
    assertThrows(
        IndefiniteMatrixException.class,
        () -> IncompleteCholesky.of(new DMatrixRMaj(new double[][] {{1, 2}, {2, 1}}), 0));
  }

  /** Ill-conditioned systems, where recurrences of residuals drift: what is claimed is true. */
  @Test
  void convergenceIsClaimedOnTheTrueResidual() {
    SplittableRandom random = new SplittableRandom(9);
    int n = 60;
    for (double decay : new double[] {0.5, 0.3, 0.1}) {
      DMatrixRMaj q = Qr.of(TestMatrices.random(n, n, random)).orthogonal();
      DMatrixRMaj scaled = q.copy();
      for (int i = 0; i < n * n; i++) {
        scaled.data[i] *= Math.pow(decay, i % n / 4.0);
      }
      DMatrixRMaj a = Matrices.multiply(scaled, Matrices.transpose(q));
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          a.data[j * n + i] = a.data[i * n + j];
        }
      }
      double[] b = TestMatrices.vector(n, random);
      KrylovOptions options = new KrylovOptions(1e-10, 2000, 60);
      LinearOperator operator = LinearOperator.fromMatrix(a, OperatorProperty.POSITIVE_DEFINITE);
      Preconditioner none = Preconditioner.identity();
      for (KrylovResult result :
          new KrylovResult[] {
            Krylov.conjugateGradient(operator, b, none, options),
            Krylov.minres(operator, b, options),
            Krylov.gmres(operator, b, none, options),
            Krylov.biCgStab(operator, b, none, options)
          }) {
        double[] r = operator.apply(result.solution());
        for (int i = 0; i < n; i++) {
          r[i] = b[i] - r[i];
        }
        double actual = Reductions.norm(r) / Reductions.norm(b);
        assertEquals(actual, result.residual(), 1e-12 * actual + 1e-300);
        // |A| = 1: the residual that rounding leaves is a multiple of u |x|.
        double floor = 1e-14 * n * Reductions.norm(result.solution()) / Reductions.norm(b);
        assertTrue(
            result.status() != KrylovStatus.CONVERGED || actual <= 1e-10 + floor,
            result.status() + " with " + actual);
      }
    }
  }

  @Test
  void leastSquaresOfTinyNumbers() {
    SplittableRandom random = new SplittableRandom(10);
    DMatrixRMaj a = TestMatrices.random(20, 6, random);
    double[] b = TestMatrices.vector(20, random);
    double[] expected = Qr.of(a).solve(b);
    for (int i = 0; i < 120; i++) {
      a.data[i] *= 0x1p-565;
    }
    for (int i = 0; i < 20; i++) {
      b[i] *= 0x1p-565;
    }
    KrylovResult result = Krylov.lsqr(LinearOperator.fromMatrix(a), b, 0, OPTIONS);
    assertEquals(KrylovStatus.CONVERGED, result.status());
    assertArrayEquals(expected, result.solution(), 1e-9);
  }

  @Test
  void blocksOfIndefiniteSystemsBreakDown() {
    LinearOperator indefinite =
        LinearOperator.fromMatrix(
            new DMatrixRMaj(new double[][] {{1, 0, 0}, {0, -2, 0}, {0, 0, 3}}),
            OperatorProperty.SYMMETRIC);
    DMatrixRMaj b = new DMatrixRMaj(new double[][] {{1, 0}, {1, 1}, {0, 1}});
    assertEquals(
        KrylovStatus.BREAKDOWN, Krylov.blockConjugateGradient(indefinite, b, OPTIONS).status());
  }

  @Test
  void severalVectorsAtOnce() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6}});
    LinearOperator operator = LinearOperator.fromMatrix(a);
    DMatrixRMaj y = new DMatrixRMaj(2, 2);
    operator.apply(new DMatrixRMaj(new double[][] {{1, 0}, {-1, 2}, {0, 1}}), y);
    assertArrayEquals(new double[] {-1, 7, -1, 16}, y.data);
    assertThrows(IllegalArgumentException.class, () -> operator.apply(new DMatrixRMaj(2, 2), y));
    assertThrows(IllegalArgumentException.class, () -> operator.apply(new DMatrixRMaj(3, 1), y));
  }

  @Test
  void operatorsCombine() {
    SplittableRandom random = new SplittableRandom(6);
    DMatrixRMaj a = TestMatrices.random(7, 5, random);
    DMatrixRMaj b = TestMatrices.random(5, 7, random);
    LinearOperator first = LinearOperator.fromMatrix(a);
    LinearOperator second = LinearOperator.fromMatrix(b);
    LinearOperator product = first.compose(second).plus(LinearOperator.identity(7)).scaled(-2);
    checkAdjoint(product, random);
    double[] x = TestMatrices.vector(7, random);
    double[] inner = first.apply(second.apply(x));
    double[] y = product.apply(x);
    for (int i = 0; i < 7; i++) {
      assertEquals(-2 * (inner[i] + x[i]), y[i], 1e-14);
    }
    LinearOperator block =
        LinearOperator.block(
            new LinearOperator[][] {
              {first, LinearOperator.identity(7)}, {LinearOperator.identity(5), second}
            });
    assertEquals(12, block.rows());
    checkAdjoint(block, random);
    checkAdjoint(block.transposed(), random);
    DMatrixRMaj u = TestMatrices.random(9, 2, random);
    LinearOperator lowRank =
        LinearOperator.lowRankPlusDiagonal(TestMatrices.vector(9, random), u, u);
    assertTrue(lowRank.is(OperatorProperty.SYMMETRIC));
    checkAdjoint(lowRank, random);
    DMatrixRMaj longer = new DMatrixRMaj(12, 3);
    Arrays.fill(longer.data, 7);
    longer.reshape(9, 2);
    System.arraycopy(u.data, 0, longer.data, 0, 18);
    assertTrue(
        LinearOperator.lowRankPlusDiagonal(new double[9], u, longer).is(OperatorProperty.SYMMETRIC),
        "what lies behind the part in use does not count");
    longer.data[17]++;
    assertFalse(
        LinearOperator.lowRankPlusDiagonal(new double[9], u, longer)
            .is(OperatorProperty.SYMMETRIC));
    LinearOperator positive = LinearOperator.diagonal(new double[] {1, 2});
    assertTrue(positive.is(OperatorProperty.POSITIVE_DEFINITE));
    assertTrue(positive.plus(positive).is(OperatorProperty.DIAGONAL));
    assertFalse(positive.scaled(-1).is(OperatorProperty.POSITIVE_DEFINITE));
    assertThrows(IllegalArgumentException.class, () -> first.compose(first));
    assertThrows(IllegalArgumentException.class, () -> first.plus(second));
  }

  static void checkAdjoint(LinearOperator a, SplittableRandom random) {
    double[] x = TestMatrices.vector(a.columns(), random);
    double[] y = TestMatrices.vector(a.rows(), random);
    double[] back = new double[a.columns()];
    a.applyTranspose(y, back);
    assertEquals(Reductions.dot(a.apply(x), y), Reductions.dot(x, back), 1e-12);
  }

  /** The five-point matrix of a square grid. */
  private static DMatrixRMaj laplacian(int side) {
    int n = side * side;
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      a.data[i * n + i] = 4;
      if (i % side > 0) {
        a.data[i * n + i - 1] = -1;
        a.data[(i - 1) * n + i] = -1;
      }
      if (i >= side) {
        a.data[i * n + i - side] = -1;
        a.data[(i - side) * n + i] = -1;
      }
    }
    return a;
  }

  /** A ridge of 1e-2 on a matrix of condition 4647: what it costs, and that refinement pays it. */
  @Test
  void refinementAroundARidge() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{3.9, 1.65}, {6.845, 2.9}});
    double[] b = {5.5, 9.7};
    DMatrixRMaj ridge = a.copy();
    ridge.add(0, 0, 1e-2);
    ridge.add(1, 1, 1e-2);
    Lu factors = Lu.of(ridge);
    Preconditioner inverse =
        (r, z) -> {
          System.arraycopy(r, 0, z, 0, 2);
          factors.solveInPlace(z);
        };
    LinearOperator operator = LinearOperator.fromMatrix(a);
    KrylovResult one = Krylov.refinement(operator, b, inverse, OPTIONS.withMaxIterations(1));
    assertEquals(KrylovStatus.MAX_ITERATIONS, one.status());
    assertEquals(1.0 / 30, one.residual() * Reductions.norm(b), 1e-12);
    KrylovResult all = Krylov.refinement(operator, b, inverse, OPTIONS);
    assertEquals(KrylovStatus.CONVERGED, all.status());
    double[] x = all.solutionOrThrow();
    // By Cramer's rule, in exact arithmetic: the determinant is 0.01575.
    assertEquals(-0.055 / 0.01575, x[0], 1e-8);
    assertEquals(0.1825 / 0.01575, x[1], 1e-8);
    // The residual falls by δ/(δ + λ), λ the smaller eigenvalue.
    double[] history = all.residuals();
    double lambda = 0.01575 / ((6.8 + Math.sqrt(6.8 * 6.8 - 4 * 0.01575)) / 2);
    assertEquals(0.01 / (0.01 + lambda), history[30] / history[29], 1e-9);
  }

  @Test
  void refinementWithAnInverseOfAnotherMatrixFails() {
    LinearOperator a = LinearOperator.diagonal(new double[] {1, 3});
    KrylovResult diverging =
        Krylov.refinement(a, new double[] {1, 1}, Preconditioner.identity(), OPTIONS);
    assertFalse(diverging.status() == KrylovStatus.CONVERGED);
    assertThrows(ConvergenceException.class, diverging::solutionOrThrow);
    KrylovResult nothing = Krylov.refinement(a, new double[2], Preconditioner.identity(), OPTIONS);
    assertEquals(0, nothing.iterations());
    assertArrayEquals(new double[2], nothing.solution());
  }
}
