package dev.hadamard.kernel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How many threads a computation may use; never what it computes.
 *
 * <p>Work is cut into chunks by its size alone, and sums over chunks are combined in chunk order in
 * a fixed tree, so that results are the same bits with 1 thread or 64. The caller's thread always
 * takes part; a loop of one chunk runs on it alone. A loop stops with {@link CancellationException}
 * when the caller's thread is interrupted, and the interrupt status stays set.
 *
 * <p>Immutable and safe for use from several threads.
 */
public final class Parallelism {
  /** The system property with the default number of threads: {@code -Dhadamard.threads=2}. */
  public static final String PROPERTY = "hadamard.threads";

  private static final int MAX_THREADS = 1024;
  private static final Parallelism[] UP_TO_MAX =
      IntStream.rangeClosed(1, MAX_THREADS).mapToObj(Parallelism::new).toArray(Parallelism[]::new);
  private static final ConcurrentMap<Integer, ForkJoinPool> POOLS = new ConcurrentHashMap<>();

  private final int threads;

  private Parallelism(int threads) {
    this.threads = threads;
  }

  /**
   * The default: the number in system property {@code hadamard.threads}, else one thread per
   * processor.
   *
   * @return the default parallelism
   * @throws IllegalArgumentException if the property is not a number from 1 to 1024
   */
  public static Parallelism common() {
    String setting = System.getProperty(PROPERTY);
    if (setting == null) {
      return of(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }
    try {
      return of(Integer.parseInt(setting.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "system property "
              + PROPERTY
              + " is '"
              + setting
              + "': must be a number from 1 to "
              + MAX_THREADS,
          e);
    }
  }

  /**
   * Everything on the caller's thread.
   *
   * @return parallelism of one thread
   */
  public static Parallelism sequential() {
    return UP_TO_MAX[0];
  }

  /**
   * A given number of threads, the caller's included.
   *
   * @param threads from 1 to 1024
   * @return that parallelism
   */
  public static Parallelism of(int threads) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads is " + threads + ": must be from 1 to " + MAX_THREADS);
    }
    return UP_TO_MAX[threads - 1];
  }

  /**
   * The number of threads, the caller's included.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /** The body of a loop over chunks. */
  @FunctionalInterface
  public interface ChunkBody {
    /**
     * Does the work of one chunk.
     *
     * @param from first index
     * @param to one past the last index
     */
    void run(int from, int to);
  }

  /** The body of a sum over chunks. */
  @FunctionalInterface
  public interface ChunkSum {
    /**
     * Computes the contribution of one chunk.
     *
     * @param from first index
     * @param to one past the last index
     * @return its contribution
     */
    double of(int from, int to);
  }

  /**
   * Runs a body over 0..n-1 in chunks of a fixed length (the last may be shorter). Chunks must not
   * depend on each other.
   *
   * @param n the number of indices, at least 0
   * @param chunk the length of a chunk, at least 1
   * @param body called once per chunk, possibly from several threads at once
   * @throws CancellationException if the calling thread is interrupted
   */
  public void forEachChunk(int n, int chunk, ChunkBody body) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": must be at least 0");
    }
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk is " + chunk + ": must be at least 1");
    }
    int chunks = Math.ceilDiv(n, chunk);
    int helpers = Math.min(threads, chunks) - 1;
    if (helpers <= 0) {
      checkInterrupt(0, chunks);
      for (int c = 0; c < chunks; c++) {
        checkInterrupt(c, chunks);
        run(c, n, chunk, body);
      }
      return;
    }
    Loop loop = new Loop(n, chunk, chunks, body);
    checkInterrupt(0, chunks);
    ForkJoinPool pool = pool(helpers);
    for (int i = 0; i < helpers; i++) {
      pool.execute(loop::runAsHelper);
    }
    try {
      loop.runAsCaller();
    } finally {
      // After the caller's part no chunk is left: a helper that has not begun has nothing to do.
      loop.stop();
      loop.awaitHelpers();
    }
    loop.rethrow();
  }

  /**
   * Sums the contributions of chunks, combined pairwise in chunk order: the same bits for any
   * number of threads.
   *
   * @param n the number of indices, at least 0
   * @param chunk the length of a chunk, at least 1
   * @param body called once per chunk, possibly from several threads at once
   * @return the sum; 0 for n = 0
   * @throws CancellationException if the calling thread is interrupted
   */
  public double sumOverChunks(int n, int chunk, ChunkSum body) {
    double[] parts = new double[Math.max(1, Math.ceilDiv(Math.max(n, 0), Math.max(chunk, 1)))];
    forEachChunk(n, chunk, (from, to) -> parts[from / chunk] = body.of(from, to));
    for (int step = 1; step < parts.length; step *= 2) {
      for (int i = 0; i + step < parts.length; i += 2 * step) {
        parts[i] += parts[i + step];
      }
    }
    return parts[0];
  }

  private static void checkInterrupt(int done, int chunks) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          "interrupted after about " + done + " of " + chunks + " chunks");
    }
  }

  private static void run(int c, int n, int chunk, ChunkBody body) {
    int from = c * chunk;
    body.run(from, Math.min(chunk, n - from) + from);
  }

  /**
   * Pools of our own, whose idle threads end after a minute: the workers of the common pool drop
   * their thread-local buffers after every task, and others block them.
   */
  private static ForkJoinPool pool(int helpers) {
    return POOLS.computeIfAbsent(helpers, threads -> new ForkJoinPool(threads));
  }

  /**
   * One loop: its threads take the next chunk until none is left. The caller waits without helping
   * others, as joining a task of a pool would: another loop's chunk in the middle of this one would
   * overwrite buffers of the thread. Only helpers that have begun are waited for, so that loops
   * within loops end.
   */
  private static final class Loop {
    private static final int SPINS = 2000;

    private final int n;
    private final int chunk;
    private final int chunks;
    private final ChunkBody body;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread caller = Thread.currentThread();

    Loop(int n, int chunk, int chunks, ChunkBody body) {
      this.n = n;
      this.chunk = chunk;
      this.chunks = chunks;
      this.body = body;
    }

    void runAsCaller() {
      for (int c = take(); c < chunks; c = take()) {
        checkInterrupt(c, chunks);
        Parallelism.run(c, n, chunk, body);
      }
    }

    /** A helper keeps its failure for the caller: a pool would hand over a copy. */
    void runAsHelper() {
      begun.incrementAndGet();
      try {
        for (int c = take(); c < chunks; c = take()) {
          Parallelism.run(c, n, chunk, body);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        stop();
      } finally {
        if (begun.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    /** Once stopped: until no helper is at work. */
    void awaitHelpers() {
      for (int i = 0; i < SPINS && begun.get() > 0; i++) {
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      while (begun.get() > 0) {
        LockSupport.park(this);
        // A pending interrupt would keep the thread from parking.
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        caller.interrupt();
      }
    }

    void rethrow() {
      switch (failure.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
    }

    void stop() {
      next.set(chunks);
    }

    private int take() {
      int c = next.getAndIncrement();
      return c < 0 ? chunks : c;
    }
  }

  @Override
  public String toString() {
    return "Parallelism(" + threads + ")";
  }
}
