package dev.hadamard.random;

import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.UniformInterval;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random numbers that nobody can foretell or reconstruct: for privacy, never for experiments that
 * are to be repeated.
 *
 * <p>ChaCha20 with a key of 256 bits from {@link SecureRandom}. Each refill replaces the key by the
 * first bytes of its own output, and numbers are erased once they are drawn: who reads the memory
 * learns nothing about numbers drawn before. {@link Streams}, whose numbers follow from a seed of
 * 64 bits, must not take its place.
 *
 * <p>Floating-point noise of continuous laws betrays in its last bits what it was added to (I.
 * Mironov, 2012): mechanisms with a proof of privacy draw from discrete laws.
 *
 * <p>Not safe for use from several threads. Sources: RFC 8439; D. J. Bernstein, Fast-key-erasure
 * random-number generators, 2017.
 */
public final class SecureGenerator implements RandomGenerator {
  private static final int KEY_WORDS = 8;
  private static final int BLOCKS = 16;
  private static final int[] NO_NONCE = new int[3];

  private final int[] key = new int[KEY_WORDS];
  private final int[] state = new int[ChaCha20.WORDS];
  private final int[] block = new int[ChaCha20.WORDS];
  private final long[] buffer = new long[BLOCKS * ChaCha20.WORDS / 2];
  private int next = buffer.length;

  private SecureGenerator(byte[] seed) {
    ByteBuffer.wrap(seed).order(java.nio.ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(key);
    Arrays.fill(seed, (byte) 0);
  }

  /**
   * A generator with a key of its own from the platform's source of entropy.
   *
   * @return a new generator
   */
  public static SecureGenerator create() {
    byte[] seed = new byte[4 * KEY_WORDS];
    new SecureRandom().nextBytes(seed);
    return new SecureGenerator(seed);
  }

  /** A generator of a known key of 32 bytes, which is erased: for known answers. */
  static SecureGenerator ofKey(byte[] seed) {
    return new SecureGenerator(seed);
  }

  @Override
  public long nextLong() {
    if (next == buffer.length) {
      refill();
    }
    long value = buffer[next];
    buffer[next++] = 0;
    return value;
  }

  /** The quantile of a uniform number in (0, 1). */
  @Override
  public double nextGaussian() {
    return SpecialFunctions.normalQuantile(UniformInterval.OPEN.of(nextLong()));
  }

  /**
   * Fills an array with uniform numbers in [0, 1).
   *
   * @param out the array
   */
  public void fillUniform(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = nextDouble();
    }
  }

  /**
   * Fills an array with standard normal numbers, as {@link #nextGaussian()} returns them.
   *
   * @param out the array
   */
  public void fillNormal(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = UniformInterval.OPEN.of(nextLong());
    }
    SpecialFunctions.normalQuantile(out, out);
  }

  private void refill() {
    for (int b = 0; b < BLOCKS; b++) {
      ChaCha20.state(key, b, NO_NONCE, state);
      ChaCha20.block(state, block);
      for (int i = 0; i < ChaCha20.WORDS; i += 2) {
        buffer[(b * ChaCha20.WORDS + i) / 2] =
            Integer.toUnsignedLong(block[i]) | (long) block[i + 1] << 32;
      }
    }
    for (int i = 0; i < KEY_WORDS / 2; i++) {
      key[2 * i] = (int) buffer[i];
      key[2 * i + 1] = (int) (buffer[i] >>> 32);
      buffer[i] = 0;
    }
    Arrays.fill(state, 0);
    Arrays.fill(block, 0);
    next = KEY_WORDS / 2;
  }

  @Override
  public String toString() {
    return "SecureGenerator";
  }
}
