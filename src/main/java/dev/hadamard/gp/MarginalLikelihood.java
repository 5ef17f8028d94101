package dev.hadamard.gp;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.KnownGradient;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.LbfgsB;
import dev.hadamard.optim.SolverOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Maximises a likelihood whose gradient is known. */
final class MarginalLikelihood {
  /** A value with its gradient. */
  record Point(double value, double[] gradient) {}

  private MarginalLikelihood() {}

  /** The names of all parameters of a regression. */
  static List<String> names(List<? extends Covariance> kernels) {
    List<String> names = new ArrayList<>(KernelParts.names("axis", kernels));
    names.add("logNoiseVariance");
    return names;
  }

  static Map<String, Double> named(List<? extends Covariance> kernels, double[] parameters) {
    return KernelParts.named(names(kernels), parameters);
  }

  /** The best parameters met; the start if nothing is better. */
  static double[] maximised(double[] start, int iterations, Function<double[], Point> likelihood) {
    return maximised(start, null, null, iterations, likelihood);
  }

  /** The same between bounds. */
  static double[] maximised(
      double[] start,
      double[] lower,
      double[] upper,
      int iterations,
      Function<double[], Point> likelihood) {
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
    SolverOptions options = new SolverOptions(1e-6, iterations);
    NdArray none = NdArray.zeros(1);
    if (lower == null) {
      Lbfgs.of((x, theta) -> Autodiff.apply(op, x))
          .withOptions(options)
          .run(NdArray.of(start), none);
    } else {
      LbfgsB.of((x, theta) -> Autodiff.apply(op, x), NdArray.of(lower), NdArray.of(upper))
          .withOptions(options)
          .run(NdArray.of(start), none);
    }
    return at[0];
  }
}
