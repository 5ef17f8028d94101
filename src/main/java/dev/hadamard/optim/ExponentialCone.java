package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Elementary;
import java.util.Arrays;

/**
 * The projection onto the exponential cone K, the closure of {(x, y, z) : y > 0, y e^{x/y} ≤ z}.
 *
 * <p>Outside of K, of its polar cone and of the points above the face y = 0, a point is the sum of
 * α(ρ, 1, e^ρ) of K and β(1, 1 - ρ, -e^{-ρ}) of the polar cone, where ρ is the one root of an
 * increasing function between the zeros of α and β (H. Friberg, Projection onto the exponential
 * cone: a univariate root-finding problem, 2021). All exponentials are scaled by e^{-|ρ|}, so that
 * none overflows.
 *
 * <p>Points are projected to rounding for coordinates of any magnitudes. Derivatives lose digits
 * where a negative x is larger than a positive y by many orders of magnitude: 1e-11 is what remains
 * at ratios of 1e4, 1e-6 at 1e9.
 */
final class ExponentialCone {
  private static final int STEPS = 400;

  /** Newton steps that turn a root into a formula with exact derivatives up to order 3. */
  private static final int FORMULA_STEPS = 2;

  private ExponentialCone() {}

  static NdArray project(NdArray v) {
    if (v.rank() != 1 || v.size() != 3) {
      throw new IllegalArgumentException(
          "x has shape " + Arrays.toString(v.shape()) + ": must be a vector of 3 elements");
    }
    double[] p = v.stopGradient().toArray();
    double x = p[0];
    double y = p[1];
    double z = p[2];
    if (contains(x, y, z)) {
      return v;
    }
    if (polarContains(x, y, z)) {
      return v.times(0);
    }
    if (x <= 0 && y <= 0) {
      return v.times(NdArray.of(1, 0, z > 0 ? 1 : 0));
    }
    return Autodiff.locally(
        "exponentialCone",
        in -> {
          double[] q = in[0].toArray();
          NdArray rho = NdArray.scalar(root(q[0], q[1], q[2]));
          return at(rho, in[0]);
        },
        (out, in) -> {
          double[] q = in[0].toArray();
          double rho = root(q[0], q[1], q[2]);
          return inner -> {
            NdArray r = NdArray.scalar(rho);
            for (int i = 0; i < FORMULA_STEPS; i++) {
              r = newton(r, Math.abs(rho), inner[0]);
            }
            return at(r, inner[0]);
          };
        },
        v);
  }

  private static boolean contains(double x, double y, double z) {
    return y > 0 ? y * Elementary.exp(x / y) <= z : y == 0 && x <= 0 && z >= 0;
  }

  private static boolean polarContains(double x, double y, double z) {
    return x > 0 ? x * Elementary.exp(y / x - 1) <= -z : x == 0 && y <= 0 && z <= 0;
  }

  /** The part in K. */
  private static NdArray at(NdArray rho, NdArray v) {
    NdArray x = v.at(0);
    NdArray y = v.at(1);
    NdArray q = rho.times(rho.minus(1)).plus(1);
    NdArray alpha = rho.minus(1).times(x).plus(y).dividedBy(q);
    NdArray beta = x.minus(rho.times(y)).dividedBy(q);
    // Each part from what does not cancel and does not overflow.
    NdArray first = rho.value() > 1 ? x.minus(beta) : alpha.times(rho);
    NdArray last =
        rho.value() > 0 ? v.at(2).plus(beta.times(rho.negate().exp())) : alpha.times(rho.exp());
    return NdArray.stack(first, alpha, last);
  }

  private static NdArray newton(NdArray rho, double scale, NdArray v) {
    NdArray x = v.at(0);
    NdArray y = v.at(1);
    NdArray q = rho.times(rho.minus(1)).plus(1);
    NdArray dq = rho.times(2).minus(1);
    NdArray alpha = rho.minus(1).times(x).plus(y).dividedBy(q);
    NdArray beta = x.minus(rho.times(y)).dividedBy(q);
    NdArray dAlpha = x.minus(alpha.times(dq)).dividedBy(q);
    NdArray dBeta = y.plus(beta.times(dq)).dividedBy(q).negate();
    NdArray up = rho.minus(scale).exp();
    NdArray down = rho.negate().minus(scale).exp();
    NdArray h =
        alpha.times(up).minus(beta.times(down)).minus(v.at(2).times(Elementary.exp(-scale)));
    NdArray dh = alpha.plus(dAlpha).times(up).plus(beta.minus(dBeta).times(down));
    return rho.minus(h.dividedBy(dh));
  }

  /** The root of α e^ρ - β e^{-ρ} - z by Newton's method between bounds. */
  private static double root(double x, double y, double z) {
    double low = x > 0 ? 1 - y / x : Double.NEGATIVE_INFINITY;
    double high = y > 0 ? x / y : Double.POSITIVE_INFINITY;
    // A finite interval that contains the root.
    if (Double.isInfinite(high)) {
      double reach = 1;
      high = low + reach;
      while (value(high, x, y, z) < 0) {
        reach *= 2;
        high = low + reach;
      }
    }
    if (Double.isInfinite(low)) {
      double reach = 1;
      low = high - reach;
      while (value(low, x, y, z) > 0) {
        reach *= 2;
        low = high - reach;
      }
    }
    double rho = low + (high - low) / 2;
    double before = high - low;
    for (int i = 0; i < STEPS; i++) {
      double h = value(rho, x, y, z);
      if (h == 0) {
        return rho;
      }
      if (h > 0) {
        high = rho;
      } else {
        low = rho;
      }
      double step = h / slope(rho, x, y);
      double next = rho - step;
      boolean slow = !(Math.abs(step) <= 0.5 * before);
      if (slow || next <= low || next >= high) {
        next = low + (high - low) / 2;
      }
      before = Math.abs(next - rho);
      if (next == rho || before <= 0x1p-53 * Math.abs(rho)) {
        return next;
      }
      rho = next;
    }
    return rho;
  }

  private static double value(double rho, double x, double y, double z) {
    double q = rho * (rho - 1) + 1;
    double alpha = ((rho - 1) * x + y) / q;
    double beta = (x - rho * y) / q;
    double s = Math.abs(rho);
    return alpha * Elementary.exp(rho - s)
        - beta * Elementary.exp(-rho - s)
        - z * Elementary.exp(-s);
  }

  private static double slope(double rho, double x, double y) {
    double q = rho * (rho - 1) + 1;
    double dq = 2 * rho - 1;
    double alpha = ((rho - 1) * x + y) / q;
    double beta = (x - rho * y) / q;
    double dAlpha = (x - alpha * dq) / q;
    double dBeta = -(y + beta * dq) / q;
    double s = Math.abs(rho);
    return (alpha + dAlpha) * Elementary.exp(rho - s) + (beta - dBeta) * Elementary.exp(-rho - s);
  }
}
