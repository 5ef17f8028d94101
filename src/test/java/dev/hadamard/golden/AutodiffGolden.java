package dev.hadamard.golden;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.UnaryOperator;

/** Gradients and Hessian products. */
final class AutodiffGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    NdArray a = array(40, 23);
    NdArray w = array(17, 40);
    NdArray x = array(23, 1).flatten();
    UnaryOperator<NdArray> network = z -> w.matmul(a.matmul(z).tanh()).logSumExp();
    bits.add("autodiff", "network gradient", Autodiff.gradient(network, x).toArray());
    bits.add("autodiff", "network hvp", Autodiff.hvp(network, x, x).toArray());
    NdArray s = a.transposeMatmul(a).plus(NdArray.identity(23));
    UnaryOperator<NdArray> likelihood =
        z -> s.plus(z.exp().diagonalMatrix()).cholesky().diagonal().log().sum();
    bits.add("autodiff", "cholesky gradient", Autodiff.gradient(likelihood, x).toArray());
    UnaryOperator<NdArray> spectrum = z -> s.plus(z.diagonalMatrix()).eigh().values().log().sum();
    bits.add("autodiff", "eigen gradient", Autodiff.gradient(spectrum, x).toArray());
    bits.add("autodiff", "leastSquares", a.leastSquares(array(40, 2)).toArray());
    bits.add("autodiff", "polygamma", x.square().plus(0.1).polygamma(2).toArray());
  }

  private static NdArray array(int m, int n) {
    double[] v = new double[m * n];
    for (int i = 0; i < v.length; i++) {
      v[i] = ((i * 7919L + 31) % 1009) / 504.5 - 1;
    }
    return NdArray.wrap(v, m, n);
  }
}
