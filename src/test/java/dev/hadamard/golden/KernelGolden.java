package dev.hadamard.golden;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Philox;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Selections;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.MultivariateNormal;
import dev.hadamard.random.AliasTable;
import dev.hadamard.random.Samples;
import dev.hadamard.random.SobolSequence;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Reductions, level 1, parallel sums and Philox. */
final class KernelGolden implements GoldenCases {
  private static final int[] LENGTHS = {1, 31, 100, 8192, 20_011, 100_000};

  @Override
  public void record(GoldenBits bits) {
    for (int n : LENGTHS) {
      double[] x = doubles(n, 1);
      double[] y = doubles(n, 2);
      String length = "double n=" + n;
      bits.add("reductions", length, reductions(x, y));
      double[] z = y.clone();
      Blas1.axpy(1.7, x, z);
      Blas1.axpby(-0.3, x, 0.9, z);
      Blas1.multiply(z, y, z);
      Blas1.divide(z, x, z);
      Blas1.add(z, y, z);
      Blas1.subtract(z, x, z);
      Blas1.scale(1.1, z);
      bits.add("level1", length, z);
      Blas1.cumulativeSum(z, z);
      bits.add("cumulativeSum", length, z);
      double[] w = new double[n];
      Selections.greater(x, 0, y, 0, w, 0, n);
      Selections.select(w, 0, x, 0, y, 0, w, 0, n);
      Selections.clip(w, 0, -1, 1, w, 0, n);
      Selections.max(w, 0, x, 0, w, 0, n);
      double[] threshold = new double[n];
      Selections.clip(y, 0, 0, 0.3, threshold, 0, n);
      Selections.softThreshold(w, 0, threshold, 0, w, 0, n);
      bits.add("selections", length, w);

      float[] fx = floats(x);
      float[] fy = floats(y);
      String floatLength = "float n=" + n;
      bits.add("reductions", floatLength, reductions(fx, fy));
      float[] fz = fy.clone();
      Blas1.axpy(1.7f, fx, fz);
      Blas1.axpby(-0.3f, fx, 0.9f, fz);
      Blas1.multiply(fz, fy, fz);
      Blas1.divide(fz, fx, fz);
      Blas1.add(fz, fy, fz);
      Blas1.subtract(fz, fx, fz);
      Blas1.scale(1.1f, fz);
      bits.add("level1", floatLength, fz);

      bits.add(
          "parallelSum",
          "n=" + n,
          Parallelism.common()
              .sumOverChunks(n, 128, (from, to) -> Reductions.sum(x, from, to - from)));
    }
    long[] words = new long[1000];
    Philox.fillWords(42, 3, 17, words, 0, words.length);
    bits.add("philox", "words", words);
    for (UniformInterval interval : UniformInterval.values()) {
      double[] uniform = new double[1000];
      Philox.fillUniform(42, 3, 17, interval, uniform, 0, uniform.length);
      bits.add("philox", interval.toString(), uniform);
    }
    samples(bits);
    bits.add("sobol", "d=20", SobolSequence.of(20).points(5, 64));
    bits.add(
        "sobol",
        "d=20 scrambled",
        SobolSequence.of(20).scrambled(Streams.of(3)).points((1L << 32) - 64, 64));
  }

  private static void samples(GoldenBits bits) {
    double[] x = new double[777];
    Streams.of(4).generator().fillNormal(x);
    bits.add("fillNormal", "777", x);
    float[] f = new float[777];
    Streams.of(4).generator().fillNormal(f);
    bits.add("fillNormal float", "777", f);
    Streams.of(4).generator().fillUniform(f);
    bits.add("fillUniform float", "777", f);
    Samples samples = Samples.of(Streams.of(4).substream("samples"));
    samples.exponential(x, 2);
    bits.add("samples", "exponential", x);
    samples.laplace(x, 2);
    bits.add("samples", "laplace", x);
    samples.gamma(x, 2.5, 1);
    bits.add("samples", "gamma", x);
    samples.beta(x, 0.5, 3);
    bits.add("samples", "beta", x);
    samples.sphere(x, 3);
    bits.add("samples", "sphere", x);
    samples.latinHypercube(x, 7);
    bits.add("samples", "latinHypercube", x);
    int[] counts = new int[777];
    samples.poisson(counts, 50);
    bits.add("samples", "poisson", Arrays.stream(counts).asLongStream().toArray());
    samples.binomial(counts, 100, 0.3);
    bits.add("samples", "binomial", Arrays.stream(counts).asLongStream().toArray());
    AliasTable.of(1, 5, 2, 0.1).fill(counts, Streams.of(4).substream("categories"));
    bits.add("samples", "categories", Arrays.stream(counts).asLongStream().toArray());
    Cholesky covariance = Cholesky.of(new DMatrixRMaj(2, 2, true, 2, 0.5, 0.5, 1));
    MultivariateNormal normal = MultivariateNormal.of(new double[] {1, -1}, covariance);
    bits.add("multivariateNormal", "", normal.sample(50, Streams.of(4)).data);
  }

  private static double[] reductions(double[] x, double[] y) {
    return new double[] {
      Reductions.sum(x),
      Reductions.asum(x),
      Reductions.dot(x, y),
      Reductions.norm(x),
      Reductions.mean(x),
      x.length > 1 ? Reductions.variance(x) : 0,
      Reductions.min(x),
      Reductions.max(x),
      Reductions.indexOfMaxAbs(x)
    };
  }

  private static float[] reductions(float[] x, float[] y) {
    return new float[] {
      Reductions.sum(x),
      Reductions.asum(x),
      Reductions.dot(x, y),
      Reductions.norm(x),
      Reductions.mean(x),
      x.length > 1 ? Reductions.variance(x) : 0,
      Reductions.min(x),
      Reductions.max(x),
      Reductions.indexOfMaxAbs(x)
    };
  }

  /** Numbers of mixed magnitude from a generator outside the library. */
  private static double[] doubles(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20));
    }
    return x;
  }

  private static float[] floats(double[] x) {
    float[] f = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      f[i] = (float) x[i];
    }
    return f;
  }
}
