package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import java.util.SplittableRandom;

/** The random numbers of the reference computations: SplitMix64 and the Box-Muller transform. */
final class Generator {
  private final SplittableRandom random;

  Generator(long seed) {
    random = new SplittableRandom(seed);
  }

  double uniform() {
    return random.nextDouble();
  }

  double normal() {
    double u = random.nextDouble();
    double v = random.nextDouble();
    return Math.sqrt(-2 * Elementary.log(1.0 - u)) * Trigonometric.cos(2 * Math.PI * v);
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
