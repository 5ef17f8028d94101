package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.OptimalityCondition;
import java.util.Arrays;
import java.util.Optional;

/** The matrix of an implicit system in units in which it can be judged, with its inverse. */
final class FormedMatrix {
  private static final int BALANCING_SWEEPS = 10;
  private static final int POWER_STEPS = 12;
  private static final double SINGULAR = 1e-13;
  private static final double ROUNDING = 1e-12;

  /** The matrix times the factors of its rows. */
  private final NdArray matrix;

  private final NdArray rowScale;

  /** The inverse of the matrix; null where it is singular. */
  private final NdArray inverse;

  private final double smallest;
  private final double condition;

  /** Whether all rows and columns had to be scaled. */
  private final boolean balanced;

  private FormedMatrix(NdArray matrix, NdArray rowScale, Inverse inverse, boolean balanced) {
    this.matrix = matrix;
    this.rowScale = rowScale;
    this.inverse = inverse == null ? null : inverse.matrix;
    this.smallest = inverse == null ? 0 : inverse.smallest;
    this.condition = inverse == null ? Double.POSITIVE_INFINITY : inverse.condition;
    this.balanced = balanced;
  }

  /**
   * A matrix of finite elements.
   *
   * @param plain the matrix
   * @param parts those of a problem with constraints
   * @param leastSquares whether it is to be used as a singular one
   */
  static FormedMatrix of(
      NdArray plain, Optional<OptimalityCondition.Constrained> parts, boolean leastSquares) {
    int n = plain.extent(0);
    NdArray rows = rowScale(plain, parts);
    NdArray scaled = rows.reshape(n, 1).times(plain);
    Inverse inverse = leastSquares ? null : Inverse.of(scaled, columnScale(scaled, parts));
    if (inverse == null && !leastSquares) {
      // Singular, or in unlike units.
      double[] byRow = new double[n];
      double[] byColumn = new double[n];
      balance(plain.toArray(), byRow, byColumn);
      NdArray otherRows = NdArray.of(byRow);
      NdArray other = otherRows.reshape(n, 1).times(plain);
      Inverse balanced = Inverse.of(other, NdArray.of(byColumn));
      if (balanced != null) {
        return new FormedMatrix(other, otherRows, balanced, true);
      }
    }
    return new FormedMatrix(scaled, rows, inverse, false);
  }

  boolean singular() {
    return inverse == null;
  }

  /** Whether all rows and columns were scaled, because without that it is singular. */
  boolean balanced() {
    return balanced;
  }

  /** σ_min of the scaled matrix, 0 where it is singular. */
  double smallest() {
    return smallest;
  }

  double condition() {
    return condition;
  }

  /** The length of A⁻¹f. */
  double correction(NdArray f) {
    return inverse.matmul(f.times(rowScale)).norm().value();
  }

  /** ‖f‖/σ_min, or where that has unlike units the length of A⁻¹f; NaN at a singular matrix. */
  double error(NdArray f) {
    if (singular()) {
      return Double.NaN;
    }
    return balanced ? correction(f) : f.times(rowScale).norm().value() / smallest;
  }

  /** Solutions in rows, with their relative residuals. */
  record Solutions(NdArray rows, double[] relativeResiduals) {}

  /** The solutions of A y = b, or with the transpose, for right-hand sides in rows. */
  Solutions solve(NdArray b, boolean transposed) {
    NdArray right = transposed ? b : b.times(rowScale);
    NdArray y;
    if (singular()) {
      NdArray a = transposed ? matrix.transpose() : matrix;
      y = a.leastSquares(right.transpose(), SINGULAR).transpose();
    } else {
      // One refinement makes the inverse as good as a factorisation.
      y = times(right, inverse, transposed);
      y = y.plus(times(right.minus(times(y, matrix, transposed)), inverse, transposed));
    }
    double[] rest = right.minus(times(y, matrix, transposed)).norm(1).toArray();
    double[] size = right.norm(1).toArray();
    for (int i = 0; i < rest.length; i++) {
      rest[i] = size[i] == 0 ? 0 : rest[i] / size[i];
    }
    return new Solutions(transposed ? y.times(rowScale) : y, rest);
  }

  /** The products of M, or of its transpose, with vectors in rows. */
  private static NdArray times(NdArray rows, NdArray m, boolean transposed) {
    if (rows.extent(0) == 1) {
      NdArray v = rows.flatten();
      return (transposed ? m.transposeMatmul(v) : m.matmul(v)).reshape(1, m.extent(0));
    }
    return transposed ? rows.matmul(m) : rows.matmulTranspose(m);
  }

  /** An inverse that is one, with the extreme singular values. */
  private record Inverse(NdArray matrix, double smallest, double condition) {
    /** The inverse, found with columns in given units; null where it is singular. */
    static Inverse of(NdArray matrix, NdArray units) {
      NdArray scaled = matrix.times(units);
      NdArray inverted;
      try {
        inverted = scaled.inverse();
      } catch (IllPosedProblemException e) {
        return null;
      }
      double smallest = 1 / largestSingularValue(inverted);
      double condition = largestSingularValue(scaled) / smallest;
      return 1 / condition > SINGULAR
          ? new Inverse(units.reshape(units.size(), 1).times(inverted), smallest, condition)
          : null;
    }
  }

  /**
   * Factors of rows and columns, powers of two, that bring the largest elements of each to the size
   * 1 (D. Ruiz, A scaling algorithm to equilibrate both rows and columns norms in matrices, 2001).
   */
  private static void balance(double[] a, double[] rows, double[] columns) {
    int n = rows.length;
    for (int sweep = 0; sweep < BALANCING_SWEEPS; sweep++) {
      double[] byRow = new double[n];
      double[] byColumn = new double[n];
      Arrays.fill(byRow, Double.NEGATIVE_INFINITY);
      Arrays.fill(byColumn, Double.NEGATIVE_INFINITY);
      for (int i = 0; i < a.length; i++) {
        if (a[i] != 0) {
          double e = Math.getExponent(a[i]) + rows[i / n] + columns[i % n];
          byRow[i / n] = Math.max(byRow[i / n], e);
          byColumn[i % n] = Math.max(byColumn[i % n], e);
        }
      }
      for (int i = 0; i < n; i++) {
        rows[i] -= Double.isInfinite(byRow[i]) ? 0 : byRow[i] / 2;
        columns[i] -= Double.isInfinite(byColumn[i]) ? 0 : byColumn[i] / 2;
      }
    }
    for (int i = 0; i < n; i++) {
      rows[i] = Math.scalb(1.0, (int) Math.rint(rows[i]));
      columns[i] = Math.scalb(1.0, (int) Math.rint(columns[i]));
    }
  }

  /**
   * Rows λ_i ∂G_i and G_i ∂λ_i of active and inactive constraints are as large as the multiplier or
   * the slack, which says nothing about how well posed the problem is: they get the size 1, by
   * powers of two. Those that are no more than rounding stay: their constraints are degenerate.
   */
  private static NdArray rowScale(NdArray plain, Optional<OptimalityCondition.Constrained> parts) {
    int n = plain.extent(0);
    double[] scale = new double[n];
    Arrays.fill(scale, 1);
    if (parts.isPresent()) {
      OptimalityCondition.Constrained c = parts.get();
      int before = c.variables() + c.equations();
      double[] a = plain.toArray();
      double largest = 0;
      for (int i = 0; i < before; i++) {
        for (int j = 0; j < c.variables(); j++) {
          largest = Math.max(largest, Math.abs(a[i * n + j]));
        }
      }
      for (int i = before; i < n; i++) {
        double size = 0;
        for (int j = 0; j < n; j++) {
          size = Math.max(size, Math.abs(a[i * n + j]));
        }
        if (size > ROUNDING * largest) {
          scale[i] = Math.scalb(1.0, -Math.getExponent(size));
        }
      }
    }
    return NdArray.of(scale);
  }

  /** Likewise the columns of multipliers, which have the units of their constraints. */
  private static NdArray columnScale(
      NdArray matrix, Optional<OptimalityCondition.Constrained> parts) {
    int n = matrix.extent(0);
    double[] scale = new double[n];
    Arrays.fill(scale, 1);
    if (parts.isPresent()) {
      double[] largest = new double[n];
      double[] a = matrix.toArray();
      for (int i = 0; i < a.length; i++) {
        largest[i % n] = Math.max(largest[i % n], Math.abs(a[i]));
      }
      for (int j = parts.get().variables(); j < n; j++) {
        scale[j] = largest[j] > 0 ? Math.scalb(1.0, -Math.getExponent(largest[j])) : 1;
      }
    }
    return NdArray.of(scale);
  }

  /** By the power method on MᵀM, from a fixed start: an estimate from below. */
  private static double largestSingularValue(NdArray m) {
    NdArray v = Reduced.probe(NdArray.zeros(m.extent(1)));
    double size = 0;
    for (int i = 0; i < POWER_STEPS; i++) {
      v = v.times(1 / v.norm().value());
      NdArray w = m.matmul(v);
      size = w.norm().value();
      if (size == 0) {
        return 0;
      }
      v = m.transposeMatmul(w.dividedBy(size));
    }
    return size;
  }
}
