package dev.hadamard.golden;

import java.util.Map;
import java.util.TreeMap;

/** Collects one 64-bit hash per named computation. */
public final class GoldenBits {
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;

  private final Map<String, String> hashes = new TreeMap<>();

  /** Adds a result of doubles; every NaN counts as the same NaN. */
  public void add(String kernel, String parameters, double... values) {
    long hash = FNV_OFFSET;
    for (double value : values) {
      hash = mix(hash, Double.doubleToLongBits(value));
    }
    put(kernel, parameters, hash);
  }

  /** Adds a result of floats; every NaN counts as the same NaN. */
  public void add(String kernel, String parameters, float... values) {
    long hash = FNV_OFFSET;
    for (float value : values) {
      hash = mix(hash, Float.floatToIntBits(value));
    }
    put(kernel, parameters, hash);
  }

  /** Adds a result of integers. */
  public void add(String kernel, String parameters, long... values) {
    long hash = FNV_OFFSET;
    for (long value : values) {
      hash = mix(hash, value);
    }
    put(kernel, parameters, hash);
  }

  /** The hashes by {@code kernel,parameters}, sorted. */
  Map<String, String> hashes() {
    return hashes;
  }

  private void put(String kernel, String parameters, long hash) {
    String key = kernel + "," + parameters.replace(',', ';');
    if (hashes.put(key, String.format("%016x", hash)) != null) {
      throw new IllegalStateException("golden case recorded twice: " + key);
    }
  }

  private static long mix(long hash, long bits) {
    long mixed = (hash ^ bits) * FNV_PRIME;
    return mixed ^ (mixed >>> 29);
  }
}
