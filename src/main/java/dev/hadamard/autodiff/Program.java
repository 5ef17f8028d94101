package dev.hadamard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of a function in their order, on arrays that are allocated once: what a
 * differentiated function becomes when it is compiled.
 */
final class Program {
  /** One operation: the slots of its arguments and of its result. */
  private record Instruction(DifferentiableOp op, int[] in, int out) {}

  /** An operation with the arrays that it works on. */
  private static final class Step {
    private final DifferentiableOp op;
    private final DenseArray[] in;
    private final DenseArray out;

    Step(DifferentiableOp op, DenseArray[] in, DenseArray out) {
      this.op = op;
      this.in = in;
      this.out = out;
    }

    void run() {
      if (op instanceof Primitive p && p.into(in, out)) {
        return;
      }
      // Operations may know arrays by identity, for those are immutable elsewhere.
      NdArray[] copies = new NdArray[in.length];
      for (int i = 0; i < copies.length; i++) {
        copies[i] = new DenseArray(in[i].values().clone(), in[i].shapeArray());
      }
      double[] value = op.value(copies).data();
      System.arraycopy(value, 0, out.values(), 0, value.length);
    }
  }

  private final long level = Tape.newLevel();
  private final List<Instruction> instructions = new ArrayList<>();

  /** The example values of all slots, which give the shapes; constants keep them. */
  private final List<DenseArray> examples = new ArrayList<>();

  private final List<Boolean> constant = new ArrayList<>();
  private boolean closed;
  private DenseArray[] inputs;
  private DenseArray[] outputs;
  private Step[] steps;

  long level() {
    return level;
  }

  private int slot(DenseArray example, boolean isConstant) {
    examples.add(example);
    constant.add(isConstant);
    return examples.size() - 1;
  }

  Traced input(NdArray example) {
    return new Traced(this, slot(example.dense(), false), example.shapeArray());
  }

  /** Records an operation of which at least one argument is of this program. */
  Traced record(DifferentiableOp op, NdArray[] in) {
    if (closed) {
      throw new IllegalStateException(
          op.name() + ": an array of a compilation that has ended is used");
    }
    NdArray[] arguments = in;
    if (op instanceof Elementwise.Binary) {
      // Repetition is an operation of its own here, so that its result is kept.
      int[] shape = Shapes.broadcast(op.name(), in[0].shapeArray(), in[1].shapeArray());
      arguments = new NdArray[] {in[0].broadcastTo(shape), in[1].broadcastTo(shape)};
    }
    int[] slots = new int[in.length];
    DenseArray[] values = new DenseArray[in.length];
    for (int i = 0; i < slots.length; i++) {
      if (arguments[i] instanceof Traced t) {
        slots[i] = t.slot();
      } else if (arguments[i] instanceof DenseArray d) {
        slots[i] = slot(d, true);
      } else {
        throw new IllegalStateException(
            op.name() + ": a function that is compiled uses an array under differentiation");
      }
      values[i] = examples.get(slots[i]);
    }
    DenseArray value = op.value(values).dense();
    int out = slot(value, false);
    instructions.add(new Instruction(op, slots, out));
    return new Traced(this, out, value.shapeArray());
  }

  /** Ends the recording: drops what the results do not need and allocates the arrays. */
  void close(int numberOfInputs, NdArray... results) {
    closed = true;
    int[] resultSlots = new int[results.length];
    for (int i = 0; i < results.length; i++) {
      resultSlots[i] = results[i] instanceof Traced t ? t.slot() : slot(results[i].dense(), true);
    }
    boolean[] needed = new boolean[examples.size()];
    int[] last = new int[examples.size()];
    Arrays.fill(last, -1);
    for (int s : resultSlots) {
      needed[s] = true;
      last[s] = Integer.MAX_VALUE;
    }
    List<Instruction> kept = new ArrayList<>();
    for (int k = instructions.size() - 1; k >= 0; k--) {
      Instruction i = instructions.get(k);
      if (needed[i.out]) {
        for (int s : i.in) {
          needed[s] = true;
        }
        kept.add(i);
      }
    }
    Collections.reverse(kept);
    for (int k = 0; k < kept.size(); k++) {
      for (int s : kept.get(k).in) {
        last[s] = Math.max(last[s], k);
      }
    }
    DenseArray[] arrays = new DenseArray[examples.size()];
    for (int s = 0; s < arrays.length; s++) {
      if (constant.get(s)) {
        arrays[s] = examples.get(s);
      }
    }
    for (int s = 0; s < numberOfInputs; s++) {
      arrays[s] = fresh(examples.get(s), new HashMap<>());
      last[s] = Integer.MAX_VALUE;
    }
    allocate(kept, arrays, last);
    inputs = Arrays.copyOf(arrays, numberOfInputs);
    outputs = new DenseArray[results.length];
    for (int i = 0; i < results.length; i++) {
      outputs[i] = arrays[resultSlots[i]];
    }
    examples.clear();
    instructions.clear();
  }

  /** Arrays are used again after their last reader; reshaped ones share their elements. */
  private void allocate(List<Instruction> kept, DenseArray[] arrays, int[] last) {
    // The slot that owns the elements of each slot, and the last reader of what it owns.
    int[] owner = new int[arrays.length];
    Arrays.setAll(owner, s -> s);
    for (Instruction i : kept) {
      if (i.op instanceof Structure.Reshape) {
        owner[i.out] = owner[i.in[0]];
      }
    }
    int[] end = last.clone();
    for (int s = 0; s < owner.length; s++) {
      end[owner[s]] = Math.max(end[owner[s]], last[s]);
    }
    Map<Integer, List<double[]>> free = new HashMap<>();
    boolean[] released = new boolean[arrays.length];
    steps = new Step[kept.size()];
    int count = 0;
    for (int k = 0; k < kept.size(); k++) {
      Instruction i = kept.get(k);
      DenseArray[] in = new DenseArray[i.in.length];
      for (int j = 0; j < in.length; j++) {
        in[j] = arrays[i.in[j]];
      }
      if (i.op instanceof Structure.Reshape) {
        arrays[i.out] = new DenseArray(in[0].values(), examples.get(i.out).shapeArray());
      } else {
        arrays[i.out] = fresh(examples.get(i.out), free);
        steps[count++] = new Step(i.op, in, arrays[i.out]);
      }
      for (int s : i.in) {
        int o = owner[s];
        if (end[o] <= k && !released[o] && !constant.get(o)) {
          released[o] = true;
          double[] elements = arrays[o].values();
          free.computeIfAbsent(elements.length, n -> new ArrayList<>()).add(elements);
        }
      }
    }
    steps = Arrays.copyOf(steps, count);
  }

  private static DenseArray fresh(DenseArray like, Map<Integer, List<double[]>> free) {
    List<double[]> fitting = free.get(like.values().length);
    double[] elements =
        fitting == null || fitting.isEmpty()
            ? new double[like.values().length]
            : fitting.remove(fitting.size() - 1);
    return new DenseArray(elements, like.shapeArray());
  }

  double[] input(int i) {
    return inputs[i].values();
  }

  double[] output(int i) {
    return outputs[i].values();
  }

  int inputs() {
    return inputs.length;
  }

  static void requireLength(String name, int length, int expected) {
    if (length != expected) {
      throw new ShapeMismatchException(
          name + " has " + length + " elements: must have " + expected);
    }
  }

  int[] shapeOfOutput(int i) {
    return outputs[i].shapeArray();
  }

  int size() {
    return steps.length;
  }

  void run() {
    for (Step step : steps) {
      step.run();
    }
  }
}
