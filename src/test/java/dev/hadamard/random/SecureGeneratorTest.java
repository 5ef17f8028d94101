package dev.hadamard.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecureGeneratorTest {
  private static byte[] counting() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  private static int[] words(String hex) {
    return Arrays.stream(hex.split(" ")).mapToInt(HexFormat::fromHexDigits).toArray();
  }

  /** RFC 8439, section 2.3.2. */
  @Test
  void knownAnswerOfTheBlock() {
    int[] key = new int[8];
    for (int i = 0; i < 8; i++) {
      key[i] = 0x03020100 + 0x04040404 * i;
    }
    int[] state = new int[16];
    ChaCha20.state(key, 1, words("09000000 4a000000 00000000"), state);
    int[] out = new int[16];
    ChaCha20.block(state, out);
    assertArrayEquals(
        words(
            "e4e7f110 15593bd1 1fdd0f50 c47120a3 c7f4d1c7 0368c033 9aaa2204 4e6cd4c3"
                + " 466482d2 09aa9f07 05d7c214 a2028bd9 d19c12b5 b94e16de e883d0cb 4e3c50a2"),
        out);
  }

  /** RFC 8439, appendix A.1, vectors 1 and 2: a key, counter and nonce of zeros, then counter 1. */
  @Test
  void numbersAreTheKeyStreamBehindTheNextKey() {
    SecureGenerator g = SecureGenerator.ofKey(new byte[32]);
    int[] first =
        words(
            "ade0b876 903df1a0 e56a5d40 28bd8653 b819d2bd 1aed8da0 ccef36a8 c70d778b"
                + " 7c5941da 8d485751 3fe02477 374ad8b8 f4b8436a 1ca11815 69b687c3 8665eeb2");
    for (int i = 8; i < 16; i += 2) {
      assertEquals(Integer.toUnsignedLong(first[i]) | (long) first[i + 1] << 32, g.nextLong());
    }
    int[] second = words("bee7079f 7a385155 7c97ba98 0d082d73 a0290fcb 6965e348 3e53c612 ed7aee32");
    for (int i = 0; i < 8; i += 2) {
      assertEquals(Integer.toUnsignedLong(second[i]) | (long) second[i + 1] << 32, g.nextLong());
    }
  }

  /** The second refill runs with the first words of the first. */
  @Test
  void keysAreReplaced() {
    SecureGenerator g = SecureGenerator.ofKey(new byte[32]);
    for (int i = 0; i < 16 * 8 - 4; i++) {
      g.nextLong();
    }
    byte[] next =
        HexFormat.of().parseHex("76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7");
    SecureGenerator follower = SecureGenerator.ofKey(next);
    assertArrayEquals(new byte[32], next);
    for (int i = 0; i < 500; i++) {
      assertEquals(follower.nextLong(), g.nextLong());
    }
  }

  @Test
  void fillsAreSingleDraws() {
    SecureGenerator fill = SecureGenerator.ofKey(counting());
    SecureGenerator single = SecureGenerator.ofKey(counting());
    double[] out = new double[300];
    fill.fillNormal(out);
    for (double x : out) {
      assertEquals(single.nextGaussian(), x);
    }
    fill.fillUniform(out);
    for (double x : out) {
      assertEquals(single.nextDouble(), x);
      assertTrue(x >= 0 && x < 1);
    }
  }

  /** Two keys agree in their first numbers with probability 2⁻¹²⁸. */
  @Test
  void generatorsHaveKeysOfTheirOwn() {
    SecureGenerator a = SecureGenerator.create();
    SecureGenerator b = SecureGenerator.create();
    assertNotEquals(
        java.util.List.of(a.nextLong(), a.nextLong()),
        java.util.List.of(b.nextLong(), b.nextLong()));
  }
}
