package dev.hadamard.gp;

import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.random.PhiloxGenerator;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * A joint draw of the prior on a grid and on a product of points, as Matheron's rule needs it.
 *
 * @param atGrid the values on the grid, last axis fastest
 * @param atPoints those on the product of points
 */
record GridDraw(double[] atGrid, double[] atPoints) {
  static GridDraw of(
      List<SpectralMixtureKernel> kernels,
      List<UniformAxis> axes,
      PhiloxGenerator generator,
      double[][] points) {
    int dimension = axes.size();
    DMatrixRMaj[] roots = new DMatrixRMaj[dimension];
    int[] shape = axes.stream().mapToInt(UniformAxis::size).toArray();
    int[] pointShape = Arrays.stream(points).mapToInt(p -> p.length).toArray();
    int[] union = new int[dimension];
    for (int d = 0; d < dimension; d++) {
      double[] own = axes.get(d).points();
      double[] all = Arrays.copyOf(own, own.length + points[d].length);
      System.arraycopy(points[d], 0, all, own.length, points[d].length);
      union[d] = all.length;
      SymmetricEigen eigen = SymmetricEigen.of(kernels.get(d).matrix(0, all, all));
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
    return new GridDraw(atGrid, atPoints);
  }
}
