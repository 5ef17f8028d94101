/**
 * Benchmarks against peers. {@code ./hadamard bench} runs them and prints one table.
 *
 * <p>A benchmark class is named {@code XyzBenchmark} and measures the average time in nanoseconds.
 * Its method {@code ours} is ours; every other benchmark method is named after the peer it calls
 * ({@code jdkMath}, {@code ejml}). A {@code @Param String operation} says what is computed (without
 * it, the class is the operation {@code xyz}), a {@code @Param int size} how much of it. {@link
 * dev.hadamard.bench.Work} tells the bytes and floating-point operations behind it, from which the
 * limit of the machine follows. NumPy's time comes from {@code src/jmh/python}.
 */
package dev.hadamard.bench;
