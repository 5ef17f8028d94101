package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A discrete decision made differentiable by noise (Q. Berthet et al., Learning with differentiable
 * perturbed optimizers, 2020): E y(θ + σZ) for normal Z, with the unbiased estimate of its
 * derivative E [(y(θ + σZ) - y(θ)) Zᵀ]/σ. The same noise, given by the seed, is used for the value
 * and the derivative.
 */
public final class PerturbedArgmax implements UnaryOperator<NdArray> {
  private final UnaryOperator<NdArray> argmax;
  private final double sigma;
  private final int samples;
  private final long seed;

  private PerturbedArgmax(UnaryOperator<NdArray> argmax, double sigma, int samples, long seed) {
    this.argmax = argmax;
    this.sigma = sigma;
    this.samples = samples;
    this.seed = seed;
  }

  /**
   * The perturbed decision.
   *
   * @param argmax θ to y(θ), for plain vectors
   * @param sigma σ, positive
   * @param samples the number of draws, at least 1
   * @param seed the seed of the noise
   * @return the smooth decision, differentiable once
   */
  public static PerturbedArgmax of(
      UnaryOperator<NdArray> argmax, double sigma, int samples, long seed) {
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException("sigma is " + sigma + ": must be finite and positive");
    }
    if (samples < 1) {
      throw new IllegalArgumentException("samples is " + samples + ": must be at least 1");
    }
    return new PerturbedArgmax(argmax, sigma, samples, seed);
  }

  private NdArray noise(int n) {
    double[] z = new double[samples * n];
    Streams.of(seed).generator().fillNormal(z);
    return NdArray.wrap(z, samples, n);
  }

  private NdArray decisions(NdArray theta, NdArray z) {
    NdArray[] y = new NdArray[samples];
    for (int i = 0; i < samples; i++) {
      y[i] = argmax.apply(theta.plus(z.at(i).times(sigma)));
    }
    return NdArray.stack(y);
  }

  @Override
  public NdArray apply(NdArray theta) {
    if (theta.rank() != 1) {
      throw new ShapeMismatchException(
          "theta has shape " + Arrays.toString(theta.shape()) + ": must be a vector");
    }
    NonFiniteInputException.require("theta", theta);
    return Autodiff.apply(new Mean(), theta);
  }

  private final class Mean implements DifferentiableOp {
    @Override
    public String name() {
      return "perturbedArgmax";
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return decisions(inputs[0], noise(inputs[0].size())).mean(0);
    }

    /** The estimate of the Jacobian; constant for further differentiation is refused. */
    private NdArray jacobian(NdArray theta) {
      if (theta.isDifferentiated()) {
        throw new IllegalArgumentException(
            "PerturbedArgmax is differentiated twice: must be differentiated once only");
      }
      NdArray z = noise(theta.size());
      NdArray y = decisions(theta, z).minus(argmax.apply(theta));
      return y.transposeMatmul(z).times(1 / (sigma * samples));
    }

    @Override
    public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
      return jacobian(inputs[0]).matmul(tangents[0]);
    }

    @Override
    public NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent) {
      return jacobian(inputs[0]).transposeMatmul(cotangent);
    }
  }
}
