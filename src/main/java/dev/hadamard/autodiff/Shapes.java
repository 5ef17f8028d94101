package dev.hadamard.autodiff;

import java.util.Arrays;

/** Arithmetic of shapes: sizes, broadcasting, and index maps. */
final class Shapes {
  static final int[] SCALAR = {};

  private Shapes() {}

  static int size(int... shape) {
    long size = 1;
    for (int d : shape) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + ": extents must be at least 0");
      }
      size *= d;
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + ": has more elements than an array can hold");
    }
    return (int) size;
  }

  static boolean same(int[] a, int[] b) {
    return Arrays.equals(a, b);
  }

  /** The shape of an elementwise operation: aligned at the last axis, extents equal or 1. */
  static int[] broadcast(String op, int[] a, int[] b) {
    if (Arrays.equals(a, b)) {
      return a;
    }
    int rank = Math.max(a.length, b.length);
    int[] out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int da = i <= a.length ? a[a.length - i] : 1;
      int db = i <= b.length ? b[b.length - i] : 1;
      if (da != db && da != 1 && db != 1) {
        throw new ShapeMismatchException(
            op
                + ": shapes "
                + Arrays.toString(a)
                + " and "
                + Arrays.toString(b)
                + " do not broadcast: extents counted from the last axis must be equal or 1");
      }
      out[rank - i] = da == 1 ? db : da;
    }
    return out;
  }

  /** The axes that broadcasting a shape to another one repeats, as axes of the latter. */
  static int[] repeatedAxes(int[] from, int[] to) {
    int[] axes = new int[to.length];
    int count = 0;
    int lead = to.length - from.length;
    for (int i = 0; i < to.length; i++) {
      if (i < lead || (from[i - lead] == 1 && to[i] != 1)) {
        axes[count++] = i;
      }
    }
    return Arrays.copyOf(axes, count);
  }

  static int axis(String op, int axis, int rank) {
    int a = axis < 0 ? axis + rank : axis;
    if (a < 0 || a >= rank) {
      throw new IllegalArgumentException(
          op + ": axis is " + axis + ": must be from " + -rank + " to " + (rank - 1));
    }
    return a;
  }

  /** Sorted, non-negative, each once. */
  static int[] axes(String op, int[] axes, int rank) {
    int[] sorted = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      sorted[i] = axis(op, axes[i], rank);
    }
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new IllegalArgumentException(
            op + ": axes are " + Arrays.toString(axes) + ": must be distinct");
      }
    }
    return sorted;
  }

  static int[] without(int[] shape, int[] sortedAxes) {
    int[] out = new int[shape.length - sortedAxes.length];
    int k = 0;
    int j = 0;
    for (int i = 0; i < shape.length; i++) {
      if (k < sortedAxes.length && sortedAxes[k] == i) {
        k++;
      } else {
        out[j++] = shape[i];
      }
    }
    return out;
  }

  static int[] withOnes(int[] shape, int[] sortedAxes) {
    int[] out = shape.clone();
    for (int axis : sortedAxes) {
      out[axis] = 1;
    }
    return out;
  }

  static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int s = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = s;
      s *= shape[i];
    }
    return strides;
  }

  /** The flat source index of every element of a strided view. */
  static int[] indices(int[] shape, int[] strides, int offset) {
    int[] index = new int[size(shape)];
    if (index.length == 0) {
      return index;
    }
    int filled = 1;
    index[0] = offset;
    // Axis by axis from the last: the block so far is repeated at each stride.
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int block = filled;
      for (int i = 1; i < shape[axis]; i++) {
        int shift = i * strides[axis];
        for (int k = 0; k < block; k++) {
          index[filled++] = index[k] + shift;
        }
      }
    }
    return index;
  }

  /** Strides that repeat a shape over a larger one. */
  static int[] broadcastStrides(int[] from, int[] to) {
    int[] own = strides(from);
    int[] strides = new int[to.length];
    int lead = to.length - from.length;
    for (int i = lead; i < to.length; i++) {
      strides[i] = from[i - lead] == 1 ? 0 : own[i - lead];
    }
    return strides;
  }

  /** Elements before an axis. */
  static int before(int[] shape, int axis) {
    int n = 1;
    for (int i = 0; i < axis; i++) {
      n *= shape[i];
    }
    return n;
  }

  /** Elements after an axis. */
  static int after(int[] shape, int axis) {
    int n = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      n *= shape[i];
    }
    return n;
  }
}
