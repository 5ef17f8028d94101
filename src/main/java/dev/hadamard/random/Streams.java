package dev.hadamard.random;

import dev.hadamard.kernel.Philox;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The address of a stream of random numbers: a seed and a path of names or indices.
 *
 * <p>Substreams are statistically independent of each other and of their parent; give each
 * experiment, path or particle its own, and results depend neither on the order in which they are
 * computed nor on the number of threads. Word i of a stream is a function of seed, path and i alone
 * (Philox4x32-10). Immutable.
 */
public final class Streams {
  /**
   * Keys of the hash that numbers substreams: the fractional digits of π, as in Random123's tests.
   */
  private static final long PATH_KEY = 0x243f6a8885a308d3L;

  private static final long NAME_KEY = 0x13198a2e03707344L;

  private final long seed;
  private final long stream;

  private Streams(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /**
   * The root stream of a seed.
   *
   * @param seed any number
   * @return the stream
   */
  public static Streams of(long seed) {
    return new Streams(seed, 0);
  }

  /**
   * A substream by number.
   *
   * @param index any number
   * @return the substream
   */
  public Streams substream(long index) {
    return new Streams(seed, Philox.word(PATH_KEY, stream, index));
  }

  /**
   * A substream by name.
   *
   * @param name any text
   * @return the substream
   */
  public Streams substream(String name) {
    Objects.requireNonNull(name, "name");
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    long hash = bytes.length;
    for (byte b : bytes) {
      hash = Philox.word(NAME_KEY, hash, b);
    }
    return new Streams(seed, Philox.word(NAME_KEY, stream, hash));
  }

  /**
   * One word of the stream.
   *
   * @param index its number
   * @return 64 random bits
   */
  public long word(long index) {
    return Philox.word(seed, stream, index);
  }

  /**
   * One uniform number of the stream, in [0, 1).
   *
   * @param index its number
   * @return a multiple of 2⁻⁵³
   */
  public double uniform(long index) {
    return (word(index) >>> 11) * 0x1p-53;
  }

  /**
   * A generator that runs through the stream from its beginning.
   *
   * @return a new generator
   */
  public PhiloxGenerator generator() {
    return new PhiloxGenerator(seed, stream);
  }

  @Override
  public String toString() {
    return "Streams(seed=" + seed + ", stream=" + Long.toHexString(stream) + ")";
  }
}
