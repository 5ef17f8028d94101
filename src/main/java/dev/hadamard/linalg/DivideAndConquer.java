package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;

/**
 * All eigenvectors of a symmetric tridiagonal matrix by divide and conquer (Cuppen 1981): two
 * halves and a correction of rank one, whose eigenvalues solve a secular equation. Components that
 * the correction does not move are deflated; the vectors belong to a correction for which the
 * computed eigenvalues are exact, hence are orthogonal (Gu and Eisenstat 1995). Most of the work is
 * in products of matrices.
 */
final class DivideAndConquer {
  /** Blocks up to this order are done by QL. */
  private static final int LEAF = 32;

  private static final double UNIT = 0x1p-53;

  /** Which halves of a row hold something other than zeros. */
  private static final int UPPER = 0;

  private static final int BOTH = 1;
  private static final int LOWER = 2;

  private final int n;
  private final double[] d;
  private final double[] e;

  /** Row i holds the eigenvector of d[i], within the columns of its block. */
  private final double[] rows;

  /** The rows of each block by ascending eigenvalue. */
  private final int[] order;

  private final double[] gathered;
  private final double[] differences;
  private final double[] vectors;

  private DivideAndConquer(double[] d, double[] e) {
    this.n = d.length;
    this.d = d;
    this.e = e;
    this.rows = new double[n * n];
    this.order = new int[n];
    int work = n > LEAF ? n * n : 0;
    this.gathered = new double[work];
    this.differences = new double[work];
    this.vectors = new double[work];
  }

  /**
   * Decomposes.
   *
   * @param d the diagonal; becomes the eigenvalues, ascending
   * @param e element i stands between i and i + 1, the last is 0; destroyed
   * @return n columns: the eigenvectors
   */
  static double[] run(double[] d, double[] e) {
    DivideAndConquer problem = new DivideAndConquer(d, e);
    return problem.solve();
  }

  private double[] solve() {
    // By a power of two to the size of 1: thresholds need no care for the range of numbers.
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.max(Math.abs(d[i]), Math.abs(e[i])));
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    scale(-exponent);
    split(0, n);
    double[] sorted = new double[n * n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = d[order[i]];
      System.arraycopy(rows, order[i] * n, sorted, i * n, n);
    }
    System.arraycopy(values, 0, d, 0, n);
    scale(exponent);
    Blas2.transpose(n, n, sorted, 0, n, rows, 0, n);
    return rows;
  }

  private void scale(int exponent) {
    for (int i = 0; i < n; i++) {
      d[i] = Math.scalb(d[i], exponent);
      e[i] = Math.scalb(e[i], exponent);
    }
  }

  private void split(int from, int to) {
    if (to - from <= LEAF) {
      leaf(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    double beside = e[middle - 1];
    double rho = Math.abs(beside);
    d[middle - 1] -= rho;
    d[middle] -= rho;
    split(from, middle);
    split(middle, to);
    if (rho == 0) {
      sort(from, to);
    } else {
      merge(from, middle, to, rho, beside < 0 ? -1 : 1);
    }
  }

  private void leaf(int from, int to) {
    int size = to - from;
    double[] diagonal = Arrays.copyOfRange(d, from, to);
    double[] beside = Arrays.copyOfRange(e, from, to);
    if (size > 0) {
      beside[size - 1] = 0;
    }
    double[] q = new double[size * size];
    for (int i = 0; i < size; i++) {
      q[i * size + i] = 1;
    }
    ImplicitQl.run(diagonal, beside, q);
    System.arraycopy(diagonal, 0, d, from, size);
    for (int i = 0; i < size; i++) {
      System.arraycopy(q, i * size, rows, (from + i) * n + from, size);
    }
    sort(from, to);
  }

  private void sort(int from, int to) {
    Integer[] by = new Integer[to - from];
    Arrays.setAll(by, i -> from + i);
    Arrays.sort(by, (i, j) -> Double.compare(d[i], d[j]));
    for (int i = from; i < to; i++) {
      order[i] = by[i - from];
    }
  }

  /**
   * diag(d) + rho z z', z = the last components of the upper vectors and the first of the lower.
   */
  private void merge(int from, int middle, int to, double coupling, int sign) {
    Progress.checkCancelled();
    int size = to - from;
    double[] z = new double[size];
    double largestZ = 0;
    double largestD = 0;
    double half = Math.sqrt(0.5);
    for (int i = from; i < to; i++) {
      double component = i < middle ? rows[i * n + middle - 1] : sign * rows[i * n + middle];
      z[i - from] = half * component;
      largestZ = Math.max(largestZ, Math.abs(z[i - from]));
      largestD = Math.max(largestD, Math.abs(d[i]));
    }
    double rho = 2 * coupling;
    double tolerance = 8 * UNIT * Math.max(largestZ, largestD);
    sort(from, to);
    int[] kind = new int[size];
    Arrays.fill(kind, middle - from, size, LOWER);
    int[] active = new int[size];
    int count = 0;
    int[] deflated = new int[size];
    int gone = 0;
    int previous = -1;
    for (int s = from; s < to; s++) {
      int i = order[s] - from;
      if (rho * Math.abs(z[i]) <= tolerance) {
        deflated[gone++] = i;
      } else if (previous < 0) {
        previous = i;
      } else {
        if (mergesWith(from, to, previous, i, z, tolerance)) {
          if (kind[previous] != kind[i]) {
            kind[previous] = BOTH;
            kind[i] = BOTH;
          }
          deflated[gone++] = previous;
        } else {
          active[count++] = previous;
        }
        previous = i;
      }
    }
    if (previous >= 0) {
      active[count++] = previous;
    }
    recombine(from, middle, to, rho, z, kind, active, count, deflated, gone);
    sort(from, to);
  }

  /**
   * Two eigenvalues so close that a rotation which moves all of z from the first to the second
   * leaves the matrix diagonal up to rounding: rotates, and says so.
   */
  private boolean mergesWith(
      int from, int to, int first, int second, double[] z, double tolerance) {
    double norm = Math.sqrt(Math.fma(z[first], z[first], z[second] * z[second]));
    double c = z[second] / norm;
    double s = -z[first] / norm;
    double difference = d[from + second] - d[from + first];
    if (Math.abs(difference * c * s) > tolerance) {
      return false;
    }
    z[second] = norm;
    z[first] = 0;
    int x = (from + first) * n + from;
    int y = (from + second) * n + from;
    Blas2.rotate(c, s, rows, x, rows, y, to - from);
    double low = d[from + first];
    double high = d[from + second];
    d[from + first] = Math.fma(low, c * c, high * s * s);
    d[from + second] = Math.fma(low, s * s, high * c * c);
    return true;
  }

  /** Solves for the active part and multiplies its vectors; deflated rows are kept. */
  private void recombine(
      int from,
      int middle,
      int to,
      double rho,
      double[] z,
      int[] kind,
      int[] active,
      int count,
      int[] deflated,
      int gone) {
    int size = to - from;
    double[] poles = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      poles[i] = d[from + active[i]];
      weights[i] = z[active[i]];
    }
    // Columns of the new vectors: rows with an upper part first, those with a lower part last.
    int[] column = new int[count];
    int[] begin = new int[4];
    int next = 0;
    for (int k = UPPER; k <= LOWER; k++) {
      begin[k] = next;
      for (int i = 0; i < count; i++) {
        if (kind[active[i]] == k) {
          column[i] = next;
          System.arraycopy(rows, (from + active[i]) * n + from, gathered, next * size, size);
          next++;
        }
      }
    }
    double[] values = new double[size];
    for (int i = 0; i < gone; i++) {
      int row = from + deflated[i];
      values[count + i] = d[row];
      System.arraycopy(rows, row * n + from, gathered, (count + i) * size, size);
    }
    secular(count, poles, weights, rho, values, column);
    int upper = begin[LOWER];
    int lower = begin[BOTH];
    int left = middle - from;
    multiply(count, left, upper, 0, 0, size, from, from);
    multiply(count, size - left, count - lower, lower, lower * size + left, size, from, middle);
    for (int i = 0; i < gone; i++) {
      System.arraycopy(gathered, (count + i) * size, rows, (from + count + i) * n + from, size);
    }
    System.arraycopy(values, 0, d, from, size);
  }

  /** Rows times gathered rows, into a block of the result. */
  private void multiply(
      int count, int columns, int inner, int first, int offset, int size, int row, int column) {
    Blas3.gemm(
        Transpose.NO,
        Transpose.NO,
        count,
        columns,
        inner,
        1,
        vectors,
        first,
        count,
        gathered,
        offset,
        size,
        0,
        rows,
        row * n + column,
        n);
  }

  /** The eigenvalues, and the eigenvectors as rows with their components in the given columns. */
  private void secular(
      int count, double[] poles, double[] weights, double rho, double[] values, int[] column) {
    if (count == 0) {
      return;
    }
    SecularEquation equation = new SecularEquation(count, poles, weights, rho);
    double[] product = new double[count];
    double[] gap = new double[count];
    Arrays.fill(product, 1);
    double[] ones = product.clone();
    for (int j = 0; j < count; j++) {
      int row = j * count;
      values[j] = equation.root(j, differences, row);
      // The weights for which the roots are exact: products of (d_i - x_j) / (d_i - d_j).
      System.arraycopy(poles, 0, gap, 0, count);
      Blas1.axpy(-poles[j], ones, 0, gap, 0, count);
      gap[j] = 1;
      Blas1.divide(differences, row, gap, 0, gap, 0, count);
      Blas1.multiply(product, 0, gap, 0, product, 0, count);
    }
    double[] exact = new double[count];
    for (int i = 0; i < count; i++) {
      exact[i] = Math.copySign(Math.sqrt(Math.abs(product[i])), weights[i]);
    }
    for (int j = 0; j < count; j++) {
      int row = j * count;
      Blas1.divide(exact, 0, differences, row, gap, 0, count);
      double norm = Reductions.norm(gap, 0, count);
      Blas1.scale(1 / norm, gap, 0, gap, 0, count);
      for (int i = 0; i < count; i++) {
        vectors[row + column[i]] = gap[i];
      }
    }
  }
}
