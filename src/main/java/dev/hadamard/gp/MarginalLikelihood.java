package dev.hadamard.gp;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.KnownGradient;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.SolverOptions;
import java.util.function.Function;

/** Maximises a likelihood whose gradient is known. */
final class MarginalLikelihood {
  /** A value with its gradient. */
  record Point(double value, double[] gradient) {}

  private MarginalLikelihood() {}

  /** The best parameters met; the start if nothing is better. */
  static double[] maximised(double[] start, int iterations, Function<double[], Point> likelihood) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations is " + iterations + ": must be at least 1");
    }
    double[] best = {Double.NEGATIVE_INFINITY};
    double[][] at = {start};
    KnownGradient op =
        KnownGradient.of(
            "negativeLogLikelihood",
            x -> {
              Point p;
              try {
                p = likelihood.apply(x);
              } catch (IllPosedProblemException | IllegalArgumentException outside) {
                // Parameters without a likelihood count as infinitely bad.
                return new KnownGradient.Point(1e300, new double[x.length]);
              }
              if (p.value > best[0]) {
                best[0] = p.value;
                at[0] = x.clone();
              }
              double[] g = p.gradient.clone();
              Blas1.scale(-1, g);
              return new KnownGradient.Point(-p.value, g);
            });
    Lbfgs.of((x, theta) -> Autodiff.apply(op, x))
        .withOptions(new SolverOptions(1e-6, iterations))
        .run(NdArray.of(start), NdArray.zeros(1));
    return at[0];
  }
}
