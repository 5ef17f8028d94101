package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
