package dev.hadamard.kernel;

/** The loops of {@link Weno}, arguments checked. */
interface WenoKernels {
  /** The reconstruction of fifth order. */
  void fifth(double[] c, int cOffset, double[] face, int faceOffset, int n);

  /** face *= velocity, less the diffusive flux. */
  void flux(double[] c, int cOffset, double[] velocity, double[] dispersion, double[] face, int n);

  /** scale times the difference of neighbours. */
  void divergence(double scale, double[] face, double[] out, int outOffset, int n);
}
