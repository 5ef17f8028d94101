package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.ejml.data.DMatrixRMaj;

/** The operators behind the factories of {@link LinearOperator}. */
final class Operators {
  private Operators() {}

  static LinearOperator function(
      int rows,
      int columns,
      BiConsumer<double[], double[]> apply,
      BiConsumer<double[], double[]> applyTranspose,
      Set<OperatorProperty> properties) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "the operator is " + rows + " by " + columns + ": must not be negative");
    }
    Set<OperatorProperty> all = closed(properties);
    if (rows != columns && all.contains(OperatorProperty.SYMMETRIC)) {
      throw new IllegalArgumentException(
          "the operator is " + rows + " by " + columns + ": must be square to be " + properties);
    }
    return new Function(rows, columns, apply, applyTranspose, all);
  }

  /** With what follows from the properties given. */
  private static Set<OperatorProperty> closed(Set<OperatorProperty> properties) {
    EnumSet<OperatorProperty> all = EnumSet.noneOf(OperatorProperty.class);
    all.addAll(properties);
    if (all.contains(OperatorProperty.POSITIVE_DEFINITE)
        || all.contains(OperatorProperty.DIAGONAL)) {
      all.add(OperatorProperty.SYMMETRIC);
    }
    return Set.copyOf(all);
  }

  private record Function(
      int rows,
      int columns,
      BiConsumer<double[], double[]> forward,
      BiConsumer<double[], double[]> backward,
      Set<OperatorProperty> properties)
      implements LinearOperator {
    @Override
    public void apply(double[] x, double[] y) {
      check(x, columns, y, rows);
      forward.accept(x, y);
    }

    @Override
    public void applyTranspose(double[] x, double[] y) {
      check(x, rows, y, columns);
      backward.accept(x, y);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the question is whether it is the same array
  private static void check(double[] x, int inputs, double[] y, int outputs) {
    Shapes.length("x", x, inputs);
    Shapes.length("y", y, outputs);
    if (x == y) {
      throw new IllegalArgumentException("x and y are the same array: must be different");
    }
  }

  static LinearOperator matrix(DMatrixRMaj a, Set<OperatorProperty> properties) {
    int m = a.numRows;
    int n = a.numCols;
    return function(
        m,
        n,
        (x, y) -> Blas2.gemv(Transpose.NO, m, n, 1, a.data, 0, n, x, 0, 0, y, 0),
        (x, y) -> Blas2.gemv(Transpose.YES, m, n, 1, a.data, 0, n, x, 0, 0, y, 0),
        properties);
  }

  static LinearOperator diagonal(double[] diagonal) {
    double[] d = diagonal.clone();
    BiConsumer<double[], double[]> apply = (x, y) -> Blas1.multiply(d, x, y);
    EnumSet<OperatorProperty> properties = EnumSet.of(OperatorProperty.DIAGONAL);
    if (Arrays.stream(d).allMatch(value -> value > 0)) {
      properties.add(OperatorProperty.POSITIVE_DEFINITE);
    }
    return function(d.length, d.length, apply, apply, properties);
  }

  static LinearOperator lowRankPlusDiagonal(double[] diagonal, DMatrixRMaj u, DMatrixRMaj v) {
    int n = diagonal.length;
    double[] d = diagonal.clone();
    Shapes.rows("u", u, n);
    Shapes.same("v", v, n, u.numCols);
    // Reshaped matrices keep longer arrays: only the part in use counts.
    int used = n * u.numCols;
    boolean symmetric = Arrays.equals(u.data, 0, used, v.data, 0, used);
    return function(
        n,
        n,
        (x, y) -> addLowRank(d, u, v, x, y),
        (x, y) -> addLowRank(d, v, u, x, y),
        symmetric ? Set.of(OperatorProperty.SYMMETRIC) : Set.of());
  }

  private static void addLowRank(double[] d, DMatrixRMaj u, DMatrixRMaj v, double[] x, double[] y) {
    int n = d.length;
    int rank = u.numCols;
    double[] inner = new double[rank];
    Blas2.gemv(Transpose.YES, n, rank, 1, v.data, 0, rank, x, 0, 0, inner, 0);
    Blas1.multiply(d, x, y);
    Blas2.gemv(Transpose.NO, n, rank, 1, u.data, 0, rank, inner, 0, 1, y, 0);
  }

  static LinearOperator transposed(LinearOperator a) {
    return function(a.columns(), a.rows(), a::applyTranspose, a::apply, a.properties());
  }

  static LinearOperator compose(LinearOperator left, LinearOperator right) {
    if (left.columns() != right.rows()) {
      throw new IllegalArgumentException(
          "the left operator has "
              + left.columns()
              + " columns: must have as many as the right one has rows, "
              + right.rows());
    }
    EnumSet<OperatorProperty> properties = EnumSet.noneOf(OperatorProperty.class);
    if (left.is(OperatorProperty.DIAGONAL) && right.is(OperatorProperty.DIAGONAL)) {
      properties.add(OperatorProperty.DIAGONAL);
    }
    return function(
        left.rows(),
        right.columns(),
        (x, y) -> {
          double[] inner = new double[right.rows()];
          right.apply(x, inner);
          left.apply(inner, y);
        },
        (x, y) -> {
          double[] inner = new double[left.columns()];
          left.applyTranspose(x, inner);
          right.applyTranspose(inner, y);
        },
        properties);
  }

  static LinearOperator sum(LinearOperator a, LinearOperator b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      throw new IllegalArgumentException(
          "the operators are "
              + a.rows()
              + " by "
              + a.columns()
              + " and "
              + b.rows()
              + " by "
              + b.columns()
              + ": must have the same shape");
    }
    EnumSet<OperatorProperty> properties = EnumSet.noneOf(OperatorProperty.class);
    for (OperatorProperty property :
        EnumSet.of(
            OperatorProperty.SYMMETRIC,
            OperatorProperty.POSITIVE_DEFINITE,
            OperatorProperty.DIAGONAL)) {
      if (a.is(property) && b.is(property)) {
        properties.add(property);
      }
    }
    return function(
        a.rows(),
        a.columns(),
        (x, y) -> {
          a.apply(x, y);
          Blas1.axpy(1, b.apply(x), y);
        },
        (x, y) -> {
          double[] other = new double[y.length];
          a.applyTranspose(x, y);
          b.applyTranspose(x, other);
          Blas1.axpy(1, other, y);
        },
        properties);
  }

  static LinearOperator scaled(LinearOperator a, double factor) {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException("factor is " + factor + ": must be finite");
    }
    EnumSet<OperatorProperty> properties = EnumSet.noneOf(OperatorProperty.class);
    properties.addAll(a.properties());
    properties.remove(OperatorProperty.KRONECKER);
    if (!(factor > 0)) {
      properties.remove(OperatorProperty.POSITIVE_DEFINITE);
    }
    return function(
        a.rows(),
        a.columns(),
        (x, y) -> {
          a.apply(x, y);
          Blas1.scale(factor, y);
        },
        (x, y) -> {
          a.applyTranspose(x, y);
          Blas1.scale(factor, y);
        },
        properties);
  }

  static LinearOperator block(LinearOperator[][] blocks) {
    if (blocks.length == 0 || blocks[0].length == 0) {
      throw new IllegalArgumentException("blocks is empty: must have at least one block");
    }
    LinearOperator[][] grid = new LinearOperator[blocks.length][];
    int[] top = new int[blocks.length + 1];
    int[] left = new int[blocks[0].length + 1];
    for (int i = 0; i < blocks.length; i++) {
      grid[i] = blocks[i].clone();
      if (grid[i].length != grid[0].length) {
        throw new IllegalArgumentException(
            "row " + i + " has " + grid[i].length + " blocks: must have " + grid[0].length);
      }
      top[i + 1] = top[i] + grid[i][0].rows();
    }
    for (int j = 0; j < grid[0].length; j++) {
      left[j + 1] = left[j] + grid[0][j].columns();
    }
    for (int i = 0; i < grid.length; i++) {
      for (int j = 0; j < grid[i].length; j++) {
        int height = top[i + 1] - top[i];
        int width = left[j + 1] - left[j];
        if (grid[i][j].rows() != height || grid[i][j].columns() != width) {
          throw new IllegalArgumentException(
              "block ("
                  + i
                  + ", "
                  + j
                  + ") is "
                  + grid[i][j].rows()
                  + " by "
                  + grid[i][j].columns()
                  + ": must be "
                  + height
                  + " by "
                  + width);
        }
      }
    }
    return function(
        top[grid.length],
        left[grid[0].length],
        (x, y) -> {
          Arrays.fill(y, 0);
          for (int i = 0; i < grid.length; i++) {
            for (int j = 0; j < grid[i].length; j++) {
              double[] part = grid[i][j].apply(Arrays.copyOfRange(x, left[j], left[j + 1]));
              Blas1.axpy(1, part, 0, y, top[i], part.length);
            }
          }
        },
        (x, y) -> {
          Arrays.fill(y, 0);
          for (int i = 0; i < grid.length; i++) {
            double[] input = Arrays.copyOfRange(x, top[i], top[i + 1]);
            for (int j = 0; j < grid[i].length; j++) {
              double[] part = new double[grid[i][j].columns()];
              grid[i][j].applyTranspose(input, part);
              Blas1.axpy(1, part, 0, y, left[j], part.length);
            }
          }
        },
        Set.of());
  }
}
