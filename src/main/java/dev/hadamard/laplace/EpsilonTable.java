package dev.hadamard.laplace;

/**
 * Wynn's epsilon algorithm on a growing sequence of complex numbers: the rising diagonal of the
 * table, O(k) for the k-th number.
 */
final class EpsilonTable {
  /** A difference of two equal numbers counts as this share of them: 1/0 must not enter. */
  private static final double EQUAL = 1e-25;

  private final double[] re;
  private final double[] im;
  private int size;
  private double lastRe;
  private double previous = Double.NaN;
  private double beforePrevious = Double.NaN;

  EpsilonTable(int capacity) {
    re = new double[capacity];
    im = new double[capacity];
  }

  void clear() {
    size = 0;
    previous = Double.NaN;
    beforePrevious = Double.NaN;
    lastRe = 0;
  }

  /** Adds a number of the sequence. */
  void add(double newRe, double newIm) {
    double auxRe = 0;
    double auxIm = 0;
    double valueRe = newRe;
    double valueIm = newIm;
    for (int j = size; j > 0; j--) {
      // e(j) holds column size - j; e_new = aux + 1/(value - e).
      double oldRe = re[j - 1];
      double oldIm = im[j - 1];
      double dRe = valueRe - oldRe;
      double dIm = valueIm - oldIm;
      double floor = EQUAL * Math.max(Math.abs(valueRe), Math.abs(valueIm));
      if (!(Math.max(Math.abs(dRe), Math.abs(dIm)) > floor)) {
        dRe = floor;
        dIm = 0;
      }
      // 1/d without underflow of squares; 0 where all is 0.
      double size = Math.max(Math.abs(dRe), Math.abs(dIm));
      double x = dRe / size;
      double y = dIm / size;
      double square = (x * x + y * y) * size;
      double nextRe = size > 0 ? auxRe + x / square : auxRe;
      double nextIm = size > 0 ? auxIm - y / square : auxIm;
      re[j] = valueRe;
      im[j] = valueIm;
      auxRe = oldRe;
      auxIm = oldIm;
      valueRe = nextRe;
      valueIm = nextIm;
    }
    re[0] = valueRe;
    im[0] = valueIm;
    size++;
    beforePrevious = previous;
    previous = lastRe;
    // Even columns are limits: with an odd number of terms the diagonal ends in one.
    lastRe = size % 2 == 1 ? re[0] : re[1];
  }

  /** The real part of the limit. */
  double limit() {
    return lastRe;
  }

  /** How far the last three limits are apart. */
  double spread() {
    double spread = Math.max(Math.abs(lastRe - previous), Math.abs(lastRe - beforePrevious));
    return Double.isNaN(spread) ? Double.POSITIVE_INFINITY : spread;
  }

  int size() {
    return size;
  }
}
