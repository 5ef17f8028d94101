package dev.hadamard.gp;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.random.PhiloxGenerator;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * A joint draw of the prior on a grid and on a product of points: a sample of the process, and what
 * Matheron's rule makes a sample of the posterior of.
 *
 * @param atGrid the values on the grid, last axis fastest
 * @param atPoints those on the product of points
 */
public record PriorDraw(double[] atGrid, double[] atPoints) {
  /**
   * A draw of a process with a product covariance. O(Σ n³ + N Σ n) for n points of grid and others
   * along each axis, N their product.
   *
   * @param kernels the covariance along each axis
   * @param axes the grid
   * @param jitter added to the variances of the grid along each axis, at least 0
   * @param generator the source of normal numbers
   * @param points further points along each axis; may be empty
   * @return the draw
   */
  public static PriorDraw of(
      List<? extends Covariance> kernels,
      List<? extends GridAxis> axes,
      double jitter,
      PhiloxGenerator generator,
      double[]... points) {
    Requirements.axes("kernels", kernels.size(), axes.size());
    Requirements.axes("points", points.length, axes.size());
    Requirements.notNegative("jitter", jitter);
    int dimension = axes.size();
    DMatrixRMaj[] roots = new DMatrixRMaj[dimension];
    int[] shape = axes.stream().mapToInt(GridAxis::size).toArray();
    int[] pointShape = Arrays.stream(points).mapToInt(p -> p.length).toArray();
    int[] union = new int[dimension];
    for (int d = 0; d < dimension; d++) {
      double[] own = axes.get(d).points();
      double[] all = Arrays.copyOf(own, own.length + points[d].length);
      System.arraycopy(points[d], 0, all, own.length, points[d].length);
      union[d] = all.length;
      DMatrixRMaj joint = kernels.get(d).matrix(0, all, all);
      for (int i = 0; i < own.length; i++) {
        joint.data[i * all.length + i] += jitter;
      }
      SymmetricEigen eigen = SymmetricEigen.of(joint);
      roots[d] = eigen.vectors();
      double[] lambda = eigen.values();
      for (int i = 0; i < all.length * all.length; i++) {
        roots[d].data[i] *= Math.sqrt(Math.max(lambda[i % all.length], 0));
      }
    }
    double[] z = new double[AxisProducts.size(union)];
    generator.fillNormal(z);
    double[] prior = KroneckerGpRegression.along(Transpose.NO, roots, z, union);
    double[] atGrid = new double[AxisProducts.size(shape)];
    double[] atPoints = new double[AxisProducts.size(pointShape)];
    int[] index = new int[dimension];
    for (double value : prior) {
      int grid = 0;
      int point = 0;
      boolean onGrid = true;
      boolean onPoints = true;
      for (int d = 0; d < dimension; d++) {
        onGrid &= index[d] < shape[d];
        onPoints &= index[d] >= shape[d];
        grid = grid * shape[d] + index[d];
        point = point * pointShape[d] + index[d] - shape[d];
      }
      if (onGrid) {
        atGrid[grid] = value;
      }
      if (onPoints) {
        atPoints[point] = value;
      }
      for (int d = dimension - 1; d >= 0 && ++index[d] == union[d]; d--) {
        index[d] = 0;
      }
    }
    return new PriorDraw(atGrid, atPoints);
  }

  /**
   * A draw of a normal vector whose covariance is known up to rounding.
   *
   * @param mean its mean
   * @param covariance its covariance, symmetric up to rounding
   * @param scale the size of what was subtracted to get the covariance: eigenvalues above -1e-9
   *     times the scale times the order are taken as 0
   * @param generator the source of normal numbers
   * @return a new array
   * @throws IllegalArgumentException if the covariance has not the order of the mean
   * @throws dev.hadamard.linalg.IndefiniteMatrixException if the covariance is not one
   */
  public static double[] draw(
      double[] mean, DMatrixRMaj covariance, double scale, PhiloxGenerator generator) {
    int n = mean.length;
    if (covariance.numRows != n || covariance.numCols != n) {
      throw new IllegalArgumentException(
          "covariance is %d by %d: must be square, of the %d of mean"
              .formatted(covariance.numRows, covariance.numCols, n));
    }
    Requirements.notNegative("scale", scale);
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double[] lambda = eigen.values();
    double[] z = new double[n];
    generator.fillNormal(z);
    for (int i = 0; i < n; i++) {
      if (lambda[i] < -1e-9 * n * scale) {
        throw new IndefiniteMatrixException(i, lambda[i], "eigenvalue of the covariance");
      }
      z[i] *= Math.sqrt(Math.max(lambda[i], 0));
    }
    double[] x = Matrices.multiply(Transpose.NO, eigen.vectors(), z);
    Blas1.add(x, mean, x);
    return x;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriorDraw d
        && Arrays.equals(d.atGrid, atGrid)
        && Arrays.equals(d.atPoints, atPoints);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(atGrid) ^ Arrays.hashCode(atPoints);
  }
}
