package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
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
 * <p>Derivatives of any order follow from the conditions of optimality in closed form; the Jacobian
 * is symmetric to rounding for coordinates of any magnitudes.
 */
final class ExponentialCone {
  private static final int STEPS = 400;

  /** Beyond ratios of 1e100 the projection is its limit to rounding. */
  private static final double LEAST_SLOPE = 1e-100;

  /** Products with ρ² stay in range for coordinates up to 2^300. */
  private static final int SAFE_EXPONENT = 300;

  private ExponentialCone() {}

  @SuppressWarnings("ReferenceEquality") // a point of the cone is returned as it is
  static NdArray project(NdArray v) {
    if (v.rank() != 1 || v.size() != 3) {
      throw new IllegalArgumentException(
          "x has shape " + Arrays.toString(v.shape()) + ": must be a vector of 3 elements");
    }
    double[] p = v.stopGradient().toArray();
    double x = p[0];
    double y = p[1];
    double z = p[2];
    int exponent = Math.getExponent(Reductions.maxAbs(p));
    if (Math.abs(exponent) > SAFE_EXPONENT && exponent >= Double.MIN_EXPONENT) {
      double unit = Math.scalb(1.0, exponent);
      NdArray scaled = v.dividedBy(unit);
      NdArray projected = project(scaled);
      return projected == scaled ? v : projected.times(unit);
    }
    if (contains(x, y, z)) {
      return v;
    }
    if (polarContains(x, y, z)) {
      return v.times(0);
    }
    if (x <= 0 && y <= 0) {
      return v.times(NdArray.of(1, 0, z > 0 ? 1 : 0));
    }
    return Autodiff.apply(SURFACE, v);
  }

  /**
   * The projection onto the curved surface. There it moves along the ray k = (ρ, 1, e^ρ) as the
   * point does, and across it, along t = n × k for the normal n = (1, 1 - ρ, -e^{-ρ}), less: the
   * conditions v = αk + βn give dρ = tᵀdv/(αA + βB) with A = tᵀk' and B = tᵀn', both positive, and
   * the Jacobian kkᵀ/kᵀk + σ ttᵀ/tᵀt with σ = αA/(αA + βB).
   */
  private static final DifferentiableOp SURFACE =
      new DifferentiableOp() {
        @Override
        public String name() {
          return "exponentialCone";
        }

        @Override
        public NdArray value(NdArray... inputs) {
          double[] q = inputs[0].toArray();
          double x = q[0];
          double y = q[1];
          if (!steep(x, y)) {
            return at(NdArray.scalar(root(x, y, q[2])), inputs[0]);
          }
          return x < 0 ? NdArray.of(x, y, Math.max(q[2], 0)) : NdArray.of(0, 0, Math.max(q[2], 0));
        }

        private NdArray change(NdArray v, NdArray direction) {
          double[] q = v.stopGradient().toArray();
          if (steep(q[0], q[1])) {
            return direction.times(q[0] < 0 ? NdArray.of(1, 1, 0) : NdArray.of(0, 0, 1));
          }
          Frame f = new Frame(Autodiff.apply(ROOT, v));
          NdArray k = f.ray();
          NdArray t = f.across();
          NdArray alpha = f.along(v).times(f.a());
          NdArray beta = f.beyond(v).times(f.b());
          NdArray share = alpha.dividedBy(alpha.plus(beta));
          return k.times(k.dot(direction).dividedBy(k.squaredNorm()))
              .plus(t.times(share.times(t.dot(direction)).dividedBy(t.squaredNorm())));
        }

        @Override
        public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
          return change(inputs[0], tangents[0]);
        }

        @Override
        public NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent) {
          return change(inputs[0], cotangent);
        }
      };

  /** ρ. */
  private static final DifferentiableOp ROOT =
      new DifferentiableOp() {
        @Override
        public String name() {
          return "exponentialConeRoot";
        }

        @Override
        public NdArray value(NdArray... inputs) {
          double[] q = inputs[0].toArray();
          return NdArray.scalar(root(q[0], q[1], q[2]));
        }

        private NdArray gradient(NdArray v) {
          Frame f = new Frame(Autodiff.apply(this, v));
          return f.across().dividedBy(f.along(v).times(f.a()).plus(f.beyond(v).times(f.b())));
        }

        @Override
        public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
          return gradient(inputs[0]).dot(tangents[0]);
        }

        @Override
        public NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent) {
          return gradient(inputs[0]).times(cotangent);
        }
      };

  /** Where e^{x/y} is nothing beside any number and ρ² is no number: both are limits. */
  private static boolean steep(double x, double y) {
    return (x < 0 && y > 0 && y < LEAST_SLOPE * -x) || (x > 0 && y < 0 && x < LEAST_SLOPE * -y);
  }

  /** What depends on ρ; t, A and B times e^{-|ρ|}. */
  private record Frame(NdArray rho, NdArray up, NdArray down, NdArray scale, NdArray q) {
    Frame(NdArray rho) {
      this(
          rho,
          rho.value() > 0 ? NdArray.scalar(1) : rho.times(2).exp(),
          rho.value() > 0 ? rho.times(-2).exp() : NdArray.scalar(1),
          (rho.value() > 0 ? rho.negate() : rho).exp(),
          rho.times(rho.minus(1)).plus(1));
    }

    NdArray ray() {
      return rho.value() > 0
          ? NdArray.stack(rho.times(scale), scale, NdArray.scalar(1))
          : NdArray.stack(rho, NdArray.scalar(1), scale);
    }

    NdArray across() {
      return NdArray.stack(
          rho.rsubtract(1).times(up).plus(down), rho.times(down).plus(up).negate(), q.times(scale));
    }

    NdArray a() {
      return rho.minus(1).square().plus(1).times(up).plus(down);
    }

    NdArray b() {
      return rho.square().plus(1).times(down).plus(up);
    }

    /** α; for ρ > 0 by the last coordinate, where the first two cancel. */
    NdArray along(NdArray v) {
      NdArray x = v.at(0);
      NdArray y = v.at(1);
      if (rho.value() <= 0) {
        return rho.minus(1).times(x).plus(y).dividedBy(q);
      }
      NdArray beta = x.minus(rho.times(y)).dividedBy(q);
      return v.at(2).plus(beta.times(scale)).times(scale);
    }

    /** β; for ρ ≤ 0 by the last coordinate, where the first two cancel. */
    NdArray beyond(NdArray v) {
      NdArray x = v.at(0);
      NdArray y = v.at(1);
      if (rho.value() > 0) {
        return x.minus(rho.times(y)).dividedBy(q);
      }
      NdArray alpha = rho.minus(1).times(x).plus(y).dividedBy(q);
      return alpha.times(scale).minus(v.at(2)).times(scale);
    }
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

  /** The root of α e^ρ - β e^{-ρ} - z by Newton's method between bounds. */
  private static double root(double x, double y, double z) {
    double low = x > 0 ? Math.max(1 - y / x, -1 / LEAST_SLOPE) : Double.NEGATIVE_INFINITY;
    double high = y > 0 ? Math.min(x / y, 1 / LEAST_SLOPE) : Double.POSITIVE_INFINITY;
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
