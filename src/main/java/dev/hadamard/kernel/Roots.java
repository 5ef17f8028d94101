package dev.hadamard.kernel;

/** Roots of unity, from angles of at most an eighth of a turn. */
final class Roots {
  private Roots() {}

  /** Puts e^(-2 pi i k / n) at an index; 0 &lt;= k. */
  static void put(long k, long n, double[] re, double[] im, int index) {
    // In eighths of a turn: 8 k / n = octant + rest / n.
    long turn = k % n;
    int octant = (int) (8 * turn / n);
    long rest = 8 * turn - octant * n;
    // The angle from the nearest multiple of a quarter, in eighths: rest / n, or its complement.
    long part = octant % 2 == 0 ? rest : n - rest;
    double angle = Math.PI / 4 * ((double) part / n);
    double c = Trigonometric.cos(angle);
    double s = Trigonometric.sin(angle);
    boolean swap = octant % 4 == 1 || octant % 4 == 2;
    double cosine = swap ? s : c;
    double sine = swap ? c : s;
    re[index] = octant >= 2 && octant < 6 ? -cosine : cosine;
    im[index] = octant < 4 ? -sine : sine;
  }
}
