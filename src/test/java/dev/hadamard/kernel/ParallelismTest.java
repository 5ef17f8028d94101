package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.linalg.KroneckerProduct;
import dev.hadamard.linalg.Matrices;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelismTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyIndexIsVisitedOnce(int threads) {
    for (int n : new int[] {0, 1, 10, 1000, 1001}) {
      AtomicIntegerArray visits = new AtomicIntegerArray(n);
      Parallelism.of(threads)
          .forEachChunk(
              n,
              10,
              (from, to) -> {
                for (int i = from; i < to; i++) {
                  visits.incrementAndGet(i);
                }
              });
      for (int i = 0; i < n; i++) {
        assertEquals(1, visits.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void sumsDoNotDependOnThreads(int threads) {
    Parallelism.ChunkSum harmonic =
        (from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            sum += 1.0 / (1 + i);
          }
          return sum;
        };
    double sequential = Parallelism.sequential().sumOverChunks(100_003, 64, harmonic);
    for (int repeat = 0; repeat < 20; repeat++) {
      assertEquals(sequential, Parallelism.of(threads).sumOverChunks(100_003, 64, harmonic));
    }
    // H(100003), from ln n + gamma + 1/(2n) - 1/(12 n^2)
    assertEquals(12.090176129263, sequential, 1e-10);
    assertEquals(0, Parallelism.of(threads).sumOverChunks(0, 64, harmonic));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFailureReachesTheCaller(int threads) {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Parallelism.of(threads)
                    .forEachChunk(
                        1000,
                        1,
                        (from, to) -> {
                          if (from == 500) {
                            throw new IllegalStateException("chunk 500");
                          }
                        }));
    assertEquals("chunk 500", thrown.getMessage());
  }

  @Test
  void interruptionCancels() {
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () -> Parallelism.of(2).forEachChunk(100, 1, (from, to) -> {}));
    assertTrue(Thread.interrupted(), "the interrupt status stays set");
  }

  @Test
  void nestedLoopsFinish() {
    double[] out = new double[64];
    Parallelism.of(3)
        .forEachChunk(
            8,
            1,
            (a, b) -> Parallelism.of(3).forEachChunk(8, 1, (c, d) -> out[8 * a + c] = 8 * a + c));
    double[] expected = new double[64];
    for (int i = 0; i < 64; i++) {
      expected[i] = i;
    }
    assertArrayEquals(expected, out);
  }

  /** A thread that waits must not run chunks of others: they share the buffers of the thread. */
  @Test
  void noThreadIsInTwoChunksAtOnceUnlessNested() {
    ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[2]);
    AtomicInteger strangers = new AtomicInteger();
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            outer ->
                Parallelism.of(2)
                    .forEachChunk(
                        4,
                        1,
                        (a, b) -> {
                          int[] state = depth.get();
                          int before = state[0]++;
                          Parallelism.of(2)
                              .forEachChunk(
                                  4,
                                  1,
                                  (c, d) -> {
                                    state[1]++;
                                    Thread.onSpinWait();
                                  });
                          state[0]--;
                          if (before > 0) {
                            strangers.incrementAndGet();
                          }
                        }));
    assertEquals(0, strangers.get());
  }

  @Test
  void productsWithinParallelLoopsAreTheSame() {
    SplittableRandom random = new SplittableRandom(3);
    DMatrixRMaj a = new DMatrixRMaj(160, 160, true, random.doubles(160 * 160).toArray());
    DMatrixRMaj factor = new DMatrixRMaj(130, 130, true, random.doubles(130 * 130).toArray());
    KroneckerProduct kronecker = KroneckerProduct.of(factor, factor);
    double[] x = random.doubles(130 * 130).toArray();
    double[] square = Matrices.multiply(a, a).data;
    double[] image = kronecker.apply(x);
    IntStream.range(0, 60)
        .parallel()
        .forEach(
            i -> {
              assertArrayEquals(square, Matrices.multiply(a, a).data);
              assertArrayEquals(image, kronecker.apply(x));
            });
  }

  @Test
  void badInputIsNamed() {
    assertEquals(
        "threads is 0: must be from 1 to 1024",
        assertThrows(IllegalArgumentException.class, () -> Parallelism.of(0)).getMessage());
    assertEquals(
        "chunk is 0: must be at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Parallelism.sequential().forEachChunk(1, 0, (from, to) -> {}))
            .getMessage());
  }
}
