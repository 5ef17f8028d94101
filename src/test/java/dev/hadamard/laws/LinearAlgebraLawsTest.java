package dev.hadamard.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.BandedLu;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.CirculantMatrix;
import dev.hadamard.linalg.KroneckerProduct;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.OperatorProperty;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.linalg.ToeplitzMatrix;
import dev.hadamard.linalg.TridiagonalSolver;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;

/** The laws hold: for random matrices of any size, also graded over many orders of magnitude. */
class LinearAlgebraLawsTest {
  private static final int TRIES = 60;

  /** Entries in (-1, 1), rows scaled over some range of powers of two. */
  private static DMatrixRMaj matrix(int m, int n, int grading, SplittableRandom random) {
    DMatrixRMaj a = new DMatrixRMaj(m, n);
    for (int i = 0; i < m; i++) {
      int exponent = grading == 0 ? 0 : random.nextInt(-grading, grading);
      for (int j = 0; j < n; j++) {
        a.set(i, j, Math.scalb(random.nextDouble(-1, 1), exponent));
      }
    }
    return a;
  }

  private static DMatrixRMaj symmetric(int n, int grading, SplittableRandom random) {
    DMatrixRMaj a = matrix(n, n, grading, random);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a.set(j, i, a.get(i, j));
      }
    }
    return a;
  }

  private static DMatrixRMaj positive(int n, SplittableRandom random) {
    DMatrixRMaj a = Matrices.gram(matrix(n + 2, n, 0, random));
    for (int i = 0; i < n; i++) {
      a.add(i, i, 0.1);
    }
    return a;
  }

  private static double[] vector(int n, SplittableRandom random) {
    return random.doubles(n, -1, 1).toArray();
  }

  @Property(tries = TRIES)
  void products(
      @ForAll @IntRange(max = 40) int m,
      @ForAll @IntRange(max = 90) int k,
      @ForAll @IntRange(max = 40) int l,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(max = 30) int grading,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj a = matrix(m, k, grading, random);
    DMatrixRMaj b = matrix(k, l, grading, random);
    LinearAlgebraLaws.associative(a, b, matrix(l, n, grading, random));
    LinearAlgebraLaws.distributive(a, b, matrix(k, l, grading, random));
  }

  @Property(tries = TRIES)
  void factorisations(
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 20) int more,
      @ForAll @IntRange(max = 100) int grading,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj square = matrix(n, n, grading, random);
    LinearAlgebraLaws.lu(square);
    LinearAlgebraLaws.luSolve(square, vector(n, random));
    DMatrixRMaj positive = positive(n, random);
    LinearAlgebraLaws.cholesky(positive);
    DMatrixRMaj tall = matrix(n + more, n, 0, random);
    LinearAlgebraLaws.qr(matrix(n + more, n, grading, random));
    LinearAlgebraLaws.leastSquares(tall, vector(n + more, random));
    LinearAlgebraLaws.symmetricEigen(symmetric(n, grading, random));
    if (n > 0) {
      LinearAlgebraLaws.svd(tall);
    }
  }

  @Property(tries = TRIES)
  void kroneckerProducts(
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 20) int p,
      @ForAll @IntRange(min = 1, max = 20) int q,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj a = matrix(m, n, 10, random);
    DMatrixRMaj b = matrix(p, q, 10, random);
    LinearAlgebraLaws.kronecker(a, b, matrix(n, q, 10, random));
    LinearAlgebraLaws.adjoint(
        KroneckerProduct.of(a, b), vector(n * q, random), vector(m * p, random));
    KroneckerProduct positive =
        KroneckerProduct.positiveDefinite(positive(m, random), positive(p, random));
    double[] x = vector(m * p, random);
    double[] b1 = positive.apply(x);
    solves(positive, b1, positive.cholesky().solve(b1));
    double determinant = positive.cholesky().logDeterminant();
    assertEquals(
        determinant, positive.eigen().logDeterminant(0), 1e-10 * (1 + Math.abs(determinant)));
  }

  /** The residual of a backward stable solve, relative to |A| |x| as estimated by power steps. */
  private static void solves(LinearOperator a, double[] b, double[] x) {
    double[] product = a.apply(x);
    double miss = 0;
    for (int i = 0; i < b.length; i++) {
      miss = Math.max(miss, Math.abs(product[i] - b[i]));
    }
    double[] v = new SplittableRandom(1).doubles(b.length, -1, 1).toArray();
    double norm = 1;
    for (int step = 0; step < 5; step++) {
      norm = Reductions.norm(v);
      for (int i = 0; i < v.length; i++) {
        v[i] /= norm;
      }
      v = a.transposed().apply(a.apply(v));
    }
    norm = Math.sqrt(Reductions.norm(v));
    double bound = 100 * (b.length + 10) * 0x1p-53 * norm * Reductions.norm(x);
    assertEquals(0, miss, bound + Double.MIN_NORMAL);
  }

  @Property(tries = TRIES)
  void structuredMatrices(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = vector(n, random);
    double[] row = vector(n, random);
    row[0] = first[0];
    ToeplitzMatrix toeplitz = ToeplitzMatrix.of(first, row);
    CirculantMatrix circulant = CirculantMatrix.of(first);
    DMatrixRMaj dense = new DMatrixRMaj(n, n);
    DMatrixRMaj around = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        dense.set(i, j, i >= j ? first[i - j] : row[j - i]);
        around.set(i, j, first[Math.floorMod(i - j, n)]);
      }
    }
    double[] x = vector(n, random);
    double[] y = vector(n, random);
    assertArrayEquals(
        LinearOperator.fromMatrix(dense).apply(x), toeplitz.multiply(x), 1e-14 * (n + 10));
    assertArrayEquals(
        LinearOperator.fromMatrix(around).apply(x), circulant.multiply(x), 1e-14 * (n + 10));
    assertEquals(
        Reductions.dot(toeplitz.multiply(x), y),
        Reductions.dot(x, toeplitz.multiplyTranspose(y)),
        1e-14 * n * (n + 10));
    assertEquals(
        Reductions.dot(circulant.multiply(x), y),
        Reductions.dot(x, circulant.multiplyTranspose(y)),
        1e-14 * n * (n + 10));
  }

  @Property(tries = TRIES)
  void bandedSolves(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] lower = vector(n - 1, random);
    double[] upper = vector(n - 1, random);
    double[] diagonal = random.doubles(n, 2, 3).toArray();
    DMatrixRMaj dense = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      dense.set(i, i, diagonal[i]);
      if (i + 1 < n) {
        dense.set(i + 1, i, lower[i]);
        dense.set(i, i + 1, upper[i]);
      }
    }
    double[] b = vector(n, random);
    double[] expected = Lu.of(dense).solve(b);
    assertArrayEquals(expected, TridiagonalSolver.of(lower, diagonal, upper).solve(b), 1e-13 * n);
    double[] zeros = new double[Math.max(0, n - 2)];
    assertArrayEquals(
        expected, BandedLu.pentadiagonal(zeros, lower, diagonal, upper, zeros).solve(b), 1e-13 * n);
  }

  @Property(tries = 30)
  void krylovMethodsSolveWhatTheySayTheySolved(
      @ForAll @IntRange(min = 1, max = 50) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj positive = positive(n, random);
    LinearOperator spd = LinearOperator.fromMatrix(positive, OperatorProperty.SYMMETRIC);
    double[] x = vector(n, random);
    double[] b = spd.apply(x);
    KrylovOptions options = KrylovOptions.defaults();
    converged(
        spd,
        b,
        Krylov.conjugateGradient(spd, b, Preconditioner.identity(), options).solutionOrThrow());
    converged(spd, b, Krylov.minres(spd, b, options).solutionOrThrow());
    DMatrixRMaj general = matrix(n, n, 0, random);
    for (int i = 0; i < n; i++) {
      general.add(i, i, n);
    }
    LinearOperator operator = LinearOperator.fromMatrix(general);
    double[] c = operator.apply(x);
    converged(
        operator,
        c,
        Krylov.gmres(operator, c, Preconditioner.identity(), options).solutionOrThrow());
    converged(
        operator,
        c,
        Krylov.biCgStab(operator, c, Preconditioner.identity(), options).solutionOrThrow());
    LinearAlgebraLaws.adjoint(operator, vector(n, random), vector(n, random));
  }

  private static void converged(LinearOperator a, double[] b, double[] x) {
    double[] miss = a.apply(x);
    for (int i = 0; i < b.length; i++) {
      miss[i] -= b[i];
    }
    // The recurrences' residual of 1e-10, and what they drift from the true one.
    assertEquals(0, Reductions.norm(miss), 1e-9 * Reductions.norm(b) + 1e-300);
  }

  @Property(tries = TRIES)
  void fourierTransforms(
      @ForAll @IntRange(min = 1, max = 3000) int n,
      @ForAll @IntRange(max = 2999) int shift,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LinearAlgebraLaws.fourier(vector(n, random), vector(n, random), shift % n);
  }

  @Property(tries = TRIES)
  void determinantsMultiply(@ForAll @IntRange(max = 40) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj a = positive(n, random);
    DMatrixRMaj b = positive(n, random);
    double sum = Cholesky.of(a).logDeterminant() + Cholesky.of(b).logDeterminant();
    Lu product = Lu.of(Matrices.multiply(a, b));
    assertEquals(1, product.determinantSign());
    assertEquals(sum, product.logAbsDeterminant(), 1e-9 * (1 + Math.abs(sum)));
  }
}
