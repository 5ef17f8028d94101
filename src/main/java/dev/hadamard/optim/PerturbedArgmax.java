package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A discrete decision made differentiable by noise (Q. Berthet et al., Learning with differentiable
 * perturbed optimizers, 2020): E y(θ + σZ) for noise Z of the density e^-ν, with the unbiased
 * estimate of its derivative E [(y(θ + σZ) - y(θ)) ∇ν(Z)ᵀ]/σ. The same noise, given by the seed, is
 * used for the value and the derivative.
 */
public final class PerturbedArgmax implements UnaryOperator<NdArray> {
  /** What a decision is perturbed by. */
  public enum Noise {
    /** Independent standard normal elements; ∇ν(z) = z. */
    NORMAL,
    /**
     * Independent elements with the distribution function exp(-e^-z); ∇ν(z) = 1 - e^-z. The
     * decision for the largest element of θ becomes softmax(θ/σ), its largest element's value the
     * log of a sum of exponentials.
     */
    GUMBEL
  }

  private final UnaryOperator<NdArray> argmax;
  private final Noise noise;
  private final double sigma;
  private final int samples;
  private final long seed;

  private PerturbedArgmax(
      UnaryOperator<NdArray> argmax, Noise noise, double sigma, int samples, long seed) {
    this.argmax = argmax;
    this.noise = noise;
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
    return new PerturbedArgmax(argmax, Noise.NORMAL, sigma, samples, seed);
  }

  /**
   * The same decision with other noise; {@link #of} takes normal noise.
   *
   * @param other what to add to θ/σ
   * @return a new decision
   */
  public PerturbedArgmax withNoise(Noise other) {
    return new PerturbedArgmax(argmax, other, sigma, samples, seed);
  }

  private NdArray noise(int n) {
    double[] z = new double[samples * n];
    switch (noise) {
      case NORMAL -> Streams.of(seed).generator().fillNormal(z);
      case GUMBEL -> {
        Streams.of(seed)
            .generator()
            .fillUniform(z, 0, z.length, UniformInterval.OPEN, Parallelism.sequential());
        for (int i = 0; i < z.length; i++) {
          z[i] = -Elementary.log(-Elementary.log(z[i]));
        }
      }
    }
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
      NdArray score =
          switch (noise) {
            case NORMAL -> z;
            case GUMBEL -> z.negate().exp().rsubtract(1);
          };
      return y.transposeMatmul(score).times(1 / (sigma * samples));
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
