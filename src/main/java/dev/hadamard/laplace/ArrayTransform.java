package dev.hadamard.laplace;

/**
 * A Laplace transform that is evaluated at many points at once, on plain arrays: nothing is
 * allocated, and loops over the points can run in vector lanes.
 */
@FunctionalInterface
public interface ArrayTransform {
  /**
   * F at points s = sRe + i sIm.
   *
   * @param sRe real parts of the points
   * @param sIm imaginary parts of the points
   * @param fRe receives the real parts of F; another array than the points'
   * @param fIm receives the imaginary parts of F; another array than the points'
   * @param count how many points, from index 0
   */
  void evaluate(double[] sRe, double[] sIm, double[] fRe, double[] fIm, int count);
}
