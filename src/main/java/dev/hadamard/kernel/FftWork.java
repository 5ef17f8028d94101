package dev.hadamard.kernel;

/** Work space of a thread, in slots that grow. */
final class FftWork {
  private static final ThreadLocal<FftWork> OF_THREAD = ThreadLocal.withInitial(FftWork::new);
  private static final int SLOTS = 14;

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
