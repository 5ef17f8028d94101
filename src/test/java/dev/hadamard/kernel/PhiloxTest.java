package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  /** The known-answer vectors of philox4x32-10 in the Random123 distribution (kat_vectors). */
  @Test
  void knownAnswers() {
    assertBlock(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    assertBlock(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    assertBlock(
        0x299f31d0_a4093822L,
        0x03707344_13198a2eL,
        0x85a308d3_243f6a88L,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1);
  }

  private static void assertBlock(
      long key, long highCounter, long lowCounter, int x0, int x1, int x2, int x3) {
    long[] pair = new long[2];
    Philox.block(key, highCounter, lowCounter, pair);
    assertEquals(((long) x1 << 32) | (x0 & 0xFFFFFFFFL), pair[0]);
    assertEquals(((long) x3 << 32) | (x2 & 0xFFFFFFFFL), pair[1]);
  }

  @Property(tries = 200)
  void aFillEqualsItsWords(
      @ForAll long seed,
      @ForAll long stream,
      @ForAll @IntRange(min = 0, max = 200) int first,
      @ForAll @IntRange(min = 0, max = 300) int n) {
    long[] words = new long[n];
    Philox.fillWords(seed, stream, first, words, 0, n);
    double[] halfOpen = new double[n];
    double[] open = new double[n];
    double[] positive = new double[n];
    Philox.fillUniform(seed, stream, first, UniformInterval.CLOSED_OPEN, halfOpen, 0, n);
    Philox.fillUniform(seed, stream, first, UniformInterval.OPEN, open, 0, n);
    Philox.fillUniform(seed, stream, first, UniformInterval.OPEN_CLOSED, positive, 0, n);
    for (int i = 0; i < n; i++) {
      long word = Philox.word(seed, stream, first + i);
      assertEquals(word, words[i]);
      assertEquals((word >>> 11) * 0x1p-53, halfOpen[i]);
      assertEquals(((word >>> 11) | 1) * 0x1p-53, open[i]);
      assertEquals(((word >>> 11) + 1) * 0x1p-53, positive[i]);
    }
  }

  @Test
  void hugeIndicesWrapAsUnsigned() {
    long[] words = new long[256];
    long first = -128;
    Philox.fillWords(5, 7, first, words, 0, 256);
    for (int i = 0; i < 256; i++) {
      assertEquals(Philox.word(5, 7, first + i), words[i]);
    }
  }

  @Test
  void endsOfTheIntervals() {
    assertEquals(0.0, UniformInterval.CLOSED_OPEN.of(0));
    assertEquals(1 - 0x1p-53, UniformInterval.CLOSED_OPEN.of(-1));
    assertEquals(0x1p-53, UniformInterval.OPEN_CLOSED.of(0));
    assertEquals(1.0, UniformInterval.OPEN_CLOSED.of(-1));
    assertEquals(0x1p-53, UniformInterval.OPEN.of(0));
    assertEquals(1 - 0x1p-53, UniformInterval.OPEN.of(-1));
    assertEquals(0x1p-24f, UniformInterval.OPEN.floatOf(0));
    assertEquals(1 - 0x1p-24f, UniformInterval.OPEN.floatOf(-1));
  }

  @Test
  void wordsLookRandom() {
    // 64 bit counts over 2^16 words; chance of any leaving 6 standard deviations: 64 * 2e-9.
    int n = 1 << 16;
    long[] words = new long[n];
    Philox.fillWords(1, 2, 0, words, 0, n);
    for (int bit = 0; bit < 64; bit++) {
      int ones = 0;
      for (long word : words) {
        ones += (int) ((word >>> bit) & 1);
      }
      assertTrue(Math.abs(ones - n / 2) < 6 * Math.sqrt(n) / 2, "bit " + bit + ": " + ones);
    }
    long[] other = new long[n];
    Philox.fillWords(1, 3, 0, other, 0, n);
    int equalBits = 0;
    for (int i = 0; i < n; i++) {
      equalBits += 64 - Long.bitCount(words[i] ^ other[i]);
    }
    assertEquals(32.0 * n, equalBits, 6 * Math.sqrt(64.0 * n) / 2);
  }
}
