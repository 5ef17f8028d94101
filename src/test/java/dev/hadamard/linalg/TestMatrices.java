package dev.hadamard.linalg;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Matrices for the tests. */
final class TestMatrices {
  static final double UNIT = 0x1p-53;

  private TestMatrices() {}

  static DMatrixRMaj random(int m, int n, SplittableRandom random) {
    DMatrixRMaj a = new DMatrixRMaj(m, n);
    for (int i = 0; i < m * n; i++) {
      a.data[i] = random.nextDouble(-1, 1);
    }
    return a;
  }

  /** Rows and columns scaled over 16 orders of magnitude. */
  static DMatrixRMaj graded(int n, SplittableRandom random) {
    DMatrixRMaj a = random(n, n, random);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.data[i * n + j] *= Math.scalb(1.0, (i + j) * -26 / Math.max(1, n));
      }
    }
    return a;
  }

  static DMatrixRMaj symmetric(int n, SplittableRandom random) {
    DMatrixRMaj a = random(n, n, random);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a.data[j * n + i] = a.data[i * n + j];
      }
    }
    return a;
  }

  /** B B' + shift I. */
  static DMatrixRMaj positive(int n, double shift, SplittableRandom random) {
    DMatrixRMaj b = random(n, n, random);
    DMatrixRMaj a = Matrices.multiply(b, Matrices.transpose(b));
    for (int i = 0; i < n; i++) {
      a.data[i * n + i] += shift;
    }
    return a;
  }

  static DMatrixRMaj hilbert(int n) {
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.data[i * n + j] = 1.0 / (i + j + 1);
      }
    }
    return a;
  }

  static double[] vector(int n, SplittableRandom random) {
    return random(1, n, random).data;
  }

  static double maxAbs(DMatrixRMaj a) {
    double largest = 0;
    for (int i = 0; i < a.numRows * a.numCols; i++) {
      largest = Math.max(largest, Math.abs(a.data[i]));
    }
    return largest;
  }

  static double maxDifference(DMatrixRMaj a, DMatrixRMaj b) {
    double largest = 0;
    for (int i = 0; i < a.numRows * a.numCols; i++) {
      largest = Math.max(largest, Math.abs(a.data[i] - b.data[i]));
    }
    return largest;
  }

  /** The largest |A x - b| over |A| |x| + |b|, row by row. */
  static double backwardError(DMatrixRMaj a, double[] x, double[] b) {
    double worst = 0;
    for (int i = 0; i < a.numRows; i++) {
      double residual = -b[i];
      double scale = Math.abs(b[i]);
      for (int j = 0; j < a.numCols; j++) {
        residual = Math.fma(a.data[i * a.numCols + j], x[j], residual);
        scale += Math.abs(a.data[i * a.numCols + j] * x[j]);
      }
      if (residual != 0) {
        worst = Math.max(worst, Math.abs(residual) / scale);
      }
    }
    return worst;
  }

  /** |A x - b| over (max |A| sum |x| + max |b|), in the largest component. */
  static double normwiseError(DMatrixRMaj a, double[] x, double[] b) {
    double residual = 0;
    double scale = 0;
    for (double value : b) {
      scale = Math.max(scale, Math.abs(value));
    }
    double sum = 0;
    for (double value : x) {
      sum += Math.abs(value);
    }
    scale += maxAbs(a) * sum;
    for (int i = 0; i < a.numRows; i++) {
      double r = -b[i];
      for (int j = 0; j < a.numCols; j++) {
        r = Math.fma(a.data[i * a.numCols + j], x[j], r);
      }
      residual = Math.max(residual, Math.abs(r));
    }
    return residual == 0 ? 0 : residual / scale;
  }
}
