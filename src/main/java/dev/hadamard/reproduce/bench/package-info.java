/**
 * The seam between {@code hadamard bench} and the benchmarks, which are no part of the library: a
 * {@link dev.hadamard.reproduce.bench.BenchmarkSuite} is looked up as a service.
 */
package dev.hadamard.reproduce.bench;
