package dev.hadamard.random;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.UniformInterval;
import java.util.Arrays;

/**
 * Random numbers of the common laws, element by element: number i is a function of the stream, of i
 * and of the parameters alone, whatever the size of the array it is asked for in, so that results
 * depend neither on chunks nor on threads. Permutations, subsets and Latin hypercubes are one draw
 * each, which depends on its size.
 *
 * <pre>{@code
 * Samples s = Samples.of(Streams.of(1).substream("service times"));
 * s.gamma(times, 2.5, 1.0);
 * }</pre>
 *
 * <p>Exponential, Laplace and Rademacher numbers use one word each. The others, which may reject,
 * draw from a substream of their own. Use one substream for each array: two laws of one stream are
 * dependent. Immutable.
 */
public final class Samples {
  private static final double SMALL_MEAN = 10;
  private static final double LARGEST_MEAN = 1e9;

  private final Streams streams;
  private final long first;

  private Samples(Streams streams, long first) {
    this.streams = streams;
    this.first = first;
  }

  /**
   * The samples of a stream.
   *
   * @param streams the stream
   * @return its samples from number 0
   */
  public static Samples of(Streams streams) {
    return new Samples(streams, 0);
  }

  /**
   * The same samples from another number on.
   *
   * @param index the number of the element that fills will write first
   * @return the samples
   */
  public Samples startingAt(long index) {
    return new Samples(streams, index);
  }

  private PhiloxGenerator generator() {
    PhiloxGenerator g = streams.generator();
    g.jumpTo(first);
    return g;
  }

  private void fillOpen(double[] out) {
    generator()
        .fillUniform(
            out, 0, out.length, UniformInterval.OPEN, dev.hadamard.kernel.Parallelism.sequential());
  }

  private static void requirePositive(String name, double v) {
    if (!(v > 0) || Double.isInfinite(v)) {
      throw new IllegalArgumentException(name + " is " + v + ": must be finite and positive");
    }
  }

  /**
   * Exponential numbers.
   *
   * @param out the array
   * @param mean the mean, positive
   */
  public void exponential(double[] out, double mean) {
    requirePositive("mean", mean);
    fillOpen(out);
    Elementary.log(out, out);
    Blas1.scale(-mean, out);
  }

  /**
   * Laplace (double exponential) numbers with density e^{-|x|/b}/(2b).
   *
   * @param out the array
   * @param scale b, positive
   */
  public void laplace(double[] out, double scale) {
    requirePositive("scale", scale);
    fillOpen(out);
    for (int i = 0; i < out.length; i++) {
      double u = out[i];
      out[i] = u < 0.5 ? scale * Elementary.log(2 * u) : -scale * Elementary.log(2 * (1 - u));
    }
  }

  /**
   * Signs: 1 or -1 with equal probability.
   *
   * @param out the array
   */
  public void rademacher(double[] out) {
    PhiloxGenerator g = generator();
    for (int i = 0; i < out.length; i++) {
      out[i] = g.nextLong() < 0 ? -1 : 1;
    }
  }

  /** The numbers of one element. */
  private Draws draws(long i) {
    return new Draws(streams.substream(first + i));
  }

  private static final class Draws {
    private final Streams words;
    private long next;

    Draws(Streams words) {
      this.words = words;
    }

    double uniform() {
      return UniformInterval.OPEN.of(words.word(next++));
    }

    double normal() {
      return SpecialFunctions.normalQuantile(uniform());
    }

    /** A gamma number of scale 1 for shape at least 1 (G. Marsaglia and W. Tsang, 2000). */
    double gammaFromOne(double shape) {
      double d = shape - 1.0 / 3;
      double c = 1 / Math.sqrt(9 * d);
      while (true) {
        double z = normal();
        double v = 1 + c * z;
        if (v <= 0) {
          continue;
        }
        v = v * v * v;
        double u = uniform();
        double squared = z * z;
        if (u < 1 - 0.0331 * squared * squared
            || Elementary.log(u) < 0.5 * squared + d * (1 - v + Elementary.log(v))) {
          return d * v;
        }
      }
    }

    /** The logarithm of a gamma number of scale 1: it may be far below the least double. */
    double logGamma(double shape) {
      if (shape >= 1) {
        return Elementary.log(gammaFromOne(shape));
      }
      double u = uniform();
      return Elementary.log(gammaFromOne(shape + 1)) + Elementary.log(u) / shape;
    }

    double gamma(double shape) {
      return shape >= 1 ? gammaFromOne(shape) : Elementary.exp(logGamma(shape));
    }

    int poisson(double mean) {
      return mean < SMALL_MEAN ? smallPoisson(mean) : largePoisson(mean);
    }

    /** By the distribution function, term by term. */
    private int smallPoisson(double mean) {
      double u = uniform();
      double p = Elementary.exp(-mean);
      int k = 0;
      while (u > p && p > 0) {
        u -= p;
        k++;
        p *= mean / k;
      }
      return k;
    }

    /** Transformed rejection (W. Hörmann, Insurance: Mathematics and Economics 12, 1993). */
    private int largePoisson(double mean) {
      double b = 0.931 + 2.53 * Math.sqrt(mean);
      double a = -0.059 + 0.02483 * b;
      double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
      double vr = 0.9277 - 3.6224 / (b - 2);
      double logMean = Elementary.log(mean);
      while (true) {
        double u = uniform() - 0.5;
        double v = uniform();
        double us = 0.5 - Math.abs(u);
        double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= vr) {
          return (int) k;
        }
        if (k < 0 || k > Integer.MAX_VALUE || (us < 0.013 && v > us)) {
          continue;
        }
        double left = Elementary.log(v * inverseAlpha / (a / (us * us) + b));
        if (left <= -mean + k * logMean - SpecialFunctions.logGamma(k + 1)) {
          return (int) k;
        }
      }
    }

    int binomial(int n, double p) {
      if (p > 0.5) {
        return n - binomial(n, 1 - p);
      }
      return n * p < SMALL_MEAN ? smallBinomial(n, p) : largeBinomial(n, p);
    }

    private int smallBinomial(int n, double p) {
      if (p == 0) {
        return 0;
      }
      double u = uniform();
      double odds = p / (1 - p);
      double term = Elementary.exp(n * Elementary.log1p(-p));
      int k = 0;
      while (u > term && k < n) {
        u -= term;
        k++;
        term *= odds * (n - k + 1) / k;
      }
      return k;
    }

    /** Transformed rejection (W. Hörmann, J. Statist. Comput. Simul. 46, 1993). */
    private int largeBinomial(int n, double p) {
      double spread = Math.sqrt(n * p * (1 - p));
      double b = 1.15 + 2.53 * spread;
      double a = -0.0873 + 0.0248 * b + 0.01 * p;
      double c = n * p + 0.5;
      double vr = 0.92 - 4.2 / b;
      double alpha = (2.83 + 5.1 / b) * spread;
      double logOdds = Elementary.log(p / (1 - p));
      double m = Math.floor((n + 1.0) * p);
      double h = SpecialFunctions.logGamma(m + 1) + SpecialFunctions.logGamma(n - m + 1);
      while (true) {
        double u = uniform() - 0.5;
        double v = uniform();
        double us = 0.5 - Math.abs(u);
        double k = Math.floor((2 * a / us + b) * u + c);
        if (k < 0 || k > n) {
          continue;
        }
        if (us >= 0.07 && v <= vr) {
          return (int) k;
        }
        double left = Elementary.log(v * alpha / (a / (us * us) + b));
        double right =
            h
                - SpecialFunctions.logGamma(k + 1)
                - SpecialFunctions.logGamma(n - k + 1)
                + (k - m) * logOdds;
        if (left <= right) {
          return (int) k;
        }
      }
    }
  }

  /**
   * Gamma numbers with density x^{k-1} e^{-x/s}/(Γ(k) s^k).
   *
   * @param out the array
   * @param shape k, positive
   * @param scale s, positive
   */
  public void gamma(double[] out, double shape, double scale) {
    requirePositive("shape", shape);
    requirePositive("scale", scale);
    for (int i = 0; i < out.length; i++) {
      out[i] = scale * draws(i).gamma(shape);
    }
  }

  /**
   * Beta numbers with density x^{a-1}(1-x)^{b-1}/B(a, b).
   *
   * @param out the array
   * @param a a, positive
   * @param b b, positive
   */
  public void beta(double[] out, double a, double b) {
    requirePositive("a", a);
    requirePositive("b", b);
    for (int i = 0; i < out.length; i++) {
      Draws d = draws(i);
      double x = d.logGamma(a);
      double y = d.logGamma(b);
      out[i] = Elementary.sigmoid(x - y);
    }
  }

  /**
   * Poisson numbers.
   *
   * @param out the array
   * @param mean the mean, from 0 to 10⁹
   */
  public void poisson(int[] out, double mean) {
    if (!(mean >= 0 && mean <= LARGEST_MEAN)) {
      throw new IllegalArgumentException("mean is " + mean + ": must be from 0 to 1e9");
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = draws(i).poisson(mean);
    }
  }

  /**
   * Binomial numbers.
   *
   * @param out the array
   * @param n the number of trials, at least 0
   * @param p the probability of success, from 0 to 1
   */
  public void binomial(int[] out, int n, double p) {
    requireTrials(n);
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p is " + p + ": must be from 0 to 1");
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = draws(i).binomial(n, p);
    }
  }

  private static void requireTrials(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": must be at least 0");
    }
  }

  /**
   * How often each of several outcomes occurs in n trials.
   *
   * @param n the number of trials, at least 0
   * @param weights the weights of the outcomes, not negative, with a positive sum
   * @return the counts, which sum to n
   */
  public int[] multinomial(int n, double... weights) {
    requireTrials(n);
    double left = AliasTable.sum(weights);
    int[] counts = new int[weights.length];
    int trials = n;
    Draws d = draws(0);
    for (int i = 0; i < weights.length && trials > 0; i++) {
      double p = left > 0 ? Math.min(1, weights[i] / left) : 1;
      boolean last = true;
      for (int j = i + 1; j < weights.length; j++) {
        last &= weights[j] == 0;
      }
      counts[i] = last ? trials : d.binomial(trials, p);
      trials -= counts[i];
      left -= weights[i];
    }
    return counts;
  }

  /**
   * A permutation of 0, ..., n - 1, all equally likely.
   *
   * @param n how many, at least 0
   * @return the permutation
   */
  public int[] permutation(int n) {
    requireTrials(n);
    int[] p = new int[n];
    PhiloxGenerator g = generator();
    for (int i = 0; i < n; i++) {
      int j = g.nextInt(i + 1);
      p[i] = p[j];
      p[j] = i;
    }
    return p;
  }

  /**
   * A subset of {0, ..., n - 1}, all of its size equally likely (R. Floyd's method). O(size).
   *
   * @param size the number of elements, from 0 to n
   * @param n the size of the whole set
   * @return the elements, ascending
   */
  public int[] subset(int size, int n) {
    requireTrials(n);
    if (size < 0 || size > n) {
      throw new IllegalArgumentException("size is " + size + ": must be from 0 to " + n);
    }
    java.util.HashSet<Integer> chosen = new java.util.HashSet<>();
    PhiloxGenerator g = generator();
    for (int j = n - size; j < n; j++) {
      int t = g.nextInt(j + 1);
      if (!chosen.add(t)) {
        chosen.add(j);
      }
    }
    int[] elements = chosen.stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(elements);
    return elements;
  }

  /**
   * Points of the unit sphere, uniformly distributed.
   *
   * @param out the points one after the other
   * @param dimension the number of coordinates of a point, at least 1; divides the length of out
   */
  public void sphere(double[] out, int dimension) {
    if (dimension < 1 || out.length % dimension != 0) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + ": must be positive and divide " + out.length);
    }
    for (int i = 0; i < out.length; i += dimension) {
      Draws d = draws(i / dimension);
      double norm = 0;
      while (norm == 0) {
        for (int j = 0; j < dimension; j++) {
          out[i + j] = d.normal();
        }
        norm = Reductions.norm(out, i, dimension);
      }
      for (int j = 0; j < dimension; j++) {
        out[i + j] /= norm;
      }
    }
  }

  /**
   * A Latin hypercube: points of the unit cube of which every coordinate falls into each of n equal
   * intervals once.
   *
   * @param out the points one after the other
   * @param dimension the number of coordinates of a point, at least 1; divides the length of out
   */
  public void latinHypercube(double[] out, int dimension) {
    if (dimension < 1 || out.length % dimension != 0) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + ": must be positive and divide " + out.length);
    }
    int n = out.length / dimension;
    for (int j = 0; j < dimension; j++) {
      Streams own = streams.substream(first + j);
      int[] cell = new Samples(own.substream("cells"), 0).permutation(n);
      for (int i = 0; i < n; i++) {
        out[i * dimension + j] = Math.min((cell[i] + own.uniform(i)) / n, Math.nextDown(1.0));
      }
    }
  }
}
