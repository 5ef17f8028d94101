package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Elementary;

/** A loss ℓ(z, y) of a prediction z and a target y, convex and smooth in z. */
public enum PointwiseLoss {
  /** ½(z - y)². */
  SQUARED(1) {
    @Override
    public NdArray value(NdArray z, NdArray y) {
      return z.minus(y).square().times(0.5);
    }

    @Override
    double derivative(double z, double y) {
      return z - y;
    }
  },
  /** log(1 + e^{-yz}) for y = ±1. */
  LOGISTIC(0.25) {
    @Override
    public NdArray value(NdArray z, NdArray y) {
      return y.times(z).negate().softplus();
    }

    @Override
    double derivative(double z, double y) {
      return -y * Elementary.sigmoid(-y * z);
    }
  },
  /** Huber's: ½r² for |r| ≤ 1, |r| - ½ beyond, r = z - y. */
  HUBER(1) {
    @Override
    public NdArray value(NdArray z, NdArray y) {
      NdArray r = z.minus(y);
      NdArray size = r.abs();
      return NdArray.where(size.atMost(NdArray.scalar(1)), r.square().times(0.5), size.minus(0.5));
    }

    @Override
    double derivative(double z, double y) {
      return Math.min(Math.max(z - y, -1), 1);
    }
  };

  private final double curvature;

  PointwiseLoss(double curvature) {
    this.curvature = curvature;
  }

  /**
   * The loss, element by element.
   *
   * @param z the predictions
   * @param y the targets
   * @return the losses
   */
  public abstract NdArray value(NdArray z, NdArray y);

  /** ∂ℓ/∂z. */
  abstract double derivative(double z, double y);

  /** The largest second derivative in z. */
  double curvature() {
    return curvature;
  }
}
