package dev.hadamard.kernel;

/** Elementary functions with the same bits everywhere (interim: scalar, through StrictMath). */
public final class Elementary {
  private Elementary() {}

  /**
   * e to the power x.
   *
   * @param x the exponent
   * @return e^x
   */
  public static double exp(double x) {
    return StrictMath.exp(x);
  }
}
