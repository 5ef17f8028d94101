package dev.hadamard.chromatography;

import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What leaves a column: ∫ c_in(t - τ) f(τ) dτ with the density f of the times that molecules spend
 * in it, by sixteen nodes on every piece on which inlet and density are smooth. The density lives
 * in [τ₀, τ_end] with the variable r = √(τ - τ₀), in which it is a Gaussian of width 1/√2 without
 * dispersion.
 */
final class InletConvolution {
  private static final GaussLegendre RULE = GaussLegendre.of(16);

  /** Pieces shorter than this share of their distance from τ₀ need no square root. */
  private static final double SHORT = 0.1;

  private final InletProfile inlet;
  private final double[] inletPieces;
  private final DoubleUnaryOperator density;
  private final double origin;
  private final double[] densityPieces;

  /**
   * Prepares.
   *
   * @param inlet a profile with pieces
   * @param density f(τ)
   * @param origin τ₀
   * @param densityPieces increasing, not below the origin
   */
  InletConvolution(
      InletProfile inlet, DoubleUnaryOperator density, double origin, double[] densityPieces) {
    this.inlet = inlet;
    inletPieces = inlet.pieces();
    this.density = density;
    this.origin = origin;
    this.densityPieces = densityPieces;
  }

  double at(double t) {
    double from = Math.max(densityPieces[0], t - inletPieces[inletPieces.length - 1]);
    double to = Math.min(densityPieces[densityPieces.length - 1], t - inletPieces[0]);
    if (!(to > from)) {
      return 0;
    }
    // In inlet time u = t - τ, exact where pieces of the inlet are short.
    double[] edges =
        DoubleStream.concat(
                DoubleStream.concat(DoubleStream.of(t - to, t - from), Arrays.stream(inletPieces)),
                Arrays.stream(densityPieces).map(piece -> t - piece))
            .filter(edge -> edge >= t - to && edge <= t - from)
            .sorted()
            .distinct()
            .toArray();
    double sum = 0;
    for (int j = 0; j + 1 < edges.length; j++) {
      double near = Math.max(0, t - edges[j + 1] - origin);
      double far = t - edges[j] - origin;
      sum += far - near < SHORT * near ? linear(t, edges[j], edges[j + 1]) : root(t, near, far);
    }
    return sum;
  }

  private double linear(double t, double start, double end) {
    double half = (end - start) / 2;
    double middle = (end + start) / 2;
    double piece = 0;
    for (int i = 0; i < RULE.size(); i++) {
      double u = Math.fma(half, RULE.node(i), middle);
      piece = Math.fma(RULE.weight(i), inlet.value(u) * density.applyAsDouble(t - u), piece);
    }
    return half * piece;
  }

  private double root(double t, double near, double far) {
    double half = (Math.sqrt(far) - Math.sqrt(near)) / 2;
    double middle = (Math.sqrt(far) + Math.sqrt(near)) / 2;
    double piece = 0;
    for (int i = 0; i < RULE.size(); i++) {
      double r = Math.fma(half, RULE.node(i), middle);
      double tau = Math.fma(r, r, origin);
      piece =
          Math.fma(
              RULE.weight(i) * 2 * r, inlet.value(t - tau) * density.applyAsDouble(tau), piece);
    }
    return half * piece;
  }
}
