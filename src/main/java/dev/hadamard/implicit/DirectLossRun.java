package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.optim.SolverResult;
import dev.hadamard.optim.TrustRegionNewton;
import java.util.function.BinaryOperator;

/** A minimiser whose cotangents are differences of gradients at a perturbed minimiser. */
record DirectLossRun(
    BinaryOperator<NdArray> objective,
    NdArray start,
    double epsilon,
    BinaryOperator<NdArray> solver)
    implements DifferentiableOp {
  private static final SolverOptions PERTURBED = new SolverOptions(1e-14, 200);
  private static final double SHARE = 1e-2;

  @Override
  public String name() {
    return "directLoss";
  }

  @Override
  public NdArray value(NdArray... inputs) {
    return solver.apply(start, inputs[0]);
  }

  @Override
  public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
    throw new IllegalArgumentException(
        "direct loss was asked for a tangent: must be used in reverse mode");
  }

  @Override
  public NdArray vjp(int which, NdArray[] in, NdArray x, NdArray cotangent) {
    if (in[0].isDifferentiated() || cotangent.isDifferentiated()) {
      throw new IllegalArgumentException(
          "direct loss is differentiated twice: must be differentiated once only");
    }
    NdArray theta = in[0];
    // The size of the perturbation is ε whatever the scale of the cotangent.
    double size = cotangent.norm().value();
    if (size == 0) {
      return theta.times(0);
    }
    double e = epsilon / size;
    NdArray v = cotangent;
    // Both minimisers by the same method: the error of the solver's would be divided by ε.
    NdArray here = minimiser("the problem", objective, x, theta);
    NdArray there =
        minimiser(
            "the perturbed problem",
            (z, t) -> objective.apply(z, t).plus(z.times(v).sum().times(e)),
            here,
            theta);
    NdArray after = Autodiff.gradient(t -> objective.apply(there, t), theta);
    NdArray before = Autodiff.gradient(t -> objective.apply(here, t), theta);
    return after.minus(before).dividedBy(e);
  }

  private NdArray minimiser(String which, BinaryOperator<NdArray> f, NdArray from, NdArray theta) {
    SolverResult result = TrustRegionNewton.of(f).withOptions(PERTURBED).run(from, theta);
    // The perturbation changes the gradient by ε.
    if (!(result.error() <= SHARE * epsilon)) {
      throw new ConvergenceException(
          "direct loss: "
              + which
              + " was solved to a gradient of "
              + result.error()
              + " only ("
              + result.status()
              + "): must be at most "
              + SHARE
              + " of the perturbation "
              + epsilon,
          result.error());
    }
    return result.solution();
  }
}
