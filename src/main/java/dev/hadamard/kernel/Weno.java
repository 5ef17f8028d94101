package dev.hadamard.kernel;

/**
 * Upwind finite volumes on a line: face values by the weighted essentially non-oscillatory scheme
 * of fifth order (weights 1/10, 6/10, 3/10; smoothness plus 1e-10, squared), fluxes and their
 * differences. The same bits on every vector width; nothing is allocated.
 *
 * <p>Source: G.-S. Jiang and C.-W. Shu, 1996.
 */
public final class Weno {
  private static final WenoKernels KERNELS =
      Simd.choose(() -> new VectorWeno(), () -> new ScalarWeno());

  private Weno() {}

  /**
   * Values at the right faces of n cells, for velocities to the right: face[faceOffset + i] from
   * c[cOffset + i - 2] to c[cOffset + i + 2]. O(n).
   *
   * @param c the means of cells
   * @param cOffset the index of the first cell; two more are read on both sides
   * @param face receives the values; another array
   * @param faceOffset the index of the first value
   * @param n the number of cells
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap
   */
  public static void fifthOrder(double[] c, int cOffset, double[] face, int faceOffset, int n) {
    if (n == 0) {
      return;
    }
    Checks.range("c", c.length, cOffset - 2, n + 4);
    Checks.range("face", face.length, faceOffset, n);
    Checks.apart("face", face, faceOffset, "c", c, cOffset - 2, n + 4);
    KERNELS.fifth(c, cOffset, face, faceOffset, n);
  }

  /**
   * Fluxes at the n - 1 faces within n cells: face[f] = face[f] velocity[f] - dispersion[f]
   * (c[cOffset + f] - c[cOffset + f - 1]). O(n).
   *
   * @param c the means of cells
   * @param cOffset the index of the first cell
   * @param velocity at each face
   * @param dispersion at each face, over the distance of the middles of cells
   * @param face the values at faces, replaced by fluxes
   * @param n the number of cells
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative
   */
  public static void flux(
      double[] c, int cOffset, double[] velocity, double[] dispersion, double[] face, int n) {
    Checks.range("c", c.length, cOffset, n);
    Checks.range("velocity", velocity.length, 0, n);
    Checks.range("dispersion", dispersion.length, 0, n);
    Checks.range("face", face.length, 0, n);
    KERNELS.flux(c, cOffset, velocity, dispersion, face, n);
  }

  /**
   * What flows into each cell: out[outOffset + x] = scale (face[x] - face[x + 1]). O(n).
   *
   * @param scale one over the width of a cell
   * @param face the fluxes at n + 1 faces
   * @param out receives the differences; another array
   * @param outOffset the index of the first
   * @param n the number of cells
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap
   */
  public static void divergence(double scale, double[] face, double[] out, int outOffset, int n) {
    Checks.range("face", face.length, 0, n + 1);
    Checks.range("out", out.length, outOffset, n);
    Checks.apart("out", out, outOffset, "face", face, 0, n + 1);
    KERNELS.divergence(scale, face, out, outOffset, n);
  }
}
