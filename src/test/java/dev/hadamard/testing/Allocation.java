package dev.hadamard.testing;

import java.lang.reflect.Method;

/**
 * Bytes that the current thread allocates, from the JVM's own count. By reflection: the library's
 * module does not read the management modules.
 */
public final class Allocation {
  private static final Object BEAN;
  private static final Method BYTES;

  static {
    try {
      BEAN =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      BYTES =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Allocation() {}

  private static long count() {
    try {
      return (Long) BYTES.invoke(BEAN, Thread.currentThread().threadId());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The bytes of one run in steady state: the most in 20 rounds of ten runs in succession, less
   * what the measurement itself takes, when that is nothing, or after 600 rounds.
   */
  public static long inSteadyState(Runnable work) {
    for (int i = 0; i < 200; i++) {
      work.run();
    }
    long itself = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = count();
      itself = Math.min(itself, count() - start);
    }
    long most = 0;
    int quiet = 0;
    for (int i = 0; i < 600 && quiet < 20; i++) {
      long start = count();
      for (int k = 0; k < 10; k++) {
        work.run();
      }
      long taken = Math.max(0, count() - start - itself);
      quiet = taken == 0 ? quiet + 1 : 0;
      // The last rounds count, if it never gets quiet.
      most = taken == 0 ? most : i < 580 ? 0 : Math.max(most, taken);
    }
    return quiet >= 20 ? 0 : Math.max(1, most / 10);
  }
}
