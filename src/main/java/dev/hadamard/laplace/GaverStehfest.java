package dev.hadamard.laplace;

import java.math.BigInteger;

/**
 * Nodes k ln 2 with Stehfest's weights, summed in exact integers because they cancel: H. Stehfest,
 * Algorithm 368, 1970.
 */
final class GaverStehfest {
  private static final double LN2 = 0.6931471805599453;

  private GaverStehfest() {}

  static NodeInverter.Nodes nodes(int n) {
    NodeInverter.Nodes nodes = NodeInverter.Nodes.zeros(n);
    int half = n / 2;
    for (int k = 1; k <= n; k++) {
      // Over the common denominator (n/2)!: the addends are j^(n/2 + 1) C(n/2, j) C(2j, j) C(j, k -
      // j).
      BigInteger sum = BigInteger.ZERO;
      for (int j = (k + 1) / 2; j <= Math.min(k, half); j++) {
        sum =
            sum.add(
                BigInteger.valueOf(j)
                    .pow(half + 1)
                    .multiply(binomial(half, j))
                    .multiply(binomial(2 * j, j))
                    .multiply(binomial(j, k - j)));
      }
      double weight = sum.doubleValue() / factorial(half).doubleValue();
      nodes.set(
          k - 1,
          new Complex(k * LN2, 0),
          new Complex((k + half) % 2 == 0 ? weight * LN2 : -weight * LN2, 0));
    }
    return nodes;
  }

  private static BigInteger binomial(int n, int k) {
    return factorial(n).divide(factorial(k).multiply(factorial(n - k)));
  }

  private static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return product;
  }
}
