/**
 * Random numbers whose values depend on seed, stream and index alone: not on chunks, threads or
 * vector width.
 *
 * <pre>{@code
 * Streams streams = Streams.of(42);
 * double[] noise = new double[1000];
 * streams.substream("noise").generator().fillNormal(noise);
 * double u = streams.substream("other").uniform(7);   // the eighth number of its own stream
 * }</pre>
 *
 * <p>{@link dev.hadamard.random.SecureGenerator} is for privacy instead: its numbers cannot be
 * repeated. {@link dev.hadamard.random.SplitMixGenerator} repeats data made with {@link
 * java.util.SplittableRandom} or SplitMix64 elsewhere.
 */
package dev.hadamard.random;
