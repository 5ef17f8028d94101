package dev.hadamard.gp;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.NdArray;
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
    Negative op = new Negative(likelihood);
    Lbfgs solver =
        Lbfgs.of((x, theta) -> Autodiff.apply(op, x))
            .withOptions(new SolverOptions(1e-6, iterations));
    solver.run(NdArray.of(start), NdArray.zeros(1));
    return op.best == null ? start : op.best;
  }

  /** The negative logarithm; parameters without one count as infinitely bad. */
  private static final class Negative implements DifferentiableOp {
    private final Function<double[], Point> likelihood;
    private double[] last;
    private Point point;
    private double[] best;
    private double bestValue = Double.NEGATIVE_INFINITY;

    Negative(Function<double[], Point> likelihood) {
      this.likelihood = likelihood;
    }

    @Override
    public String name() {
      return "negativeLogLikelihood";
    }

    private Point at(NdArray x) {
      double[] parameters = x.toArray();
      if (!java.util.Arrays.equals(parameters, last)) {
        last = parameters;
        try {
          point = likelihood.apply(parameters);
        } catch (IllPosedProblemException | IllegalArgumentException outside) {
          point = new Point(-1e300, new double[parameters.length]);
        }
        if (point.value > bestValue) {
          bestValue = point.value;
          best = parameters.clone();
        }
      }
      return point;
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return NdArray.scalar(-at(inputs[0]).value);
    }

    @Override
    public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
      return NdArray.of(at(inputs[0]).gradient).dot(tangents[0]).negate();
    }

    @Override
    public NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent) {
      return NdArray.of(at(inputs[0]).gradient).times(cotangent).negate();
    }
  }
}
