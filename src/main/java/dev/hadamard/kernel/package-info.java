/**
 * The SIMD kernels and their scalar twins: the same bits on every machine, vector width and thread
 * count.
 *
 * <p>Begin with {@link dev.hadamard.kernel.Reductions} for sums and norms, {@link
 * dev.hadamard.kernel.Elementary} for functions of arrays, and {@link dev.hadamard.kernel.Blas3}
 * for products of matrices:
 *
 * <pre>{@code
 * double[] x = {1, 2, 3};
 * double[] y = new double[3];
 * Elementary.exp(x, y);                                     // y = e^x
 * double sum = Reductions.dot(x, y);                        // the same bits everywhere
 * double half = Parallelism.common().sumOverChunks(
 *     1000, 64, (from, to) -> (to - from) / 2.0);           // on any number of threads: 500
 * boolean simd = Simd.enabled();                            // with --add-modules jdk.incubator.vector
 * }</pre>
 *
 * <p>This is the only package that touches {@code jdk.incubator.vector}. Each kernel exists twice,
 * once in vectors and once in scalars; {@link dev.hadamard.kernel.Simd} picks one of the two when
 * the library is loaded.
 */
package dev.hadamard.kernel;
