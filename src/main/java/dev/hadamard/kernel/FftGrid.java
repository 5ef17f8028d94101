package dev.hadamard.kernel;

import java.util.Arrays;

/**
 * A plan of the discrete Fourier transform along every axis of a row-major array of two, three or
 * more dimensions, and its inverse. Immutable, usable by several threads at once.
 */
public final class FftGrid {
  private final int[] shape;
  private final Fft[] axes;
  private final int size;

  private FftGrid(int[] shape) {
    this.shape = shape;
    this.axes = new Fft[shape.length];
    int product = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      axes[axis] = Fft.of(shape[axis]);
      product = Math.multiplyExact(product, shape[axis]);
    }
    this.size = product;
  }

  /**
   * A plan.
   *
   * @param shape the lengths of the axes, the last one contiguous
   * @return the plan
   */
  public static FftGrid of(int... shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("shape is empty: must have at least one axis");
    }
    return new FftGrid(shape.clone());
  }

  /**
   * The number of elements.
   *
   * @return the product of the lengths
   */
  public int size() {
    return size;
  }

  /**
   * Transforms in place.
   *
   * @param re the real parts
   * @param im the imaginary parts
   */
  public void forward(double[] re, double[] im) {
    Checks.range("re", re.length, 0, size);
    Checks.range("im", im.length, 0, size);
    int inner = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int block = shape[axis] * inner;
      for (int from = 0; from < size; from += block) {
        if (inner == 1) {
          axes[axis].forward(re, from, im, from);
        } else {
          axes[axis].forwardColumns(inner, re, from, im, from);
        }
      }
      inner = block;
    }
  }

  /**
   * Undoes {@link #forward} in place.
   *
   * @param re the real parts
   * @param im the imaginary parts
   */
  public void inverse(double[] re, double[] im) {
    forward(im, re);
    Blas1.scale(1.0 / size, re, 0, re, 0, size);
    Blas1.scale(1.0 / size, im, 0, im, 0, size);
  }

  @Override
  public String toString() {
    return "FftGrid(" + Arrays.toString(shape) + ")";
  }
}
