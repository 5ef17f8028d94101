/**
 * The SIMD kernels and their scalar twins: the same bits on every machine, vector width and thread
 * count.
 *
 * <p>This is the only package that touches {@code jdk.incubator.vector}. Each kernel exists twice,
 * once in vectors and once in scalars; {@link dev.hadamard.kernel.Simd} picks one of the two when
 * the library is loaded.
 */
package dev.hadamard.kernel;
