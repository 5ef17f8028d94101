package dev.hadamard.random;

/**
 * Categories drawn with given weights in constant time: the alias method of A. Walker (1977) in the
 * form of M. Vose (1991). Immutable.
 */
public final class AliasTable {
  private final double[] share;
  private final int[] alias;

  private AliasTable(double[] share, int[] alias) {
    this.share = share;
    this.alias = alias;
  }

  /**
   * The table of weights. O(k).
   *
   * @param weights the weights of the categories 0, ..., k - 1: finite, not negative, with a
   *     positive sum
   * @return the table
   */
  public static AliasTable of(double... weights) {
    double sum = sum(weights);
    int k = weights.length;
    double[] scaled = new double[k];
    int[] small = new int[k];
    int[] large = new int[k];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < k; i++) {
      scaled[i] = weights[i] / sum * k;
      if (scaled[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    double[] share = new double[k];
    int[] alias = new int[k];
    while (smalls > 0 && larges > 0) {
      int s = small[--smalls];
      int l = large[larges - 1];
      share[s] = scaled[s];
      alias[s] = l;
      scaled[l] = scaled[l] + scaled[s] - 1;
      if (scaled[l] < 1) {
        larges--;
        small[smalls++] = l;
      }
    }
    // What is left differs from 1 by rounding, unless its weight is 0.
    while (larges > 0) {
      int l = large[--larges];
      share[l] = 1;
      alias[l] = l;
    }
    while (smalls > 0) {
      int s = small[--smalls];
      share[s] = weights[s] > 0 ? 1 : 0;
      alias[s] = weights[s] > 0 ? s : heaviest(weights);
    }
    return new AliasTable(share, alias);
  }

  private static int heaviest(double[] weights) {
    int best = 0;
    for (int i = 1; i < weights.length; i++) {
      best = weights[i] > weights[best] ? i : best;
    }
    return best;
  }

  static double sum(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      if (!(w >= 0) || Double.isInfinite(w)) {
        throw new IllegalArgumentException(
            "weights has the element " + w + ": must be finite and at least 0");
      }
      sum += w;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException("weights sum to " + sum + ": must be finite and positive");
    }
    return sum;
  }

  /**
   * The number of categories.
   *
   * @return k
   */
  public int size() {
    return alias.length;
  }

  /**
   * The category of a word.
   *
   * @param word 64 random bits
   * @return a category, with the probability of its weight up to 2⁻³²
   */
  public int category(long word) {
    long high = word >>> 32;
    int column = (int) ((high * alias.length) >>> 32);
    double u = (word & 0xffffffffL) * 0x1p-32;
    return u < share[column] ? column : alias[column];
  }

  /**
   * Draws categories; number i depends on word i of the stream alone.
   *
   * @param out the array
   * @param streams the stream
   */
  public void fill(int[] out, Streams streams) {
    PhiloxGenerator g = streams.generator();
    for (int i = 0; i < out.length; i++) {
      out[i] = category(g.nextLong());
    }
  }
}
