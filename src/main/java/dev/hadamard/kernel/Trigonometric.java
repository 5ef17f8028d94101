package dev.hadamard.kernel;

/** Interim: replaced by the trigonometric kernels. */
public final class Trigonometric {
  private Trigonometric() {}

  /**
   * Sine.
   *
   * @param x angle
   * @return sin x
   */
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /**
   * Cosine.
   *
   * @param x angle
   * @return cos x
   */
  public static double cos(double x) {
    return StrictMath.cos(x);
  }
}
