package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.random.SplitMixGenerator;

/** The random numbers of the reference computations: SplitMix64 and the Box-Muller transform. */
final class Generator {
  private final SplitMixGenerator random;

  Generator(long seed) {
    random = new SplitMixGenerator(seed);
  }

  double uniform() {
    return random.nextDouble();
  }

  double normal() {
    return random.nextBoxMuller();
  }

  NdArray normals(int... shape) {
    NdArray zeros = NdArray.zeros(shape);
    double[] values = new double[zeros.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = normal();
    }
    return NdArray.wrap(values, shape);
  }
}
