package dev.hadamard.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * The choice, made once when the library is loaded, between the vector kernels and their scalar
 * twins.
 *
 * <p>The vector kernels are used where module {@code jdk.incubator.vector} is present (start Java
 * with {@code --add-modules jdk.incubator.vector}) and the system property {@code hadamard.simd} is
 * not {@code off}. Results are the same bits either way; only the speed differs. When the module is
 * missing, one line through {@link System.Logger} says how to turn it on.
 */
public final class Simd {
  /** The system property that switches the vector kernels off: {@code -Dhadamard.simd=off}. */
  public static final String PROPERTY = "hadamard.simd";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** Vectors of one double gain nothing. */
  private static final int MIN_BITS = 128;

  private static final int WIDTH_BITS = detectWidth();

  private Simd() {}

  /**
   * Whether the vector kernels are in use.
   *
   * @return true for vector kernels, false for the scalar twins
   */
  public static boolean enabled() {
    return WIDTH_BITS > 0;
  }

  /**
   * The width of the vectors in use.
   *
   * @return the width in bits (128, 256 or 512), or 0 when the scalar twins are in use
   */
  public static int widthBits() {
    return WIDTH_BITS;
  }

  /**
   * The choice in words, for reports.
   *
   * @return the width in bits as a decimal number, or {@code "off"}
   */
  public static String description() {
    return enabled() ? Integer.toString(WIDTH_BITS) : "off";
  }

  /**
   * Picks an implementation: the only place where a kernel family chooses between its twins.
   *
   * <p>The suppliers must be lambdas: a constructor reference would link the vector class, and fail
   * where the vector module is missing.
   *
   * @param vector makes the vector implementation; not called unless the vector module is present
   * @param scalar makes the scalar twin
   */
  static <T> T choose(Supplier<? extends T> vector, Supplier<? extends T> scalar) {
    return enabled() ? vector.get() : scalar.get();
  }

  private static int detectWidth() {
    String setting = System.getProperty(PROPERTY, "auto");
    if (setting.equals("off")) {
      return 0;
    }
    if (!setting.equals("auto")) {
      throw new IllegalArgumentException(
          "system property " + PROPERTY + " is '" + setting + "': allowed are 'auto' and 'off'");
    }
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      Logger logger = System.getLogger("dev.hadamard");
      logger.log(
          Level.INFO,
          "Hadamard runs its scalar kernels (same results, slower): start Java with"
              + " --add-modules jdk.incubator.vector for SIMD speed,"
              + " or with -Dhadamard.simd=off to silence this line");
      return 0;
    }
    int bits = VectorWidth.bits();
    return bits >= MIN_BITS ? bits : 0;
  }
}
