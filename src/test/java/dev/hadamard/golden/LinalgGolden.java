package dev.hadamard.golden;

import dev.hadamard.linalg.BandedLu;
import dev.hadamard.linalg.BlockTridiagonalSolver;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.CirculantMatrix;
import dev.hadamard.linalg.Factorization;
import dev.hadamard.linalg.IncompleteCholesky;
import dev.hadamard.linalg.Jitter;
import dev.hadamard.linalg.KroneckerProduct;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.Ldlt;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.OperatorProperty;
import dev.hadamard.linalg.PivotedQr;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.Svd;
import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.linalg.ToeplitzMatrix;
import dev.hadamard.linalg.TridiagonalSolver;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Golden bits of the factorisations and solvers. */
final class LinalgGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    operators(bits);
    for (int n : new int[] {5, 40, 150, 300}) {
      DMatrixRMaj a = matrix(n, n);
      DMatrixRMaj s = Matrices.gram(a);
      double[] b = Arrays.copyOf(a.data, n);
      String parameters = "n=" + n;
      Cholesky cholesky = Cholesky.of(s, Jitter.upTo(1e-6));
      bits.add("cholesky", parameters, cholesky.lower().data);
      bits.add(
          "cholesky scalars",
          parameters,
          cholesky.logDeterminant(),
          cholesky.conditionEstimate(),
          cholesky.updated(b).downdated(b).logDeterminant());
      bits.add("cholesky inverseDiagonal", parameters, cholesky.inverseDiagonal());
      Lu lu = Lu.of(a);
      bits.add("lu", parameters, lu.inverse().data);
      bits.add("lu solve", parameters, lu.solve(b));
      bits.add("lu scalars", parameters, lu.logAbsDeterminant(), lu.conditionEstimate());
      Qr qr = Qr.of(a);
      bits.add("qr", parameters, qr.orthogonal().data);
      bits.add("qr upper", parameters, qr.upper().data);
      bits.add("pivotedQr", parameters, PivotedQr.of(a).solve(b, 1e-12));
      bits.add("ldlt", parameters, Ldlt.of(a).solve(b));
      SymmetricEigen eigen = SymmetricEigen.of(s);
      bits.add("eigenvalues", parameters, eigen.values());
      bits.add("eigenvectors", parameters, eigen.vectors().data);
      double[] side = Arrays.copyOf(b, n - 1);
      bits.add("tridiagonal", parameters, TridiagonalSolver.of(side, b, side).solve(b));
      bits.add("banded", parameters, BandedLu.of(n, 1, 1, Arrays.copyOf(a.data, 3 * n)).solve(b));
      List<Factorization> structured =
          List.of(
              qr,
              Ldlt.of(a),
              TridiagonalSolver.of(side, b, side),
              BandedLu.of(n, 1, 1, Arrays.copyOf(a.data, 3 * n)),
              ToeplitzMatrix.symmetric(b),
              CirculantMatrix.of(b));
      for (Factorization factors : structured) {
        bits.add(
            "factorization " + factors.getClass().getSimpleName(),
            parameters,
            factors.logAbsDeterminant(),
            factors.conditionEstimate());
      }
      bits.add("toeplitz solve", parameters, ToeplitzMatrix.symmetric(b).solve(b));
    }
  }

  /** Jacobi's preconditioner, entries from products with unit vectors. */
  private static Preconditioner scaling(LinearOperator a) {
    double[] diagonal = new double[a.rows()];
    for (int i = 0; i < diagonal.length; i++) {
      double[] unit = new double[diagonal.length];
      unit[i] = 1;
      diagonal[i] = a.apply(unit)[i];
    }
    return Preconditioner.jacobi(diagonal);
  }

  /** Kronecker products and Krylov solvers. */
  private static void operators(GoldenBits bits) {
    DMatrixRMaj p = Matrices.gram(matrix(30, 12));
    DMatrixRMaj q = Matrices.gram(matrix(30, 17));
    KroneckerProduct product = KroneckerProduct.positiveDefinite(p, q);
    double[] b = matrix(12, 17).data;
    bits.add("kronecker apply", "12 17", product.apply(b));
    bits.add("kronecker solve", "12 17", product.cholesky().solve(b));
    bits.add("kronecker eigen", "12 17", product.eigen().solve(0.5, b));
    KrylovOptions options = KrylovOptions.defaults().withMaxIterations(60);
    Preconditioner none = Preconditioner.identity();
    bits.add(
        "conjugateGradient", "", Krylov.conjugateGradient(product, b, none, options).solution());
    bits.add("minres", "", Krylov.minres(product, b, options).solution());
    bits.add("minres", "jacobi", Krylov.minres(product, b, scaling(product), options).solution());
    bits.add("gmres", "", Krylov.gmres(product, b, none, options.withRestart(20)).solution());
    bits.add("biCgStab", "", Krylov.biCgStab(product, b, none, options).solution());
    DMatrixRMaj several = matrix(204, 3);
    bits.add(
        "blockConjugateGradient",
        "",
        Krylov.blockConjugateGradient(product, several, options).solution());
    DMatrixRMaj spd = Matrices.gram(matrix(60, 50));
    double[] right = Arrays.copyOf(b, 50);
    LinearOperator tall = LinearOperator.fromMatrix(matrix(50, 20));
    bits.add("lsqr", "50 20", Krylov.lsqr(tall, right, 0.1, options).solution());
    bits.add("lsmr", "50 20", Krylov.lsmr(tall, right, 0.1, options).solution());
    bits.add(
        "conjugateGradient",
        "incomplete Cholesky",
        Krylov.conjugateGradient(
                LinearOperator.fromMatrix(spd, OperatorProperty.POSITIVE_DEFINITE),
                right,
                IncompleteCholesky.of(spd, 0),
                options)
            .solution());
    bits.add(
        "generalisedEigenvalues",
        "n=50",
        SymmetricEigen.generalised(Matrices.gram(matrix(50, 50)), spd).values());
    bits.add("svd", "40 30", Svd.of(matrix(40, 30)).values());
    DMatrixRMaj block = matrix(6, 6);
    DMatrixRMaj heavy = Matrices.gram(matrix(9, 6));
    bits.add(
        "blockTridiagonal",
        "4 6",
        BlockTridiagonalSolver.of(
                List.of(block, block, block),
                List.of(heavy, heavy, heavy, heavy),
                List.of(block, block, block))
            .solve(Arrays.copyOf(b, 24)));
    bits.add("lsqr", "", Krylov.lsqr(product, b, 0.1, options).solution());
  }

  static DMatrixRMaj matrix(int m, int n) {
    SplittableRandom random = new SplittableRandom(5);
    DMatrixRMaj a = new DMatrixRMaj(m, n);
    for (int i = 0; i < m * n; i++) {
      a.data[i] = random.nextDouble(-1, 1);
    }
    return a;
  }
}
