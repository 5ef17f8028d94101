package dev.hadamard.kernel;

/** The scalar twin: the definition of chains of rotations. */
final class ScalarRotations implements RotationKernels {
  @Override
  public void chain(
      int count,
      double[] cosine,
      double[] sine,
      int from,
      double[] rows,
      int last,
      int stride,
      int columns) {
    for (int j = 0; j < columns; j++) {
      column(count, cosine, sine, from, rows, last + j, stride);
    }
  }

  /** One column. */
  static void column(
      int count, double[] cosine, double[] sine, int from, double[] rows, int last, int stride) {
    double x = rows[last];
    int at = last;
    for (int k = 0; k < count; k++) {
      double c = cosine[from + k];
      double s = sine[from + k];
      double y = rows[at - stride];
      rows[at] = Math.fma(c, x, s * y);
      x = Math.fma(c, y, -(s * x));
      at -= stride;
    }
    rows[at] = x;
  }
}
