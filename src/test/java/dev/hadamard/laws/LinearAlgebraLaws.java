package dev.hadamard.laws;

import dev.hadamard.kernel.Fft;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.KroneckerProduct;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.Svd;
import dev.hadamard.linalg.SymmetricEigen;
import org.ejml.data.DMatrixRMaj;

/**
 * Laws of linear algebra for any input, with the backward errors that theory allows (Higham,
 * Accuracy and Stability, 2002; u = 2^-53). Each throws an {@link AssertionError} that tells by how
 * much it fails; none needs a test framework.
 */
public final class LinearAlgebraLaws {
  private static final double UNIT = 0x1p-53;

  private LinearAlgebraLaws() {}

  /** (A B) C = A (B C), entry by entry within 2 (k + l + 2) u |A| |B| |C|. */
  public static void associative(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    DMatrixRMaj left = Matrices.multiply(Matrices.multiply(a, b), c);
    DMatrixRMaj right = Matrices.multiply(a, Matrices.multiply(b, c));
    DMatrixRMaj scale = Matrices.multiply(Matrices.multiply(abs(a), abs(b)), abs(c));
    within("(AB)C - A(BC)", left, right, scale, 2 * (a.numCols + b.numCols + 2) * UNIT);
  }

  /** A (B + C) = A B + A C. */
  public static void distributive(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    DMatrixRMaj left = Matrices.multiply(a, sum(b, c));
    DMatrixRMaj right = sum(Matrices.multiply(a, b), Matrices.multiply(a, c));
    DMatrixRMaj scale = Matrices.multiply(abs(a), sum(abs(b), abs(c)));
    within("A(B+C) - AB - AC", left, right, scale, 2 * (a.numCols + 2) * UNIT);
  }

  /** P A = L U within n u |L| |U| (times 2 for the check's own rounding). */
  public static void lu(DMatrixRMaj a) {
    int n = a.numRows;
    Lu lu = Lu.of(a);
    int[] permutation = lu.permutation();
    DMatrixRMaj permuted = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(a.data, permutation[i] * n, permuted.data, i * n, n);
    }
    DMatrixRMaj product = Matrices.multiply(lu.lower(), lu.upper());
    DMatrixRMaj scale = Matrices.multiply(abs(lu.lower()), abs(lu.upper()));
    within("PA - LU", permuted, product, scale, 2 * (n + 1) * UNIT);
  }

  /** A = L L' within (n + 1) u |L| |L'| (times 2). */
  public static void cholesky(DMatrixRMaj a) {
    DMatrixRMaj lower = Cholesky.of(a).lower();
    DMatrixRMaj upper = Matrices.transpose(lower);
    DMatrixRMaj scale = Matrices.multiply(abs(lower), abs(upper));
    within("A - LL'", a, Matrices.multiply(lower, upper), scale, 2 * (a.numRows + 2) * UNIT);
  }

  /** A = Q R, column by column within 10 (m + n) u |a_j|; Q' Q = I within 10 (m + n) u. */
  public static void qr(DMatrixRMaj a) {
    Qr qr = Qr.of(a);
    DMatrixRMaj q = qr.orthogonal();
    int size = a.numRows + a.numCols;
    orthonormal(q, 10 * size * UNIT);
    DMatrixRMaj product = Matrices.multiply(q, qr.upper());
    for (int j = 0; j < a.numCols; j++) {
      double[] column = new double[a.numRows];
      double[] miss = new double[a.numRows];
      for (int i = 0; i < a.numRows; i++) {
        column[i] = a.get(i, j);
        miss[i] = column[i] - product.get(i, j);
      }
      atMost(
          "column " + j + " of A - QR",
          Reductions.norm(miss),
          10 * size * UNIT * Reductions.norm(column));
    }
  }

  /** A v = w v within 20 n u |A|, V' V = I within 20 n u, w ascending, trace = sum of w. */
  public static void symmetricEigen(DMatrixRMaj a) {
    int n = a.numRows;
    SymmetricEigen eigen = SymmetricEigen.of(a);
    double norm = Reductions.norm(a.data);
    orthonormal(eigen.vectors(), 20 * (n + 1) * UNIT);
    DMatrixRMaj left = Matrices.multiply(a, eigen.vectors());
    double[] w = eigen.values();
    double trace = 0;
    for (int j = 0; j < n; j++) {
      double[] miss = new double[n];
      for (int i = 0; i < n; i++) {
        miss[i] = left.get(i, j) - w[j] * eigen.vectors().get(i, j);
      }
      atMost("A v - w v for vector " + j, Reductions.norm(miss), 20 * (n + 1) * UNIT * norm);
      atMost("eigenvalue " + (j - 1) + " less the next", j == 0 ? 0 : w[j - 1] - w[j], 0);
      trace += a.get(j, j);
    }
    atMost(
        "trace - sum of eigenvalues",
        Math.abs(trace - Reductions.sum(w)),
        20 * (n + 1) * UNIT * Math.sqrt(n) * norm);
  }

  /** A = U S V' within 60 (m + n) u |A|, values descending and not negative. */
  public static void svd(DMatrixRMaj a) {
    Svd svd = Svd.of(a);
    int size = a.numRows + a.numCols;
    orthonormal(svd.left(), 60 * size * UNIT);
    orthonormal(svd.right(), 60 * size * UNIT);
    int k = svd.values().length;
    DMatrixRMaj scaled = svd.left().copy();
    for (int i = 0; i < scaled.data.length && k > 0; i++) {
      scaled.data[i] *= svd.values()[i % k];
    }
    DMatrixRMaj product = new DMatrixRMaj(a.numRows, a.numCols);
    Matrices.multiplyAdd(1, Transpose.NO, scaled, Transpose.YES, svd.right(), 0, product);
    double miss = 0;
    for (int i = 0; i < a.numRows * a.numCols; i++) {
      miss = Math.max(miss, Math.abs(a.data[i] - product.data[i]));
    }
    atMost("A - USV'", miss, 60 * size * UNIT * Reductions.norm(a.data));
    for (int j = 0; j < k; j++) {
      double next = j + 1 < k ? svd.values()[j + 1] : 0;
      atMost("singular value after " + j + " less it", next - svd.values()[j], 0);
    }
  }

  /** A x = b within 3 n u |L| |U| |x| of PA = LU (times 2). */
  public static void luSolve(DMatrixRMaj a, double[] b) {
    Lu lu = Lu.of(a);
    double[] x = lu.solve(b);
    DMatrixRMaj scale = Matrices.multiply(abs(lu.lower()), abs(lu.upper()));
    double[] bound = Matrices.multiply(Transpose.NO, scale, abs(x));
    double[] product = Matrices.multiply(Transpose.NO, a, x);
    int[] permutation = lu.permutation();
    for (int i = 0; i < b.length; i++) {
      int row = permutation[i];
      atMost(
          "row " + row + " of b - Ax",
          Math.abs(b[row] - product[row]),
          6 * (b.length + 1) * UNIT * bound[i]);
    }
  }

  /** Q, R of a tall matrix solve least squares: A'(b - A x) = 0 within c u |A|² (|x| + ...). */
  public static void leastSquares(DMatrixRMaj a, double[] b) {
    double[] x = Qr.of(a).solve(b);
    double[] residual = Matrices.multiply(Transpose.NO, a, x);
    for (int i = 0; i < b.length; i++) {
      residual[i] = b[i] - residual[i];
    }
    double[] gradient = Matrices.multiply(Transpose.YES, a, residual);
    double norm = Reductions.norm(a.data);
    double scale = norm * (norm * Reductions.norm(x) + Reductions.norm(b));
    atMost("A'(b - Ax)", Reductions.norm(gradient), 20 * (a.numRows + a.numCols) * UNIT * scale);
  }

  /** (A ⊗ B) vec(X) = vec(A X B'), row-major. */
  public static void kronecker(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj x) {
    double[] product = KroneckerProduct.of(a, b).apply(x.data);
    DMatrixRMaj left = Matrices.multiply(a, x);
    DMatrixRMaj expected = new DMatrixRMaj(a.numRows, b.numRows);
    Matrices.multiplyAdd(1, Transpose.NO, left, Transpose.YES, b, 0, expected);
    DMatrixRMaj scale = new DMatrixRMaj(a.numRows, b.numRows);
    Matrices.multiplyAdd(
        1, Transpose.NO, Matrices.multiply(abs(a), abs(x)), Transpose.YES, abs(b), 0, scale);
    DMatrixRMaj actual = DMatrixRMaj.wrap(a.numRows, b.numRows, product);
    within("(A ⊗ B) vec X", actual, expected, scale, 2 * (a.numCols + b.numCols + 2) * UNIT);
  }

  /** ⟨A x, y⟩ = ⟨x, A' y⟩ within c u |A x| |y| + |x| |A' y|. */
  public static void adjoint(LinearOperator a, double[] x, double[] y) {
    double[] ax = a.apply(x);
    double[] aty = a.transposed().apply(y);
    double scale =
        Reductions.norm(ax) * Reductions.norm(y) + Reductions.norm(x) * Reductions.norm(aty);
    atMost(
        "⟨Ax, y⟩ - ⟨x, A'y⟩",
        Math.abs(Reductions.dot(ax, y) - Reductions.dot(x, aty)),
        20 * (x.length + y.length) * UNIT * scale);
  }

  /** Parseval; the inverse undoes the transform; a shift turns each coefficient. */
  public static void fourier(double[] re, double[] im, int shift) {
    int n = re.length;
    Fft fft = Fft.of(n);
    double[] r = re.clone();
    double[] i = im.clone();
    fft.forward(r, i);
    double before = Math.hypot(Reductions.norm(re), Reductions.norm(im));
    double after = Math.hypot(Reductions.norm(r), Reductions.norm(i)) / Math.sqrt(n);
    double bound = 10 * (2 + Math.log(n)) * UNIT * before;
    atMost("norm before less norm after", Math.abs(before - after), bound);
    double[] turnedRe = new double[n];
    double[] turnedIm = new double[n];
    for (int k = 0; k < n; k++) {
      turnedRe[(k + shift) % n] = re[k];
      turnedIm[(k + shift) % n] = im[k];
    }
    fft.forward(turnedRe, turnedIm);
    double[] miss = new double[2 * n];
    for (int k = 0; k < n; k++) {
      double angle = -2 * StrictMath.PI * ((long) k * shift % n) / n;
      double c = StrictMath.cos(angle);
      double s = StrictMath.sin(angle);
      miss[k] = turnedRe[k] - (c * r[k] - s * i[k]);
      miss[n + k] = turnedIm[k] - (c * i[k] + s * r[k]);
    }
    atMost("coefficients of a shift", Reductions.norm(miss) / Math.sqrt(n), 2 * bound);
    fft.inverse(r, i);
    for (int k = 0; k < n; k++) {
      miss[k] = r[k] - re[k];
      miss[n + k] = i[k] - im[k];
    }
    atMost("inverse of the transform", Reductions.norm(miss), 2 * bound);
  }

  private static void orthonormal(DMatrixRMaj q, double bound) {
    DMatrixRMaj gram = Matrices.gram(q);
    for (int i = 0; i < gram.numRows; i++) {
      for (int j = 0; j < gram.numCols; j++) {
        double expected = i == j ? 1 : 0;
        atMost("(" + i + ", " + j + ") of Q'Q - I", Math.abs(gram.get(i, j) - expected), bound);
      }
    }
  }

  private static void within(
      String what, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj scale, double factor) {
    for (int i = 0; i < a.numRows * a.numCols; i++) {
      atMost(what + " at " + i, Math.abs(a.data[i] - b.data[i]), factor * scale.data[i]);
    }
  }

  private static void atMost(String what, double error, double bound) {
    if (!(error <= bound + Double.MIN_NORMAL)) {
      throw new AssertionError(what + " is " + error + ": must be at most " + bound);
    }
  }

  private static DMatrixRMaj abs(DMatrixRMaj a) {
    return DMatrixRMaj.wrap(a.numRows, a.numCols, abs(a.data));
  }

  private static double[] abs(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.abs(y[i]);
    }
    return y;
  }

  private static DMatrixRMaj sum(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj c = a.copy();
    for (int i = 0; i < a.numRows * a.numCols; i++) {
      c.data[i] += b.data[i];
    }
    return c;
  }
}
