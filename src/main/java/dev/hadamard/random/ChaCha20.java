package dev.hadamard.random;

/**
 * The block function of ChaCha20.
 *
 * <p>Source: Y. Nir and A. Langley, RFC 8439, section 2.3.
 */
final class ChaCha20 {
  static final int WORDS = 16;

  /** "expand 32-byte k", little-endian. */
  private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private static final int DOUBLE_ROUNDS = 10;

  private ChaCha20() {}

  /** The state of a key of 8 words, a counter and a nonce of 3 words. */
  static void state(int[] key, int counter, int[] nonce, int[] state) {
    System.arraycopy(CONSTANTS, 0, state, 0, 4);
    System.arraycopy(key, 0, state, 4, 8);
    state[12] = counter;
    System.arraycopy(nonce, 0, state, 13, 3);
  }

  /** The 16 words of the key stream that belong to a state; {@code out} is another array. */
  static void block(int[] state, int[] out) {
    System.arraycopy(state, 0, out, 0, WORDS);
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      quarter(out, 0, 4, 8, 12);
      quarter(out, 1, 5, 9, 13);
      quarter(out, 2, 6, 10, 14);
      quarter(out, 3, 7, 11, 15);
      quarter(out, 0, 5, 10, 15);
      quarter(out, 1, 6, 11, 12);
      quarter(out, 2, 7, 8, 13);
      quarter(out, 3, 4, 9, 14);
    }
    for (int i = 0; i < WORDS; i++) {
      out[i] += state[i];
    }
  }

  private static void quarter(int[] s, int a, int b, int c, int d) {
    s[a] += s[b];
    s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
    s[c] += s[d];
    s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
    s[a] += s[b];
    s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
    s[c] += s[d];
    s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
  }
}
