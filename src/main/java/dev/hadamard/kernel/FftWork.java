package dev.hadamard.kernel;

/**
 * Work space of a thread, in slots that grow: 0 to 11 for complex transforms, 12 and 13 for real
 * ones of odd length, 14 to 16 for cosine transforms.
 */
final class FftWork {
  private static final ThreadLocal<FftWork> OF_THREAD = ThreadLocal.withInitial(FftWork::new);
  private static final int SLOTS = 17;

  private final double[][] slots = new double[SLOTS][0];

  static FftWork get() {
    return OF_THREAD.get();
  }

  double[] array(int slot, int length) {
    if (slots[slot].length < length) {
      slots[slot] = new double[length];
    }
    return slots[slot];
  }
}
