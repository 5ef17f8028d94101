package dev.hadamard.linalg;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;
import org.ejml.data.DMatrixRMaj;

/**
 * A matrix known by its products with vectors. Operators are immutable and combine: {@code
 * a.compose(b).plus(c).scaled(2)}.
 *
 * <p>An implementation must be linear, must not change its input, and must give its transpose:
 * {@code (A x)' y = x' (A' y)} up to rounding. Inputs and outputs are different arrays.
 */
public interface LinearOperator {
  /**
   * The length of outputs.
   *
   * @return the number of rows
   */
  int rows();

  /**
   * The length of inputs.
   *
   * @return the number of columns
   */
  int columns();

  /**
   * y = A x.
   *
   * @param x {@code columns()} numbers
   * @param y {@code rows()} numbers, overwritten
   */
  void apply(double[] x, double[] y);

  /**
   * y = A' x.
   *
   * @param x {@code rows()} numbers
   * @param y {@code columns()} numbers, overwritten
   */
  void applyTranspose(double[] x, double[] y);

  /**
   * What is known about the operator.
   *
   * @return properties that hold; others may hold as well
   */
  default Set<OperatorProperty> properties() {
    return Set.of();
  }

  /**
   * Whether a property is known to hold.
   *
   * @param property the property
   * @return whether it is among {@link #properties()}
   */
  default boolean is(OperatorProperty property) {
    return properties().contains(property);
  }

  /**
   * Y = A X for several vectors, the columns of X. By default one column after the other; an
   * operator that does better for many overrides it.
   *
   * @param x a matrix of {@code columns()} rows
   * @param y a matrix of {@code rows()} rows and as many columns as X, overwritten
   * @throws IllegalArgumentException if the shapes do not fit
   */
  default void apply(DMatrixRMaj x, DMatrixRMaj y) {
    Shapes.rows("x", x, columns());
    Shapes.same("y", y, rows(), x.numCols);
    int k = x.numCols;
    double[] in = new double[columns()];
    double[] out = new double[rows()];
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < in.length; i++) {
        in[i] = x.data[i * k + j];
      }
      apply(in, out);
      for (int i = 0; i < out.length; i++) {
        y.data[i * k + j] = out[i];
      }
    }
  }

  /**
   * The product A x in a new array.
   *
   * @param x {@code columns()} numbers
   * @return A x
   */
  default double[] apply(double[] x) {
    double[] y = new double[rows()];
    apply(x, y);
    return y;
  }

  /**
   * The transpose.
   *
   * @return A'
   */
  default LinearOperator transposed() {
    return Operators.transposed(this);
  }

  /**
   * The product with another operator, which is applied first.
   *
   * @param right an operator with {@code columns()} rows
   * @return A B
   */
  default LinearOperator compose(LinearOperator right) {
    return Operators.compose(this, right);
  }

  /**
   * The sum.
   *
   * @param other an operator of the same shape
   * @return A + B
   */
  default LinearOperator plus(LinearOperator other) {
    return Operators.sum(this, other);
  }

  /**
   * A multiple.
   *
   * @param factor a finite number
   * @return factor A
   */
  default LinearOperator scaled(double factor) {
    return Operators.scaled(this, factor);
  }

  /**
   * A matrix as an operator, not copied.
   *
   * @param matrix the matrix; must not change while the operator is used
   * @param properties what the caller knows to hold
   * @return the operator
   */
  static LinearOperator fromMatrix(DMatrixRMaj matrix, OperatorProperty... properties) {
    return Operators.matrix(matrix, Set.of(properties));
  }

  /**
   * An operator from its two products.
   *
   * @param rows the length of outputs
   * @param columns the length of inputs
   * @param apply takes x and puts A x into its second argument
   * @param applyTranspose takes x and puts A' x into its second argument
   * @param properties what the caller knows to hold
   * @return the operator
   */
  static LinearOperator fromFunction(
      int rows,
      int columns,
      BiConsumer<double[], double[]> apply,
      BiConsumer<double[], double[]> applyTranspose,
      OperatorProperty... properties) {
    return Operators.function(rows, columns, apply, applyTranspose, Set.of(properties));
  }

  /**
   * The identity.
   *
   * @param n its order
   * @return I
   */
  static LinearOperator identity(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return diagonal(ones);
  }

  /**
   * A diagonal operator.
   *
   * @param diagonal the diagonal, copied
   * @return diag(d)
   */
  static LinearOperator diagonal(double[] diagonal) {
    return Operators.diagonal(diagonal);
  }

  /**
   * A diagonal plus a low rank: diag(d) + U V'.
   *
   * @param diagonal the diagonal d, n numbers, copied
   * @param u an n by r matrix, not copied
   * @param v an n by r matrix, not copied; U itself for a symmetric operator
   * @return the operator; a product takes O(n r)
   */
  static LinearOperator lowRankPlusDiagonal(double[] diagonal, DMatrixRMaj u, DMatrixRMaj v) {
    return Operators.lowRankPlusDiagonal(diagonal, u, v);
  }

  /**
   * A matrix of operators.
   *
   * @param blocks rows of blocks, whose heights agree in a row and widths in a column
   * @return the operator
   */
  static LinearOperator block(LinearOperator[][] blocks) {
    return Operators.block(blocks);
  }
}
