package dev.hadamard.autodiff;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Softmax;
import java.util.Arrays;

/** Operations on shapes, index maps, and reductions. */
final class Structure {
  private Structure() {}

  /** The same elements under another shape: no copy. */
  static final class Reshape extends Primitive {
    private final int[] shape;

    Reshape(int[] shape) {
      super("reshape");
      this.shape = shape;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      return new DenseArray(in[0].values(), shape);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return tangents[0].reshape(shape);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      return cotangent.reshape(in[0].shapeArray());
    }
  }

  static DenseArray broadcast(DenseArray a, int[] shape) {
    if (Shapes.same(a.shapeArray(), shape)) {
      return a;
    }
    double[] x = a.values();
    int n = Shapes.size(shape);
    double[] y = new double[n];
    if (x.length == 1) {
      Arrays.fill(y, x[0]);
    } else if (n > 0) {
      copyBroadcast(x, a.shapeArray(), y, shape);
    }
    return new DenseArray(y, shape);
  }

  private static void copyBroadcast(double[] x, int[] from, double[] y, int[] to) {
    BroadcastPlan.of(from, to).copy(x, y);
  }

  /** Where the elements of a repeated array come from: runs that are copied or single elements. */
  private record BroadcastPlan(int[] from, int[] index, int length, boolean single) {
    static BroadcastPlan of(int[] from, int[] to) {
      int[] strides = Shapes.broadcastStrides(from, to);
      // The trailing axes that are not repeated are one contiguous run.
      int run = 1;
      int axis = to.length - 1;
      int[] own = Shapes.strides(to);
      while (axis >= 0 && (strides[axis] == own[axis] || to[axis] == 1)) {
        run *= to[axis];
        axis--;
      }
      boolean single = run == 1 && axis >= 0 && strides[axis] == 0;
      if (single) {
        // The last axes repeat single elements.
        while (axis >= 0 && (strides[axis] == 0 || to[axis] == 1)) {
          run *= to[axis];
          axis--;
        }
      }
      int[] index =
          Shapes.indices(Arrays.copyOf(to, axis + 1), Arrays.copyOf(strides, axis + 1), 0);
      return new BroadcastPlan(from, index, run, single);
    }

    void copy(double[] x, double[] y) {
      for (int i = 0; i < index.length; i++) {
        if (single) {
          Arrays.fill(y, i * length, (i + 1) * length, x[index[i]]);
        } else {
          System.arraycopy(x, index[i], y, i * length, length);
        }
      }
    }
  }

  /** Repetition of a shape over a larger one; its adjoint is the sum over the repeated axes. */
  static final class Broadcast extends Primitive {
    private final int[] shape;

    /** Of the last compiled use; immutable, so that a race only finds it again. */
    private BroadcastPlan plan;

    Broadcast(int[] shape) {
      super("broadcastTo");
      this.shape = shape;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      return broadcast(in[0], shape);
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] x = in[0].values();
      if (x.length == 1) {
        Arrays.fill(out.values(), x[0]);
        return true;
      }
      if (x.length == out.values().length) {
        System.arraycopy(x, 0, out.values(), 0, x.length);
        return true;
      }
      if (out.values().length == 0) {
        return true;
      }
      BroadcastPlan p = plan;
      if (p == null || !Shapes.same(p.from, in[0].shapeArray())) {
        p = BroadcastPlan.of(in[0].shapeArray(), shape);
        plan = p;
      }
      p.copy(x, out.values());
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return tangents[0].broadcastTo(shape);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      return cotangent.sumTo(in[0].shapeArray());
    }
  }

  /** The sum over axes, which disappear. */
  static final class Sum extends Primitive {
    private final int[] axes;

    /** Sorted axes. */
    Sum(int[] axes) {
      super("sum");
      this.axes = axes;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] shape = in[0].shapeArray();
      double[] x = in[0].values();
      // Groups of neighbouring axes, from the last: (before, summed, after).
      int k = axes.length;
      int[] current = shape;
      while (k > 0) {
        int last = axes[k - 1];
        int first = last;
        k--;
        while (k > 0 && axes[k - 1] == first - 1) {
          first--;
          k--;
        }
        int before = Shapes.before(current, first);
        int after = Shapes.after(current, last);
        int middle = 1;
        for (int i = first; i <= last; i++) {
          middle *= current[i];
        }
        x = sum(x, before, middle, after);
        int[] group = new int[last - first + 1];
        for (int i = first; i <= last; i++) {
          group[i - first] = i;
        }
        current = Shapes.without(current, group);
      }
      return new DenseArray(x, current);
    }

    /** One group of neighbouring axes needs no array in between. */
    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      int first = axes[0];
      int last = axes[axes.length - 1];
      if (last - first != axes.length - 1) {
        return false;
      }
      int[] shape = in[0].shapeArray();
      int middle = 1;
      for (int i = first; i <= last; i++) {
        middle *= shape[i];
      }
      Arrays.fill(out.values(), 0);
      sum(
          in[0].values(),
          Shapes.before(shape, first),
          middle,
          Shapes.after(shape, last),
          out.values());
      return true;
    }

    private static double[] sum(double[] x, int before, int middle, int after) {
      double[] y = new double[before * after];
      sum(x, before, middle, after, y);
      return y;
    }

    private static void sum(double[] x, int before, int middle, int after, double[] y) {
      if (after == 1) {
        for (int i = 0; i < before; i++) {
          y[i] = Reductions.sum(x, i * middle, middle);
        }
      } else {
        for (int i = 0; i < before; i++) {
          for (int j = 0; j < middle; j++) {
            Blas1.axpy(1.0, x, (i * middle + j) * after, y, i * after, after);
          }
        }
      }
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return tangents[0].sum(axes);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      int[] shape = in[0].shapeArray();
      return cotangent.reshape(Shapes.withOnes(shape, axes)).broadcastTo(shape);
    }
  }

  /**
   * out[i] = in[index[i]], 0 where the index is -1. Slices, permutations, sorting are such maps.
   */
  static final class Gather extends Primitive {
    private final int[] index;
    private final int[] shape;

    Gather(String name, int[] index, int[] shape) {
      super(name);
      this.index = index;
      this.shape = shape;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      DenseArray out = new DenseArray(new double[index.length], shape);
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] x = in[0].values();
      double[] y = out.values();
      for (int i = 0; i < y.length; i++) {
        y[i] = index[i] < 0 ? 0 : x[index[i]];
      }
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return Dispatch.apply(this, tangents[0]);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      return Dispatch.apply(new Scatter(name(), index, in[0].shapeArray()), cotangent);
    }
  }

  /** out[index[i]] += in[i], starting from zeros; indices of -1 are dropped. */
  static final class Scatter extends Primitive {
    private final int[] index;
    private final int[] shape;

    Scatter(String name, int[] index, int[] shape) {
      super(name);
      this.index = index;
      this.shape = shape;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      DenseArray out = new DenseArray(new double[Shapes.size(shape)], shape);
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] x = in[0].values();
      double[] y = out.values();
      Arrays.fill(y, 0);
      for (int i = 0; i < x.length; i++) {
        if (index[i] >= 0) {
          y[index[i]] += x[i];
        }
      }
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return Dispatch.apply(this, tangents[0]);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      return Dispatch.apply(new Gather(name(), index, in[0].shapeArray()), cotangent);
    }
  }

  /** Arrays one after the other along an axis. */
  static final class Concatenate extends Primitive {
    private final int axis;

    Concatenate(int axis) {
      super("concatenate");
      this.axis = axis;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] shape = in[0].shapeArray().clone();
      int total = 0;
      for (DenseArray a : in) {
        int[] other = a.shapeArray().clone();
        if (other.length == shape.length) {
          total += other[axis];
          other[axis] = shape[axis];
        }
        if (!Shapes.same(other, shape)) {
          throw new ShapeMismatchException(
              "concatenate: shapes "
                  + Arrays.toString(in[0].shapeArray())
                  + " and "
                  + Arrays.toString(a.shapeArray())
                  + " differ: must be equal but for axis "
                  + axis);
        }
      }
      int before = Shapes.before(shape, axis);
      int after = Shapes.after(shape, axis);
      shape[axis] = total;
      DenseArray out = new DenseArray(new double[before * total * after], shape);
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      int[] shape = out.shapeArray();
      int before = Shapes.before(shape, axis);
      int after = Shapes.after(shape, axis);
      int start = 0;
      for (DenseArray a : in) {
        int block = a.shapeArray()[axis] * after;
        for (int i = 0; i < before; i++) {
          System.arraycopy(
              a.values(), i * block, out.values(), i * shape[axis] * after + start, block);
        }
        start += block;
      }
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray[] parts = new NdArray[in.length];
      for (int i = 0; i < in.length; i++) {
        parts[i] = tangents[i] == null ? NdArray.zeros(in[i].shapeArray()) : tangents[i];
      }
      return Dispatch.apply(this, parts);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      int from = 0;
      for (int i = 0; i < which; i++) {
        from += in[i].shapeArray()[axis];
      }
      return cotangent.slice(axis, from, from + in[which].shapeArray()[axis]);
    }
  }

  /** Running sums along the last axis. */
  static final Primitive CUMULATIVE_SUM =
      new Primitive("cumulativeSum") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int[] shape = in[0].shapeArray();
          double[] x = in[0].values();
          double[] y = new double[x.length];
          int n = shape[shape.length - 1];
          for (int i = 0; i < x.length; i += n) {
            double s = 0;
            for (int j = i; j < i + n; j++) {
              s += x[j];
              y[j] = s;
            }
          }
          return new DenseArray(y, shape);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          return Dispatch.apply(this, tangents[0]);
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
          return Dispatch.apply(this, cotangent.flip(-1)).flip(-1);
        }
      };

  /** A reduction of the last axis whose derivative is a weighted sum along it. */
  abstract static class LastAxis extends Primitive {
    LastAxis(String name) {
      super(name);
    }

    abstract double reduce(double[] x, int offset, int n);

    /** The weights, of the shape of the input; the output has a last axis of extent 1 here. */
    abstract NdArray weights(NdArray x, NdArray y);

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] shape = in[0].shapeArray();
      int n = shape[shape.length - 1];
      if (n == 0) {
        throw new IllegalArgumentException(
            name() + ": shape is " + Arrays.toString(shape) + ": the axis must not be empty");
      }
      DenseArray out =
          new DenseArray(
              new double[in[0].values().length / n], Arrays.copyOf(shape, shape.length - 1));
      into(in, out);
      return out;
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] x = in[0].values();
      double[] y = out.values();
      int n = in[0].shapeArray()[in[0].shapeArray().length - 1];
      for (int i = 0; i < y.length; i++) {
        y[i] = reduce(x, i * n, n);
      }
      return true;
    }

    private NdArray weights(NdArray[] in, NdArray out) {
      return weights(in[0], out.reshape(Shapes.withOnes(in[0].shapeArray(), last(in[0]))));
    }

    private static int[] last(NdArray x) {
      return new int[] {x.rank() - 1};
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return tangents[0].safeTimes(weights(in, out)).sum(last(in[0]));
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      return cotangent
          .reshape(Shapes.withOnes(in[0].shapeArray(), last(in[0])))
          .safeTimes(weights(in, out));
    }
  }

  static final LastAxis MAX =
      new LastAxis("max") {
        @Override
        double reduce(double[] x, int offset, int n) {
          return Reductions.max(x, offset, n);
        }

        @Override
        NdArray weights(NdArray x, NdArray y) {
          return shares(x, y);
        }
      };

  static final LastAxis MIN =
      new LastAxis("min") {
        @Override
        double reduce(double[] x, int offset, int n) {
          return Reductions.min(x, offset, n);
        }

        @Override
        NdArray weights(NdArray x, NdArray y) {
          return shares(x, y);
        }
      };

  /** Ties share equally. */
  private static NdArray shares(NdArray x, NdArray y) {
    NdArray equal = x.stopGradient().equalTo(y.stopGradient());
    return equal.dividedBy(equal.sumKeeping(-1));
  }

  static final LastAxis LOG_SUM_EXP =
      new LastAxis("logSumExp") {
        @Override
        double reduce(double[] x, int offset, int n) {
          return Softmax.logSumExp(x, offset, n);
        }

        @Override
        NdArray weights(NdArray x, NdArray y) {
          return x.minus(y).exp();
        }
      };

  static final LastAxis NORM =
      new LastAxis("norm") {
        @Override
        double reduce(double[] x, int offset, int n) {
          return Reductions.norm(x, offset, n);
        }

        @Override
        NdArray weights(NdArray x, NdArray y) {
          return x.dividedByOrZero(y);
        }
      };

  static final Primitive SOFTMAX =
      new Primitive("softmax") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int[] shape = in[0].shapeArray();
          int n = shape[shape.length - 1];
          double[] x = in[0].values();
          double[] y = new double[x.length];
          Softmax.softmaxRows(x, y, n == 0 ? 0 : x.length / n, n);
          return new DenseArray(y, shape);
        }

        @Override
        boolean into(DenseArray[] in, DenseArray out) {
          int[] shape = in[0].shapeArray();
          int n = shape[shape.length - 1];
          double[] x = in[0].values();
          Softmax.softmaxRows(x, out.values(), n == 0 ? 0 : x.length / n, n);
          return true;
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray yt = tangents[0].safeTimes(out);
          return yt.minus(yt.sumKeeping(-1).safeTimes(out));
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
          return jvp(in, out, new NdArray[] {cotangent});
        }
      };
}
