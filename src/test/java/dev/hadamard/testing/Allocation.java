package dev.hadamard.testing;

import java.lang.reflect.Method;

/**
 * Bytes that the current thread allocates, from the JVM's own count. By reflection: the library's
 * module does not read the management modules.
 */
public final class Allocation {
  private static final int RUNS = 10;
  private static final int QUIET_ROUNDS = 20;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

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
   * The bytes of one run in steady state: until the compiler has come to all of it, vectors are
   * objects.
   *
   * @return 0 once 20 rounds of ten runs in succession allocate nothing, less what the measurement
   *     itself takes; after half a minute the bytes of a run in the last round
   */
  public static long inSteadyState(Runnable work) {
    return inSteadyState(work, 0);
  }

  /**
   * As {@link #inSteadyState(Runnable)}; what allocates no more than some bytes a run counts as
   * nothing.
   */
  public static long inSteadyState(Runnable work, long allowed) {
    long itself = itself();
    long begin = System.nanoTime();
    long taken = 0;
    int quiet = 0;
    while (quiet < QUIET_ROUNDS && System.nanoTime() - begin < PATIENCE_NANOS) {
      long start = count();
      for (int k = 0; k < RUNS; k++) {
        work.run();
      }
      taken = Math.max(0, count() - start - itself);
      quiet = taken <= RUNS * allowed ? quiet + 1 : 0;
    }
    return quiet == QUIET_ROUNDS ? 0 : Math.max(1, taken / RUNS);
  }

  /** The bytes of one run, compiled or not. */
  public static long ofOne(Runnable work) {
    long itself = itself();
    long start = count();
    work.run();
    return Math.max(0, count() - start - itself);
  }

  /** What the count itself allocates. */
  private static long itself() {
    long itself = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = count();
      itself = Math.min(itself, count() - start);
    }
    return itself;
  }
}
