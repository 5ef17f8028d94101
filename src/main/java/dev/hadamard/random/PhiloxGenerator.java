package dev.hadamard.random;

import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Philox;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.UniformInterval;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A position in a stream of random numbers.
 *
 * <p>Every number consumes one word: {@code fillUniform} writes what as many calls of {@link
 * #nextDouble()} would return, {@code fillNormal} what as many calls of {@link #nextGaussian()}
 * would, and so on, at vector speed. Normal numbers are quantiles of uniform ones in (0, 1): no
 * rejection, so that number i depends on word i alone. Not safe for use from several threads: give
 * each its own substream.
 */
public final class PhiloxGenerator implements RandomGenerator {
  private static final int BUFFER = 64;

  /** Numbers per chunk of a parallel fill, a multiple of the superblock. */
  private static final int CHUNK = 1 << 14;

  /** Numbers whose uniforms stay in the first-level cache while they become normal. */
  private static final int TILE = 1 << 11;

  private final long seed;
  private final long stream;
  private final long[] buffer = new long[BUFFER];

  /** The first word in the buffer; only meaningful once it is filled. */
  private long bufferStart;

  private boolean filled;
  private long position;

  PhiloxGenerator(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /**
   * The number of the next word.
   *
   * @return how many words have been consumed, modulo 2⁶⁴
   */
  public long position() {
    return position;
  }

  /**
   * Moves to another place in the stream, in constant time.
   *
   * @param index the number of the word that comes next
   */
  public void jumpTo(long index) {
    position = index;
  }

  @Override
  public long nextLong() {
    long start = position & -BUFFER;
    if (!filled || start != bufferStart) {
      Philox.fillWords(seed, stream, start, buffer, 0, BUFFER);
      bufferStart = start;
      filled = true;
    }
    return buffer[(int) (position++ - start)];
  }

  @Override
  public double nextGaussian() {
    return SpecialFunctions.normalQuantile(UniformInterval.OPEN.of(nextLong()));
  }

  /**
   * Fills an array with uniform numbers in [0, 1), as {@link #nextDouble()} returns them.
   *
   * @param out the array
   */
  public void fillUniform(double[] out) {
    fillUniform(out, 0, out.length, UniformInterval.CLOSED_OPEN, Parallelism.sequential());
  }

  /**
   * Fills a range with uniform numbers.
   *
   * @param out the array
   * @param offset index of the first
   * @param n how many
   * @param interval which ends of [0, 1] can occur
   * @param parallelism threads that may help; the numbers are the same for any
   */
  public void fillUniform(
      double[] out, int offset, int n, UniformInterval interval, Parallelism parallelism) {
    Objects.checkFromIndexSize(offset, n, out.length);
    long first = position;
    parallelism.forEachChunk(
        n,
        CHUNK,
        (from, to) ->
            Philox.fillUniform(
                seed, stream, first + from, interval, out, offset + from, to - from));
    position += n;
  }

  /**
   * Fills an array with uniform numbers in [0, 1), as {@link #nextFloat()} returns them.
   *
   * @param out the array
   */
  public void fillUniform(float[] out) {
    fillUniform(out, 0, out.length, UniformInterval.CLOSED_OPEN);
  }

  /**
   * Fills a range with uniform numbers of 24 bits.
   *
   * @param out the array
   * @param offset index of the first
   * @param n how many
   * @param interval which ends of [0, 1] can occur
   */
  public void fillUniform(float[] out, int offset, int n, UniformInterval interval) {
    Objects.checkFromIndexSize(offset, n, out.length);
    Philox.fillUniform(seed, stream, position, interval, out, offset, n);
    position += n;
  }

  /**
   * Fills an array with standard normal numbers, as {@link #nextGaussian()} returns them.
   *
   * @param out the array
   */
  public void fillNormal(double[] out) {
    fillNormal(out, 0, out.length, Parallelism.sequential());
  }

  /**
   * Fills a range with standard normal numbers.
   *
   * @param out the array
   * @param offset index of the first
   * @param n how many
   * @param parallelism threads that may help; the numbers are the same for any
   */
  public void fillNormal(double[] out, int offset, int n, Parallelism parallelism) {
    Objects.checkFromIndexSize(offset, n, out.length);
    long first = position;
    parallelism.forEachChunk(
        n,
        CHUNK,
        (from, to) -> {
          for (int i = from; i < to; i += TILE) {
            int length = Math.min(TILE, to - i);
            Philox.fillUniform(
                seed, stream, first + i, UniformInterval.OPEN, out, offset + i, length);
            SpecialFunctions.normalQuantile(out, offset + i, out, offset + i, length);
          }
        });
    position += n;
  }

  /**
   * Fills an array with standard normal numbers in single precision: quantiles of uniform numbers
   * of 24 bits in (0, 1), so that no number exceeds 5.3 in absolute value.
   *
   * @param out the array
   */
  public void fillNormal(float[] out) {
    fillNormal(out, 0, out.length);
  }

  /**
   * Fills a range with standard normal numbers in single precision.
   *
   * @param out the array
   * @param offset index of the first
   * @param n how many
   */
  public void fillNormal(float[] out, int offset, int n) {
    fillUniform(out, offset, n, UniformInterval.OPEN);
    SpecialFunctions.normalQuantile(out, offset, out, offset, n);
  }
}
