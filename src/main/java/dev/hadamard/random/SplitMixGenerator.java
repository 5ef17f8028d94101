package dev.hadamard.random;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea and Flood 2014), for data that other programs made or shall make with it:
 * the numbers of {@link java.util.SplittableRandom} of the same seed, which a few lines give in any
 * language. Number k is mix(seed + (k + 1) γ). For simulations use {@link Streams}: here two seeds
 * may share a part of their sequences. Not for concurrent use.
 */
public final class SplitMixGenerator implements RandomGenerator {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * A generator.
   *
   * @param seed the state before the first number
   */
  public SplitMixGenerator(long seed) {
    this.state = seed;
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * A number of [0, 1): the upper 53 bits of {@link #nextLong} times 2⁻⁵³.
   *
   * @return a uniform number
   */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * A normal number by the cosine of Box and Muller (1958): √(-2 log(1 - u)) cos(2π v), u and v the
   * next two uniform numbers. {@link #nextGaussian} is the JDK's, of another sequence.
   *
   * @return a normal number of mean 0 and variance 1
   */
  public double nextBoxMuller() {
    double u = nextDouble();
    double v = nextDouble();
    return Math.sqrt(-2 * Elementary.log(1.0 - u)) * Trigonometric.cos(2 * Math.PI * v);
  }

  /**
   * The next uniform numbers.
   *
   * @param out filled with {@link #nextDouble}
   */
  public void fillUniform(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = nextDouble();
    }
  }

  /**
   * The next normal numbers.
   *
   * @param out filled with {@link #nextBoxMuller}
   */
  public void fillBoxMuller(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = nextBoxMuller();
    }
  }

  /**
   * Leaves numbers out. O(1).
   *
   * @param count how many, at least 0
   */
  public void skip(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + ": must be at least 0");
    }
    state += count * GAMMA;
  }
}
