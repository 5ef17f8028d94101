package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.linalg.GeneralEigenvalues;
import dev.hadamard.linalg.PivotedQr;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.Svd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The frequencies of a sum of sinusoids in equally spaced samples, to many more digits than the
 * resolution of a Fourier transform (Hua and Sarkar 1990). The samples, several series at once, are
 * stacked as Hankel matrices; the leading right singular vectors V span their exponentials, and the
 * eigenvalues z of V₁⁺V₂ (V without its last and its first row) have arg z = 2πfh.
 */
public final class MatrixPencil {
  /** Weaker series than this part of the strongest are rounding. */
  private static final double NEGLIGIBLE = 1e-13;

  private MatrixPencil() {}

  /**
   * The frequencies.
   *
   * @param series one or more series of the same length, at least 6; must not all be 0 to find
   *     anything
   * @param spacing h, the distance of neighbouring samples
   * @param tolerance singular values below this part of the largest are noise, in (0, 1)
   * @return distinct frequencies in [0, ½/h], ascending, in cycles per unit length; closer ones
   *     than 0.05 over the length of the series are one; {0} for series of zeros
   */
  public static double[] frequencies(List<double[]> series, double spacing, double tolerance) {
    List<Exponent> found = exponents(series, spacing, tolerance);
    if (found.isEmpty()) {
      return new double[1];
    }
    double[] f = found.stream().mapToDouble(Exponent::frequency).toArray();
    return distinct(f, 0.05 / (spacing * (series.get(0).length - 1)));
  }

  /**
   * An exponential e^(rate x) times a wave.
   *
   * @param rate the real part of the exponent; 0 up to rounding for a wave that neither grows nor
   *     decays
   * @param frequency its imaginary part over 2π, at least 0, in cycles per unit length
   */
  public record Exponent(double rate, double frequency) {}

  /**
   * The exponents of a sum of damped or growing sinusoids: log z / h for the eigenvalues z. A pair
   * of conjugate ones is there twice.
   *
   * @param series one or more series of the same length, at least 6
   * @param spacing h, the distance of neighbouring samples
   * @param tolerance singular values below this part of the largest are noise, in (0, 1)
   * @return as many as the rank of the series; none for series of zeros
   */
  public static List<Exponent> exponents(List<double[]> series, double spacing, double tolerance) {
    if (series.isEmpty()) {
      throw new IllegalArgumentException("series is empty: must have at least one");
    }
    int n = series.get(0).length;
    if (n < 6) {
      throw new IllegalArgumentException("series has length " + n + ": must be at least 6");
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be in (0, 1)");
    }
    if (!(spacing > 0)) {
      throw new IllegalArgumentException("spacing is " + spacing + ": must be positive");
    }
    List<double[]> independent = compressed(series, n);
    if (independent.isEmpty()) {
      return List.of();
    }
    int length = n / 3;
    int rowsEach = n - length;
    int columns = length + 1;
    DMatrixRMaj hankel = new DMatrixRMaj(rowsEach * independent.size(), columns);
    int at = 0;
    for (double[] y : independent) {
      for (int i = 0; i < rowsEach; i++) {
        System.arraycopy(y, i, hankel.data, at, columns);
        at += columns;
      }
    }
    Svd svd = rowSpace(hankel);
    double[] s = svd.values();
    int rank = 0;
    while (rank < s.length && s[rank] > tolerance * s[0]) {
      rank++;
    }
    rank = Math.min(rank, columns - 1);
    DMatrixRMaj first = new DMatrixRMaj(columns - 1, rank);
    DMatrixRMaj second = new DMatrixRMaj(columns - 1, rank);
    DMatrixRMaj v = svd.right();
    for (int i = 0; i + 1 < columns; i++) {
      System.arraycopy(v.data, i * v.numCols, first.data, i * rank, rank);
      System.arraycopy(v.data, (i + 1) * v.numCols, second.data, i * rank, rank);
    }
    GeneralEigenvalues z = GeneralEigenvalues.of(Qr.of(first).solve(second));
    List<Exponent> found = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      double re = z.real()[i];
      double im = z.imaginary()[i];
      double square = re * re + im * im;
      double rate = 0.5 * Elementary.log(Math.max(square, Double.MIN_NORMAL)) / spacing;
      double f = Math.abs(Trigonometric.atan2(im, re)) / (2 * Math.PI * spacing);
      found.add(new Exponent(rate, f));
    }
    return found;
  }

  /**
   * The leading singular values and right singular vectors. A sum of few sinusoids has few: a
   * pivoted factorisation that stops there leaves as many rows for the slow decomposition. When it
   * does not stop early, blocked orthogonal factors take its place, and {@code a} is overwritten.
   */
  private static Svd rowSpace(DMatrixRMaj a) {
    int few = Math.min(a.numRows, a.numCols) / 4;
    PivotedQr qr = PivotedQr.truncated(a, NEGLIGIBLE, few);
    if (qr.steps() == few) {
      qr = PivotedQr.of(a.numRows > a.numCols ? Qr.inPlace(a).upper() : a);
    }
    int rank = Math.max(1, qr.rank(NEGLIGIBLE));
    DMatrixRMaj upper = qr.upper();
    int[] order = qr.permutation();
    DMatrixRMaj rows = new DMatrixRMaj(rank, a.numCols);
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < a.numCols; j++) {
        rows.data[i * a.numCols + order[j]] = upper.data[i * a.numCols + j];
      }
    }
    return Svd.of(rows);
  }

  /**
   * One for each cluster of numbers.
   *
   * @param f the numbers, at least 0
   * @param distance what separates two
   * @return ascending, each more than the distance above the one before; closer to 0 than it is 0;
   *     {0} for no numbers
   */
  public static double[] distinct(double[] f, double distance) {
    double[] sorted = f.clone();
    Arrays.sort(sorted);
    List<Double> kept = new ArrayList<>();
    for (double a : sorted) {
      double b = a < distance ? 0 : a;
      if (kept.isEmpty() || b - kept.get(kept.size() - 1) > distance) {
        kept.add(b);
      }
    }
    return kept.isEmpty()
        ? new double[1]
        : kept.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The left singular vectors times the singular values: as many series as are independent. */
  private static List<double[]> compressed(List<double[]> series, int n) {
    DMatrixRMaj y = new DMatrixRMaj(n, series.size());
    for (int k = 0; k < series.size(); k++) {
      double[] values = series.get(k);
      if (values.length != n) {
        throw new IllegalArgumentException(
            "series " + k + " has length " + values.length + ": must be " + n);
      }
      for (int i = 0; i < n; i++) {
        if (!Double.isFinite(values[i])) {
          throw new IllegalArgumentException(
              "series " + k + " is " + values[i] + " at " + i + ": must be finite");
        }
        y.data[i * series.size() + k] = values[i];
      }
    }
    Svd svd = Svd.of(y);
    List<double[]> kept = new ArrayList<>();
    for (int k = 0; k < svd.values().length; k++) {
      if (svd.values()[k] > 0 && svd.values()[k] > NEGLIGIBLE * svd.values()[0]) {
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
          column[i] = svd.values()[k] * svd.left().data[i * svd.left().numCols + k];
        }
        kept.add(column);
      }
    }
    return kept;
  }
}
