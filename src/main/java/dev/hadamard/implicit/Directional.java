package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.QuadraticProgram;
import java.util.ArrayList;
import java.util.List;

/** One-sided derivatives of solutions with constraints, by a quadratic program. */
final class Directional {
  private Directional() {}

  private static int[] range(int from, int to) {
    int[] all = new int[to - from];
    java.util.Arrays.setAll(all, i -> from + i);
    return all;
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  static NdArray derivative(
      OptimalityCondition condition,
      NdArray z,
      NdArray theta,
      NdArray tangent,
      ImplicitSystem system) {
    OptimalityCondition.Constrained c = condition.constrained().orElseThrow();
    int n = c.variables();
    int m = c.equations();
    int k = z.size() - n - m;
    NdArray x = z.slice(0, 0, n);
    NdArray a =
        Autodiff.jacobian(y -> condition.residual(y, theta), z).reshape(n + m + k, n + m + k);
    NdArray b = Autodiff.jvp(t -> condition.residual(z, t), theta, tangent).tangent();
    NdArray hessian = a.slice(0, 0, n).slice(1, 0, n);
    // ∂_λ of the first rows is the transposed Jacobian of G.
    NdArray slopes = a.slice(0, 0, n).slice(1, n + m, n + m + k).transpose();
    NdArray moved = Autodiff.jvp(t -> c.inequalities().apply(x, t), theta, tangent).tangent();
    List<Integer> strong = new ArrayList<>();
    List<Integer> weak = new ArrayList<>();
    Degeneracy.Activity[] activities = Degeneracy.activities(c, z, theta, new double[k], system);
    for (int i = 0; i < k; i++) {
      switch (activities[i]) {
        case STRONG -> strong.add(i);
        case WEAK -> weak.add(i);
        case INACTIVE -> {}
      }
    }
    NdArray equations =
        NdArray.concatenate(0, a.take(range(n, n + m)).slice(1, 0, n), slopes.take(array(strong)));
    NdArray right =
        NdArray.concatenate(0, b.slice(0, n, n + m), moved.take(array(strong))).negate();
    // Convex on the directions that the equations allow; elsewhere what does not matter is added.
    double size = 1 + hessian.normInf().value();
    NdArray convex = hessian.plus(equations.transposeMatmul(equations).times(size));
    NdArray shift = equations.transposeMatmul(right).times(size);
    QuadraticProgram.Solution s =
        new QuadraticProgram(
                convex,
                b.slice(0, 0, n).minus(shift),
                equations,
                right,
                slopes.take(array(weak)),
                moved.take(array(weak)).negate())
            .solve();
    NdArray lambda =
        s.equalityMultipliers()
            .slice(0, m, m + strong.size())
            .scatterAdd(array(strong), k)
            .plus(s.inequalityMultipliers().scatterAdd(array(weak), k));
    return NdArray.concatenate(0, s.x(), s.equalityMultipliers().slice(0, 0, m), lambda);
  }
}
