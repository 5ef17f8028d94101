package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;

/**
 * The part of a symmetric matrix with positive eigenvalues, Q max(Λ, 0) Qᵀ. It is as smooth as the
 * invariant subspace of the positive eigenvalues is, whose derivatives divide by differences of
 * eigenvalues of opposite signs and by no others: equal eigenvalues do no harm in any order.
 */
final class PositivePart {
  private static final double ROUNDING = 0x1p-50;

  /** Each step of the Riccati equation makes the subspace exact to one more order. */
  private static final int ORDERS = 3;

  private PositivePart() {}

  /** The positive part of the symmetric part of x. */
  static NdArray of(NdArray x) {
    return Autodiff.locally("psdCone", in -> value(in[0]), (out, in) -> near(in[0]), x);
  }

  private static NdArray symmetric(NdArray x) {
    return x.times(0.5).plus(x.transpose().times(0.5));
  }

  private static NdArray value(NdArray x) {
    NdArray symmetric = x.equals(x.transpose()) ? x : symmetric(x);
    NdArray.Eigh e = symmetric.eigh();
    NdArray values = e.values();
    // Eigenvalues are known to rounding of the largest one: a matrix that is not further away
    // from the cone is its own projection, and a projection is projected to itself.
    double rounding = ROUNDING * x.extent(0) * values.normInf().value();
    if (values.min().value() >= -rounding) {
      return symmetric;
    }
    NdArray q = e.vectors();
    return symmetric(q.times(values.relu()).matmulTranspose(q));
  }

  /** The formula in the eigenvectors of a point, which stay what they are. */
  private static Autodiff.LocalFormula near(NdArray point) {
    NdArray.Eigh e = symmetric(point).eigh();
    int n = point.extent(0);
    double[] values = e.values().toArray();
    int negative = 0;
    while (negative < n && values[negative] <= 0) {
      negative++;
    }
    if (negative == 0) {
      return in -> symmetric(in[0]);
    }
    if (negative == n) {
      return in -> in[0].times(0);
    }
    int m = negative;
    NdArray q = e.vectors();
    NdArray below = e.values().slice(0, 0, m);
    NdArray above = e.values().slice(0, m, n);
    NdArray gaps = above.reshape(1, n - m).minus(below.reshape(m, 1));
    NdArray large = above.diagonalMatrix();
    return in -> {
      // X = Q (Λ + E) Qᵀ, and the columns of [K; I] span the subspace: E + ΛK - K(Λ + E[I; K]) = 0.
      NdArray change = q.transposeMatmul(symmetric(in[0].minus(point))).matmul(q);
      NdArray top = change.slice(0, 0, m);
      NdArray bottom = change.slice(0, m, n);
      NdArray nn = top.slice(1, 0, m);
      NdArray np = top.slice(1, m, n);
      NdArray pn = bottom.slice(1, 0, m);
      NdArray pp = bottom.slice(1, m, n);
      NdArray k = np.dividedBy(gaps);
      for (int order = 1; order < ORDERS; order++) {
        NdArray rest = pp.plus(pn.matmul(k));
        k = np.plus(nn.matmul(k)).minus(k.matmul(rest)).dividedBy(gaps);
      }
      // X [K; I] = [K; I] S, so that the positive part is [K; I] S (I + KᵀK)⁻¹ [Kᵀ I].
      NdArray s = large.plus(pp).plus(pn.matmul(k));
      NdArray core = s.minus(s.matmul(k.transposeMatmul(k)));
      NdArray left = k.matmul(core);
      NdArray inner =
          NdArray.concatenate(
              0,
              NdArray.concatenate(1, left.matmulTranspose(k), left),
              NdArray.concatenate(1, core.matmulTranspose(k), core));
      return symmetric(q.matmul(inner).matmulTranspose(q));
    };
  }
}
