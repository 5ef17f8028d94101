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
 */
package dev.hadamard.random;
