package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * The Kronecker product A1 ⊗ ... ⊗ Ak as an operator: a product with a vector is a chain of matrix
 * products along the axes of the vector seen as a row-major array, without a transposition and
 * without forming the product. O(N (n1 + ... + nk)) for N = n1 ... nk.
 */
public final class KroneckerProduct implements LinearOperator {
  private static final double ASYMMETRY = 1e-10;

  private final List<DMatrixRMaj> factors;
  private final int rows;
  private final int columns;
  private final Set<OperatorProperty> properties;

  private KroneckerProduct(List<DMatrixRMaj> factors, Set<OperatorProperty> properties) {
    this.factors = factors;
    this.properties = properties;
    int m = 1;
    int n = 1;
    for (DMatrixRMaj factor : factors) {
      m = Math.multiplyExact(m, factor.numRows);
      n = Math.multiplyExact(n, factor.numCols);
    }
    this.rows = m;
    this.columns = n;
  }

  /**
   * The product of matrices.
   *
   * @param factors one or more matrices, not copied
   * @return the operator
   */
  public static KroneckerProduct of(DMatrixRMaj... factors) {
    check(factors);
    return new KroneckerProduct(List.of(factors), Set.of(OperatorProperty.KRONECKER));
  }

  /**
   * The product of symmetric positive definite matrices.
   *
   * @param factors one or more symmetric positive definite matrices, both triangles set; not copied
   * @return the operator, known to be positive definite
   */
  public static KroneckerProduct positiveDefinite(DMatrixRMaj... factors) {
    check(factors);
    for (DMatrixRMaj factor : factors) {
      Shapes.square(factor);
    }
    return new KroneckerProduct(
        List.of(factors),
        Set.of(
            OperatorProperty.KRONECKER,
            OperatorProperty.SYMMETRIC,
            OperatorProperty.POSITIVE_DEFINITE));
  }

  private static void check(DMatrixRMaj[] factors) {
    if (factors.length == 0) {
      throw new IllegalArgumentException("factors is empty: must have at least one matrix");
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public Set<OperatorProperty> properties() {
    return properties;
  }

  /**
   * The factors.
   *
   * @return the matrices given
   */
  public List<DMatrixRMaj> factors() {
    return factors;
  }

  @Override
  public void apply(double[] x, double[] y) {
    Shapes.length("x", x, columns);
    Shapes.length("y", y, rows);
    chain(factors, Transpose.NO, x, y);
  }

  @Override
  public void applyTranspose(double[] x, double[] y) {
    Shapes.length("x", x, rows);
    Shapes.length("y", y, columns);
    chain(factors, Transpose.YES, x, y);
  }

  /** What a chain holds between two axes; one pair for each thread. */
  private static final class Between {
    private static final ThreadLocal<Between> OF_THREAD = ThreadLocal.withInitial(Between::new);

    private double[] even = new double[0];
    private double[] odd = new double[0];

    double[] of(int step, int size) {
      if (step % 2 == 0) {
        even = even.length < size ? new double[size] : even;
        return even;
      }
      odd = odd.length < size ? new double[size] : odd;
      return odd;
    }
  }

  private static double[] chain(List<DMatrixRMaj> factors, Transpose transpose, double[] x) {
    int size = 1;
    for (DMatrixRMaj factor : factors) {
      size *= transpose == Transpose.YES ? factor.numCols : factor.numRows;
    }
    double[] y = new double[size];
    chain(factors, transpose, x, y);
    return y;
  }

  /** Multiplies along every axis, from x to y by way of memory of the thread. */
  private static void chain(
      List<DMatrixRMaj> factors, Transpose transpose, double[] x, double[] y) {
    if (x.length == 0 || y.length == 0) {
      Arrays.fill(y, 0);
      return;
    }
    boolean t = transpose == Transpose.YES;
    Between between = Between.OF_THREAD.get();
    double[] from = x;
    int left = 1;
    int right = x.length;
    for (int step = 0; step < factors.size(); step++) {
      DMatrixRMaj factor = factors.get(step);
      int m = t ? factor.numCols : factor.numRows;
      int n = t ? factor.numRows : factor.numCols;
      right /= n;
      double[] to = step == factors.size() - 1 ? y : between.of(step, left * m * right);
      if (right == 1) {
        Blas3.gemm(
            Transpose.NO,
            t ? Transpose.NO : Transpose.YES,
            left,
            m,
            n,
            1,
            from,
            0,
            n,
            factor.data,
            0,
            factor.numCols,
            0,
            to,
            0,
            m);
      } else {
        for (int block = 0; block < left; block++) {
          Blas3.gemm(
              left == 1 ? Parallelism.common() : Parallelism.sequential(),
              transpose,
              Transpose.NO,
              m,
              right,
              n,
              1,
              factor.data,
              0,
              factor.numCols,
              from,
              block * n * right,
              right,
              0,
              to,
              block * m * right,
              right);
        }
      }
      from = to;
      left *= m;
    }
  }

  /**
   * Factors the factors: solves and log-determinants with the product.
   *
   * @return the factorisation
   * @throws IllegalArgumentException if a factor is not symmetric, up to 1e-10 of its largest entry
   * @throws IndefiniteMatrixException if a factor is not positive definite
   */
  public Factorised cholesky() {
    requireSymmetric();
    return new Factorised(factors.stream().map(Cholesky::of).toList());
  }

  /**
   * Decomposes symmetric factors: solves and log-determinants with the product plus s I for any s.
   *
   * @return the decomposition
   * @throws IllegalArgumentException if a factor is not symmetric, up to 1e-10 of its largest entry
   */
  public Decomposed eigen() {
    requireSymmetric();
    return new Decomposed(factors.stream().map(SymmetricEigen::of).toList());
  }

  /** Only one triangle is read: a matrix with another one would be answered for silently. */
  private void requireSymmetric() {
    for (int f = 0; f < factors.size(); f++) {
      DMatrixRMaj a = factors.get(f);
      double largest = 0;
      for (int i = 0; i < a.getNumElements(); i++) {
        largest = Math.max(largest, Math.abs(a.data[i]));
      }
      // A factor that is not square is refused by its factorisation.
      for (int i = 0; a.numRows == a.numCols && i < a.numRows; i++) {
        for (int j = 0; j < i; j++) {
          if (Math.abs(a.get(i, j) - a.get(j, i)) > ASYMMETRY * largest) {
            throw new IllegalArgumentException(
                "factor %d is not symmetric: its entry (%d, %d) is %s, its entry (%d, %d) %s"
                    .formatted(f, i, j, a.get(i, j), j, i, a.get(j, i)));
          }
        }
      }
    }
  }

  /** A Kronecker product of positive definite matrices, by the Cholesky factors of its factors. */
  public static final class Factorised implements Factorization {
    private final List<Cholesky> factors;
    private final int order;

    private Factorised(List<Cholesky> factors) {
      this.factors = factors;
      this.order = factors.stream().mapToInt(Cholesky::order).reduce(1, Math::multiplyExact);
    }

    @Override
    public int order() {
      return order;
    }

    /** {@inheritDoc} O(N (n1 + ... + nk)). */
    @Override
    public double[] solve(double[] b) {
      Shapes.length("b", b, order);
      double[] x = b.clone();
      int left = 1;
      int right = order;
      for (Cholesky factor : factors) {
        int n = factor.order();
        if (order == 0) {
          return x;
        }
        right /= n;
        if (right == 1) {
          DMatrixRMaj turned = new DMatrixRMaj(n, left);
          Blas2.transpose(left, n, x, 0, n, turned.data, 0, left);
          factor.solve(turned, turned);
          Blas2.transpose(n, left, turned.data, 0, left, x, 0, n);
        } else {
          DMatrixRMaj block = new DMatrixRMaj(n, right);
          for (int i = 0; i < left; i++) {
            System.arraycopy(x, i * n * right, block.data, 0, n * right);
            factor.solve(block, block);
            System.arraycopy(block.data, 0, x, i * n * right, n * right);
          }
        }
        left *= n;
      }
      return x;
    }

    /**
     * The logarithm of the determinant of the product.
     *
     * @return the sum over the factors of N / n times theirs
     */
    public double logDeterminant() {
      double sum = 0;
      for (Cholesky factor : factors) {
        if (factor.order() > 0) {
          sum = Math.fma((double) order / factor.order(), factor.logDeterminant(), sum);
        }
      }
      return sum;
    }

    /** {@inheritDoc} The same as {@link #logDeterminant}: the determinant is positive. */
    @Override
    public double logAbsDeterminant() {
      return logDeterminant();
    }

    /** {@inheritDoc} The product of those of the factors. O(n1² + ... + nk²). */
    @Override
    public double conditionEstimate() {
      double product = 1;
      for (Cholesky factor : factors) {
        product *= factor.conditionEstimate();
      }
      return product;
    }
  }

  /** A Kronecker product of symmetric matrices, by the eigenvectors of its factors. */
  public static final class Decomposed {
    private final List<DMatrixRMaj> vectors;
    private final double[] values;

    private Decomposed(List<SymmetricEigen> factors) {
      this.vectors = factors.stream().map(SymmetricEigen::sharedVectors).toList();
      double[] products = {1};
      for (SymmetricEigen factor : factors) {
        double[] own = factor.values();
        double[] next = new double[products.length * own.length];
        for (int i = 0; i < next.length; i++) {
          next[i] = products[i / own.length] * own[i % own.length];
        }
        products = next;
      }
      this.values = products;
    }

    /**
     * The eigenvalues of the product, in the order of the Kronecker product of those of the
     * factors.
     *
     * @return a copy
     */
    public double[] values() {
      return values.clone();
    }

    /**
     * Solves (A1 ⊗ ... ⊗ Ak + s I) x = b. O(N (n1 + ... + nk)).
     *
     * @param shift s
     * @param b the right-hand side
     * @return x
     * @throws SingularMatrixException if an eigenvalue plus s is zero or not finite
     */
    public double[] solve(double shift, double[] b) {
      Shapes.length("b", b, values.length);
      double[] c = chain(vectors, Transpose.YES, b);
      for (int i = 0; i < c.length; i++) {
        double pivot = values[i] + shift;
        if (!Shapes.usable(pivot)) {
          throw new SingularMatrixException(i, pivot);
        }
        c[i] /= pivot;
      }
      return chain(vectors, Transpose.NO, c);
    }

    /**
     * The condition number of the product plus s I in the 2-norm. O(N).
     *
     * @param shift s
     * @return the largest magnitude of an eigenvalue plus s over the smallest, infinite if that is
     *     zero
     */
    public double conditionNumber(double shift) {
      double largest = 0;
      double smallest = Double.POSITIVE_INFINITY;
      for (double value : values) {
        largest = Math.max(largest, Math.abs(value + shift));
        smallest = Math.min(smallest, Math.abs(value + shift));
      }
      return smallest > 0 ? largest / smallest : Double.POSITIVE_INFINITY;
    }

    /**
     * The logarithm of the determinant of the product plus s I.
     *
     * @param shift s
     * @return the sum of the logarithms
     * @throws IndefiniteMatrixException if an eigenvalue plus s is not positive
     */
    public double logDeterminant(double shift) {
      double[] logs = Arrays.copyOf(values, values.length);
      for (int i = 0; i < logs.length; i++) {
        logs[i] += shift;
        if (!(logs[i] > 0 && logs[i] < Double.POSITIVE_INFINITY)) {
          throw new IndefiniteMatrixException(i, logs[i], "eigenvalue plus shift");
        }
      }
      Elementary.log(logs, logs);
      return Reductions.sum(logs);
    }
  }

  @Override
  public String toString() {
    return "KroneckerProduct(" + rows + " by " + columns + ", " + factors.size() + " factors)";
  }
}
