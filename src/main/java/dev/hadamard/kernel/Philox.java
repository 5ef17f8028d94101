package dev.hadamard.kernel;

import java.util.Objects;

/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (Random123, SC'11): a
 * random word is a function of seed, stream and index alone.
 *
 * <p>The key is the seed; the counter holds a block number (low 64 bits) and the stream (high 64
 * bits). A block gives two 64-bit words. Words are numbered so that vectors of any width can write
 * them without shuffling: word i belongs to superblock i / 64, where words 0..31 are the first
 * words of 32 consecutive blocks and words 32..63 their second words. Each stream has 2⁶⁴ words.
 *
 * <p>Any part of a sequence can be computed on its own; the fills of this class give the same bits
 * however a range is cut. Not for cryptography.
 */
public final class Philox {
  static final long LOW_32 = 0xFFFFFFFFL;
  static final long M0 = 0xD2511F53L;
  static final long M1 = 0xCD9E8D57L;
  static final long W0 = 0x9E3779B9L;
  static final long W1 = 0xBB67AE85L;
  static final int ROUNDS = 10;

  /** Words of a superblock: two from each of 32 blocks, one block per virtual lane. */
  static final int SUPERBLOCK = 64;

  /** Words held at a time while they become floats. */
  private static final int FLOAT_TILE = 1024;

  private static final ThreadLocal<long[]> FLOAT_WORDS =
      ThreadLocal.withInitial(() -> new long[FLOAT_TILE]);

  private static final PhiloxKernels KERNELS =
      Simd.choose(() -> new VectorPhilox(), () -> new ScalarPhilox());

  private Philox() {}

  /**
   * One random word.
   *
   * @param seed the key
   * @param stream the stream
   * @param index the number of the word in its stream, taken as unsigned
   * @return 64 random bits
   */
  public static long word(long seed, long stream, long index) {
    long lane = index & (SUPERBLOCK / 2 - 1);
    boolean second = (index & (SUPERBLOCK / 2)) != 0;
    long[] pair = new long[2];
    block(seed, stream, counter(index >>> 6, lane), pair);
    return pair[second ? 1 : 0];
  }

  /**
   * Consecutive random words.
   *
   * @param seed the key
   * @param stream the stream
   * @param first the number of the first word
   * @param out where the words go
   * @param offset index of the first
   * @param n how many
   */
  public static void fillWords(long seed, long stream, long first, long[] out, int offset, int n) {
    Checks.range("out", out.length, offset, n);
    int head = head(first, n);
    for (int i = 0; i < head; i++) {
      out[offset + i] = word(seed, stream, first + i);
    }
    int blocks = (n - head) / SUPERBLOCK;
    KERNELS.words(seed, stream, (first + head) >>> 6, blocks, out, offset + head);
    for (int i = head + blocks * SUPERBLOCK; i < n; i++) {
      out[offset + i] = word(seed, stream, first + i);
    }
  }

  /**
   * Consecutive uniform numbers: number i is made from the upper 53 bits of word i.
   *
   * @param seed the key
   * @param stream the stream
   * @param first the number of the first word
   * @param interval which ends of [0, 1] can occur
   * @param out where the numbers go
   * @param offset index of the first
   * @param n how many
   */
  public static void fillUniform(
      long seed,
      long stream,
      long first,
      UniformInterval interval,
      double[] out,
      int offset,
      int n) {
    Objects.requireNonNull(interval, "interval");
    Checks.range("out", out.length, offset, n);
    int head = head(first, n);
    for (int i = 0; i < head; i++) {
      out[offset + i] = interval.of(word(seed, stream, first + i));
    }
    int blocks = (n - head) / SUPERBLOCK;
    KERNELS.uniforms(seed, stream, (first + head) >>> 6, blocks, interval, out, offset + head);
    for (int i = head + blocks * SUPERBLOCK; i < n; i++) {
      out[offset + i] = interval.of(word(seed, stream, first + i));
    }
  }

  /**
   * Consecutive uniform numbers in single precision: number i is made from the upper 24 bits of
   * word i.
   *
   * @param seed the key
   * @param stream the stream
   * @param first the number of the first word
   * @param interval which ends of [0, 1] can occur
   * @param out where the numbers go
   * @param offset index of the first
   * @param n how many
   */
  public static void fillUniform(
      long seed,
      long stream,
      long first,
      UniformInterval interval,
      float[] out,
      int offset,
      int n) {
    Objects.requireNonNull(interval, "interval");
    Checks.range("out", out.length, offset, n);
    long[] words = FLOAT_WORDS.get();
    for (int i = 0; i < n; i += FLOAT_TILE) {
      int length = Math.min(FLOAT_TILE, n - i);
      fillWords(seed, stream, first + i, words, 0, length);
      for (int k = 0; k < length; k++) {
        out[offset + i + k] = interval.floatOf(words[k]);
      }
    }
  }

  /** How many words come before the next superblock. */
  private static int head(long first, int n) {
    return (int) Math.min(n, -first & (SUPERBLOCK - 1));
  }

  /** The block of a lane; superblock numbers wrap at 2⁵⁸, as word numbers do at 2⁶⁴. */
  static long counter(long superblock, long lane) {
    return (superblock << 6 >>> 1) + lane;
  }

  /** Both words of one block. */
  static void block(long seed, long stream, long counter, long[] pair) {
    long x0 = counter & LOW_32;
    long x1 = counter >>> 32;
    long x2 = stream & LOW_32;
    long x3 = stream >>> 32;
    long k0 = seed & LOW_32;
    long k1 = seed >>> 32;
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = x0 * M0;
      long p1 = x2 * M1;
      x0 = (p1 >>> 32) ^ x1 ^ k0;
      x1 = p1 & LOW_32;
      x2 = (p0 >>> 32) ^ x3 ^ k1;
      x3 = p0 & LOW_32;
      k0 = (k0 + W0) & LOW_32;
      k1 = (k1 + W1) & LOW_32;
    }
    pair[0] = (x1 << 32) | x0;
    pair[1] = (x3 << 32) | x2;
  }
}
