package dev.hadamard.autodiff;

/** Functions of matrices that are compositions of elementary ones, differentiable to any order. */
public final class MatrixFunctions {
  /** Numerators of the diagonal Padé approximant of order 13, exact integers. */
  private static final double[] PADE = {
    64764752532480000.0,
    32382376266240000.0,
    7771770303897600.0,
    1187353796428800.0,
    129060195264000.0,
    10559470521600.0,
    670442572800.0,
    33522128640.0,
    1323241920.0,
    40840800.0,
    960960.0,
    16380.0,
    182.0,
    1.0
  };

  /** The norm up to which the approximant is accurate to rounding (N. Higham, 2005). */
  private static final double LARGEST = 5.37;

  private MatrixFunctions() {}

  /**
   * The exponential of a square matrix, by scaling, a Padé approximant of order 13 and squaring (N.
   * Higham, SIAM J. Matrix Anal. Appl. 26, 2005). O(n³).
   *
   * @param a the matrix, of shape [n, n]
   * @return e^A
   */
  public static NdArray expm(NdArray a) {
    if (a.rank() != 2 || a.extent(0) != a.extent(1)) {
      throw new ShapeMismatchException(
          "expm: shape " + java.util.Arrays.toString(a.shape()) + ": must be square");
    }
    if (!a.stopGradient().allFinite()) {
      throw new IllegalArgumentException("a is not finite: must be finite");
    }
    int n = a.extent(0);
    // In units in which no sum of a column overflows.
    double unit = 0x1p-40;
    double norm = n == 0 ? 0 : a.stopGradient().times(unit).abs().sum(0).max().value();
    int squarings = 0;
    double scale = 1;
    while (norm * scale > LARGEST * unit) {
      scale /= 2;
      squarings++;
    }
    NdArray x = a.times(scale);
    NdArray x2 = x.matmul(x);
    NdArray x4 = x2.matmul(x2);
    NdArray x6 = x4.matmul(x2);
    NdArray one = NdArray.identity(n);
    NdArray odd =
        x.matmul(
            x6.matmul(x6.times(PADE[13]).plus(x4.times(PADE[11])).plus(x2.times(PADE[9])))
                .plus(x6.times(PADE[7]))
                .plus(x4.times(PADE[5]))
                .plus(x2.times(PADE[3]))
                .plus(one.times(PADE[1])));
    NdArray even =
        x6.matmul(x6.times(PADE[12]).plus(x4.times(PADE[10])).plus(x2.times(PADE[8])))
            .plus(x6.times(PADE[6]))
            .plus(x4.times(PADE[4]))
            .plus(x2.times(PADE[2]))
            .plus(one.times(PADE[0]));
    // (even - odd)⁻¹ (even + odd), without rounding where a is 0.
    NdArray e = one.plus(even.minus(odd).solve(odd).times(2));
    for (int i = 0; i < squarings; i++) {
      e = e.matmul(e);
    }
    return e;
  }

  /**
   * A = QR with orthonormal columns of Q and upper triangular R.
   *
   * @param q Q, of shape [m, n]
   * @param r R, of shape [n, n], with a positive diagonal
   */
  public record QrFactors(NdArray q, NdArray r) {}

  /**
   * The QR factors of a matrix of full column rank, unique by the positive diagonal of R. O(m n²).
   *
   * <p>A plain factorisation A ≈ Q₀R₀ comes first; then AR₀⁻¹ is nearly orthonormal, and the
   * Cholesky factor of its Gram matrix, near the identity, corrects it. All but R₀ is
   * differentiated: the derivatives are as accurate as the factors.
   *
   * @param a the matrix, of shape [m, n], m ≥ n
   * @return the factors
   * @throws dev.hadamard.kernel.IllPosedProblemException if the columns are dependent
   */
  public static QrFactors qr(NdArray a) {
    if (a.rank() != 2 || a.extent(0) < a.extent(1)) {
      throw new ShapeMismatchException(
          "qr: shape "
              + java.util.Arrays.toString(a.shape())
              + ": must be a matrix with at least as many rows as columns");
    }
    // Two passes: the first factor may be off by the square of the condition number.
    NdArray first = orthonormalised(a.stopGradient());
    NdArray q = a.matmul(first);
    NdArray second = orthonormalised(q.stopGradient());
    NdArray nearly = q.matmul(second);
    NdArray gram = nearly.transposeMatmul(nearly);
    NdArray l = gram.cholesky();
    NdArray exact = l.triangularSolve(nearly.transpose(), true, false).transpose();
    return new QrFactors(exact, exact.transposeMatmul(a).upperTriangle());
  }

  /** An upper triangular T with AT nearly orthonormal, by columns (modified Gram-Schmidt). */
  private static NdArray orthonormalised(NdArray a) {
    int n = a.extent(1);
    NdArray[] columns = new NdArray[n];
    NdArray[] t = new NdArray[n];
    NdArray source = a.transpose();
    for (int j = 0; j < n; j++) {
      double[] e = new double[n];
      e[j] = 1;
      NdArray v = source.at(j);
      NdArray combination = NdArray.of(e);
      double before = v.norm().value();
      for (int i = 0; i < j; i++) {
        double c = columns[i].dot(v).value();
        v = v.minus(columns[i].times(c));
        combination = combination.minus(t[i].times(c));
      }
      double size = v.norm().value();
      if (!(size > 1e-13 * before)) {
        throw new dev.hadamard.kernel.IllPosedProblemException(
            "qr: column " + j + " depends on those before: what is left of it is " + size);
      }
      columns[j] = v.dividedBy(size);
      t[j] = combination.dividedBy(size);
    }
    return NdArray.stack(t).transpose();
  }
}
